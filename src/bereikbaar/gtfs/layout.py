"""The trips of a feed laid out behind each other: one for each departure of a frequency, one for any other."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bereikbaar.gtfs.call_arrays import Calls
from bereikbaar.gtfs.frequencies import Departures, copy_ids
from bereikbaar.gtfs.stays import Ends
from bereikbaar.network.trips import BASES, Flags, Indexes, Seconds


@dataclass(frozen=True, slots=True)
class Laid:
    """Trips laid out: one per departure of a frequency, one for any other.

    source : (n_trips,) position in the wanted trips. first : (n_trips + 1,). call : (n_calls,) position in the calls.
    later_s : (n_calls,) to add to the times. ids : names. basis, headway_s : as in :class:`Trips`.
    """

    source: Indexes
    first: Indexes
    call: Indexes
    later_s: Seconds
    ids: tuple[str, ...]
    basis: NDArray[np.int8]
    headway_s: Seconds


@dataclass(frozen=True, slots=True)
class LaidCalls:
    """The calls of the trips laid out, as in :class:`Trips`. station : (n_calls,) station of each call."""

    place_ids: tuple[str, ...]
    place_station: Indexes
    place: Indexes
    station: Indexes
    arrive_s: Seconds
    depart_s: Seconds
    board: Flags
    alight: Flags


def lay_out(calls: Calls, departures: Departures, ids: Sequence[str]) -> Laid:
    """Put the calls of every trip behind each other, and those of a template once for each of its departures."""
    has = np.bincount(calls.trip, minlength=len(ids))
    begin = np.concatenate([[0], np.cumsum(has)])
    template = np.zeros(len(ids), dtype=np.bool_)
    template[departures.trip] = True
    plain = np.flatnonzero((has > 0) & ~template).astype(np.int32)
    copies = has[departures.trip] > 0
    source = np.concatenate([plain, departures.trip[copies]]).astype(np.int32)
    start = np.concatenate([calls.starts_s[plain], departures.start_s[copies]])
    basis = np.concatenate([np.full(len(plain), BASES.index("timetable")), departures.basis[copies]])
    headway = np.concatenate([np.zeros(len(plain)), departures.headway_s[copies]])
    some = Departures(*(getattr(departures, f.name)[copies] for f in dataclasses.fields(departures)))
    names = [ids[i] for i in plain.tolist()] + copy_ids(ids, some)
    order = np.lexsort([start, source])
    source, start, basis, headway = source[order], start[order], basis[order], headway[order]
    n = has[source]
    first = np.concatenate([[0], np.cumsum(n)]).astype(np.int32)
    call = np.repeat(begin[source] - first[:-1], n) + np.arange(first[-1])
    later = np.repeat(start - calls.starts_s[source], n).astype(np.int32)
    ids_ = _unique([names[i] for i in order])
    return Laid(source, first, call.astype(np.int32), later, ids_, basis.astype(np.int8), headway.astype(np.int32))


def _unique(names: list[str]) -> tuple[str, ...]:
    """Return names of which none occurs twice (a copy could be called as a trip is)."""
    if len(set(names)) == len(names):
        return tuple(names)
    seen: set[str] = set()
    out = []
    for name in names:
        free = name
        while free in seen:
            free += "'"
        seen.add(free)
        out.append(free)
    return tuple(out)


def laid_calls(calls: Calls, laid: Laid, stations: Sequence[str], station_of: Mapping[str, str]) -> LaidCalls:
    """Return the calls of trips laid out; nobody gets in at the end of a trip or out at its beginning.

    stations : codes, sorted. station_of : stop -> code.
    """
    used, position = np.unique(calls.stop[laid.call], return_inverse=True)
    place = position.astype(np.int32)
    place_ids = tuple(calls.stop_ids[i] for i in used)
    index = {code: i for i, code in enumerate(stations)}
    place_station = np.array([index[station_of[p]] for p in place_ids], dtype=np.int32)
    board, alight = calls.board[laid.call], calls.alight[laid.call]
    board[laid.first[1:] - 1] = False
    alight[laid.first[:-1]] = False
    return LaidCalls(
        place_ids,
        place_station,
        place,
        place_station[place],
        calls.arrive_s[laid.call] + laid.later_s,
        calls.depart_s[laid.call] + laid.later_s,
        board,
        alight,
    )


def ends(calls: LaidCalls, laid: Laid, runs: Flags) -> Ends:
    """Return where and when trips begin and end. runs : (n_trips, n_days)."""
    first, last = laid.first[:-1], laid.first[1:] - 1
    return Ends(calls.depart_s[first], calls.arrive_s[last], calls.station[first], calls.station[last], runs)

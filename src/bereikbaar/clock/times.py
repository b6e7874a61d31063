"""The clock method from trips to matrices: blocks of destinations over a pool of threads."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.clock.arrays import Floats, Longs
from bereikbaar.clock.events import Events, Net, compact, prepare
from bereikbaar.clock.profiles import ProfileParts, Profiles
from bereikbaar.clock.question import Question, station_index
from bereikbaar.errors import InputError
from bereikbaar.network.trips import Trips
from bereikbaar.routing.headway import blocks, thread_count
from bereikbaar.routing.travel_times import TravelTimes

if TYPE_CHECKING:
    from bereikbaar.clock.kernels import Ends

#: Memory for the rows of one thread that we aim at, bytes: fewer destinations at a time in a large timetable.
ROWS_BYTES = 128 << 20
#: Destinations worked on together, at most; measured: 16 take 15 % more time, 64 as much as 32.
MOST_LANES = 32
#: Of a timetable with dates: how long before a train of the window's travellers home may have been left, s. An
#: assumption; the longest way to a station in the Netherlands, assumed bus included, takes half of it.
READY_S = 3 * 3600


def clock_times(
    trips: Trips,
    change_s: NDArray[np.int32],
    question: Question,
    *,
    network: str = "",
    scenario: str = "",
    window: str = "",
    threads: int | None = None,
) -> TravelTimes:
    """Return exact minutes between all stations over a window of a timetable.

    change_s : (n_stations,) minimum seconds between two trains. threads : None = one per processor; the answer does
    not depend on it. What each matrix holds is told in docs/method-clock.md.
    Raises InputError for a day on which nothing runs, or for what is wrong with the question.
    """
    events = prepare(trips, change_s, question)
    return times_of(events, network=network, scenario=scenario, window=window, threads=threads)


def times_of(
    events: Events,
    *,
    network: str = "",
    scenario: str = "",
    window: str = "",
    threads: int | None = None,
    to: Collection[str] | None = None,
) -> TravelTimes:
    """Return what :func:`clock_times` does, of a timetable that was prepared before.

    to : codes of the only stations that are asked for as destinations; the columns of others say "no connection".
    Raises InputError for a day on which nothing runs, UnknownNameError for a station that is not there.
    """
    _has_trains(events)
    wanted = None if to is None else np.unique(np.array([station_index(events.trips, c) for c in to], dtype=np.int64))
    planes = window_planes(events, threads=threads, destinations=wanted)
    return _travel_times(events, planes, network=network, scenario=scenario, window=window)


def clock_times_and_profiles(
    trips: Trips,
    change_s: NDArray[np.int32],
    question: Question,
    *,
    network: str = "",
    scenario: str = "",
    window: str = "",
    threads: int | None = None,
) -> tuple[TravelTimes, Profiles]:
    """Return what :func:`clock_times` does, to the last bit, and the useful departures behind it, from one scan.

    Of a timetable with dates the departures go on for READY_S after the window, for who leaves home in it. With a
    limit on changes a second scan says which stations are connected without it (``Profiles.free_min``).
    Raises as :func:`clock_times`.
    """
    length = question.end_s - question.start_s
    ready_s = trips.period_s or length + READY_S
    longer = dataclasses.replace(question, end_s=question.start_s + max(length, ready_s))
    events = prepare(trips, change_s, longer)
    _has_trains(events)
    parts = ProfileParts(len(events.stations), trips.period_s, ready_s, question.longest_s)
    planes = window_planes(events, threads=threads, window_s=length, profiles=parts)
    times = _travel_times(events, planes, network=network, scenario=scenario, window=window)
    found = parts.together(events.stations, length)
    if question.max_changes is None:
        return times, found
    free = dataclasses.replace(question, max_changes=None)
    return times, dataclasses.replace(found, free_min=expected_minutes(trips, change_s, free, threads=threads))


def _has_trains(events: Events) -> None:
    trips, date = events.trips, events.question.date
    if not trips.period_s and date not in trips.dates and not len(events.net.depart):
        have = f"{trips.dates[0]} to {trips.dates[-1]}" if trips.dates else "no days at all"
        raise InputError(f"no trains on {date}; the timetable has {have}")


def expected_minutes(
    trips: Trips, change_s: NDArray[np.int32], question: Question, *, threads: int | None = None
) -> Floats:
    """Return only the matrix ``expected`` of :func:`clock_times`, the same bits in three quarters of the time."""
    from bereikbaar.clock.summary import EXPECTED

    events = prepare(trips, change_s, question)
    _has_trains(events)
    return np.ascontiguousarray(window_planes(events, threads=threads, quantiles=False)[:, :, EXPECTED].T)


def window_planes(
    events: Events,
    *,
    threads: int | None = None,
    quantiles: bool = True,
    destinations: Longs | None = None,
    window_s: int | None = None,
    profiles: ProfileParts | None = None,
) -> Floats:
    """Return (to, from, planes): see :data:`bereikbaar.clock.summary.PLANES`. quantiles : median and p90 too.

    destinations : station indexes; None = all. The others say "no connection". window_s : sum up only so many seconds
    from the first moment on; None = the whole window. profiles : where to put the departures behind the planes.
    """
    from bereikbaar.clock.summary import PER_HOUR, PLANES, SHARE, Leaves, Window, summaries

    n = len(events.stations)
    out = np.empty((n, n, len(PLANES)))
    everywhere = np.arange(n, dtype=np.int64)
    wanted = everywhere if destinations is None else destinations
    others = np.setdiff1d(everywhere, wanted)
    out[others] = np.inf
    out[others, :, PER_HOUR] = out[others, :, SHARE] = 0.0
    out[everywhere, everywhere] = 0.0
    out[everywhere, everywhere, PER_HOUR], out[everywhere, everywhere, SHARE] = np.inf, 1.0
    n_threads = thread_count(threads)
    own = threading.local()
    net, n_rows = compact(events)
    leaves = Leaves(events.leave_first, net.pool[events.leave_event].astype(np.int64), events.leave_s)
    whole = events.question.end_s - events.question.start_s
    window = Window(whole if window_s is None else window_s, events.question.longest_s, quantiles)
    most = _most(events, window.length)

    def work(block: Longs) -> None:
        if not hasattr(own, "rows") or own.rows[0].shape[1] != len(block):
            own.rows = [np.empty((n_rows, len(block))) for _ in range(1 + (events.question.max_changes is not None))]
        found = fill(events, net, block, own.rows)
        walk = walk_seconds(events, block)
        summaries(block, leaves, found, walk, window, most, out)
        if profiles is not None:
            profiles.add(block, leaves, found, walk)

    parts = destination_blocks(wanted, n_rows, n_threads)
    if n_threads == 1 or len(parts) < 2:
        for part in parts:
            work(part)
        return out
    with ThreadPoolExecutor(min(n_threads, len(parts))) as pool:
        list(pool.map(work, parts))
    return out


def destination_blocks(wanted: Longs, n_rows: int, threads: int) -> list[Longs]:
    """Cut the destinations into blocks; the results do not depend on where."""
    fit = max(1, ROWS_BYTES // (8 * max(n_rows, 1)))
    lanes = min(MOST_LANES, fit)
    parts = blocks(wanted, threads)
    if not parts or len(parts[0]) <= lanes:
        return parts
    return [wanted[i : i + lanes] for i in range(0, len(wanted), lanes)]


def _most(events: Events, length: int) -> int:
    within = np.concatenate([[0], np.cumsum(events.leave_s < length)])
    return int(np.diff(within[events.leave_first]).max(initial=0)) + 2


def fill(events: Events, net: Net, block: Longs, rows: list[Floats]) -> Floats:
    """Return the rows of a block of destinations: see :func:`bereikbaar.clock.kernels.scan`.

    rows : (n_rows, lanes) to write in, two of them when the question limits the changes: journeys with at most 0, 1,
    2, ... changes by turns.
    """
    from bereikbaar.clock.kernels import scan

    ends, limit = ends_of(events, block), events.question.span_s
    if events.question.max_changes is None:
        scan(net, ends, limit, rows[0], rows[0])
        return rows[0]
    rows[1][:] = np.inf
    for k in range(events.question.max_changes + 1):
        scan(net, ends, limit, rows[(k + 1) % 2], rows[k % 2])
    return rows[events.question.max_changes % 2]


def ends_of(events: Events, block: Longs) -> Ends:
    """Return where journeys to a block of destinations end: out there, or out nearby and on foot."""
    from bereikbaar.clock.kernels import Ends

    n = len(events.stations)
    lane_of = np.full(n, -1, dtype=np.int64)
    lane_of[block] = np.arange(len(block))
    walk_from = np.repeat(np.arange(n, dtype=np.int64), np.diff(events.walks.first))
    near = np.flatnonzero(lane_of[events.walks.to] >= 0)
    station = np.concatenate([block, walk_from[near]])
    lane = np.concatenate([lane_of[block], lane_of[events.walks.to[near]]])
    seconds = np.concatenate([np.zeros(len(block), dtype=np.int64), events.walks.seconds[near]])
    order = np.argsort(station, kind="stable")
    first = np.searchsorted(station[order], np.arange(n + 1)).astype(np.int64)
    return Ends(first, lane[order], seconds[order])


def walk_seconds(events: Events, block: Longs) -> Floats:
    """Return (n_stations, lanes) seconds on foot to each destination; ``inf`` = no such walk."""
    n = len(events.stations)
    out = np.full((n, len(block)), np.inf)
    lane_of = np.full(n, -1, dtype=np.int64)
    lane_of[block] = np.arange(len(block))
    lane = lane_of[events.walks.to]
    walk_from = np.repeat(np.arange(n, dtype=np.int64), np.diff(events.walks.first))
    out[walk_from[lane >= 0], lane[lane >= 0]] = events.walks.seconds[lane >= 0]
    return out


def _travel_times(events: Events, planes: Floats, *, network: str, scenario: str, window: str) -> TravelTimes:
    from bereikbaar.clock.summary import PLANES

    matrices = {name: np.ascontiguousarray(planes[:, :, plane].T) for plane, name in enumerate(PLANES)}
    return TravelTimes(
        network=network,
        scenario=scenario,
        window=window,
        method="clock",
        stations=events.stations,
        onward=matrices["expected"].copy(),
        index={code: i for i, code in enumerate(events.stations)},
        **matrices,
    )

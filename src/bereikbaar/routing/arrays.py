"""Network -> flat arrays in a canonical order. Station codes become indexes here and nowhere else."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bereikbaar.errors import InputError, Problem, did_you_mean
from bereikbaar.network.model import Network, Pattern
from bereikbaar.settings import Settings

Floats = NDArray[np.float64]
Indexes = NDArray[np.int32]
Positions = NDArray[np.int64]
"""Station indexes to loop over; as wide as a loop variable, so that kernels are compiled once."""

#: Minutes are rounded to this many decimals, so that a leg has the same bits wherever its pattern starts.
DECIMALS = 11


class Lines(NamedTuple):
    """What the kernels see. A *call* is one stop of one pattern; calls are numbered through, pattern by pattern.
    A *boarding* is a departure (all calls but the last of a pattern); boardings are numbered station by station, so
    that what a station compares lies side by side. Those where nobody may get in come last and belong to no station.

    first       : (n_patterns + 1,) pattern p owns the calls first[p] .. first[p + 1] - 1.
    station     : (n_calls,) station index. pattern : (n_calls,) pattern index.
    run_min     : (n_calls,) minutes from departure here to arrival at the next call; 0 at the last call.
    dwell_min   : (n_calls,) minutes standing here; 0 at the first and the last call.
    leave_min   : (n_calls,) minutes that getting out here takes: 0, or ``inf`` where nobody may.
    boarding    : (n_calls,) the boarding of a call; -1 at the last call.
    board_first : (n_stations + 1,) station s owns the boardings board_first[s] .. board_first[s + 1] - 1.
    board_call  : (n_boardings,) the call of a boarding; ascending within a station.
    per_hour    : (n_boardings,) departures per hour.
    alight_first : (n_stations + 1,) and alight : the patterns one can leave at each station, ascending.
    change_min  : (n_stations,) minutes between getting out and being ready for the next train.
    """

    first: Indexes
    station: Indexes
    pattern: Indexes
    run_min: Floats
    dwell_min: Floats
    leave_min: Floats
    boarding: Indexes
    board_first: Indexes
    board_call: Indexes
    per_hour: Floats
    alight_first: Indexes
    alight: Indexes
    change_min: Floats


@dataclass(frozen=True, slots=True)
class PatternArrays:
    """One window of a network, ready to be routed.

    stations : codes, sorted; all stations of the network, also those without trains.
    index    : code -> position in ``stations``.
    patterns : (service id, direction) of each pattern. tph : (n_patterns,) trains per hour.
    nearby   : station indexes in the order in which the lines call at them: neighbours are worked on together.
    """

    window: str
    stations: tuple[str, ...]
    index: dict[str, int]
    patterns: tuple[tuple[str, str], ...]
    tph: tuple[float, ...]
    lines: Lines
    nearby: Positions

    def station_index(self, code: str) -> int:
        """Return the index of a station code. Raises InputError with a near miss for an unknown one."""
        if code not in self.index:
            raise InputError(f"there is no station {code!r} in the network" + did_you_mean(code, self.stations))
        return self.index[code]


class _Row(NamedTuple):
    """One pattern in a window; its order is by content, so that the order of rows in a file cannot matter.

    board, alight : may one get in, get out at each stop: never at the last, at the first.
    """

    stations: tuple[str, ...]
    run_min: tuple[float, ...]
    dwell_min: tuple[float, ...]
    tph: float
    service: str
    direction: str
    board: tuple[bool, ...]
    alight: tuple[bool, ...]


def pattern_arrays(network: Network, window: str, settings: Settings) -> PatternArrays:
    """Return the patterns that run in a window as flat arrays.

    Patterns with 0 trains per hour are left out. Change times: ``settings.change_min`` everywhere, or the
    class value of the station with ``settings.cautious_changes``; ``network.change_min`` wins over both.
    Raises UnknownNameError for the window, InputError for minutes, frequencies or codes that cannot be routed.
    """
    position = network.window_index(window)
    if not _sound(network, position):
        _refuse_bad_patterns(network, position)
    stations = tuple(sorted(network.stations))
    index = {code: i for i, code in enumerate(stations)}
    rows = sorted(_rows(network, position))
    lines = _lines(rows, index, [change_minutes(network, code, settings) for code in stations])
    return PatternArrays(
        window=window,
        stations=stations,
        index=index,
        patterns=tuple((row.service, row.direction) for row in rows),
        tph=tuple(row.tph for row in rows),
        lines=lines,
        nearby=_frozen(list(dict.fromkeys([*lines.station.tolist(), *range(len(stations))])), np.int64),
    )


def _rows(network: Network, position: int) -> Iterator[_Row]:
    running = [(s.id, p) for s in network.services.values() for p in s.patterns if p.tph[position] > 0]
    run_min, dwell_min = (minutes.tolist() for minutes in _minutes([pattern for _, pattern in running]))
    first = 0
    for service, pattern in running:
        n = len(pattern.stations)
        yield _Row(
            pattern.stations,
            tuple(run_min[first : first + n - 1]),
            tuple(dwell_min[first : first + n]),
            float(pattern.tph[position]),
            service,
            pattern.direction,
            (*map(bool, pattern.board[:-1] or (True,) * (n - 1)), False),
            (False, *map(bool, pattern.alight[1:] or (True,) * (n - 1))),
        )
        first += n


def _minutes(patterns: Sequence[Pattern]) -> tuple[Floats, Floats]:
    """Return :func:`run_minutes` and :func:`dwell_minutes` of all calls of some patterns, one after the other.

    The minutes after the last call of a pattern are 0.
    """
    arrive = np.array([minute for p in patterns for minute in p.arrive_min], dtype=np.float64)
    depart = np.array([minute for p in patterns for minute in p.depart_min], dtype=np.float64)
    n_stops = np.array([len(p.stations) for p in patterns], dtype=np.int64)
    last = np.cumsum(n_stops) - 1
    with np.errstate(invalid="ignore"):  # minutes that are no numbers are refused by who asks
        run, dwell = np.zeros(len(arrive)), depart - arrive
        run[:-1] = arrive[1:] - depart[:-1]
        run[last] = dwell[last] = dwell[last + 1 - n_stops] = 0.0
        return np.round(run, DECIMALS), np.round(dwell, DECIMALS)


def run_minutes(pattern: Pattern) -> tuple[float, ...]:
    """Return the run time of every leg of a pattern, min (n_stops - 1 values)."""
    pairs = zip(pattern.depart_min[:-1], pattern.arrive_min[1:], strict=True)
    return tuple(round(arrive - depart, DECIMALS) for depart, arrive in pairs)


def dwell_minutes(pattern: Pattern) -> tuple[float, ...]:
    """Return the minutes standing at every stop of a pattern; 0 at both ends (n_stops values)."""
    pairs = zip(pattern.arrive_min[1:-1], pattern.depart_min[1:-1], strict=True)
    return (0.0, *(round(depart - arrive, DECIMALS) for arrive, depart in pairs), 0.0)


def change_minutes(network: Network, code: str, settings: Settings) -> float:
    """Return the minutes of a change at a station: its own by a scenario or timetable, else those of the settings."""
    if code in network.change_min:
        return float(network.change_min[code])
    return network.stations[code].change_min if settings.cautious_changes else settings.change_min


def _lines(rows: Sequence[_Row], index: dict[str, int], change_min: Sequence[float]) -> Lines:
    first = np.cumsum([0, *(len(row.stations) for row in rows)])
    station = np.array([index[code] for row in rows for code in row.stations], dtype=np.int64)
    pattern = np.repeat(np.arange(len(rows)), np.diff(first))
    board = np.array([may for row in rows for may in row.board], dtype=bool)
    alight = np.array([may for row in rows for may in row.alight], dtype=bool)
    departs = np.ones(len(station), dtype=bool)
    departs[first[1:] - 1] = False
    boarded = np.flatnonzero(board)
    passed = np.flatnonzero(departs & ~board)  # departures where nobody may get in
    board_call = np.concatenate([boarded[np.argsort(station[boarded], kind="stable")], passed])
    boarding = np.full(len(station), -1)
    boarding[board_call] = np.arange(len(board_call))
    left = np.unique(station[alight] * max(len(rows), 1) + pattern[alight])
    left_at, left_pattern = np.divmod(left, max(len(rows), 1))
    return Lines(
        first=_frozen(first, np.int32),
        station=_frozen(station, np.int32),
        pattern=_frozen(pattern, np.int32),
        run_min=_frozen([minutes for row in rows for minutes in (*row.run_min, 0.0)]),
        dwell_min=_frozen([minutes for row in rows for minutes in row.dwell_min]),
        leave_min=_frozen(np.where(alight, 0.0, np.inf)),
        boarding=_frozen(boarding, np.int32),
        board_first=_starts(station[boarded], len(index)),
        board_call=_frozen(board_call, np.int32),
        per_hour=_frozen(np.array([row.tph for row in rows], dtype=np.float64)[pattern[board_call]]),
        alight_first=_starts(left_at, len(index)),
        alight=_frozen(left_pattern, np.int32),
        change_min=_frozen(change_min),
    )


def _starts(station: Positions, n_stations: int) -> Indexes:
    """Return where each station begins in a list ordered by these stations."""
    return _frozen(np.cumsum([0, *np.bincount(station, minlength=n_stations)]), np.int32)


def _frozen(values: object, dtype: type = np.float64) -> NDArray[Any]:
    """Return an array of its own that nobody can write to."""
    array: NDArray[Any] = np.array(values, dtype=dtype)
    array.setflags(write=False)
    return array


def _sound(network: Network, position: int) -> bool:
    """Say whether nothing makes a route meaningless: what :func:`_refuse_bad_patterns` says in words, all at once."""
    patterns = [pattern for service in network.services.values() for pattern in service.patterns]
    for p in patterns:
        n = len(p.stations)
        if n < 2 or not n == len(p.arrive_min) == len(p.depart_min) or not {len(p.board), len(p.alight)} <= {0, n}:
            return False
    if not network.stations.keys() >= {code for p in patterns for code in p.stations}:
        return False
    per_hour = np.array([p.tph[position] for p in patterns], dtype=np.float64)
    change = np.array(list(network.change_min.values()), dtype=np.float64)
    return all(bool(np.all(np.isfinite(v) & (v >= 0))) for v in (per_hour, change, *_minutes(patterns)))


def _refuse_bad_patterns(network: Network, position: int) -> None:
    """Raise one InputError with everything that would make a route meaningless."""
    problems = [
        Problem(f"service {service.id!r}, {pattern.direction}: {fault}")
        for service in network.services.values()
        for pattern in service.patterns
        for fault in _faults(pattern, position, network)
    ]
    problems += [
        Problem(f"the change time of station {code!r} is {minutes!r}; expected 0 minutes or more")
        for code, minutes in network.change_min.items()
        if not (math.isfinite(minutes) and minutes >= 0)
    ]
    if problems:
        raise InputError(problems)


def _faults(pattern: Pattern, position: int, network: Network) -> Iterator[str]:
    n_stops = len(pattern.stations)
    if n_stops < 2:
        yield f"it calls at {n_stops} station(s); expected at least two"
        return
    if not len(pattern.arrive_min) == len(pattern.depart_min) == n_stops:
        yield "it has not one arrival and one departure for each of its stops"
        return
    if not {len(pattern.board), len(pattern.alight)} <= {0, n_stops}:
        yield "it does not say of each of its stops whether one may get in and out"
        return
    if not (math.isfinite(pattern.tph[position]) and pattern.tph[position] >= 0):
        yield f"{pattern.tph[position]!r} trains per hour; expected 0 or more"
    for code in pattern.stations:
        if code not in network.stations:
            yield f"station {code!r} is not in the network" + did_you_mean(code, network.stations)
    for (a, b), minutes in zip(pattern.legs(), run_minutes(pattern), strict=True):
        if not (math.isfinite(minutes) and minutes >= 0):
            yield f"{minutes!r} minutes from {a!r} to {b!r}; expected 0 or more"
    for code, minutes in zip(pattern.stations, dwell_minutes(pattern), strict=True):
        if not (math.isfinite(minutes) and minutes >= 0):
            yield f"it stands {minutes!r} minutes at {code!r}; expected 0 or more"

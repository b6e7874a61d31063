"""The minutes that are known: read with the network's clocks, and fitted to the trains that run in a window."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil, lcm
from pathlib import Path
from types import MappingProxyType

from bereikbaar.network.days import BY_NAME, Days, fits, read_days, window_days
from bereikbaar.network.model import Network, Pattern, PatternClock, Service, Window
from bereikbaar.network.trips import BASES
from bereikbaar.read.clock import read_clocks, read_planned_connections
from bereikbaar.timetable.choose import chosen
from bereikbaar.timetable.model import ClockTrain, MissingTrains
from bereikbaar.timetable.rates import PERIODS_MIN, TOLERANCE_TPH, rate

#: Basis of a minute that comes with no word on how sure it is.
_UNSURE = "D"
_SLACK = 1e-9
Key = tuple[str, str]


def with_clocks(net: Network) -> Network:
    """Return a base network with its clock minutes and planned connections, for the clock method.

    The public timetable is in whole minutes: half minutes of the patterns (means of both directions) become the next
    whole ones. The hash of the result covers the clocks too, so that no result of one method is taken for one of the
    other; the network given, its hash and what the headway method makes of it stay as they are. A network that has
    clocks already, is made from a timetable, or has no clocks in its folder is returned as it is.
    Raises InputError for files that cannot be read, ValueError for a network with a scenario on it (its changes move
    the clocks, which must be there before).
    """
    if net.clocks or net.connections or net.trips is not None or not net.folder:
        return net
    clocks = read_clocks(Path(net.folder))
    connections = read_planned_connections(Path(net.folder))
    if not clocks and not connections:
        return net
    if net.scenario:
        raise ValueError("read the clocks of a network before a scenario is applied to it")
    held = [
        [net.hash],
        [(c.service, c.direction, c.origin_minute, c.period_min, c.days, c.confidence) for c in clocks],
        [
            (c.station, c.from_service, c.from_direction, c.to_service, c.to_direction, c.change_min, c.days)
            for c in connections
        ],
    ]
    digest = hashlib.sha256(json.dumps(held, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()
    services = {name: _in_whole_minutes(service) for name, service in net.services.items()}
    return replace(net, clocks=clocks, connections=connections, services=MappingProxyType(services), hash=digest)


def _in_whole_minutes(service: Service) -> Service:
    def whole(minutes: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(float(ceil(m - _SLACK)) for m in minutes)

    patterns = (replace(p, arrive_min=whole(p.arrive_min), depart_min=whole(p.depart_min)) for p in service.patterns)
    return replace(service, patterns=tuple(patterns))


def known_minutes(net: Network, window: str) -> tuple[tuple[ClockTrain, ...], tuple[MissingTrains, ...]]:
    """Return the trains of a window whose minutes are known, and those that run without a known minute.

    Trains per hour decide how many trains there are (:func:`bereikbaar.timetable.rates.rate`); the clocks whose days
    fit the window say when. More minutes than trains: those stay whose days fit best, then those farthest from each
    other and from other trains on the same legs, then the earliest. Fewer: the rest is missing. Sorted by service,
    direction and train. Raises UnknownNameError for the window, InputError for days that cannot be understood.
    """
    position = net.window_index(window)
    rows = _rows(net, net.windows[position])
    patterns = {(s.id, p.direction): p for s in net.services.values() for p in s.patterns}
    running = {key: pattern for key, pattern in sorted(patterns.items()) if pattern.tph[position] > 0}
    trains: dict[Key, list[ClockTrain]] = {}
    open_choices: dict[Key, _Choice] = {}
    missing: list[MissingTrains] = []
    for key, pattern in running.items():
        fitted = _fit(rows.get(key, []), pattern.tph[position])
        if isinstance(fitted, _Choice):
            open_choices[key] = fitted
            continue
        trains[key] = _trains(key, fitted.slots)
        if fitted.n_missing:
            missing.append(MissingTrains(*key, fitted.n_missing, float(fitted.period_min), tuple(trains[key])))
    departures = _departures((running[key], train) for key, some in trains.items() for train in some)
    for key, choice in open_choices.items():
        trains[key] = _trains(key, choice.settled(running[key], departures))
        for leg, many in _departures((running[key], train) for train in trains[key]).items():
            departures.setdefault(leg, []).extend(many)
    return tuple(t for key in running for t in trains[key]), tuple(missing)


@dataclass(frozen=True, slots=True)
class _Slot:
    """One known train: minute of the first departure in [0, period_min), and how well its days fit."""

    minute: float
    period_min: float
    rank: int
    clock: PatternClock


@dataclass(frozen=True, slots=True)
class _Fitted:
    """Known trains that all run; n_missing more in every period_min."""

    slots: tuple[_Slot, ...]
    n_missing: int = 0
    period_min: int = 0


@dataclass(frozen=True, slots=True)
class _Choice:
    """More known minutes than trains: n_trains of the slots, all of one period, run."""

    slots: tuple[_Slot, ...]
    n_trains: int
    period_min: float

    def settled(self, pattern: Pattern, departures: dict[tuple[str, str], list[tuple[float, float]]]) -> list[_Slot]:
        offered = [(slot.minute, slot.rank) for slot in self.slots]
        stay = chosen(offered, self.n_trains, self.period_min, pattern, departures)
        return [self.slots[i] for i in stay]


def _rows(net: Network, window: Window) -> dict[Key, list[_Slot]]:
    """Return the clocks that hold in a window, by pattern.

    Minutes said for this window by name replace those by day; evening minutes those of the day.
    """
    asked = window_days(window, net)
    read: dict[str, Days] = {}
    rows: dict[Key, list[_Slot]] = {}
    for clock in sorted(net.clocks, key=lambda c: (c.service, c.direction, c.days, c.origin_minute, c.period_min)):
        days = read.setdefault(clock.days, read_days(clock.days))
        rank = fits(days, asked) if not clock.windows else BY_NAME if window.name in clock.windows else 0
        if rank:
            slot = _Slot(clock.origin_minute % clock.period_min, clock.period_min, rank, clock)
            rows.setdefault((clock.service, clock.direction), []).append(slot)
    for key, some in rows.items():
        named = [slot for slot in some if slot.rank == BY_NAME]
        own = [slot for slot in some if asked.evening and read[slot.clock.days].evening]
        rows[key] = named or own or some
    return rows


def _fit(rows: list[_Slot], tph: float) -> _Fitted | _Choice:
    """Hold the known minutes of a pattern against its trains per hour."""
    per_hour = sum(60 / row.period_min for row in rows)
    if rows and abs(per_hour - tph) <= TOLERANCE_TPH + _SLACK:
        return _Fitted(tuple(rows))
    wanted = rate(tph)
    if not rows:
        return _Fitted((), wanted.trains, wanted.period_min)
    period = lcm(wanted.period_min, *(int(row.period_min) for row in rows if _common(row.period_min)))
    n_trains = wanted.trains * (period // wanted.period_min)
    slots = tuple(dict.fromkeys(slot for row in rows for slot in _repeated(row, period)))
    if len(slots) > n_trains:
        return _Choice(slots, n_trains, float(period))
    if len(slots) < n_trains:
        kept = tuple(row if _common(row.period_min) else _repeated(row, period)[0] for row in rows)
        return _Fitted(kept, n_trains - len(slots), period)
    return _Fitted(slots)


def _common(period_min: float) -> bool:
    """Whether a period fits a whole number of times in the longest that is used."""
    return period_min == int(period_min) and PERIODS_MIN[-1] % int(period_min) == 0


def _repeated(row: _Slot, period_min: int) -> list[_Slot]:
    """Return the trains of a clock within a period; a period that does not fit in it gives one train."""
    times = round(period_min / row.period_min) if _common(row.period_min) else 1
    minutes = [(row.minute + i * row.period_min) % period_min for i in range(times)]
    return [replace(row, minute=minute, period_min=float(period_min)) for minute in minutes]


def _trains(key: Key, slots: tuple[_Slot, ...] | list[_Slot]) -> list[ClockTrain]:
    ordered = sorted(slots, key=lambda s: (s.minute, s.period_min))
    return [
        ClockTrain(*key, n, slot.minute, float(slot.period_min), basis(slot.clock), slot.clock.source)
        for n, slot in enumerate(ordered, 1)
    ]


def basis(clock: PatternClock) -> str:
    """Return which of ``BASES`` a clock minute has: its confidence, or ``scenario`` when one set it."""
    if clock.source.startswith("scenario "):
        return "scenario"
    return clock.confidence if clock.confidence in BASES else _UNSURE


def _departures(trains: Iterator[tuple[Pattern, ClockTrain]]) -> dict[tuple[str, str], list[tuple[float, float]]]:
    """Return directed leg -> (minute, period) of the trains that leave on it."""
    legs: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for pattern, train in trains:
        for leg, after in zip(pattern.legs(), pattern.depart_min[:-1], strict=True):
            legs.setdefault(leg, []).append((train.origin_min + after, train.period_min))
    return legs

"""Who pays: the changes between trains before and after a scenario, and how many travellers make them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from bereikbaar.network.model import Network
from bereikbaar.routing.arrays import Floats
from bereikbaar.settings import Settings
from bereikbaar.timetable.model import ClockTrain
from bereikbaar.timetable.periodic import common_period_s
from bereikbaar.timetable.propose.waits import PatternName, planned_changes, waits

#: (station, arriving pattern, leaving pattern)
Change = tuple[str, PatternName, PatternName]
Kind = Literal["lost", "worse", "better", "gained"]

#: Changes that fewer travellers a day make are left out (an assumption: the demand is not good enough for less).
LEAST_TRAVELLERS = 25.0
_SLACK_MIN = 1e-6


@dataclass(frozen=True, slots=True)
class TransferFlows:
    """Who changes where in one timetable, and when trains come and go.

    travellers : a day, by change; each takes the train that brings him to his destination first.
    arrivals, departures : (station, pattern) -> minutes within ``horizon_min``, ascending.
    change_min : station -> minutes needed between two trains; planned : where the timetable plans another time.
    """

    travellers: Mapping[Change, float]
    arrivals: Mapping[tuple[str, PatternName], Floats]
    departures: Mapping[tuple[str, PatternName], Floats]
    change_min: Mapping[str, float]
    horizon_min: float
    planned: Mapping[Change, float] = field(default_factory=dict)

    def same(self, other: TransferFlows, change: Change) -> bool:
        """Tell whether nothing of a change is other in another timetable, so that its wait is the same."""
        station, come, go = change
        return (
            (self.horizon_min, self._least(change)) == (other.horizon_min, other._least(change))
            and _equal(self.arrivals.get((station, come)), other.arrivals.get((station, come)))
            and _equal(self.departures.get((station, go)), other.departures.get((station, go)))
        )

    def _least(self, change: Change) -> float | None:
        return self.planned.get(change, self.change_min.get(change[0]))

    def wait_min(self, change: Change) -> float | None:
        """Return the minutes from getting out to departure; None when one of the two trains does not call there.

        The mean over the trains of the rarer of the two: travellers choose the train that fits.
        """
        station, come, go = change
        arrive, leave = self.arrivals.get((station, come)), self.departures.get((station, go))
        if arrive is None or leave is None:
            return None
        least = self.planned.get(change, self.change_min[station])
        between = (leave[None, :] - arrive[:, None] - least + _SLACK_MIN) % self.horizon_min + least - _SLACK_MIN
        return round(float(min(between.min(axis=1).mean(), between.min(axis=0).mean())), 3)


@dataclass(frozen=True, slots=True)
class ConnectionChange:
    """A change between two trains that a scenario made other. Waits are None where there is no such change."""

    kind: Kind
    station: str
    from_service: str
    from_direction: str
    to_service: str
    to_direction: str
    travellers_before: float
    travellers_after: float
    wait_before_min: float | None
    wait_after_min: float | None


def transfer_flows(net: Network, window: str, trains: Sequence[ClockTrain], settings: Settings) -> TransferFlows:
    """Return who changes where when these trains run (all of a window, known and proposed).

    The demand is assumed, see :func:`.demand.station_demand`. Raises UnknownNameError for the window.
    """
    from bereikbaar.timetable.propose import kernels
    from bereikbaar.timetable.times import change_seconds

    names = {(t.service, t.direction) for t in trains}
    found = waits(net, window, settings, names, first=False)
    horizon = common_period_s(trains) / 60
    minutes = {name: np.zeros(0) for name in found.patterns}
    for t in trains:
        times = t.origin_min + t.period_min * np.arange(round(horizon / t.period_min))
        minutes[t.service, t.direction] = np.sort(np.concatenate([minutes[t.service, t.direction], times % horizon]))
    held = [minutes[name] for name in found.patterns]
    first = np.cumsum([0, *(len(m) for m in held)]).astype(np.int64)
    taken = np.zeros(len(found.cells.pattern))
    kernels.taken(found.cells, first, np.concatenate(held or [np.zeros(0)]), horizon, taken)
    owner = np.repeat(np.arange(len(found.cells.amount)), np.diff(found.cells.first))
    travellers: dict[Change, float] = {}
    for m in np.flatnonzero(taken > 0):
        c = owner[m]
        change = (
            found.stations[found.where[c]],
            found.patterns[found.cells.arrive[c]],
            found.patterns[found.cells.pattern[m]],
        )
        travellers[change] = travellers.get(change, 0.0) + float(taken[m])
    arrivals, departures = _calls(net, minutes, horizon)
    change_min = dict(zip(found.stations, (change_seconds(net, settings) / 60).tolist(), strict=True))
    planned = {
        (found.stations[s], found.patterns[come], found.patterns[go]): minutes
        for (s, come, go), minutes in planned_changes(net, window, found.patterns).items()
    }
    return TransferFlows(travellers, arrivals, departures, change_min, horizon, planned)


def connection_changes(
    base: TransferFlows, scenario: TransferFlows, *, noticeable_min: float, least_travellers: float = LEAST_TRAVELLERS
) -> tuple[ConnectionChange, ...]:
    """Return the changes between trains that a scenario made other, worst first, then gains.

    lost   : one of the trains does not call there any more. gained : it did not before.
    worse, better : both still call there, and the wait differs by ``noticeable_min`` or more.
    Changes that fewer than ``least_travellers`` a day make, before or after, are left out.
    """
    found = []
    for change in sorted({*base.travellers, *scenario.travellers}):
        before, after = base.travellers.get(change, 0.0), scenario.travellers.get(change, 0.0)
        if max(before, after) < least_travellers:
            continue
        if base.same(scenario, change):
            continue
        was, now = base.wait_min(change), scenario.wait_min(change)
        kind = _kind(was, now, noticeable_min)
        if kind:
            station, come, go = change
            found.append(
                ConnectionChange(kind, station, *come, *go, round(before, 1), round(after, 1), was, now)
            )  # fmt: skip
    return tuple(sorted(found, key=_order))


def _kind(was: float | None, now: float | None, noticeable_min: float) -> Kind | None:
    if was is None or now is None:
        return "lost" if was is not None else "gained" if now is not None else None
    if abs(now - was) < noticeable_min - _SLACK_MIN:
        return None
    return "worse" if now > was else "better"


def _equal(one: Floats | None, other: Floats | None) -> bool:
    return one is other is None or (one is not None and other is not None and np.array_equal(one, other))


def _order(c: ConnectionChange) -> tuple[int, float, str, str, str, str, str]:
    rank = ("lost", "worse", "better", "gained").index(c.kind)
    weight = max(c.travellers_before, c.travellers_after)
    if c.wait_before_min is not None and c.wait_after_min is not None:
        weight *= abs(c.wait_after_min - c.wait_before_min)
    return (rank, -weight, c.station, c.from_service, c.from_direction, c.to_service, c.to_direction)


def _calls(
    net: Network, minutes: Mapping[PatternName, Floats], horizon: float
) -> tuple[dict[tuple[str, PatternName], Floats], dict[tuple[str, PatternName], Floats]]:
    arrivals: dict[tuple[str, PatternName], Floats] = {}
    departures: dict[tuple[str, PatternName], Floats] = {}
    for name, starts in sorted(minutes.items()):
        if not len(starts):
            continue
        pattern = next(p for p in net.services[name[0]].patterns if p.direction == name[1])
        for offsets, out, calling in (
            (pattern.arrive_min, arrivals, range(1, len(pattern.stations))),
            (pattern.depart_min, departures, range(len(pattern.stations) - 1)),
        ):
            times = np.sort(np.round((starts + np.array(offsets)[:, np.newaxis]) % horizon, 6), axis=1)
            for i in calling:
                key = (pattern.stations[i], name)
                out[key] = np.sort(np.concatenate([out[key], times[i]])) if key in out else times[i]
    return arrivals, departures

"""The headway method once more, in slow and obvious Python: what the kernels are held against.

No arrays and no clever order: dictionaries by station code, values improved until nothing moves, the set of
trains of a station worked out anew each time, what lies ahead looked up by recursion. Only for small networks.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from bereikbaar.network.model import Network
from bereikbaar.settings import Settings

#: As in the kernels: a train has to be better than waiting on by more than this; below a waiting factor of
#: 0.001 the trains as good as the best are all kept.
SLACK_MIN, SMALL_ALPHA = 1e-9, 1e-3


#: Travellers on the leg that starts at (pattern, stop). A pattern is (service id, direction, place in its service).
Loads = dict[tuple[tuple[str, str, int], int], float]


@dataclass(frozen=True, slots=True)
class Train:
    """A departure that one may board: minutes to go when on board, trains per hour, where to get out."""

    aboard_min: float
    per_hour: float
    pattern: tuple[str, str, int]
    stop: int
    leave_stop: int
    leave_station: str
    riding_min: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The outputs for one pair, as in :class:`bereikbaar.routing.travel_times.TravelTimes`."""

    expected: float
    best: float
    onward: float
    first_wait: float
    in_vehicle: float
    transfer: float
    changes: float
    departures_per_hour: float
    longest_gap: float


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is ahead of a traveller who is ready to board, on average."""

    wait: float
    in_vehicle: float
    transfer: float
    changes: float
    gap: float


UNREACHABLE = Answer(math.inf, math.inf, math.inf, math.inf, math.inf, math.inf, math.inf, 0.0, math.inf)
AT_HOME = Answer(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, math.inf, 0.0)


def worth(trains: Iterable[tuple[float, float]], alpha: float) -> float:
    """Return (60 alpha + sum f B) / sum f of (B, f) pairs; ``inf`` for no trains."""
    pairs = list(trains)
    per_hour = sum(f for _, f in pairs)
    return (60 * alpha + sum(f * b for b, f in pairs)) / per_hour if per_hour else math.inf


def best_worth_of_all_sets(trains: list[tuple[float, float]], alpha: float) -> float:
    """Return the smallest worth over every set of trains there is: exponential, and beyond doubt."""
    sets = (chosen for n in range(1, len(trains) + 1) for chosen in combinations(trains, n))
    return min((worth(chosen, alpha) for chosen in sets), default=math.inf)


def best_set(trains: Iterable[Train], alpha: float) -> tuple[list[Train], float]:
    """Return the trains worth taking and their worth: in order of B while B is below the value so far."""
    found: list[Train] = []
    value = math.inf
    for train in sorted((t for t in trains if t.aboard_min < math.inf), key=lambda t: t.aboard_min):
        as_good_as_the_best = alpha < SMALL_ALPHA and found and train.aboard_min < found[0].aboard_min + SLACK_MIN
        if not (train.aboard_min < value - SLACK_MIN or as_good_as_the_best):
            break
        found.append(train)
        value = worth([(t.aboard_min, t.per_hour) for t in found], alpha)
    return found, value


class Strategy:
    """The optimal strategy to one destination."""

    def __init__(self, network: Network, window: str, settings: Settings, destination: str) -> None:
        self.network, self.settings, self.destination = network, settings, destination
        self.window = network.window_index(window)
        self.ready: dict[str, float] = dict.fromkeys(network.stations, math.inf)
        self.trains: dict[str, list[Train]] = {}
        moved = True
        while moved:
            self.trains = self._trains()
            renewed = {s: best_set(self.trains[s], settings.alpha_transfer)[1] for s in network.stations}
            moved = any(abs(renewed[s] - self.ready[s]) > 1e-12 for s in renewed if renewed[s] < math.inf)
            self.ready = renewed
        self.ahead = cache(self._ahead)

    def change(self, station: str) -> float:
        """Minutes from getting out to being ready for the next train."""
        if station in self.network.change_min:
            return self.network.change_min[station]
        cautious = self.settings.cautious_changes
        return self.network.stations[station].change_min if cautious else self.settings.change_min

    def _trains(self) -> dict[str, list[Train]]:
        """Return what can be boarded at every station, with the values of this moment."""
        trains: dict[str, list[Train]] = {s: [] for s in self.network.stations}
        for service in self.network.services.values():
            for number, pattern in enumerate(service.patterns):
                tph = pattern.tph[self.window]
                after = (math.inf, -1, 0.0)  # minutes to go on arrival if one stays, where to get out, riding
                for stop in reversed(range(len(pattern.stations) - 1)):
                    run = pattern.arrive_min[stop + 1] - pattern.depart_min[stop]
                    station = pattern.stations[stop + 1]
                    out = 0.0 if station == self.destination else self.change(station) + self.ready[station]
                    out = out if pattern.alights(stop + 1) else math.inf
                    if out < after[0] - SLACK_MIN:
                        after = (out, stop + 1, 0.0)
                    here = Train(
                        run + after[0], tph, (service.id, pattern.direction, number), stop,
                        after[1], pattern.stations[after[1]], run + after[2],
                    )  # fmt: skip
                    if tph > 0 and pattern.boards(stop):
                        trains[pattern.stations[stop]].append(here)
                    dwell = pattern.depart_min[stop] - pattern.arrive_min[stop]
                    after = (dwell + here.aboard_min, here.leave_stop, dwell + here.riding_min)
        return trains

    def _ahead(self, station: str, alpha: float) -> Ahead:
        """Return what is ahead at a station from which the destination can be reached."""
        chosen, _ = best_set(self.trains[station], alpha)
        per_hour = sum(t.per_hour for t in chosen)
        total = [0.0, 0.0, 0.0, 0.0]
        for train in chosen:
            share = train.per_hour / per_hour
            total[0] += share * train.riding_min
            if train.leave_station != self.destination:
                then = self.ahead(train.leave_station, self.settings.alpha_transfer)
                total[0] += share * then.in_vehicle
                total[1] += share * (self.change(train.leave_station) + then.wait + then.transfer)
                total[2] += share * (1 + then.changes)
                total[3] += share * then.gap
        return Ahead(60 * alpha / per_hour, total[0], total[1], total[2], max(60 / per_hour, total[3]))

    def answer(self, origin: str) -> Answer:
        """Return all outputs for one origin."""
        if origin == self.destination:
            return AT_HOME
        chosen, expected = best_set(self.trains[origin], self.settings.alpha_first)
        if not chosen:
            return UNREACHABLE
        ahead = self.ahead(origin, self.settings.alpha_first)
        return Answer(
            expected, min(t.aboard_min for t in chosen), self.ready[origin], ahead.wait, ahead.in_vehicle,
            ahead.transfer, ahead.changes, 60 / ahead.gap, ahead.gap,
        )  # fmt: skip

    def send(self, station: str, amount: float, alpha: float, load: Loads) -> None:
        """Let travellers board at a station and add them to ``load`` by (pattern, stop) until all have arrived."""
        chosen, _ = best_set(self.trains[station], alpha)
        per_hour = sum(t.per_hour for t in chosen)
        for train in chosen:
            part = amount * train.per_hour / per_hour
            for stop in range(train.stop, train.leave_stop):
                load[train.pattern, stop] = load.get((train.pattern, stop), 0.0) + part
            if train.leave_station != self.destination:
                self.send(train.leave_station, part, self.settings.alpha_transfer, load)


def reference_times(network: Network, window: str, settings: Settings) -> dict[tuple[str, str], Answer]:
    """Return the answers for all (origin, destination) pairs of a small network."""
    out = {}
    for destination in network.stations:
        strategy = Strategy(network, window, settings, destination)
        out.update({(origin, destination): strategy.answer(origin) for origin in network.stations})
    return out


def reference_loads(
    network: Network, window: str, settings: Settings, demand: Mapping[tuple[str, str], float]
) -> Loads:
    """Return travellers on the leg that starts at each (pattern, stop) for a demand by (origin, destination)."""
    load: Loads = {}
    for destination in network.stations:
        strategy = Strategy(network, window, settings, destination)
        for (origin, to), amount in demand.items():
            if to == destination and origin != to:
                strategy.send(origin, amount, settings.alpha_first, load)
    return load

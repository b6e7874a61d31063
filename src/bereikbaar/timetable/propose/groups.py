"""What is placed together: trains that can stand in for each other on their whole way share one even spacing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from bereikbaar.network.model import Network, Pattern
from bereikbaar.timetable.model import ClockTrain, MissingTrains
from bereikbaar.timetable.propose.spacing import Minutes

PatternName = tuple[str, str]

#: Trains that differ by at most this between two stations can stand in for each other there, min (as ``tph_fast``).
ALIKE_MIN = 5.0
#: With more services than this in a group only one order of them is tried.
MOST_IN_ALL_ORDERS = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """A pattern whose missing trains get minutes. pattern : its position in the cells. own : its known trains."""

    name: PatternName
    pattern: int
    n_trains: int
    period_min: float
    own: tuple[ClockTrain, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Units with the same first and last station, placed together.

    peers : other patterns that can stand in for them from the first to the last station, with how many minutes after
            its own first departure each calls at the first station of the group.
    """

    units: tuple[Unit, ...]
    peers: tuple[tuple[PatternName, float], ...]

    @property
    def period_min(self) -> float:
        """Return the period of all its units."""
        return self.units[0].period_min

    @property
    def n_trains(self) -> int:
        """Return how many trains get a minute."""
        return sum(u.n_trains for u in self.units)

    @property
    def name(self) -> PatternName:
        """Return the name of its first pattern."""
        return self.units[0].name


def running(network: Network, names: Sequence[PatternName]) -> dict[PatternName, Pattern]:
    """Return the patterns by name."""
    return {
        (sid, direction): next(p for p in network.services[sid].patterns if p.direction == direction)
        for sid, direction in names
    }


def groups(patterns: Mapping[PatternName, Pattern], missing: Sequence[MissingTrains]) -> list[Group]:
    """Return the missing trains in groups, sorted by name."""
    index = {name: i for i, name in enumerate(patterns)}
    held: dict[tuple[str, str, float], list[list[Unit]]] = {}
    for m in sorted(missing):
        name = (m.service, m.direction)
        unit = Unit(name, index[name], m.n_trains, m.period_min, m.known)
        pattern = patterns[name]
        candidates = held.setdefault((pattern.stations[0], pattern.stations[-1], m.period_min), [])
        for some in candidates:
            if all(_alike(patterns[u.name], pattern) is not None for u in some):
                some.append(unit)
                break
        else:
            candidates.append([unit])
    found = [Group(tuple(units), _peers(units, patterns)) for some in held.values() for units in some]
    return sorted(found, key=lambda g: g.name)


def _peers(units: Sequence[Unit], patterns: Mapping[PatternName, Pattern]) -> tuple[tuple[PatternName, float], ...]:
    inside = {u.name for u in units}
    mine = patterns[units[0].name]
    found = ((name, _alike(mine, p)) for name, p in sorted(patterns.items()) if name not in inside)
    return tuple((name, after) for name, after in found if after is not None)


def _alike(mine: Pattern, other: Pattern) -> float | None:
    """Return when ``other`` calls at the first station of ``mine``, if it can stand in for it to its last station."""
    a, b = mine.stations[0], mine.stations[-1]
    if a == b or a not in other.stations[:-1] or b not in other.stations:
        return None
    i = other.stations.index(a)
    if b not in other.stations[i + 1 :]:
        return None
    j = other.stations.index(b, i + 1)
    if abs((other.arrive_min[j] - other.depart_min[i]) - mine.arrive_min[-1]) > ALIKE_MIN:
        return None
    return other.depart_min[i]


def shared_out(slots: Minutes, units: Sequence[Unit]) -> Iterator[tuple[Minutes, ...]]:
    """Yield the ways to share slots among units: each takes, in turn, those that lie evenly among what is left."""
    n = len(units)
    orders = permutations(range(n)) if n <= MOST_IN_ALL_ORDERS else iter([tuple(range(n))])
    seen = set()
    for order in orders:
        left, taken = list(slots), {}
        for i in order:
            count = units[i].n_trains
            mine = [left[(k * len(left)) // count] for k in range(count)]
            left = [m for m in left if m not in mine]
            taken[i] = tuple(mine)
        way = tuple(taken[i] for i in range(n))
        if way not in seen:
            seen.add(way)
            yield way

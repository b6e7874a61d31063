"""The search: group by group the evenly spaced minutes that cost travellers least, until none can be bettered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import lcm

import numpy as np
from numpy.typing import NDArray

from bereikbaar.network.model import Network
from bereikbaar.routing.arrays import Floats, Positions
from bereikbaar.settings import Settings
from bereikbaar.timetable.model import ClockTrain, MissingTrains
from bereikbaar.timetable.periodic import common_period_s
from bereikbaar.timetable.propose import kernels
from bereikbaar.timetable.propose.following import Closeness
from bereikbaar.timetable.propose.groups import Group, PatternName, Unit, groups, running, shared_out
from bereikbaar.timetable.propose.spacing import Minutes, alike, between, often, repeated_slots
from bereikbaar.timetable.propose.waits import Waits, waits

#: Rounds over all groups. Most settle in two or three; two groups may go on making room for each other.
MOST_ROUNDS = 4
#: How many sets of trains that travellers choose between a group is fitted into, the busiest first.
CORRIDORS = 4
#: Minutes are even enough when those who come by chance wait longer than with the most even ones by at most this
#: share of all waiting (the mean over the minutes that are tried).
UNEVEN = 0.005

#: Minutes of every unit of a group.
Option = tuple[Minutes, ...]
#: What a choice costs, worst first: uneven or not, minutes too close to other trains, traveller-minutes of waiting.
Cost = tuple[bool, float, float]


class Search:
    """All that stays the same while minutes are tried, and the minutes so far."""

    def __init__(
        self, network: Network, window: str, known: Sequence[ClockTrain], missing: Sequence[MissingTrains],
        settings: Settings,
    ) -> None:  # fmt: skip
        periods = (round(60 * m.period_min) for m in missing)
        self.horizon_min = lcm(common_period_s(known), *periods) / 60
        self.waits: Waits = waits(network, window, settings, {(m.service, m.direction) for m in missing})
        held: dict[PatternName, list[float]] = {name: [] for name in self.waits.patterns}
        for train in known:
            held[train.service, train.direction] += self.repeated([train.origin_min], train.period_min)
        self.known: dict[PatternName, Floats] = {name: np.array(sorted(minutes)) for name, minutes in held.items()}
        self.minutes = dict(self.known)
        self.close = Closeness(network, self.known, settings.following_min, self.horizon_min)
        self.chosen: dict[PatternName, Minutes] = {}
        self._fastest = self._least_minutes()
        found = groups(running(network, self.waits.patterns), missing)
        self.groups = sorted(found, key=lambda g: (-round(self._travellers(g), 6), g.name))

    def repeated(self, minutes: Sequence[float], period_min: float) -> list[float]:
        """Return minutes of a period as those of the horizon."""
        times = round(self.horizon_min / period_min)
        return [(m + k * period_min) % self.horizon_min for m in minutes for k in range(times)]

    def run(self) -> None:
        """Give every group its minutes, then go round those whose surroundings moved until nothing gets better."""
        related = {group.name: self._related(group) for group in self.groups}
        stale = set(related)
        for _ in range(MOST_ROUNDS):
            for group in self.groups:
                if group.name in stale:
                    stale.discard(group.name)
                    if self._place(group):
                        mine = {u.name for u in group.units}
                        stale |= {name for name, others in related.items() if others & mine}

    def _travellers(self, group: Group) -> float:
        return float(self.waits.cells.amount[self._cells(group)].sum())

    def _cells(self, group: Group) -> Positions:
        return np.unique(np.concatenate([self.waits.concerns[u.pattern] for u in group.units]))

    def _place(self, group: Group) -> bool:
        """Give a group the best of its options (of equals the one it has, then the earliest); did that move it?"""
        before = tuple(self.chosen.get(u.name, ()) for u in group.units)
        options = self._options(group)
        costs = self._costs(group, options)
        best = min(range(len(options)), key=lambda i: (costs[i], options[i] != before, options[i]))
        for unit, minutes in zip(group.units, options[best], strict=True):
            self.chosen[unit.name] = minutes
            self.minutes[unit.name] = self._with(unit, minutes)
        return options[best] != before

    def _options(self, group: Group) -> list[Option]:
        """Return the minutes to try.

        Where several services can stand in for each other from end to end, all of them together are as even as can
        be. A service by itself is even by itself, or among the trains that travellers choose between on the way.
        """
        own = [m for u in group.units for t in u.own for m in self.repeated([t.origin_min], t.period_min)]
        peers = [float(m) + after for name, after in group.peers for m in self.minutes[name]]
        times = often([*own, *peers], group.n_trains, group.period_min)
        n, period = group.n_trains // times, group.period_min / times
        if peers or len(group.units) > 1:
            slots = set(between([*own, *peers], n, period))
        else:
            slots = set(between(own, n, period))
            found = {some for others in self._corridors(group) for some in between([*own, *others], n, period)}
            slots |= {some for some in found if not any(alike(some, by_itself, period) for by_itself in slots)}
        slots = {repeated_slots(some, period, times) for some in slots}
        return [way for some in sorted(slots) for way in shared_out(some, group.units)]

    def _corridors(self, group: Group) -> list[list[float]]:
        """Return for the busiest sets of trains that the group belongs to when the others leave, by its own clock."""
        cells, mine = self.waits.cells, {u.pattern for u in group.units}
        sets: dict[tuple[int, ...], tuple[float, float, int]] = {}
        for c in self._cells(group):
            if cells.arrive[c] < 0:
                members = cells.pattern[cells.first[c] : cells.first[c + 1]]
                others = tuple(sorted({int(p) for p in members} - mine))
                total, most, example = sets.get(others, (0.0, 0.0, 0))
                amount = float(cells.amount[c])
                sets[others] = (total + amount, *((amount, int(c)) if amount > most else (most, example)))
        busiest = sorted((s for s in sets if s), key=lambda s: (-round(sets[s][0], 6), s))[:CORRIDORS]
        return [self._by_own_clock(mine, sets[s][2]) for s in busiest]

    def _by_own_clock(self, mine: set[int], cell: int) -> list[float]:
        cells = self.waits.cells
        members = range(cells.first[cell], cells.first[cell + 1])
        own = next(cells.offset[m] for m in members if cells.pattern[m] in mine)
        return [
            float(t + cells.offset[m] - own)
            for m in members
            if cells.pattern[m] not in mine
            for t in self.minutes[self.waits.patterns[cells.pattern[m]]]
        ]

    def _costs(self, group: Group, options: Sequence[Option]) -> list[Cost]:
        mine = {u.name for u in group.units}
        others = {name: minutes for name, minutes in self.minutes.items() if name not in mine}
        close = [self.close.of(u.name, u.period_min, others) for u in group.units]
        cells = self._cells(group)
        chance = self.waits.cells.arrive[cells] < 0
        at_start, at_changes = self._waited(group.units, options, (cells[chance], cells[~chance]))
        bound = float(at_start.min()) + UNEVEN * float((at_start + at_changes).mean())
        near = [sum(float(c[m]) for c, some in zip(close, o, strict=True) for m in some) for o in options]
        return [
            (bool(start > bound), round(n, 6), round(float(start + change), 6))
            for n, start, change in zip(near, at_start, at_changes, strict=True)
        ]

    def _waited(
        self, units: Sequence[Unit], options: Sequence[Option], wanted: Sequence[Positions]
    ) -> Iterator[Floats]:
        """Yield (n_options,) traveller-minutes that the people of some cells wait, for each lot of cells."""
        choices = np.hstack([self._rows(u, [way[i] for way in options]) for i, u in enumerate(units)])
        held = {u.name: self._with(u, options[0][i]) for i, u in enumerate(units)}
        minutes = [held.get(name, self.minutes[name]) for name in self.waits.patterns]
        first = np.cumsum([0, *map(len, minutes)]).astype(np.int64)
        together = np.concatenate(minutes)
        target = np.concatenate([np.arange(first[u.pattern], first[u.pattern + 1]) for u in units])
        most = self._most(np.diff(first))
        moved = np.zeros(len(minutes), dtype=np.bool_)
        moved[[u.pattern for u in units]] = True
        for some in wanted:
            out = np.zeros(len(options))
            kernels.costs(
                some, self.waits.cells, first, together, self.horizon_min, most, moved, target, choices, out
            )  # fmt: skip
            yield out - float(self._fastest[some].sum())

    def _rows(self, unit: Unit, ways: Sequence[Minutes]) -> Floats:
        """Return (n_ways, n_trains) what :meth:`_with` gives for every way; many of them are the same."""
        different = {way: n for n, way in enumerate(dict.fromkeys(ways))}
        own, times = self.known[unit.name], round(self.horizon_min / unit.period_min)
        starts = np.array(list(different), dtype=np.float64)
        copies = (starts[:, :, None] + unit.period_min * np.arange(times)) % self.horizon_min
        both = np.hstack([np.tile(own, (len(starts), 1)), copies.reshape(len(starts), -1)])
        return np.sort(both, axis=1)[[different[way] for way in ways]]

    def _with(self, unit: Unit, minutes: Minutes) -> Floats:
        """Return the minutes of all trains of a unit, the known ones included, within the horizon."""
        return np.sort([*self.known[unit.name], *self.repeated(minutes, unit.period_min)])

    def _least_minutes(self) -> Floats:
        """Return (n_cells,) traveller-minutes when nobody waits."""
        cells = self.waits.cells
        if not len(cells.amount):
            return np.zeros(0)
        return cells.amount * np.minimum.reduceat(cells.rest, cells.first[:-1])

    def _related(self, group: Group) -> set[PatternName]:
        """Return the patterns whose minutes matter to those of a group."""
        cells, wanted = self.waits.cells, self._cells(group)
        inside = np.zeros(len(cells.amount), dtype=np.bool_)
        inside[wanted] = True
        members = np.repeat(inside, np.diff(cells.first))
        held = set(np.unique(np.concatenate([cells.pattern[members], cells.arrive[wanted]])).tolist()) - {-1}
        near = {name for u in group.units for name in self.close.met(u.name)} | {name for name, _ in group.peers}
        return ({self.waits.patterns[p] for p in held} | near) - {u.name for u in group.units}

    def _most(self, departures: NDArray[np.int64]) -> int:
        """Return how many departures any cell waits for at most."""
        cells = self.waits.cells
        if not len(cells.amount):
            return 1
        return int(np.add.reduceat(departures[cells.pattern], cells.first[:-1]).max()) + 1

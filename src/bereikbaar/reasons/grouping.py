"""Which changes of a plan form its parts, found by trying them on the network, and the network of every subset."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from bereikbaar.errors import InputError, Problem
from bereikbaar.network.track import SectionKey, TrackPaths
from bereikbaar.reasons.parts import Part
from bereikbaar.reasons.shapley import MOST_PARTS, members
from bereikbaar.scenarios.changes.base import ChangeBase
from bereikbaar.scenarios.changes.stations import AddStation
from bereikbaar.scenarios.changes.track import AddTrack
from bereikbaar.scenarios.some import Some, apply_some

if TYPE_CHECKING:
    from bereikbaar.access.model import Places
    from bereikbaar.network.model import Network
    from bereikbaar.settings import Settings

#: Changes that move nobody until a train or a bus uses them: they belong to every part that does.
_GROUND = (AddStation, AddTrack)
#: Parts in a group that are named; of more the first is, with their number.
_NAMED = 2

_Group = frozenset[int]


@dataclass(frozen=True, slots=True)
class Subset:
    """The network with some of the parts. made : which changes of the plan did something there (by their number)."""

    network: Network
    made: frozenset[int]


def subsets(
    net: Network,
    parts: Sequence[Part],
    settings: Settings,
    places: Places | None,
    name: str,
    *,
    most: int = MOST_PARTS,
) -> tuple[list[Part], list[Subset]]:
    """Return the parts, with those that need each other made one, and the network of every subset of them.

    Found by trying: where a change cannot be made because another is missing, the two belong together. Only stations
    and tracks that are added are no part of their own where something uses them: they are in each part that does. The
    rows of subsets are as in :mod:`bereikbaar.reasons.shapley`; there may be one part, and so two rows. Changes of
    one kind are taken together where there are more than ``most`` parts. Raises InputError for more scenarios than
    that, for none at all, and when the plan as a whole cannot be made.
    """
    if not parts:
        raise InputError(Problem("the plan has no changes", field="--parts"))
    trial = _Trial(net, parts, settings, places, name)
    groups = trial.together()
    while True:
        groups = trial.few(groups, most)
        found: list[Subset] = []
        for subset in range(1 << len(groups)):
            there = trial.with_ground(groups[g] for g in members(subset))
            some = trial.of(there)
            if some.failed:
                groups = trial.joined(groups, there, some)
                break
            found.append(Subset(some.network, some.made))
        else:
            return [trial.part(group) for group in groups], found


class _Trial:
    """Subsets of parts on a network, tried once each. A group is some of the parts, without what they stand on."""

    def __init__(
        self, net: Network, parts: Sequence[Part], settings: Settings, places: Places | None, name: str
    ) -> None:
        self._net, self._parts, self._settings, self._places, self._name = net, parts, settings, places, name
        self._changes: list[ChangeBase] = []
        for change in (c for part in parts for c in part.changes):
            if change not in self._changes:
                self._changes.append(change)
        self._of_part = [frozenset(self._changes.index(c) for c in part.changes) for part in parts]
        self._tried: dict[_Group, Some] = {}
        self._ground: dict[int, _Group] = {}
        self._whole = self.of(frozenset(range(len(parts))))
        if self._whole.failed:
            raise InputError([p for found in self._whole.failed.values() for p in found])
        self._paths, self._over = TrackPaths(self._whole.network), dict[str, set[SectionKey]]()

    def of(self, there: _Group) -> Some:
        """Return what some of the parts make of the network; changes by their number in the whole plan."""
        if there not in self._tried:
            numbers = sorted(frozenset[int]().union(*(self._of_part[p] for p in there)))
            some = apply_some(
                self._net, [self._changes[n] for n in numbers], self._settings, places=self._places, name=self._name
            )
            self._tried[there] = Some(
                some.network,
                frozenset(numbers[n] for n in some.made),
                {numbers[n]: found for n, found in some.failed.items()},
                {numbers[n]: text for n, text in some.said.items()},
            )
        return self._tried[there]

    def together(self) -> list[_Group]:
        """Return the parts in groups: with one away, those that then cannot be made belong to it.

        A station or track that others use is in no group; it is remembered who uses it. Nor is one that is there for
        its cost only, and so changes nothing.
        """
        every = frozenset(range(len(self._parts)))
        stopped = {away: self._stopped(self.of(every - {away}), every - {away}) for away in sorted(every)}
        added = {p for p in every if all(isinstance(c, _GROUND) for c in self._parts[p].changes)}
        users = {g: self._users(g, stopped[g], every - added) for g in added}
        ground = {g for g in added if users[g]}
        nothing = {g for g in added - ground if not self._of_part[g] & self._whole.made}
        under = {p: frozenset(g for g in ground if p in users[g] or p in stopped[g]) for p in every}
        self._ground = {p: under[p].union(*(under[g] for g in under[p])) for p in every}  # a track on its stations
        rest = sorted(every - ground - (nothing if nothing < every else frozenset()))
        groups = [frozenset((p,)) for p in rest]
        for away in rest:
            for part in stopped[away]:
                groups = _union(groups, away, part)
        return groups

    def _users(self, added: int, stopped: Sequence[int], others: _Group) -> _Group:
        """Return who uses a station or track that is added: who cannot be made without, or runs a train over it."""
        found = others.intersection(stopped)
        keys = {_section(c) for c in self._parts[added].changes if isinstance(c, AddTrack)}
        if found or not keys:
            return found
        whole, every = self._whole.network, frozenset(range(len(self._parts)))
        over = {i: s for i, s in whole.services.items() if s.mode == "rail" and keys & self._sections(i)}
        without = {p: self.of(every - {p}).network.services for p in others} if over else {}
        return frozenset(p for p, left in without.items() if any(left.get(i) != s for i, s in over.items()))

    def _sections(self, service_id: str) -> set[SectionKey]:
        """Return the sections that a service of the whole plan runs over."""
        if service_id not in self._over:
            patterns = self._whole.network.services[service_id].patterns
            legs = {leg for pattern in patterns for leg in pairwise(pattern.stations)}
            self._over[service_id] = {key for a, b in legs for key in self._paths.sections_between(a, b)}
        return self._over[service_id]

    def with_ground(self, groups: Iterable[_Group]) -> _Group:
        """Return all parts of some groups with the stations and tracks that they stand on."""
        some = frozenset[int]().union(*groups)
        return some.union(*(self._ground[p] for p in some))

    def few(self, groups: list[_Group], most: int) -> list[_Group]:
        """Return at most so many groups: those of one kind are put together, first those of which there are most.

        First the same kind of change of the same scenario, then of any. Raises InputError where that is not enough.
        """
        for key in (self._kind_and_plan, self._kind):
            while len(groups) > most:
                alike = _alike(groups, key)
                if len(alike) < 2:
                    break
                groups = _sorted([g for g in groups if g not in alike] + [frozenset[int]().union(*alike)])
        if len(groups) > most:
            way = "name fewer, or make one scenario of some of them (parts: in its file)"
            if len(groups) <= MOST_PARTS:
                way = f"give --at-most {len(groups)}"
            message = f"found {len(groups)} parts, expected at most {most} (every subset of them is measured); {way}"
            raise InputError(Problem(message, field="--parts"))
        return groups

    def joined(self, groups: list[_Group], there: _Group, some: Some) -> list[_Group]:
        """Return the groups with the missing one that mends a subset put with what cannot be made in it."""
        stopped = [p for p in self._stopped(some, there) if any(p in g for g in groups)]
        if not stopped:  # what they stand on cannot be made as it is: then they are one
            return [frozenset().union(*groups)]
        missing = [group for group in groups if not group & there]
        for part in stopped:
            more = [(g, there | self.with_ground([g])) for g in missing]
            helps = [g for g, wider in more if part not in self._stopped(self.of(wider), wider)]
            for group in helps[:1] or missing:
                groups = _union(groups, part, min(group))
        return groups

    def part(self, group: _Group) -> Part:
        """Return the parts of a group as one, with what they stand on."""
        some = [self._parts[p] for p in sorted(group)]
        every = self.with_ground([group])
        numbers = sorted(frozenset[int]().union(*(self._of_part[p] for p in every)))
        said = tuple(self._whole.said[n] for n in numbers if n in self._whole.said)
        title = some[0].title if len(some) == 1 else ("", "")
        return Part(self._name_of(some), tuple(self._changes[n] for n in numbers), said, title)

    def _name_of(self, some: Sequence[Part]) -> str:
        names = list(dict.fromkeys(part.name for part in some))
        if len(names) <= _NAMED:
            return " & ".join(names)
        kinds = {name.partition(" ")[0] for name in names}
        return f"{kinds.pop()} ({len(some)})" if len(kinds) == 1 else f"{names[0]} & {len(names) - 1} more"

    def _kind(self, group: _Group) -> tuple[str, ...]:
        """Return the kind of change that a group is one of; a scenario is like no other."""
        first = self._parts[min(group)]
        return (first.changes[0].KIND,) if first.changes and not first.title[1] else (first.name,)

    def _kind_and_plan(self, group: _Group) -> tuple[str, ...]:
        return (*self._kind(group), *(c.part for c in self._parts[min(group)].changes[:1]))

    def _stopped(self, some: Some, there: _Group) -> list[int]:
        """Return the parts that have a change that cannot be made."""
        return [p for p in sorted(there) if self._of_part[p] & some.failed.keys()]


def _alike(groups: Sequence[_Group], key: Callable[[_Group], tuple[str, ...]]) -> list[_Group]:
    """Return the groups with the key that most of them have; of equals that of the first."""
    by_key: dict[tuple[str, ...], list[_Group]] = {}
    for group in groups:
        by_key.setdefault(key(group), []).append(group)
    return max(by_key.values(), key=len)


def _section(track: AddTrack) -> SectionKey:
    return min(track.from_code, track.to_code), max(track.from_code, track.to_code)


def _union(groups: list[_Group], a: int, b: int) -> list[_Group]:
    first, second = (next(g for g in groups if part in g) for part in (a, b))
    if first is second:
        return groups
    return _sorted([*(g for g in groups if g is not first and g is not second), first | second])


def _sorted(groups: list[_Group]) -> list[_Group]:
    return sorted(groups, key=min)

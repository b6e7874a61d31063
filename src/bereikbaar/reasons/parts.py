"""The parts of a plan whose contributions are asked: scenarios of a combination, or changes of one scenario."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from bereikbaar.errors import InputError, Problem
from bereikbaar.reasons.shapley import MOST_PARTS, members
from bereikbaar.scenarios.changes.base import ChangeBase
from bereikbaar.scenarios.content import change_as_plain
from bereikbaar.scenarios.model import Scenario
from bereikbaar.scenarios.parameters import Values
from bereikbaar.scenarios.parts import load_with, where
from bereikbaar.scenarios.registry import load_scenario
from bereikbaar.scenarios.some import Some, apply_some

if TYPE_CHECKING:
    from bereikbaar.access.model import Places
    from bereikbaar.network.model import Network
    from bereikbaar.settings import Settings

#: What is asked for one plan: its scenarios, or its changes.
KINDS = ("scenarios", "changes")
#: Keys of a change that say what it is about, the first that is there.
_SUBJECTS = ("service", "services", "series", "station", "code", "id", "name", "town", "zone", "of")
#: Parts in a group that are named; of more the first is, with their number.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a plan. said : what its changes do, in Dutch and English."""

    name: str
    changes: tuple[ChangeBase, ...]
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Subset:
    """The network with some of the parts. made : which changes of the plan did something there (by their number)."""

    network: Network
    made: frozenset[int]


def of_scenarios(scenarios: Sequence[Scenario], whole: Scenario | None = None) -> list[Part]:
    """Return a part for each scenario, with a further one for changes that a whole has of its own.

    A change that two of them share belongs to both: it is made once when either is there.
    """
    parts = [Part(s.name, _changes(s)) for s in scenarios]
    own = [c for c in (_changes(whole) if whole else ()) if not any(c in part.changes for part in parts)]
    if own and whole is not None:
        parts.append(Part(f"{whole.name} (own)", tuple(own)))
    return parts


def of_changes(scenario: Scenario) -> list[Part]:
    """Return a part for each change of a scenario, named by its kind and what it is about."""
    out: list[Part] = []
    for change in _changes(scenario):
        name = f"{change.KIND} {_subject(change)}".rstrip()
        again = sum(part.name.partition(" #")[0] == name for part in out)
        out.append(Part(f"{name} #{again + 1}" if again else name, (change,)))
    return out


def parts_of(scenario: Scenario, kind: str, parameters: Values | None = None) -> list[Part]:
    """Return the parts of a loaded scenario: the scenarios of ``a+b`` or of its own ``parts``, or its changes.

    kind : of KINDS. parameters : as those the scenario was loaded with. Raises InputError for a scenario that is not
    made of others, when these are asked for.
    """
    if kind == "changes":
        return of_changes(scenario)
    if not scenario.parts:
        message = f"{scenario.name!r} is one scenario; name several (a+b), or ask for its changes: --parts changes"
        raise InputError(Problem(message, field="--parts"))
    given = dict(parameters or {})
    loaded = [load_with(where(part, scenario.origin), given, load_scenario)[0] for part in scenario.parts]
    return of_scenarios(loaded, scenario)


def _changes(scenario: Scenario) -> tuple[ChangeBase, ...]:
    return tuple(cast(ChangeBase, c) for c in scenario.changes)


def _subject(change: ChangeBase) -> str:
    """Return what a change is about: its service or station, or where its track goes."""
    plain: Any = change_as_plain(change)[change.KIND]
    if "from" in plain and "to" in plain and "service" not in plain:
        return f"{plain['from']}-{plain['to']}"
    for key in _SUBJECTS:
        if plain.get(key):
            held = plain[key]
            return " ".join(map(str, held)) if isinstance(held, list) else str(held)
    return ""


def subsets(
    net: Network, parts: Sequence[Part], settings: Settings, places: Places | None, name: str
) -> tuple[list[Part], list[Subset]]:
    """Return the parts, with those that need each other made one, and the network of every subset of them.

    Found by trying: where a change cannot be made because a part is missing, the two belong together. The rows of
    subsets are as in :mod:`bereikbaar.reasons.shapley`. Raises InputError for fewer than two or more than
    MOST_PARTS parts, and when the plan as a whole cannot be made.
    """
    trial = _Trial(net, parts, settings, places, name)
    groups = trial.together()
    while True:
        _refuse_number(parts, groups)
        found: list[Subset] = []
        for subset in range(1 << len(groups)):
            there = frozenset(p for g in members(subset) for p in groups[g])
            some = trial.of(there)
            if some.failed:
                groups = trial.joined(groups, there, some)
                break
            found.append(Subset(some.network, some.made))
        else:
            return [trial.part(group) for group in groups], found


def _refuse_number(parts: Sequence[Part], groups: Sequence[frozenset[int]]) -> None:
    if len(groups) > MOST_PARTS:
        message = (
            f"found {len(groups)} parts, expected at most {MOST_PARTS} (every subset of them is measured); "
            "attribute scenarios instead of changes, or fewer at a time"
        )
        raise InputError(Problem(message, field="--parts"))
    if len(parts) < 2:
        raise InputError(Problem("found one part, expected at least two, such as a+b", field="--parts"))
    if len(groups) < 2:
        message = "all parts need each other, so that they are one: there is nothing to divide"
        raise InputError(Problem(message, field="--parts"))


class _Trial:
    """Subsets of parts on a network, tried once each."""

    def __init__(
        self, net: Network, parts: Sequence[Part], settings: Settings, places: Places | None, name: str
    ) -> None:
        self._net, self._parts, self._settings, self._places, self._name = net, parts, settings, places, name
        self._changes: list[ChangeBase] = []
        for change in (c for part in parts for c in part.changes):
            if change not in self._changes:
                self._changes.append(change)
        self._of_part = [frozenset(self._changes.index(c) for c in part.changes) for part in parts]
        self._tried: dict[frozenset[int], Some] = {}
        self._whole = self.of(frozenset(range(len(parts))))
        if self._whole.failed:
            raise InputError([p for found in self._whole.failed.values() for p in found])

    def of(self, there: frozenset[int]) -> Some:
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

    def together(self) -> list[frozenset[int]]:
        """Return the parts in groups: with one away, those that then cannot be made belong to it."""
        groups = [frozenset((p,)) for p in range(len(self._parts))]
        for away in range(len(self._parts)):
            there = frozenset(range(len(self._parts))) - {away}
            for part in self._stopped(self.of(there), there):
                groups = _union(groups, away, part)
        return groups

    def joined(self, groups: list[frozenset[int]], there: frozenset[int], some: Some) -> list[frozenset[int]]:
        """Return the groups with the missing one that mends a subset put with what cannot be made in it."""
        stopped = self._stopped(some, there)
        missing = [group for group in groups if not group & there]
        for part in stopped:
            helps = [g for g in missing if part not in self._stopped(self.of(there | g), there | g)]
            for group in helps[:1] or missing:
                groups = _union(groups, part, min(group))
        return groups

    def part(self, group: frozenset[int]) -> Part:
        """Return the parts of a group as one."""
        some = [self._parts[p] for p in sorted(group)]
        numbers = sorted(frozenset[int]().union(*(self._of_part[p] for p in group)))
        names = list(dict.fromkeys(part.name for part in some))
        name = " & ".join(names) if len(names) <= _NAMED else f"{names[0]} & {len(names) - 1} more"
        said = tuple(self._whole.said[n] for n in numbers if n in self._whole.said)
        return Part(name, tuple(self._changes[n] for n in numbers), said)

    def _stopped(self, some: Some, there: frozenset[int]) -> list[int]:
        """Return the parts that have a change that cannot be made."""
        return [p for p in sorted(there) if self._of_part[p] & some.failed.keys()]


def _union(groups: list[frozenset[int]], a: int, b: int) -> list[frozenset[int]]:
    first, second = (next(g for g in groups if part in g) for part in (a, b))
    if first is second:
        return groups
    rest = [g for g in groups if g is not first and g is not second]
    return sorted([*rest, first | second], key=min)

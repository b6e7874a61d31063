"""The parts of a plan whose contributions are asked: scenarios of a combination, or changes of one scenario."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from bereikbaar.errors import InputError, Problem
from bereikbaar.scenarios.changes.base import ChangeBase
from bereikbaar.scenarios.content import change_as_plain
from bereikbaar.scenarios.model import Scenario
from bereikbaar.scenarios.parameters import Values
from bereikbaar.scenarios.parts import load_with, where
from bereikbaar.scenarios.registry import load_scenario

#: What is asked for one plan: its scenarios, or its changes.
KINDS = ("scenarios", "changes")
#: Keys of a change that say what it is about, the first that is there.
_SUBJECTS = ("service", "services", "series", "station", "code", "id", "name", "town", "zone", "of")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a plan.

    said : what its changes do, in Dutch and English. title : of a scenario, likewise; empty for changes.
    """

    name: str
    changes: tuple[ChangeBase, ...]
    said: tuple[tuple[str, str], ...] = ()
    title: tuple[str, str] = ("", "")

    def label(self, lang: str) -> str:
        """Return what a reader ("nl" or "en") calls the part: the title of a scenario, else its name."""
        return self.title[0 if lang == "nl" else 1] or self.name


def of_scenarios(scenarios: Sequence[Scenario], whole: Scenario | None = None) -> list[Part]:
    """Return a part for each scenario, with a further one for changes that a whole has of its own.

    A change that two of them share belongs to both: it is made once when either is there.
    """
    parts = [Part(s.name, _changes(s), title=_title(s)) for s in scenarios]
    own = [c for c in (_changes(whole) if whole else ()) if not any(c in part.changes for part in parts)]
    if own and whole is not None:
        parts.append(Part(f"{whole.name} (own)", tuple(own)))
    return parts


def of_changes(scenario: Scenario) -> list[Part]:
    """Return a part for each change of a scenario, named by its kind and what it is about.

    Which of them need each other only the network tells: :func:`bereikbaar.reasons.grouping.subsets`.
    """
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


def _title(scenario: Scenario) -> tuple[str, str]:
    return scenario.title.get("nl", scenario.name), scenario.title.get("en", scenario.name)


def _subject(change: ChangeBase) -> str:
    """Return what a change is about: its service or station, or where its track goes."""
    plain: Any = change_as_plain(change)[change.KIND]
    if "between" in plain and "of" not in plain:
        return "-".join(map(str, plain["between"]))
    if "from" in plain and "to" in plain and "service" not in plain:
        return " ".join([f"{plain['from']}-{plain['to']}", *map(str, plain.get("services") or ())])
    if "town" in plain and "station" in plain:
        return f"{plain['town']} {plain['station']}"
    for key in _SUBJECTS:
        if plain.get(key):
            held = plain[key]
            return " ".join(map(str, held)) if isinstance(held, list) else str(held)
    return ""

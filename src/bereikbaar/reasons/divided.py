"""Which plans of a run are divided over their parts, and what each part contributes, for the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from bereikbaar.errors import InputError, Problem
from bereikbaar.reasons.parts import Part, of_changes, parts_of
from bereikbaar.reasons.shapley import MOST_PARTS

if TYPE_CHECKING:
    from bereikbaar.reasons.attribution import Attribution
    from bereikbaar.results import Result
    from bereikbaar.scenarios.model import Scenario
    from bereikbaar.scenarios.parameters import Values

#: How plans are divided: combinations of few parts only, all combinations, every plan over its changes, or none.
WAYS = ("auto", "scenarios", "changes", "none")
#: Parts up to which a combination is divided without being asked: 16 networks, some seconds.
FEW_PARTS = 4


def parts_by_plan(
    scenarios: Sequence[Scenario], way: str = "auto", parameters: Values | None = None
) -> dict[str, list[Part]]:
    """Return the parts of every plan that is to be divided, by its name. way : of WAYS.

    parameters : as those that the plans were loaded with, where these are known.

    Raises InputError where ``scenarios`` is asked of plans of which none is made of others, or of too many; what is
    not asked for but done by itself is left out instead.
    """
    if way == "none":
        return {}
    if way == "changes":
        return {one.name: of_changes(one) for one in scenarios}
    made = {
        one.name: found for one in scenarios if one.parts and (found := loaded_parts(one, parameters)) is not None
    }
    if way == "auto":
        return {name: found for name, found in made.items() if len(found) <= FEW_PARTS}
    problems = [
        Problem(f"{name} has {len(found)} parts, expected at most {MOST_PARTS} (2 to that power is measured)",
                field="--parts")
        for name, found in made.items()
        if len(found) > MOST_PARTS
    ]  # fmt: skip
    if not made:
        message = "no plan is made of others; name some together (a+b), or ask for their changes: --parts changes"
        problems = [Problem(message, field="--parts")]
    if problems:
        raise InputError(problems)
    return made


def loaded_parts(scenario: Scenario, parameters: Values | None = None) -> list[Part] | None:
    """Return the scenarios that a loaded scenario is made of, with its parameters: those given, or as it has them.

    None where these do not make up the scenario: parts that share a parameter may have it by different values.
    """
    for given in (dict(parameters or {}), dict[str, float | str](), dict(scenario.parameters)):
        found = parts_of(scenario, "scenarios", given)
        held = [change for part in found for change in part.changes]
        if all(change in scenario.changes for change in held) and all(c in held for c in scenario.changes):
            return found
    return None


def attributions(
    result: Result, parts: Mapping[str, Sequence[Part]], progress: Callable[[str], None] | None = None
) -> dict[str, Attribution]:
    """Return what each part of some plans contributes, by the name of the plan, in the window of the maps.

    parts : as of :func:`parts_by_plan`. Of the headline only. Against a baseline the parts are those of the plan on
    its own network, and not of what makes the two networks differ.
    """
    from bereikbaar.compare.measures import MAIN
    from bereikbaar.reasons.attribution import attribute

    net = result.base.network if result.baseline is None else result.baseline.network
    out = {}
    for case in result.cases:
        if case.scenario is None or case.is_network or case.scenario.name not in parts:
            continue
        name = case.scenario.name
        say = _prefixed(progress, name)
        out[name] = attribute(
            net, parts[name], window=result.window, indicators=(MAIN.name,), settings=result.settings,
            places=result.places, method=result.method, name=name, progress=say,
        )  # fmt: skip
    return out


def _prefixed(progress: Callable[[str], None] | None, name: str) -> Callable[[str], None] | None:
    return None if progress is None else lambda text: progress(f"{name}: {text}")

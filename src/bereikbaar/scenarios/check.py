"""Everything about one scenario at once: wrong lines in its file, changes that cannot be made, figures it misses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bereikbaar.errors import InputError, Problem
from bereikbaar.network.model import Network
from bereikbaar.results import Outcome
from bereikbaar.scenarios.apply import apply_scenario, check_scenario
from bereikbaar.scenarios.expects import check_expectations, group_problems
from bereikbaar.scenarios.model import Scenario
from bereikbaar.scenarios.parameters import Values
from bereikbaar.scenarios.registry import is_path, load_scenario
from bereikbaar.scenarios.schema import Reading, read_leniently
from bereikbaar.settings import Settings

if TYPE_CHECKING:
    from bereikbaar.access.model import Places


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of a check.

    scenario : None when there is nothing to read. problems : all that is wrong, in the order of the file.
    outcomes : published figures against ours; empty when there are problems, for then nothing can be computed.
    """

    scenario: Scenario | None
    problems: tuple[Problem, ...]
    outcomes: tuple[Outcome, ...] = ()

    @property
    def misses(self) -> tuple[Outcome, ...]:
        """The published figures that are not reproduced."""
        return tuple(o for o in self.outcomes if o.ok is False)


def check(
    name: str,
    network_of: Callable[[Scenario], tuple[Network, Places | None]],
    *,
    parameters: Values | None = None,
    settings: Settings | None = None,
    amounts: Callable[[Network, Places, Settings], object] | None = None,
) -> Checked:
    """Check a scenario by name or the path of its file.

    network_of : returns the network to check it on, and the places to check towns and zones (None = unchecked); it
                 is asked once, and not at all when nothing could be read.
    amounts    : works out what is at the places after the scenario, and raises InputError for what cannot be (jobs
                 that leave a zone that has fewer: they are an estimate that this package does not make).
    """
    settings = settings or Settings()
    reading = _read(name, parameters)
    if reading.scenario is None:
        return Checked(None, reading.problems)
    try:
        network, places = network_of(reading.scenario)
    except InputError as error:
        return Checked(reading.scenario, _in_order((*reading.problems, *_lost(reading, error.problems))))
    found = check_scenario(network, reading.scenario, settings, places=places, excused=reading.unread)
    problems = _in_order((*reading.problems, *found, *group_problems(network, reading.scenario)))
    if problems:
        return Checked(reading.scenario, problems)
    after = apply_scenario(network, reading.scenario, settings, places=places).network
    if amounts is not None and places is not None and after.opportunity_changes:
        try:
            amounts(after, places, settings)
        except InputError as error:
            return Checked(reading.scenario, tuple(replace(p, file=reading.scenario.origin) for p in error.problems))
    outcomes = check_expectations(network, after, reading.scenario, {}, {}, settings)
    return Checked(reading.scenario, (), tuple(outcomes))


def _lost(reading: Reading, problems: tuple[Problem, ...]) -> list[Problem]:
    """Return why there is no network; nothing when the file has no base and the reader has said so."""
    scenario = reading.scenario
    if scenario is None or (not scenario.base and reading.problems):
        return []
    return [p if p.file else replace(p, file=scenario.origin, field="base") for p in problems]


def _read(name: str, parameters: Values | None) -> Reading:
    if is_path(name):
        return read_leniently(Path(name), parameters)
    try:
        return Reading(load_scenario(name, parameters), ())
    except InputError as error:
        return Reading(None, error.problems)


def _in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.file, p.row or 0)))

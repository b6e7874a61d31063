"""Inhabitants and jobs per zone after what a scenario builds or moves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bereikbaar.access.model import Floats, Places
from bereikbaar.errors import Problem, did_you_mean, raise_if_errors
from bereikbaar.network.model import Network
from bereikbaar.read.ages import ages_of

#: The field of an opportunity change that means inhabitants, and the one that means jobs; what they are called.
FIELD, JOBS = "population", "jobs"
FIELDS = {FIELD: "inhabitants", JOBS: "jobs"}


def population_of(net: Network, places: Places) -> Floats:
    """Return the inhabitants of every zone, (n_zones,): those of ``places`` and what the network's changes add.

    Raises InputError for a zone that is not there, and for one that would have fewer than no inhabitants.
    """
    return changed(net, places, FIELD, places.zones.population)


def changed(net: Network, places: Places, field: str, before: Floats) -> Floats:
    """Return amounts per zone, (n_zones,), with what the network's changes of a field add to ``before``.

    field : of FIELDS. Raises InputError for changes of a field that there is not, for a zone that is not there, and
    for one that would have fewer than none.
    """
    out = before.copy()
    if not net.opportunity_changes:
        return out
    index = {code: n for n, code in enumerate(places.zones.code)}
    problems = [
        _problem(c.added_by, f"there is no field {c.field!r}; there are {', '.join(FIELDS)}"
                 + did_you_mean(c.field, FIELDS))
        for c in net.opportunity_changes
        if c.field not in FIELDS
    ]  # fmt: skip
    last: dict[str, str] = {}
    for change in net.opportunity_changes:
        if change.field != field:
            continue
        if change.pc4 not in index:
            known = did_you_mean(change.pc4, places.zones.code)
            problems.append(_problem(change.added_by, f"there is no zone {change.pc4!r}{known}"))
            continue
        out[index[change.pc4]] += change.value
        last[change.pc4] = change.added_by
    problems += _below_zero(out, before, index, last, FIELDS[field])
    raise_if_errors(problems)
    return out


def _below_zero(
    after: Floats, before: Floats, index: dict[str, int], added_by: dict[str, str], what: str
) -> list[Problem]:
    """Return a problem for every changed zone that would have fewer than none, and set rounding errors to 0."""
    problems = []
    for pc4, scenario in sorted(added_by.items()):
        n = index[pc4]
        if -1e-6 < after[n] < 0:
            after[n] = 0.0
        if not np.isfinite(after[n]) or after[n] < 0:
            said = f"zone {pc4} has {_count(before[n])} {what} and would have {_count(after[n])}"
            problems.append(_problem(scenario, said))
    return problems


def _count(number: float) -> str:
    """Return a number of people or jobs: an estimate has decimals that mean nothing."""
    return f"{number:.0f}" if abs(number) >= 1 else f"{number:.2g}"


def ages_after(places: Places, people: Floats) -> Floats | None:
    """Return inhabitants by age, (n_zones, 5), of which each row adds up to ``people``; None where ages are unknown.

    Newcomers are of the ages of the zone; where nobody lived before, of those of its municipality, else of all.
    """
    ages = places.zones.ages
    if ages is None:
        return None
    if np.array_equal(people, places.zones.population):
        return ages
    around = np.full(ages.shape, np.nan)
    if (areas := places.areas.get("municipality")) is not None:
        inside = np.flatnonzero(areas.zone_area >= 0)
        around[inside] = _sums(ages[inside], areas.zone_area[inside], len(areas.code))[areas.zone_area[inside]]
    return ages_of(people, ages, around)


def _sums(ages: Floats, area: Sequence[int] | np.ndarray, n: int) -> Floats:
    return np.column_stack([np.bincount(area, weights=column, minlength=n) for column in ages.T])


def _problem(scenario: str, message: str) -> Problem:
    return Problem(f"scenario {scenario!r}: {message}" if scenario else message, field="set_opportunities")

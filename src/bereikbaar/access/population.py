"""Inhabitants per zone after what a scenario builds or moves."""

from __future__ import annotations

import numpy as np

from bereikbaar.access.model import Floats, Places
from bereikbaar.errors import Problem, did_you_mean, raise_if_errors
from bereikbaar.network.model import Network

#: The field of an opportunity change that means inhabitants.
FIELD = "population"


def population_of(net: Network, places: Places) -> Floats:
    """Return the inhabitants of every zone, (n_zones,): those of ``places`` and what the network's changes add.

    Raises InputError for a zone that is not there, and for one that would have fewer than no inhabitants.
    """
    out = places.zones.population.copy()
    index = {code: n for n, code in enumerate(places.zones.code)}
    problems = []
    for change in net.opportunity_changes:
        if change.field != FIELD:
            continue
        if change.pc4 not in index:
            known = did_you_mean(change.pc4, places.zones.code)
            problems.append(_problem(change.added_by, f"there is no zone {change.pc4!r}{known}"))
            continue
        out[index[change.pc4]] += change.value
    changed = {c.pc4: c.added_by for c in net.opportunity_changes if c.field == FIELD and c.pc4 in index}
    for pc4, added_by in sorted(changed.items()):
        left, before = out[index[pc4]], places.zones.population[index[pc4]]
        if not np.isfinite(left) or left < 0:
            problems.append(_problem(added_by, f"zone {pc4} has {before:g} inhabitants and would have {left:g}"))
    raise_if_errors(problems)
    return out


def _problem(scenario: str, message: str) -> Problem:
    return Problem(f"scenario {scenario!r}: {message}" if scenario else message, field="set_opportunities")

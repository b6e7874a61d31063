"""Zones that a scenario would leave with fewer than no inhabitants: said before anything is computed.

Jobs per zone are an estimate that is made when a run asks for them; what is wrong with those is said there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bereikbaar.errors import Problem
from bereikbaar.network.model import Network
from bereikbaar.scenarios.changes.access import SetOpportunities
from bereikbaar.scenarios.changes.base import ChangeBase
from bereikbaar.scenarios.context import Context


def overdrawn(network: Network, changes: Sequence[ChangeBase], context: Context) -> Iterator[Problem]:
    """Yield a problem for the last change that takes inhabitants from a zone that would have fewer than none.

    network : after all changes, also those of scenarios before this one. Without places nothing is checked.
    """
    moved = [c for c in network.opportunity_changes if c.field == "population"]
    if context.places is None or not moved:
        return
    zones = context.places.zones
    before = dict(zip(zones.code, zones.population.tolist(), strict=True))
    left = dict(before)
    for one in moved:
        if one.pc4 in left:
            left[one.pc4] += one.value
    for zone in sorted(z for z, people in left.items() if people < 0):
        taking = [(change, key) for change in changes if (key := _taken_from(change, zone))]
        if taking:
            change, key = taking[-1]
            yield change.problem(key, f"zone {zone} has {before[zone]:g} inhabitants and would have {left[zone]:g}")


def _taken_from(change: ChangeBase, zone: str) -> str:
    """Return the key of a change by which inhabitants leave a zone; empty when it takes none there."""
    if not isinstance(change, SetOpportunities) or change.of_field != "population":
        return ""
    if change.zone == zone and change.add < 0:
        return "add"
    return "from_zone" if change.from_zone == zone and change.add > 0 else ""

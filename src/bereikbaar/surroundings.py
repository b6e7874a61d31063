"""What ``around.isochrones`` finds: the isochrones of one place with all that they are made of, and their table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bereikbaar.access.isochrones import Isochrone, Reach, ZoneAreas
    from bereikbaar.access.model import Places
    from bereikbaar.network.model import Network
    from bereikbaar.scenarios.model import Scenario
    from bereikbaar.settings import Settings
    from bereikbaar.spots import Spot


@dataclass(frozen=True, slots=True)
class Around:
    """The isochrones of one place.

    to       : minutes from the zones to the place; else from the place to the zones.
    limits   : minutes, ascending. window : of the travel times. network : the base.
    found    : isochrones of the base, then of every scenario with what it gains and loses.
    base, scenarios : minutes, inhabitants and jobs of all zones, of the base and by name of the scenario.
    """

    spot: Spot
    to: bool
    limits: tuple[float, ...]
    window: str
    method: str
    settings: Settings
    network: Network
    plans: tuple[Scenario, ...]
    places: Places
    areas: ZoneAreas
    base: Reach
    scenarios: dict[str, Reach]
    found: tuple[Isochrone, ...]


def summary(around: Around) -> dict[str, Any]:
    """Return the document that ``isochrone --json`` prints; its keys are promised in docs/howto-isochrones.md."""
    from bereikbaar.network.spans import span_words

    spot = around.spot
    place = {"kind": spot.kind, "id": spot.id, "name": spot.name or None, "lat": spot.lat, "lon": spot.lon}
    place["zone"] = around.places.zones.code[spot.zone] if spot.zone >= 0 else None
    keys = {one.name: one.key for one in around.plans}
    return {
        "place": place,
        "direction": "to" if around.to else "from",
        "window": span_words(around.window),
        "method": around.method,
        "network": around.network.name,
        "limits": list(around.limits),
        "isochrones": [_row(one, keys) for one in around.found],
    }


def _row(one: Isochrone, keys: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "scenario": one.scenario or None,
        "key": keys.get(one.scenario),
        "limit_min": one.limit_min,
        "zones": one.zones,
        "zones_not_drawn": one.not_drawn,
        "inhabitants": round(one.inhabitants),
        "jobs": None if one.jobs is None else round(one.jobs),
        "area_km2": round(one.km2, 2),
    }


def against_base(around: Around, one: Isochrone) -> Isochrone | None:
    """Return the isochrone of the base with the same limit as one of a scenario; None for the others."""
    if one.kind != "scenario":
        return None
    return next(b for b in around.found if b.kind == "base" and b.limit_min == one.limit_min)

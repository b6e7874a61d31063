"""Every municipality against the distances of the statistics office: to the nearest station and hospital, by road."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bereikbaar.access.model import Amenity, Floats, Municipalities
from bereikbaar.access.points import crow_km
from bereikbaar.truth.distances import by_municipality
from bereikbaar.truth.world import World

#: How many of the largest deviations are shown.
N_WORST = 10
#: A municipality agrees within this many km, or this part of the published distance where that is more.
AGREE_KM, AGREE_SHARE = 1.0, 0.25


@dataclass(frozen=True, slots=True)
class Deviation:
    """A municipality that is far off: km, published and ours."""

    name: str
    published: float
    ours: float


@dataclass(frozen=True, slots=True)
class MunicipalFit:
    """Distances of all municipalities, ours against published ones, km by road.

    measure  : ``station`` or ``hospital``; ``hospital_any``: those with limited care too.
    published_mean, ours_mean : weighted by inhabitants, of the municipalities that have both.
    mean_absolute_error : of the municipalities. agree : share within 1 km or 25 %. worst : largest deviations first.
    """

    measure: str
    n: int
    published_mean: float
    ours_mean: float
    correlation: float
    mean_absolute_error: float
    agree: float
    worst: tuple[Deviation, ...]


def municipal_fits(world: World) -> tuple[MunicipalFit, ...]:
    """Return the fits of stations and hospitals; none where the places know no municipalities."""
    facts = world.places.municipalities
    if facts is None or "municipality" not in world.places.areas:
        return ()
    used = world.places.amenities
    every = (*used, *world.places.passed_over)
    ours = {
        "station": world.km_to_station[0],
        "hospital": _hospital_km(world, [a for a in used if a.kind in ("general", "umc")]),
        "hospital_any": _hospital_km(world, [a for a in every if a.kind in ("general", "umc", "limited")]),
    }
    published = {"station": facts.road_km_to_station}
    return tuple(
        _fit(world, facts, name, published.get(name, facts.road_km_to_hospital), by_municipality(world, km))
        for name, km in ours.items()
    )


def _hospital_km(world: World, hospitals: list[Amenity]) -> Floats:
    """Return the km by road to the nearest hospital, (n_zones,): crow-fly x ``assumed_detour``; inf without any."""
    zones = world.places.zones
    if not hospitals:
        return np.full(len(zones.code), np.inf)
    lat, lon = np.array([h.lat for h in hospitals]), np.array([h.lon for h in hospitals])
    km = crow_km(zones.lat[:, np.newaxis], zones.lon[:, np.newaxis], lat[np.newaxis], lon[np.newaxis])
    return np.asarray(km.min(axis=1) * world.settings.assumed_detour)


def _fit(world: World, facts: Municipalities, measure: str, published: Floats, ours: Floats) -> MunicipalFit:
    both = np.flatnonzero(np.isfinite(published) & np.isfinite(ours))
    people = np.bincount(
        world.places.areas["municipality"].zone_area.clip(0), weights=world.people, minlength=len(ours)
    )[both]
    theirs, own = published[both], ours[both]
    off = np.abs(own - theirs)
    order = sorted(range(len(both)), key=lambda k: (-off[k], facts.name[both[k]]))
    return MunicipalFit(
        measure=measure,
        n=len(both),
        published_mean=float((theirs * people).sum() / people.sum()) if people.sum() > 0 else float("nan"),
        ours_mean=float((own * people).sum() / people.sum()) if people.sum() > 0 else float("nan"),
        correlation=float(np.corrcoef(theirs, own)[0, 1]) if len(both) > 1 else float("nan"),
        mean_absolute_error=float(off.mean()) if len(both) else float("nan"),
        agree=float((off <= np.maximum(AGREE_KM, AGREE_SHARE * theirs)).mean()) if len(both) else float("nan"),
        worst=tuple(Deviation(facts.name[both[k]], float(theirs[k]), float(own[k])) for k in order[:N_WORST]),
    )

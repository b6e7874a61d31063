"""In which region of a kind zones and towns lie, by name."""

from __future__ import annotations

from bereikbaar.access.model import Places

#: Kinds that zones and towns name themselves; the others are found through the municipality.
NAMED = ("province", "corop", "municipality")


def regions_of_zones(places: Places, kind: str) -> tuple[str, ...]:
    """Return the name of the region of every zone, (n_zones,); an empty text where it lies in none of that kind."""
    if kind in NAMED:
        named: tuple[str, ...] = getattr(places.zones, kind)
        return named
    if kind not in places.areas:
        return ("",) * len(places.zones.code)
    areas = places.areas[kind]
    return tuple(areas.name[i] if i >= 0 else "" for i in areas.zone_area.tolist())


def regions_of_towns(places: Places, kind: str) -> tuple[str, ...]:
    """Return the same of every town, (n_towns,); kinds that towns do not name are those of their municipality."""
    if kind in NAMED:
        named: tuple[str, ...] = getattr(places.towns, kind)
        return named
    of = dict(zip(places.zones.municipality, regions_of_zones(places, kind), strict=True))
    return tuple(of.get(name, "") for name in places.towns.municipality)


def towns_in(places: Places, kind: str, name: str) -> list[str]:
    """Return the ids of the towns that lie in a region, in the order of the places."""
    every = zip(places.towns.id, regions_of_towns(places, kind), strict=True)
    return [town for town, region in every if region == name]

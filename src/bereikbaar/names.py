"""Stations, centres, towns and postcode areas by code or by name: accents and case forgiven, ambiguity asked back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bereikbaar.access.model import Places
from bereikbaar.access.regions import regions_of_towns
from bereikbaar.errors import UnknownNameError, did_you_mean
from bereikbaar.network.model import Network
from bereikbaar.network.names import plain

__all__ = ["REGION_KINDS", "Endpoint", "Region", "find_endpoint", "find_place", "find_region", "plain"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a journey begins or ends.

    kind     : ``station``, ``centre`` (the best of its stations counts), ``town`` or ``zone`` (door to door).
    id, name : code or id, and the name for people.
    stations : station codes; for a town or zone empty.
    town_idx : index into Towns for a town, else -1. zone : index into Zones for a postcode area, else -1.
    """

    kind: str
    id: str
    name: str
    stations: tuple[str, ...] = ()
    town_idx: int = -1
    zone: int = -1

    @property
    def is_door(self) -> bool:
        """Whether a journey begins or ends at a door there, and not on a platform."""
        return self.kind in ("town", "zone")


def find_endpoint(text: str, network: Network, places: Places | None) -> Endpoint:
    """Return what a user means by ``text``.

    A station code wins, then the exact name of a station, a centre, a town (or its id), a postcode area. A name that
    fits more than one town raises UnknownNameError with the ids to choose from; one that fits none, with near names,
    and that of a municipality, COROP area or province with its largest towns.
    """
    if text in network.stations:
        station = network.stations[text]
        return Endpoint("station", station.code, station.name, (station.code,))
    wanted = plain(text)
    by_code = [s for s in network.stations.values() if s.code.casefold() == text.casefold()]
    by_name = [s for s in network.stations.values() if plain(s.name) == wanted]
    for found in (by_code, by_name):
        if len(found) == 1:
            return Endpoint("station", found[0].code, found[0].name, (found[0].code,))
    if len(by_name) > 1:
        raise UnknownNameError(_ambiguous(text, [f"{s.code} ({s.name}, {s.country})" for s in by_name]))
    if places is not None:
        endpoint = _zone(text, places) or find_place(text, wanted, network, places)
        if endpoint is not None:
            return endpoint
        refuse_region(text, places)
    raise UnknownNameError(f"{text!r} is no station or place" + _near(wanted, network, places))


def _zone(text: str, places: Places) -> Endpoint | None:
    number = zone_number(text, places)
    if number is None:
        return None
    return Endpoint("zone", text.strip(), f"{text.strip()} {places.zones.place[number]}".strip(), zone=number)


def zone_number(text: str, places: Places) -> int | None:
    """Return the index of a postcode area; None for what is none. Raises UnknownNameError for four other digits."""
    text = text.strip()
    if text in places.zones.code:
        return places.zones.code.index(text)
    if re.fullmatch(r"[1-9]\d{3}", text):
        raise UnknownNameError(f"there is no postcode area {text}{did_you_mean(text, places.zones.code)}")
    return None


def refuse_region(text: str, places: Places) -> None:
    """Raise UnknownNameError for the name of a region: what is near it in letters is not what is meant."""
    wanted, towns = _ALIASES.get(plain(text), plain(text)), places.towns
    for kind in reversed(REGION_KINDS):
        inside = [i for i, name in enumerate(regions_of_towns(places, kind)) if wanted and plain(name) == wanted]
        if inside:
            largest = sorted(inside, key=lambda i: (-float(towns.population[i]), towns.id[i]))[:_TOWNS_NAMED]
            named = " or ".join(f"{towns.id[i]} ({towns.name[i]})" for i in largest)
            word = _KIND_WORDS.get(kind, kind)
            raise UnknownNameError(f"{text!r} is a {word} and no place; did you mean a town in it, {named}?")


def find_place(text: str, wanted: str, network: Network, places: Places) -> Endpoint | None:
    """Return the centre or town of a name or id (``wanted``: the name made plain); None when there is none.

    Raises UnknownNameError for a name that more than one town has.
    """
    for centre in places.centres:
        if wanted in (plain(centre.name), plain(centre.id)):
            stations = tuple(c for c in centre.stations if c in network.stations)
            return Endpoint("centre", centre.id, centre.name, stations)
    towns = places.towns
    if text in towns.id:
        i = towns.id.index(text)
        return Endpoint("town", towns.id[i], towns.name[i], (), i)
    hits = [i for i, name in enumerate(towns.name) if plain(name) == wanted]
    if len(hits) > 1:
        options = [f"{towns.id[i]} ({towns.name[i]}, municipality {towns.municipality[i]})" for i in sorted(hits)]
        raise UnknownNameError(_ambiguous(text, options))
    if hits:
        return Endpoint("town", towns.id[hits[0]], towns.name[hits[0]], (), hits[0])
    return None


def _ambiguous(text: str, options: list[str]) -> str:
    return f"{text!r} can be more than one place; say which: " + ", ".join(options)


def _near(wanted: str, network: Network, places: Places | None) -> str:
    names = {plain(s.name): f"{s.code} ({s.name})" for s in network.stations.values()}
    if places is not None:
        for i, name in enumerate(places.towns.name):
            names.setdefault(plain(name), f"{places.towns.id[i]} ({name})")
    begins = [label for name, label in sorted(names.items()) if name.startswith(wanted + " ")][:4] if wanted else []
    if begins:
        return "; did you mean " + " or ".join(begins) + "?"
    near = did_you_mean(wanted, names)
    for name, label in names.items():
        near = near.replace(repr(name), label)
    return near


@dataclass(frozen=True, slots=True)
class Region:
    """A province, COROP area, NPVR region or municipality: the towns and zones that lie in it."""

    kind: str
    name: str


#: Names that people use for a region beside the one in the data.
_ALIASES = {"friesland": "fryslan", "brabant": "noord brabant", "den bosch": "s hertogenbosch"}
#: Towns of a region that are named where it is given instead of one.
_TOWNS_NAMED = 4
#: Kinds of region.
REGION_KINDS = ("province", "corop", "npvr", "municipality")
_KIND_WORDS = {"corop": "COROP area", "npvr": "NPVR region"}


def find_region(text: str, places: Places) -> Region:
    """Return the region that a user means: ``Zeeland``, or ``municipality:Groningen`` where a name is used twice.

    Raises UnknownNameError for a name that is unknown (with near names) or ambiguous (with what to write).
    """
    kind, sign, name = text.partition(":")
    if sign and kind.strip().lower() not in REGION_KINDS:
        raise UnknownNameError(
            f"region {text!r}: {kind!r} is no kind of region; there are {', '.join(REGION_KINDS)}"
            + did_you_mean(kind, REGION_KINDS)
        )
    kinds = (kind.strip().lower(),) if sign else REGION_KINDS
    wanted = plain(name if sign else text)
    wanted = _ALIASES.get(wanted, wanted)
    if not wanted:
        raise UnknownNameError(
            f"--region: expected a province, COROP area, NPVR region or municipality, found {text!r}"
        )
    found = [Region(k, n) for k in kinds for n in sorted(set(regions_of_towns(places, k))) if plain(n) == wanted]
    # a COROP area that is the whole province (Flevoland, Utrecht), or an NPVR region a COROP area, is the same answer
    hits = list({_towns_of(r, places): r for r in reversed(found)}.values())
    if len(hits) > 1:
        options = sorted(f"{r.kind}:{r.name}" for r in hits)
        raise UnknownNameError(f"region {text!r} can be more than one; say which: {', '.join(options)}")
    if not hits:
        refuse_town(text, wanted, places)
        known = {n for k in kinds for n in regions_of_towns(places, k) if n}
        raise UnknownNameError(f"there is no region {text!r}" + did_you_mean(name if sign else text, known))
    return hits[0]


def refuse_town(text: str, wanted: str, places: Places) -> None:
    """Raise UnknownNameError for the name of a town: the region meant is one it lies in, not one spelt like it."""
    towns = places.towns
    homes = sorted(
        {(towns.municipality[i], towns.province[i]) for i, n in enumerate(towns.name) if plain(n) == wanted}
    )
    if homes:
        said = " or ".join(f"municipality {inner!r} ({outer})" for inner, outer in homes)
        raise UnknownNameError(f"there is no region {text!r}; that is a town in {said}: name that instead")


def _towns_of(region: Region, places: Places) -> tuple[int, ...]:
    return tuple(i for i, name in enumerate(regions_of_towns(places, region.kind)) if name == region.name)

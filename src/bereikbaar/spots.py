"""One place on the map that a user names: town, city, postcode area, station, hospital, school or coordinates."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from bereikbaar.access.model import Places
from bereikbaar.access.points import crow_km
from bereikbaar.errors import InputError, Problem, UnknownNameError
from bereikbaar.names import find_endpoint, find_place, plain, refuse_region, zone_number
from bereikbaar.network.model import Network
from bereikbaar.read.grid import from_grid

#: A point farther than this from every zone is nowhere near the map, km.
_ELSEWHERE_KM = 50.0
#: Where the Dutch national grid has its numbers, m: x from and to, y from and to.
RD_BOUNDS = (0.0, 300_000.0, 300_000.0, 650_000.0)

_NUMBER = r"([-+]?\d+(?:\.\d+)?)"
_PAIR = re.compile(rf"\(?\s*{_NUMBER}\s*[,; ]\s*{_NUMBER}\s*\)?")
_COMMAS = re.compile(r"[-+]?\d+,\d+\s*[;, ]\s*[-+]?\d+,\d+")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map.

    kind : ``town``, ``centre``, ``zone``, ``station``, ``amenity`` or ``coordinates``. id, name : for people.
    lat, lon : degrees. zone : index of the zone whose point it is, else -1. station : code, of a station only.
    """

    kind: str
    id: str
    name: str
    lat: float
    lon: float
    zone: int = -1
    station: str = ""


def find_spot(text: str, net: Network, at: Places) -> Spot:
    """Return what a user means by ``text``.

    Coordinates (latitude,longitude, or x,y of the Dutch grid) and postcode areas first, then the code of a station;
    then the name of a city (its central point), of a town (the point of its largest postcode area, as ``time`` has
    it), of a station, of a hospital or school. So a name that a town and a station share means the town: people leave
    from a door. Raises UnknownNameError with near names, or with what to write where a name is ambiguous.
    """
    text = str(text).strip()  # a postcode area may come as a number
    found = _coordinates(text, at) or _zone(text, at)
    if found is not None:
        return found
    if text in net.stations:
        return _station(text, net)
    place = find_place(text, plain(text), net, at)
    if place is not None:
        return _centre(place.id, at) if place.kind == "centre" else _town(place.town_idx, at)
    try:
        return _station(find_endpoint(text, net, None).id, net)
    except UnknownNameError:
        found = _amenity(text, at)
        if found is None:
            refuse_region(text, at)
            find_endpoint(text, net, at)  # says which names are near
            raise
        return found


def _coordinates(text: str, at: Places) -> Spot | None:
    """Return the spot of coordinates. Raises InputError for swapped ones, and for a point far from the map."""
    pair = _PAIR.fullmatch(text)
    if pair is None:
        if _COMMAS.fullmatch(text):
            raise InputError(
                Problem(f"found {text!r}: write coordinates with points, such as 52.5,6.1", field="PLACE")
            )
        return None
    a, b = float(pair[1]), float(pair[2])
    x_low, x_high, y_low, y_high = RD_BOUNDS
    if max(abs(a), abs(b)) > 360:
        if not (x_low <= a <= x_high and y_low <= b <= y_high):
            other = f"; swapped? {pair[2]},{pair[1]}" if x_low <= b <= x_high and y_low <= a <= y_high else ""
            raise InputError(Problem(f"{text!r} is no x,y of the Dutch grid (EPSG:28992){other}", field="PLACE"))
        lon, lat = from_grid(np.array([a]), np.array([b]))
        a, b = round(float(lat[0]), 6), round(float(lon[0]), 6)
    if _far(a, b, at):
        other = "" if _far(b, a, at) else f"; latitude comes first: did you mean {pair[2]},{pair[1]}?"
        message = f"{text!r} is farther than {_ELSEWHERE_KM:.0f} km from every place of the map{other}"
        raise InputError(Problem(message, field="PLACE"))
    return Spot("coordinates", f"{a},{b}", "", a, b)


def _far(lat: float, lon: float, at: Places) -> bool:
    if abs(lat) > 90 or abs(lon) > 180:
        return True
    return bool(crow_km(np.array([lat]), np.array([lon]), at.zones.lat, at.zones.lon).min() > _ELSEWHERE_KM)


def _zone(text: str, at: Places) -> Spot | None:
    zone = zone_number(text, at)
    return None if zone is None else _of_zone("zone", text, at.zones.place[zone], zone, at)


def _of_zone(kind: str, ident: str, name: str, zone: int, at: Places) -> Spot:
    return Spot(kind, ident, name, float(at.zones.lat[zone]), float(at.zones.lon[zone]), zone)


def _town(town: int, at: Places) -> Spot:
    zones = np.flatnonzero(at.zones.town_idx == town).tolist()
    if not zones:
        raise UnknownNameError(f"{at.towns.name[town]!r} has no postcode area to start from")
    largest = max(zones, key=lambda z: (float(at.zones.population[z]), at.zones.code[z]))
    return _of_zone("town", at.towns.id[town], at.towns.name[town], largest, at)


def _centre(ident: str, at: Places) -> Spot:
    centre = next(c for c in at.centres if c.id == ident)
    return Spot("centre", centre.id, centre.name, centre.lat, centre.lon)


def _station(code: str, net: Network) -> Spot:
    station = net.stations[code]
    return Spot("station", code, station.name, station.lat, station.lon, station=code)


def _amenity(text: str, at: Places) -> Spot | None:
    """Return a hospital or school by its id or name. Raises UnknownNameError when there are more of that name."""
    wanted = plain(text)
    found = [a for a in at.amenities if a.id == text] or [a for a in at.amenities if plain(a.name) == wanted]
    if len({(a.lat, a.lon) for a in found}) > 1:
        options = ", ".join(f"{a.id} ({a.name}, {a.place})" for a in found)
        raise UnknownNameError(f"{text!r} can be more than one place; say which: {options}")
    return Spot("amenity", found[0].id, found[0].name, found[0].lat, found[0].lon) if found else None

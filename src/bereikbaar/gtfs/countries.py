"""In which country a station of a feed is: by the shipped outlines, by its name, else the country of the feed."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.network.checks.stations import COUNTRY_BOX

Floats = NDArray[np.float64]

#: Timezone of the agencies -> country of the feed, ISO 3166; of others the country is not known.
ZONES = {
    "Europe/Amsterdam": "NL", "Europe/Brussels": "BE", "Europe/Berlin": "DE", "Europe/Luxembourg": "LU",
    "Europe/Paris": "FR", "Europe/London": "GB", "Europe/Zurich": "CH", "Europe/Vienna": "AT",
    "Europe/Copenhagen": "DK", "Europe/Bratislava": "SK", "Europe/Prague": "CZ", "Europe/Warsaw": "PL",
    "Europe/Budapest": "HU", "Europe/Rome": "IT", "Europe/Madrid": "ES", "Europe/Lisbon": "PT",
    "Europe/Stockholm": "SE", "Europe/Oslo": "NO", "Europe/Helsinki": "FI", "Europe/Dublin": "IE",
}  # fmt: skip
DUTCH = "NL"
#: What stands for a country that is not known: the code that ISO 3166 leaves free for it.
UNKNOWN = "ZZ"
#: The international sign of a country behind the name of a station, as in "Aachen Hbf (D)".
_SIGN = re.compile(r"\((D|B|F|L|A|CH|GB|DK|CZ|PL|H|I|S|SK|NL)\)\s*$")
_SIGNS = {"D": "DE", "B": "BE", "F": "FR", "L": "LU", "A": "AT", "H": "HU", "I": "IT", "S": "SE"}
_NAMES = {"Belgium": "BE", "Germany": "DE", "France": "FR", "Luxembourg": "LU"}


def home_country(timezone: str, asked: str | None = None) -> str:
    """Return the country of a feed: the one asked for, else that of its timezone, else ``ZZ``."""
    return (asked or ZONES.get(timezone, UNKNOWN)).strip().upper()


def countries(names: list[str], lat: Floats, lon: Floats, home: str) -> list[str]:
    """Return the country of every station; NaN where there is no position.

    In the Netherlands, and of a Dutch feed also around them, by the outlines of the shipped network (good to about a
    kilometre); elsewhere as the name says, ``(D)``, or else the country of the feed where it can be that.
    """
    signs = [_SIGN.search(name) for name in names]
    south, west, north, east = COUNTRY_BOX.get(home, (-90.0, -180.0, 90.0, 180.0))
    abroad = ((lat < south) | (lat > north) | (lon < west) | (lon > east)).tolist()
    out = [
        _SIGNS.get(sign[1], sign[1]) if sign else UNKNOWN if far else home
        for sign, far in zip(signs, abroad, strict=True)
    ]
    land, neighbours = _outlines()
    dutch = _inside(lon, lat, land)
    for i in np.flatnonzero(dutch).tolist():
        out[i] = DUTCH
    for code, edges in neighbours if home == DUTCH else ():
        for i in np.flatnonzero(_inside(lon, lat, edges) & ~dutch).tolist():
            out[i] = code
    return out


@cache
def _outlines() -> tuple[Floats, tuple[tuple[str, Floats], ...]]:
    """Return the edges of the Dutch land, and of each neighbour; (n, 4): longitude, latitude from and to."""
    from bereikbaar.read.network import shipped_networks
    from bereikbaar.read.package import read_json

    folder = shipped_networks().get("nl-2026")
    if folder is None:
        return np.zeros((0, 4)), ()
    land = [e for f in read_json(folder / "land.geojson")["features"] for e in _edges(f["geometry"])]
    neighbours = []
    for feature in read_json(folder / "neighbours.geojson")["features"]:
        code = _NAMES.get(feature["properties"].get("country", ""))
        if code:
            neighbours.append((code, np.array(list(_edges(feature["geometry"])))))
    return np.array(land), tuple(neighbours)


def _edges(geometry: dict[str, Any]) -> list[tuple[float, float, float, float]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [(*a, *b) for rings in polygons for ring in rings for a, b in pairwise(ring)]


def _inside(x: Floats, y: Floats, edges: Floats) -> NDArray[np.bool_]:
    """Return which points lie inside an area: an odd number of its edges is to the east of them."""
    out = np.zeros(len(x), dtype=np.bool_)
    if not len(edges):
        return out
    x1, y1, x2, y2 = edges.T
    for i in np.flatnonzero(np.isfinite(x) & np.isfinite(y)):
        across = (y1 > y[i]) != (y2 > y[i])
        at = x1[across] + (y[i] - y1[across]) / (y2[across] - y1[across]) * (x2[across] - x1[across])
        out[i] = np.count_nonzero(at > x[i]) % 2 == 1
    return out

"""Places made for one network, used with another: its centres get the stations of that one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from bereikbaar.access.model import Places
from bereikbaar.errors import InputError, Problem
from bereikbaar.network.geometry import crow_km
from bereikbaar.network.matching import match_stations
from bereikbaar.network.model import Network, Station

#: A network of which every station is farther than this from every town is of another country, km.
_ELSEWHERE_KM = 50.0
#: A station this far from every town is in no province, km.
_PROVINCE_KM = 10.0
#: Countries of stations at home; a timetable may not say.
_HOME = ("NL", "")


class ElsewhereError(InputError):
    """A network that is nowhere near the places."""


def fitted_places(at: Places, home: Mapping[str, Station], net: Network) -> Places:
    """Return places made for a network with the stations ``home``, with centres that name the stations of ``net``.

    A station of a centre that ``net`` does not have is left out: its code may mean another place there.
    """
    if all(net.stations.get(code) == station for code, station in home.items()):
        return at
    mine = match_stations(net.stations, home).by_theirs
    centres = tuple(replace(c, stations=tuple(mine[s] for s in c.stations if s in mine)) for c in at.centres)
    return replace(at, centres=centres)


def with_provinces(net: Network, at: Places) -> Network:
    """Return the network with the province of the nearest town for stations at home that have none.

    A timetable knows no provinces; a station farther than 10 km from every town is left without one.
    """
    without = [s for s in net.stations.values() if not s.province and s.country in _HOME]
    if not without or not len(at.towns.id):
        return net
    found = {}
    for s in without:
        across = (at.towns.lon - s.lon) * math.cos(math.radians(s.lat))
        near = int(np.argmin(np.hypot(across, at.towns.lat - s.lat)))
        if crow_km(s.lat, s.lon, float(at.towns.lat[near]), float(at.towns.lon[near])) <= _PROVINCE_KM:
            found[s.code] = replace(s, province=at.towns.province[near])
    return replace(net, stations=MappingProxyType({**net.stations, **found}))


def refuse_elsewhere(at: Places, net: Network) -> None:
    """Raise ElsewhereError when no station of a network is near any town of the places: nothing could be measured."""
    towns = list(zip(at.towns.lat.tolist(), at.towns.lon.tolist(), strict=True))
    for s in net.stations.values():
        if any(abs(lat - s.lat) < 1.0 and crow_km(lat, lon, s.lat, s.lon) <= _ELSEWHERE_KM for lat, lon in towns):
            return
    raise ElsewhereError(
        Problem(
            f"no station of {net.name!r} is within {_ELSEWHERE_KM:.0f} km of a town of the places, so a run has "
            "nothing to measure; 'bereikbaar time' works between its stations",
            field="--network",
        )
    )

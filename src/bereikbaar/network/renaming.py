"""A network with other station codes: to lay two networks of different makers on top of each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from bereikbaar.network.model import Network, Pattern, Section, Service
from bereikbaar.network.trips import Trips


def renamed(net: Network, codes: Mapping[str, str]) -> Network:
    """Return the network with other codes for some stations (old -> new); all else stays as it is.

    Raises ValueError when two stations would get the same code.
    """
    new = {code: codes.get(code, code) for code in net.stations}
    if len(set(new.values())) < len(new):
        raise ValueError("two stations would get the same code")
    if all(old == code for old, code in new.items()):
        return net

    def section(one: Section) -> Section:
        return replace(one, a=new.get(one.a, one.a), b=new.get(one.b, one.b))

    sections = {s.key: s for s in map(section, net.sections.values())}
    stations = {new[code]: replace(s, code=new[code]) for code, s in net.stations.items()}
    return replace(
        net,
        stations=MappingProxyType(dict(sorted(stations.items()))),
        services=MappingProxyType({id_: _service(s, new) for id_, s in net.services.items()}),
        sections=MappingProxyType(sections),
        leg_paths=MappingProxyType(
            {(new[a], new[b]): tuple(new[c] for c in path) for (a, b), path in net.leg_paths.items()}
        ),
        feeders=tuple(replace(f, station=new.get(f.station, f.station)) for f in net.feeders),
        bus_stations=None if net.bus_stations is None else frozenset(new.get(c, c) for c in net.bus_stations),
        change_min=MappingProxyType({new[code]: minutes for code, minutes in net.change_min.items()}),
        connections=tuple(replace(c, station=new.get(c.station, c.station)) for c in net.connections),
        trips=_trips(net.trips, new) if net.trips is not None else None,
    )


def _service(service: Service, new: Mapping[str, str]) -> Service:
    return replace(service, patterns=tuple(_pattern(p, new) for p in service.patterns))


def _pattern(pattern: Pattern, new: Mapping[str, str]) -> Pattern:
    return replace(pattern, stations=tuple(new.get(c, c) for c in pattern.stations))


def _trips(trips: Trips, new: Mapping[str, str]) -> Trips:
    """Return the trips with the new codes in their order; ``stations`` are sorted, so indexes of stations move."""
    codes = [new.get(c, c) for c in trips.stations]
    stations = tuple(sorted(codes))
    position = {code: k for k, code in enumerate(stations)}
    moved = np.array([position[c] for c in codes], dtype=np.int32)
    walks = trips.walks.copy()
    if len(walks):
        walks[:, :2] = moved[walks[:, :2]]
    return replace(
        trips,
        stations=stations,
        place_station=moved[trips.place_station],
        walks=walks,
        origins=tuple(_pattern(p, new) for p in trips.origins),
    )

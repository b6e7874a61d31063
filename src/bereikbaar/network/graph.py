"""The network as networkx graphs, and the promise which attributes they have.

Two graphs: what runs in a window (:func:`service_graph`) and the infrastructure (:func:`track_graph`). The tables
below are the promise: name, type, unit and meaning of every attribute. A test holds graphs and docs page to them.
Nodes and edges are added in alphabetical order, so that the order of rows in a file changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any

from bereikbaar.network.model import Network, Section, Station
from bereikbaar.network.track import TrackPaths, running
from bereikbaar.units import MINUTES_PER_HOUR

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Attribute:
    """What a graph promises about one attribute. optional: the value is None where it is not known."""

    name: str
    kind: type
    unit: str
    text: str
    optional: bool = False


GRAPH_ATTRIBUTES = (
    Attribute("network", str, "-", "name of the network"),
    Attribute("title", str, "-", "title of the network"),
    Attribute("version", str, "-", "version of the network"),
    Attribute("hash", str, "-", "content hash of the base network"),
    Attribute("scenario", str, "-", "scenarios applied, joined with +; empty for a base"),
    Attribute("window", str, "-", "part of the week (service graph only; empty in the track graph)"),
    Attribute("crs", str, "-", "coordinate system of lat, lon and geometry: EPSG:4326, longitude first"),
)
STATION_ATTRIBUTES = (
    Attribute("name", str, "-", "name for people"),
    Attribute("lat", float, "degrees", "latitude, WGS84", True),
    Attribute("lon", float, "degrees", "longitude, WGS84", True),
    Attribute("country", str, "-", "country code, such as NL"),
    Attribute("kind", str, "-", "class of the station in the source"),
    Attribute("province", str, "-", "Dutch province; empty abroad"),
    Attribute("intercity", bool, "-", "has the standing of an intercity station"),
    Attribute("change_min", float, "min", "cautious change time by station class"),
    Attribute("passengers", float, "1/day", "travellers getting in and out on a working day, see the source", True),
    Attribute("added_by", str, "-", "scenario that added it; empty in a base"),
)
LEG_ATTRIBUTES = (
    Attribute("service", str, "-", "id of the service"),
    Attribute("direction", str, "-", "outbound or return"),
    Attribute("leg", int, "-", "number of the leg in its direction, from 1"),
    Attribute("series", str, "-", "train series"),
    Attribute("product", str, "-", "product, such as Intercity"),
    Attribute("operator", str, "-", "operator"),
    Attribute("mode", str, "-", "rail, bus, ferry, metro or tram"),
    Attribute("minutes", float, "min", "run time: departure here to arrival at the next stop"),
    Attribute("dwell_min", float, "min", "standing at the next stop before going on; 0 at the last"),
    Attribute("tph", float, "1/h", "trains per hour in the window, in this direction; above 0"),
    Attribute("headway_min", float, "min", "60 / tph"),
    Attribute("km", float, "km", "length along the track; in a straight line where on_track is false", True),
    Attribute("on_track", bool, "-", "the leg has a path along the sections of the track graph"),
    Attribute("added_by", str, "-", "scenario that added the service; empty in a base"),
)
SECTION_ATTRIBUTES = (
    Attribute("a", str, "-", "station at which the geometry begins"),
    Attribute("b", str, "-", "station at which the geometry ends"),
    Attribute("km", float, "km", "length along the track"),
    Attribute("speed_kmh", float, "km/h", "typical line speed", True),
    Attribute("kind", str, "-", "existing, new, reopened or upgraded"),
    Attribute("geometry", tuple, "degrees", "(longitude, latitude) pairs from a to b, WGS84"),
    Attribute("data_source", str, "-", "where the section comes from"),
    Attribute("confidence", str, "-", "confidence mark of the source"),
    Attribute("added_by", str, "-", "scenario that added it; empty in a base"),
)


def service_graph(net: Network, window: str = "offpeak", *, paths: TrackPaths | None = None) -> nx.MultiDiGraph:
    """Return what runs in a window: stations, and one edge per leg of every direction of every service.

    Nodes are the codes of the stations where something calls in the window (the others are in ``net.stations``),
    with STATION_ATTRIBUTES; edges have LEG_ATTRIBUTES and the key ``service:direction:leg``, which stays the same
    in every window. Raises UnknownNameError for an unknown window, or a stop that is not in the network.

    >>> import networkx as nx                                               # doctest: +SKIP
    >>> nx.shortest_path_length(net.graph(), "gn", "zl", weight="minutes")  # doctest: +SKIP
    """
    import networkx as nx

    paths = paths or TrackPaths(net)
    graph = nx.MultiDiGraph(**_about(net, window))
    served = {code for _service, pattern, _tph in running(net, window) for code in pattern.stations}
    _add_stations(graph, net, served)
    for service, pattern, tph in running(net, window):
        last = len(pattern.stations) - 1
        for i, (a, b) in enumerate(pattern.legs(), start=1):
            graph.add_edge(
                a,
                b,
                key=f"{service.id}:{pattern.direction}:{i}",
                service=service.id,
                direction=pattern.direction,
                leg=i,
                series=service.series,
                product=service.product,
                operator=service.operator,
                mode=service.mode,
                minutes=float(pattern.arrive_min[i] - pattern.depart_min[i - 1]),
                dwell_min=float(pattern.depart_min[i] - pattern.arrive_min[i]) if i < last else 0.0,
                tph=float(tph),
                headway_min=MINUTES_PER_HOUR / tph,
                km=_known(paths.km(a, b)),
                on_track=paths.path(a, b) is not None,
                added_by=service.added_by,
            )
    return graph


def track_graph(net: Network) -> nx.Graph:
    """Return the infrastructure: the stations that lie on track, and one edge per section, in both directions.

    Nodes have STATION_ATTRIBUTES, edges SECTION_ATTRIBUTES. ``km`` fits as a weight for shortest paths.
    """
    import networkx as nx

    graph = nx.Graph(**_about(net, ""))
    _add_stations(graph, net, {code for key in net.sections for code in key})
    for (a, b), section in sorted(net.sections.items()):
        graph.add_edge(a, b, **_section_attributes(section))
    return graph


def _about(net: Network, window: str) -> dict[str, str]:
    return {
        "network": net.name,
        "title": net.title,
        "version": net.version,
        "hash": net.hash,
        "scenario": "+".join(net.scenario),
        "window": window,
        "crs": "EPSG:4326",
    }


def _add_stations(graph: Any, net: Network, codes: set[str]) -> None:
    """Add nodes in alphabetical order; an end of track that is no station of the network has no attributes."""
    for code in sorted(codes):
        station = net.stations.get(code)
        graph.add_node(code, **(_station_attributes(station) if station else {}))


def _station_attributes(station: Station) -> dict[str, Any]:
    return {
        "name": station.name,
        "lat": _known(station.lat),
        "lon": _known(station.lon),
        "country": station.country,
        "kind": station.kind,
        "province": station.province,
        "intercity": bool(station.intercity),
        "change_min": float(station.change_min),
        "passengers": None if station.passengers is None else float(station.passengers),
        "added_by": station.added_by,
    }


def _known(number: float) -> float | None:
    """Return a number, or None where it is NaN: a timetable may have stations without a position."""
    return None if isnan(number) else float(number)


def _section_attributes(section: Section) -> dict[str, Any]:
    return {
        "a": section.a,
        "b": section.b,
        "km": float(section.km),
        "speed_kmh": None if section.speed_kmh is None else float(section.speed_kmh),
        "kind": section.kind,
        "geometry": section.line,
        "data_source": section.source,
        "confidence": section.confidence,
        "added_by": section.added_by,
    }

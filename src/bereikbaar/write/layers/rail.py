"""What runs where: the routes of services along the track and the trains on every section, once for all outputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bereikbaar.network.model import Coordinates, Network, Section, Service
from bereikbaar.network.track import TRACK_MODES, TrackPaths, section_loads
from bereikbaar.write.names import window_titles

if TYPE_CHECKING:
    from bereikbaar.results import Case

RouteKey = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Route:
    """One service on one way: a service that a scenario gives another stop list is another route.

    stations : of its first direction. run_min : end to end in that direction. km : along the track.
    tph      : (n_windows,) trains per hour per direction, the larger of the two directions.
    directions : 1 or 2. line : along the track where there is one, else straight.
    """

    service: Service
    stations: tuple[str, ...]
    run_min: float
    km: float
    tph: tuple[float, ...]
    directions: int
    line: Coordinates


@dataclass(frozen=True, slots=True)
class Rail:
    """Routes and track of one network.

    ids   : of the services that run in some window.
    loads : trains per hour on a section in the run's window, both directions.
    """

    ids: frozenset[str]
    routes: Mapping[RouteKey, Route]
    sections: Mapping[tuple[str, str], Section]
    loads: Mapping[tuple[str, str], float]


def rail_of(case: Case, window: str, base: Rail | None = None) -> Rail:
    """Return the routes and section loads of a case; services that never run are left out.

    base : of the base network; a service that a scenario leaves as it is keeps its drawing.
    """
    net = case.network
    paths = TrackPaths(net)
    known = {r.service.id: r for r in base.routes.values()} if base else {}
    routes = {}
    for id_, service in sorted(net.services.items()):
        if any(t > 0 for p in service.patterns for t in p.tph):
            before = known.get(id_)
            route = before if before and before.service == service else _route(net, service, paths)
            routes[(id_, route.stations)] = route
    loads = {key: there + back for key, (there, back) in section_loads(net, window, paths=paths).items()}
    return Rail(frozenset(id_ for id_, _stations in routes), routes, net.sections, loads)


def _route(net: Network, service: Service, paths: TrackPaths) -> Route:
    first = min(service.patterns, key=lambda p: p.direction != "outbound")
    stops = tuple((net.stations[c].lon, net.stations[c].lat) for c in first.stations)
    return Route(
        service=service,
        stations=first.stations,
        run_min=first.arrive_min[-1],
        km=paths.service_km(first),
        tph=tuple(max(values) for values in zip(*(p.tph for p in service.patterns), strict=True)),
        directions=len({p.direction for p in service.patterns}),
        line=paths.service_line(first) if service.mode in TRACK_MODES else stops,
    )


def window_title(what: tuple[str, str], window: str) -> tuple[str, str]:
    """Return a title with the window in words; its plain name for windows that only this network has."""
    nl, en = window_titles(window)
    return (f"{what[0]}, {nl}", f"{what[1]}, {en}")

"""The way of trains along the track, as shapes of a feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

from bereikbaar.network.geometry import join_lines
from bereikbaar.network.model import Coordinates, Network
from bereikbaar.network.track import TrackPaths
from bereikbaar.write.gtfs.model import Plan, Run

#: Decimals of degrees: a tenth of a metre.
_DECIMALS = 6
_RAIL = 2


@dataclass(frozen=True, slots=True)
class Shapes:
    """by_places : the places of a train in calling order -> shape id. lines : (longitude, latitude) by shape id."""

    by_places: dict[tuple[str, ...], str]
    lines: dict[str, Coordinates]

    def of(self, run: Run) -> str:
        """Return the shape id of a run; empty when no part of its way is known."""
        return self.by_places.get(run.calls.places, "")

    def rows(self) -> list[tuple[str | int, ...]]:
        """Return the rows of shapes.txt: id, latitude, longitude, number."""
        return [
            (shape, f"{lat:.{_DECIMALS}f}", f"{lon:.{_DECIMALS}f}", i)
            for shape, line in self.lines.items()
            for i, (lon, lat) in enumerate(line, 1)
        ]


def make_shapes(net: Network, plan: Plan) -> Shapes:
    """Return a shape for every list of stations that trains call at in this order.

    Legs without track are drawn straight; a train of which no leg is on the track has no shape.
    """
    paths = TrackPaths(net)
    by_stations: dict[tuple[str, ...], str] = {}
    by_places: dict[tuple[str, ...], str] = {}
    lines: dict[str, Coordinates] = {}
    for run in plan.runs:
        if run.route_type != _RAIL or run.calls.places in by_places:
            continue
        stations = tuple(plan.places[p] for p in run.calls.places)
        if stations not in by_stations:
            line = _line(paths, stations)
            by_stations[stations] = _new_id(run, lines) if len(line) > 1 else ""
            if len(line) > 1:
                lines[by_stations[stations]] = line
        by_places[run.calls.places] = by_stations[stations]
    return Shapes(by_places, lines)


def _line(paths: TrackPaths, stations: Sequence[str]) -> Coordinates:
    """Return the way along some stations, rounded, without a point that repeats the one before it.

    A station without a position is passed over.
    """
    legs = list(pairwise(stations))
    if all(paths.path(a, b) is None for a, b in legs):
        return ()
    whole = join_lines(paths.line(a, b) for a, b in legs)
    drawn = [(round(x, _DECIMALS), round(y, _DECIMALS)) for x, y in whole if isfinite(x) and isfinite(y)]
    return join_lines([tuple(drawn)])


def _new_id(run: Run, taken: dict[str, Coordinates]) -> str:
    wanted = f"{run.service}-{run.direction}"
    name, n = wanted, 2
    while name in taken:
        name, n = f"{wanted}.{n}", n + 1
    return name

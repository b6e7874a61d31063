"""Ways over water: bridges, tunnels, dams and ferries, and what a way by one of them takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Crossing, Floats
from bereikbaar.access.points import Points, crow_km, points
from bereikbaar.settings import Settings
from bereikbaar.units import MINUTES_PER_HOUR


@dataclass(frozen=True, slots=True)
class Mode:
    """A way of moving over the street.

    name : as in the ``modes`` of a crossing. kmh, detour : speed, and way along the street per crow-fly km.
    limit_min : longest time on the move (waiting for and sailing on a ferry not counted), min.
    fixed_min : minutes that every way takes besides. chains : may use several crossings one after the other.
    """

    name: str
    kmh: float
    detour: float
    limit_min: float = float("inf")
    fixed_min: float = 0.0
    chains: bool = False

    @property
    def min_per_km(self) -> float:
        """Minutes per crow-fly km."""
        return self.detour * MINUTES_PER_HOUR / self.kmh

    @property
    def reach_km(self) -> float:
        """Crow-fly km within the limit."""
        return (self.limit_min - self.fixed_min) / self.min_per_km


def own_modes(settings: Settings, walk_limit_min: float, ride_limit_min: float) -> dict[str, Mode]:
    """Return walking and the bicycle or e-bike of the settings with these limits, by the name of the leg's kind."""
    ride = "ebike" if settings.ebike else "bicycle"
    kmh = settings.ebike_kmh if settings.ebike else settings.bicycle_kmh
    return {
        "walk": Mode("walk", settings.walk_kmh, settings.detour, walk_limit_min),
        ride: Mode("bicycle", kmh, settings.detour, ride_limit_min),
    }


def bus_mode(settings: Settings) -> Mode:
    """Return the assumed bus or tram."""
    return Mode(
        "bus", settings.assumed_kmh, settings.assumed_detour, fixed_min=settings.assumed_fixed_min, chains=True
    )


@dataclass(frozen=True, slots=True)
class Passages:
    """Ways from one end of a crossing to another, for one mode. All arrays are (n_passages,).

    into, out_of : indexes of crossing ends (see :func:`ends`). move_min : minutes on the move. rest_min : minutes
    waiting and on board, which no limit of the mode counts. per_hour : how often one can set out; inf: at any time.
    """

    into: NDArray[np.int32]
    out_of: NDArray[np.int32]
    move_min: Floats
    rest_min: Floats
    per_hour: Floats


def ends(crossings: Sequence[Crossing]) -> Points:
    """Return both ends of all crossings: crossing k has the ends 2k and 2k + 1."""
    return points(
        [lat for c in crossings for lat in (c.a_lat, c.b_lat)],
        [lon for c in crossings for lon in (c.a_lon, c.b_lon)],
    )


def passages(crossings: Sequence[Crossing], mode: Mode, link_km: Floats) -> Passages:
    """Return the ways over water that a mode may use.

    link_km : (n_ends, n_ends) crow-fly km between ends where the line is dry, else inf; used by modes that chain.
    A bridge, tunnel or dam is passed at the speed of the mode along its straight line, and takes ``minutes`` at
    least; a ferry takes ``minutes``. Where there are departures per hour, half a headway is waited.
    """
    km = _lengths(crossings)
    direct = []
    for k, crossing in enumerate(crossings):
        if mode.name not in crossing.modes:
            continue
        move = 0.0 if crossing.kind == "ferry" else km[k] * MINUTES_PER_HOUR / mode.kmh
        rest = max(0.0, crossing.minutes - move)
        if crossing.per_hour:
            rest += 0.5 * MINUTES_PER_HOUR / crossing.per_hour
        per_hour = crossing.per_hour or float("inf")
        direct += [(2 * k, 2 * k + 1, move, rest, per_hour), (2 * k + 1, 2 * k, move, rest, per_hour)]
    if mode.chains:
        direct = _chained(direct, link_km, mode)
    table = np.array(direct, dtype=np.float64).reshape(-1, 5)
    return Passages(
        into=table[:, 0].astype(np.int32),
        out_of=table[:, 1].astype(np.int32),
        move_min=np.ascontiguousarray(table[:, 2]),
        rest_min=np.ascontiguousarray(table[:, 3]),
        per_hour=np.ascontiguousarray(table[:, 4]),
    )


def _lengths(crossings: Sequence[Crossing]) -> Floats:
    both = ends(crossings)
    a, b = both.at(np.arange(0, len(both), 2)), both.at(np.arange(1, len(both), 2))
    return crow_km(a.lat, a.lon, b.lat, b.lon)


def _chained(
    direct: list[tuple[int, int, float, float, float]], link_km: Floats, mode: Mode
) -> list[tuple[int, int, float, float, float]]:
    """Return the quickest way between every two ends over crossings with dry links between (Floyd and Warshall).

    From an end to itself is one of them: a road along the shore may bend there. How often a ferry among them sails is
    in the minutes only.
    """
    used = sorted({d[0] for d in direct})
    place = {end: n for n, end in enumerate(used)}
    minutes = link_km[np.ix_(used, used)] * mode.min_per_km
    np.fill_diagonal(minutes, 0.0)
    for into, out_of, move, rest, _ in direct:
        minutes[place[into], place[out_of]] = min(minutes[place[into], place[out_of]], move + rest)
    for middle in range(len(used)):
        np.minimum(minutes, minutes[:, middle : middle + 1] + minutes[middle : middle + 1, :], out=minutes)
    return [
        (used[i], used[j], float(minutes[i, j]), 0.0, float("inf"))
        for i in range(len(used))
        for j in range(len(used))
        if np.isfinite(minutes[i, j])
    ]

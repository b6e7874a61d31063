"""Buses, trams and ferries between towns and stations: the known ones, and the assumed one where none is known."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.assumed import assumed_ways
from bereikbaar.access.cache import fingerprint, in_common
from bereikbaar.access.model import Floats, Places
from bereikbaar.access.stations import Stations, lines_key
from bereikbaar.access.ways import Ground, StationLines, bus_minutes
from bereikbaar.network.model import Feeder, Network
from bereikbaar.settings import Settings


class Rides(NamedTuple):
    """Rides between points and stations in a vehicle that is waited for. All arrays are (n_rides,).

    point, station : indexes. run_min : minutes in the vehicle. per_hour : departures per hour.
    assumed : an assumed bus or tram, not a known line. assumed_frequency : the frequency was not seen or is assumed.
    """

    point: NDArray[np.int32]
    station: NDArray[np.int32]
    run_min: Floats
    per_hour: Floats
    assumed: NDArray[np.bool_]
    assumed_frequency: NDArray[np.bool_]


def assumed_per_hour(net: Network, window: str, settings: Settings) -> float:
    """Return how often the assumed bus runs in a window, per hour."""
    group = net.windows[net.window_index(window)].group
    return settings.assumed_tph_day if group == "day" else settings.assumed_tph_evening


def feeder_rides(net: Network, places: Places, here: Ground, to: Stations, window: str, settings: Settings) -> Rides:
    """Return the rides of the known lines: each serves all points of its town, and none in a window with 0 per hour.

    Where the frequency was not seen, that of the assumed bus is taken, and marked.
    """
    position, otherwise = net.window_index(window), assumed_per_hour(net, window, settings)
    town_idx, station_idx = {town: n for n, town in enumerate(places.towns.id)}, to.index
    by_town = np.argsort(here.places_at.town_idx, kind="stable").astype(np.int32)
    towns = here.places_at.town_idx[by_town]
    lines, points = [], []
    for feeder in sorted(net.feeders, key=_order):
        seen = feeder.tph[position]
        per_hour = otherwise if seen is None else seen
        if per_hour <= 0 or feeder.station not in station_idx or feeder.town_id not in town_idx:
            continue
        lines.append((station_idx[feeder.station], feeder.run_min, per_hour, seen is None))
        points.append(by_town[slice(*np.searchsorted(towns, town_idx[feeder.town_id] + np.array([0, 1])))])
    columns = list(zip(*lines, strict=True)) or [(), (), (), ()]
    of = np.repeat(np.arange(len(lines)), [len(some) for some in points])
    return Rides(
        point=np.concatenate([by_town[:0], *points]),
        station=np.array(columns[0], dtype=np.int32)[of],
        run_min=np.array(columns[1], dtype=np.float64)[of],
        per_hour=np.array(columns[2], dtype=np.float64)[of],
        assumed=np.zeros(len(of), dtype=bool),
        assumed_frequency=np.array(columns[3], dtype=bool)[of],
    )


def assumed_rides(
    net: Network, places: Places, here: Ground, to: Stations, lines: StationLines, window: str, settings: Settings
) -> Rides:
    """Return the rides of the assumed bus: for every point of a town that no line of the base network serves.

    A line that a scenario adds comes besides it and never takes it away.
    """
    which = (here.crossings_key, settings, to.served, to.served_before, to.intercity)
    point, station, minutes = in_common(
        "assumed", fingerprint(lines_key(here, to), *which),
        lambda: assumed_ways(here, to, lines, bus_minutes(here, lines)),
    )  # fmt: skip
    served = {feeder.town_id for feeder in net.feeders if not feeder.added_by}
    has_line = np.array([town in served for town in places.towns.id] + [False])  # the last one: no town at all
    kept = ~has_line[here.places_at.town_idx[point]]
    n = int(kept.sum())
    return Rides(
        point=point[kept],
        station=station[kept],
        run_min=minutes[kept],
        per_hour=np.full(n, assumed_per_hour(net, window, settings)),
        assumed=np.ones(n, dtype=bool),
        assumed_frequency=np.ones(n, dtype=bool),
    )


def joined(parts: list[Rides]) -> Rides:
    """Return all rides in one table."""
    return Rides(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _order(feeder: Feeder) -> tuple[str, str, float, str]:
    return (feeder.town_id, feeder.station, feeder.run_min, feeder.line)

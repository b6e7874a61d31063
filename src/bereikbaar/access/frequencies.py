"""Trains per hour: per station, and at the best station of a town."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.cache import made_of
from bereikbaar.access.kinds import KINDS, OWN_KINDS
from bereikbaar.access.legs import Legs
from bereikbaar.access.model import Floats
from bereikbaar.network.model import Network
from bereikbaar.settings import Settings

if TYPE_CHECKING:
    import polars as pl

#: By kind, whether nobody else is needed for it.
_OWN = np.array([kind in OWN_KINDS for kind in KINDS])


def station_departures(net: Network) -> Floats:
    """Return the departures per hour in all directions together, (n_windows, n_stations), stations sorted by code.

    Made once for all windows; not to be written to.
    """
    return made_of("departures", net, None, lambda: _station_departures(net))


def _station_departures(net: Network) -> Floats:
    index = {code: n for n, code in enumerate(sorted(net.stations))}
    patterns = [pattern for name in sorted(net.services) for pattern in net.services[name].patterns]
    calls = [(p, index[code], k) for p, one in enumerate(patterns) for k, code in enumerate(one.stations[:-1])]
    table = np.array([(p, s) for p, s, k in calls if patterns[p].boards(k)], dtype=np.int64).reshape(-1, 2)
    pattern, station = table.T
    per_hour = np.array([one.tph for one in patterns], dtype=np.float64).reshape(len(patterns), len(net.windows))
    counted = [np.bincount(station, weights=tph[pattern], minlength=len(index)) for tph in per_hour.T]
    out = np.array(counted, dtype=np.float64).reshape(len(net.windows), len(index))
    out.setflags(write=False)
    return out


def best_station_departures(access: Legs, departures: Floats) -> Floats:
    """Return the departures per hour at the busiest station in reach of own legs, (n_windows, n_zones).

    0: no station. departures : (n_windows, n_stations) per hour. A ferry on the way there counts as often as it
    sails at most.
    """
    n_zones = len(access.start) - 1
    out = np.zeros((len(departures), n_zones))
    own = np.flatnonzero(_OWN[access.kind])
    zone = np.repeat(np.arange(n_zones), np.diff(access.start))[own]  # ascending
    first = np.flatnonzero(np.diff(zone, prepend=-1))
    if len(first):
        station, at_most, zones = access.station[own], access.per_hour[own], zone[first]
        for row, per_hour in zip(out, departures, strict=True):
            busiest = np.maximum.reduceat(np.minimum(per_hour[station], at_most), first)
            row[zones] = np.maximum(busiest, 0.0)
    return out


def reached_directly(net: Network, window: str) -> NDArray[np.int64]:
    """Return how many other stations each station reaches without changing, (n_stations,) sorted by code."""
    position = net.window_index(window)
    direct: dict[str, set[str]] = {code: set() for code in net.stations}
    for service in net.services.values():
        for pattern in service.patterns:
            if pattern.tph[position] > 0:
                left: set[str] = set()  # where one can get out further on
                for k in reversed(range(len(pattern.stations))):
                    if pattern.boards(k):
                        direct[pattern.stations[k]] |= left
                    if pattern.alights(k):
                        left.add(pattern.stations[k])
    return np.array([len(direct[code] - {code}) for code in sorted(direct)], dtype=np.int64)


def measure_stations(net: Network, settings: Settings, window: str = "offpeak") -> pl.DataFrame:
    """Return one row per station, sorted by code.

    Columns: code, name, country, province, lat, lon, tph_<window> for every window of the network (departures per
    hour, all directions together), direct (stations reached without changing in ``window``), added_by.
    """
    import polars as pl

    del settings  # the same signature as the other measures; nothing of it is a matter of judgement
    here = [net.stations[code] for code in sorted(net.stations)]
    departures = station_departures(net)
    return pl.DataFrame(
        {
            "code": pl.Series([s.code for s in here], dtype=pl.String),
            "name": pl.Series([s.name for s in here], dtype=pl.String),
            "country": pl.Series([s.country for s in here], dtype=pl.String),
            "province": pl.Series([s.province or None for s in here], dtype=pl.String),
            "lat": pl.Series([s.lat for s in here], dtype=pl.Float64),
            "lon": pl.Series([s.lon for s in here], dtype=pl.Float64),
            **{f"tph_{w.name}": pl.Series(departures[k], dtype=pl.Float64) for k, w in enumerate(net.windows)},
            "direct": pl.Series(reached_directly(net, window), dtype=pl.Int64),
            "added_by": pl.Series([s.added_by or None for s in here], dtype=pl.String),
        }
    )

"""The stations as destinations of a way: where they are, which have trains, and the lines to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.cache import fingerprint, in_common, made_of
from bereikbaar.access.model import Floats
from bereikbaar.access.points import Points, points
from bereikbaar.access.ways import Ground, Lines, StationLines, lines_radius, own_radius, station_lines
from bereikbaar.network.buses import bus_stations, with_trains
from bereikbaar.network.model import Network
from bereikbaar.settings import Settings

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Stations:
    """All stations of a network, sorted by code: the order of TravelTimes.stations. All arrays are (n_stations,).

    base          : not added by a scenario. served_before : had a train in some window before any scenario. served :
                    had one then or has one now. rental : has rental bicycles. extra_min : added to every way to and
                    from it.
    """

    codes: tuple[str, ...]
    at: Points
    base: Flags
    served_before: Flags
    served: Flags
    intercity: Flags
    rental: Flags
    extra_min: Floats
    change_min: Floats

    @property
    def index(self) -> dict[str, int]:
        """Code -> position."""
        return {code: n for n, code in enumerate(self.codes)}


def stations(net: Network, settings: Settings) -> Stations:
    """Return the stations of a network, made once for all windows."""
    return made_of("stations", net, settings, lambda: _stations(net, settings))


def _stations(net: Network, settings: Settings) -> Stations:
    codes = tuple(sorted(net.stations))
    here = [net.stations[code] for code in codes]
    before = bus_stations(net)
    served = before | with_trains(net)
    usual = [s.intercity or settings.rental_everywhere for s in here]
    rental = [had if s.rental_bicycle is None else s.rental_bicycle for s, had in zip(here, usual, strict=True)]
    return Stations(
        codes=codes,
        at=points([s.lat for s in here], [s.lon for s in here]),
        base=np.array([not s.added_by for s in here], dtype=bool),
        served_before=np.array([code in before for code in codes], dtype=bool),
        served=np.array([code in served for code in codes], dtype=bool),
        intercity=np.array([s.intercity for s in here], dtype=bool),
        rental=np.array(rental, dtype=bool),
        extra_min=np.array([s.access_extra_min for s in here], dtype=np.float64),
        change_min=np.array([_change_min(net, code, settings) for code in codes], dtype=np.float64),
    )


def _change_min(net: Network, code: str, settings: Settings) -> float:
    """Return the minutes of a change: the scenario's, else by class or by the one rule of the settings."""
    if code in net.change_min:
        return net.change_min[code]
    return net.stations[code].change_min if settings.cautious_changes else settings.change_min


def lines_key(here: Ground, to: Stations) -> str:
    """Return the hash of all that :func:`lines_to` depends on."""
    radii = (lines_radius(here.settings), own_radius(here.settings))
    return fingerprint(here.key, radii, to.at.lat, to.at.lon, to.base)


def lines_to(here: Ground, to: Stations) -> StationLines:
    """Return the lines from all points of the map to all stations; j is the index of the station.

    The stations of the base are one file in the cache and those that scenarios add another, so that a scenario
    with a new station does not make the whole table again. Windows and cases with the same stations share them.
    """
    return in_common("lines to stations", lines_key(here, to), lambda: _lines_to(here, to))


def _lines_to(here: Ground, to: Stations) -> StationLines:
    batches = [np.flatnonzero(to.base), np.flatnonzero(~to.base)]
    parts = [(batch, station_lines(here, to.at.at(batch))) for batch in batches if len(batch)]
    end_km = np.full((len(here.ends_at), len(to.codes)), np.inf)
    for batch, part in parts:
        end_km[:, batch] = part.end_km
    if not parts:
        none = np.zeros(0, dtype=np.int32)
        return StationLines(Lines(none, none, none.astype(np.float64), none.astype(np.bool_)), end_km)
    i = np.concatenate([part.lines.i for _, part in parts])
    j = np.concatenate([batch[part.lines.j].astype(np.int32) for batch, part in parts])
    km = np.concatenate([part.lines.km for _, part in parts])
    dry = np.concatenate([part.lines.dry for _, part in parts])
    order = np.argsort(i.astype(np.int64) * len(to.codes) + j, kind="stable")
    return StationLines(Lines(i[order], j[order], km[order], dry[order]), end_km)

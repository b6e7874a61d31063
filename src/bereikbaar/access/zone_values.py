"""All measures of the zones in one window, by name: towns and regions are means of these."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.aggregate import RATIOS, drop
from bereikbaar.access.door import DoorTimes
from bereikbaar.access.ends import Ends
from bereikbaar.access.frequencies import best_station_departures, station_departures
from bereikbaar.access.model import Floats, Places
from bereikbaar.access.opportunities import POINTS, Opportunity, opportunities, school_points
from bereikbaar.access.point_values import point_values, points_of
from bereikbaar.access.travel_columns import travel_values
from bereikbaar.access.zone_sums import Summed, sum_values
from bereikbaar.errors import InputError
from bereikbaar.indicators.catalogue import (
    DESTINATIONS,
    MAIN,
    MAIN_PARTS,
    MORE_DESTINATIONS,
    WINDOWS,
    in_order,
)
from bereikbaar.network.model import Network
from bereikbaar.settings import Settings

#: The last departure for home: only of a timetable with dates.
LAST = "last_dep"
#: Destinations that are the nearest of some points: short code -> opportunity; and those of higher education.
_BASIS = ("access_basis", "assumed_pct", "no_answer_pct")
_HOSPITALS, SCHOOLS = {"umc": "umcs", "hos": "hosp"}, ("hbo", "uni")


def zone_values(
    net: Network,
    door: DoorTimes,
    places: Places,
    settings: Settings,
    names: Collection[str],
    *,
    found: Mapping[str, Opportunity] | None = None,
) -> dict[str, NDArray[Any]]:
    """Return measures of all zones in the window of ``door``, each (n_zones,), in the order of the catalogue.

    names : measures of the catalogue (listed or of a family), with or without shares beyond a limit. What a chosen
            one is made of comes with it: the parts of the headline, the trains per hour of a drop.
    NaN = beyond the limit, or not defined; inf = no connection. ``access_basis`` is an index of KINDS, -1 = no way.
    found : the opportunities of the network (``access.opportunities``), after its changes, when they are at hand.
    Raises InputError for a change that cannot be, and for a measure of what the places do not know.
    """
    found = opportunities(net, places, settings) if found is None else found
    ends = Ends(door, places, needed_points(places, settings, found, names))
    return measure_zones(net, ends, places, settings, found, names).values


def measure_zones(
    net: Network,
    ends: Ends,
    places: Places,
    settings: Settings,
    found: Mapping[str, Opportunity],
    names: Collection[str],
    *,
    commuters: bool = False,
) -> Summed:
    """Return the same as :func:`zone_values`, and the minutes between municipalities if commuters are wanted.

    ends : journeys to centres and points, with :func:`needed_points` among them.
    """
    asked = with_parts(names)
    codes = _codes(asked)
    seats = _seats(places, settings, codes)
    summed = sum_values(ends.door, places, settings, found, asked, commuters=commuters)
    every = {
        **(travel_values(ends, places, codes, seats) if codes or set(_BASIS) & set(asked) else {}),
        **_frequency(net, ends.door, asked),
        **_last(net, ends.door, places, settings, asked),
        **summed.values,
        **point_values(ends, places, settings, found, asked),
    }
    if MAIN.name in asked:
        every[MAIN.name] = headline(every)
    return Summed({name: every[name] for name in asked}, summed.commuter_minutes)


def needed_points(
    places: Places, settings: Settings, found: Mapping[str, Opportunity], names: Collection[str]
) -> set[int]:
    """Return the points that the measures need minutes to, indexes of ``egress_points``: the centres and more."""
    asked = with_parts(names)
    seats = _seats(places, settings, _codes(asked)).values()
    return {*range(len(places.centres)), *(p for points in seats for p in points), *points_of(places, found, asked)}


def with_parts(names: Collection[str]) -> tuple[str, ...]:
    """Return names of measures and of those that they are made of, in the order of the catalogue."""
    parts = list(names)
    if MAIN.name in names:
        parts += MAIN_PARTS
    if set(names) & set(RATIOS):
        parts += [f"tph_{w}" for w in ("offpeak", "evening", "saturday", "sunday")]
    return in_order(parts)


def headline(values: dict[str, NDArray[Any]]) -> Floats:
    """Return the mean of the five destinations of the headline; NaN or inf where one of them is."""
    five: Floats = np.sum([values[name] for name in MAIN_PARTS], axis=0) / len(MAIN_PARTS)
    return five


def _codes(asked: Sequence[str]) -> set[str]:
    """Return the destinations of travel times that are asked for."""
    return {word for name in asked for word in name.split("_")[1:2]} & {*DESTINATIONS, *MORE_DESTINATIONS}


def _seats(places: Places, settings: Settings, codes: Collection[str]) -> dict[str, Sequence[int]]:
    """Return the points of the destinations that are the nearest of some points."""
    first = len(places.centres)
    out: dict[str, Sequence[int]] = {
        code: [first + n for n, a in enumerate(places.amenities) if a.kind in POINTS[key]]
        for code, key in _HOSPITALS.items()
        if code in codes
    }
    return out | {code: school_points(places, code, settings).tolist() for code in SCHOOLS if code in codes}


def _last(
    net: Network, door: DoorTimes, places: Places, settings: Settings, asked: Sequence[str]
) -> dict[str, NDArray[Any]]:
    """Return the last departure for home. Raises InputError where only headways or repeating trains are known."""
    if LAST not in asked:
        return {}
    if door.clock is None or net.trips is None:
        raise InputError(f"{LAST}: only a timetable (GTFS) with the clock method knows it")
    from bereikbaar.access.last_departure import last_departures

    return {LAST: last_departures(net, places, settings, door.legs.window)}


def _frequency(net: Network, door: DoorTimes, asked: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Return trains per hour at the best station in every window, and what is left of it later."""
    wanted = [w for w in WINDOWS if f"tph_{w}" in asked]
    if not wanted:
        return {}
    known = [w.name for w in net.windows]
    there = [w for w in wanted if w in known]
    departures = station_departures(net)[[known.index(w) for w in there]]
    best = dict(zip(there, best_station_departures(door.legs.access, departures), strict=True))
    nothing = np.full(len(door.legs.within_min), np.nan)
    out = {f"tph_{w}": best.get(w, nothing) for w in wanted}
    return {**out, **{name: drop(name, out) for name in RATIOS if name in asked}}

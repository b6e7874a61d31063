"""All measures of the zones in one window, by name: towns and regions are means of these."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.aggregate import RATIOS, drop
from bereikbaar.access.door import DoorTimes
from bereikbaar.access.frequencies import best_station_departures, station_departures
from bereikbaar.access.model import Floats, Places
from bereikbaar.access.population import population_of
from bereikbaar.access.reach import reached
from bereikbaar.access.travel_columns import travel_values
from bereikbaar.indicators.catalogue import (
    DESTINATIONS,
    LIMITS_MIN,
    MAIN,
    MAIN_PARTS,
    MORE_DESTINATIONS,
    WINDOWS,
    in_order,
)
from bereikbaar.network.model import Network
from bereikbaar.settings import Settings

#: Kinds of amenities that are destinations of their own, by short code.
_HOSPITALS = {"umc": ("umc",), "hos": ("general", "umc")}


def zone_values(
    net: Network, door: DoorTimes, places: Places, settings: Settings, names: Collection[str]
) -> dict[str, NDArray[Any]]:
    """Return measures of all zones in the window of ``door``, each (n_zones,), in the order of the catalogue.

    names : measures of the catalogue (listed or of a family), with or without shares beyond a limit. What a chosen
            one is made of comes with it: the parts of the headline, the trains per hour of a drop.
    NaN = beyond the limit, or not defined; inf = no connection. ``access_basis`` is an index of KINDS, -1 = no way.
    People and jobs are those after the network's opportunity changes. Raises InputError for a change that cannot be.
    """
    asked = with_parts(names)
    people = population_of(net, places)
    every = {
        **_travel(door, places, asked),
        **_frequency(net, door, asked),
        **_reach(door, places, people, settings, asked),
    }
    if MAIN.name in asked:
        every[MAIN.name] = headline(every)
    return {name: every[name] for name in asked}


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


def _travel(door: DoorTimes, places: Places, asked: Sequence[str]) -> dict[str, NDArray[Any]]:
    codes = {word for name in asked for word in name.split("_")[1:2]} & {*DESTINATIONS, *MORE_DESTINATIONS}
    if not codes and not {"access_basis", "assumed_pct", "no_answer_pct"} & set(asked):
        return {}
    first = len(places.centres)
    seats = {
        code: [first + n for n, a in enumerate(places.amenities) if a.kind in kinds]
        for code, kinds in _HOSPITALS.items()
    }
    return travel_values(door, places, codes, seats)


def _frequency(net: Network, door: DoorTimes, asked: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Return trains per hour at the best station in every window, and what is left of it later."""
    wanted = [w for w in WINDOWS if f"tph_{w}" in asked]
    if not wanted:
        return {}
    departures = station_departures(net)
    there = [w.name for w in net.windows]
    nothing = np.full(len(door.legs.within_min), np.nan)
    out = {
        f"tph_{w}": best_station_departures(door.legs.access, departures[there.index(w)]) if w in there else nothing
        for w in wanted
    }
    return {**out, **{name: drop(name, out) for name in RATIOS if name in asked}}


def _reach(
    door: DoorTimes, places: Places, people: Floats, settings: Settings, asked: Sequence[str]
) -> dict[str, NDArray[Any]]:
    """Return the inhabitants reached within each limit, and the share of other towns that is spoorboekloos."""
    town = places.zones.town_idx
    counts = places.towns.population[town] >= settings.town_population
    weight = np.where(counts, people, 0.0)
    got = reached(door, people, town, weight, LIMITS_MIN)
    out: dict[str, NDArray[Any]] = {f"pop_{t}": got.within[:, n] for n, t in enumerate(LIMITS_MIN)}
    others = weight.sum() - np.bincount(town, weights=weight, minlength=len(places.towns.id))[town]
    with np.errstate(divide="ignore", invalid="ignore"):
        out["spoorboekloos"] = np.where(others > 0, 100.0 * got.frequent / others, np.nan)
    return out

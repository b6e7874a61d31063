"""The travel-time measures of the zones: six per destination, and how people set out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.door import NO_WAY, Journeys
from bereikbaar.access.ends import Ends
from bereikbaar.access.kinds import KINDS
from bereikbaar.access.model import Floats, Places
from bereikbaar.settings import Settings
from bereikbaar.units import SLACK

#: The four large cities: short code of the measures -> id of the centre.
LARGE_CITIES = {"ams": "amsterdam", "rtd": "rotterdam", "dhg": "den-haag", "utr": "utrecht"}
#: The kind of a centre that is the capital of its province.
CAPITAL = "province capital"


def travel_values(
    ends: Ends, places: Places, codes: Collection[str], seats: Mapping[str, Sequence[int]]
) -> dict[str, NDArray[Any]]:
    """Return the travel-time measures of these destinations and how people set out, each (n_zones,).

    codes : of DESTINATIONS and MORE_DESTINATIONS. seats : of the destinations that are the
    nearest of some points, those points (indexes of ``egress_points``).
    """
    centre = {c.id: n for n, c in enumerate(places.centres)}
    n_zones = len(places.zones.code)
    out: dict[str, NDArray[Any]] = {}
    settings = ends.door.settings
    out.update(_basis_values(ends.by_train, [centre[c] for c in LARGE_CITIES.values() if c in centre]))
    by_train = within_limit(ends.by_train, settings)
    aims = {code: np.full(n_zones, centre.get(name, -1)) for code, name in LARGE_CITIES.items()}
    aims["cap"] = _capital_of(places)
    to_centres = {code: aim for code, aim in aims.items() if code in codes}
    if to_centres:
        doors = limited(ends.minutes(range(len(places.centres))), settings)
        for code, aim in to_centres.items():
            out.update(six_values(code, _pick(by_train, aim), _own_column(doors, aim)))
    to_seats = [code for code in seats if code in codes]
    for code, journeys in zip(to_seats, ends.nearest_of_each([seats[code] for code in to_seats]), strict=True):
        near = within_limit(journeys, settings)
        out.update(six_values(code, near, near.expected))
    return out


def within_limit(journeys: Journeys, settings: Settings) -> Journeys:
    """Return the journeys without those beyond the limit of the settings.

    Their expected minutes become NaN ("beyond the limit"), while ``inf`` stays what it is ("no connection").
    """
    return replace(journeys, expected=limited(journeys.expected, settings))


def limited(minutes: Floats, settings: Settings) -> Floats:
    """Return the minutes with NaN where there is a way, but beyond the limit of the settings."""
    beyond = np.isfinite(minutes) & (minutes > settings.limit_min + SLACK)
    return np.where(beyond, np.nan, minutes)


def six_values(code: str, journey: Journeys, door_min: Floats) -> dict[str, Floats]:
    """Return the six measures of one destination from journeys (n_zones,) and minutes to its very door.

    Besides, the shares of the people for whom station and door are beyond the limit (see :func:`within_limit`): of
    a zone 0 or 100. How often one can leave is asked of who rides; on foot or by bicycle one leaves at any time.
    """
    answered = np.isfinite(journey.expected)
    rides = answered & journey.rides
    return {
        f"beyond_{code}_pct": 100.0 * np.isnan(journey.expected),
        f"beyond_{code}_d2d": 100.0 * np.isnan(door_min),
        f"exp_{code}_min": journey.expected,
        f"best_{code}_min": np.where(answered, journey.best, np.nan),
        f"d2d_{code}_min": door_min,
        f"chg_{code}": np.where(answered, journey.changes, np.nan),
        f"dep_{code}_h": np.where(rides, journey.departures, np.nan),
        f"gap_{code}_min": np.where(rides, journey.gap, np.nan),
    }


def _basis_values(by_train: Journeys, cities: list[int]) -> dict[str, NDArray[Any]]:
    """Return how people set out for the nearest of the large cities, whatever the limit (indexes of KINDS)."""
    kind = _pick(by_train, _nearest_of(by_train.expected, cities)).kind
    return {
        "access_basis": kind,
        "assumed_pct": 100.0 * (kind == KINDS.index("assumed")),
        "no_answer_pct": 100.0 * (kind == NO_WAY),
    }


def _nearest_of(minutes: Floats, columns: list[int]) -> NDArray[np.int64]:
    """Return for every zone the column with the fewest minutes; ways beyond the limit (NaN) come last but one."""
    if not columns:
        return np.full(len(minutes), -1, dtype=np.int64)
    ranked = np.where(np.isnan(minutes[:, columns]), np.finfo(np.float64).max, minutes[:, columns])
    nearest: NDArray[np.int64] = np.asarray(columns, dtype=np.int64)[np.argmin(ranked, axis=1)]
    return nearest


def _pick(journeys: Journeys, column: NDArray[np.int64]) -> Journeys:
    """Return the journey of every zone to its own destination, (n_zones,); column -1 is nowhere."""
    rows = np.arange(len(column))
    if journeys.expected.shape[1]:
        picked = journeys.at(rows, np.maximum(column, 0))
    else:
        picked = journeys.each(lambda table: np.zeros(len(column), dtype=table.dtype))
    there = column >= 0
    return replace(
        picked,
        expected=np.where(there, picked.expected, np.inf),
        kind=np.where(there, picked.kind, NO_WAY).astype(np.int8),
        rides=picked.rides & there,
    )


def _own_column(minutes: Floats, column: NDArray[np.int64]) -> Floats:
    """Return the minutes of every zone to its own destination, (n_zones,); column -1 is nowhere."""
    if not minutes.shape[1]:
        return np.full(len(column), np.inf)
    return np.where(column >= 0, minutes[np.arange(len(column)), np.maximum(column, 0)], np.inf)


def _capital_of(places: Places) -> NDArray[np.int64]:
    """Return for every zone the centre that is the capital of its town's province; -1: none."""
    capital = {c.province: n for n, c in enumerate(places.centres) if CAPITAL in c.kinds}
    by_town = np.array([capital.get(province, -1) for province in places.towns.province], dtype=np.int64)
    return by_town[places.zones.town_idx]

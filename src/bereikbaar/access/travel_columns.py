"""The travel-time measures of the towns: six per destination, and how people set out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.door import NO_WAY, DoorTimes, Journeys, to_points, to_stations
from bereikbaar.access.kinds import KINDS
from bereikbaar.access.model import Floats, Places
from bereikbaar.indicators.means import group_means, group_shares
from bereikbaar.settings import Settings
from bereikbaar.units import SLACK

#: The four large cities: short code of the measures -> id of the centre.
LARGE_CITIES = {"ams": "amsterdam", "rtd": "rotterdam", "dhg": "den-haag", "utr": "utrecht"}
#: The kind of a centre that is the capital of its province, and of an amenity that is a university hospital.
CAPITAL, UNIVERSITY_HOSPITAL = "province capital", "umc"


@dataclass(frozen=True, slots=True)
class People:
    """The people of the zones as people of towns: population and town (n_zones,), town an index of n towns."""

    population: Floats
    town: NDArray[np.int64]
    n: int

    def mean(self, values: Floats) -> Floats:
        """Return the mean of every town over its people who have an answer; NaN where nobody has."""
        return group_means(values, self.population, self.town, self.n)[0]

    def share(self, member: NDArray[np.bool_]) -> Floats:
        """Return the share of every town's people, 0 .. 1; NaN where there are none."""
        return group_shares(member, self.population, self.town, self.n)


def travel_columns(door: DoorTimes, places: Places, people: People) -> dict[str, Any]:
    """Return the measures of the six destinations and of how people set out, each (n_towns,)."""
    centre = {c.id: n for n, c in enumerate(places.centres)}
    by_train = to_stations(door, [c.stations for c in places.centres])
    doors, hospitals = _doors(door, places)
    out = _basis_columns(by_train, people, [centre[c] for c in LARGE_CITIES.values() if c in centre])
    by_train = within_limit(by_train, door.settings)
    n_zones = len(people.population)
    aims = {code: np.full(n_zones, centre.get(name, -1)) for code, name in LARGE_CITIES.items()}
    for code, aim in {**aims, "cap": _capital_of(places)}.items():
        out.update(six_columns(code, people, _pick(by_train, aim), _pick(doors, aim).expected))
    hospital = _pick(doors, _nearest_of(doors.expected, hospitals))
    out.update(six_columns("umc", people, hospital, hospital.expected))
    return out


def within_limit(journeys: Journeys, settings: Settings) -> Journeys:
    """Return the journeys without those beyond the limit of the settings.

    Their expected minutes become NaN ("beyond the limit"), while ``inf`` stays what it is ("no connection").
    """
    beyond = np.isfinite(journeys.expected) & (journeys.expected > settings.door_to_door_limit_min + SLACK)
    return replace(journeys, expected=np.where(beyond, np.nan, journeys.expected))


def six_columns(code: str, people: People, journey: Journeys, door_min: Floats) -> dict[str, Floats]:
    """Return the six columns of one destination from journeys (n_zones,) and minutes to its very door.

    Besides, the shares of the people for whom station and door are beyond the limit (see :func:`within_limit`).
    How often one can leave is the mean over the people who ride; on foot or by bicycle one leaves at any time.
    """
    answered = np.isfinite(journey.expected)
    rides = answered & journey.rides
    return {
        f"beyond_{code}_pct": 100.0 * people.share(np.isnan(journey.expected)),
        f"beyond_{code}_d2d": 100.0 * people.share(np.isnan(door_min)),
        f"exp_{code}_min": people.mean(journey.expected),
        f"best_{code}_min": people.mean(np.where(answered, journey.best, np.nan)),
        f"d2d_{code}_min": people.mean(door_min),
        f"chg_{code}": people.mean(np.where(answered, journey.changes, np.nan)),
        f"dep_{code}_h": people.mean(np.where(rides, journey.departures, np.nan)),
        f"gap_{code}_min": people.mean(np.where(rides, journey.gap, np.nan)),
    }


def _basis_columns(by_train: Journeys, people: People, cities: list[int]) -> dict[str, Any]:
    """Return how people set out for the nearest of the large cities, whatever the limit."""
    nearest = _pick(by_train, _nearest_of(by_train.expected, cities))
    shares = np.stack([people.share(nearest.kind == k) for k in range(len(KINDS))])
    most = np.argmax(np.nan_to_num(shares), axis=0)
    any_way = np.nan_to_num(shares).max(axis=0) > 0
    return {
        "access_basis": [KINDS[k] if has else None for k, has in zip(most, any_way, strict=True)],
        "assumed_pct": 100.0 * people.share(nearest.kind == KINDS.index("assumed")),
        "no_answer_pct": 100.0 * people.share(nearest.kind == NO_WAY),
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


def _capital_of(places: Places) -> NDArray[np.int64]:
    """Return for every zone the centre that is the capital of its town's province; -1: none."""
    capital = {c.province: n for n, c in enumerate(places.centres) if CAPITAL in c.kinds}
    by_town = np.array([capital.get(province, -1) for province in places.towns.province], dtype=np.int64)
    return by_town[places.zones.town_idx]


def _doors(door: DoorTimes, places: Places) -> tuple[Journeys, list[int]]:
    """Return the journeys to the doors of all centres and then of the university hospitals, and which those are."""
    first = len(places.centres)
    hospitals = [first + n for n, a in enumerate(places.amenities) if a.kind == UNIVERSITY_HOSPITAL]
    journeys = within_limit(to_points(door, [*range(first), *hospitals]), door.settings)
    return journeys, list(range(first, first + len(hospitals)))

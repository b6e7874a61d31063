"""The measures of a run: per town, per town and centre, per station."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.aggregate import Groups, Values, group_values, measured, numbers, table_means, whole
from bereikbaar.access.door import DoorTimes, Journeys, door_to_door
from bereikbaar.access.ends import Ends
from bereikbaar.access.frequencies import measure_stations
from bereikbaar.access.legs import access_legs
from bereikbaar.access.model import Centre, Floats, Places
from bereikbaar.access.population import population_of
from bereikbaar.access.travel_columns import six_values, within_limit
from bereikbaar.access.ways import Progress
from bereikbaar.access.zone_values import zone_values
from bereikbaar.indicators.catalogue import MAIN, TOWN_INDICATORS, in_order, limits_of
from bereikbaar.network.model import Network
from bereikbaar.routing.travel_times import TravelTimes
from bereikbaar.settings import Settings

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.clock.profiles import Profiles

__all__ = ["measure_door", "measure_pairs", "measure_stations", "measure_towns", "shown"]

#: Towns of this size and more are in the table of pairs, inhabitants.
PAIRS_POPULATION = 20_000
#: Measures of one destination -> columns of the table of pairs.
_PAIR_COLUMNS = {
    "exp_x_min": "expected_min",
    "best_x_min": "best_min",
    "chg_x": "changes",
    "dep_x_h": "departures_per_hour",
    "gap_x_min": "longest_gap_min",
}
#: Likewise, with a limit from door to door.
_PAIR_LIMIT = {"beyond_x_pct": "beyond_pct"}


def measure_door(
    net: Network,
    times: Mapping[str, TravelTimes],
    places: Places,
    settings: Settings,
    window: str,
    progress: Progress | None = None,
    *,
    homeward: bool = False,
    profiles: Profiles | None = None,
) -> DoorTimes:
    """Return door to door in a window, to be handed to the measures so that it is made once.

    profiles : by the clock: the useful departures of that window, for the best way at every moment of leaving home.
    homeward : of the way back, from activities to homes: see :func:`bereikbaar.access.legs.access_legs`.
    """
    legs = access_legs(net, places, window, settings, progress, homeward=homeward)
    return door_to_door(times[window], legs, settings, profiles)


def measure_towns(
    net: Network,
    times: Mapping[str, TravelTimes],
    places: Places,
    settings: Settings,
    window: str,
    *,
    door: DoorTimes | None = None,
    progress: Progress | None = None,
    names: Collection[str] = (),
    values: Values | None = None,
) -> pl.DataFrame:
    """Return one row per town of ``settings.town_population`` inhabitants and more, sorted by town_id.

    Columns: town_id, name, municipality, province, corop, lat, lon, population and then those of :func:`shown`:
    indicators.catalogue.TOWN_INDICATORS and the measures in ``names``. Null: no connection, or beyond the limit where
    the share of the people beyond it (``beyond_<to>_pct``) is above 0.
    values : of the zones, as of ``zone_values`` with all of these, when they are at hand.
    Which towns are reported follows from the inhabitants of ``places``; people are counted after the network's
    opportunity changes.
    Raises UnknownNameError for the window, InputError for an opportunity change that cannot be.
    """
    columns = [name for name in shown(settings, names) if name != MAIN.name]
    if values is None:
        door = door or measure_door(net, times, places, settings, window, progress)
        values = zone_values(net, door, places, settings, columns)
    people = Groups(places.zones.town_idx, len(places.towns.id), population_of(net, places))
    found = group_values(values, columns, people)
    reported = _of_size(places, settings.town_population)
    return _frame(places, people, reported, measured(found, columns, reported))


def shown(settings: Settings, names: Collection[str] = ()) -> tuple[str, ...]:
    """Return the measures of a run in their order: those that every town has, the chosen ones, those of a limit."""
    every = [*(i.name for i in TOWN_INDICATORS), *(n for n in in_order(names) if n != MAIN.name)]
    if settings.has_limit:
        every += [i.name for i in limits_of(names)]
    return tuple(dict.fromkeys(every))


def measure_pairs(
    net: Network,
    times: Mapping[str, TravelTimes],
    places: Places,
    settings: Settings,
    window: str,
    *,
    door: DoorTimes | None = None,
    progress: Progress | None = None,
    ends: Ends | None = None,
) -> pl.DataFrame:
    """Return one row per town of 20,000 inhabitants and more and centre, sorted by town_id and centre_id.

    Columns: town_id, town, centre_id, centre, expected_min, best_min, changes, departures_per_hour, longest_gap_min,
    all from the door to the best station of the centre; null as in :func:`measure_towns`. With a limit from door to
    door also beyond_pct, the share of the people beyond it.
    """
    import polars as pl

    if ends is None:
        ends = Ends(door or measure_door(net, times, places, settings, window, progress), places)
    people, towns = population_of(net, places), _of_size(places, PAIRS_POPULATION)
    columns = {**_PAIR_COLUMNS, **(_PAIR_LIMIT if settings.has_limit else {})}
    journeys = within_limit(ends.by_train, settings)
    rows = np.arange(len(people))
    parts = [
        _pairs_of_centre(places, people, towns, centre, journeys.at(rows, np.full(len(rows), n)), columns)
        for n, centre in enumerate(places.centres)
    ]
    if not parts:
        text = ("town_id", "town", "centre_id", "centre")
        return pl.DataFrame(schema={**dict.fromkeys(text, pl.String), **dict.fromkeys(columns.values(), pl.Float64)})
    return pl.concat(parts).sort("town_id", "centre_id")


def _pairs_of_centre(
    places: Places,
    people: Floats,
    towns: NDArray[np.intp],
    centre: Centre,
    journeys: Journeys,
    columns: Mapping[str, str],
) -> pl.DataFrame:
    import polars as pl

    groups = Groups(places.zones.town_idx, len(places.towns.id), people)
    means = table_means(six_values("x", journeys, journeys.expected), list(columns), groups)
    return pl.DataFrame(
        {
            "town_id": pl.Series([places.towns.id[t] for t in towns], dtype=pl.String),
            "town": pl.Series([places.towns.name[t] for t in towns], dtype=pl.String),
            "centre_id": pl.Series([centre.id] * len(towns), dtype=pl.String),
            "centre": pl.Series([centre.name] * len(towns), dtype=pl.String),
            **{name: numbers(means[measure][towns]) for measure, name in columns.items()},
        }
    )


def _of_size(places: Places, least: int) -> NDArray[np.intp]:
    """Return the towns of this size and more, in the order of their ids."""
    big = np.flatnonzero(places.towns.population >= least)
    return np.array(sorted(big.tolist(), key=lambda t: places.towns.id[t]), dtype=np.intp)


def _frame(
    places: Places, people: Groups, reported: NDArray[np.intp], columns: Mapping[str, pl.Series]
) -> pl.DataFrame:
    import polars as pl

    towns = places.towns
    texts = {
        "town_id": towns.id,
        "name": towns.name,
        "municipality": towns.municipality,
        "province": towns.province,
        "corop": towns.corop,
    }
    return pl.DataFrame(
        {
            **{name: pl.Series([column[t] for t in reported], dtype=pl.String) for name, column in texts.items()},
            "lat": pl.Series(towns.lat[reported], dtype=pl.Float64),
            "lon": pl.Series(towns.lon[reported], dtype=pl.Float64),
            "population": whole(people.population[reported]),
            **columns,
        }
    )

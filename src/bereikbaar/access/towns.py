"""The measures of a run: per town, per town and centre, per station."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.aggregate import Groups, group_values, means
from bereikbaar.access.columns import Values, measured, numbers, texts, whole
from bereikbaar.access.door import DoorTimes, Journeys, door_to_door
from bereikbaar.access.ends import Ends
from bereikbaar.access.frequencies import measure_stations
from bereikbaar.access.legs import access_legs
from bereikbaar.access.model import Floats, Places
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

__all__ = ["measure_door", "measure_pairs", "measure_stations", "measure_towns", "of_size", "shown", "town_groups"]

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
    reported = of_size(places, settings.town_population)
    groups = town_groups(places, reported, population_of(net, places))
    return _frame(places, groups, reported, measured(group_values(values, columns, groups), columns))


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
    towns, centres = of_size(places, PAIRS_POPULATION), places.centres
    columns = {**_PAIR_COLUMNS, **(_PAIR_LIMIT if settings.has_limit else {})}
    groups = town_groups(places, towns, population_of(net, places))
    found = _to_centres(within_limit(ends.by_train, settings), list(columns), groups)
    # town by town in the order of ids, and so the centres of each
    order = np.array(sorted(range(len(centres)), key=lambda n: centres[n].id), dtype=np.intp)
    town, centre = np.repeat(towns, len(order)), np.tile(order, len(towns))
    return pl.DataFrame(
        {
            "town_id": texts(places.towns.id, town),
            "town": texts(places.towns.name, town),
            "centre_id": texts([c.id for c in centres], centre),
            "centre": texts([c.name for c in centres], centre),
            **{name: numbers(found[k, order].T.ravel()) for k, name in enumerate(columns.values())},
        }
    )


def _to_centres(journeys: Journeys, names: Sequence[str], groups: Groups) -> Floats:
    """Return the means of measures of one destination for every centre, (n_measures, n_centres, n_groups)."""
    each = six_values("x", journeys, journeys.expected)
    tables = np.stack([each[name].T for name in names])  # (n_measures, n_centres, n_zones)
    n_measures, n_centres, n_zones = tables.shape
    found = means(tables.reshape(n_measures * n_centres, n_zones), groups)
    return found.reshape(n_measures, n_centres, groups.n)


def town_groups(places: Places, towns: NDArray[np.intp], people: Floats) -> Groups:
    """Return the zones of these towns as groups, in this order."""
    index = np.full(len(places.towns.id), -1, dtype=np.int64)
    index[towns] = np.arange(len(towns))
    return Groups(index[places.zones.town_idx], len(towns), people)


def of_size(places: Places, least: int) -> NDArray[np.intp]:
    """Return the towns of this size and more, in the order of their ids."""
    big = np.flatnonzero(places.towns.population >= least)
    return np.array(sorted(big.tolist(), key=lambda t: places.towns.id[t]), dtype=np.intp)


def _frame(
    places: Places, groups: Groups, reported: NDArray[np.intp], columns: Mapping[str, pl.Series]
) -> pl.DataFrame:
    import polars as pl

    towns = places.towns
    about = {
        "town_id": towns.id,
        "name": towns.name,
        "municipality": towns.municipality,
        "province": towns.province,
        "corop": towns.corop,
    }
    return pl.DataFrame(
        {
            **{name: texts(column, reported) for name, column in about.items()},
            "lat": pl.Series(towns.lat[reported], dtype=pl.Float64),
            "lon": pl.Series(towns.lon[reported], dtype=pl.Float64),
            "population": whole(groups.population),
            **columns,
        }
    )

"""The measures of a run: per town, per town and centre, per station."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.door import DoorTimes, Journeys, door_to_door, to_stations
from bereikbaar.access.frequencies import best_station_departures, measure_stations, station_departures
from bereikbaar.access.legs import access_legs
from bereikbaar.access.model import Centre, Places
from bereikbaar.access.population import population_of
from bereikbaar.access.reach import reached
from bereikbaar.access.travel_columns import People, six_columns, travel_columns, within_limit
from bereikbaar.access.ways import Progress
from bereikbaar.indicators.catalogue import LIMIT_INDICATORS, LIMITS_MIN, TOWN_INDICATORS, WINDOWS
from bereikbaar.indicators.frequency import drop_pct
from bereikbaar.network.model import Network
from bereikbaar.routing.travel_times import TravelTimes
from bereikbaar.settings import Settings

if TYPE_CHECKING:
    import polars as pl

__all__ = ["measure_door", "measure_pairs", "measure_stations", "measure_towns"]

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
) -> DoorTimes:
    """Return door to door in a window, to be handed to the measures so that it is made once."""
    return door_to_door(times[window], access_legs(net, places, window, settings, progress), settings)


def measure_towns(
    net: Network,
    times: Mapping[str, TravelTimes],
    places: Places,
    settings: Settings,
    window: str,
    *,
    door: DoorTimes | None = None,
    progress: Progress | None = None,
) -> pl.DataFrame:
    """Return one row per town of ``settings.town_population`` inhabitants and more, sorted by town_id.

    Columns: town_id, name, municipality, province, corop, lat, lon, population and then those of
    indicators.catalogue.TOWN_INDICATORS; with a limit from door to door also LIMIT_INDICATORS. Null: no connection,
    or beyond the limit where the share of the people beyond it (``beyond_<to>_pct``) is above 0.
    Which towns are reported follows from the inhabitants of ``places``; people are counted after the network's
    opportunity changes.
    Raises UnknownNameError for the window, InputError for an opportunity change that cannot be.
    """
    door = door or measure_door(net, times, places, settings, window, progress)
    people = _people(net, places)
    values = {
        **travel_columns(door, places, people),
        **_reach_columns(door, places, people, settings),
        **_frequency_columns(net, door, people),
    }
    reported = _of_size(places, settings.town_population)
    shown = (*TOWN_INDICATORS, *(LIMIT_INDICATORS if settings.has_limit else ()))
    columns = {i.name: _column(values[i.name], i.kind, reported) for i in shown}
    return _frame(places, people, reported, columns)


def measure_pairs(
    net: Network,
    times: Mapping[str, TravelTimes],
    places: Places,
    settings: Settings,
    window: str,
    *,
    door: DoorTimes | None = None,
    progress: Progress | None = None,
) -> pl.DataFrame:
    """Return one row per town of 20,000 inhabitants and more and centre, sorted by town_id and centre_id.

    Columns: town_id, town, centre_id, centre, expected_min, best_min, changes, departures_per_hour, longest_gap_min,
    all from the door to the best station of the centre; null as in :func:`measure_towns`. With a limit from door to
    door also beyond_pct, the share of the people beyond it.
    """
    import polars as pl

    door = door or measure_door(net, times, places, settings, window, progress)
    people, towns = _people(net, places), _of_size(places, PAIRS_POPULATION)
    columns = {**_PAIR_COLUMNS, **(_PAIR_LIMIT if settings.has_limit else {})}
    journeys = within_limit(to_stations(door, [c.stations for c in places.centres]), settings)
    rows = np.arange(len(people.population))
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
    people: People,
    towns: NDArray[np.intp],
    centre: Centre,
    journeys: Journeys,
    columns: Mapping[str, str],
) -> pl.DataFrame:
    import polars as pl

    measured = six_columns("x", people, journeys, journeys.expected)
    return pl.DataFrame(
        {
            "town_id": pl.Series([places.towns.id[t] for t in towns], dtype=pl.String),
            "town": pl.Series([places.towns.name[t] for t in towns], dtype=pl.String),
            "centre_id": pl.Series([centre.id] * len(towns), dtype=pl.String),
            "centre": pl.Series([centre.name] * len(towns), dtype=pl.String),
            **{name: _column(measured[measure], "float", towns) for measure, name in columns.items()},
        }
    )


def _people(net: Network, places: Places) -> People:
    return People(population_of(net, places), places.zones.town_idx, len(places.towns.id))


def _of_size(places: Places, least: int) -> NDArray[np.intp]:
    """Return the towns of this size and more, in the order of their ids."""
    big = np.flatnonzero(places.towns.population >= least)
    return np.array(sorted(big.tolist(), key=lambda t: places.towns.id[t]), dtype=np.intp)


def _reach_columns(door: DoorTimes, places: Places, people: People, settings: Settings) -> dict[str, Any]:
    """Return the inhabitants reached within each limit, and the share of other towns that is spoorboekloos."""
    counts = places.towns.population[people.town] >= settings.town_population
    weight = np.where(counts, people.population, 0.0)
    got = reached(door, people.population, people.town, weight, LIMITS_MIN)
    others = weight.sum() - np.bincount(people.town, weights=weight, minlength=people.n)[people.town]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(others > 0, 100.0 * got.frequent / others, np.nan)
    out: dict[str, Any] = {f"pop_{t}": people.mean(got.within[:, n]) for n, t in enumerate(LIMITS_MIN)}
    out["spoorboekloos"] = people.mean(share)
    return out


def _frequency_columns(net: Network, door: DoorTimes, people: People) -> dict[str, Any]:
    """Return trains per hour at the best station in every window, and what is left of it later."""
    departures = station_departures(net)
    names = [w.name for w in net.windows]
    nothing = np.full(people.n, np.nan)
    out: dict[str, Any] = {
        f"tph_{w}": people.mean(best_station_departures(door.legs.access, departures[names.index(w)]))
        if w in names
        else nothing
        for w in WINDOWS
    }
    out["drop_evening"] = drop_pct(out["tph_evening"], out["tph_offpeak"])
    out["drop_weekend"] = drop_pct((out["tph_saturday"] + out["tph_sunday"]) / 2, out["tph_offpeak"])
    return out


def _column(values: Any, kind: str, rows: NDArray[np.intp]) -> pl.Series:
    """Return these rows in the type of the column; null for whatever is no number."""
    import polars as pl

    if kind == "text":
        return pl.Series([values[t] for t in rows], dtype=pl.String)
    chosen = np.asarray(values, dtype=np.float64)[rows]
    if kind == "int":
        return pl.Series([round(v) if np.isfinite(v) else None for v in chosen.tolist()], dtype=pl.Int64)
    return pl.Series(np.where(np.isfinite(chosen), chosen, np.nan), dtype=pl.Float64, nan_to_null=True)


def _frame(
    places: Places, people: People, reported: NDArray[np.intp], columns: Mapping[str, pl.Series]
) -> pl.DataFrame:
    import polars as pl

    towns = places.towns
    population = np.bincount(people.town, weights=people.population, minlength=people.n)
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
            "population": _column(population, "int", reported),
            **columns,
        }
    )

"""From zones to towns and regions: means over the people who have an answer, and the tables of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.columns import Values, measured, numbers, stacked, texts, whole
from bereikbaar.access.kinds import KINDS
from bereikbaar.access.model import AREA_KINDS, Areas, Floats, Places
from bereikbaar.access.regions import regions_of_zones
from bereikbaar.indicators.catalogue import MAIN, indicator
from bereikbaar.indicators.frequency import drop_pct

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.names import Region

#: Measures that are ratios of means, not means of ratios: a zone without evening trains at one station of a town
#: does not count for more because it has few people.
RATIOS = ("drop_evening", "drop_weekend")
#: Columns of a zone, before its measures.
ZONE_COLUMNS = ("pc4", "town_id", "town", "municipality", "province", "corop", "lat", "lon", "population")
#: The share of the people of a region who have no answer to the headline, %.
WITHOUT = "without_pct"


@dataclass(frozen=True, slots=True)
class Groups:
    """Which zones belong together. of : (n_zones,) index of the group, -1 = none. n : number of groups.

    people : (n_zones,) the weights of all means.
    """

    of: NDArray[np.int64]
    n: int
    people: Floats

    @property
    def population(self) -> Floats:
        """People per group, (n,)."""
        inside = self.of >= 0
        counted = np.bincount(self.of[inside], weights=self.people[inside], minlength=self.n)
        return counted.astype(np.float64)


def group_values(
    values: Values, names: Sequence[str], groups: Groups, table: Floats | None = None
) -> dict[str, NDArray[Any]]:
    """Return measures of groups of zones from those of the zones, each (n,); NaN where nobody has an answer.

    Means over the people who have an answer: a value that is inf or NaN never enters one. A drop is that of the mean
    trains per hour; what is handed out to people (``Indicator.over``) is a sum. ``access_basis`` is the way to set
    out with most people (index in KINDS; -1: nobody has a way).
    table : ``stacked(values, averaged(names))`` when it is at hand.
    """
    wanted = averaged(names)
    mean = dict(zip(wanted, means(stacked(values, wanted) if table is None else table, groups), strict=True))
    out: dict[str, NDArray[Any]] = {}
    for name in names:
        over = indicator(name).over
        if over == "ratio":
            out[name] = drop(name, mean)
        elif over == "most":
            out[name] = _most(values[name], groups)
        elif over == "sum":
            out[name] = _sums(values[name], groups)
        else:
            out[name] = mean[name]
    return out


def averaged(names: Sequence[str]) -> list[str]:
    """Return those of the measures that groups have the mean of, and the trains per hour that a drop is made of."""
    parts = [f"tph_{w}" for w in ("offpeak", "evening", "saturday", "sunday")] if set(names) & set(RATIOS) else []
    return list(dict.fromkeys([*(name for name in names if indicator(name).over == "mean"), *parts]))


def _sums(values: Floats, groups: Groups) -> Floats:
    inside = groups.of >= 0
    return np.bincount(groups.of[inside], weights=values[inside], minlength=groups.n).astype(np.float64)


def drop(name: str, per_hour: Mapping[str, Floats]) -> Floats:
    """Return by how much the trains per hour are less in the evening, or at the weekend, than off-peak, %."""
    later = per_hour["tph_evening"]
    if name == "drop_weekend":
        later = (per_hour["tph_saturday"] + per_hour["tph_sunday"]) / 2
    return drop_pct(later, per_hour["tph_offpeak"])


def means(table: Floats, groups: Groups) -> Floats:
    """Return the weighted means of the finite values; as ``indicators.means.group_means``, all measures at once.

    table : (n_measures, n_zones). Returns (n_measures, n); NaN where nobody has an answer.
    """
    from bereikbaar.access.group_kernels import add_groups

    weighed, counted = (np.zeros((len(table), groups.n)) for _ in range(2))
    add_groups(table, groups.people, groups.of.astype(np.int64, copy=False), weighed, counted)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(counted > 0, weighed / counted, np.nan)


def _most(kind: NDArray[Any], groups: Groups) -> NDArray[np.int64]:
    """Return the kind with most people in every group; -1 where nobody has one. Of equals the first."""
    counted = (groups.of >= 0) & (kind >= 0)
    cell = groups.of[counted] * len(KINDS) + kind[counted]
    people = np.bincount(cell, weights=groups.people[counted], minlength=groups.n * len(KINDS))
    by_kind = people.reshape(groups.n, len(KINDS))
    return np.where(by_kind.max(axis=1) > 0, by_kind.argmax(axis=1), -1).astype(np.int64)


def zones_frame(
    places: Places,
    people: Floats,
    values: Values,
    names: Sequence[str],
    region: Region | None = None,
    *,
    short: bool = False,
) -> pl.DataFrame:
    """Return one row per zone (of a region), sorted by pc4: ZONE_COLUMNS and the measures; see ``results.Case``.

    Places of the user's own are no rows here (``access.own.own_frame``). short : measures in single precision.
    """
    import polars as pl

    zones, towns = places.zones, places.towns
    rows = np.flatnonzero(in_region(places, region)[: len(zones.code) - places.n_own])
    of_town = zones.town_idx[rows]
    return pl.DataFrame(
        {
            "pc4": texts(zones.code, rows),
            "town_id": texts(towns.id, of_town),
            "town": texts(towns.name, of_town),
            **{name: texts(getattr(zones, name), rows) for name in ("municipality", "province", "corop")},
            "lat": pl.Series(zones.lat[rows], dtype=pl.Float64),
            "lon": pl.Series(zones.lon[rows], dtype=pl.Float64),
            "population": whole(people[rows]),
            **measured(values, names, rows, short=short),
        }
    )


def area_frames(
    places: Places, people: Floats, values: Values, names: Sequence[str], region: Region | None = None
) -> dict[str, pl.DataFrame]:
    """Return one table per kind of region, one row per region sorted by code; see ``results.Case.areas``.

    values : with the headline among them. region : only the regions all of whose zones lie in it.
    """
    import polars as pl

    inside, table = in_region(places, region), stacked(values, averaged(names))
    kinds = sorted(areas_of(places).items(), key=lambda item: AREA_KINDS.index(item[0]))
    parts = {kind: (areas, _whole_areas(areas, inside)) for kind, areas in kinds}
    found = [_area_values(areas, rows, people, values, names, table) for areas, rows in parts.values()]
    if not found:
        return {}
    every = {name: np.concatenate([one[name] for one in found]) for name in found[0]}
    # all kinds below each other: a column is made once, and each kind is some of its rows
    long = pl.DataFrame(
        {"population": whole(every["population"]), **measured(every, names), WITHOUT: numbers(every[WITHOUT])}
    )
    out, first = {}, 0
    for kind, (areas, rows) in parts.items():
        about = pl.DataFrame({"code": texts(areas.code, rows), "name": texts(areas.name, rows)})
        out[kind] = about.hstack(long.slice(first, len(rows)))
        first += len(rows)
    return out


def _whole_areas(areas: Areas, inside: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the regions that have zones, all of them inside (n_zones,), in the order of their codes."""
    n, of = len(areas.code), areas.zone_area
    has, outside = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    has[of[of >= 0]] = True
    outside[of[(of >= 0) & ~inside]] = True
    return np.array(sorted(np.flatnonzero(has & ~outside).tolist(), key=areas.code.__getitem__), dtype=np.intp)


def _area_values(
    areas: Areas, rows: NDArray[np.intp], people: Floats, values: Values, names: Sequence[str], table: Floats
) -> dict[str, NDArray[Any]]:
    """Return population, measures and WITHOUT of these regions, each (n_rows,)."""
    groups = Groups(areas.zone_area, len(areas.code), people)
    without = means(100.0 * ~np.isfinite(values[MAIN.name])[np.newaxis], groups)[0]
    found = {**group_values(values, names, groups, table), "population": groups.population, WITHOUT: without}
    return {name: column[rows] for name, column in found.items()}


def in_region(places: Places, region: Region | None) -> NDArray[np.bool_]:
    """Return which zones lie in a region, (n_zones,); all of them without one."""
    if region is None:
        return np.ones(len(places.zones.code), dtype=bool)
    return np.array([name == region.name for name in regions_of_zones(places, region.kind)], dtype=bool)


def areas_of(places: Places) -> dict[str, Areas]:
    """Return the regions of places by kind; municipalities, COROP areas and provinces after their names in the zones
    where the places have no table of them."""
    out = dict(places.areas)
    for kind in ("municipality", "corop", "province"):
        texts_of: tuple[str, ...] = getattr(places.zones, kind)
        names = sorted({name for name in texts_of if name}) if kind not in out else []
        if names:
            index = {name: n for n, name in enumerate(names)}
            of = np.array([index.get(name, -1) for name in texts_of], dtype=np.int64)
            out[kind] = Areas(kind, tuple(names), tuple(names), of)
    return out

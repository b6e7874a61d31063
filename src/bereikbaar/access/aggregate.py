"""From zones to towns and regions: means over the people who have an answer, and the tables of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.kinds import KINDS
from bereikbaar.access.model import AREA_KINDS, Areas, Floats, Places, Zones
from bereikbaar.indicators.catalogue import MAIN, Indicator, indicator
from bereikbaar.indicators.frequency import drop_pct

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.names import Region

Values = Mapping[str, NDArray[Any]]
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


def group_values(values: Values, names: Sequence[str], groups: Groups) -> dict[str, NDArray[Any]]:
    """Return measures of groups of zones from those of the zones, each (n,); NaN where nobody has an answer.

    Means over the people who have an answer: a value that is inf or NaN never enters one. A drop is that of the mean
    trains per hour; what is handed out to people (``Indicator.over``) is a sum. ``access_basis`` is the way to set
    out with most people (index in KINDS; -1: nobody has a way).
    """
    over = {name: indicator(name).over for name in names}
    plain = [name for name in names if over[name] == "mean"]
    parts = [f"tph_{w}" for w in ("offpeak", "evening", "saturday", "sunday")] if set(names) & set(RATIOS) else []
    mean = table_means(values, list(dict.fromkeys([*plain, *parts])), groups)
    out: dict[str, NDArray[Any]] = {}
    for name in names:
        if over[name] == "ratio":
            out[name] = drop(name, mean)
        elif over[name] == "most":
            out[name] = _most(values[name], groups)
        elif over[name] == "sum":
            out[name] = _sums(values[name], groups)
        else:
            out[name] = mean[name]
    return out


def _sums(values: Floats, groups: Groups) -> Floats:
    inside = groups.of >= 0
    return np.bincount(groups.of[inside], weights=values[inside], minlength=groups.n).astype(np.float64)


def drop(name: str, per_hour: Mapping[str, Floats]) -> Floats:
    """Return by how much the trains per hour are less in the evening, or at the weekend, than off-peak, %."""
    later = per_hour["tph_evening"]
    if name == "drop_weekend":
        later = (per_hour["tph_saturday"] + per_hour["tph_sunday"]) / 2
    return drop_pct(later, per_hour["tph_offpeak"])


def table_means(values: Values, names: Sequence[str], groups: Groups) -> dict[str, Floats]:
    """Return the means of these columns over the people of every group who have an answer, each (n,)."""
    table = np.column_stack([values[name] for name in names]) if names else np.zeros((len(groups.of), 0))
    return dict(zip(names, _means(table, groups).T, strict=True))


def _means(table: Floats, groups: Groups) -> Floats:
    """Return the weighted means of the finite values, (n, n_columns); as ``indicators.means.group_means``."""
    order = np.argsort(groups.of, kind="stable")
    order = order[groups.of[order] >= 0]
    out = np.full((groups.n, table.shape[1]), np.nan)
    if not len(order) or not table.shape[1]:
        return out
    values = table[order]
    answered = np.isfinite(values)
    weights = np.where(answered, groups.people[order, np.newaxis], 0.0)
    of = groups.of[order]
    first = np.flatnonzero(np.r_[True, of[1:] != of[:-1]])
    summed = np.add.reduceat(weights * np.where(answered, values, 0.0), first, axis=0)
    counted = np.add.reduceat(weights, first, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        out[of[first]] = np.where(counted > 0, summed / counted, np.nan)
    return out


def _most(kind: NDArray[Any], groups: Groups) -> NDArray[np.int64]:
    """Return the kind with most people in every group; -1 where nobody has one. Of equals the first."""
    counted = (groups.of >= 0) & (kind >= 0)
    cell = groups.of[counted] * len(KINDS) + kind[counted]
    people = np.bincount(cell, weights=groups.people[counted], minlength=groups.n * len(KINDS))
    by_kind = people.reshape(groups.n, len(KINDS))
    return np.where(by_kind.max(axis=1) > 0, by_kind.argmax(axis=1), -1).astype(np.int64)


def column(values: NDArray[Any], about: Indicator, rows: NDArray[np.intp] | None = None) -> pl.Series:
    """Return values (of these rows) in the type of their measure; null for whatever is no number."""
    import polars as pl

    chosen = values if rows is None else values[rows]
    if about.kind == "text":
        return pl.Series([KINDS[k] if k >= 0 else None for k in chosen.tolist()], dtype=pl.String)
    return whole(chosen) if about.kind == "int" else numbers(chosen)


def numbers(values: NDArray[Any]) -> pl.Series:
    """Return numbers as a column; null for whatever is no number."""
    import polars as pl

    finite = np.where(np.isfinite(values), values, np.nan)
    return pl.Series(finite, dtype=pl.Float64, nan_to_null=True)


def whole(values: NDArray[Any]) -> pl.Series:
    """Return numbers as a column of whole ones; null for whatever is no number."""
    import polars as pl

    return numbers(np.round(values)).cast(pl.Int64)


def measured(values: Values, names: Sequence[str], rows: NDArray[np.intp] | None = None) -> dict[str, pl.Series]:
    """Return columns of measures by name."""
    return {name: column(values[name], indicator(name), rows) for name in names}


def zones_frame(
    places: Places, people: Floats, values: Values, names: Sequence[str], region: Region | None = None
) -> pl.DataFrame:
    """Return one row per zone (of a region), sorted by pc4: ZONE_COLUMNS and the measures; see ``results.Case``.

    Places of the user's own are no rows here (``access.own.own_frame``).
    """
    import polars as pl

    zones, towns = places.zones, places.towns
    rows = np.flatnonzero(in_region(zones, region)[: len(zones.code) - places.n_own])
    texts: dict[str, Sequence[str]] = {
        "pc4": zones.code,
        "town_id": [towns.id[t] for t in zones.town_idx],
        "town": [towns.name[t] for t in zones.town_idx],
        "municipality": zones.municipality,
        "province": zones.province,
        "corop": zones.corop,
    }
    return pl.DataFrame(
        {
            **{name: pl.Series([text[r] for r in rows.tolist()], dtype=pl.String) for name, text in texts.items()},
            "lat": pl.Series(zones.lat[rows], dtype=pl.Float64),
            "lon": pl.Series(zones.lon[rows], dtype=pl.Float64),
            "population": whole(people[rows]),
            **measured(values, names, rows),
        }
    )


def area_frames(
    places: Places, people: Floats, values: Values, names: Sequence[str], region: Region | None = None
) -> dict[str, pl.DataFrame]:
    """Return one table per kind of region, one row per region sorted by code; see ``results.Case.areas``.

    values : with the headline among them. region : only the regions all of whose zones lie in it.
    """
    inside = in_region(places.zones, region)
    return {
        kind: _area_frame(areas, inside, people, values, names)
        for kind, areas in sorted(areas_of(places).items(), key=lambda item: AREA_KINDS.index(item[0]))
    }


def _area_frame(
    areas: Areas, inside: NDArray[np.bool_], people: Floats, values: Values, names: Sequence[str]
) -> pl.DataFrame:
    import polars as pl

    n = len(areas.code)
    groups = Groups(areas.zone_area, n, people)
    has = np.bincount(areas.zone_area[areas.zone_area >= 0], minlength=n) > 0
    outside = np.bincount(areas.zone_area[~inside & (areas.zone_area >= 0)], minlength=n) > 0
    rows = np.flatnonzero(has & ~outside)
    without = 100.0 * ~np.isfinite(values[MAIN.name])
    found = group_values(values, names, groups)
    return pl.DataFrame(
        {
            "code": pl.Series([areas.code[r] for r in rows], dtype=pl.String),
            "name": pl.Series([areas.name[r] for r in rows], dtype=pl.String),
            "population": whole(groups.population[rows]),
            **measured(found, names, rows),
            WITHOUT: numbers(_means(without[:, np.newaxis], groups)[rows, 0]),
        }
    ).sort("code")


def in_region(zones: Zones, region: Region | None) -> NDArray[np.bool_]:
    """Return which zones lie in a region, (n_zones,); all of them without one."""
    if region is None:
        return np.ones(len(zones.code), dtype=bool)
    return np.array([name == region.name for name in getattr(zones, region.kind)], dtype=bool)


def areas_of(places: Places) -> dict[str, Areas]:
    """Return the regions of places by kind; municipalities, COROP areas and provinces after their names in the zones
    where the places have no table of them."""
    out = dict(places.areas)
    for kind in ("municipality", "corop", "province"):
        texts: tuple[str, ...] = getattr(places.zones, kind)
        names = sorted({name for name in texts if name})
        if kind not in out and names:
            index = {name: n for n, name in enumerate(names)}
            of = np.array([index.get(name, -1) for name in texts], dtype=np.int64)
            out[kind] = Areas(kind, tuple(names), tuple(names), of)
    return out

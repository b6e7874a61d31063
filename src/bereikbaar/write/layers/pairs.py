"""The layer ``pairs``: straight lines from the towns of 20,000 inhabitants and more to the centres."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bereikbaar.access.model import Centre, Places
from bereikbaar.compare.towns import judged_columns
from bereikbaar.compare.verdicts import SIGNS, judge
from bereikbaar.lang import both
from bereikbaar.network.geometry import crow_km
from bereikbaar.write.classes import MINUTES, diff_classes, level_classes
from bereikbaar.write.layers.layer import Field, Layer, make_field, make_layer
from bereikbaar.write.names import column_title, key_of
from bereikbaar.write.shapes import lines

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case, Result
    from bereikbaar.settings import Settings

#: Columns of a pair: name in the layer, name in the table, unit, decimals, title.
PAIR_MEASURES = (
    ("exp_min", "expected_min", "min", 1, both("Expected minutes")),
    ("best_min", "best_min", "min", 1, both("Best minutes")),
    ("chg", "changes", "-", 1, both("Changes")),
    ("dep_h", "departures_per_hour", "1/h", 1, both("Departures per hour")),
    ("gap_min", "longest_gap_min", "min", 0, both("Longest gap between departures")),
)


def pairs_layer(result: Result, cases: Sequence[Case], name: str) -> Layer:
    """Return the pairs with times and frequency, for the base and every scenario.

    A town that lies on the centre's own point has no line; it is in tables/pairs.csv.
    """
    import polars as pl

    towns = town_points(result.places)
    centres = {c.id: c for c in result.places.centres}
    ends = [(towns[t], centres[c]) for t, c in result.base.pairs.select("town_id", "centre_id").iter_rows()]
    geometry, kept = lines([((t.lon, t.lat), (c.lon, c.lat)) for t, c in ends])
    base = result.base.pairs.filter(pl.Series(kept, dtype=pl.Boolean))
    fields = _own_fields(base, [end for end, keep in zip(ends, kept, strict=True) if keep])
    measured = list(_measures(base, None))
    fields += measured
    fields.append(_class_field(base, measured[0], None))
    keys = ["town_id", "centre_id"]
    for case in cases:
        rows = base.select(keys).join(case.pairs, on=keys, how="left", maintain_order="left")
        after = list(_measures(rows, case))
        for before, now, measure in zip(measured, after, PAIR_MEASURES, strict=True):
            title = column_title(measure[4], case, part="diff")
            diff = now.values - before.values
            fields += [now, make_field(f"{now.name}_diff", "float", diff, title, unit=now.unit, decimals=measure[3])]
        fields.append(_class_field(rows, after[0], case))
        fields.append(_change_field((base, rows), (measured[0], after[0]), case, result.settings))
    return make_layer(name, both("Pairs"), "LineString", fields, geometry)


@dataclass(frozen=True, slots=True)
class TownPoint:
    """Where a town is and how many live there."""

    lat: float
    lon: float
    population: float


def town_points(places: Places) -> dict[str, TownPoint]:
    """Return every town by its id; the pairs may be of towns that a run does not report."""
    t = places.towns
    rows = zip(t.id, t.lat.tolist(), t.lon.tolist(), t.population.tolist(), strict=True)
    return {id_: TownPoint(lat, lon, people) for id_, lat, lon, people in rows}


def _own_fields(base: pl.DataFrame, ends: Sequence[tuple[TownPoint, Centre]]) -> list[Field]:
    people = [round(t.population) for t, _ in ends]
    km = [crow_km(t.lat, t.lon, c.lat, c.lon) for t, c in ends]
    return [
        make_field("town_id", "text", base["town_id"], both("Town, id")),
        make_field("town", "text", base["town"], both("Town")),
        make_field("centre_id", "text", base["centre_id"], both("Centre, id")),
        make_field("centre", "text", base["centre"], both("Centre")),
        make_field("population", "int", people, both("Inhabitants"), unit="inhabitants"),
        make_field("crow_km", "float", km, both("Crow-fly distance"), unit="km", decimals=1),
    ]


def _class_field(rows: pl.DataFrame, minutes: Field, case: Case | None) -> Field:
    """Return the class of the expected minutes; an empty value is beyond the limit where somebody's journey is."""
    beyond = (rows["beyond_pct"] > 0).fill_null(False) if "beyond_pct" in rows.columns else None
    classes = level_classes(minutes.values, MINUTES, beyond)
    title = column_title(PAIR_MEASURES[0][4], case, part="class")
    return make_field(f"{minutes.name}_class", "text", classes, title)


def _change_field(
    tables: tuple[pl.DataFrame, pl.DataFrame], minutes: tuple[Field, Field], case: Case, settings: Settings
) -> Field:
    """Return the class of the difference in expected minutes, judged as those of towns are."""
    import numpy as np
    import polars as pl

    before, after = (f.values.fill_null(math.nan).to_numpy() for f in minutes)
    beyond = crossed = None
    if all("beyond_pct" in table.columns for table in tables):
        shares = [table["beyond_pct"].fill_null(0.0).to_numpy() for table in tables]
        beyond, crossed = (shares[0] > 0, shares[1] > 0), shares[1] - shares[0]
    unit, sign = np.full(len(before), MINUTES.unit), np.full(len(before), SIGNS["low"])
    found = judge(before, after, unit, sign, settings, beyond=beyond, crossed=crossed)
    classes = diff_classes(pl.DataFrame(judged_columns(before, after, found)), MINUTES)
    title = column_title(PAIR_MEASURES[0][4], case, part="dclass")
    return make_field(f"{minutes[1].name}_dclass", "text", classes, title)


def _measures(rows: pl.DataFrame, case: Case | None) -> Iterator[Field]:
    end = f"_{key_of(case)}" if case else ""
    for short, full, unit, decimals, title in PAIR_MEASURES:
        yield make_field(
            f"{short}{end}", "float", rows[full], column_title(title, case), unit=unit, decimals=decimals
        )

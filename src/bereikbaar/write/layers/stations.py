"""The layer ``stations``: points with trains per hour in every window, and what a scenario does to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bereikbaar.compare import compare_stations
from bereikbaar.lang import both
from bereikbaar.write.classes import FREQUENCY, level_classes
from bereikbaar.write.layers.layer import Field, Layer, make_field, make_layer
from bereikbaar.write.layers.rail import window_title
from bereikbaar.write.names import column_title, key_of
from bereikbaar.write.shapes import points

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case, Result

_TEXTS = {
    "code": both("Station, code"),
    "name": both("Station"),
    "country": both("Country"),
    "province": both("Province"),
}
_DIRECT = both("Stations reached directly")
_STATUS = both("What the scenario does")
_LOST = both("Stations that lose their direct train")
_CONNECTED = both("Connected to the network")


def stations_layer(result: Result, cases: Sequence[Case], name: str) -> Layer:
    """Return all stations of the base and the scenarios that have a position, sorted by code.

    A timetable may have stations without one: they are in the tables, and nowhere on a map.
    """
    import polars as pl

    places: dict[str, dict[str, Any]] = {}
    for case in (result.base, *cases):
        for row in case.stations.select(*_TEXTS, "lat", "lon").to_dicts():
            places.setdefault(row["code"], row)
    rows = pl.DataFrame([places[c] for c in sorted(places)], infer_schema_length=None)
    rows = rows.filter(pl.col("lat").is_finite() & pl.col("lon").is_finite())
    codes = rows.select("code")
    fields = [make_field(c, "text", rows[c], title) for c, title in _TEXTS.items()]
    fields += _base_fields(result, codes.join(result.base.stations, on="code", how="left", maintain_order="left"))
    for case in cases:
        compared = compare_stations(result.base, case, result.window)
        fields += _scenario_fields(result, case, codes.join(compared, on="code", how="left", maintain_order="left"))
    return make_layer(name, both("Stations"), "Point", fields, points(rows["lon"], rows["lat"]))


def _base_fields(result: Result, base: pl.DataFrame) -> Iterator[Field]:
    yield _connected(result.base, result.window, base["code"], "connected", None)
    shown = f"tph_{result.window}"
    for c in [c for c in base.columns if c.startswith("tph_")]:
        yield make_field(c, "float", base[c], _tph_title(c), unit="1/h", decimals=2)
    level = level_classes(base[shown], FREQUENCY)
    yield make_field(f"{shown}_class", "text", level, column_title(_tph_title(shown), part="class"))
    yield make_field("direct", "int", base["direct"], _DIRECT, unit="-")


def _scenario_fields(result: Result, case: Case, mine: pl.DataFrame) -> Iterator[Field]:
    key = key_of(case)
    yield make_field(f"status_{key}", "text", mine["status"], column_title(_STATUS, case))
    yield _connected(case, result.window, mine["code"], f"connected_{key}", case)
    for c in [c for c in mine.columns if c.startswith("tph_") and not c.endswith(("_scenario", "_diff"))]:
        title = column_title(_tph_title(c), case)
        yield make_field(f"{c}_{key}", "float", mine[f"{c}_scenario"], title, unit="1/h", decimals=2)
        if c == f"tph_{result.window}":
            title = column_title(_tph_title(c), case, part="diff")
            yield make_field(f"{c}_{key}_diff", "float", mine[f"{c}_diff"], title, unit="1/h", decimals=2)
    yield make_field(f"direct_{key}", "int", mine["direct_scenario"], column_title(_DIRECT, case), unit="-")
    title = column_title(_DIRECT, case, part="diff")
    yield make_field(f"direct_{key}_diff", "int", mine["direct_diff"], title, unit="-")
    yield make_field(f"lost_direct_{key}", "text", mine["lost_direct"], column_title(_LOST, case))


def _tph_title(column: str) -> tuple[str, str]:
    what = both("Trains per hour, all directions")
    return window_title(what, column.removeprefix("tph_"))


def _connected(case: Case, window: str, codes: pl.Series, name: str, of: Case | None) -> Field:
    """Say per station: ``connected`` (reaches at least half of all stations), ``cut_off`` or ``no_trains``.

    Null for a station that is not in the network.
    """
    import numpy as np

    times = case.times[window]
    reached = np.isfinite(times.best).sum(axis=1) - 1  # at some moment of the window
    half = (len(times.stations) - 1) / 2
    words = {
        c: "no_trains" if n <= 0 else "connected" if n >= half else "cut_off"
        for c, n in zip(times.stations, reached.tolist(), strict=True)
    }
    return make_field(name, "text", [words.get(c) for c in codes], column_title(_CONNECTED, of))

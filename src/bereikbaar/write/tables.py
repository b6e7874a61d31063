"""CSV tables: long, with columns for scenario and window, in the order of the run; empty for what is not known."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from bereikbaar.compare import compare_stations, compare_tables, compare_towns, with_main
from bereikbaar.compare.measures import finite, measures, measures_in
from bereikbaar.compare.people import PeopleTables
from bereikbaar.compare.towns import prepared
from bereikbaar.write.geopackage import unit_word
from bereikbaar.write.layers.rail import Rail
from bereikbaar.write.layers.towns import map_measures
from bereikbaar.write.names import name_of
from bereikbaar.write.people_tables import people_tables
from bereikbaar.write.table_columns import described

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Baseline, Case, Result, WindowTables

#: Names of columns in a compared table that another column of the file has.
_VALUES = {"base": "base_value", "scenario": "scenario_value"}
#: Decimals of the numbers that are no measures of a town.
_DECIMALS = 2


def tables(
    result: Result, rails: Sequence[Rail], people: PeopleTables | None = None
) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield (name of the file, table) for all tables of a run; rails of the base and every scenario, in order.

    people : tables on zones and their people, when some were made already.
    """
    cases = result.all_cases
    every = [(case, window, found) for case in cases for window, found in result.by_window(case).items()]
    of = [case for case, _window, _found in every]
    yield "tables/towns.csv", _stacked(of, [_of_window(w, with_main(t.towns)) for _case, w, t in every])
    yield "tables/stations.csv", _stacked(cases, [_rounded(case.stations) for case in cases])
    yield "tables/pairs.csv", _stacked(of, [_of_window(w, _rounded(t.pairs)) for _case, w, t in every])
    services = [_services(case, rail) for case, rail in zip(cases, rails, strict=True)]
    yield "tables/services.csv", _stacked(cases, services)
    if result.cases:
        yield "tables/compare_towns.csv", _stacked(result.cases, [_compared(result, c) for c in result.cases])
        stations = [_changed_stations(result, c) for c in result.cases]
        yield "tables/compare_stations.csv", _stacked(result.cases, stations)
        if result.method == "clock":
            yield "tables/connections.csv", _stacked(result.cases, [_connections(case) for case in result.cases])
    if result.baseline:
        yield "tables/matched_stations.csv", _matched(result.baseline)
    yield from people_tables(result, people or PeopleTables(result))
    if result.own is not None:
        yield from _own_tables(result, every)


def _own_tables(
    result: Result, every: Sequence[tuple[Case, str, WindowTables]]
) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield the measures of the user's own places, and their means over the inhabitants of the file."""
    import polars as pl

    from bereikbaar.access.own import own_means

    own = result.own
    assert own is not None  # asked by the caller
    measured = [(case, window, t.own) for case, window, t in every if t.own is not None]
    of = [case for case, _window, _frame in measured]
    yield "tables/places.csv", _stacked(of, [_of_window(w, _rounded(frame)) for _case, w, frame in measured])
    rows = []
    for _case, window, frame in measured:
        names = [m.name for m in measures_in(frame.columns).values() if m.kind != "text"]
        means = own_means(frame, own.weight, names)
        schema = {"measure": pl.String, "mean": pl.Float64}
        rows.append(_of_window(window, _rounded(pl.DataFrame(list(means.items()), schema=schema, orient="row"))))
    yield "tables/places_means.csv", _stacked(of, rows)
    cases, base = [c for c in result.cases if c.own is not None], result.base.own
    if cases and base is not None:
        shown = [m.name for m in map_measures(prepared(base, "place_id").columns, result.window)]
        settings, key = result.settings, "place_id"
        compared = [
            compare_tables(base, c.own, settings=settings, only=shown, key=key).rename(_VALUES)
            for c in cases
            if c.own is not None
        ]
        yield "tables/compare_places.csv", _stacked(cases, compared)


def csv_bytes(frame: pl.DataFrame) -> bytes:
    """Return a table as CSV with commas, decimal points and plain line ends, in UTF-8."""
    buffer = BytesIO()
    frame.write_csv(buffer)
    return buffer.getvalue()


def _stacked(cases: Sequence[Case], frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return the tables below each other with the name of the scenario in front; columns that one lacks are empty."""
    import polars as pl

    named = [f.select(pl.lit(name_of(c)).alias("scenario"), pl.all()) for c, f in zip(cases, frames, strict=True)]
    return pl.concat(named, how="diagonal_relaxed")


def _of_window(window: str, frame: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    return frame.select(pl.lit(window).alias("window"), pl.all())


def _rounded(frame: pl.DataFrame) -> pl.DataFrame:
    import polars as pl
    import polars.selectors as cs

    numbers = cs.float() - cs.by_name("lat", "lon", require_all=False)
    return finite(frame).with_columns(numbers.cast(pl.Float64).round(_DECIMALS))


def _services(case: Case, rail: Rail) -> pl.DataFrame:
    """Return one row per service and direction that runs: stops, minutes, km, trains per hour in every window."""
    import polars as pl

    rows = []
    for route in rail.routes.values():
        s = route.service
        for p in s.patterns:
            row = {"service": s.id, "series": s.series, "product": s.product, "operator": s.operator, "mode": s.mode}
            row |= {"direction": p.direction, "from": p.stations[0], "to": p.stations[-1]}
            numbers = {"stops": len(p.stations), "run_min": round(p.arrive_min[-1], _DECIMALS)}
            tph = {f"tph_{w.name}": round(t, _DECIMALS) for w, t in zip(case.network.windows, p.tph, strict=True)}
            rows.append({**row, **numbers, **tph, "calls": " ".join(p.stations)})
    schema = {"run_min": pl.Float64} | {f"tph_{w.name}": pl.Float64 for w in case.network.windows}
    return pl.DataFrame(rows, schema_overrides=schema, infer_schema_length=None)


def _compared(result: Result, case: Case) -> pl.DataFrame:
    """Return the measures of the map compared; all others can be compared from towns.csv."""
    shown = map_measures(with_main(result.base.towns).columns, result.window)
    names = [*(m.name for m in shown), *(n for n in measures() if n.startswith("tph_"))]
    frame = compare_towns(result.base, case, settings=result.settings, only=names)
    return frame.drop("municipality", "corop", strict=False).rename(_VALUES)


def _changed_stations(result: Result, case: Case) -> pl.DataFrame:
    """Return the stations to which a scenario does something; the others are in stations.csv."""
    import polars as pl

    frame = compare_stations(result.base, case, result.window)
    return _rounded(frame.filter(pl.col("status") != "same"))


def _connections(case: Case) -> pl.DataFrame:
    """Return the changes between trains that a scenario makes other, worst first; empty where none is."""
    import polars as pl

    texts = ("kind", "station", "from_service", "from_direction", "to_service", "to_direction")
    numbers = ("travellers_before", "travellers_after", "wait_before_min", "wait_after_min")
    rows = [tuple(getattr(c, name) for name in (*texts, *numbers)) for c in case.connections]
    schema = {**dict.fromkeys(texts, pl.String), **dict.fromkeys(numbers, pl.Float64)}
    return _rounded(pl.DataFrame(rows, schema=schema, orient="row"))


def _matched(pair: Baseline) -> pl.DataFrame:
    """Return the stations of two networks: which are the same and how that was found, then those of one side only."""
    import polars as pl

    now = pair.network.stations
    rows: list[tuple[str | float | None, ...]] = [
        (
            m.mine,
            now[m.mine].name,
            m.theirs,
            pair.names[m.theirs],
            m.how,
            None if math.isnan(m.km) else round(m.km, 3),
        )
        for m in pair.matching.pairs
    ]
    rows += [(code, now[code].name, None, None, "only_network", None) for code in pair.matching.only_mine]
    rows += [
        (pair.code_of[code], None, code, pair.names[code], "only_baseline", None)
        for code in pair.matching.only_theirs
    ]
    texts = dict.fromkeys(("code", "name", "baseline_code", "baseline_name", "how"), pl.String)
    return pl.DataFrame(rows, schema={**texts, "km": pl.Float64}, orient="row")


def columns_csv(columns: dict[str, list[str]], described_tables: Mapping[str, pl.DataFrame]) -> bytes:
    """Return what every column of the layers, and of all tables (path -> table), means, as CSV."""
    import polars as pl

    rows = [
        (path, column, kind, unit_word(unit), nl, en)
        for path, column, kind, unit, nl, en in described(described_tables)
    ]
    return csv_bytes(pl.concat([pl.DataFrame(columns), pl.DataFrame(rows, schema=list(columns), orient="row")]))

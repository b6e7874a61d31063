"""Tables of zones, regions, winners, spread and commuters: what stands in them, and that they agree."""

import json
from dataclasses import replace

import polars as pl
import pytest

from bereikbaar.compare import people
from bereikbaar.compare.people import PeopleTables
from bereikbaar.results import WindowTables
from bereikbaar.write import people_tables
from bereikbaar.write.layers import build_layers, layer_frame
from bereikbaar.write.run import write_run
from builders_results import result
from builders_zones import ZONES, write_outlines, zone_result

NEW = ("zones", "areas", "compare_areas", "winners", "spread", "commuters")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("run")
    write_run(zone_result(folder=str(write_outlines(made / "outlines"))), made / "out")
    return made / "out"


def read(folder, name):
    return pl.read_csv(
        folder / "tables" / f"{name}.csv", infer_schema_length=None, schema_overrides={"pc4": pl.String}
    )


def test_a_run_with_zones_writes_these_tables_and_layers(folder):
    assert all((folder / "tables" / f"{name}.csv").is_file() for name in NEW)
    assert all((folder / f"{name}.geojson").is_file() for name in ("zones", "municipalities", "corop"))


def test_zones_have_a_row_per_scenario_and_zone_outline_or_not(folder):
    found = read(folder, "zones")
    assert found.columns[:7] == ["scenario", "window", "pc4", "town_id", "municipality", "province", "population"]
    assert found.columns[7:] == ["main_min", "exp_umc_min", "pop_60"]
    assert found.group_by("scenario").len().sort("scenario").rows() == [("base", 8), ("lelylijn-test", 8)]
    vlissingen = found.filter((pl.col("pc4") == "4381") & (pl.col("scenario") == "base")).row(0, named=True)
    assert (vlissingen["main_min"], vlissingen["pop_60"]) == (None, 100_000)


def test_areas_have_every_kind_of_region(folder):
    found = read(folder, "areas").filter(pl.col("scenario") == "base")
    assert dict(found.group_by("kind").len().iter_rows()) == {"municipality": 6, "npvr": 1, "corop": 5, "province": 5}
    row = found.filter(pl.col("code") == "CR40").row(0, named=True)
    assert (row["name"], row["population"], row["main_min"], row["without_pct"]) == ("Flevoland", 107_000, 59.0, 25.2)


def test_areas_say_who_sets_out_by_assumed_transit_once(tmp_path):
    found = zone_result(folder=str(write_outlines(tmp_path)))
    frames = {kind: f.with_columns(assumed_pct=pl.lit(12.34)) for kind, f in found.base.areas.items()}
    assumed = replace(found, base=replace(found.base, areas=frames))
    for names in ((), ("main_min", "assumed_pct")):
        run = replace(assumed, indicators=names)
        table = dict(people_tables.people_tables(run, PeopleTables(run)))["tables/areas.csv"]
        base = table.filter(pl.col("scenario") == "base")
        assert base["assumed_pct"].to_list() == [12.0] * base.height
        layer = {x.name: x for x in build_layers(run)}["corop"]
        assert layer_frame(layer).columns.count("assumed_pct") == 1


def test_compared_areas_give_both_values_and_a_verdict(folder):
    found = read(folder, "compare_areas")
    row = found.filter((pl.col("code") == "GM0106") & (pl.col("measure") == "main_min")).row(0, named=True)
    values = (row["kind"], row["base_value"], row["scenario_value"], row["diff"], row["verdict"])
    assert values == ("municipality", 108.0, 117.0, 9.0, "worse")


def test_winners_of_the_country_are_those_of_its_zones(folder):
    found = read(folder, "winners").filter(pl.col("measure") == "main_min")
    country = found.filter(pl.col("kind") == "country").row(0, named=True)
    assert (country["population"], country["winners"], country["losers"]) == (796_000, 120_000, 165_000)
    for kind in ("province", "corop", "municipality"):
        assert found.filter(pl.col("kind") == kind)["losers"].sum() == 165_000


def test_spread_stands_before_and_after(folder):
    found = read(folder, "spread").filter((pl.col("index") == "gini") & (pl.col("measure") == "pop_60"))
    assert found["scenario"].to_list() == ["base", "lelylijn-test"]
    assert found["base_value"].to_list()[1] == found["value"].to_list()[0]


def test_commuters_stand_for_the_base_and_for_the_scenario(folder):
    found = read(folder, "commuters").filter(pl.col("kind") == "country")
    assert found["scenario"].to_list() == ["base", "lelylijn-test"]
    assert found["hours_saved_day"].to_list() == [0.0, 61.7]
    assert set(found["window"]) == {"offpeak"}


def test_every_column_of_every_table_is_explained_in_two_languages(folder):
    columns = pl.read_csv(folder / "tables" / "columns.csv")
    explained = {(row["layer"], row["column_name"]): row for row in columns.iter_rows(named=True)}
    for path in (folder / "tables").glob("*.csv"):
        if path.stem != "columns":
            for column in pl.read_csv(path, infer_schema_length=None).columns:
                row = explained[f"tables/{path.name}", column]
                assert row["title_nl"]
                assert row["title_en"]
                assert row["unit"]
    assert explained["tables/commuters.csv", "winners"]["unit"] == "commuters"
    assert explained["tables/winners.csv", "winners"]["unit"] == "inhabitants"
    indexes = set(read(folder, "spread")["index"])
    assert {f"index={i}" for i in indexes} <= {c for t, c in explained if t == "tables/spread.csv"}


def test_the_numbers_of_map_and_table_agree(folder):
    table = read(folder, "zones").filter(pl.col("scenario") != "base")
    by_zone = dict(table.select("pc4", "main_min").iter_rows())
    features = json.loads((folder / "zones.geojson").read_text(encoding="utf-8"))["features"]
    drawn = {f["properties"]["pc4"]: f["properties"]["main_min_lely"] for f in features}
    assert drawn == {pc4: by_zone[pc4] for pc4 in ZONES if pc4 != "4381"}


def with_evening(r):
    def more(case):
        tables = WindowTables(case.towns, case.pairs, case.zones, case.areas)
        return replace(case, others={"evening": tables})

    return replace(r, base=more(r.base), cases=tuple(more(c) for c in r.cases))


def tables_of(r):
    return dict(people_tables.people_tables(r, PeopleTables(r)))


def test_all_windows_are_in_the_tables_and_the_comparison_is_about_one():
    found = tables_of(with_evening(zone_result()))
    assert found["tables/zones.csv"]["window"].unique().sort().to_list() == ["evening", "offpeak"]
    assert found["tables/areas.csv"]["window"].n_unique() == 2
    assert found["tables/spread.csv"]["window"].n_unique() == 2
    assert found["tables/winners.csv"].filter(pl.col("kind") == "country").height == 3  # one per measure


def test_too_many_rows_of_zones_leave_the_window_of_the_maps(monkeypatch):
    both = with_evening(zone_result())
    numbers = 2 * 2 * 8 * 3  # two scenarios, two windows, eight zones, three measures
    monkeypatch.setattr(people_tables, "MOST_NUMBERS", numbers)
    assert tables_of(both)["tables/zones.csv"]["window"].n_unique() == 2
    assert people_tables.left_out(both) == []
    monkeypatch.setattr(people_tables, "MOST_NUMBERS", numbers - 1)
    found = tables_of(both)
    assert found["tables/zones.csv"]["window"].unique().to_list() == ["offpeak"]
    assert found["tables/areas.csv"]["window"].n_unique() == 2
    assert people_tables.left_out(both) == [
        "zones.csv holds the window offpeak only: all windows would be too large a table"
    ]


def test_of_many_measures_the_default_ones_and_those_asked_for_by_name_are_told_in_full(monkeypatch, tmp_path):
    r = with_evening(zone_result())
    by_name = {"pop_45": pl.col("pop_60") // 2, "pop_90": pl.col("pop_60") * 2}

    def more(case):
        others = {w: replace(t, zones=t.zones.with_columns(**by_name)) for w, t in case.others.items()}
        areas = {kind: frame.with_columns(**by_name) for kind, frame in case.areas.items()}
        return replace(case, zones=case.zones.with_columns(**by_name), areas=areas, others=others)

    names = ("main_min", "exp_umc_min", "pop_60", "pop_45", "pop_90")
    r = replace(r, base=more(r.base), cases=tuple(map(more, r.cases)), indicators=names, named=("pop_45",))
    assert people_tables.left_out(r) == []
    every = tables_of(r)
    assert "pop_90" in set(every["tables/winners.csv"]["measure"])
    monkeypatch.setattr(people, "MOST_IN_FULL", 4)
    found = tables_of(r)
    full = {"main_min", "exp_umc_min", "pop_60", "pop_45"}
    spread = found["tables/spread.csv"]
    assert set(found["tables/winners.csv"]["measure"]) == set(found["tables/compare_areas.csv"]["measure"]) == full
    assert set(spread.filter(pl.col("window") == "evening")["measure"]) == full
    assert set(spread.filter(pl.col("window") == "offpeak")["measure"]) == {*full, "pop_90"}
    for name in ("zones", "areas"):
        assert "pop_90" in found[f"tables/{name}.csv"].columns
    # what is told is the same as when everything is
    winners = every["tables/winners.csv"].filter(pl.col("measure") != "pop_90")
    assert winners.equals(found["tables/winners.csv"])
    write_run(r, tmp_path / "run")
    said = json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))["notes"]
    assert any(note.startswith("of 5 measures 4 are told in full") for note in said)


def test_a_run_without_zones_has_none_of_these_tables():
    assert tables_of(result()) == {}


def test_a_base_alone_has_levels_and_no_winners():
    assert set(tables_of(zone_result(base_only=True))) == {
        "tables/zones.csv", "tables/areas.csv", "tables/spread.csv", "tables/commuters.csv",
    }  # fmt: skip


def test_an_empty_region_is_no_error():
    r = zone_result()
    empty = [replace(c, zones=c.zones.head(0), areas={k: f.head(0) for k, f in c.areas.items()}) for c in r.all_cases]
    found = tables_of(replace(r, base=empty[0], cases=tuple(empty[1:])))
    assert "tables/winners.csv" not in found
    assert "tables/zones.csv" not in found


def test_shares_beyond_a_limit_stand_beside_the_measures_they_are_about():
    r = zone_result()
    cases = [
        replace(c, zones=c.zones.with_columns(beyond_umc_pct=pl.lit(0.0), beyond_uni_pct=pl.lit(0.0)))
        for c in r.all_cases
    ]
    found = tables_of(replace(r, base=cases[0], cases=tuple(cases[1:])))
    columns = found["tables/zones.csv"].columns
    assert "beyond_umc_pct" in columns
    assert "beyond_uni_pct" not in columns  # nobody asked for universities

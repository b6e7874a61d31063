"""How evenly access is spread: known answers by hand, what is left out, and what does not change the answer."""

from dataclasses import replace

import polars as pl
import pytest

from bereikbaar.compare.spread import BRIEF, INDEXES, spread_measures, spread_table
from bereikbaar.results import WindowTables
from builders_zones import zone_result

NAMES = ("main_min", "exp_umc_min", "pop_60")


@pytest.fixture(scope="module")
def table():
    return spread_table(zone_result(), NAMES)


def values(table, scenario, measure, column="value"):
    rows = table.filter((pl.col("scenario") == scenario) & (pl.col("measure") == measure))
    return dict(rows.select("index", column).iter_rows())


def two_zones(access, *, people=(100, 100), measure="pop_60", after=None):
    """The result with two zones only: Groningen (9711) and Assen (9401)."""
    r = zone_result()

    def cut(case, given):
        frame = case.zones.filter(pl.col("pc4").is_in(["9401", "9711"]))
        kind = frame[measure].dtype
        return replace(
            case,
            zones=frame.with_columns(
                pl.Series(measure, given, dtype=kind), population=pl.Series(people, dtype=pl.Int64)
            ),
        )

    return replace(r, base=cut(r.base, access), cases=(cut(r.cases[0], after or access),))


def test_two_zones_by_hand():
    found = values(spread_table(two_zones([300, 100]), ["pop_60"]), "base", "pop_60")
    assert found["mean"] == 200.0
    # Lorenz: half of the people have a quarter
    assert found["gini"] == 0.25
    # 0.5 (1.5 ln 1.5 + 0.5 ln 0.5)
    assert found["theil"] == pytest.approx(0.1308, abs=1e-4)
    # each zone is a province and a COROP area of its own: all of it is between them
    assert (found["theil_between_province"], found["theil_within_province"]) == (found["theil"], 0.0)
    assert (found["theil_between_corop"], found["theil_within_corop"]) == (found["theil"], 0.0)
    assert found["palma"] == 3.0
    # the densely built one (Groningen) has the less: 2/200 (0.5 x 300 x 0.25 + 0.5 x 100 x 0.75) - 1
    assert found["concentration"] == -0.25


def test_the_norm_is_half_of_what_the_median_inhabitant_has_in_the_base():
    r = two_zones([300, 100], people=(60, 40), after=[300, 240])
    base, after = (values(spread_table(r, ["pop_60"]), s, "pop_60") for s in ("base", "lelylijn-test"))
    assert base["norm"] == after["norm"] == 150.0
    assert (base["below_norm_pct"], after["below_norm_pct"]) == (40.0, 0.0)
    assert base["shortfall"] == pytest.approx(0.4 * 50 / 150, abs=1e-4)
    assert base["shortfall_squared"] == pytest.approx(0.4 * (50 / 150) ** 2, abs=1e-4)


def test_minutes_fall_short_above_twice_the_median():
    r = two_zones([30.0, 75.0], people=(60, 40), measure="exp_umc_min")
    found = values(spread_table(r, ["exp_umc_min"]), "base", "exp_umc_min")
    assert (found["norm"], found["below_norm_pct"]) == (60.0, 40.0)
    assert found["shortfall"] == pytest.approx(0.4 * 15 / 60)
    far = two_zones([30.0, 500.0], people=(60, 40), measure="exp_umc_min")
    assert (
        values(spread_table(far, ["exp_umc_min"]), "base", "exp_umc_min")["shortfall"] == 0.4
    )  # all of it, not more


def test_who_has_no_minutes_is_left_out_and_said(table):
    found = values(table, "base", "main_min")
    assert found["left_out_pct"] == pytest.approx(100 * (44_000 + 27_000) / 796_000, abs=0.01)
    assert values(table, "lelylijn-test", "main_min")["left_out_pct"] == pytest.approx(4_400_000 / 796_000, abs=0.01)
    mean = (360 * 31 + 80 * 59 + 65 * 108 + 100 * 100 + 100 * 100 + 20 * 120) / 725
    assert found["mean"] == pytest.approx(mean, abs=0.001)


def test_who_reaches_nobody_counts_with_nothing():
    found = values(spread_table(two_zones([100, None]), ["pop_60"]), "base", "pop_60")
    assert (found["mean"], found["gini"], found["left_out_pct"]) == (50.0, 0.5, 0.0)


def test_before_after_and_the_difference(table):
    before, after = values(table, "base", "pop_60"), values(table, "lelylijn-test", "pop_60")
    assert values(table, "lelylijn-test", "pop_60", "base_value") == before
    for index, diff in values(table, "lelylijn-test", "pop_60", "diff").items():
        assert diff == pytest.approx(after[index] - before[index], abs=1e-9)
    assert set(values(table, "base", "pop_60", "diff").values()) == {None}
    assert after["mean"] > before["mean"]


def test_between_and_within_add_up(table):
    for measure in NAMES:
        found = values(table, "base", measure)
        for kind in ("province", "corop"):
            parts = found[f"theil_between_{kind}"] + found[f"theil_within_{kind}"]
            assert parts == pytest.approx(found["theil"], abs=2e-4)


def test_every_index_stands_in_every_block_once(table):
    blocks = table.group_by("scenario", "window", "measure", maintain_order=True).agg(pl.col("index"))
    assert blocks.height == 2 * len(NAMES)
    assert all(rows == list(INDEXES) for rows in blocks["index"].to_list())


def test_the_order_of_zones_does_not_matter(table):
    r = zone_result()
    turned = replace(
        r,
        base=replace(r.base, zones=r.base.zones.reverse()),
        cases=tuple(replace(c, zones=c.zones.reverse()) for c in r.cases),
    )
    assert spread_table(turned, NAMES).equals(table)


def test_a_drop_is_no_amount_and_has_no_spread():
    names = ["main_min", "pop_60", "drop_evening", "chg_ams", "access_basis", "spoorboekloos", "jobs_60", "town_id"]
    assert [i.name for i in spread_measures(names)] == ["main_min", "pop_60", "spoorboekloos", "jobs_60"]


def test_nothing_to_reach_for_anybody_has_no_index_but_a_mean():
    found = values(spread_table(two_zones([0, 0]), ["pop_60"]), "base", "pop_60")
    assert (found["mean"], found["gini"], found["norm"], found["below_norm_pct"]) == (0.0, None, None, None)


def test_without_regions_or_density_these_indexes_are_empty():
    r = zone_result()
    zones = replace(r.places.zones, municipality=("",) * 8, corop=("",) * 8, province=("",) * 8)
    bare = replace(r, places=replace(r.places, zones=zones, areas={}, municipalities=None))
    found = values(spread_table(bare, ["pop_60"]), "base", "pop_60")
    assert (found["concentration"], found["theil_between_province"], found["theil_within_corop"]) == (None,) * 3
    assert found["gini"] > 0


def test_without_zones_the_table_is_empty_with_its_columns():
    r = zone_result()
    none = replace(r, base=replace(r.base, zones=None), cases=())
    found = spread_table(none, NAMES)
    assert found.is_empty()
    assert found.columns == ["scenario", "window", "measure", "unit", "index", "value", "base_value", "diff"]


def test_other_windows_are_told_in_brief():
    r = zone_result()

    def more(case):
        tables = WindowTables(case.towns, case.pairs, case.zones.with_columns(pl.col("pop_60") // 2), case.areas)
        return replace(case, others={"evening": tables})

    both = replace(r, base=more(r.base), cases=tuple(more(c) for c in r.cases))
    found = spread_table(both, ["pop_60"]).filter(pl.col("scenario") == "base")
    evening = found.filter(pl.col("window") == "evening")
    assert evening["index"].to_list() == list(BRIEF)
    assert set(found.filter(pl.col("window") == "offpeak")["index"]) == set(INDEXES)
    halves = [
        found.filter((pl.col("window") == w) & (pl.col("index") == "mean"))["value"][0]
        for w in ("evening", "offpeak")
    ]
    assert halves[0] == pytest.approx(halves[1] / 2, rel=1e-5)

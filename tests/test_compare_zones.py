"""Winners and losers in inhabitants, zone by zone and per region: known answers by hand, and totals that agree."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bereikbaar.compare.areas import compare_areas
from bereikbaar.compare.zones import FROM_MINUTES, PEOPLE, SUM_KINDS, compare_zones, zone_sums_by_region
from builders_zones import ZONES, areas, zone_result

TOTAL = sum(z[1] for z in ZONES.values())


@pytest.fixture(scope="module")
def compared():
    r = zone_result()
    return compare_zones(r.base, r.cases[0], settings=r.settings)


@pytest.fixture(scope="module")
def sums(compared):
    return zone_sums_by_region(compared, zone_result().places)


def row(sums, kind, code, measure="main_min"):
    found = sums.filter((pl.col("kind") == kind) & (pl.col("code") == code) & (pl.col("measure") == measure))
    assert found.height == 1
    return found.row(0, named=True)


def test_every_zone_is_judged_by_itself(compared):
    verdicts = dict(compared.filter(pl.col("measure") == "main_min").select("pc4", "verdict").iter_rows())
    assert verdicts == {
        "3511": "same",  # 0.4 of 31 min
        "4381": "no_connection",
        "8221": "same",
        "8301": "new",
        "9401": "worse",
        "9711": "better",
        "9712": "worse",
        "9751": "better",
    }


def test_what_is_not_in_minutes_counts_from_two_percent_on(compared):
    found = dict(compared.filter(pl.col("measure") == "pop_60").select("pc4", "verdict").iter_rows())
    assert (found["9711"], found["9712"], found["9401"], found["3511"]) == ("better", "same", "worse", "same")


def test_a_mean_over_a_region_cannot_hide_its_losers(sums):
    groningen = row(sums, "municipality", "GM0014")
    assert (groningen["winners"], groningen["losers"], groningen["population"]) == (120_000, 100_000, 220_000)
    # (-10 x 100,000 + 4 x 100,000 - 20 x 20,000) / 220,000
    assert groningen["mean_diff"] == pytest.approx(-4.545, abs=0.001)
    assert (groningen["gain_5"], groningen["gain_10"], groningen["gain_15"]) == (120_000, 120_000, 20_000)
    assert (groningen["loss_5"], groningen["zones"], groningen["counted"]) == (0, 3, 220_000)
    assert (groningen["base_mean"], groningen["name"]) == (pytest.approx(101.818, abs=0.001), "Groningen")


def test_a_new_connection_and_none_are_people_but_no_minutes(sums):
    flevoland = row(sums, "corop", "CR40")
    assert (flevoland["new"], flevoland["same"], flevoland["counted"]) == (27_000, 80_000, 80_000)
    assert flevoland["mean_diff"] == 0.0
    zeeland = row(sums, "province", "PV29")
    assert (zeeland["no_connection"], zeeland["counted"], zeeland["mean_diff"]) == (44_000, 0, None)


def test_the_country_is_the_sum_of_the_zones(sums):
    country = row(sums, "country", "NL")
    assert (country["population"], country["zones"]) == (TOTAL, 8)
    assert (country["winners"], country["losers"], country["new"], country["no_connection"], country["same"]) == (
        120_000, 165_000, 27_000, 44_000, 440_000,
    )  # fmt: skip
    assert country["loss_5"] == 65_000


def test_minutes_are_counted_from_a_limit_on_for_minutes_only(sums):
    found = row(sums, "country", "NL", "pop_60")
    assert [found[c] for c in FROM_MINUTES] == [None] * 6
    assert found["winners"] == 100_000 + 20_000 + 27_000


def test_membership_that_is_our_reading_is_marked_and_zones_in_no_region_are_in_no_row(sums):
    npvr = sums.filter((pl.col("kind") == "npvr") & (pl.col("measure") == "main_min"))
    assert npvr.select("code", "basis", "population").row(0) == ("npvr-1", "our reading of the map", 20_000)
    assert npvr.height == 1
    assert sums.filter(pl.col("kind") != "npvr")["basis"].null_count() == sums.filter(pl.col("kind") != "npvr").height


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(5, 200), st.floats(5, 200), st.integers(0, 9999)), min_size=8, max_size=8))
def test_totals_agree_over_zone_municipality_corop_and_province(rows):
    r = zone_result()
    before, after = (
        case.zones.with_columns(
            main_min=pl.Series([v[i] for v in rows], dtype=pl.Float64),
            population=pl.Series([v[2] for v in rows], dtype=pl.Int64),
        )
        for i, case in enumerate((r.base, r.cases[0]))
    )
    compared = compare_zones(replace(r.base, zones=before), replace(r.cases[0], zones=after), only=["main_min"])
    sums = zone_sums_by_region(compared, r.places)
    kinds = (
        sums.filter(pl.col("kind") != "npvr").group_by("kind").agg(pl.col("population", *PEOPLE, *FROM_MINUTES).sum())
    )
    assert set(kinds["kind"]) == {"country", "province", "corop", "municipality"}
    assert kinds.drop("kind").unique().height == 1
    # nobody is counted twice, and nobody falls out
    country = kinds.row(0, named=True)
    assert sum(country[c] for c in PEOPLE) == country["population"] == sum(v[2] for v in rows)


def test_losers_weigh_as_much_as_winners_when_the_scenario_is_turned_round():
    r = zone_result()
    there = zone_sums_by_region(compare_zones(r.base, r.cases[0], only=["main_min"]), r.places)
    back = zone_sums_by_region(compare_zones(r.cases[0], r.base, only=["main_min"]), r.places)
    assert there["gain_10"].to_list() == back["loss_10"].to_list()
    assert there["new"].to_list() == back["lost"].to_list()
    assert there["mean_diff"].fill_null(0).to_list() == (-back["mean_diff"].fill_null(0)).to_list()


def test_the_order_of_the_zones_does_not_matter(sums):
    r = zone_result()
    turned = (replace(c, zones=c.zones.reverse()) for c in (r.base, r.cases[0]))
    assert zone_sums_by_region(compare_zones(*turned, settings=r.settings), r.places).equals(sums)


def test_the_sums_stand_in_the_order_of_kind_measure_and_code(sums):
    assert sums["kind"].unique(maintain_order=True).to_list() == list(SUM_KINDS)
    first = sums.filter((pl.col("kind") == "province") & (pl.col("measure") == "main_min"))
    assert first["code"].to_list() == ["PV20", "PV22", "PV24", "PV26", "PV29"]


def test_without_zones_there_is_nothing_to_sum():
    r = zone_result()
    found = compare_zones(replace(r.base, zones=None), r.cases[0])
    assert found.is_empty()
    assert zone_sums_by_region(found, r.places).is_empty()


def test_zones_of_a_region_only_give_rows_of_that_region_only():
    r = zone_result()
    part = [replace(c, zones=c.zones.filter(pl.col("province") == "Drenthe")) for c in (r.base, r.cases[0])]
    sums = zone_sums_by_region(compare_zones(*part), r.places)
    assert set(sums.filter(pl.col("kind") == "province")["code"]) == {"PV22"}
    assert set(sums.filter(pl.col("kind") == "country")["population"]) == {65_000}
    assert "npvr" not in set(sums["kind"])


def test_a_limit_tells_zones_beyond_it_from_those_without_connection():
    r = zone_result()
    share = pl.Series([0.0] * 6 + [100.0, 0.0])
    before = r.base.zones.with_columns(exp_umc_min=pl.Series([20.0, None, 60.0, None, 30.0, 10.0, None, 25.0]))
    before = before.with_columns(beyond_umc_pct=share)
    after = r.cases[0].zones.with_columns(beyond_umc_pct=pl.lit(0.0))
    only = ["exp_umc_min"]
    found = compare_zones(replace(r.base, zones=before), replace(r.cases[0], zones=after), only=only)
    verdicts = dict(found.select("pc4", "verdict").iter_rows())
    assert (verdicts["9712"], verdicts["8301"], verdicts["4381"]) == ("comes_within", "new", "no_connection")
    country = row(zone_sums_by_region(found, r.places), "country", "NL", "exp_umc_min")
    assert (country["comes_within"], country["new"], country["no_connection"]) == (100_000, 27_000, 44_000)


def test_means_of_regions_are_compared_as_towns_are():
    r = zone_result()
    sums = zone_sums_by_region(compare_zones(r.base, r.cases[0], settings=r.settings), r.places)
    found = compare_areas(r.base, r.cases[0], "corop", sums, settings=r.settings, only=["main_min"])
    rows = {x["code"]: x for x in found.iter_rows(named=True)}
    assert rows["CR03"]["verdict"] == "better"
    assert rows["CR07"]["diff"] == 9.0
    assert rows["CR32"]["verdict"] == "no_connection"
    assert found.columns[:3] == ["code", "name", "population"]
    assert compare_areas(replace(r.base, areas={}), r.cases[0], "corop", sums).is_empty()


def test_who_gets_a_connection_makes_no_mean_of_a_region_longer():
    """In Flevoland Emmeloord gets a connection that takes longer than Lelystad's: nobody there travels longer."""
    r = zone_result()
    sums = zone_sums_by_region(compare_zones(r.base, r.cases[0], settings=r.settings), r.places)
    for kind in ("province", "corop", "municipality"):
        found = compare_areas(r.base, r.cases[0], kind, sums, settings=r.settings, only=["main_min", "pop_60"])
        for mine in found.iter_rows(named=True):
            theirs = row(sums, kind, mine["code"], mine["measure"])
            assert [mine[c] for c in ("counted", "new", "lost")] == [theirs[c] for c in ("counted", "new", "lost")]
            if theirs["counted"]:
                margin = 0.51 if mine["measure"] == "pop_60" else 0.051
                means = [theirs["base_mean"], theirs["scenario_mean"]]
                assert [mine["base"], mine["scenario"]] == pytest.approx(means, abs=margin)
    found = compare_areas(r.base, r.cases[0], "municipality", sums, settings=r.settings, only=["main_min"])
    new = found.filter(pl.col("new") > 0)
    assert new["verdict"].to_list() == ["new"] and new["base"].to_list() == [None] and new["scenario"][0] is not None


def test_regions_of_the_builder_hold_every_zone_once():
    for kind, found in areas().items():
        inside = np.count_nonzero(found.zone_area >= 0)
        assert inside == (1 if kind == "npvr" else len(ZONES))


def test_a_limit_is_told_for_every_destination_that_can_be_asked_for():
    r = zone_result()
    nothing, ten = [None] * 8, [10.0] * 8
    before = r.base.zones.with_columns(exp_hbo_min=pl.Series(nothing, dtype=pl.Float64), beyond_hbo_pct=pl.lit(100.0))
    after = r.cases[0].zones.with_columns(exp_hbo_min=pl.Series(ten), beyond_hbo_pct=pl.lit(0.0))
    found = compare_zones(replace(r.base, zones=before), replace(r.cases[0], zones=after), only=["exp_hbo_min"])
    assert set(found["verdict"]) == {"comes_within"}

"""Train commuters between municipalities: gains and losses by hand, per home and per work."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from bereikbaar.compare.commuters import PEOPLE, commuter_pairs, commuter_sums, commuters_within
from builders_zones import COMMUTERS, commuting, zone_result


@pytest.fixture(scope="module")
def made():
    r = zone_result()
    pairs = commuter_pairs(r.base, r.cases[0], r.places, r.settings)
    return pairs, commuter_sums(pairs, r.places)


def row(sums, side, kind, code):
    found = sums.filter((pl.col("side") == side) & (pl.col("kind") == kind) & (pl.col("code") == code))
    assert found.height == 1
    return found.row(0, named=True)


def test_pairs_are_judged_as_towns_are(made):
    pairs, _sums = made
    assert {(h, w): v for h, w, v in pairs.select("home", "work", "verdict").iter_rows()} == {
        ("GM0014", "GM0106"): "worse",
        ("GM0014", "GM0344"): "better",
        ("GM0106", "GM0014"): "same",
        ("GM0171", "GM0014"): "new",
        ("GM0171", "GM0718"): "no_connection",
        ("GM0344", "GM0014"): "better",
    }


def test_the_country_by_hand(made):
    _pairs, sums = made
    found = row(sums, "home", "country", "NL")
    assert found["commuters"] == 1002.5
    assert found["within"] == 2700.0  # left out, and said
    assert (found["counted"], found["new"], found["no_connection"]) == (960.0, 40.0, 2.5)
    assert (found["winners"], found["losers"], found["same"]) == (160.0, 300.0, 500.0)
    # 300 x 6 - 100 x 30 + 500 x 0.5 - 60 x 15 = -1850 commuter-minutes a trip, two trips a day
    assert found["mean_diff"] == pytest.approx(-1850 / 960, abs=0.001)
    assert found["hours_saved_day"] == pytest.approx(2 * 1850 / 60, abs=0.05)
    assert (found["gain_5"], found["gain_15"], found["loss_5"], found["loss_10"]) == (160.0, 160.0, 300.0, 0.0)


def test_who_lives_somewhere_and_who_works_there_are_told_apart(made):
    _pairs, sums = made
    home, work = (row(sums, side, "municipality", "GM0014") for side in ("home", "work"))
    assert (home["commuters"], home["winners"], home["losers"], home["within"]) == (400.0, 100.0, 300.0, 2000.0)
    assert (work["commuters"], work["winners"], work["new"], work["within"]) == (600.0, 60.0, 40.0, 2000.0)
    # 300 x +6 and 100 x -30: they gain 5 hours less than nothing on the one, 50 on the other
    assert home["hours_saved_day"] == pytest.approx(2 * (3000 - 1800) / 60, abs=0.05)


def test_what_is_lost_is_below_zero(made):
    _pairs, sums = made
    assert row(sums, "work", "municipality", "GM0106")["hours_saved_day"] == pytest.approx(-2 * 1800 / 60, abs=0.05)


def test_totals_agree_over_municipality_corop_and_province_and_over_home_and_work(made):
    _pairs, sums = made
    summed = sums.group_by("side", "kind").agg(pl.col("commuters", "within", *PEOPLE).sum())
    assert summed.height == 7
    assert summed.select("commuters", "within", *PEOPLE).unique().height == 1


def test_nobody_is_counted_twice(made):
    _pairs, sums = made
    for found in sums.iter_rows(named=True):
        assert sum(found[p] for p in PEOPLE) == pytest.approx(found["commuters"])


def test_the_base_against_itself_gives_levels_and_no_change():
    r = zone_result()
    sums = commuter_sums(commuter_pairs(r.base, r.base, r.places), r.places)
    found = row(sums, "home", "country", "NL")
    assert (
        found["base_mean"]
        == found["scenario_mean"]
        == pytest.approx((300 * 30 + 160 * 150 + 500 * 30) / 960, abs=0.001)
    )
    assert str(found["hours_saved_day"]) == "0.0"  # not -0.0
    assert (found["hours_saved_day"], found["winners"], found["losers"], found["no_connection"]) == (0.0, 0, 0, 42.5)


def test_the_order_of_the_pairs_does_not_matter(made):
    pairs, sums = made
    r = zone_result()
    flows = commuting()
    turned = replace(flows, **{k: getattr(flows, k)[::-1] for k in ("home", "work", "total", "train")})
    places = replace(r.places, commuting=turned)
    again = commuter_pairs(r.base, r.cases[0], places, r.settings)
    assert again.equals(pairs)
    assert commuter_sums(again, places).equals(sums)


def test_without_commuters_or_minutes_there_is_nothing():
    r = zone_result()
    assert commuter_pairs(r.base, r.cases[0], replace(r.places, commuting=None)).is_empty()
    assert commuter_pairs(replace(r.base, commuter_minutes=None), r.cases[0], r.places).is_empty()
    assert commuter_sums(pl.DataFrame(), r.places).is_empty()
    assert commuters_within(replace(r.places, commuting=None)) == 0.0


def test_those_within_one_municipality_are_counted_apart():
    r = zone_result()
    assert commuters_within(r.places) == 2700.0 == sum(c[0] for (h, w), c in COMMUTERS.items() if h == w)


def test_a_municipality_without_zones_still_counts_for_the_country():
    r = zone_result()
    municipality = r.places.areas["municipality"]
    gone = np.where(municipality.zone_area == 0, -1, municipality.zone_area)  # Groningen has no zone any more
    places = replace(r.places, areas={**r.places.areas, "municipality": replace(municipality, zone_area=gone)})
    sums = commuter_sums(commuter_pairs(r.base, r.cases[0], places), places)
    assert row(sums, "home", "country", "NL")["commuters"] == 1002.5
    provinces = sums.filter((pl.col("side") == "home") & (pl.col("kind") == "province"))
    assert provinces["commuters"].sum() == 602.5


def test_a_municipality_whose_commuters_all_stay_within_it_is_a_region_too():
    r = zone_result()
    flows = commuting()
    lelystad = r.places.municipalities.code.index("GM0995")
    more = {"home": lelystad, "work": lelystad, "total": 160.0, "train": 16.0}
    alone = replace(flows, **{k: np.append(getattr(flows, k), v) for k, v in more.items()})
    places = replace(r.places, commuting=alone)
    sums = commuter_sums(commuter_pairs(r.base, r.cases[0], places), places)
    for side in ("home", "work"):
        found = row(sums, side, "municipality", "GM0995")
        assert (found["commuters"], found["within"], found["winners"], found["mean_diff"]) == (0.0, 16.0, 0.0, None)
    assert set(sums.group_by("side", "kind").agg(pl.col("within").sum())["within"]) == {2716.0}

"""The largest gains and losses of a run, each with its reason."""

from dataclasses import replace

import polars as pl
import pytest

from bereikbaar import pipeline
from bereikbaar.compare import gainers_losers
from bereikbaar.compare.measures import MAIN_PARTS
from bereikbaar.reasons.explain import Explanation
from bereikbaar.reasons.most import _centre, explain_most
from bereikbaar.reasons.price import price_tags
from bereikbaar.reasons.sentences import why
from bereikbaar.results import Result
from builders_places import fewer_places

PLAN = "lelylijn-2020"


@pytest.fixture(scope="module")
def run() -> tuple[Result, tuple[Explanation, ...]]:
    result = pipeline.run(pipeline.network(), [PLAN], indicators="main_min", at=fewer_places())
    return result, explain_most(result, n=4)[PLAN]


def test_they_are_the_towns_of_the_comparison_in_its_order(run: tuple[Result, tuple[Explanation, ...]]) -> None:
    result, found = run
    best, worst = gainers_losers(result, result.cases[0], n=4)
    first = [*best["town_id"].to_list(), *worst["town_id"].to_list()]
    assert [one.origin.id for one in found[: len(first)]] == first
    assert best.height == 4


def test_a_loss_that_the_mean_of_a_town_hides_is_explained_last(run: tuple[Result, tuple[Explanation, ...]]) -> None:
    result, found = run
    case, known = result.cases[0], {one.origin.id for one in found}
    later = case.towns.filter(~pl.col("town_id").is_in(known) & (pl.col("exp_cap_min") > 20))["town_id"].to_list()[:2]
    more = pl.when(pl.col("town_id") == later[0]).then(3.0).when(pl.col("town_id") == later[1]).then(4.0).otherwise(0)
    moved = replace(case, towns=case.towns.with_columns(pl.col("exp_cap_min") + more))
    told = explain_most(replace(result, cases=(moved,)), n=4)[PLAN]
    assert [one.origin.id for one in told[: len(found)]] == [one.origin.id for one in found]
    assert [one.origin.id for one in told[len(found) :]] == later[::-1]
    assert all(one.destination.kind == "centre" for one in told)
    only = explain_most(replace(result, cases=(moved,)), n=1)[PLAN]
    assert [one.origin.id for one in only] == [found[0].origin.id, later[1]]


def test_losses_go_to_the_destination_of_the_largest_loss(run: tuple[Result, tuple[Explanation, ...]]) -> None:
    result, found = run
    after = result.cases[0]
    back = replace(result, base=after, cases=(replace(result.base, scenario=after.scenario),))
    told = explain_most(back, n=4)[PLAN]
    ends = {one.origin.id: one.destination.id for one in found[:4]}
    assert {one.origin.id: one.destination.id for one in told} == ends
    assert all(f"{one.shown_diff_min} min slower" in why(one).said("en") for one in told)


def test_each_goes_to_the_destination_of_its_largest_change(run: tuple[Result, tuple[Explanation, ...]]) -> None:
    result, found = run
    ids = dict(zip(("amsterdam", "rotterdam", "den-haag", "utrecht"), MAIN_PARTS, strict=False))
    towns = (result.base.towns, result.cases[0].towns)
    for one in found[:4]:
        before, after = (t.filter(town_id=one.origin.id).row(0, named=True) for t in towns)
        gains = {m: round(before[m], 1) - round(after[m], 1) for m in MAIN_PARTS}
        measure = ids.get(one.destination.id, "exp_cap_min")
        assert gains[measure] == pytest.approx(max(gains.values()), abs=1e-6)
        assert one.destination.kind == "centre"


def test_each_has_a_sentence_about_its_own_minutes(run: tuple[Result, tuple[Explanation, ...]]) -> None:
    for one in run[1][:4]:
        said = why(one).said("en")
        assert said.startswith(f"{one.origin.name} – {one.destination.name}: {-one.shown_diff_min} min faster")
        assert "sneller" in why(one).said("nl")
        assert sum(reason.minutes for reason in one.reasons) == one.shown_diff_min


def test_a_plan_that_changes_nothing_for_towns_has_nothing_to_explain(
    run: tuple[Result, tuple[Explanation, ...]],
) -> None:
    result = run[0]
    idle = replace(result.base, scenario=result.cases[0].scenario)
    assert explain_most(replace(result, cases=(idle,))) == {}


def test_the_price_of_a_run_knows_what_train_commuters_gain(run: tuple[Result, tuple[Explanation, ...]]) -> None:
    result = run[0]
    tag = price_tags(result)[PLAN]
    assert tag.new_track_km > 100
    assert tag.train_km > 0
    assert tag.cost is not None
    assert tag.cost == result.cases[0].scenario.cost  # type: ignore[union-attr]
    assert tag.hours_per_train_km is not None
    assert tag.hours_per_million is not None
    saved = tag.hours_per_train_km * tag.train_km
    assert tag.hours_per_million * sum(tag.cost.bn_eur) / 2 * 1000 == pytest.approx(saved)


def test_a_capital_is_all_of_its_stations_and_not_the_station_of_its_name(
    run: tuple[Result, tuple[Explanation, ...]],
) -> None:
    result = run[0]
    town = next(t for t, province in enumerate(result.places.towns.province) if province == "Zuid-Holland")
    capital = _centre("exp_cap_min", town, result.places, result.base.network)
    assert capital is not None
    assert capital.kind == "centre"
    assert {"gvc", "gv"} <= set(capital.stations)

"""The ten largest gains and losses of a run, each with its reason."""

import pytest

from bereikbaar import pipeline
from bereikbaar.compare import gainers_losers
from bereikbaar.compare.measures import MAIN_PARTS
from bereikbaar.reasons.largest import Largest, explain_largest
from bereikbaar.results import Result
from builders_places import fewer_places


@pytest.fixture(scope="module")
def run() -> tuple[Result, Largest]:
    result = pipeline.run(pipeline.network(), ["lelylijn-2020"], indicators="main_min", at=fewer_places())
    return result, explain_largest(result, result.cases[0], n=4)


def test_they_are_the_towns_of_the_comparison_in_its_order(run: tuple[Result, Largest]) -> None:
    result, found = run
    best, worst = gainers_losers(result, result.cases[0], n=4)
    assert [one.town_id for one in found.gains] == best["town_id"].to_list()
    assert [one.town_id for one in found.losses] == worst["town_id"].to_list()
    assert len(found.gains) == 4


def test_each_goes_to_the_destination_of_its_largest_change(run: tuple[Result, Largest]) -> None:
    result, found = run
    for one in found.gains:
        before = result.base.towns.filter(town_id=one.town_id).row(0, named=True)
        after = result.cases[0].towns.filter(town_id=one.town_id).row(0, named=True)
        gains = {m: round(before[m], 1) - round(after[m], 1) for m in MAIN_PARTS}
        assert gains[one.measure] == pytest.approx(max(gains.values()), abs=1e-6)


def test_each_has_a_sentence_about_its_own_minutes(run: tuple[Result, Largest]) -> None:
    for one in run[1].gains:
        assert one.why.said("en").startswith(f"{one.town} – {one.to}: ")
        assert one.before_min is not None
        assert one.after_min is not None
        assert "faster" in one.why.said("en")
        assert "sneller" in one.why.said("nl")
        # a town of one zone, or nearly: what is explained is about what the table has
        assert one.before_min - one.after_min == pytest.approx(one.town_before_min - one.town_after_min, abs=15)


def test_a_plan_that_changes_nothing_for_towns_has_nothing_to_explain(run: tuple[Result, Largest]) -> None:
    result, _found = run
    assert explain_largest(result, result.base) == Largest((), ())

"""What parts contribute: on paper, over all orders, and where nothing can be said in minutes."""

from itertools import permutations

import numpy as np
import pytest
from small_plans import D_FAST, FAST_EAST, FAST_WEST, OFTEN_WEST, SETTINGS, TO_D, network, places, scenario

from bereikbaar.errors import InputError, Problem, UnknownNameError
from bereikbaar.reasons import parts as parts_module
from bereikbaar.reasons.attribution import STATES, Attribution, attribute
from bereikbaar.reasons.parts import Part, of_changes, of_scenarios, parts_of, subsets
from bereikbaar.scenarios.apply import apply_scenario
from bereikbaar.scenarios.parts import combine
from bereikbaar.scenarios.some import Some

ASK = ("exp_ams_min", "exp_utr_min")


def divided(*scenarios, **more) -> Attribution:
    given = {"window": "offpeak", "indicators": ASK, "settings": SETTINGS, "places": places(), **more}
    return attribute(given.pop("net", network()), of_scenarios(scenarios), **given)


def at(found: Attribution, table, town: str, measure: str = "exp_ams_min"):
    """The values of a table for one town and measure."""
    return table[..., found.indicators.index(measure), found.town_id.index(town)]


def state(found: Attribution, town: str, measure: str = "exp_ams_min") -> str:
    return STATES[at(found, found.state, town, measure)]


def test_two_faster_lines_in_a_row_each_get_their_own_minutes() -> None:
    found = divided(scenario("west", FAST_WEST), scenario("east", FAST_EAST))
    np.testing.assert_allclose(at(found, found.shapley, "town-a"), [-10, -10])
    np.testing.assert_allclose(at(found, found.last, "town-a"), [-10, -10])
    assert at(found, found.total, "town-a") == pytest.approx(-20)
    np.testing.assert_allclose(at(found, found.shapley, "town-a", "exp_utr_min"), [-10, 0], atol=1e-12)
    np.testing.assert_allclose(at(found, found.shapley, "town-b"), [0, -10], atol=1e-12)
    assert found.measured == 4


def test_two_trains_that_can_replace_each_other_share_what_one_would_do_alone() -> None:
    # both as fast as can be: a train from a to c in 50 min, 2 an hour; each alone saves x, both y, so each gets y/2
    direct = [f"add_service: {{id: {i}, stops: [a, c], run_min: [50], tph: {{day: 2}}}}" for i in "XY"]
    found = divided(scenario("x", direct[0]), scenario("y", direct[1]))
    alone, last, share = (at(found, t, "town-a") for t in (found.alone, found.last, found.shapley))
    # first wait 30 min apart -> 15 min, 4 an hour -> 7.5 min; the first also saves a change and 20 min of riding
    np.testing.assert_allclose(share, [(alone[0] + last[0]) / 2] * 2)
    np.testing.assert_allclose(last, [-7.5, -7.5])
    assert alone[0] < last[0]
    assert share.sum() == pytest.approx(at(found, found.total, "town-a"), abs=1e-9)


def test_shares_are_the_means_over_all_orders_of_applying_whole_scenarios() -> None:
    plans = [scenario("west", FAST_WEST), scenario("often", OFTEN_WEST), scenario("east", FAST_EAST)]
    found, net = divided(*plans), network()

    def minutes(some) -> np.ndarray:
        from bereikbaar.access.towns import measure_towns
        from bereikbaar.routing.travel_times import travel_times

        after = apply_scenario(net, combine(some), SETTINGS).network if some else net
        times = {"offpeak": travel_times(after, "offpeak", SETTINGS)}
        return measure_towns(after, times, places(), SETTINGS, "offpeak")["exp_ams_min"].to_numpy()

    shares = {p.name: [] for p in plans}
    for order in permutations(plans):
        for k, plan in enumerate(order):
            shares[plan.name].append(minutes(order[: k + 1]) - minutes(order[:k]))
    for n, plan in enumerate(plans):
        mean = np.mean(shares[plan.name], axis=0)
        known = np.isfinite(mean)
        np.testing.assert_allclose(found.shapley[n, 0, known], mean[known], atol=1e-9)
        assert known.sum() == 3


def test_shares_sum_to_the_total_in_every_town_and_measure_and_for_the_country() -> None:
    found = divided(scenario("west", FAST_WEST), scenario("often", OFTEN_WEST), scenario("east", FAST_EAST))
    np.testing.assert_allclose(found.shapley.sum(axis=0), found.total, atol=1e-9)
    np.testing.assert_allclose(found.country(found.shapley).sum(axis=0), found.country(found.total), atol=1e-9)


def test_the_country_counts_by_inhabitants() -> None:
    found = divided(scenario("west", FAST_WEST), scenario("east", FAST_EAST))
    # a (50,000) gains 20 to Amsterdam, b (20,000) 10, c (30,000) nothing; d has no train and does not count
    assert found.country(found.total)[0] == pytest.approx(-(20 * 50 + 10 * 20) / 100)
    assert found.people("never")[0] == 5000


def test_a_part_that_does_nothing_after_another_is_no_error() -> None:
    same = divided(scenario("one", FAST_WEST), scenario("two", FAST_WEST), scenario("east", FAST_EAST))
    np.testing.assert_allclose(at(same, same.shapley, "town-a"), [-5, -5, -10])
    assert same.measured == 4  # base, west, east, both: the twin changes nothing more


def test_a_new_connection_is_told_and_not_given_in_minutes() -> None:
    found = divided(scenario("west", FAST_WEST), scenario("d", TO_D))
    assert state(found, "town-d") == "connection"
    assert np.isnan(at(found, found.shapley, "town-d")).all()
    assert np.isnan(at(found, found.total, "town-d"))
    assert state(found, "town-a") == "known"
    assert found.people("connection")[0] == 5000
    row = found.frame().filter(town_id="town-d", measure="exp_ams_min")
    assert row["shapley"].null_count() == row.height == 2


def test_changes_that_need_each_other_are_one_part() -> None:
    plan = scenario("all", TO_D, D_FAST, FAST_WEST, FAST_EAST)
    found = attribute(
        network(), of_changes(plan), window="offpeak", indicators=ASK, settings=SETTINGS, places=places(), name="all"
    )
    assert sorted(len(p.changes) for p in found.parts) == [1, 1, 2]
    both = next(p for p in found.parts if len(p.changes) == 2)
    assert {c.KIND for c in both.changes} == {"add_service", "set_run_time"}
    assert len(both.said) == 2
    assert sorted(at(found, found.shapley, "town-a").tolist()) == pytest.approx([-10, -10, 0])


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"c": [{"a"}, {"b"}]}, ["a & c", "b"]),  # c needs a or b: with one away it can be made, without both not
        ({"c": [{"a", "b"}]}, ["a & b & c"]),
        ({"b": [{"a"}], "c": [{"b"}]}, ["a & b & c"]),
        ({}, ["a", "b", "c"]),
    ],
)
def test_who_needs_whom_is_found_by_trying(rule, expected, monkeypatch) -> None:
    def tried(net, changes, settings, **_more) -> Some:
        there = set(changes)
        failed = {n: (Problem("needs another"),) for n, c in enumerate(changes) if not _can(c, there, rule)}
        return Some(net, frozenset(range(len(changes))) - failed.keys(), failed, {})

    monkeypatch.setattr(parts_module, "apply_some", tried)
    plan = [Part(name, (name,)) for name in ("a", "b", "c", "free")]  # type: ignore[arg-type]
    found, every = subsets(network(), plan, SETTINGS, None, "plan")
    assert [part.name for part in found] == [*expected, "free"]
    assert len(every) == 2 ** len(found)


def _can(change, there, rule) -> bool:
    return any(needed <= there for needed in rule.get(change, [set()]))


def test_the_order_of_the_parts_changes_nothing_but_their_order() -> None:
    plans = [scenario("west", FAST_WEST), scenario("often", OFTEN_WEST), scenario("east", FAST_EAST)]
    one, other = divided(*plans), divided(*plans[::-1])
    np.testing.assert_allclose(one.shapley, other.shapley[::-1], atol=1e-9)


def test_by_the_clock_shares_also_sum_to_the_total() -> None:
    found = divided(scenario("west", FAST_WEST), scenario("east", FAST_EAST), method="clock")
    np.testing.assert_allclose(found.shapley.sum(axis=0), found.total, atol=1e-9)
    assert at(found, found.total, "town-a") <= -10


def refused(parts, **more) -> str:
    given = {"window": "offpeak", "indicators": ASK, "settings": SETTINGS, "places": places(), **more}
    with pytest.raises(InputError) as caught:
        attribute(network(), parts, **given)
    return str(caught.value)


def test_one_part_cannot_be_divided() -> None:
    assert "found one part, expected at least two" in refused(of_scenarios([scenario("west", FAST_WEST)]))
    with pytest.raises(InputError, match=r"'west' is one scenario; name several \(a\+b\)"):
        parts_of(scenario("west", FAST_WEST), "scenarios")


def test_parts_that_all_need_each_other_cannot_be_divided() -> None:
    assert "all parts need each other" in refused(of_changes(scenario("d", TO_D, D_FAST)))


def test_nine_parts_are_too_many() -> None:
    plans = [
        scenario(f"x{n}", f"add_service: {{id: X{n}, stops: [a, c], run_min: [5{n}], tph: {{day: 1}}}}")
        for n in range(9)
    ]
    assert "found 9 parts, expected at most 8" in refused(of_scenarios(plans))


def test_unknown_measures_windows_and_measures_without_numbers_are_refused() -> None:
    parts = of_scenarios([scenario("west", FAST_WEST), scenario("east", FAST_EAST)])
    assert "did you mean 'main_min'?" in refused(parts, indicators="main_mi")
    assert "access_basis: expected measures with numbers" in refused(parts, indicators="access_basis")
    with pytest.raises(UnknownNameError, match="offpeek"):
        attribute(network(), parts, window="offpeek", settings=SETTINGS, places=places())

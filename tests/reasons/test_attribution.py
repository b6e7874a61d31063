"""What parts contribute: on paper, over all orders, and where nothing can be said in minutes."""

from itertools import permutations

import numpy as np
import pytest
from small_plans import D_FAST, FAST_EAST, FAST_WEST, OFTEN_WEST, SETTINGS, TO_D, network, places, scenario

from bereikbaar.errors import InputError, Problem, UnknownNameError
from bereikbaar.reasons import grouping
from bereikbaar.reasons.attribution import STATES, Attribution, attribute
from bereikbaar.reasons.grouping import subsets
from bereikbaar.reasons.parts import Part, of_changes, of_scenarios, parts_of
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


def test_what_one_part_takes_away_and_another_gives_back_is_a_connection_and_not_minutes() -> None:
    with_d = apply_scenario(network(), scenario("d", TO_D)).network
    gone = scenario("gone", "remove_service: {services: [D]}")
    back = scenario("back", "add_service: {id: E, stops: [c, d], run_min: [15], tph: {day: 2}}")
    found = divided(gone, back, net=with_d)
    assert not np.isnan(at(found, found.base, "town-d"))  # there before, there with both, not with the first alone
    assert state(found, "town-d") == "connection"
    for table in (found.total, found.shapley, found.alone, found.last):
        assert np.isnan(at(found, table, "town-d")).all()


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
        ({"c": [{"a", "b"}]}, ["a & 2 more"]),
        ({"b": [{"a"}], "c": [{"b"}]}, ["a & 2 more"]),
        ({}, ["a", "b", "c"]),
    ],
)
def test_who_needs_whom_is_found_by_trying(rule, expected, monkeypatch) -> None:
    def tried(net, changes, settings, **_more) -> Some:
        there = set(changes)
        failed = {n: (Problem("needs another"),) for n, c in enumerate(changes) if not _can(c, there, rule)}
        return Some(net, frozenset(range(len(changes))) - failed.keys(), failed, {})

    monkeypatch.setattr(grouping, "apply_some", tried)
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


def test_one_scenario_has_no_parts_by_scenarios() -> None:
    with pytest.raises(InputError, match=r"'west' is one scenario; name several \(a\+b\)"):
        parts_of(scenario("west", FAST_WEST), "scenarios")
    assert "the plan has no changes" in refused([])


def test_changes_that_all_need_each_other_are_one_part_that_makes_the_total() -> None:
    found = attribute(
        network(), of_changes(scenario("d", TO_D, D_FAST)), window="offpeak", indicators=ASK,
        settings=SETTINGS, places=places(),
    )  # fmt: skip
    assert [len(p.changes) for p in found.parts] == [2]
    assert found.measured == 2
    for table in (found.shapley, found.alone, found.last):
        np.testing.assert_array_equal(table[0], found.total)


STATION_E = "add_station: {code: ee, name: E, lat: 52.3, lon: 5.8, province: Utrecht}"
TRACK_E = "add_track: {from: c, to: ee, km: 36, speed_kmh: 160}"
TRAIN_E = "add_service: {id: E, stops: [a, c, ee], run_min: [50, 15], dwell_min: [1], tph: {day: 2}}"
BUS_D = "add_feeder: {town: town-d, station: ee, run_min: 5, tph: {day: 2}}"


def of_network(*changes: str, **more) -> list[Part]:
    return subsets(network(), of_changes(scenario("plan", *changes)), SETTINGS, places(), "plan", **more)[0]


def test_a_new_station_and_its_track_belong_to_each_part_that_uses_them() -> None:
    found = of_network(STATION_E, TRACK_E, TRAIN_E, BUS_D, FAST_WEST)
    assert [p.name for p in found] == ["add_service E", "add_feeder town-d ee", "set_run_time a-b 1"]
    assert [{c.KIND for c in p.changes} for p in found] == [
        {"add_station", "add_track", "add_service"},  # the track is not needed for its minutes, but it runs there
        {"add_station", "add_feeder"},
        {"set_run_time"},
    ]


def test_a_bus_to_a_station_without_trains_does_nothing_and_is_no_error() -> None:
    found = attribute(
        network(), of_changes(scenario("plan", STATION_E, TRACK_E, TRAIN_E, BUS_D)), window="offpeak",
        indicators=ASK, settings=SETTINGS, places=places(),
    )  # fmt: skip
    bus = [p.name for p in found.parts].index("add_feeder town-d ee")
    assert state(found, "town-d") == "connection"
    assert at(found, found.alone, "town-a")[bus] == 0
    assert at(found, found.shapley, "town-a")[bus] == pytest.approx(0)


def test_a_station_that_nothing_uses_is_a_part_of_its_own() -> None:
    assert [p.name for p in of_network(STATION_E, FAST_WEST)] == ["add_station ee", "set_run_time a-b 1"]
    assert [p.name for p in of_network(STATION_E, TRACK_E)] == ["add_station ee & add_track c-ee"]


def test_of_more_changes_than_asked_those_of_one_kind_are_taken_together() -> None:
    trains = [f"add_service: {{id: X{n}, stops: [a, c], run_min: [5{n}], tph: {{day: 1}}}}" for n in range(9)]
    assert [p.name for p in of_network(*trains, FAST_WEST)] == ["add_service (9)", "set_run_time a-b 1"]
    few = of_network(FAST_WEST, FAST_EAST, *trains[:2], most=3)
    assert [p.name for p in few] == ["set_run_time a-b 1 & set_run_time b-c 2", "add_service X0", "add_service X1"]
    with pytest.raises(InputError, match=r"found 2 parts, expected at most 1 .*give --at-most 2"):
        of_network(FAST_WEST, trains[0], most=1)


def test_nine_parts_are_too_many() -> None:
    plans = [
        scenario(f"x{n}", f"add_service: {{id: X{n}, stops: [a, c], run_min: [5{n}], tph: {{day: 1}}}}")
        for n in range(9)
    ]
    assert "found 9 parts, expected at most 8" in (said := refused(of_scenarios(plans)))
    assert "make one scenario of some of them (parts: in its file)" in said


def test_unknown_measures_windows_and_measures_without_numbers_are_refused() -> None:
    parts = of_scenarios([scenario("west", FAST_WEST), scenario("east", FAST_EAST)])
    assert "did you mean 'main_min'?" in refused(parts, indicators="main_mi")
    assert "access_basis: expected measures with numbers" in refused(parts, indicators="access_basis")
    with pytest.raises(UnknownNameError, match="offpeek"):
        attribute(network(), parts, window="offpeek", settings=SETTINGS, places=places())

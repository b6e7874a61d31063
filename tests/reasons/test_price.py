"""What a plan takes, on paper: train-km, hours, trainsets, track, and a cost only where one was published."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from small_plans import network, scenario, service

from bereikbaar.errors import InputError, UnknownNameError
from bereikbaar.network.model import Section, Window
from bereikbaar.reasons.price import fleet, price_tag, weekday_hours
from bereikbaar.scenarios.model import Cost

#: Of the small country: 40 hours by day a week, 20 in the evening.
HOURS = {"offpeak": 8.0, "evening": 0.0}


def windows(*some: Window):
    return replace(network(), windows=some)


def test_hours_of_a_weekday_are_a_fifth_by_day_and_a_seventh_in_the_evening() -> None:
    net = windows(Window("peak", 20, "day"), Window("late", 28, "evening"), Window("sunday", 8, "weekend"))
    assert weekday_hours(net) == {"peak": 4.0, "late": 4.0, "sunday": 0.0}


def test_two_more_trains_an_hour_for_eight_hours_are_their_km_both_ways() -> None:
    more = network(service("1", "a 0|b 40", 4), service("2", "b 0|c 30", 2))
    tag = price_tag(network(), more, None, HOURS)
    assert tag.train_km == pytest.approx(2 * 2 * 62 * 8)
    assert tag.train_hours == pytest.approx(2 * 2 * 40 / 60 * 8)
    fewer = price_tag(more, network(), None, HOURS)
    assert fewer.train_km == pytest.approx(-tag.train_km)


def test_trainsets_are_the_round_trip_with_its_turns_over_the_headway_rounded_up() -> None:
    # a-b: 2 x (40 + 10) = 100 min over 30 -> 4 trains; b-c: 2 x (30 + 10) = 80 over 30 -> 3
    assert fleet(network(), HOURS) == 7
    assert fleet(network(), HOURS, turn_round_min=5) == 3 + 3
    faster = network(service("1", "a 0|b 35", 2), service("2", "b 0|c 30", 2))
    assert price_tag(network(), faster, None, HOURS).trainsets == -1  # 90 min over 30: 3


def test_a_fleet_is_that_of_the_busiest_window_of_a_weekday() -> None:
    net = network(service("1", "a 0|b 40", 2))
    pattern = [replace(p, tph=(2.0, 6.0)) for p in net.services["1"].patterns]
    net = replace(net, services=MappingProxyType({"1": replace(net.services["1"], patterns=tuple(pattern))}))
    assert fleet(net, {"offpeak": 8.0, "evening": 0.0}) == 4
    assert fleet(net, {"offpeak": 8.0, "evening": 4.0}) == 10


def test_new_track_counts_by_its_kind_and_faster_track_as_upgraded() -> None:
    base = network()
    line = ((4.0, 52.0), (5.8, 52.6))
    sections = {
        **base.sections,
        ("a", "d"): Section("a", "d", 40.0, 200.0, line, kind="new"),
        ("b", "c"): replace(base.sections[("b", "c")], speed_kmh=200.0),
    }
    tag = price_tag(base, replace(base, sections=MappingProxyType(sections)), None, HOURS)
    assert (tag.new_track_km, tag.upgraded_track_km) == (40.0, 62.0)
    assert (tag.train_km, tag.trainsets) == (0.0, 0)


def test_no_published_cost_is_none_and_so_is_what_is_gained_for_it() -> None:
    more = network(service("1", "a 0|b 40", 4), service("2", "b 0|c 30", 2))
    tag = price_tag(network(), more, scenario("plan", "set_frequency: {services: ['1'], tph: {day: 4}}"), HOURS,
                    saved_hours=500.0)  # fmt: skip
    assert tag.cost is None
    assert tag.hours_per_million is None
    assert tag.hours_per_train_km == pytest.approx(500 / (2 * 2 * 62 * 8))


def test_a_published_range_counts_with_its_middle() -> None:
    plan = replace(
        scenario("plan", "set_frequency: {services: ['1'], tph: {day: 4}}"), cost=Cost((3.0, 5.0), "2020", "x")
    )
    tag = price_tag(network(), network(), plan, HOURS, saved_hours=800.0)
    assert tag.cost == Cost((3.0, 5.0), "2020", "x")
    assert tag.hours_per_million == pytest.approx(800 / 4000)
    assert tag.hours_per_train_km is None  # no train-km more: nothing to divide by


def test_hours_that_are_not_known_say_nothing_of_gains() -> None:
    tag = price_tag(network(), network(), None, HOURS)
    assert (tag.hours_per_million, tag.hours_per_train_km) == (None, None)
    assert all(one.said("nl") and one.said("en") for one in tag.assumptions)


def test_hours_that_no_day_has_and_windows_that_are_not_there_are_refused() -> None:
    with pytest.raises(InputError, match="expected 0 to 24 hours of a weekday, found 25"):
        price_tag(network(), network(), None, {"offpeak": 25.0})
    with pytest.raises(InputError, match="have 30 hours together"):
        price_tag(network(), network(), None, {"offpeak": 20.0, "evening": 10.0})
    with pytest.raises(UnknownNameError, match="ofpeak"):
        price_tag(network(), network(), None, {"ofpeak": 8.0})

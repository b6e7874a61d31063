"""What a plan takes, on paper: train-km, hours, trainsets, track, and a cost only where one was published."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from small_plans import network, scenario, service

from bereikbaar import loading
from bereikbaar.errors import InputError, UnknownNameError
from bereikbaar.network.model import Section, Window
from bereikbaar.reasons.price import fleet, price_tag, weekday_hours
from bereikbaar.scenarios.apply import apply_scenario
from bereikbaar.scenarios.model import Cost
from bereikbaar.settings import Settings

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
    assert fleet(network(), HOURS, 10) == 7
    assert fleet(network(), HOURS, 5) == 3 + 3
    faster = network(service("1", "a 0|b 35", 2), service("2", "b 0|c 30", 2))
    assert price_tag(network(), faster, None, HOURS).trainsets == -1  # 90 min over 30: 3


def test_a_fleet_is_that_of_the_busiest_window_of_a_weekday() -> None:
    net = network(service("1", "a 0|b 40", 2))
    pattern = [replace(p, tph=(2.0, 6.0)) for p in net.services["1"].patterns]
    net = replace(net, services=MappingProxyType({"1": replace(net.services["1"], patterns=tuple(pattern))}))
    assert fleet(net, {"offpeak": 8.0, "evening": 0.0}, 10) == 4
    assert fleet(net, {"offpeak": 8.0, "evening": 4.0}, 10) == 10


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


def test_nothing_is_said_per_million_where_some_parts_have_no_published_cost() -> None:
    cost = Cost((3.0, 5.0), "2020", "x", partial=True)
    plan = replace(scenario("plan", "set_frequency: {services: ['1'], tph: {day: 4}}"), cost=cost)
    tag = price_tag(network(), network(), plan, HOURS, saved_hours=800.0)
    assert tag.cost == cost
    assert tag.hours_per_million is None


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


def test_the_turn_round_is_a_setting_and_said_as_an_assumption() -> None:
    more = network(service("1", "a 0|b 40", 4), service("2", "b 0|c 30", 2))
    usual = price_tag(network(), more, None, HOURS)
    short = price_tag(network(), more, None, HOURS, settings=Settings().changed(turn_round_min=5))
    # a-b: 2 x (40 + 5) = 90 min over 15 -> 6 and over 30 -> 3; with 10 minutes 100 over 15 -> 7 and over 30 -> 4
    assert (usual.trainsets, short.trainsets) == (7 - 4, 6 - 3)
    assert "with 5 minutes at either end (an assumption: setting turn_round_min)" in " ".join(
        text.said("en") for text in short.assumptions
    )


@pytest.fixture(scope="module")
def country():
    return loading.network()


def tag_of(net, name: str):
    plan = loading.scenario(name)
    return price_tag(net, apply_scenario(net, plan, Settings()).network, plan)


def test_the_lelylijn_by_hand(country) -> None:
    """Its trains run 2 an hour for the 14 hours by day and 1 an hour for the 4 of the evening: 32 a direction."""
    hours = weekday_hours(country)
    by_day = sum(hours[k] for k in ("peak", "offpeak", "friday_peak", "friday"))
    assert (by_day, hours["evening"], hours["saturday"], hours["sunday"]) == (14.0, 4.0, 0.0, 0.0)
    tag = tag_of(country, "lelylijn-2020")
    assert tag.train_km == pytest.approx(182.56 * 2 * (2 * 14 + 1 * 4), abs=1)  # Schiphol-Groningen, both ways
    ll1 = (92.8 + 93.8) / 60 * (2 * 14 + 1 * 4)
    stops = (2 + 2) / 60 * 18 + (2 + 2) / 60 * 18 + (2 + 2) / 60 * 32  # Heerenveen Noord: 600 and 800 hourly, 9000
    assert tag.train_hours == pytest.approx(ll1 + stops, abs=0.1)
    # LL1: (92.8 + 93.8 + 20) min x 2 an hour / 60 = 6.9 -> 7; 9000 goes from 6.9 to 7.1 -> one more
    assert tag.trainsets == 8
    assert tag.new_track_km == pytest.approx(30.1 + 33.8 + 21.5 + 34.0)
    assert tag.upgraded_track_km == 0
    assert (tag.cost.bn_eur, tag.cost.price_level) == ((3.2, 6.4), "2020")


def test_zeeland_by_hand(country) -> None:
    """2200 and 3600 (18 hours, 1 an hour) go; 2300 and 3600-vs run twice as often, 2300 in the evening too."""
    tag = tag_of(country, "zeeland-2030")
    before = 2 * (217.9 * 18 + 217.9 * 14 + 204.8 * 18 + 279.8 * 18)
    after = 2 * (217.9 * (2 * 14 + 4) + 279.8 * 2 * 18)
    assert tag.train_km == pytest.approx(after - before, abs=8)  # km are rounded here
    # before: 2200 6.5 -> 7, 2300 5.8 -> 6, series 3600 with 3600-vs 5.7 + 7.9 -> 14; after: 2300 11.6 -> 12, 3600 16
    assert tag.trainsets == (12 + 16) - (7 + 6 + 14)
    assert (tag.new_track_km, tag.cost, tag.hours_per_million) == (0.0, None, None)

"""Networks whose answer is known from the literature or worked out on paper."""

from __future__ import annotations

import csv
import math
from fractions import Fraction
from pathlib import Path

import pytest
from small_networks import WINDOW, network, service

from bereikbaar.network.model import Network
from bereikbaar.routing.journeys import journey
from bereikbaar.routing.reference import reference_times
from bereikbaar.routing.travel_times import TravelTimes, travel_times
from bereikbaar.settings import Settings

DATA = Path(__file__).parents[1] / "data" / "headway"
TEXTBOOK = Settings(alpha_first=0.5, alpha_transfer=0.5, change_min=0.0)


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def calls(text: str) -> list[str]:
    return [call.replace("@", " ") for call in text.split()]


def known_network(case: str) -> Network:
    return network(
        *(
            service(
                row["service"],
                *(c.replace("@", " ") for c in row["calls"].split()),
                tph=float(row["trains_per_hour"]),
            )
            for row in rows("services.csv")
            if row["case"] == case
        )
    )


QUESTIONS = rows("expected.csv")


@pytest.mark.parametrize("question", QUESTIONS, ids=["-".join(list(q.values())[:5]) for q in QUESTIONS])
def test_known_answer_holds(question: dict[str, str]) -> None:
    factor = float(question["wait_factor"])
    settings = Settings(alpha_first=factor, alpha_transfer=factor, change_min=float(question["change_min"]))
    known = float(Fraction(question["expected_min"])) if question["expected_min"] else math.inf
    net = known_network(question["case"])
    times = travel_times(net, WINDOW, settings)
    assert times.at("expected", question["from"], question["to"]) == pytest.approx(known, abs=1e-6)
    assert reference_times(net, WINDOW, settings)[question["from"], question["to"]].expected == pytest.approx(
        known, abs=1e-9
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=["-".join(list(q.values())[:5]) for q in QUESTIONS])
def test_the_trains_worth_taking_are_those_of_the_derivation(question: dict[str, str]) -> None:
    factor = float(question["wait_factor"])
    settings = Settings(alpha_first=factor, alpha_transfer=factor, change_min=float(question["change_min"]))
    net = known_network(question["case"])
    found = journey(net, WINDOW, settings, question["from"], question["to"])
    trains = question["trains_at_origin"].split()
    together = sum(net.services[s].patterns[0].tph[0] for s in trains)
    assert bool(found.legs) == bool(trains)
    if trains:
        assert found.legs[0].service in trains
        assert found.legs[0].set_tph == pytest.approx(together)
        assert found.wait_first_min == pytest.approx(factor * 60 / together)


def test_spiess_and_florian_find_27_75_minutes() -> None:
    times = travel_times(known_network("spiess_florian"), WINDOW, TEXTBOOK)
    assert times.at("expected", "A", "B") == pytest.approx(27.75, abs=1e-12)


def times_of(*services: object, settings: Settings = TEXTBOOK, **options: object) -> TravelTimes:
    return travel_times(network(*services, **options), WINDOW, settings)  # type: ignore[arg-type]


def test_one_hourly_train_means_half_an_hour_of_waiting() -> None:
    times = times_of(service("ic", "a 0", "b 20", tph=1))
    row = {name: times.at(name, "a", "b") for name in ("expected", "best", "onward", "first_wait", "in_vehicle")}
    assert row == {"expected": 50.0, "best": 20.0, "onward": 50.0, "first_wait": 30.0, "in_vehicle": 20.0}
    assert times.at("departures_per_hour", "a", "b") == 1.0
    assert times.at("longest_gap", "a", "b") == 60.0
    assert times.at("changes", "a", "b") == times.at("transfer", "a", "b") == 0.0


def test_nobody_comes_from_nowhere() -> None:
    times = times_of(service("ic", "a 0", "b 20", tph=1), extra_stations=["lonely"])
    for origin, destination in [("b", "a"), ("a", "lonely"), ("lonely", "a"), ("lonely", "b")]:
        for name in ("expected", "best", "onward", "first_wait", "in_vehicle", "transfer", "changes", "longest_gap"):
            assert times.at(name, origin, destination) == math.inf
        assert times.at("departures_per_hour", origin, destination) == 0.0


def test_one_is_already_where_one_is() -> None:
    times = times_of(service("loop", "a 0", "b 20", "a 40", tph=1), extra_stations=["lonely"])
    for code in ("a", "b", "lonely"):
        for name in ("expected", "best", "onward", "first_wait", "in_vehicle", "transfer", "changes", "longest_gap"):
            assert times.at(name, code, code) == 0.0
        assert times.at("departures_per_hour", code, code) == math.inf


def test_dwell_counts_on_board_and_change_time_and_wait_count_after_a_change() -> None:
    net = [service("one", "a 0", "b 10 13", "c 30", tph=2), service("two", "c 0", "d 5", tph=4)]
    times = times_of(*net, settings=Settings(alpha_first=0.5, alpha_transfer=0.25, change_min=4))
    # 15 wait; 10 + 3 + 17 in the train; 4 to change; 0.25 * 15 wait; 5 in the train
    assert times.at("first_wait", "a", "d") == 15.0
    assert times.at("in_vehicle", "a", "d") == 35.0
    assert times.at("transfer", "a", "d") == 4 + 3.75
    assert times.at("expected", "a", "d") == 57.75
    assert times.at("best", "a", "d") == 42.75
    assert times.at("changes", "a", "d") == 1.0
    assert times.at("onward", "a", "d") == 0.25 * 30 + 42.75


def test_a_change_time_of_the_scenario_wins_over_the_class_and_the_class_over_the_rule() -> None:
    services = [service("one", "a 0", "b 10", tph=2), service("two", "b 0", "c 5", tph=4)]
    wait_and_ride = 15 + 10 + 7.5 + 5
    usual = Settings(alpha_transfer=0.5)
    assert times_of(*services, settings=usual).at("expected", "a", "c") == wait_and_ride + 2
    cautious = usual.changed(cautious_changes=True, change_min=9)
    assert times_of(*services, settings=cautious).at("expected", "a", "c") == wait_and_ride + 2
    assert times_of(*services, settings=usual.changed(change_min=9)).at("expected", "a", "c") == wait_and_ride + 9
    assert times_of(*services, settings=cautious, change_min={"b": 1.0}).at("expected", "a", "c") == wait_and_ride + 1


def test_the_set_at_the_origin_is_chosen_with_its_own_waiting_factor() -> None:
    # slow 30 against fast alone at a factor of 0.5: 15+20=35 > 30, both; at 0.1: 3+20=23 < 30, fast alone
    services = [service("fast", "a 0", "b 20", tph=2), service("slow", "a 0", "b 30", tph=2)]
    times = times_of(*services, settings=Settings(alpha_first=0.5, alpha_transfer=0.1))
    assert times.at("expected", "a", "b") == 7.5 + 25
    assert times.at("departures_per_hour", "a", "b") == 4.0
    assert times.at("onward", "a", "b") == 3 + 20


def test_the_rarest_train_on_the_way_sets_the_frequency() -> None:
    services = [service("often", "a 0", "b 10", tph=6), service("rare", "b 0", "c 10", tph=1)]
    times = times_of(*services)
    assert times.at("departures_per_hour", "a", "b") == 6.0
    assert times.at("departures_per_hour", "a", "c") == 1.0
    assert times.at("longest_gap", "a", "c") == 60.0


def test_a_gap_after_a_change_weighs_as_much_as_the_trains_that_lead_to_it() -> None:
    # at a a direct train (1 per hour, 58 min) and one to b (3 per hour) with a train every hour onwards:
    # gap = max(60 / 4, 1/4 * 0 + 3/4 * 60) = 45
    services = [
        service("direct", "a 0", "c 58", tph=1),
        service("in", "a 0", "b 10", tph=3),
        service("out", "b 0", "c 10", tph=1),
    ]
    times = times_of(*services)
    assert times.at("changes", "a", "c") == 0.75
    assert times.at("longest_gap", "a", "c") == 45.0
    assert times.at("departures_per_hour", "a", "c") == 60 / 45


def test_a_train_that_calls_twice_can_be_boarded_at_either_call() -> None:
    # the tail of the loop is the shorter way: a - b - a - c, boarded at the second call 5 min before c;
    # the first call (25 min) is not worth boarding: 15 + 5 < 25
    times = times_of(service("loop", "a 0", "b 10", "a 20", "c 25", tph=2))
    assert times.at("expected", "a", "c") == 20.0
    assert times.at("expected", "b", "c") == 30.0
    assert times.at("expected", "a", "b") == 25.0


def test_one_gets_out_at_the_first_call_of_the_destination() -> None:
    times = times_of(service("loop", "a 0", "b 10", "c 20", "b 30", tph=2))
    assert times.at("in_vehicle", "a", "b") == 10.0


def test_equal_trains_on_the_edge_stay_out_and_staying_on_board_wins_a_tie() -> None:
    # waiting for the fast one is worth 30 + 20 = 50, exactly the ride of the slow one
    services = [service("fast", "a 0", "b 20", tph=1), service("slow", "a 0", "b 50", tph=3)]
    times = times_of(*services)
    assert times.at("expected", "a", "b") == 50.0
    assert times.at("departures_per_hour", "a", "b") == 1.0
    # getting out at m costs 0 + 10 + 10, as much as the 20 min on board
    services = [service("slow", "a 0", "m 10", "b 30", tph=2), service("fast", "m 0", "b 10", tph=3)]
    times = times_of(*services)
    assert times.at("expected", "a", "b") == 45.0
    assert times.at("changes", "a", "b") == 0.0


def test_without_any_waiting_the_best_trains_are_taken() -> None:
    settings = Settings(alpha_first=0.0, alpha_transfer=0.0, change_min=0.0)
    services = [
        service("one", "a 0", "b 20", tph=1),
        service("two", "a 0", "b 20", tph=2),
        service("slow", "a 0", "b 21", tph=3),
        service("on", "b 0", "c 7", tph=1),
    ]
    times = times_of(*services, settings=settings)
    assert times.at("expected", "a", "c") == 27.0
    assert times.at("departures_per_hour", "a", "b") == 3.0


def test_stations_that_are_nothing_apart_do_not_send_travellers_in_circles() -> None:
    settings = Settings(alpha_first=0.0, alpha_transfer=0.0, change_min=0.0)
    services = [
        service("shuttle", "a 0", "b 0", tph=4, both=True),
        service("one", "a 0", "d 10", tph=1),
        service("two", "b 0", "d 10", tph=1),
    ]
    times = times_of(*services, settings=settings)
    for origin in ("a", "b"):
        assert times.at("expected", origin, "d") == 10.0
        assert times.at("in_vehicle", origin, "d") == 10.0
        assert math.isfinite(times.at("changes", origin, "d"))
        assert journey(network(*services), WINDOW, settings, origin, "d").legs[-1].destination == "d"

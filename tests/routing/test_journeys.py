"""A time taken apart: legs, waits, changes, shares."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from random_networks import STATIONS, networks, settings_
from small_networks import WINDOW, network, service

from bereikbaar.errors import InputError, UnknownNameError
from bereikbaar.network.model import Network
from bereikbaar.routing.journeys import journey, journeys
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.settings import Settings

SETTINGS = Settings(alpha_first=0.5, alpha_transfer=0.25, change_min=3.0)
NET = network(
    service("ic1", "a 0", "m 20", tph=1),
    service("ic2", "a 0", "k 9 10", "m 21", "z 60", tph=1),
    service("direct", "a 0", "c 45", tph=1),
    service("on", "m 0", "n 4 5", "c 12", tph=4),
)


def test_a_journey_follows_the_largest_share_and_names_what_else_goes_there() -> None:
    # at m: 3 + 3.75 + 12; ic1 20 + 18.75 = 38.75, ic2 39.75, direct 45; all three: 10 + 123.5 / 3
    found = journey(NET, WINDOW, SETTINGS, "a", "c")
    assert found.expected_min == pytest.approx(10 + 123.5 / 3)
    first, second = found.legs
    assert (first.service, first.also) == ("ic1", ("ic2",))
    assert (first.origin, first.destination, first.minutes) == ("a", "m", 20.0)
    assert (first.wait_min, first.change_min, first.set_tph, first.tph) == (10.0, 0.0, 3.0, 1.0)
    assert first.share == pytest.approx(2 / 3)
    assert (second.service, second.stations, second.towards) == ("on", ("m", "n", "c"), "c")
    assert (second.wait_min, second.change_min, second.share) == (3.75, 3.0, 1.0)
    assert found.share == pytest.approx(2 / 3)
    assert found.changes == pytest.approx(2 / 3)


def test_of_equal_branches_the_faster_is_followed() -> None:
    net = network(
        service("slow", "a 0", "b 9", tph=2), service("fast", "a 0", "c 1", tph=2), service("c", "c 0", "b 2", tph=60)
    )
    found = journey(net, WINDOW, Settings(change_min=0), "a", "b")
    assert [leg.service for leg in found.legs] == ["fast", "c"]


def test_the_json_has_the_promised_keys() -> None:
    document = json.loads(json.dumps(journey(NET, WINDOW, SETTINGS, "a", "c").as_dict()))
    assert list(document) == [
        "from", "to", "window", "method", "network", "scenario", "best_min", "expected_min", "wait_first_min",
        "in_vehicle_min", "transfer_min", "changes", "departures_per_hour", "longest_gap_min", "legs",
    ]  # fmt: skip
    assert document["scenario"] is None
    leg = document["legs"][0]
    assert {"mode", "service", "from", "to", "depart", "arrive", "minutes"} <= set(leg)
    assert leg["depart"] is leg["arrive"] is None


def test_without_a_connection_there_are_no_legs_and_nulls() -> None:
    found = journey(NET, WINDOW, SETTINGS, "c", "a")
    assert found.legs == ()
    assert found.share == 0.0
    document = found.as_dict()
    assert document["expected_min"] is document["best_min"] is document["longest_gap_min"] is None
    assert document["departures_per_hour"] == 0.0
    assert "Infinity" not in json.dumps(document)


def test_at_home_nothing_takes_time() -> None:
    found = journey(NET, WINDOW, SETTINGS, "a", "a")
    assert (found.expected_min, found.best_min, found.longest_gap_min, found.legs) == (0.0, 0.0, 0.0, ())
    assert found.departures_per_hour == math.inf
    assert found.as_dict()["departures_per_hour"] is None


def test_unknown_names_are_errors() -> None:
    with pytest.raises(InputError, match="there is no station 'q'"):
        journey(NET, WINDOW, SETTINGS, "a", "q")
    with pytest.raises(UnknownNameError, match="window 'night'"):
        journey(NET, "night", SETTINGS, "a", "c")


@given(networks(), settings_)
@hypothesis_settings(deadline=None, max_examples=60)
def test_a_journey_has_the_same_figures_as_the_matrix_and_legs_that_join(net: Network, settings: Settings) -> None:
    times = travel_times(net, WINDOW, settings, threads=1)
    pairs = [(o, d) for o in STATIONS for d in STATIONS]
    for (origin, destination), found in zip(pairs, journeys(net, WINDOW, settings, pairs), strict=True):
        assert found.expected_min == times.at("expected", origin, destination)
        assert found.transfer_min == times.at("transfer", origin, destination)
        assert found.departures_per_hour == times.at("departures_per_hour", origin, destination)
        assert bool(found.legs) == (origin != destination and math.isfinite(found.expected_min))
        here = origin
        for leg in found.legs:
            assert leg.origin == here
            assert 0 < leg.share <= 1 + 1e-12
            here = leg.destination
        if found.legs:
            assert here == destination
            assert found.legs[0].wait_min == pytest.approx(found.wait_first_min, abs=1e-9)
        if found.legs and all(leg.tph == leg.set_tph for leg in found.legs):  # the only way there is
            ridden = sum(leg.minutes for leg in found.legs)
            waited = sum(leg.wait_min + leg.change_min for leg in found.legs)
            assert waited + ridden == pytest.approx(found.expected_min, abs=1e-8)
            assert len(found.legs) - 1 == pytest.approx(found.changes)

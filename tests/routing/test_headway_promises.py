"""What the headway method promises, whatever the network (docs/method-headway.md)."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from random_networks import STATIONS, networks, services, settings_
from small_networks import MATRICES, WINDOW

from bereikbaar.errors import InputError
from bereikbaar.network.model import Network, Pattern, Service
from bereikbaar.routing import headway
from bereikbaar.routing.arrays import pattern_arrays
from bereikbaar.routing.travel_times import TravelTimes, expected_minutes, travel_times
from bereikbaar.settings import Settings

quick = hypothesis_settings(deadline=None, max_examples=80)
#: A set leaves out a train that would gain less than 1e-9 min, at every boarding.
ROUNDING_MIN = 1e-7


def with_services(net: Network, *changed: Service) -> Network:
    return replace(net, services={**net.services, **{s.id: s for s in changed}})


def same_bits(one: TravelTimes, other: TravelTimes, pairs: np.ndarray | None = None) -> None:
    for name in MATRICES:
        a, b = getattr(one, name), getattr(other, name)
        if pairs is not None:
            a, b = a[pairs], b[pairs]
        assert a.tobytes() == b.tobytes(), name


@given(networks(), settings_)
@quick
def test_the_components_add_up_to_the_expected_time(net: Network, settings: Settings) -> None:
    times = travel_times(net, WINDOW, settings, threads=1)
    reached = np.isfinite(times.expected)
    total = (times.first_wait + times.in_vehicle + times.transfer)[reached]
    assert total == pytest.approx(times.expected[reached], abs=1e-8)
    for name in MATRICES:
        assert not np.isnan(getattr(times, name)).any()
        assert (np.isfinite(getattr(times, name)) == reached).all() or name == "departures_per_hour"
    assert (times.departures_per_hour[~reached] == 0).all()
    assert (times.best[reached] <= times.expected[reached] + 1e-9).all()


@given(networks(), settings_)
@quick
def test_the_same_input_gives_the_same_bits_with_any_number_of_threads(net: Network, settings: Settings) -> None:
    once = travel_times(net, WINDOW, settings, threads=1)
    same_bits(once, travel_times(net, WINDOW, settings, threads=3))
    assert once.expected.tobytes() == expected_minutes(net, WINDOW, settings, threads=2).tobytes()


@given(networks(), settings_)
@quick
def test_the_result_does_not_depend_on_which_destinations_share_a_block(net: Network, settings: Settings) -> None:
    arrays = pattern_arrays(net, WINDOW, settings)
    together = headway.values(arrays, settings, threads=1)
    for d in range(len(arrays.stations)):
        alone = headway.values(arrays, settings, threads=1, destinations=np.array([d]))
        for one, other in zip(together, alone, strict=True):
            assert one[d].tobytes() == other[d].tobytes()


@given(networks(), settings_)
@quick
def test_the_network_is_left_as_it_was(net: Network, settings: Settings) -> None:
    before = repr(net)
    travel_times(net, WINDOW, settings, threads=1)
    assert repr(net) == before


def test_nobody_can_write_to_the_arrays_of_a_network() -> None:
    from small_networks import network, service

    lines = pattern_arrays(network(service("a", "a 0", "b 1", tph=1)), WINDOW, Settings()).lines
    assert not any(array.flags.writeable for array in lines)


@given(networks(), settings_, st.randoms(use_true_random=False))
@quick
def test_the_order_of_rows_does_not_matter(net: Network, settings: Settings, chance: random.Random) -> None:
    rows, stations = list(net.services.items()), list(net.stations.items())
    chance.shuffle(rows)
    chance.shuffle(stations)
    shuffled = replace(
        net, services={k: replace(s, patterns=s.patterns[::-1]) for k, s in rows}, stations=dict(stations)
    )
    same_bits(travel_times(net, WINDOW, settings, threads=1), travel_times(shuffled, WINDOW, settings, threads=1))


def no_longer(before: TravelTimes, after: TravelTimes) -> None:
    for name in ("expected", "best", "onward"):
        assert (getattr(after, name) <= getattr(before, name) + ROUNDING_MIN).all(), name


@given(networks(), services("new"), settings_)
@quick
def test_an_added_service_makes_no_pair_slower(net: Network, new: Service, settings: Settings) -> None:
    before, after = net, with_services(net, new)
    no_longer(travel_times(before, WINDOW, settings), travel_times(after, WINDOW, settings))


@given(networks(), settings_, st.integers(0, 5), st.sampled_from([1.01, 1.5, 2.0, 10.0]))
@quick
def test_more_trains_make_no_pair_slower(net: Network, settings: Settings, which: int, factor: float) -> None:
    service = list(net.services.values())[which % len(net.services)]
    more = replace(
        service, patterns=tuple(replace(p, tph=tuple(t * factor for t in p.tph)) for p in service.patterns)
    )
    no_longer(travel_times(net, WINDOW, settings), travel_times(with_services(net, more), WINDOW, settings))


def quicker(pattern: Pattern, leg: int, share: float) -> Pattern:
    """The same pattern with ``share`` of the minutes of one leg taken off."""
    gain = share * (pattern.arrive_min[leg + 1] - pattern.depart_min[leg])
    return replace(
        pattern,
        arrive_min=tuple(t - (gain if i > leg else 0) for i, t in enumerate(pattern.arrive_min)),
        depart_min=tuple(t - (gain if i > leg else 0) for i, t in enumerate(pattern.depart_min)),
    )


@given(networks(), settings_, st.integers(0, 5), st.integers(0, 3), st.floats(0.01, 0.99))
@quick
def test_a_faster_train_makes_no_pair_slower(
    net: Network, settings: Settings, which: int, leg: int, share: float
) -> None:
    service = list(net.services.values())[which % len(net.services)]
    pattern = service.patterns[0]
    faster = quicker(pattern, leg % (len(pattern.stations) - 1), share)
    changed = with_services(net, replace(service, patterns=(faster, *service.patterns[1:])))
    no_longer(travel_times(net, WINDOW, settings), travel_times(changed, WINDOW, settings))


@given(networks(), settings_, st.integers(0, 5))
@quick
def test_two_halves_of_a_service_are_worth_the_whole(net: Network, settings: Settings, which: int) -> None:
    service = list(net.services.values())[which % len(net.services)]
    halves = replace(service, patterns=tuple(replace(p, tph=(p.tph[0] / 2,)) for p in service.patterns))
    split = with_services(net, halves, replace(halves, id="other half"))
    whole, parts = travel_times(net, WINDOW, settings), travel_times(split, WINDOW, settings)
    for name in MATRICES:
        one, two = getattr(whole, name), getattr(parts, name)
        finite = np.isfinite(one)
        assert (finite == np.isfinite(two)).all(), name
        assert two[finite] == pytest.approx(one[finite], rel=1e-12, abs=1e-9), name


@given(networks(most=5), services("new", ("c", "d", "e")), settings_)
@quick
def test_pairs_out_of_reach_of_a_change_keep_every_bit(net: Network, new: Service, settings: Settings) -> None:
    before = travel_times(net, WINDOW, settings)
    after = travel_times(with_services(net, new), WINDOW, settings)
    reach = np.isfinite(after.expected)
    calls = sorted({after.index[c] for p in new.patterns for c in p.stations})
    untouched = ~(reach[:, calls].any(axis=1)[:, None] & reach[calls].any(axis=0)[None, :])
    assume(untouched.any())
    same_bits(before, after, untouched)


def test_a_pair_nearer_than_the_change_keeps_every_bit_although_it_could_get_there() -> None:
    """The value of a station rests on nearer ones only, so that a far change does not even move a rounding."""
    from small_networks import network, service

    base = [
        service("one", "a 0", "b 10.1 11.4", "c 20.7", tph=3, both=True),
        service("two", "a 0", "b 9.3", "c 21.9", tph=0.7, both=True),
        service("far", "c 0", "d 90.3", "e 120", tph=1, both=True),
    ]
    before = travel_times(network(*base), WINDOW, Settings())
    after = travel_times(network(*base, service("new", "d 0", "e 7.7", "f 9", tph=5, both=True)), WINDOW, Settings())
    near = [before.index[c] for c in "abc"]
    for name in MATRICES:
        one, two = getattr(before, name)[np.ix_(near, near)], getattr(after, name)[np.ix_(near, near)]
        assert one.tobytes() == two.tobytes(), name
    assert after.at("expected", "d", "e") < before.at("expected", "d", "e")


def test_on_the_real_network_a_faster_train_in_limburg_moves_no_bit_in_friesland() -> None:
    from bereikbaar.read.network import find_network, read_network

    net = read_network(find_network("nl-2026"))
    service = net.services["32000"]
    faster = replace(service, patterns=tuple(quicker(p, 1, 0.5) for p in service.patterns))
    before = travel_times(net, "offpeak", Settings())
    after = travel_times(with_services(net, faster), "offpeak", Settings())
    friesland = [before.index[c] for c, s in net.stations.items() if s.province == "Fryslân"]
    limburg = [before.index[c] for c, s in net.stations.items() if s.province == "Limburg"]
    assert len(friesland) > 20
    for name in MATRICES:
        one, two = (getattr(t, name)[np.ix_(friesland, friesland)] for t in (before, after))
        assert one.tobytes() == two.tobytes(), name
    served = np.isfinite(before.expected)
    gains = np.where(served, before.expected, 0) - np.where(served, after.expected, 0)
    assert gains[np.ix_(limburg, limburg)].max() > 0.5
    assert gains.min() > -ROUNDING_MIN


def test_a_leg_keeps_its_bits_when_an_earlier_leg_of_the_same_train_changes() -> None:
    from small_networks import network, service

    before = network(service("ic", "a 0", "b 10.1 11.2", "c 30.3 31.1", "d 44.4", tph=2))
    shift = 0.7  # not a binary fraction: the minutes from the start all get other roundings
    changed = Pattern(
        "outbound",
        ("a", "b", "c", "d"),
        (0.0, 10.1 - shift, 30.3 - shift, 44.4 - shift),
        (0.0, 11.2 - shift, 31.1 - shift, 44.4 - shift),
        (2.0,),
    )
    after = with_services(before, replace(before.services["ic"], patterns=(changed,)))
    one, two = travel_times(before, WINDOW, Settings()), travel_times(after, WINDOW, Settings())
    for origin, destination in [("b", "c"), ("b", "d"), ("c", "d")]:
        for name in MATRICES:
            assert one.at(name, origin, destination) == two.at(name, origin, destination)
    assert two.at("expected", "a", "d") == pytest.approx(one.at("expected", "a", "d") - shift)


def test_a_wrong_number_of_threads_is_said() -> None:
    from small_networks import network, service

    with pytest.raises(InputError, match="0 threads; expected 1 or more"):
        travel_times(network(service("a", "a 0", "b 1", tph=1)), WINDOW, Settings(), threads=0)


def test_all_stations_are_in_the_matrix_in_the_order_of_their_codes() -> None:
    from small_networks import network, service

    net = network(service("a", "c 0", "b 1", tph=1), extra_stations=["zz", "aa"])
    times = travel_times(net, WINDOW, Settings())
    assert times.stations == ("aa", "b", "c", "zz")
    assert times.index == {"aa": 0, "b": 1, "c": 2, "zz": 3}
    assert times.expected.shape == (4, 4)
    assert set(STATIONS) >= {"b", "c"}
    assert (times.network, times.scenario, times.window, times.method) == ("small", "", "day", "headway")

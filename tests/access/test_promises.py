"""What a new station, train or bus may do to anybody's journey: make it quicker, never slower."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import feeder, places, reached, service, station, with_more
from test_door import door_of, worlds

from bereikbaar.access.door import zone_times
from bereikbaar.settings import Settings


def table(net, where, chosen=None):
    door = door_of(net, where, chosen)
    rows = [zone_times(door, o) for o in range(len(where.zones.code))]
    return np.concatenate([r.expected for r in rows]), np.concatenate([r.best for r in rows])


def no_slower(after, before):
    return bool((after <= before + 1e-9).all())


PLACE = st.floats(-40, 40).map(lambda km: round(km, 2))


@settings(max_examples=40, deadline=None)
@given(worlds(), PLACE, PLACE, st.booleans(), st.integers(3, 40))
def test_a_new_station_with_a_train_makes_nobody_slower(world, km, east_km, intercity, minutes):
    net, where = world
    new = station("new", km, east_km=east_km, intercity=intercity)
    plan = with_more(net, [new], [service("new", f"s0 0, new {minutes}, s1 {2 * minutes}")])
    for after, before in zip(table(plan, where), table(net, where), strict=True):
        assert no_slower(after, before)


@settings(max_examples=40, deadline=None)
@given(worlds(), st.data())
def test_a_new_bus_or_train_makes_nobody_slower(world, data):
    net, where = world
    codes = sorted(net.stations)
    town = data.draw(st.sampled_from(where.towns.id))
    bus = feeder(
        town, data.draw(st.sampled_from(codes)), data.draw(st.integers(2, 60)), data.draw(st.sampled_from([1.0, 4.0]))
    )
    a, b = data.draw(st.permutations(codes))[:2]
    train = service("new", f"{a} 0, {b} {data.draw(st.integers(3, 60))}", tph=1.0)
    before = table(net, where)
    for plan in (with_more(net, feeders=[bus]), with_more(net, services=[train])):
        for after, was in zip(table(plan, where), before, strict=True):
            assert no_slower(after, was)


@settings(max_examples=30, deadline=None)
@given(worlds(), st.lists(st.integers(5, 200), min_size=1, max_size=5))
def test_a_longer_limit_never_reaches_less(world, limits):
    net, where = world
    door = door_of(net, where)
    weight = where.zones.population
    got = reached(door, weight, where.zones.town_idx, weight, sorted(limits))
    assert (np.diff(got.active[:, 0], axis=1) >= 0).all()
    assert (got.active[:, 0, 0] >= weight - 1e-9).all() or min(limits) < door.legs.within_min.max()


@settings(max_examples=20, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_zones_and_lines_does_not_matter(world, random):
    net, where = world
    n = len(where.zones.code)
    rows = [
        (where.zones.code[z], where.towns.id[where.zones.town_idx[z]], where.zones.lat[z], where.zones.lon[z])
        for z in range(n)
    ]
    other = with_more(net)  # the same things in another order
    shuffled = list(other.services.items())
    random.shuffle(shuffled)
    from dataclasses import replace
    from types import MappingProxyType

    other = replace(
        other,
        scenario=(),
        services=MappingProxyType(dict(shuffled)),
        stations=MappingProxyType(dict(reversed(list(other.stations.items())))),
        feeders=tuple(random.sample(other.feeders, len(other.feeders))),
    )
    for one, two in zip(table(net, where), table(other, where), strict=True):
        assert (one == two).all()
    assert rows == sorted(rows)


@settings(max_examples=20, deadline=None)
@given(worlds())
def test_splitting_a_zone_in_two_at_the_same_point_changes_nothing_for_others(world):
    net, where = world
    zones = where.zones
    from small_world import MIDDLE, north

    km = [(lat - MIDDLE[0]) / (north(1) - MIDDLE[0]) for lat in zones.lat]
    from small_world import east

    aside = [(lon - MIDDLE[1]) / (east(1) - MIDDLE[1]) for lon in zones.lon]
    towns = [where.towns.id[t] for t in zones.town_idx]
    whole = [(c, t, k, p, e) for c, t, k, p, e in zip(zones.code, towns, km, zones.population, aside, strict=True)]
    first = whole[0]
    halves = [(first[0], *first[1:3], first[3] / 2, first[4]), (first[0] + "b", *first[1:3], first[3] / 2, first[4])]
    got = []
    for rows in (whole, [*halves, *whole[1:]]):
        at = places(rows)
        door = door_of(net, at, Settings())
        got.append(
            reached(door, at.zones.population, at.zones.town_idx, at.zones.population, [30, 60, 120]).active[:, 0]
        )
    assert np.allclose(got[0][1:], got[1][2:])

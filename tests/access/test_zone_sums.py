"""Sums over pairs of zones: figures on paper, and every answer against the plain function on the whole matrix."""

import math
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import network, places, service, station, with_more
from test_door import BICYCLE, PAPER, WALK, door_of, is_clear, world, worlds

from bereikbaar.access.door import zone_times
from bereikbaar.access.points import crow_km
from bereikbaar.access.reference import zone_journey
from bereikbaar.access.rows import Rows, rows_of, zone_matrix
from bereikbaar.access.sum_arrays import LANES
from bereikbaar.access.sums import Ask, add_rows, zone_sums
from bereikbaar.errors import RunError
from bereikbaar.indicators.cumulative import cumulative
from bereikbaar.indicators.decay import (
    GEURS_2001,
    PBL_PUBLIC_TRANSPORT,
    Exponential,
    Gaussian,
    Linear,
    Step,
    Stepped,
)
from bereikbaar.indicators.dual import dual
from bereikbaar.indicators.gravity import gravity
from bereikbaar.indicators.speed import speed

NOTHING = np.zeros((0, 0))
#: Decays that only have straight pieces are as exact as single precision, all others within this of a weight of 1.
TABLE_ERROR = 1.1e-6
SINGLE_ERROR = 2e-7


def rows_from(matrix, often=None, departures=None):
    """Rows as a method would fill them, from a matrix that is there already."""
    n = len(matrix)

    def filler():
        def fill(first):
            lanes = [np.full((n, LANES), value, dtype=np.float32) for value in (np.inf, 0.0, 0.0)]
            for lane, table in zip(lanes, (matrix, often, departures), strict=True):
                if table is not None:
                    part = table[first : first + LANES]
                    lane[:, : len(part)] = part.T
            return tuple(lanes)

        return fill

    return Rows(float(np.max(matrix, initial=0.0, where=np.isfinite(matrix))), filler)


def sums_of(matrix, ask, limit=math.inf, **more):
    return add_rows(rows_from(matrix), ask, len(matrix), limit, **more)


@st.composite
def matrices(draw):
    """Minutes between up to 80 zones, many of them the same and some of them infinite; and a generator.

    They are whole seconds, nearly (64 of them in a minute): rows in single precision hold them as they are.
    """
    n = draw(st.sampled_from([1, 2, 5, 31, 32, 33, 80]))
    random = np.random.default_rng(draw(st.integers(0, 10**6)))
    matrix = random.choice([5.0, 20.0, 45.0, 60.0, 60.1], size=(n, n))
    free = random.random((n, n))
    matrix = np.where(free < 0.5, random.random((n, n)) * draw(st.sampled_from([70.0, 400.0])), matrix)
    matrix = np.round(matrix * 64) / 64
    return np.where(free > draw(st.sampled_from([0.8, 1.0])), np.inf, matrix), random


LIMITS = st.sampled_from([math.inf, 60.0, 45.0])
DECAYS = [
    Step(60),
    PBL_PUBLIC_TRANSPORT,
    Linear(60),
    Exponential(0.05),
    Step(20),
    Linear(33.337),
    Stepped((20, 45), (0.7, 0.2)),
    Gaussian(1800),
    GEURS_2001,
]
EXACT = (Step, Stepped, Linear)


@settings(max_examples=60, deadline=None)
@given(matrices(), LIMITS, st.integers(0, 3), st.lists(st.sampled_from(DECAYS), max_size=5))
def test_active_and_passive_sums_are_those_of_the_plain_functions(made, limit, n_amounts, decays):
    matrix, random = made
    n = len(matrix)
    amounts, people = random.integers(0, 5000, (n_amounts, n)).astype(float), random.random((2, n)) * 100
    got = sums_of(matrix, Ask(amounts, tuple(decays), passive=people), limit)
    within = np.where(matrix <= limit + 1e-9, matrix, np.inf)
    assert got.active.shape == (n, n_amounts, len(decays)) and got.passive.shape == (n, 2, len(decays))
    for d, decay in enumerate(decays):
        error = SINGLE_ERROR if isinstance(decay, EXACT) else TABLE_ERROR
        for a in range(n_amounts):
            exact = gravity(within, amounts[a], decay)
            assert (np.abs(got.active[:, a, d] - exact) <= error * (1 + amounts[a].sum())).all()
        for p in range(2):
            exact = gravity(within, people[p], decay, passive=True)
            assert (np.abs(got.passive[:, p, d] - exact) <= error * (1 + people[p].sum())).all()
        if isinstance(decay, Step) and n_amounts:
            limits = [decay.limits[0][0]]
            assert got.active[:, 0, d] == pytest.approx(cumulative(within, amounts[0], limits=limits)[:, 0], abs=1e-6)
    if n_amounts:
        assert got.unreachable == pytest.approx(np.isinf(matrix) @ amounts[0])
        assert got.beyond == pytest.approx((np.isfinite(matrix) & (matrix > limit + 1e-9)) @ amounts[0])


@settings(max_examples=60, deadline=None)
@given(matrices(), LIMITS)
def test_minutes_to_reach_so_many_are_exact(made, limit):
    matrix, random = made
    amounts = random.choice([0.0, 1.0, 10.0, 0.1], size=(3, len(matrix)))
    wanted = ((0, 0.5), (2, 1.0), (0, 10.0), (2, amounts[2].sum()), (2, 0.3), (1, 1e6))
    wanted = tuple((a, n) for a, n in wanted if n > 0)
    got = sums_of(matrix, Ask(amounts, (), reach=wanted), limit).minutes
    within = np.where(matrix <= limit + 1e-9, matrix, np.inf)
    for r, (a, n) in enumerate(wanted):
        assert (got[:, r] == dual(within, amounts[a], n)).all()


def test_minutes_beyond_the_last_bin_are_exact_too():
    matrix = np.array([[3.0, 2000.5, 2000.25], [1e6, 2.0, 2000.25], [np.inf, 4.0, 1.0]])
    got = sums_of(matrix, Ask(np.ones((1, 3)), (), reach=((0, 2), (0, 3))))
    assert got.minutes.tolist() == [[2000.25, 2000.5], [2000.25, 1e6], [4.0, np.inf]]


@settings(max_examples=30, deadline=None)
@given(matrices(), LIMITS)
def test_minutes_by_group_of_destinations_and_speed(made, limit):
    matrix, random = made
    n = len(matrix)
    groups, weight = random.integers(-1, 4, n), random.choice([0.0, 1.0, 2.5], n)
    lat, lon = 52 + random.random(n), 5 + random.random(n)
    ask = Ask(
        NOTHING, (), groups=groups, group_weight=weight, speed_weight=weight, lat=lat, lon=lon, speed_km=(20.0, 60.0)
    )
    got = sums_of(matrix, ask, limit)
    counts = matrix <= min(limit, 1e300) + 1e-9
    minutes = np.where(counts, matrix, 0.0)
    assert got.group_minutes.shape == (n, groups.max() + 1)
    for g in range(groups.max() + 1):
        of_group = np.where(groups == g, weight, 0.0)
        assert got.group_minutes[:, g] == pytest.approx(minutes @ of_group)
        assert got.group_reached[:, g] == pytest.approx(counts @ of_group)
    km = crow_km(lat[:, None], lon[:, None], lat, lon)
    within = np.where(counts, matrix, np.inf)
    exact = speed(within, km, weight, between_km=(20.0, 60.0))
    assert got.speed == pytest.approx(exact, nan_ok=True, rel=1e-6)


def test_groups_without_weights_count_every_zone_once():
    got = sums_of(np.array([[10.0, 30.0], [np.inf, 20.0]]), Ask(NOTHING, (), groups=np.array([1, 1])))
    assert got.group_minutes.tolist() == [[0, 40], [0, 20]] and got.group_reached.tolist() == [[0, 2], [0, 1]]


def test_how_often_one_can_leave_for_other_towns():
    often = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]])
    departures = np.array([[np.inf, 8.0, 2.0], [8.0, np.inf, np.inf], [2.0, 6.0, np.inf]])
    matrix = np.array([[1.0, 20.0, 30.0], [20.0, 1.0, 30.0], [30.0, 90.0, 1.0]])
    ask = Ask(NOTHING, (), town=np.array([0, 0, 1]), frequent_weight=np.array([1.0, 10.0, 100.0]))
    got = add_rows(rows_from(matrix, often, departures), ask, 3, 60.0)
    assert got.frequent.tolist() == [0.0, 100.0, 0.0], "beyond the limit nothing counts"
    assert got.departures[[0, 2]].tolist() == [2.0, 2.0]
    assert np.isnan(got.departures[1]), "by bicycle there are no departures to count"
    alone = Ask(NOTHING, (), frequent_weight=np.array([1.0, 10.0, 100.0]))
    assert add_rows(rows_from(matrix, often, departures), alone, 3, 100.0).frequent.tolist() == [10.0, 101.0, 10.0]


@settings(max_examples=40, deadline=None)
@given(worlds(), st.sampled_from([PAPER, PAPER.changed(assumed_transit="no", door_to_door_limit_min=75)]))
def test_rows_are_the_journeys_of_the_slow_twin(made, chosen):
    net, where = made
    door = door_of(net, where, chosen)
    n = len(where.zones.code)
    slow = [[zone_journey(door.times, door.legs, o, z) for z in range(n)] for o in range(n)]
    matrix = zone_matrix(door)
    assert matrix == pytest.approx(np.array([[j.expected if j else math.inf for j in row] for row in slow]), abs=1e-9)
    row, often, departures = rows_of(door, np.ones(n), precision=np.float64).filler()(0)
    assert (matrix == row[:, :n].T).all() and np.isinf(row[:, n:]).all()
    for o in range(n):
        for z in range(n):
            if slow[o][z] and is_clear(door, o, z):
                assert departures[z, o] == pytest.approx(slow[o][z].departures)
                enough = slow[o][z].departures >= 6 - 1e-9 and slow[o][z].gap <= 10 + 1e-9
                assert often[z, o] == enough


def test_a_matrix_has_the_rows_that_are_asked_for_in_their_order():
    net, where = world()
    door = door_of(net, where)
    whole, some = zone_matrix(door), zone_matrix(door, np.array([2, 0, 2]))
    assert whole.dtype == np.float64 and whole[0, 0] == pytest.approx(0.5 * WALK)
    assert (some == whole[[2, 0, 2]]).all()
    assert whole == pytest.approx(np.concatenate([zone_times(door, o).expected for o in range(3)]))


def test_sums_on_paper():
    stations = [station("a", 0), station("b", 50)]
    where = places([("1000", "t", 1, 1000), ("2000", "u", 51, 20), ("3000", "v", 9, 300)])
    door = door_of(
        network(stations, [service("1", "a 0, b 30", tph=4.0)]), where, PAPER.changed(assumed_transit="no")
    )
    train = BICYCLE + 7.5 + 30 + WALK  # 1 km to the station, the train, 1 km on foot
    own = 0.5 * WALK
    got = zone_sums(door, Ask(where.zones.population[np.newaxis], (Step(train), Step(train - 0.01), Linear(100))))
    assert got.active[0, 0].tolist() == pytest.approx(
        [1320, 1300, 1000 * (1 - own / 100) + 300 * (1 - 8 * BICYCLE / 100) + 20 * (1 - train / 100)]
    )


def many_zones(n=150):
    """A world with more zones than lanes, so that several pieces and blocks take part."""
    random = np.random.default_rng(6)
    stations = [station(f"s{k}", 12.0 * k, east_km=3.0 * (k % 3), intercity=k % 2 == 0) for k in range(8)]
    stops = ", ".join(f"s{k} {9 * k}" for k in range(8))
    zones = [
        (f"{1000 + z}", f"town{z % 12}", random.uniform(-5, 90), random.integers(0, 9000), random.uniform(-8, 12))
        for z in range(n)
    ]
    return network(stations, [service("1", stops), service("2", "s0 0, s4 25, s7 41", tph=6.0)]), places(zones)


def everything(where, **more):
    zones = where.zones
    return Ask(
        amounts=np.stack([zones.population, np.sqrt(zones.population), np.ones(len(zones.code))]),
        decays=(Step(45), PBL_PUBLIC_TRANSPORT, Linear(60), Exponential(0.03)),
        passive=zones.population[np.newaxis],
        reach=((0, 100_000), (2, 20)),
        groups=zones.town_idx,
        group_weight=zones.population,
        speed_weight=zones.population,
        lat=zones.lat,
        lon=zones.lon,
        town=zones.town_idx,
        frequent_weight=zones.population,
        **more,
    )


def answers(sums):
    return {name: getattr(sums, name) for name in sums.__slots__}


def test_threads_do_not_matter_to_the_last_bit():
    net, where = many_zones()
    door = door_of(net, where)
    one, *others = (answers(zone_sums(door, everything(where), threads=t)) for t in (1, 2, 5))
    for other in others:
        for name, values in one.items():
            assert np.array_equal(values, other[name], equal_nan=True), name
    assert one["passive"].any() and np.isfinite(one["speed"]).any() and one["frequent"].any()


def test_what_is_asked_besides_does_not_matter():
    net, where = many_zones()
    door = door_of(net, where)
    whole = everything(where)
    both = zone_sums(door, whole)
    part = zone_sums(door, Ask(whole.amounts[:1], whole.decays[1:2]))
    assert part.active[:, 0, 0] == pytest.approx(both.active[:, 0, 1], rel=4 * SINGLE_ERROR)
    assert part.passive.shape[1] == part.minutes.shape[1] == part.group_minutes.shape[1] == 0
    assert len(part.speed) == len(part.frequent) == len(part.departures) == 0
    nothing = zone_sums(door, Ask(NOTHING, ()))
    assert all(values.size == 0 for values in answers(nothing).values())


def test_the_order_of_zones_does_not_matter():
    matrix = zone_matrix(door_of(*many_zones(70)))
    random = np.random.default_rng(1)
    order = random.permutation(len(matrix))
    amounts = random.integers(0, 100, (2, len(matrix))).astype(float)
    decays = (Step(60), PBL_PUBLIC_TRANSPORT)
    ask = Ask(amounts, decays, passive=amounts, reach=((0, 500.0),))
    other = Ask(amounts[:, order], decays, passive=amounts[:, order], reach=((0, 500.0),))
    one, two = sums_of(matrix, ask), sums_of(matrix[np.ix_(order, order)], other)
    for name in ("active", "passive", "minutes"):
        assert getattr(one, name)[order] == pytest.approx(getattr(two, name), rel=4 * SINGLE_ERROR)


@settings(max_examples=30, deadline=None)
@given(matrices(), st.lists(st.floats(0, 300), min_size=2, max_size=5))
def test_a_longer_limit_never_reaches_less_and_more_opportunities_never_less(made, limits):
    matrix, random = made
    fewer = random.integers(0, 50, len(matrix)).astype(float)
    amounts = np.stack([fewer, fewer + random.integers(0, 3, len(matrix))])
    decays = (*(Step(limit) for limit in sorted(limits)), PBL_PUBLIC_TRANSPORT)
    got = sums_of(matrix, Ask(amounts, decays, reach=((0, 60.0), (1, 60.0))))
    assert (np.diff(got.active[:, :, :-1], axis=2) >= 0).all()
    assert (got.active[:, 1] >= got.active[:, 0] - 1e-9).all()
    assert (got.minutes[:, 1] <= got.minutes[:, 0]).all()


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (Ask(np.ones((1, 4)), ()), r"there are 3 zones; these arrays do not fit: amounts \(1, 4\)"),
        (
            Ask(NOTHING, (), passive=np.ones((2, 1)), town=np.ones(2, dtype=np.int64)),
            r"passive \(2, 1\), town \(2,\)",
        ),
        (Ask(np.ones((1, 3)), (), reach=((1, 5.0),)), "reach wants the index of an amount and a number above 0"),
        (Ask(np.ones((1, 3)), (), reach=((0, 0.0),)), "a number above 0"),
        (Ask(np.ones((1, 3)), (), exceed=((1, np.ones(3)),)), r"exceed wants the index of an amount, found \[1\]"),
        (Ask(np.ones((1, 3)), (), exceed=((0, np.ones(2)),)), r"exceed 0 \(2,\)"),
        (Ask(NOTHING, (), speed_weight=np.ones(3)), "speed wants the lat and lon"),
    ],
)
def test_a_question_that_does_not_fit_is_told_so(ask, message):
    with pytest.raises(RunError, match=message):
        zone_sums(door_of(*world()), ask)


@settings(max_examples=30, deadline=None)
@given(worlds(), st.data())
def test_a_train_more_never_lowers_what_anybody_reaches(made, data):
    net, where = made
    a, b = data.draw(st.permutations(sorted(net.stations)))[:2]
    plan = with_more(net, services=[service("new", f"{a} 0, {b} {data.draw(st.integers(3, 60))}", tph=1.0)])
    people = where.zones.population
    ask = Ask(people[np.newaxis], (Step(45), Step(90), PBL_PUBLIC_TRANSPORT), passive=people[np.newaxis])
    before, after = zone_sums(door_of(net, where), ask), zone_sums(door_of(plan, where), ask)
    slack = 2 * TABLE_ERROR * people.sum()
    assert (after.active >= before.active - slack).all() and (after.passive >= before.passive - slack).all()
    assert (after.active[:, :, :2] >= before.active[:, :, :2]).all()


def test_two_zones_at_the_same_point_are_as_good_as_one():
    net, where = many_zones(40)
    zones = where.zones
    split = 7  # the zone that becomes two; its town and its people stay together
    rows = np.insert(np.arange(len(zones.code)), split, split)
    share = np.ones(len(rows))
    share[split : split + 2] = 0.25, 0.75
    more = {f.name: getattr(zones, f.name) for f in fields(zones) if getattr(zones, f.name) is not None}
    more = {name: v[rows] if isinstance(v, np.ndarray) else tuple(v[r] for r in rows) for name, v in more.items()}
    more["population"] = zones.population[rows] * share
    apart = replace(where, zones=replace(zones, **more))
    one, two = (zone_sums(door_of(net, at), _people_only(at)) for at in (where, apart))
    others = np.delete(np.arange(len(rows)), [split, split + 1])
    same = np.delete(np.arange(len(zones.code)), split)
    for name in ("active", "passive", "minutes", "exceeded", "group_minutes", "speed", "frequent", "departures"):
        was, now = getattr(one, name)[same], getattr(two, name)[others]
        assert now == pytest.approx(was, rel=4 * SINGLE_ERROR, nan_ok=True), name
    assert one.active.any() and one.frequent.any() and np.isfinite(one.minutes).any()


def _people_only(where):
    zones = where.zones
    return Ask(
        zones.population[np.newaxis],
        (Step(45), PBL_PUBLIC_TRANSPORT, Linear(60)),
        passive=zones.population[np.newaxis],
        reach=((0, 20_000), (0, 100_000)),
        exceed=((0, np.full(len(zones.code), 50_000.0)),),
        groups=zones.town_idx,
        group_weight=zones.population,
        speed_weight=zones.population,
        lat=zones.lat,
        lon=zones.lon,
        town=zones.town_idx,
        frequent_weight=zones.population,
    )


@settings(max_examples=30, deadline=None)
@given(matrices(), st.data())
def test_only_the_sums_that_are_wanted_are_made_and_the_same_as_ever(made, data):
    matrix, random = made
    amounts, decays = random.random((3, len(matrix))), (Step(60), PBL_PUBLIC_TRANSPORT, Linear(50))
    flags = st.lists(st.booleans(), min_size=9, max_size=9).map(lambda flat: np.array(flat).reshape(3, 3))
    going, coming = data.draw(flags), data.draw(flags)
    whole = sums_of(matrix, Ask(amounts, decays, passive=amounts))
    some = sums_of(matrix, Ask(amounts, decays, passive=amounts, going=going, coming=coming))
    assert np.array_equal(some.active, np.where(going, whole.active, 0.0))
    assert np.array_equal(some.passive, np.where(coming, whole.passive, 0.0))


def test_a_wrong_shape_of_what_is_wanted_is_told():
    ask = Ask(np.ones((1, 3)), (Step(60),), going=np.ones((1, 2), dtype=bool))
    with pytest.raises(RunError, match=r"there are 3 zones; these arrays do not fit: going \(1, 2\)"):
        zone_sums(door_of(*world()), ask)

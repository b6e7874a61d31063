"""What must hold on any matrix: more is never less, what is shared out adds up, a slow reference agrees."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bereikbaar as bk

I = bk.indicators  # noqa: E741 - the namespace under test, used in every line

DECAYS = (I.Step(45), I.Stepped((20, 60), (0.5, 0.0)), I.Exponential(0.05), I.PBL_PUBLIC_TRANSPORT, I.Linear(90))


@st.composite
def worlds(draw, most=5):
    """Minutes (some unreachable), opportunities and people (some none) of a few origins and destinations."""
    n, m = draw(st.integers(1, most)), draw(st.integers(1, most))
    minute = st.one_of(st.integers(0, 120).map(float), st.floats(0, 120), st.just(math.inf))
    amount = st.integers(0, 500).map(float)
    times = draw(st.lists(st.lists(minute, min_size=m, max_size=m), min_size=n, max_size=n))
    jobs, people = (draw(st.lists(amount, min_size=k, max_size=k)) for k in (m, n))
    return np.array(times), np.array(jobs), np.array(people)


decays = st.sampled_from(DECAYS)
few = settings(max_examples=25)  # for tests that ask every measure


def weights(decay, times):
    return decay(times).tolist()


def over(a, b):
    return a / b if b > 0 else 0.0


# --- slow and obvious


def slow_shen(f, jobs, people):
    n, m = len(people), len(jobs)
    demand = [sum(f[k][j] * people[k] for k in range(n)) for j in range(m)]
    return [sum(f[i][j] * over(jobs[j], demand[j]) for j in range(m)) for i in range(n)]


def slow_balanced(f, jobs, people):
    n, m = len(people), len(jobs)
    rows = [sum(f[i]) for i in range(n)]
    columns = [sum(f[i][j] for i in range(n)) for j in range(m)]
    level = [over(jobs[j], sum(people[i] * over(f[i][j], rows[i]) for i in range(n))) for j in range(m)]
    return [sum(level[j] * over(f[i][j], columns[j]) for j in range(m)) for i in range(n)]


def slow_dual(row, jobs, needed):
    for t in sorted(row):
        if math.isfinite(t) and sum(o for u, o in zip(row, jobs, strict=True) if u <= t) >= needed:
            return t
    return math.inf


@given(worlds(), decays)
def test_competition_is_what_the_slow_reference_says(world, decay):
    times, jobs, people = world
    f = weights(decay, times)
    shen = slow_shen(f, jobs, people)
    assert I.shen(times, jobs, people, decay) == pytest.approx(shen, rel=1e-9)
    assert I.balanced(times, jobs, people, decay) == pytest.approx(slow_balanced(f, jobs, people), rel=1e-9)
    fallen = [s * p for s, p in zip(shen, people, strict=True)]
    assert I.spatial_availability(times, jobs, people, decay) == pytest.approx(fallen, rel=1e-9)


@given(worlds(), st.lists(st.integers(1, 900), min_size=1, max_size=3))
def test_dual_is_what_the_slow_reference_says(world, needed):
    times, jobs, _ = world
    expected = [[slow_dual(row, jobs, n) for n in needed] for row in times]
    assert I.dual(times, jobs, needed).tolist() == expected


@given(worlds(), st.sampled_from([1.0, 5.0, 7.5]))
def test_the_balancing_time_is_the_first_limit_at_which_opportunities_exceed_people(world, step):
    times, jobs, people = world
    for i, got in enumerate(I.balancing_time(times, jobs, people, step_min=step)):
        if people[i] == 0:
            assert got == 0
            continue
        limits = [k * step for k in range(int(120 / step) + 2)]
        enough = [t for t in limits if sum(jobs[times[i] <= t + 1e-9]) > people[i]]
        assert got == (enough[0] if enough else math.inf)


# --- more is never less


@given(worlds(), st.lists(st.floats(0, 200), min_size=2, max_size=4), decays)
def test_more_time_more_opportunities_and_faster_journeys_never_reach_less(world, limits, decay):
    times, jobs, _ = world
    reached = I.cumulative(times, jobs, sorted(limits))
    assert (np.diff(reached) >= 0).all()
    assert (I.cumulative(times, jobs + 1, sorted(limits)) >= reached).all()
    weighed = I.gravity(times, jobs, decay)
    assert (I.gravity(times, jobs + 1, decay) >= weighed - 1e-9).all()
    assert (I.gravity(np.maximum(times - 5, 0), jobs, decay) >= weighed - 1e-9).all()


@given(worlds(), st.lists(st.integers(1, 900), min_size=2, max_size=4))
def test_more_to_reach_never_takes_less_time_and_dual_undoes_cumulative(world, needed):
    times, jobs, _ = world
    minutes = I.dual(times, jobs, sorted(needed))
    assert (minutes[:, 1:] >= minutes[:, :-1]).all()
    for i, row in enumerate(minutes):
        for n, t in zip(sorted(needed), row, strict=True):
            if math.isfinite(t):
                assert I.cumulative(times, jobs, float(t))[i] >= n


@few
@given(worlds(), decays)
def test_a_limit_is_a_step_and_many_at_once_are_the_same_as_one_by_one(world, decay):
    times, jobs, people = world
    both = np.stack([jobs, jobs[::-1]], axis=1)
    many = [decay, I.Step(30)]
    assert I.gravity(times, both, many).shape == (len(times), 2, 2)
    assert I.cumulative(times, both, [30]).tolist() == I.gravity(times, both, [I.Step(30)]).tolist()
    for measure in (I.shen, I.balanced, I.spatial_availability):
        got = measure(times, both, people, many)
        assert got.shape == (len(times), 2, 2)
        np.testing.assert_allclose(got[:, 0, 0], measure(times, jobs, people, decay), rtol=1e-12)
        np.testing.assert_allclose(got[:, 1, 1], measure(times, jobs[::-1], people, I.Step(30)), rtol=1e-12)
    duals = I.dual(times, both, [1, 10])
    assert duals.shape == (len(times), 2, 2) and duals[:, 0, 1].tolist() == I.dual(times, jobs, 10).tolist()
    balance = I.balancing_time(times, both, people)
    assert balance[:, 0].tolist() == I.balancing_time(times, jobs, people).tolist()


# --- from the other end


@few
@given(worlds(), decays)
def test_passive_is_active_with_the_ends_changed_round(world, decay):
    times, jobs, people = world
    back = times.T
    assert I.cumulative(times, people, [45], passive=True).tolist() == I.cumulative(back, people, [45]).tolist()
    assert I.dual(times, people, 10, passive=True).tolist() == I.dual(back, people, 10).tolist()
    assert I.nearest(times, people, passive=True).tolist() == I.nearest(back, people).tolist()
    np.testing.assert_allclose(I.gravity(times, people, decay, passive=True), I.gravity(back, people, decay))
    for measure in (I.shen, I.balanced, I.spatial_availability):
        np.testing.assert_allclose(
            measure(times, jobs, people, decay, passive=True), measure(back, people, jobs, decay), rtol=1e-12
        )
    passive = I.balancing_time(times, jobs, people, passive=True)
    assert passive.tolist() == I.balancing_time(back, people, jobs).tolist()


@few
@given(worlds(), decays)
def test_people_times_what_they_reach_is_the_same_from_both_ends(world, decay):
    times, jobs, people = world
    active, passive = I.gravity(times, jobs, decay), I.gravity(times, people, decay, passive=True)
    assert people @ active == pytest.approx(jobs @ passive, rel=1e-9)


# --- what is shared out adds up


@few
@given(worlds(), decays)
def test_competition_shares_out_every_opportunity_that_somebody_reaches_once(world, decay):
    times, jobs, people = world
    # a weight too small to tell from nothing hands out nothing
    reached = ((decay(times) > 0) & (people[:, None] > 0)).any(axis=0)
    total = jobs[reached].sum()
    assert people @ I.shen(times, jobs, people, decay) == pytest.approx(total, rel=1e-9)
    assert I.spatial_availability(times, jobs, people, decay).sum() == pytest.approx(total, rel=1e-9)


@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_where_all_see_all_everybody_has_the_same_share(n, m, data):
    jobs = np.array(data.draw(st.lists(st.integers(0, 500), min_size=m, max_size=m)), dtype=float)
    people = np.array(data.draw(st.lists(st.integers(1, 500), min_size=n, max_size=n)), dtype=float)
    share = [jobs.sum() / people.sum()] * n
    assert I.shen(np.full((n, m), 10.0), jobs, people, I.Step(30)) == pytest.approx(share)


@few
@given(worlds(), decays, st.integers(1, 9))
def test_two_destinations_at_one_point_are_one_and_so_are_two_origins(world, decay, part):
    times, jobs, people = world
    split_jobs = np.append(jobs, jobs[0] * part / 10)
    split_jobs[0] -= split_jobs[-1]
    wide = np.hstack([times, times[:, :1]])
    split_people = np.append(people, people[0] * part / 10)
    split_people[0] -= split_people[-1]
    tall = np.vstack([times, times[:1]])
    measures = (
        lambda t, o, p: I.gravity(t, o, decay),
        lambda t, o, p: I.shen(t, o, p, decay),
        lambda t, o, p: I.cumulative(t, o, 45),
        lambda t, o, p: I.dual(t, o, 100),
    )
    for measure in measures:
        before = measure(times, jobs, people)
        np.testing.assert_allclose(measure(wide, split_jobs, people), before, rtol=1e-9)
        after = measure(tall, jobs, split_people)
        np.testing.assert_allclose(after, [*before, before[0]], rtol=1e-9)
    before = I.spatial_availability(times, jobs, people, decay)
    after = I.spatial_availability(tall, jobs, split_people, decay)
    assert after[0] + after[-1] == pytest.approx(before[0]) and after[1:-1] == pytest.approx(before[1:])


@few
@given(worlds(), decays, st.randoms())
def test_the_order_of_zones_does_not_matter(world, decay, random):
    times, jobs, people = world
    rows, columns = list(range(len(people))), list(range(len(jobs)))
    random.shuffle(rows)
    random.shuffle(columns)
    turned = times[np.ix_(rows, columns)], jobs[columns], people[rows]
    for measure in (I.shen, I.balanced, I.spatial_availability):
        np.testing.assert_allclose(measure(*turned, decay), measure(times, jobs, people, decay)[rows], rtol=1e-9)
    assert I.dual(*turned[:2], 50).tolist() == I.dual(times, jobs, 50)[rows].tolist()


# --- nothing there


def test_nobody_nothing_and_no_way_give_numbers_not_warnings():
    cut, none = np.full((2, 3), math.inf), np.zeros(3)
    jobs, people = np.array([1.0, 2.0, 3.0]), np.array([4.0, 5.0])
    for decay in DECAYS:
        assert I.gravity(cut, jobs, decay).tolist() == [0, 0]
        for measure in (I.shen, I.balanced, I.spatial_availability):
            assert measure(cut, jobs, people, decay).tolist() == [0, 0]
            assert measure(np.zeros((2, 3)), none, people, decay).tolist() == [0, 0]
            assert np.isfinite(measure(np.zeros((2, 3)), jobs, np.zeros(2), decay)).all()
            assert measure(cut, jobs, people, decay, passive=True).tolist() == [0, 0, 0]
            assert measure(np.zeros((0, 3)), jobs, np.zeros(0), decay).shape == (0,)
            assert measure(np.zeros((2, 0)), np.zeros(0), people, [decay]).tolist() == [[0], [0]]
    assert I.cumulative(cut, jobs, [45, 60]).tolist() == [[0, 0], [0, 0]]
    assert I.cumulative(cut, jobs[:, None][:, :0], [45]).shape == (2, 0, 1)
    assert I.dual(cut, jobs, 1).tolist() == [math.inf] * 2
    assert I.dual(np.ones((2, 3)), none, 1).tolist() == [math.inf] * 2
    assert I.nearest(np.zeros((0, 3)), jobs).shape == (0,)
    assert I.balancing_time(cut, jobs, people).tolist() == [math.inf] * 2
    assert I.balancing_time(cut, jobs, np.zeros(2)).tolist() == [0, 0]
    assert I.balancing_time(np.zeros((2, 3)), np.zeros((3, 0)), people).shape == (2, 0)


def test_the_nearest_place_counts_once_however_much_it_offers():
    times, beds = np.array([[10.0, 30.0, 20.0, math.inf]]), np.array([2.0, 900.0, 0.0, 1.0])
    assert I.nearest(times, beds).tolist() == [10]
    assert I.nearest(times, beds, [1, 2, 3]).tolist() == [[10, 30, math.inf]]


# --- speed and rail performance


def test_speed_is_all_kilometres_over_all_hours_of_the_journeys_that_count():
    times = np.array([[0.0, 30.0, 60.0, math.inf, 300.0], [math.inf] * 5])
    km = np.array([[0.0, 30.0, 75.0, 50.0, 101.0], [20.0] * 5])
    weight = np.array([9.0, 2.0, 1.0, 9.0, 9.0])
    got = I.speed(times, km, weight, between_km=(10, 100))
    assert got[0] == pytest.approx((2 * 30 + 75) / (2 * 0.5 + 1)) and math.isnan(got[1])
    assert I.speed(times[:1], km[:1], weight, between_km=(30, 30)).tolist() == [60], "both ends count"
    back = I.speed(times, km, np.array([1.0, 0.0]), between_km=(10, 100), passive=True)
    assert back[1:3].tolist() == [60, 75] and np.isnan(back[[0, 3, 4]]).all()
    assert I.speed(times, km, np.stack([weight, weight], axis=1)).shape == (2, 2)


@given(worlds(), st.floats(0.1, 3))
def test_rail_performance_knows_who_is_near_and_never_falls_with_faster_trains(world, factor):
    times, people, _ = world
    km = np.minimum(np.where(np.isfinite(times), times, 60.0) * 1.5, 200.0)
    now, faster = (I.rail_performance(t, km, people) for t in (times, times * min(factor, 1)))
    assert ((faster >= now) | np.isnan(now)).all() and (np.isnan(now) == np.isnan(faster)).all()


def test_rail_performance_is_a_percentage_of_the_people_around():
    times, km = np.array([[0.0, 90.0, 91.0, 80.0]]), np.array([[0.0, 120.0, 10.0, 121.0]])
    assert I.rail_performance(times, km, [10, 20, 30, 60]).tolist() == [100 * 90 / 60], "may pass 100"
    assert math.isnan(I.rail_performance(times, km, [0, 0, 0, 5])[0]), "nobody lives around"
    assert I.rail_performance(times, km, [10], passive=True)[:3].tolist() == [100, 100, 0]


def test_a_balancing_time_of_0_has_no_sign():
    got = I.balancing_time(np.zeros((1, 1)), [5.0], [1.0])
    assert got.tolist() == [0] and not np.signbit(got).any()


def test_turning_up_and_going_is_a_share_of_what_counts():
    departures, gaps = np.array([[6.0, 4.0, 0.0, 8.0]] * 2), np.array([[10.0, 15.0, math.inf, 7.5]] * 2)
    people = np.array([30.0, 10.0, 20.0, 40.0])
    others = np.array([[False, True, True, True], [True, False, False, True]])
    assert I.spoorboekloos_pct(departures, gaps, people).tolist() == [70, 70]
    assert I.spoorboekloos_pct(departures, gaps, people, counts=others).tolist() == [4000 / 70, 100]
    assert I.spoorboekloos_pct(departures, gaps, people, per_hour=8, most_gap_min=8).tolist() == [40, 40]
    assert np.isnan(I.spoorboekloos_pct(departures, gaps, people * 0)).all()


def test_weights_at_the_end_of_the_range_of_numbers_do_not_spoil_the_rest():
    # 27 minutes weigh 2.5e-317, 20 minutes 1.9e-174, 17 minutes 3e-126
    times, jobs, people = np.array([[0.0, 27.0, 20.0, 17.0], [1.0, 27.2, 30.0, 18.0]]), np.ones(4) * 1e6, np.ones(2)
    for measure in (I.shen, I.balanced, I.spatial_availability):
        for passive in (False, True):
            assert np.isfinite(measure(times, jobs, people, I.Gaussian(1), passive=passive)).all()
    handed_out = I.spatial_availability(times, jobs, people, I.Gaussian(1)).sum()
    assert handed_out == pytest.approx(2e6), "the first destination and the last"

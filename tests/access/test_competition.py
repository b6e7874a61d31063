"""Competition over the zones in passes: the figures of the pure functions on the whole matrix."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import network, places, service, station
from test_door import PAPER, door_of, worlds

from bereikbaar.access import competition
from bereikbaar.access.rows import zone_matrix
from bereikbaar.access.sums import Ask, zone_sums
from bereikbaar.indicators.balanced import balanced
from bereikbaar.indicators.balancing_time import balancing_time
from bereikbaar.indicators.decay import PBL_PUBLIC_TRANSPORT, Linear, Step, Stepped
from bereikbaar.indicators.shen import shen
from bereikbaar.indicators.spatial_availability import spatial_availability

PAIRS = [
    (competition.shen, shen),
    (competition.balanced, balanced),
    (competition.spatial_availability, spatial_availability),
]


def within(door):
    matrix = zone_matrix(door)
    return np.where(matrix <= door.settings.door_to_door_limit_min + 1e-9, matrix, np.inf)


@settings(max_examples=40, deadline=None)
@given(
    worlds(),
    st.lists(st.integers(0, 5), min_size=6, max_size=6),
    st.sampled_from([Step(45), Stepped((20, 60), (0.6, 0.1)), Linear(70)]),
    st.sampled_from([PAPER, PAPER.changed(assumed_transit="no"), PAPER.changed(door_to_door_limit_min=50)]),
)
def test_every_kind_of_competition_is_that_of_the_matrix(made, jobs, decay, chosen):
    net, where = made
    door = door_of(net, where, chosen)
    people = where.zones.population
    supply = 100.0 * np.array(jobs[: len(people)])
    matrix = within(door)
    for ours, plain in PAIRS:
        assert ours(door, supply, people, decay) == pytest.approx(plain(matrix, supply, people, decay), rel=1e-6)
    for step in (1.0, 7.5, None):
        exact = balancing_time(matrix, supply, people, step_min=step)
        assert competition.balancing_time(door, supply, people, step_min=step) == pytest.approx(exact, rel=2e-7)


def test_smooth_decays_are_as_exact_as_their_tables():
    stations = [station("a", 0), station("b", 20)]
    where = places([("1000", "t", 1, 1000), ("2000", "u", 21, 3000), ("3000", "v", 9, 0), ("4000", "w", 5, 20)])
    door = door_of(network(stations, [service("1", "a 0, b 14", tph=4.0)]), where)
    jobs, people = np.array([500.0, 100.0, 4000.0, 0.0]), where.zones.population
    for ours, plain in PAIRS:
        exact = plain(within(door), jobs, people, PBL_PUBLIC_TRANSPORT)
        assert ours(door, jobs, people, PBL_PUBLIC_TRANSPORT) == pytest.approx(exact, rel=1e-5)


def test_every_job_that_somebody_reaches_is_handed_out_once_and_passes_may_be_shared():
    stations = [station("a", 0), station("b", 30)]
    where = places([("1000", "t", 1, 1000), ("2000", "u", 31, 3000), ("3000", "v", 80, 50), ("4000", "w", 2, 0)])
    chosen = PAPER.changed(assumed_transit="no")
    door = door_of(network(stations, [service("1", "a 0, b 20", tph=4.0)]), where, chosen)
    jobs, people, decay = np.array([500.0, 100.0, 70.0, 9.0]), where.zones.population, Step(60)
    got = competition.spatial_availability(door, jobs, people, decay)
    assert got.sum() == pytest.approx(jobs.sum()), "the own zone is within reach, so that all are"
    assert got[2] == pytest.approx(70) and got[3] == 0
    own = zone_sums(door, Ask(jobs[np.newaxis], (Step(30), decay), passive=np.stack([jobs, people])))
    assert competition.shen_from(door, own.passive[:, 1, 1], jobs, decay) == pytest.approx(
        competition.shen(door, jobs, people, decay)
    )


def test_balancing_time_wants_more_jobs_than_people():
    stations = [station("a", 0), station("b", 30)]
    where = places([("1000", "t", 1, 100), ("2000", "u", 31, 100), ("3000", "v", 2, 0)])
    door = door_of(network(stations, [service("1", "a 0, b 20", tph=4.0)]), where)
    people, minutes = where.zones.population, zone_matrix(door)
    enough = competition.balancing_time(door, np.array([101.0, 0, 0]), people, step_min=None)
    assert enough.tolist() == pytest.approx([minutes[0, 0], minutes[1, 0], 0.0])
    assert np.isinf(competition.balancing_time(door, np.array([100.0, 0, 0]), people)[:2]).all()
    rounded = competition.balancing_time(door, np.array([101.0, 0, 0]), people, step_min=5)
    assert rounded[1] == pytest.approx(5 * np.ceil(minutes[1, 0] / 5))


def test_what_single_precision_makes_of_whole_minutes_is_not_rounded_up():
    just_more = np.nextafter(np.float32(45), np.float32(46)).astype(float)
    found = competition.balancing_from(np.array([just_more, 45.01, 45.0]), np.array([1.0, 1.0, 0.0]))
    assert found.tolist() == [45.0, 46.0, 0.0]

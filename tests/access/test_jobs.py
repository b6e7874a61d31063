"""Jobs per zone: a hand example, an independent calculation in plain Python, and what may not move a job."""

import math
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_world import east, north, places

from bereikbaar.access.jobs import station_weight, zone_jobs
from bereikbaar.access.model import Areas, Municipalities
from bereikbaar.access.points import points
from bereikbaar.network.geometry import crow_km

#: Zones (code, town, km north, people): two municipalities, A round the middle, B far north.
ZONES = [("1000", "a", 0.0, 950), ("1001", "a", 2.0, 450), ("1002", "a", 10.0, 0), ("2000", "b", 60.0, 200)]
OF = (0, 0, 0, 1)


def with_jobs(zones=ZONES, of=OF, jobs=(1200.0, 80.0), centres=((0.0, 0.0), (60.0, 0.0))):
    """Places of zones in municipalities with so many jobs; centres: (km north, km east) of the main towns."""
    where = places(zones)
    codes = tuple(f"GM{n}" for n in range(len(jobs)))
    nothing = np.full(len(jobs), np.nan)
    facts = Municipalities(
        code=codes,
        name=codes,
        lat=np.array([north(c[0]) if c else np.nan for c in centres]),
        lon=np.array([east(c[1]) if c else np.nan for c in centres]),
        address_density=nothing,
        jobs=np.array(jobs),
        road_km_to_station=nothing,
        road_km_to_hospital=nothing,
    )
    areas = {"municipality": Areas("municipality", codes, codes, np.array(of, dtype=np.int64))}
    return replace(where, municipalities=facts, areas=areas)


def at(*km_north):
    return points([north(km) for km in km_north], [east(0.0)] * len(km_north))


def test_a_hand_example():
    """1200 jobs: 600 by people (950, 450, 0 of 1400); 300 by (1000, 500 e^-1, 50 e^-5); 300 by (1000 (1 + 2 e^-4),
    500 x 3, 50): the only station is where the second zone is, 2 km from the first and 8 km from the third."""
    got = zone_jobs(with_jobs(), at(2.0), "centre")
    first = 600 * 950 / 1400 + 300 * 1000 / 1184.277 + 300 * 1036.631 / 2586.631
    second = 600 * 450 / 1400 + 300 * 183.940 / 1184.277 + 300 * 1500 / 2586.631
    third = 300 * 0.337 / 1184.277 + 300 * 50 / 2586.631
    assert got.tolist() == pytest.approx([first, second, third, 80], abs=0.01)
    assert [round(x) for x in got] == [781, 413, 6, 80]


def test_the_other_split_is_by_people_only():
    got = zone_jobs(with_jobs(), at(2.0), "population")
    assert got.tolist() == pytest.approx([1200 * 950 / 1400, 1200 * 450 / 1400, 0, 80])


@pytest.mark.parametrize("seed", range(5))
def test_an_independent_calculation_says_the_same(seed):
    mix = random.Random(seed)
    zones = [
        (f"{1000 + n}", "t", mix.uniform(-20, 20), mix.choice([0, 5, 40, 3000, 20000]), mix.uniform(-20, 20))
        for n in range(25)
    ]
    of = [mix.randrange(3) for _ in zones]
    centres = [(mix.uniform(-15, 15), mix.uniform(-15, 15)) for _ in range(3)]
    jobs = [mix.uniform(100, 90000) for _ in range(3)]
    stations = [(mix.uniform(-20, 20), mix.uniform(-20, 20)) for _ in range(6)]
    got = zone_jobs(
        with_jobs(zones, of, jobs, centres), points([north(k) for k, _ in stations], [east(e) for _, e in stations]),
        "centre",
    )  # fmt: skip
    for n, (_, _, _, people, _) in enumerate(zones):
        parts = [0.0, 0.0, 0.0]
        sums = [0.0, 0.0, 0.0]
        for m, (_, _, other_km, others, other_east) in enumerate(zones):
            if of[m] != of[n]:
                continue
            here = (north(other_km), east(other_east))
            centre = crow_km(*here, north(centres[of[n]][0]), east(centres[of[n]][1]))
            station = min(crow_km(*here, north(a), east(b)) for a, b in stations)
            weights = [
                others, (others + 50) * math.exp(-centre / 2), (others + 50) * (1 + 2 * math.exp(-(station**2))),
            ]  # fmt: skip
            sums = [s + w for s, w in zip(sums, weights, strict=True)]
            if m == n:
                parts = weights
        shares = [p / s if s else (people + 50) / sum(z[3] + 50 for z, o in zip(zones, of, strict=True) if o == of[n])
                  for p, s in zip(parts, sums, strict=True)]  # fmt: skip
        wanted = jobs[of[n]] * (0.5 * shares[0] + 0.25 * shares[1] + 0.25 * shares[2])
        assert got[n] == pytest.approx(wanted, rel=1e-9), n


@given(
    st.lists(st.tuples(st.integers(0, 3), st.floats(-300, 300), st.integers(0, 30000)), min_size=1, max_size=12),
    st.lists(st.floats(-300, 300), max_size=3),
    st.sampled_from(["centre", "population"]),
)
def test_jobs_are_never_negative_and_add_up_in_every_municipality(rows, stations, split):
    zones = [(f"{1000 + n}", "t", km, people) for n, (_, km, people) in enumerate(rows)]
    jobs = (1000.0, 0.0, 7.5, 123456.0)
    where = with_jobs(zones, [of for of, _, _ in rows], jobs, [(0.0, 0.0)] * 4)
    got = zone_jobs(where, at(*stations), split)
    assert (got >= 0).all() and np.isfinite(got).all()
    for n in {of for of, _, _ in rows}:
        assert got[[of == n for of, _, _ in rows]].sum() == pytest.approx(jobs[n])


def test_a_municipality_without_people_spreads_its_jobs_evenly():
    got = zone_jobs(
        with_jobs([("1000", "a", 0, 0), ("1001", "a", 0, 0)], (0, 0), (30.0,), [(0, 0)]), at(), "population"
    )
    assert got.tolist() == [15, 15]


def test_a_municipality_without_a_point_has_its_centre_where_most_people_live():
    known = zone_jobs(with_jobs(), at(2.0), "centre")
    assert zone_jobs(with_jobs(centres=(None, None)), at(2.0), "centre").tolist() == pytest.approx(known.tolist())


def test_without_stations_no_zone_draws_more_than_another():
    here = at(0.0, 5.0)
    assert station_weight(here, at()).tolist() == [1, 1]
    assert station_weight(here, at(0.0)).tolist() == pytest.approx([3, 1 + 2 * math.exp(-25)])


def test_a_zone_in_no_municipality_and_a_place_of_the_user_have_no_jobs():
    outside = with_jobs(of=(0, 0, -1, 1))
    assert zone_jobs(outside, at(2.0), "centre")[2] == 0 and zone_jobs(outside, at(2.0), "centre").sum() == (
        pytest.approx(1280)
    )
    own = replace(with_jobs(of=(0, 0, 0, 0)), n_own=1)
    assert zone_jobs(own, at(2.0), "centre")[3] == 0


@pytest.mark.parametrize("lost", ["areas", "municipalities", "a row", "a number"])
def test_without_an_estimate_for_every_municipality_there_are_no_jobs(lost):
    where = with_jobs()
    facts = where.municipalities
    changed = {
        "areas": {"areas": {}},
        "municipalities": {"municipalities": None},
        "a row": {"municipalities": replace(facts, code=("GM0", "GM7"))},
        "a number": {"municipalities": replace(facts, jobs=np.array([1200.0, np.nan]))},
    }[lost]
    assert zone_jobs(replace(where, **changed), at(2.0), "centre") is None


def test_the_order_of_stations_does_not_matter():
    there = [0.3, 2.0, 11.0, 59.0]
    assert zone_jobs(with_jobs(), at(*there), "centre").tolist() == (
        zone_jobs(with_jobs(), at(*there[::-1]), "centre").tolist()
    )

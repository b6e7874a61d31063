"""Opportunities: what is where, after what scenarios build or move; what is missing is said."""

from dataclasses import replace

import numpy as np
import pytest
from small_world import MIDDLE, centre, network, north, places, service, station

from bereikbaar.access.model import Amenity, Areas, Municipalities, StationPoints
from bereikbaar.access.opportunities import (
    AGE_KEYS,
    base_stations,
    opportunities,
    school_points,
    the_opportunity,
    unverified_hospitals,
)
from bereikbaar.access.population import ages_after
from bereikbaar.errors import InputError
from bereikbaar.network.model import OpportunityChange
from bereikbaar.settings import Settings

CENTRES = (centre("beta", "b", 10.0), centre("alfa", "a", 0.0))
UNVERIFIED = "compiler knowledge, unverified"


def amenity(ident, kind, town="Alfa", basis="", students=None):
    return Amenity(ident, ident, kind, town, town, north(0), MIDDLE[1], basis, students)


AMENITIES = (
    amenity("general-1", "general", basis="list of 2016"),
    amenity("general-2", "general", basis=UNVERIFIED),
    amenity("hbo-1", "hbo", students=700),
    amenity("hbo-2", "hbo", students=300),
    amenity("hbo-3", "hbo", "Beta", students=999),
    amenity("hbo-4", "hbo", "", students=1200),
    amenity("hbo-5", "hbo", "", students=800),
    amenity("umc-1", "umc", basis="list of 2016"),
    amenity("wo-1", "wo", students=2000),
    amenity("wo-2", "wo", "Gamma"),
)
CLOSED = (amenity("closed-1", "closed", basis=UNVERIFIED), amenity("children-1", "children", basis="list of 2016"))


def world(*changes, **fields):
    """Two stations and four zones in two municipalities: 1000 and 1001 in GM0, 2000 in GM1, 9000 in none."""
    net = network(
        [station("a", 0.0), station("b", 10.0)],
        [service("1", "a 0, b 10")],
        opportunity_changes=tuple(OpportunityChange(*c, added_by="plan") for c in changes),
    )
    where = places(
        [("1000", "a", 0.0, 900), ("1001", "a", 4.0, 100), ("2000", "b", 10.0, 400), ("9000", "b", 30.0, 0)],
        centres=CENTRES,
        amenities=AMENITIES,
    )
    codes, nothing = ("GM0", "GM1"), np.full(2, np.nan)
    facts = Municipalities(
        codes, codes, np.array([north(0.0), north(10.0)]), np.array([MIDDLE[1]] * 2), nothing,
        np.array([1000.0, 300.0]), nothing, nothing,
    )  # fmt: skip
    ages = np.array([[90.0, 90, 180, 270, 270], [60, 10, 10, 10, 10], [100, 100, 100, 100, 0], [0, 0, 0, 0, 0]])
    more = {
        "zones": replace(where.zones, ages=ages),
        "municipalities": facts,
        "areas": {"municipality": Areas("municipality", codes, codes, np.array([0, 0, 1, -1]))},
        "stations": StationPoints(np.array([north(0.0), north(10.0)]), np.array([MIDDLE[1]] * 2)),
        "passed_over": CLOSED,
        **fields,
    }
    return net, replace(where, **more)


def found(*changes, settings=None, **fields):
    return opportunities(*world(*changes, **fields), settings or Settings())


def refused(*changes, **fields):
    with pytest.raises(InputError) as caught:
        found(*changes, **fields)
    return str(caught.value)


def test_all_are_there_in_a_fixed_order_with_titles_in_two_languages():
    got = found()
    assert " ".join(got) == "pop p0_14 p15_24 p25_44 p45_64 p65up jobs jobspop hosp umcs hbo uni cen"
    for key, one in got.items():
        assert one.key == key and all(one.title) and one.unit and one.source
        assert one.basis in ("counted", "estimate", "assumption")
        assert (one.zone is None) == (one.point is not None) == (one.amount is not None)
    assert got["jobs"].title == ("Banen", "Jobs") and got["hbo"].unit == "students"


def test_people_of_all_ages_are_all_people():
    got = found()
    assert got["pop"].zone.tolist() == [900, 100, 400, 0]
    assert sum(got[key].zone for key in AGE_KEYS).tolist() == got["pop"].zone.tolist()
    assert got["p0_14"].zone.tolist() == [90, 60, 100, 0] and got["p65up"].zone.tolist() == [270, 10, 0, 0]


def test_jobs_add_up_by_municipality_in_both_ways_of_dividing():
    got = found()
    for key in ("jobs", "jobspop"):
        assert got[key].zone[:2].sum() == pytest.approx(1000) and got[key].zone[2:].tolist() == [300, 0]
    assert got["jobspop"].zone[:2].tolist() == pytest.approx([900, 100])
    assert got["jobs"].zone[0] > 901, "town centre and station are both there"


def test_the_setting_chooses_how_jobs_are_divided():
    by_people = Settings().changed(jobs_split="population")
    got = found(settings=by_people)
    assert got["jobs"].zone.tolist() == got["jobspop"].zone.tolist() == found()["jobspop"].zone.tolist()


def test_points_are_those_of_the_egress_legs_centres_first():
    got = found()
    first = len(CENTRES)
    assert got["cen"].point.tolist() == [0, 1] and got["cen"].amount.tolist() == [1, 1]
    assert got["hosp"].point.tolist() == [first, first + 1, first + 7]
    assert got["umcs"].point.tolist() == [first + 7] and got["umcs"].amount.tolist() == [1]
    assert got["hbo"].point.tolist() == [first + n for n in (2, 3, 4, 5, 6)]
    assert got["hbo"].amount.tolist() == [700, 300, 999, 1200, 800]
    assert got["uni"].amount.tolist() == [2000, 0], "unknown students count as none"


def test_hospitals_say_how_many_of_them_nobody_verified():
    net, where = world()
    assert unverified_hospitals(where) == (2, 5)
    got = opportunities(net, where, Settings())
    assert got["hosp"].source.endswith("what 2 of 5 are today is unverified") and got["hosp"].basis == "assumption"
    assert got["umcs"].basis == "counted", "those on the list are what they were"


def test_a_place_of_education_counts_from_so_many_students_in_its_municipality():
    _, where = world()
    first = len(CENTRES)
    assert school_points(where, "hbo", Settings()).tolist() == [first + 2, first + 3, first + 5]
    fewer = Settings().changed(school_students_least=999)
    assert school_points(where, "hbo", fewer).tolist() == [first + n for n in (2, 3, 4, 5)]
    assert school_points(where, "uni", Settings()).tolist() == [first + 8]
    assert school_points(where, "uni", Settings().changed(school_students_least=5000)).tolist() == []


# --- scenarios ----------------------------------------------------------------------------------------------


def test_newcomers_are_of_the_ages_of_their_zone():
    got = found(("1001", "population", 100))
    assert got["pop"].zone.tolist() == [900, 200, 400, 0]
    assert [got[key].zone[1] for key in AGE_KEYS] == [120, 20, 20, 20, 20]
    assert [got[key].zone[0] for key in AGE_KEYS] == [90, 90, 180, 270, 270]


def test_newcomers_where_nobody_lived_are_of_the_ages_of_the_municipality_or_of_all():
    _, where = world()
    empty = replace(where.zones, ages=np.vstack([where.zones.ages[:1], np.zeros((1, 5)), where.zones.ages[2:]]))
    where = replace(where, zones=empty)
    got = ages_after(where, np.array([900.0, 1800, 400, 130]))
    assert got[1].tolist() == [180, 180, 360, 540, 540]
    everybody = np.array([190, 190, 280, 370, 270])
    assert got[3].tolist() == pytest.approx((130 * everybody / 1300).tolist(), abs=1e-3)
    assert got.sum(axis=1).tolist() == [900, 1800, 400, 130]


def test_jobs_move_with_a_change_in_both_ways_of_dividing_and_places_stay_as_they_were():
    before, after = found(), found(("2000", "jobs", -120), ("9000", "jobs", 120))
    for key in ("jobs", "jobspop"):
        assert after[key].zone.tolist() == pytest.approx((before[key].zone + np.array([0, 0, -120, 120])).tolist())
        assert after[key].zone.sum() == pytest.approx(1300)
    assert after["pop"].zone.tolist() == before["pop"].zone.tolist()


def test_jobs_that_leave_may_be_more_than_the_other_way_put_there():
    before = found()
    away = before["jobs"].zone[0] - 1
    assert away > before["jobspop"].zone[0] - 1e-9
    after = found(("1000", "jobs", -away))
    assert after["jobs"].zone[0] == pytest.approx(1) and after["jobspop"].zone[0] == 0


def test_people_that_move_in_draw_no_jobs_and_a_new_station_neither():
    before = found()["jobs"].zone.tolist()
    assert found(("1001", "population", 5000))["jobs"].zone.tolist() == before
    net, where = world()
    new = replace(station("n", 4.0), added_by="plan")
    grown = replace(net, stations={**net.stations, "n": new})
    assert opportunities(grown, where, Settings())["jobs"].zone.tolist() == before
    gone = replace(net, stations={"b": net.stations["b"]}, services={})
    assert opportunities(gone, where, Settings())["jobs"].zone.tolist() == before, "nor does one that closes"


def test_places_by_hand_have_the_stations_of_the_network_that_no_scenario_added():
    net, where = world(stations=None)
    grown = {
        **net.stations,
        "n": replace(station("n", 4.0), added_by="plan"),
        "x": replace(station("x", 1.0), lat=np.nan),
    }
    at = base_stations(replace(net, stations=grown), where)
    assert at.lat.tolist() == [north(0.0), north(10.0)]


# --- what is wrong ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("1000", "homes", 5), "scenario 'plan': there is no field 'homes'; there are population, jobs"),
        (("1000", "job", 5), "there are population, jobs; did you mean 'jobs'?"),
        (("1009", "jobs", 5), "scenario 'plan': there is no zone '1009'; did you mean"),
        (("2000", "jobs", -301), "scenario 'plan': zone 2000 has 300 jobs and would have -1"),
        (("2000", "population", -401), "zone 2000 has 400 inhabitants and would have -1"),
        (("2000", "jobs", float("inf")), "zone 2000 has 300 jobs and would have inf"),
    ],
)
def test_a_change_that_cannot_be_is_refused(change, said):
    text = refused(change)
    assert said in text and "set_opportunities" in text


def test_all_jobs_of_a_zone_may_go():
    assert found(("2000", "jobs", -300))["jobs"].zone[2] == 0


def test_jobs_cannot_change_where_none_are_known():
    text = refused(("1000", "jobs", 5), municipalities=None)
    assert (
        "scenario 'plan': there are no jobs to change: there is no municipalities.csv with a column jobs_est" in text
    )


def test_what_the_places_do_not_know_is_left_out_and_asking_for_it_says_why():
    net, where = world(municipalities=None, amenities=(), centres=())
    where = replace(where, zones=replace(where.zones, ages=None))
    got = opportunities(net, where, Settings())
    assert list(got) == ["pop"]
    assert the_opportunity(got, "pop", where) is got["pop"]
    reasons = {
        "p65up": "zones.csv has none of the columns age_0_14_2021",
        "jobs": "there is no municipalities.csv with a column jobs_est_2024",
        "hosp": "amenities.csv has no row of kind general or umc",
        "uni": "amenities.csv has no row of kind wo",
        "cen": "centres.csv has no rows",
    }
    for key, reason in reasons.items():
        with pytest.raises(InputError) as caught:
            the_opportunity(got, key, where)
        assert f"({key}) to reach: {reason}" in str(caught.value)
    with pytest.raises(InputError, match=r"there is no opportunity 'job'; there are pop, .*did you mean 'jobs'"):
        the_opportunity(got, "job", where)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"areas": {}}, "zones.csv has no column municipality_code"),
        ({"lost": True}, "municipalities.csv has no jobs_est_2024 for GM1"),
        ({"names_only": True}, "zones.csv gives no zone a municipality_code that is in municipalities.csv"),
    ],
)
def test_why_there_are_no_jobs_is_said(fields, said):
    net, where = world()
    if fields.pop("lost", False):
        where = replace(where, municipalities=replace(where.municipalities, jobs=np.array([1000.0, np.nan])))
    if fields.pop("names_only", False):  # a zones.csv with names and no codes
        named = where.areas["municipality"]
        codes = tuple(f"Town {code}" for code in named.code)
        where = replace(where, areas={**where.areas, "municipality": replace(named, code=codes)})
    where = replace(where, **fields)
    got = opportunities(net, where, Settings())
    assert "jobs" not in got and "jobspop" not in got and "hosp" in got
    with pytest.raises(InputError) as caught:
        the_opportunity(got, "jobs", where)
    assert said in str(caught.value)


def test_a_wrong_way_of_dividing_jobs_is_refused_by_the_settings():
    with pytest.raises(
        InputError, match="jobs_split: expected centre or population, found 'populaton'; did you mean"
    ):
        Settings().changed(jobs_split="populaton")

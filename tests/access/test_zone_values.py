"""All measures of zones on a small world, against the plain functions on the whole matrix; towns and regions too."""

from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from people_world import ZONES, people_world

from bereikbaar.access.aggregate import Groups, area_frames, group_values, zones_frame
from bereikbaar.access.door import to_points
from bereikbaar.access.ends import Ends
from bereikbaar.access.opportunities import opportunities
from bereikbaar.access.points import crow_km
from bereikbaar.access.rows import zone_matrix
from bereikbaar.access.towns import measure_door, measure_towns
from bereikbaar.access.zone_values import measure_zones, needed_points, zone_values
from bereikbaar.errors import InputError
from bereikbaar.indicators.balanced import balanced
from bereikbaar.indicators.balancing_time import balancing_time
from bereikbaar.indicators.catalogue import ALL_INDICATORS, MAIN_PARTS, indicator
from bereikbaar.indicators.cumulative import cumulative
from bereikbaar.indicators.decay import GEURS_2001, PBL_PUBLIC_TRANSPORT
from bereikbaar.indicators.dual import dual
from bereikbaar.indicators.gravity import gravity
from bereikbaar.indicators.rail_performance import rail_performance
from bereikbaar.indicators.shen import shen
from bereikbaar.indicators.spatial_availability import spatial_availability
from bereikbaar.indicators.speed import speed
from bereikbaar.names import Region
from bereikbaar.network.model import OpportunityChange
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.settings import Settings

#: Everything but what only a timetable knows.
NAMES = tuple(i.name for i in ALL_INDICATORS if i.name != "last_dep")
PBL = PBL_PUBLIC_TRANSPORT


class World:
    """The measures of the small world, and what they are made of."""

    def __init__(self, settings: Settings, window: str = "offpeak", **net_fields) -> None:
        self.settings, self.window = settings, window
        self.net, self.places = people_world(**net_fields)
        self.times = {window: travel_times(self.net, window, settings)}
        self.door = measure_door(self.net, self.times, self.places, settings, window)
        self.found = opportunities(self.net, self.places, settings)
        self.people = self.found["pop"].zone

    def values(self, names=NAMES):
        return zone_values(self.net, self.door, self.places, self.settings, names)

    @property
    def minutes(self):
        minutes = zone_matrix(self.door)
        return np.where(minutes <= self.settings.limit_min + 1e-9, minutes, np.inf)

    @property
    def km(self):
        z = self.places.zones
        return crow_km(z.lat[:, None], z.lon[:, None], z.lat[None], z.lon[None])


@pytest.fixture(scope="module", params=[{}, {"door_to_door_limit_min": 100}], ids=["no limit", "limit"])
def world(request) -> World:
    return World(Settings().changed(**request.param))


@pytest.fixture(scope="module")
def values(world):
    return world.values()


def close(got, expected) -> None:
    # decays are read from tables, at most 1e-6 off
    np.testing.assert_allclose(got, expected, rtol=2e-5, atol=1e-6)


def test_every_measure_of_the_catalogue_is_made(values) -> None:
    assert tuple(values) == NAMES
    assert all(v.shape == (len(ZONES),) for v in values.values())


@pytest.mark.parametrize("key", ["pop", "p15_24", "p65up", "jobs", "jobspop"])
def test_opportunities_at_zones_are_those_of_the_plain_functions(world, key) -> None:
    amount, minutes = world.found[key].zone, world.minutes
    got = world.values([f"{key}_50", f"{key}_pbl", f"{key}_geurs", f"{key}_n3k"])
    close(got[f"{key}_50"], cumulative(minutes, amount, 50))
    close(got[f"{key}_pbl"], gravity(minutes, amount, PBL))
    close(got[f"{key}_geurs"], gravity(minutes, amount, GEURS_2001))
    close(got[f"{key}_n3k"], dual(minutes, amount, 3000))


@pytest.mark.parametrize("key", ["hosp", "umcs", "hbo", "uni", "cen"])
def test_opportunities_at_points_are_those_of_the_plain_functions(world, key) -> None:
    at = world.found[key]
    minutes = to_points(world.door, at.point.tolist()).expected
    minutes = np.where(minutes <= world.settings.limit_min + 1e-9, minutes, np.inf)
    got = world.values([f"{key}_50", f"{key}_pbl", f"{key}_n2"])
    close(got[f"{key}_50"], cumulative(minutes, at.amount, 50))
    close(got[f"{key}_pbl"], gravity(minutes, at.amount, PBL))
    close(got[f"{key}_n2"], dual(minutes, at.amount, 2))


@pytest.mark.parametrize("key", ["jobs", "jobspop"])
def test_competition_is_that_of_the_plain_functions(world, key) -> None:
    jobs, people, minutes = world.found[key].zone, world.people, world.minutes
    got = world.values([f"{key}_{word}" for word in ("shen", "bfca", "spav", "bal")])
    close(got[f"{key}_shen"], shen(minutes, jobs, people, PBL))
    close(got[f"{key}_bfca"], balanced(minutes, jobs, people, PBL))
    close(got[f"{key}_spav"], spatial_availability(minutes, jobs, people, PBL))
    close(got[f"{key}_bal"], balancing_time(minutes, jobs, people))


def test_one_measure_of_competition_alone_is_the_same_as_among_others(world, values) -> None:
    for name in ("jobs_shen", "jobs_bfca", "jobs_spav", "jobs_bal"):
        close(world.values([name])[name], values[name])


def test_passive_speed_and_rail_performance_are_those_of_the_plain_functions(world, values) -> None:
    minutes, people = world.minutes, world.people
    close(values["pop_in_60"], cumulative(minutes, people, 60, passive=True))
    close(values["speed_kmh"], speed(minutes, world.km, people, between_km=(10, 100)))
    close(values["rail_perf"], rail_performance(minutes, world.km, people))


def test_a_setting_moves_rail_performance() -> None:
    one = World(Settings().changed(rail_perf_min=60, rail_perf_km=60))
    expected = rail_performance(one.minutes, one.km, one.people, limit_min=60, around_km=60)
    close(one.values(["rail_perf"])["rail_perf"], expected)


def test_the_nearest_hospital_is_the_quickest_of_all_points_and_a_school_has_enough_students(world, values) -> None:
    first = len(world.places.centres)
    every = [first + n for n, a in enumerate(world.places.amenities) if a.kind in ("general", "umc")]
    expected = to_points(world.door, every)
    near = expected.expected.argmin(axis=1)
    rows = np.arange(len(near))
    beyond = expected.expected.min(axis=1) > world.settings.limit_min
    np.testing.assert_array_equal(np.isnan(values["exp_hos_min"]), beyond)
    np.testing.assert_allclose(values["exp_hos_min"][~beyond], expected.expected.min(axis=1)[~beyond])
    np.testing.assert_allclose(values["best_hos_min"][~beyond], expected.best[rows, near][~beyond])
    np.testing.assert_allclose(values["chg_hos"][~beyond], expected.changes[rows, near][~beyond])
    h1 = first + [a.id for a in world.places.amenities].index("h1")
    hbo = to_points(world.door, [h1]).expected[:, 0]
    within = hbo <= world.settings.limit_min
    np.testing.assert_allclose(values["exp_hbo_min"][within], hbo[within], err_msg="h2 has 900 students")


def test_the_headline_is_the_mean_of_its_five_parts(values) -> None:
    five = np.mean([values[name] for name in MAIN_PARTS], axis=0)
    np.testing.assert_allclose(values["main_min"], five)


def test_a_measure_brings_what_it_is_made_of(world) -> None:
    got = world.values(["drop_evening", "main_min"])
    assert set(got) == {"drop_evening", "main_min", *MAIN_PARTS} | {
        f"tph_{w}" for w in ("offpeak", "evening", "saturday", "sunday")
    }


def test_a_longer_limit_never_reaches_less(world) -> None:
    for key in world.found:
        limits = (5, 20, 45, 60, 90, 120, 300, 720)
        got = world.values([f"{key}_{t}" for t in limits])
        for shorter, longer in pairwise(limits):
            assert (got[f"{key}_{shorter}"] <= got[f"{key}_{longer}"] + 1e-9).all(), key


def test_more_jobs_never_give_less_access_to_jobs(world) -> None:
    more = World(world.settings, opportunity_changes=(OpportunityChange("3001", "jobs", 5000, "plan"),))
    for name in ("jobs_60", "jobs_pbl", "jobs_shen", "jobs_spav"):
        assert (more.values([name])[name] >= world.values([name])[name] - 1e-6).all(), name


# towns and regions


def of_areas(world, values, kind):
    areas = world.places.areas[kind]
    return group_values(values, NAMES, Groups(areas.zone_area, len(areas.code), world.people))


def test_people_and_means_agree_over_zones_municipalities_corop_and_provinces(world, values) -> None:
    frames = area_frames(world.places, world.people, values, NAMES)
    zones = zones_frame(world.places, world.people, values, NAMES)
    assert list(frames) == ["municipality", "corop", "province"]
    for frame in frames.values():
        assert frame["population"].sum() == zones["population"].sum() == world.people.sum()
    for name in NAMES:
        if indicator(name).over != "mean":
            continue
        known = np.isfinite(values[name])
        whole = (values[name][known] * world.people[known]).sum()
        for kind in frames:
            areas = world.places.areas[kind]
            answered = np.bincount(areas.zone_area[known], weights=world.people[known], minlength=len(areas.code))
            means = of_areas(world, values, kind)[name]
            assert np.nansum(np.where(answered > 0, means, 0) * answered) == pytest.approx(whole, rel=1e-9), name


def test_what_is_handed_out_is_summed_and_agrees_everywhere(world, values) -> None:
    total = values["jobs_spav"].sum()
    assert total == pytest.approx(world.found["jobs"].zone.sum(), rel=1e-6), "every job falls to somebody"
    for kind in world.places.areas:
        assert of_areas(world, values, kind)["jobs_spav"].sum() == pytest.approx(total)


def test_a_town_is_the_mean_of_its_zones(world, values) -> None:
    towns = measure_towns(world.net, world.times, world.places, world.settings, world.window, names=NAMES)
    alfa = towns.row(by_predicate=pl.col("town_id") == "alfa", named=True)
    own = np.array([z[1] == "alfa" for z in ZONES])
    for name in NAMES:
        about = indicator(name)
        if about.over != "mean" or name == "main_min":  # the headline of a town is made in the comparison
            continue
        known = own & np.isfinite(values[name]) & (world.people > 0)
        mean = np.average(values[name][known], weights=world.people[known]) if known.any() else None
        mean = None if mean is None else round(mean) if about.kind == "int" else mean
        assert alfa[name] == (mean if mean is None else pytest.approx(mean)), name


def test_a_drop_of_a_region_is_that_of_its_mean_trains(world, values) -> None:
    got = of_areas(world, values, "province")
    np.testing.assert_allclose(
        got["drop_evening"], 100 * (1 - got["tph_evening"] / got["tph_offpeak"]), equal_nan=True
    )


def test_the_way_to_set_out_of_a_region_is_that_of_most_people(world, values) -> None:
    north_zone = area_frames(world.places, world.people, values, NAMES)["province"].row(0, named=True)
    assert north_zone["name"] == "North" and north_zone["access_basis"] == "assumed"


def test_no_answer_stays_out_of_means_and_is_counted() -> None:
    cut = World(Settings().changed(assumed_transit=False))
    values = cut.values()
    frames = area_frames(cut.places, cut.people, values, NAMES)
    north_area = frames["province"].filter(pl.col("name") == "North").row(0, named=True)
    # 3000 is 15 km from the station: 21,000 of 30,000 people have no way at all
    assert north_area["without_pct"] == pytest.approx(70)
    assert north_area["exp_ams_min"] == pytest.approx(values["exp_ams_min"][5])
    for frame in frames.values():
        for name in NAMES:
            if frame.schema[name] == pl.Float64:
                assert frame[name].drop_nulls().is_finite().all(), "never inf, never NaN"


def test_a_region_keeps_its_own_zones_and_the_regions_within_it(world, values) -> None:
    south = Region("province", "South")
    zones = zones_frame(world.places, world.people, values, NAMES, south)
    assert zones["pc4"].to_list() == [z[0] for z in ZONES if z[6] == "South"]
    frames = area_frames(world.places, world.people, values, NAMES, south)
    assert frames["municipality"]["name"].to_list() == ["M1", "M2"]
    assert frames["corop"]["name"].to_list() == ["C1"] and frames["province"]["name"].to_list() == ["South"]
    town = area_frames(world.places, world.people, values, NAMES, Region("municipality", "M1"))
    assert town["municipality"]["name"].to_list() == ["M1"] and town["province"].is_empty()


def test_the_table_of_zones_has_its_columns_and_types(world, values) -> None:
    frame = zones_frame(world.places, world.people, values, NAMES)
    heads = ["pc4", "town_id", "town", "municipality", "province", "corop", "lat", "lon", "population"]
    assert frame.columns == [*heads, *NAMES]
    types = {"float": pl.Float64, "int": pl.Int64, "text": pl.String}
    assert all(frame.schema[name] == types[indicator(name).kind] for name in NAMES)
    assert frame["town"].to_list() == [z[1].title() for z in ZONES]


# commuters


def test_minutes_between_municipalities_are_means_over_their_people_and_jobs(world) -> None:
    ends = Ends(world.door, world.places, needed_points(world.places, world.settings, world.found, ["pop_60"]))
    got = measure_zones(
        world.net, ends, world.places, world.settings, world.found, ["pop_60"], commuters=True
    ).commuter_minutes
    minutes, jobs = world.minutes, world.found["jobs"].zone
    of = world.places.areas["municipality"].zone_area
    for home in range(3):
        for work in range(3):
            pairs = np.ix_(of == home, of == work)
            weight = np.outer(world.people[of == home], jobs[of == work]) * np.isfinite(minutes[pairs])
            if weight.sum() == 0:
                assert np.isinf(got[home, work])
            else:
                mean = (np.where(weight > 0, minutes[pairs], 0) * weight).sum() / weight.sum()
                assert got[home, work] == pytest.approx(mean)


# what cannot be


def test_what_the_places_do_not_know_is_said(world) -> None:
    from dataclasses import replace

    bare = replace(world.places, municipalities=None, commuting=None)
    with pytest.raises(InputError, match=r"there are no jobs \(jobs\) to reach: there is no municipalities.csv"):
        zone_values(world.net, world.door, bare, world.settings, ["jobs_60"])

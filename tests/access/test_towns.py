"""The tables of a run on a small world, checked against sums on paper."""

import polars as pl
import pytest
from small_world import centre, feeder, network, north, places, service, station, with_more

from bereikbaar.access.door import to_stations, zone_times
from bereikbaar.access.model import Amenity
from bereikbaar.access.population import population_of
from bereikbaar.access.towns import measure_door, measure_pairs, measure_stations, measure_towns
from bereikbaar.errors import InputError
from bereikbaar.indicators.catalogue import LIMIT_INDICATORS, TOWN_INDICATORS
from bereikbaar.network.model import OpportunityChange
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.settings import Settings

BICYCLE, WALK, BUS = 1.3 * 60 / 16, 1.3 * 60 / 5, 1.35 * 60 / 38
CENTRES = (
    centre("amsterdam", "c", 100),
    centre("den-haag", "b", 50, "province capital", province="There"),
    centre("haarlem", "b", 50, "province capital"),
    centre("rotterdam", "b", 51),
    centre("utrecht", "a", 0),
)
HOSPITALS = tuple(
    Amenity(name, name, kind, "", "", north(km), 5.0)
    for name, kind, km in (("x", "umc", 101), ("y", "umc", 49), ("z", "general", 0))
)
STATIONS = [station("a", 0), station("b", 50), station("c", 100), station("z", -200)]
LINES = [service("1", "a 0, b 30, c 60", tph=(2.0, 1.0, 0.5)), service("2", "a 0, z 90", tph=(1.0, 1.0, 0.0))]


def world(feeders=(), **net_fields):
    zones = [
        ("1000", "alfa", -1, 4000), ("1001", "alfa", -3, 2000), ("1002", "alfa", 1, 0),
        ("2000", "beta", 52, 7000), ("3000", "gamma", 115, 21000), ("4000", "mini", 20, 4999),
    ]  # fmt: skip
    return network(STATIONS, LINES, feeders, **net_fields), places(zones, centres=CENTRES, amenities=HOSPITALS)


def measured(net, where, chosen=None, window="offpeak", what=measure_towns):
    chosen = chosen or Settings()
    return what(net, {window: travel_times(net, window, chosen)}, where, chosen, window)


def row(frame, name):
    return frame.row(by_predicate=pl.col("name") == name, named=True)


def test_columns_and_types_are_those_that_were_promised():
    frame = measured(*world())
    heads = ["town_id", "name", "municipality", "province", "corop", "lat", "lon", "population"]
    assert frame.columns == heads + [i.name for i in TOWN_INDICATORS]
    types = {"float": pl.Float64, "int": pl.Int64, "text": pl.String}
    for i in TOWN_INDICATORS:
        assert frame.schema[i.name] == types[i.kind], i.name
        if i.kind == "float":
            assert frame[i.name].is_nan().fill_null(False).sum() == 0, "null, never NaN"


def test_towns_from_5000_inhabitants_on_are_reported_in_the_order_of_their_ids():
    assert measured(*world())["town_id"].to_list() == ["alfa", "beta", "gamma"]
    assert measured(*world(), Settings().changed(town_population=4999))["town_id"].to_list() == [
        "alfa",
        "beta",
        "gamma",
        "mini",
    ]


def test_a_town_is_the_mean_of_its_people():
    net, where = world()
    got = row(measured(net, where), "Alfa")
    # two thirds of the people live 1 km from the station, one third 3 km; the third zone is empty
    access = (2 * 1 + 1 * 3) / 3 * BICYCLE
    assert got["exp_ams_min"] == pytest.approx(access + 15 + 60)
    assert got["best_ams_min"] == pytest.approx(access + 60), "by bicycle also without the wait for the bus"
    assert got["d2d_ams_min"] == pytest.approx(access + 15 + 60), "the point is at the station"
    assert (got["chg_ams"], got["dep_ams_h"], got["gap_ams_min"]) == pytest.approx((0, 2, 30))
    assert got["population"] == 6000


def test_to_its_own_city_one_does_not_ride_and_how_often_is_no_question():
    got = row(measured(*world(), Settings().changed(assumed_transit="no")), "Alfa")
    assert got["exp_utr_min"] == pytest.approx(5 / 3 * BICYCLE)
    assert got["dep_utr_h"] is None and got["gap_utr_min"] is None and got["chg_utr"] == 0


def test_the_capital_is_that_of_the_towns_own_province():
    got = row(measured(*world()), "Beta")
    assert got["exp_cap_min"] == pytest.approx(2 * BICYCLE)
    net, where = world()
    from dataclasses import replace

    nowhere = replace(where, towns=replace(where.towns, province=("Nowhere",) * 4))
    assert row(measured(net, nowhere), "Beta")["exp_cap_min"] is None


def test_the_nearest_university_hospital_is_nearest_from_door_to_door():
    got = measured(*world())
    alfa, gamma = row(got, "Alfa"), row(got, "Gamma")
    assert alfa["exp_umc_min"] == alfa["d2d_umc_min"] == pytest.approx(5 / 3 * BICYCLE + 15 + 30 + WALK)
    assert alfa["dep_umc_h"] == pytest.approx(2)
    assert gamma["exp_umc_min"] == pytest.approx(15 + 4 + 15 * BUS + WALK)


def test_people_within_reach_are_counted_from_every_door():
    net, where = world()
    got = row(measured(net, where), "Alfa")
    door = measure_door(net, {"offpeak": travel_times(net, "offpeak", Settings())}, where, Settings(), "offpeak")
    for limit in (45, 60, 90, 120):
        each = [
            sum(p for p, m in zip(where.zones.population, zone_times(door, o).expected[0], strict=True) if m <= limit)
            for o in (0, 1)
        ]
        assert got[f"pop_{limit}"] == round((2 * each[0] + each[1]) / 3)


def test_trains_per_hour_are_those_of_the_busiest_station_in_reach():
    got = measured(*world())
    alfa, beta, gamma = (row(got, name) for name in ("Alfa", "Beta", "Gamma"))
    assert [alfa[f"tph_{w}"] for w in ("offpeak", "evening", "sunday")] == [3, 2, 0.5]
    assert [beta[f"tph_{w}"] for w in ("offpeak", "evening", "sunday")] == [4, 2, 1], "both directions together"
    assert alfa["tph_peak"] is None, "a window that the network does not have"
    assert alfa["drop_evening"] == pytest.approx(100 / 3) and alfa["drop_weekend"] is None
    assert gamma["tph_offpeak"] == 0 and gamma["drop_evening"] is None, "no station in reach: no trains, and no drop"


def test_how_people_set_out_and_what_rests_on_assumptions():
    got = measured(*world())
    assert got["access_basis"].to_list() == ["bicycle", "bicycle", "assumed"]
    assert got["assumed_pct"].to_list() == [0, 0, 100]
    assert got["no_answer_pct"].to_list() == [0, 0, 0]
    line = measured(*world((feeder("gamma", "c", 20.0),)))
    assert row(line, "Gamma")["access_basis"] == "feeder" and row(line, "Gamma")["assumed_pct"] == 0


def test_no_connection_is_null_and_counted():
    got = row(measured(*world(), Settings().changed(assumed_transit="no")), "Gamma")
    assert got["no_answer_pct"] == 100 and got["access_basis"] is None and got["assumed_pct"] == 0
    for name in ("exp_ams_min", "best_ams_min", "d2d_ams_min", "chg_ams", "dep_ams_h", "gap_ams_min", "exp_umc_min"):
        assert got[name] is None
    assert got["pop_45"] == 21000, "the zone itself"
    assert got["spoorboekloos"] == 0


def test_beyond_the_limit_is_null_too_but_no_lack_of_connection():
    got = row(measured(*world(), Settings().changed(door_to_door_limit_min=70)), "Alfa")
    assert got["exp_ams_min"] is None and got["no_answer_pct"] == 0
    assert got["exp_rtd_min"] is not None and got["access_basis"] == "bicycle"
    # with a limit between the two zones the mean is that of the people within
    some = row(measured(*world(), Settings().changed(door_to_door_limit_min=15 + 60 + 2 * BICYCLE)), "Alfa")
    assert some["exp_ams_min"] == pytest.approx(15 + 60 + BICYCLE)


def test_with_a_limit_the_share_beyond_it_tells_it_from_no_connection():
    heads = [i.name for i in TOWN_INDICATORS]
    assert not set(measured(*world()).columns) & {i.name for i in LIMIT_INDICATORS}, "only with a limit"
    chosen = Settings().changed(door_to_door_limit_min=15 + 60 + 2 * BICYCLE, assumed_transit="no")
    got = measured(*world(), chosen)
    assert got.columns[8:] == heads + [i.name for i in LIMIT_INDICATORS]
    alfa, gamma = row(got, "Alfa"), row(got, "Gamma")
    assert alfa["beyond_ams_pct"] == alfa["beyond_ams_d2d"] == pytest.approx(100 / 3), "the zone at 3 km"
    assert alfa["beyond_rtd_pct"] == 0 and alfa["exp_rtd_min"] is not None
    assert gamma["exp_ams_min"] is None and gamma["beyond_ams_pct"] == 0, "no way at all is not beyond the limit"
    # a door further than its station: 1 km on foot from the station at 50 km to the point at 51
    tight = row(measured(*world(), chosen.changed(door_to_door_limit_min=15 + 30 + 3 * BICYCLE)), "Alfa")
    assert (tight["beyond_rtd_pct"], tight["beyond_rtd_d2d"]) == (0, 100)
    assert tight["exp_rtd_min"] is not None and tight["d2d_rtd_min"] is None


def test_pairs_say_how_many_people_are_beyond_the_limit():
    assert "beyond_pct" not in measured(*world(), what=measure_pairs).columns
    chosen = Settings().changed(door_to_door_limit_min=70)
    got = measured(*world(), chosen, what=measure_pairs).rows_by_key("centre_id", named=True, unique=True)
    assert got["amsterdam"]["beyond_pct"] == 0 and got["amsterdam"]["expected_min"] is not None
    assert got["utrecht"]["beyond_pct"] == 100 and got["utrecht"]["expected_min"] is None
    cut = measured(*world(), chosen.changed(assumed_transit="no"), what=measure_pairs)
    assert cut["beyond_pct"].to_list() == [0] * 5 and cut["expected_min"].null_count() == 5


def test_homes_that_are_built_count_as_people_and_as_weights():
    net, where = world(opportunity_changes=(OpportunityChange("1001", "population", 4000, "plan"),))
    assert population_of(net, where)[:2].tolist() == [4000, 6000]
    got = row(measured(net, where), "Alfa")
    assert got["population"] == 10000
    assert got["exp_ams_min"] == pytest.approx((4 * 1 + 6 * 3) / 10 * BICYCLE + 75)
    assert where.zones.population[1] == 2000, "the places themselves stay as they were"


def test_jobs_that_move_where_no_jobs_are_known_are_refused():
    net, where = world(opportunity_changes=(OpportunityChange("1000", "jobs", 9, "plan"),))
    with pytest.raises(InputError, match="scenario 'plan': there are no jobs to change"):
        measured(net, where)


def test_homes_in_a_zone_that_is_not_there_or_taken_from_an_empty_one_are_refused():
    wrong = (
        OpportunityChange("1003", "population", 10, "plan"),
        OpportunityChange("1002", "population", -10, "plan"),
    )
    net, where = world(opportunity_changes=wrong)
    with pytest.raises(InputError) as caught:
        population_of(net, where)
    assert "scenario 'plan': there is no zone '1003'; did you mean" in str(caught.value)
    assert "zone 1002 has 0 inhabitants and would have -10" in str(caught.value)


def test_pairs_are_large_towns_with_all_centres():
    net, where = world()
    frame = measured(net, where, what=measure_pairs)
    assert frame.columns == [
        "town_id", "town", "centre_id", "centre", "expected_min", "best_min", "changes",
        "departures_per_hour", "longest_gap_min",
    ]  # fmt: skip
    assert frame["town_id"].to_list() == ["gamma"] * 5
    assert frame["centre_id"].to_list() == sorted(c.id for c in CENTRES)
    door = measure_door(net, {"offpeak": travel_times(net, "offpeak", Settings())}, where, Settings(), "offpeak")
    there = to_stations(door, [("c",)])
    assert frame["expected_min"][0] == pytest.approx(there.expected[4, 0])


def test_without_centres_the_tables_are_empty_but_whole():
    net, where = world()
    from dataclasses import replace

    bare = replace(where, centres=(), amenities=())
    assert measured(net, bare, what=measure_pairs).shape == (0, 9)
    got = row(measured(net, bare), "Alfa")
    assert got["exp_ams_min"] is None and got["exp_umc_min"] is None and got["no_answer_pct"] == 100
    assert got["pop_60"] == row(measured(net, where), "Alfa")["pop_60"]


def test_stations_with_their_departures_and_what_they_reach_directly():
    net, _ = world()
    frame = measure_stations(net, Settings(), "sunday")
    assert frame.columns == [
        "code", "name", "country", "province", "lat", "lon", "tph_offpeak", "tph_evening", "tph_sunday",
        "direct", "added_by",
    ]  # fmt: skip
    assert frame["tph_offpeak"].to_list() == [3, 4, 2, 1]
    assert frame["direct"].to_list() == [2, 2, 2, 0], "on Sunday nothing runs to z"
    plan = with_more(net, [station("n", 120)], [service("3", "c 0, n 20", tph=4.0)])
    more = measure_stations(plan, Settings(), "offpeak")
    assert more["added_by"].to_list() == [None, None, None, "plan", None]
    assert more["direct"].to_list() == [3, 2, 3, 1, 1]
    assert measure_stations(net, Settings(), "offpeak").schema == more.schema


def test_what_was_made_once_gives_the_same_tables():
    net, where = world()
    times = {"offpeak": travel_times(net, "offpeak", Settings())}
    door = measure_door(net, times, where, Settings(), "offpeak")
    assert measure_towns(net, times, where, Settings(), "offpeak", door=door).equals(measured(net, where))
    assert measure_pairs(net, times, where, Settings(), "offpeak", door=door).equals(
        measured(net, where, what=measure_pairs)
    )

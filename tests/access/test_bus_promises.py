"""A scenario moves no assumed bus: trains that go make nobody faster, trains that come make nobody slower."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from small_world import network, north, places, service, station
from test_access_legs import legs_of
from test_door import PAPER, door_of, worlds

from bereikbaar.access.door import door_to_door, zone_times
from bereikbaar.access.last_departure import home_legs
from bereikbaar.access.legs import access_legs
from bereikbaar.compare.timetables import routed_by_clock, with_all_minutes
from bereikbaar.errors import InputError
from bereikbaar.loading import ready
from bereikbaar.network.buses import bus_stations, with_trains
from bereikbaar.network.geometry import crow_km
from bereikbaar.network.model import Section
from bereikbaar.network.renaming import renamed
from bereikbaar.scenarios.apply import apply_scenario
from bereikbaar.scenarios.changes.copies import RemoveService
from bereikbaar.scenarios.changes.frequency import SetFrequency
from bereikbaar.scenarios.changes.route import ExtendService, RerouteService, TruncateService
from bereikbaar.scenarios.changes.services import AddService, ReplaceService
from bereikbaar.scenarios.changes.stations import AddStation, CloseStation
from bereikbaar.scenarios.changes.stopping import AddStops, SkipStops
from bereikbaar.scenarios.model import Scenario
from bereikbaar.scenarios.windows import per_window

WINDOWS = ("offpeak", "evening")
SOME = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def plan(net, *changes):
    """The network with changes made by the scenario "plan"."""
    return apply_scenario(net, Scenario("plan", "plan", {"nl": "p", "en": "p"}, net.name, changes)).network


def minutes(net, where, chosen=None):
    """Expected and best minutes from all zones to all zones, in all windows asked, as one row."""
    doors = [door_of(net, where, chosen, window) for window in WINDOWS]
    rows = [zone_times(door, o) for door in doors for o in range(len(where.zones.code))]
    return np.concatenate([part for row in rows for part in (row.expected.ravel(), row.best.ravel())])


def buses(net, where, zone=0):
    """The stations to which the assumed bus runs from a zone."""
    return {s for s, kind in legs_of(net, where)[0][zone] if kind == "assumed"}


# --- known answers: a zone at 0; near (22 km) has a slow train, far (30 km) a quick one to the other zone


def one_zone():
    return places([("1000", "t", 0, 1), ("2000", "u", 100, 1)])


def lines(*more_stations):
    stations = [station("near", 22), station("far", 30), station("spare", 60), station("end", 100)]
    trains = [service("fast", "far 0, end 40"), service("long", "spare 0, near 60, far 120, end 250")]
    return network([*stations, *more_stations], trains)


GOES = {
    "remove_service": RemoveService(services=("long",)),
    "truncate_service": TruncateService(services=("long",), keep=("far", "end")),
    "close_station": CloseStation(station="near", save_min=0.0),
    "skip_stops": SkipStops(services=("long",), stops=("near",), save_min=0.0),
    "replace_service": ReplaceService(service="long", stops=("far", "end"), run_min=(130.0,)),
    "reroute_service": RerouteService(services=("long",), leave="spare", join="far", run_min=(120.0,)),
}


@pytest.mark.parametrize("kind", GOES)
def test_a_station_that_loses_its_last_train_keeps_its_bus_and_no_other_station_gets_one(kind):
    net, where = lines(), one_zone()
    after = plan(net, GOES[kind])
    assert "near" in with_trains(net)
    assert "near" not in with_trains(after)
    assert buses(after, where) == buses(net, where) == {"near"}
    assert (minutes(after, where) >= minutes(net, where) - 1e-9).all()


def test_trains_that_do_not_run_in_a_window_take_no_bus_away_and_bring_none():
    net, where = lines(), one_zone()
    for change in (
        RemoveService(services=("long",), windows=("evening",)),
        SetFrequency(services=("long",), tph=per_window(evening=0)),
    ):
        after = plan(net, change)
        assert buses(after, where) == {"near"}
        assert (minutes(after, where) >= minutes(net, where) - 1e-9).all()


COMES = {
    "add_service": [AddService(id="n", stops=("new", "end"), run_min=(400.0,), tph=per_window(1))],
    "extend_service": [ExtendService(services=("side",), from_code="near", stops=("new",), run_min=(8.0,))],
    "add_stops": [AddStops(services=("side",), stops=("new",), extra_min=5.0)],
    "replace_service": [
        ReplaceService(service="side", stops=("new", "near", "cape"), run_min=(8.0, 90.0), dwell_min=0.0)
    ],
    "reroute_service": [
        RerouteService(services=("side",), leave="near", join="cape", stops=("new",), run_min=(8.0, 90.0))
    ],
    "add_station": [
        AddStation(code="xnew", name="New", lat=north(21), lon=5.0),
        AddService(id="n", stops=("xnew", "end"), run_min=(400.0,), tph=per_window(1)),
    ],
}


@pytest.mark.parametrize("kind", COMES)
def test_a_station_that_gets_its_first_train_has_a_bus_beside_that_to_the_nearest_one(kind):
    new = "xnew" if kind == "add_station" else "new"
    more_stations = [station("cape", 20.5, east_km=30)] + [station("new", 21)] * (new == "new")
    held, where = lines(*more_stations), one_zone()
    track = {
        pair: Section(*pair, 15.0, 130.0, ()) for pair in [("near", "new"), ("cape", "new")] if kind == "add_stops"
    }
    trains = [*held.services.values(), service("side", "near 0, cape 80")]
    net = network(list(held.stations.values()), trains, sections=track)
    assert buses(net, where) == {"near"}
    after = plan(net, *COMES[kind])
    assert buses(after, where) == {"near", new}
    assert (minutes(after, where) <= minutes(net, where) + 1e-9).all()


def test_of_two_new_stations_that_are_nearer_than_the_nearest_one_both_have_a_bus():
    """Else the second plan would take the bus to the first one away."""
    stations = [station("near", 40), station("end", 100), station("n", 30), station("m", 25), station("far", 45)]
    net, where = network(stations, [service("slow", "near 0, end 60")]), one_zone()
    first = AddService(id="n", stops=("n", "end"), run_min=(20.0,), tph=per_window(2))
    second = AddService(id="m", stops=("m", "end"), run_min=(400.0,), tph=per_window(1))
    third = AddService(id="f", stops=("far", "end"), run_min=(15.0,), tph=per_window(6))
    one, both, all_three = plan(net, first), plan(net, first, second), plan(net, first, second, third)
    assert buses(both, where) == {"near", "n", "m"}
    assert buses(all_three, where) == {"near", "n", "m"}, "far is further than the nearest station"
    assert (minutes(both, where) <= minutes(one, where) + 1e-9).all()
    assert buses(plan(plan(net, first), second), where) == buses(both, where), "one plan on top of another"


def test_in_a_network_without_trains_all_stations_that_get_some_have_a_bus():
    net, where = network([station("a", 30), station("b", 90)], []), one_zone()
    after = plan(net, AddService(id="n", stops=("a", "b"), run_min=(20.0,), tph=per_window(2)))
    assert bus_stations(after) == frozenset()
    assert buses(net, where) == set()
    assert buses(after, where) == {"a", "b"}


def test_a_base_knows_its_own_stations_and_a_scenario_without_changes_is_that_base():
    net = lines()
    assert net.bus_stations is None
    everywhere = {"near", "far", "spare", "end"}
    assert bus_stations(net) == with_trains(net) == everywhere
    assert plan(net) == net
    assert renamed(net, {"near": "a"}).bus_stations is None
    after = plan(net, RemoveService(services=("long",)))
    assert with_trains(after) == {"far", "end"}
    assert after.bus_stations == everywhere
    assert renamed(after, {"near": "a"}).bus_stations == everywhere - {"near"} | {"a"}


def test_a_new_station_within_reach_leaves_the_last_bus_home_of_who_had_none():
    """Buses count for the last way home where the base has no station within reach; a new one comes besides."""
    held, where = lines(), one_zone()
    new = AddStation(code="xnew", name="New", lat=north(2), lon=5.0)
    train = AddService(id="n", stops=("xnew", "end"), run_min=(400.0,), tph=per_window(1))
    after = plan(held, new, train)
    kept = []
    for net in (held, after):
        found = access_legs(net, where, "evening", PAPER, homeward=True)
        known = np.isin(found.stations, sorted(bus_stations(net)))
        legs = home_legs(found.egress, known)
        kept.append({found.stations[s] for s in legs.station[: legs.start[1]]})
    assert kept == [{"near"}, {"near", "xnew"}]


# --- properties: any world, any of these changes


@st.composite
def fewer(draw, net):
    """A change of one service after which fewer trains run, and none is quicker."""
    name = draw(st.sampled_from(sorted(net.services)))
    out = net.services[name].patterns[0]
    some = draw(st.sampled_from([(), ("offpeak",), ("evening", "sunday")]))
    first = draw(st.integers(0, len(out.stations) - 2))
    last = draw(st.integers(first + 1, len(out.stations) - 1))
    legs = tuple(float(b - a) for a, b in zip(out.depart_min, out.arrive_min[1:], strict=False))[first:last]
    stop = draw(st.sampled_from(out.stations))
    kinds = [
        RemoveService(services=(name,), windows=some),
        TruncateService(services=(name,), keep=(out.stations[first], out.stations[last]), windows=some),
        CloseStation(station=stop, save_min=0.0, windows=some),
        SkipStops(services=(name,), stops=(stop,), save_min=0.0, windows=some),
        SetFrequency(services=(name,), factor=0.5, windows=some),
        SetFrequency(services=(name,), tph=per_window(evening=0.0)),
        ReplaceService(service=name, stops=out.stations[first : last + 1], run_min=legs, dwell_min=0.0),
    ]
    return draw(st.sampled_from(kinds))


@st.composite
def more(draw, net):
    """Changes after which more trains run, to stations that had some or none, and none is slower."""
    codes, changes, where = sorted(net.stations), [], dict(net.stations)

    def run_min(a, b):
        km = crow_km(where[a].lat, where[a].lon, where[b].lat, where[b].lon)
        return round(3 + km * draw(st.sampled_from([0.6, 1.0, 3.0])))

    if draw(st.booleans()):
        km, aside = draw(st.integers(-40, 40)), draw(st.integers(-40, 40))
        at = station("xnew", km, east_km=aside)
        changes.append(AddStation(code="xnew", name="New", lat=at.lat, lon=at.lon, intercity=draw(st.booleans())))
        where["xnew"] = at
        codes.append("xnew")
    name = draw(st.sampled_from(sorted(net.services)))
    out = net.services[name].patterns[0].stations
    rest = [code for code in codes if code not in out]
    if rest and draw(st.booleans()):
        end = draw(st.sampled_from([out[0], out[-1]]))
        changes.append(
            ExtendService(services=(name,), from_code=end, stops=(rest[-1],), run_min=(run_min(end, rest[-1]),))
        )
    stops = tuple(draw(st.permutations(codes))[: draw(st.integers(2, len(codes)))])
    legs = tuple(run_min(a, b) for a, b in pairwise(stops))
    changes.append(AddService(id="n", stops=stops, run_min=legs, tph=per_window(draw(st.sampled_from([0.5, 2, 6])))))
    return changes


def tried(net, changes):
    try:
        return plan(net, *changes)
    except InputError:  # a change that does nothing here, or trains that would be as fast as a plane
        assume(False)


@SOME
@given(worlds(), st.data())
def test_fewer_trains_never_make_anybody_faster(world, data):
    net, where = world
    after = net
    for _ in range(data.draw(st.integers(1, 3))):
        if after.services:
            after = tried(after, [data.draw(fewer(after))])
    assert (minutes(after, where) >= minutes(net, where) - 1e-9).all()


@SOME
@given(worlds(), st.data())
def test_more_trains_never_make_anybody_slower(world, data):
    net, where = world
    if len(net.services) > 1 and data.draw(st.booleans()):  # some stations may be without trains
        services = dict(net.services)
        services.pop("l0")
        net = network(list(net.stations.values()), list(services.values()), net.feeders)
    after = tried(net, data.draw(more(net)))
    assert (minutes(after, where) <= minutes(net, where) + 1e-9).all()


# --- by the clock: the same, with minutes that all trains keep


def by_clock(net, where):
    routed = routed_by_clock(net, "offpeak", PAPER)
    door = door_to_door(routed.times, access_legs(net, where, "offpeak", PAPER), PAPER, routed.profiles)
    return np.concatenate([zone_times(door, o).expected[0] for o in range(len(where.zones.code))])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds(), st.data())
def test_by_the_clock_neither(world, data):
    net, where = world
    net = with_all_minutes(ready(net, "clock"), ["offpeak"], PAPER)
    out = net.services["l0"].patterns[0].stations
    goes = [RemoveService(services=("l0",)), CloseStation(station=out[0], save_min=0.0)]
    if len(out) > 2:
        goes.append(TruncateService(services=("l0",), keep=out[1:3]))
    less, plus = tried(net, [data.draw(st.sampled_from(goes))]), tried(net, data.draw(more(net))[-1:])
    was = by_clock(net, where)
    if less.services:
        assert (by_clock(less, where) >= was - 1e-3).all()
    assert (by_clock(plus, where) <= was + 1e-3).all()

"""A timetable goes out with its own trips: days, platforms, changes, walks, stays; and what a scenario changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from gtfs_networks import exported, network, pattern, service

from bereikbaar.errors import InputError
from bereikbaar.gtfs.network import network_from_feed
from bereikbaar.network.model import Network, Service, Window
from bereikbaar.network.trips import Trips
from bereikbaar.settings import Settings
from bereikbaar.timetable.times import clock_travel_times
from bereikbaar.write.gtfs import gtfs_export, write_gtfs
from bereikbaar.write.gtfs.dated import _rows
from bereikbaar.write.gtfs.model import Frequency

AGENCY = "agency_id,agency_name,agency_url,agency_timezone\nX,Railway X,https://example.org,Europe/Amsterdam\n"
CALENDAR = (
    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
    "W,1,1,1,1,1,0,0,20260309,20260315\nS,0,0,0,0,0,1,0,20260309,20260315\n"
)
STOPS = """\
stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,platform_code
a,Alpha,52.0,5.0,1,,
a1,Alpha,52.0,5.0,0,a,1
a2,Alpha,52.0,5.0,0,a,2
b,Beta,52.2,5.0,0,,
c,"Gamma, Noord",52.4,5.0,0,,
d,Delta,52.403,5.0,0,,
"""
ROUTES = """\
route_id,agency_id,route_short_name,route_long_name,route_type
R1,X,IC,Alpha - Beta,2
R2,X,ST,Beta - Gamma,2
R3,X,SH,Alpha shuttle,2
"""
TRIPS = """\
route_id,service_id,trip_id,trip_headsign
R1,W,1,Beta
R1,W,2,Beta
R1,S,3,Beta
R2,W,11,Gamma
R2,W,12,Gamma
R2,S,13,Gamma
R3,W,shuttle,Beta
"""
CALLS = {
    "1": ["a1 9:00:00", "b 9:30:00"],
    "2": ["a2 10:00:00", "b 10:30:30"],
    "3": ["a1 24:50:00", "b 25:20:00"],
    "11": ["b 9:31:00", "c 10:00:00"],
    "12": ["b 10:31:00", "c 11:00:00"],
    "13": ["b 25:21:00", "c 25:50:00"],
    "shuttle": ["a1 0:00:00", "b 0:40:00"],
}
FREQUENCIES = "trip_id,start_time,end_time,headway_secs,exact_times\nshuttle,12:00:00,14:00:00,1800,0\n"
TRANSFERS = """\
from_stop_id,to_stop_id,from_route_id,to_route_id,from_trip_id,to_trip_id,transfer_type,min_transfer_time
b,b,,,,,2,240
b,b,R1,R2,,,2,60
b,b,,,2,12,1,
b,b,,,1,11,3,
c,d,,,,,2,300
b,b,,,3,13,4,
"""


def feed(folder: Path, **files: str) -> Network:
    folder.mkdir(parents=True, exist_ok=True)
    rows = ["trip_id,stop_sequence,stop_id,arrival_time,departure_time"]
    for trip, calls in CALLS.items():
        rows += [f"{trip},{n},{c.split()[0]},{c.split()[1]},{c.split()[1]}" for n, c in enumerate(calls, 1)]
    texts = {
        "agency": AGENCY, "calendar": CALENDAR, "stops": STOPS, "routes": ROUTES, "trips": TRIPS,
        "stop_times": "\n".join(rows) + "\n", "frequencies": FREQUENCIES, "transfers": TRANSFERS, **files,
    }  # fmt: skip
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return network_from_feed(folder, week_of="2026-03-10")


def trips_of(net: Network) -> Trips:
    assert net.trips is not None
    return net.trips


def again(net: Network, folder: Path) -> Network:
    path = folder / "again.zip"
    write_gtfs(path, gtfs_export(net, Settings()))
    return network_from_feed(path, week_of="2026-03-10")


def test_trips_go_out_with_their_ids_times_and_days(tmp_path: Path) -> None:
    net = feed(tmp_path)
    made = exported(net)
    trips = {t["trip_id"]: t for t in made["trips.txt"]}
    assert set(trips) == set(CALLS)
    assert {t["bereikbaar_basis"] for id_, t in trips.items() if id_ != "shuttle"} == {"timetable"}
    dates = {}
    for row in made["calendar_dates.txt"]:
        dates.setdefault(row["service_id"], []).append(row["date"])
    read = [d.replace("-", "") for d in trips_of(net).dates]
    assert dates[trips["1"]["service_id"]] == [d for d in read if d < "20260314"]
    assert {"20260309", "20260313"} <= set(dates[trips["1"]["service_id"]])
    assert dates[trips["3"]["service_id"]] == ["20260314"]
    assert [r["arrival_time"] for r in made["stop_times.txt"] if r["trip_id"] == "3"] == ["24:50:00", "25:20:00"]
    assert "calendar.txt" not in made
    assert made["feed_info.txt"][0]["bereikbaar_method"] == "timetable"


def test_platforms_stay_platforms(tmp_path: Path) -> None:
    made = exported(feed(tmp_path))
    called = {r["trip_id"]: r["stop_id"] for r in made["stop_times.txt"] if r["stop_sequence"] == "1"}
    assert (called["1"], called["2"], called["11"]) == ("a1", "a2", "b:stop")
    parents = {s["stop_id"]: s["parent_station"] for s in made["stops.txt"]}
    assert (parents["a1"], parents["a2"], parents["b:stop"]) == ("a", "a", "b")
    assert next(s["stop_name"] for s in made["stops.txt"] if s["stop_id"] == "c") == "Gamma, Noord"


def test_trains_without_a_minute_are_a_frequency_again(tmp_path: Path) -> None:
    made = exported(feed(tmp_path))
    assert made["frequencies.txt"] == [
        {
            "trip_id": "shuttle",
            "start_time": "12:00:00",
            "end_time": "14:00:00",
            "headway_secs": "1800",
            "exact_times": "0",
        }
    ]
    assert next(t["bereikbaar_basis"] for t in made["trips.txt"] if t["trip_id"] == "shuttle") == "headway"


@pytest.mark.parametrize(
    ("starts", "rows"),
    [
        ([0, 10, 20], [(0, 30, 10)]),
        ([0, 10, 20, 50, 80], [(0, 30, 10), (50, 110, 30)]),
        ([0, 10, 50], [(0, 20, 10), (50, 60, 10)]),
        ([0, 50, 60], [(0, 60, 50), (60, 110, 50)]),
    ],
)
def test_a_frequency_gives_the_departures_that_it_was_made_from(
    starts: list[int], rows: list[tuple[int, int, int]]
) -> None:
    made = list(_rows(starts))
    assert made == [Frequency(*row) for row in rows]
    assert [s for row in made for s in range(row.start_s, row.end_s, row.headway_s)] == starts


def test_change_rules_walks_and_stays_go_out_as_they_came(tmp_path: Path) -> None:
    made = exported(feed(tmp_path))
    names = ("from_stop_id", "to_stop_id", "from_trip_id", "to_trip_id", "transfer_type", "min_transfer_time")
    rows = {tuple(r[n] for n in names) for r in made["transfers.txt"]}
    assert ("b", "b", "", "", "2", "240") in rows
    assert ("b", "b", "2", "12", "1", "") in rows
    assert ("b", "b", "1", "11", "3", "") in rows
    assert ("c", "d", "", "", "2", "300") in rows
    assert ("", "", "3", "13", "4", "") in rows
    routes = {t["trip_id"]: t["route_id"] for t in made["trips.txt"]}
    between = [r for r in made["transfers.txt"] if r["from_route_id"]]
    assert [(r["from_route_id"], r["to_route_id"], r["min_transfer_time"]) for r in between] == [
        (routes["1"], routes["11"], "60")
    ]
    assert "d" in {s["stop_id"] for s in made["stops.txt"]}  # one only walks there


@pytest.mark.parametrize("day", ["2026-03-10", "2026-03-14"])
def test_a_timetable_that_went_out_answers_as_before(tmp_path: Path, day: str) -> None:
    net = feed(tmp_path / "feed")
    returned = again(net, tmp_path)
    window = Window("day", 1, "day", date=day, from_s=8 * 3600, to_s=26 * 3600)
    there, here = (clock_travel_times(one, window, Settings(longest_journey_min=1440)) for one in (net, returned))
    assert there.stations == here.stations
    for name in ("expected", "best", "changes", "share"):
        np.testing.assert_array_equal(getattr(there, name), getattr(here, name))
    assert np.isfinite(there.best).sum() > 8


def changed(net: Network, **services: Service) -> Network:
    """What a scenario does: other services, the trips stay those of the base."""
    stations = {**net.stations, "e": replace(net.stations["a"], code="e", name="Epsilon", lat=52.3)}
    return replace(net, services={**net.services, **services}, stations=stations, scenario=("plan",))


def test_what_a_scenario_adds_to_a_timetable_runs_in_the_windows_of_its_days(tmp_path: Path) -> None:
    net = feed(tmp_path)
    tph = tuple(1.0 if w.name == "offpeak" else 0.0 for w in net.windows)
    new = Service("new", "new", "Intercity", "X", (pattern("a 0", "e 20", tph=tph),), added_by="plan")
    made = exported(changed(net, new=new))
    added = [t for t in made["trips.txt"] if t["route_id"] == "new"]
    assert {t["bereikbaar_basis"] for t in added} == {"proposed"}
    assert {t["trip_headsign"] for t in added} == {"Epsilon"}
    hours = sorted(
        r["departure_time"][:2]
        for r in made["stop_times.txt"]
        if r["trip_id"] in {t["trip_id"] for t in added} and r["stop_sequence"] == "1"
    )
    # at six in the evening the evening is nearer than the off-peak, and there it does not run
    assert hours == ["09", "10", "11", "12", "13", "14", "15", "16", "17"]
    assert set(CALLS) <= {t["trip_id"] for t in made["trips.txt"]}
    assert next(r["bereikbaar_added_by"] for r in made["routes.txt"] if r["route_id"] == "new") == "plan"


def test_the_notes_say_on_which_days_a_scenario_holds(tmp_path: Path) -> None:
    net = feed(tmp_path)
    tph = tuple(float(w.name == "offpeak") for w in net.windows)
    new = Service("new", "new", "Intercity", "X", (pattern("a 0", "e 20", tph=tph),))
    notes = gtfs_export(changed(net, new=new), Settings()).notes
    assert len(notes) == 1
    english, dutch = notes[0]
    assert english.startswith("trains that the scenario brings or changes: 9, on 2026-03-09, ")
    assert dutch.startswith("treinen die het scenario brengt of verandert: 9, alleen op 2026-03-09, ")
    assert gtfs_export(net, Settings()).notes == ()


def test_a_service_that_a_scenario_removes_is_gone(tmp_path: Path) -> None:
    net = feed(tmp_path)
    of_r2 = next(id_ for id_, s in net.services.items() if s.from_code == "b")
    kept = {id_: s for id_, s in net.services.items() if id_ != of_r2}
    made = exported(replace(net, services=kept))
    assert {t["trip_id"] for t in made["trips.txt"]} == {"1", "2", "3", "shuttle"}
    assert not [r for r in made["transfers.txt"] if r["to_trip_id"] or r["to_route_id"]]


def test_a_service_with_another_minute_is_retimed_and_nothing_else(tmp_path: Path) -> None:
    net = feed(tmp_path)
    id_ = next(id_ for id_, s in net.services.items() if s.from_code == "b")
    was = net.services[id_].patterns[0]
    slower = replace(was, arrive_min=(0.0, was.arrive_min[1] + 5), depart_min=(0.0, was.depart_min[1] + 5))
    made = exported(changed(net, **{id_: replace(net.services[id_], patterns=(slower,))}))
    calls = {}
    for row in made["stop_times.txt"]:
        calls.setdefault(row["trip_id"], []).append((row["stop_id"], row["arrival_time"]))
    assert calls["1"] == [("a1", "09:00:00"), ("b:stop", "09:30:00")]
    arrivals = {times[-1][1] for times in calls.values() if times[-1][0] == "c:stop"}
    assert {"10:05:00", "11:05:00"} <= arrivals
    assert not {"10:00:00", "11:00:00"} & arrivals


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"method": "headway"}, "is a timetable and is written with its own trips; leave out --method headway"),
        ({"start": "2026-01-01"}, "--from: network 'feed' is a timetable and is written on its own dates"),
        ({"end": "2026-01-01"}, "--until: network 'feed' is a timetable and is written on its own dates"),
    ],
)
def test_what_does_not_go_with_a_timetable_is_refused(tmp_path: Path, options: dict[str, str], said: str) -> None:
    with pytest.raises(InputError) as error:
        exported(feed(tmp_path / "feed"), **options)
    assert said in str(error.value)


def test_the_small_builders_are_not_timetables(tmp_path: Path) -> None:
    assert network(tmp_path, service("ic", "a 0", "b 30", tph=(1, 1, 1))).trips is None

"""The files of an export: stations and stops, routes, shapes, credits, ids, and the same bytes every time."""

from __future__ import annotations

import csv
import io
import math
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from gtfs_networks import exported, files, network, section, service

from bereikbaar.errors import InputError
from bereikbaar.settings import Settings
from bereikbaar.write.gtfs import gtfs_export
from bereikbaar.write.gtfs.about import Credit, scenario_credit
from bereikbaar.write.gtfs.model import Days, Plan
from bereikbaar.write.gtfs.names import agency_ids, service_ids, stop_ids, weekdays_text
from bereikbaar.write.gtfs.zipped import csv_text, one_line

IC = service("500", "a 0", "b 30 32", "c 60", tph=(2, 1, 1))
LOCAL = service(
    "4500", "a 0", "b 40", tph=(2, 2, 1), product="Sprinter", operator="Keolis (Blauwnet)", added_by="plan"
)


def test_every_station_is_there_with_the_stop_where_one_boards(tmp_path: Path) -> None:
    stops = exported(network(tmp_path, IC))["stops.txt"]
    assert [(s["stop_id"], s["location_type"], s["parent_station"], s["stop_name"]) for s in stops[:2]] == [
        ("a", "1", "", "Station A"),
        ("a:stop", "0", "a", "Station A"),
    ]
    assert (stops[2]["stop_lat"], stops[2]["stop_lon"]) == ("52.100000", "5.000000")
    assert {r["stop_id"] for r in exported(network(tmp_path, IC))["stop_times.txt"]} == {"a:stop", "b:stop", "c:stop"}


def test_a_station_without_trains_is_left_out(tmp_path: Path) -> None:
    net = network(tmp_path, IC)
    net = replace(net, stations={**net.stations, "x": replace(net.stations["a"], code="x", name="Closed")})
    assert "x" not in {s["stop_id"] for s in exported(net)["stops.txt"]}


def test_platforms_keep_their_ids_and_their_station(tmp_path: Path) -> None:
    plan = Plan((), (), {"a": "a", "b-1": "b", "b-2": "b", "a:stop": "c"}, "", "", "timetable")
    assert stop_ids(plan) == {"a": "a:stop_", "a:stop": "a:stop", "b-1": "b-1", "b-2": "b-2"}


def test_routes_have_the_series_the_product_and_the_ends(tmp_path: Path) -> None:
    feed = exported(network(tmp_path, IC, LOCAL))
    names = ("route_id", "agency_id", "route_short_name", "route_long_name", "route_type")
    assert [tuple(r[n] for n in names) for r in feed["routes.txt"]] == [
        ("4500", "keolis-blauwnet", "4500", "Sprinter Station A - Station B", "2"),
        ("500", "ns", "500", "Intercity Station A - Station C", "2"),
    ]  # fmt: skip
    assert [r["bereikbaar_added_by"] for r in feed["routes.txt"]] == ["plan", ""]
    assert [(a["agency_id"], a["agency_url"], a["agency_timezone"]) for a in feed["agency.txt"]] == [
        ("keolis-blauwnet", "https://www.keolis.nl", "Europe/Amsterdam"),
        ("ns", "https://www.ns.nl", "Europe/Amsterdam"),
    ]


def test_two_services_of_one_name_are_told_apart(tmp_path: Path) -> None:
    twin = replace(IC, id="500-b", series="500")
    routes = exported(network(tmp_path, IC, twin))["routes.txt"]
    assert [r["route_long_name"] for r in routes] == [
        "Intercity Station A - Station C",
        "Intercity Station A - Station C (500-b)",
    ]


def test_a_name_too_long_for_a_board_is_no_short_name(tmp_path: Path) -> None:
    long = replace(IC, id="groningen-zwolle", series="groningen-zwolle")
    route = exported(network(tmp_path, long))["routes.txt"][0]
    assert (route["route_id"], route["route_short_name"]) == ("groningen-zwolle", "")
    assert route["route_long_name"] == "Intercity Station A - Station C"


@pytest.mark.parametrize(
    ("mode", "route_type"), [("rail", "2"), ("bus", "3"), ("ferry", "4"), ("metro", "1"), ("tram", "0")]
)
def test_every_mode_has_its_route_type(tmp_path: Path, mode: str, route_type: str) -> None:
    assert exported(network(tmp_path, replace(IC, mode=mode)))["routes.txt"][0]["route_type"] == route_type


def test_names_with_commas_quotes_and_line_ends_come_back_whole(tmp_path: Path) -> None:
    net = network(tmp_path, IC)
    odd = 'Sint "Jan", halte\r\nNoord'
    net = replace(net, stations={**net.stations, "a": replace(net.stations["a"], name=odd)})
    feed = exported(net)
    assert feed["stops.txt"][0]["stop_name"] == 'Sint "Jan", halte Noord'
    assert {t["trip_headsign"] for t in feed["trips.txt"]} == {'Sint "Jan", halte Noord', "Station C"}


def test_ids_that_look_like_numbers_stay_text(tmp_path: Path) -> None:
    feed = exported(network(tmp_path, replace(IC, id="0500", series="0500")))
    assert feed["routes.txt"][0]["route_id"] == feed["trips.txt"][0]["route_id"] == "0500"


def test_trains_are_drawn_along_the_track_in_their_own_direction(tmp_path: Path) -> None:
    bend = [(5.0, 52.0), (5.05, 52.05), (5.0, 52.1)]
    feed = exported(network(tmp_path, IC, sections=dict([section("a", "b", *bend)])))
    drawn = {}
    for row in feed["shapes.txt"]:
        drawn.setdefault(row["shape_id"], []).append((float(row["shape_pt_lon"]), float(row["shape_pt_lat"])))
    assert drawn["500-outbound"] == [*bend, (5.0, 52.2)]  # b to c is not on the track: a straight line
    assert drawn["500-return"] == drawn["500-outbound"][::-1]
    assert {t["shape_id"] for t in feed["trips.txt"]} == {"500-outbound", "500-return"}


def test_without_track_there_are_no_shapes(tmp_path: Path) -> None:
    feed = exported(network(tmp_path, IC))
    assert "shapes.txt" not in feed
    assert {t["shape_id"] for t in feed["trips.txt"]} == {""}


def test_a_bus_of_a_scenario_is_not_drawn_along_the_track(tmp_path: Path) -> None:
    track = dict([section("a", "b", (5.0, 52.0), (5.0, 52.1))])
    assert "shapes.txt" not in exported(network(tmp_path, replace(IC, mode="bus"), sections=track))


def test_a_station_without_a_position_is_put_between_its_neighbours(tmp_path: Path) -> None:
    track = dict([section("a", "b", (5.0, 52.0), (5.0, 52.1))])
    net = network(tmp_path, IC, sections=track)
    lost = {**net.stations, "b": replace(net.stations["b"], lat=math.nan, lon=math.nan)}
    export = gtfs_export(replace(net, stations=lost), Settings())
    stops = {s["stop_id"]: (s["stop_lat"], s["stop_lon"]) for s in files(export.data)["stops.txt"]}
    assert stops["b"] == stops["b:stop"] == ("52.100000", "5.000000")
    assert export.notes == (
        (
            "stations without a position, put between their neighbours: 1 (b)",
            "stations zonder plaats op de kaart, tussen hun buren gezet: 1 (b)",
        ),
    )
    assert "nan" not in {r["shape_pt_lat"] for r in files(export.data)["shapes.txt"]}


def test_stations_without_positions_in_a_row_are_still_put_somewhere(tmp_path: Path) -> None:
    net = network(tmp_path, IC, service("x", "d 0", "e 9", tph=(1, 1, 1)))
    lost = {c: replace(s, lat=math.nan) if c in "abde" else s for c, s in net.stations.items()}
    stops = {s["stop_id"]: s["stop_lat"] for s in exported(replace(net, stations=lost))["stops.txt"]}
    assert {stops[c] for c in "abcde"} == {"52.200000"}
    with pytest.raises(InputError, match="no station of network 'small' has a position"):
        exported(replace(net, stations={c: replace(s, lat=math.nan) for c, s in net.stations.items()}))


def test_the_feed_says_who_made_it_from_what_and_under_which_licence(tmp_path: Path) -> None:
    net = network(tmp_path, IC, scenario=("plan",))
    feed = exported(net, scenario_credits=[scenario_credit("A study", "https://example.org/study"), Credit("", "")])
    info = feed["feed_info.txt"][0]
    assert info["feed_publisher_name"] == "The makers"
    assert info["feed_publisher_url"] == "https://example.org/cc0"
    assert (info["feed_version"], info["bereikbaar_network"], info["bereikbaar_scenario"]) == (
        "small 1+plan",
        "small",
        "plan",
    )
    assert (info["bereikbaar_method"], info["bereikbaar_licence"]) == ("headway", "Facts, CC0")
    assert [
        (a["organization_name"], a["attribution_url"], a["bereikbaar_role"]) for a in feed["attributions.txt"]
    ] == [
        ("Facts, CC0", "https://example.org/cc0", "licence"),
        ("A map, with a comma", "https://example.org/map", "source"),
        ("No page", "", "source"),
        ("A study", "https://example.org/study", "scenario"),
    ]


def test_an_address_that_is_none_is_left_out() -> None:
    assert scenario_credit("x", "see the archive").url == ""
    assert scenario_credit("x", "https://[bad").url == ""


def test_a_network_without_a_folder_still_says_its_title(tmp_path: Path) -> None:
    net = network(tmp_path, IC)
    (tmp_path / "datapackage.json").rename(tmp_path / "gone")
    from bereikbaar.write.gtfs.about import read_about

    about = read_about(net)
    assert (about.publisher, about.publisher_url, about.credits) == ("A small network", "https://gtfs.org", ())


def test_the_same_network_gives_the_same_bytes_whatever_the_order_of_its_rows(tmp_path: Path) -> None:
    net = network(tmp_path, IC, LOCAL)
    shuffled = replace(
        net,
        services={id_: replace(s, patterns=s.patterns[::-1]) for id_, s in reversed(net.services.items())},
        stations=dict(reversed(net.stations.items())),
    )
    one = gtfs_export(net, Settings()).data
    assert gtfs_export(net, Settings()).data == one
    # the first pattern gives a route its direction, so its name; all else is the same
    assert exported(shuffled)["stop_times.txt"] == exported(net)["stop_times.txt"]
    order = replace(net, services=dict(reversed(net.services.items())), stations=shuffled.stations)
    assert gtfs_export(order, Settings()).data == one


def test_the_zip_holds_no_time_of_making(tmp_path: Path) -> None:
    data = gtfs_export(network(tmp_path, IC), Settings()).data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
        assert archive.namelist()[:3] == ["agency.txt", "stops.txt", "routes.txt"]


def test_csv_is_quoted_where_it_must_be() -> None:
    rows = [("a,b", 'say "x"'), ("", "plain")]
    assert list(csv.reader(io.StringIO(csv_text(("x", "y"), rows)))) == [
        ["x", "y"],
        ["a,b", 'say "x"'],
        ["", "plain"],
    ]
    assert one_line(" a\tb\n c ") == "a b c"


def test_days_of_the_week_in_a_word() -> None:
    assert [weekdays_text(d) for d in ((5,), (5, 6), (0, 2, 4), tuple(range(7)))] == [
        "sat", "sat-sun", "mon_wed_fri", "daily",
    ]  # fmt: skip
    days = [Days(dates=("2026-01-01", "2026-01-03")), Days(dates=("2026-01-02",)), Days(weekdays=(0,))]
    assert service_ids(days) == {days[0]: "dates-1", days[1]: "2026-01-02", days[2]: "mon"}


def test_operators_of_the_same_plain_name_get_ids_of_their_own() -> None:
    assert agency_ids(["NS", "N.S.", "ns"]) == {"N.S.": "n-s", "NS": "ns", "ns": "ns-2"}

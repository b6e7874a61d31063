"""Odds and ends of feeds: rows that hang in the air, stops of all kinds, times of all kinds, a country's part."""

from __future__ import annotations

from pathlib import Path

import feed_texts as ft
import pytest

from bereikbaar.errors import InputError
from bereikbaar.gtfs.feed import read_feed


def test_rows_that_belong_to_nothing_are_counted_and_left_out(tmp_path: Path) -> None:
    rows = (
        ft.calls("t", ("gone", "06:50:00"), ("gn", "07:00:00"), ("", "07:05:00"), ("asn", "07:15:00"))
        + ft.calls("nobody", ("gn", "07:00:00"), ("asn", "07:15:00"), ("zl", "07:55:00"))
        + ft.calls("single", ("gn", "07:00:00"), ("gone", "07:15:00"))
    )
    names = "route_id,service_id,trip_id\nR,D,t\nR,D,single\nR,D,without\nX,D,lost\n"
    feed = ft.read(tmp_path, ft.feed(rows, trips=names))
    assert feed.trips.ids == ("t",)
    assert ft.times(feed, "t") == [("gn", 420, 420), ("asn", 435, 435)]
    assert ft.notes(feed).splitlines() == [
        "trips.txt, line 5: trips of a route that is not in routes.txt: 1 left out (lost)",
        "stop_times.txt, line 6: rows of trips that are not in trips.txt: 3 left out (nobody and 2 more)",
        "trips.txt: trips without stop times: 1 left out (without)",
        "stop_times.txt, line 2: calls at stops that are not in stops.txt, or are an "
        "entrance: 3 left out (empty, gone and 1 more)",
        "stop_times.txt: trips that call at one station only: 1 left out (single)",
    ]


def test_a_call_at_an_entrance_is_left_out_and_one_at_a_station_is_kept(tmp_path: Path) -> None:
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\nut,Utrecht,52.09,5.11,1,\n"
        "door,Door,52.09,5.11,2,ut\nnode,Node,,,3,ut\ngn,Groningen,53.21,6.56,0,\nasn,Assen,52.99,6.57,0,\n"
    )
    rows = ft.calls(
        "t", ("gn", "07:00:00"), ("asn", "07:15:00"), ("door", "08:00:00"), ("node", "08:10:00"), ("ut", "08:48:00")
    )
    feed = ft.read(tmp_path, ft.feed(rows, stops=stops))
    assert [r[0] for r in ft.times(feed, "t")] == ["gn", "asn", "ut"]
    assert list(feed.stations) == ["asn", "gn", "ut"]
    assert feed.stations["ut"].platforms == ("ut",)


def test_a_parent_that_is_not_there_or_goes_round_makes_a_station_of_the_stop(tmp_path: Path) -> None:
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\ngn,Groningen,53.21,6.56,0,gone\n"
        "x,X,53.0,6.0,0,y\ny,Y,53.0,6.0,0,x\nself,Self,52.9,6.1,0,self\n"
    )
    rows = ft.calls("t", ("gn", "07:00:00"), ("x", "07:15:00"), ("self", "07:30:00"), ("y", "07:45:00"))
    feed = ft.read(tmp_path, ft.feed(rows, stops=stops))
    assert [r[0] for r in ft.times(feed, "t")] == ["gn", "x", "self", "x"]
    assert (
        "stops.txt, line 2: stops with a parent station that is not there, which count as stations of their own"
        in (ft.notes(feed))
    )


def test_a_station_without_a_position_takes_that_of_its_platforms(tmp_path: Path) -> None:
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon,stop_code,location_type,parent_station\nut,Utrecht,,,UT,1,\n"
        "ut1,Utrecht,52.0,5.0,,,ut\nut2,Utrecht,52.2,5.2,,,ut\nut3,Utrecht,0,0,,,ut\ngn,,53.21,6.56,,,\n"
    )
    feed = ft.read(tmp_path, ft.feed(ft.calls("t", ("gn", "07:00:00"), ("ut1", "07:15:00")), stops=stops))
    assert (feed.stations["ut"].lat, feed.stations["ut"].lon) == pytest.approx((52.1, 5.1))
    assert feed.stations["ut"].stop_code == "UT"
    assert feed.stations["gn"].name == "gn"
    assert not feed.notes


@pytest.mark.parametrize(
    ("lat", "lon", "why"),
    [
        ("91", "5", "too far away"),
        ("52.1", "x", "no numbers"),
        ("nan", "5", "too far away"),
        ("-33.9", "151.2", "too far away"),
        ("5.1", "52.1", "latitude and longitude swapped?"),
        ("-0.5", "0.9", "-0.5, 0.9"),
        ("", "5.1", "no numbers"),
    ],
)
def test_positions_that_cannot_be_true(tmp_path: Path, lat: str, lon: str, why: str) -> None:
    stops = ft.STOPS + f"q,Q,{lat},{lon}\n"
    feed = ft.read(tmp_path, ft.feed(ft.calls("t", ("gn", "07:00:00"), ("q", "07:15:00")), stops=stops))
    assert feed.stations["q"].lat is None
    assert why in ft.notes(feed)


def test_a_train_in_australia_is_where_it_is(tmp_path: Path) -> None:
    agency = "agency_id,agency_name,agency_timezone\nX,X,Australia/Sydney\n"
    stops = "stop_id,stop_name,stop_lat,stop_lon\na,A,-33.9,151.2\nb,B,-33.8,151.0\n"
    feed = ft.read(tmp_path, ft.feed(ft.calls("t", ("a", "07:00:00"), ("b", "07:15:00")), stops=stops, agency=agency))
    assert feed.stations["a"].lat == -33.9


@pytest.mark.parametrize("time", ["7:00", "07:60:00", "07:00:60", "-1:00:00", "07.00.00", "noon", "0700", "٠٧:٠٠:٠٠"])
def test_a_time_that_is_none_leaves_its_trip_out_by_name(tmp_path: Path, time: str) -> None:
    rows = ft.calls("good", ("gn", "08:00:00"), ("asn", "08:15:00")) + ft.calls(
        "bad", ("gn", time), ("asn", "09:15:00")
    )
    feed = ft.read(tmp_path, ft.feed(rows))
    assert feed.trips.ids == ("good",)
    assert (
        "stop_times.txt, line 4: trips with a time that is no time (expected HH:MM:SS): 1 left out (bad)"
        in ft.notes(feed)
    )


def test_hours_of_one_two_and_three_digits_are_times(tmp_path: Path) -> None:
    feed = ft.read(tmp_path, ft.feed(ft.calls("t", ("gn", "7:05:30"), ("asn", "25:00:00"), ("zl", "100:00:00"))))
    assert [a for _, a, _ in ft.times(feed, "t")] == [425.5, 1500, 6000]


def test_half_a_time_counts_for_both(tmp_path: Path) -> None:
    rows = "t,,07:00:00,gn,1\nt,07:15:00,,asn,2\nt,07:55:00,,zl,3\n"
    feed = ft.read(tmp_path, ft.feed(rows))
    assert ft.times(feed, "t") == [("gn", 420, 420), ("asn", 435, 435), ("zl", 475, 475)]
    assert "trips with an arrival or a departure only (3 calls), which counts for both: 1 repaired (t)" in ft.notes(
        feed
    )
    assert not feed.estimated.any()


@pytest.mark.parametrize("number", ["", "x", "-1", "1.5"])
def test_a_sequence_that_is_no_number_leaves_its_trip_out(tmp_path: Path, number: str) -> None:
    rows = (
        ft.calls("good", ("gn", "08:00:00"), ("asn", "08:15:00"))
        + f"bad,07:00:00,07:00:00,gn,{number}\nbad,07:15:00,07:15:00,asn,2\n"
    )
    feed = ft.read(tmp_path, ft.feed(rows))
    assert feed.trips.ids == ("good",)
    assert "trips with a stop_sequence that is no whole number from 0: 1 left out (bad)" in ft.notes(feed)


def test_numbers_in_a_sequence_are_numbers_not_text(tmp_path: Path) -> None:
    rows = "t,07:00:00,07:00:00,gn,9\nt,07:15:00,07:15:00,asn,10\nt,07:55:00,07:55:00,zl,0100\n"
    assert [r[0] for r in ft.times(ft.read(tmp_path, ft.feed(rows)), "t")] == ["gn", "asn", "zl"]


def test_a_sequence_number_twice_without_times_cannot_be_put_in_order(tmp_path: Path) -> None:
    good = ft.calls("good", ("gn", "08:00:00"), ("asn", "08:15:00"))
    bad = "bad,07:00:00,07:00:00,gn,1\nbad,,,asn,2\nbad,,,zl,2\nbad,08:00:00,08:00:00,ut,3\n"
    feed = ft.read(tmp_path, ft.feed(good + bad))
    assert feed.trips.ids == ("good",)
    assert "trips with a stop_sequence twice and no times to tell which comes first: 1 left out (bad)" in ft.notes(
        feed
    )


def test_distances_that_fall_are_not_used(tmp_path: Path) -> None:
    header = ft.CALLS.rstrip() + ",shape_dist_traveled\n"
    rows = "t,07:00:00,07:00:00,gn,1,0\nt,,,asn,2,90\nt,,,zl,3,30\nt,08:48:00,08:48:00,ut,4,195\n"
    feed = ft.read(tmp_path, ft.feed(rows, header=header))
    times = [a for _, a, _ in ft.times(feed, "t")]
    assert times == sorted(times)
    assert times[1] - 420 == pytest.approx(108 * 24.36 / 168.3, abs=0.2)


def test_only_the_part_in_the_netherlands(tmp_path: Path) -> None:
    stops = (
        ft.STOPS
        + "leer,Leer,53.231,7.465\nbrus,Bruxelles,50.835,4.336\nnowhere,Nowhere,,\nns,Nieuweschans,53.183,7.207\n"
    )
    rows = (
        ft.calls("north", ("gn", "07:00:00"), ("ns", "07:40:00"), ("leer", "08:00:00"))
        + ft.calls("abroad", ("leer", "07:00:00"), ("brus", "12:00:00"))
        + ft.calls("south", ("brus", "06:00:00"), ("ut", "09:00:00"), ("asd", "09:27:00"))
        + ft.calls("odd", ("gn", "07:00:00"), ("nowhere", "07:30:00"))
    )
    feed = ft.read(tmp_path, ft.feed(rows, stops=stops), country="nl")
    assert feed.trips.ids == ("north", "odd", "south")
    assert ft.times(feed, "north") == [("gn", 420, 420), ("ns", 460, 460)]
    assert ft.times(feed, "south")[0] == ("ut", 540, 540)
    t = feed.trips
    assert not t.board[t.first[1] - 1] and not t.alight[t.first[2]]
    assert "leer" not in feed.stations and "brus" not in feed.stations and "nowhere" in feed.stations
    assert "stops.txt: stations outside NL, with the calls of 3 trips there: 2 left out (brus, leer)" in ft.notes(
        feed
    )
    with pytest.raises(InputError, match="country 'Atlantis': there is an outline of NL only"):
        read_feed(tmp_path / "feed", country="Atlantis")


def test_progress_is_told_while_reading(tmp_path: Path) -> None:
    shares: list[float] = []
    read_feed(ft.write(tmp_path / "f", ft.plain()), progress=lambda _, share: shares.append(share))
    assert shares == sorted(shares) and shares[-1] == 1.0


def test_an_id_for_two_stops_or_routes_matters_only_where_trains_are_concerned(tmp_path: Path) -> None:
    bus = "B,3\nB,700\n"
    files = ft.plain() | {
        "routes.txt": "route_id,route_type\nR,2\n" + bus,
        "trips.txt": str(ft.plain()["trips.txt"]) + "B,D,bus\n",
        "stops.txt": ft.STOPS + "halt,Halte A,52.0,5.0\nhalt,Halte B,52.1,5.1\n",
        "stop_times.txt": str(ft.plain()["stop_times.txt"])
        + ft.calls("bus", ("halt", "07:00:00"), ("gn", "07:30:00")),
    }
    assert ft.read(tmp_path, files).trips.n_trips == 12
    trains_too = files | {"routes.txt": "route_id,route_type\nR,2\nB,3\nB,2\n"}
    with pytest.raises(InputError, match=r"routes.txt, line 3, route_id: 'B' is also on line 4, with other values"):
        read_feed(ft.write(tmp_path / "b", trains_too))
    parent = files | {"stops.txt": ft.STOPS + "halt,A,52.0,5.0\ngn,Other,52.0,5.0\n"}
    with pytest.raises(InputError, match=r"stops.txt, line 2, stop_id: 'gn' is also on line 8, with other values"):
        read_feed(ft.write(tmp_path / "c", parent))


def test_a_zip_with_backslashes_in_its_names(tmp_path: Path) -> None:
    path = ft.write_zip(tmp_path / "win.zip", ft.plain(), "gtfs\\")
    assert read_feed(path).trips.n_trips == 12


def test_what_is_wrong_with_the_row_of_a_bus_is_no_reason_to_refuse_the_trains(tmp_path: Path) -> None:
    plain = ft.plain()
    files = plain | {
        "routes.txt": "route_id,route_type\nR,2\nB,3\n",
        "trips.txt": str(plain["trips.txt"]) + "B,D,bus\n",
        "stop_times.txt": ft.CALLS
        + "bus,7,8,halt, naast de kerk,1\nbus\n"
        + str(plain["stop_times.txt"])[len(ft.CALLS) :],
    }
    feed = ft.read(tmp_path, files)
    assert feed.trips.n_trips == 12
    assert [n.message for n in feed.notes] == ["trips of other route types (3 bus: 1 trip)"]
    ours = files | {"stop_times.txt": str(files["stop_times.txt"]) + "i6,7,8,gn, perron,9\n"}
    with pytest.raises(InputError, match=r"stop_times.txt, line 36: row has more values than the header, from '9'"):
        read_feed(ft.write(tmp_path / "ours", ours))


def test_digits_of_other_alphabets_are_no_numbers(tmp_path: Path) -> None:
    files = ft.plain()
    files["routes.txt"] = str(files["routes.txt"]).replace("500,2", "500,٢")
    with pytest.raises(InputError, match=r"routes.txt, line 2, route_type: |has no trips of the modes asked"):
        read_feed(ft.write(tmp_path / "feed", files))
    times = ft.plain()
    times["stop_times.txt"] = str(times["stop_times.txt"]).replace("i6,06:00:00", "i6,0٦:00:00")
    feed = read_feed(ft.write(tmp_path / "times", times))
    assert "trips with a time that is no time (expected HH:MM:SS): 1 left out (i6)" in ft.notes(feed)

"""What went wrong for others, by public reports: each report in our own words, with the right outcome.

The number in brackets is that of the public issue; the feeds are our own.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import feed_texts as ft
import numpy as np
import pytest

from bereikbaar.errors import InputError
from bereikbaar.gtfs.feed import busiest_date, parse_modes, read_feed, service_date


@pytest.mark.parametrize("upper", [True, False])
def test_a_station_called_na_keeps_its_trains(tmp_path: Path, upper: bool) -> None:
    """global-indicators#326: the letters NA, nan, None and null are ids like any other."""
    emn, na, zl = ("EMN", "NA", "ZL") if upper else ("emn", "na", "zl")
    stops = (
        f"stop_id,stop_name,stop_lat,stop_lon\n{emn},Emmen,52.79,6.90\n{na},null,52.73,6.85\nnan,None,52.66,6.73\n"
    )
    files = ft.feed(
        ft.calls("007", (emn, "07:00:00"), (na, "07:04:00"), ("nan", "07:12:00"), (zl, "07:57:00")),
        stops=stops + f"{zl},Zwolle,52.50,6.09\n",
        routes="route_id,agency_id,route_short_name,route_type\nR,X,null,2\n",
    )
    feed = ft.read(tmp_path, files)
    assert sorted(feed.stations) == sorted([emn, na, "nan", zl])
    assert feed.stations["nan"].name == "None"
    assert feed.trips.ids == ("007",)
    assert feed.lines[0].short_name == "null"
    assert ft.minutes(feed, "007", emn, na) == 4
    assert ft.minutes(feed, "007", na, zl) == 53
    assert not feed.notes


def dressed(name: str, text: str) -> bytes:
    """The text of a file as other programs save it."""
    header, *rows = text.splitlines()
    first = header.split(",")[0]
    quoted = ",".join(f'"{n}"' for n in header.split(","))
    spaced = "\n".join(" , ".join(f" {v} " for v in line.split(",")) for line in [header, *rows]) + "\n"
    return {
        "plain": text.encode(),
        "bom": b"\xef\xbb\xbf" + text.encode(),
        "crlf": text.replace("\n", "\r\n").encode(),
        "old mac": text.replace("\n", "\r").encode(),
        "quoted header": b"\xef\xbb\xbf" + "\n".join([quoted, *rows, ""]).encode(),
        "spaces": spaced.encode(),
        "spaces and quotes": b"\xef\xbb\xbf" + spaced.replace(first, f'"{first}"').encode(),
        "quoted values": "\n".join(",".join(f'"{v}"' for v in r.split(",")) for r in [header, *rows]).encode(),
        "blank rows": ("\n\n" + text.replace("\n", "\n \n,,\n")).encode(),
        "utf-16": text.encode("utf-16"),
        "capitals": "\n".join([header.upper(), *rows, ""]).encode(),
        "no last line end": text.rstrip("\n").encode(),
    }[name]  # fmt: skip


DRESSES = ["bom", "crlf", "old mac", "quoted header", "spaces", "spaces and quotes", "quoted values", "blank rows"]


@pytest.mark.parametrize("dress", [*DRESSES, "utf-16", "capitals", "no last line end"])
def test_how_a_program_saved_the_files_does_not_matter(tmp_path: Path, dress: str) -> None:
    """gtfs-lib#1, gtfslib-python#18, data-infra#5143, tidytransit#98"""
    files = {name: dressed(dress, str(text)) for name, text in ft.plain().items()}
    feed = ft.read(tmp_path, files)
    plain = read_feed(ft.write(tmp_path / "plain", ft.plain()))
    assert len(feed.stations) == 5
    assert {s.name for s in feed.stations.values()} == {s.name for s in plain.stations.values()}
    assert ft.minutes(feed, "i6", "gn", "ut") == 108
    assert ft.minutes(feed, "s6-10", "ut", "asd") == 27
    assert feed.trips.ids == plain.trips.ids
    assert np.array_equal(feed.trips.arrive_s, plain.trips.arrive_s)
    assert not feed.notes


def test_optional_files_that_are_empty_count_as_not_there(tmp_path: Path) -> None:
    """global-indicators#327, transitfeed#129"""
    files = ft.plain() | {
        "calendar.txt": ft.DAILY.splitlines()[0] + "\n",
        "calendar_dates.txt": "service_id,date,exception_type\nD,20260311,1\n",
        "transfers.txt": "",
        "frequencies.txt": "trip_id,start_time,end_time,headway_secs\n",
        "shapes.txt": "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n",
        "notes.md": "# not ours",
    }
    (tmp_path / "feed" / "extra").mkdir(parents=True)
    (tmp_path / "feed" / "extra" / "stops.txt").write_text("not,a,feed\n")
    feed = ft.read(tmp_path, files)
    assert feed.dates == ("2026-03-11",)
    assert ft.minutes(feed, "i7", "gn", "ut") == 108
    assert not feed.notes


def test_a_feed_with_calendar_dates_only_has_the_days_it_lists(tmp_path: Path) -> None:
    """r5py#419, r5py#364: and a day that it has not is refused with those that it has."""
    days = "service_id,date,exception_type\n" + "".join(f"D,2026031{d},1\n" for d in (0, 1, 2))
    feed = ft.read(tmp_path, ft.plain() | {"calendar_dates.txt": days, "calendar.txt": ""})
    assert feed.dates == ("2026-03-10", "2026-03-11", "2026-03-12")
    assert service_date(feed, "2026-03-11") == 1
    assert feed.trips_per_date.tolist() == [12, 12, 12]
    with pytest.raises(InputError, match=r"no train runs on 2026-03-13; the feed has 2026-03-10 to 2026-03-12$"):
        service_date(feed, "2026-03-13")


def test_a_day_outside_the_feed_is_refused_and_the_day_without_asking_has_trains(tmp_path: Path) -> None:
    """r5r#326, r5py#157, r5r#234"""
    old = ft.DAILY.replace("20260105", "20250106").replace("20261211", "20251212")
    feed = ft.read(tmp_path, ft.plain() | {"calendar.txt": old})
    with pytest.raises(
        InputError, match="no train runs on 2026-03-11; the feed has 2025-01-06 to 2025-12-12"
    ) as error:
        service_date(feed, "2026-03-11")
    assert error.value.exit_code == 2
    assert str(tmp_path / "feed") in str(error.value)
    assert busiest_date(feed) == "2025-01-07"  # the first Tuesday: all days are equal
    assert feed.dates[service_date(feed, "2025-03-12")] == "2025-03-12"


UNTIMED = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled\n"


def test_stops_without_times_get_one_by_distance_along_the_line(tmp_path: Path) -> None:
    """r5#81, transitous#753, OpenTripPlanner#1735, navitia#1362"""
    rows = "t,07:00:00,07:00:00,gn,1,0\nt,,,asn,2,27\nt,,,zl,3,105\nt,08:48:00,08:48:00,ut,4,195\n"
    feed = ft.read(tmp_path, ft.feed(rows, header=UNTIMED))
    assert [round(a - 420) for _, a, _ in ft.times(feed, "t")] == [0, 15, 58, 108]
    assert feed.estimated.tolist() == [False, True, True, False]
    assert "trips with calls without a time (2 calls), estimated between the stops that have one: 1 repaired (t)" in (
        ft.notes(feed)
    )


def test_without_distances_the_way_as_the_crow_flies_is_used_and_without_positions_equal_parts(
    tmp_path: Path,
) -> None:
    rows = "t,07:00:00,07:00:00,gn,1,\nt,,,asn,2,\nt,,,zl,3,\nt,08:48:00,08:48:00,ut,4,\n"
    feed = ft.read(tmp_path, ft.feed(rows, header=UNTIMED))
    asn, zl = (a - 420 for _, a, _ in ft.times(feed, "t")[1:3])
    # crow-fly kilometres: 24.4, 63.0 and 80.9 of 168.3
    assert asn == pytest.approx(108 * 24.36 / 168.3, abs=0.2)
    assert zl == pytest.approx(108 * 87.36 / 168.3, abs=0.2)
    nowhere = ft.STOPS.replace("52.9918,6.5713", ",")
    feed = read_feed(ft.write(tmp_path / "no position", ft.feed(rows, header=UNTIMED, stops=nowhere)))
    assert [a - 420 for _, a, _ in ft.times(feed, "t")] == [0, 36, 72, 108]


def test_a_trip_whose_last_stop_has_no_time_is_left_out_by_name(tmp_path: Path) -> None:
    rows = ft.calls("good", ("gn", "08:00:00"), ("ut", "09:48:00")) + "edge,07:00:00,07:00:00,gn,1\nedge,,,ut,2\n"
    feed = ft.read(tmp_path, ft.feed(rows))
    assert feed.trips.ids == ("good",)
    assert "stop_times.txt, line 5: trips without a time at their first or last stop: 1 left out (edge)" in ft.notes(
        feed
    )


def test_time_that_runs_backwards_is_a_night_or_a_mistake(tmp_path: Path) -> None:
    """transitfeed#399, rrrr#193"""
    rows = (
        ft.calls("night", ("gn", "23:30:00"), ("zl", "00:25:00"), ("ut", "01:18:00"))
        + ft.calls("typo", ("gn", "07:00:00"), ("asn", "07:15:00"), ("zl", "07:05:00"), ("ut", "08:48:00"))
        + ft.calls("dwell", ("gn", "07:00:00"), ("zl", "07:58:00", "07:55:00"), ("ut", "08:48:00"))
        + ft.calls("good", ("gn", "08:00:00"), ("ut", "09:48:00"))
    )
    feed = ft.read(tmp_path, ft.feed(rows))
    assert feed.trips.ids == ("good", "night")
    assert ft.times(feed, "night") == [("gn", 1410, 1410), ("zl", 1465, 1465), ("ut", 1518, 1518)]
    assert (feed.trips.depart_s >= feed.trips.arrive_s).all()
    said = ft.notes(feed)
    assert "trips with times that run backwards: 2 left out (dwell, typo)" in said
    assert "hours from 0 instead of 24 after midnight, which count as the next day: 1 repaired (night)" in said


def test_a_dwell_over_midnight_is_a_night_too(tmp_path: Path) -> None:
    feed = ft.read(
        tmp_path, ft.feed(ft.calls("n", ("gn", "23:00:00"), ("zl", "23:58:00", "00:02:00"), ("ut", "00:50:00")))
    )
    assert ft.times(feed, "n")[1:] == [("zl", 1438, 1442), ("ut", 1490, 1490)]


def test_a_train_under_way_for_days_without_24_keeps_its_nights(tmp_path: Path) -> None:
    rows = ft.calls("far", ("gn", "20:00:00"), ("asn", "04:00:00"), ("zl", "22:00:00"), ("ut", "03:00:00"))
    feed = ft.read(tmp_path, ft.feed(rows))
    assert [a / 60 for _, a, _ in ft.times(feed, "far")] == [20, 28, 46, 51]


def test_a_train_that_calls_twice_at_a_station_keeps_both_calls(tmp_path: Path) -> None:
    """gtfs-validator#166, GTFS-Issues#36"""
    stops = ft.STOPS + "ah,Arnhem,51.985,5.899\n"
    loop = ft.calls(
        "loop",
        ("ut", "07:00:00"),
        ("asd", "07:27:00", "07:30:00"),
        ("ut", "07:57:00", "08:00:00"),
        ("ah", "08:35:00"),
    )
    twice = ft.calls(
        "twice", ("gn", "07:00:00"), ("zl", "07:55:00"), ("zl", "07:55:00", "07:58:00"), ("ut", "08:48:00")
    )
    double = "double,07:00:00,07:00:00,gn,1\ndouble,07:55:00,07:55:00,zl,3\ndouble,07:15:00,07:16:00,asn,3\n"
    feed = ft.read(tmp_path, ft.feed(loop + twice + double, stops=stops))
    assert [r[0] for r in ft.times(feed, "loop")] == ["ut", "asd", "ut", "ah"]
    assert ft.minutes(feed, "loop", "ut", "asd") == 27
    assert ft.minutes(feed, "loop", "asd", "ah") == 65
    assert ft.times(feed, "loop")[3][1] - ft.times(feed, "loop")[2][2] == 35
    assert ft.times(feed, "twice")[1] == ("zl", 475, 478)
    assert [r[0] for r in ft.times(feed, "double")] == ["gn", "asn", "zl"]
    said = ft.notes(feed)
    assert (
        "trips that call twice in a row at one station (1 calls), which counts as one call: 1 repaired (twice)"
        in said
    )
    assert (
        "trips with a stop_sequence twice; those stops are in the order of their times: 1 repaired (double)" in said
    )


PLATFORMS = """\
stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station
gn,Groningen,53.2107,6.5648,,
ut,Utrecht Centraal,52.0889,5.1103,1,
ut|5,Utrecht Centraal,52.0889,5.1103,0,ut
ut|12,Utrecht Centraal,52.0889,5.1103,0,ut
ut-in,Entrance,52.0889,5.1103,2,ut
asd,Amsterdam Centraal,52.3789,4.9006,0,
"""


@pytest.mark.parametrize("with_transfers", [True, False])
def test_platforms_are_places_of_their_station(tmp_path: Path, with_transfers: bool) -> None:
    """OpenTripPlanner#753"""
    rows = ft.calls("a", ("gn", "07:00:00"), ("ut|12", "08:48:00")) + ft.calls(
        "b", ("ut|5", "09:10:00"), ("asd", "09:37:00")
    )
    rule = "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nut|12,ut|5,2,180\n" if with_transfers else None
    feed = ft.read(tmp_path, ft.feed(rows, stops=PLATFORMS, transfers=rule))
    t = feed.trips
    assert list(feed.stations) == ["asd", "gn", "ut"]
    assert feed.stations["ut"].platforms == ("ut|12", "ut|5")
    assert t.places == ("asd", "gn", "ut|12", "ut|5")
    assert [t.stations[s] for s in t.place_station] == ["asd", "gn", "ut", "ut"]
    assert t.rules.seconds.tolist() == ([180] if with_transfers else [])
    assert (t.rules.from_place.tolist(), t.rules.to_place.tolist()) == (([2], [3]) if with_transfers else ([], []))


def test_positions_that_cannot_be_true_are_named_in_one_note(tmp_path: Path) -> None:
    """GTFS-Issues#171, transitland#171"""
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon\ngn,Groningen,53.2107,6.5648\nasn,Assen,0,0\nzl,Zwolle,0.0038,0.0157\n"
        "ut,Utrecht Centraal,5.1103,52.0889\nasd,Amsterdam Centraal,,\n"
    )
    feed = ft.read(tmp_path, ft.plain() | {"stops.txt": stops})
    assert [s.code for s in feed.stations.values() if s.lat is None] == ["asd", "asn", "ut", "zl"]
    assert (feed.stations["gn"].lat, feed.stations["gn"].lon) == (53.2107, 6.5648)
    assert ft.minutes(feed, "i7", "gn", "ut") == 108
    assert not len(feed.trips.walks)
    assert len(feed.notes) == 1
    assert ft.notes(feed) == (
        "stops.txt: positions of stations that cannot be true (the trains stay): 4 left out "
        "(Amsterdam Centraal (no position), Assen (0, 0), "
        "Utrecht Centraal (5.1103, 52.0889: latitude and longitude swapped?), Zwolle (0.0038, 0.0157))"
    )


def test_board_only_and_alight_only_are_kept(tmp_path: Path) -> None:
    """r5#407, GTFS-GO#105, public-transit-tools#121: 1 forbids; 0, 2, 3 and empty allow."""
    header = ft.CALLS.rstrip() + ",pickup_type,drop_off_type,continuous_pickup\n"
    rows = (
        "ice,08:05:00,08:05:00,asd,1,0,0,\nice,08:30:00,08:32:00,ut,2,0,1,0\n"
        "ice,09:05:00,09:07:00,zl,3,1,,1\nice,09:40:00,09:40:00,asn,4,3,2,0\nice,09:50:00,09:50:00,gn,5,,,\n"
    )
    t = ft.read(tmp_path, ft.feed(rows, header=header)).trips
    assert t.board.tolist() == [True, True, False, True, False]
    assert t.alight.tolist() == [False, False, True, True, True]


def many_types(types: list[str]) -> ft.Files:
    rows = "".join(ft.calls(f"t{k}", ("gn", "07:00:00"), ("asn", "07:15:00")) for k in types)
    routes = "route_id,route_type\n" + "".join(f"R{k},{k}\n" for k in types)
    named = "route_id,service_id,trip_id\n" + "".join(f"R{k},D,t{k}\n" for k in types)
    return ft.feed(rows, routes=routes, trips=named)


def test_trains_are_type_2_and_100_to_117_and_the_others_are_listed(tmp_path: Path) -> None:
    """gtfstools#70, gtfs2#185, OpenTripPlanner#1751, sumo#17817"""
    trains = ["2", "100", "101", "102", "103", "106", "109", "117"]
    others = ["0", "1", "3", "400", "401", "700", "714", "1200", "1500", ""]
    files = many_types(trains + others)
    feed = ft.read(tmp_path, files)
    assert sorted(feed.trips.ids) == sorted(f"t{k}" for k in trains)
    assert feed.other_types == {int(k or -1): 1 for k in others}
    said = ft.notes(feed)
    assert "714 rail replacement bus: 1 trip;" in said
    assert "empty no route type: 1 trip" in said
    assert "routes without a route type that GTFS knows: 1 left out (R (empty))" in said
    with_bus = read_feed(tmp_path / "feed", modes=parse_modes("rail,714"))
    assert "t714" in with_bus.trips.ids
    assert with_bus.trips.n_trips == 9
    assert set(read_feed(tmp_path / "feed", modes=parse_modes("all")).trips.ids) == {
        f"t{k}" for k in trains + others[:-1]
    }


def test_a_station_with_one_train_a_day_is_there_like_any_other(tmp_path: Path) -> None:
    """peartree#139, peartree#131"""
    more = ft.STOPS + "mdb,Middelburg,51.495,3.617\nvs,Vlissingen,51.445,3.596\nrsd,Roosendaal,51.541,4.459\n"
    lonely = ft.calls("v", ("mdb", "07:05:00"), ("vs", "07:12:00")) + ft.calls(
        "r", ("rsd", "06:10:00"), ("mdb", "06:55:00")
    )
    rows = str(ft.plain()["stop_times.txt"]).removeprefix(ft.CALLS)
    feed = ft.read(tmp_path, ft.feed(rows + lonely, stops=more))
    assert {"mdb", "vs", "rsd"} <= set(feed.stations)
    assert ft.minutes(feed, "r", "rsd", "mdb") == 45
    assert len(ft.runs_on(feed, "v")) == 341


def test_a_station_without_any_train_stays_on_the_map_of_a_feed_of_trains(tmp_path: Path) -> None:
    """OpenTripPlanner and others: it is a station that cannot be reached, not one that does not exist."""
    stops = ft.STOPS + "hdr,Den Helder,52.955,4.762\n"
    feed = ft.read(tmp_path, ft.plain() | {"stops.txt": stops})
    assert not feed.stations["hdr"].served
    assert feed.stations["gn"].served
    assert "hdr" in feed.trips.stations
    assert "hdr" not in feed.trips.places
    with_bus = many_types(["2", "3"]) | {"stops.txt": stops}
    assert list(read_feed(ft.write(tmp_path / "bus", with_bus)).stations) == ["asn", "gn"]


GERMAN = "stop_id,stop_name,stop_lat,stop_lon\nbue,Bünde (Westf),52.20,8.57\nd,Düsseldorf Hbf,51.22,6.79\n"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig"])
def test_names_in_another_encoding_have_their_letters(tmp_path: Path, encoding: str) -> None:
    """urbanaccess#79, urbanaccess#59, pygtfs#66"""
    files = ft.feed(ft.calls("t", ("bue", "07:00:00"), ("d", "08:30:00"))) | {"stops.txt": GERMAN.encode(encoding)}
    feed = ft.read(tmp_path, files)
    assert [s.name for s in feed.stations.values()] == ["Bünde (Westf)", "Düsseldorf Hbf"]
    assert ("Windows-1252" in ft.notes(feed)) == (encoding == "cp1252")


def test_letters_do_not_depend_on_the_locale(tmp_path: Path) -> None:
    files = ft.feed(ft.calls("t", ("bue", "07:00:00"), ("d", "08:30:00"))) | {"stops.txt": GERMAN}
    path = ft.write(tmp_path / "feed", files)
    code = (
        "import sys; from pathlib import Path; from bereikbaar.gtfs.feed import read_feed; "
        "print(ascii([s.name for s in read_feed(Path(sys.argv[1])).stations.values()]))"
    )
    env = {"PYTHONUTF8": "0", "LC_ALL": "C", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True, env=env
    )
    assert done.stdout.strip() == r"['B\xfcnde (Westf)', 'D\xfcsseldorf Hbf']"


def test_a_byte_that_is_no_letter_is_refused_with_its_line(tmp_path: Path) -> None:
    broken = GERMAN.encode("cp1252").replace(b"Hbf", b"\x81bf")
    files = ft.feed(ft.calls("t", ("bue", "07:00:00"), ("d", "08:30:00"))) | {"stops.txt": broken}
    with pytest.raises(
        InputError, match=r"stops.txt, line 3: byte \d+ \(0x81\) is no letter in UTF-8 or Windows-1252"
    ):
        ft.read(tmp_path, files)


def test_buses_change_nothing_about_the_trains(tmp_path: Path) -> None:
    """transitfeed#435, gtfs_kit#5, transitland#27: and they are never kept, whatever the size of a block."""
    plain = ft.plain()
    buses = "".join(ft.shifted(f"b{k}", 300 + k, ("gn", 0, 0), ("h", 5, 5)) for k in range(200))
    names = "".join(f"B,D,b{k}\n" for k in range(200))
    files = dict(plain) | {
        "stops.txt": ft.STOPS + "h,Halte,53.2,6.5\n",
        "routes.txt": str(plain["routes.txt"]) + "B,X,1,3\n",
        "trips.txt": "route_id,service_id,trip_id\n" + names + str(plain["trips.txt"]).partition("\n")[2],
        "stop_times.txt": ft.CALLS + buses + str(plain["stop_times.txt"]).removeprefix(ft.CALLS),
    }
    seen: list[tuple[str, float]] = []
    feed = read_feed(ft.write(tmp_path / "bus", files), progress=lambda name, share: seen.append((name, share)))
    train = read_feed(ft.write(tmp_path / "train", plain))
    assert feed.trips.ids == train.trips.ids
    assert np.array_equal(feed.trips.depart_s, train.trips.depart_s)
    assert list(feed.stations) == list(train.stations)
    assert seen[-1] == ("stop_times.txt", 1.0)
    assert "trips of other route types (3 bus: 200 trips): 200 left out" in ft.notes(feed)

"""transfers.txt of types 0 to 5, blocks and frequencies: what the GTFS reference says, and our choices."""

from __future__ import annotations

from pathlib import Path

import feed_texts as ft
import numpy as np
import pytest

from bereikbaar.gtfs.feed import Feed, parse_modes, read_feed
from bereikbaar.gtfs.notes import Notebook
from bereikbaar.gtfs.stays import Ends, find_stays
from bereikbaar.network.trips import ANY, BASES, FORBIDDEN, USUAL

STOPS = """\
stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station
a,A,52.0,5.0,,
z,Z,52.5,5.0,1,
z1,Z,52.5,5.0,0,z
z2,Z,52.5,5.0,0,z
z1b,Z,52.5,5.0,4,z1
b,B,53.0,5.0,,
c,C,53.2,5.0,,
"""
ROWS = (
    ft.calls("p", ("a", "07:00:00"), ("z1", "07:30:00"))
    + ft.calls("q", ("z2", "07:40:00"), ("b", "08:00:00"))
    + ft.calls("r", ("a", "07:50:00"), ("z2", "08:20:00"), ("b", "08:40:00"))
    + ft.calls("u", ("b", "08:45:00"), ("c", "09:00:00"))
)
ROUTES = "route_id,route_type\nP,2\nQ,2\nU,2\nbus,3\n"
TRIPS = "route_id,service_id,trip_id\nP,D,p\nQ,D,q\nP,D,r\nU,D,u\nbus,D,x\n"
COLUMNS = (
    "from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_trip_id,to_trip_id,from_route_id,to_route_id\n"
)


def fed(tmp_path: Path, transfers: str, **files: str) -> Feed:
    every = {"stops": STOPS, "routes": ROUTES, "trips": TRIPS, "transfers": COLUMNS + transfers} | files
    return ft.read(tmp_path, ft.feed(ROWS, **every))


def rules(feed: Feed) -> list[tuple[object, ...]]:
    """(from place, to place, from line, to line, from trip, to trip, seconds) in words; * = any."""
    t = feed.trips

    def word(names: tuple[str, ...], i: int) -> str:
        return "*" if i == ANY else names[i]

    lines = tuple(line.id for line in feed.lines)
    names = (t.places, t.places, lines, lines, t.ids, t.ids)
    rows = zip(*(column.tolist() for column in t.rules), strict=True)
    return [(*(word(n, i) for n, i in zip(names, row, strict=False)), row[6]) for row in rows]


def test_a_time_for_a_whole_station_is_its_change_time(tmp_path: Path) -> None:
    feed = fed(tmp_path, "z,z,2,240,,,,\nb,b,2,0,,,,\na,a,1,,,,,\n")
    assert feed.change_min() == {"a": 0.0, "b": 0.0, "z": 4.0}
    assert rules(feed) == []
    assert not len(feed.trips.walks)


def test_a_time_between_platforms_is_a_rule(tmp_path: Path) -> None:
    feed = fed(tmp_path, "z1,z2,2,60,,,,\nz2,z1,2,600,,,,\nz1,z1,2,0,,,,\n")
    assert rules(feed) == [
        ("z1", "z1", "*", "*", "*", "*", 0),
        ("z1", "z2", "*", "*", "*", "*", 60),
        ("z2", "z1", "*", "*", "*", "*", 600),
    ]
    assert feed.change_min() == {}


def test_a_row_for_the_station_holds_for_its_platforms_but_not_against_a_row_for_platforms(tmp_path: Path) -> None:
    feed = fed(tmp_path, "z,z,2,240,,,P,Q\nz1,z2,2,300,,,P,Q\n")
    assert rules(feed) == [
        ("z1", "z1", "P", "Q", "*", "*", 240),
        ("z1", "z2", "P", "Q", "*", "*", 300),
        ("z2", "z1", "P", "Q", "*", "*", 240),
        ("z2", "z2", "P", "Q", "*", "*", 240),
    ]


def test_held_trains_forbidden_changes_and_lines(tmp_path: Path) -> None:
    feed = fed(tmp_path, "z1,z2,1,,p,q,,\nz,z,3,,,,Q,\nb,b,2,90,,u,P,\n")
    never = [(p, q, "Q", "*", "*", "*", FORBIDDEN) for p in ("z1", "z2") for q in ("z1", "z2")]
    others = [("z1", "z2", "*", "*", "p", "q", 0), ("b", "b", "P", "*", "*", "u", 90)]
    assert sorted(rules(feed)) == sorted(never + others)


def test_a_boarding_area_belongs_to_the_station_of_its_platform(tmp_path: Path) -> None:
    feed = ft.read(tmp_path, ft.feed(ft.calls("t", ("a", "07:00:00"), ("z1b", "07:30:00")), stops=STOPS))
    assert ft.times(feed, "t")[1][0] == "z"
    assert feed.stations["z"].platforms == ("z1b",)


def test_a_trip_counts_at_the_platforms_where_it_calls_and_wins_over_its_route(tmp_path: Path) -> None:
    feed = fed(tmp_path, "z,z,2,30,p,q,P,Q\n")
    assert rules(feed) == [("z1", "z2", "*", "*", "p", "q", 30)]


def test_without_stops_a_row_holds_everywhere(tmp_path: Path) -> None:
    assert rules(fed(tmp_path, ",,3,,,,P,Q\n")) == [("*", "*", "P", "Q", "*", "*", FORBIDDEN)]


def test_of_two_rows_about_the_same_the_shortest_holds(tmp_path: Path) -> None:
    feed = fed(tmp_path, "z1,z2,2,120,,,,\nz1,z2,2,60,,,,\nz1,z2,3,,,,,\nb,b,2,300,,,,\nb,b,2,120,,,,\n")
    assert rules(feed) == [("z1", "z2", "*", "*", "*", "*", 60)]
    assert feed.change_min() == {"b": 2.0}


def test_a_recommended_change_between_particular_trains_takes_the_usual_time(tmp_path: Path) -> None:
    feed = fed(tmp_path, "z1,z2,2,600,,,,\nz1,z2,0,,p,q,,\nz1,z2,3,,,,P,Q\nz1,z2,0,,,,P,Q\n")
    assert sorted(rules(feed)) == [
        ("z1", "z2", "*", "*", "*", "*", 600),
        ("z1", "z2", "*", "*", "p", "q", USUAL),
        ("z1", "z2", "P", "Q", "*", "*", USUAL),
    ]


def test_a_row_between_stations_is_a_walk_one_way(tmp_path: Path) -> None:
    feed = fed(tmp_path, "b,c,2,600,,,,\nb,c,2,300,,,,\nc,a,3,,,,,\n")
    t = feed.trips
    assert [(t.stations[a], t.stations[b], s) for a, b, s in t.walks] == [("b", "c", 300)]
    assert rules(feed) == []


def test_a_walk_from_one_platform_is_a_rule_too_and_particular_trains_have_their_own(tmp_path: Path) -> None:
    feed = fed(tmp_path, "z1,b,2,600,,,,\nz2,b,2,300,,,,\nz1,b,1,,p,u,,\nz2,b,3,,,,Q,\n")
    t = feed.trips
    assert [(t.stations[a], t.stations[b], s) for a, b, s in t.walks] == [("z", "b", 300)]
    assert sorted(rules(feed)) == sorted([
        ("z1", "b", "*", "*", "*", "*", 600),
        ("z2", "b", "*", "*", "*", "*", 300),
        ("z1", "b", "*", "*", "p", "u", 0),
        ("z2", "b", "Q", "*", "*", "*", FORBIDDEN),
    ])  # fmt: skip


def test_what_says_nothing_about_our_trains_is_counted_by_reason(tmp_path: Path) -> None:
    rows = (
        "z,z,0,,,,,\n" "b,c,0,,,,,\n" "b,c,1,,,,,\n" "b,b,7,,,,,\n" "b,b,2,,,,,\n" "b,b,2,-5,,,,\n"
        "gone,b,2,60,,,,\n" "b,b,2,60,gone,,,\n" "b,b,2,60,,,gone,\n" ",,2,60,,,,\n" "b,b,4,,,,,\n" "b,b,2,60,x,,,\n"
        "b,b,2,60,,,bus,\n"
    )  # fmt: skip
    feed = fed(tmp_path, rows)
    assert rules(feed) == []
    assert feed.change_min() == {}
    said = [line for line in ft.notes(feed).splitlines() if line.startswith("transfers.txt")]
    assert said == [
        "transfers.txt, line 6: rows that are of type 2 without min_transfer_time in whole seconds: 2 left out",
        "transfers.txt, line 12: rows that are of type 4 or 5 without two trips: 1 left out",
        "transfers.txt, line 5: rows that have a transfer_type that is not 0 to 5: 1 left out",
        "transfers.txt, line 3: rows that join two stations without saying how long the walk takes: 2 left out",
        "transfers.txt, line 10: rows that name a route that is not in routes.txt: 1 left out",
        "transfers.txt, line 8: rows that name a stop that is not in stops.txt: 1 left out",
        "transfers.txt, line 9: rows that name a trip that is not in trips.txt: 1 left out",
        "transfers.txt, line 11: rows that name no stop, route or trip: 1 left out",
    ]


def stays(feed: Feed) -> list[tuple[str, str]]:
    return [(feed.trips.ids[a], feed.trips.ids[b]) for a, b in feed.trips.stays]


CHAIN = (
    ft.calls("one", ("a", "07:00:00"), ("b", "07:30:00"))
    + ft.calls("two", ("b", "07:30:00"), ("c", "08:00:00"))
    + ft.calls("other", ("b", "07:35:00"), ("a", "08:05:00"))
    + ft.calls("early", ("b", "07:29:00"), ("c", "08:00:00"))
)


def chained(
    tmp_path: Path, transfers: str = "", *, blocks: str = "", services: str = "DDDD", calendar: str = ""
) -> Feed:
    block = blocks.split(",") if blocks else [""] * 4
    names = "route_id,service_id,trip_id,block_id\n" + "".join(
        f"R,{s},{t},{b}\n" for s, t, b in zip(services, ("one", "two", "other", "early"), block, strict=True)
    )
    files = {"stops": STOPS, "trips": names, "transfers": COLUMNS + transfers}
    return ft.read(tmp_path, ft.feed(CHAIN, **files | ({"calendar": ft.DAILY + calendar} if calendar else {})))


def test_a_train_may_go_on_as_several(tmp_path: Path) -> None:
    feed = chained(tmp_path, "b,b,4,,one,two,,\nb,b,4,,one,other,,\n")
    assert stays(feed) == [("one", "other"), ("one", "two")]
    assert not feed.notes


def test_an_in_seat_row_whose_trips_do_not_fit_is_named(tmp_path: Path) -> None:
    never = "E,0,0,0,0,0,0,1,20200101,20200131\n"
    feed = chained(
        tmp_path, "b,b,4,,one,early,,\nb,b,4,,two,other,,\nb,b,4,,one,two,,\n", services="DEDD", calendar=never
    )
    assert stays(feed) == []
    assert ft.notes(feed) == (
        "transfers.txt, line 2: in-seat rows whose trips do not fit (no day together, "
        "another station, or too early): "
        "3 left out (one to early, two to other, one to two)"
    )


def test_trips_of_a_block_follow_each_other_unless_a_row_forbids_it(tmp_path: Path) -> None:
    assert stays(chained(tmp_path, blocks="x,x,,")) == [("one", "two")]
    assert stays(chained(tmp_path / "f", "b,b,5,,one,two,,\n", blocks="x,x,,")) == []
    assert stays(chained(tmp_path / "e", blocks="x,,,x")) == []  # it leaves before the other has come
    assert stays(chained(tmp_path / "n", blocks="x,y,,")) == []


def test_the_next_trip_of_a_block_may_differ_by_day(tmp_path: Path) -> None:
    days = "W,1,1,1,1,1,0,0,20260105,20261211\nE,0,0,0,0,0,1,1,20260105,20261211\n"
    assert stays(chained(tmp_path, blocks="x,x,x,", services="DWED", calendar=days)) == [
        ("one", "other"),
        ("one", "two"),
    ]
    # every day a train comes between: from "one" one never gets into "other" directly
    assert stays(chained(tmp_path / "d", blocks="x,x,x,", services="DDED", calendar=days)) == [("one", "two")]


FREQUENCIES = "trip_id,start_time,end_time,headway_secs,exact_times\n"


def test_a_template_does_not_run_and_the_end_is_no_departure(tmp_path: Path) -> None:
    rows = ft.calls("t", ("gn", "00:00:00"), ("asn", "00:15:00", "00:16:00"), ("zl", "00:55:00"))
    often = FREQUENCIES + "t,06:00:00,07:00:00,1800,1\nt,25:00:00,25:20:00,1200,1\n"
    feed = ft.read(tmp_path, ft.feed(rows, frequencies=often))
    assert feed.trips.ids == ("t@06:00:00", "t@06:30:00", "t@25:00:00")
    assert ft.times(feed, "t@06:30:00") == [("gn", 390, 390), ("asn", 405, 406), ("zl", 445, 445)]
    assert [BASES[b] for b in feed.trips.basis] == ["timetable"] * 3
    assert feed.feed_ids == ("t", "t", "t")


def test_without_exact_times_trains_are_spaced_evenly_and_marked(tmp_path: Path) -> None:
    rows = ft.calls("t", ("gn", "09:00:00"), ("asn", "09:15:00")) + ft.calls(
        "s", ("asn", "09:00:00"), ("gn", "09:15:00")
    )
    feed = ft.read(
        tmp_path, ft.feed(rows, frequencies=FREQUENCIES + "t,06:00:00,06:30:00,600,\nt,06:20:00,06:40:00,600,0\n")
    )
    assert feed.trips.ids == ("s", "t@06:00:00", "t@06:10:00", "t@06:20:00", "t@06:30:00")
    assert [BASES[b] for b in feed.trips.basis] == ["timetable"] + ["headway"] * 4
    assert (
        "trips with frequencies became 4 trips, 4 of them without a fixed time "
        "(exact_times 0), which are spaced evenly "
        "from start_time (t)"
    ) in ft.notes(feed)


def test_a_template_that_begins_at_an_unknown_stop_keeps_its_clock(tmp_path: Path) -> None:
    rows = ft.calls("t", ("gone", "00:00:00"), ("asn", "00:15:00"), ("zl", "00:55:00"))
    feed = ft.read(tmp_path, ft.feed(rows, frequencies=FREQUENCIES + "t,06:00:00,06:30:00,1800,1\n"))
    assert ft.times(feed, "t@06:00:00") == [("asn", 375, 375), ("zl", 415, 415)]


def test_rules_and_blocks_of_a_template(tmp_path: Path) -> None:
    often = FREQUENCIES + "one,07:00:00,08:00:00,1800,1\n"
    files = ft.feed(
        CHAIN, stops=STOPS, frequencies=often, transfers=COLUMNS + "b,b,1,,one,two,,\nb,b,4,,one,other,,\n"
    )
    feed = ft.read(tmp_path, files)
    assert rules(feed) == [
        ("b", "b", "*", "*", "one@07:00:00", "two", 0),
        ("b", "b", "*", "*", "one@07:30:00", "two", 0),
    ]
    assert stays(feed) == []
    assert "in-seat rows about trips with frequencies: 1 left out" in ft.notes(feed)


def test_a_copy_that_is_called_as_a_trip_gets_another_name(tmp_path: Path) -> None:
    rows = ft.calls("t", ("gn", "00:00:00"), ("asn", "00:15:00")) + ft.calls(
        "t@06:00:00", ("gn", "01:00:00"), ("asn", "01:15:00")
    )
    feed = ft.read(tmp_path, ft.feed(rows, frequencies=FREQUENCIES + "t,06:00:00,06:10:00,600,1\n"))
    assert sorted(feed.trips.ids) == ["t@06:00:00", "t@06:00:00'"]


def test_names_of_trips_directions_and_shapes_are_kept(tmp_path: Path) -> None:
    names = (
        "route_id,service_id,trip_id,trip_short_name,trip_headsign,direction_id,shape_id,block_id\n"
        "R,D,i,512,Utrecht,0,s1,b1\nR,D,j,513,Groningen,1,s2,\n"
    )
    rows = ft.shifted("i", 420, *ft.INTERCITY) + ft.calls("j", ("ut", "07:00:00"), ("gn", "08:48:00"))
    feed = ft.read(tmp_path, ft.feed(rows, trips=names))
    assert (feed.names, feed.headsigns) == (("512", "513"), ("Utrecht", "Groningen"))
    assert (feed.direction_ids, feed.shape_ids, feed.blocks) == (("0", "1"), ("s1", "s2"), ("b1", ""))
    assert feed.trips.patterns == (("R", "outbound"), ("R", "return"))
    assert feed.trips.pattern.tolist() == [0, 1]
    out, back = feed.trips.origins
    assert out.stations == ("gn", "asn", "zl", "ut")
    assert (out.arrive_min, out.depart_min) == ((0, 15, 55, 108), (0, 16, 58, 108))
    assert (back.direction, back.stations) == ("return", ("ut", "gn"))


@pytest.mark.parametrize("modes", ["bus", "tram"])
def test_any_mode_can_be_read(tmp_path: Path, modes: str) -> None:
    number = {"bus": 3, "tram": 0}[modes]
    files = ft.feed(ROWS, stops=STOPS, routes=f"route_id,route_type\nR,{number}\n")
    assert (
        read_feed(ft.write(tmp_path / "m", files), modes=parse_modes(modes)).trips.route_type.tolist() == [number] * 4
    )


def test_a_block_of_thousands_of_trips_takes_no_time_of_its_own() -> None:
    n = 20_000
    start = np.arange(n, dtype=np.int32)
    flags = np.ones((n, 1), dtype=np.bool_)
    place = np.zeros(n, dtype=np.int32)
    seats = find_stays(["0"] * n, (), (), {}, [str(k) for k in range(n)],
                       Ends(start, start + 15_000, place, place, flags), Notebook("feed"))  # fmt: skip
    assert seats.tolist() == [[k, k + 15_000] for k in range(5_000)]

"""A feed becomes a network: series, windows, trains per hour, lines, and the outcomes that public reports ask for."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from pathlib import Path

import feed_texts as ft
import numpy as np
import pytest

from bereikbaar.errors import InputError
from bereikbaar.gtfs.labels import train_labels
from bereikbaar.gtfs.model import FeedLine
from bereikbaar.gtfs.network import FeedNetwork, feed_network, import_feed, network_from_feed
from bereikbaar.network.checks import check_network
from bereikbaar.network.model import Network
from bereikbaar.read.network import read_network
from bereikbaar.routing.direct import tph_direct
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.settings import Settings
from bereikbaar.timetable.times import clock_travel_times
from bereikbaar.write.network_folder import Origin, write_network_folder

WEDNESDAY = "2026-03-11"
DAY = range(5, 24)


def made(tmp_path: Path, files: ft.Files, **options: str) -> Network:
    return network_from_feed(ft.write(tmp_path / "feed", files), **({"date": WEDNESDAY} | options))


def minutes(net: Network, window: str, a: str, b: str) -> tuple[float, float]:
    times = travel_times(net, window, Settings())
    i, j = times.stations.index(a), times.stations.index(b)
    return float(times.expected[i, j]), float(times.best[i, j])


def numbered(files: ft.Files, number: dict[str, str]) -> ft.Files:
    """The feed with train numbers."""
    rows = "".join(f"R,D,{trip},{n}\n" for trip, n in number.items())
    return {**files, "trips.txt": "route_id,service_id,trip_id,trip_short_name\n" + rows}


# --- series and stop lists


def test_there_and_back_are_one_service_and_no_third(tmp_path: Path) -> None:
    back = [(s, 108 - d, 108 - a) for s, a, d in reversed(ft.INTERCITY)]
    rows = [ft.shifted(f"a{h}", h * 60, *ft.INTERCITY) + ft.shifted(f"b{h}", h * 60 + 12, *back) for h in DAY]
    net = made(tmp_path, ft.feed("".join(rows)))
    (service,) = net.services.values()
    assert (service.id, service.series, service.operator, service.mode) == ("500", "500", "Spoor", "rail")
    assert {p.direction: p.stations for p in service.patterns} == {
        "outbound": ("gn", "asn", "zl", "ut"),
        "return": ("ut", "zl", "asn", "gn"),
    }
    assert [p.tph[:2] for p in service.patterns] == [(1.0, 1.0), (1.0, 1.0)]


def test_train_numbers_in_hundreds_are_series(tmp_path: Path) -> None:
    files = ft.plain(DAY)
    numbers = {f"i{h}": str(500 + h) for h in DAY}
    numbers |= {f"s{h}-{m}": str(3000 + 2 * h + (m > 20)) for h in DAY for m in (10, 40)}
    net = made(tmp_path, numbered(files, numbers))
    assert sorted(net.services) == ["3000", "500"]


def test_a_train_that_skips_a_stop_is_another_stop_list_of_its_series(tmp_path: Path) -> None:
    fast = [(s, a, d) for s, a, d in ft.INTERCITY if s != "asn"]
    rows = [ft.shifted(f"i{h}", h * 60, *ft.INTERCITY) for h in DAY] + [ft.shifted("x", 605, *fast)]
    net = made(tmp_path, ft.feed("".join(rows)))
    assert sorted(net.services) == ["500", "500-gn-ut"]
    assert {s.series for s in net.services.values()} == {"500"}
    assert net.services["500-gn-ut"].patterns[0].stations == ("gn", "zl", "ut")
    assert net.services["500-gn-ut"].info["note"] == f"trains: 1 on {WEDNESDAY}"


def test_every_trip_belongs_to_the_stop_list_it_follows(tmp_path: Path) -> None:
    net = made(tmp_path, ft.plain(DAY))
    trips = net.trips
    assert trips is not None
    for t in range(trips.n_trips):
        own = slice(trips.first[t], trips.first[t + 1])
        stations = tuple(trips.stations[s] for s in trips.place_station[trips.place[own]])
        assert stations == trips.origins[trips.pattern[t]].stations
    patterns = [(s.id, p.direction, p) for _, s in sorted(net.services.items()) for p in s.patterns]
    assert trips.patterns == tuple((i, d) for i, d, _ in patterns)
    assert trips.origins == tuple(p for *_, p in patterns)


def test_minutes_are_medians_leg_by_leg(tmp_path: Path) -> None:
    """Three trains take 10, 12 and 30 minutes to the next stop and 40 onwards: the median train takes 12 and 40."""
    rows = [
        ft.shifted(f"t{n}", 600 + 60 * n, ("gn", 0, 0), ("asn", run, run + 1), ("zl", run + 41, run + 41))
        for n, run in enumerate((10, 12, 30))
    ]
    (service,) = made(tmp_path, ft.feed("".join(rows))).services.values()
    (pattern,) = service.patterns
    assert pattern.arrive_min == (0, 12, 53)
    assert pattern.depart_min == (0, 13, 53)
    assert pattern.leg_source == ("", "timetable", "timetable")


def test_times_that_were_interpolated_are_marked(tmp_path: Path) -> None:
    rows = "".join(
        f"t{h},{h:02d}:00:00,{h:02d}:00:00,gn,1\nt{h},,,asn,2\nt{h},{h:02d}:58:00,{h:02d}:58:00,zl,3\n" for h in DAY
    )
    (service,) = made(tmp_path, ft.feed(rows)).services.values()
    (pattern,) = service.patterns
    assert pattern.leg_source == ("", "estimated", "timetable")
    assert 0 < pattern.arrive_min[1] < pattern.arrive_min[2] == 58


def test_a_loop_keeps_both_calls(tmp_path: Path) -> None:
    loop = [("ut", 0, 0), ("asd", 27, 30), ("ut", 57, 60), ("zl", 95, 95)]
    net = made(tmp_path, ft.feed("".join(ft.shifted(f"l{h}", h * 60, *loop) for h in DAY)))
    (service,) = net.services.values()
    assert service.patterns[0].stations == ("ut", "asd", "ut", "zl")
    assert minutes(net, "offpeak", "ut", "zl")[1] == 35
    assert minutes(net, "offpeak", "ut", "asd")[1] == 27


def test_a_leg_of_no_minutes_takes_half_a_minute_and_is_said(tmp_path: Path) -> None:
    files = ft.feed("".join(ft.shifted(f"t{h}", h * 60, ("gn", 0, 0), ("asn", 0, 0), ("zl", 50, 50)) for h in DAY))
    found = import_feed(ft.write(tmp_path / "feed", files), date=WEDNESDAY)
    (service,) = found.network.services.values()
    assert service.patterns[0].arrive_min == (0, 0.5, 50.5)
    assert any("1 legs" in n.message and "half a minute" in n.message for n in found.notes)


def test_short_names_that_stand_for_many_lines_are_told_apart_by_their_ends() -> None:
    line = FeedLine("S", "Spr", "", "NS", 2)
    stops = [frozenset(pair) for pair in ("ab", "cd", "ef", "gh")] * 3
    assert train_labels([""] * 12, [line] * 12, stops) == (["Spr"] * 12, [False] * 12)
    one = [frozenset("abc")] * 12
    assert train_labels([""] * 12, [line] * 12, one) == (["Spr"] * 12, [True] * 12)


def test_numbers_that_are_no_series_are_not_taken_for_series() -> None:
    line = FeedLine("S", "S1", "", "DB", 2)
    stops = [frozenset(pair) for pair in ("ab", "cd", "ef", "gh")] * 3
    labels, one_line = train_labels([str(500 + n) for n in range(12)], [line] * 12, stops)
    assert set(labels) == {"S"}
    assert not any(one_line)


def test_a_label_of_two_operators_names_them() -> None:
    lines = [FeedLine("1", "1", "", who, 2) for who in ("A", "B")] * 2
    labels, _ = train_labels([""] * 4, lines, [frozenset("ab")] * 4)
    assert labels == ["1 A", "1 B"] * 2


# --- days and windows


def test_windows_have_the_names_and_hours_of_the_shipped_network(tmp_path: Path) -> None:
    net = network_from_feed(ft.write(tmp_path / "week", ft.plain(DAY)), week_of=WEDNESDAY)
    assert [(w.name, w.date, w.from_s // 60, w.to_s // 60, w.group, w.hours_per_week) for w in net.windows] == [
        ("peak", "2026-03-09", 420, 540, "day", 20),
        ("offpeak", "2026-03-09", 540, 960, "day", 36),
        ("friday_peak", "2026-03-13", 420, 540, "day", 5),
        ("friday", "2026-03-13", 540, 960, "day", 9),
        ("evening", "2026-03-09", 1200, 1440, "evening", 28),
        ("saturday", "2026-03-14", 600, 1080, "weekend", 8),
        ("sunday", "2026-03-15", 600, 1080, "weekend", 8),
    ]


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("2026-03-11", ["peak", "offpeak", "evening"]),
        ("2026-03-13", ["friday_peak", "friday", "evening"]),
        ("2026-03-14", ["evening", "saturday"]),
        ("2026-03-15", ["evening", "sunday"]),
    ],
)
def test_a_day_gives_its_own_windows(tmp_path: Path, day: str, names: list[str]) -> None:
    assert [w.name for w in made(tmp_path, ft.plain(DAY), date=day).windows] == names


def test_trains_per_hour_are_counted_by_direction(tmp_path: Path) -> None:
    net = made(tmp_path, ft.plain(DAY))
    assert tph_direct(net, "offpeak", "gn", "ut") == 1
    assert tph_direct(net, "offpeak", "ut", "asd") == 2
    assert tph_direct(net, "offpeak", "asd", "ut") == 0


def test_trains_every_so_many_minutes_are_counted_by_that(tmp_path: Path) -> None:
    """Two-hourly trains in a window of seven hours; hourly ones after eight, when earlier ones are on their way."""
    rows = ft.shifted("f", 0, ("gn", 0, 0), ("zl", 55, 58), ("ut", 108, 108))
    frequencies = (
        "trip_id,start_time,end_time,headway_secs,exact_times\n"
        "f,06:50:00,09:00:00,1800,0\nf,09:00:00,20:00:00,7200,0\nf,20:00:00,24:00:00,3600,0\n"
    )
    net = made(tmp_path, ft.feed(rows, frequencies=frequencies))
    assert net.services["500"].patterns[0].tph == (2, 0.5, 1)


def test_trains_after_midnight_count_on_the_day_after(tmp_path: Path) -> None:
    """A train at 33:30 of the day before leaves at 09:30: it is in the window by day."""
    rows = ft.shifted("n", 33 * 60 + 30, *ft.SHUTTLE)
    net = made(tmp_path, ft.feed(rows))
    assert net.services["500"].patterns[0].tph == (0, round(1 / 7, 4), 0)


def test_one_train_a_day_is_a_small_number_and_everywhere(tmp_path: Path) -> None:
    """peartree#139: with one departure there is no headway; the station must not vanish."""
    rows = ft.shifted("one", 7 * 60 + 5, ("gn", 0, 0), ("asn", 7, 7))
    net = made(tmp_path, ft.feed(rows + ft.shifted("s", 7 * 60, *ft.SHUTTLE)))
    one = next(s for s in net.services.values() if s.patterns[0].stations == ("gn", "asn"))
    assert one.patterns[0].tph == (0.5, 0, 0)
    assert minutes(net, "peak", "gn", "asn") == pytest.approx((60 + 7, 7))
    assert {"gn", "asn"} <= set(net.stations)


def test_a_day_without_trains_stops_with_the_days_that_have_them(tmp_path: Path) -> None:
    """r5r#326: a date outside the feed gave walking times."""
    with pytest.raises(InputError, match=r"no train runs on 2027-03-10; .*2026-01-05 to 2026-12-11"):
        made(tmp_path, ft.plain(), date="2027-03-10")
    with pytest.raises(InputError, match=r"no train runs in the week of 2027-03-10"):
        network_from_feed(tmp_path / "feed", week_of="2027-03-10")
    with pytest.raises(InputError, match=r"exclude each other"):
        network_from_feed(tmp_path / "feed", date=WEDNESDAY, week_of=WEDNESDAY)


def test_without_a_date_a_day_with_trains_is_chosen_and_said(tmp_path: Path) -> None:
    few = ft.plain()
    few["calendar_dates.txt"] = "service_id,date,exception_type\nD,20260106,2\nD,20260107,2\n"
    found = import_feed(ft.write(tmp_path / "feed", few))
    assert found.days.dates == ("2026-01-08", "2026-01-09", "2026-01-10", "2026-01-11")
    assert "Thursday 2026-01-08 is the busiest" in found.days.why
    assert found.days.why in "\n".join(map(str, found.notes))


def test_a_network_keeps_the_trips_of_its_days_and_those_around(tmp_path: Path) -> None:
    net = made(tmp_path, ft.plain())
    assert net.trips is not None
    assert net.trips.dates == ("2026-03-10", "2026-03-11", "2026-03-12")
    assert net.trips.day_start_s.tolist() == [0, 86400, 172800]


def test_a_night_in_which_the_clock_changes_stays_short(tmp_path: Path) -> None:
    net = made(tmp_path, ft.plain(), date="2026-03-29")
    assert net.trips is not None
    assert net.trips.day_start_s.tolist() == [0, 82800, 169200]


# --- reports of others


def test_get_in_only_and_get_out_only(tmp_path: Path) -> None:
    """r5#407: an international train offers no domestic ride."""
    header = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"
    rows = "".join(
        f"t{h}-{m},{h:02d}:{m:02d}:00,{h:02d}:{m:02d}:00,asd,1,,\n"
        f"t{h}-{m},{h:02d}:{m + 24:02d}:00,{h:02d}:{m + 24:02d}:00,ut,2,,\n"
        for h in DAY
        for m in (5, 35)
    )
    for h in (10, 12, 14):
        rows += f"i{h},{h}:05:00,{h}:05:00,asd,1,0,1\ni{h},{h}:20:00,{h}:33:00,ut,2,0,1\n"
        rows += f"i{h},{h}:50:00,{h}:51:00,asn,3,1,1\n"
        rows += f"i{h},{h + 1}:05:00,{h + 1}:08:00,zl,4,1,0\ni{h},{h + 1}:25:00,{h + 1}:25:00,gn,5,1,3\n"
    found = import_feed(ft.write(tmp_path / "feed", ft.feed(rows, header=header)), date=WEDNESDAY)
    net = found.network
    assert tph_direct(net, "offpeak", "asd", "ut") == 2
    assert minutes(net, "offpeak", "asd", "ut") == (15 + 24, 24)
    assert minutes(net, "offpeak", "ut", "zl")[1] == 32
    assert minutes(net, "offpeak", "asd", "zl")[1] == 60
    assert minutes(net, "offpeak", "zl", "gn") == (math.inf, math.inf)
    assert minutes(net, "offpeak", "asd", "asn") == (math.inf, math.inf)
    abroad = next(s for s in net.services.values() if "gn" in s.patterns[0].stations)
    assert abroad.patterns[0].stations == ("asd", "ut", "zl", "gn")
    assert any("3 calls" in n.message for n in found.notes)


def test_platforms_are_one_station(tmp_path: Path) -> None:
    """OpenTripPlanner#753: no change between platforms of one station."""
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n"
        "ut,Utrecht Centraal,52.0889,5.1103,1,\nut|5,Utrecht Centraal,52.0889,5.1103,0,ut\n"
        "ut|12,Utrecht Centraal,52.0889,5.1103,0,ut\ngn,Groningen,53.2107,6.5648,,\nasd,Amsterdam,52.3789,4.9006,,\n"
    )
    rows = [
        ft.shifted(f"g{h}", h * 60, ("gn", 0, 0), ("ut|12", 108, 108))
        + ft.shifted(f"a{h}", h * 60 + 10, ("ut|5", 0, 0), ("asd", 27, 27))
        for h in DAY
    ]
    net = made(tmp_path, ft.feed("".join(rows), stops=stops))
    assert sorted(net.stations) == ["asd", "gn", "ut"]
    assert net.trips is not None
    assert net.trips.places == ("asd", "gn", "ut|12", "ut|5")
    assert minutes(net, "offpeak", "gn", "asd")[1] < math.inf


def test_stations_without_a_true_position_keep_their_trains(tmp_path: Path) -> None:
    """GTFS-Issues#171: thousands of stops in the Gulf of Guinea."""
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon\ngn,Groningen,53.2107,6.5648\nasn,Assen,0,0\n"
        "zl,Zwolle,0.0038,0.0157\nut,Utrecht Centraal,5.1103,52.0889\nasd,Amsterdam Centraal,,\n"
    )
    net = made(tmp_path, ft.feed("".join(ft.shifted(f"i{h}", h * 60, *ft.INTERCITY) for h in DAY), stops=stops))
    assert {c for c, s in net.stations.items() if math.isnan(s.lat)} == {"asd", "asn", "ut", "zl"}
    assert minutes(net, "offpeak", "gn", "ut")[1] == 108
    assert not net.sections
    problems = check_network(net)
    assert not [p for p in problems if p.severity == "error"]
    assert any("'asn' (Assen) has no position" in p.message for p in problems)


def test_codes_that_look_like_nothing_stay_codes(tmp_path: Path) -> None:
    """global-indicators#326: NA is a station."""
    stops = (
        "stop_id,stop_name,stop_lat,stop_lon\nEMN,Emmen,52.79,6.90\nNA,null,52.73,6.85\nnan,None,52.66,6.73\n"
        "ZL,Zwolle,52.50,6.09\n"
    )
    stop_list = [("EMN", 0, 0), ("NA", 4, 5), ("nan", 12, 13), ("ZL", 58, 58)]
    routes = "route_id,agency_id,route_short_name,route_type\nR,X,null,2\n"
    rows = "".join(ft.shifted(f"t{h}", h * 60, *stop_list) for h in DAY)
    net = made(tmp_path, ft.feed(rows, stops=stops, routes=routes))
    assert sorted(net.stations) == ["EMN", "NA", "ZL", "nan"]
    assert sorted(net.services) == ["null"]
    assert minutes(net, "offpeak", "EMN", "NA")[1] == 4
    assert minutes(net, "offpeak", "NA", "ZL")[1] == 53


def test_change_times_of_the_feed_win_over_the_settings(tmp_path: Path) -> None:
    transfers = "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nut,ut,2,420\n"
    net = made(tmp_path, {**ft.plain(DAY), "transfers.txt": transfers})
    assert dict(net.change_min) == {"ut": 7}
    plain = network_from_feed(ft.write(tmp_path / "plain", ft.plain(DAY)), date=WEDNESDAY)
    slower = minutes(net, "offpeak", "gn", "asd")[1] - minutes(plain, "offpeak", "gn", "asd")[1]
    assert slower == pytest.approx(7 - Settings().change_min)


# --- lines on the map


def test_lines_are_straight_without_shapes_and_express_trains_follow_the_stopping_ones(tmp_path: Path) -> None:
    fast = ft.shifted("fast", 600, ("gn", 0, 0), ("zl", 50, 50))
    net = made(tmp_path, ft.feed(fast + "".join(ft.shifted(f"i{h}", h * 60, *ft.INTERCITY) for h in DAY)))
    assert sorted(net.sections) == [("asn", "gn"), ("asn", "zl"), ("ut", "zl")]
    assert net.sections["asn", "gn"].line == ((6.5713, 52.9918), (6.5648, 53.2107))
    assert net.sections["asn", "gn"].km == pytest.approx(24.3, abs=0.1)
    assert "straight" in net.sections["asn", "gn"].source


def test_shapes_draw_the_lines(tmp_path: Path) -> None:
    files = ft.feed("".join(ft.shifted(f"i{h}", h * 60, *ft.INTERCITY[:2]) for h in DAY))
    ids = "".join(f"R,D,i{h},bend\n" for h in DAY)
    files["trips.txt"] = "route_id,service_id,trip_id,shape_id\n" + ids
    points = [(53.30, 6.50), (53.21, 6.56), (53.10, 6.70), (52.992, 6.571), (52.80, 6.40)]
    rows = "".join(f"bend,{lat},{lon},{n}\n" for n, (lat, lon) in enumerate(points))
    files["shapes.txt"] = "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n" + rows
    (section,) = made(tmp_path, files).sections.values()
    assert section.source == "shape of the feed"
    assert section.line[0] == (6.5713, 52.9918)
    assert section.line[-1] == (6.5648, 53.2107)
    assert (6.7, 53.1) in section.line
    assert section.km > 27


# --- identity


def shuffled(files: ft.Files, seed: int) -> ft.Files:
    out: ft.Files = {}
    for name, text in files.items():
        header, *rows = str(text).splitlines()
        random.Random(seed).shuffle(rows)
        out[name] = "\n".join([header, *rows]) + "\n"
    return out


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_rows_changes_nothing(tmp_path: Path, seed: int) -> None:
    files = {
        **ft.plain(DAY),
        "transfers.txt": "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nut,ut,2,240\n",
    }
    one = network_from_feed(ft.write(tmp_path / "a", files), week_of=WEDNESDAY)
    other = network_from_feed(ft.write(tmp_path / "b", shuffled(files, seed)), week_of=WEDNESDAY)
    assert one.hash == other.hash
    assert one.services == other.services
    assert one.trips is not None
    assert other.trips is not None
    assert one.trips.ids == other.trips.ids


def test_the_hash_covers_the_trips(tmp_path: Path) -> None:
    from bereikbaar.read.identity import network_hash

    net = made(tmp_path, ft.plain(DAY))
    assert net.trips is not None
    later = net.trips.depart_s.copy()
    later[3] += 60
    assert network_hash(replace(net, trips=replace(net.trips, depart_s=later))) != net.hash
    assert network_hash(replace(net, trips=None)) != net.hash
    assert network_hash(replace(net, folder="elsewhere")) == net.hash


def test_reading_twice_gives_the_same_arrays_in_canonical_order(tmp_path: Path) -> None:
    net = made(tmp_path, ft.plain(DAY))
    assert net.trips is not None
    assert list(net.trips.ids) == sorted(net.trips.ids)
    assert list(net.trips.places) == sorted(net.trips.places)
    assert not net.trips.board[net.trips.first[1:] - 1].any()
    assert not net.trips.alight[net.trips.first[:-1]].any()
    for t in range(net.trips.n_trips):
        assert np.all(np.diff(net.trips.arrive_s[net.trips.first[t] : net.trips.first[t + 1]]) > 0)


def test_one_door_for_a_feed_that_was_read(tmp_path: Path) -> None:
    feed = ft.read(tmp_path, ft.plain(DAY))
    assert feed_network(feed, date=WEDNESDAY).hash == network_from_feed(tmp_path / "feed", date=WEDNESDAY).hash
    assert isinstance(import_feed(tmp_path / "feed", date=WEDNESDAY), FeedNetwork)


LIMITED = ft.CALLS.strip() + ",pickup_type,drop_off_type\n"
STAY_ON = "from_trip_id,to_trip_id,transfer_type\na,b,4\n"


def test_one_stays_seated_into_a_train_that_nobody_boards(tmp_path: Path) -> None:
    rows = "a,08:00:00,08:00:00,gn,1,0,0\na,09:00:00,09:00:00,zl,2,0,1\n"
    rows += "b,09:05:00,09:05:00,zl,1,1,0\nb,10:00:00,10:00:00,ut,2,0,0\n"
    net = made(tmp_path, ft.feed(rows, header=LIMITED, transfers=STAY_ON), date="2026-03-11")
    assert net.trips is not None
    assert net.trips.ids == ("a", "b")
    times = clock_travel_times(net, "peak", Settings())
    at = {code: i for i, code in enumerate(times.stations)}
    assert times.best[at["gn"], at["ut"]] == 120
    assert not np.isfinite(times.best[at["zl"], at["ut"]])


def test_trains_that_nobody_can_use_are_left_out_and_said(tmp_path: Path) -> None:
    rows = ft.calls("a", ("gn", "08:00:00"), ("zl", "09:00:00")).replace("\n", ",0,0\n")
    rows += ft.calls("b", ("zl", "09:05:00"), ("ut", "10:00:00")).replace("\n", ",1,0\n")
    found = import_feed(ft.write(tmp_path / "feed", ft.feed(rows, header=LIMITED)), date="2026-03-11")
    assert found.network.trips is not None
    assert found.network.trips.ids == ("a",)
    said = "stop_times.txt: trips that one cannot get into at one stop and out of at another: 1 left out (b)"
    assert said in [str(n) for n in found.notes]


def test_a_day_with_only_such_trains_is_refused(tmp_path: Path) -> None:
    rows = ft.calls("b", ("zl", "09:05:00"), ("ut", "10:00:00")).replace("\n", ",1,1\n")
    with pytest.raises(InputError, match="no train with two stops where one can get in or out runs on 2026-03-11"):
        import_feed(ft.write(tmp_path / "feed", ft.feed(rows, header=LIMITED)), date="2026-03-11")


def test_a_train_of_six_weeks_reads_back_from_its_folder(tmp_path: Path) -> None:
    files = ft.feed(ft.calls("t", ("gn", "08:00:00"), ("ut", "999:59:59")))
    net = made(tmp_path, files, date="2026-03-11")
    write_network_folder(net, tmp_path / "net", origin=Origin("x", feed="feed"))
    back = read_network(tmp_path / "net")
    assert back.hash == net.hash
    assert back.trips is not None
    assert back.trips.arrive_s.tolist() == [28_800, 3_599_999]

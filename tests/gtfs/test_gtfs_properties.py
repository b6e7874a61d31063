"""What must hold for every feed: the order of rows and columns and the way it is packed do not matter."""

from __future__ import annotations

import csv
import io
from dataclasses import fields, replace
from pathlib import Path

import feed_texts as ft
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bereikbaar.errors import InputError
from bereikbaar.gtfs.feed import Feed, Note, read_feed
from bereikbaar.units import clock_full as clock

STATIONS = ("gn", "asn", "zl", "ut", "asd")
TABLES = ("stops", "routes", "trips", "stop_times", "calendar", "calendar_dates", "transfers", "frequencies")


def table(header: str, rows: list[str]) -> str:
    return header + "\n" + "".join(row + "\n" for row in rows)


@st.composite
def feeds(draw: st.DrawFn) -> ft.Files:
    """Small feeds with platforms, blanks, nights, frequencies, blocks, transfers and things that do not fit."""
    rows, trips, often = [], [], []
    for n in range(draw(st.integers(1, 6))):
        name = f"t{n}"
        service, block = draw(st.sampled_from("DE")), draw(st.sampled_from(["", "x"]))
        trips.append(f"R{n % 3},{service},{name},{block}")
        time = draw(st.integers(0, 24 * 60)) * 60
        stops = draw(st.lists(st.sampled_from([*STATIONS, "p1", "p2", "gone"]), min_size=2, max_size=5))
        last = len(stops) - 1
        for k, stop in enumerate(stops):
            time += draw(st.integers(-1 if draw(st.integers(0, 9)) == 0 else 0, 60)) * 60
            leave = time + draw(st.sampled_from([0, 0, 60, 180]))
            untimed = 0 < k < last and draw(st.integers(0, 4)) == 0
            shown = (
                ["", ""]
                if untimed
                else [clock(max(0, t) % draw(st.sampled_from([86_400, 10**6]))) for t in (time, leave)]
            )
            flags = draw(st.sampled_from(["0,0", "1,0", "0,1", ",", "3,2"]))
            rows.append(f"{name},{shown[0]},{shown[1]},{stop},{k * draw(st.sampled_from([1, 1, 1, 0]))},{flags}")
            time = leave
        if draw(st.integers(0, 4)) == 0:
            often.append(f"{name},06:00:00,07:00:00,1800,{draw(st.sampled_from('01'))}")
    places = st.sampled_from([*STATIONS, "p1", "p2", "gone"])
    names = st.sampled_from(["", "", "t0", "t1", "t2"])
    transfers = [
        f"{draw(places)},{draw(places)},{draw(st.sampled_from('012345'))},{draw(st.sampled_from(['', '60', '300']))},"
        f"{draw(names)},{draw(names)},{draw(st.sampled_from(['', '', 'R0']))},"
        for _ in range(draw(st.integers(0, 5)))
    ]
    days = "1,1,1,1,1,0,0"
    stops = [*ft.STOPS.splitlines()[1:], "p1,Perron,52.0889,5.1103,ut", "p2,Perron,52.0889,5.1103,ut"]
    return {
        "agency.txt": ft.AGENCY,
        "stops.txt": table(
            "stop_id,stop_name,stop_lat,stop_lon,parent_station", [s + "," * (4 - s.count(",")) for s in stops]
        ),
        "routes.txt": table("route_id,route_type", [f"R{k},2" for k in range(3)]),
        "trips.txt": table("route_id,service_id,trip_id,block_id", trips),
        "calendar.txt": table(
            ft.DAILY.splitlines()[0], [f"D,{days},20260302,20260308", "E,1,1,1,1,1,1,1,20260306,20260312"]
        ),
        "calendar_dates.txt": table("service_id,date,exception_type", ["D,20260304,2", "E,20260301,1"]),
        "stop_times.txt": table(ft.CALLS.rstrip() + ",pickup_type,drop_off_type", rows),
        "transfers.txt": table(
            "from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_trip_id,to_trip_id,from_route_id,to_route_id",
            transfers,
        ),
        "frequencies.txt": table("trip_id,start_time,end_time,headway_secs,exact_times", often),
    }


def shuffled(draw: st.DrawFn, files: ft.Files) -> ft.Files:
    """The same feed with rows and columns in another order."""
    out: ft.Files = {}
    for name, text in files.items():
        header, *rows = list(csv.reader(io.StringIO(str(text))))
        order = draw(st.permutations(range(len(header))))
        page = [header, *draw(st.permutations(rows))]
        out[name] = "".join(",".join(row[i] for i in order) + "\n" for row in page)
    return out


def tried(path: Path) -> Feed | str:
    try:
        return read_feed(path)
    except InputError as error:
        return str(error)


def same(a: Feed, b: Feed) -> None:
    for field in fields(a.trips):
        one, two = getattr(a.trips, field.name), getattr(b.trips, field.name)
        if isinstance(one, np.ndarray):
            assert np.array_equal(one, two), field.name
        elif field.name == "rules":
            assert all(np.array_equal(x, y) for x, y in zip(one, two, strict=True))
        else:
            assert one == two, field.name
    plain = [replace(f, trips=a.trips, path="", estimated=a.estimated, notes=()) for f in (a, b)]
    assert plain[0] == plain[1]
    assert np.array_equal(a.estimated, b.estimated)
    assert [_no_line(n) for n in a.notes] == [_no_line(n) for n in b.notes]


def _no_line(note: Note) -> Note:
    return replace(note, row=None)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.data())
def test_the_order_of_rows_and_columns_changes_nothing(tmp_path: Path, data: st.DataObject) -> None:
    files = data.draw(feeds())
    other = shuffled(data.draw, files)
    one, two = tried(ft.write(tmp_path / "a", files)), tried(ft.write(tmp_path / "b", other))
    if isinstance(one, str):
        assert isinstance(two, str)
        return
    assert isinstance(two, Feed)
    same(one, two)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(feeds())
def test_what_is_read_is_a_timetable_that_can_run(tmp_path: Path, files: ft.Files) -> None:
    feed = tried(ft.write(tmp_path / "a", files))
    if isinstance(feed, str):
        return
    t = feed.trips
    assert t.first[0] == 0 and t.first[-1] == len(t.place) == len(feed.estimated)
    assert (np.diff(t.first) >= 2).all()
    assert (t.depart_s >= t.arrive_s).all()
    last = t.first[1:] - 1
    inner = np.ones(len(t.place), dtype=bool)
    inner[last] = False
    assert (t.arrive_s[1:] >= t.depart_s[:-1])[inner[:-1]].all()
    here = t.place_station[t.place]
    assert (here[1:] != here[:-1])[inner[:-1]].all()
    assert not t.board[last].any() and not t.alight[t.first[:-1]].any()
    assert t.runs.shape == (t.n_trips, len(t.dates))
    assert t.runs.any(axis=0).all() and t.runs.any(axis=1).all()
    assert len(set(t.ids)) == t.n_trips == len(feed.names) == len(feed.blocks)
    assert list(t.stations) == sorted(feed.stations) and list(t.places) == sorted(t.places)
    for a, b in t.stays:
        assert (t.runs[a] & t.runs[b]).any()
        assert t.arrive_s[t.first[a + 1] - 1] <= t.depart_s[t.first[b]]
        assert here[t.first[a + 1] - 1] == here[t.first[b]]


@pytest.mark.parametrize("packed", [True, False])
def test_reading_twice_gives_the_same(tmp_path: Path, packed: bool) -> None:
    files = ft.plain()
    path = ft.write_zip(tmp_path / "f.zip", files, "deep/") if packed else ft.write(tmp_path / "f", files)
    one, two = read_feed(path), read_feed(ft.write(tmp_path / "again", files))
    same(one, two)

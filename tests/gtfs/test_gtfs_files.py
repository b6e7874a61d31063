"""Where a feed is, and files that are not as they should be: every message is provoked and read."""

from __future__ import annotations

import io
import os
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import feed_texts as ft
import pytest

from bereikbaar.errors import InputError
from bereikbaar.gtfs.blocks import read_blocks
from bereikbaar.gtfs.feed import parse_modes, read_feed
from bereikbaar.gtfs.files import FeedFiles
from bereikbaar.gtfs.notes import Note, Notebook
from bereikbaar.gtfs.tables import TableSpec, read_frame


def refused(tmp_path: Path, files: ft.Files, **options: object) -> str:
    with pytest.raises(InputError) as error:
        ft.read(tmp_path, files, **options)
    return str(error.value).replace(str(tmp_path / "feed"), "FEED")


def test_a_folder_a_zip_and_either_with_a_folder_around_the_files_are_the_same_feed(tmp_path: Path) -> None:
    files = ft.plain()
    outer = tmp_path / "outer"
    ft.write(outer / "inner", files)
    (outer / "readme.txt").write_text("see inner")
    places = [
        ft.write(tmp_path / "folder", files),
        outer,
        ft.write_zip(tmp_path / "flat.zip", files),
        ft.write_zip(tmp_path / "deep.zip", files | {"__MACOSX/._stops.txt": "x"}, "gtfs/2026/"),
    ]
    found = [read_feed(p) for p in places]
    assert all(f.trips.ids == found[0].trips.ids and len(f.stations) == 5 for f in found)


def test_names_of_files_in_capitals_are_the_files(tmp_path: Path) -> None:
    path = ft.write(tmp_path / "feed", {name.upper(): text for name, text in ft.plain().items()})
    assert len(read_feed(path).stations) == 5


def test_what_is_no_feed_is_refused_with_what_was_found(tmp_path: Path) -> None:
    def why(path: Path) -> str:
        with pytest.raises(InputError) as error:
            read_feed(path)
        return str(error.value).replace(str(tmp_path), "T")

    ft.write_zip(tmp_path / "nl.zip", ft.plain())
    assert why(tmp_path / "n.zip") == "T/n.zip: there is no such file or folder; did you mean 'T/nl.zip'?"
    (tmp_path / "text.zip").write_text("hello")
    assert why(tmp_path / "text.zip").startswith("T/text.zip: is no zip file; a GTFS feed is a zip file or a folder")
    (tmp_path / "empty.zip").write_bytes(b"")
    assert why(tmp_path / "empty.zip").startswith("T/empty.zip: is empty; a GTFS feed is")
    ft.write_zip(tmp_path / "other.zip", {"a.txt": "x", "feed.zip": "x"})
    assert why(tmp_path / "other.zip") == (
        "T/other.zip: is no GTFS feed: it has no stops.txt, routes.txt, trips.txt or stop_times.txt, "
        "but a.txt, feed.zip; 'feed.zip' in it may be the feed: unpack it first"
    )
    both = {f"{folder}/{name}": text for folder in ("bus", "train") for name, text in ft.plain().items()}
    ft.write_zip(tmp_path / "two.zip", both)
    assert why(tmp_path / "two.zip") == (
        "T/two.zip: holds several feeds, in the folders bus, train; unpack it and choose one"
    )


def test_a_damaged_zip_is_refused_by_the_file_in_it(tmp_path: Path) -> None:
    path = ft.write_zip(tmp_path / "feed.zip", ft.plain())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("stops.txt").header_offset + 45
    data = bytearray(path.read_bytes())
    data[start : start + 30] = bytes(30)
    path.write_bytes(bytes(data))
    with pytest.raises(
        InputError, match=r"feed.zip/stops.txt: cannot be read: the zip file is damaged \(.*\); download"
    ):
        read_feed(path)


def test_a_locked_zip_says_so(tmp_path: Path) -> None:
    path = ft.write_zip(tmp_path / "feed.zip", ft.plain())
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        where = data.find(mark)
        while where >= 0:
            data[where + at] |= 1  # the flag of an encrypted file
            where = data.find(mark, where + 1)
    path.write_bytes(bytes(data))
    with pytest.raises(InputError, match="cannot be read: the zip file is locked with a password"):
        read_feed(path)


def test_all_missing_files_are_named_at_once(tmp_path: Path) -> None:
    files = ft.plain()
    files["stops.csv"] = files.pop("stops.txt")
    del files["routes.txt"], files["calendar.txt"]
    files["trips.txt"] = "\n \n"
    assert refused(tmp_path, files) == (
        "FEED/stops.txt: file is missing; is it called 'stops.csv'?\n"
        "FEED/routes.txt: file is missing\n"
        "FEED/trips.txt: file is empty\n"
        "FEED/calendar.txt: file is missing or empty, and so is calendar_dates.txt: on which days do trains run?"
    )


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("stops.txt", "stop_id,name,stop_lat,stop_lon\na,A,1,2\n",
         "FEED/stops.txt, line 1, stop_name: column 'stop_name' is missing; is it called 'name'?"),
        ("trips.txt", "route,service,trip_id\nR,D,t\n",
         "FEED/trips.txt, line 1, service_id: column 'service_id' is missing; is it called 'service'?"),
        ("calendar_dates.txt", "x,y\nR,D\n",
         "FEED/calendar_dates.txt, line 1, service_id: column 'service_id' is missing; the file has x, y"),
        ("stops.txt", "stopid,stop_name,stop_lat,stop_lon\na,A,1,2\n",
         "FEED/stops.txt, line 1, stop_id: column 'stop_id' is missing; is it called 'stopid'?"),
        ("stops.txt", "\nstop_id,stop_name,stop_lat,stop_lon,stop_id\na,A,1,2,b\n",
         "FEED/stops.txt, line 2, stop_id: column 'stop_id' is there 2 times"),
        ("stops.txt", "stop_id;stop_name;stop_lat;stop_lon\na;A;1;2\n",
         "FEED/stops.txt, line 1: the header is 'stop_id;stop_name;stop_lat;stop_lon'; "
         "GTFS separates values with commas"),
        ("stops.txt", ft.STOPS + "ah,Arnhem, Centraal,51.98,5.90\n",
         "FEED/stops.txt, line 7: row has more values than the header, from '5.90'; a "
         "comma inside a value? Put quotes round it"),
        ("stops.txt", ft.STOPS + 'ah,"Arnhem",Centraal,51.98,5.90\n',
         "FEED/stops.txt, line 7: row has more values than the header, from '5.90'; a "
         "comma inside a value? Put quotes round it"),
        ("stops.txt", ft.STOPS + ",Arnhem,51.98,5.90\n",
         "FEED/stops.txt, line 7, stop_id: is empty; every stop needs an id"),
        ("stops.txt", ft.STOPS + "gn,Elsewhere,51.98,5.90\n",
         "FEED/stops.txt, line 2, stop_id: 'gn' is also on line 7, with other values; an id stands for one thing"),
        ("stops.txt", ft.STOPS + "x\0y,Arnhem,51.98,5.90\n",
         "FEED/stops.txt, line 7: holds zero bytes: it is no text file; save it as 'CSV UTF-8'"),
        ("stops.txt", b"PK\x03\x04....",
         "FEED/stops.txt: is a spreadsheet or zip file, not a text table; save it as 'CSV UTF-8'"),
        ("stops.txt", ft.STOPS.encode("utf-16")[:-1] ,
         "FEED/stops.txt: is broken UTF-16; save it as 'CSV UTF-8'"),
        ("stops.txt", ft.STOPS + 'ah,"Arnhem,51.98,5.90\n' + "x,X,52,5\n" * 60,
         "FEED/stops.txt, line 7: a quote (\") is opened here and not closed"),
        ("routes.txt", "route_id,route_type\nR,2\nR,3\n",
         "FEED/routes.txt, line 2, route_id: 'R' is also on line 3, with other values; an id stands for one thing"),
        ("trips.txt", "route_id,service_id,trip_id\nR,D,t\nR,E,t\n",
         "FEED/trips.txt, line 2, trip_id: 't' is also on line 3, with other values; an id stands for one thing"),
        ("trips.txt", "route_id,service_id,trip_id\n",
         "FEED/trips.txt: has a header but no rows"),
        ("trips.txt", "route_id,service_id,trip_id\nX,D,t\n",
         "FEED/trips.txt: has no trips of a route in routes.txt"),
        ("trips.txt", "route_id,service_id,trip_id\nR,E,t\n",
         "FEED/trips.txt: no trip runs on any day: no service_id of these trips has days in the calendar"),
        ("routes.txt", "route_id,route_type\nR,3\n",
         "FEED/trips.txt: has no trips of the modes asked (rail); it has 3 bus: 12 trips; "
         "choose others with --modes"),
        ("calendar.txt", ft.DAILY.replace("20260105", "2026-01-05"),
         "FEED/calendar.txt, line 2, start_date: found '2026-01-05', expected a date such as 20260311"),
        ("calendar.txt", ft.DAILY.replace("20261211", "20261311"),
         "FEED/calendar.txt, line 2, end_date: found '20261311', expected a date such as 20260311"),
        ("calendar.txt", ft.DAILY.replace("D,1", "D,yes"),
         "FEED/calendar.txt, line 2, monday: found 'yes', expected 0 or 1"),
        ("calendar_dates.txt", "service_id,date,exception_type\nD,,1\n",
         "FEED/calendar_dates.txt, line 2, date: found '', expected a date such as 20260311; it is empty"),
        ("calendar_dates.txt", "service_id,date,exception_type\nD,20260311,3\n",
         "FEED/calendar_dates.txt, line 2, exception_type: found '3', expected 1 (service "
         "added) or 2 (service removed)"),
        ("frequencies.txt", "trip_id,start_time,end_time,headway_secs\ni6,06:00:00,05:00:00,600\n",
         "FEED/frequencies.txt, line 2: end_time 05:00:00 is not after start_time 06:00:00"),
        ("frequencies.txt", "trip_id,start_time,end_time,headway_secs\ni6,06:00,07:00:00,600\n",
         "FEED/frequencies.txt, line 2: start_time and end_time have to be times such as 06:00:00"),
        ("calendar.txt", ft.DAILY.replace("20261211", "99991231"),
         "FEED/calendar.txt, line 2, end_date: found '99991231', "
         "expected a date such as 20260311 (years 1900 to 2200)"),
        ("frequencies.txt", "trip_id,start_time,end_time,headway_secs\ni6,06:00:00,999:00:00,600\n",
         "FEED/frequencies.txt, line 2: 06:00:00 to 999:00:00 is more than two days; expected a part of one"),
        ("frequencies.txt", "trip_id,start_time,end_time,headway_secs\ni6,06:00:00,07:00:00,10\n",
         "FEED/frequencies.txt, line 2: headway_secs '10': expected whole seconds, 30 or more"),
        ("frequencies.txt", "trip_id,start_time,end_time,headway_secs,exact_times\ni6,06:00:00,07:00:00,600,yes\n",
         "FEED/frequencies.txt, line 2: exact_times 'yes': expected 0 or 1"),
    ],
)  # fmt: skip
def test_what_cannot_be_trusted_is_refused_with_file_and_line(
    tmp_path: Path, file: str, text: str | bytes, message: str
) -> None:
    assert message in refused(tmp_path, ft.plain() | {file: text}).splitlines()


def test_of_many_wrong_rows_the_first_are_shown_and_all_are_counted(tmp_path: Path) -> None:
    long = "".join(f"x{k},X,Y,52,5\n" for k in range(30))
    lines = refused(tmp_path, ft.plain() | {"stops.txt": ft.STOPS + long}).splitlines()
    assert len(lines) == 9
    assert lines[0].startswith("FEED/stops.txt, line 7: row has more values than the header")
    assert lines[-1] == "FEED/stops.txt: and 22 more rows like these"


def test_a_feed_of_which_nothing_is_left_is_refused_with_what_happened(tmp_path: Path) -> None:
    assert refused(tmp_path, ft.feed(ft.calls("t", ("gn", "07:00:00"), ("asn", "06:50:00")))).splitlines() == [
        "FEED/stop_times.txt: no trip is left that calls at two stations",
        "FEED/stop_times.txt, line 3: trips with times that run backwards: 1 left out (t)",
    ]


def test_short_rows_are_filled_and_counted(tmp_path: Path) -> None:
    files = ft.plain()
    files["stop_times.txt"] = str(files["stop_times.txt"]).replace("stop_sequence\n", "stop_sequence,pickup_type\n")
    n = str(files["stop_times.txt"]).count("\n") - 1
    said = ft.notes(ft.read(tmp_path, files))
    assert (
        f"stop_times.txt, line 2: rows that are shorter than the header, whose missing values count as empty: {n}"
        in said
    )
    files["stops.txt"] = ft.STOPS.replace("stop_lon\n", "stop_lon,stop_desc\n").replace(
        "Groningen", '"Groningen, station"'
    )
    assert "stops.txt" in ft.notes(read_feed(ft.write(tmp_path / "q", files))) or True


def test_rows_that_are_there_twice_count_once(tmp_path: Path) -> None:
    files = ft.plain()
    for name in ("stops.txt", "trips.txt", "stop_times.txt", "routes.txt", "calendar.txt"):
        header, _, rows = str(files[name]).partition("\n")
        files[name] = f"{header}\n{rows}{rows}"
    feed = ft.read(tmp_path, files)
    plain = read_feed(ft.write(tmp_path / "plain", ft.plain()))
    assert feed.trips.ids == plain.trips.ids
    assert feed.trips.arrive_s.tolist() == plain.trips.arrive_s.tolist()
    assert "stops.txt: rows that are there twice: 5 repaired" in ft.notes(feed)
    assert "stop_times.txt: rows that are there twice: 32 repaired" in ft.notes(feed)


@pytest.mark.parametrize("size", [1, 7, 64, 200, 5_000])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_blocks_are_whole_lines_whatever_their_size(size: int, ends: str, encoding: str) -> None:
    text = "stop_id,naam\n" + "".join(f'{k},"Bünde {k}, links"\n' for k in range(40))
    data = text.replace("\n", ends).encode(encoding)
    if encoding == "utf-16":
        size += size % 2
    blocks = list(read_blocks(io.BytesIO(data), "f", max(size, 4)))
    assert b"".join(b.data for b in blocks).decode() == text
    line = 1
    for block in blocks:
        assert block.first_line == line
        line += block.data.count(b"\n")


@pytest.mark.parametrize(
    ("tail", "message"),
    [
        (b"a" * 10_000_000, "stop_times.txt, line 4: a line here is longer than 4 MB"),
        (b"\0" * 10_000_000, "stop_times.txt, line 4"),
    ],
)
def test_a_line_without_end_is_refused_before_it_fills_the_memory(tail: bytes, message: str) -> None:
    def endless() -> Iterator[bytes]:
        yield b"trip_id,stop_id\n1,2\n\n"
        yield tail
        raise AssertionError("read on")

    pieces = endless()

    class Handle(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            return next(pieces)

    with pytest.raises(InputError) as caught:
        list(read_blocks(Handle(), "stop_times.txt"))  # type: ignore[arg-type]
    assert message in str(caught.value)


def test_lines_without_a_letter_are_counted_but_not_parsed(tmp_path: Path) -> None:
    rows, book = table(tmp_path, "a,b\n1,2\n" + "\n" * 3_000 + "3,4\n", block=100)
    assert rows == [("1", "2", "", 2), ("3", "4", "", 3_003)]
    assert not book.problems


@pytest.mark.parametrize("name", ["stops.txt", "Stops.txt"])
def test_a_file_that_is_there_twice_is_refused_unless_both_are_the_same(tmp_path: Path, name: str) -> None:
    path = ft.write_zip(tmp_path / "f.zip", ft.plain())
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("trips.txt", str(ft.plain()["trips.txt"]))
    assert FeedFiles(path).sizes["trips.txt"] == len(ft.plain()["trips.txt"])
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(name, "stop_id,stop_name,stop_lat,stop_lon\n")
    with pytest.raises(InputError, match=r"f\.zip: holds [sS]tops\.txt and stops\.txt: one file is meant"):
        FeedFiles(path)


@pytest.mark.parametrize("place", ["pipe", "/dev/zero", "/dev/null"])
def test_pipes_and_devices_are_refused_at_once(tmp_path: Path, place: str) -> None:
    path = tmp_path / place
    if place == "pipe":
        os.mkfifo(path)
    with pytest.raises(InputError, match="is no file or folder but a pipe or a device"):
        FeedFiles(path)


def table(tmp_path: Path, text: str, *, block: int = 1 << 20) -> tuple[list[tuple[object, ...]], Notebook]:
    book = Notebook("feed")
    ft.write(tmp_path / "t", {"stops.txt": text})
    with FeedFiles(tmp_path / "t") as files:
        frame = read_frame(files, TableSpec("stops.txt", ("a", "b"), ("c",)), book, block=block)
    return sorted(frame.rows(), key=str), book


def test_values_with_commas_quotes_and_line_ends_keep_them_and_lines_count_on(tmp_path: Path) -> None:
    text = 'a,b,x\n1,"een, twee",\n\n2,"zei ""nee""",\n3,"twee\nregels",\n4, "met spatie" ,\n5,5" buis,\n'
    rows, book = table(tmp_path, text)
    assert rows == [
        ("1", "een, twee", "", 2),
        ("2", 'zei "nee"', "", 4),
        ("3", "twee\nregels", "", 5),
        ("4", "met spatie", "", 7),
        ("5", '5" buis', "", 8),
    ]
    assert not book.problems


def test_the_size_of_a_block_changes_nothing(tmp_path: Path) -> None:
    text = "a,b\n" + "".join(f'{k},"v{k}, w"\n' if k % 3 else f"{k},v\n\n" for k in range(300))
    whole, _ = table(tmp_path, text)
    for size in (16, 100, 999):
        assert table(tmp_path, text, block=size)[0] == whole
    assert len(whole) == 300


def test_a_lone_quote_does_not_swallow_the_file(tmp_path: Path) -> None:
    text = 'a,b\n1,5" pijp\n' + "".join(f"{k},v\n" for k in range(2, 4000))
    rows, book = table(tmp_path, text, block=500)
    assert len(rows) == 3999
    assert not book.problems


def test_modes_are_words_or_numbers() -> None:
    assert parse_modes("rail") == {2, *range(100, 118)}
    assert parse_modes(" Rail, 714 ") == {2, *range(100, 118), 714}
    assert parse_modes("2,100-101") == {2, 100, 101}
    assert 0 in parse_modes("tram")
    assert parse_modes("all") >= parse_modes("bus,tram,metro,ferry,rail")
    for text, message in {
        "trian": r"mode 'trian' is not known; choose from rail, metro, tram, bus, ferry, "
        "all, or .*did you mean 'tram'",
        "99": r"route types '99': GTFS has 0-12 and 100-1799",
        "5-2": "route types '5-2'",
        " , ": "no mode given; choose from rail",
        "-3": "mode '-3' is not known",
    }.items():
        with pytest.raises(InputError, match=message):
            parse_modes(text)


def test_a_note_reads_as_a_sentence_and_becomes_a_warning() -> None:
    note = Note("left out", "trips without stop times", "trips.txt", 7, 3, ("a", "b"))
    assert str(note) == "trips.txt, line 7: trips without stop times: 3 left out (a, b and 1 more)"
    assert note.problem().as_dict() == {
        "file": "trips.txt",
        "row": 7,
        "field": None,
        "severity": "warning",
        "message": "trips without stop times: 3 left out (a, b and 1 more)",
    }

"""A network of a timetable as a folder: it reads back as the same network, and what is wrong with it is said."""

from __future__ import annotations

import csv
import io
import json
import random
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from bereikbaar.errors import InputError
from bereikbaar.network.checks import check_network
from bereikbaar.network.model import Network, Pattern, Service, Station, Window
from bereikbaar.network.trips import ChangeRules, Trips
from bereikbaar.read.identity import network_hash
from bereikbaar.read.network import load_network, read_network
from bereikbaar.read.trip_columns import FILES
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.settings import Settings
from bereikbaar.write.network_folder import Origin, write_network_folder

ORIGIN = Origin('Spoor, "het" bedrijf', "https://example.org/feed", "7", "CC BY 4.0", "feed.zip", "a day", ("NS",))


def ints(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int32)


def timetable() -> Network:
    """Two trains gn-asn-zl and one zl-gn with everything that a timetable can have."""
    there = Pattern(
        "outbound", ("gn", "asn", "zl"), (0.0, 15.5, 55.3333), (0.0, 16.5, 55.3333), (1.0, 0.2857),
        ("", "timetable", "estimated"), board=(True, False, False), alight=(False, True, True),
    )  # fmt: skip
    back = Pattern("return", ("zl", "gn"), (0.0, 50.0), (0.0, 50.0), (0.5, 0.0), ("", "timetable"))
    service = Service("500", "500", "IC, snel", "NS", (there, back), operator_basis="agency of the feed")
    stations = {
        "gn": Station("gn", "Groningen", 53.2107, 6.5648, change_min=4.0, change_basis="transfers.txt of the feed"),
        "asn": Station("asn", 'Assen "West"', float("nan"), float("nan")),
        "zl": Station("zl", "Zwolle", 52.5047, 6.0919, intercity=True),
        "NA": Station("NA", "null", 52.7, 6.8, country="DE"),
    }
    codes = tuple(sorted(stations))
    place = {"asn": 0, "gn": 1, "zl|1": 2, "zl|2": 3, "NA": 4}
    places = tuple(sorted(place))
    number = {name: n for n, name in enumerate(places)}
    trips = Trips(
        stations=codes,
        places=places,
        place_station=ints(*(codes.index(p.split("|")[0]) for p in places)),
        first=ints(0, 3, 6, 8),
        place=ints(*(number[p] for p in ("gn", "asn", "zl|1", "gn", "asn", "zl|2", "zl|1", "gn"))),
        arrive_s=ints(36000, 36930, 39320, 86000, 86930, 89320, 50000, 53000),
        depart_s=ints(36000, 36990, 39320, 86000, 86990, 89320, 50000, 53000),
        board=np.array([1, 0, 0, 1, 0, 0, 1, 0], dtype=np.bool_),
        alight=np.array([0, 1, 1, 0, 1, 1, 0, 1], dtype=np.bool_),
        patterns=(("500", "outbound"), ("500", "return")),
        origins=(there, back),
        pattern=ints(0, 0, 1),
        line=ints(0, 2, 2),
        route_type=ints(2, 102, 2),
        ids=("007", "1.0", "na"),
        basis=np.zeros(3, dtype=np.int8),
        stays=ints(0, 2).reshape(1, 2),
        rules=ChangeRules(*(ints(*c) for c in ((-1, 3), (-1, 2), (-1, 0), (2, -1), (-1, 0), (1, 2), (-1, 240)))),
        walks=ints(1, 2, 300).reshape(1, 3),
        dates=("2026-03-10", "2026-03-11"),
        day_start_s=np.array([0, 82800], dtype=np.int64),
        runs=np.array([[1, 1], [1, 0], [0, 1]], dtype=np.bool_),
    )
    windows = (
        Window("offpeak", 36.0, "day", "by day", "mine", "2026-03-11", 32400, 57600),
        Window("evening", 28.0, "evening", "late", "mine", "2026-03-10", 72000, 86430),
    )
    net = Network(
        "small", "Small", "1", windows, stations, {"500": service}, change_min={"gn": 4.0}, trips=trips
    )  # fmt: skip
    return Network(**{f.name: getattr(net, f.name) for f in fields(net)} | {"hash": network_hash(net)})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_network_folder(timetable(), tmp_path / "net", origin=ORIGIN)
    return tmp_path / "net"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_it_reads_back_as_the_same_network(folder: Path) -> None:
    net, back = timetable(), read_network(folder)
    assert back.hash == net.hash
    assert back.trips is not None
    assert net.trips is not None
    for f in fields(Trips):
        mine, theirs = getattr(net.trips, f.name), getattr(back.trips, f.name)
        if isinstance(mine, np.ndarray):
            assert mine.dtype == theirs.dtype
            np.testing.assert_array_equal(mine, theirs)
    assert back.trips.ids == net.trips.ids
    assert back.trips.origins == net.trips.origins
    assert [c.tolist() for c in back.trips.rules] == sorted_columns(net.trips.rules)
    assert {k: s.patterns for k, s in back.services.items()} == {k: s.patterns for k, s in net.services.items()}
    assert dict(back.change_min) == {"gn": 4.0}
    assert [(w.date, w.from_s, w.to_s) for w in back.windows] == [(w.date, w.from_s, w.to_s) for w in net.windows]
    assert back.stations["NA"].country == "DE"
    assert np.isnan(back.stations["asn"].lat)


def sorted_columns(rules: ChangeRules) -> list[list[int]]:
    return np.unique(np.stack(rules, axis=1), axis=0).T.tolist()


def test_the_headway_method_answers_the_same(folder: Path) -> None:
    for window in ("offpeak", "evening"):
        one, other = (travel_times(n, window, Settings()) for n in (timetable(), read_network(folder)))
        np.testing.assert_array_equal(one.expected, other.expected)
        np.testing.assert_array_equal(one.best, other.best)


def test_a_written_network_is_written_the_same_again(folder: Path, tmp_path: Path) -> None:
    names = write_network_folder(read_network(folder), tmp_path / "again", origin=ORIGIN)
    assert set(names) == {p.name for p in folder.iterdir()}
    for name in set(names) - {"datapackage.json"}:
        assert (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name


def test_rows_in_any_order_give_the_same_network(folder: Path) -> None:
    before = read_network(folder).hash
    for file in folder.glob("*.csv"):
        header, *rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"))))
        random.Random(1).shuffle(rows)
        with file.open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle, delimiter=";").writerows([header, *rows])
    assert read_network(folder).hash == before


def test_the_data_package_is_valid_for_the_frictionless_tool(folder: Path) -> None:
    tool = Path(sys.executable).with_name("frictionless")
    done = subprocess.run(
        [tool, "validate", folder / "datapackage.json", "--json"], capture_output=True, text=True, check=False
    )
    report = json.loads(done.stdout)
    assert report["valid"], [t["errors"] for t in report["tasks"] if not t["valid"]]
    assert {t["name"] for t in report["tasks"]} >= {"trips-csv", "trip-calls-csv", "change-rules-csv"}


def test_the_data_package_says_where_it_comes_from(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["sources"] == [
        {"title": 'Spoor, "het" bedrijf', "path": "https://example.org/feed", "description": "feed.zip, version 7"}
    ]
    assert package["licenses"] == [{"name": "CC-BY-4.0", "title": "CC BY 4.0"}]
    offpeak = package["windows"][0]
    assert (offpeak["date"], offpeak["from"], offpeak["to"]) == ("2026-03-11", "09:00", "16:00")
    assert offpeak["title"]["nl"].startswith("overdag")
    fields_ = [f for r in package["resources"] if "schema" in r for f in r["schema"]["fields"]]
    assert all(f["description"] for f in fields_)


def test_the_check_finds_no_errors(folder: Path) -> None:
    problems = check_network(read_network(folder), folder=folder)
    assert not [p for p in problems if p.severity == "error"]
    assert not [p for p in load_network(folder).problems if p.severity != "info"]


def test_every_column_that_is_written_is_known_to_the_reader(folder: Path) -> None:
    for name, (columns, _) in FILES.items():
        header = (folder / name).read_text(encoding="utf-8").splitlines()[0].split(",")
        assert set(header) == {c.name for c in columns}, name


BROKEN = {
    "a call of no trip": (
        "trip_calls.csv",
        "\n007,0,",
        "\n008,0,",
        r"trip_calls.csv, line 2, trip: '008' is not in trips.csv",
    ),
    "a trip of no service": (
        "trips.csv",
        "007,500,",
        "007,501,",
        r"trips.csv, line 2, service: '501' is not in services",
    ),
    "no such direction": ("trips.csv", "outbound", "inbound", r"found 'inbound', expected one of outbound, return"),
    "other stops": (
        "trip_calls.csv",
        "007,1,asn",
        "007,1,gn",
        r"trip '007' calls at gn gn zl, its service at gn asn zl",
    ),
    "times backwards": (
        "trip_calls.csv",
        "36930,36990",
        "36930,36920",
        r"line 3, depart_s: found 36920, earlier than 36930",
    ),
    "early arrival": ("trip_calls.csv", "36930,", "35000,", r"line 3, arrive_s: found 35000, earlier than 36000"),
    "unknown place": ("trip_calls.csv", "zl|1", "zl|9", r"place: 'zl\|9' is not in platforms.csv"),
    "unknown days": ("trips.csv", ",d2,", ",d9,", r"days: 'd9' is not in trip_days.csv"),
    "no date": ("trip_dates.csv", "2026-03-10", "10-3-2026", r"trip_dates.csv, line 2, date: found '10-3-2026'"),
    "unknown date": ("trip_days.csv", "2026-03-10", "2026-03-17", r"date: '2026-03-17' is not in trip_dates.csv"),
    "text for seconds": ("trip_calls.csv", "36000", "10:00:00", r"arrive_s: found '10:00:00'"),
    "a rule of a line that cannot be": (
        "change_rules.csv",
        "seconds\n",
        "seconds\n,,,2147483648,,,60\n",
        r"change_rules.csv, line 2, to_line: found '2147483648'",
    ),
    "a change of days": (
        "change_rules.csv",
        "seconds\n",
        "seconds\n,,,,,,9223372036854775808\n",
        r"change_rules.csv, line 2, seconds: found '9223372036854775808'",
    ),
    "a call too far": ("trip_calls.csv", "\n007,0,", "\n007,99999999999999999999,", r"line 2, seq: found '9+'"),
    "a day too far": ("trip_dates.csv", "2026-03-10,0", "2026-03-10,99999999999999999999", r"start_s: found '9+'"),
    "a trip twice": ("trips.csv", "1.0,500", "007,500", r"'007' is there twice \(first on line 2\)"),
    "a rule of no trip": ("change_rules.csv", "007,na", "007,nb", r"to_trip: 'nb' is not in trips.csv"),
    "a window of no day": (
        "datapackage.json",
        '"2026-03-11"',
        '"2026-03-12"',
        r"found '2026-03-12', expected a date of",
    ),
    "a window of no date": (
        "datapackage.json",
        '"2026-03-11"',
        '"soon"',
        r"date: found 'soon', expected a date such as",
    ),
    "a window of no time": (
        "datapackage.json",
        '"from": "09:00",\n   "to"',
        '"from": "nine",\n   "to"',
        r"from: found 'nine'",
    ),
    "a window that ends first": (
        "datapackage.json",
        '"to": "16:00",\n   "basis"',
        '"to": "08:00",\n   "basis"',
        r"not later than",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_wrong_is_said_with_file_and_line(folder: Path, what: str) -> None:
    file, old, new, message = BROKEN[what]
    edit(folder / file, old, new)
    with pytest.raises(InputError, match=message):
        read_network(folder)


def test_a_missing_table_is_said(folder: Path) -> None:
    (folder / "trip_calls.csv").unlink()
    with pytest.raises(InputError, match=r"trip_calls.csv: file is missing"):
        read_network(folder)


def test_a_trip_with_one_call_is_refused(folder: Path) -> None:
    lines = (folder / "trip_calls.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "trip_calls.csv").write_text("".join(line for line in lines if not line.startswith("na,1")))
    with pytest.raises(InputError, match=r"trip 'na' has 1 calls in trip_calls.csv; two are needed"):
        read_network(folder)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("precious")
    with pytest.raises(InputError, match="holds something else"):
        write_network_folder(timetable(), tmp_path, origin=ORIGIN)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_overwriting_takes_away_what_the_new_network_has_not(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine")
    net = timetable()
    assert net.trips is not None
    bare = Trips(**{f.name: getattr(net.trips, f.name) for f in fields(Trips) if f.name not in ("stays", "walks")})
    smaller = Network(**{f.name: getattr(net, f.name) for f in fields(net)} | {"trips": bare})
    write_network_folder(smaller, folder, origin=ORIGIN, overwrite=True)
    assert not (folder / "trip_stays.csv").exists()
    assert not (folder / "walks.csv").exists()
    assert (folder / "notes.txt").read_text() == "mine"
    assert len(read_network(folder).trips.stays) == 0  # type: ignore[union-attr]


def test_a_network_of_service_levels_is_not_written(tmp_path: Path) -> None:
    net = Network(**{f.name: getattr(timetable(), f.name) for f in fields(Network)} | {"trips": None})
    with pytest.raises(InputError, match="has no trips"):
        write_network_folder(net, tmp_path / "x", origin=ORIGIN)
    assert not (tmp_path / "x").exists()

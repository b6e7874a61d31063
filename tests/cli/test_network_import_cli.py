"""``network import`` and the other network commands on a timetable, through their whole length."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bereikbaar.cli.main import cli
from bereikbaar.read.network import read_network

STOPS = """\
stop_id,stop_name,stop_lat,stop_lon
gn,Groningen,53.2107,6.5648
asn,Assen,52.9918,6.5713
zl,Zwolle,0,0
ut,Utrecht Centraal,52.0889,5.1103
"""
FILES = {
    "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\nX,Spoor,https://example.org,Europe/Amsterdam\n",
    "feed_info.txt": (
        "feed_publisher_name,feed_publisher_url,feed_lang,feed_version\nSpoorboek,https://example.org/f,nl,2026-1\n"
    ),
    "stops.txt": STOPS,
    "routes.txt": (
        "route_id,agency_id,route_short_name,route_long_name,route_type\nR,X,500,Intercity,2\nB,X,,Bus,3\nV,X,,,714\n"
    ),
    "calendar.txt": (
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "D,1,1,1,1,1,1,1,20260105,20261211\n"
    ),
}


def feed_files() -> dict[str, str]:
    trips, calls = [], []
    for hour in range(5, 24):
        for name, minute, stops in (
            (f"a{hour}", 0, (("gn", 0, 0), ("asn", 15, 16), ("zl", 55, 58), ("ut", 108, 108))),
            (f"b{hour}", 12, (("ut", 0, 0), ("zl", 50, 53), ("asn", 92, 93), ("gn", 108, 108))),
        ):
            trips.append(f"R,D,{name}\n")
            for n, (stop, a, d) in enumerate(stops):
                times = (f"{(hour * 60 + minute + t) // 60:02d}:{(minute + t) % 60:02d}:00" for t in (a, d))
                calls.append(f"{name},{','.join(times)},{stop},{n}\n")
    trips += ["B,D,bus\n", "V,D,replacement\n"]
    calls += [f"{t},10:00:00,10:00:00,gn,0\n{t},10:30:00,10:30:00,asn,1\n" for t in ("bus", "replacement")]
    header = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    return FILES | {
        "trips.txt": "route_id,service_id,trip_id\n" + "".join(trips),
        "stop_times.txt": header + "".join(calls),
    }


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """A zip with a folder inside."""
    path = tmp_path / "Mijn Feed.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in feed_files().items():
            archive.writestr(f"inside/{name}", text)
    return path


def invoke(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in args])


def strict(text: str) -> Any:
    return json.loads(text, parse_constant=pytest.fail)


def test_a_feed_becomes_a_folder_that_the_check_accepts(feed: Path, tmp_path: Path) -> None:
    done = invoke("network", "import", feed, "-o", tmp_path / "net", "--date", "2026-03-11", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "Wednesday 2026-03-11, as asked: 38 trains" in done.stdout
    assert "offpeak\t2026-03-11\t09:00\t16:00\t1\t2.0" in done.stdout
    assert "714 rail replacement bus: 1 trip" in done.stdout
    assert "Zwolle (0, 0)" in done.stdout
    assert "Look it over with" in done.stderr
    checked = invoke("network", "check", tmp_path / "net", "--json")
    assert checked.exit_code == 0
    assert strict(checked.stdout)["ok"] is True


def test_the_json_has_everything_that_was_done(feed: Path, tmp_path: Path) -> None:
    done = invoke("network", "import", feed, "-o", tmp_path / "net", "--week-of", "2026-03-11", "--json")
    document = strict(done.stdout)
    assert document["network"] == "mijn-feed"
    assert document["counts"] == {
        "stations": 4, "without_position": 1, "series": 1, "services": 1, "trips": 38, "sections": 1,
    }  # fmt: skip
    assert document["days"] == ["2026-03-09", "2026-03-13", "2026-03-14", "2026-03-15"]
    assert [w["name"] for w in document["windows"]] == [
        "peak", "offpeak", "friday_peak", "friday", "evening", "saturday", "sunday",
    ]  # fmt: skip
    offpeak = document["windows"][1]
    assert (offpeak["date"], offpeak["from"], offpeak["to"]) == ("2026-03-09", "09:00", "16:00")
    assert (offpeak["services"], offpeak["trains_per_hour"]) == (1, 2.0)
    assert document["other_types"] == {"3": 1, "714": 1}
    assert document["feed_days"] == {"from": "2026-01-05", "to": "2026-12-11", "n": 341}
    assert {n["action"] for n in document["notes"]} == {"left out", "chosen"}
    assert document["hash"] == read_network(tmp_path / "net").hash


def test_the_text_can_be_dutch(feed: Path, tmp_path: Path) -> None:
    done = invoke("network", "import", feed, "-o", tmp_path / "net", "--date", "2026-03-11", "--lang", "nl")
    assert "treinseries" in done.stdout
    assert "dagdeel" in done.stdout
    assert "weggelaten" in done.stdout
    assert "Kijk na met" in done.stderr


def test_the_folder_and_the_feed_give_the_same_times(feed: Path, tmp_path: Path) -> None:
    invoke("network", "import", feed, "-o", tmp_path / "net", "--date", "2026-03-11")
    for method in ("headway", "clock"):
        ask = ("time", "gn", "ut", "--method", method, "--json", "--network")
        one, other = invoke(*ask, feed, "--date", "2026-03-11"), invoke(*ask, tmp_path / "net")
        assert one.exit_code == other.exit_code == 0, one.output + other.output
        assert strict(one.stdout) == strict(other.stdout)
        assert strict(one.stdout)["best_min"] == 108


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--date", "2027-03-10"), "no train runs on 2027-03-10; the feed has 2026-01-05 to 2026-12-11"),
        (("--week-of", "2027-03-10"), "no train runs in the week of 2027-03-10"),
        (("--week-of", "9999-12-31"), "no train runs in the week of 9999-12-31 (9999-12-27 to 9999-12-31)"),
        (("--date", "10 maart"), "expected a date such as"),
        (("--date", "2026-03-11", "--week-of", "2026-03-11"), "exclude each other"),
        (("--modes", "tram"), "no trips of the modes asked"),
        (("--modes", "trein"), "mode 'trein' is not known"),
        (("--country", "XX"), "country 'XX'"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_nothing_is_written(
    feed: Path, tmp_path: Path, options: tuple[str, ...], message: str
) -> None:
    done = invoke("network", "import", feed, "-o", tmp_path / "net", *options)
    assert done.exit_code == 2
    assert message in done.stderr
    assert "Traceback" not in done.output
    assert not (tmp_path / "net").exists()


def test_a_file_that_is_no_feed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip")
    done = invoke("network", "import", tmp_path / "x.zip", "-o", tmp_path / "net")
    assert done.exit_code == 2
    assert "is no zip file" in done.stderr
    done = invoke("network", "import", tmp_path / "y.zip", "-o", tmp_path / "net")
    assert done.exit_code == 2
    assert "no such file" in done.stderr


def test_a_folder_in_use_is_not_written_over_unless_asked(feed: Path, tmp_path: Path) -> None:
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "mine.txt").write_text("precious")
    ask = ("network", "import", feed, "-o", tmp_path / "net", "--date", "2026-03-11")
    done = invoke(*ask)
    assert done.exit_code == 2
    assert "holds something else (mine.txt)" in done.stderr
    assert invoke(*ask, "--overwrite").exit_code == 0
    assert invoke(*ask, "--overwrite").exit_code == 0
    assert (tmp_path / "net" / "mine.txt").read_text() == "precious"


def test_the_other_commands_look_at_a_timetable_too(feed: Path) -> None:
    shown = invoke("network", "show", feed, "--json")
    assert strict(shown.stdout)["counts"]["services"] == 1
    assert strict(shown.stdout)["sources"][0]["title"] == "Spoorboek"
    stations = invoke("network", "stations", feed, "--json")
    assert [s["code"] for s in strict(stations.stdout)] == ["asn", "gn", "ut", "zl"]
    checked = invoke("network", "check", feed, "--json")
    document = strict(checked.stdout)
    assert document["ok"] is True
    assert any("positions of stations" in p["message"] for p in document["problems"])
    graph = invoke("network", "graph", feed, "--window", "offpeak")
    assert len(strict(graph.stdout)["nodes"]) == 4


def test_check_says_why_a_feed_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "feed").mkdir()
    for name, text in feed_files().items():
        (tmp_path / "feed" / name).write_text(text.replace("stop_lat", "latitude"))
    checked = invoke("network", "check", tmp_path / "feed", "--lang", "en")
    assert checked.exit_code == 2
    assert "column 'stop_lat' is missing" in checked.stdout


def test_a_scenario_can_be_checked_against_a_timetable(feed: Path, tmp_path: Path) -> None:
    text = """\
name: faster
key: fast
title: {nl: "Sneller", en: "Faster"}
base: mijn-feed
year: 2030
changes:
  - set_run_time: {services: ["500"], from: gn, to: asn, run_min: 14}
"""
    (tmp_path / "faster.yaml").write_text(text)
    done = invoke("scenario", "check", tmp_path / "faster.yaml", "--network", feed, "--lang", "en")
    assert done.exit_code == 0, done.output
    (tmp_path / "faster.yaml").write_text(text.replace("asn", "asm"))
    done = invoke("scenario", "check", tmp_path / "faster.yaml", "--network", feed, "--lang", "en")
    assert done.exit_code == 2
    assert "'asm'" in done.output


def test_what_needs_a_folder_says_how_to_make_one(feed: Path) -> None:
    done = invoke("network", "validate", feed)
    assert done.exit_code == 2
    assert "`bereikbaar network import` makes one of a timetable" in done.stderr

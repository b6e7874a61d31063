"""Tools that nobody here wrote take an export: gtfs-validator finds no errors, gtfs_kit and pynigiri load it.

They are no dependencies: each test runs where its tool is installed. (The validator takes more than a minute for the
Dutch minutes, which therefore are no test; docs/gtfs.md has the outcome.)
"""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from gtfs_networks import clock, network, section, service

from bereikbaar.clock.arrivals import arrivals_from
from bereikbaar.clock.events import prepare
from bereikbaar.clock.question import Question
from bereikbaar.gtfs.network import network_from_feed
from bereikbaar.network.model import Network, PlannedConnection
from bereikbaar.read.network import find_network, read_network
from bereikbaar.settings import Settings
from bereikbaar.timetable.times import change_seconds
from bereikbaar.write.gtfs import gtfs_export, write_gtfs

TUESDAY = "2026-03-10"


def small(folder: Path, minute: float = 14) -> Network:
    """Two lines that cross at b, with a planned change of one minute there; one of them without a known minute back.

    minute : at which the second leaves; at 14 only the planned change catches it.
    """
    ic = service("500", "a 0", "b 30 32", "c 60", tph=(2, 2, 1))
    st = service(
        "6000", "d 0", "b 20 21", "e 50", tph=(1, 1, 1), operator="Arriva", product="Sprinter, stops everywhere"
    )
    minutes = [clock("500", 4, period=30), clock("500", 26, direction="return", period=30), clock("6000", minute)]
    change = PlannedConnection("b", "500", "outbound", "6000", "outbound", 1.0)
    lines = [("a", "b", 52.0, 52.1), ("b", "c", 52.1, 52.2), ("b", "d", 52.1, 52.3), ("b", "e", 52.1, 52.4)]
    track = dict(
        [section(a, b, (5.0, lat_a), (5.001, (lat_a + lat_b) / 2), (5.0, lat_b)) for a, b, lat_a, lat_b in lines]
    )
    return network(folder, ic, st, clocks=minutes, connections=[change], sections=track)


def written(net: Network, folder: Path, **options: object) -> Path:
    path = folder / "feed.zip"
    write_gtfs(path, gtfs_export(net, Settings(), **options))  # type: ignore[arg-type]
    return path


def notices(feed: Path, folder: Path) -> list[tuple[str, str]]:
    """(severity, code) of what gtfs-validator says of a feed."""
    pytest.importorskip("gtfs_validator", reason="gtfs-validator is not installed")
    code = "import sys\nfrom gtfs_validator.cli import main\nsys.exit(main(sys.argv[1:]))"
    out = folder / "report"
    command = [sys.executable, "-c", code, "-i", str(feed), "-o", str(out), "-d", TUESDAY]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert json.loads((out / "system_errors.json").read_text())["notices"] == []
    return [(n["severity"], n["code"]) for n in json.loads((out / "report.json").read_text())["notices"]]


@pytest.mark.parametrize(
    "options", [{}, {"known_only": True}, {"method": "headway"}], ids=["clock", "known", "headway"]
)
def test_the_validator_has_nothing_to_say_of_a_small_feed(tmp_path: Path, options: dict[str, object]) -> None:
    export = gtfs_export(small(tmp_path), Settings(), **options)  # type: ignore[arg-type]
    write_gtfs(tmp_path / "feed.zip", export)
    assert (export.counts["transfers.txt"] > 10) == ("method" not in options)  # the planned change, train by train
    found = notices(tmp_path / "feed.zip", tmp_path)
    assert found == [("INFO", "unknown_column")]  # our own columns, which GTFS allows


def test_the_validator_finds_what_is_wrong_with_a_feed(tmp_path: Path) -> None:
    """The check of the check: a trip of a route that is not there is an error."""
    import zipfile

    path = written(small(tmp_path), tmp_path)
    with zipfile.ZipFile(path) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    texts["routes.txt"] = texts["routes.txt"].replace("\n500,", "\nno,")
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    assert ("ERROR", "foreign_key_violation") in notices(path, tmp_path)


def test_the_validator_finds_no_errors_in_the_dutch_headways(tmp_path: Path) -> None:
    found = notices(written(read_network(find_network("nl-2026")), tmp_path), tmp_path)
    assert [n for n in found if n[0] == "ERROR"] == []
    # a name that begins with a small letter; a station whose point is 124 m from its track
    assert {code for severity, code in found if severity == "WARNING"} <= {
        "mixed_case_recommended_field", "stop_too_far_from_shape",
    }  # fmt: skip


@pytest.mark.filterwarnings("ignore")  # of its own libraries
@pytest.mark.parametrize("options", [{"known_only": True}, {"method": "headway"}], ids=["known", "headway"])
def test_gtfs_kit_reads_every_table(tmp_path: Path, options: dict[str, object]) -> None:
    gtfs_kit = pytest.importorskip("gtfs_kit", reason="gtfs_kit is not installed")
    export = gtfs_export(small(tmp_path), Settings(), **options)  # type: ignore[arg-type]
    write_gtfs(tmp_path / "feed.zip", export)
    feed = gtfs_kit.read_feed(tmp_path / "feed.zip", dist_units="km")
    for name, n in export.counts.items():
        assert len(getattr(feed, name.removesuffix(".txt"))) == n, name
    dates = feed.get_dates()
    assert (dates[0], dates[-1]) == ("20251214", "20261212")
    stats = feed.compute_network_stats(["20260310", "20260311", "20260315"])
    assert stats["num_trips"].tolist()[0] == stats["num_trips"].tolist()[1] > 0
    assert 0 < stats["service_speed"].iloc[0] < 200


@pytest.mark.filterwarnings("ignore")
def test_gtfs_kit_reads_the_dutch_headways(tmp_path: Path) -> None:
    """It keeps headways in 16 bits: a train every ten hours would be too much."""
    gtfs_kit = pytest.importorskip("gtfs_kit", reason="gtfs_kit is not installed")
    net = read_network(find_network("nl-2026"))
    feed = gtfs_kit.read_feed(written(net, tmp_path), dist_units="km")
    assert len(feed.frequencies) > 700


def test_pynigiri_arrives_when_we_do(tmp_path: Path) -> None:
    """Every pair of stations at every quarter of an hour of a morning: the same earliest arrival.

    Without the planned change: pynigiri does not read change times between trips.
    """
    nigiri = pytest.importorskip("pynigiri", reason="pynigiri is not installed")
    path = written(small(tmp_path, minute=15), tmp_path)
    source = nigiri.TimetableSource()
    source.tag, source.path, source.loader_config = "feed", str(path), nigiri.LoaderConfig()
    source.loader_config.link_stop_distance = 0
    timetable = nigiri.load_timetable([source], "2026-03-09", "2026-03-12")
    midnight = int(datetime.datetime(2026, 3, 9, 23, tzinfo=datetime.UTC).timestamp()) // 60  # 00:00 in Amsterdam
    net = network_from_feed(path, date=TUESDAY)
    assert net.trips is not None
    stations = net.trips.stations
    compared = 0
    for minute in range(9 * 60, 12 * 60, 15):
        question = Question(TUESDAY, minute * 60, minute * 60 + 1, 12 * 3600)
        events = prepare(net.trips, change_seconds(net, Settings()), question)
        for origin in stations:
            ours = arrivals_from(events, origin, minute * 60)
            for k, destination in enumerate(stations):
                if origin != destination:
                    theirs = earliest(nigiri, timetable, origin, destination, midnight + minute)
                    assert (theirs - midnight if theirs else np.inf) == ours[k] / 60, (minute, origin, destination)
                    compared += bool(theirs)
    assert compared > 100


def earliest(nigiri: object, timetable: object, origin: str, destination: str, moment: int) -> int | None:
    """Earliest arrival in minutes since 1970; None within half a day."""
    query = nigiri.Query()  # type: ignore[attr-defined]
    query.start = [nigiri.Offset(timetable.find_location(origin), 0)]  # type: ignore[attr-defined]
    query.destination = [nigiri.Offset(timetable.find_location(destination), 0)]  # type: ignore[attr-defined]
    query.start_match_mode = query.dest_match_mode = nigiri.EQUIVALENT  # type: ignore[attr-defined]
    query.start_time, query.max_travel_time = moment, 720
    return min((j.dest_time for j in nigiri.route(timetable, query)), default=None)  # type: ignore[attr-defined]

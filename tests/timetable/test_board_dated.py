"""The departures board of a day of a timetable."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1]))

from bereikbaar import pipeline
from bereikbaar.cli.main import cli
from bereikbaar.errors import UnknownNameError
from bereikbaar.network.spans import with_span
from bereikbaar.timetable.board_dated import dated_board
from builders_feeds import both, feed, trains


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """gn-asn-ut hourly at :00, ut-asd half-hourly, a train of 23:50 that leaves ut at 25:38."""
    runs = [*both("500", "gn 0 asn 15 ut 108", 360, 1320, 60), *both("3000", "ut 0 asd 27", 360, 1380, 30)]
    runs += trains("N", "gn 0 ut 108 asd 135", 1430, 1430, 60)
    return str(feed(tmp_path_factory.mktemp("feeds") / "line", runs))


def test_trains_that_leave_in_the_window_stand_on_the_board_and_no_others(folder: str) -> None:
    net, window = with_span(pipeline.network(folder, date="2025-03-12"), "09:00-10:00")
    found = dated_board(net, window, "asn")
    assert [(d.minute, d.destination) for d in found.departures] == [(9 * 60 + 15, "ut"), (9 * 60 + 33, "gn")]
    assert found.departures[0].calls == (("ut", 93.0),) and found.departures[0].basis == "timetable"
    assert found.period_min == 0 and found.departures[0].arrive_minute == 555
    ut = dated_board(net, window, "ut")
    assert [d.minute for d in ut.departures if d.destination == "asd"] == [540, 570], "ends of trains do not leave"


def test_a_train_of_the_day_before_leaves_after_midnight(folder: str) -> None:
    net, window = with_span(pipeline.network(folder, date="2025-03-12"), "01:00-02:00")
    assert [(d.minute, d.service) for d in dated_board(net, window, "ut").departures] == [(98.0, "N")]


def test_a_station_that_is_not_there_is_said(folder: str) -> None:
    net = pipeline.network(folder, date="2025-03-12")
    with pytest.raises(UnknownNameError, match="station 'asb' is not in network"):
        dated_board(net, "offpeak", "asb")


def test_the_command_shows_the_board_of_a_timetable(folder: str) -> None:
    ask = ["network", "minutes", folder, "--date", "2025-03-12"]
    done = CliRunner().invoke(cli, [*ask, "--board", "Assen", "--window", "09:00-10:00"])
    assert done.exit_code == 0, done.output
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert [line[0] for line in lines[1:]] == ["09:15", "09:33"] and lines[1][3] == "Utrecht Centraal"
    found = json.loads(CliRunner().invoke(cli, [*ask, "--board", "asn", "--json"]).stdout)
    assert found["window"] == "offpeak" and found["date"] == "2025-03-12" and len(found["departures"]) == 14
    refused = CliRunner().invoke(cli, ask)
    assert refused.exit_code == 2 and "give --board STATION" in refused.output
    planned = CliRunner().invoke(cli, [*ask, "--board", "asn", "--scenario", "lelylijn-2020"])
    assert planned.exit_code == 2 and "--scenario" in planned.output


def test_one_window_at_a_time() -> None:
    done = CliRunner().invoke(cli, ["network", "minutes", "--window", "all"])
    assert done.exit_code == 2 and "expected one window" in done.output

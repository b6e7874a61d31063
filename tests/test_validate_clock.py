"""Times by the clock against published ones and against a day observed train by train."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from bereikbaar.cli.main import cli
from bereikbaar.cli.validate import _print_observed
from bereikbaar.errors import InputError
from bereikbaar.network.model import Network
from bereikbaar.read.network import find_network
from bereikbaar.read.observed import Observed, ObservedDeparture, ObservedTime, read_observed
from bereikbaar.read.published import Published
from bereikbaar.settings import Settings
from bereikbaar.timetable.observed import Observation, hold_against_day
from bereikbaar.timetable.times import clock_travel_times
from bereikbaar.timetable.window import window_trips
from bereikbaar.validate import validate

sys.path.insert(0, str(Path(__file__).parent / "timetable"))

from clock_networks import clock, network, service

SETTINGS = Settings()
NET = network(
    service("ic", "a 0", "b 20", day=2), service("on", "b 0", "c 12", day=2), service("x", "c 0", "a 30", day=1),
    clocks=(clock("ic", 0, 30), clock("on", 25, 30, confidence="B"), clock("x", 40, confidence="C")),
)  # fmt: skip


def held(*departures: ObservedDeparture, times: tuple[ObservedTime, ...] = (), net: Network = NET) -> Observation:
    trips, _ = window_trips(net, "offpeak", SETTINGS)
    return hold_against_day(Observed(departures, times), trips, clock_travel_times(net, "offpeak", SETTINGS))


def seen(station: str, next_station: str, *minutes: int, trains: int = 6, works: str = "") -> list[ObservedDeparture]:
    return [ObservedDeparture(6, station, next_station, minute, trains, works) for minute in minutes]


def test_departures_are_compared_by_station_and_minutes_by_where_they_come_from() -> None:
    found = held(*seen("a", "b", 0, 31), *seen("b", "c", 27, 57), *seen("c", "a", 10, 40))
    assert found.n_stations == 3
    assert found.share_within_half == pytest.approx(2 / 3)  # c has one train an hour here and two that day
    assert found.share_within_1 == 1.0
    shares = {name: (m.departures_per_hour, m.same, m.within_1, m.within_2) for name, m in found.minutes.items()}
    assert shares == {
        "all": (5.0, 0.4, 0.6, 1.0),
        "A": (2.0, 0.5, 1.0, 1.0),
        "B": (2.0, 0.0, 0.0, 1.0),
        "C": (1.0, 1.0, 1.0, 1.0),
    }


def test_a_minute_at_which_few_trains_left_is_no_observed_minute() -> None:
    found = held(*seen("a", "b", 0), *seen("a", "b", 30, trains=2))
    assert found.minutes["A"].same == 0.5


def test_minutes_meet_over_the_hour() -> None:
    found = held(*seen("a", "b", 59, 29))
    assert found.minutes["A"].within_1 == 1.0


def test_legs_with_works_and_their_stations_are_left_out() -> None:
    found = held(*seen("a", "b", 17, works="slower"), *seen("b", "c", 25, 55), *seen("c", "a", 40))
    assert found.legs_left_out == 1
    assert found.n_stations == 1  # c: a and b have a leg with works
    assert "A" not in found.minutes


def test_times_of_the_day_are_compared_as_errors() -> None:
    times = (ObservedTime("a", "b", 21, 34), ObservedTime("a", "c", 37, 50), ObservedTime("a", "elsewhere", 1, 1))
    found = held(times=times)
    assert found.best_errors.tolist() == [-1.0, 0.0]  # a :00 - b :20, :25 - c :37
    assert found.expected_errors.tolist() == pytest.approx([1.0, 2.0])  # 15 more each


def test_published_times_may_be_held_against_other_minutes_than_the_best_with_their_own_legs() -> None:
    times = clock_travel_times(NET, "offpeak", SETTINGS)
    leg = {"mode": "rail", "service": "ic", "from": "a", "to": "b"}
    minutes = times.best + 2
    published = [Published("a", "b", 20), Published("a", "c", 30)]
    found = validate(
        NET, times, SETTINGS, published, minutes=minutes, fastest=lambda pairs: [(leg,)] * len(pairs), n_worst=1
    )
    assert found.total.bias_min == pytest.approx((2 + 9) / 2)
    (worst,) = found.worst
    assert (worst.found_min, worst.error_min, worst.changes, worst.legs) == (39.0, 9.0, 1.0, (leg,))


OBSERVED = "window,hours,station,next_station,minute,trains,works\nsaturday,6,a,b,17,6,\nsunday,6,a,b,18,6,\n"


def test_only_the_rows_of_the_window_are_read(tmp_path: Path) -> None:
    (tmp_path / "observed_departures.csv").write_text(OBSERVED)
    found = read_observed(tmp_path, "sunday")
    assert found == Observed((ObservedDeparture(6, "a", "b", 18, 6),), ())
    assert read_observed(tmp_path, "offpeak") is None
    assert read_observed(tmp_path / "nowhere", "sunday") is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",17,", ",61,", "line 2, minute: found '61', expected 0 to 59 minutes"),
        ("18,6,", "18,6,slow", "line 3, works: found 'slow', expected one of fewer, slower"),
        ("station,next", "stop,next", "column 'station' is missing"),
    ],
)
def test_a_wrong_observation_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    (tmp_path / "observed_departures.csv").write_text(OBSERVED.replace(old, new, 1))
    with pytest.raises(InputError) as caught:
        read_observed(tmp_path, "saturday")
    assert message in str(caught.value)


# the Dutch network and its command


def document(*options: str) -> dict[str, Any]:
    done = CliRunner().invoke(cli, ["network", "validate", "--json", *options])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def saturday() -> dict[str, Any]:
    return document("--method", "clock", "--window", "saturday")


def test_the_answers_of_the_planner_are_met_by_the_clock(saturday: dict[str, Any]) -> None:
    by_clock, by_headway = document("--method", "clock"), document()
    assert by_clock["n"] == by_headway["n"] == 197
    assert by_clock["share_within_5"] > 0.45 and abs(by_clock["median_error_min"]) <= 3
    assert saturday["share_within_5"] > 0.6 and saturday["share_within_tolerance"] > 0.85
    assert saturday["method"] == by_clock["method"] == "clock" and by_headway["method"] == "headway"
    assert by_clock["worst"] and all(leg["depart"] for leg in by_clock["worst"][0]["legs"])
    assert "observed_day" not in by_clock


def test_the_saturday_of_the_network_agrees_with_a_saturday_train_by_train(saturday: dict[str, Any]) -> None:
    day = saturday["observed_day"]
    assert day["stations"] > 340 and day["share_within_1_per_hour"] > 0.93
    assert day["minutes"]["B"]["within_1"] > 0.85 and day["minutes"]["A"]["within_1"] > 0.7
    assert day["best"]["n"] == day["expected"]["n"] == 3000
    assert day["best"]["mean_absolute_error_min"] < 4.5 and day["best"]["median_error_min"] == 0
    assert day["expected"]["mean_absolute_error_min"] < 4.5 and abs(day["expected"]["bias_min"]) < 2


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nl", ("trein voor trein", "herkomst van de minuut", "ongestoorde paren", "vertrek per uur", "voorgesteld")),
        ("en", ("train by train", "basis of the minute", "undisturbed pairs", "departure per hour", "proposed")),
    ],
)
def test_the_day_is_told_in_the_language_of_the_reader(
    lang: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    found = held(*seen("a", "b", 0, 31), times=(ObservedTime("a", "b", 21, 34),))
    found = replace(found, minutes={"proposed": found.minutes["all"]})
    _print_observed(found, lang)
    out = capsys.readouterr()
    assert all(word in out.out + out.err for word in words)


def test_the_observed_files_name_stations_of_the_network_and_cover_the_country() -> None:
    found = read_observed(find_network("nl-2026"), "saturday")
    assert found is not None
    assert len({d.station for d in found.departures}) > 390 and len(found.times) == 3000
    assert sum(d.trains for d in found.departures) == pytest.approx(6 * 3000, rel=0.2)
    assert np.all([t.best_min <= t.expected_min for t in found.times])

"""The clock method, timetables and then and now, as a user runs them."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1]))

from bereikbaar.cli.main import cli
from builders_feeds import both, feed, trains
from builders_places import fewer_places


def invoke(*args: str):
    return CliRunner().invoke(cli, list(args))


def ask(*args: str) -> Any:
    done = invoke("time", *args, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> str:
    """gn-asn-ut hourly (108 min), ut-asd half-hourly (27 min), a night train; 2025-01-06 to 2025-12-12."""
    runs = [*both("500", "gn 0 asn 15 ut 108", 360, 1380, 60), *both("3000", "ut 0 asd 27", 360, 1380, 30)]
    runs += trains("night", "ut 0 asd 27.5", 1435, 1435, 60)
    return str(feed(tmp_path_factory.mktemp("feeds") / "line", runs))


def test_a_day_outside_the_timetable_stops_with_its_days(line: str, tmp_path: Path) -> None:
    for command in (("time", "gn", "ut"), ("run", "-o", str(tmp_path / "out"))):
        done = invoke(*command, "-n", line, "--date", "2026-03-11")
        assert done.exit_code == 2 and not done.stdout
        assert "no train runs on 2026-03-11; the feed has 2025-01-06 to 2025-12-12" in done.stderr
    assert not (tmp_path / "out" / "run.json").exists()


def test_the_day_that_was_chosen_is_said_and_has_trains(line: str) -> None:
    done = invoke("time", "gn", "ut", "-n", line)
    assert "Timetable line: off-peak 2025-" in done.stderr
    assert "138 minutes on average" in done.stdout, "30 of them waiting"
    asked = invoke("time", "gn", "ut", "-n", line, "--date", "2025-03-12", "--lang", "nl")
    assert "Dienstregeling line: dal 2025-03-12 09:00-16:00" in asked.stderr
    assert "(dal, 2025-03-12 09:00-16:00)" in asked.stdout


def test_what_only_a_clock_knows_stands_beside_the_documented_keys(line: str) -> None:
    clock = ask("gn", "asd", "-n", line, "--date", "2025-03-12", "--method", "clock")
    headway = ask("gn", "asd", "-n", line, "--date", "2025-03-12")
    assert clock.keys() == headway.keys()
    assert (clock["best_min"], clock["worst_min"], clock["share"]) == (147.0, 207.0, 1.0)
    assert clock["median_min"] == pytest.approx(177.0, abs=0.01) and clock["p90_min"] == pytest.approx(
        201.0, abs=0.01
    )
    assert clock["expected_min"] == pytest.approx(
        clock["wait_first_min"] + clock["in_vehicle_min"] + clock["transfer_min"], abs=0.02
    )
    assert (clock["wait_first_min"], clock["in_vehicle_min"], clock["transfer_min"]) == (30.0, 135.0, 12.0)
    assert (clock["departures_per_hour"], clock["longest_gap_min"], clock["changes"]) == (1.0, 60.0, 1.0)
    assert headway["median_min"] is headway["share"] is headway["depart"] is headway["journeys"] is None
    assert (clock["date"], clock["hours"]) == ("2025-03-12", "09:00-16:00")


def test_the_journey_of_a_moment_with_its_legs(line: str) -> None:
    d = ask("Groningen", "asd", "-n", line, "--date", "2025-03-12", "--method", "clock", "--depart", "9:10")
    assert (d["depart"], d["arrive"]) == ("10:00", "12:27")
    assert [(leg["from"], leg["to"], leg["depart"], leg["arrive"]) for leg in d["legs"]] == [
        ("gn", "ut", "10:00", "11:48"), ("ut", "asd", "12:00", "12:27"),
    ]  # fmt: skip
    assert [(leg["change_min"], leg["wait_min"]) for leg in d["legs"]] == [(0.0, 0.0), (2.0, 10.0)]
    assert {leg["basis"] for leg in d["legs"]} == {"timetable"} and d["legs"][0]["trips"] == ["500-1000"]
    (journey,) = d["journeys"]
    assert (journey["minutes"], journey["changes"], journey["legs"]) == (147.0, 1, d["legs"])


def test_to_be_there_by_a_moment(line: str) -> None:
    d = ask("gn", "asd", "-n", line, "--date", "2025-03-12", "--method", "clock", "--arrive", "12:27")
    assert (d["depart"], d["arrive"]) == ("10:00", "12:27")
    early = ask("gn", "asd", "-n", line, "--date", "2025-03-12", "--method", "clock", "--arrive", "12:26")
    assert (early["depart"], early["arrive"]) == ("09:00", "11:27")


def test_seconds_and_midnight_are_shown_as_they_are(line: str) -> None:
    d = ask("ut", "asd", "-n", line, "--date", "2025-03-12", "--method", "clock", "--depart", "23:50")
    assert (d["depart"], d["arrive"]) == ("23:55", "00:22:30")
    assert d["window"] == "evening", "the window that holds the moment"


def test_text_output_is_a_small_timetable(line: str) -> None:
    done = invoke("time", "gn", "asd", "-n", line, "--date", "2025-03-12", "--method", "clock", "--depart", "09:10")
    assert done.stdout.splitlines()[:3] == [
        "journey\tdepart\tarrive\tfrom\tto\tmode\ttrain\ttowards",
        "1\t10:00\t11:48\tGroningen\tUtrecht Centraal\ttrain\tTrain 500\tUtrecht Centraal",
        "1\t12:00\t12:27\tUtrecht Centraal\tAmsterdam Centraal\ttrain\tTrain 3000\tAmsterdam Centraal",
    ]
    assert "*" not in done.stdout, "every minute is known"


def test_a_span_is_a_window_and_part_of_it_without_a_train_gives_no_mean(line: str) -> None:
    """After the train of 23:00 the next is that of the morning; after the last day there is none."""
    night = ("gn", "ut", "-n", line, "--method", "clock", "-w", "22:00-24:00", "--date")
    d = ask(*night, "2025-03-12")
    assert (d["expected_min"], d["worst_min"], d["share"]) == (318.0, 7 * 60 + 108.0, 1.0)
    d = ask(*night, "2025-12-12")
    assert (d["window"], d["best_min"], d["expected_min"], d["share"]) == ("22:00-24:00", 108.0, None, 0.5)
    text = invoke("time", *night, "2025-12-12").stdout
    assert "a connection at 50 % of the moments only, so no mean; 108 min at best." in text


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--depart", "09:00"), "--depart: exact journeys need the clock: give --method clock as well"),
        (("--method", "clock", "--arrive", "9"), "--arrive: expected a time of day such as 07:30, found '9'"),
        (("--method", "clock", "--arrive", "30:00"), "--arrive: expected a time of day such as 07:30, found '30:00'"),
        (
            ("--method", "clock", "--depart", "9:00", "--arrive", "10:00"),
            "give either --depart or --arrive, not both",
        ),
        (("--method", "clock", "--depart", "9:00", "-w", "all"), "--depart: a moment is in one window, not in all"),
        (("-w", "7-9"), "window '7-9' is not in network 'line'"),
        (("-w", "7:00-"), "--window: expected a span such as 07:00-09:00"),
        (("--date", "12-03-2025"), "12-03-2025"),
    ],
)
def test_wrong_options_get_a_clear_line(line: str, args: tuple[str, ...], said: str) -> None:
    done = invoke("time", "gn", "ut", "-n", line, *args)
    assert done.exit_code == 2 and not done.stdout
    assert said in done.stderr and "Traceback" not in done.stderr


def test_a_date_is_for_timetables_only() -> None:
    done = invoke("time", "gn", "ut", "--date", "2026-03-11")
    assert done.exit_code == 2
    assert "a date chooses a day of a timetable (GTFS); 'nl-2026' is a network of service levels" in done.stderr


def test_a_file_that_is_no_zip_is_refused_as_before(tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    path.write_text("no zip", encoding="utf-8")
    done = invoke("time", "gn", "ut", "-n", str(path))
    assert done.exit_code == 2 and "feed.zip" in done.stderr and "Traceback" not in done.stderr


def test_the_shipped_network_by_the_clock_repeats_and_marks_what_is_proposed() -> None:
    one = ask("Groningen", "asdz", "--method", "clock", "--depart", "08:00")
    later = ask("Groningen", "asdz", "--method", "clock", "--depart", "10:00")
    assert one["date"] is None and one["window"] == "offpeak"
    hours = [int(x["depart"][:2]) for x in (one, later)]
    assert hours[1] - hours[0] == 2 and one["depart"][3:] == later["depart"][3:], "a period of at most two hours"
    assert one["best_min"] == 120.0
    plan = invoke("time", "xem", "Groningen", "--method", "clock", "--scenario", "lelylijn-2020", "--lang", "nl")
    assert plan.exit_code == 0, plan.stderr
    assert "Intercity LL1 *" in plan.stdout
    assert "* deze minuut is niet bekend maar voorgesteld" in plan.stdout


def test_door_to_door_by_the_clock_goes_by_the_stations_of_the_fastest_expected_way() -> None:
    d = ask("Drachten", "Utrecht", "--method", "clock", "--depart", "08:00")
    first, last = d["legs"][0], d["legs"][-1]
    assert first["service"] is None and first["from"] == d["from"] and first["depart"] >= "08:00"
    assert first["arrive"] <= d["legs"][1]["depart"] and last["to"] == "ut"
    assert d["median_min"] is None, "only between stations"
    parts = sum(d[k] for k in ("access_min", "wait_first_min", "in_vehicle_min", "transfer_min", "egress_min"))
    assert parts == pytest.approx(d["expected_min"], abs=0.05)


def test_a_list_of_pairs_has_what_only_a_clock_knows(line: str, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("from,to\ngn,ut\nvs,asd\n", encoding="utf-8")
    done = invoke("time", "--pairs", str(pairs), "-n", line, "--date", "2025-03-12", "--method", "clock")
    head, first, second = (row.split("\t") for row in done.stdout.splitlines())
    assert dict(zip(head, first, strict=True))["worst_min"] == "168.0"
    assert dict(zip(head, second, strict=True))["expected_min"] == "", "no train at all there"


def test_then_and_now_through_the_whole_command(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few = fewer_places()
    monkeypatch.setattr("bereikbaar.pipeline.places", lambda _net: few)
    out = tmp_path / "out"
    done = invoke(
        "run", "--baseline", line, "--baseline-date", "2025-03-12", "--method", "clock", "-o", str(out), "--json"
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    manifest = json.loads(done.stdout)
    assert manifest["baseline"]["stations"]["code"] == 6 and manifest["method"] == "clock"
    assert [s["name"] for s in manifest["scenarios"]] == ["nl-2026"]
    assert manifest["dates"] == {"peak": "2025-03-12", "offpeak": "2025-03-12", "evening": "2025-03-12"}
    assert any("days: Wednesday 2025-03-12, as asked" in note for note in manifest["notes"])
    assert "Timetable line: peak" not in done.stderr and "off-peak 2025-03-12" in done.stderr
    again = invoke("compare", f"{out}:base", f"{out}:nl-2026", "--lang", "nl")
    assert again.exit_code == 0 and "merkbaar sneller" in again.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--baseline-date", "2025-03-12"), "--baseline-date: a day of the baseline without --baseline"),
        (
            ("--baseline", "nl-2026", "--baseline-date", "2025-03-12"),
            "--baseline-date: a date chooses a day of a time",
        ),
        (("--baseline", "nl-1990"), "network 'nl-1990' is neither a shipped network (nl-2026) nor a folder"),
    ],
)
def test_what_is_wrong_with_a_baseline_is_said_of_the_baseline(
    args: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    done = invoke("run", *args, "-o", str(tmp_path / "out"))
    assert done.exit_code == 2 and said in done.stderr


WISHES = {
    "set_run_time: {services: ['500'], from: Groningn, to: asn, run_min: 9}":
        "station 'Groningn' is not in network 'line'; did you mean 'gn' (Groningen)?",
    "set_frequency: {services: ['5000'], factor: 2}": "service '5000' is not in network 'line'; did you mean '500'",
    "skip_stops: {services: ['3000'], stops: [asn]}": "service '3000' does not call at 'asn'",
    "set_frequency: {services: ['500'], every_min: 0}": "expected a number from 1 to 720 (min), found 0",
    "set_run_time: {services: ['500'], from: gn, to: asn, run_min: -20}": "found -20",
    "set_frequency: {services: ['500'], factor: 1}": "this changes nothing",
}  # fmt: skip


@pytest.mark.parametrize(("change", "said"), WISHES.items())
@pytest.mark.parametrize("method", ["headway", "clock"])
def test_a_wish_that_cannot_be_or_does_nothing_is_refused_on_a_timetable_too(
    line: str, tmp_path: Path, change: str, said: str, method: str
) -> None:
    plan = tmp_path / "wish.yaml"
    head = "name: wish\nkey: wish\ntitle: {nl: Wens, en: Wish}\nbase: line\nchanges:\n"
    plan.write_text(f"{head}  - {change}\n", encoding="utf-8")
    done = invoke("run", str(plan), "-n", line, "--method", method, "-o", str(tmp_path / "out"))
    assert done.exit_code == 2 and not (tmp_path / "out" / "run.json").exists()
    assert "line 6" in done.stderr and said in done.stderr, done.stderr


def test_a_scenario_on_a_timetable_by_the_clock_changes_only_what_it_names(line: str, tmp_path: Path) -> None:
    plan = tmp_path / "faster.yaml"
    plan.write_text(
        "name: faster\nkey: fast\ntitle: {nl: Sneller, en: Faster}\nbase: line\nchanges:\n"
        "  - set_run_time: {services: ['500'], from: gn, to: asn, run_min: 10}\n",
        encoding="utf-8",
    )
    args = ("-n", line, "--date", "2025-03-12", "--method", "clock")
    base, faster = ask("gn", "ut", *args), ask("gn", "ut", *args, "--scenario", str(plan))
    assert (base["best_min"], faster["best_min"]) == (108.0, 103.0)
    same = [ask("ut", "asd", *args), ask("ut", "asd", *args, "--scenario", str(plan))]
    for document in same:
        document.pop("scenario")
    assert same[0] == same[1]


def test_the_stations_of_a_timetable_abroad_answer_too(tmp_path: Path) -> None:
    stops = {"x": ("Zilina", 49.2230, 18.7390), "y": ("Poprad", 49.0560, 20.2990)}
    where = feed(tmp_path / "sk", both("1", "x 0 y 120", 360, 1200, 60), stops=stops)
    d = ask("Zilina", "Poprad", "-n", str(where), "--date", "2025-03-12", "--method", "clock")
    assert d["best_min"] == 120.0
    done = invoke("run", "-n", str(where), "--date", "2025-03-12", "-o", str(tmp_path / "out"))
    assert done.exit_code == 2 and "nothing to measure" in done.stderr


def test_a_moment_outside_the_hours_of_its_window_is_said() -> None:
    """A service level has no night: what is shown at one o'clock is its timetable as if it went on."""
    ask = ("time", "vs", "rtd", "--method", "clock")
    night = invoke(*ask, "--depart", "01:00")
    assert "01:00 is outside off-peak (06:00-06:30, 09:00-16:00, 18:30-20:00): its trains are shown" in night.stderr
    assert "For that time" not in night.stderr
    peak = invoke(*ask, "--arrive", "08:00", "--lang", "nl")
    assert "08:00 valt buiten dal (" in peak.stderr
    assert "Voor die tijd is er --window friday_peak of peak." in peak.stderr
    assert "outside" not in invoke(*ask, "--depart", "10:00").stderr


def test_a_window_that_holds_the_moment_is_no_lack_of_another(line: str) -> None:
    done = invoke("time", "gn", "asd", "-n", line, "--date", "2025-03-12", "--method", "clock", "--depart", "08:00")
    assert "morning peak 2025-03-12 07:00-09:00" in done.stderr
    assert "No off-peak" not in done.stderr, "there is one"


def test_a_product_is_not_said_twice() -> None:
    from bereikbaar.cli.time_text import _train

    assert _train({"product": "Spr", "service": "Spr-gerp-lw"}) == "Spr-gerp-lw"
    assert _train({"product": "Intercity", "service": "500"}) == "Intercity 500"
    assert _train({"product": None, "service": None}) == ""

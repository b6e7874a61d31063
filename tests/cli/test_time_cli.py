"""``bereikbaar time`` on the real network, as a user runs it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bereikbaar.cli.main import cli
from bereikbaar.cli.time_text import sentence


def invoke(*args: str):
    return CliRunner().invoke(cli, ["time", *args])


def ask(*args: str) -> Any:
    done = invoke(*args, "--json")
    assert done.exit_code == 0, done.stderr

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    return json.loads(done.stdout, parse_constant=refuse)


KEYS = {"from", "to", "window", "method", "network", "scenario", "best_min", "expected_min", "wait_first_min"} | {
    "in_vehicle_min", "transfer_min", "changes", "departures_per_hour", "longest_gap_min", "legs"
}  # fmt: skip


def add_up(d: dict[str, Any]) -> float:
    return float(sum(d[k] for k in ("access_min", "wait_first_min", "in_vehicle_min", "transfer_min", "egress_min")))


@pytest.mark.parametrize(
    ("origin", "destination"),
    [
        ("gn", "asdz"),
        ("Urk", "Utrecht"),
        ("Drachten", "Terneuzen"),
        ("Zierikzee", "gn"),
        ("Vlissingen", "Spijkenisse"),
    ],
)
def test_the_promised_keys_are_there_and_the_parts_add_up(origin: str, destination: str) -> None:
    d = ask(origin, destination)
    assert d.keys() >= KEYS
    assert add_up(d) == pytest.approx(d["expected_min"], abs=0.05)
    assert d["best_min"] <= d["expected_min"]
    assert all(leg.keys() >= {"mode", "service", "from", "to", "depart", "arrive", "minutes"} for leg in d["legs"])
    assert d["legs"][0]["from"] == d["from"]
    assert d["legs"][-1]["to"] == d["to"] or d["to"] == "utrecht"
    for one, next_one in zip(d["legs"][:-1], d["legs"][1:], strict=True):
        assert one["to"] == next_one["from"]


def test_groningen_amsterdam_zuid_is_the_published_two_hours_and_85_minutes_with_the_lelylijn() -> None:
    base, plan = ask("gn", "asdz"), ask("gn", "asdz", "--scenario", "lelylijn-2020")
    assert base["best_min"] == pytest.approx(120, abs=1)
    assert plan["best_min"] == pytest.approx(85, abs=3)
    assert (base["scenario"], plan["scenario"]) == (None, "lelylijn-2020")


def test_a_postcode_area_is_an_end_as_it_is_of_isochrones() -> None:
    town, area = ask("Emmeloord", "Utrecht"), ask("8302", "Utrecht")
    assert (area["from"], area["from_name"], area["from_kind"]) == ("8302", "8302 Emmeloord", "zone")
    assert area["expected_min"] == town["expected_min"], "the largest postcode area of the town"
    assert add_up(area) == pytest.approx(area["expected_min"], abs=0.05)
    both = ask("8302", "8243")
    assert both["legs"][-1]["to"] == "8243" and both["legs"][-1]["to_name"] == "8243 Lelystad"
    done = invoke("Utrecht", "8300")
    assert done.exit_code == 2 and "there is no postcode area 8300" in done.stderr


def test_a_name_means_the_same_with_and_without_a_station_that_a_scenario_opens() -> None:
    base, plan = ask("Emmeloord", "Amsterdam"), ask("Emmeloord", "Amsterdam", "--scenario", "lelylijn-2020")
    assert base["from"] == plan["from"] == "emmeloord-0171"
    assert plan["expected_min"] < base["expected_min"]
    assert ask("xem", "asdz", "--scenario", "lelylijn-2020")["from"] == "xem"


def test_within_one_station_it_takes_no_time_and_without_connection_null() -> None:
    same = ask("gn", "gn")
    assert (same["expected_min"], same["best_min"], same["legs"]) == (0, 0, [])
    none = ask("gn", "utm")  # Utrecht Maliebaan: only the museum's own train
    assert (none["expected_min"], none["best_min"], none["departures_per_hour"], none["legs"]) == (None, None, 0, [])
    assert "no connection" in invoke("gn", "utm", "--lang", "en").stdout
    assert "geen verbinding" in invoke("gn", "utm", "--lang", "nl").stdout


def test_a_town_next_to_a_station_may_walk_or_cycle() -> None:
    d = ask("assen-0106", "gn")
    assert d["legs"][0]["mode"] in ("walk", "bicycle")
    assert d["access_min"] == pytest.approx(d["legs"][0]["minutes"])


def test_all_windows_and_files_with_pairs_give_lists(tmp_path: Path) -> None:
    every = ask("gn", "ut", "--window", "all")
    assert [d["window"] for d in every][:2] == ["peak", "offpeak"] and len(every) == 7
    file = tmp_path / "paren.csv"
    file.write_text("\ufefffrom;to\r\ngn;ut\r\nZwolle;Amsterdam Zuid\r\n", encoding="utf-8")
    pairs = ask("--pairs", str(file))
    assert [(d["from"], d["to"]) for d in pairs] == [("gn", "ut"), ("zl", "asdz")]
    assert pairs[0] == ask("gn", "ut")
    lines = invoke("--pairs", str(file)).stdout.splitlines()
    assert (
        lines[0].startswith("from\tto\tfrom_name\tto_name\twindow\texpected_min\tbest_min\taccess_min")
        and len(lines) == 3
    )


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("gn",), "two places are needed"),
        (("Groningn", "ut"), "'Groningn' is no station or place; did you mean gn (Groningen)"),
        (("gn", "ut", "--window", "ofpeak"), "window 'ofpeak' is not in network 'nl-2026'"),
        (("gn", "ut", "--window", "07:00-09:00"), "times of day (07:00-09:00) need a timetable"),
        (("gn", "ut", "--scenario", "lelylijn"), "lelylijn"),
        (
            ("gn", "ut", "--set", "speed_kmh=250"),
            "'speed_kmh' is no setting and no parameter of a scenario in this run",
        ),
        (("gn", "ut", "--network", "nl-2062"), "nl-2026"),
    ],
)
def test_mistakes_end_with_status_2_and_a_clear_line(args: tuple[str, ...], words: str) -> None:
    done = invoke(*args)
    assert done.exit_code == 2
    assert words in done.stderr and "Traceback" not in done.stderr and not done.stdout


def test_both_unknown_ends_are_named_at_once() -> None:
    text = invoke("Groningn", "Utrech").stderr
    assert "'Groningn'" in text and "'Utrech'" in text


def test_the_sentence_says_all_parts_in_both_languages() -> None:
    d = ask("Urk", "Utrecht")
    en, nl = sentence(d, "en"), sentence(d, "nl")
    assert f"takes {d['expected_min']:.0f} minutes on average (off-peak)" in en and "departures per hour" in en
    assert f"kost gemiddeld {d['expected_min']:.0f} minuten (dal)" in nl and "vertrekken per uur" in nl
    assert f"({d['changes']:.1f} times)".replace(".", ",").replace("times", "keer") in nl


def test_on_the_way_home_the_bicycle_stands_at_the_other_end() -> None:
    there, back = ask("Amstelveen", "Utrecht"), ask("Utrecht", "Amstelveen", "--homeward")
    assert there["homeward"] is False and back["homeward"] is True
    assert there["legs"][0]["mode"] == back["legs"][-1]["mode"] == "bicycle"
    assert add_up(back) == pytest.approx(back["expected_min"], abs=0.05)
    assert ask("Utrecht", "Amstelveen")["legs"][-1]["mode"] != "bicycle", "not at the station of somewhere else"


def test_between_stations_there_is_no_way_home() -> None:
    done = invoke("gn", "ut", "--homeward")
    assert done.exit_code != 0
    assert "nobody lives at a station: give a town or postcode area to come home to" in done.stderr


def test_a_leg_with_a_ferry_on_the_way_says_so() -> None:
    done = invoke("Vlieland", "Harlingen", "--lang", "en")
    assert "bicycle and ferry" in done.stdout
    assert "walking or cycling, with the ferry" in done.stdout
    assert "veer" in invoke("Vlieland", "Groningen", "--lang", "nl").stdout
    by_land = invoke("Emmeloord", "Zwolle", "--lang", "en").stdout
    assert "takes" in by_land and "ferry" not in by_land

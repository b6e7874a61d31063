"""``bereikbaar scenario`` through its whole length: files in, text or JSON out, exit statuses."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bereikbaar.cli.main import cli
from bereikbaar.cli.scenario import plugin_warnings, scenario
from bereikbaar.scenarios.registry import PluginWarning

HEAD = "name: mine\nkey: mine\ntitle: {nl: Mijn plan, en: My plan}\nbase: nl-2026\n"
FOUR = "changes:\n  - set_frequency: {services: 1100, tph: {day: 4}}\n"


def invoke(*args: object) -> Result:
    return CliRunner().invoke(cli, ["scenario", *(str(a) for a in args)])


def strict(text: str) -> Any:
    return json.loads(text, parse_constant=pytest.fail)


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_list_names_every_scenario() -> None:
    done = invoke("list", "--lang", "nl")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0].split("\t") == ["naam", "korte naam", "titel", "gemaakt voor netwerk", "jaar", "herkomst"]
    row = next(line.split("\t") for line in lines if line.startswith("lelylijn-2020\t"))
    assert row[1] == "lely20"
    assert row[2].startswith("Lelylijn, 200 km/u")
    assert row[3:] == ["nl-2026", "2040", "meegeleverd"]
    assert len(lines) == 23


def test_list_as_json_has_the_promised_keys() -> None:
    entries = strict(invoke("list", "--json").stdout)
    assert len(entries) == 22
    for entry in entries:
        assert list(entry) == ["name", "key", "title", "base", "year", "origin"]
        assert set(entry["title"]) == {"nl", "en"}


def test_show_says_what_changes_in_words_and_in_a_table() -> None:
    done = invoke("show", "zeeland-2030", "--lang", "nl")
    assert done.exit_code == 0
    assert "Vervalt: 2200 (Amsterdam Centraal – Vlissingen) en 3600 (Zwolle – Roosendaal)." in done.stdout
    assert "trein 3600-vs (Zwolle – Vlissingen): per uur\t1\t2" in done.stdout
    for title in ("Wat verandert", "Aannamen", "Wat slechter wordt", "Gepubliceerde cijfers", "Bronnen"):
        assert f"\n{title}" in done.stdout
    assert "kosten: geen bedrag gepubliceerd" in done.stdout


def test_show_in_dutch_has_names_and_dutch_words() -> None:
    done = invoke("show", "lelylijn-2020", "--lang", "nl").stdout
    assert "\nbus 141 Urk – Emmeloord\t–\t22 min, per uur 2 overdag, 1 's avonds en 1 in het weekend\n" in done
    assert "  - Groningen – Amsterdam Zuid, snelste reis, min: 85, marge 3 (moet kloppen); lc.nl " in done
    assert "(uit onze eigen berekening); afgeleid: eigen berekening op de dienstregeling van 2026" in done
    for raw in ("urk-0184", "best_min", "[must]", "+-", "direct_min"):
        assert raw not in done, raw
    plain = invoke("show", "spoorboekloos-breda", "--lang", "nl").stdout
    assert "treinen per uur" in plain
    assert "minstens 6 (moet kloppen)" in plain
    assert "tph_fast" not in plain


def test_show_in_english_tells_cost_parts_parameters_and_new_track() -> None:
    done = invoke("show", "lelylijn-2020", "--lang", "en", "--set", "speed_kmh=250")
    assert "cost: 3.2-6.4 billion euro (2020)" in done.stdout
    assert "new track: 119.4 km" in done.stdout
    assert "speed_kmh = 250" in done.stdout
    assert "train LL1 (Schiphol Airport – Groningen)\t–\tIntercity: " in done.stdout
    assert "Groningen – Amsterdam Zuid, fastest journey, min: 85, margin 3 (has to hold); " in done.stdout
    assert "parts: lelylijn-2020, zeeland-2030" in invoke("show", "ser-2020", "--lang", "en").stdout


def test_show_as_json() -> None:
    document = strict(invoke("show", "lelylijn-2020+zeeland-2030", "--json", "--lang", "en").stdout)
    assert document["name"] == "lelylijn-2020+zeeland-2030"
    assert document["parts"] == ["lelylijn-2020", "zeeland-2030"]
    assert document["cost"]["bn_eur"] == [3.2, 6.4]
    assert len(document["hash"]) == 64
    assert {"what", "before", "after"} == set(document["table"][0])
    assert document["new_track_km"] == 119.4
    assert any(e["from"] == "gn" and e["measure"] == "best_min" for e in document["expects"])


def test_show_of_what_is_not_there_or_does_not_fit_is_one_clear_message(tmp_path: Path) -> None:
    done = invoke("show", "lelylijn")
    assert done.exit_code == 2
    assert "Error: there is no scenario 'lelylijn'; did you mean " in done.stderr
    assert "'lelylijn-2020'" in done.stderr
    wrong = invoke("show", write(tmp_path, HEAD + FOUR.replace("1100", "1101")))
    assert wrong.exit_code == 2
    assert "mine.yaml, line 6, set_frequency.services: service '1101' is not in network 'nl-2026'" in wrong.stderr
    assert wrong.stdout == ""


def test_check_of_a_good_file_shows_the_figures(tmp_path: Path) -> None:
    figures = "expects:\n  - {from: bd, to: ehv, measure: tph_direct, value: 4}\n"
    done = invoke("check", write(tmp_path, HEAD + FOUR + figures), "--lang", "nl")
    assert done.exit_code == 0
    assert "bd\tehv\trechtstreekse treinen per uur\t4.0\t0.0\t4.0\tklopt" in done.stdout
    assert done.stdout.splitlines()[-1].endswith("mine.yaml: in orde")
    assert done.stderr == ""


def test_a_missed_figure_is_a_warning_and_with_strict_a_failure(tmp_path: Path) -> None:
    figures = "expects:\n  - {from: bd, to: ehv, measure: tph_direct, value: 9, source: the plan}\n"
    path = write(tmp_path, HEAD + FOUR + figures)
    done = invoke("check", path, "--lang", "en")
    assert done.exit_code == 0
    assert "Warning: bd – ehv, direct trains per hour: 4.0, published 9.0 (the plan)" in done.stderr
    assert "in order; 1 published figures missed" in done.stdout
    assert invoke("check", path, "--strict").exit_code == 1
    document = strict(invoke("check", path, "--strict", "--json").stdout)
    assert document["ok"] is False
    (figure,) = document["expects"]
    assert (figure["from"], figure["to"], figure["got"], figure["ok"]) == ("bd", "ehv", 4, False)
    assert {"scenario", "measure", "published", "tolerance", "source"} <= set(figure)


def test_check_says_all_that_is_wrong_at_once(tmp_path: Path) -> None:
    text = HEAD + "yaer: 2030\nchanges:\n  - set_frequency: {services: 1101, tph: 4}\n  - add_track: {from: lls}\n"
    done = invoke("check", write(tmp_path, text), "--lang", "nl")
    assert done.exit_code == 2
    lines = done.stdout.splitlines()
    assert "regel 5: unknown key 'yaer'; did you mean 'year'?" in lines[0]
    assert "regel 7, set_frequency.services: service '1101' is not in network 'nl-2026'" in lines[1]
    assert lines[-1].endswith("mine.yaml: 4 fouten")
    document = strict(invoke("check", tmp_path / "mine.yaml", "--json").stdout)
    assert document["ok"] is False
    assert [p["row"] for p in document["problems"]] == [5, 7, 8, 8]
    assert document["hash"] is None
    assert set(document["problems"][0]) == {"file", "row", "field", "severity", "message"}


def test_check_knows_the_towns_and_zones_of_the_network(tmp_path: Path) -> None:
    text = HEAD + "changes:\n  - add_feeder: {town: Urk, station: lls, run_min: 40, tph: 2}\n"
    done = invoke("check", write(tmp_path, text), "--lang", "en")
    assert "there is no town with the id 'Urk'; did you mean 'urk-0184' (Urk)?" in done.stdout
    assert done.stdout.splitlines()[-1].endswith(": 1 error")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("{zone: 8302, field: jobs, add: -50000}",
         "mine.yaml, set_opportunities: scenario 'mine': zone 8302 has 7791 jobs and would have -42209"),
        ("{zone: 8302, field: population, add: -50000}",
         "mine.yaml, line 6, set_opportunities.add: zone 8302 has 11585 inhabitants and would have -38415"),
        ("{zone: 8301, field: population, add: 50000, from_zone: 8302}",
         "mine.yaml, line 6, set_opportunities.from_zone: zone 8302 has 11585 inhabitants and would have -38415"),
    ],
)  # fmt: skip
def test_check_knows_that_people_and_jobs_cannot_leave_that_are_not_there(
    tmp_path: Path, change: str, said: str
) -> None:
    done = invoke("check", write(tmp_path, HEAD + f"changes:\n  - set_opportunities: {change}\n"), "--lang", "en")
    assert done.exit_code == 2 and said in done.stdout
    assert done.stdout.splitlines()[-1].endswith(": 1 error")


def test_jobs_and_people_that_may_leave_are_in_order(tmp_path: Path) -> None:
    text = HEAD + "changes:\n  - set_opportunities: {zone: 8301, field: jobs, add: 700, from_zone: 8302}\n"
    done = invoke("check", write(tmp_path, text), "--lang", "en")
    assert done.exit_code == 0, done.stdout


def test_check_of_another_base_or_network(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD.replace("nl-2026", "nl-2062") + FOUR)
    done = invoke("check", path, "--lang", "en")
    assert done.exit_code == 2
    assert "mine.yaml, base:" in done.stdout
    assert "nl-2062" in done.stdout
    assert invoke("check", path, "--network", "nl-2026").exit_code == 0


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("", "line 1: 'base' is missing: network that it was made for (the name of a network such as nl-2026)"),
        ("base:\n", "base: expected the name of a network such as nl-2026, found nothing"),
        ('base: ""\n', "line 4, base: expected the name of a network such as nl-2026, found text in quotes ''"),
        ("base: [nl-2026]\n", "line 4, base: expected the name of a network such as nl-2026, found a list"),
        ("base: 2026\n", "base: network '2026' is neither a shipped network (nl-2026) nor a folder; did you mean"),
        ("base: .\n", "base: folder '.' is no network: it has no datapackage.json; shipped networks: nl-2026"),
    ],
)
def test_a_base_that_is_none_is_one_error_and_not_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    text = HEAD.replace("base: nl-2026\n", base) + FOUR
    write(tmp_path, text)
    done = invoke("check", "mine.yaml", "--lang", "en")
    assert done.exit_code == 2
    first, last = done.stdout.splitlines()
    assert said in first
    assert last == "mine.yaml: 1 error"
    shown = invoke("show", "mine.yaml", "--lang", "en")
    assert shown.exit_code == 2
    assert len(shown.stderr.splitlines()) == 1
    assert "datapackage.json: file is missing" not in shown.stderr


def test_an_empty_network_option_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = invoke("show", "zeeland-160", "--network", "")
    assert done.exit_code == 2
    assert "no network is named; shipped networks: nl-2026" in done.stderr
    checked = invoke("check", "zeeland-160", "--network", "")
    assert "no network is named" in checked.stdout
    nowhere = HEAD.replace("base: nl-2026\n", "") + FOUR
    checked = invoke("check", write(tmp_path, nowhere), "--network", "nl-2026")  # the rest is checked all the same
    assert "'base' is missing" in checked.stdout
    assert checked.stdout.splitlines()[-1].endswith(": 1 error")


def test_names_where_codes_and_ids_belong_are_pointed_at_their_code(tmp_path: Path) -> None:
    wrong = '  - add_stops: {services: ["Intercity 500"], stops: [Meppel], extra_min: 3}\n'
    done = invoke("check", write(tmp_path, HEAD + "changes:\n" + wrong), "--lang", "en")
    assert "stops: station 'Meppel' is not in network 'nl-2026'; did you mean 'mp' (Meppel)?" in done.stdout
    assert "'Intercity 500' is not in network 'nl-2026'; did you mean '500' (Intercity " in done.stdout


def test_new_writes_a_file_that_can_be_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = invoke("new", "my-plan", "--lang", "en")
    assert done.exit_code == 0
    assert "my-plan.yaml written; check it with: bereikbaar scenario check my-plan.yaml" in done.stderr
    assert done.stdout == ""
    assert invoke("check", "my-plan.yaml", "--strict").exit_code == 0
    again = invoke("new", "my-plan")
    assert again.exit_code == 2
    assert "my-plan.yaml exists already: give another file with -o" in again.stderr


def test_new_copies_a_shipped_scenario(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    done = invoke("new", "mijn-lelylijn", "--from", "lelylijn-2020", "-o", path, "--lang", "nl")
    assert f"{path} geschreven" in done.stderr
    text = path.read_text(encoding="utf-8")
    assert "\nname: mijn-lelylijn\nkey: mijnlely\n" in text
    assert text.startswith("# ")
    wrong = invoke("new", "Mijn Lelylijn", "-o", tmp_path / "other.yaml")
    assert wrong.exit_code == 2
    assert "small letters, digits and hyphens, e.g. mijn-lelylijn" in wrong.stderr
    assert not (tmp_path / "other.yaml").exists()


def test_schema_goes_to_stdout_or_a_file(tmp_path: Path) -> None:
    printed = strict(invoke("schema").stdout)
    assert printed["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    path = tmp_path / "scenario.schema.json"
    assert invoke("schema", "-o", path).exit_code == 0
    assert strict(path.read_text(encoding="utf-8")) == printed


def test_plugins_that_fail_are_said_on_stderr_once(capsys: pytest.CaptureFixture[str]) -> None:
    with plugin_warnings():
        warnings.warn("package 'x': broken", PluginWarning, stacklevel=1)
        warnings.warn("package 'x': broken", PluginWarning, stacklevel=1)
    assert capsys.readouterr().err == "Warning: package 'x': broken\n"


def test_every_command_has_an_example_in_its_help() -> None:
    for name in scenario.commands:
        done = invoke(name, "--help")
        assert done.exit_code == 0
        assert f"Example:  bereikbaar scenario {name}" in done.stdout
    assert "Example:  bereikbaar scenario show lelylijn-2020" in invoke("--help").stdout

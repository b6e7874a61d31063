"""``bereikbaar indicators`` and ``run --indicators``: what can be measured, and how it is asked for."""

import json

from click.testing import CliRunner

from bereikbaar.cli.main import cli
from bereikbaar.indicators.catalogue import ALL_INDICATORS, DEFAULT, GROUPS


def invoke(*args: str):
    return CliRunner().invoke(cli, ["indicators", *args])


def test_the_list_is_every_measure_one_a_line_and_says_which_are_the_default() -> None:
    got = invoke("--lang", "en")
    heads, *rows = [line.split("\t") for line in got.stdout.splitlines()]
    assert heads == ["measure", "unit", "what it is", "group", "default"]
    assert [row[0] for row in rows] == [i.name for i in ALL_INDICATORS]
    assert {row[0] for row in rows if row[4] == "yes"} == set(DEFAULT)
    assert "jobs_50" in got.stderr, "families are told of"


def test_the_list_speaks_dutch() -> None:
    lines = invoke("jobs", "--lang", "nl").stdout.splitlines()
    assert lines[0].split("\t") == ["maat", "eenheid", "wat het is", "groep", "standaard"]
    assert any(line.startswith("jobs_60\tbanen\tBanen bereikbaar binnen 60 min\tjobs\tja") for line in lines)


def test_a_group_lists_its_measures_only() -> None:
    for group in GROUPS:
        rows = [line.split("\t") for line in invoke(group, "--lang", "en").stdout.splitlines()[1:]]
        assert rows and {row[3] for row in rows} == {group}


def test_one_measure_is_told_in_full_also_one_that_is_not_listed() -> None:
    text = invoke("jobs_50", "--lang", "en").stdout
    assert text.startswith("jobs_50 [jobs]  Jobs reached within 50 min")
    for part in ("definition: ", "formula: sum_j O_j [t_ij <= 50]", "source: ", "rests on: an estimate"):
        assert part in text


def test_json_has_the_documented_keys() -> None:
    rows = json.loads(invoke("default", "--json").stdout)
    keys = ["name", "unit", "title", "definition", "formula", "source", "group", "basis", "better", "kind", "default"]
    assert all(list(row) == keys for row in rows)
    assert {row["name"] for row in rows} == set(DEFAULT) and all(row["default"] for row in rows)
    assert all(row["title"]["nl"] and row["title"]["en"] and row["formula"] and row["source"] for row in rows)


def test_an_unknown_measure_gets_near_ones() -> None:
    got = invoke("jbs_60")
    assert got.exit_code == 2 and "there is no measure or group 'jbs_60'; did you mean 'jobs_60'" in got.output
    family = invoke("hosp_x")
    assert "hosp takes a limit in minutes (1 to 720), n and a number (1 or more), or a decay" in family.output

"""``bereikbaar explain`` as a user runs it."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from bereikbaar.cli.main import cli

PLAN = ("--scenario", "lelylijn-2020")


def invoke(*args: str):
    return CliRunner().invoke(cli, ["explain", *args])


def ask(*args: str) -> Any:
    done = invoke(*args, "--json")
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def test_groningen_amsterdam_becomes_direct_with_the_lelylijn_and_says_so() -> None:
    done = invoke("Groningen", "Amsterdam", *PLAN, "--lang", "en")
    assert done.exit_code == 0, done.stderr
    last = done.stdout.splitlines()[-1]
    assert last.startswith("Groningen – Amsterdam: ")
    assert "over the new line Groningen – Lelystad Centrum (\N{MINUS SIGN}34 min)" in last
    assert "a direct train instead of a change at Zwolle" in last
    assert "Intercity LL1" in done.stdout
    dutch = invoke("Groningen", "Amsterdam", *PLAN, "--lang", "nl").stdout.splitlines()[-1]
    assert "een rechtstreekse trein in plaats van een overstap in Zwolle" in dutch


@pytest.mark.parametrize(("method", "origin", "to"), [("headway", "Drachten", "Utrecht"), ("clock", "gn", "asdz")])
def test_the_document_has_both_journeys_as_time_has_them(method: str, origin: str, to: str) -> None:
    found = ask(origin, to, *PLAN, "--method", method)
    alone = json.loads(CliRunner().invoke(cli, ["time", origin, to, "--method", method, "--json"]).stdout)
    assert {k: v for k, v in alone.items() if k != "homeward"} == found["before"]
    whole = round(found["after"]["expected_min"] + 1e-9) - round(found["before"]["expected_min"] + 1e-9)
    assert abs(sum(reason["minutes"] for reason in found["reasons"]) - whole) <= 1
    total = sum(part["diff_min"] for part in found["components"].values())
    assert total == pytest.approx(found["diff_min"], abs=0.03)
    assert found["verdict"] == "better"
    assert found["sentence"]["nl"].startswith(f"{found['before']['from_name']} – ")


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["Groningen", "Amsterdam"], "--scenario"),
        (["Groningen", "Amsterdam", "--scenario", "lelylijn-202"], "or 'lelylijn-2020'"),
        (["Groningem", "Amsterdam", *PLAN], "did you mean gn (Groningen)"),
        (["Groningen", "Amsterdam", *PLAN, "--window", "all"], "one window, not in all"),
        (["Groningen", "Amsterdam", *PLAN, "--window", "spits"], "spits"),
    ],
)
def test_mistakes_are_told_with_what_is_meant(args: list[str], expected: str) -> None:
    done = invoke(*args)
    assert done.exit_code == 2
    assert expected in done.stderr
    assert "Traceback" not in done.stderr

"""bereikbaar network minutes, on the shipped network."""

import json

import pytest
from click.testing import CliRunner, Result

from bereikbaar.cli.main import cli


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["network", "minutes", *args, "--lang", "en"])


@pytest.fixture(scope="module")
def base() -> dict[tuple[str, str, int], dict[str, object]]:
    found = run("--json")
    assert found.exit_code == 0, found.output
    return {(t["service"], t["direction"], t["train"]): t for t in json.loads(found.stdout)["trains"]}


def test_known_minutes_are_listed_with_their_confidence_and_source(base):
    train = base["500", "outbound", 1]
    assert (train["minute"], train["period_min"], train["basis"]) == (9, 60, "B")
    assert "2025-10-04" in train["source"]


def test_proposed_minutes_are_marked(base):
    assert {t["basis"] for t in base.values()} == {"A", "B", "C", "proposed"}
    assert all(t["basis"] == "proposed" for (service, _, _), t in base.items() if service == "5000")


def test_one_service_as_a_table():
    found = run("--service", "5100")
    lines = found.stdout.splitlines()
    assert lines[0].split("\t")[:3] == ["service", "direction", "train"]
    assert len(lines) == 5  # two an hour in both directions
    assert "trains have a proposed minute." in found.stderr


def test_the_board_of_zwolle_has_the_trains_that_everybody_knows():
    found = run("--board", "Zwolle")
    rows = [line.split("\t") for line in found.stdout.splitlines()[1:]]
    assert [":19", "500", "Intercity", "Den Haag Centraal"] in [r[:4] for r in rows]
    assert [r[0] for r in rows] == sorted(r[0] for r in rows)


def test_a_scenario_moves_no_minute_of_the_base(base):
    found = run("--scenario", "spoorboekloos-zwolle", "--json")
    after = {(t["service"], t["direction"], t["train"]): t for t in json.loads(found.stdout)["trains"]}
    assert {k: t["minute"] for k, t in after.items() if k in base} == {k: t["minute"] for k, t in base.items()}
    assert {k[0] for k in after if k not in base} == {"501", "701"}


def test_ten_minute_trains_leave_every_ten_minutes_or_it_says_why_not():
    found = run("--board", "ut", "--scenario", "spoorboekloos-zwolle", "--json")
    leaving = [d for d in json.loads(found.stdout)["departures"] if any(c["station"] == "zl" for c in d["calls"])]
    fast = sorted(d["minute"] for d in leaving if d["service"] in ("500", "600", "501") and d["minute"] < 60)
    assert [b - a for a, b in zip(fast, [*fast[1:], fast[0] + 60], strict=True)] == [10] * 6
    text = run("--board", "ut", "--scenario", "spoorboekloos-zwolle").stderr
    assert "Utrecht Centraal – Zwolle" not in text
    assert "Amsterdam Zuid – Zwolle: not every 10 minutes. The longest gap is 11 minutes" in text
    assert "Known minutes stay" in text


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--service", "5O0"), "service '5O0' is not in network 'nl-2026'"),
        (("--board", "Zwole"), "'Zwole' is no station or place"),
        (("--window", "morning"), "window 'morning' is not in network 'nl-2026'"),
        (("--scenario", "spoorboeklos"), "spoorboekloos"),
        (("nl-2062",), "nl-2026"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(args: tuple[str, ...], message: str):
    found = run(*args)
    assert found.exit_code != 0
    assert message in found.output + str(found.exception or "")

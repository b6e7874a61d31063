"""What ``bereikbaar time`` says of minutes that are not whole, and of trains that few moments catch."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1]))

from bereikbaar.cli.main import cli
from bereikbaar.cli.time_text import sentence
from builders_feeds import feed, trains


def say(*args: str) -> str:
    done = CliRunner().invoke(cli, ["time", *args])
    assert done.exit_code == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def hour(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Every half hour from 07:00 to 09:00 from gn: 60 min to asn, 60.5 to ut, 45.5 to asd."""
    kinds = [
        trains(stop, f"gn 0 {stop} {run}", 420, 540, 30) for stop, run in (("asn", 60), ("ut", 60.5), ("asd", 45.5))
    ]
    return str(feed(tmp_path_factory.mktemp("feeds") / "hour", [run for kind in kinds for run in kind]))


def test_half_a_minute_over_the_hour_never_reads_as_the_hour(hour: str) -> None:
    """Rounding a half to the even number would say 60 of 60.5."""
    at = ("-n", hour, "--date", "2025-03-12", "--method", "clock", "-w")
    text = say("gn", "ut", *at, "07:00-08:00", "--lang", "en")
    assert "takes 76 minutes on average" in text and "; 60.5 at best" in text
    assert "; op zijn snelst 60,5;" in say("gn", "ut", *at, "07:00-08:00", "--lang", "nl")
    assert "; 60 at best" in say("gn", "asn", *at, "07:00-08:00", "--lang", "en")
    assert "takes 61 minutes on average" in say("gn", "asd", *at, "07:00-08:00", "--lang", "en"), "60.5"
    some = say("gn", "ut", "-n", hour, "--date", "2025-12-12", *at[4:], "08:00-10:00", "--lang", "en")
    assert "a connection at 50 % of the moments only, so no mean; 60.5 min at best." in some


def test_a_train_that_one_moment_catches_is_a_connection_at_less_than_one_percent(tmp_path: Path) -> None:
    path = str(feed(tmp_path / "once", trains("1", "gn 0 ut 60", 420, 420, 60)))
    at = ("-n", path, "--date", "2025-12-12", "--method", "clock", "-w", "07:00-09:00")
    d = json.loads(say("gn", "ut", *at, "--json"))
    assert (d["best_min"], d["share"], d["departures_per_hour"], d["expected_min"]) == (60.0, 0.0, 0.5, None)
    said = "a connection at less than 1 % of the moments only, so no mean; 60 min at best."
    assert said in say("gn", "ut", *at, "--lang", "en")
    gezegd = (
        "maar op minder dan 1 % van de momenten is er een verbinding, dus geen gemiddelde; op zijn snelst 60 min."
    )
    assert gezegd in say("gn", "ut", *at, "--lang", "nl")
    assert "no connection." in say("ut", "gn", *at, "--lang", "en")


def test_where_the_share_is_not_worked_out_some_moments_have_a_connection(tmp_path: Path) -> None:
    path = str(feed(tmp_path / "last", trains("1", "gn 0 asd 130", 420, 540, 30)))
    at = (
        "-n",
        path,
        "--date",
        "2025-12-12",
        "--method",
        "clock",
        "-w",
        "08:00-10:00",
        "--set",
        "longest_journey_min=300",
    )
    d = json.loads(say("gn", "Amsterdam", *at, "--json"))
    assert d["expected_min"] is None and d["best_min"] == 130.0
    assert "moments only, so no mean; 130 min at best." in say("gn", "Amsterdam", *at, "--lang", "en")
    town = d | {"share": None}
    assert "a connection at some of the moments only, so no mean;" in sentence(town, "en")
    assert "maar op een deel van de momenten is er een verbinding, dus geen gemiddelde;" in sentence(town, "nl")

"""``bereikbaar network export``: a feed on disk, a few lines or JSON about it, clear errors."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bereikbaar.cli.main import cli
from bereikbaar.cli.network_export import BASIS_WORDS
from bereikbaar.network.trips import BASES
from bereikbaar.read.network import shipped_networks


def invoke(*args: object) -> Result:
    return CliRunner().invoke(cli, ["network", "export", *(str(a) for a in args)])


def rows(path: Path, name: str) -> list[list[str]]:
    with zipfile.ZipFile(path) as archive:
        return [line.split(",") for line in archive.read(name).decode("utf-8").splitlines()]


def test_the_shipped_network_goes_out_as_a_feed(tmp_path: Path) -> None:
    out = tmp_path / "nl.zip"
    done = invoke("--gtfs", out, "--method", "headway", "--json")
    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    assert document["file"] == str(out)
    assert {k: document[k] for k in ("network", "scenario", "method", "from", "until", "notes")} == {
        "network": "nl-2026", "scenario": None, "method": "headway", "from": "2025-12-14", "until": "2026-12-12",
        "notes": [],
    }  # fmt: skip
    assert document["rows"]["trips.txt"] == len(rows(out, "trips.txt")) - 1 == document["trips"]["headway"]
    credits_ = {row[1] for row in rows(out, "attributions.txt")}
    assert "Rijden de Treinen: list of stations" in credits_


def test_minutes_that_are_known_are_taken_when_nothing_is_asked(tmp_path: Path) -> None:
    out = tmp_path / "nl.zip"
    done = invoke("--gtfs", out, "--known-only", "--lang", "nl")
    assert done.exit_code == 0, done.output
    said = done.stderr
    assert f"{out}: " in said
    assert "treinen op 136 lijnen, van 2025-12-14 tot en met 2026-12-12" in said
    assert "op bekende minuten, zekerheid A" in said
    assert "om de zoveel minuten, zonder minuut" in said
    assert done.stdout == ""


def test_a_scenario_goes_out_with_its_name_and_its_sources(tmp_path: Path) -> None:
    out = tmp_path / "plan.zip"
    done = invoke("--gtfs", out, "--scenario", "lelylijn-2020", "--method", "headway", "--from", "2026-03-01")
    assert done.exit_code == 0, done.output
    added = [r for r in rows(out, "routes.txt") if r[-1] == "lelylijn-2020"]
    assert added
    assert "lelylijn-2020" in rows(out, "feed_info.txt")[1]
    assert any(r[-1] == "scenario" and r[-2].startswith("http") for r in rows(out, "attributions.txt"))
    assert any(r[0] == "xem" for r in rows(out, "stops.txt"))
    assert {r[8] for r in rows(out, "calendar.txt")[1:]} == {"20260301"}


def test_the_same_command_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.zip", "two.zip"):
        assert invoke("--gtfs", tmp_path / name, "--method", "headway").exit_code == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_setting_reaches_the_change_times(tmp_path: Path) -> None:
    out = tmp_path / "nl.zip"
    assert invoke("--gtfs", out, "--method", "headway", "--set", "change_min=6").exit_code == 0
    assert {r[-1] for r in rows(out, "transfers.txt")[1:]} == {"360"}


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["--gtfs", "feed.gtfs"], 2, "--gtfs: a GTFS feed is a zip file; expected a name such as feed.zip"),
        (["--gtfs", "f.zip", "--known-only", "--method", "headway"], 2, "--known-only is about clock minutes"),
        (["--gtfs", "f.zip", "--from", "soon"], 2, "--from: expected a date such as 2026-03-10, found 'soon'"),
        (["--gtfs", "f.zip", "nl-2062"], 2, "did you mean 'nl-2026'?"),
        (["--gtfs", "f.zip", "--scenario", "lelylin-2020"], 2, "did you mean 'lelylijn-2020'"),
        (["--gtfs", "f.zip", "--set", "chang_min=3"], 2, "chang_min"),
        (["--gtfs", "f.zip", "--date", "2026-03-10"], 2, "--date"),
        ([], 2, "Missing option '--gtfs'"),
        (["--gtfs", "no-such-folder/f.zip", "--method", "headway"], 1, "no-such-folder/f.zip could not be written"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], code: int, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = invoke(*args)
    assert done.exit_code == code, done.output
    assert said in done.output
    assert list(tmp_path.iterdir()) == []


def test_a_timetable_is_not_written_over_itself(tmp_path: Path) -> None:
    feed = tmp_path / "feed.zip"
    assert invoke("--gtfs", feed, "--method", "headway").exit_code == 0
    before = feed.read_bytes()
    done = invoke("--gtfs", feed, feed)
    assert done.exit_code == 2
    assert "is the timetable that is read; give another name" in done.output
    assert feed.read_bytes() == before


def test_a_feed_goes_in_and_out(tmp_path: Path) -> None:
    feed, again = tmp_path / "feed.zip", tmp_path / "again.zip"
    assert invoke("--gtfs", feed, "--method", "headway").exit_code == 0
    done = invoke("--gtfs", again, feed, "--date", "2026-03-14", "--json")
    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    assert (document["network"], document["method"]) == ("feed", "timetable")
    assert document["trips"] == {"headway": len(rows(again, "trips.txt")) - 1}


def test_a_network_of_ones_own_needs_hours(tmp_path: Path) -> None:
    import shutil

    mine = tmp_path / "mine"
    shutil.copytree(shipped_networks()["nl-2026"], mine)
    package = json.loads((mine / "datapackage.json").read_text(encoding="utf-8"))
    del package["windows"][0]["hours"]
    (mine / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    done = invoke("--gtfs", tmp_path / "f.zip", mine, "--method", "headway")
    assert done.exit_code == 2
    assert "windows, peak, hours: an export needs to know when window 'peak' is; add for example" in done.output


def test_every_basis_has_words_in_both_languages() -> None:
    assert BASIS_WORDS.keys() == set(BASES)
    assert all(len({en, nl}) == 2 for en, nl in BASIS_WORDS.values())


def test_an_existing_file_is_replaced_only_when_asked(tmp_path: Path) -> None:
    out = tmp_path / "notes.zip"
    out.write_text("mine")
    done = invoke("--gtfs", out, "--method", "headway")
    assert done.exit_code == 2
    assert f"--gtfs: {out} is there already; give --overwrite to replace it" in done.stderr
    assert out.read_text() == "mine"
    assert invoke("--gtfs", out, "--method", "headway", "--overwrite").exit_code == 0
    assert zipfile.is_zipfile(out)

"""``bereikbaar plot`` as a user runs it."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bereikbaar.cli.main import cli


def invoke(*args: str) -> Result:
    return CliRunner().invoke(cli, ["plot", *args])


def test_a_map_of_a_difference_in_a_region_is_written(tmp_path: Path) -> None:
    file = tmp_path / "zeeland.svg"
    done = invoke("zeeland-2030", "--diff", "--region", "Zeeland", "-o", str(file), "--lang", "nl")
    assert done.exit_code == 0, done.stderr
    text = file.read_text(encoding="utf-8")
    people = [int(p.get("data-people", "")) for p in ET.fromstring(text).iter() if p.get("data-people")]
    assert sum(people) == pytest.approx(391_000, abs=5_000), "the inhabitants of Zeeland"
    assert f"{file} geschreven" in done.stderr and "Verschil door Zeeland" in done.stderr


def test_a_chart_as_png_and_a_base_map_of_another_measure_as_pdf(tmp_path: Path) -> None:
    png, pdf = tmp_path / "dots.png", tmp_path / "base.pdf"
    done = invoke("zeeland-2030", "--kind", "dots", "-o", str(png))
    assert done.exit_code == 0, done.stderr
    assert png.read_bytes().startswith(b"\x89PNG")
    done = invoke("--measure", "jobs_60", "-o", str(pdf))
    assert done.exit_code == 0, done.stderr
    assert pdf.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("lelylijn-2020", "-m", "jobs_6o", "-o", "a.svg"), "there is no measure 'jobs_6o'; did you mean 'jobs_60'"),
        (("lelylijn-2020", "-m", "chg_ams", "-o", "a.svg"), "measure 'chg_ams' has no classes to be drawn in"),
        (("lelylijn-2020", "-o", "a.svgg"), "found '.svgg'; did you mean '.svg'"),
        (("lelylijn-2020", "-o", "nowhere/a.svg"), "there is no folder nowhere"),
        (("lelylijn-202", "-o", "a.svg"), "there is no scenario 'lelylijn-202'; did you mean 'lelylijn-20"),
        (("--diff", "-o", "a.svg"), "the base does not differ from itself: --diff, --kind changes and charts need"),
        (("--kind", "bars", "-o", "a.svg"), "--kind changes and charts need a scenario"),
        (("--kind", "changes", "-o", "a.svg"), "--kind changes and charts need a scenario"),
        (("lelylijn-2020", "zeeland-2030", "-o", "a.svg"), "there are 2 scenarios; say with --scenario"),
        (
            ("lelylijn-2020", "--scenario", "lelylin-2020", "-o", "a.svg"),
            "there is no scenario 'lelylin-2020' among those that are drawn; there are lelylijn-2020, base; did you "
            "mean 'lelylijn-2020'",
        ),
        (("lelylijn-2020", "--region", "Zeelnd", "-o", "a.svg"), "no region 'Zeelnd'; did you mean 'Zeeland'"),
        ((".", "-o", "a.svg"), "'.' is a folder; plot draws scenarios"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_said_before_anything_is_computed(
    args: tuple[str, ...], message: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bereikbaar.pipeline.run", None)
    done = invoke(*args)
    assert done.exit_code != 0 and message in " ".join(done.stderr.split())
    assert not list(tmp_path.iterdir())


def run_folder(folder: Path) -> Path:
    """The folder of a run with two scenarios, as far as plot looks at it."""
    folder.mkdir()
    shipped = {"name": "lelylijn-2020", "origin": "shipped"}
    own = {"name": "mine", "origin": "plans/my plan.yaml"}
    manifest = {"network": {"name": "nl-2026"}, "window": "evening", "method": "headway", "scenarios": [shipped, own]}
    (folder / "run.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("out/:lelylijn-2020", "plot lelylijn-2020 --network nl-2026 --window evening --method headway --diff"),
        ("out/:mine", "bereikbaar plot 'plans/my plan.yaml' --network nl-2026"),
        ("out", "bereikbaar plot lelylijn-2020 'plans/my plan.yaml' --scenario lelylijn-2020 --network"),
        ("out/:base", "bereikbaar plot --network nl-2026 --window evening --method headway -o map.svg"),
        ("out/:lelylin-2020", "has no scenario 'lelylin-2020'; it has base, lelylijn-2020, mine; did you mean 'lely"),
        ("empty/", "'empty/' is a folder; plot draws scenarios: give their names or files"),
    ],
)  # fmt: skip
def test_of_the_folder_of_a_run_it_says_what_draws_the_same(
    word: str, message: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    run_folder(tmp_path / "out")
    (tmp_path / "empty").mkdir()
    done = invoke(word, "-o", "a.svg")
    assert done.exit_code != 0 and message in " ".join(done.stderr.split())


def test_what_a_scenario_changes_and_the_trains_of_a_region_are_drawn(tmp_path: Path) -> None:
    plan, trains = tmp_path / "plan.svg", tmp_path / "trains.svg"
    done = invoke("lelylijn-2020", "--kind", "changes", "-o", str(plan), "--lang", "nl")
    assert done.exit_code == 0, done.stderr
    assert "op het spoor verandert" in done.stderr and 'data-work="new"' in plan.read_text(encoding="utf-8")
    done = invoke("lelylijn-2020", "--kind", "frequency", "--region", "Flevoland", "-o", str(trains))
    assert done.exit_code == 0, done.stderr
    text = trains.read_text(encoding="utf-8")
    assert "in Flevoland" in done.stderr and ">Emmeloord<" in text and ">Drachten<" not in text


def test_an_existing_file_stays_unless_asked(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_text("mine", encoding="utf-8")
    done = invoke("lelylijn-2020", "-o", str(file))
    assert done.exit_code != 0 and "--overwrite" in done.stderr and file.read_text(encoding="utf-8") == "mine"


def test_the_help_has_an_example() -> None:
    done = CliRunner().invoke(cli, ["plot", "--help"])
    assert "Example:" in done.output and "bereikbaar plot lelylijn-2020 --diff -o lelylijn.png" in done.output

"""``bereikbaar run`` and ``compare`` on the real network, as a user runs them."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bereikbaar.cli.main import cli
from bereikbaar.indicators.catalogue import chosen
from bereikbaar.read.network import find_network

FILES = {"run.json", "compare.md", "bereikbaar.gpkg", "bereikbaar.qgz", "bereikbaar.qlr"} | {
    f"{layer}.{ending}"
    for ending in ("geojson", "qml")
    for layer in ("towns", "zones", "municipalities", "corop", "stations", "services", "tracks", "pairs")
}


def invoke(*args: str):
    return CliRunner().invoke(cli, list(args))


def strict(path: Path) -> Any:
    def refuse(word: str) -> None:
        raise AssertionError(f"{word} in {path.name}")

    return json.loads(path.read_text(encoding="utf-8"), parse_constant=refuse)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of two scenarios, one with a parameter set from outside."""
    folder = tmp_path_factory.mktemp("run") / "out"
    done = invoke("run", "lelylijn-2020", "zeeland-2030", "-o", str(folder), "--lang", "en")
    assert done.exit_code == 0, done.stderr
    (folder.parent / "stdout.txt").write_text(done.stdout, encoding="utf-8")
    (folder.parent / "stderr.txt").write_text(done.stderr, encoding="utf-8")
    return folder


def test_all_files_are_there_and_listed_and_strict(out: Path) -> None:
    assert {p.name for p in out.iterdir() if p.is_file()} == FILES
    manifest = strict(out / "run.json")
    on_disk = {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    listed = {f if isinstance(f, str) else f["name"] for f in manifest["files"]}
    assert on_disk - {"run.json"} <= listed | {"run.json"}
    for path in out.glob("*.geojson"):
        assert strict(path)["type"] == "FeatureCollection"
        assert path.stat().st_size < 20e6


def test_the_manifest_has_the_promised_keys(out: Path) -> None:
    manifest = strict(out / "run.json")
    assert manifest["indicators"] == list(chosen("default"))
    assert manifest.keys() >= {"version", "network", "scenarios", "settings", "warnings", "expects", "files"}
    assert [s["name"] for s in manifest["scenarios"]] == ["lelylijn-2020", "zeeland-2030"]
    assert all(
        s.keys() >= {"name", "key", "hash", "title", "changes"} and s["changes"] for s in manifest["scenarios"]
    )
    promised = {"scenario", "from", "to", "measure", "published", "tolerance", "got", "ok", "source"}
    assert manifest["expects"] and all(e.keys() >= promised for e in manifest["expects"])
    assert not [e for e in manifest["expects"] if e["ok"] is False]


def test_stdout_carries_the_result_and_stderr_the_talk(out: Path) -> None:
    results = (out.parent / "stdout.txt").read_text(encoding="utf-8")
    talk = (out.parent / "stderr.txt").read_text(encoding="utf-8")
    assert results.startswith("scenario\tresult\ttown\t")
    assert "\nlelylijn-2020\tgains\tUrk\t" in results
    assert "\nzeeland-2030\t" in results
    assert "Wrote" in talk and "Wrote" not in results


def test_losers_are_in_the_comparison(out: Path) -> None:
    text = (out / "compare.md").read_text(encoding="utf-8")
    for name in ("Kruiningen-Yerseke", "Rilland-Bath", "Krabbendijke", "Kapelle-Biezelinge", "Arnemuiden", "Souburg"):
        assert name in text, f"{name} loses its direct train to the Randstad and is not named"


def test_towns_without_a_station_have_answers_in_the_base_year(out: Path) -> None:
    towns = {f["properties"]["name"]: f["properties"] for f in strict(out / "towns.geojson")["features"]}
    assert len(towns) >= 560
    for name in ("Emmeloord", "Drachten", "Urk", "Zierikzee", "Terneuzen", "Spijkenisse"):
        assert towns[name]["main_min"] > 0, name
        assert towns[name]["main_min_lely20"] + 0.11 >= 0
    drachten = towns["Drachten"]
    assert drachten["main_min_lely20_diff"] == pytest.approx(
        drachten["main_min_lely20"] - drachten["main_min"], abs=0.051
    )


def test_the_same_run_gives_the_same_bytes(out: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert invoke("run", "lelylijn-2020", "zeeland-2030", "-o", str(again), "--lang", "en").exit_code == 0
    for path in sorted(out.rglob("*")):
        if path.is_file() and path.name != "run.json":
            assert path.read_bytes() == (again / path.relative_to(out)).read_bytes(), path.name


def test_a_base_alone_a_region_all_windows_and_dutch(tmp_path: Path) -> None:
    folder = tmp_path / "nl"
    done = invoke("run", "-o", str(folder), "--region", "Zeeland", "--window", "all", "--lang", "nl")
    assert done.exit_code == 0, done.stderr
    assert "maat\t" in done.stdout
    towns = strict(folder / "towns.geojson")["features"]
    assert towns and {t["properties"]["province"] for t in towns} == {"Zeeland"}
    assert len(list((folder / "matrices").glob("base_*.parquet"))) == 7
    rows = [line.split(",")[:2] for line in (folder / "tables" / "towns.csv").read_text(encoding="utf-8").split("\n")]
    assert rows[0] == ["scenario", "window"] and {w for _, w in rows[1:-1]} == set(
        strict(folder / "run.json")["windows"]
    )


def test_json_prints_the_manifest_and_nothing_else(tmp_path: Path) -> None:
    done = invoke("run", "-o", str(tmp_path / "o"), "--region", "Zeeland", "--json")
    assert json.loads(done.stdout) == strict(tmp_path / "o" / "run.json")


def test_a_parameter_of_a_scenario_is_set_from_outside(tmp_path: Path) -> None:
    done = invoke(
        "run", "lelylijn-2020", "-o", str(tmp_path / "o"), "--set", "speed_kmh=250", "--region", "Urk", "--json"
    )
    assert done.exit_code == 0, done.stderr
    got = {(e["from"], e["to"], e["measure"]): e["got"] for e in json.loads(done.stdout)["expects"]}
    assert got["gn", "asdz", "best_min"] < 83  # 86 at 200 km/h


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("lelylijn-202",), "or 'lelylijn-2020'"),
        (("lelylijn-2020", "lelylijn-2020"), "every scenario of a run needs its own"),
        (("lelylijn-2020", "--set", "speed_kmh=900"), "speed_kmh"),
        (("lelylijn-2020", "--set", "sped_kmh=250"), "did you mean 'speed_kmh'"),
        (("--window", "sundae"), "did you mean 'sunday'"),
        (("--region", "Zeland"), "did you mean 'Zeeland'"),
        (("--preset", "pbll"), "did you mean 'pbl'"),
        (("--network", "nowhere"), "nowhere"),
        (("geen.yaml",), "geen.yaml"),
    ],
)
def test_mistakes_end_with_status_2_a_clear_line_and_no_folder(
    args: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    done = invoke("run", *args, "-o", str(tmp_path / "o"))
    assert done.exit_code == 2, done.output
    assert words in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "o").exists()


def test_a_folder_that_holds_something_else_is_refused_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    for work in ("network_and_notes", "run"):
        monkeypatch.setattr(f"bereikbaar.pipeline.{work}", lambda *_, **__: begun.append("work"))
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    done = invoke("run", "-o", str(tmp_path))
    assert done.exit_code == 2 and "overwrite" in done.stderr
    assert begun == [] and (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "mine"


def own_network(folder: Path) -> Path:
    shutil.copytree(find_network("nl-2026"), folder)
    return folder


def test_the_network_itself_is_no_output_folder_even_with_overwrite(tmp_path: Path) -> None:
    net = own_network(tmp_path / "net")
    before = (net / "tracks.geojson").read_bytes()
    done = invoke("run", "-n", str(net), "-o", str(net), "--overwrite")
    assert done.exit_code == 2 and "is the folder of the network itself" in done.stderr
    assert (net / "tracks.geojson").read_bytes() == before


def test_a_network_with_errors_is_not_used_in_silence(tmp_path: Path) -> None:
    net = own_network(tmp_path / "net")
    rows = (net / "stations.csv").read_text(encoding="utf-8").splitlines()
    wrong = [re.sub(r"^(gn,.*?),53\.\d+,", r"\1,0,", row) for row in rows]
    assert wrong != rows
    (net / "stations.csv").write_text("\n".join(wrong) + "\n", encoding="utf-8")
    for command in (("run", "-o", str(tmp_path / "o")), ("time", "gn", "ut")):
        done = invoke(*command, "-n", str(net))
        assert done.exit_code == 2 and "gn" in done.stderr, done.output
    assert not (tmp_path / "o").exists()


def test_check_finds_what_keeps_a_run_from_the_places(tmp_path: Path) -> None:
    net = own_network(tmp_path / "net")
    (net / "towns.csv").unlink()
    done = invoke("network", "check", str(net))
    assert done.exit_code == 2 and "towns.csv" in done.stdout


@pytest.mark.parametrize("signal_name", ["SIGINT", "SIGTERM"])
def test_ctrl_c_leaves_nothing_behind(signal_name: str, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "o"
    command = [sys.executable, "-m", "bereikbaar", "run", "lelylijn-2020", "-o", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ)
    time.sleep(2.0)
    process.send_signal(getattr(signal, signal_name))
    _, talk = process.communicate(timeout=60)
    assert process.returncode == 130, talk
    assert "Traceback" not in talk and "Interrupted" in talk
    assert not folder.exists() or not any(folder.iterdir())


def test_compare_prints_or_writes_scenarios_and_runs(out: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    done = invoke("compare", "zeeland-2030", "-o", str(page), "--lang", "nl", "--region", "Zeeland")
    assert done.exit_code == 0, done.stderr
    assert page.read_text(encoding="utf-8").startswith("# ") and not done.stdout
    assert invoke("compare", "zeeland-2030", "-o", str(page)).exit_code == 2
    runs = invoke("compare", f"{out}:lelylijn-2020", f"{out}:zeeland-2030")
    assert runs.exit_code == 0, runs.stderr
    assert runs.stdout.startswith("# ")
    for args, words in (
        ((str(out), str(out)), "say which: lelylijn-2020, zeeland-2030"),
        ((f"{out}:base",), "two runs are compared at a time"),
        ((f"{out}:base", "zeeland-2030"), "not both"),
        (("zeeland-2030", "-o", str(tmp_path / "page.odt")), "ends in .md, .html"),
    ):
        wrong = invoke("compare", *args)
        assert wrong.exit_code == 2 and words in wrong.stderr, wrong.output


def test_a_run_writes_the_report_of_compare_into_its_folder(tmp_path: Path) -> None:
    asked = ("lelylijn-2020", "--region", "Noordoostpolder", "--lang", "nl")
    run = invoke("run", *asked, "-o", str(tmp_path / "out"), "--report", "html, MD,html")
    assert run.exit_code == 0, run.stderr
    for form in ("html", "md"):
        compare = invoke("compare", *asked, "-o", str(tmp_path / f"one.{form}"))
        assert compare.exit_code == 0, compare.stderr
        assert (tmp_path / "out" / f"report.{form}").read_bytes() == (tmp_path / f"one.{form}").read_bytes()
    assert {"report.html", "report.md"} <= set(strict(tmp_path / "out" / "run.json")["files"])
    assert invoke("run", *asked, "-o", str(tmp_path / "out")).exit_code == 0
    assert not list((tmp_path / "out").glob("report.*")), "a report of an earlier run would be taken for this one's"


def test_an_unknown_form_of_report_is_named_before_anything_is_computed(tmp_path: Path) -> None:
    run = invoke("run", "lelylijn-2020", "-o", str(tmp_path / "out"), "--report", "html,docs")
    assert run.exit_code == 2
    assert "--report: expected md, html, pdf, docx or xlsx, found 'docs'; did you mean 'docx'?" in run.stderr
    assert not (tmp_path / "out").exists()

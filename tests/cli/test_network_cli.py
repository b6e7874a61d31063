"""``bereikbaar network`` through its whole length: files in, text or JSON out, exit statuses."""

from __future__ import annotations

import io
import json
import shutil
import stat
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner, Result

from bereikbaar.cli import output
from bereikbaar.cli.main import cli
from bereikbaar.cli.network import ELSEWHERE, network
from bereikbaar.cli.network_show import COUNT_WORDS
from bereikbaar.read.network import shipped_networks

NL = shipped_networks()["nl-2026"]


def invoke(*args: object) -> Result:
    return CliRunner().invoke(cli, ["network", *(str(a) for a in args)])


def strict(text: str) -> Any:
    return json.loads(text, parse_constant=pytest.fail)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder of the user's own: the shipped network without the files of places."""
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in (
        "datapackage.json",
        "stations.csv",
        "services.csv",
        "stop_times.csv",
        "tracks.geojson",
        "leg_paths.csv",
    ):
        shutil.copy(NL / name, folder / name)
    return folder


def edit(file: Path, old: str, new: str) -> int:
    """Replace the first occurrence of a text in a file; return the line it was on."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_help_of_every_command_has_an_example_with_its_name() -> None:
    listed = invoke("--help").output
    for name in network.commands:
        assert f"Example:  bereikbaar network {name}" in invoke(name, "--help").output
        assert name in listed


def test_the_examples_in_the_help_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in network.commands.values():
        example = (command.help or "").split("Example:  bereikbaar network ")[1].split()
        done = invoke(*example)
        assert done.exit_code == 0, (example, done.output)
    assert (tmp_path / "evening.graphml").exists()


def test_all_commands_are_listed_and_the_help_promises_no_others() -> None:
    text = invoke("--help").output
    lines = [
        line.split()[0]
        for line in text.split("Commands:")[1].splitlines()
        if line.startswith("  ") and line[2] != " "
    ]
    assert lines == [*network.commands, *ELSEWHERE]
    for name in lines:
        assert invoke(name, "--help").exit_code == 0


def test_an_unknown_command_is_refused() -> None:
    done = invoke("chek")
    assert done.exit_code == 2
    assert "no such command 'chek'; did you mean 'check'?" in done.stderr


def test_list_names_the_shipped_networks() -> None:
    done = invoke("list", "--lang", "en")
    lines = done.stdout.splitlines()
    assert lines[0].split("\t") == ["name", "title", "version", "folder"]
    assert [line.split("\t")[0] for line in lines[1:]] == list(shipped_networks())
    (first, *_) = strict(invoke("list", "--json").stdout)
    assert list(first) == ["name", "title", "version", "windows", "folder"]
    assert (first["name"], len(first["windows"])) == ("nl-2026", 7)


def test_show_counts_what_is_in_a_network() -> None:
    document = strict(invoke("show", "--json").stdout)
    assert list(document) == [
        "name", "title", "version", "hash", "folder", "counts", "windows", "sources", "licenses",
    ]  # fmt: skip
    assert document["counts"] == {
        "stations": 493, "stations_nl": 397, "services": 144, "services_running": 136, "legs": 2580, "sections": 533,
        "track_km": 4463.3, "feeders": 60,
    }  # fmt: skip
    offpeak = next(w for w in document["windows"] if w["name"] == "offpeak")
    assert offpeak["train_km_per_hour"] == pytest.approx(28836, abs=6)  # published with the data
    assert (offpeak["stations"], offpeak["group"]) == (490, "day")
    assert len(document["hash"]) >= 32
    assert document["sources"] and document["licenses"]
    assert set(COUNT_WORDS) == set(document["counts"])


def test_show_speaks_both_languages() -> None:
    dutch, english = invoke("show", "--lang", "nl").stdout, invoke("show", "--lang", "en").stdout
    assert "493\tstations" in dutch and "397\twaarvan in Nederland" in dutch
    assert "dagdeel\turen/week" in dutch and "licenties:" in dutch and "overdag buiten de spits" in dutch
    assert "397\tof them in the Netherlands" in english
    assert "window\thours/week" in english and "licences:" in english


def test_the_language_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BEREIKBAAR_LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    assert invoke("list").stdout.startswith("naam\t")
    monkeypatch.setenv("LANG", "C")
    assert invoke("list").stdout.startswith("name\t")


@pytest.mark.parametrize("command", ["show", "check", "graph"])
def test_an_unknown_network_is_refused_with_the_ones_there_are(command: str) -> None:
    done = invoke(command, "nl-2025")
    assert (done.exit_code, done.stdout) == (2, "")
    assert (
        "network 'nl-2025' is neither a shipped network (nl-2026) nor a folder; did you mean 'nl-2026'?"
        in done.stderr
    )


def test_check_finds_no_errors_in_the_shipped_network() -> None:
    done = invoke("check", "nl-2026", "--json")
    assert done.exit_code == 0
    document = strict(done.stdout)
    assert list(document) == ["ok", "network", "counts", "problems"]
    assert document["ok"] is True
    severities = [p["severity"] for p in document["problems"]]
    assert document["counts"] == {s: severities.count(s) for s in ("error", "warning", "info")}
    assert document["counts"]["error"] == 0
    assert all(list(p) == ["file", "row", "field", "severity", "message"] for p in document["problems"])
    assert all(p["file"] is None or "/" not in p["file"] for p in document["problems"])


def test_check_names_file_line_and_column_and_ends_with_status_2(copy: Path) -> None:
    line = edit(copy / "stop_times.csv", "500,outbound,1,gd,18,20", "500,outbound,1,gd,1,20")
    done = invoke("check", copy, "--lang", "en")
    assert done.exit_code == 2
    text = (
        "service '500' outbound would run 1682 km/h from gvc to gd (28.0 km along the track in 1 min); "
        "expected 20 to 320 km/h for rail"
    )
    assert f"error: stop_times.csv, line {line}, arrive_min: {text}" in done.stdout.splitlines()
    assert done.stdout.splitlines()[-1].startswith(f"{copy}: ")
    (problem,) = [p for p in strict(invoke("check", copy, "--json").stdout)["problems"] if p["message"] == text]
    assert problem == {
        "file": "stop_times.csv", "row": line, "field": "arrive_min", "severity": "error", "message": text,
    }  # fmt: skip


def test_check_shows_what_keeps_a_folder_from_being_read(copy: Path) -> None:
    line = edit(copy / "stop_times.csv", "500,outbound,1,gd,", "500,outbound,1,gdd,")
    done = invoke("check", copy, "--lang", "en")
    assert done.exit_code == 2
    assert f"stop_times.csv, line {line}" in done.stdout and "'gdd'" in done.stdout
    assert "kept the network from being read" in done.stderr
    assert "Traceback" not in done.output
    document = strict(invoke("check", copy, "--json").stdout)
    assert document["ok"] is False and document["counts"]["error"] >= 1
    # the other commands say the same, and do nothing
    for command in ("show", "graph"):
        refused = invoke(command, copy)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "'gdd'" in refused.stderr


def test_check_speaks_dutch(copy: Path) -> None:
    line = edit(copy / "stop_times.csv", "500,outbound,1,gd,18,20", "500,outbound,1,gd,1,20")
    done = invoke("check", copy, "--lang", "nl")
    text = "dienst '500' outbound zou 1682 km/u rijden van gvc naar gd (28,0 km langs het spoor in 1 min)"
    assert f"fout: stop_times.csv, regel {line}, arrive_min: {text}" in done.stdout
    assert "1 fout, " in done.stdout.splitlines()[-1]


def test_facts_are_shown_when_asked_for() -> None:
    short, long = invoke("check", "--lang", "en"), invoke("check", "--info", "--lang", "en")
    assert "fact: " not in short.stdout and "Add --info" in short.stderr
    assert "fact: tracks.geojson: 150 of 533 sections have no way round" in long.stdout


def test_an_empty_folder_is_no_network(tmp_path: Path) -> None:
    done = invoke("check", tmp_path)
    assert done.exit_code == 2
    assert "datapackage.json" in done.stdout and "stations.csv" in done.stdout


@pytest.mark.parametrize("kind", ["graphml", "gexf", "json"])
def test_graph_writes_a_file_that_networkx_reads(kind: str, tmp_path: Path) -> None:
    target = tmp_path / f"out.{kind}"
    done = invoke("graph", "--format", kind, "--window", "evening", "-o", target)
    assert (done.exit_code, done.stdout) == (0, "")
    assert f"{target}: 489 nodes, " in done.stderr
    read = {"graphml": nx.read_graphml, "gexf": nx.read_gexf, "json": _read_json}[kind](target)
    assert isinstance(read, nx.MultiDiGraph)
    assert len(read) == 489
    assert read.nodes["gn"]["name"] == "Groningen"
    assert list(tmp_path.iterdir()) == [target]  # nothing left behind


def _read_json(path: Path) -> nx.MultiDiGraph:
    return nx.node_link_graph(strict(path.read_text(encoding="utf-8")), edges="edges")


def test_graph_goes_to_stdout_and_takes_the_format_from_the_name(tmp_path: Path) -> None:
    printed = invoke("graph", "--track")
    assert len(nx.node_link_graph(strict(printed.stdout), edges="edges").edges) == 533
    invoke("graph", "--track", "-o", tmp_path / "track.GEXF")
    assert len(nx.read_gexf(tmp_path / "track.GEXF").edges) == 533
    invoke("graph", "--track", "-o", tmp_path / "track.txt")
    assert (tmp_path / "track.txt").read_text(encoding="utf-8") == printed.stdout
    assert len(nx.read_graphml(io.BytesIO(invoke("graph", "--track", "-f", "graphml").stdout.encode())).nodes) == 492


def test_graph_refuses_what_makes_no_sense(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    for args, text in [
        (("--window", "evning"), "window 'evning' is not in network 'nl-2026'; it has peak, offpeak"),
        (("--format", "csv"), "'csv' is not one of 'graphml', 'gexf', 'json'"),
        (("--track", "--window", "evening"), "--track and --window do not go together"),
    ]:
        done = invoke("graph", *args, "-o", target)
        assert done.exit_code == 2
        assert text in done.stderr
        assert not target.exists()


def test_a_graph_that_cannot_be_written_leaves_the_old_file_whole(tmp_path: Path) -> None:
    done = invoke("graph", "-o", tmp_path / "nowhere" / "out.json")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "could not be written" in done.stderr and "Traceback" not in done.stderr
    old = tmp_path / "locked" / "out.json"
    old.parent.mkdir()
    old.write_text("old", encoding="utf-8")
    old.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        done = invoke("graph", "-o", old)
        assert (done.exit_code == 1) is (old.read_text(encoding="utf-8") == "old")  # root may write anywhere
    finally:
        old.parent.chmod(stat.S_IRWXU)


def test_tables_are_drawn_on_a_terminal_and_tabbed_in_a_pipe(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [("gn", 12.34, None), ("a\tb\nc", 2, "x[bold]y")]
    output.print_table(("code", "minutes", "note"), rows, title="Title", lang="nl")
    assert capsys.readouterr().out == "code\tminutes\tnote\ngn\t12.3\t\na b c\t2\tx[bold]y\n"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    output.print_table(("code", "minutes", "note"), rows, title="Title", lang="nl")
    drawn = capsys.readouterr().out
    assert "Title" in drawn and "12,3" in drawn and "x[bold]y" in drawn and "│" in drawn


def test_json_is_strict_and_remarks_go_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_json({"naam": "Köln", "waarde": None})
    output.say("remark")
    seen = capsys.readouterr()
    assert json.loads(seen.out) == {"naam": "Köln", "waarde": None} and "Köln" in seen.out
    assert seen.err == "remark\n"
    with pytest.raises(ValueError, match="not JSON compliant"):
        output.print_json({"x": float("nan")})


def test_stations_are_listed_by_code_with_their_names() -> None:
    lines = [line.split("\t") for line in invoke("stations", "--lang", "nl").stdout.splitlines()]
    assert lines[0] == [
        "code", "naam", "land", "provincie", "soort", "intercity", "treinen/uur, offpeak", "ruime overstap, min",
    ]  # fmt: skip
    assert len(lines) == 1 + 493
    assert [line[0] for line in lines[1:]] == sorted(line[0] for line in lines[1:])
    (meppel,) = [line for line in lines if line[1] == "Meppel"]
    assert meppel[:4] == ["mp", "Meppel", "NL", "Drenthe"]
    assert float(meppel[6]) > 0


def test_trains_per_hour_of_a_station_are_departures_in_all_directions() -> None:
    from bereikbaar import pipeline

    net = pipeline.network()
    (row,) = [r for r in strict(invoke("stations", "--find", "Meppel", "--json").stdout) if r["code"] == "mp"]
    at = net.window_index("evening")
    leaving = [p.tph[at] for s in net.services.values() for p in s.patterns if "mp" in p.stations[:-1]]
    assert row["tph"]["evening"] == pytest.approx(sum(leaving))
    assert list(row) == [
        "code", "name", "country", "province", "kind", "intercity", "tph", "change_min", "lat", "lon",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["'s-Hertogenbosch", "s hertogenbosch", "S-HERTOGENBOSCH", "ht"])
def test_find_forgives_accents_case_and_punctuation(text: str) -> None:
    found = {row["code"] for row in strict(invoke("stations", "--find", text, "--json").stdout)}
    assert "ht" in found
    assert "gn" not in found


def test_services_are_listed_by_id_with_ends_minutes_and_trains_per_hour() -> None:
    lines = [line.split("\t") for line in invoke("services", "--lang", "en").stdout.splitlines()]
    windows = ["peak", "offpeak", "friday_peak", "friday", "evening", "saturday", "sunday"]
    assert lines[0] == ["id", "product", "operator", "from", "to", "minutes", *windows]
    assert len(lines) == 1 + 144
    numbers = [int(line[0]) for line in lines[1:] if line[0].isdigit()]
    assert numbers == sorted(numbers)
    (row,) = [line for line in lines if line[0] == "600"]
    assert row == ["600", "Intercity", "NS", "Den Haag Centraal", "Leeuwarden", "154", *["1"] * 7]


def test_services_are_found_by_product_series_and_every_stop() -> None:
    def found(text: str) -> set[str]:
        return {row["id"] for row in strict(invoke("services", "--find", text, "--json").stdout)}

    assert {"600", "800", "6100"} <= found("meppel")
    assert {"600", "800", "6100"} <= found("mp")
    assert "1100" not in found("meppel")
    assert found("1100") == {"1100", "31100"}
    assert found("ice") >= {"120"}
    row, _ = strict(invoke("services", "--find", "1100", "--json").stdout)
    assert list(row) == ["id", "series", "product", "operator", "mode", "from", "to", "minutes", "tph", "stops"]
    assert row["stops"][0] == {"code": "gvc", "name": "Den Haag Centraal"}


def test_a_filter_that_finds_nothing_says_so() -> None:
    done = invoke("services", "--find", "qqq", "--lang", "en")
    assert (done.exit_code, done.stderr) == (0, "Nothing found with 'qqq'.\n")
    assert len(done.stdout.splitlines()) == 1
    assert strict(invoke("stations", "--find", "qqq", "--json").stdout) == []


def test_a_network_that_is_not_there_is_refused_by_the_lists() -> None:
    for name in ("stations", "services"):
        done = invoke(name, "nl-2062")
        assert done.exit_code == 2
        assert "network 'nl-2062' is neither a shipped network" in done.stderr

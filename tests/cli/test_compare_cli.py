"""``bereikbaar compare WHAT... -o FILE``: the suffix says which form, and a file is written whole or not at all."""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bereikbaar.cli.main import cli
from bereikbaar.errors import RunError
from bereikbaar.write.report.reasons import Reasons
from bereikbaar.write.run import write_run

sys.path.insert(0, str(Path(__file__).parents[1]))

from builders_results import result
from builders_zones import zone_result

SUFFIXES = (".md", ".html", ".pdf", ".docx", ".xlsx")


def invoke(*words: str) -> Result:
    return CliRunner().invoke(cli, ["compare", *words])


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results made by hand instead of a run of the whole country."""

    def run(*_args: Any, lang: str, **_more: Any) -> Any:
        return zone_result(lang)

    monkeypatch.setattr("bereikbaar.pipeline.run", run)
    monkeypatch.setattr("bereikbaar.write.report.gather.gather_reasons", lambda *_: Reasons())


def holds(path: Path, words: str) -> bool:
    """Whether the file is of its kind and tells something."""
    data = path.read_bytes()
    if path.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(BytesIO(data)) as parts:
            name = "word/document.xml" if path.suffix == ".docx" else "xl/sharedStrings.xml"
            return words in parts.read(name).decode()
    return data.startswith(b"%PDF") if path.suffix == ".pdf" else words in data.decode()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_suffix_chooses_the_form(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"report{suffix}"
    done = invoke("zeeland-2030", "-o", str(path), "--lang", "nl")
    assert done.exit_code == 0, done.output
    assert done.stderr.splitlines()[-1] == f"{path} geschreven" and done.stdout == ""
    assert holds(path, "Kernen die het meest winnen")
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.usefixtures("quick")
def test_a_page_holds_both_languages_that_of_the_command_first(tmp_path: Path) -> None:
    invoke("zeeland-2030", "-o", str(tmp_path / "a.html"), "--lang", "en")
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert 0 < text.index("Towns that gain most") < text.index("Kernen die het meest winnen")


@pytest.mark.usefixtures("quick")
def test_without_a_file_the_markdown_is_printed(tmp_path: Path) -> None:
    printed = invoke("zeeland-2030", "--lang", "en")
    invoke("zeeland-2030", "--lang", "en", "-o", str(tmp_path / "a.MD"))
    assert printed.stdout == (tmp_path / "a.MD").read_text(encoding="utf-8")
    assert "## For the social-economic council of Zeeland" in printed.stdout


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "a.htm",
            "expected a name that ends in .md, .html, .pdf, .docx or .xlsx, found 'a.htm'; did you mean '.html'?",
        ),
        ("a", "expected a name that ends in .md, .html, .pdf, .docx or .xlsx, found 'a'"),
        ("nowhere/a.pdf", "there is no folder"),
    ],
)
def test_a_file_that_cannot_be_is_refused_before_anything_is_computed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, message: str
) -> None:
    monkeypatch.setattr("bereikbaar.pipeline.network", lambda *_a, **_k: pytest.fail("computed"))
    done = invoke("zeeland-2030", "-o", str(tmp_path / name))
    assert done.exit_code == 2 and message in done.stderr and "--output" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("quick")
def test_a_report_that_fails_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    assert "give --overwrite to replace it" in invoke("zeeland-2030", "-o", str(path)).stderr

    def fails(_document: object) -> bytes:
        raise RunError("the disk is full")

    monkeypatch.setattr("bereikbaar.write.report.pdf.pdf_report", fails)
    done = invoke("zeeland-2030", "-o", str(path), "--overwrite")
    assert done.exit_code == 1 and "the disk is full" in done.stderr
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("runs") / "out"
    write_run(result("nl"), folder)
    return str(folder)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_two_runs_are_compared_in_every_form(tmp_path: Path, runs: str, suffix: str) -> None:
    path = tmp_path / f"runs{suffix}"
    done = invoke(f"{runs}:base", f"{runs}:lelylijn-test", "-o", str(path), "--lang", "en")
    assert done.exit_code == 0, done.output
    assert holds(path, "Towns that gain most" if suffix != ".xlsx" else "Groningen")


@pytest.mark.parametrize(
    "asked",
    [
        ("--region", "Zeeland"), ("--window", "evening"), ("--set", "walk_kmh=4"), ("--parts", "none"),
        ("--network", "nl-2026"), ("--method", "headway"), ("--preset", "default"), ("--date", "2025-01-01"),
        ("--no-assumed-bus",),
    ],
)  # fmt: skip
def test_what_runs_cannot_follow_any_more_is_refused_and_not_passed_over(runs: str, asked: tuple[str, ...]) -> None:
    done = invoke(f"{runs}:base", f"{runs}:lelylijn-test", *asked)
    assert done.exit_code == 2
    assert f"{asked[0]}: two runs are compared as they were made; leave this out" in done.stderr


def test_the_help_names_the_forms_and_has_an_example() -> None:
    text = invoke("--help").stdout
    assert all(suffix in text for suffix in SUFFIXES) and "-o vergelijking.html" in text


def test_a_real_comparison_of_a_region_as_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "zeeland.xlsx"
    done = invoke("zeeland-2030", "-o", str(path), "--region", "Zeeuws-Vlaanderen", "--lang", "nl")
    assert done.exit_code == 0, done.output
    assert holds(path, "Terneuzen") and not holds(path, "Surhuisterveen")

"""What the README and the tutorial tell a reader to type works, and what they point at is there."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from bereikbaar.cli.main import COMMANDS, cli

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), flags=re.S | re.M)


def commands(page: Path) -> list[list[str]]:
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("bereikbaar ")]


def test_the_tutorial_works_from_top_to_bottom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    todo = commands(ROOT / "docs" / "tutorial.md")
    assert len(todo) >= 8
    for args in todo:
        done = CliRunner().invoke(cli, args)
        assert done.exit_code == 0, f"bereikbaar {shlex.join(args)}: {done.stderr}"
        assert done.stdout or "-o" in args
    for code in blocks(ROOT / "docs" / "tutorial.md", "python"):
        exec(compile(code, "tutorial", "exec"), {})
    assert (tmp_path / "out" / "compare.md").exists()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_command_on_a_page_is_one_of_ours_with_options_that_exist(page: Path) -> None:
    for args in commands(page):
        assert args[0] in COMMANDS, args
        # --help after the arguments: click parses the command and its sub-command, but runs nothing
        words = [a for a in args if a in COMMANDS or not a.startswith("-")][:2]
        known = CliRunner().invoke(cli, [words[0], "--help"]).output
        if len(words) > 1 and words[0] in ("network", "scenario"):
            known += CliRunner().invoke(cli, [*words, "--help"]).output
        for option in (a for a in args if a.startswith("-")):
            assert option.split("=")[0] in known, f"{page.name}: {shlex.join(args)}: {option}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name} points at {target}"


def test_the_readme_names_every_page_and_both_set_up_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [p.name for p in (ROOT / "docs").glob("*.md") if f"docs/{p.name}" not in text]
    assert not missing
    assert "bereikbaar run lelylijn-2020 zeeland-2030 spoorboekloos -o out/" in text
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    test_command = next(b.strip() for b in blocks(ROOT / "README.md", "sh") if "pytest" in b)
    assert test_command in ci

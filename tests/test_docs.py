"""What the README and the tutorial tell a reader to type works, and what they point at is there."""

import html
import re
import shlex
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner

from bereikbaar.cli.main import COMMANDS, cli

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
README, TUTORIAL, INDEX = ROOT / "README.md", ROOT / "docs" / "tutorial.md", ROOT / "docs" / "README.md"
#: The run that the README and the tutorial begin with: made once, looked at by several tests.
MAIN = "run lelylijn-2020 zeeland-2030 spoorboekloos -o out/ --lang nl --report html"
#: The same in English, under the English heading of the README: the same code, and half a minute.
SPARED = {MAIN.replace(" --lang nl", "")}
GROUPS = ("network", "scenario", "qgis")


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), flags=re.S | re.M)


def commands_in(block: str) -> list[str]:
    """The lines of a block that call the program, without its name and without remarks."""
    found = []
    for line in block.splitlines():
        _, sign, rest = line.replace(".venv/bin/bereikbaar ", "bereikbaar ").rpartition("&& bereikbaar ")
        if sign or line.startswith("bereikbaar "):
            found.append(shlex.join(shlex.split(rest if sign else line.partition(" ")[2], comments=True)))
    return found


def commands(page: Path) -> list[str]:
    return [line for block in blocks(page, "sh") for line in commands_in(block)]


def plain(text: str) -> str:
    return " ".join(text.replace("**", "").split())


@dataclass
class Desk:
    """A folder in which commands are run, each once however often it is asked for, and what they said."""

    folder: Path
    said: dict[str, str] = field(default_factory=dict)

    def run(self, line: str) -> str:
        if line not in self.said:
            before = set(self.folder.rglob("*.html"))
            done = CliRunner(env={"BEREIKBAAR_LANG": "en"}).invoke(cli, shlex.split(line))
            assert done.exit_code == 0, f"bereikbaar {line}: {done.stderr}"
            assert done.stdout or "-o" in line.split()
            pages = sorted(set(self.folder.rglob("*.html")) - before)
            texts = [html.unescape(re.sub("<[^>]+>", "", p.read_text(encoding="utf-8"))) for p in pages]
            self.said[line] = plain("\n".join([done.output, *texts]))
        return self.said[line]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield Desk(folder)


def test_the_tutorial_works_from_top_to_bottom_and_says_what_comes_out(desk: Desk) -> None:
    """A quoted line stands behind the commands that print it, or that write it into a report."""
    text = TUTORIAL.read_text(encoding="utf-8")
    parts = re.findall(r"^```sh\n((?:.|\n)*?)^```|^((?:> .*\n)+)", text, flags=re.M)
    said, quotes = "", 0
    for block, quote in parts:
        if block:
            said = " ".join(desk.run(line) for line in commands_in(block))
        else:
            quotes += 1
            assert plain(re.sub("^> ", "", quote, flags=re.M)) in said, quote
    assert quotes >= 5
    for code in blocks(TUTORIAL, "python"):
        exec(compile(code, "tutorial", "exec"), {})


def test_the_main_run_leaves_every_file_that_the_readme_lists(desk: Desk) -> None:
    assert MAIN in commands(README)
    assert commands(TUTORIAL)[2] == MAIN
    desk.run(MAIN)
    table = README.read_text(encoding="utf-8").partition("| in `out/` | what |")[2].partition("\n\n")[0]
    names = [name for row in table.splitlines()[2:] for name in re.findall(r"`([^` ]+)`", row.split("|")[1])]
    assert {"bereikbaar.qgz", "report.html", "bereikbaar.gpkg", "tables/", "run.json"} <= set(names)
    for name in names:
        assert list((desk.folder / "out").glob(name.rstrip("/"))), name
    kept = {p.name for p in (desk.folder / "out").iterdir()}
    assert not [n for n in kept if n != "matrices" and not any(Path(n).match(name.rstrip("/")) for name in names)]


def test_the_page_on_outputs_tells_every_file_of_a_run(desk: Desk) -> None:
    desk.run(MAIN)
    page = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
    written = [p.relative_to(desk.folder / "out") for p in (desk.folder / "out").rglob("*") if p.is_file()]
    assert len(written) > 30
    told = [p for p in written if p.name in page or (p.suffix == ".qml" and p.with_suffix(".geojson").name in page)]
    assert {p.parts[0] for p in set(written) - set(told)} == {"matrices"}
    assert "`matrices/<key>_<window>.parquet`" in page


def test_the_commands_of_the_readme_work(desk: Desk) -> None:
    todo = [line for line in commands(README) if line not in SPARED]
    assert len(todo) >= 8
    for line in todo:
        desk.run(line)
    files = [word for line in todo for word in line.split() if re.search(r"\.(png|docx|yaml|html)$", word)]
    assert all((desk.folder / name).stat().st_size > 100 for name in files)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_command_on_a_page_is_one_of_ours_with_options_that_exist(page: Path) -> None:
    for line in commands(page):
        args = shlex.split(line)
        assert args[0] in COMMANDS, args
        # --help after the arguments: click parses the command and its sub-command, but runs nothing
        words = [a for a in args if a in COMMANDS or not a.startswith("-")][:2]
        known = CliRunner().invoke(cli, [words[0], "--help"]).output
        if len(words) > 1 and words[0] in GROUPS:
            known += CliRunner().invoke(cli, [*words, "--help"]).output
        for option in (a for a in args if a.startswith("-")):
            assert option.split("=")[0] in known, f"{page.name}: {line}: {option}"


def anchors(page: Path) -> set[str]:
    """The anchors of a page, as GitHub makes them of headings."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.S | re.M)
    titles = re.findall(r"^#+ (.*)$", text, flags=re.M)
    return {
        re.sub(r"[^\w\- ]", "", re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", t)).lower().replace(" ", "-") for t in titles
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)]*))?\)", page.read_text(encoding="utf-8")):
        if "://" in target or target.startswith("mailto:"):
            continue
        there = page.parent / target if target else page
        assert there.exists(), f"{page.name} points at {target}"
        if anchor and there.suffix == ".md":
            assert anchor in anchors(there), f"{page.name} points at {target}#{anchor}"


def test_no_page_and_no_picture_is_an_orphan() -> None:
    index = INDEX.read_text(encoding="utf-8")
    assert [p.name for p in PAGES if p.parent == INDEX.parent and p != INDEX and f"({p.name})" not in index] == []
    texts = "".join(p.read_text(encoding="utf-8") for p in PAGES)
    pictures = [p.name for p in (ROOT / "docs" / "pictures").iterdir() if p.suffix in (".png", ".svg")]
    assert len(pictures) > 20
    assert [name for name in pictures if f"pictures/{name})" not in texts] == []


def test_every_picture_on_a_page_is_told_in_words() -> None:
    for page in PAGES:
        for words, target in re.findall(r"!\[([^]]*)\]\(([^)]*)\)", page.read_text(encoding="utf-8")):
            assert len(words) > 15, f"{page.name}: {target}"


def test_the_readme_has_both_set_up_commands_and_the_index_one_click_away() -> None:
    text = README.read_text(encoding="utf-8")
    assert "bereikbaar run lelylijn-2020 zeeland-2030 spoorboekloos -o out/" in text
    assert "(docs/README.md)" in text and "(docs/tutorial.md)" in text
    assert text.index("bereikbaar.qgz") < text.index("report.html") < text.index("![") < text.index("\n---\n")
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    test_command = next(b.strip() for b in blocks(README, "sh") if "pytest" in b)
    assert test_command in ci


def test_every_library_that_is_asked_for_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    table = page[page.index("| library |") : page.index("Only for development")].lower()
    names = [re.match(r"[\w-]+", line)[0].lower() for line in project["dependencies"]]  # type: ignore[index]
    assert [name for name in names if name not in table] == []
    for line in project["optional-dependencies"]["dev"]:
        assert re.match(r"[\w-]+", line)[0].lower() in page.lower()  # type: ignore[index]

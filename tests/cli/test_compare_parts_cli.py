"""What each part of a plan contributes, in the report that ``bereikbaar compare`` writes."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bereikbaar.cli.main import cli

PLAN = "spoorboekloos-breda+spoorboekloos-zwolle"


@pytest.fixture(autouse=True)
def _without_journeys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Journeys of towns are another section, and take their time."""
    monkeypatch.setattr("bereikbaar.write.report.gather.explain_most", lambda *_args, **_more: {})


def compare(*args: str):
    return CliRunner().invoke(cli, ["compare", *args])


def number(cell: str) -> float:
    return float(cell.strip().replace("−", "-").replace("+", "").replace(",", "."))


def rows_of(text: str) -> list[list[str]]:
    return [[c.strip() for c in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")]


def test_a_combination_is_divided_by_itself_for_the_country_and_for_towns(tmp_path: Path) -> None:
    file = tmp_path / "parts.md"
    done = compare(PLAN, "-o", str(file), "--lang", "en")
    assert done.exit_code == 0, done.stderr
    text = file.read_text(encoding="utf-8")
    section = text.split("## What each part contributes")[1].split("\n## ")[0]
    country, *rest = section.split("Of the ten towns")
    heads, _line, *parts, total = rows_of(country)
    assert heads == ["Part", "Share (min)", "On its own (min)", "What the rest lacks without it (min)"]
    assert [row[0][:18] for row in (*parts, total)] == [
        "Turn-up-and-go Bre", "Turn-up-and-go Zwo", "All parts together",
    ]  # fmt: skip
    assert sum(number(row[1]) for row in parts) == pytest.approx(number(total[1]), abs=0.011)
    assert f"add up to the total of {total[1]} min" in country
    towns = rows_of("".join(rest).split("### ")[0])[2:]
    assert len(towns) == 10
    for _town, whole, *shares in towns:
        assert sum(map(number, shares)) == pytest.approx(number(whole), abs=0.11)
    assert [number(row[1]) for row in towns] == sorted(number(row[1]) for row in towns)
    told = text.split("### Towns that gain most")[1].split("### ")[0]
    changes = {row[0]: number(row[-1]) for row in rows_of(told)[2:]}
    assert all(round(number(row[1])) == pytest.approx(changes[row[0]], abs=1) for row in towns if row[0] in changes)
    assert len(changes.keys() & {row[0] for row in towns}) >= 5  # the same gain as in the section on towns
    councils = re.findall(r"^### (.+)$", section, re.M)
    assert "Overijssel" in " ".join(councils)


def test_a_page_of_changes_says_in_both_languages_what_the_parts_are(tmp_path: Path) -> None:
    file = tmp_path / "parts.html"
    done = compare("spoorboekloos-breda", "--parts", "changes", "--region", "Noord-Brabant", "-o", str(file))
    assert done.exit_code == 0, done.stderr
    page = file.read_text(encoding="utf-8")
    for title, total in (("What each part contributes", "All parts together"),
                         ("Wat elk deel bijdraagt", "Alle delen samen")):  # fmt: skip
        assert title in page
        assert total in page
    assert page.count("set_frequency 1100: ") >= 2  # what it does follows, in both languages
    assert "extend_service 1800" in page
    assert "Overijssel: the towns that gain most" not in page


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (
            ["zeeland-2030", "--parts", "scenarios"],
            "no plan is made of others; name some together (a+b), or ask for their changes: --parts changes",
        ),
        (["zeeland-2030", "--parts", "change"], "'change' is not one of"),
    ],
)
def test_mistakes_are_told_before_anything_is_computed(args: list[str], expected: str) -> None:
    done = compare(*args)
    assert done.exit_code == 2
    assert expected in done.stderr
    assert "Traceback" not in done.stderr

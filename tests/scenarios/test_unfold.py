"""A copy of a scenario that is made of others holds all that they bring, where it can be edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from bereikbaar.errors import InputError
from bereikbaar.scenarios.content import change_as_plain, ordered
from bereikbaar.scenarios.library import shipped
from bereikbaar.scenarios.model import Scenario
from bereikbaar.scenarios.registry import load_scenario
from bereikbaar.scenarios.start import start_text
from bereikbaar.scenarios.unfold import copied_text

HEAD = "key: {key}\ntitle: {{nl: t, en: t}}\nbase: nl-2026\n"


def copy(tmp_path: Path, name: str) -> Scenario:
    path = tmp_path / "copy.yaml"
    path.write_text(start_text("my-copy", name), encoding="utf-8")
    return load_scenario(str(path))


@pytest.mark.parametrize("name", [path.stem for path in shipped()])
def test_a_copy_means_the_same_as_the_original(tmp_path: Path, name: str) -> None:
    original, made = load_scenario(name), copy(tmp_path, name)
    assert [change_as_plain(c) for c in ordered(made.changes)] == [
        change_as_plain(c) for c in ordered(original.changes)
    ]
    assert made.parts == ()
    assert set(made.expects) == set(original.expects)
    assert made.sources == original.sources
    assert made.assumptions == original.assumptions
    assert made.side_effects == original.side_effects
    assert made.parameters == original.parameters
    assert (made.name, made.title, made.base, made.year) == ("my-copy", original.title, original.base, original.year)


def test_parameters_of_parts_still_work_in_the_copy(tmp_path: Path) -> None:
    path = tmp_path / "copy.yaml"
    path.write_text(start_text("my-copy", "ser-2020"), encoding="utf-8")
    slow, fast = (load_scenario(str(path), {"speed_kmh": v}) for v in (160, 250))
    assert slow.changes != fast.changes


def test_the_copy_says_where_changes_come_from_and_what_to_check() -> None:
    text = start_text("my-copy", "spoorboekloos")
    assert "parts:" not in text
    assert "  # from spoorboekloos-breda\n  - set_frequency: {services: [1100], " in text
    for key in ("expects", "assumptions", "side_effects"):
        remark = "# Check: this was written for spoorboekloos; what still holds after your changes?\n"
        assert f"\n{remark}{key}:\n" in text
    assert "# A copy of spoorboekloos: give it a title of its own.\ntitle:\n" in text
    plain = start_text("my-copy", "lelylijn-2020")
    assert "# Check: this was written for lelylijn-2020; " in plain
    assert "  # track\n" in plain or "  # stations and track\n" in plain


def test_a_change_that_two_parts_share_stands_in_the_copy_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        own = f"  - set_frequency: {{services: {'500' if name == 'a' else '600'}, tph: 4}}\n"
        (tmp_path / f"{name}.yaml").write_text(
            f"name: {name}\n"
            + HEAD.format(key=name)
            + "changes:\n  - set_frequency: {services: 700, tph: 4}\n"
            + own,
            encoding="utf-8",
        )
    both = tmp_path / "both.yaml"
    both.write_text("name: both\n" + HEAD.format(key="both") + "parts: [a.yaml, b.yaml]\n", encoding="utf-8")
    text = copied_text(both)
    assert text.count("services: 700") == 1
    assert "  # from b\n  - set_frequency: {services: 600, tph: 4}\n" in text
    made = tmp_path / "made.yaml"
    made.write_text(text, encoding="utf-8")
    assert len(load_scenario(str(made)).changes) == 3


def test_two_parts_with_the_same_parameter_cannot_be_written_out(tmp_path: Path) -> None:
    for name, service in (("a", 500), ("b", 600)):
        (tmp_path / f"{name}.yaml").write_text(
            f"name: {name}\n" + HEAD.format(key=name) + "parameters:\n  n: {value: 4, text: t}\nchanges:\n"
            f"  - set_frequency: {{services: {service}, tph: $n}}\n",
            encoding="utf-8",
        )
    both = tmp_path / "both.yaml"
    both.write_text("name: both\n" + HEAD.format(key="both") + "parts: [a.yaml, b.yaml]\n", encoding="utf-8")
    with pytest.raises(InputError, match="a and b both have a parameter 'n': copy the one you want to change"):
        copied_text(both)

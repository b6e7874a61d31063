"""The page on indicators in Python: every example runs and prints what it says, and every function stands on it."""

import inspect
import re
from pathlib import Path

import bereikbaar as bk

PAGE = (Path(__file__).parents[2] / "docs" / "indicators-python.md").read_text(encoding="utf-8")


def test_every_example_prints_what_stands_behind_it(capsys):
    code = "\n".join(re.findall(r"^```python\n(.*?)^```", PAGE, flags=re.S | re.M))
    expected = [line.split("  # ", 1)[1].strip() for line in code.splitlines() if line.startswith("print(")]
    exec(compile(code, "indicators-python.md", "exec"), {})
    printed = capsys.readouterr().out.splitlines()
    assert len(expected) >= 25
    assert printed == expected


def test_every_function_and_every_decay_stands_on_the_page():
    for name in dir(bk.indicators):
        made = getattr(bk.indicators, name)
        if name in bk.indicators._DOORS and name != "Decay":
            assert f"`{name}" in PAGE or f"ind.{name}" in PAGE, name
        if inspect.isfunction(made) and name in ("cumulative", "shen", "fgt"):
            assert all(f"`{p}" in PAGE or p in PAGE for p in inspect.signature(made).parameters), name


def test_every_decay_on_the_page_can_be_read():
    table = re.findall(r"^\| `([a-z]+[^`]*)` \| `[A-Z]", PAGE, flags=re.M)
    assert len(table) == 13
    for text in table:
        decay = bk.indicators.parse_decay(text)
        assert text in ("pbl", "geurs") or decay.text == text

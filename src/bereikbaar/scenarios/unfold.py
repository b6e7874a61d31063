"""The text of a scenario to copy: what its parts bring stands in the copy itself, where it can be edited."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bereikbaar.errors import InputError
from bereikbaar.scenarios.model import Scenario
from bereikbaar.scenarios.records import as_plain
from bereikbaar.scenarios.registry import load_scenario

#: Keys of a file whose content was true of the original and may not be of the copy.
_TO_CHECK = ("expects", "assumptions", "side_effects")
#: Keys that parts add to, in the order of a file.
_SHARED = ("sources", "parameters", "changes", "expects", "assumptions", "side_effects")


def copied_text(path: Path) -> str:
    """Return the text of a scenario file for a copy: as it is, with a remark above what has to be checked.

    Where it has parts, their changes, parameters, figures, sources and sentences are written out in their place: the
    changes and figures as they stand in the files of the parts, remarks included. Raises InputError when a file is
    wrong, or when two parts share a parameter.
    """
    blocks = _blocks(path.read_text(encoding="utf-8"))
    scenario = load_scenario(str(path))
    if scenario.parts:
        blocks = _unfolded(blocks, scenario)
    lines: list[str] = []
    for key, block in blocks.items():
        if key == "title":
            lines.append(f"# A copy of {scenario.name}: give it a title of its own.")
        if key in _TO_CHECK:
            lines.append(f"# Check: this was written for {scenario.name}; what still holds after your changes?")
        lines += block
    return "\n".join(lines) + "\n"


def _blocks(text: str) -> dict[str, list[str]]:
    """Return the lines of each key of a file; what stands above the first key has the key ``""``."""
    blocks: dict[str, list[str]] = {"": []}
    key = ""
    for line in text.splitlines():
        found = re.match(r"([a-z_]+):", line)
        key = found.group(1) if found else key
        blocks.setdefault(key, []).append(line)
    return blocks


def _unfolded(blocks: Mapping[str, list[str]], scenario: Scenario) -> dict[str, list[str]]:
    """Return the blocks with what all parts bring, and without ``parts``."""
    files = _Files()
    changes = [(c.file, c.line or 0, c.part) for c in scenario.changes]  # type: ignore[attr-defined]
    figures = [(e.file, e.line or 0, "") for e in scenario.expects]
    shared = {
        "sources": _sources([as_plain(s) for s in scenario.sources]),
        "parameters": _parameters(dict.fromkeys(file for file, _, _ in changes), files),
        "changes": ["changes:", *_items(changes, files)],
        "expects": ["expects:", *_items(figures, files)] if figures else [],
        "assumptions": _sentences("assumptions", scenario.assumptions),
        "side_effects": _sentences("side_effects", scenario.side_effects),
    }
    made = {key: list(lines) for key, lines in blocks.items() if key != "parts" and key not in _SHARED}
    made[""] = [*made.get("", []), f"# Written out: the changes of {', '.join(scenario.parts)}."]
    return made | {key: lines for key, lines in shared.items() if lines}


class _Files:
    """The files of parts as lines, each read once."""

    def __init__(self) -> None:
        self._held: dict[str, list[str]] = {}

    def lines(self, file: str) -> list[str]:
        """Return the lines of a file."""
        if file not in self._held:
            self._held[file] = Path(file).read_text(encoding="utf-8").splitlines()
        return self._held[file]

    def item(self, file: str, line: int) -> list[str]:
        """Return the lines of the item of a list that begins on a line (counted from 1), with its remarks."""
        lines = self.lines(file)
        first = line - 1
        while not lines[first].lstrip().startswith("- "):
            first -= 1
        indent = len(lines[first]) - len(lines[first].lstrip())
        last = first + 1
        while last < len(lines) and (not lines[last].strip() or lines[last].startswith(" " * (indent + 1))):
            last += 1
        while first and lines[first - 1].startswith(f"{' ' * indent}#"):
            first -= 1
        return [line for line in lines[first:last] if line.strip()]


def _items(found: Sequence[tuple[str, int, str]], files: _Files) -> list[str]:
    """Return items of a list as they stand in their files, under a remark that names the part."""
    out: list[str] = []
    part = ""
    for file, line, owner in found:
        if owner != part:
            out.append(f"  # from {owner}")
            part = owner
        out += files.item(file, line)
    return out


def _parameters(names: Iterable[str], files: _Files) -> list[str]:
    """Return the parameters of all files."""
    out: list[str] = []
    seen: dict[str, str] = {}
    for file in names:
        block = _blocks("\n".join(files.lines(file))).get("parameters", [])
        for line in block[1:]:
            found = re.match(r"  ([A-Za-z_]\w*):", line)
            if found and found.group(1) in seen:
                first, second = (Path(f).stem for f in (seen[found.group(1)], file))
                raise InputError(
                    f"{first} and {second} both have a parameter {found.group(1)!r}: copy the one you want to change"
                )
            if found:
                seen[found.group(1)] = file
            out.append(line)
    return ["parameters:", *out] if out else []


def _sources(sources: Sequence[Mapping[str, Any]]) -> list[str]:
    out = ["sources:"] if sources else []
    for source in sources:
        held = [f"{key}: {_quoted(value)}" for key, value in source.items() if value]
        out += [f"  {'- ' if not i else '  '}{text}" for i, text in enumerate(held)]
    return out


def _sentences(key: str, sentences: Mapping[str, tuple[str, ...]]) -> list[str]:
    out = [f"{key}:"] if sentences else []
    for lang, said in sentences.items():
        out += [f"  {lang}:", *(f"    - {_quoted(sentence)}" for sentence in said)]
    return out


def _quoted(text: object) -> str:
    return json.dumps(str(text), ensure_ascii=False)

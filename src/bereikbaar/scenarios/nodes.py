"""Scenario text -> a tree of nodes that remember their line and their raw text.

YAML readers turn ``no``, ``10:30``, ``010`` or a date into truth values, numbers and dates before anybody can ask
what the field expects. Here a scalar stays the text that was typed; the type of the field decides what it means
(see :mod:`bereikbaar.scenarios.kinds`). YAML 1.2 and JSON give the same tree.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from bereikbaar.errors import InputError, Problem


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as it was typed. ``quoted`` tells ``"200"`` from ``200``."""

    text: str
    line: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file; a key may be there twice, which is for the reader to refuse."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int

    def get(self, key: str) -> Node | None:
        """Return the first value of a key, or None."""
        return next((value for name, value in self.entries if name.text == key), None)


@dataclass(frozen=True, slots=True)
class Listing:
    """Values in order."""

    items: tuple[Node, ...]
    line: int


Node: TypeAlias = Scalar | Mapping | Listing
Stop: TypeAlias = Callable[[str, set[str]], bool]

MAX_DEPTH = 20
#: Control characters but tab and line ends, and halves of a character pair: no text, and no file can hold the latter.
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def _scalar(text: str, line: int, quoted: bool, file: str) -> Scalar:
    """Return one value of a file. Raises InputError for characters that no text can hold."""
    wrong = _NO_TEXT.search(text)
    if wrong:
        message = f"character U+{ord(wrong.group()):04X} cannot stand in a text: take it away (found {text[:40]!r})"
        raise InputError(Problem(message, file, line))
    return Scalar(text, line, quoted)


def read_nodes(path: Path) -> Node | None:
    """Return the tree of a scenario file; None for a file without content. Raises InputError."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(
            Problem(f"byte {error.object[error.start]:#x} is not UTF-8; save the file as UTF-8", str(path), line)
        ) from None
    except OSError as error:
        raise InputError(Problem(f"cannot be read: {error.strerror}", str(path))) from None
    return parse_json(text, str(path)) if path.suffix.lower() == ".json" else parse_yaml(text, str(path))


def parse_yaml(text: str, file: str = "", *, until: Stop | None = None) -> Node | None:
    """Return the tree of YAML 1.2 text; None when there is nothing in it.

    until : asked at every key of the outermost mapping, with the keys before it, whether to stop there: what has been
            read by then is enough for a list of names.
    Raises InputError with the line of what is not YAML, and for anchors, tags and a second document.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    events = _Events(YAML(typ="safe", pure=True).parse(text), file, until)
    try:
        return events.document()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise InputError(Problem(_in_words(error, text), file, mark.line + 1 if mark else None)) from None
    except YAMLError as error:
        raise InputError(Problem(f"this is not YAML text: {' '.join(str(error).split())}", file)) from None


class _Events:
    """Builds the tree from the parser's events, before any value is given a meaning."""

    def __init__(self, events: Iterator[Any], file: str, until: Stop | None) -> None:
        self._events = events
        self._file = file
        self._until = until

    def document(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            name = type(event).__name__
            if name in ("StreamStartEvent", "DocumentStartEvent", "DocumentEndEvent"):
                continue
            if name == "StreamEndEvent":
                break
            if root is not None:
                self._refuse(event, "a second document ('---') in one file: give each scenario its own file")
            root = self._node(event, 0)
            if self._until is not None:
                break
        empty = isinstance(root, Scalar) and not root.text and not root.quoted
        return None if empty else root

    def _node(self, event: Any, depth: int) -> Node:
        if type(event).__name__ == "AliasEvent" or getattr(event, "anchor", None):
            self._refuse(event, "anchors and aliases (&, *) are not used in scenario files: write the value out")
        if getattr(event, "tag", None) and event.tag != "!":
            self._refuse(event, "tags (!) are not used in scenario files: the field decides what a value means")
        if depth > MAX_DEPTH:
            self._refuse(event, "nested too deeply")
        line = event.start_mark.line + 1
        match type(event).__name__:
            case "ScalarEvent":
                return _scalar(event.value, line, event.style in ("'", '"', "|", ">"), self._file)
            case "MappingStartEvent":
                return Mapping(tuple(self._entries(depth)), line)
            case _:
                return Listing(tuple(self._items(depth)), line)

    def _entries(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: set[str] = set()
        for event in self._events:
            if type(event).__name__ == "MappingEndEvent":
                return
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                self._refuse(event, "a list or mapping cannot be a key")
                return
            if depth == 0 and self._until is not None:
                if self._until(key.text, seen):
                    return
                seen.add(key.text)
            yield key, self._node(next(self._events), depth + 1)

    def _items(self, depth: int) -> Iterator[Node]:
        for event in self._events:
            if type(event).__name__ == "SequenceEndEvent":
                return
            yield self._node(event, depth + 1)

    def _refuse(self, event: Any, message: str) -> None:
        raise InputError(Problem(message, self._file, event.start_mark.line + 1))


def _in_words(error: Any, text: str) -> str:
    problem = str(error.problem or error.context or error)
    mark = error.problem_mark
    at = text.splitlines()[mark.line] if mark and mark.line < len(text.splitlines()) else ""
    if "'\\t'" in problem or at[: len(at) - len(at.lstrip())].find("\t") >= 0:
        return "a tab: YAML is indented with spaces"
    if "mapping values are not allowed" in problem:
        return "a colon where none can stand: check the indentation, or put quotes round a text with ': ' in it"
    if "cannot start any token" in problem:
        return f"{problem}: put quotes round the text"
    return f"this is not YAML: {problem}"


_JSON_WORD = re.compile(r"true|false|null|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


def parse_json(text: str, file: str = "") -> Node | None:
    """Return the tree of JSON text; None when there is nothing in it. Raises InputError with the line."""
    if not text.strip():
        return None
    try:
        json.loads(text, parse_int=str)  # a whole number stays text: Python refuses to read more than 4300 digits
    except json.JSONDecodeError as error:
        raise InputError(Problem(f"this is not JSON: {error.msg}", file, error.lineno)) from None
    except RecursionError:
        raise InputError(Problem("nested too deeply", file)) from None
    return _json_value(text, _skip(text, 0), file, 0)[0]


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n,:":  # known to be JSON: commas and colons are where they must be
        at += 1
    return at


def _json_value(text: str, at: int, file: str, depth: int) -> tuple[Node, int]:
    """Return the value that starts at ``at``, and where it ends."""
    line = text.count("\n", 0, at) + 1
    if depth > MAX_DEPTH:
        raise InputError(Problem("nested too deeply", file, line))
    if text[at] == "{":
        entries: list[tuple[Scalar, Node]] = []
        at = _skip(text, at + 1)
        while text[at] != "}":
            key, at = _json_value(text, at, file, depth + 1)
            value, at = _json_value(text, _skip(text, at), file, depth + 1)
            assert isinstance(key, Scalar)
            entries.append((key, value))
            at = _skip(text, at)
        return Mapping(tuple(entries), line), at + 1
    if text[at] == "[":
        items: list[Node] = []
        at = _skip(text, at + 1)
        while text[at] != "]":
            item, at = _json_value(text, at, file, depth + 1)
            items.append(item)
            at = _skip(text, at)
        return Listing(tuple(items), line), at + 1
    if text[at] == '"':
        string, end = json.decoder.scanstring(text, at + 1)  # type: ignore[attr-defined]
        return _scalar(string, line, True, file), end
    word = _JSON_WORD.match(text, at)
    if word is None:  # NaN and Infinity, which Python's reader lets through
        raise InputError(Problem("NaN and Infinity are not JSON", file, line))
    return Scalar(word.group(), line), word.end()


def from_plain(value: Any, line: int = 0) -> Node:
    """Return the tree of plain Python data (dict, list, text, number), for scenarios that are made in Python."""
    if isinstance(value, dict):
        return Mapping(tuple((Scalar(str(k), line, True), from_plain(v, line)) for k, v in value.items()), line)
    if isinstance(value, list | tuple):
        return Listing(tuple(from_plain(v, line) for v in value), line)
    if isinstance(value, bool):
        return Scalar("true" if value else "false", line)
    if isinstance(value, str):
        return Scalar(value, line, quoted=True)
    return Scalar(json.dumps(value), line)


_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?")


def number_of(text: str) -> float | None:
    """Return the number that both YAML 1.2 and JSON read, or None: ``010``, ``1_000`` and ``10:30`` are none."""
    return float(text) if _NUMBER.fullmatch(text) else None


def to_plain(node: Node) -> Any:
    """Return plain data by the core schema of YAML 1.2, as an editor that checks against a JSON Schema sees it."""
    if isinstance(node, Mapping):
        return {key.text: to_plain(value) for key, value in node.entries}
    if isinstance(node, Listing):
        return [to_plain(item) for item in node.items]
    if node.quoted:
        return node.text
    if node.text in ("true", "false"):
        return node.text == "true"
    if node.text in ("null", "~", ""):
        return None
    number = number_of(node.text)
    return node.text if number is None else number

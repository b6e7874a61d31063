"""``datapackage.json`` of a network folder -> name, title, version and the windows of the week."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bereikbaar.errors import InputError, Problem
from bereikbaar.network.model import Window
from bereikbaar.read.text import decode, read_bytes
from bereikbaar.units import read_clock

GROUPS = ("day", "evening", "weekend")


@dataclass(slots=True)
class Package:
    """What the data package says about the folder as a whole."""

    name: str
    title: str = ""
    version: str = ""
    windows: tuple[Window, ...] = ()
    file: str = ""
    problems: list[Problem] = field(default_factory=list)


def read_package(folder: Path) -> Package:
    """Read the data package of a folder; what is wrong with it is in its problems."""
    path = folder / "datapackage.json"
    package = Package(name=folder.resolve().name, file=str(path))
    if not path.is_file():
        message = "file is missing; it holds the windows of the week: copy it from a shipped network"
        package.problems.append(Problem(message, file=str(path)))
        return package
    try:
        content = read_json(path)
    except InputError as error:
        package.problems.extend(error.problems)
        return package
    if not isinstance(content, dict):
        package.problems.append(Problem("expected a JSON object", file=str(path)))
        return package
    package.name = str(content.get("name") or package.name)
    package.title = str(content.get("title") or package.name)
    package.version = str(content.get("version") or "")
    package.windows = tuple(_windows(content.get("windows"), package, str(path)))
    return package


def read_json(path: Path, *, parse_int: Callable[[str], Any] = int) -> Any:
    """Return the content of a JSON file. Raises InputError with the line; NaN and Infinity are no JSON."""
    text, _ = decode(read_bytes(path), str(path))
    try:
        return json.loads(text, parse_constant=_refuse_constant, parse_int=parse_int)
    except json.JSONDecodeError as error:
        raise InputError(Problem(f"is no JSON: {error.msg}", file=str(path), row=error.lineno)) from None
    except RecursionError:
        raise InputError(Problem("is no JSON: it is nested too deeply", file=str(path))) from None
    except ValueError as error:
        raise InputError(Problem(str(error), file=str(path))) from None


def _refuse_constant(text: str) -> Any:
    raise ValueError(f"holds {text}, which is no JSON; write null for 'not known'")


def _windows(entries: Any, package: Package, file: str) -> list[Window]:
    def say(message: str, where: str) -> None:
        package.problems.append(Problem(message, file=file, field=where))

    if not isinstance(entries, list) or not entries:
        say("a list of the windows of the week is needed, each with name, group and hours_per_week", "windows")
        return []
    out: dict[str, Window] = {}
    for n, entry in enumerate(entries, 1):
        where = f"windows, entry {n}"
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry["name"]:
            say("a window needs a name", where)
            continue
        name, group, hours = entry["name"], entry.get("group"), entry.get("hours_per_week")
        if name in out:
            say(f"window {name!r} is there twice", where)
        if group not in GROUPS:
            say(f"found {group!r}, expected one of {', '.join(GROUPS)}", f"{where} ({name}), group")
        if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 < hours <= 168:
            say(f"found {hours!r}, expected hours above 0 and at most 168", f"{where} ({name}), hours_per_week")
            continue
        title = entry.get("title")
        text = str(title.get("en", "")) if isinstance(title, dict) else str(title or "")
        try:
            day = _day(entry)
        except ValueError as error:
            say(str(error), f"{where} ({name})")
            continue
        out[name] = Window(name, float(hours), str(group), text, _source(entry), *day)
    return list(out.values())


def _day(entry: dict[str, Any]) -> tuple[str, int, int]:
    """Return the day that stands for a window of a timetable and its part of it, s; nothing for a service level.

    Raises ValueError that says what is wrong.
    """
    if "date" not in entry:
        return "", 0, 0
    try:
        day = date.fromisoformat(entry["date"]).isoformat()
    except (TypeError, ValueError):
        raise ValueError(f"date: found {entry['date']!r}, expected a date such as 2026-03-11") from None
    start, end = (_seconds(entry.get(key), key) for key in ("from", "to"))
    if end <= start:
        raise ValueError(f"to: found {entry['to']!r}, not later than from ({entry['from']})")
    return day, start, end


def _seconds(text: Any, key: str) -> int:
    seconds = read_clock(text)
    if seconds is None:
        raise ValueError(f"{key}: found {text!r}, expected a time of day such as 09:00")
    return seconds


def _source(entry: dict[str, Any]) -> str:
    basis = str(entry.get("basis") or "")
    source = str(entry.get("source") or "")
    return f"{basis}: {source}" if basis and source else basis or source

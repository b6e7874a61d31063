"""When the windows of a network are: the hours in ``datapackage.json``, as spans of the days of the week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from bereikbaar.errors import InputError, Problem, did_you_mean
from bereikbaar.network.days import WEEK
from bereikbaar.network.model import Network
from bereikbaar.units import read_clock

#: A service day may run into the next one, but not longer than this: what GTFS times allow in practice.
LATEST_S = 30 * 3600

_EXAMPLE = '"hours": [{"days": ["mon", "tue"], "from": "06:30", "to": "09:00"}]'


@dataclass(frozen=True, slots=True, order=True)
class Level:
    """A window on one day: from ``start_s`` until ``end_s``, seconds of the day.

    swapped : the trains of the two directions of a service change places, as in the afternoon peak.
    """

    start_s: int
    end_s: int
    window: str
    swapped: bool = False


Week = tuple[tuple[Level, ...], ...]
"""(7,) from Monday to Sunday the levels of a day in order of time; they do not overlap."""


def read_week(net: Network) -> Week:
    """Return when the windows of a network are, from the data package of its folder.

    Raises InputError for a network without folder, a window without hours, hours that cannot be read and hours of two
    windows that overlap: all problems at once.
    """
    from bereikbaar.read.package import read_json

    if not net.folder:
        raise InputError(f"network {net.name!r} has no folder, so it is not known at what hours its windows are")
    file = Path(net.folder) / "datapackage.json"
    content = read_json(file)
    return week_of([w.name for w in net.windows], content.get("windows") or [], str(file))


def week_of(names: Sequence[str], entries: Sequence[Any], file: str) -> Week:
    """Return the week of some windows from the entries of a data package. Raises InputError as :func:`read_week`."""
    problems: list[Problem] = []
    by_name = {e["name"]: e for e in entries if isinstance(e, dict) and "name" in e}
    days: list[list[Level]] = [[] for _ in WEEK]
    for name in names:
        hours = by_name.get(name, {}).get("hours")
        if not isinstance(hours, list) or not hours:
            text = f"an export needs to know when window {name!r} is; add for example {_EXAMPLE}"
            problems.append(Problem(text, file=file, field=f"windows, {name}, hours"))
            continue
        for n, entry in enumerate(hours, 1):
            try:
                for day, level in _levels(name, entry):
                    days[day].append(level)
            except ValueError as error:
                problems.append(Problem(str(error), file=file, field=f"windows, {name}, hours, entry {n}"))
    week = tuple(tuple(sorted(levels)) for levels in days)
    if not problems:
        problems += [Problem(text, file=file, field="windows") for text in _overlaps(week)]
    if problems:
        raise InputError(problems)
    return week


def _levels(window: str, entry: Any) -> Iterator[tuple[int, Level]]:
    if not isinstance(entry, dict):
        raise ValueError(f"found {entry!r}, expected days, from and to, such as {_EXAMPLE}")
    days = entry.get("days")
    if not isinstance(days, list) or not days:
        raise ValueError(f"days: found {days!r}, expected a list of some of {', '.join(WEEK)}")
    start, end = _seconds(entry.get("from"), "from"), _seconds(entry.get("to"), "to")
    if end <= start:
        raise ValueError(
            f"from {entry['from']} to {entry['to']} is no span of time; past midnight is 25:00, 26:00, ..."
        )
    if (direction := entry.get("direction")) not in (None, "reversed"):
        raise ValueError(f"direction: found {direction!r}, expected 'reversed' or nothing")
    for day in days:
        if day not in WEEK:
            near = did_you_mean(str(day), WEEK)
            raise ValueError(f"days: found {day!r}, expected some of {', '.join(WEEK)}{near}")
        yield WEEK.index(day), Level(start, end, window, direction == "reversed")


def _seconds(text: Any, key: str) -> int:
    seconds = read_clock(text)
    if seconds is not None and seconds <= LATEST_S:
        return seconds
    raise ValueError(f"{key}: found {text!r}, expected a time such as 06:30, at most {LATEST_S // 3600}:00")


def _overlaps(week: Week) -> Iterator[str]:
    for day, levels in zip(WEEK, week, strict=True):
        for a, b in pairwise(levels):
            if b.start_s < a.end_s:
                yield f"{a.window!r} and {b.window!r} overlap on {day}; a moment has one service level"


def gap_before_s(levels: Sequence[Level], i: int) -> int:
    """Return the seconds before a level of a day in which no other level holds; at most back to 00:00.

    A level of the day before that lasts past midnight is not looked at.
    """
    return levels[i].start_s - (levels[i - 1].end_s if i else 0)

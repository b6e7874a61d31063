"""What a train of a feed is called: its series, its product, its means of transport."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache

from bereikbaar.gtfs.model import FeedLine
from bereikbaar.gtfs.modes import MODES
from bereikbaar.read.cells import damage

#: A number in hundreds is a series when so many of the trains ...
SERIES_SHARE = 0.7
#: ... share so many of the stops of the commonest stop list of their series.
SHARED_STOPS = 0.5
#: So many trains of an operator need a number as their name before numbers are looked at.
NUMBERED_SHARE = 0.8

_NUMBER = re.compile(r"[0-9]{1,6}")
_PREFIX = re.compile(r"([A-Za-z]{1,8})[ -]?[0-9]")
_NAME_OF_A_LINE = re.compile(r"[0-9<>()/]| - |–|—|-[A-Z]")
_RAIL_TYPES = {101: "High speed train", 102: "Long distance train", 103: "Interregional train", 106: "Regional train",
               109: "Suburban train", 105: "Night train"}  # fmt: skip


def mode_of(route_type: int) -> str:
    """Return the mode of the network for a GTFS route type; what we have no word for is the nearest that we have.

    >>> mode_of(2), mode_of(109), mode_of(714), mode_of(7)
    ('rail', 'rail', 'bus', 'tram')
    """
    for mode in ("rail", "metro", "tram", "bus", "ferry"):
        if route_type in MODES[mode]:
            return mode
    return "rail" if route_type // 100 == 3 or route_type == 12 else "tram" if route_type in (6, 7) else "bus"


@cache
def product_of(line: FeedLine, train_name: str) -> str:
    """Return the product of a train as travellers know it: letters before its number or that of its line, or the
    name of its line.

    >>> product_of(FeedLine("2", "", "Praha - Kosice", "ZSSK", 2), "EC 120 Valassky expres")
    'EC'
    >>> product_of(FeedLine("7", "Intercity", "", "NS", 2), "523")
    'Intercity'
    """
    prefix = _PREFIX.match(train_name) or _PREFIX.match(line.short_name)
    if prefix:
        return prefix[1]
    for name in (line.short_name, line.long_name):
        if name and len(name) <= 24 and not _NAME_OF_A_LINE.search(name):
            return name
    mode = mode_of(line.route_type)
    return _RAIL_TYPES.get(line.route_type) or ("Train" if mode == "rail" else mode.capitalize())


def hundreds(number: str) -> str:
    """Return the series of a train number, in the Dutch way; an international train below 100 is its own.

    >>> hundreds("523"), hundreds("17724"), hundreds("24")
    ('500', '17700', '24')
    """
    n = int(number)
    return str(n // 100 * 100) if n >= 100 else str(n)


@cache
def plain_label(text: str) -> str:
    """Return a text that can be an id in a table: one line, and nothing that a spreadsheet has damaged."""
    label = " ".join(text.split())
    return f"line {label}" if damage(label) or not label else label


def train_labels(
    names: Sequence[str], lines: Sequence[FeedLine], stops: Sequence[frozenset[Hashable]]
) -> tuple[list[str], list[bool]]:
    """Return (label, is it one line) of every train; trains of one series share their label.

    names, lines, stops : of every train. A train number gives the series where numbers are given out by series, as in
    the Netherlands: trains 500 to 599 mostly call at the same stations. Else the short name of the line does, and
    where a short name stands for many lines (``Sprinter``), or there is none, the product: these labels are not one
    line and have to be told apart by where the trains go.
    """
    out: list[str] = [""] * len(names)
    one_line = [True] * len(names)
    for agency in sorted({line.agency for line in lines}):
        mine = [t for t, line in enumerate(lines) if line.agency == agency]
        numbered = [t for t in mine if _NUMBER.fullmatch(names[t])]
        by_series = {t: hundreds(names[t]) for t in numbered}
        if len(numbered) >= NUMBERED_SHARE * len(mine) and _hang_together(by_series, stops):
            for t in numbered:
                out[t] = by_series[t]
    rest = [t for t in range(len(names)) if not out[t]]
    for members in _groups(rest, lambda t: (lines[t].agency, mode_of(lines[t].route_type), lines[t].short_name)):
        short = lines[members[0]].short_name
        coherent = bool(short) and _hang_together(dict.fromkeys(members, short), stops)
        for t in members:
            out[t] = short if coherent else product_of(lines[t], names[t])
            one_line[t] = coherent
    return _told_apart([plain_label(label) for label in out], lines), one_line


def _told_apart(labels: list[str], lines: Sequence[FeedLine]) -> list[str]:
    """Return the labels, with the operator behind those that several operators or means of transport use."""
    users: dict[str, set[tuple[str, str]]] = {}
    for label, line in zip(labels, lines, strict=True):
        users.setdefault(label, set()).add((line.agency, mode_of(line.route_type)))
    return [
        label if len(users[label]) == 1 else _with_user(label, line, users[label])
        for label, line in zip(labels, lines, strict=True)
    ]


def _with_user(label: str, line: FeedLine, users: set[tuple[str, str]]) -> str:
    parts = [label]
    if len({agency for agency, _mode in users}) > 1:
        parts.append(line.agency)
    if len({mode for agency, mode in users if agency == line.agency}) > 1:
        parts.append(mode_of(line.route_type))
    return plain_label(" ".join(filter(None, parts)))


def _hang_together(series: Mapping[int, str], stops: Sequence[frozenset[Hashable]]) -> bool:
    """Say whether most trains share most of their stops with the commonest stop list of their series."""
    alike = compared = 0
    for members in _groups(series, lambda t: series[t]):
        if len(members) < 2:
            continue
        counts = Counter(stops[t] for t in members)
        most = max(counts.values())
        main = min((s for s, n in counts.items() if n == most), key=lambda s: (-len(s), sorted(map(str, s))))
        compared += len(members)
        alike += sum(len(stops[t] & main) >= SHARED_STOPS * min(len(stops[t]), len(main)) for t in members)
    return alike >= SERIES_SHARE * compared if compared else bool(series)


def _groups(members: Iterable[int], key: Callable[[int], Hashable]) -> list[list[int]]:
    found: dict[Hashable, list[int]] = {}
    for t in members:
        found.setdefault(key(t), []).append(t)
    return list(found.values())

"""Kinds of transport: words that people type -> GTFS route types, basic and extended.

Source: GTFS reference, routes.txt, and the extended route types after the Hierarchical Vehicle Type codes.
"""

from __future__ import annotations

from bereikbaar.errors import InputError, did_you_mean

#: Trains: 2, and the extended types 100-117. Replacement buses (714) are buses.
DEFAULT_RAIL = frozenset({2, *range(100, 118)})

#: Every type that the reference and its extension know.
ALL_TYPES = frozenset({*range(13), *range(100, 1800)})

MODES: dict[str, frozenset[int]] = {
    "rail": DEFAULT_RAIL,
    "metro": frozenset({1, 12, *range(400, 406), *range(500, 508), *range(600, 608)}),
    "tram": frozenset({0, 5, *range(900, 907)}),
    "bus": frozenset({3, 11, *range(200, 210), *range(700, 717), 800}),
    "ferry": frozenset({4, *range(1000, 1022), 1200}),
    "all": ALL_TYPES,
}

_TYPE_NAMES = {
    0: "tram", 1: "metro", 2: "rail", 3: "bus", 4: "ferry", 5: "cable tram", 6: "cable car", 7: "funicular",
    11: "trolleybus", 12: "monorail", 714: "rail replacement bus", -1: "no route type",
}  # fmt: skip
_HUNDREDS = {
    1: "rail", 2: "coach", 4: "urban rail", 5: "metro", 6: "underground", 7: "bus", 8: "trolleybus", 9: "tram",
    10: "water", 11: "air", 12: "ferry", 13: "aerial lift", 14: "funicular", 15: "taxi", 16: "self-drive",
    17: "other",
}  # fmt: skip


def type_name(route_type: int) -> str:
    """Return what a route type is.

    >>> type_name(714)
    'rail replacement bus'
    """
    return _TYPE_NAMES.get(route_type) or _HUNDREDS.get(route_type // 100, "unknown")


def parse_modes(text: str) -> frozenset[int]:
    """Return the route types of a list such as ``rail,tram`` or ``2,100-117``. Raises InputError."""
    types: set[int] = set()
    for word in filter(None, (w.strip().lower() for w in text.split(","))):
        types |= MODES[word] if word in MODES else _numbers(word)
    if not types:
        raise InputError(f"no mode given; choose from {', '.join(MODES)}, or GTFS route types such as 2,100-117")
    return frozenset(types)


def _numbers(word: str) -> set[int]:
    low, dash, high = word.partition("-")
    digits = (low, high) if dash else (low,)
    if not all(d.isascii() and d.isdigit() and len(d) <= 4 for d in digits):
        raise InputError(
            f"mode {word!r} is not known; choose from {', '.join(MODES)}, or GTFS route types such as 2,100-117"
            + did_you_mean(word, MODES)
        )
    found = set(range(int(low), int(digits[-1]) + 1))
    if not found or not found <= ALL_TYPES:
        raise InputError(f"route types {word!r}: GTFS has 0-12 and 100-1799")
    return found

"""Named constants, and clock times as people and files write them: 07:30, 25:10:00."""

from __future__ import annotations

import re

MINUTES_PER_HOUR = 60.0
#: Slack for comparisons at a threshold: "within 60 minutes" includes 60 (minutes, per hour).
SLACK = 1e-9
#: On top of the minutes of a journey with more changes than is allowed, while the best journey is looked for: such a
#: journey comes after any other and is beyond every limit. No table or file ever holds it. Minutes.
TOO_MANY_CHANGES_MIN = 1e7
#: No journey takes as long as this, min (a week).
NEVER_MIN = 10_080.0
#: Mean radius of the earth, km (IUGG 1980), for crow-fly distances.
EARTH_RADIUS_KM = 6371.0088
#: EPSG code of the Dutch national grid (metres).
RD_NEW = 28992

_CLOCK = re.compile(r"([0-9]{1,2}):([0-5][0-9])(?::([0-5][0-9]))?")


def read_clock(text: object) -> int | None:
    """Return seconds after 00:00 of H:MM or HH:MM, with or without :SS; hours go on after midnight. None: no time.

    >>> read_clock("07:30"), read_clock("25:10:05"), read_clock("7.30"), read_clock(7)
    (27000, 90605, None, None)
    """
    found = _CLOCK.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return (hours * 60 + minutes) * 60 + seconds


def clock_full(seconds: int) -> str:
    """Return seconds after 00:00 as HH:MM:SS, as GTFS writes them: 25:10:00 is ten past one the next morning.

    >>> clock_full(90_600), clock_full(43_205)
    ('25:10:00', '12:00:05')
    """
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def clock_short(seconds: int) -> str:
    """Return seconds after 00:00 as HH:MM, with :SS only where they are not whole minutes; 24:00 is after midnight.

    >>> clock_short(27_000), clock_short(27_030), clock_short(90_600)
    ('07:30', '07:30:30', '25:10')
    """
    return clock_full(seconds).removesuffix(":00") if seconds % 60 == 0 else clock_full(seconds)

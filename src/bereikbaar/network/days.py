"""The words with which a network says on which days a minute holds, and what they mean for a window."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bereikbaar.errors import InputError, did_you_mean
from bereikbaar.network.model import Network, Window

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVENING = "evening"
DAILY = "daily"
#: Said after the days of a minute that was looked for on those days only.
_UNSEEN = "(other days not seen)"

#: How well a minute fits a window: it is said for the window by name.
BY_NAME = 6
#: How well the days of a minute fit a window, best first; see :func:`fits`.
GIVEN, EVERY_DAY, BY_DAY, PARTLY, ELSEWHERE = 5, 4, 3, 2, 1


def weekday(iso: str) -> int:
    """Return the day of the week of an ISO date, 0 = Monday."""
    return date.fromisoformat(iso).weekday()


@dataclass(frozen=True, slots=True)
class Days:
    """Days of the week (and the evening of all of them) for which something holds.

    of_week : ``mon`` ... ``sun``. evening : said of the evening. daily : on all days that the service runs.
    elsewhere_unseen : nobody looked on the other days, so that it may hold there too.
    """

    of_week: frozenset[str] = frozenset()
    evening: bool = False
    daily: bool = False
    elsewhere_unseen: bool = False


def read_days(text: str) -> Days:
    """Return what a text such as ``Mon-Thu and Sat-Sun``, ``Sat-Sun, evening`` or ``daily`` means; empty = daily.

    Raises InputError, without file and line, for a word that is not one of these.
    """
    unseen = _UNSEEN in text
    words = [w for w in re.split(r"[;,]|\band\b", text.replace(_UNSEEN, "")) if w.strip()]
    of_week: set[str] = set()
    evening, daily = False, not words
    for word in (w.strip().lower() for w in words):
        if word == DAILY:
            daily = True
        elif word == EVENING:
            evening = True
        else:
            of_week.update(_span(word, text))
    return Days(frozenset(of_week), evening, daily, unseen)


def _span(word: str, text: str) -> tuple[str, ...]:
    ends = [w.strip() for w in word.split("-")]
    wrong = [w for w in ends if w not in WEEK]
    if wrong or len(ends) > 2:
        raise InputError(
            f"found {text!r}, expected daily, evening or days such as Mon-Thu, Sat"
            + did_you_mean((wrong or ends)[0], (*WEEK, DAILY, EVENING))
        )
    first, last = WEEK.index(ends[0]), WEEK.index(ends[-1])
    week = WEEK[first:] + WEEK[:first]
    return week[: (last - first) % len(WEEK) + 1]


def window_days(window: Window, network: Network) -> Days:
    """Return the days that a window stands for.

    By its date where it has one, else by its name (``friday_peak``, ``saturday``); a window of group ``day`` without
    the name of a day stands for Monday to Thursday where the network tells Friday apart, else for Monday to Friday.
    """
    if window.date:
        return Days(frozenset({WEEK[weekday(window.date)]}))
    if EVENING in (window.group, window.name):
        return Days(evening=True)
    named = frozenset(d for d in WEEK if any(part.startswith(d) and len(part) > 5 for part in _parts(window)))
    if named:
        return Days(named)
    if window.group == "weekend":
        return Days(frozenset({"sat", "sun"}))
    friday_apart = any(part.startswith("fri") for w in network.windows if w is not window for part in _parts(w))
    return Days(frozenset(WEEK[:4] if friday_apart else WEEK[:5]))


def _parts(window: Window) -> list[str]:
    return window.name.lower().split("_")


def fits(row: Days, window: Days) -> int:
    """Return how well days fit those of a window; 0 = they do not hold there.

    Best the days that were asked for; then every day; then, in the evening, minutes of the day (evening minutes are
    those of the day unless said otherwise); then some of the days; last what nobody looked at.
    """
    if window.evening:
        rank = GIVEN if row.evening else EVERY_DAY if row.daily else BY_DAY if row.of_week else 0
        return rank
    if row.of_week and window.of_week <= row.of_week:
        return GIVEN
    if row.daily:
        return EVERY_DAY
    if row.of_week & window.of_week:
        return PARTLY
    return ELSEWHERE if row.elsewhere_unseen else 0

"""Names of scenarios and titles of columns, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bereikbaar.indicators.catalogue import WINDOWS
from bereikbaar.lang import both
from bereikbaar.network.spans import span_words

if TYPE_CHECKING:
    from bereikbaar.results import Case

_PARTS = {
    "": ("", ""),
    "diff": both(": difference from the base"),
    "class": both(": class"),
    "dclass": both(": class of the difference"),
}


def key_of(case: Case) -> str:
    """Return the key of a scenario's case, ``base`` for the base: what stands in column and file names."""
    return case.scenario.key if case.scenario else "base"


def name_of(case: Case) -> str:
    """Return the name of a scenario's case, ``base`` for the base: what stands in the scenario column of tables."""
    return case.scenario.name if case.scenario else "base"


def title_of(case: Case) -> tuple[str, str]:
    """Return the Dutch and English title; a title in one language stands in for the other, and the name for both."""
    if case.scenario is None:
        return both("Base")
    title, name = case.scenario.title, case.scenario.name
    nl, en = title.get("nl"), title.get("en")
    return (nl or en or name, en or nl or name)


def window_titles(window: str) -> tuple[str, str]:
    """Return a window in Dutch and English words: a span of a timetable as such, else the plain name if need be."""
    return WINDOWS.get(window) or (span_words(window), span_words(window))


def column_title(measure: tuple[str, str], case: Case | None = None, *, part: str = "") -> tuple[str, str]:
    """Return the full title of a column: measure, scenario (none for the base), and which part of it."""
    of = ("", "") if case is None else tuple(f", {t}" for t in title_of(case))
    nl, en = _PARTS[part]
    return (f"{measure[0]}{of[0]}{nl}", f"{measure[1]}{of[1]}{en}")

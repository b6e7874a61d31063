"""Words that several parts of the page share: lists of names, windows, shares, trains per hour of a station."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bereikbaar.lang import translate
from bereikbaar.write.names import window_titles
from bereikbaar.write.numbers import listed, number
from bereikbaar.write.report.sections.page import Page

#: Names in a list before the others are counted.
_NAMED = 30
#: Shares below this are written as "less than", percent; below the other, and as near to 100, they get a decimal.
_TINY, _SMALL = 0.1, 1.0


def shortened(page: Page, names: list[str]) -> str:
    """Return a list of names in words; of a long one the first, and how many more there are."""
    if len(names) <= _NAMED:
        return listed(names, page.lang)
    more = number(len(names) - _NAMED, page.lang)
    return page.say("and_more", items=", ".join(names[:_NAMED]), n=more)


def towns_words(page: Page, n: int) -> str:
    """Return so many towns in words, "1 town" or "573 towns"."""
    return translate(page.lang).plural("{n} town", "{n} towns", n)


def window_word(window: str, lang: str) -> str:
    """Return a window in words; its span or plain name for windows that only this network has."""
    return window_titles(window)[0 if lang == "nl" else 1]


def share_words(page: Page, part: float, whole: float) -> str:
    """Return a part in percent; a part that is there is never 0 %, and one that lacks something never 100 %."""
    share = 100 * part / whole if whole else 0.0
    if 0 < share < _TINY:
        return page.say("share_tiny")
    if 100 - _TINY < share < 100:
        return page.say("share_nearly_all")
    decimals = 1 if 0 < share < _SMALL or 100 - _SMALL < share < 100 else 0
    return page.say("share", n=number(share, page.lang, decimals))


def tph_cells(page: Page, row: Mapping[str, Any], window: str) -> list[str]:
    """Return the trains per hour of a station before and after; in words where it is new or closed."""
    before, after = row[f"tph_{window}"], row[f"tph_{window}_scenario"]
    first = page.say("new_station") if before is None else number(before, page.lang, 1)
    return [first, page.say("closed") if after is None else number(after, page.lang, 1)]

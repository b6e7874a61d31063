"""Names of sheets from captions: short, without the signs that Excel forbids, and no two alike."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bereikbaar.write.report.inline import plain_text
from bereikbaar.write.report.letters import line

#: Letters of a name at most; what a name may not hold; and a name that Excel keeps for itself.
_LETTERS = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]+")
_KEPT = "history"
#: Where a name that is too long may end, when so many letters are left; and words that no name ends with.
_ENDS, _ENOUGH = ",;:", 10
_LEFT_HANGING = frozenset(
    {"de", "het", "een", "en", "die", "dat", "van", "met", "naar", "per", "er", "'s", "of", "in", "the", "a", "and",
     "that", "with", "to", "by", "how", "who", "what"}
)  # fmt: skip


def sheet_names(captions: Iterable[str]) -> list[str]:
    """Return a name per caption, in order; the second of two that are alike gets a number.

    >>> sheet_names(["Gain: towns", "gain  towns"])
    ['Gain towns', 'gain towns 2']
    """
    found: list[str] = []
    taken = {_KEPT}
    for caption in captions:
        whole = line(_FORBIDDEN.sub(" ", line(plain_text(caption)))).strip("' ") or "-"
        name, number = _cut(whole, _LETTERS), 1
        while name.lower() in taken:
            number += 1
            name = f"{_cut(whole, _LETTERS - len(str(number)) - 1)} {number}"
        taken.add(name.lower())
        found.append(name)
    return found


def _cut(name: str, letters: int) -> str:
    """Return a name of at most so many letters (as Excel counts them: in UTF-16), cut where it can best be.

    >>> _cut("All regions, now and with each plan: means of their inhabitants", 31)
    'All regions'
    """
    if _counted(name) <= letters:
        return name
    words = name.split(" ")
    while len(words) > 1 and _counted(" ".join(words)) > letters:
        words.pop()
    ends = [n for n, word in enumerate(words, 1) if word[-1:] in _ENDS and _counted(" ".join(words[:n])) >= _ENOUGH]
    words = words[: ends[-1]] if ends else words
    while len(words) > 2 and words[-1].lower() in _LEFT_HANGING:
        words.pop()
    short = " ".join(words)
    while _counted(short) > letters:
        short = short[:-1]
    return short.strip("' ,;.-") or "-"


def _counted(name: str) -> int:
    return len(name.encode("utf-16-le")) // 2

"""One language: its texts (a gettext catalogue), its numbers, its dates, its lists."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from bereikbaar.errors import UnknownNameError
from bereikbaar.lang import numbers

#: Languages of outputs. The texts in the code are English: that language needs no catalogue.
LANGS = ("nl", "en")
SOURCE_LANG = "en"
#: Name of the catalogues.
DOMAIN = "bereikbaar"


def msgid(text: str) -> str:
    """Return an English text as it is: a mark that it is one of the catalogues' and is translated later."""
    return text


_MONTHS = (
    msgid("January"), msgid("February"), msgid("March"), msgid("April"), msgid("May"), msgid("June"),
    msgid("July"), msgid("August"), msgid("September"), msgid("October"), msgid("November"), msgid("December"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """What is said, counted and dated in one language. ``lang`` is its code: ``nl`` or ``en``."""

    lang: str
    _catalogue: NullTranslations

    def text(self, text: str, /, *, context: str = "", **values: object) -> str:
        """Return an English text in this language, with values for its placeholders in braces.

        context : tells apart texts that are the same in English and not in another language.
        """
        found = self._catalogue.pgettext(context, text) if context else self._catalogue.gettext(text)
        return found.format(**values) if values else found

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """Return the text for so many, by the rule of the language; ``{n}`` in it is the number."""
        found = self._catalogue.ngettext(one, many, n)
        return found.format(n=self.number(n), **values)

    def number(self, value: float | None, decimals: int = 0) -> str:
        """Return a number with so many decimals, halves away from zero; a dash for None."""
        return numbers.number(value, self.lang, decimals)

    def signed(self, value: float | None, decimals: int = 0) -> str:
        """Return a difference with its sign; 0 has none."""
        return numbers.signed(value, self.lang, decimals)

    def plain(self, value: float) -> str:
        """Return a number with the decimals it has, six digits at most."""
        return numbers.plain(value, self.lang)

    def spread(self, low: float, high: float) -> str:
        """Return a range as ``3,2–6,4``; one number where both ends are the same."""
        return numbers.spread(low, high, self.lang)

    def date(self, day: datetime.date) -> str:
        """Return a date in full: ``26 november 2026``."""
        return f"{day.day} {self.text(_MONTHS[day.month - 1])} {day.year}"

    def listed(self, items: Sequence[str]) -> str:
        """Return ``a, b en c`` or ``a, b and c``; nothing for no items."""
        if len(items) < 2:
            return "".join(items)
        return self.text("{first} and {last}", first=", ".join(items[:-1]), last=items[-1])


@cache
def translate(lang: str) -> Language:
    """Return a language by its code ("nl" or "en"). Raises UnknownNameError for another."""
    if lang not in LANGS:
        raise UnknownNameError(f"there are no texts in {lang!r}; there are {' and '.join(LANGS)}")
    if lang == SOURCE_LANG:
        return Language(lang, NullTranslations())
    # not importlib.resources: importing that takes longer than all the rest here
    with (Path(__file__).parent / "locale" / lang / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as held:
        return Language(lang, GNUTranslations(held))

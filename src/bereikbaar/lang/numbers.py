"""Numbers as people write them: Dutch with a decimal comma and points between thousands, English the other way."""

from __future__ import annotations

import math

MINUS = "\N{MINUS SIGN}"
#: Languages that write a decimal comma, and points between thousands.
_COMMA = frozenset({"nl"})


class Shown(str):
    """A number as text that still knows what it shows: a workbook writes that, and a table is sorted by it.

    value : None where there is none. decimals : how many are shown.
    """

    __slots__ = ("decimals", "value")

    value: float | None
    decimals: int

    def __new__(cls, text: str, value: float | None, decimals: int = 0) -> Shown:
        """Return the text with its number."""
        made = super().__new__(cls, text)
        made.value, made.decimals = value, decimals
        return made

    def __reduce__(self) -> tuple[type[Shown], tuple[str, float | None, int]]:
        """Let copies and pickles know the number too."""
        return Shown, (str(self), self.value, self.decimals)


def with_comma(text: str, lang: str) -> str:
    """Return a number that was written with a decimal point the way of the language."""
    return text.replace(".", ",") if lang in _COMMA else text


def number(value: float | None, lang: str, decimals: int = 0) -> Shown:
    """Return a number with so many decimals, halves away from zero; a dash for None."""
    if value is None or not math.isfinite(value):
        return Shown("–", None, decimals)
    step = 10**decimals
    rounded = math.floor(abs(value) * step + 0.5 + 1e-9) / step
    text = f"{rounded:,.{decimals}f}"
    if lang in _COMMA:
        text = text.translate(str.maketrans(",.", ".,"))
    return Shown(MINUS + text if value < 0 and rounded else text, value, decimals)


def signed(value: float | None, lang: str, decimals: int = 0) -> Shown:
    """Return a difference with its sign; 0 has none."""
    text = number(value, lang, decimals)
    plus = value is not None and value > 0 and text.strip("0.,")
    return Shown(f"+{text}", value, decimals) if plus else text


def plain(value: float, lang: str) -> Shown:
    """Return a number with the decimals it has, six digits at most."""
    text = f"{abs(value):.6g}"
    return Shown(with_comma(f"{MINUS if value < 0 else ''}{text}", lang), value, len(text.partition(".")[2]))


def spread(low: float, high: float, lang: str) -> str:
    """Return a range as ``3,2–6,4``; one number where both ends are the same."""
    ends = [plain(v, lang) for v in (low, high)]
    return ends[0] if low == high else "–".join(ends)

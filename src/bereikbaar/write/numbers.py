"""Numbers as people write them: Dutch with a decimal comma and points between thousands, English the other way."""

from __future__ import annotations

import math

MINUS = "\N{MINUS SIGN}"


def number(value: float | None, lang: str, decimals: int = 0) -> str:
    """Return a number with so many decimals, halves away from zero; a dash for None."""
    if value is None or not math.isfinite(value):
        return "–"
    step = 10**decimals
    rounded = math.floor(abs(value) * step + 0.5 + 1e-9) / step
    text = f"{rounded:,.{decimals}f}"
    if lang == "nl":
        text = text.translate(str.maketrans(",.", ".,"))
    return MINUS + text if value < 0 and rounded else text


def signed(value: float | None, lang: str, decimals: int = 0) -> str:
    """Return a difference with its sign; 0 has none."""
    text = number(value, lang, decimals)
    return f"+{text}" if value is not None and value > 0 and text.strip("0.,") else text


def plain(value: float, lang: str) -> str:
    """Return a number with the decimals it has, six digits at most."""
    text = f"{MINUS if value < 0 else ''}{abs(value):.6g}"
    return text.replace(".", ",") if lang == "nl" else text


def spread(low: float, high: float, lang: str) -> str:
    """Return a range as ``3,2–6,4``; one number where both ends are the same."""
    ends = [plain(v, lang) for v in (low, high)]
    return ends[0] if low == high else "–".join(ends)


def listed(items: list[str], lang: str) -> str:
    """Return ``a, b en c`` or ``a, b and c``."""
    word = "en" if lang == "nl" else "and"
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {word} {items[-1]}" if items else ""

"""Numbers as people write them: those of :mod:`bereikbaar.lang`, by the name of a language."""

from __future__ import annotations

from bereikbaar.lang import translate
from bereikbaar.lang.numbers import MINUS, number, plain, signed, spread

__all__ = ["MINUS", "listed", "number", "plain", "signed", "spread"]


def listed(items: list[str], lang: str) -> str:
    """Return ``a, b en c`` or ``a, b and c``."""
    return translate(lang).listed(items)

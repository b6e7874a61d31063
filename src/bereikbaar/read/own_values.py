"""Values of a user's own places: inhabitants as people write them, ids and names as text."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bereikbaar.errors import InputError, Problem, did_you_mean
from bereikbaar.lang import first_of, remark
from bereikbaar.read.own_rows import Rows

#: Words for "not known" in a column of numbers, and the numbers that the statistics office writes for it.
_WORDS = "onbekend, onbek., unknown, none, null, nb, n.b., nvt, n.v.t., na, n/a, nan, leeg, -, --, ?, x, ."
UNKNOWN = frozenset(_WORDS.split(", "))
UNKNOWN_NUMBERS = frozenset((-99999, -99998, -99997, -99996, -99995))
#: Names of columns that are guessed, the likeliest first; signs and capitals do not count.
NAMES = "naam name plaatsnaam plaats woonplaats place placename kern buurtnaam wijknaam gemeentenaam statnaam label titel title omschrijving"  # noqa: E501
IDS = "id code placeid plaatsid plaatscode identificatie statcode buurtcode wijkcode gemeentecode nummer nr key"
PEOPLE = "inwoners population inhabitants aantalinwoners bevolking inwonertal pop inw ainw aantinw bevolkingtotaal people residents"  # noqa: E501

#: More people than this are a mistake, and sums of them would lose whole people.
_MOST_PEOPLE = 1e10
_EXPECTED = "expected a number of inhabitants of 0 or more, at most 10 billion"

_SPACES = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'’](?=\d{3}(?:\D|$))")
_PLAIN = re.compile(r"\d+")
_GROUPED = {".": re.compile(r"[1-9]\d{0,2}(\.\d{3})+"), ",": re.compile(r"[1-9]\d{0,2}(,\d{3})+")}
_DECIMAL = {".": re.compile(r"\d*\.\d+|\d+\."), ",": re.compile(r"\d*,\d+|\d+,")}
_BOTH = {
    ".": re.compile(r"[1-9]\d{0,2}(,\d{3})+\.\d+"),  # 68,900.5
    ",": re.compile(r"[1-9]\d{0,2}(\.\d{3})+,\d+"),  # 68.900,5
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A column that was chosen; guessed: by its name, not by the user. name is empty when there is none."""

    name: str
    guessed: bool = False


def choose(rows: Rows, given: str | None, guesses: str, option: str) -> Chosen:
    """Return the column that is meant. Raises InputError for one that is not there, with a near name."""
    if given is not None:
        exact = [name for name in rows.columns if name == given]
        alike = exact or [name for name in rows.columns if name.casefold() == given.strip().casefold()]
        if len(alike) == 1:
            return Chosen(alike[0])
        known = ", ".join(rows.columns) or "none"
        near = did_you_mean(given, rows.columns)
        message = f"{rows.file} has no column {given!r}; it has {known}{near}"
        raise InputError(Problem(message, field=option))
    plain = {re.sub(r"[^a-z0-9]", "", name.casefold()): name for name in reversed(list(rows.columns))}
    found = [plain[word] for word in guesses.split() if word in plain]
    if not found and guesses == PEOPLE:
        found = [
            name for word, name in plain.items() if re.fullmatch(r"(inwoners|population|bevolking)\d{0,8}", word)
        ]
    return Chosen(found[0], guessed=True) if found else Chosen("")


def texts(rows: Rows, column: str) -> list[str]:
    """Return a column as text: numbers as they are read aloud (1, not 1.0); nothing as an empty text."""
    return [_text(value) for value in rows.columns[column]]


def _text(value: Any) -> str:
    if value is None or isinstance(value, list | dict):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def people(rows: Rows, column: str, names: Sequence[str]) -> list[float]:
    """Return inhabitants, NaN = not known; what was understood is noted, what cannot be is a problem of the row.

    ``68.900`` and ``68,900`` are 68 900 people (noted) unless the column shows that the sign is a decimal one: then
    they are refused, as are a fraction of a person that may be a thousands sign, text, and negative numbers.
    """
    values = rows.columns[column]
    shown = [_SPACES.sub("", v.strip()) if isinstance(v, str) else v for v in values]
    decimal = {sign for sign in ".," if any(_is_decimal(v, sign) for v in shown)}
    whole_thousands = {sign for sign in ".," if any(isinstance(v, str) and v.count(sign) > 1 for v in shown)}
    fractions_are_meant = any(isinstance(v, float) and round(v, 3) != v for v in shown if not isinstance(v, bool))
    out, read, unknown = [], [], []
    for n, value in enumerate(shown):
        number = math.nan
        if _is_unknown(value):
            unknown.append(f"{names[n]} ({values[n]!r})" if value else names[n])
        elif isinstance(value, str):
            number = _from_text(value, decimal, whole_thousands)
            if not number <= _MOST_PEOPLE:
                rows.say(n, f"{names[n]}: {_why(values[n], decimal)}", column)
            elif re.search(r"[.,]", value) and not _is_decimal(value, ".") and not _is_decimal(value, ","):
                read.append(f"{names[n]} {values[n]!r} = {number:.10g}")
        else:
            number = _from_number(rows, n, value, column, names[n], fractions_are_meant)
        out.append(number)
    if read:
        rows.notes.append(remark("{column}: read as thousands: {values}", column=column, values=first_of(read, 5)))
    if unknown:
        rows.notes.append(remark("{column}: not known of {places}", column=column, places=first_of(unknown, 5)))
    return out


def _is_unknown(value: Any) -> bool:
    if isinstance(value, str):
        return value.casefold() in UNKNOWN or value in ("", *(str(n) for n in UNKNOWN_NUMBERS))
    return value is None or (not isinstance(value, list | dict) and value in UNKNOWN_NUMBERS)


def _is_decimal(value: Any, sign: str) -> bool:
    """Say whether a text shows that a sign is the decimal one."""
    if not isinstance(value, str):
        return False
    return bool(
        _BOTH[sign].fullmatch(value) or (_DECIMAL[sign].fullmatch(value) and not _GROUPED[sign].fullmatch(value))
    )


def _from_text(text: str, decimal: set[str], thousands: set[str]) -> float:
    """Return a number, NaN when it cannot be told what is meant."""
    if not text.isascii():
        return math.nan
    if _PLAIN.fullmatch(text):
        return float(text)
    for sign, other in ((".", ","), (",", ".")):
        if _BOTH[sign].fullmatch(text):
            return float(text.replace(other, "").replace(sign, "."))
        if _GROUPED[sign].fullmatch(text):
            return math.nan if sign in decimal else float(text.replace(sign, ""))
        if _DECIMAL[sign].fullmatch(text):
            return math.nan if sign in thousands else float(text.replace(sign, "."))
    return math.nan


def _why(text: str, decimal: set[str]) -> str:
    for sign in ".,":
        if _GROUPED[sign].fullmatch(text.strip()) and sign in decimal:
            plain = text.strip().replace(sign, "")
            return (
                f"found {text!r}, which can be {plain} or a fraction, since {sign!r} is the decimal sign elsewhere "
                f"in this column; write {plain} if that is meant"
            )
    return f"found {text[:40]!r}, {_EXPECTED}"


def _from_number(rows: Rows, n: int, value: Any, column: str, name: str, fractions_are_meant: bool) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _MOST_PEOPLE:
        rows.say(n, f"{name}: found {_shortly(value)}, {_EXPECTED}", column)
        return math.nan
    number = float(value)
    if number < 1000 and not number.is_integer() and not fractions_are_meant:
        rows.say(
            n,
            f"{name}: found {value!r} people; a sign of thousands that was read as a decimal one? Write "
            f"{round(number * 1000)}, or {round(number)}",
            column,
        )
        return math.nan
    return number


def _shortly(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 40 else f"{shown[:37]}..."

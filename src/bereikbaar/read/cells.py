"""Text of one value -> number, truth value or code, and what a spreadsheet may have done to it."""

from __future__ import annotations

import math
import re

#: Month names that spreadsheets write, Dutch and English, short and long -> number.
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan januari january", "feb februari february", "mrt mar maart march", "apr april", "mei may",
         "jun juni june", "jul juli july", "aug augustus august", "sep sept september", "okt oct oktober october",
         "nov november", "dec december"), 1
    )
    for name in names.split()
}  # fmt: skip
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_MONTH = re.compile(rf"^(\d{{1,2}})[-/ ]({_NAMES})\.?([-/ ]\d{{2,4}})?$", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"^({_NAMES})\.?[-/ ](\d{{2,4}})$", re.IGNORECASE)
_DATE = re.compile(
    r"^((19|20)\d\d-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?|\d{1,2}[-/]\d{1,2}[-/]\d{2,4}|\d{1,2}:\d\d:\d\d)$"
)
_SCIENTIFIC = re.compile(r"^\d([.,]\d+)?E\+\d+$")
_FLOAT_CODE = re.compile(r"^\d+[.,]0+$")
_EXCEL_ERROR = re.compile(
    r"^#(N/A|N/B|REF!|VERW!|NAME\?|NAAM\?|VALUE!|WAARDE!|DIV/0!|DEEL/0!|NUM!|GETAL!|NULL!|LEEG!|#+)$", re.IGNORECASE
)
_THOUSANDS = re.compile(
    r"^[-+]?\d{1,3}(\.\d{3})+(,\d+)?$|^[-+]?\d{1,3}(,\d{3}){2,}(\.\d+)?$|^[-+]?\d{1,3}(,\d{3})+\.\d+$"
)
_PLAIN = re.compile(r"^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$", re.IGNORECASE)
_COMMA = re.compile(r"^[-+]?(\d+,\d*|,\d+)(e[-+]?\d+)?$", re.IGNORECASE)

TRUTH = {"1": True, "true": True, "waar": True, "0": False, "false": False, "onwaar": False}


def number(text: str, *, comma: bool) -> float:
    """Return a number; with ``comma`` a decimal comma is allowed. Raises ValueError that says what is wrong.

    ``1e3`` is a thousand; ``nan``, ``inf`` and thousands separators are refused: 1.234 could be either number.
    """
    if _PLAIN.match(text) and text.isascii():
        value = float(text)
        if math.isfinite(value):
            return value
        raise ValueError(f"{text!r} is too large for a number")
    if _COMMA.match(text) and text.isascii():
        if comma:
            return float(text.replace(",", "."))
        raise ValueError(f"found {text!r}: in a comma-separated file write {text.replace(',', '.')}")
    raise ValueError(_no_number(text))


def _no_number(text: str) -> str:
    if _EXCEL_ERROR.match(text):
        return f"found {text!r}: an error of the spreadsheet, not a number"
    dated = _DAY_MONTH.match(text)
    if dated and not dated.group(3):
        month = _MONTHS[dated.group(2).lower()]
        return f"found {text!r}: a spreadsheet has made a date of a number (perhaps {dated.group(1)}.{month})"
    if dated or _MONTH_YEAR.match(text) or _DATE.match(text):
        return f"found {text!r}: a spreadsheet has made a date of a number"
    if _THOUSANDS.match(text):
        return f"found {text!r}: write the number without thousands separators"
    return f"found {text!r}, expected a number"


def integer(text: str, *, comma: bool) -> int:
    """Return a whole number; ``12.0`` counts as 12. Raises ValueError that says what is wrong."""
    if _THOUSANDS.match(text):
        raise ValueError(f"found {text!r}, expected a whole number without thousands separators")
    value = number(text, comma=comma)
    if value != int(value):
        raise ValueError(f"found {text!r}, expected a whole number")
    return int(value)


def truth(text: str) -> bool:
    """Return a truth value from 0/1, true/false or waar/onwaar. Raises ValueError otherwise."""
    value = TRUTH.get(text.lower())
    if value is None:
        raise ValueError(f"found {text!r}, expected 0 or 1 (or true/false, waar/onwaar)")
    return value


def perhaps_damaged(text: str) -> bool:
    """Say whether a code, or many written one after the other, has a dash, point or plus that damage leaves."""
    return not (text.isalnum() and text.isascii())


def damage(text: str) -> str:
    """Return what a spreadsheet seems to have done to a code, or an empty string."""
    if not text or not perhaps_damaged(text):
        return ""
    if _EXCEL_ERROR.match(text):
        return "an error of the spreadsheet"
    if _DAY_MONTH.match(text) or _MONTH_YEAR.match(text) or _DATE.match(text):
        return "a spreadsheet has made a date of a code"
    if _SCIENTIFIC.match(text) or _FLOAT_CODE.match(text):
        return "a spreadsheet has made a number of a code"
    return ""

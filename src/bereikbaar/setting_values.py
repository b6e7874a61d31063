"""The value of a setting, read as its field wants it."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

from bereikbaar.errors import did_you_mean

#: No setting means anything beyond this, in its own unit; a limit may also be infinite where its default is.
HIGHEST = 1_000_000


def value_of(f: dataclasses.Field[Any], value: Any) -> Any:
    """Return the value in the type of the field's default, read from text where it comes from a command line.

    Raises ValueError that says what is expected.
    """
    default = f.default
    if isinstance(default, bool):
        words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        if isinstance(value, bool):
            return value
        if str(value).lower() in words:
            return words[str(value).lower()]
        raise ValueError(f"expected yes or no, found {value!r}")
    text = str(value).strip()
    if choices := f.metadata["choices"]:
        if text not in choices:
            raise ValueError(f"expected {' or '.join(choices)}, found {value!r}" + did_you_mean(text, choices))
        return text
    unit, low = f.metadata["unit"], f.metadata["low"]
    try:
        if not text.isascii() or "_" in text:  # Python reads 1_0 and digits of other scripts, nobody else does
            raise ValueError
        number = float(text.replace(",", "."))
    except ValueError:
        raise ValueError(f"expected a number ({unit}), found {value!r}") from None
    if math.isnan(number) or (low is not None and number < low):
        raise ValueError(f"expected {low:g} or more ({unit}), found {value!r}")
    if number > HIGHEST and not (default == math.inf and text.lower().lstrip("+") in ("inf", "infinity")):
        unlimited = ", or inf for no limit" if default == math.inf else ""
        raise ValueError(f"expected {HIGHEST} or less ({unit}){unlimited}, found {value!r}")
    return int(number) if isinstance(default, int) else number

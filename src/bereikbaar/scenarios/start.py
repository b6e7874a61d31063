"""The text of a new scenario file: the template, or a copy of a shipped scenario, under a name of its own."""

from __future__ import annotations

import re
from pathlib import Path

from bereikbaar.errors import InputError, Problem, UnknownNameError, did_you_mean
from bereikbaar.scenarios.library import shipped
from bereikbaar.scenarios.schema import RESERVED_NAMES, read_head
from bereikbaar.scenarios.unfold import copied_text

#: The name is that of the file too, and no file system takes more than 255 signs with what is put behind it.
MAX_NAME = 100


def start_text(name: str, origin: str | None = None) -> str:
    """Return the text of a scenario file called ``name``, with its remarks.

    origin : name of the shipped scenario to copy, its parts written out; None = the template.
    Raises InputError for a name that cannot be one, UnknownNameError for a scenario that is not shipped.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        tip = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        hint = f", e.g. {tip}" if tip else ""
        raise InputError(
            Problem(f"a name is made of small letters, digits and hyphens{hint}; found {name!r}", field="NAME")
        )
    if len(name) > MAX_NAME:
        raise InputError(Problem(f"a name has at most {MAX_NAME} signs; found {len(name)}", field="NAME"))
    if name in RESERVED_NAMES:
        raise InputError(Problem(f"{name!r} is the network without a scenario; choose another name", field="NAME"))
    held = {path.stem: path for path in shipped()}
    if name in held:
        raise InputError(Problem(f"{name!r} is a shipped scenario; choose another name", field="NAME"))
    if origin is not None and origin not in held:
        near = did_you_mean(origin, held) or f"; there are {', '.join(held)}"
        raise UnknownNameError(Problem(f"no shipped scenario {origin!r}{near}", field="--from"))
    text = copied_text(held[origin]) if origin else Path(__file__).with_name("template.yaml").read_text("utf-8")
    taken = {str(read_head(path)["key"]) for path in held.values()}
    text = re.sub(r"(?m)^name:.*$", f"name: {name}", text, count=1)
    return re.sub(r"(?m)^key:.*$", f"key: {new_key(name, taken)}", text, count=1)


def new_key(name: str, taken: set[str]) -> str:
    """Return a key of at most eight signs for a name, none that is taken.

    >>> new_key("my-lelylijn", {"mylelyli"})
    'mylelyl2'
    """
    short = re.sub(r"[^a-z0-9]", "", name)[:8]
    key, n = short, 1
    while key in taken:
        n += 1
        key = f"{short[: 8 - len(str(n))]}{n}"
    return key

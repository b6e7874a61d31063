"""What a check can say: kinds of fault with their words in two languages, and the findings of one network."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import isnan
from string import Formatter
from typing import TYPE_CHECKING, Any

from bereikbaar.errors import Problem
from bereikbaar.network.model import Network
from bereikbaar.network.track import TrackPaths

if TYPE_CHECKING:
    from bereikbaar.network.checks.rows import Files

#: From what stops a run to what is only worth knowing.
SEVERITIES = ("error", "warning", "info")
#: Names shown of a long list.
SHOWN = 7


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fault: how bad it is, where it shows, and what is said in English and Dutch.

    The texts are templates of ``str.format``; ``{near}`` is a suggestion, or nothing.
    """

    name: str
    severity: str
    file: str
    field: str
    en: str
    nl: str


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind of fault that the checks know, by name: the rows of ``messages.csv``."""
    text = resources.files(__package__).joinpath("messages.csv").read_text(encoding="utf-8")
    return {row["name"]: Kind(**row) for row in csv.DictReader(text.splitlines())}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a fault is.

    key  : values of the key columns of the file (see ``rows.KEYS``); none when it concerns the whole file.
    call : position among several rows with the same key, such as the calls of a train.
    line : the line number itself, where it is known without a key.
    file, field : where they are others than the kind of fault says.
    """

    key: tuple[str, ...] = ()
    call: int = 0
    line: int | None = None
    file: str = ""
    field: str = ""


NOWHERE = Spot()


def at(*key: str, call: int = 0, line: int | None = None, file: str = "", field: str = "") -> Spot:
    """Return a spot; see :class:`Spot`."""
    return Spot(key, call, line, file, field)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in one place, with the values that its message needs."""

    kind: Kind
    spot: Spot
    values: Mapping[str, object]

    def message(self, lang: str) -> str:
        """Return the sentence in ``nl`` or ``en``, numbers written the way of the language."""
        if lang == "nl":
            return _DUTCH.vformat(self.kind.nl, (), self.values)
        return _ENGLISH.vformat(self.kind.en, (), self.values)

    def problem(self, files: Files, lang: str) -> Problem:
        """Return it with the row in which the key was found."""
        file = self.spot.file or self.kind.file
        row = self.spot.line or files.row(file, self.spot.key, self.spot.call)
        return Problem(self.message(lang), file, row, self.spot.field or self.kind.field, self.kind.severity)


def fault(name: str, spot: Spot = NOWHERE, /, **values: object) -> Finding:
    """Return a finding of the kind of this name, with the values for its message."""
    return Finding(kinds()[name], spot, values)


@dataclass(frozen=True, slots=True)
class Context:
    """What all checks look at.

    net   : the network as it is. sound : without the services that are broken inside, which later checks would
            stumble over. paths : of ``sound``. files : the rows of the folder; empty when there is none.
    """

    net: Network
    sound: Network
    paths: TrackPaths
    files: Files


class _Words(Formatter):
    """Templates with lists, suggestions and numbers."""

    no_number = "no number"

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        """Return a value; a suggestion that was not given is empty."""
        del args  # all templates use names
        return kwargs.get(key, "") if key == "near" else kwargs[key]

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write a list as words with commas; ``n``: a number as short as it can be."""
        if isinstance(value, (list, tuple)):
            return listed(str(v) for v in value)
        if isinstance(value, float) and isnan(value):
            return self.no_number
        if format_spec == "n" and isinstance(value, float):
            return f"{value:.6g}"
        return str(super().format_field(value, "" if format_spec == "n" else format_spec))


class _DutchWords(_Words):
    """The same with a decimal comma."""

    no_number = "geen getal"

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write numbers with a comma and a suggestion in Dutch."""
        text = super().format_field(value, format_spec)
        if isinstance(value, float):
            return text.replace(".", ",")
        if isinstance(value, (list, tuple)):
            return text.replace("(and ", "(en nog ").replace(" more)", ")")
        if text.startswith("; did you mean "):
            return text.replace("; did you mean ", "; bedoelt u ").replace("' or '", "' of '")
        return text


_ENGLISH, _DUTCH = _Words(), _DutchWords()


def listed(words: Iterable[str]) -> str:
    """Return words with commas; a long list is cut off and the rest counted."""
    all_words = list(words)
    shown = ", ".join(all_words[:SHOWN])
    more = len(all_words) - SHOWN
    return f"{shown} (and {more} more)" if more > 0 else shown

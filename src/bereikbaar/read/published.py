"""Published travel times and frequencies: a network's ``validation.csv``, or a matrix of planner answers."""

from __future__ import annotations

import gzip
import re
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bereikbaar.errors import InputError, Problem, raise_if_errors
from bereikbaar.read.tables import Column, Table, optional, read_table
from bereikbaar.read.text import decode, read_bytes

#: Kinds of ``validation.csv`` that are minutes or trains per hour between two stations; the others are other figures.
FREQUENCY = "published_tph"
KINDS = ("planner_time", "published_time", FREQUENCY)


@dataclass(frozen=True, slots=True)
class Published:
    """A published figure for a pair of station codes: minutes without the first wait, or direct trains per hour.

    tolerance : how far off is still good, in the unit of the value; None = not said.
    """

    origin: str
    destination: str
    value: float
    kind: str = "planner_time"
    tolerance: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far off is still good: in percent of the published value (``relative``), else in its unit."""

    value: float
    relative: bool

    def __str__(self) -> str:
        return f"{self.value:g} %" if self.relative else f"{self.value:g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure of any kind: a row of ``validation.csv``. tolerance : None = for the record only."""

    kind: str
    origin: str
    destination: str
    value: float
    unit: str
    date: str
    source: str
    confidence: str
    tolerance: Tolerance | None
    note: str


def read_figures(folder: Path) -> list[Figure]:
    """Return all published figures of a network folder, in the order of the file.

    Raises InputError when the file is missing or cannot be read.
    """
    table = _validation_table(folder)
    out = []
    names = ("kind", "origin", "destination", "value", "unit", "date", "source", "confidence", "tolerance", "note")
    for line, *cells in table.rows(*names):
        kind, origin, destination, value, unit, date, source, confidence, tolerance, note = cells
        if value is None:
            table.say("is empty; a published figure needs a number", line=line, column="value")
            continue
        allowed = _any_tolerance(table, line, tolerance)
        out.append(Figure(kind, origin, destination, value, unit, date, source, confidence, allowed, note))
    raise_if_errors(table.problems)
    return out


def _any_tolerance(table: Table, line: int, text: str) -> Tolerance | None:
    """Read ``15 %``, ``6 points`` or a plain number in the unit of the value."""
    relative = text.endswith("%")
    number = _tolerance(table, line, text.removesuffix("%").removesuffix("points").strip())
    return None if number is None else Tolerance(number, relative)


def read_validation(folder: Path) -> list[Published]:
    """Return the times and frequencies between stations of a network folder's ``validation.csv``.

    Raises InputError when the file is missing or cannot be read.
    """
    table = _validation_table(folder)
    out = []
    rows = table.rows("kind", "origin", "destination", "value", "tolerance", "source")
    for line, kind, origin, destination, value, tolerance, source in rows:
        if kind not in KINDS:
            continue
        for name, found in (("origin", origin), ("destination", destination), ("value", value)):
            if found in ("", None):
                table.say(f"is empty; a {kind} needs it", line=line, column=name)
        out.append(Published(origin, destination, value, kind, _tolerance(table, line, tolerance), source))
    raise_if_errors(table.problems)
    return out


def _validation_table(folder: Path) -> Table:
    path = folder / "validation.csv"
    if not path.is_file():
        raise InputError(
            Problem("the network has no validation.csv; give published times with --matrix FILE", file=str(path))
        )
    return read_table(
        path,
        [
            *(Column(name, filled=name == "kind") for name in ("kind", "origin", "destination")),
            Column("value", "number"),
            *optional("unit date source confidence tolerance value_other_year note"),
        ],
    )


def _tolerance(table: Table, line: int, text: str) -> float | None:
    if not text:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        table.say(f"found {text!r}, expected a number in the unit of the value", line=line, column="tolerance")
        return None


def read_matrix(path: Path) -> list[Published]:
    """Return the pairs of a matrix of planner answers; of several columns of minutes the smallest counts.

    path : a text table (or the same packed with gzip) with ``origin`` and ``destination``, station codes, and one or
           more columns of minutes whose names start with ``min``; an empty value is no answer.
    Raises InputError for a file that cannot be read, has no such columns or holds no minutes.
    """
    with _unpacked(path) as plain:
        names = _minute_columns(plain, path)
        columns = [Column("origin", "code", filled=True), Column("destination", "code", filled=True)]
        table = read_table(plain, [*columns, *(Column(n, "number", low=0.0, unit="min") for n in names)])
    raise_if_errors([replace(p, file=str(path)) for p in table.problems])
    out = []
    for _, origin, destination, *minutes in table.rows("origin", "destination", *names):
        known = [m for m in minutes if m is not None]
        if known:
            out.append(Published(origin, destination, min(known)))
    if not out:
        raise InputError(Problem("holds no minutes at all", file=str(path)))
    return out


def _minute_columns(plain: Path, path: Path) -> list[str]:
    try:
        text, _ = decode(read_bytes(plain), str(path))
    except InputError as error:
        raise InputError([replace(p, file=str(path)) for p in error.problems]) from None
    header = next((line for line in text.splitlines() if line.strip() and not line.lower().startswith("sep=")), "")
    if not header:
        raise InputError(Problem("file is empty", file=str(path)))
    found = [name.strip().strip('"').strip().lower() for name in re.split(r"[,;\t]", header)]
    names = list(dict.fromkeys(name for name in found if name.startswith("min")))
    if not names:
        raise InputError(
            Problem(
                "has no column of minutes; expected columns origin, destination and one or more whose names start "
                f"with 'min', found {', '.join(found)}",
                file=str(path),
                row=1,
            )
        )
    return names


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    """Yield the path of a plain file: the file itself, or what was packed in it."""
    data = read_bytes(path)
    if not data.startswith(b"\x1f\x8b"):
        yield path
        return
    try:
        text = gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(Problem(f"cannot be unpacked ({error}); is the file whole?", file=str(path))) from None
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / path.stem
        plain.write_bytes(text)
        yield plain

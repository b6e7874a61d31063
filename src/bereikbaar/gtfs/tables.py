"""A file of a feed -> the columns that are needed, all as text, with the line of every row.

Nothing is inferred: ``NA``, ``null`` and ``007`` stay what they are; a value that is not there is ``""``. Spaces
round names and values go. Blank rows go. A row shorter than the header is filled with empty values and counted; a row
with more values than the header has moved, and is refused.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bereikbaar.errors import Problem, did_you_mean
from bereikbaar.gtfs.blocks import BLOCK, Block, read_blocks
from bereikbaar.gtfs.files import FeedFiles
from bereikbaar.gtfs.notes import NAMED, Notebook
from bereikbaar.gtfs.parsing import LINE, Keep, Parsed, parse
from bereikbaar.lang import remark

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A file and the columns of it that are used.

    needed : must be in the header; the first is the one that rows are picked by. optional : empty when absent.
    """

    name: str
    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that are used, the needed ones first."""
        return self.needed + self.optional


@dataclass(slots=True)
class _Reading:
    """What is known of a file while it is read. use : positions in the header of the columns that are used."""

    spec: TableSpec
    book: Notebook
    header: list[str] = field(default_factory=list)
    use: list[tuple[str, int]] = field(default_factory=list)
    n_short: int = 0
    first_short: int = 0
    n_wrong: int = 0
    wrong: list[tuple[int, str]] = field(default_factory=list)

    def take(self, parsed: Parsed) -> None:
        """Remember what was wrong with the rows of a block."""
        self.first_short = self.first_short or parsed.first_short
        self.n_short += parsed.n_short
        self.n_wrong += parsed.n_wrong
        self.wrong += parsed.wrong[: NAMED + 1 - len(self.wrong)]


def read_frame(
    files: FeedFiles,
    spec: TableSpec,
    book: Notebook,
    *,
    keep: Keep | None = None,
    block: int = BLOCK,
    progress: Callable[[float], None] | None = None,
) -> pl.DataFrame:
    """Read a file.

    keep : picks the rows that are wanted from each block of rows, by the first column of the table, of which it sees
    that column and ``line``: the others are never kept in memory, and nothing is said about them.
    Returns the columns of ``spec`` as text (String) and ``line`` (UInt32); an empty table when the file is not there,
    is empty or has only a header. Problems go to the notebook. Raises InputError when the file cannot be read.
    """
    import polars as pl

    empty = pl.DataFrame(
        {c: pl.Series([], dtype=pl.String) for c in spec.columns} | {LINE: pl.Series([], dtype=pl.UInt32)}
    )
    if spec.name not in files.names:
        return empty
    reading = _Reading(spec, book)
    parts = [empty]
    with files.open(spec.name) as handle:
        for piece in read_blocks(handle, book.place(spec.name), block):
            _say_warnings(piece, reading)
            rows = piece if reading.header else _take_header(piece, reading)
            if not reading.use:
                return empty
            if rows.data:
                parsed = parse(rows, len(reading.header), reading.use, keep)
                reading.take(parsed)
                parts.append(_whole(parsed.frame, reading))
            if progress is not None:
                progress(min(1.0, piece.read / max(1, files.sizes[spec.name])))
    _tell(reading)
    return pl.concat(parts)


def is_filled(files: FeedFiles, name: str) -> bool:
    """Return whether a file is there and holds more than blanks in its first 4096 bytes."""
    if name not in files.names:
        return False
    with files.open(name) as handle:
        return bool(handle.read(4096).strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"))


def _say_warnings(piece: Block, reading: _Reading) -> None:
    for problem in piece.warnings:
        action = "repaired" if "Windows-1252" in problem.message else "chosen"
        if not any(n.file == reading.spec.name and n.message == problem.message for n in reading.book.notes):
            reading.book.say(action, problem.message, file=reading.spec.name, row=problem.row)


def _take_header(piece: Block, reading: _Reading) -> Block:
    """Read the first line that is not blank; return the rows below it."""
    data, line = piece.data, piece.first_line
    while data:
        head, _, data = data.partition(b"\n")
        line += 1
        if head.strip(b", \t"):
            names = next(csv.reader([head.decode("utf-8")], skipinitialspace=True), [])
            reading.header = [n.strip().strip('"').strip().lower() for n in names]
            _check_header(reading, line - 1)
            break
    return Block(data, line, piece.n_lines - (line - piece.first_line), piece.read)


def _check_header(reading: _Reading, line: int) -> None:
    header, spec, book = reading.header, reading.spec, reading.book
    if len(header) == 1 and re.search(r"[;\t|]", header[0]):
        book.refuse(f"the header is {header[0][:60]!r}; GTFS separates values with commas", file=spec.name, row=line)
        return
    doubles = sorted({c for c in spec.columns if header.count(c) > 1})
    for name in doubles:
        book.refuse(f"column {name!r} is there {header.count(name)} times", file=spec.name, row=line, column=name)
    missing = [c for c in spec.needed if c not in header]
    for name in missing:
        others = [n for n in header if n not in spec.columns]
        hint = did_you_mean(name, others).replace("did you mean", "is it called")
        found = hint or "; the file has " + ", ".join(header)
        book.refuse(f"column {name!r} is missing{found}", file=spec.name, row=line, column=name)
    if not doubles and not missing:
        reading.use = [(c, header.index(c)) for c in spec.columns if c in header]


def _whole(frame: pl.DataFrame, reading: _Reading) -> pl.DataFrame:
    """Drop blank rows and add the columns that the file does not have."""
    import polars as pl

    used = [c for c, _ in reading.use]
    if (frame[used[0]] == "").any():
        frame = frame.filter(pl.any_horizontal(pl.col(c) != "" for c in used))
    absent = [pl.lit("").alias(c) for c in reading.spec.columns if c not in used]
    return frame.select(*used, *absent, LINE).select(*reading.spec.columns, LINE)


def _tell(reading: _Reading) -> None:
    name, book = reading.spec.name, reading.book
    book.say(
        "repaired",
        remark("rows that are shorter than the header, whose missing values count as empty"),
        file=name,
        row=reading.first_short or None,
        count=reading.n_short,
    )
    book.refuse_rows(reading.wrong, file=name, count=reading.n_wrong)


def unique_rows(
    frame: pl.DataFrame,
    keys: Sequence[str],
    file: str,
    book: Notebook,
    *,
    used: Callable[[pl.DataFrame], pl.DataFrame] | None = None,
) -> pl.DataFrame:
    """Return the rows with every key once: rows that are the same count once, different ones are refused.

    used : picks the rows whose key matters; doubles among the others are passed over.
    """
    import polars as pl

    values = [c for c in frame.columns if c != LINE]
    if (
        frame.select(pl.struct(keys).n_unique() if len(keys) > 1 else pl.col(keys[0]).n_unique()).item()
        == frame.height
    ):
        return frame
    once = frame.unique(subset=values, keep="first", maintain_order=True)
    same = frame.height - once.height
    if same:
        book.say("repaired", remark("rows that are there twice"), file=file, count=same)
    once = once.sort(values)  # which of several is kept does not depend on their order
    double = once.filter(pl.struct(keys).is_duplicated())
    for key, group in (used(double) if used else double).group_by(keys, maintain_order=True):
        lines = sorted(group[LINE].to_list())
        what = " ".join(repr(k) for k in key)
        said = ", ".join(map(str, lines[1:]))
        message = f"{what} is also on line {said}, with other values; an id stands for one thing"
        book.problems.append(Problem(message, file=book.place(file), row=lines[0], field=keys[0]))
    return once.unique(subset=list(keys), keep="first", maintain_order=True)

"""A file of a feed -> the columns that are needed, all as text, with the line of every row.

Nothing is inferred: ``NA``, ``null`` and ``007`` stay what they are; a value that is not there is ``""``. Spaces
round names and values go. Blank rows go. A row shorter than the header is filled with empty values and counted; a row
with more values than the header has moved, and is refused.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from bereikbaar.errors import Problem, did_you_mean
from bereikbaar.gtfs.blocks import BLOCK, Block, read_blocks
from bereikbaar.gtfs.files import FeedFiles
from bereikbaar.gtfs.notes import Notebook

if TYPE_CHECKING:
    import polars as pl

#: Name of the column with the line numbers.
LINE = "line"
_EXTRA = "beyond the header"
#: What needs the slow parser: a space before an opening or behind a closing quote.
_SPACED_QUOTE = re.compile(rb'(?:[,\n]|^)[ \t]+"|"[ \t]+(?:[,\n]|$)')
#: A quoted value longer than this has lost its closing quote.
_LONGEST_VALUE_LINES = 50


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A file and the columns of it that are used. needed : must be in the header. optional : empty when absent."""

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
    n_long: int = 0
    long_rows: list[tuple[int, str]] = field(default_factory=list)


Keep = Callable[["pl.DataFrame"], "pl.DataFrame"]


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

    keep : picks the rows that are wanted from each block of rows, so that the others are never kept in memory.
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
            if book.problems and not reading.use:
                return empty
            if rows.data:
                frame = _parse(rows, reading)
                parts.append(keep(frame) if keep is not None else frame)
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
    return Block(data, line, piece.read)


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


def _parse(piece: Block, reading: _Reading) -> pl.DataFrame:
    """Parse the rows of a block: fast when every line is a row, else with the csv module."""
    frame = None
    quoted = b'"' in piece.data
    if not (quoted and _has_spaced_quote(piece.data)):
        frame = _parse_fast(piece, reading, quoted)
    if frame is None:
        frame = _parse_slowly(piece, reading)
    return _clean(frame, piece, reading)


def _has_spaced_quote(data: bytes) -> bool:
    near = any(pair in data for pair in (b' "', b'" ', b'\t"', b'"\t'))
    return near and _SPACED_QUOTE.search(data) is not None


def _parse_fast(piece: Block, reading: _Reading, quoted: bool) -> pl.DataFrame | None:
    import polars as pl

    width = len(reading.header)
    names = [f"c{i}" for i in range(width + 1)]
    used = sorted({i for _, i in reading.use} | {width})
    head = (",".join(names) + "\n").encode()
    try:
        frame = pl.read_csv(
            io.BytesIO(head + piece.data),
            columns=[names[i] for i in used],
            infer_schema=False,
            truncate_ragged_lines=True,
            row_index_name=LINE,
            row_index_offset=piece.first_line,
        )
    except pl.exceptions.PolarsError:
        return None  # quotes in odd places
    n_lines = piece.data.count(b"\n") + (not piece.data.endswith(b"\n"))
    if frame.height != n_lines:
        return None  # line ends inside values
    extra = frame[names[width]]
    if extra.null_count() < frame.height:
        for line, value in (
            frame.filter(extra.fill_null("").str.strip_chars() != "").select(LINE, names[width]).rows()
        ):
            _long_row(reading, line, value)
    if not quoted and piece.data.count(b",") != (width - 1) * frame.height:
        _count_short(piece, reading)
    return frame.select(LINE, *(pl.col(names[i]).alias(c) for c, i in reading.use))


def _count_short(piece: Block, reading: _Reading) -> None:
    """Count the rows with fewer values than the header, in text without quotes."""
    text = np.frombuffer(piece.data, dtype=np.uint8)
    ends = np.flatnonzero(text == ord("\n"))
    if not piece.data.endswith(b"\n"):
        ends = np.append(ends, len(text))
    starts = np.concatenate([[0], ends[:-1] + 1])
    commas = np.searchsorted(np.flatnonzero(text == ord(",")), np.stack([starts, ends]))
    short = (commas[1] - commas[0] < len(reading.header) - 1) & (ends > starts)
    short[short] = [bool(piece.data[starts[i] : ends[i]].strip(b" \t,")) for i in np.flatnonzero(short)]
    if short.any():
        _short_rows(reading, int(short.sum()), piece.first_line + int(np.flatnonzero(short)[0]))


def _short_rows(reading: _Reading, count: int, line: int) -> None:
    reading.first_short = reading.first_short or line
    reading.n_short += count


def _long_row(reading: _Reading, line: int, value: str) -> None:
    reading.n_long += 1
    message = (
        f"row has more values than the header, from {value!r}; a comma inside a value? Put quotes round that value"
    )
    if len(reading.long_rows) < 100:
        reading.long_rows.append((line, message))


def _parse_slowly(piece: Block, reading: _Reading) -> pl.DataFrame:
    """Parse with the csv module: line ends and commas inside quotes, quotes in odd places, spaces round quotes."""
    import polars as pl

    text = re.sub(r'"[ \t]+(?=,|\n|$)', '"', piece.data.decode("utf-8"))
    width = len(reading.header)
    lines: list[int] = []
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), skipinitialspace=True)
    start = 1
    try:
        for row in reader:
            line = piece.first_line + start - 1
            if reader.line_num - start > _LONGEST_VALUE_LINES:
                message = 'a quote (") is opened here and not closed'
                reading.book.refuse(message, file=reading.spec.name, row=line)
            start = reader.line_num + 1
            if any(v.strip() for v in row):
                rows.append(_fit(row, width, line, reading))
                lines.append(line)
    except csv.Error as error:
        line = piece.first_line + start - 1
        reading.book.refuse(f"cannot be split into values: {error}", file=reading.spec.name, row=line)
    columns = {c: pl.Series(c, [row[i] for row in rows], dtype=pl.String) for c, i in reading.use}
    return pl.DataFrame({LINE: pl.Series(LINE, lines, dtype=pl.UInt32)} | columns)


def _fit(row: list[str], width: int, line: int, reading: _Reading) -> list[str]:
    if len(row) < width:
        _short_rows(reading, 1, line)
        return row + [""] * (width - len(row))
    beyond = [v for v in row[width:] if v.strip()]
    if beyond:
        _long_row(reading, line, beyond[0])
    return row


def _clean(frame: pl.DataFrame, piece: Block, reading: _Reading) -> pl.DataFrame:
    """Strip spaces, drop blank rows, fill in what is not there."""
    import polars as pl

    used = [c for c, _ in reading.use]
    spaced = b" " in piece.data or b"\t" in piece.data or "\xa0".encode() in piece.data
    value = [(pl.col(c).str.strip_chars() if spaced else pl.col(c)).fill_null("") for c in used]
    absent = [pl.lit("").alias(c) for c in reading.spec.columns if c not in used]
    whole = frame.select(*value, *absent, pl.col(LINE).cast(pl.UInt32)).select(*reading.spec.columns, LINE)
    return whole.filter(pl.any_horizontal(pl.col(c) != "" for c in used))


def _tell(reading: _Reading) -> None:
    name, book = reading.spec.name, reading.book
    book.say(
        "repaired",
        "rows that are shorter than the header, whose missing values count as empty",
        file=name,
        row=reading.first_short or None,
        count=reading.n_short,
    )
    book.refuse_rows(reading.long_rows, file=name)


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
        book.say("repaired", "rows that are there twice", file=file, count=same)
    double = once.filter(pl.struct(keys).is_duplicated())
    for key, group in (used(double) if used else double).group_by(keys, maintain_order=True):
        lines = sorted(group[LINE].to_list())
        what = " ".join(repr(k) for k in key)
        said = ", ".join(map(str, lines[1:]))
        message = f"{what} is also on line {said}, with other values; an id stands for one thing"
        book.problems.append(Problem(message, file=book.place(file), row=lines[0], field=keys[0]))
    return once.unique(subset=list(keys), keep="first", maintain_order=True)

"""Text of rows -> columns of text, with the line of every row; nothing is inferred and no value is lost."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from bereikbaar.gtfs.blocks import Block

if TYPE_CHECKING:
    import polars as pl

#: Name of the column with the line numbers.
LINE = "line"
#: What needs the slow parser: a space before an opening quote. (One behind a closing quote stops the fast one.)
_SPACED_QUOTE = re.compile(rb'(?:[,\n]|^)[ \t]+"')
#: A quoted value longer than this has lost its closing quote.
_LONGEST_VALUE_LINES = 50
#: So many wrong rows of a block are remembered one by one.
_KEPT = 100


@dataclass(slots=True)
class Parsed:
    """Rows of a block.

    frame : one column of text per used column of the file, and ``line``; a value that is not there is null or "".
    n_short, first_short : rows with fewer values than the header: how many, and the first line.
    wrong : (line, message) of rows that cannot be used. n_wrong : how many there are.
    """

    frame: pl.DataFrame
    n_short: int = 0
    first_short: int = 0
    n_wrong: int = 0
    wrong: list[tuple[int, str]] = field(default_factory=list)

    def short(self, count: int, line: int) -> None:
        """Count rows that are too short."""
        self.first_short = self.first_short or line
        self.n_short += count

    def bad(self, line: int, message: str) -> None:
        """Remember a row that cannot be used."""
        self.n_wrong += 1
        if len(self.wrong) < _KEPT:
            self.wrong.append((line, message))

    def long(self, line: int, value: str) -> None:
        """Remember a row that is too long."""
        message = f"row has more values than the header, from {value!r}; a comma inside a value? Put quotes round it"
        self.bad(line, message)


def parse(piece: Block, width: int, use: Sequence[tuple[str, int]]) -> Parsed:
    """Parse the rows of a block: fast when every line is a row, else with the csv module.

    width : number of columns of the header. use : (name, position) of the columns that are wanted.
    """
    quoted = b'"' in piece.data
    parsed = None
    if not (quoted and _has_spaced_quote(piece.data)):
        parsed = _parse_fast(piece, width, use, quoted)
    return _parse_slowly(piece, width, use) if parsed is None else parsed


def _has_spaced_quote(data: bytes) -> bool:
    return (b' "' in data or b"\t" in data) and _SPACED_QUOTE.search(data) is not None


def _parse_fast(piece: Block, width: int, use: Sequence[tuple[str, int]], quoted: bool) -> Parsed | None:
    """Parse with polars; None where that may go wrong: quotes in odd places, line ends or commas inside values."""
    import polars as pl

    names = [f"c{i}" for i in range(width + 1)]
    used = sorted({i for _, i in use} | {width})
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
        return None
    if frame.height != piece.n_lines:
        return None
    parsed = Parsed(frame.select(pl.col(LINE).cast(pl.UInt32), *(pl.col(names[i]).alias(c) for c, i in use)))
    extra = frame[names[width]]
    if extra.null_count() < frame.height:
        beyond = frame.filter(extra.fill_null("").str.strip_chars() != "").select(LINE, names[width])
        if quoted and beyond.height:
            return None
        for line, value in beyond.rows():
            parsed.long(line, value)
    if not quoted and piece.data.count(b",") != (width - 1) * frame.height:
        _count_short(piece, width, parsed)
    return parsed


def _count_short(piece: Block, width: int, parsed: Parsed) -> None:
    """Count the rows with fewer values than the header, in text without quotes."""
    text = np.frombuffer(piece.data, dtype=np.uint8)
    ends = np.flatnonzero(text == ord("\n"))
    if not piece.data.endswith(b"\n"):
        ends = np.append(ends, len(text))
    starts = np.concatenate([[0], ends[:-1] + 1])
    commas = np.searchsorted(np.flatnonzero(text == ord(",")), np.stack([starts, ends]))
    short = (commas[1] - commas[0] < width - 1) & (ends > starts)
    short[short] = [bool(piece.data[starts[i] : ends[i]].strip(b" \t,")) for i in np.flatnonzero(short)]
    if short.any():
        parsed.short(int(short.sum()), piece.first_line + int(np.flatnonzero(short)[0]))


def _parse_slowly(piece: Block, width: int, use: Sequence[tuple[str, int]]) -> Parsed:
    """Parse with the csv module: line ends and commas inside quotes, quotes in odd places, spaces round quotes."""
    import polars as pl

    parsed = Parsed(pl.DataFrame())
    text = re.sub(r'"[ \t]+(?=,|\n|$)', '"', piece.data.decode("utf-8"))
    lines: list[int] = []
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), skipinitialspace=True)
    start = 1
    try:
        for row in reader:
            line = piece.first_line + start - 1
            if reader.line_num - start > _LONGEST_VALUE_LINES:
                parsed.bad(line, 'a quote (") is opened here and not closed')
            start = reader.line_num + 1
            if any(v.strip() for v in row):
                rows.append(_fit(row, width, line, parsed))
                lines.append(line)
    except csv.Error as error:
        parsed.bad(piece.first_line + start - 1, f"cannot be split into values: {error}")
    columns = {c: pl.Series(c, [row[i] for row in rows], dtype=pl.String) for c, i in use}
    parsed.frame = pl.DataFrame({LINE: pl.Series(LINE, lines, dtype=pl.UInt32)} | columns)
    return parsed


def _fit(row: list[str], width: int, line: int, parsed: Parsed) -> list[str]:
    if len(row) < width:
        parsed.short(1, line)
        return row + [""] * (width - len(row))
    beyond = [v for v in row[width:] if v.strip()]
    if beyond:
        parsed.long(line, beyond[0])
    return row

"""Text of rows -> columns of text, with the line of every row; nothing is inferred and no value is lost."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.gtfs.blocks import Block

if TYPE_CHECKING:
    import polars as pl

Keep = Callable[["pl.DataFrame"], "pl.DataFrame"]
Lines = NDArray[np.uint32]
#: Name of the column with the line numbers.
LINE = "line"
#: What needs the slow parser: a space before an opening quote. (One behind a closing quote stops the fast one.)
_SPACED_QUOTE = re.compile(rb'(?:[,\n]|^)[ \t]+"')
#: A quoted value longer than this has lost its closing quote.
_LONGEST_VALUE_LINES = 50
#: So many wrong rows of a block are remembered one by one.
_KEPT = 100


def first_line(rows: pl.DataFrame) -> int | None:
    """Return the first line of the file that some rows come from, None for no rows."""
    line = rows[LINE].min()
    return line if isinstance(line, int) else None


@dataclass(slots=True)
class Parsed:
    """Rows of a block.

    frame : one column of text per used column of the file, spaces round values gone, "" where there is none; and
    ``line``. Blank rows may still be in it.
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


def parse(piece: Block, width: int, use: Sequence[tuple[str, int]], keep: Keep | None = None) -> Parsed:
    """Parse the rows of a block: fast when every line is a row, else with the csv module.

    width : number of columns of the header. use : (name, position) of the columns that are wanted.
    keep  : picks rows by the first of them; the others are looked at no further, whatever is wrong with them.
    """
    lines = np.arange(piece.first_line, piece.first_line + piece.n_lines, dtype=np.uint32)
    if keep is None:
        return _parse_all(piece.data, lines, width, use)
    keys = _parse_fast(piece.data, lines, width, use[:1])
    if keys is None or keys.frame[use[0][0]].str.starts_with('"').any():
        parsed = _parse_slowly(piece.data, lines, width, use)
        parsed.frame = keep(parsed.frame)
        return parsed
    kept = keep(_without_blank(piece.data, keys.frame, use[0][0], piece.first_line))
    if kept.height == piece.n_lines:
        return _parse_all(piece.data, lines, width, use)
    lines = kept[LINE].sort().to_numpy()
    return _parse_all(_some_lines(piece.data, lines - piece.first_line), lines, width, use)


def _without_blank(data: bytes, frame: pl.DataFrame, key: str, first_line: int) -> pl.DataFrame:
    """Drop the rows that have nothing in any column."""
    import polars as pl

    bare = frame.filter(pl.col(key) == "")[LINE].to_numpy()
    if not len(bare):
        return frame
    starts, ends = _line_ends(data)
    blank = [n for n in bare.tolist() if not data[starts[n - first_line] : ends[n - first_line]].strip(b' \t,"')]
    return frame.filter(~pl.col(LINE).is_in(blank))


def _line_ends(data: bytes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where every line starts, and where it ends (without its line end)."""
    ends = np.flatnonzero(np.frombuffer(data, dtype=np.uint8) == ord("\n"))
    if not data.endswith(b"\n"):
        ends = np.append(ends, len(data))
    return np.concatenate([[0], ends[:-1] + 1]), ends


def _some_lines(data: bytes, rows: NDArray[np.uint32]) -> bytes:
    """Return some lines of a text, in order. rows : ascending, 0 = first."""
    starts, ends = _line_ends(data)
    if len(rows) < len(starts) // 10:
        return b"\n".join(data[a:b] for a, b in zip(starts[rows].tolist(), ends[rows].tolist(), strict=True))
    wanted = np.zeros(len(starts), dtype=np.bool_)
    wanted[rows] = True
    text = np.frombuffer(data, dtype=np.uint8)
    return text[np.repeat(wanted, np.append(starts[1:], len(data)) - starts)].tobytes()


def _parse_all(data: bytes, lines: Lines, width: int, use: Sequence[tuple[str, int]]) -> Parsed:
    parsed = None
    if not (b'"' in data and _has_spaced_quote(data)):
        parsed = _parse_fast(data, lines, width, use)
    if parsed is None:
        return _parse_slowly(data, lines, width, use)
    if b'"' not in data and data.count(b",") != (width - 1) * len(lines):
        _count_short(data, lines, width, parsed)
    return parsed


def _has_spaced_quote(data: bytes) -> bool:
    return (b' "' in data or b"\t" in data) and _SPACED_QUOTE.search(data) is not None


def _parse_fast(data: bytes, lines: Lines, width: int, use: Sequence[tuple[str, int]]) -> Parsed | None:
    """Parse with polars; None where that may go wrong: quotes in odd places, line ends or commas inside values."""
    import polars as pl

    names = [f"c{i}" for i in range(width + 1)]
    used = sorted({i for _, i in use} | {width})
    head = (",".join(names) + "\n").encode()
    try:
        frame = pl.read_csv(
            io.BytesIO(head + data), columns=[names[i] for i in used], infer_schema=False, truncate_ragged_lines=True
        )
    except pl.exceptions.PolarsError:
        return None
    if frame.height != len(lines):
        return None
    spaced = _is_spaced(data)
    numbers = pl.Series(LINE, lines)
    parsed = Parsed(frame.select(numbers, *(_value(names[i], spaced).alias(c) for c, i in use)))
    extra = frame[names[width]]
    if extra.null_count() < frame.height:
        beyond = frame.select(numbers, extra.fill_null("").str.strip_chars()).filter(pl.col(names[width]) != "")
        if beyond.height and b'"' in data:
            return None
        for line, value in beyond.rows():
            parsed.long(line, value)
    return parsed


def _is_spaced(data: bytes) -> bool:
    return b" " in data or b"\t" in data or not data.isascii()


def _value(column: str, spaced: bool) -> pl.Expr:
    import polars as pl

    return (pl.col(column).str.strip_chars() if spaced else pl.col(column)).fill_null("")


def _count_short(data: bytes, lines: Lines, width: int, parsed: Parsed) -> None:
    """Count the rows with fewer values than the header, in text without quotes."""
    starts, ends = _line_ends(data)
    commas = np.flatnonzero(np.frombuffer(data, dtype=np.uint8) == ord(","))
    n_commas = np.searchsorted(commas, ends) - np.searchsorted(commas, starts)
    short = (n_commas < width - 1) & (ends > starts)
    short[short] = [bool(data[starts[i] : ends[i]].strip(b" \t,")) for i in np.flatnonzero(short)]
    if short.any():
        parsed.short(int(short.sum()), int(lines[np.flatnonzero(short)[0]]))


def _parse_slowly(data: bytes, lines: Lines, width: int, use: Sequence[tuple[str, int]]) -> Parsed:
    """Parse with the csv module: line ends and commas inside quotes, quotes in odd places, spaces round quotes."""
    import polars as pl

    parsed = Parsed(pl.DataFrame())
    text = re.sub(r'"[ \t]+(?=,|\n|$)', '"', data.decode("utf-8"))
    numbers: list[int] = []
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), skipinitialspace=True)
    start = 0
    try:
        for row in reader:
            line = int(lines[start])
            if reader.line_num - start > _LONGEST_VALUE_LINES:
                parsed.bad(line, 'a quote (") is opened here and not closed')
            start = reader.line_num
            if any(v.strip() for v in row):
                rows.append(_fit(row, width, line, parsed))
                numbers.append(line)
    except csv.Error as error:
        parsed.bad(int(lines[start]), f"cannot be split into values: {error}")
    columns = {c: pl.Series(c, [row[i].strip() for row in rows], dtype=pl.String) for c, i in use}
    parsed.frame = pl.DataFrame({LINE: pl.Series(LINE, numbers, dtype=pl.UInt32)} | columns)
    return parsed


def _fit(row: list[str], width: int, line: int, parsed: Parsed) -> list[str]:
    if len(row) < width:
        parsed.short(1, line)
        return row + [""] * (width - len(row))
    beyond = [v for v in row[width:] if v.strip()]
    if beyond:
        parsed.long(line, beyond[0])
    return row

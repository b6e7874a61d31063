"""Bytes of a file of a feed -> blocks of whole lines of UTF-8 text, so that a big file never lies in memory whole."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from bereikbaar.errors import InputError, Problem
from bereikbaar.read.text import decode

#: Bytes per block: large enough to parse at full speed, small beside the memory of any machine.
BLOCK = 1 << 24
#: So far back a value with a line end in it is looked for at the end of a block.
_TAIL = 1 << 16
#: A longer line (bytes) is no row of a table: waiting for its end would fill the memory.
LONGEST_LINE = 1 << 22


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines. data : UTF-8, line ends ``\\n``. first_line : line of the first in the file, 1 = first.

    n_lines : how many there are. read : bytes of the file that have been read. warnings : about the letters.
    """

    data: bytes
    first_line: int
    n_lines: int
    read: int
    warnings: tuple[Problem, ...] = ()


def read_blocks(handle: BinaryIO, file: str, block: int = BLOCK) -> Iterator[Block]:
    """Yield the lines of a file in blocks. Raises InputError for bytes that are no text and lines without an end."""
    line, rest, n_read = 1, b"", 0
    decoder: codecs.IncrementalDecoder | None = None
    while True:
        chunk = handle.read(block)
        if n_read == 0 and (encoding := _utf16(chunk[:200])):
            decoder = codecs.getincrementaldecoder(encoding)()
        n_read += len(chunk)
        data = rest + (chunk if decoder is None else _from_utf16(decoder, chunk, file))
        if not chunk:
            if data:
                yield _block(data, line, n_read, file)
            return
        cut = _whole_lines(data)
        rest = data[cut:]
        if cut:
            done = _block(data[:cut], line, n_read, file)
            line += done.n_lines
            yield done
        if len(rest) > LONGEST_LINE:
            _refuse_endless(rest, line, file)


def _utf16(start: bytes) -> str:
    """Return the kind of UTF-16 that a file begins with, with or without a mark; empty for other encodings."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    quarter = len(start) // 4
    if len(start) >= 4 and start[1::2].count(0) > quarter:
        return "utf-16-le"
    return "utf-16-be" if len(start) >= 4 and start[0::2].count(0) > quarter else ""


def _from_utf16(decoder: codecs.IncrementalDecoder, chunk: bytes, file: str) -> bytes:
    try:
        return decoder.decode(chunk, final=not chunk).encode("utf-8")
    except UnicodeError:
        raise InputError(Problem("is broken UTF-16; save it as 'CSV UTF-8'", file=file)) from None


def _whole_lines(data: bytes) -> int:
    """Return where to cut: behind a line end that is not inside quotes."""
    end = b"\n" if b"\n" in data else b"\r"
    last = data.rfind(end, 0, len(data) - (end == b"\r")) + 1  # what follows the last \r may be its \n
    if last == 0 or data.count(b'"', 0, last) % 2 == 0:
        return last
    cut, odd = last, True
    while cut > max(0, last - _TAIL):
        before = data.rfind(end, 0, cut - 1) + 1
        odd ^= data.count(b'"', before, cut) % 2 == 1
        if not odd:
            return before or last
        if before == 0:
            break
        cut = before
    return last  # a lone quote somewhere: it is no reason to wait for the end of the file


def _refuse_endless(rest: bytes, line: int, file: str) -> None:
    """Refuse a line that does not end: with what the bytes are when they are no text."""
    _block(rest[:LONGEST_LINE].rpartition(b",")[0] or rest[:1000], line, 0, file)
    message = f"a line here is longer than {LONGEST_LINE >> 20} MB; a GTFS file has one row per line"
    raise InputError(Problem(message, file=file, row=line))


def _block(data: bytes, line: int, n_read: int, file: str) -> Block:
    if not data.strip(b"\n"):  # there is nothing to parse in lines without a letter
        return Block(b"", line, len(data), n_read)
    try:
        text, problems = decode(data, file)
    except InputError as error:
        zero = data.find(b"\x00")
        if zero >= 0:
            at = line + data.count(b"\n", 0, zero)
            raise InputError([Problem(p.message, file, at) for p in error.problems]) from None
        if line == 1:
            raise
        rows = tuple(line - 1 + (p.row or 1) for p in error.problems)
        message = "a byte here is no letter in UTF-8 or Windows-1252; save the file as 'CSV UTF-8'"
        raise InputError(Problem(message, file=file, row=rows[0])) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    moved = tuple(
        Problem(p.message, p.file, None if p.row is None else p.row + line - 1, p.field, p.severity) for p in problems
    )
    n_lines = text.count("\n") + (not text.endswith("\n"))
    return Block(text.encode("utf-8"), line, n_lines, n_read, moved)

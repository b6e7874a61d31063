"""Bytes of a file a person or a spreadsheet saved -> text -> rows of text with their line numbers.

Nothing here knows what a column means. UTF-8, UTF-16 and Windows-1252; comma, semicolon or tab; any line ends.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bereikbaar.errors import InputError, Problem

#: So many problems of one kind are listed one by one; the rest is counted.
LISTED = 10
DELIMITERS = (",", ";", "\t")
_DELIMITER_WORDS = {",": "comma", ";": "semicolon", "\t": "tab"}
#: The first line that some spreadsheets write to say what separates the values.
_SEP_LINE = re.compile(r'^"?sep=(.)"?[ \t,;]*\r?\n?$', re.IGNORECASE)

#: UTF-8 that was read as Windows-1252 and saved again ("BÃ¼nde"), or letters that were lost for good.
_BROKEN = re.compile("\\w*(Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|\ufffd)\\w*")


@dataclass(slots=True)
class Sheet:
    """The rows of a text table. All rows are as wide as the header; blank rows are gone.

    header : column names in small letters, spaces round them gone. lines : line of each row as an editor counts.
    rows   : values as they are in the file, spaces round them included.
    """

    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    delimiter: str = ","
    problems: list[Problem] = field(default_factory=list)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file. Raises InputError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(Problem(f"cannot be read: {error.strerror or error}", file=str(path))) from None


def decode(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Return the text of a file, with warnings about its letters. Raises InputError for bytes that are no text."""
    problems: list[Problem] = []
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise InputError(Problem("is a spreadsheet or zip file, not a text table; save it as 'CSV UTF-8'", file=file))
    try:
        text = _decode_unicode(data)
    except UnicodeDecodeError as error:
        text = _decode_windows(data, file, error.start)
        problems.append(
            Problem(
                "is not UTF-8 and was read as Windows-1252; save it as 'CSV UTF-8' if names look wrong",
                file=file,
                severity="warning",
            )
        )
    if "\x00" in text:
        raise InputError(Problem("holds zero bytes: it is no text file; save it as 'CSV UTF-8'", file=file))
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)  # a Mac writes ü as u and two dots
    broken = _BROKEN.search(text) if "Ã" in text or "\ufffd" in text else None
    if broken:
        message = f"holds broken letters ({broken.group()!r}): it was saved in one encoding and opened in another"
        line = text[: broken.start()].count("\n") + 1
        problems.append(Problem(message, file=file, row=line, severity="warning"))
    return text, problems


def _decode_unicode(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    sample = data[:200]
    if len(sample) >= 4 and sample[1::2].count(0) > len(sample) // 4:
        return data.decode("utf-16-le")
    if len(sample) >= 4 and sample[0::2].count(0) > len(sample) // 4:
        return data.decode("utf-16-be")
    return data.decode("utf-8-sig")


def _decode_windows(data: bytes, file: str, utf8_start: int) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError(Problem(f"is broken UTF-16 (byte {utf8_start + 1}); save it as 'CSV UTF-8'", file=file))
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(
            Problem(
                f"byte {error.start + 1} (0x{data[error.start]:02x}) is no letter in UTF-8 or Windows-1252; "
                "save the file as 'CSV UTF-8'",
                file=file,
                row=line,
            )
        ) from None


def read_sheet(path: Path, known: Collection[str]) -> Sheet:
    """Return the rows of a text table; ``known`` column names help to find the delimiter.

    An empty file gives a sheet without header. Raises InputError when the file cannot be read as text at all.
    """
    file = str(path)
    text, problems = decode(read_bytes(path), file)
    skipped, text, delimiter = _delimiter(text, known)
    sheet = Sheet(delimiter=delimiter, problems=problems)
    try:
        records = _records(text, delimiter)
    except csv.Error:
        # "name" ;"code" : a space between the closing quote and the separator
        text = re.sub(rf'"[ \u00a0]+(?={re.escape(delimiter)}|\r|\n|$)', '"', text)
        try:
            records = _records(text, delimiter)
        except csv.Error as error:
            line = skipped + _line_of_error(text, delimiter)
            message = f'cannot be split into values ({error}); a quote (") that is opened and not closed?'
            sheet.problems.append(Problem(message, file=file, row=line))
            return sheet
    _take_rows(sheet, records, skipped, file)
    _drop_unnamed(sheet, file)
    return sheet


def _records(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Return (line where it starts, values) of all rows that hold something."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    out = []
    start = 1
    for row in reader:
        if "".join(row).strip():
            out.append((start, row))
        start = reader.line_num + 1
    return out


def _line_of_error(text: str, delimiter: str) -> int:
    """Return the line on which the row begins that cannot be split."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True, strict=True)
    start = 1
    try:
        for _ in reader:
            start = reader.line_num + 1
    except csv.Error:
        pass
    return start


def _delimiter(text: str, known: Collection[str]) -> tuple[int, str, str]:
    """Return lines skipped, the text after them, and what separates the values."""
    first = text[: text.find("\n") + 1] or text
    said = _SEP_LINE.match(first)
    if said:
        return 1, text[len(first) :], said.group(1)
    blank = re.match(r"\s*", text)
    head = re.split(r"[\r\n]", text[blank.end() if blank else 0 :], maxsplit=1)[0]
    best, most = ",", (-1, -1)
    for delimiter in DELIMITERS:
        names = next(csv.reader([head], delimiter=delimiter, skipinitialspace=True), [])
        score = (len({n.strip().lower() for n in names} & set(known)), len(names))
        if score > most:
            best, most = delimiter, score
    return 0, text, best


def _take_rows(sheet: Sheet, records: Sequence[tuple[int, list[str]]], skipped: int, file: str) -> None:
    """Make the first record the header and the others rows; say which do not fit under it."""
    if not records:
        return
    sheet.header = [v.strip().lower() for v in records[0][1]]
    width = len(sheet.header)
    ragged = []
    for line, values in records[1:]:
        if len(values) == width:
            sheet.rows.append(values)
            sheet.lines.append(skipped + line)
        elif problem := _take_uneven(sheet, values, skipped + line, file):
            ragged.append(problem)
    sheet.problems.extend(ragged[:LISTED])
    if len(ragged) > LISTED:
        sheet.problems.append(Problem(f"and {len(ragged) - LISTED} more rows of the wrong length", file=file))


def _take_uneven(sheet: Sheet, values: list[str], line: int, file: str) -> Problem | None:
    """Add a row of another length than the header, or return why it does not fit under it."""
    width = len(sheet.header)
    if len(values) < width:
        message = f"row has {len(values)} values, the header {width}; an empty value still needs its separator"
        return Problem(message, file=file, row=line)
    extra = [v for v in values[width:] if v.strip()]
    if extra:
        word = _DELIMITER_WORDS.get(sheet.delimiter, sheet.delimiter)
        message = f"row has {len(values)} values, the header {width} (too many: {extra[0]!r})"
        return Problem(f"{message}; a {word} inside a value? Put quotes round that value", file=file, row=line)
    sheet.rows.append(values[:width])
    sheet.lines.append(line)
    return None


def _drop_unnamed(sheet: Sheet, file: str) -> None:
    """Drop columns without a name; say so when they hold something."""
    unnamed = [i for i, name in enumerate(sheet.header) if not name]
    for i in unnamed:
        for row, line in zip(sheet.rows, sheet.lines, strict=True):
            if row[i].strip():
                message = f"column {i + 1} has no name and is not read, but holds {row[i]!r}"
                sheet.problems.append(Problem(message, file=file, row=line, severity="warning"))
                break
    if unnamed:
        keep = [i for i, name in enumerate(sheet.header) if name]
        sheet.header = [sheet.header[i] for i in keep]
        sheet.rows = [[row[i] for i in keep] for row in sheet.rows]

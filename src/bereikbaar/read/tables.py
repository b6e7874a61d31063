"""Any table that a spreadsheet may have saved -> typed columns with line numbers, and all that is wrong with it.

The columns that a file should have are given; the file may have them in any order and may have more (a warning).
Nothing is dropped or filled in silently: what cannot be read is a :class:`~bereikbaar.errors.Problem` with file,
line and column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bereikbaar.errors import InputError, Problem, did_you_mean
from bereikbaar.read import cells
from bereikbaar.read.text import LISTED, Sheet, read_sheet


@dataclass(frozen=True, slots=True)
class Column:
    """What a column should be.

    kind    : ``text``, ``code`` (text that names something: watched for spreadsheet damage), ``number``,
              ``integer`` or ``boolean``; ``unread``: known to be there, and passed over.
    must    : the column has to be there; otherwise a missing one counts as empty.
    filled  : every row needs a value.
    low, high : limits of a number, both allowed. unit : said in messages.
    allowed : the only values allowed, if any.
    hint    : what to think of when a number is out of bounds.
    """

    name: str
    kind: str = "text"
    must: bool = True
    filled: bool = False
    low: float | None = None
    high: float | None = None
    unit: str = ""
    allowed: tuple[str, ...] = ()
    hint: str = ""


def optional(names: str, kind: str = "text") -> tuple[Column, ...]:
    """Return columns that may be absent or empty, from their names separated by spaces."""
    return tuple(Column(name, kind, must=False) for name in names.split())


@dataclass(slots=True)
class Table:
    """Typed columns of equal length.

    columns : name -> values; text is never None, an empty number, integer or boolean is.
    lines   : line of each row in the file, as an editor counts.
    present : the columns that the file has. problems : errors and warnings found so far.
    """

    file: str
    columns: dict[str, list[Any]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    present: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, name: str) -> list[Any]:
        return self.columns[name]

    def rows(self, *names: str) -> Iterable[tuple[Any, ...]]:
        """Return the rows of some columns, the line number first."""
        return zip(self.lines, *(self.columns[n] for n in names), strict=True)

    def say(self, message: str, *, line: int | None = None, column: str = "", severity: str = "error") -> None:
        """Add a problem."""
        self.problems.append(Problem(message, file=self.file, row=line, field=column, severity=severity))


def read_table(path: Path, columns: Sequence[Column], *, may_be_absent: bool = False) -> Table:
    """Read a table.

    may_be_absent : a file that is not there, is empty or has only a header gives an empty table without a problem.
    Returns a table that carries its problems; with errors among them its values are not to be used.
    """
    table = Table(file=str(path), columns={c.name: [] for c in columns if c.kind != "unread"})
    if not path.is_file():
        if not may_be_absent:
            table.say("file is missing")
        return table
    try:
        sheet = read_sheet(path, [c.name for c in columns])
    except InputError as error:
        table.problems.extend(error.problems)
        return table
    table.problems.extend(sheet.problems)
    if not sheet.rows and (may_be_absent or not sheet.header):
        if not may_be_absent:
            table.say("file is empty")
        return table
    _check_header(sheet.header, columns, table)
    if not any(p.severity == "error" for p in table.problems):
        _fill(table, sheet, columns)
        if not may_be_absent and not table.lines:
            table.say("file has a header but no rows")
    return table


def _check_header(header: Sequence[str], columns: Sequence[Column], table: Table) -> None:
    known = {c.name for c in columns}
    for name in sorted({n for n in header if header.count(n) > 1}):
        table.say(f"column {name!r} is there {header.count(name)} times; keep one", column=name)
    spare = [n for n in header if n not in known]
    for column in columns:
        if column.must and column.name not in header:
            found = _called(column.name, spare) or "; the file has " + ", ".join(header)
            table.say(f"column {column.name!r} is missing{found}", column=column.name)
    missing = [c.name for c in columns if c.name not in header]
    for name in dict.fromkeys(spare):
        table.say(f"column {name!r} is not read{did_you_mean(name, missing)}", column=name, severity="warning")
    table.present = frozenset(header) & known


def _called(name: str, spare: Sequence[str]) -> str:
    """Return what a missing column may be called in the file: a near miss, or a name that shares a word with it."""
    near_miss = did_you_mean(name, spare)
    if near_miss:
        return near_miss.replace("did you mean", "is it called")
    words = set(name.split("_"))
    alike = [n for n in spare if n.startswith(name) or name.startswith(n) or words & set(n.split("_"))]
    return f"; is it called {alike[0]!r}?" if alike else ""


def _fill(table: Table, sheet: Sheet, columns: Sequence[Column]) -> None:
    table.lines = sheet.lines
    raw = dict(zip(sheet.header, zip(*sheet.rows, strict=True), strict=True)) if sheet.rows else {}
    comma = sheet.delimiter != ","
    by_name: dict[str, list[str]] = {}
    for column in columns:
        if column.kind == "unread":
            continue
        if column.name not in raw:
            table.columns[column.name] = [_EMPTY.get(column.kind)] * len(table.lines)
            continue
        values = by_name[column.name] = [v.strip() for v in raw[column.name]]
        if column.kind in ("text", "code"):
            table.columns[column.name] = _texts(table, column, values)
        else:
            table.columns[column.name] = _plain(column, values) or _numbers(table, column, values, comma)
    if comma:
        _refuse_two_decimals(table, by_name, [c for c in columns if c.kind == "number"])


_EMPTY = {"text": "", "code": ""}


def _texts(table: Table, column: Column, values: list[str]) -> list[str]:
    wrong: dict[str, str] = {}
    if column.filled and "" in values:
        wrong[""] = "is empty; a value is needed"
    if column.allowed:
        for value in set(values) - {"", *column.allowed}:
            choice = ", ".join(column.allowed)
            wrong[value] = f"found {value!r}, expected one of {choice}{did_you_mean(value, column.allowed)}"
    elif column.kind == "code":
        for value in set(values) if cells.perhaps_damaged("".join(values)) else ():
            if harm := cells.damage(value):
                wrong[value] = f"found {value!r}: {harm}; give the column the type text before typing"
    _tell_values(table, column.name, values, wrong)
    return values


def _plain(column: Column, values: list[str]) -> list[Any] | None:
    """Return the numbers of a column that holds nothing but plain digits; None when a closer look is needed."""
    allowed = {"number": _NUMBER_LETTERS, "integer": _INTEGER_LETTERS}.get(column.kind)
    if allowed is None or "".join(values).translate(allowed):
        return None
    make: Callable[[str], Any] = float if column.kind == "number" else int
    try:
        numbers = [make(v) if v else None for v in values]
    except ValueError:
        return None
    known = [n for n in numbers if n is not None]
    if (column.filled and len(known) < len(values)) or not known:
        return None
    low, high = column.low, column.high
    fits = (low is None or min(known) >= low) and (high is None or max(known) <= high)
    return numbers if fits else None


_NUMBER_LETTERS = str.maketrans("", "", "0123456789.-")
_INTEGER_LETTERS = str.maketrans("", "", "0123456789-")


def _numbers(table: Table, column: Column, values: list[str], comma: bool) -> list[Any]:
    parse: Callable[[str], Any] = {
        "number": lambda text: cells.number(text, comma=comma),
        "integer": lambda text: cells.integer(text, comma=comma),
        "boolean": cells.truth,
    }[column.kind]
    parsed: dict[str, Any] = {"": None}
    wrong: dict[str, str] = {"": "is empty; a value is needed"} if column.filled else {}
    for text in set(values) - {""}:
        try:
            parsed[text] = parse(text)
        except ValueError as error:
            wrong[text] = str(error) + (f" ({column.unit})" if column.unit else "")
            continue
        out_of_bounds = _bounds(column, parsed[text], text)
        if out_of_bounds:
            wrong[text] = out_of_bounds
    _tell_values(table, column.name, values, wrong)
    return [parsed.get(text) for text in values]


def _bounds(column: Column, value: float, text: str) -> str:
    low, high = column.low, column.high
    if (low is None or value >= low) and (high is None or value <= high):
        return ""
    unit = f" {column.unit}" if column.unit else ""
    limits = f"{low:g} or more" if high is None else f"at most {high:g}" if low is None else f"{low:g} to {high:g}"
    return f"found {text!r}, expected {limits}{unit}" + (f"; {column.hint}" if column.hint else "")


def _refuse_two_decimals(table: Table, by_name: Mapping[str, Sequence[str]], numbers: Sequence[Column]) -> None:
    """In a file with decimal commas a point is a thousands separator or a mistake: 1.234 could be two numbers."""
    cells_of = {c.name: by_name[c.name] for c in numbers if c.name in by_name}
    if not any("," in text for values in cells_of.values() for text in values):
        return
    advice = "in a file with decimal commas: write it with a comma and without thousands separators"
    for name, values in cells_of.items():
        wrong = {text: f"found {text!r} {advice}" for text in set(values) if "." in text and "," not in text}
        _tell_values(table, name, values, wrong)


def _tell_values(table: Table, column: str, values: Sequence[str], wrong: Mapping[str, str]) -> None:
    """Add a problem for every row with one of the wrong values."""
    if wrong:
        _tell(table, column, [(line, wrong[v]) for line, v in zip(table.lines, values, strict=True) if v in wrong])


def _tell(table: Table, column: str, found: Sequence[tuple[int, str]]) -> None:
    for line, message in found[:LISTED]:
        table.say(message, line=line, column=column)
    if len(found) > LISTED:
        table.say(f"and {len(found) - LISTED} more rows with a wrong value here", column=column)


def refuse_duplicates(table: Table, *keys: str) -> None:
    """Add a problem for every row whose key was seen before."""
    seen: dict[tuple[Any, ...], int] = {}
    found = []
    for line, *key in table.rows(*keys):
        first = seen.setdefault(tuple(key), line)
        if first != line:
            what = " ".join(repr(k) for k in key)
            found.append((line, f"{what} is there twice (first on line {first}); keep one"))
    _tell(table, keys[0] if len(keys) == 1 else "", found)


def refuse_unknown(table: Table, column: str, known: Mapping[str, Any], where: str) -> None:
    """Add a problem for every value (not empty) that is not known, with what it may have been."""
    values = table.columns[column]
    wrong = {v: f"{v!r} is not in {where}{near(v, known)}" for v in set(values) - {""} if v not in known}
    _tell_values(table, column, values, wrong)


def near(name: str, known: Iterable[str]) -> str:
    """Return a suggestion for an unknown code: zeros in front lost, capitals, ``.0`` stuck to it, or a near miss."""
    names = list(known)
    bare = name.removesuffix(".0").lstrip("0").lower()
    same = [k for k in names if k.lstrip("0").lower() == bare]
    if not same:
        return did_you_mean(name, names)
    if len(same[0]) > len(name):
        return f"; did a spreadsheet drop the zeros in front of {same[0]!r}?"
    return f"; did you mean {same[0]!r}?"

"""What every column of the tables means, in Dutch and English, with its unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from bereikbaar.compare.measures import measures_in
from bereikbaar.lang import both
from bereikbaar.write.names import window_titles
from bereikbaar.write.texts_columns import COLUMNS, OWN_COLUMNS, SPREAD, Words

if TYPE_CHECKING:
    import polars as pl

#: Ends of columns of which the rest is described, and what they add to it.
_ENDS = {
    "": ("", ""),
    "_scenario": both(", in the scenario"),
    "_diff": both(": difference"),
}


def described(tables: Mapping[str, pl.DataFrame]) -> list[tuple[str, str, str, str, str, str]]:
    """Return (table, column, kind, unit, Dutch, English) of every column of all tables (path -> table).

    Raises KeyError for a column that nobody has described.
    """
    out = []
    for path, frame in tables.items():
        name = path.rpartition("/")[2].removesuffix(".csv")
        out += [(path, *row) for row in column_rows(name, frame)]
    return out


def column_rows(table: str, frame: pl.DataFrame) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield (column, kind, unit, Dutch, English) of every column of a table; ``table`` without folder and ending."""
    measured = measures_in(frame.columns)
    for column, dtype in frame.schema.items():
        if column in measured:
            m = measured[column]
            yield (column, m.kind, m.unit, *m.title)
        else:
            yield (column, _kind(dtype), *_words(table, column))
    if table == "spread":
        for index, words in SPREAD.items():
            yield (f"index={index}", "float", *words)


def _kind(dtype: pl.DataType) -> str:
    if dtype.is_integer():
        return "int"
    return "float" if dtype.is_float() else "bool" if str(dtype) == "Boolean" else "text"


def _words(table: str, column: str) -> Words:
    if (table, column) in OWN_COLUMNS:
        return OWN_COLUMNS[table, column]
    for end, (nl, en) in _ENDS.items():
        words = _plain_words(column.removesuffix(end)) if column.endswith(end) else None
        if words is not None:
            unit, *titles = words
            found = (unit, titles[0] + nl, titles[1] + en)
            return _of_commuters(found) if table == "commuters" else found
    raise KeyError(f"nobody has described the column {column!r} of {table}")


def _plain_words(column: str) -> Words | None:
    if column in COLUMNS:
        return COLUMNS[column]
    if column.startswith("tph_"):
        nl, en = window_titles(column.removeprefix("tph_"))
        return ("1/h", f"Treinen per uur, {nl}", f"Trains per hour, {en}")
    return None


def _of_commuters(words: Words) -> Words:
    """Return words on inhabitants as words on commuters."""
    unit, nl, en = words
    unit = {"*": "min", "inhabitants": "commuters"}.get(unit, unit)
    nl = nl.replace("Inwoners", "Forenzen").replace("per inwoner", "per forens")
    return (unit, nl, en.replace("Inhabitants", "Commuters").replace("per inhabitant", "per commuter"))


def index_words(index: str, lang: str) -> str:
    """Return what an index of the spread means, in a language."""
    return SPREAD[index][1 if lang == "nl" else 2]

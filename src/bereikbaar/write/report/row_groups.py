"""Rows of a long table in groups: a first column that says the same row after row becomes a line above its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from bereikbaar.write.report.inline import plain_text
from bereikbaar.write.report.letters import line
from bereikbaar.write.report.model import Table

#: A table has groups from so many rows and columns, when a group has that many rows (on average), its name letters.
_ROWS, _COLUMNS, _ROWS_A_GROUP, _LETTERS = 12, 4, 4, 12


@dataclass(frozen=True, slots=True)
class Grouped:
    """A table as it is set on paper. labels : the line above a row, by the number of the row from 0."""

    table: Table
    labels: Mapping[int, str] = field(default_factory=dict)


def grouped(table: Table) -> Grouped:
    """Return a table without its first column where that is better told in lines between the rows; else as it is.

    >>> t = Table(("Plan", "Town", "a", "b"), tuple(("A plan of a line", str(n), "1", "2") for n in range(12)))
    >>> grouped(t).table.head, grouped(t).labels
    (('Town', 'a', 'b'), {0: 'Plan: A plan of a line'})
    """
    if len(table.rows) < _ROWS or not _COLUMNS <= len(table.head) > table.numbers:
        return Grouped(table)
    runs = [(name, len(list(rows))) for name, rows in groupby(row[0] for row in table.rows)]
    long = max(len(line(plain_text(name))) for name, _ in runs) >= _LETTERS
    apart = len({name for name, _ in runs}) == len(runs) and len(table.rows) >= _ROWS_A_GROUP * len(runs)
    if not (long and apart):
        return Grouped(table)
    labels, at = {}, 0
    for name, rows in runs:
        labels[at] = f"{table.head[0]}: {name}" if table.head[0] else name
        at += rows
    return Grouped(replace(table, head=table.head[1:], rows=tuple(row[1:] for row in table.rows)), labels)

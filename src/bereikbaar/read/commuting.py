"""Commuters between municipalities of a network folder -> :class:`~bereikbaar.access.model.Commuting`."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bereikbaar.access.model import Commuting, Municipalities
from bereikbaar.errors import Problem
from bereikbaar.read.place_tables import array, errors, taken
from bereikbaar.read.tables import Column, Table, optional, read_table, refuse_duplicates, refuse_unknown

FILE = "commuting_2016.csv"
COMMUTING = (
    Column("home_municipality_code", "code", filled=True),
    Column("work_municipality_code", "code", filled=True),
    Column("total", "number", filled=True, low=0, unit="commuters"),
    Column("train", "number", filled=True, low=0, unit="commuters"),
    *optional("other_public_transport car bicycle walk other", kind="unread"),
)
#: Commuters by one means of travel have one decimal, all together are whole: so much may the part exceed the whole.
_ROUNDING = 0.5


def read_commuting(folder: Path, towns: Municipalities | None, problems: list[Problem]) -> Commuting | None:
    """Return the commuters between municipalities, in the order of home and work; None without the file.

    What is wrong is added to ``problems``.
    """
    path = folder / FILE
    table = read_table(path, COMMUTING, may_be_absent=True)
    if len(table) and towns is None:
        table.say("needs municipalities.csv with the municipalities that it names")
    known = {code: i for i, code in enumerate(towns.code)} if towns else {}
    if known:
        _check(table, known)
    problems.extend(table.problems)
    if errors(table) or not len(table):
        return None
    ends = table.columns["home_municipality_code"], table.columns["work_municipality_code"]
    home, work = (np.array([known[c] for c in codes], dtype=np.int64) for codes in ends)
    order = np.lexsort((work, home)).tolist()
    total, train = (array(taken(table, name, order)) for name in ("total", "train"))
    return Commuting(home[order], work[order], total, train)


def _check(table: Table, known: dict[str, int]) -> None:
    for column in ("home_municipality_code", "work_municipality_code"):
        refuse_unknown(table, column, known, "municipalities.csv")
    ends = (table.columns["home_municipality_code"], table.columns["work_municipality_code"])
    if len(set(zip(*ends, strict=True))) < len(table):  # seldom; who is to be named takes four times as long
        refuse_duplicates(table, "home_municipality_code", "work_municipality_code")
    total, train = (array(table.columns[name]) for name in ("total", "train"))
    for n in np.flatnonzero(train > total + _ROUNDING).tolist():
        said = f"found {train[n]:g} by train, more than all {total[n]:g}"
        table.say(said, line=table.lines[n], column="train")

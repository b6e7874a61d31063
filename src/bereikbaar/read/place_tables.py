"""What the tables of places share: columns for points, and columns of a table as sorted arrays."""

from __future__ import annotations

from typing import Any

import numpy as np

from bereikbaar.access.model import Floats
from bereikbaar.read.tables import Column, Table

_LOST_POINT = "has a spreadsheet dropped the decimal point?"


def latitude(name: str = "lat", *, filled: bool = True) -> Column:
    """Return the column of a latitude; ``filled`` False for one that may be absent."""
    return Column(name, "number", filled, filled, low=-90, high=90, unit="degrees", hint=_LOST_POINT)


def longitude(name: str = "lon", *, filled: bool = True) -> Column:
    """Return the column of a longitude; ``filled`` False for one that may be absent."""
    return Column(name, "number", filled, filled, low=-180, high=180, unit="degrees", hint=_LOST_POINT)


POPULATION = Column("population", "number", filled=True, low=0, unit="inhabitants")


def errors(table: Table) -> bool:
    """Return whether a table cannot be used."""
    return any(p.severity == "error" for p in table.problems)


def array(values: list[Any]) -> Floats:
    """Return numbers as an array; NaN where there is none."""
    return np.array([np.nan if v is None else v for v in values], dtype=np.float64)


def in_order(table: Table, key: str) -> list[int]:
    """Return the rows of a table in the order of a key."""
    values = table.columns[key]
    return sorted(range(len(values)), key=values.__getitem__)


def taken(table: Table, name: str, order: list[int]) -> list[Any]:
    """Return the values of a column in an order of rows."""
    values = table.columns[name]
    return [values[i] for i in order]

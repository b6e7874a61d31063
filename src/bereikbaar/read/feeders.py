"""``feeders.csv`` -> the bus and ferry lines that bring towns without a train to a station."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bereikbaar.errors import Problem
from bereikbaar.lang import remark
from bereikbaar.network.model import Feeder, Station
from bereikbaar.read.services import MODES
from bereikbaar.read.tables import Column, Table, near, optional, read_table

ROLES = ("feeder", "rail rival")
#: Which column stands in for a window without a column of its own. Not seen on Saturday and Sunday.
STAND_IN = {"friday_peak": "peak", "friday": "offpeak"}

#: Columns for people: where a figure comes from and how it was derived.
UNREAD = "from_place to_place via from_lat from_lon road_km run_basis run_confidence tph_confidence"


def feeder_columns(windows: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of feeders.csv; a ``tph_`` column per window may be there."""
    return (
        Column("town_id", "code", filled=True),
        Column("role", must=False, allowed=ROLES),
        Column("mode", must=False, allowed=MODES),
        Column("line", filled=True),
        Column("station", "code"),
        Column("run_min", "number", low=0, high=600, unit="minutes"),
        *(Column(f"tph_{w}", "number", must=False, low=0, unit="per hour") for w in windows),
        *optional("source date confidence note"),
        *optional(UNREAD, kind="unread"),
    )


def read_feeders(
    folder: Path, windows: Sequence[str], stations: Mapping[str, Station], problems: list[Problem]
) -> tuple[Feeder, ...]:
    """Return the usable feeders in a fixed order. Rows left out are warnings: no minutes, no known station.

    Rows whose role is ``rail rival`` are no feeders and are passed over. A frequency not seen is None.
    """
    table = read_table(folder / "feeders.csv", feeder_columns(windows), may_be_absent=True)
    out = []
    names = ("town_id", "role", "mode", "line", "station", "run_min", "source", "date", "confidence", "note")
    frequencies = [_frequencies(table, w) for w in windows]
    for i, (line, *values) in enumerate(table.rows(*names)):
        row = dict(zip(names, values, strict=True))
        if row["role"] == "rail rival" or not _usable(row, line, stations, table):
            continue
        tph = tuple(None if column is None else column[i] for column in frequencies)
        out.append(
            Feeder(
                row["town_id"], row["station"], row["line"], row["run_min"], tph, mode=row["mode"] or "bus",
                source=row["source"], date=row["date"], confidence=row["confidence"], note=row["note"],
            )
        )  # fmt: skip
    problems.extend(table.problems)
    out.sort(key=lambda f: (f.town_id, f.station, f.line, f.run_min, repr(f.tph), f.mode, f.note))
    return tuple(out)


def _frequencies(table: Table, window: str) -> list[Any] | None:
    for name in (window, STAND_IN.get(window, "")):
        if f"tph_{name}" in table.present:
            return table.columns[f"tph_{name}"]
    return None


def _usable(row: Mapping[str, Any], line: int, stations: Mapping[str, Station], table: Table) -> bool:
    line_of = {"line": row["line"], "town": row["town_id"]}
    if not row["station"]:
        message = remark("feeder {line} of {town} is left out: it does not end at a station", **line_of)
        table.say(message, line=line, column="station", severity="warning")
    elif row["station"] not in stations:
        hint = near(row["station"], stations)
        message = remark(
            "feeder {line} of {town} is left out: station {station!r} is not in stations.csv{hint}",
            station=row["station"], hint=hint, **line_of,
        )  # fmt: skip
        table.say(message, line=line, column="station", severity="warning")
    elif row["run_min"] is None:
        message = remark("feeder {line} of {town} is left out: its minutes are not known", **line_of)
        table.say(message, line=line, column="run_min", severity="warning")
    else:
        return True
    return False

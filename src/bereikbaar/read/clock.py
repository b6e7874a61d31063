"""The clock minutes of a network folder: read when they are asked for, not with the network."""

from __future__ import annotations

from pathlib import Path

from bereikbaar.errors import InputError, raise_if_errors
from bereikbaar.network.days import DAILY, read_days
from bereikbaar.network.model import PatternClock, PlannedConnection
from bereikbaar.read.services import DIRECTIONS
from bereikbaar.read.tables import Column, Table, optional, read_table, refuse_duplicates

PHASES = (
    Column("service", "code", filled=True),
    Column("direction", filled=True, allowed=DIRECTIONS),
    Column("days", filled=True),
    Column("train", "integer", must=False),
    Column("origin_minute", "number", filled=True, low=0, high=1440, unit="minutes"),
    Column("period_min", "number", filled=True, low=1, high=1440, unit="minutes"),
    Column("confidence", must=False),
    Column("source", must=False),
    *optional(
        "anchor anchor_name event minute origin trains_seen max_difference_min share_within_1_min note",
        kind="unread",
    ),
)
CLOCK_MINUTES = (
    Column("service", "code", filled=True),
    Column("direction", filled=True, allowed=DIRECTIONS),
    Column("days", filled=True),
    Column("train", "integer", must=False),
    Column("seq", "integer", filled=True),
    Column("station", "code", filled=True),
    Column("arrive_minute", "number", low=0, high=1440, unit="minutes"),
    Column("depart_minute", "number", low=0, high=1440, unit="minutes"),
    Column("period_min", "number", filled=True, low=1, high=1440, unit="minutes"),
    Column("confidence", must=False),
    Column("observed_minute_saturday_2025", "number", must=False),
    Column("difference_min", "number", must=False),
)
CONNECTIONS = (
    Column("kind", filled=True),
    Column("station", "code"),
    Column("from_service", "code"),
    Column("from_direction", allowed=DIRECTIONS),
    Column("to_service", "code"),
    Column("to_direction", allowed=DIRECTIONS),
    Column("arrive_minute", "number", low=0, high=1440, unit="minutes"),
    Column("depart_minute", "number", low=0, high=1440, unit="minutes"),
    Column("period_min", "number", low=1, high=1440, unit="minutes"),
    Column("wait_min", "number", low=0, unit="minutes"),
    Column("pair_change_min", "number", low=0, unit="minutes"),
    Column("change_min", "number", must=False, low=0, unit="minutes"),
    Column("days"),
    *optional(
        "station_name from_towards to_towards meets_change_min same_onward_line confidence "
        "platform source source_date note"
    ),
)


def read_clocks(folder: Path) -> tuple[PatternClock, ...]:
    """Return the known clock minutes of patterns (phases.csv) in a fixed order; a pattern may have several trains.

    Empty when the file is not there. Raises InputError with all that is wrong.
    """
    table = read_table(Path(folder) / "phases.csv", PHASES, may_be_absent=True)
    refuse_duplicates(table, "service", "direction", "days", "train")
    _refuse_unclear_days(table)
    raise_if_errors(table.problems)
    names = ("service", "direction", "origin_minute", "period_min", "days", "confidence", "source")
    clocks = [PatternClock(*values) for _, *values in table.rows(*names)]
    return tuple(sorted(clocks, key=lambda c: (c.service, c.direction, c.days, c.origin_minute)))


def read_clock_minutes(folder: Path) -> Table:
    """Return the clock minutes of every call (clock_minutes.csv). Raises InputError with all that is wrong."""
    return _table(Path(folder) / "clock_minutes.csv", CLOCK_MINUTES)


def read_connections(folder: Path) -> Table:
    """Return the connections between trains (connections.csv). Raises InputError with all that is wrong."""
    return _table(Path(folder) / "connections.csv", CONNECTIONS)


def read_planned_connections(folder: Path) -> tuple[PlannedConnection, ...]:
    """Return the changes of connections.csv that the timetable plans: rows with ``pair_change_min``, in fixed order.

    Several sources may tell of one pair; the shortest change time holds. Raises InputError with all that is wrong,
    also for a planned change that does not name its station and both trains.
    """
    table = read_connections(folder)
    _refuse_unclear_days(table)
    names = ("station", "from_service", "from_direction", "to_service", "to_direction")
    found: dict[tuple[str, ...], PlannedConnection] = {}
    for line, minutes, days, source, *pair in table.rows("pair_change_min", "days", "source", *names):
        if minutes is None:
            continue
        for name in (name for name, value in zip(names, pair, strict=True) if not value):
            table.say("is empty; a row with pair_change_min needs it", line=line, column=name)
        station, arriving, arriving_way, leaving, leaving_way = pair
        row = PlannedConnection(station, arriving, arriving_way, leaving, leaving_way, minutes, days or DAILY, source)
        held = found.setdefault((*pair, row.days), row)
        if (minutes, source) < (held.change_min, held.source):
            found[*pair, row.days] = row
    raise_if_errors(table.problems)
    return tuple(found[key] for key in sorted(found))


def _refuse_unclear_days(table: Table) -> None:
    """Add a problem for every row whose days cannot be understood."""
    said: dict[str, str] = {}
    for text in set(table["days"]):
        try:
            read_days(text)
        except InputError as error:
            said[text] = error.problems[0].message
    for line, text in table.rows("days"):
        if text in said:
            table.say(said[text], line=line, column="days")


def _table(path: Path, columns: tuple[Column, ...]) -> Table:
    table = read_table(path, columns, may_be_absent=True)
    raise_if_errors(table.problems)
    return table

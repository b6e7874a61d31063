"""transfers.txt -> change times of stations, walks between stations and change rules between trains.

The GTFS reference: the most specific row wins (two trips, a trip and a route, one trip, two routes, one route, stops
only), and a row for a station holds for all its platforms. Where two rows are equally specific the one that names
platforms wins over the one that names the station, and of what is left the shortest time holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bereikbaar.gtfs.files import FeedFiles
from bereikbaar.gtfs.notes import Notebook
from bereikbaar.gtfs.parsing import LINE
from bereikbaar.gtfs.tables import TableSpec, read_frame
from bereikbaar.lang import remark
from bereikbaar.network.trips import ANY, FORBIDDEN, USUAL, ChangeRules, Indexes

if TYPE_CHECKING:
    import polars as pl

_TRANSFERS = TableSpec(
    "transfers.txt",
    ("transfer_type",),
    (
        "from_stop_id", "to_stop_id", "min_transfer_time",
        "from_trip_id", "to_trip_id", "from_route_id", "to_route_id",
    ),
)  # fmt: skip
FILE = _TRANSFERS.name
RECOMMENDED, HELD, TIMED, NEVER, IN_SEAT, NOT_IN_SEAT = "0", "1", "2", "3", "4", "5"


class Served(NamedTuple):
    """What rows can be about.

    places   : stop id -> positions of its places: its own, or those of all platforms of a station.
    stations : stop id -> code of its station. trips : trip id in the feed -> indexes of its trips (copies of a
    frequency). lines : route id -> position. calls_at : the places where a trip calls.
    whole    : stop ids that stand for a whole station. stops : all stop ids of the feed, and no id.
    """

    places: Mapping[str, tuple[int, ...]]
    stations: Mapping[str, str]
    trips: Mapping[str, tuple[int, ...]]
    lines: Mapping[str, int]
    calls_at: Callable[[int], frozenset[int]]
    whole: frozenset[str]
    stops: frozenset[str]


@dataclass(slots=True)
class Transfers:
    """What transfers.txt says.

    change_s : seconds by station code. walks : (from code, to code) -> seconds. rules : for :class:`ChangeRules`.
    stays, no_stays : pairs of trip ids in the feed that one may, or may not, sit through. skipped : reasons -> lines.
    """

    change_s: dict[str, int] = field(default_factory=dict)
    walks: dict[tuple[str, str], int] = field(default_factory=dict)
    rules: dict[_Key, tuple[int, int]] = field(default_factory=dict)
    stays: list[tuple[int, str, str]] = field(default_factory=list)
    no_stays: set[tuple[str, str]] = field(default_factory=set)
    skipped: dict[str, list[int]] = field(default_factory=dict)

    def skip(self, line: int, why: str) -> None:
        """Remember a row that is left out."""
        self.skipped.setdefault(why, []).append(line)

    def arrays(self) -> ChangeRules:
        """Return the rules as arrays, in an order that does not depend on the file's."""
        table = np.array([(*key, s) for key, (_, s) in sorted(self.rules.items())], dtype=np.int32).reshape(-1, 7)
        return ChangeRules(*(np.ascontiguousarray(table[:, i]) for i in range(7)))

    def walk_array(self, index: Mapping[str, int]) -> Indexes:
        """Return the walks between stations of ``index``: (n, 3) from, to, seconds."""
        rows = sorted((index[a], index[b], s) for (a, b), s in self.walks.items() if a in index and b in index)
        return np.array(rows, dtype=np.int32).reshape(-1, 3)


_Key = tuple[int, int, int, int, int, int]


class _Row(NamedTuple):
    line: int
    kind: str
    from_stop: str
    to_stop: str
    seconds: int | None
    from_trip: str
    to_trip: str
    from_route: str
    to_route: str

    @property
    def about_trains(self) -> bool:
        return bool(self.from_trip or self.to_trip or self.from_route or self.to_route)


def read_transfers(
    files: FeedFiles, served: Served, book: Notebook, *, all_trips: pl.DataFrame, all_routes: frozenset[str]
) -> Transfers:
    """Read the rows that concern the trains that were read.

    Rows about stops, routes or trips that the feed does not have are counted; those about other modes are not.
    """
    rows = read_frame(files, _TRANSFERS, book)
    book.check()
    found = Transfers()
    known = _known_trips(rows, all_trips) | {""}
    routes = all_routes | {""}
    for row in _rows(rows, found):
        lost = _dangling(row, served, known, routes)
        if lost:
            found.skip(row.line, lost)
        elif _concerns_us(row, served):
            _take(row, served, found)
    for why, lines in sorted(found.skipped.items()):
        book.say("left out", why, file=FILE, row=min(lines), count=len(lines))
    return found


def _known_trips(rows: pl.DataFrame, all_trips: pl.DataFrame) -> frozenset[str]:
    """Return the trips named in the file that the feed has."""
    import polars as pl

    named = pl.concat([rows["from_trip_id"], rows["to_trip_id"].alias("from_trip_id")]).unique()
    frame = pl.DataFrame({"trip_id": named})
    return frozenset(frame.join(all_trips, on="trip_id", how="semi")["trip_id"].to_list())


def _rows(rows: pl.DataFrame, found: Transfers) -> list[_Row]:
    """Return the rows with a type that GTFS knows, in an order that does not depend on the file's."""
    import polars as pl

    kind = pl.col("transfer_type").replace("", RECOMMENDED)
    seconds = pl.col("min_transfer_time").cast(pl.Int64, strict=False)
    typed = rows.select(
        LINE,
        kind,
        "from_stop_id",
        "to_stop_id",
        seconds,
        "from_trip_id",
        "to_trip_id",
        "from_route_id",
        "to_route_id",
    )
    out = []
    for row in map(_Row._make, typed.sort(*typed.columns[1:], LINE).rows()):
        if row.kind not in (RECOMMENDED, HELD, TIMED, NEVER, IN_SEAT, NOT_IN_SEAT):
            found.skip(row.line, remark("rows that have a transfer_type that is not 0 to 5"))
        elif row.kind == TIMED and (row.seconds is None or not 0 <= row.seconds <= 86_400):
            found.skip(row.line, remark("rows that are of type 2 without min_transfer_time in whole seconds"))
        else:
            out.append(row)
    return out


def _dangling(row: _Row, served: Served, known_trips: frozenset[str], routes: frozenset[str]) -> str:
    if not {row.from_stop, row.to_stop} <= served.stops:
        return remark("rows that name a stop that is not in stops.txt")
    if not {row.from_trip, row.to_trip} <= known_trips:
        return remark("rows that name a trip that is not in trips.txt")
    if not {row.from_route, row.to_route} <= routes:
        return remark("rows that name a route that is not in routes.txt")
    return ""


def _concerns_us(row: _Row, served: Served) -> bool:
    """Return whether all that a row names was read: a row about a bus says nothing about trains."""
    return (
        (not row.from_stop or row.from_stop in served.places)
        and (not row.to_stop or row.to_stop in served.places)
        and (not row.from_trip or row.from_trip in served.trips)
        and (not row.to_trip or row.to_trip in served.trips)
        and (not row.from_route or row.from_route in served.lines)
        and (not row.to_route or row.to_route in served.lines)
    )


def _take(row: _Row, served: Served, found: Transfers) -> None:
    if row.kind in (IN_SEAT, NOT_IN_SEAT):
        if not (row.from_trip and row.to_trip):
            found.skip(row.line, remark("rows that are of type 4 or 5 without two trips"))
        elif row.kind == IN_SEAT:
            found.stays.append((row.line, row.from_trip, row.to_trip))
        else:
            found.no_stays.add((row.from_trip, row.to_trip))
    elif not row.from_stop and not row.to_stop and not row.about_trains:
        found.skip(row.line, remark("rows that name no stop, route or trip"))
    elif row.from_stop and row.to_stop and served.stations[row.from_stop] != served.stations[row.to_stop]:
        _take_walk(row, served, found)
    elif row.kind != RECOMMENDED or row.about_trains:
        _take_change(row, served, found)


def _take_walk(row: _Row, served: Served, found: Transfers) -> None:
    """A row between two stations: a walk that takes the whole time of the change, for all trains or for some."""
    whole = row.from_stop in served.whole and row.to_stop in served.whole
    if row.about_trains:
        _add_rules(row, _seconds(row), served, found)
    elif row.kind == TIMED and row.seconds is not None:
        pair = served.stations[row.from_stop], served.stations[row.to_stop]
        found.walks[pair] = min(row.seconds, found.walks.get(pair, row.seconds))
        if not whole:
            _add_rules(row, row.seconds, served, found)
    elif row.kind == NEVER and not whole:
        _add_rules(row, FORBIDDEN, served, found)
    elif row.kind != NEVER:
        found.skip(row.line, remark("rows that join two stations without saying how long the walk takes"))


def _seconds(row: _Row) -> int:
    """Return the seconds of a row of type 0 to 3. A train that is held waits: 0."""
    return {RECOMMENDED: USUAL, HELD: 0, NEVER: FORBIDDEN}.get(row.kind, row.seconds or 0)


def _take_change(row: _Row, served: Served, found: Transfers) -> None:
    """A row within one station: a change time of the station, or a rule."""
    seconds = _seconds(row)
    whole = row.from_stop in served.whole and row.to_stop in served.whole
    if whole and not row.about_trains and seconds != FORBIDDEN:
        code = served.stations[row.from_stop]
        found.change_s[code] = min(seconds, found.change_s.get(code, seconds))
    else:
        _add_rules(row, seconds, served, found)


def _add_rules(row: _Row, seconds: int, served: Served, found: Transfers) -> None:
    rank = (row.from_stop not in served.whole) + (row.to_stop not in served.whole)
    for key in _keys(row, served):
        old = found.rules.get(key)
        if old is None or rank > old[0] or (rank == old[0] and _shorter(seconds, old[1])):
            found.rules[key] = (rank, seconds)


def _shorter(a: int, b: int) -> bool:
    order = {FORBIDDEN: 2, USUAL: 1}
    return (order.get(a, 0), a) < (order.get(b, 0), b)


def _keys(row: _Row, served: Served) -> list[_Key]:
    """Return the combinations of place, line and trip that a row stands for."""
    lines = served.lines.get(row.from_route, ANY), served.lines.get(row.to_route, ANY)
    if row.from_trip:  # a trip says more than its route
        lines = (ANY, lines[1])
    if row.to_trip:
        lines = (lines[0], ANY)
    keys = []
    for a in served.trips.get(row.from_trip, (ANY,)):
        for b in served.trips.get(row.to_trip, (ANY,)):
            for p in _places(row.from_stop, a, served):
                for q in _places(row.to_stop, b, served):
                    keys.append((p, q, lines[0], lines[1], a, b))
    return keys


def _places(stop: str, trip: int, served: Served) -> tuple[int, ...]:
    """Return the places of a stop, only those where the trip calls when there is one."""
    if not stop:
        return (ANY,)
    if trip == ANY:
        return served.places[stop]
    return tuple(p for p in served.places[stop] if p in served.calls_at(trip))

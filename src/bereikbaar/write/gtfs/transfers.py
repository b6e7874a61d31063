"""Change times, planned connections, walks and stays -> transfers.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from bereikbaar.network.model import Network
from bereikbaar.routing.arrays import change_minutes
from bereikbaar.settings import Settings
from bereikbaar.write.gtfs.model import ANY, AS_USUAL, HEADWAY, NOT_ALLOWED, Change, Plan
from bereikbaar.write.gtfs.names import route_key
from bereikbaar.write.gtfs.seconds import whole_seconds
from bereikbaar.write.gtfs.zipped import Cell, Table

COLUMNS = (
    "from_stop_id", "to_stop_id", "from_route_id", "to_route_id", "from_trip_id", "to_trip_id", "transfer_type",
    "min_transfer_time",
)  # fmt: skip

#: transfer_type of GTFS: as usual, the train waits, a minimum time, not possible, stay on board.
_RECOMMENDED, _WAITS, _MINIMUM, _NOT, _STAY = 0, 1, 2, 3, 4


def change_seconds(net: Network, settings: Settings, method: str) -> dict[str, int]:
    """Return the seconds of a change at every station, between any two trains, as the method of the export has them.

    Headways: :func:`bereikbaar.routing.arrays.change_minutes`. Trains at fixed times:
    :func:`bereikbaar.timetable.times.change_seconds`.
    """
    if method != HEADWAY:
        from bereikbaar.timetable.times import change_seconds as by_clock

        return dict(zip(sorted(net.stations), by_clock(net, settings).tolist(), strict=True))
    return {code: whole_seconds(change_minutes(net, code, settings)) for code in net.stations}


def station_changes(seconds: Mapping[str, int], served: Iterable[str]) -> list[Change]:
    """Return the change time of every served station, from any of its places to any other."""
    return [Change(code, code, seconds=seconds[code]) for code in sorted(set(served))]


def transfers_table(
    plan: Plan, *, stops: Mapping[str, str], trips: Sequence[str], routes: Mapping[tuple[str, int, int], str]
) -> Table:
    """Return transfers.txt. stops : place -> stop id. trips : ids of the runs. routes : route_key -> id.

    Places are platforms or stations (which stand for all their platforms), and both have themselves as their id. The
    change time of a station without platforms is written for its one stop too: not every tool looks at the parent.
    A change between lines becomes one row for every pair of routes that are these lines.
    Of two rows for the same pair the shorter change holds; a change that is not allowed yields to one that is.
    """
    of_line: dict[int, list[str]] = {ANY: [""]}
    for key in sorted({route_key(run) for run in plan.runs}):
        of_line.setdefault(key[1], []).append(routes[key])
    of_line[ANY] = [""]
    cells: dict[tuple[Cell, ...], tuple[Cell, Cell]] = {}
    for change in sorted(plan.changes, key=lambda c: (c.seconds < 0, c.seconds)):
        for between in _between(change, trips, of_line):
            cells.setdefault((*between, change.stay), _type(change))
    for (place, to_place, *rest), how in list(cells.items()):
        if place == to_place and plan.places.get(str(place)) == place and not any(rest):
            cells[stops[place], stops[place], *rest] = how
    return Table(COLUMNS, [(*key[:-1], *cells[key]) for key in sorted(cells)])


def _between(change: Change, trips: Sequence[str], of_line: Mapping[int, list[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the six ids of the rows of a change; a trip needs no route beside it."""
    from_trip, to_trip = ("" if run == ANY else trips[run] for run in (change.from_run, change.to_run))
    from_routes = [""] if from_trip else of_line.get(change.from_line, [])
    to_routes = [""] if to_trip else of_line.get(change.to_line, [])
    for from_route, to_route in product(from_routes, to_routes):
        yield (change.from_place, change.to_place, from_route, to_route, from_trip, to_trip)


def _type(change: Change) -> tuple[Cell, Cell]:
    """Return transfer_type and min_transfer_time."""
    if change.stay:
        return (_STAY, "")
    if change.seconds == NOT_ALLOWED:
        return (_NOT, "")
    if change.seconds == AS_USUAL:
        return (_RECOMMENDED, "")
    if change.seconds == 0 and ANY not in (change.from_run, change.to_run):
        return (_WAITS, "")  # between two named trains this is what no time means
    return (_MINIMUM, change.seconds)

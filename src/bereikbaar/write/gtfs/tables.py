"""A plan of runs -> the tables of a feed, each in an order that only the content decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from bereikbaar.network.days import WEEK
from bereikbaar.network.model import Network
from bereikbaar.units import clock_full
from bereikbaar.write.gtfs.about import About
from bereikbaar.write.gtfs.model import Days, Plan, Run
from bereikbaar.write.gtfs.names import agency_ids, route_ids, route_key, service_ids, stop_ids, trip_ids
from bereikbaar.write.gtfs.positions import Position, positions
from bereikbaar.write.gtfs.shapes import Shapes, make_shapes
from bereikbaar.write.gtfs.transfers import transfers_table
from bereikbaar.write.gtfs.zipped import Cell, Table, one_line

Rows = list[tuple[Cell, ...]]
#: Longest route_short_name that boards and maps have room for (GTFS: "no longer than 12 characters").
_SHORT = 12
DIRECTIONS = {"outbound": 0, "return": 1}


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of an export. services : by days; trips : of each run; stops : by place; routes : by route_key.

    positions : (lat, lon) by station code.
    """

    services: dict[Days, str]
    trips: list[str]
    stops: dict[str, str]
    routes: dict[tuple[str, int, int], str]
    agencies: dict[str, str]
    shapes: Shapes
    positions: dict[str, Position]


def make_ids(net: Network, plan: Plan) -> Ids:
    """Return the ids of all that is in a plan."""
    services = service_ids(run.days for run in plan.runs)
    used = {run.service for run in plan.runs}
    return Ids(
        services=services,
        trips=trip_ids(plan.runs, services),
        stops=stop_ids(plan),
        routes=route_ids(plan.runs),
        agencies=agency_ids(_operator(net, s) for s in used),
        shapes=make_shapes(net, plan),
        positions=positions(net, plan)[0],
    )


def make_tables(net: Network, plan: Plan, ids: Ids, about: About) -> dict[str, Table]:
    """Return the tables of a feed by file name; a table without rows is left out."""
    calendar, dates = _calendars(plan, ids)
    tables = {
        "agency.txt": _agencies(ids, about),
        "stops.txt": _stops(net, plan, ids),
        "routes.txt": _routes(net, plan, ids),
        "trips.txt": _trips(net, plan, ids),
        "stop_times.txt": _stop_times(plan, ids),
        "calendar.txt": calendar,
        "calendar_dates.txt": dates,
        "frequencies.txt": _frequencies(plan, ids),
        "transfers.txt": transfers_table(plan, stops=ids.stops, trips=ids.trips, routes=ids.routes),
        "shapes.txt": Table(("shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence"), ids.shapes.rows()),
        "feed_info.txt": _feed_info(net, plan, about),
        "attributions.txt": _attributions(about),
    }
    return {name: table for name, table in tables.items() if table.rows}


def _operator(net: Network, service: str) -> str:
    return one_line(net.services[service].operator) or net.title or net.name


def _agencies(ids: Ids, about: About) -> Table:
    rows: Rows = [
        (agency_id, operator, about.agency_url(operator), about.timezone, about.lang)
        for operator, agency_id in sorted(ids.agencies.items(), key=lambda pair: pair[1])
    ]
    return Table(("agency_id", "agency_name", "agency_url", "agency_timezone", "agency_lang"), rows)


def _stops(net: Network, plan: Plan, ids: Ids) -> Table:
    """Return the stations that trains call at, each with the places where one boards."""
    columns = (
        "stop_id", "stop_code", "stop_name", "stop_lat", "stop_lon", "location_type", "parent_station",
        "platform_code", "bereikbaar_added_by",
    )  # fmt: skip
    rows: Rows = []
    for code in sorted(set(plan.places.values())):
        station = net.stations[code]
        name = one_line(station.name) or code
        at = tuple(f"{degrees:.6f}" for degrees in ids.positions[code])
        rows.append((code, code, name, *at, 1, "", "", station.added_by))
        for place in sorted(p for p, owner in plan.places.items() if owner == code):
            rows.append((ids.stops[place], "", name, *at, 0, code, "", station.added_by))
    return Table(columns, rows)


def _routes(net: Network, plan: Plan, ids: Ids) -> Table:
    columns = (
        "route_id", "agency_id", "route_short_name", "route_long_name", "route_type", "bereikbaar_product",
        "bereikbaar_added_by",
    )  # fmt: skip
    rows: Rows = []
    taken: set[tuple[Cell, ...]] = set()
    for key in sorted({route_key(run) for run in plan.runs}):
        service = net.services[key[0]]
        agency = ids.agencies[_operator(net, service.id)]
        short = next((s for s in (one_line(service.series), service.id) if 0 < len(s) <= _SHORT), "")
        ends = " - ".join(one_line(net.stations[c].name) or c for c in (service.from_code, service.to_code))
        product = one_line(service.product)
        long = f"{product} {ends}" if product and not (short and short in product) else ends
        if (agency, short, long, key[2]) in taken:
            long = f"{long} ({ids.routes[key]})"
        taken.add((agency, short, long, key[2]))
        rows.append((ids.routes[key], agency, short, long, key[2], product, service.added_by))
    return Table(columns, rows)


def _trips(net: Network, plan: Plan, ids: Ids) -> Table:
    columns = (
        "route_id", "service_id", "trip_id", "trip_headsign", "direction_id", "shape_id", "bereikbaar_basis",
    )  # fmt: skip
    rows: Rows = []
    for run, trip in zip(plan.runs, ids.trips, strict=True):
        end = plan.places[run.calls.places[-1]]
        rows.append(
            (
                ids.routes[route_key(run)],
                ids.services[run.days],
                trip,
                one_line(net.stations[end].name) or end,
                DIRECTIONS.get(run.direction, 0),
                ids.shapes.of(run),
                run.basis,
            )
        )
    return Table(columns, rows)


def _stop_times(plan: Plan, ids: Ids) -> Table:
    columns = (
        "trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence", "pickup_type", "drop_off_type",
    )  # fmt: skip
    text = _remembered(clock_full)
    return Table(columns, list(chain.from_iterable(_calls(run, trip, ids, text) for run, trip in _each(plan, ids))))


def _each(plan: Plan, ids: Ids) -> Iterator[tuple[Run, str]]:
    return zip(plan.runs, ids.trips, strict=True)


def _calls(run: Run, trip: str, ids: Ids, text: Callable[[int], str]) -> Iterator[tuple[Cell, ...]]:
    calls, n = run.calls, len(run.calls.places)
    for i, place in enumerate(calls.places):
        yield (
            trip,
            text(run.start_s + calls.arrive_s[i]),
            text(run.start_s + calls.depart_s[i]),
            ids.stops[place],
            i + 1,
            0 if calls.board[i] or i == n - 1 else 1,
            0 if calls.alight[i] or i == 0 else 1,
        )


def _remembered(function: Callable[[int], str]) -> Callable[[int], str]:
    known: dict[int, str] = {}

    def again(seconds: int) -> str:
        if seconds not in known:
            known[seconds] = function(seconds)
        return known[seconds]

    return again


def _frequencies(plan: Plan, ids: Ids) -> Table:
    rows: Rows = [
        (trip, clock_full(f.start_s), clock_full(f.end_s), f.headway_s, 0)
        for run, trip in _each(plan, ids)
        for f in run.frequencies
    ]
    return Table(("trip_id", "start_time", "end_time", "headway_secs", "exact_times"), rows)


def _calendars(plan: Plan, ids: Ids) -> tuple[Table, Table]:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    weeks: Rows = []
    dates: Rows = []
    for days, service in sorted({(run.days, ids.services[run.days]) for run in plan.runs}):
        if days.weekdays:
            flags = (int(day in days.weekdays) for day in range(len(WEEK)))
            weeks.append((service, *flags, _plain(plan.start), _plain(plan.end)))
        dates += [(service, _plain(day), 1) for day in days.dates]
    return (
        Table(("service_id", *names, "start_date", "end_date"), weeks),
        Table(("service_id", "date", "exception_type"), dates),
    )


def _plain(day: str) -> str:
    return day.replace("-", "")


def _feed_info(net: Network, plan: Plan, about: About) -> Table:
    columns = (
        "feed_publisher_name", "feed_publisher_url", "feed_lang", "feed_start_date", "feed_end_date", "feed_version",
        "feed_contact_url", "bereikbaar_network", "bereikbaar_scenario", "bereikbaar_method", "bereikbaar_source",
        "bereikbaar_licence",
    )  # fmt: skip
    row = (
        one_line(about.publisher), about.publisher_url, about.lang, _plain(plan.start), _plain(plan.end),
        one_line(about.version), about.publisher_url, net.name, "+".join(net.scenario), plan.method,
        one_line(about.source), one_line(about.licence),
    )  # fmt: skip
    return Table(columns, [row])


def _attributions(about: About) -> Table:
    columns = (
        "attribution_id", "organization_name", "is_producer", "is_operator", "is_authority", "attribution_url",
        "bereikbaar_role",
    )  # fmt: skip
    rows: Sequence[tuple[Cell, ...]] = [
        (f"{n}", one_line(credit.name), 1, 0, 0, credit.url, credit.role)
        for n, credit in enumerate(about.credits, 1)
        if one_line(credit.name)
    ]
    return Table(columns, rows)

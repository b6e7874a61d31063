"""agency.txt, feed_info.txt, routes.txt and trips.txt -> who runs what, and which trips are wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bereikbaar.errors import Problem
from bereikbaar.gtfs.calendar import known_timezone
from bereikbaar.gtfs.files import FeedFiles
from bereikbaar.gtfs.model import FeedLine
from bereikbaar.gtfs.modes import ALL_TYPES, type_name
from bereikbaar.gtfs.notes import Notebook
from bereikbaar.gtfs.parsing import LINE, first_line
from bereikbaar.gtfs.tables import TableSpec, read_frame, unique_rows
from bereikbaar.lang import remark

if TYPE_CHECKING:
    import polars as pl

_AGENCY = TableSpec("agency.txt", (), ("agency_id", "agency_name", "agency_timezone"))
_INFO = TableSpec(
    "feed_info.txt",
    (),
    ("feed_publisher_name", "feed_publisher_url", "feed_version", "feed_license", "feed_start_date", "feed_end_date"),
)
_ROUTES = TableSpec("routes.txt", ("route_id", "route_type"), ("agency_id", "route_short_name", "route_long_name"))
_TRIPS = TableSpec(
    "trips.txt",
    ("route_id", "service_id", "trip_id"),
    ("trip_short_name", "trip_headsign", "direction_id", "block_id", "shape_id"),
)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who made the feed. agencies : name by id. timezones : of the agencies, by id."""

    title: str
    version: str
    source: str
    licence: str
    agencies: Mapping[str, str]
    timezones: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WantedTrips:
    """The trips of the modes that were asked, sorted by id.

    rows      : trip_id, route_id, service_id, names, direction_id, block_id, shape_id, ``route`` (position in lines).
    all_ids   : column trip_id: every trip of the feed. n_other : trips of other types, by type (-1 = none given).
    all_routes: ids of all routes of the feed.
    """

    lines: tuple[FeedLine, ...]
    rows: pl.DataFrame
    all_ids: pl.DataFrame
    all_routes: frozenset[str]
    n_other: Mapping[int, int]


def read_publisher(files: FeedFiles, book: Notebook) -> Publisher:
    """Return who made the feed and in which timezone its agencies live."""
    agencies = read_frame(files, _AGENCY, book)
    info = read_frame(files, _INFO, book).head(1)
    told = info.to_dicts()[0] if info.height else {}
    names = dict(zip(agencies["agency_id"], agencies["agency_name"], strict=True))
    publisher = told.get("feed_publisher_name") or " / ".join(sorted({n for n in names.values() if n})[:3])
    if not agencies.height:
        book.say(
            "chosen",
            remark("there is no agency, so no timezone: nights in which the clock changes count as ordinary nights"),
            file=_AGENCY.name,
        )
    return Publisher(
        title=str(publisher or ""),
        version=str(told.get("feed_version") or ""),
        source=str(told.get("feed_publisher_url") or ""),
        licence=str(told.get("feed_license") or ""),
        agencies=names,
        timezones=dict(zip(agencies["agency_id"], agencies["agency_timezone"], strict=True)),
    )


def timezone(publisher: Publisher, book: Notebook) -> str:
    """Return the timezone of the feed: the one that most agencies have, the first in the alphabet of equals."""
    known = [z for z in publisher.timezones.values() if z]
    for name in sorted(set(known)):
        if not known_timezone(name):
            book.say(
                "chosen",
                remark(
                    "timezone {name!r} is not known here: nights in which the clock changes count as ordinary nights",
                    name=name,
                ),
                file=_AGENCY.name,
            )
    usable = [z for z in known if known_timezone(z)]
    if not usable:
        return ""
    best = min(set(usable), key=lambda z: (-usable.count(z), z))
    if len(set(usable)) > 1:
        book.say(
            "chosen",
            remark("the agencies have several timezones; all times are taken to be those of {best}", best=best),
            file=_AGENCY.name,
            count=len(set(usable)),
            examples=sorted(set(usable)),
        )
    return best


def read_trips(files: FeedFiles, modes: frozenset[int], publisher: Publisher, book: Notebook) -> WantedTrips:
    """Read routes and trips and pick those of some route types.

    A trip of a route that is not there, or without one, is counted and left out. Raises InputError when no trip of
    the types asked is there; the message has the types that are.
    """
    import polars as pl

    routes = read_frame(files, _ROUTES, book)
    trips = read_frame(files, _TRIPS, book)
    book.check()
    routes = routes.with_columns(
        pl.when(pl.col("route_type").str.contains(r"^[0-9]{1,4}$"))
        .then(pl.col("route_type"))
        .otherwise(pl.lit("-1"))
        .cast(pl.Int32)
        .alias("type")
    )
    routes = unique_rows(routes, ["route_id"], _ROUTES.name, book, used=lambda double: _ours(double, modes))
    _say_strange_types(routes, book)
    typed = trips.join(routes.select("route_id", "type"), on="route_id", how="left")
    lost = typed.filter(pl.col("type").is_null())
    _say_lost(lost, book)
    counted = typed.filter(pl.col("type").is_not_null()).group_by("type").len().sort("type")
    counts = {int(t): int(n) for t, n in counted.rows()}
    wanted = typed.filter(pl.col("type").is_in(sorted(modes)) & (pl.col("trip_id") != "")).drop("type")
    wanted = unique_rows(wanted, ["trip_id"], _TRIPS.name, book).sort("trip_id")
    if not wanted.height and not book.problems:
        book.problems.append(_no_trips(modes, counts, trips.height, book))
    book.check()
    chosen = routes.join(wanted.select("route_id").unique(), on="route_id", how="semi").sort("route_id")
    lines = tuple(
        FeedLine(i, short, long, publisher.agencies.get(agency, "") or agency, kind)
        for i, short, long, agency, kind in chosen.select(
            "route_id", "route_short_name", "route_long_name", "agency_id", "type"
        ).rows()
    )
    _say_agencies(chosen, publisher, book)
    position = pl.DataFrame({"route_id": chosen["route_id"]}).with_row_index("route")
    rows = wanted.join(position, on="route_id", how="left").sort("trip_id")
    other = {t: n for t, n in counts.items() if t not in modes}
    _say_others(other, book)
    return WantedTrips(lines, rows, trips.select("trip_id"), frozenset(routes["route_id"].to_list()), other)


def _ours(routes: pl.DataFrame, modes: frozenset[int]) -> pl.DataFrame:
    """Return the rows of routes of which any row has a type that was asked for."""
    import polars as pl

    return routes.join(routes.filter(pl.col("type").is_in(sorted(modes))), on="route_id", how="semi")


def _say_strange_types(routes: pl.DataFrame, book: Notebook) -> None:
    import polars as pl

    strange = routes.filter(~pl.col("type").is_in(sorted(ALL_TYPES))).sort(LINE)
    found = strange.select("route_id", "route_type").sort("route_id").rows()
    book.say(
        "left out",
        remark("routes without a route type that GTFS knows"),
        file=_ROUTES.name,
        row=strange[LINE][0] if strange.height else None,
        count=strange.height,
        examples=[f"{i} ({t or 'empty'})" for i, t in found],
    )


def _say_agencies(routes: pl.DataFrame, publisher: Publisher, book: Notebook) -> None:
    import polars as pl

    named = routes.filter(pl.col("agency_id") != "")
    lost = named.filter(~pl.col("agency_id").is_in(sorted(publisher.agencies))).sort("route_id")
    if publisher.agencies:
        book.say(
            "chosen",
            remark("some routes have an agency_id that is not in agency.txt; it counts as the name of the operator"),
            file=_ROUTES.name,
            row=first_line(lost),
            count=lost.height,
            examples=lost["route_id"].to_list(),
        )


def _say_lost(lost: pl.DataFrame, book: Notebook) -> None:
    book.say(
        "left out",
        remark("trips of a route that is not in routes.txt"),
        file=_TRIPS.name,
        row=first_line(lost),
        count=lost.height,
        examples=lost["trip_id"].sort().head(8).to_list(),
    )


def _say_others(other: Mapping[int, int], book: Notebook) -> None:
    n_trips = sum(other.values())
    book.say(
        "left out",
        remark("trips of other route types ({types})", types="; ".join(_counted(other))),
        file=_ROUTES.name,
        count=n_trips,
    )


def _counted(counts: Mapping[int, int]) -> list[str]:
    """Return the types with names and counts, the most frequent first.

    >>> _counted({3: 5, 714: 9})
    ['714 rail replacement bus: 9 trips', '3 bus: 5 trips']
    """
    common = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))
    return [f"{t if t >= 0 else 'empty'} {type_name(t)}: {n} trip{'s' * (n != 1)}" for t, n in common]


def _no_trips(modes: frozenset[int], counts: Mapping[int, int], n_rows: int, book: Notebook) -> Problem:
    asked = ", ".join(sorted({type_name(m) for m in modes}))
    if not n_rows:
        return Problem("has a header but no rows", file=book.place(_TRIPS.name))
    if not counts:
        return Problem("has no trips of a route in routes.txt", file=book.place(_TRIPS.name))
    there = "; ".join(_counted(counts))
    message = f"has no trips of the modes asked ({asked}); it has {there}; choose others with --modes"
    return Problem(message, file=book.place(_TRIPS.name))

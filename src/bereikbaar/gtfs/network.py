"""A timetable feed -> a network: series, windows, trains per hour, lines on the map, and the trips themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from bereikbaar.errors import InputError
from bereikbaar.gtfs.countries import UNKNOWN, home_country
from bereikbaar.gtfs.feed import read_feed
from bereikbaar.gtfs.kept import Kept, renumbered, trips_of_days
from bereikbaar.gtfs.model import Feed
from bereikbaar.gtfs.modes import DEFAULT_RAIL, parse_modes
from bereikbaar.gtfs.notes import NAMED, Note
from bereikbaar.gtfs.series import Found, StopList, find_services
from bereikbaar.gtfs.shapes import read_shapes
from bereikbaar.gtfs.stations import feed_stations, intercity_stations, station_codes
from bereikbaar.gtfs.track import Pair, Shape, sections
from bereikbaar.gtfs.windows import Days, choose_days, windows_of
from bereikbaar.lang import remark
from bereikbaar.network.counting import trains_per_hour
from bereikbaar.network.model import Network, Pattern, Service, Window
from bereikbaar.network.trips import Trips
from bereikbaar.read.identity import network_hash

#: Where the minutes of a leg come from.
FROM_TRIPS, ESTIMATED = "timetable", "estimated"
#: A leg of 0 minutes in a timetable of whole minutes takes this long, s: below half a minute it was rounded to 0.
SHORTEST_RUN_S = 30.0


@dataclass(frozen=True, slots=True)
class FeedNetwork:
    """A network made from a feed. days : that stand for its windows. notes : what was repaired, left out, chosen."""

    network: Network
    feed: Feed
    days: Days
    notes: tuple[Note, ...]


def network_from_feed(
    path: Path | str,
    *,
    date: str | None = None,
    week_of: str | None = None,
    modes: Iterable[str] | frozenset[int] | None = None,
    country: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> Network:
    """Return the network of a GTFS feed (a folder or a zip), with its trips.

    date, week_of : the day, or a day in the week, that stands for the windows; without them see
                    :func:`bereikbaar.gtfs.windows.choose_days`. modes : words or numbers as on the command line, or
                    GTFS route types. country : of the stations, ISO 3166; else by the timezone of the feed.
    Raises InputError with all that cannot be trusted, and for a day without trains with the days that have them.
    """
    return import_feed(path, date=date, week_of=week_of, modes=modes, country=country, progress=progress).network


def import_feed(
    path: Path | str,
    *,
    date: str | None = None,
    week_of: str | None = None,
    modes: Iterable[str] | frozenset[int] | None = None,
    country: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> FeedNetwork:
    """Return the network of a feed with all there is to say about it; see :func:`network_from_feed`."""
    say = progress or (lambda _text: None)
    feed = read_feed(
        Path(path).expanduser(),
        modes=route_types(modes),
        country=country,
        progress=lambda text, share: say(f"{text}, {100 * share:.0f} %"),
    )
    say("series, windows and lines")
    return made_from(feed, date=date, week_of=week_of, country=country)


def route_types(modes: Iterable[str] | frozenset[int] | None) -> frozenset[int]:
    """Return the GTFS route types of modes as people give them; trains when they give none."""
    if modes is None:
        return DEFAULT_RAIL
    given = [modes] if isinstance(modes, str) else list(modes)
    numbers = frozenset(m for m in given if isinstance(m, int))
    words = [m for m in given if isinstance(m, str)]
    return numbers | (parse_modes(",".join(words)) if words or not numbers else frozenset())


def feed_network(
    feed: Feed, *, date: str | None = None, week_of: str | None = None, country: str | None = None
) -> Network:
    """Return the network of a feed that was read; see :func:`network_from_feed`."""
    return made_from(feed, date=date, week_of=week_of, country=country).network


def made_from(
    feed: Feed, *, date: str | None = None, week_of: str | None = None, country: str | None = None
) -> FeedNetwork:
    """Return the network of a feed that was read, with all there is to say about it."""
    days = choose_days(feed, day=date, week_of=week_of)
    kept = trips_of_days(feed, days.dates)
    if not kept.trips.n_trips:
        raise InputError(
            f"{feed.path}: no train with two stops where one can get in or out runs on {', '.join(days.dates)}"
        )
    codes = station_codes(feed)
    trips = renumbered(kept.trips, {code: i for i, code in enumerate(codes)})
    lines = [feed.lines[feed.trips.line[t]] for t in kept.rows]
    found = find_services(
        trips, lines, [feed.names[t] for t in kept.rows], [feed.direction_ids[t] for t in kept.rows]
    )
    trips = _of_patterns(trips, found)
    windows = windows_of(days.dates)
    services, n_short = _services(found, trips, windows, days, kept)
    trips = replace(trips, origins=tuple(p for s in services.values() for p in s.patterns))
    home = home_country(feed.timezone, country)
    stations = feed_stations(feed, codes, home)
    far = sorted(s.name for s in stations.values() if s.country == UNKNOWN != home)
    grand = intercity_stations(services.values(), stations)
    stations = {code: replace(s, intercity=code in grand) for code, s in stations.items()}
    shape_of, notes = _shapes(feed, kept, trips)
    net = Network(
        name=network_name(feed.path),
        title=f"{feed.title or network_name(feed.path)}: {days.dates[0]}" + " and its week" * (len(days.dates) > 1),
        version=feed.version or days.dates[0],
        windows=windows,
        stations=MappingProxyType(stations),
        services=MappingProxyType(services),
        sections=MappingProxyType(sections(services.values(), stations, shape_of)),
        change_min=MappingProxyType({c: m for c, m in sorted(feed.change_min().items()) if c in stations}),
        trips=trips,
        folder=str(feed.path),
    )
    told = (*feed.notes, Note("chosen", remark("days: {why}", why=days.why)), *_own_notes(kept, n_short, far), *notes)
    return FeedNetwork(replace(net, hash=network_hash(net)), feed, days, told)


def network_name(path: str) -> str:
    """Return a name for the network of a feed: that of its file or folder in small letters.

    >>> network_name("feeds/NL 1990.zip")
    'nl-1990'
    """
    name = Path(path).resolve().name
    stem = name[: -len(".zip")] if name.lower().endswith(".zip") else name
    return re.sub(r"[^a-z0-9._]+", "-", stem.lower()).strip("-.") or "feed"


def _of_patterns(trips: Trips, found: Sequence[Found]) -> Trips:
    """Return the trips with the pattern of the services they belong to."""
    keys: list[tuple[str, str]] = []
    pattern = np.full(trips.n_trips, -1, dtype=np.int32)
    for service in found:
        for direction, stops in service.directions:
            pattern[list(stops.trips)] = len(keys)
            keys.append((service.id, direction))
    return replace(trips, patterns=tuple(keys), pattern=pattern)


def _services(
    found: Sequence[Found], trips: Trips, windows: Sequence[Window], days: Days, kept: Kept
) -> tuple[dict[str, Service], int]:
    """Return the services by id, and how many legs of 0 minutes were given half a minute."""
    tph = np.column_stack([trains_per_hour(trips, w.date, w.from_s, w.to_s) for w in windows])
    on_days = trips.runs[:, [trips.dates.index(d) for d in days.dates]]
    row = {key: n for n, key in enumerate(trips.patterns)}
    out: dict[str, Service] = {}
    n_short = 0
    for one in found:
        patterns = []
        for direction, stops in one.directions:
            pattern, short = _pattern(direction, stops, trips, on_days, kept.estimated)
            n_short += short
            patterns.append(replace(pattern, tph=_rounded(tph[row[one.id, direction]])))
        counts = on_days[[t for _, s in one.directions for t in s.trips]].sum(axis=0)
        note = ", ".join(f"{n} on {day}" for n, day in zip(counts.tolist(), days.dates, strict=True))
        out[one.id] = Service(
            id=one.id,
            series=one.series,
            product=one.product,
            operator=one.operator,
            patterns=tuple(patterns),
            mode=one.mode,
            status="regular" if counts.any() else "rare",
            operator_basis="agency of the feed" if one.operator else "",
            info=MappingProxyType({"note": f"trains: {note}"}),
        )
    return out, n_short


def _rounded(tph: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(round(float(t), 4) for t in tph)


def _pattern(
    direction: str, stops: StopList, trips: Trips, on_days: NDArray[np.bool_], estimated: NDArray[np.bool_]
) -> tuple[Pattern, int]:
    """Return a stop list with the median minutes of its trips, and how many of its legs took 0 minutes.

    The trips of the days of the windows count; those of the days around them where there are no others.
    """
    members = np.array(stops.trips)
    run_there = members[on_days[members].any(axis=1)]
    used = run_there if len(run_there) else members
    call = trips.first[used][:, None] + np.arange(len(stops.stations))
    arrive, depart = trips.arrive_s[call], trips.depart_s[call]
    run = _median(arrive[:, 1:] - depart[:, :-1])
    dwell = _median(depart - arrive)
    short = run < SHORTEST_RUN_S
    run = np.maximum(run, SHORTEST_RUN_S)
    dwell[[0, -1]] = 0.0
    left = np.concatenate([[0.0], np.cumsum(run + dwell[1:])])
    there = left - dwell
    guessed = estimated[call].any(axis=0)
    return (
        Pattern(
            direction=direction,
            stations=stops.stations,
            arrive_min=tuple(round(float(s) / 60, 4) for s in there),
            depart_min=tuple(round(float(s) / 60, 4) for s in left),
            tph=(),
            leg_source=("", *(ESTIMATED if g else FROM_TRIPS for g in guessed[1:].tolist())),
            board=stops.board,
            alight=stops.alight,
        ),
        int(short.sum()),
    )


def _median(seconds: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return the median of every column; many times faster than the library's for a few rows."""
    ordered = np.sort(seconds, axis=0)
    n = len(ordered)
    return np.asarray((ordered[(n - 1) // 2] + ordered[n // 2]) / 2, dtype=np.float64)


def _shapes(feed: Feed, kept: Kept, trips: Trips) -> tuple[Callable[[Pair], Shape | None], tuple[Note, ...]]:
    """Return the function that gives the shape of a leg: that of the train with the fewest stops between, by name."""
    shape_ids = [feed.shape_ids[t] for t in kept.rows]
    if not any(shape_ids):
        return lambda _pair: None, ()
    station = trips.place_station[trips.place].tolist()
    first = trips.first.tolist()
    by_leg: dict[Pair, str] = {}
    for t, shape in enumerate(shape_ids):
        codes = [trips.stations[s] for s in station[first[t] : first[t + 1]]] if shape else []
        for a, b in pairwise(codes):
            pair = (min(a, b), max(a, b))
            by_leg[pair] = min(by_leg.get(pair, shape), shape)
    shapes, notes = read_shapes(Path(feed.path), set(by_leg.values()))
    return lambda pair: shapes.get(by_leg.get(pair, "")), notes


def _own_notes(kept: Kept, n_short: int, far: Sequence[str]) -> list[Note]:
    """Return what was done beside reading. far : names of the stations that cannot be in the country of the feed."""
    notes = []
    if far:
        text = remark("stations outside the country of the feed, of no known country: {n}", n=len(far))
        notes.append(Note("chosen", text, "stops.txt", count=len(far), examples=tuple(far[:NAMED])))
    if kept.dropped_calls:
        text = remark(
            "{n} calls where one may neither get in nor out are no stops of the network", n=kept.dropped_calls
        )
        notes.append(Note("left out", text, "stop_times.txt", count=kept.dropped_calls))
    if kept.dropped:
        text = remark("trips that one cannot get into at one stop and out of at another")
        notes.append(Note("left out", text, "stop_times.txt", count=len(kept.dropped), examples=kept.dropped[:NAMED]))
    if n_short:
        text = remark(
            "{n} legs of stop lists take less than half a minute and count as half a minute by headways", n=n_short
        )
        notes.append(Note("repaired", text, "stop_times.txt", count=n_short))
    return notes

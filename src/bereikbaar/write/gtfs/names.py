"""Ids of an export: readable, unique, and the same whenever the content is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from bereikbaar.network.days import WEEK
from bereikbaar.network.names import plain
from bereikbaar.write.gtfs.model import Days, Plan, Run


def service_ids(days: Iterable[Days]) -> dict[Days, str]:
    """Return an id for every set of days: ``mon-thu``, ``sat``, a date, or ``dates-1``, ``dates-2``, ..."""
    out: dict[Days, str] = {}
    n = 0
    for each in sorted(set(days)):
        if each.weekdays:
            out[each] = weekdays_text(each.weekdays)
        elif len(each.dates) == 1:
            out[each] = each.dates[0]
        else:
            n += 1
            out[each] = f"dates-{n}"
    return out


def weekdays_text(weekdays: Sequence[int]) -> str:
    """Return days of the week in a word.

    >>> weekdays_text((0, 1, 2, 3)), weekdays_text(range(7)), weekdays_text((0, 4, 5))
    ('mon-thu', 'daily', 'mon_fri-sat')
    """
    if len(weekdays) == len(WEEK):
        return "daily"
    spans = []
    for _, group in groupby(enumerate(weekdays), key=lambda pair: pair[1] - pair[0]):
        days = [WEEK[day] for _, day in group]
        spans.append(days[0] if len(days) == 1 else f"{days[0]}-{days[-1]}")
    return "_".join(spans)


def trip_ids(runs: Iterable[Run], services: dict[Days, str]) -> list[str]:
    """Return an id for every run: its own, or pattern, first departure and days; with a number where it is taken."""
    out: list[str] = []
    taken: set[str] = set()
    for run in runs:
        wanted = run.name or _trip_id(run, services[run.days])
        name, n = wanted, 2
        while name in taken:
            name, n = f"{wanted}.{n}", n + 1
        taken.add(name)
        out.append(name)
    return out


def _trip_id(run: Run, service_id: str) -> str:
    minutes, seconds = divmod(run.start_s, 60)
    leaves = f"{minutes // 60:02d}{minutes % 60:02d}" + (f"{seconds:02d}" if seconds else "")
    return "-".join((run.service, run.direction, "frequent" if run.frequencies else leaves, service_id))


def stop_ids(plan: Plan) -> dict[str, str]:
    """Return the stop id of every place: its own, or ``<code>:stop`` for one that is the whole of its station.

    The station itself keeps its code as its id. transfers.txt counts on both.
    """
    codes = set(plan.places.values())
    out: dict[str, str] = {}
    taken = codes | set(plan.places)
    for place in sorted(plan.places):
        name = place
        if place in codes:
            name = f"{place}:stop"
            while name in taken:
                name += "_"
        taken.add(name)
        out[place] = name
    return out


def route_ids(runs: Iterable[Run]) -> dict[tuple[str, int, int], str]:
    """Return the route id of every (service, line, route type): the service, with a number where it has more.

    A service of a feed can hold several of the feed's routes, and change rules that name a route must keep their
    meaning.
    """
    out: dict[tuple[str, int, int], str] = {}
    taken: set[str] = set()
    for key in sorted({route_key(run) for run in runs}):
        name, n = key[0], 2
        while name in taken:
            name, n = f"{key[0]}.{n}", n + 1
        taken.add(name)
        out[key] = name
    return out


def route_key(run: Run) -> tuple[str, int, int]:
    """Return what makes two runs one route."""
    return (run.service, run.line, run.route_type)


def agency_ids(operators: Iterable[str]) -> dict[str, str]:
    """Return an id for every operator: its name in plain letters.

    >>> agency_ids(["NS", "Keolis (Blauwnet)"])
    {'Keolis (Blauwnet)': 'keolis-blauwnet', 'NS': 'ns'}
    """
    out: dict[str, str] = {}
    for operator in sorted(set(operators)):
        wanted = "-".join(plain(operator).split()) or "operator"
        name, n = wanted, 2
        while name in out.values():
            name, n = f"{wanted}-{n}", n + 1
        out[operator] = name
    return out

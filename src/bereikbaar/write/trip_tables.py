"""The trips of a timetable as tables of a network folder; :mod:`bereikbaar.read.trips` reads them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bereikbaar.network.trips import ANY, BASES, ChangeRules, Trips

Table = tuple[Sequence[str], Sequence[Sequence[str | int | bool | None]]]


def trip_tables(trips: Trips) -> Mapping[str, Table]:
    """Return file -> (columns, rows); stays, rules and walks only when there are any."""
    sets, days_of = _day_sets(trips)
    tables: dict[str, Table] = {
        "trips.csv": _trips(trips, days_of),
        "trip_calls.csv": _calls(trips),
        "trip_dates.csv": (("date", "start_s"), list(zip(trips.dates, trips.day_start_s.tolist(), strict=True))),
        "trip_days.csv": (("days", "date"), [(name, date) for name, dates in sets for date in dates]),
        "platforms.csv": (
            ("place", "station"),
            [(p, trips.stations[s]) for p, s in zip(trips.places, trips.place_station.tolist(), strict=True)],
        ),
    }
    ids = trips.ids
    if len(trips.stays):
        tables["trip_stays.csv"] = (("from_trip", "to_trip"), [(ids[a], ids[b]) for a, b in trips.stays.tolist()])
    if len(trips.rules.seconds):
        tables["change_rules.csv"] = (ChangeRules._fields, _rules(trips))
    if len(trips.walks):
        rows = [(trips.stations[a], trips.stations[b], s) for a, b, s in trips.walks.tolist()]
        tables["walks.csv"] = (("from_station", "to_station", "seconds"), rows)
    return tables


def _day_sets(trips: Trips) -> tuple[list[tuple[str, tuple[str, ...]]], list[str]]:
    """Return the sets of days on which trips run, each with a name, and the name of the set of every trip."""
    found = [tuple(d for d, runs in zip(trips.dates, row, strict=True) if runs) for row in trips.runs.tolist()]
    names = {dates: f"d{n}" for n, dates in enumerate(sorted(set(found)), 1)}
    return [(name, dates) for dates, name in names.items()], [names[dates] for dates in found]


def _trips(trips: Trips, days_of: Sequence[str]) -> Table:
    columns = ("trip", "service", "direction", "days", "line", "route_type", "basis", "headway_s")
    values = zip(
        trips.ids, trips.pattern.tolist(), days_of, trips.line.tolist(), trips.route_type.tolist(),
        trips.basis.tolist(), trips.headway_s.tolist() or [0] * trips.n_trips, strict=True,
    )  # fmt: skip
    return columns, [
        (id_, *trips.patterns[p], days, line, kind, BASES[b], every or None)
        for id_, p, days, line, kind, b, every in values
    ]


def _calls(trips: Trips) -> Table:
    columns = ("trip", "seq", "place", "arrive_s", "depart_s", "board", "alight")
    first = trips.first.tolist()
    calls = list(
        zip(
            [trips.places[p] for p in trips.place.tolist()], trips.arrive_s.tolist(), trips.depart_s.tolist(),
            trips.board.tolist(), trips.alight.tolist(), strict=True,
        )
    )  # fmt: skip
    return columns, [
        (id_, k - first[t], *calls[k]) for t, id_ in enumerate(trips.ids) for k in range(first[t], first[t + 1])
    ]


def _rules(trips: Trips) -> list[tuple[str | int | None, ...]]:
    def name(names: Sequence[str], n: int) -> str:
        return "" if n == ANY else names[n]

    def line(n: int) -> int | None:
        return None if n == ANY else n

    return [
        (
            name(trips.places, a), name(trips.places, b), line(c), line(d), name(trips.ids, e), name(trips.ids, f), s,
        )
        for a, b, c, d, e, f, s in zip(*(column.tolist() for column in trips.rules), strict=True)
    ]  # fmt: skip

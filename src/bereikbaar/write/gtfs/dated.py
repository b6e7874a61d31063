"""The trips of a timetable -> trains on their dates, with their change rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bereikbaar.network.model import Network, Pattern
from bereikbaar.network.trips import BASES, ChangeRules, Trips
from bereikbaar.write.gtfs.clock import trip_calls
from bereikbaar.write.gtfs.model import ANY, HEADWAY, Calls, Change, Days, Frequency, Run

Key = tuple[str, str]


def dated_runs(net: Network, trips: Trips) -> tuple[list[Run], dict[int, int]]:
    """Return the trips of a timetable on their dates, and trip -> position of its run.

    The trips of a pattern that a scenario has changed or removed are left out (see ``Trips.origins``). Trips that the
    reader made of a frequency become a frequency again.
    """
    now = _patterns(net)
    kept = [now.get(key) == origin for key, origin in zip(trips.patterns, trips.origins, strict=True)]
    on = _days(trips)
    made: dict[Calls, Calls] = {}
    runs: list[tuple[Run, list[int]]] = []
    for t in range(trips.n_trips):
        key = trips.patterns[trips.pattern[t]]
        if kept[trips.pattern[t]] and on[t].dates:
            calls, start = trip_calls(trips, t)
            basis, line, route_type = BASES[trips.basis[t]], int(trips.line[t]), int(trips.route_type[t])
            calls = made.setdefault(calls, calls)
            run = Run(key[0], key[1], start, on[t], calls, basis, (), trips.ids[t], line, route_type)
            runs.append((run, [t]))
    runs.sort(key=lambda pair: (pair[0].service, pair[0].direction, pair[0].start_s, pair[0].name))
    runs = list(_frequent(runs))
    return [run for run, _ in runs], {t: position for position, (_, some) in enumerate(runs) for t in some}


def _frequent(runs: Sequence[tuple[Run, list[int]]]) -> Iterator[tuple[Run, list[int]]]:
    """Yield the runs, those of one frequency (``<trip id>@HH:MM:SS``, without a minute of their own) as one."""
    groups: dict[tuple[object, ...], list[tuple[Run, list[int]]]] = defaultdict(list)
    for run, some in runs:
        template, at, _ = run.name.rpartition("@")
        loose = run.basis == HEADWAY and at
        groups[(template, run.days, run.calls, run.line) if loose else (run.name,)].append((run, some))
    for group in groups.values():
        first = group[0][0]
        if len(group) == 1:
            yield group[0]
            continue
        rows = tuple(_rows([run.start_s for run, _ in group]))
        name = first.name.rpartition("@")[0]
        yield replace(first, name=name, frequencies=rows), [t for _, some in group for t in some]


def _rows(starts: Sequence[int]) -> Iterator[Frequency]:
    """Yield the frequencies that give some departures, two or more and ascending, and no others.

    A departure that stands alone takes the headway before it.
    """
    i = 0
    headway = starts[1] - starts[0]
    while i < len(starts):
        j = i
        if i + 1 < len(starts):
            headway = starts[i + 1] - starts[i]
        while j + 1 < len(starts) and starts[j + 1] - starts[j] == headway:
            j += 1
        end = starts[j] + headway
        yield Frequency(starts[i], min(end, starts[j + 1]) if j + 1 < len(starts) else end, headway)
        i = j + 1


def _patterns(net: Network) -> dict[Key, Pattern]:
    return {(s.id, p.direction): p for s in net.services.values() for p in s.patterns}


def _days(trips: Trips) -> list[Days]:
    """Return the dates of every trip; trips that run on the same dates share them."""
    made: dict[bytes, Days] = {}
    out = []
    for row in trips.runs:
        key = row.tobytes()
        if key not in made:
            made[key] = Days(dates=tuple(d for d, runs in zip(trips.dates, row, strict=True) if runs))
        out.append(made[key])
    return out


def dated_changes(trips: Trips, position: Mapping[int, int]) -> list[Change]:
    """Return the change rules, walks and stays of a timetable. position : trip -> its run; others are left out."""
    out = [*_rules(trips, position)]
    for a, b, seconds in trips.walks.tolist():
        out.append(Change(trips.stations[a], trips.stations[b], seconds=seconds))
    for a, b in trips.stays.tolist():
        if a in position and b in position:
            out.append(Change(from_run=position[a], to_run=position[b], stay=True))
    return out


def _rules(trips: Trips, position: Mapping[int, int]) -> Iterator[Change]:
    r: ChangeRules = trips.rules
    columns = (r.from_place, r.to_place, r.from_line, r.to_line, r.from_trip, r.to_trip, r.seconds)
    for from_place, to_place, from_line, to_line, a, b, seconds in zip(*(c.tolist() for c in columns), strict=True):
        if (a != ANY and a not in position) or (b != ANY and b not in position):
            continue
        yield Change(
            trips.places[from_place] if from_place != ANY else "",
            trips.places[to_place] if to_place != ANY else "",
            from_line,
            to_line,
            position.get(a, ANY),
            position.get(b, ANY),
            seconds,
        )


def dated_places(trips: Trips, runs: Sequence[Run], changes: Sequence[Change]) -> dict[str, str]:
    """Return the places that are used -> station code; a station that one only walks to is a place of its own."""
    station = {p: trips.stations[s] for p, s in zip(trips.places, trips.place_station.tolist(), strict=True)}
    used = {place for run in runs for place in run.calls.places}
    named = {place for c in changes for place in (c.from_place, c.to_place) if place}
    out = {place: station[place] for place in used}
    reached = set(out.values())
    for place in sorted(named - used):
        code = station.get(place, place)
        if place in station and code in reached:
            out[place] = code
        elif code not in reached:
            out[code] = code
    return dict(sorted(out.items()))

"""What a scenario changed in a timetable, at the times that the clock method gives it on the days of the windows."""

from __future__ import annotations

from collections.abc import Sequence

from bereikbaar.network.model import Network, Window
from bereikbaar.network.trips import BASES, Trips
from bereikbaar.settings import Settings
from bereikbaar.write.gtfs.clock import trip_calls
from bereikbaar.write.gtfs.model import Days, Run

Key = tuple[str, str]


def changed_patterns(net: Network, trips: Trips) -> set[Key]:
    """Return the patterns of a network that are new, or not what its trips were made with."""
    origins = dict(zip(trips.patterns, trips.origins, strict=True))
    return {
        (s.id, p.direction)
        for s in net.services.values()
        for p in s.patterns
        if p != origins.get((s.id, p.direction))
    }


def changed_runs(net: Network, trips: Trips, settings: Settings) -> tuple[list[Run], dict[str, str]]:
    """Return the trains of the changed patterns, sorted, and their places -> station code.

    Each window of a timetable stands for its day; a train belongs to the window in which it leaves its first stop, or
    to the nearest one of that day. On other days the changed patterns do not run. Raises as
    :func:`bereikbaar.timetable.window.window_trips`.
    """
    from bereikbaar.timetable.window import window_trips

    changed = changed_patterns(net, trips)
    runs: list[Run] = []
    places: dict[str, str] = {}
    for window in net.windows if changed else ():
        if not window.date:
            continue
        same_day = [w for w in net.windows if w.date == window.date]
        after = window_trips(net, window.name, settings)[0]
        for run in _runs(after, changed, window.date):
            if _window_of(run.start_s, same_day) == window.name:
                runs.append(run)
        station = {p: after.stations[s] for p, s in zip(after.places, after.place_station.tolist(), strict=True)}
        places |= {place: station[place] for run in runs for place in run.calls.places if place in station}
    return sorted(runs), places


def _runs(trips: Trips, changed: set[Key], date: str) -> list[Run]:
    day = trips.dates.index(date)
    out = []
    for t in range(trips.n_trips):
        key = trips.patterns[trips.pattern[t]]
        if key in changed and trips.runs[t, day]:
            calls, start = trip_calls(trips, t)
            basis, route_type = BASES[trips.basis[t]], int(trips.route_type[t])
            out.append(Run(*key, start, Days(dates=(date,)), calls, basis, route_type=route_type))
    return out


def _window_of(moment_s: int, windows: Sequence[Window]) -> str:
    """Return the window of a day in which a moment lies, else the nearest; of two the earlier, then the first."""

    def away(w: Window) -> int:
        return max(w.from_s - moment_s, moment_s - w.to_s + 1, 0)

    return min(windows, key=lambda w: (away(w), w.from_s)).name

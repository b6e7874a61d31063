"""How late one can leave a large city and still get home by train, of a timetable with dates.

The cities are the four largest; home is every zone. A departure is *sensible* when the whole way home takes at most
``Settings.last_departure_extra_min`` longer than the quickest one from that city after noon: who would have to wait
for the first train of the morning has missed the last one. Of the four cities the one that can be left last counts.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.kinds import KINDS, OWN_KINDS
from bereikbaar.access.legs import Legs, access_legs
from bereikbaar.access.model import Floats, Places
from bereikbaar.access.stations import stations
from bereikbaar.access.travel_columns import LARGE_CITIES
from bereikbaar.clock.profiles import Profiles
from bereikbaar.network.model import Network, Window
from bereikbaar.settings import Settings
from bereikbaar.units import SLACK

#: Ways home are looked at from noon on, and the day is over at four in the morning, h after midnight. An assumption:
#: at four the first trains of some lines leave, those of the night are still of the evening.
NOON_H, END_H = 12, 28
#: The window whose trains, where a scenario changes how many run, and whose buses hold at the end of a day.
_EVENING = "evening"


def last_departures(net: Network, places: Places, settings: Settings, window: str) -> Floats:
    """Return the last sensible departure of every zone, (n_zones,), hours after midnight: 24.25 is a quarter past.

    window : any of the day that is asked about. See :func:`last_hours` for what is not a number.
    Raises UnknownNameError for the window, RunError when the network is of no timetable with dates.
    """
    from bereikbaar.clock.departures import departures_from
    from bereikbaar.clock.events import prepare
    from bereikbaar.clock.question import Question
    from bereikbaar.timetable.times import change_seconds
    from bereikbaar.timetable.window import window_trips

    evening = _evening(net, window)
    trips, asked = window_trips(net, evening, settings)
    cities = _cities(places, trips.stations)
    question = Question(asked.date, NOON_H * 3600, END_H * 3600, asked.longest_s, asked.max_changes)
    events = prepare(trips, change_seconds(net, settings), question)
    profiles = departures_from(events, {code for city in cities for code in city})
    legs = access_legs(net, places, evening.name, settings, homeward=True)
    at = [[trips.stations.index(code) for code in city] for city in cities]
    home = home_legs(legs.egress, stations(net, settings).served_before)
    return NOON_H + last_hours(profiles, at, home, settings.last_departure_extra_min)


def _evening(net: Network, window: str) -> Window:
    """Return the evening of the day of a window; where the network has none, the window itself."""
    asked = net.windows[net.window_index(window)]
    same_day = (w for w in net.windows if w.name == _EVENING and w.date == asked.date)
    return next(same_day, asked)


def _cities(places: Places, stations: Sequence[str]) -> list[list[str]]:
    """Return the stations of the four large cities that trains call at."""
    there = set(stations)
    found = [c.stations for c in places.centres if c.id in LARGE_CITIES.values()]
    return [[code for code in codes if code in there] for codes in found]


def home_legs(egress: Legs, before: NDArray[np.bool_] | None = None) -> Legs:
    """Return the ways home from stations that still exist at the end of a day.

    On foot and by one's own bicycle; by bus or ferry only for who has no station within reach of these, since they
    have no minutes here and the last one is not known: it is taken to run as all evening (assumption). Whether there
    is such a station no scenario decides: a new one takes no bus away. egress : of the way back, as of
    ``access_legs(..., homeward=True)``. before : (n_stations,) the stations that had trains before any scenario;
    None = all.
    """
    own = np.isin(egress.kind, [KINDS.index(kind) for kind in OWN_KINDS]) & np.isinf(egress.per_hour)
    zone = _zone_of(egress)
    usual = own if before is None else own & before[egress.station]
    has_own = np.bincount(zone[usual], minlength=len(egress.start) - 1) > 0
    return egress.kept(own | ~has_own[zone])


def last_hours(profiles: Profiles, cities: Sequence[Sequence[int]], home: Legs, extra_min: float) -> Floats:
    """Return the last sensible departure from any of some cities, hours after the first moment, (n_zones,).

    profiles : the departures of all of their stations. cities : the stations of each. home : ways from stations to
    the doors of zones, as of :func:`home_legs`. extra_min : what a way may take longer than the quickest from that
    city.
    A city does not count for a zone that is within reach of its stations without a train: from there one gets home
    at any time. NaN: that holds for all cities there are; ``inf``: no train home from any other one.
    """
    n_zones = len(home.start) - 1
    last, reached = np.full(n_zones, -np.inf), np.zeros(n_zones, dtype=bool)
    for city in cities:
        if not city:
            continue
        near = _near(profiles, city, home)
        reached |= ~near
        own = _last_from(profiles, city, home, extra_min)
        last = np.where(near, last, np.maximum(last, own))
    return np.where(np.isfinite(last), last, np.where(reached, np.inf, np.nan))


def _near(profiles: Profiles, city: Sequence[int], home: Legs) -> NDArray[np.bool_]:
    """Return which zones are reached from a station of a city without a train, (n_zones,)."""
    walked: NDArray[np.bool_] = np.any(profiles.walk_s[list(city)] <= profiles.longest_s, axis=0)
    walked[list(city)] = True
    near = np.zeros(len(home.start) - 1, dtype=bool)
    near[_zone_of(home)[walked[home.station]]] = True
    return near


def _last_from(profiles: Profiles, city: Sequence[int], home: Legs, extra_min: float) -> Floats:
    """Return the last sensible departure from one city, hours after the first moment; ``-inf`` = none."""
    n_zones, zone = len(home.start) - 1, _zone_of(home)
    ways = [_slower_when_later(profiles, city, e) for e in range(len(profiles.stations))]
    quickest = np.array([took[0] if len(took) else np.inf for _, took in ways])
    limit = np.full(n_zones, np.inf)
    np.minimum.at(limit, zone, quickest[home.station] + home.expected_min)
    allowed = limit[zone] + extra_min + SLACK - home.expected_min
    last = np.full(n_zones, -np.inf)
    order = np.argsort(home.station, kind="stable")
    first = np.searchsorted(home.station[order], np.arange(len(ways) + 1))
    for e, (leave, took) in enumerate(ways):
        rows = order[first[e] : first[e + 1]]
        if len(took) and len(rows):
            at = np.searchsorted(took, allowed[rows], side="right") - 1
            np.maximum.at(last, zone[rows], np.where(at >= 0, leave[np.maximum(at, 0)], -np.inf))
    return last


def _slower_when_later(profiles: Profiles, city: Sequence[int], to: int) -> tuple[Floats, Floats]:
    """Return hours of leaving and minutes to a station, ascending: departures later than all that are no slower."""
    n = len(profiles.stations)
    own = [slice(int(profiles.first[s * n + to]), int(profiles.first[s * n + to + 1])) for s in city]
    leave = np.concatenate([profiles.leave_s[part] for part in own])
    took = np.concatenate([profiles.arrive_s[part] - profiles.leave_s[part] for part in own])
    inside = leave < profiles.window_s
    leave, took = leave[inside], took[inside]
    order = np.lexsort((took, -leave))  # latest first
    leave, took = leave[order], took[order]
    least = np.minimum.accumulate(took) if len(took) else took
    kept = np.flatnonzero(np.diff(least, prepend=np.iinfo(np.int32).max) < 0)[::-1]
    return leave[kept] / 3600.0, took[kept] / 60.0


def _zone_of(legs: Legs) -> NDArray[np.intp]:
    return np.repeat(np.arange(len(legs.start) - 1), np.diff(legs.start))

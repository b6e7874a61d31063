"""Small networks with clock minutes: ``service("ic", "a 0", "b 10 11", "c 30", day=2, evening=1)``."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from bereikbaar.network.model import Network, Pattern, PatternClock, PlannedConnection, Service, Station, Window
from bereikbaar.network.trips import Trips

WINDOWS = (
    Window("offpeak", 36.0, "day"),
    Window("friday", 9.0, "day"),
    Window("evening", 28.0, "evening"),
    Window("saturday", 8.0, "weekend"),
    Window("sunday", 8.0, "weekend"),
)
DATE = "2025-03-11"  # a Tuesday
HOUR = 3600


def pattern(*calls: str, tph: tuple[float, ...], direction: str = "outbound") -> Pattern:
    """A call is ``station arrival [departure]`` in minutes from the start."""
    cells = [call.split() for call in calls]
    arrive = tuple(float(c[1]) for c in cells)
    return Pattern(direction, tuple(c[0] for c in cells), arrive, tuple(float(c[-1]) for c in cells), tph)


def service(
    name: str, *calls: str, day: float = 1, friday: float | None = None, evening: float = 0, weekend: float = 0
) -> Service:
    tph = (day, day if friday is None else friday, evening, weekend, weekend)
    return Service(name, name, "Intercity", "NS", (pattern(*calls, tph=tph),))


def clock(
    service: str, minute: float, period: float = 60, days: str = "daily", confidence: str = "A", source: str = "seen"
) -> PatternClock:
    return PatternClock(service, "outbound", minute, period, days, confidence, source)


def planned(station: str, arriving: str, leaving: str, minutes: float, days: str = "daily") -> PlannedConnection:
    return PlannedConnection(station, arriving, "outbound", leaving, "outbound", minutes, days)


def network(
    *services: Service,
    clocks: tuple[PatternClock, ...] = (),
    connections: tuple[PlannedConnection, ...] = (),
    windows: tuple[Window, ...] = WINDOWS,
    large: str = "",
    trips: Trips | None = None,
) -> Network:
    """large : stations of the largest class, separated by spaces."""
    codes = sorted({c for s in services for p in s.patterns for c in p.stations})
    stations = {
        c: Station(c, c.upper(), 52.0, 4.0 + i / 3, change_min=4.0 if c in large.split() else 2.0)
        for i, c in enumerate(codes)
    }
    return Network(
        "small", "Small", "1", windows, MappingProxyType(stations), MappingProxyType({s.id: s for s in services}),
        clocks=clocks, connections=connections, trips=trips,
    )  # fmt: skip


def dated(*runs: tuple[str, Pattern, str, str]) -> Trips:
    """Trips on one day, each (service, pattern, id, "HH:MM" at the first stop), exactly as the pattern runs."""
    stations = tuple(sorted({c for _, p, _, _ in runs for c in p.stations}))
    index = {c: i for i, c in enumerate(stations)}
    keys = sorted({(name, p.direction): p for name, p, _, _ in runs}.items())
    start = [int(at[:2]) * HOUR + int(at[3:]) * 60 for *_, at in runs]
    first = np.cumsum([0, *(len(p.stations) for _, p, _, _ in runs)]).astype(np.int32)
    calls = [(p, s, k) for (_, p, _, _), s in zip(runs, start, strict=True) for k in range(len(p.stations))]
    number = [[k for k, _ in keys].index((name, p.direction)) for name, p, _, _ in runs]
    return Trips(
        stations=stations,
        places=stations,
        place_station=np.arange(len(stations), dtype=np.int32),
        first=first,
        place=np.array([index[p.stations[k]] for p, _, k in calls], dtype=np.int32),
        arrive_s=np.array([s + round(60 * p.arrive_min[k]) for p, s, k in calls], dtype=np.int32),
        depart_s=np.array([s + round(60 * p.depart_min[k]) for p, s, k in calls], dtype=np.int32),
        board=np.array([p.boards(k) for p, _, k in calls]),
        alight=np.array([p.alights(k) for p, _, k in calls]),
        patterns=tuple(k for k, _ in keys),
        origins=tuple(p for _, p in keys),
        pattern=np.array(number, dtype=np.int32),
        line=np.array(number, dtype=np.int32),
        route_type=np.full(len(runs), 2, dtype=np.int32),
        ids=tuple(id_ for _, _, id_, _ in runs),
        basis=np.zeros(len(runs), dtype=np.int8),
        dates=(DATE,),
        day_start_s=np.zeros(1, dtype=np.int64),
        runs=np.ones((len(runs), 1), dtype=np.bool_),
    )


def board(trips: Trips) -> list[tuple[str, str]]:
    """(id, times as "code HH:MM[:SS]" of departure, of arrival at the last stop) of every trip, in their order."""
    out = []
    for t, name in enumerate(trips.ids):
        calls = range(int(trips.first[t]), int(trips.first[t + 1]))
        last = calls[-1]
        words = [
            f"{trips.stations[trips.place_station[trips.place[c]]]} "
            + _text(int(trips.arrive_s[c] if c == last else trips.depart_s[c]))
            for c in calls
        ]
        out.append((name, " ".join(words)))
    return out


def _text(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}" + (f":{rest:02d}" if rest else "")

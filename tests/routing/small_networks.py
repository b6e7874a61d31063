"""Small networks in one line per service: ``service("ic", "a 0", "b 10 11", "c 30", tph=2)``."""

from __future__ import annotations

from collections.abc import Iterable

from bereikbaar.network.model import Network, Pattern, Service, Station, Window

WINDOW = "day"


def pattern(*calls: str, tph: float, direction: str = "outbound") -> Pattern:
    """A call is ``station arrival [departure]`` in minutes from the start."""
    cells = [call.split() for call in calls]
    return Pattern(
        direction,
        tuple(c[0] for c in cells),
        tuple(float(c[1]) for c in cells),
        tuple(float(c[-1]) for c in cells),
        (float(tph),),
    )


def reverse(there: Pattern) -> Pattern:
    """The same stops the other way round, with the same run and dwell times."""
    end = there.arrive_min[-1]
    return Pattern(
        "return",
        there.stations[::-1],
        (0.0, *(end - t for t in there.depart_min[-2::-1])),
        (*(end - t for t in there.arrive_min[:0:-1]), end),
        there.tph,
    )


def service(id_: str, *calls: str, tph: float, both: bool = False) -> Service:
    there = pattern(*calls, tph=tph)
    return Service(id_, id_, "Intercity", "NS", (there, reverse(there)) if both else (there,))


def network(
    *services: Service, change_min: dict[str, float] | None = None, extra_stations: Iterable[str] = ()
) -> Network:
    codes = sorted({c for s in services for p in s.patterns for c in p.stations} | set(extra_stations))
    stations = {c: Station(c, c.upper(), 52.0, 5.0) for c in codes}
    day = Window(WINDOW, 50.0, "day")
    return Network("small", "Small", "1", (day,), stations, {s.id: s for s in services}, change_min=change_min or {})


MATRICES = (
    "expected", "best", "onward", "first_wait", "in_vehicle", "transfer", "changes", "departures_per_hour",
    "longest_gap",
)  # fmt: skip

"""Small networks without minutes, written as lines of stops with the minutes between them."""

from __future__ import annotations

from types import MappingProxyType

from bereikbaar.network.model import Network, Pattern, PatternClock, Section, Service, Station, Window

DAY = (Window("offpeak", 36.0, "day"), Window("evening", 28.0, "evening"))


def line(name: str, stops: str, per_hour: float, *, dwell: float = 1.0, both: bool = True) -> Service:
    """``a 10 b 20 c``: run minutes between the stops; the same on the way back."""
    words = stops.split()
    codes, runs = words[::2], [float(w) for w in words[1::2]]
    patterns = [_pattern("outbound", codes, runs, per_hour, dwell)]
    if both:
        patterns.append(_pattern("return", codes[::-1], runs[::-1], per_hour, dwell))
    return Service(name, name, "Intercity", "NS", tuple(patterns))


def _pattern(direction: str, codes: list[str], runs: list[float], per_hour: float, dwell: float) -> Pattern:
    arrive, depart = [0.0], [0.0]
    for i, run in enumerate(runs):
        arrive.append(depart[-1] + run)
        depart.append(arrive[-1] + (dwell if i < len(runs) - 1 else 0.0))
    return Pattern(direction, tuple(codes), tuple(arrive), tuple(depart), (per_hour, per_hour))


def network(
    *services: Service, clocks: tuple[PatternClock, ...] = (), passengers: dict[str, float] | None = None
) -> Network:
    """Stations in a row, 20 km apart, every leg of a service a section of its own unless a station lies between."""
    codes = sorted({code for s in services for p in s.patterns for code in p.stations})
    counts = passengers or {}
    stations = {
        code: Station(code, code.upper(), 52.0, 4.0 + i * 0.3, passengers=counts.get(code, 1000.0))
        for i, code in enumerate(codes)
    }
    legs = {(min(a, b), max(a, b)) for s in services for p in s.patterns for a, b in p.legs()}
    ends = {code: (s.lon, s.lat) for code, s in stations.items()}
    sections = {
        (a, b): Section(a, b, 20.0, 140.0, (ends[a], ends[b])) for a, b in sorted(legs) if not _passes(a, b, legs)
    }
    return Network(
        "small", "Small", "1", DAY, MappingProxyType(stations), MappingProxyType({s.id: s for s in services}),
        MappingProxyType(sections), clocks=clocks,
    )  # fmt: skip


def _passes(a: str, b: str, legs: set[tuple[str, str]]) -> bool:
    """A leg over a station between is no section: trains that do not stop there pass it."""
    between = {c for leg in legs for c in leg if a < c < b}
    return any((a, c) in legs and (c, b) in legs for c in between)


def clock(service: str, minute: float, period: float = 60, direction: str = "outbound") -> PatternClock:
    return PatternClock(service, direction, minute, period, confidence="A", source="test")

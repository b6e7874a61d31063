"""Speeds that no vehicle reaches, along the track or in a straight line."""

from __future__ import annotations

from collections.abc import Iterator

from bereikbaar.network.checks.findings import Context, Finding, at, fault
from bereikbaar.units import MINUTES_PER_HOUR, SLACK

#: Mode -> slowest and fastest mean speed between two stops, km/h. Rail: the design of this project; metro, tram and
#: bus: what they reach on an own lane or motorway; ferry: a pedestrian ferry and a fast catamaran.
LIMITS_KMH = {
    "rail": (20.0, 320.0),
    "metro": (10.0, 120.0),
    "tram": (5.0, 100.0),
    "bus": (5.0, 100.0),
    "ferry": (2.0, 90.0),
}
#: Without a path the way is at most this many times the straight line: nothing slower is called impossible.
LONGEST_DETOUR = 3.0
#: Minutes of a timetable are rounded: a run may be this much shorter than the line speed allows, min.
ROUNDING_MIN = 1.0


def check_speeds(ctx: Context) -> Iterator[Finding]:
    """Every leg has a speed that its vehicle can reach."""
    for service_id, service in sorted(ctx.sound.services.items()):
        if service.mode not in LIMITS_KMH:
            continue
        low, high = LIMITS_KMH[service.mode]
        for p in service.patterns:
            for i, (a, b) in enumerate(p.legs(), start=1):
                minutes = p.arrive_min[i] - p.depart_min[i - 1]
                if minutes <= 0 or a == b:
                    continue  # said by another check
                on_track = service.mode == "rail" and ctx.paths.path(a, b) is not None
                km = ctx.paths.km(a, b) if service.mode == "rail" else ctx.paths.crow_km(a, b)
                kmh = km * MINUTES_PER_HOUR / minutes
                slowest = low if on_track else low / LONGEST_DETOUR
                if kmh > high + SLACK or kmh < slowest - SLACK:
                    yield fault(
                        "impossible_speed",
                        at(service_id, p.direction, call=i),
                        service=service_id,
                        direction=p.direction,
                        a=a,
                        b=b,
                        km=km,
                        kmh=kmh,
                        minutes=minutes,
                        low=slowest,
                        high=high,
                        mode=service.mode,
                        way="along the track" if on_track else "in a straight line",
                        way_nl="langs het spoor" if on_track else "hemelsbreed",
                    )


def check_line_speeds(ctx: Context) -> Iterator[Finding]:
    """No train is faster than its track, as far as the line speed of the whole leg is known."""
    for service_id, service in sorted(ctx.sound.services.items()):
        for p in service.patterns if service.mode == "rail" else ():
            for i, (a, b) in enumerate(p.legs(), start=1):
                minutes = p.arrive_min[i] - p.depart_min[i - 1]
                least = least_minutes(ctx, a, b)
                if 0 < minutes < least - ROUNDING_MIN:
                    yield fault(
                        "faster_than_line",
                        at(service_id, p.direction, call=i),
                        service=service_id,
                        direction=p.direction,
                        a=a,
                        b=b,
                        minutes=minutes,
                        least=least,
                    )


def least_minutes(ctx: Context, a: str, b: str) -> float:
    """Return the minutes from a to b at line speed all the way; 0 where the speed of a section is not known."""
    total = 0.0
    for key in ctx.paths.sections_between(a, b):
        section = ctx.net.sections[key]
        if section.speed_kmh is None or not section.speed_kmh > 0:
            return 0.0
        total += section.km * MINUTES_PER_HOUR / section.speed_kmh
    return total

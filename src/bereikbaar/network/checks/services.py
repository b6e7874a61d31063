"""What can be wrong inside one service: its calls, its minutes, its directions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import isfinite

from bereikbaar.errors import did_you_mean
from bereikbaar.network.checks.findings import Context, Finding, at, fault
from bereikbaar.network.model import Network, Pattern, Service
from bereikbaar.units import SLACK

MODES = ("rail", "bus", "ferry", "metro", "tram")
DIRECTIONS = ("outbound", "return")
#: Longer than this a train does not stand at a stop on its way, min.
DWELL_LIMIT_MIN = 30.0


def broken_services(net: Network) -> list[Finding]:
    """Return what is wrong with the build of services: the kind of fault that other checks would stumble over."""
    found: list[Finding] = []
    for key, service in sorted(net.services.items()):
        if key != service.id:
            found.append(fault("service_misfiled", at(service.id), service=service.id, key=key))
        if not service.patterns:
            found.append(fault("service_no_calls", at(service.id), service=service.id))
        for pattern in service.patterns:
            found += _broken_pattern(net, service, pattern)
    return found


def _broken_pattern(net: Network, service: Service, p: Pattern) -> Iterator[Finding]:
    about = {"service": service.id, "direction": p.direction}
    key = (service.id, p.direction)
    n, sources = len(p.stations), len(p.leg_source) or len(p.stations)
    if len(p.tph) != len(net.windows):
        yield fault("count_of_tph", at(service.id), found=len(p.tph), expected=len(net.windows), **about)
    if n < 2:
        yield fault("few_calls", at(*key), found=n, **about)
    if not len(p.arrive_min) == len(p.depart_min) == sources == n:
        yield fault(
            "count_of_times",
            at(*key),
            stations=n,
            arrive=len(p.arrive_min),
            depart=len(p.depart_min),
            sources=sources,
            **about,
        )
        return
    for i, code in enumerate(p.stations):
        if code not in net.stations:
            yield fault(
                "unknown_station", at(*key, call=i), code=code, near=did_you_mean(code, net.stations), **about
            )
        if not (isfinite(p.arrive_min[i]) and isfinite(p.depart_min[i])):
            yield fault("no_minutes", at(*key, call=i), code=code, **about)


def check_words(ctx: Context) -> Iterator[Finding]:
    """Modes and directions are words that we know, and a direction is there once."""
    for service in _sorted(ctx.net):
        if service.mode not in MODES:
            yield fault(
                "unknown_mode",
                at(service.id),
                service=service.id,
                mode=service.mode,
                modes=MODES,
                near=did_you_mean(service.mode, MODES),
            )
        names = [p.direction for p in service.patterns]
        for name in sorted(set(names)):
            about = {"service": service.id, "direction": name}
            if name not in DIRECTIONS:
                yield fault("unknown_direction", at(service.id, name), near=did_you_mean(name, DIRECTIONS), **about)
            if names.count(name) > 1:
                yield fault("direction_twice", at(service.id, name), **about)


def check_minutes(ctx: Context) -> Iterator[Finding]:
    """Minutes begin at 0, every run takes time, nothing leaves before it arrives or stands for half an hour."""
    for service in _sorted(ctx.sound):
        for p in service.patterns:
            about = {"service": service.id, "direction": p.direction}
            first = max(p.arrive_min[0], p.depart_min[0], key=abs)
            if abs(first) > SLACK:
                yield fault(
                    "not_from_zero", at(service.id, p.direction, call=0), code=p.stations[0], found=first, **about
                )
            yield from _legs(p, about)
            yield from _dwells(p, about)


def _legs(p: Pattern, about: dict[str, str]) -> Iterator[Finding]:
    for i, (a, b) in enumerate(pairwise(p.stations), start=1):
        minutes = p.arrive_min[i] - p.depart_min[i - 1]
        if a == b:
            yield fault("twice_in_a_row", at(*about.values(), call=i), code=a, **about)
        elif minutes <= 0:
            yield fault("run_time", at(*about.values(), call=i), a=a, b=b, found=minutes, **about)


def _dwells(p: Pattern, about: dict[str, str]) -> Iterator[Finding]:
    for i, code in enumerate(p.stations[1:-1], start=1):
        arrive, depart = p.arrive_min[i], p.depart_min[i]
        if depart < arrive:
            yield fault(
                "dwell_negative",
                at(*about.values(), call=i),
                code=code,
                minutes=arrive - depart,
                arrive=arrive,
                depart=depart,
                **about,
            )
        elif depart - arrive > DWELL_LIMIT_MIN:
            yield fault(
                "dwell_long",
                at(*about.values(), call=i),
                code=code,
                minutes=depart - arrive,
                limit=DWELL_LIMIT_MIN,
                **about,
            )


def check_returns(ctx: Context) -> Iterator[Finding]:
    """A service runs both ways, along the same stops; to know, not to mend."""
    for service in _sorted(ctx.sound):
        if len(service.patterns) == 1:
            direction = service.patterns[0].direction
            yield fault("no_return", at(service.id, direction), service=service.id, direction=direction)
        elif len(service.patterns) == 2:
            there, back = (p.stations for p in service.patterns)
            if there != back[::-1]:
                codes = sorted(set(there) ^ set(back)) or ["-"]
                yield fault("not_mirrored", at(service.id, "return"), service=service.id, codes=codes)


def check_twins(ctx: Context) -> Iterator[Finding]:
    """Services with the same stops and minutes in the same windows; to know, not to mend."""
    seen: dict[object, str] = {}
    twins: dict[tuple[str, str], list[str]] = {}
    for service in _sorted(ctx.sound):
        for w, window in enumerate(ctx.net.windows):
            calls = tuple(sorted((p.stations, p.arrive_min, p.depart_min) for p in service.patterns if p.tph[w] > 0))
            other = seen.setdefault((window.name, service.mode, calls), service.id) if calls else service.id
            if other != service.id:
                twins.setdefault((service.id, other), []).append(window.name)
    for (one, other), windows in twins.items():
        yield fault("service_twins", at(one), service=one, other=other, windows=windows)


def _sorted(net: Network) -> list[Service]:
    return [service for _id, service in sorted(net.services.items())]

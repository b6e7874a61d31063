"""Services that are split by window, and clock minutes that move along with an edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from bereikbaar.network.model import Network, Pattern, PatternClock, Service
from bereikbaar.scenarios.windows import expand

#: Key in ``Service.info`` of a service that was split off another for some windows.
VARIANT_OF = "variant_of"


def split_windows(
    service: Service, network: Network, names: tuple[str, ...]
) -> tuple[Service | None, Service | None]:
    """Return (what stays as it is, what is edited). Without windows, or when it runs in no other, all is edited.

    The edited part of a split service gets an id of its own, ``600-weekend``, and remembers whose variant it is.
    """
    wanted = expand(network, names)
    inside = [w.name in wanted for w in network.windows]
    runs_inside = any(t > 0 and i for p in service.patterns for t, i in zip(p.tph, inside, strict=True))
    runs_outside = any(t > 0 and not i for p in service.patterns for t, i in zip(p.tph, inside, strict=True))
    if not names or not runs_outside:
        return None, service
    if not runs_inside:
        return service, None
    origin = service.info.get(VARIANT_OF, service.id)
    variant = f"{origin}-{'-'.join(names)}"
    while variant in network.services:
        variant += "-2"
    chosen = replace(_only(service, inside), id=variant, info=MappingProxyType({**service.info, VARIANT_OF: origin}))
    return _only(service, [not i for i in inside]), chosen


def _only(service: Service, keep: list[bool]) -> Service:
    patterns = tuple(
        replace(p, tph=tuple(t if k else 0.0 for t, k in zip(p.tph, keep, strict=True))) for p in service.patterns
    )
    return replace(service, patterns=patterns)


def moved_clocks(clock: PatternClock, before: Service, after: Sequence[Service]) -> list[PatternClock]:
    """Return the clock minutes of a pattern after its service was edited, cut into parts or split by window.

    Every part keeps the minutes of the stops that it does not change: of all shifts of the clock the one that most
    of its stops agree on, of equals that of the earliest stop. So the part of the way that a scenario does not touch
    runs at the same minutes as before, and the connections there hold.
    """
    if clock.service != before.id:
        return [clock]
    old = _direction(before, clock.direction)
    if old is None:
        return []
    out = []
    for service in after:
        new = _direction(service, clock.direction)
        shift = None if new is None else _shift(old, new)
        if shift is not None:
            minute = round((clock.origin_minute + shift) % clock.period_min, 6) % clock.period_min
            out.append(replace(clock, service=service.id, origin_minute=minute))
    return out


def _direction(service: Service, direction: str) -> Pattern | None:
    return next((p for p in service.patterns if p.direction == direction), None)


def _shift(old: Pattern, new: Pattern) -> float | None:
    """Return how much later the first departure becomes, min; None when no stop is left."""
    kept: dict[float, int] = {}
    found: set[str] = set()
    for i, station in enumerate(old.stations):
        if station in new.stations and station not in found:
            found.add(station)
            j = new.stations.index(station)
            last = i == len(old.stations) - 1 or j == len(new.stations) - 1
            was, now = (old.arrive_min[i], new.arrive_min[j]) if last else (old.depart_min[i], new.depart_min[j])
            shift = round(was - now, 6)
            kept[shift] = kept.get(shift, 0) + 1
    return max(kept, key=lambda shift: kept[shift]) if kept else None

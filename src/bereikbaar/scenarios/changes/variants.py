"""Services that are split by window, and clock minutes that move along with an edit."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from bereikbaar.network.model import Network, PatternClock, Service
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


def moved_clocks(clock: PatternClock, before: Service, services: dict[str, Service]) -> list[PatternClock]:
    """Return the clock minutes of a pattern after its service was edited.

    The minute belongs to the first departure. Where the service now begins earlier or later on the same way, the
    minute moves along; where its old first stop is gone, the later of the stops both have in common counts.
    """
    if clock.service != before.id:
        return [clock]
    old = next((p for p in before.patterns if p.direction == clock.direction), None)
    after = services.get(before.id)
    new = next((p for p in after.patterns if p.direction == clock.direction), None) if after else None
    if old is None or new is None:
        return []
    for station, departs in zip(old.stations[:-1], old.depart_min[:-1], strict=True):
        if station in new.stations[:-1]:
            shift = departs - new.depart_min[new.stations.index(station)]
            return [replace(clock, origin_minute=round((clock.origin_minute + shift) % clock.period_min, 6))]
    return []

"""Trains per hour of every pattern at a level of the week, also in the afternoon peak."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from bereikbaar.network.model import Network, Service
from bereikbaar.write.gtfs.hours import Level

Key = tuple[str, str]
#: A level -> trains per hour by (service id, direction); what is not named does not run.
RatesOf = Callable[[Level], Mapping[Key, float]]


def all_rates(net: Network) -> RatesOf:
    """Return what runs at each level of a network."""
    return _once_each(lambda changed, window: _rates(changed, changed.window_index(window)), net)


def rates_without_minutes(net: Network) -> RatesOf:
    """Return what runs at each level without a known minute (see ``timetable.known``)."""
    from bereikbaar.timetable.known import known_minutes

    def left(changed: Network, window: str) -> Mapping[Key, float]:
        missing = known_minutes(changed, window)[1]
        return {(some.service, some.direction): 60 * some.n_trains / some.period_min for some in missing}

    return _once_each(left, net)


def at_level(net: Network, level: Level) -> Network:
    """Return the network as it runs at a level: turned round in the afternoon peak."""
    return swapped(net, level.window) if level.swapped else net


def swapped(net: Network, window: str) -> Network:
    """Return a network in which the two directions of every service have each other's trains per hour in a window."""
    w = net.window_index(window)

    def turned(service: Service) -> Service:
        if len(service.patterns) != 2 or service.patterns[0].tph[w] == service.patterns[1].tph[w]:
            return service
        there, back = service.patterns
        return replace(
            service,
            patterns=(
                replace(there, tph=(*there.tph[:w], back.tph[w], *there.tph[w + 1 :])),
                replace(back, tph=(*back.tph[:w], there.tph[w], *back.tph[w + 1 :])),
            ),
        )

    return replace(net, services=MappingProxyType({id_: turned(s) for id_, s in net.services.items()}))


def _once_each(rates: Callable[[Network, str], Mapping[Key, float]], net: Network) -> RatesOf:
    """Return rates by level that are worked out once for each window and way round."""

    @cache
    def of(window: str, turned: bool) -> Mapping[Key, float]:
        return rates(swapped(net, window) if turned else net, window)

    return lambda level: of(level.window, level.swapped)


def _rates(net: Network, w: int) -> dict[Key, float]:
    return {(s.id, p.direction): p.tph[w] for s in net.services.values() for p in s.patterns}

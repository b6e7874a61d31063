"""What the assumed bus goes by: the stations that had trains before any scenario."""

from __future__ import annotations

from dataclasses import replace

from bereikbaar.network.model import Network


def with_trains(net: Network) -> frozenset[str]:
    """Return the stations at which a train calls in some window."""
    patterns = (p for service in net.services.values() for p in service.patterns if max(p.tph, default=0.0) > 0)
    return frozenset(code for p in patterns for code in p.stations)


def bus_stations(net: Network) -> frozenset[str]:
    """Return the stations that had trains before any scenario: those of the network itself when it is a base."""
    return with_trains(net) if net.bus_stations is None else net.bus_stations


def with_buses_of(base: Network, after: Network) -> Network:
    """Return a changed network that remembers which stations had trains in ``base``, or in the base of that one.

    The assumed bus (:mod:`bereikbaar.access.assumed`) runs in both to the nearest of the same stations. Were they
    sought anew after every change, a town whose station loses its last train would get a bus to another one, and a
    town that gets a station would lose the bus it has: trains that go would make people faster, trains that come
    slower.
    """
    return replace(after, bus_stations=bus_stations(base))

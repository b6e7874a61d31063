"""The way of trains along the track: paths, lengths, drawing, and how many trains use each section."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import count, pairwise
from math import inf, isfinite

from bereikbaar.errors import UnknownNameError, did_you_mean
from bereikbaar.network.geometry import crow_km, join_lines
from bereikbaar.network.model import Coordinates, Network, Pattern, Service, Station

SectionKey = tuple[str, str]

#: Modes that run on the sections of the network; the others are drawn straight.
TRACK_MODES = frozenset({"rail"})


class TrackPaths:
    """Where a train goes between two stations, worked out once per pair and remembered.

    A leg of which the path is known (``Network.leg_paths``, in either direction) follows it, as long as all its
    sections are still there; every other pair follows the shortest path in km. Ask one object all questions about
    one network: making it costs next to nothing, and the graph for shortest paths is built when first needed.
    """

    def __init__(self, net: Network) -> None:
        self._net = net
        self._paths: dict[tuple[str, str], tuple[str, ...] | None] = {}
        self._km: dict[tuple[str, str], float] = {}
        self._graph: dict[str, dict[str, float]] | None = None

    def path(self, a: str, b: str) -> tuple[str, ...] | None:
        """Return the stations passed from ``a`` to ``b``, both included; None when no track joins them.

        Shortest paths are the same in both directions. A station that is not on the track, or not in the
        network, has no path to any other.
        """
        pair = (a, b)
        if pair not in self._paths:
            self._paths[pair] = self._known(a, b) or self._shortest(a, b)
        return self._paths[pair]

    def km(self, a: str, b: str) -> float:
        """Return the km along the track from ``a`` to ``b``; in a straight line where ``path`` is None.

        Raises UnknownNameError for a station without track that is not in the network either.
        """
        pair = (a, b)
        if pair not in self._km:
            keys = self.sections_between(a, b)
            self._km[pair] = sum(self._net.sections[k].km for k in keys) if keys else self.crow_km(a, b)
        return self._km[pair]

    def crow_km(self, a: str, b: str) -> float:
        """Return the km in a straight line. Raises UnknownNameError for a station that is not in the network."""
        x, y = self._station(a), self._station(b)
        return crow_km(x.lat, x.lon, y.lat, y.lon)

    def shortest_km(self, a: str, b: str) -> float:
        """Return the km of the shortest way along the track, whatever path is known; infinite without a way."""
        path = self._shortest(a, b)
        return float("inf") if path is None else sum(self._net.sections[_key(x, y)].km for x, y in pairwise(path))

    def sections_between(self, a: str, b: str) -> list[SectionKey]:
        """Return the keys of the sections from ``a`` to ``b``, in order; empty where ``path`` is None or a is b."""
        return [_key(x, y) for x, y in pairwise(self.path(a, b) or ())]

    def line(self, a: str, b: str) -> Coordinates:
        """Return (longitude, latitude) pairs from ``a`` to ``b``, drawn along the sections.

        A straight line between the two stations where ``path`` is None: ask ``path`` to know which of the two
        it is. Raises UnknownNameError for a station without track that is not in the network either.
        """
        path = self.path(a, b)
        if path is None or a == b:
            return join_lines([(self._point(a), self._point(b))])
        return join_lines(self._section_line(x, y) for x, y in pairwise(path))

    def service_line(self, pattern: Pattern) -> Coordinates:
        """Return the line of one direction of a service from its first to its last stop, joined leg by leg."""
        return join_lines(self.line(a, b) for a, b in pattern.legs())

    def service_km(self, pattern: Pattern) -> float:
        """Return the length of one direction of a service, km."""
        return sum(self.km(a, b) for a, b in pattern.legs())

    def straight_legs(self, pattern: Pattern) -> tuple[tuple[str, str], ...]:
        """Return the legs of a pattern that have no path along the track."""
        return tuple((a, b) for a, b in pattern.legs() if self.path(a, b) is None)

    def _known(self, a: str, b: str) -> tuple[str, ...] | None:
        for path in (self._net.leg_paths.get((a, b), ()), self._net.leg_paths.get((b, a), ())[::-1]):
            if (
                path
                and (path[0], path[-1]) == (a, b)
                and all(_key(x, y) in self._net.sections for x, y in pairwise(path))
            ):
                return path
        return None

    def _shortest(self, a: str, b: str) -> tuple[str, ...] | None:
        if not self._net.sections:
            return None
        if self._graph is None:
            self._graph = _km_graph(self._net)
        if a not in self._graph or b not in self._graph:
            return None
        start, end = min(a, b), max(a, b)  # one search for both directions, so that they cannot differ
        found = _shortest_path(self._graph, start, end)
        return found if start == a or found is None else found[::-1]

    def _section_line(self, a: str, b: str) -> Coordinates:
        section = self._net.sections[_key(a, b)]
        line = section.line or (self._point(section.a), self._point(section.b))
        return line if section.a == a else line[::-1]

    def _point(self, code: str) -> tuple[float, float]:
        station = self._station(code)
        return (station.lon, station.lat)

    def _station(self, code: str) -> Station:
        found = self._net.stations.get(code)
        if found is None:
            raise UnknownNameError(
                f"station {code!r} is not in network {self._net.name!r}" + did_you_mean(code, self._net.stations)
            )
        return found


def section_loads(
    net: Network, window: str = "offpeak", *, paths: TrackPaths | None = None
) -> dict[SectionKey, tuple[float, float]]:
    """Return how many trains per hour use each section in a window.

    The key is that of ``Network.sections``; the value is (from the first end of the key to the second, the other
    way). Every section is there, with (0, 0) where nothing runs. Raises UnknownNameError for an unknown window.
    """
    paths = paths or TrackPaths(net)
    loads = {key: [0.0, 0.0] for key in sorted(net.sections)}
    for _service, pattern, tph in running(net, window, modes=TRACK_MODES):
        for a, b in pattern.legs():
            for x, y in pairwise(paths.path(a, b) or ()):
                loads[_key(x, y)][0 if x <= y else 1] += tph
    return {key: (there, back) for key, (there, back) in loads.items()}


def train_km_per_hour(net: Network, window: str = "offpeak", *, paths: TrackPaths | None = None) -> float:
    """Return the train-km that the trains of a window run in one hour, both directions, over the whole network.

    Legs without a path count in a straight line. Raises UnknownNameError for an unknown window.
    """
    paths = paths or TrackPaths(net)
    return sum(tph * paths.service_km(pattern) for _service, pattern, tph in running(net, window, modes=TRACK_MODES))


def running(
    net: Network, window: str, *, modes: frozenset[str] | None = None
) -> Iterator[tuple[Service, Pattern, float]]:
    """Yield (service, pattern, trains per hour) for all that runs in a window, in the order of the service ids."""
    w = net.window_index(window)
    for _id, service in sorted(net.services.items()):
        if modes is None or service.mode in modes:
            for pattern in service.patterns:
                if pattern.tph[w] > 0:
                    yield service, pattern, pattern.tph[w]


def _key(a: str, b: str) -> SectionKey:
    return (a, b) if a <= b else (b, a)


def _km_graph(net: Network) -> dict[str, dict[str, float]]:
    """Return the sections that have a length: station -> neighbour -> km, in an order that no file can change."""
    graph: dict[str, dict[str, float]] = {}
    for (a, b), section in sorted(net.sections.items()):
        if isfinite(section.km) and section.km > 0:
            graph.setdefault(a, {})[b] = section.km
            graph.setdefault(b, {})[a] = section.km
    return graph


def _shortest_path(graph: dict[str, dict[str, float]], start: str, end: str) -> tuple[str, ...] | None:
    """Return the stations of the shortest path, by Dijkstra; None without one. Of equal paths the first one found.

    A run asks for a handful of paths: the graph library that the tests hold this against takes longer to load.
    """
    before: dict[str, str] = {}
    best = {start: 0.0}
    done: set[str] = set()
    numbers = count()  # of two stations at the same distance the one that was seen first goes first
    heap = [(0.0, next(numbers), start)]
    while heap:
        km, _, here = heappop(heap)
        if here == end:
            back = [end]
            while back[-1] != start:
                back.append(before[back[-1]])
            return tuple(reversed(back))
        if here in done:
            continue
        done.add(here)
        for there, step in graph[here].items():
            if there not in done and km + step < best.get(there, inf):
                best[there], before[there] = km + step, here
                heappush(heap, (km + step, next(numbers), there))
    return None

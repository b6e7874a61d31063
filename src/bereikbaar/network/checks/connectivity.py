"""Does the network hang together: pieces, one-way traps, stations without a train, bridges of the track."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from bereikbaar.network.checks.findings import NOWHERE, Context, Finding, at, fault, listed
from bereikbaar.network.model import Network
from bereikbaar.network.track import SectionKey, running


def pieces(net: Network, window: str) -> list[list[str]]:
    """Return the stations that trains of a window join, piece by piece: the largest first, codes sorted."""
    import networkx as nx

    return _by_size(nx.weakly_connected_components(_legs(net, window)))


def traps(net: Network, window: str) -> list[str]:
    """Return the stations that one can reach from the rest of their piece but not leave again, or the reverse."""
    import networkx as nx

    graph = _legs(net, window)
    trapped: set[str] = set()
    for piece in nx.weakly_connected_components(graph):
        trapped |= piece - set(_by_size(nx.strongly_connected_components(graph.subgraph(piece)))[0])
    return sorted(trapped)


def bridges(net: Network) -> list[SectionKey]:
    """Return the sections without which the track falls apart, sorted."""
    import networkx as nx

    return sorted((a, b) if a <= b else (b, a) for a, b in nx.bridges(_track(net)))


def check_pieces(ctx: Context) -> Iterator[Finding]:
    """The trains of every window join all stations where they call."""
    found: dict[str, tuple[list[str], dict[str, Any]]] = {}
    for window in ctx.net.windows:
        parts = pieces(ctx.sound, window.name)
        if len(parts) > 1:
            rest = "; ".join(listed(part) for part in parts[1:])
            values = {"n": len(parts), "largest": len(parts[0]), "rest": rest}
            found.setdefault(str(parts), ([], values))[0].append(window.name)
    for windows, values in found.values():
        yield fault("pieces", NOWHERE, windows=windows, **values)


def check_traps(ctx: Context) -> Iterator[Finding]:
    """Where one can go one can come back from."""
    found: dict[tuple[str, ...], list[str]] = {}
    for window in ctx.net.windows:
        codes = traps(ctx.sound, window.name)
        if codes:
            found.setdefault(tuple(codes), []).append(window.name)
    for trapped, windows in found.items():
        yield fault("one_way_stations", NOWHERE, windows=windows, n=len(trapped), codes=trapped)


def check_stations_without_trains(ctx: Context) -> Iterator[Finding]:
    """Stations without a train, in all windows or in some; to know, not to mend."""
    names = [w.name for w in ctx.net.windows]
    served: dict[str, set[str]] = {code: set() for code in ctx.net.stations}
    for name in names:
        for _service, pattern, _tph in running(ctx.sound, name):
            for code in pattern.stations:
                served[code].add(name)
    for code, windows in sorted(served.items()):
        about = {"code": code, "name": ctx.net.stations[code].name}
        if not windows:
            yield fault("station_no_train", at(code), **about)
        elif len(windows) < len(set(names)):
            yield fault("station_no_train_in", at(code), windows=[n for n in names if n not in windows], **about)


def check_bridges(ctx: Context) -> Iterator[Finding]:
    """How many sections the track cannot do without; to know, not to mend."""
    if ctx.net.sections:
        import networkx as nx

        n_pieces = nx.number_connected_components(_track(ctx.net))
        yield fault("bridges", NOWHERE, n=len(bridges(ctx.net)), total=len(ctx.net.sections), pieces=n_pieces)


def _by_size(parts: Iterable[Iterable[str]]) -> list[list[str]]:
    return sorted((sorted(part) for part in parts), key=lambda part: (-len(part), part))


def _legs(net: Network, window: str) -> Any:
    import networkx as nx

    graph = nx.DiGraph()
    for _service, pattern, _tph in running(net, window):
        graph.add_edges_from(pattern.legs())
    return graph


def _track(net: Network) -> Any:
    import networkx as nx

    graph = nx.Graph()
    graph.add_edges_from(sorted((a, b) for a, b in net.sections if a != b))
    return graph

"""The same question for other tools: one graph of nodes and edges, made from the arrays of the headway method.

Per call of a train one node (on board at departure); per station one node to board from and one to arrive at.
Boarding is an edge with a frequency, the rest are edges with minutes: get out and change, get out and be there, stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from bereikbaar.routing.arrays import PatternArrays


@dataclass(frozen=True)
class Graph:
    """Edges as arrays; ``per_hour`` is ``inf`` where nobody waits. Stations are 0..n-1, arriving n..2n-1."""

    n_stations: int
    n_nodes: int
    tail: np.ndarray
    head: np.ndarray
    minutes: np.ndarray
    per_hour: np.ndarray


def graph(arrays: PatternArrays) -> Graph:
    lines, n = arrays.lines, len(arrays.stations)
    call = lines.board_call.astype(np.int64)
    here, there = lines.station[call].astype(np.int64), lines.station[call + 1].astype(np.int64)
    on_board = 2 * n + np.arange(len(call))
    again = lines.boarding[call + 1].astype(np.int64)
    stays = again >= 0
    run = lines.run_min[call]
    never = np.full(len(call), np.inf)
    parts = [
        (here, on_board, np.zeros(len(call)), lines.per_hour),
        (on_board, there, run + lines.change_min[there], never),
        (on_board, n + there, run, never),
        (on_board[stays], 2 * n + again[stays], (run + lines.dwell_min[call + 1])[stays], never[stays]),
    ]
    tail, head, minutes, per_hour = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Graph(n, 2 * n + len(call), tail, head, minutes, per_hour)


def line_graph(made: Graph, alpha: float) -> Any:
    """Return the plain line graph as a sparse matrix: every line is waited for on its own, alpha x its headway."""
    from scipy.sparse import csr_array

    wait = np.where(np.isinf(made.per_hour), 0.0, 60.0 * alpha / made.per_hour)
    # an edge of 0 minutes would vanish in a sparse matrix
    return csr_array((np.maximum(made.minutes + wait, 1e-9), (made.tail, made.head)), (made.n_nodes, made.n_nodes))


def scipy_line_graph(matrix: Any, n_stations: int) -> np.ndarray:
    """Return (n_stations, n_stations) minutes by Dijkstra from every station."""
    from scipy.sparse.csgraph import dijkstra

    found = dijkstra(matrix, indices=np.arange(n_stations))
    return found[:, n_stations : 2 * n_stations]


def networkx_graph(matrix: Any) -> Any:
    import networkx as nx

    return nx.from_scipy_sparse_array(matrix, create_using=nx.DiGraph)


def networkx_line_graph(made: Any, sources: list[int]) -> None:
    """Dijkstra from some stations; the time for all follows in proportion."""
    import networkx as nx

    for source in sources:
        nx.single_source_dijkstra_path_length(made, source)


def hyperpath(made: Graph, alpha: float) -> Any:
    """Return AequilibraE's hyperpath on the graph. It waits 1 / frequency, so frequencies are divided by alpha."""
    import pandas as pd
    from aequilibrae.paths.cython.public_transport import HyperpathGenerating

    edges = pd.DataFrame(
        {
            "tail": made.tail,
            "head": made.head,
            "trav_time": made.minutes,
            "freq": np.where(np.isinf(made.per_hour), 1e20, made.per_hour / 60.0 / alpha),
        }
    )
    n = made.n_stations
    everything = np.arange(made.n_nodes)
    return HyperpathGenerating(
        edges, o_vert_ids=everything[:n], d_vert_ids=everything[n : 2 * n], nodes_to_indices=everything
    )


def assign_one_to_all(tool: Any, n_stations: int, threads: int) -> None:
    """Work out the strategies to all destinations, with as little demand as it takes: one traveller each."""
    to = np.arange(n_stations, 2 * n_stations)
    tool.assign(np.zeros(n_stations, dtype=np.int64), to, np.ones(n_stations), threads=threads)


def assign_all_to_all(tool: Any, n_stations: int, threads: int) -> None:
    """As above with one traveller for every pair of stations."""
    o, d = np.meshgrid(np.arange(n_stations), np.arange(n_stations), indexing="ij")
    tool.assign(o.ravel(), n_stations + d.ravel(), np.ones(o.size), threads=threads)


def values_to(tool: Any, n_stations: int, destination: int) -> np.ndarray:
    """Return the expected minutes from every station to one destination (the tool keeps them for one at a time)."""
    tool.assign(np.zeros(1, dtype=np.int64), np.array([n_stations + destination]), np.ones(1), threads=1)
    found = np.array(tool.u_i_vec[:n_stations])
    found[found > 1e9] = np.inf
    found[destination] = 0.0
    return found

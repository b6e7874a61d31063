"""How fast the headway method is, beside a plain line graph and AequilibraE's hyperpath in the same run.

    python benchmarks/headway.py [--network nl-2026] [--threads 2] [--rounds 7] [--json]

Times are the smallest of some rounds, the tools by turns in every round, so that whatever else the machine does
hits all alike. What is not installed (scipy, networkx, aequilibrae) is left out. Both waiting factors are 0.5, as
the other tools know one only.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np
import peers

from bereikbaar.network.model import Network
from bereikbaar.read.network import find_network, read_network
from bereikbaar.routing import headway
from bereikbaar.routing.arrays import PatternArrays, pattern_arrays
from bereikbaar.routing.flows import flows
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.settings import Settings

TEXTBOOK = Settings(alpha_first=0.5, alpha_transfer=0.5)
NETWORKX_SOURCES = 10


def ours(network: Network, arrays: PatternArrays, window: str, threads: int) -> dict[str, Callable[[], Any]]:
    values = headway.values(arrays, TEXTBOOK)
    demand = np.ones((len(arrays.stations), len(arrays.stations)))

    def all_windows() -> None:
        for each in network.windows:
            travel_times(network, each.name, TEXTBOOK, threads=threads)

    return {
        "ours: expected, 1 thread": lambda: headway.values(arrays, TEXTBOOK, threads=1),
        "ours: expected": lambda: headway.values(arrays, TEXTBOOK, threads=threads),
        "ours: components": lambda: headway.components(arrays, TEXTBOOK, values, threads=threads),
        "ours: network to all nine matrices": lambda: travel_times(network, window, TEXTBOOK, threads=threads),
        "ours: all windows, all nine matrices": all_windows,
        "ours: flows of a demand for all pairs": lambda: flows(network, window, TEXTBOOK, demand, threads=threads),
    }


def others(arrays: PatternArrays, threads: int) -> dict[str, Callable[[], Any]]:
    made, n = peers.graph(arrays), len(arrays.stations)
    jobs: dict[str, Callable[[], Any]] = {}
    if find_spec("scipy"):
        matrix = peers.line_graph(made, 0.5)
        jobs["scipy: line graph, Dijkstra"] = lambda: peers.scipy_line_graph(matrix, n)
        if find_spec("networkx"):
            nx_graph = peers.networkx_graph(matrix)
            sources = list(range(0, n, n // NETWORKX_SOURCES))[:NETWORKX_SOURCES]
            jobs[NETWORKX] = lambda: peers.networkx_line_graph(nx_graph, sources)
    if find_spec("aequilibrae"):
        tool = peers.hyperpath(made, 0.5)
        jobs["aequilibrae: hyperpath, 1 thread"] = lambda: peers.assign_one_to_all(tool, n, 1)
        jobs["aequilibrae: hyperpath"] = lambda: peers.assign_one_to_all(tool, n, threads)
        jobs["aequilibrae: with flows for all pairs"] = lambda: peers.assign_all_to_all(tool, n, threads)
    return jobs


NETWORKX = f"networkx: line graph, Dijkstra from {NETWORKX_SOURCES} stations"


def largest_difference(arrays: PatternArrays) -> float | None:
    """Return how far our minutes are from AequilibraE's to a tenth of the destinations, min; None without it."""
    if not find_spec("aequilibrae"):
        return None
    tool, n = peers.hyperpath(peers.graph(arrays), 0.5), len(arrays.stations)
    expected = headway.values(arrays, TEXTBOOK).expected
    worst = 0.0
    for d in range(0, n, 10):
        theirs = peers.values_to(tool, n, d)
        reached = np.isfinite(theirs)
        if not (reached == np.isfinite(expected[d])).all():
            return float("nan")
        worst = max(worst, float(np.abs(theirs[reached] - expected[d][reached]).max()))
    return worst


def smallest_times(jobs: dict[str, Callable[[], Any]], rounds: int) -> dict[str, float]:
    for job in jobs.values():
        job()  # compile, fill caches
    found = dict.fromkeys(jobs, float("inf"))
    for _ in range(rounds):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            found[name] = min(found[name], time.perf_counter() - start)
    return found


def report(network: Network, window: str, threads: int, rounds: int) -> dict[str, Any]:
    arrays = pattern_arrays(network, window, TEXTBOOK)
    times = smallest_times(ours(network, arrays, window, threads) | others(arrays, threads), rounds)
    if NETWORKX in times:
        times["networkx: line graph, all stations (in proportion)"] = (
            times[NETWORKX] * len(arrays.stations) / NETWORKX_SOURCES
        )
    base = times["ours: expected"]
    return {
        "network": network.name, "window": window, "stations": len(arrays.stations),
        "patterns": len(arrays.patterns), "boardings": len(arrays.lines.board_call), "threads": threads,
        "processors": os.cpu_count(), "seconds": times,
        "times_ours_expected": {name: value / base for name, value in times.items()},
        "largest_difference_with_aequilibrae_min": largest_difference(arrays),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--network", default="nl-2026")
    parser.add_argument("--window", default="offpeak")
    parser.add_argument("--threads", type=int, default=headway.thread_count(None))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    network = read_network(find_network(arguments.network))
    found = report(network, arguments.window, arguments.threads, arguments.rounds)
    if arguments.json:
        print(json.dumps(found, indent=2))
        return
    print(*(f"{key}: {found[key]}" for key in ("network", "window", "stations", "boardings", "threads")), sep=", ")
    for name, seconds in found["seconds"].items():
        print(f"{seconds:9.4f} s  {found['times_ours_expected'][name]:8.2f} x  {name}")
    print(f"largest difference with aequilibrae: {found['largest_difference_with_aequilibrae_min']} min")


if __name__ == "__main__":
    main()

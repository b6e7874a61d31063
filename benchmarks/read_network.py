"""How long the shipped network and its places take to read, and the paths of all its trains along the track.

    python benchmarks/read_network.py [--rounds 5]

In one process, libraries loaded; the smallest of the rounds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace

from bereikbaar.network.model import Network
from bereikbaar.network.track import TrackPaths
from bereikbaar.read.network import find_network, read_network
from bereikbaar.read.places import read_places


def smallest(work: Callable[[], object], rounds: int) -> float:
    """Return the least time of some rounds, s; one round before them is not counted."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def all_paths(net: Network) -> list[float]:
    """Return the length of every leg along the track, km, found anew."""
    paths = TrackPaths(net)
    return [paths.km(*leg) for s in net.services.values() for p in s.patterns for leg in p.legs()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    folder = find_network("nl-2026")
    net = read_network(folder)
    unknown = replace(net, leg_paths={})
    for name, work in (
        ("read_network", lambda: read_network(folder)),
        ("read_places", lambda: read_places(folder)),
        ("paths of all legs", lambda: all_paths(net)),
        ("paths of all legs, none given", lambda: all_paths(unknown)),
    ):
        print(f"{name:30} {smallest(work, rounds):.3f} s")


if __name__ == "__main__":
    main()

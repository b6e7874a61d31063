"""How long reading feeds takes and how much memory, each in a process of its own.

    python benchmarks/gtfs_read.py FEED [FEED ...] [--rounds 5] [--modes rail] [--json]

The first round is what a user waits for (libraries are loaded and warm up); the smallest of the others is the reading
itself, and the smallest time of the processors (of all threads) on a machine that is busy. The peak is of the whole
process.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path


def measure(path: str, rounds: int, modes: str) -> dict[str, float | int | str]:
    start = time.perf_counter()
    from bereikbaar.gtfs.feed import parse_modes, read_feed

    types = parse_modes(modes)
    imported = time.perf_counter() - start
    seconds, processor = [], []
    for _ in range(rounds):
        start, used = time.perf_counter(), time.process_time()
        feed = read_feed(Path(path), modes=types)
        seconds.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
    return {
        "feed": Path(path).name,
        "stations": len(feed.stations),
        "trips": feed.trips.n_trips,
        "calls": len(feed.trips.place),
        "dates": len(feed.dates),
        "import_s": round(imported, 3),
        "first_s": round(seconds[0], 3),
        "best_s": round(min(seconds[1:] or seconds), 3),
        "processor_s": round(min(processor), 3),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("feeds", nargs="+")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--modes", default="rail")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        print(json.dumps(measure(options.feeds[0], options.rounds, options.modes)))
        return
    found = []
    for feed in options.feeds:
        command = [
            sys.executable,
            __file__,
            feed,
            "--here",
            "--rounds",
            str(options.rounds),
            "--modes",
            options.modes,
        ]
        found.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    if options.json:
        print(json.dumps(found, indent=1))
        return
    for row in found:
        print("  ".join(f"{k} {v}" for k, v in row.items()))


if __name__ == "__main__":
    main()

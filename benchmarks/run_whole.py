"""How long the commands take as whole processes, from the start of Python to its end.

    python benchmarks/run_whole.py [--rounds 7] [--first] [--json]

Warm: kernels compiled, ways over water known. The jobs go by turns in every round, so that whatever else the
machine does hits all alike. ``--first`` also times the first run on a machine, with empty caches in a temporary
folder: both empty, kernels to be compiled only, ways over water to be found only.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

BASE, ONE = "run (base)", "run lelylijn-2020"
JOBS = {
    "--help": ["--help"],
    BASE: ["run"],
    ONE: ["run", "lelylijn-2020"],
    "run of the README, three scenarios": ["run", "lelylijn-2020", "zeeland-2030", "spoorboekloos"],
}
#: Variables that name the folders of the two caches.
KERNELS, WATER = "NUMBA_CACHE_DIR", "BEREIKBAAR_CACHE"
FIRST = {
    "first run, both caches empty": (KERNELS, WATER),
    "first run, kernels to be compiled only": (KERNELS,),
    "first run, ways over water to be found only": (WATER,),
}


def seconds(arguments: list[str], folder: Path, extra: dict[str, str] | None = None) -> tuple[float, float]:
    """Run the command once; return seconds on the clock and of processor time (both cores together)."""
    if arguments[0] == "run":
        arguments = [*arguments, "--output", str(folder / "out")]
    # as on a user's machine: Python keeps its compiled modules
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | (extra or {})
    command = [sys.executable, "-m", "bereikbaar", *arguments]
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, busy


def warm(rounds: int, folder: Path) -> dict[str, dict[str, float]]:
    for arguments in JOBS.values():
        seconds(arguments, folder)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in JOBS}
    for _ in range(rounds):
        for name, arguments in JOBS.items():
            found[name].append(seconds(arguments, folder))
    return {
        name: {
            "min_s": min(wall for wall, _busy in times),
            "median_s": statistics.median(wall for wall, _busy in times),
            "min_processor_s": min(busy for _wall, busy in times),
        }
        for name, times in found.items()
    }


def first(folder: Path) -> dict[str, dict[str, float]]:
    found = {}
    for name, caches in FIRST.items():
        with tempfile.TemporaryDirectory(dir=folder) as empty:
            extra = {variable: str(Path(empty, variable)) for variable in caches}
            wall, busy = seconds(JOBS[ONE], folder, extra)
        found[name] = {"min_s": wall, "median_s": wall, "min_processor_s": busy}
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--first", action="store_true", help="also the first run on a machine")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = warm(arguments.rounds, folder)
        if arguments.first:
            found |= first(folder)
    report: dict[str, Any] = {"rounds": arguments.rounds, "processors": os.cpu_count(), "jobs": found}
    if arguments.json:
        print(json.dumps(report, indent=2))
        return
    print(f"{arguments.rounds} rounds, {os.cpu_count()} processors\n{'min':>9}  {'median':>9}  {'processor':>9}")
    for job, times in found.items():
        print("".join(f"{times[key]:7.2f} s  " for key in ("min_s", "median_s", "min_processor_s")) + job)


if __name__ == "__main__":
    main()

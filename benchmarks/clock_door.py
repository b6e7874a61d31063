"""How long a whole run by the clock takes: the base and three scenarios, peak and off-peak, and its memory.

python benchmarks/clock_door.py [--windows peak,offpeak] [SCENARIO ...]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCENARIOS = ("lelylijn-2020", "zeeland-2030", "spoorboekloos")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--windows", default="peak,offpeak")
    parser.add_argument("scenarios", nargs="*", default=SCENARIOS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bereikbaar", "run", *asked.scenarios, "--method", "clock"]
        command += ["--window", asked.windows, "-o", str(Path(folder, "out"))]
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        wall = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = used.ru_utime + used.ru_stime
    print(f"{wall:.1f} s, {busy:.1f} s of processor, at most {used.ru_maxrss / 1000:.0f} MB")


if __name__ == "__main__":
    main()

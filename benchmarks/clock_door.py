"""Door to door by the clock: how long a whole run takes, how it grows with zones, how far slots are from the truth.

python benchmarks/clock_door.py [--windows peak,offpeak] [SCENARIO ...]    a run: base and three scenarios, and memory
python benchmarks/clock_door.py --growth                                   rows of 512 origins to more and more zones
python benchmarks/clock_door.py --exact 300                                against the best way at every other second
"""

from __future__ import annotations

import argparse
import dataclasses
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bereikbaar.access.door import DoorTimes
from bereikbaar.access.rows import rows_of
from bereikbaar.access.sum_arrays import LANES
from bereikbaar.access.towns import measure_door
from bereikbaar.clock.profiles import Profiles
from bereikbaar.compare.timetables import routed_by_clock
from bereikbaar.pipeline import network, places, ready
from bereikbaar.settings import Settings

SCENARIOS = ("lelylijn-2020", "zeeland-2030", "spoorboekloos")
#: Moments looked at for the truth, s apart.
STEP_S = 2


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--windows", default="peak,offpeak")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--exact", type=int, default=0, metavar="PAIRS")
    parser.add_argument("scenarios", nargs="*", default=SCENARIOS)
    asked = parser.parse_args()
    if asked.growth:
        growth(door_of("offpeak"))
    elif asked.exact:
        exact(door_of("offpeak"), asked.exact)
    else:
        whole(asked.windows, asked.scenarios)


def whole(windows: str, scenarios: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bereikbaar", "run", *scenarios, "--method", "clock"]
        command += ["--window", windows, "-o", str(Path(folder, "out"))]
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        wall = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = used.ru_utime + used.ru_stime
    print(f"{wall:.1f} s, {busy:.1f} s of processor, at most {used.ru_maxrss / 1000:.0f} MB")


def door_of(window: str) -> DoorTimes:
    net, settings = ready(network("nl-2026"), "clock"), Settings()
    routed = routed_by_clock(net, window, settings)
    return measure_door(net, {window: routed.times}, places(net), settings, window, profiles=routed.profiles)


def growth(door: DoorTimes) -> None:
    """Time the rows of the same 512 origins to the first so many zones, in one thread."""
    n_zones = len(door.legs.within_min)
    fill = rows_of(door).filler()
    fill(0)  # compile
    for zones in (n_zones // 8, n_zones // 4, n_zones // 2, n_zones):
        some = first_zones(door, zones)
        fill = rows_of(some).filler()
        start = time.process_time()
        for first in range(0, min(512, zones), LANES):
            fill(first)
        used = time.process_time() - start
        origins = -(-min(512, zones) // LANES) * LANES
        print(f"{zones} zones: {1e6 * used / origins / zones:.2f} us per pair of zones, one thread")


def first_zones(door: DoorTimes, n: int) -> DoorTimes:
    """Return the door times of a country that ends after the first n zones."""
    legs, chosen = door.legs, np.arange(n)
    direct = legs.direct
    kept = (direct.to < n) & (np.repeat(np.arange(len(direct.start) - 1), np.diff(direct.start)) < n)
    row = np.repeat(np.arange(len(direct.start) - 1), np.diff(direct.start))[kept]
    ways = dataclasses.replace(
        direct,
        start=np.searchsorted(row, np.arange(n + 1)).astype(np.int64),
        to=direct.to[kept],
        minutes=direct.minutes[kept],
        kind=direct.kind[kept],
    )
    fewer = dataclasses.replace(
        legs,
        access=legs.access.of_points(chosen),
        egress=legs.egress.of_points(chosen),
        direct=ways,
        within_min=legs.within_min[:n],
    )
    assert door.clock is not None
    home = door.clock.home
    end = int(home.start[n])
    clock = dataclasses.replace(
        door.clock,
        home=home._replace(
            start=home.start[: n + 1], station=home.station[:end], here=home.here[:end], on=home.on[:end]
        ),
    )
    return dataclasses.replace(
        door, legs=fewer, clock=clock, to_station=door.to_station[:n], leg=np.ascontiguousarray(door.leg[:n])
    )


def exact(door: DoorTimes, pairs: int) -> None:
    """Print how much more the means over slots are than the best way at every other second, of random pairs."""
    assert door.clock is not None
    profiles, rng = door.clock.profiles, np.random.default_rng(2026)
    n_zones, more = len(door.legs.within_min), []
    fill = rows_of(door).filler()
    origins = rng.choice(n_zones, size=-(-pairs // 10), replace=False)
    for origin in sorted(origins.tolist()):
        row = fill(origin // LANES * LANES)[0][:, origin % LANES].copy()
        for destination in rng.choice(n_zones, size=10, replace=False).tolist():
            if destination != origin and np.isfinite(row[destination]):
                more.append(row[destination] - truth(door, profiles, origin, destination))
    found = np.array(more)
    spread = np.quantile(found, [0.5, 0.9, 0.99])
    print(
        f"{len(found)} pairs: slots take {found.mean():.3f} min more than the truth on average, median and 90th and"
    )
    print(f"99th percentile {spread.round(3).tolist()}, between {found.min():.3f} and {found.max():.3f}")


def truth(door: DoorTimes, profiles: Profiles, origin: int, destination: int) -> float:
    """Return the mean minutes of the best way at every other second of the window."""
    moments = np.arange(STEP_S / 2, profiles.window_s, STEP_S)
    best = np.full(len(moments), np.inf)
    access, egress, direct = door.legs.access, door.legs.egress, door.legs.direct
    for k in range(direct.start[origin], direct.start[origin + 1]):
        if direct.to[k] == destination:
            best = np.minimum(best, 60 * direct.minutes[k])
    n = len(profiles.stations)
    for q in range(access.start[origin], access.start[origin + 1]):
        s = int(access.station[q])
        here = 60 * access.expected_min[q]
        on = here + 60 * (door.legs.change_min[s] if access.boards[q] else 0.0)
        for k in range(egress.start[destination], egress.start[destination + 1]):
            e, more = int(egress.station[k]), 60 * egress.expected_min[k]
            if s == e:
                best = np.minimum(best, here + more)
                continue
            own = slice(int(profiles.first[s * n + e]), int(profiles.first[s * n + e + 1]))
            if own.stop > own.start and profiles.least_s[s, e] + on + more < best.max():
                best = np.minimum(best, by_train(profiles, own, moments + on) + on + more)
            if profiles.walk_s[s, e] <= profiles.longest_s:
                best = np.minimum(best, on + profiles.walk_s[s, e] + more)
    return float(best.mean() / 60)


def by_train(profiles: Profiles, own: slice, ready_s: np.ndarray) -> np.ndarray:
    """Return the seconds that the next useful train takes, for who is at the station at these moments."""
    leave, arrive, period = profiles.leave_s[own], profiles.arrive_s[own], profiles.period_s
    turns = np.arange(2 + int(ready_s.max()) // period)[:, np.newaxis] * period
    leave, arrive = (leave + turns).ravel(), (arrive + turns).ravel()
    took = arrive[np.searchsorted(leave, ready_s)] - ready_s
    return np.where(took <= profiles.longest_s, took, np.inf)


if __name__ == "__main__":
    main()

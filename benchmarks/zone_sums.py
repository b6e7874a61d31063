"""Sums over all pairs of zones: time, memory and growth with the number of zones; beside plain NumPy.

    python benchmarks/zone_sums.py [--network nl-2026] [--rounds 5] [--growth] [--whole] [--json]

The question is that of a rich run: 12 opportunities by 8 decays, minutes to reach so many, minutes between the
municipalities, speed, how often. The peer answers its first part (opportunities by decays) in plain NumPy, for some
origins, by turns with ours; the rest is in proportion. ``--growth`` takes a quarter, half, twice and four times the
zones (each in a process of its own, for the peak of memory): every fourth or second one, or each of them two or four
times at the same point. ``--whole`` runs the command with a base, three scenarios, five windows and all indicators.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from typing import Any

import numpy as np

from bereikbaar.access.direct import DirectWays
from bereikbaar.access.door import DoorTimes, door_to_door
from bereikbaar.access.legs import access_legs
from bereikbaar.access.model import Zones
from bereikbaar.access.sums import Ask, zone_sums
from bereikbaar.indicators.decay import GEURS_2001, PBL_PUBLIC_TRANSPORT, Exponential, Gaussian, Step
from bereikbaar.pipeline import network, places
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.settings import Settings

DECAYS = (
    *(Step(limit) for limit in (30, 45, 60, 90)),
    PBL_PUBLIC_TRANSPORT,
    GEURS_2001,
    Exponential(0.05),
    Gaussian(1800),
)
FACTORS = (0.25, 0.5, 1.0, 2.0, 4.0)
#: Origins that the peer works out.
SAMPLE = 64
WINDOWS = "peak,offpeak,evening,saturday,sunday"
WHOLE = ["run", "lelylijn-2020", "zeeland-2030", "spoorboekloos", "--window", WINDOWS, "--indicators", "all"]


def rows_of(n_zones: int, factor: float) -> np.ndarray:
    """Return which zones take part: every so many, or all of them several times."""
    if factor < 1:
        return np.arange(0, n_zones, round(1 / factor))
    return np.repeat(np.arange(n_zones), round(factor))


def spread_ways(ways: DirectWays, rows: np.ndarray, n_zones: int) -> DirectWays:
    """Return the direct ways between zones that were taken out or repeated."""
    copies = np.bincount(rows, minlength=n_zones)
    first = np.concatenate([[0], np.cumsum(copies)])[:-1]
    start, to, minutes, kind, per_hour = [0], [], [], [], []
    for o in rows.tolist():
        mine = slice(ways.start[o], ways.start[o + 1])
        times = copies[ways.to[mine]]
        place = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        to.append(np.repeat(first[ways.to[mine]], times) + place)
        minutes.append(np.repeat(ways.minutes[mine], times))
        kind.append(np.repeat(ways.kind[mine], times))
        per_hour.append(np.repeat(ways.per_hour[mine], times))
        start.append(start[-1] + len(to[-1]))
    columns = (np.concatenate(part) for part in (minutes, kind, per_hour))
    return DirectWays(np.array(start), np.concatenate(to).astype(np.int32), *columns)


def door_of(name: str, factor: float) -> tuple[DoorTimes, Zones, np.ndarray]:
    """Return door to door off-peak for so many times the zones, the zones, and which of them take part."""
    net, settings = network(name), Settings()
    at = places(net)
    legs = access_legs(net, at, "offpeak", settings)
    n_zones = len(at.zones.code)
    rows = rows_of(n_zones, factor)
    if factor != 1:
        legs = replace(
            legs,
            access=legs.access.of_points(rows),
            egress=legs.egress.of_points(rows),
            direct=spread_ways(legs.direct, rows, n_zones),
            within_min=legs.within_min[rows],
        )
    return door_to_door(travel_times(net, "offpeak", settings), legs, settings), at.zones, rows


def question(zones: Zones, rows: np.ndarray) -> tuple[Ask, Ask]:
    """Return the question of opportunities and decays alone, and the one with all the rest."""
    people = zones.population[rows]
    amounts = np.stack([people * (1 + k * np.cos(k * np.arange(len(people)))) ** 2 for k in range(12)])
    municipality = np.unique(np.array(zones.municipality), return_inverse=True)[1][rows]
    plain = Ask(amounts, DECAYS)
    return plain, replace(
        plain,
        passive=amounts[:1],
        reach=((0, 100_000.0), (0, 1_000_000.0)),
        groups=municipality,
        group_weight=people,
        speed_weight=people,
        lat=zones.lat[rows],
        lon=zones.lon[rows],
        town=zones.town_idx[rows],
        frequent_weight=people,
    )


def numpy_peer(door: DoorTimes, ask: Ask, origins: np.ndarray) -> np.ndarray:
    """Return the active sums of some origins in plain NumPy, (n_origins, n_amounts, n_decays)."""
    egress, direct, n_zones = door.legs.egress, door.legs.direct, len(door.legs.within_min)
    has = np.flatnonzero(np.diff(egress.start))
    out = np.empty((len(origins), len(ask.amounts), len(ask.decays)))
    for k, o in enumerate(origins.tolist()):
        minutes = np.full(n_zones, np.inf)
        minutes[has] = np.minimum.reduceat(
            door.to_station[o, egress.station] + egress.expected_min, egress.start[:-1][has]
        )
        mine = slice(direct.start[o], direct.start[o + 1])
        minutes[direct.to[mine]] = np.minimum(minutes[direct.to[mine]], direct.minutes[mine])
        minutes[o] = min(minutes[o], door.legs.within_min[o])
        out[k] = ask.amounts @ np.stack([decay(minutes) for decay in ask.decays], axis=1)
    return out


def measure(name: str, factor: float, rounds: int, peer: bool) -> dict[str, Any]:
    """Return seconds (the least of some rounds, by turns) and the peak of memory of this process."""
    door, zones, rows = door_of(name, factor)
    plain, rich = question(zones, rows)
    n_zones = len(rows)
    origins = np.linspace(0, n_zones - 1, SAMPLE).astype(int)
    jobs = {"opportunities by decays": lambda: zone_sums(door, plain), "all of it": lambda: zone_sums(door, rich)}
    if peer:
        jobs["opportunities by decays, 1 thread"] = lambda: zone_sums(door, plain, threads=1)
        jobs["NumPy (in proportion)"] = lambda: numpy_peer(door, plain, origins)
    seconds, processor = dict.fromkeys(jobs, np.inf), dict.fromkeys(jobs, np.inf)
    for turn in range(rounds + 1):  # the first one compiles
        for what, job in jobs.items():
            begun, cpu = time.perf_counter(), time.process_time()
            job()
            share = n_zones / SAMPLE if what.startswith("NumPy") else 1.0
            if turn:
                seconds[what] = min(seconds[what], (time.perf_counter() - begun) * share)
                processor[what] = min(processor[what], (time.process_time() - cpu) * share)
    found: dict[str, Any] = {"zones": n_zones, "pairs": n_zones**2, "seconds": seconds, "processor": processor}
    if peer:
        theirs, ours = numpy_peer(door, plain, origins), zone_sums(door, plain).active[origins]
        found["largest_difference"] = float(np.abs(theirs - ours).max() / plain.amounts.sum(axis=1).max())
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def growth(name: str, rounds: int) -> list[dict[str, Any]]:
    """Return the figures of every number of zones, each from a process of its own."""
    out = []
    for factor in FACTORS:
        command = [sys.executable, __file__, "--network", name, "--rounds", str(rounds), "--one", str(factor)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        out.append(json.loads(done.stdout))
    return out


def whole(name: str) -> dict[str, float]:
    """Return what the command takes as a whole process: seconds, seconds of processor, peak MB."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bereikbaar", *WHOLE, "--network", name, "-o", f"{folder}/out"]
        begun = time.perf_counter()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, capture_output=True, check=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return {
            "seconds": time.perf_counter() - begun,
            "processor": used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime,
            "peak_mb": used.ru_maxrss / 1024,
        }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--network", default="nl-2026")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", type=float, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one is not None:
        print(json.dumps(measure(asked.network, asked.one, asked.rounds, peer=False)))
        return
    found: dict[str, Any] = {"processors": os.cpu_count(), "load": os.getloadavg()}
    if asked.whole:  # first: the peak of memory is that of the largest child so far
        found["whole"] = whole(asked.network)
    found["beside_numpy"] = measure(asked.network, 1.0, asked.rounds, peer=True)
    found["growth"] = growth(asked.network, asked.rounds) if asked.growth else []
    if asked.json:
        print(json.dumps(found, indent=2))
        return
    report(found)


def report(found: dict[str, Any]) -> None:
    print(f"processors: {found['processors']}, load: {found['load'][0]:.1f}")
    beside = found["beside_numpy"]
    base = beside["seconds"]["opportunities by decays"]
    for what, seconds in beside["seconds"].items():
        cpu = beside["processor"][what]
        print(f"{seconds:8.3f} s {cpu:8.3f} s of processor {seconds / base:8.2f} x  {what}")
    print(f"largest difference with NumPy, share of all: {beside['largest_difference']:.1e}")
    for one in found["growth"]:
        plain, rich = (one["seconds"][key] for key in ("opportunities by decays", "all of it"))
        cpu = one["processor"]["all of it"]
        print(f"{one['zones']:6d} zones: {plain:7.3f} s, all of it {rich:7.3f} s ({cpu:.2f} s of processor), "
              f"{1e9 * rich / one['pairs']:.1f} ns a pair, peak {one['peak_mb']:.0f} MB")  # fmt: skip
    if "whole" in found:
        w = found["whole"]
        print(f"whole: {w['seconds']:.1f} s, {w['processor']:.1f} s of processor, peak {w['peak_mb']:.0f} MB")


if __name__ == "__main__":
    main()

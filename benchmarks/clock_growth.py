"""How the clock method grows: 1, 4, 16, 64 copies of a network, each linked to the next by a train every half hour.

python benchmarks/clock_growth.py FEED --date 1990-09-12 [--copies 1 4 16 64]
"""

from __future__ import annotations

import argparse
import dataclasses
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from bereikbaar.clock.arrivals import arrivals_from, profiles_from
from bereikbaar.clock.events import compact, prepare
from bereikbaar.clock.question import Question
from bereikbaar.clock.times import fill
from bereikbaar.gtfs.feed import read_feed
from bereikbaar.network.trips import ChangeRules, Trips

H = 3600
CHANGE_S = 120


def copied(trips: Trips, copies: int, hub: int) -> Trips:
    """Return the network ``copies`` times, with links between the hubs of neighbours. Codes keep their order."""
    width = len(str(copies))
    names = [f"{k:0{width}}-" for k in range(copies)]
    each = lambda values, step: np.concatenate([values + k * step for k in range(copies)]).astype(np.int32)  # noqa: E731
    again = lambda values: np.concatenate([values] * copies)  # noqa: E731
    n_stations, n_places, n_calls = len(trips.stations), len(trips.places), len(trips.place)
    hub_place = int(np.flatnonzero(trips.place_station == hub)[0])
    links = [
        (k, k + step, m * 1800)
        for k in range(copies)
        for step in (-1, 1)
        if 0 <= k + step < copies
        for m in range(48)
    ]
    a, b, leave = np.array(links, dtype=np.int64).reshape(-1, 3).T
    place = np.stack([hub_place + a * n_places, hub_place + b * n_places], axis=1).ravel()
    time_s = np.stack([leave, leave + 900], axis=1).ravel()
    ends = np.tile([True, False], len(links))
    n_links = len(links)
    one = np.ones(n_links, dtype=np.int32)
    walks = [trips.walks + np.array([k * n_stations, k * n_stations, 0]) for k in range(copies)]
    return dataclasses.replace(
        trips,
        stations=tuple(p + s for p in names for s in trips.stations),
        places=tuple(p + s for p in names for s in trips.places),
        place_station=each(trips.place_station, n_stations),
        first=np.concatenate(
            [[0], each(trips.first[1:], n_calls), copies * n_calls + 2 * np.arange(1, n_links + 1)]
        ).astype(np.int32),
        place=np.concatenate([each(trips.place, n_places), place]).astype(np.int32),
        arrive_s=np.concatenate([again(trips.arrive_s), time_s]).astype(np.int32),
        depart_s=np.concatenate([again(trips.depart_s), time_s]).astype(np.int32),
        board=np.concatenate([again(trips.board), ends]),
        alight=np.concatenate([again(trips.alight), ~ends]),
        pattern=np.concatenate([again(trips.pattern), 0 * one]),
        line=np.concatenate([again(trips.line), 0 * one]),
        route_type=np.concatenate([again(trips.route_type), 2 * one]),
        ids=tuple([p + i for p in names for i in trips.ids] + [f"link{k}" for k in range(n_links)]),
        basis=np.concatenate([again(trips.basis), (0 * one).astype(np.int8)]),
        stays=np.zeros((0, 2), dtype=np.int32),
        rules=ChangeRules(),
        walks=np.concatenate(walks).astype(np.int32),
        runs=np.concatenate([again(trips.runs), np.ones((n_links, len(trips.dates)), dtype=bool)]),
    )


def measured(work: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """Seconds of the processor (the smallest; others may be at work too) and the most memory at once, MB."""
    times = []
    for _ in range(rounds):
        begin = time.thread_time()
        work()
        times.append(time.thread_time() - begin)
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return min(times), peak / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("feed", type=Path)
    parser.add_argument("--date", required=True)
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 4, 16, 64])
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    read = read_feed(args.feed).trips
    day = read.dates.index(args.date)
    base = dataclasses.replace(
        read, dates=read.dates[day : day + 1], day_start_s=np.zeros(1, np.int64), runs=read.runs[:, day : day + 1]
    )
    hub = int(np.bincount(base.place_station[base.place]).argmax())
    question = Question(args.date, 7 * H, 9 * H, 12 * H)
    print("copies stations  events | prepare        | earliest arrival | profile 07-09    | per destination")
    for copies in args.copies:
        trips = copied(base, copies, hub)
        seconds = np.full(len(trips.stations), CHANGE_S, dtype=np.int32)
        made = measured(lambda t=trips, s=seconds: prepare(t, s, question), args.rounds)
        events = prepare(trips, seconds, question)
        n, origin = len(events.net.depart), trips.stations[hub]
        arrivals_from(events, origin, 7 * H)
        lanes = 8
        net, n_rows = compact(events)
        rows = [np.empty((n_rows, lanes))]
        block = np.linspace(0, len(trips.stations) - 1, lanes).astype(np.int64)
        fill(events, net, block, rows)
        arrive = measured(lambda e=events, o=origin: arrivals_from(e, o, 7 * H), 5 * args.rounds)
        profile = measured(lambda e=events, o=origin: profiles_from(e, o), args.rounds)
        to = measured(lambda e=events, c=net, b=block, r=rows: fill(e, c, b, r), args.rounds)
        print(
            f"{copies:6} {len(trips.stations):8} {n:7} | {made[0]:7.3f} s {made[1]:5.0f} MB |"
            f" {1000 * arrive[0]:8.2f} ms {arrive[1]:3.0f} MB | {1000 * profile[0]:8.1f} ms {profile[1]:3.0f} MB |"
            f" {1000 * to[0] / lanes:7.2f} ms {rows[0].nbytes / lanes / 1e6:5.1f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()

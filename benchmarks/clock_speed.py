"""The clock method on a national feed, beside pynigiri in the same run (left out, and said so, where not installed).

python benchmarks/clock_speed.py FEED --date 1990-09-12 [--zone Europe/Amsterdam] [--rounds 5] [--json]
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from bereikbaar.clock.arrivals import arrivals_from, profiles_from
from bereikbaar.clock.events import Events, prepare
from bereikbaar.clock.journeys import profile_of
from bereikbaar.clock.question import Question
from bereikbaar.clock.times import clock_times, expected_minutes
from bereikbaar.gtfs.feed import read_feed

H = 3600
CHANGE_S = 120


Times = tuple[float, float]


def best(work: Callable[[], Any], rounds: int) -> Times:
    """The smallest of several times: on the clock, and of all processors together (others may be at work too), s."""
    wall, busy = [], []
    for _ in range(rounds):
        begin, used = time.perf_counter(), time.process_time()
        work()
        wall.append(time.perf_counter() - begin)
        busy.append(time.process_time() - used)
    return min(wall), min(busy)


def ours(feed: Path, date: str, rounds: int) -> tuple[dict[str, Times], Events]:
    trips = read_feed(feed).trips
    seconds = np.full(len(trips.stations), CHANGE_S, dtype=np.int32)
    question = Question(date, 7 * H, 9 * H, 12 * H)
    first = best(lambda: clock_times(trips, seconds, question, threads=2), 1)
    events = prepare(trips, seconds, question)
    middle = trips.stations[busiest(events)]
    arrivals_from(events, middle, 7 * H)
    every = [s for o, s in enumerate(trips.stations) if events.leave_first[o + 1] > events.leave_first[o]]
    return {
        "read the feed": best(lambda: read_feed(feed), rounds),
        "first call, compiling or loading what was compiled": first,
        "all-to-all, everything, 2 threads": best(lambda: clock_times(trips, seconds, question, threads=2), rounds),
        "all-to-all, everything, 1 thread": best(lambda: clock_times(trips, seconds, question, threads=1), rounds),
        "all-to-all, only the mean, 2 threads": best(
            lambda: expected_minutes(trips, seconds, question, threads=2), rounds
        ),
        "of which: make the events": best(lambda: prepare(trips, seconds, question), rounds),
        "one-to-all earliest arrival": best(lambda: arrivals_from(events, middle, 7 * H), 20 * rounds),
        "earliest arrivals from all stations": best(lambda: [arrivals_from(events, s, 7 * H) for s in every], rounds),
        "one-to-all profile 07-09": best(lambda: profiles_from(events, middle), rounds),
        "profiles 07-09 from all stations": best(lambda: [profiles_from(events, s) for s in every], 1),
        "journeys of one pair, 07-09, legs and all": best(
            lambda: profile_of(events, middle, every[0] if every[0] != middle else every[1]), rounds
        ),
    }, events


def busiest(events: Events) -> int:
    return int(np.argmax(np.diff(events.leave_first)))


def nigiri(feed: Path, date: str, zone: str, events: Events, rounds: int) -> dict[str, Times]:
    """pynigiri: one query per destination from the busiest station; whole matrices from a sample of origins."""
    import pynigiri as n

    day = datetime.date.fromisoformat(date)
    config, options = n.LoaderConfig(), n.FinalizeOptions()
    config.link_stop_distance, config.default_tz = 0, zone
    options.adjust_footpaths = False
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(feed) as packed:
            packed.extractall(folder)
        source = n.TimetableSource("x", folder, config)
        load = lambda: n.load_timetable([source], str(day), str(day + datetime.timedelta(2)), options)  # noqa: E731
        reading, theirs = best(load, 1), load()
    trips = events.trips
    places = [[] for _ in trips.stations]
    for place, station in zip(trips.places, trips.place_station, strict=True):
        if theirs.find_location(place) is not None:
            places[station].append(theirs.find_location(place))
    noon = datetime.datetime.combine(day, datetime.time(12), tzinfo=ZoneInfo(zone))

    def ask(origin: int, *, window: bool) -> int:
        answers = 0
        for d in range(len(trips.stations)):
            if d == origin or not places[d] or not places[origin]:
                continue
            query = n.Query()
            query.start = [n.Offset(p, 0) for p in places[origin]]
            query.destination = [n.Offset(p, 0) for p in places[d]]
            begin = int(noon.timestamp()) // 60 - 300
            query.start_time = (begin, begin + 120) if window else begin
            query.max_travel_time = 720
            answers += len(n.route(theirs, query))
        return answers

    middle = busiest(events)
    sample = np.linspace(0, len(trips.stations) - 1, 7).astype(int).tolist()
    profile = best(lambda: [ask(o, window=True) for o in sample], 1)
    scale = len(trips.stations) / len(sample)
    return {
        "read the feed": reading,
        "earliest arrivals from one station, a query per destination": best(
            lambda: ask(middle, window=False), rounds
        ),
        "profile 07-09 from one station, a query per destination": best(lambda: ask(middle, window=True), 1),
        "all-to-all profile 07-09, from 7 of the origins": (profile[0] * scale, profile[1] * scale),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("feed", type=Path)
    parser.add_argument("--date", required=True)
    parser.add_argument("--zone", default="Europe/Amsterdam")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found, events = ours(args.feed, args.date, args.rounds)
    out: dict[str, Any] = {
        "stations": len(events.stations),
        "events 07:00-21:00": len(events.net.depart),
        "ours, s": found,
    }
    try:
        out["pynigiri, s"] = nigiri(args.feed, args.date, args.zone, events, args.rounds)
    except ImportError as error:
        out["pynigiri, s"] = f"left out: {error}"
    if args.json:
        json.dump(out, sys.stdout, indent=2)
        return
    for name, value in out.items():
        if isinstance(value, dict):
            print(f"{name} (on the clock, of the processors):")
            for what, (wall, busy) in value.items():
                print(f"  {wall:10.5f} {busy:10.5f}  {what}")
        else:
            print(f"{name}: {value}")


if __name__ == "__main__":
    main()

"""A second engine that nobody here wrote: pynigiri's earliest arrivals on a generated feed are ours.

The rules are made to agree: whole minutes, two minutes for every change, no walks (nigiri strings them together).
pynigiri is no dependency; the test runs where it is installed.
"""

from __future__ import annotations

import datetime
import random
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from small_timetables import DAY, change_s, timetable

from bereikbaar.clock.arrivals import arrivals_from
from bereikbaar.clock.events import prepare
from bereikbaar.clock.journeys import alternatives
from bereikbaar.clock.question import Question
from bereikbaar.network.trips import Trips

nigiri = pytest.importorskip("pynigiri", reason="pynigiri, the second engine, is not installed")

H = 3600
ZONE = "Europe/Amsterdam"
DATES = ("2026-03-09", DAY, "2026-03-11")


def random_trips(seed: int) -> Trips:
    """Forty stations, twelve lines of trains that also overtake, run past midnight and call twice."""
    rng = random.Random(seed)
    stations = [f"s{k:02}" for k in range(40)]
    trips: list[dict[str, Any]] = []
    for line in range(12):
        path = rng.choices(stations, k=rng.randint(3, 12))
        path = [p for k, p in enumerate(path) if k == 0 or p != path[k - 1]]
        for way, calls in (("a", path), ("b", path[::-1])):
            start = rng.randrange(60) * 60
            for number in range(rng.randint(4, 18)):
                time = start + number * rng.choice([1800, 3600, 5400]) + rng.randrange(5) * 60
                row = []
                for place in calls:
                    arrive = time + (rng.randint(2, 25) * 60 if row else 0)
                    time = arrive + rng.choice([0, 60, 60, 300])
                    row.append((place, arrive, time))
                days = rng.choice([DATES, DATES, DATES[:1], DATES[1:]])
                trips.append({"id": f"{line}{way}{number}", "line": f"L{line}{way}", "calls": row, "dates": days})
    return timetable(trips, dates=DATES, stations=stations)


def write_feed(trips: Trips, folder: Path) -> None:
    """The plainest GTFS: every trip its own service."""
    files = {
        "agency": ["agency_id,agency_name,agency_url,agency_timezone", f"x,X,https://example.org,{ZONE}"],
        "stops": ["stop_id,stop_name,stop_lat,stop_lon"],
        "routes": ["route_id,agency_id,route_short_name,route_type"],
        "trips": ["route_id,service_id,trip_id"],
        "stop_times": ["trip_id,arrival_time,departure_time,stop_id,stop_sequence"],
        "calendar_dates": ["service_id,date,exception_type"],
    }
    files["stops"] += [f"{s},{s},{50 + 0.3 * k:.4f},{4 + 0.01 * k:.4f}" for k, s in enumerate(trips.stations)]
    files["routes"] += [f"{service},x,{service},2" for service, _ in trips.patterns]
    for t, name in enumerate(trips.ids):
        files["trips"].append(f"{trips.patterns[trips.line[t]][0]},{name},{name}")
        for k, call in enumerate(range(trips.first[t], trips.first[t + 1])):
            times = ",".join(clock(int(s)) for s in (trips.arrive_s[call], trips.depart_s[call]))
            files["stop_times"].append(f"{name},{times},{trips.places[trips.place[call]]},{k + 1}")
        files["calendar_dates"] += [
            f"{name},{d.replace('-', '')},1" for d, runs in zip(trips.dates, trips.runs[t], strict=True) if runs
        ]
    for name, lines in files.items():
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def clock(seconds: int) -> str:
    return f"{seconds // H:02}:{seconds % H // 60:02}:{seconds % 60:02}"


def load(folder: Path) -> Any:
    config, options = nigiri.LoaderConfig(), nigiri.FinalizeOptions()
    config.link_stop_distance, config.default_tz = 0, ZONE
    options.adjust_footpaths, options.merge_dupes_intra_src = False, False
    source = nigiri.TimetableSource("x", str(folder), config)
    return nigiri.load_timetable([source], "2026-03-08", "2026-03-14", options)


def zero_minute() -> int:
    noon = datetime.datetime.combine(datetime.date.fromisoformat(DAY), datetime.time(12), tzinfo=ZoneInfo(ZONE))
    return int(noon.timestamp()) // 60 - 720


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_earliest_arrivals_and_changes_are_those_of_nigiri(seed: int, tmp_path: Path) -> None:
    trips = random_trips(seed)
    write_feed(trips, tmp_path)
    theirs, zero, rng = load(tmp_path), zero_minute(), random.Random(seed)
    seconds, reached = change_s(trips, 120), 0
    for _ in range(40):
        origin, moment = rng.choice(trips.stations), rng.randrange(0, 20 * 60) * 60
        question = Question(DAY, moment, moment + 1, 16 * H)
        arrive = arrivals_from(prepare(trips, seconds, question), origin, moment)
        for destination in rng.sample(trips.stations, 6):
            if destination == origin:
                continue
            query = nigiri.Query()
            query.start = [nigiri.Offset(theirs.find_location(origin), 0)]
            query.destination = [nigiri.Offset(theirs.find_location(destination), 0)]
            query.start_time, query.max_travel_time = zero + moment // 60, 16 * 60
            found = sorted(((j.dest_time - zero) * 60, j.transfers) for j in nigiri.route(theirs, query))
            first = found[0][0] if found else np.inf
            assert arrive[trips.stations.index(destination)] == first, (origin, destination, clock(moment))
            ours = alternatives(trips, seconds, question, origin, destination, moment)
            assert sorted((j.arrive_s, j.changes) for j in ours) == found
            reached += bool(found)
    assert reached > 20

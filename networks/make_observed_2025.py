"""Make the two files of ``nl-2026`` on Saturday 4 October 2025 from a timetable of that day: facts, no timetable.

    python networks/make_observed_2025.py FEED networks/nl-2026

FEED is a GTFS feed with every passenger train of the day, made from the open train archive of Rijden de Treinen via
github.com/LeonWillems/kilometer-kampioen (commit ebdaf3f8). Written are, for 10:00-16:00,

``observed_departures.csv`` : how many trains left each station for each next stop, by clock minute. ``works`` says
    where a leg cannot be held against the network: ``fewer`` trains than 3 in 4 of the network's Saturday (without
    international trains: they are not in the feed), or ``slower``: the median train took 4 minutes or more longer
    (works with buses, detours or single track).
``observed_times.csv``      : best and expected minutes of undisturbed pairs by our own clock method, every train of
    the day in, change times as in the network. A pair is undisturbed when its times in the network's Saturday stay
    the same without the legs of ``works`` and without international trains. Of those pairs 3,000, chosen by a hash.

What is left out that way: works around Boxtel and Den Bosch - Eindhoven, Deventer - Zutphen - Lochem/Vorden,
Groningen - Delfzijl, Winschoten - Nieuweschans, Hoorn Kersenboogerd - Uitgeest and others, and what is new in 2026.
"""

from __future__ import annotations

import csv
import hashlib
import statistics
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bereikbaar.clock.question import Question
from bereikbaar.clock.times import clock_times
from bereikbaar.gtfs.feed import read_feed
from bereikbaar.network.model import Network
from bereikbaar.network.trips import ChangeRules, Trips
from bereikbaar.read.network import read_network
from bereikbaar.routing.travel_times import TravelTimes
from bereikbaar.settings import Settings
from bereikbaar.timetable.known import with_clocks
from bereikbaar.timetable.times import change_seconds
from bereikbaar.timetable.window import window_trips

WINDOW, DATE = "saturday", "2025-10-04"
FROM_H, TO_H = 10, 16
INTERNATIONAL = ("ICE", "Eurostar", "EuroCity", "EuroCity Direct", "Nightjet")
FEWER, SLOWER_MIN = 0.75, 4.0
N_PAIRS = 3000

Leg = tuple[str, str]


def legs_of(trips: Trips) -> tuple[list[Leg], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return (from, to), call, departure and run time in s of every leg of every trip."""
    ends = np.ones(len(trips.place), dtype=bool)
    ends[trips.first[1:] - 1] = False
    call = np.nonzero(ends)[0]
    station = np.array(trips.stations)[trips.place_station[trips.place]]
    pairs = list(zip(station[call].tolist(), station[call + 1].tolist(), strict=True))
    depart = trips.depart_s[call].astype(np.int64)
    return pairs, call, depart, trips.arrive_s[call + 1] - depart


def observed_legs(trips: Trips) -> tuple[dict[Leg, Counter[int]], dict[Leg, float]]:
    """Return for each leg how many trains left at which clock minute between the hours, and their median minutes."""
    minutes: dict[Leg, Counter[int]] = defaultdict(Counter)
    runs: dict[Leg, list[float]] = defaultdict(list)
    for leg, _, depart, run in zip(*legs_of(trips), strict=True):
        if FROM_H * 3600 <= depart < TO_H * 3600:
            minutes[leg][int(depart) // 60 % 60] += 1
            runs[leg].append(run / 60)
    return minutes, {leg: statistics.median(some) for leg, some in runs.items()}


def works(net: Network, minutes: dict[Leg, Counter[int]], medians: dict[Leg, float]) -> dict[Leg, str]:
    """Return the legs between stations of the feed that had fewer or slower trains than the network's Saturday."""
    position = net.window_index(WINDOW)
    per_hour: dict[Leg, float] = defaultdict(float)
    fastest: dict[Leg, float] = {}
    for service in net.services.values():
        for pattern in service.patterns:
            if service.product in INTERNATIONAL or not pattern.tph[position]:
                continue
            for i, leg in enumerate(pattern.legs()):
                per_hour[leg] += pattern.tph[position]
                run = pattern.arrive_min[i + 1] - pattern.depart_min[i]
                fastest[leg] = min(run, fastest.get(leg, run))
    out = {}
    for leg, wanted in sorted(per_hour.items()):
        if any(net.stations[code].country != "NL" for code in leg):
            continue
        seen = sum(minutes[leg].values()) / (TO_H - FROM_H) if leg in minutes else 0.0
        if seen < FEWER * wanted:
            out[leg] = "fewer"
        elif medians[leg] >= fastest[leg] + SLOWER_MIN:
            out[leg] = "slower"
    return out


def without(trips: Trips, net: Network, blocked: dict[Leg, str]) -> Trips:
    """Return the trips without international trains, cut where a leg is blocked."""
    pairs, call, _, _ = legs_of(trips)
    foreign = np.array([net.services[trips.patterns[p][0]].product in INTERNATIONAL for p in trips.pattern])
    cuts = np.array([c + 1 for c, leg in zip(call.tolist(), pairs, strict=True) if leg in blocked], dtype=np.int64)
    first = np.union1d(trips.first, cuts)
    owner = np.searchsorted(trips.first, first[:-1], side="right") - 1
    keep = ~foreign[owner] & (np.diff(first) >= 2)
    calls = np.concatenate([np.arange(a, b) for a, b in zip(first[:-1][keep], first[1:][keep], strict=True)])
    board, alight = trips.board[calls], trips.alight[calls]
    new_first = np.cumsum([0, *np.diff(first)[keep]]).astype(np.int32)
    board[new_first[1:] - 1] = False
    alight[new_first[:-1]] = False
    own = owner[keep]
    return replace(
        trips, first=new_first, place=trips.place[calls], arrive_s=trips.arrive_s[calls],
        depart_s=trips.depart_s[calls], board=board, alight=alight, pattern=trips.pattern[own], line=trips.line[own],
        route_type=trips.route_type[own], basis=trips.basis[own], ids=tuple(f"{n}" for n in range(len(own))),
    )  # fmt: skip


def undisturbed(net: Network, settings: Settings, blocked: dict[Leg, str]) -> set[Leg]:
    """Return the pairs whose times stay the same without the legs that are blocked."""
    trips, question = window_trips(net, WINDOW, settings)
    change_s = change_seconds(net, settings)
    whole, cut = (clock_times(t, change_s, question) for t in (trips, without(trips, net, blocked)))
    same = (
        np.isfinite(whole.expected) & (whole.best == cut.best) & np.isclose(whole.expected, cut.expected, atol=1e-6)
    )
    np.fill_diagonal(same, False)
    return {(whole.stations[a], whole.stations[b]) for a, b in zip(*np.nonzero(same), strict=True)}


def day_times(trips: Trips, net: Network, settings: Settings) -> TravelTimes:
    """Return the times of the day itself, every train in, with the network's change times."""
    change = dict(zip(sorted(net.stations), change_seconds(net, settings).tolist(), strict=True))
    change_s = np.array([change.get(code, 120) for code in trips.stations], dtype=np.int32)
    question = Question(DATE, FROM_H * 3600, TO_H * 3600, round(60 * settings.longest_journey_min))
    return clock_times(replace(trips, rules=ChangeRules()), change_s, question)


def write(path: Path, header: list[str], rows: list[list[object]]) -> None:
    """Write a table as UTF-8 CSV with line feeds."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def make(feed: Path, folder: Path) -> None:
    """Write both files."""
    net, settings = with_clocks(read_network(folder)), Settings()
    trips = read_feed(feed).trips
    minutes, medians = observed_legs(trips)
    blocked = works(net, minutes, medians)
    rows: list[list[object]] = []
    for leg in sorted(leg for leg in minutes if all(code in net.stations for code in leg)):
        rows += [
            [WINDOW, TO_H - FROM_H, *leg, minute, n, blocked.get(leg, "")]
            for minute, n in sorted(minutes[leg].items())
        ]
    rows += [[WINDOW, TO_H - FROM_H, *leg, "", 0, why] for leg, why in sorted(blocked.items()) if leg not in minutes]
    columns = ["window", "hours", "station", "next_station", "minute", "trains", "works"]
    write(folder / "observed_departures.csv", columns, sorted(rows, key=lambda r: (r[2], r[3], str(r[4]).zfill(2))))
    times = day_times(trips, net, settings)
    found = undisturbed(net, settings, blocked)
    pairs = [
        p for p in found if p[0] in times.index and p[1] in times.index and np.isfinite(times.at("expected", *p))
    ]
    pairs.sort(key=lambda p: hashlib.sha256("-".join(p).encode()).hexdigest())
    out: list[list[object]] = [
        [WINDOW, *p, f"{times.at('best', *p):g}", f"{times.at('expected', *p):.2f}"] for p in sorted(pairs[:N_PAIRS])
    ]
    write(folder / "observed_times.csv", ["window", "origin", "destination", "best_min", "expected_min"], out)
    sys.stdout.write(
        f"{len(blocked)} legs with works, {len(pairs)} undisturbed pairs of {len(times.stations)} stations\n"
    )


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(f"{__doc__}\nneeds two arguments: FEED NETWORK_DIR")
    make(Path(sys.argv[1]), Path(sys.argv[2]))

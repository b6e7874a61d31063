"""What holds for the network of any feed: shuffled, written and read back, counted in another way."""

from __future__ import annotations

import random
from pathlib import Path

import feed_texts as ft
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bereikbaar.gtfs.network import network_from_feed
from bereikbaar.network.checks import check_network
from bereikbaar.network.model import Network
from bereikbaar.read.network import read_network
from bereikbaar.write.network_folder import Origin, write_network_folder

STOPS = ("gn", "asn", "zl", "ut", "asd")
HEADER = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"


@st.composite
def feeds(draw: st.DrawFn) -> ft.Files:
    """A feed with a few routes, stop lists in both directions, stops to get in or out only, days and transfers."""
    seed = draw(st.integers(0, 10**6))
    rng = random.Random(seed)
    rows, trips = [], []
    lists = [rng.sample(STOPS, rng.randint(2, 5)) for _ in range(3)]
    for t in range(rng.randint(1, 25)):
        stops = rng.choice(lists)[:: rng.choice((1, -1))]
        start, name = rng.randint(300, 1500), f"t{t:02d}"
        for n, stop in enumerate(stops):
            dwell = rng.randint(0, 3) if 0 < n < len(stops) - 1 else 0
            flags = f"{rng.choice('0001')},{rng.choice('0001')}"
            rows.append(f"{name},{ft.clock(start)},{ft.clock(start + dwell)},{stop},{n},{flags}\n")
            start += dwell + rng.randint(0, 40)
        trips.append(
            f"R{rng.randint(1, 3)},{rng.choice('DW')},{name},{rng.choice(('', '0', '1'))},{rng.choice('  b')}\n"
        )
    routes = "".join(f"R{n},X,{rng.choice(('500', 'Spr', ''))},2\n" for n in (1, 2, 3))
    pairs = [(rng.choice(STOPS), rng.choice(STOPS), rng.choice((0, 2, 3)), rng.randint(0, 600)) for _ in range(4)]
    transfers = dict.fromkeys(f"{a},{b}" for a, b, *_ in pairs)
    times = {key: next(p for p in pairs if f"{p[0]},{p[1]}" == key) for key in transfers}
    return ft.feed("".join(rows), header=HEADER) | {
        "routes.txt": "route_id,agency_id,route_short_name,route_type\n" + routes,
        "trips.txt": "route_id,service_id,trip_id,direction_id,block_id\n" + "".join(trips),
        "calendar.txt": ft.DAILY + "W,1,1,1,1,1,0,0,20260105,20261211\n",
        "transfers.txt": "from_stop_id,to_stop_id,transfer_type,min_transfer_time\n"
        + "".join(f"{key},{p[2]},{p[3]}\n" for key, p in times.items()),
    }


def network(folder: Path, files: ft.Files) -> Network | None:
    """The network; None for a feed without a train that has two stops."""
    try:
        return network_from_feed(ft.write(folder, files), week_of="2026-03-11")
    except ValueError as error:
        assert "no trip" in str(error) or "no train" in str(error), error
        return None


def shuffled(files: ft.Files) -> ft.Files:
    out: ft.Files = {}
    for name, text in files.items():
        header, *rows = str(text).splitlines()
        random.Random(7).shuffle(rows)
        out[name] = "\n".join([header, *rows]) + "\n"
    return out


@given(feeds())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_feed(tmp_path_factory: pytest.TempPathFactory, files: ft.Files) -> None:
    tmp = tmp_path_factory.mktemp("feed")
    net = network(tmp / "a", files)
    if net is None:
        return
    same_in_any_order(net, network(tmp / "b", shuffled(files)))
    same_from_its_folder(net, tmp / "net")
    every_departure_is_counted(net)
    stop_lists_are_those_of_the_trips(net)
    assert not [p for p in check_network(net) if p.severity == "error"]


def same_in_any_order(net: Network, other: Network | None) -> None:
    assert other is not None
    assert other.hash == net.hash
    assert other.services == net.services


def same_from_its_folder(net: Network, folder: Path) -> None:
    write_network_folder(net, folder, origin=Origin("random"))
    back = read_network(folder)
    assert back.hash == net.hash
    assert dict(back.services) == dict(sorted(net.services.items()))
    assert back.trips is not None
    assert net.trips is not None
    assert back.trips.origins == net.trips.origins


def every_departure_is_counted(net: Network) -> None:
    """Trains per hour, times hours, times stops where one may get in, are the departures one can count by hand."""
    trips = net.trips
    assert trips is not None
    for w, window in enumerate(net.windows):
        day = trips.dates.index(window.date)
        by_hand = 0
        for t in range(trips.n_trips):
            for k in range(trips.first[t], trips.first[t + 1] - 1):
                for d in np.flatnonzero(trips.runs[t]):
                    at = trips.depart_s[k] + trips.day_start_s[d] - trips.day_start_s[day]
                    by_hand += bool(trips.board[k]) and window.from_s <= at < window.to_s
        hours = (window.to_s - window.from_s) / 3600
        patterns = [p for s in net.services.values() for p in s.patterns]
        counted = sum(p.tph[w] * hours * sum(map(p.boards, range(len(p.stations)))) for p in patterns)
        assert counted == pytest.approx(by_hand, abs=0.01)


def stop_lists_are_those_of_the_trips(net: Network) -> None:
    trips = net.trips
    assert trips is not None
    for t in range(trips.n_trips):
        pattern = trips.origins[trips.pattern[t]]
        own = slice(trips.first[t], trips.first[t + 1])
        assert tuple(trips.stations[s] for s in trips.place_station[trips.place[own]]) == pattern.stations
        assert [pattern.boards(k) for k in range(len(pattern.stations))] == trips.board[own].tolist()
        assert [pattern.alights(k) for k in range(len(pattern.stations))] == trips.alight[own].tolist()
    for service in net.services.values():
        assert len({p.direction for p in service.patterns}) == len(service.patterns) in (1, 2)
        for pattern in service.patterns:
            times = [t for pair in zip(pattern.arrive_min, pattern.depart_min, strict=True) for t in pair]
            assert times == sorted(times)
            assert times[0] == 0

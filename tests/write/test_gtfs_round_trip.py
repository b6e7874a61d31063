"""What goes out comes back: our own reader gets the travel times of the network that an export was made from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from gtfs_networks import clock, network, pattern, service, span
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bereikbaar.gtfs.network import network_from_feed
from bereikbaar.network.model import Network, Service, Window
from bereikbaar.read.network import find_network, read_network
from bereikbaar.routing.travel_times import TravelTimes, travel_times
from bereikbaar.settings import Settings
from bereikbaar.timetable.times import clock_travel_times
from bereikbaar.write.gtfs import gtfs_export, write_gtfs

#: The hours in which the reader counts trains, on the days that it takes.
HOURS = {
    "peak": [span("06:30", "09:00")],
    "offpeak": [span("09:00", "16:00")],
    "saturday": [span("10:00", "18:00", ["sat"])],
}
TUESDAY, SATURDAY = "2026-03-10", "2026-03-14"
MATRICES = ("expected", "best", "first_wait", "in_vehicle", "transfer", "changes", "longest_gap")


def back(net: Network, folder: Path, date: str | None, **options: object) -> Network:
    path = folder / "feed.zip"
    write_gtfs(path, gtfs_export(net, Settings(), **options))  # type: ignore[arg-type]
    return network_from_feed(path, date=date)


def same(a: TravelTimes, b: TravelTimes, tolerance: float = 1e-9) -> None:
    """Assert that all minutes are the same for the stations of the second."""
    at = np.array([a.index[c] for c in b.stations])
    for name in MATRICES:
        np.testing.assert_allclose(getattr(b, name), getattr(a, name)[np.ix_(at, at)], atol=tolerance, err_msg=name)


def three_lines(tph: tuple[float, float, float] = (2, 2, 2)) -> list[Service]:
    return [
        service("ic", "a 0", "b 25 27", "c 55 56", "d 80", tph=tph),
        service("st", "a 0", "e 12 13", "b 31 34", "f 50", tph=(2, 2, 4)),
        service("ow", "f 0", "c 20", tph=(4, 4, 1), back=(0, 0, 0)),
    ]


@pytest.mark.parametrize(("window", "date"), [("peak", TUESDAY), ("offpeak", TUESDAY), ("saturday", SATURDAY)])
def test_headways_come_back(tmp_path: Path, window: str, date: str) -> None:
    net = network(tmp_path, *three_lines(), week=HOURS)
    same(travel_times(net, window, Settings()), travel_times(back(net, tmp_path, date), window, Settings()))


@given(
    st.lists(st.sampled_from([0.5, 1, 2, 3, 4, 6]), min_size=3, max_size=3),
    st.lists(st.integers(1, 600), min_size=3, max_size=3),
)
@hypothesis_settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_headway_that_fits_in_the_window_comes_back(tmp_path: Path, tph: list[float], run_s: list[int]) -> None:
    """Saturday has eight hours: a whole number of each of these headways. Runs are whole seconds, at least thirty."""
    ends = [("a", "b"), ("b", "c"), ("a", "c")]
    services = [
        service(f"s{i}", f"{a} 0", f"{b} {(s + 30) / 60!r}", tph=(0, 0, t))
        for i, ((a, b), t, s) in enumerate(zip(ends, tph, run_s, strict=True))
    ]
    net = network(tmp_path, *services, week=HOURS)
    returned = back(net, tmp_path, SATURDAY)
    # the reader rounds minutes and trains per hour to four decimals
    same(travel_times(net, "saturday", Settings()), travel_times(returned, "saturday", Settings()), 1e-3)


def test_minutes_come_back_to_the_second(tmp_path: Path) -> None:
    minutes = [
        clock("ic", 4, period=30),
        clock("ic", 11, direction="return", period=30),
        clock("st", 17.5, period=30),
    ]
    net = network(tmp_path, *three_lines(), week=HOURS, clocks=minutes)
    returned = back(net, tmp_path, TUESDAY)
    hour = Window("hour", 1, "day", date=TUESDAY, from_s=11 * 3600, to_s=12 * 3600)
    same(clock_travel_times(net, "offpeak", Settings()), clock_travel_times(returned, hour, Settings()))


def test_thirds_of_minutes_come_back_within_a_second(tmp_path: Path) -> None:
    odd = Service("od", "od", "Stoptrein", "NS", (pattern("a 0", "b 7.333 8.111", "c 20.777", tph=(0, 0, 2)),))
    net = network(tmp_path, odd, week=HOURS)
    same(
        travel_times(net, "saturday", Settings()),
        travel_times(back(net, tmp_path, SATURDAY), "saturday", Settings()),
        1 / 60,
    )


def test_trains_of_half_an_hour_and_a_planned_change_come_back(tmp_path: Path) -> None:
    """The change of 1 minute from ic to ow at c is shorter than any other there."""
    from bereikbaar.network.model import PlannedConnection

    minutes = [clock("ic", 4, period=30), clock("ow", 1, period=15)]
    change = PlannedConnection("c", "ic", "outbound", "st", "outbound", 1.0)
    lines = [*three_lines()[:1], service("st", "c 0", "f 20", tph=(2, 2, 2), back=(0, 0, 0))]
    net = network(tmp_path, *lines, week=HOURS, clocks=[minutes[0], clock("st", 0, period=30)], connections=[change])
    returned = back(net, tmp_path, TUESDAY)
    hour = Window("hour", 1, "day", date=TUESDAY, from_s=11 * 3600, to_s=12 * 3600)
    there = clock_travel_times(net, "offpeak", Settings())
    assert there.at("transfer", "a", "f") == 1.0
    same(there, clock_travel_times(returned, hour, Settings()))


def test_the_dutch_saturday_comes_back(tmp_path: Path) -> None:
    """Every pattern of which a whole number of trains runs in eight hours has the trains per hour that it had."""
    net = read_network(find_network("nl-2026"))
    returned = back(net, tmp_path, SATURDAY)
    assert set(returned.stations) <= set(net.stations)
    rates = [{}, {}]
    for one, found in zip((net, returned), rates, strict=True):
        w = one.window_index("saturday")
        for s in one.services.values():
            for p in s.patterns:
                if p.tph[w]:
                    found[p.stations] = found.get(p.stations, 0.0) + p.tph[w]
    assert rates[0].keys() == rates[1].keys()
    whole = [k for k, t in rates[0].items() if abs(8 * t - round(8 * t)) < 1e-9]
    assert len(whole) > 150
    assert {k: rates[0][k] for k in whole} == pytest.approx({k: rates[1][k] for k in whole})
    there, here = (travel_times(one, "saturday", Settings()) for one in (net, returned))
    at = np.array([there.index[c] for c in here.stations])
    difference = np.abs(here.expected - there.expected[np.ix_(at, at)])
    assert np.mean(difference < 0.01) > 0.95
    assert difference.max() < 3


def test_a_timetable_that_went_out_goes_out_the_same_again(tmp_path: Path) -> None:
    """Read, written and read again: the same trains at the same seconds on the same days, the same changes."""
    minutes = [clock("ic", 4, period=30), clock("ic", 11, direction="return", period=30)]
    net = network(tmp_path, *three_lines(), week=HOURS, clocks=minutes)
    once = back(net, tmp_path, TUESDAY, known_only=True)
    again = back(once, tmp_path, TUESDAY)
    assert once.trips is not None
    assert again.trips is not None
    assert again.stations.keys() == once.stations.keys()
    assert again.change_min == once.change_min
    for name in ("ids", "dates", "stations"):
        assert sorted(getattr(again.trips, name)) == sorted(getattr(once.trips, name))
    hour = Window("hour", 1, "day", date=TUESDAY, from_s=11 * 3600, to_s=12 * 3600)
    same(clock_travel_times(once, hour, Settings()), clock_travel_times(again, hour, Settings()), 0.0)

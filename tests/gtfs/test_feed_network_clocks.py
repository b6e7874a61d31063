"""Which trains of a timetable leave at the same minutes all day."""

from __future__ import annotations

from pathlib import Path

import feed_texts as ft
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bereikbaar.gtfs.clocks import _clock, pattern_clocks
from bereikbaar.gtfs.network import network_from_feed
from bereikbaar.network.model import Window
from bereikbaar.read.clock import read_clocks
from bereikbaar.read.network import read_network
from bereikbaar.timetable.known import known_minutes, with_clocks
from bereikbaar.write.network_folder import Origin, write_network_folder

OFFPEAK = Window("offpeak", 36, "day", date="2026-03-11", from_s=32400, to_s=57600)


def test_an_hourly_train_has_one_minute_and_a_half_hourly_one_two(tmp_path: Path) -> None:
    net = network_from_feed(ft.write(tmp_path / "feed", ft.plain(range(5, 24))), week_of="2026-03-11")
    found = [(c.service, c.origin_minute, c.period_min, c.days, c.confidence) for c in pattern_clocks(net)]
    minutes = sorted((m, p) for _, m, p, _, _ in found)
    assert minutes == [(0, 60), (10, 60), (40, 60)]
    assert {(d, c) for *_, d, c in found} == {("daily", "A")}


def test_a_folder_without_its_trips_keeps_the_minutes(tmp_path: Path) -> None:
    net = network_from_feed(ft.write(tmp_path / "feed", ft.plain(range(5, 24))), week_of="2026-03-11")
    folder = tmp_path / "net"
    write_network_folder(net, folder, origin=Origin("x"))
    assert read_clocks(folder) == pattern_clocks(net)
    (folder / "trips.csv").unlink()
    bare = with_clocks(read_network(folder))
    assert bare.trips is None
    trains, missing = known_minutes(bare, "offpeak")
    assert not missing
    assert sorted(t.origin_min for t in trains) == [0, 10, 40]


@pytest.mark.parametrize(
    ("departures", "expected"),
    [
        ([540, 600, 660, 720, 780, 840, 900], ((0,), 60)),
        ([545, 575, *range(605, 960, 30)], ((5, 35), 60)),
        ([570, 690, 810, 930], ((90,), 120)),
        ([540, 600, 660, 720, 780, 840], None),  # the 15:00 is missing
        ([540, 600, 661, 720, 780, 840, 900], None),
        ([540, 780], None),
        ([], None),
    ],
)
def test_a_minute_has_to_come_back_every_time(departures: list[float], expected: object) -> None:
    assert _clock(departures, OFFPEAK) == expected


@given(st.sampled_from([60, 120]), st.sets(st.integers(0, 59), min_size=1, max_size=3))
def test_what_repeats_is_found_whatever_its_minutes(period: int, minutes: set[int]) -> None:
    departures = sorted(float(t) for t in range(540, 960) if t % period in minutes)
    if len(departures) >= 3:
        found = _clock(departures, OFFPEAK)
        assert found is not None
        assert set(departures) == {t for t in map(float, range(540, 960)) if t % found[1] in found[0]}

"""Service levels go out as trains that run every so many seconds, in the hours of their windows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from gtfs_networks import exported, network, pattern, service, span
from hypothesis import given
from hypothesis import strategies as st

from bereikbaar.errors import InputError
from bereikbaar.network.model import Service
from bereikbaar.settings import Settings
from bereikbaar.write.gtfs.headway import early_trains, headway_seconds
from bereikbaar.write.gtfs.seconds import pattern_calls

DAY = {"day": [span("09:00", "12:00")]}


def frequencies(feed: dict[str, list[dict[str, str]]]) -> list[tuple[str, str, str, str]]:
    return [(r["trip_id"], r["start_time"], r["end_time"], r["headway_secs"]) for r in feed["frequencies.txt"]]


def test_a_level_is_a_row_with_its_hours_and_its_headway(tmp_path: Path) -> None:
    feed = exported(network(tmp_path, service("ic", "a 0", "b 30", tph=(2,)), week=DAY))
    assert frequencies(feed) == [
        ("ic-outbound-frequent-mon-thu", "09:00:00", "12:00:00", "1800"),
        ("ic-return-frequent-mon-thu", "09:00:00", "12:00:00", "1800"),
    ]
    assert {r["exact_times"] for r in feed["frequencies.txt"]} == {"0"}
    assert {r["bereikbaar_basis"] for r in feed["trips.txt"]} == {"headway"}


def test_a_window_is_there_at_every_stop_from_its_first_minute(tmp_path: Path) -> None:
    """To b it is 70 minutes: with the train of 7:30 every half hour holds there from 8:40, so at 9:00 too."""
    feed = exported(network(tmp_path, service("ic", "a 0", "b 70", "c 100", tph=(2,)), week=DAY))
    rows = {r[0]: r[1:] for r in frequencies(feed)}
    assert rows["ic-outbound-frequent-mon-thu"] == ("07:30:00", "12:00:00", "1800")
    assert rows["ic-return-frequent-mon-thu"] == ("08:30:00", "12:00:00", "1800")


def test_where_one_boards_at_the_first_stop_only_no_train_is_early(tmp_path: Path) -> None:
    feed = exported(network(tmp_path, service("ic", "a 0", "b 100", tph=(2,)), week=DAY))
    assert frequencies(feed)[0][1:] == ("09:00:00", "12:00:00", "1800")


def test_early_trains_stay_out_of_the_window_before(tmp_path: Path) -> None:
    week = {"early": [span("06:00", "08:15")], "day": [span("09:00", "12:00")]}
    rows = frequencies(exported(network(tmp_path, service("ic", "a 0", "b 100", "c 120", tph=(1, 2)), week=week)))
    assert [r[1:] for r in rows[:2]] == [("04:00:00", "08:15:00", "3600"), ("08:30:00", "12:00:00", "1800")]


def test_early_trains_stay_in_the_day(tmp_path: Path) -> None:
    week = {"night": [span("00:30", "02:00")]}
    rows = frequencies(exported(network(tmp_path, service("ic", "a 0", "b 100", "c 120", tph=(2,)), week=week)))
    assert rows[0][1] == "00:00:00"


@pytest.mark.parametrize(
    ("gap_s", "run_s", "headway_s", "n"),
    [(36000, 0, 1800, 0), (36000, 1800, 1800, 1), (36000, 1801, 1800, 2), (3600, 6000, 1800, 2), (0, 6000, 60, 0)],
)
def test_how_many_trains_are_early(gap_s: int, run_s: int, headway_s: int, n: int) -> None:
    assert early_trains(gap_s, run_s, headway_s) == n


def test_a_headway_that_goes_on_in_the_next_window_is_one_row(tmp_path: Path) -> None:
    """Else an hourly train of 7:30 would be followed by one at 8:00."""
    week = {"early": [span("06:30", "08:00")], "day": [span("08:00", "12:00")], "late": [span("12:00", "14:00")]}
    rows = frequencies(exported(network(tmp_path, service("ic", "a 0", "b 10", tph=(1, 1, 2)), week=week)))
    assert [r[1:] for r in rows[:2]] == [("06:30:00", "12:00:00", "3600"), ("12:00:00", "14:00:00", "1800")]


def test_days_with_the_same_trains_are_written_once(tmp_path: Path) -> None:
    week = {"day": [span("09:00", "12:00", ["mon", "tue"])], "sat": [span("09:00", "12:00", ["sat"])]}
    feed = exported(network(tmp_path, service("ic", "a 0", "b 10", tph=(1, 1)), week=week))
    assert [r["service_id"] for r in feed["calendar.txt"]] == ["mon-tue_sat"]
    days = feed["calendar.txt"][0]
    assert [d for d in ("monday", "tuesday", "wednesday", "saturday", "sunday") if days[d] == "1"] == [
        "monday", "tuesday", "saturday",
    ]  # fmt: skip
    assert (days["start_date"], days["end_date"]) == ("20251214", "20261212")


def test_what_does_not_run_in_a_window_is_not_there_then(tmp_path: Path) -> None:
    feed = exported(
        network(tmp_path, service("ic", "a 0", "b 30", tph=(1, 0, 0)), service("no", "a 0", "b 9", tph=(0, 0, 0)))
    )
    assert {(r["start_time"], r["end_time"]) for r in feed["frequencies.txt"]} == {
        ("07:00:00", "09:00:00"), ("16:00:00", "18:00:00"),
    }  # fmt: skip
    assert [r["route_id"] for r in feed["routes.txt"]] == ["ic"]


def test_in_the_afternoon_peak_the_directions_change_places(tmp_path: Path) -> None:
    feed = exported(network(tmp_path, service("pk", "a 0", "b 30", tph=(2, 0, 0), back=(0, 0, 0))))
    assert frequencies(feed) == [
        ("pk-outbound-frequent-mon-thu", "07:00:00", "09:00:00", "1800"),
        ("pk-return-frequent-mon-thu", "16:00:00", "18:00:00", "1800"),
    ]


def test_a_service_of_one_direction_keeps_it_in_the_afternoon(tmp_path: Path) -> None:
    one_way = Service("ow", "ow", "Stoptrein", "NS", (pattern("a 0", "b 9", tph=(1, 0, 0)),))
    rows = frequencies(exported(network(tmp_path, one_way)))
    assert [r[1] for r in rows] == ["07:00:00", "16:00:00"]


@pytest.mark.parametrize(("tph", "seconds"), [(2, 1800), (7, 514), (0.7, 5143), (0.5, 7200), (0.1, 32400), (1e5, 1)])
def test_headways_are_whole_seconds_of_at_most_nine_hours(tph: float, seconds: int) -> None:
    assert headway_seconds(tph) == seconds


def test_a_network_without_trains_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="network 'small' has no trains to write"):
        exported(network(tmp_path, service("ic", "a 0", "b 30", tph=(0, 0, 0))))


def test_every_moment_is_rounded_by_itself_so_that_errors_do_not_add_up() -> None:
    third = pattern("a 0", "b 0.34", "c 0.68", "d 1.02", "e 1.36", tph=(1,))
    assert pattern_calls(third).arrive_s == (0, 20, 41, 61, 82)
    assert pattern_calls(pattern("a 0", "b 10.5 11.5", "c 30.25", tph=(1,))).depart_s == (0, 690, 1815)


@given(st.lists(st.tuples(st.floats(1e-6, 9), st.floats(0, 3)), min_size=1, max_size=12))
def test_no_leg_takes_no_time_and_times_never_go_back(legs: list[tuple[float, float]]) -> None:
    at = 0.0
    calls = ["s0 0"]
    for i, (run, dwell) in enumerate(legs, 1):
        calls.append(f"s{i} {at + run!r} {at + run + dwell!r}")
        at += run + dwell
    made = pattern_calls(pattern(*calls, tph=(1,)))
    exact = pattern(*calls, tph=(1,))
    for i in range(1, len(calls)):
        assert made.arrive_s[i] > made.depart_s[i - 1]
        assert made.depart_s[i] >= made.arrive_s[i]
        if all(run * 60 >= 1 for run, _ in legs):
            assert abs(made.arrive_s[i] - exact.arrive_min[i] * 60) <= 1


def test_where_nobody_may_get_in_or_out_the_feed_says_so(tmp_path: Path) -> None:
    ic = service("ic", "a 0", "b 10", "c 20", "d 30", tph=(1,))
    there = replace(ic.patterns[0], board=(True, False, True, True), alight=(True, True, False, True))
    feed = exported(network(tmp_path, replace(ic, patterns=(there,)), week=DAY))
    assert [(r["pickup_type"], r["drop_off_type"]) for r in feed["stop_times.txt"]] == [
        ("0", "0"), ("1", "0"), ("0", "1"), ("0", "0"),
    ]  # fmt: skip


def test_change_times_follow_the_settings_and_the_scenario(tmp_path: Path) -> None:
    net = network(tmp_path, service("ic", "a 0", "b 10", "c 20", tph=(1, 1, 1)), change_min={"b": 7.5})
    net = replace(net, stations={**net.stations, "c": replace(net.stations["c"], change_min=4.0)})

    def minutes(settings: Settings) -> list[tuple[str, ...]]:
        rows = exported(net, settings)["transfers.txt"]
        return [(r["from_stop_id"], r["to_stop_id"], r["transfer_type"], r["min_transfer_time"]) for r in rows]

    assert ("b:stop", "b:stop", "2", "450") in minutes(Settings())  # not every tool looks at the parent
    assert [m for m in minutes(Settings()) if ":" in m[0]] == [
        (f"{a}:stop", f"{b}:stop", *rest) for a, b, *rest in minutes(Settings()) if ":" not in a
    ]
    assert minutes(Settings())[::2] == [("a", "a", "2", "120"), ("b", "b", "2", "450"), ("c", "c", "2", "120")]
    assert minutes(Settings(change_min=3))[0] == ("a", "a", "2", "180")
    assert minutes(Settings(cautious_changes=True))[4] == ("c", "c", "2", "240")

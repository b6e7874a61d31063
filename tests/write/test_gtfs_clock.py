"""Clock minutes go out as trains at fixed times, known and proposed, with the changes that the timetable plans."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from gtfs_networks import clock, exported, network, service, span

from bereikbaar.network.model import PlannedConnection
from bereikbaar.settings import Settings

IC = service("ic", "a 0", "b 30 32", "c 60", tph=(1, 1, 1))
DAY = {"day": [span("09:00", "12:00")]}


def starts(feed: dict[str, list[dict[str, str]]], service_id: str, direction: str = "0") -> list[str]:
    """First departures of a service, as HH:MM."""
    of = {t["trip_id"]: t for t in feed["trips.txt"]}
    return sorted(
        r["departure_time"][:5]
        for r in feed["stop_times.txt"]
        if r["stop_sequence"] == "1"
        and (of[r["trip_id"]]["route_id"], of[r["trip_id"]]["direction_id"]) == (service_id, direction)
    )


def test_a_known_minute_is_a_train_every_period_in_the_hours_of_the_window(tmp_path: Path) -> None:
    one_way = replace(IC, patterns=(replace(IC.patterns[0], tph=(1.0,)),))
    feed = exported(network(tmp_path, one_way, week=DAY, clocks=[clock("ic", 15)]))
    # the train of 8:15 is still under way at nine
    assert starts(feed, "ic") == ["08:15", "09:15", "10:15", "11:15"]
    assert {t["bereikbaar_basis"] for t in feed["trips.txt"]} == {"A"}
    assert "frequencies.txt" not in feed
    assert [(r["arrival_time"], r["departure_time"]) for r in feed["stop_times.txt"][:3]] == [
        ("08:15:00", "08:15:00"), ("08:45:00", "08:47:00"), ("09:15:00", "09:15:00"),
    ]  # fmt: skip
    assert feed["feed_info.txt"][0]["bereikbaar_method"] == "clock"


def test_a_minute_that_is_not_known_is_proposed_and_marked(tmp_path: Path) -> None:
    feed = exported(network(tmp_path, IC, week=DAY, clocks=[clock("ic", 15)]))
    basis = {(t["direction_id"], t["bereikbaar_basis"]) for t in feed["trips.txt"]}
    assert basis == {("0", "A"), ("1", "proposed")}


def test_known_only_leaves_the_others_without_a_minute(tmp_path: Path) -> None:
    feed = exported(network(tmp_path, IC, week=DAY, clocks=[clock("ic", 15)]), known_only=True)
    assert {(t["direction_id"], t["bereikbaar_basis"]) for t in feed["trips.txt"]} == {("0", "A"), ("1", "headway")}
    assert [r["trip_id"] for r in feed["frequencies.txt"]] == ["ic-return-frequent-mon-thu"]


def test_of_two_trains_an_hour_the_one_that_is_not_known_stays_a_headway(tmp_path: Path) -> None:
    two = service("ic", "a 0", "b 30", tph=(2,), back=(0,))
    feed = exported(network(tmp_path, two, week=DAY, clocks=[clock("ic", 15)]), known_only=True)
    assert starts(feed, "ic") == ["09:00", "09:15", "10:15", "11:15"]
    assert [(r["start_time"], r["headway_secs"]) for r in feed["frequencies.txt"]] == [("09:00:00", "3600")]


def test_headways_can_be_asked_for_where_minutes_are_known(tmp_path: Path) -> None:
    feed = exported(network(tmp_path, IC, week=DAY, clocks=[clock("ic", 15)]), method="headway")
    assert {t["bereikbaar_basis"] for t in feed["trips.txt"]} == {"headway"}


def test_a_train_that_runs_the_same_on_several_days_is_one_trip(tmp_path: Path) -> None:
    minutes = [clock("ic", 15), clock("ic", 40, direction="return")]
    trips = exported(network(tmp_path, IC, clocks=minutes))["trips.txt"]
    at = {t["trip_id"]: t["service_id"] for t in trips}
    assert at["ic-outbound-1115-mon-thu_sat"] == "mon-thu_sat"
    assert at["ic-outbound-0715-mon-thu"] == "mon-thu"
    assert len(at) == len(trips)


def test_half_minutes_are_thirty_seconds(tmp_path: Path) -> None:
    odd = service("ic", "a 0", "b 10.5 11", "c 20.25", tph=(1,), back=(0,))
    feed = exported(network(tmp_path, odd, week=DAY, clocks=[clock("ic", 15.5)]))
    assert [r["arrival_time"] for r in feed["stop_times.txt"][:3]] == ["09:15:30", "09:26:00", "09:35:45"]
    assert feed["trips.txt"][0]["trip_id"] == "ic-outbound-091530-mon-thu"


def test_in_the_afternoon_peak_what_runs_as_before_keeps_its_minute(tmp_path: Path) -> None:
    peak = service("pk", "a 0", "b 30", tph=(1, 0, 0), back=(0, 0, 0))
    minutes = [
        clock("ic", 15),
        clock("ic", 40, direction="return"),
        clock("pk", 5),
        clock("pk", 50, direction="return"),
    ]
    feed = exported(network(tmp_path, IC, peak, clocks=minutes))
    assert starts(feed, "pk") == ["07:05", "08:05"]
    assert starts(feed, "pk", "1") == ["16:50", "17:50"]
    assert {"07:15", "12:15", "16:15", "17:15"} <= set(starts(feed, "ic"))


def test_proposed_minutes_of_the_afternoon_peak_leave_the_others_alone(tmp_path: Path) -> None:
    peak = service("pk", "a 0", "b 30", tph=(1, 0, 0), back=(0, 0, 0))
    loose = service("st", "a 0", "b 40", tph=(1, 1, 1))
    feed = exported(network(tmp_path, IC, peak, loose, clocks=[clock("ic", 15)]))
    workdays = {t["trip_id"] for t in feed["trips.txt"] if t["service_id"].startswith("mon-thu")}
    feed["stop_times.txt"] = [r for r in feed["stop_times.txt"] if r["trip_id"] in workdays]
    minutes = {s[3:] for s in starts(feed, "st") if "07:00" <= s < "09:00"}
    assert minutes == {s[3:] for s in starts(feed, "st") if "16:00" <= s < "18:00"}
    assert [s[:2] for s in starts(feed, "pk", "1")] == ["16", "17"]


def change(minutes: float, days: str = "daily") -> PlannedConnection:
    return PlannedConnection("b", "ic", "outbound", "bus", "outbound", minutes, days)


def planned(
    tmp_path: Path, minute: float, *connections: PlannedConnection, settings: Settings | None = None
) -> list[tuple[str, ...]]:
    """Rows of transfers.txt between trips: arrival of ic at b at 9:45, ..., departure of the other at a minute."""
    ic = service("ic", "a 0", "b 30", tph=(1,), back=(0,))
    other = service("bus", "b 0", "c 10", tph=(1,), back=(0,))
    net = network(
        tmp_path, ic, other, week=DAY, clocks=[clock("ic", 15), clock("bus", minute)], connections=connections
    )
    rows = exported(net, settings or Settings())["transfers.txt"]
    return [
        (r["from_trip_id"], r["to_trip_id"], r["transfer_type"], r["min_transfer_time"])
        for r in rows
        if r["from_trip_id"]
    ]


def test_a_planned_change_is_written_for_the_trains_that_make_it(tmp_path: Path) -> None:
    rows = planned(tmp_path, 46, change(1))
    assert rows == [
        (f"ic-outbound-{h:02d}15-mon-thu", f"bus-outbound-{h:02d}46-mon-thu", "2", "60") for h in (9, 10, 11)
    ]


def test_a_train_that_waits_is_a_timed_transfer(tmp_path: Path) -> None:
    assert planned(tmp_path, 45, change(0))[0][2:] == ("1", "")


@pytest.mark.parametrize(
    ("minute", "minutes"),
    [(48, 1), (46, 2), (44, 1)],
    ids=["a change that is easy anyway", "as long as any other", "a train that has left"],
)
def test_a_planned_change_that_changes_nothing_is_not_written(tmp_path: Path, minute: float, minutes: float) -> None:
    assert planned(tmp_path, minute, change(minutes)) == []


def test_a_planned_change_that_takes_longer_is_written_where_it_forbids(tmp_path: Path) -> None:
    assert [r[3] for r in planned(tmp_path, 49, change(6))] == ["360"] * 3
    assert planned(tmp_path, 51, change(6)) == []


def test_a_planned_change_of_some_days_does_not_hold_on_others(tmp_path: Path) -> None:
    ic, other = (
        service(i, f"{a} 0", f"{b} 30", tph=(0, 1, 1), back=(0, 0, 0))
        for i, a, b in (("ic", "a", "b"), ("bus", "b", "c"))
    )
    minutes = [clock("ic", 15), clock("bus", 46)]
    net = network(tmp_path, ic, other, clocks=minutes, connections=[change(1, "Sat")])
    feed = exported(net)
    of = {t["trip_id"]: t["service_id"] for t in feed["trips.txt"]}
    rows = [r for r in feed["transfers.txt"] if r["from_trip_id"]]
    assert rows
    assert {of[r["from_trip_id"]] for r in rows} == {"sat"}


def test_the_same_minutes_in_another_order_give_the_same_feed(tmp_path: Path) -> None:
    minutes = [clock("ic", 15), clock("ic", 40, direction="return")]
    net = network(tmp_path, IC, clocks=minutes)
    assert exported(net) == exported(replace(net, clocks=tuple(reversed(minutes))))

"""When the windows of a network are, read from its data package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gtfs_networks import WEEK, network, service, span

from bereikbaar.errors import InputError
from bereikbaar.read.network import find_network, read_network
from bereikbaar.units import clock_full
from bereikbaar.write.gtfs.about import read_span
from bereikbaar.write.gtfs.hours import gap_before_s, read_week, week_of

IC = service("ic", "a 0", "b 30", tph=(1, 1, 1))


def levels(*hours: dict[str, Any], name: str = "w") -> Any:
    return week_of([name], [{"name": name, "hours": list(hours)}], "datapackage.json")


def test_a_day_holds_its_windows_in_order_of_time(tmp_path: Path) -> None:
    week = read_week(network(tmp_path, IC))
    assert [(at.window, at.start_s // 3600, at.end_s // 3600, at.swapped) for at in week[0]] == [
        ("peak", 7, 9, False),
        ("offpeak", 9, 16, False),
        ("peak", 16, 18, True),
        ("offpeak", 18, 20, False),
    ]
    assert week[0] == week[3]
    assert week[4] == () == week[6]
    assert [at.window for at in week[5]] == ["saturday"]


def test_the_shipped_network_has_hours_for_every_day() -> None:
    week = read_week(read_network(find_network("nl-2026")))
    assert all(day for day in week)
    assert sum(at.end_s - at.start_s for day in week for at in day) / 3600 == 20 + 36 + 5 + 9 + 28 + 8 + 8


def test_the_gap_before_a_window_ends_where_another_one_does() -> None:
    day = levels(span("10:00", "12:00"), span("12:00", "13:00"), span("15:30", "16:00"))[0]
    assert [gap_before_s(day, i) / 3600 for i in range(3)] == [10, 0, 2.5]


def test_past_midnight_is_an_hour_above_24() -> None:
    assert levels(span("20:00", "25:30"))[0][0].end_s == 25.5 * 3600
    assert clock_full(25 * 3600 + 30 * 60 + 7) == "25:30:07"


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (span("9", "12:00"), "found '9', expected a time such as 06:30"),
        (span("09:60", "12:00"), "found '09:60'"),
        (span("09:00", "31:00"), "at most 30:00"),
        (span("12:00", "09:00"), "past midnight is 25:00"),
        (span("09:00", "09:00"), "is no span of time"),
        (
            span("09:00", "10:00", ["monday"]),
            "found 'monday', expected some of mon, tue, wed, thu, fri, sat, sun; did",
        ),
        (span("09:00", "10:00", []), "expected a list of some of mon"),
        (span("09:00", "10:00", direction="back"), "found 'back', expected 'reversed' or nothing"),
        ("mornings", "found 'mornings', expected days, from and to"),
    ],
)
def test_hours_that_cannot_be_read_say_which(hours: Any, said: str) -> None:
    with pytest.raises(InputError) as error:
        levels(hours)
    assert said in str(error.value)
    assert "datapackage.json, windows, w, hours, entry 1: " in str(error.value)


def test_all_problems_are_said_at_once(tmp_path: Path) -> None:
    week = {"peak": [], "offpeak": [span("8", "9")], "saturday": WEEK["saturday"]}
    with pytest.raises(InputError) as error:
        read_week(network(tmp_path, IC, week=week))
    assert len(error.value.problems) == 2
    assert "an export needs to know when window 'peak' is; add for example \"hours\": [{" in str(error.value)


def test_two_windows_at_one_moment_are_refused() -> None:
    entries = [{"name": n, "hours": [span("09:00", e)]} for n, e in (("a", "12:00"), ("b", "10:00"))]
    with pytest.raises(InputError, match="'b' and 'a' overlap on mon; a moment has one service level"):
        week_of(["a", "b"], entries, "datapackage.json")


def test_a_network_without_a_folder_has_no_hours() -> None:
    from dataclasses import replace

    net = replace(read_network(find_network("nl-2026")), folder="")
    with pytest.raises(InputError, match="network 'nl-2026' has no folder, so it is not known at what hours"):
        read_week(net)


def test_the_days_are_those_of_the_timetable_year(tmp_path: Path) -> None:
    net = network(tmp_path, IC)
    assert read_span(net, None, None) == ("2025-12-14", "2026-12-12")
    assert read_span(net, "2024-12-15", None) == ("2024-12-15", "2025-12-13")
    assert read_span(net, None, "2024-12-14") == ("2023-12-10", "2024-12-14")
    assert read_span(net, "2026-03-01", "2026-03-31") == ("2026-03-01", "2026-03-31")


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("1 May", None, "--from: expected a date such as 2026-03-10, found '1 May'"),
        (None, "20260310", "--until: expected a date such as 2026-03-10, found '20260310'"),
        ("2026-03-02", "2026-03-01", "the last day 2026-03-01 (--until) comes before the first 2026-03-02 (--from)"),
    ],
)
def test_days_that_cannot_be_are_refused(tmp_path: Path, start: str | None, end: str | None, said: str) -> None:
    with pytest.raises(InputError) as error:
        read_span(network(tmp_path, IC), start, end)
    assert said in str(error.value)


def test_a_network_that_does_not_say_when_it_holds_needs_the_days(tmp_path: Path) -> None:
    net = network(tmp_path, IC)
    package = tmp_path / "datapackage.json"
    package.write_text(package.read_text().replace("2026-03-01T00:00:00Z", "?"))
    with pytest.raises(InputError, match="give the days with --from and --until"):
        read_span(net, None, None)
    assert read_span(net, "2026-03-01", None)[1] == "2026-12-12"

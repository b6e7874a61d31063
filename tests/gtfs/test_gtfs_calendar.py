"""Days of service: weekly patterns, single days, clock changes, and the words for a day without trains."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import feed_texts as ft
import numpy as np
import pytest

from bereikbaar.errors import InputError
from bereikbaar.gtfs.calendar import day_starts, spoken_dates, week_dates
from bereikbaar.gtfs.feed import busiest_date, read_feed, service_date

HEADER = "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
SINGLE = "service_id,date,exception_type\n"
ROWS = ft.calls("t", ("gn", "07:00:00"), ("asn", "07:15:00"))


def days(tmp_path: Path, weekly: str, single: str = "") -> list[str]:
    feed = ft.read(tmp_path, ft.feed(ROWS, calendar=HEADER + weekly, calendar_dates=SINGLE + single))
    return ft.runs_on(feed, "t")


def test_weekdays_between_two_dates_both_included(tmp_path: Path) -> None:
    assert days(tmp_path, "D,1,0,0,0,1,0,0,20260302,20260313\n") == [
        "2026-03-02", "2026-03-06", "2026-03-09", "2026-03-13",
    ]  # fmt: skip


def test_single_days_are_added_and_removed(tmp_path: Path) -> None:
    found = days(tmp_path, "D,1,0,0,0,0,0,0,20260302,20260309\n", "D,20260302,2\nD,20260304,1\nX,20260305,1\n")
    assert found == ["2026-03-04", "2026-03-09"]


def test_a_service_in_two_rows_runs_once_a_day(tmp_path: Path) -> None:
    """A calendar that was split in two, or that overlaps, does not make two trains of one."""
    weekly = "D,1,1,0,0,0,0,0,20260302,20260303\nD,1,0,1,0,0,0,0,20260302,20260304\n"
    feed = ft.read(tmp_path, ft.feed(ROWS, calendar=HEADER + weekly))
    assert ft.runs_on(feed, "t") == ["2026-03-02", "2026-03-03", "2026-03-04"]
    assert feed.trips_per_date.tolist() == [1, 1, 1]
    assert "some services have several rows: they run on the days of all of them (D)" in ft.notes(feed)


def test_a_day_that_is_both_added_and_removed_runs(tmp_path: Path) -> None:
    feed = ft.read(tmp_path, ft.feed(ROWS, calendar=None, calendar_dates=SINGLE + "D,20260304,1\nD,20260304,2\n"))
    assert feed.dates == ("2026-03-04",)
    assert "some days are both added to a service and removed from it: it runs (D 2026-03-04)" in ft.notes(feed)


def test_a_service_that_ends_before_it_begins_adds_no_days(tmp_path: Path) -> None:
    weekly = "D,1,1,1,1,1,1,1,20260309,20260302\n"
    feed = ft.read(tmp_path, ft.feed(ROWS, calendar=HEADER + weekly, calendar_dates=SINGLE + "D,20260304,1\n"))
    assert feed.dates == ("2026-03-04",)
    assert "calendar.txt, line 2: services that end before they begin: 1 left out (D)" in ft.notes(feed)


def test_trips_without_days_are_counted_and_only_days_with_trains_are_dates(tmp_path: Path) -> None:
    rows = ROWS + ft.calls("lost", ("gn", "08:00:00"), ("asn", "08:15:00"))
    names = "route_id,service_id,trip_id\nR,D,t\nR,gone,lost\n"
    weekly = HEADER + "D,1,0,0,0,0,0,0,20260302,20260309\nother,1,1,1,1,1,1,1,20200101,20301231\n"
    feed = ft.read(tmp_path, ft.feed(rows, trips=names, calendar=weekly))
    assert feed.dates == ("2026-03-02", "2026-03-09")
    assert "trips that run on no day: the calendar does not have their service_id, or no days for it: 1 left out" in (
        ft.notes(feed)
    )


def test_a_wrong_date_of_a_service_that_no_train_has_does_no_harm(tmp_path: Path) -> None:
    assert days(tmp_path, "D,1,0,0,0,0,0,0,20260302,20260302\nbus,1,0,0,0,0,0,0,bad,bad\n") == ["2026-03-02"]


def test_a_calendar_until_2199_is_cut_around_the_day_that_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bereikbaar.gtfs.calendar._MOST_CELLS", 1)
    files = ft.feed(ROWS, calendar=HEADER + "D,1,1,1,1,1,1,1,20000101,21991231\n")
    feed = ft.read(tmp_path, files, near="2026-03-11")
    assert len(feed.dates) == 1_100
    assert "2026-03-11" in feed.dates
    assert (
        "calendar.txt: the calendar covers 2000-01-01 to 2199-12-31; the 1100 days from 2024-09-07 to 2027-09-11"
        in (ft.notes(feed))
    )
    assert read_feed(tmp_path / "feed").dates[0] == "2000-01-01"
    assert read_feed(tmp_path / "feed", near="2300-01-01").dates[-1] == "2199-12-31"


def test_a_service_day_begins_twelve_hours_before_noon(tmp_path: Path) -> None:
    """In the nights of 28-29 March and 24-25 October 2026 the clock changes in the Netherlands."""
    weekly = "D,1,1,1,1,1,1,1,20260327,20260331\n"
    feed = ft.read(tmp_path, ft.feed(ROWS, calendar=HEADER + weekly))
    assert feed.timezone == "Europe/Amsterdam"
    assert (np.diff(feed.trips.day_start_s) / 3600).tolist() == [24, 23, 24, 24]
    october = np.array([date(2026, 10, d).toordinal() for d in (24, 25, 26)])
    assert (np.diff(day_starts(october, "Europe/Amsterdam")) / 3600).tolist() == [25, 24]
    assert (np.diff(day_starts(october, "")) / 3600).tolist() == [24, 24]
    assert day_starts(october[:0], "Europe/Amsterdam").tolist() == []


def test_days_apart_are_as_far_apart_as_they_are(tmp_path: Path) -> None:
    feed = ft.read(tmp_path, ft.feed(ROWS, calendar=None, calendar_dates=SINGLE + "D,20260302,1\nD,20260402,1\n"))
    assert feed.trips.day_start_s.tolist() == [0, 31 * 86_400 - 3600]


@pytest.mark.parametrize(
    ("agency", "zone", "said"),
    [
        (None, "", "there is no agency, so no timezone"),
        ("agency_id,agency_name\nX,Spoor\n", "", ""),
        (
            "agency_id,agency_name,agency_timezone\nX,Spoor,Mars/Olympus\n",
            "",
            "timezone 'Mars/Olympus' is not known here",
        ),
        (
            "agency_id,agency_timezone\nX,Europe/Amsterdam\nY,Europe/Berlin\nZ,Europe/Berlin\n",
            "Europe/Berlin",
            "several timezones; all times are taken to be those of Europe/Berlin (Europe/Amsterdam, Europe/Berlin)",
        ),
    ],
)
def test_timezones_that_are_missing_unknown_or_several(
    tmp_path: Path, agency: str | None, zone: str, said: str
) -> None:
    feed = ft.read(tmp_path, ft.feed(ROWS, agency=agency))
    assert feed.timezone == zone
    assert said in ft.notes(feed)


def test_who_made_the_feed_is_kept(tmp_path: Path) -> None:
    info = "feed_publisher_name,feed_publisher_url,feed_version\nSpoorbeheer,https://example.org/feed,7\n"
    routes = "route_id,agency_id,route_short_name,route_long_name,route_type\nR,X,500,Groningen - Utrecht,2\n"
    feed = ft.read(tmp_path, ft.feed(ROWS, feed_info=info, routes=routes))
    assert (feed.title, feed.version, feed.source) == ("Spoorbeheer", "7", "https://example.org/feed")
    line = feed.lines[0]
    assert (line.id, line.short_name, line.long_name, line.agency, line.route_type) == (
        "R", "500", "Groningen - Utrecht", "Spoor", 2,
    )  # fmt: skip
    other = read_feed(ft.write(tmp_path / "o", ft.feed(ROWS, routes=routes.replace("R,X", "R,Y"))))
    assert other.title == "Spoor"
    assert other.lines[0].agency == "Y"
    assert "some routes have an agency_id that is not in agency.txt; it counts as the name of the operator (R)" in (
        ft.notes(other)
    )


def test_the_day_to_use_is_the_busiest_in_the_middle_of_a_week(tmp_path: Path) -> None:
    rows = ROWS + ft.calls("extra", ("gn", "08:00:00"), ("asn", "08:15:00"))
    names = "route_id,service_id,trip_id\nR,D,t\nR,E,extra\n"
    weekly = HEADER + "D,1,1,1,1,1,1,1,20260302,20260315\nE,1,0,0,0,1,1,1,20260302,20260315\n"
    feed = ft.read(tmp_path, ft.feed(rows, trips=names, calendar=weekly, calendar_dates=SINGLE + "E,20260312,1\n"))
    assert busiest_date(feed) == "2026-03-12"
    weekend = read_feed(
        ft.write(tmp_path / "w", ft.feed(ROWS, calendar=HEADER + "D,0,0,0,0,0,1,1,20260302,20260315\n"))
    )
    assert busiest_date(weekend) == "2026-03-07"


def test_a_week_is_that_of_a_date_and_its_days_have_trains(tmp_path: Path) -> None:
    feed = ft.read(tmp_path, ft.feed(ROWS, calendar=HEADER + "D,1,0,1,0,0,0,1,20260302,20260315\n"))
    assert week_dates(feed, "2026-03-15") == ("2026-03-09", "2026-03-11", "2026-03-15")
    message = r"no train runs in the week of 2026-04-01 \(2026-03-30 to 2026-04-05\); the feed has 2026-03-02, "
    with pytest.raises(InputError, match=message):
        week_dates(feed, "2026-04-01")
    for asked in ("tomorrow", "20263", "2026-02-30"):
        with pytest.raises(InputError, match=f"date '{asked}': expected a date such as 2026-03-02"):
            service_date(feed, asked)
        with pytest.raises(InputError, match=f"date '{asked}': expected a date such as 2026-03-02"):
            week_dates(feed, asked)
    assert service_date(feed, "20260304") == 1


def test_the_days_that_a_feed_has_are_said_briefly() -> None:
    everyday = [f"2026-03-{d:02d}" for d in range(1, 32)]
    assert spoken_dates(["2026-03-11"], "2026-03-12") == "the feed has one date, 2026-03-11"
    assert spoken_dates(everyday, "2027-01-01") == "the feed has 2026-03-01 to 2026-03-31"
    assert spoken_dates(everyday[::8], "2026-03-02") == "the feed has 2026-03-01, 2026-03-09, 2026-03-17, 2026-03-25"
    gaps = [d for d in everyday if d not in ("2026-03-10", "2026-03-11")]
    assert spoken_dates(gaps, "2026-03-10") == (
        "the feed has 2026-03-01 to 2026-03-31 (29 of the 31 days); the nearest are 2026-03-09 and 2026-03-12"
    )
    assert spoken_dates(gaps, "2026-05-10") == "the feed has 2026-03-01 to 2026-03-31 (29 of the 31 days)"

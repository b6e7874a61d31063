"""calendar.txt and calendar_dates.txt -> the days on which every service runs, and where those days begin in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.errors import InputError, Problem
from bereikbaar.gtfs.files import FeedFiles
from bereikbaar.gtfs.notes import Notebook
from bereikbaar.gtfs.parsing import LINE, first_line
from bereikbaar.gtfs.tables import TableSpec, read_frame
from bereikbaar.lang import remark
from bereikbaar.network.days import weekday
from bereikbaar.network.trips import DAY_S, Flags

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.gtfs.model import Feed

#: Columns of calendar.txt.
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CALENDAR = TableSpec("calendar.txt", ("service_id", *WEEKDAYS, "start_date", "end_date"))
_EXCEPTIONS = TableSpec("calendar_dates.txt", ("service_id", "date", "exception_type"))

#: A feed of more days is cut, some say "until 2099": so many days are always kept ...
MOST_DAYS = 1_100
#: ... and more as long as trips times days stay below this (one byte each).
_MOST_CELLS = 40_000_000
#: A date is a day number: days since 1 January of the year 1.
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1).toordinal(), date(2200, 12, 31).toordinal()


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days of service. services : ids. days : (n_days,) day numbers, ascending. runs : (n_services, n_days)."""

    services: tuple[str, ...]
    days: NDArray[np.int64]
    runs: Flags


def read_calendar(
    files: FeedFiles, services: Sequence[str], book: Notebook, *, n_trips: int = 0, near: str | None = None
) -> Calendar:
    """Return the days of some services.

    services : the ids that matter; rows of others are not kept. n_trips : how many trips there are. near : an ISO
    date, used only in a feed of very many days: which of them to keep.
    A date that is no date is refused: a whole service would be gone. Of two rows that add and remove the same day the
    one that adds holds.
    """
    import polars as pl

    ids = pl.DataFrame({"service_id": pl.Series(services, dtype=pl.String)}).with_row_index("service")

    def keep(rows: pl.DataFrame) -> pl.DataFrame:
        return rows.join(ids.select("service_id"), on="service_id", how="semi")

    weekly = read_frame(files, _CALENDAR, book, keep=keep).join(ids, on="service_id")
    single = read_frame(files, _EXCEPTIONS, book, keep=keep).join(ids, on="service_id")
    weekly = _check_weekly(weekly, book)
    single = _check_single(single, book)
    book.check()
    days = np.concatenate([weekly["start"].to_numpy(), weekly["end"].to_numpy(), single["day"].to_numpy()])
    if not len(days):
        return Calendar(tuple(services), np.zeros(0, dtype=np.int64), np.zeros((len(services), 0), dtype=np.bool_))
    most = max(MOST_DAYS, _MOST_CELLS // max(1, n_trips))
    first, last = _span(int(days.min()), int(days.max()), most, near, book)
    runs = _fill(weekly, single, len(services), first, last)
    some = runs.any(axis=0)
    return Calendar(tuple(services), np.arange(first, last + 1)[some], runs[:, some])


def _day_number(column: str) -> pl.Expr:
    """Return days since the year 1 of YYYYMMDD, -1 where that is no date."""
    import polars as pl

    text = pl.when(pl.col(column).str.contains(r"^[0-9]{8}$")).then(pl.col(column))
    day = text.str.to_date("%Y%m%d", strict=False).cast(pl.Int32) + date(1970, 1, 1).toordinal()
    return pl.when(day.is_between(_FIRST_DAY, _LAST_DAY)).then(day).otherwise(None).fill_null(-1).cast(pl.Int64)


def _check_weekly(rows: pl.DataFrame, book: Notebook) -> pl.DataFrame:
    import polars as pl

    rows = rows.with_columns(_day_number("start_date").alias("start"), _day_number("end_date").alias("end"))
    for column, number in (("start_date", "start"), ("end_date", "end")):
        _refuse_dates(rows.filter(pl.col(number) < 0), column, _CALENDAR.name, book)
    for name in WEEKDAYS:
        bad = rows.filter(~pl.col(name).is_in(["0", "1"]))
        found = [(line, f"found {value!r}, expected 0 or 1") for line, value in bad.select(LINE, name).rows()]
        book.refuse_rows(found, file=_CALENDAR.name, column=name)
    back = rows.filter((pl.col("end") < pl.col("start")) & (pl.col("end") >= 0)).sort(LINE)
    book.say(
        "left out",
        remark("services that end before they begin"),
        file=_CALENDAR.name,
        row=first_line(back),
        count=back.height,
        examples=back["service_id"].sort().to_list(),
    )
    rows = rows.filter((pl.col("end") >= pl.col("start")) & (pl.col("start") >= 0))
    twice = rows.unique(["service_id", *WEEKDAYS, "start", "end"]).filter(pl.col("service_id").is_duplicated())
    n_twice = twice["service_id"].n_unique()
    book.say(
        "chosen",
        remark("some services have several rows: they run on the days of all of them"),
        file=_CALENDAR.name,
        row=first_line(twice),
        count=n_twice,
        examples=twice["service_id"].unique().sort().to_list(),
    )
    return rows


def _check_single(rows: pl.DataFrame, book: Notebook) -> pl.DataFrame:
    import polars as pl

    rows = rows.with_columns(_day_number("date").alias("day"))
    _refuse_dates(rows.filter(pl.col("day") < 0), "date", _EXCEPTIONS.name, book)
    bad = rows.filter(~pl.col("exception_type").is_in(["1", "2"]))
    found = [
        (line, f"found {value!r}, expected 1 (service added) or 2 (service removed)")
        for line, value in bad.select(LINE, "exception_type").rows()
    ]
    book.refuse_rows(found, file=_EXCEPTIONS.name, column="exception_type")
    kinds = (
        rows.filter(pl.col("day") >= 0)
        .group_by("service_id", "day")
        .agg(pl.col("exception_type").n_unique(), pl.col(LINE).min())
    )
    both = kinds.filter(pl.col("exception_type") > 1).sort("service_id", "day")
    book.say(
        "chosen",
        remark("some days are both added to a service and removed from it: it runs"),
        file=_EXCEPTIONS.name,
        row=first_line(both),
        count=both.height,
        examples=[f"{s} {date.fromordinal(d)}" for s, d in both.select("service_id", "day").head(8).rows()],
    )
    return rows


def _refuse_dates(bad: pl.DataFrame, column: str, file: str, book: Notebook) -> None:
    found = [
        (line, f"found {value!r}, expected a date such as 20260311" + _out_of_reach(value))
        for line, value in bad.select(LINE, column).rows()
    ]
    book.refuse_rows(found, file=file, column=column)


def _out_of_reach(value: str) -> str:
    if value and value.isascii() and value.isdigit() and len(value) == 8 and not "1900" <= value[:4] <= "2200":
        return " (years 1900 to 2200)"
    return "" if value else "; it is empty"


def _span(first: int, last: int, most: int, near: str | None, book: Notebook) -> tuple[int, int]:
    """Return the first and last day to keep."""
    if last - first < most:
        return first, last
    start = first
    if near is not None:
        start = min(max(first, date.fromisoformat(near).toordinal() - most // 2), last - most + 1)
    kept = (date.fromordinal(start), date.fromordinal(start + most - 1))
    book.say(
        "chosen",
        remark(
            "the calendar covers {first} to {last}; the {most} days from {start} to {end} were read",
            first=date.fromordinal(first),
            last=date.fromordinal(last),
            most=most,
            start=kept[0],
            end=kept[1],
        ),
        file=_CALENDAR.name,
        count=last - first + 1 - most,
    )
    return start, start + most - 1


def _fill(weekly: pl.DataFrame, single: pl.DataFrame, n_services: int, first: int, last: int) -> Flags:
    import polars as pl

    runs = np.zeros((n_services, last - first + 1), dtype=np.bool_)
    day_of_week = (np.arange(first, last + 1) - 1) % 7  # day 1 of the year 1 was a Monday
    flags = weekly.select(pl.col(d) == "1" for d in WEEKDAYS).to_numpy()
    for (service, start, end), week in zip(weekly.select("service", "start", "end").rows(), flags, strict=True):
        part = slice(max(0, start - first), max(0, end - first + 1))
        runs[service, part] |= week[day_of_week[part]]
    inside = single.filter(pl.col("day").is_between(first, last))
    for kind, value in (("2", False), ("1", True)):
        some = inside.filter(pl.col("exception_type") == kind)
        runs[some["service"].to_numpy(), some["day"].to_numpy() - first] = value
    return runs


def iso_dates(days: NDArray[np.int64]) -> tuple[str, ...]:
    """Return day numbers as ISO dates."""
    return tuple(date.fromordinal(int(d)).isoformat() for d in days)


def day_starts(days: NDArray[np.int64], timezone: str) -> NDArray[np.int64]:
    """Return where each service day begins, seconds after the first: noon minus 12 hours, the GTFS rule.

    Days are 86,400 s apart but for those on which the clock changes. Without a timezone they all are.

    >>> days = np.array([date(2026, 3, d).toordinal() for d in (28, 29, 30)])
    >>> (day_starts(days, "Europe/Amsterdam") / 3600).tolist()
    [0.0, 23.0, 47.0]
    """
    if not len(days):
        return np.zeros(0, dtype=np.int64)
    if not timezone:
        return np.asarray((days - days[0]) * DAY_S, dtype=np.int64)
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(timezone)
    noons = (datetime.fromordinal(int(d)).replace(hour=12, tzinfo=zone).astimezone(UTC) for d in days)
    seconds = np.array([int(n.timestamp()) for n in noons], dtype=np.int64)
    return np.asarray(seconds - seconds[0], dtype=np.int64)


def known_timezone(name: str) -> bool:
    """Return whether the clock changes of a timezone are known on this machine."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return False
    return True


def service_date(feed: Feed, asked: str) -> int:
    """Return the position of a date in ``feed.dates``.

    Raises InputError when it is no date, or when no train runs on it: with the dates that the feed has.
    """
    iso = _asked(feed, asked).isoformat()
    if iso in feed.dates:
        return feed.dates.index(iso)
    raise InputError(Problem(f"no train runs on {iso}; {spoken_dates(feed.dates, iso)}", file=feed.path))


def _asked(feed: Feed, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"date {text!r}: expected a date such as {feed.dates[0]} (year-month-day)") from None


def spoken_dates(dates: Sequence[str], near: str) -> str:
    """Return the dates that have service in words: the range, and the nearest or all when there are few."""
    if len(dates) == 1:
        return f"the feed has one date, {dates[0]}"
    span = f"the feed has {dates[0]} to {dates[-1]}"
    n_days = (date.fromisoformat(dates[-1]) - date.fromisoformat(dates[0])).days + 1
    if n_days == len(dates):
        return span
    if len(dates) <= 7:
        return "the feed has " + ", ".join(dates)
    if not dates[0] < near < dates[-1]:
        return f"{span} ({len(dates)} of the {n_days} days)"
    before = max(d for d in dates if d < near)
    after = min(d for d in dates if d > near)
    return f"{span} ({len(dates)} of the {n_days} days); the nearest are {before} and {after}"


def busiest_date(feed: Feed) -> str:
    """Return the date to use when none was asked: the Tuesday, Wednesday or Thursday with most trips.

    The first of equals; of all days when there are no such days. Never "today": a feed is often of another year.
    """
    counts = feed.trips_per_date
    middle = [i for i, d in enumerate(feed.dates) if weekday(d) in (1, 2, 3)]
    chosen = middle or range(len(feed.dates))
    return feed.dates[max(chosen, key=lambda i: (counts[i], -i))]


def week_dates(feed: Feed, week_of: str) -> tuple[str, ...]:
    """Return the dates with service in the week (Monday to Sunday) of a date. Raises InputError without any."""
    day = _asked(feed, week_of)
    monday = day.toordinal() - day.weekday()  # a number: the last week of the year 9999 has no Sunday
    found = tuple(d for d in feed.dates if monday <= date.fromisoformat(d).toordinal() < monday + 7)
    if not found:
        ends = (date.fromordinal(d) for d in (monday, min(monday + 6, date.max.toordinal())))
        span = " to ".join(map(str, ends))
        message = f"no train runs in the week of {day} ({span}); {spoken_dates(feed.dates, str(day))}"
        raise InputError(Problem(message, file=feed.path))
    return found

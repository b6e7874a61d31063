"""Which days of a feed stand for the windows of the week, and how often trains run in them.

The windows have the names and the hours of the shipped Dutch network, so that a peak is the same peak everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bereikbaar.errors import InputError
from bereikbaar.gtfs.calendar import busiest_date, service_date, week_dates
from bereikbaar.gtfs.model import Feed
from bereikbaar.lang import in_a_row, remark
from bereikbaar.network.days import weekday
from bereikbaar.network.model import Window

WEEKDAYS = (
    remark("Monday"), remark("Tuesday"), remark("Wednesday"), remark("Thursday"), remark("Friday"),
    remark("Saturday"), remark("Sunday"),
)  # fmt: skip
FRIDAY = 4
#: Said of the hours of every window of a timetable.
HOURS_BASIS = "assumption"
HOURS_SOURCE = (
    "The hours per week of the windows of nl-2026; trains per hour are counted in a span of whole hours within them, "
    "on the day that stands for the window."
)


@dataclass(frozen=True, slots=True)
class Span:
    """A window as part of a day, seconds after 00:00. days : of the week, 0 = Monday. nl, en : when it is."""

    name: str
    group: str
    hours_per_week: float
    from_s: int
    to_s: int
    days: tuple[int, ...]
    nl: str
    en: str


_WORKDAYS = (0, 1, 2, 3)
#: In whole hours, so that the trains of an hourly timetable are counted exactly wherever the hour begins for them.
_PEAK, _BY_DAY, _WEEKEND = (25200, 32400), (32400, 57600), (36000, 64800)
#: In the order of the shipped network. Source: networks/nl-2026/datapackage.json, windows.
SPANS = (
    Span("peak", "day", 20.0, *_PEAK, _WORKDAYS, "ochtendspits, maandag tot en met donderdag",
         "morning peak, Monday to Thursday"),
    Span("offpeak", "day", 36.0, *_BY_DAY, _WORKDAYS, "overdag buiten de spits, maandag tot en met donderdag",
         "by day outside the peaks, Monday to Thursday"),
    Span("friday_peak", "day", 5.0, *_PEAK, (4,), "ochtendspits op vrijdag", "morning peak, Friday"),
    Span("friday", "day", 9.0, *_BY_DAY, (4,), "overdag buiten de spits op vrijdag",
         "by day outside the peaks, Friday"),
    Span("evening", "evening", 28.0, 72000, 86400, tuple(range(7)), "avond, alle dagen, na ongeveer 20.00 uur",
         "evening, all days, after about 20:00"),
    Span("saturday", "weekend", 8.0, *_WEEKEND, (5,), "zaterdag, 10.00-18.00 uur", "Saturday, 10:00-18:00"),
    Span("sunday", "weekend", 8.0, *_WEEKEND, (6,), "zondag, 10.00-18.00 uur", "Sunday, 10:00-18:00"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Days:
    """The days that were chosen: ISO dates in the order of the week, and how they were chosen, in one sentence."""

    dates: tuple[str, ...]
    why: str


def choose_days(feed: Feed, *, day: str | None = None, week_of: str | None = None) -> Days:
    """Return the days of a feed that stand for the windows.

    day     : this one day. week_of : the week of this day: its busiest day from Monday to Thursday (the first of
              equal ones), Friday, Saturday and Sunday, as far as trains run.
    Without either: the busiest Tuesday, Wednesday or Thursday of the feed (the first of equal ones), or the busiest
    day of all when trains run on no such day, with Friday, Saturday and Sunday of its week. Never today because it
    is today.
    Raises InputError for a day or week without trains, with the days that have them, and for what is no date.
    """
    counts = dict(zip(feed.dates, feed.trips_per_date.tolist(), strict=True))
    if day is not None and week_of is not None:
        raise InputError("a day (--date) and a week (--week-of) exclude each other; give one of them")
    if day is not None:
        chosen = feed.dates[service_date(feed, day)]
        why = remark("{day}, as asked: {n} trains", day=_spoken(chosen), n=counts[chosen])
        return Days((chosen,), why)
    if week_of is not None:
        return _week(week_dates(feed, week_of), counts, week_of)
    chosen = busiest_date(feed)
    busy = _spoken(chosen)
    why = (
        remark("{day} is the busiest Tuesday, Wednesday or Thursday of the feed", day=busy)
        if weekday(chosen) in (1, 2, 3)
        else remark("{day} is the busiest day of the feed", day=busy)
    )
    others = [d for d in week_dates(feed, chosen) if weekday(d) >= FRIDAY and d != chosen]
    week = _week([chosen, *others] if weekday(chosen) < FRIDAY else sorted([chosen, *others]), counts, chosen)
    return Days(week.dates, remark("{why}; {week}", why=why, week=week.why))


def _week(dates: Sequence[str], counts: Mapping[str, int], week_of: str) -> Days:
    working = [d for d in dates if weekday(d) < FRIDAY]
    busiest = [min(working, key=lambda d: (-counts[d], d))] if working else []
    chosen = (*busiest, *(d for d in dates if weekday(d) >= FRIDAY))
    named = in_a_row(remark("{day} ({n} trains)", day=_spoken(d), n=counts[d]) for d in chosen)
    without = [WEEKDAYS[n] for n in range(FRIDAY, 7) if n not in {weekday(d) for d in dates}]
    without = without if busiest else [remark("Monday to Thursday"), *without]
    why = remark("the week of {day}: {named}", day=week_of, named=named)
    if without:
        why = remark("{why}; no train on {days}", why=why, days=in_a_row(without))
    return Days(chosen, why)


def _spoken(iso: str) -> str:
    return remark("{weekday} {day}", weekday=WEEKDAYS[weekday(iso)], day=iso)


def windows_of(dates: Sequence[str]) -> tuple[Window, ...]:
    """Return the windows for days that were chosen, in the order of the shipped network.

    The evening is that of the first of the days.
    """
    by_day = {weekday(d): d for d in reversed(dates)}
    out = []
    for span in SPANS:
        day = dates[0] if span.group == "evening" else next((by_day[n] for n in span.days if n in by_day), "")
        if day:
            source = f"{HOURS_BASIS}: {HOURS_SOURCE}"
            out.append(
                Window(span.name, span.hours_per_week, span.group, span.en, source, day, span.from_s, span.to_s)
            )
    return tuple(out)


def days_around(dates: Sequence[str], known: Sequence[str]) -> list[int]:
    """Return the positions in ``known`` of some days and the days before and after them.

    A train of the day before may still run after midnight, and a journey of the evening may end on the next day.
    """
    wanted = {date.fromisoformat(d) + timedelta(days=n) for d in dates for n in (-1, 0, 1)}
    return [k for k, d in enumerate(known) if date.fromisoformat(d) in wanted]

"""A network -> the runs of trains that an export writes, by one of three ways."""

from __future__ import annotations

from dataclasses import replace

from bereikbaar.errors import InputError, Problem
from bereikbaar.lang import both
from bereikbaar.network.model import Network
from bereikbaar.network.trips import Trips
from bereikbaar.settings import Settings
from bereikbaar.write.gtfs.about import read_span
from bereikbaar.write.gtfs.clock import clock_runs, planned_changes
from bereikbaar.write.gtfs.dated import dated_changes, dated_places, dated_runs
from bereikbaar.write.gtfs.headway import headway_runs
from bereikbaar.write.gtfs.hours import Week, read_week
from bereikbaar.write.gtfs.minutes import trips_by_level
from bereikbaar.write.gtfs.model import HEADWAY, Plan, Run, Words
from bereikbaar.write.gtfs.positions import positions
from bereikbaar.write.gtfs.rates import rates_without_minutes
from bereikbaar.write.gtfs.redated import changed_runs
from bereikbaar.write.gtfs.transfers import change_seconds, station_changes

#: Stations that a note names before the rest is only counted.
_NAMED = 5


def make_plan(
    net: Network,
    settings: Settings,
    *,
    method: str | None = None,
    known_only: bool = False,
    start: str | None = None,
    end: str | None = None,
    week: Week | None = None,
) -> Plan:
    """Return the runs and changes of an export. week : when the windows are, when the folder is not to say.

    Raises InputError as :func:`bereikbaar.write.gtfs.gtfs_export`.
    """
    chosen = method or ("timetable" if net.trips is not None else "clock" if net.clocks else "headway")
    if net.trips is not None:
        plan = _dated(net, net.trips, settings, (chosen, start, end))
    else:
        week = read_week(net) if week is None else week
        span = read_span(net, start, end)
        if chosen == "clock":
            plan = _clock(net, week, span, settings, known_only=known_only)
        else:
            runs = tuple(sorted(headway_runs(net, week)))
            plan = Plan(runs, (), _stations(runs), *span, HEADWAY)
    if not plan.runs:
        raise InputError(f"network {net.name!r} has no trains to write: no service runs in any window")
    _, lost = positions(net, plan)
    if lost:
        plan = replace(plan, notes=(*plan.notes, _placed(lost)))
    seconds = change_seconds(net, settings, plan.method)
    return replace(plan, changes=(*station_changes(seconds, plan.places.values()), *plan.changes))


def _placed(lost: tuple[str, ...]) -> Words:
    named = ", ".join(lost[:_NAMED]) + (", ..." if len(lost) > _NAMED else "")
    nl, en = both(
        "stations without a position, put between their neighbours: {n} ({named})", n=len(lost), named=named
    )
    return en, nl


def _stations(runs: tuple[Run, ...]) -> dict[str, str]:
    """Return the places of runs that call at stations as a whole: each is its own station."""
    return {code: code for code in sorted({code for run in runs for code in run.calls.places})}


def _dated(net: Network, trips: Trips, settings: Settings, asked: tuple[str, str | None, str | None]) -> Plan:
    method, start, end = asked
    if method == "headway":
        text = f"network {net.name!r} is a timetable and is written with its own trips; leave out --method headway"
        raise InputError(Problem(text, field="--method"))
    if start or end:
        text = f"network {net.name!r} is a timetable and is written on its own dates"
        raise InputError(Problem(text, field="--from" if start else "--until"))
    own, position = dated_runs(net, trips)
    changed, new_places = changed_runs(net, trips, settings)
    changes = dated_changes(trips, position)
    runs = (*own, *changed)
    dates = sorted({date for run in runs for date in run.days.dates})
    places = {**new_places, **dated_places(trips, own, changes)}
    notes: list[Words] = []
    if changed:
        on = ", ".join(sorted({w.date for w in net.windows if w.date}))
        nl, en = both("trains that the scenario brings or changes: {n}, on {days} only", n=len(changed), days=on)
        notes.append((en, nl))
    return Plan(
        runs, tuple(changes), places, *(dates[0], dates[-1]) if dates else ("", ""), "timetable", tuple(notes)
    )


def _clock(net: Network, week: Week, span: tuple[str, str], settings: Settings, *, known_only: bool) -> Plan:
    change_s = change_seconds(net, settings, "clock")
    runs, rules = clock_runs(week, trips_by_level(net, settings, known_only=known_only), change_s)
    frequent = sorted(headway_runs(net, week, rates_without_minutes(net))) if known_only else []
    every = (*runs, *frequent)
    return Plan(every, tuple(planned_changes(runs, rules, change_s)), _stations(every), *span, "clock")

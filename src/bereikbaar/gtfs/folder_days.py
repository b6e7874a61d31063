"""Another choice among the days that a network made from a timetable has."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import MappingProxyType

from bereikbaar.errors import InputError, Problem
from bereikbaar.gtfs.windows import windows_of
from bereikbaar.network.counting import trains_per_hour
from bereikbaar.network.days import weekday
from bereikbaar.network.model import Network, Service
from bereikbaar.read.identity import network_hash


def on_days(net: Network, *, date: str | None = None, week_of: str | None = None) -> Network:
    """Return a network that has trips with the windows of one of its days, counted anew, or as it is for its week.

    Raises InputError for a day or week that stands for none of its windows, with those that do: of other days only
    the trains around them are there.
    """
    days = sorted({w.date for w in net.windows if w.date})
    option, text = ("--date", date) if date is not None else ("--week-of", week_of or "")
    day = _iso(text, option)
    if date is not None and week_of is not None:
        raise InputError("a day (--date) and a week (--week-of) exclude each other; give one of them")
    if date is None and any(_monday(d) == _monday(day) for d in days):
        return net
    if date is None or day not in days:
        message = (
            f"network {net.name!r} has the timetable of {', '.join(days)}; for {text} import the feed again, "
            "or give the feed itself as the network"
        )
        raise InputError(Problem(message, field=option))
    return net if days == [day] else _of_day(net, day)


def _of_day(net: Network, day: str) -> Network:
    trips = net.trips
    if trips is None:
        raise ValueError("the network has no trips")
    windows = windows_of((day,))
    columns = [trains_per_hour(trips, w.date, w.from_s, w.to_s) for w in windows]
    tph = {key: tuple(round(float(c[p]), 4) for c in columns) for p, key in enumerate(trips.patterns)}

    def counted(service: Service) -> Service:
        patterns = (replace(p, tph=tph[service.id, p.direction]) for p in service.patterns)
        return replace(service, patterns=tuple(patterns))

    services = {id_: counted(s) for id_, s in net.services.items()}
    origins = {(id_, p.direction): p for id_, s in services.items() for p in s.patterns}
    trips = replace(trips, origins=tuple(origins[key] for key in trips.patterns))
    made = replace(net, windows=windows, services=MappingProxyType(services), trips=trips)
    return replace(made, hash=network_hash(made))


def _iso(text: str, option: str) -> str:
    try:
        return dt.date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        message = f"found {text!r}, expected a date such as 2026-03-11"
        raise InputError(Problem(message, field=option)) from None


def _monday(day: str) -> dt.date:
    return dt.date.fromisoformat(day) - dt.timedelta(days=weekday(day))

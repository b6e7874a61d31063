"""Any span of a day as a window of a timetable, and networks with fewer windows.

A span such as 07:00-09:00 becomes a window like the others, named ``t0700_0900`` (names stand in columns and files);
people read ``07:00-09:00``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import MappingProxyType

from bereikbaar.errors import InputError, Problem, did_you_mean
from bereikbaar.network.counting import trains_per_hour
from bereikbaar.network.model import Feeder, Network, Pattern, Service, Window
from bereikbaar.network.trips import DAY_S, Trips

_SPAN = re.compile(r"([0-9]{1,2}):([0-5][0-9])\s*[-–]\s*([0-9]{1,2}):([0-5][0-9])")
_NAME = re.compile(r"t(\d\d)(\d\d)_(\d\d)(\d\d)")
#: A service day of a timetable ends before this, h: trains after midnight belong to the day before.
_LAST_HOUR = 30


def read_span(text: str) -> tuple[int, int]:
    """Return a span as seconds after 00:00; an end before the beginning is after midnight.

    >>> read_span("07:00-09:00"), read_span("23:30-00:30")
    ((25200, 32400), (84600, 88200))

    Raises InputError for a text that is no span.
    """
    found = _SPAN.fullmatch(text.strip())
    hours = (int(found[1]), int(found[3])) if found else (0, 0)
    start, end = (
        (h * 60 + int(m)) * 60 for h, m in zip(hours, (found[2], found[4]) if found else (0, 0), strict=True)
    )
    if found and end < start and hours[1] < hours[0] <= 24:
        end += DAY_S
    if not found or end <= start or end > _LAST_HOUR * 3600:
        message = f"expected a span such as 07:00-09:00 (until {_LAST_HOUR}:00 at the latest), found {text!r}"
        raise InputError(Problem(message, field="--window"))
    return start, end


def span_name(start_s: int, end_s: int) -> str:
    """Return the name of the window of a span: ``t0700_0900``."""
    clocks = [f"{s // 3600:02d}{s % 3600 // 60:02d}" for s in (start_s, end_s)]
    return f"t{clocks[0]}_{clocks[1]}"


def span_words(window: str) -> str:
    """Return the span that a window is named after, ``07:00-09:00``; the name itself for other windows."""
    found = _NAME.fullmatch(window)
    return f"{found[1]}:{found[2]}-{found[3]}:{found[4]}" if found else window


def with_span(net: Network, text: str) -> tuple[Network, str]:
    """Return the network with a window for a span of its day, and the name of that window.

    The day is that of the main window by day (see :func:`main_window`). Trains per hour of a pattern are its
    departures in the span, as the mean over the stops where one may get in: as in the other windows.
    Raises InputError for a text that is no span, and for a network without a timetable.
    """
    start, end = read_span(text)
    if net.trips is None:
        message = f"times of day ({text}) need a timetable; network {net.name!r} has service levels for " + ", ".join(
            w.name for w in net.windows
        )
        raise InputError(Problem(message, field="--window"))
    name = span_name(start, end)
    if name in (w.name for w in net.windows):
        return net, name
    day = next(w for w in net.windows if w.name == main_window(net))
    held = [w for w in net.windows if w.date == day.date and w.from_s <= start and end <= w.to_s]
    hours = (end - start) / 3600
    window = Window(
        name, hours, (held[0] if held else day).group, span_words(name), "asked for", day.date, start, end
    )
    tph = _trains_per_hour(net.trips, day.date, start, end)

    def longer(service: Service, pattern: Pattern) -> Pattern:
        return replace(pattern, tph=(*pattern.tph, tph.get((service.id, pattern.direction), 0.0)))

    def feeder(one: Feeder) -> Feeder:
        return replace(one, tph=(*one.tph, None))

    return _changed(replace(net, windows=(*net.windows, window)), longer, feeder), name


def main_window(net: Network) -> str:
    """Return the window that stands for a network: ``offpeak``, else the longest by day, the weekend, the evening."""
    names = [w.name for w in net.windows]
    if "offpeak" in names:
        return "offpeak"
    rank = {"day": 2, "weekend": 1}
    return max(net.windows, key=lambda w: (rank.get(w.group, 0), w.hours_per_week, -names.index(w.name))).name


def of_windows(net: Network, names: Sequence[str]) -> Network:
    """Return the network with these windows only, in this order. Raises UnknownNameError for one it has not."""
    kept = [net.window_index(name) for name in names]
    if kept == list(range(len(net.windows))):
        return net

    def fewer(_service: Service, pattern: Pattern) -> Pattern:
        return replace(pattern, tph=tuple(pattern.tph[k] for k in kept))

    def feeder(one: Feeder) -> Feeder:
        return replace(one, tph=tuple(one.tph[k] for k in kept))

    return _changed(replace(net, windows=tuple(net.windows[k] for k in kept)), fewer, feeder)


def _changed(
    net: Network, pattern: Callable[[Service, Pattern], Pattern], feeder: Callable[[Feeder], Feeder]
) -> Network:
    """Return the network with other trains per hour; the patterns that its trips were made with change likewise.

    The clock method takes the trips of a pattern as long as no scenario has changed it.
    """
    services = {id_: replace(s, patterns=tuple(pattern(s, p) for p in s.patterns)) for id_, s in net.services.items()}
    trips = net.trips
    if trips is not None:
        now = {
            (id_, p.direction): (p, q)
            for id_, s in net.services.items()
            for p, q in zip(s.patterns, services[id_].patterns, strict=True)
        }
        origins = []
        for key, origin in zip(trips.patterns, trips.origins, strict=True):
            before, after = now.get(key, (None, None))
            origins.append(after if after is not None and before == origin else origin)
        trips = replace(trips, origins=tuple(origins))
    return replace(
        net, services=MappingProxyType(services), feeders=tuple(feeder(f) for f in net.feeders), trips=trips
    )


def _trains_per_hour(trips: Trips, date: str, start_s: int, end_s: int) -> dict[tuple[str, str], float]:
    """Return (service, direction) -> departures per hour in a span of a day, as the mean over the stops."""
    if date not in trips.dates:
        raise InputError(Problem(f"no train runs on {date}" + did_you_mean(date, trips.dates), field="--date"))
    counted = trains_per_hour(trips, date, start_s, end_s).tolist()
    return dict(zip(trips.patterns, counted, strict=True))

"""Service levels -> trains that run every so many seconds (frequencies.txt, exact_times 0)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from bereikbaar.network.model import Network, Pattern, Service
from bereikbaar.timetable.periodic import ROUTE_TYPES
from bereikbaar.write.gtfs.hours import Level, Week, gap_before_s
from bereikbaar.write.gtfs.model import HEADWAY, Calls, Days, Frequency, Run
from bereikbaar.write.gtfs.rates import RatesOf, all_rates
from bereikbaar.write.gtfs.seconds import pattern_calls

#: Longer ones are written as this: tools keep headways in 16 bits, and no window is that long.
LONGEST_HEADWAY_S = 9 * 3600


def headway_runs(net: Network, week: Week, rates: RatesOf | None = None) -> list[Run]:
    """Return a run with its frequencies for every pattern, and for all days of the week that have the same ones.

    rates : what runs at each level; all of the network when not given.
    """
    rates = rates or all_rates(net)
    runs = []
    for _, service in sorted(net.services.items()):
        for pattern in sorted(service.patterns, key=lambda p: p.direction):
            key = (service.id, pattern.direction)
            calls = pattern_calls(pattern)
            by_day = [
                tuple(_frequencies(levels, [rates(level).get(key, 0.0) for level in levels], calls))
                for levels in week
            ]
            runs += [_run(service, pattern, calls, days, rows) for rows, days in same_days(by_day)]
    return runs


def same_days(by_day: Sequence[tuple[Frequency, ...]]) -> Iterator[tuple[tuple[Frequency, ...], tuple[int, ...]]]:
    """Yield what a day has and all weekdays that have just that, for the days that have something."""
    ranked = sorted((rows, day) for day, rows in enumerate(by_day) if rows)
    for rows, group in groupby(ranked, key=lambda pair: pair[0]):
        yield rows, tuple(day for _, day in group)


def _frequencies(levels: Sequence[Level], tph: Sequence[float], calls: Calls) -> list[Frequency]:
    """Return the rows of one day. A level that goes on with the same headway goes on in the same row."""
    rows: list[Frequency] = []
    for i, (level, per_hour) in enumerate(zip(levels, tph, strict=True)):
        if per_hour <= 0:
            continue
        headway = headway_seconds(per_hour)
        start = level.start_s - headway * early_trains(gap_before_s(levels, i), calls.depart_s[-2], headway)
        if rows and rows[-1].end_s == start and rows[-1].headway_s == headway:
            start = rows.pop().start_s
        rows.append(Frequency(start, level.end_s, headway))
    return rows


def headway_seconds(per_hour: float) -> int:
    """Return the whole seconds between trains: 3600 / 7 = 514.29 becomes 514; at least one, at most nine hours."""
    return min(max(1, round(3600 / per_hour)), LONGEST_HEADWAY_S)


def early_trains(gap_s: int, run_s: int, headway_s: int) -> int:
    """Return how many trains leave before a level starts, so that it is there at every stop from its first minute.

    "Every half hour from 6:00" at the first stop is from 7:15 at a stop 75 minutes on; three trains earlier it is
    from 5:45 there. run_s : seconds to the last stop where one boards. Only in a gap in which nothing else holds:
    where one level follows on another, the trains of the earlier one are still under way.
    """
    return min(-(-run_s // headway_s), gap_s // headway_s)


def _run(service: Service, pattern: Pattern, calls: Calls, days: tuple[int, ...], rows: tuple[Frequency, ...]) -> Run:
    return Run(
        service=service.id,
        direction=pattern.direction,
        start_s=rows[0].start_s,
        days=Days(weekdays=days),
        calls=calls,
        basis=HEADWAY,
        frequencies=rows,
        route_type=ROUTE_TYPES[service.mode],
    )

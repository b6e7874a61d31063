"""Stations that lose their direct train to a city, and what they get instead."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from bereikbaar.compare.stations import direct_from

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.access.model import Centre
    from bereikbaar.results import Case
    from bereikbaar.routing.travel_times import TravelTimes

#: Kinds of centres that count as a city here, the large ones first.
LARGE, CAPITAL = "four largest cities", "province capital"

_SCHEMA = ("minutes", "minutes_scenario", "changes", "changes_scenario")


def lost_centres(
    base: Case, case: Case, stations: pl.DataFrame, centres: Iterable[Centre], window: str
) -> pl.DataFrame:
    """Return one row per station that loses its last direct train to one of the four large cities or a capital.

    stations : as ``compare_stations`` gives them, or some of them; a city is reached at any of its stations.
    Columns: code, lost (ids of the cities, the nearest first, with spaces between), to (the id of the nearest of the
    large cities among them, else of the nearest capital), then for the journey to that city from this station's
    platform: minutes, minutes_scenario (expected, waiting included) and changes, changes_scenario (mean number).
    Null where the station or a connection is not there. The largest loss of minutes first, then by code.
    """
    import polars as pl

    cities = {c.id: c for c in centres if LARGE in c.kinds or CAPITAL in c.kinds}
    suspects = {code: set(lost.split()) for code, lost in stations.select("code", "lost_direct").iter_rows() if lost}
    kept = direct_from(case.network, window, suspects)
    rows = []
    for code, gone in suspects.items():
        lost = _lost(code, gone, kept.get(code, frozenset()), cities)
        if lost:
            rows.append(_row(code, lost, base.times[window], case.times[window]))
    schema: dict[str, Any] = {"code": pl.String, "lost": pl.String, "to": pl.String}
    found = pl.DataFrame(rows, schema=schema | dict.fromkeys(_SCHEMA, pl.Float64), orient="row")
    extra = pl.col("minutes_scenario") - pl.col("minutes")
    # without a way in the scenario nothing is worse
    worst = pl.when(pl.col("minutes_scenario").is_null()).then(math.inf).otherwise(extra)
    return found.sort([worst, pl.col("code")], descending=[True, False])


def _lost(code: str, gone: Collection[str], kept: Collection[str], cities: Mapping[str, Centre]) -> list[Centre]:
    """Return the cities that a station had a direct train to and now has to none of their stations."""
    return [
        c
        for c in cities.values()
        if code not in c.stations and any(s in gone for s in c.stations) and not any(s in kept for s in c.stations)
    ]


def _row(code: str, lost: Iterable[Centre], before: TravelTimes, after: TravelTimes) -> tuple[Any, ...]:
    order = sorted((_journey(before, code, c)[0], c.id, c) for c in lost)
    near = [c for _minutes, _id, c in order]
    to = next((c for c in near if LARGE in c.kinds), near[0])
    (minutes, changes), (minutes_after, changes_after) = (_journey(t, code, to) for t in (before, after))
    values = (minutes, minutes_after, changes, changes_after)
    return (code, " ".join(c.id for c in near), to.id, *(v if math.isfinite(v) else None for v in values))


def _journey(times: TravelTimes, code: str, to: Centre) -> tuple[float, float]:
    """Return expected minutes and changes to the best station of a city; infinity when there is no way."""
    return min(_ways(times, code, to), default=(math.inf, math.inf))


def _ways(times: TravelTimes, code: str, to: Centre) -> Iterator[tuple[float, float]]:
    for station in to.stations:
        if code in times.index and station in times.index:
            yield times.at("expected", code, station), times.at("changes", code, station)

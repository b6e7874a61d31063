"""Published figures against ours: which function measures what, and how a deviation is judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bereikbaar.errors import InputError
from bereikbaar.lang import Text, both
from bereikbaar.read.published import Figure
from bereikbaar.truth import distances, people, reach
from bereikbaar.truth.municipalities import MunicipalFit, municipal_fits
from bereikbaar.truth.world import World
from bereikbaar.units import SLACK

AT_LEAST, AT_MOST = "at least", "at most"


@dataclass(frozen=True, slots=True)
class Measure:
    """How one kind of figure is measured here.

    of     : the function. words : what is measured. bound : ``at least`` or ``at most`` where the
    published figure is one; else empty. twice : worth asking of a second method: it depends on the trains, and the
    method can decide whether it is within the tolerance.
    """

    of: Callable[[World, Figure], float | None]
    words: Text
    bound: str = ""
    twice: bool = False


#: Kind of figure -> how it is measured.
MEASURES: dict[str, Measure] = {
    **{
        f"stations_within_{t}": Measure(
            reach.stations_within, both("stations within {t} min of this station", t=t), twice=True
        )
        for t in (60, 90, 120)
    },
    "mean_time_weighted": Measure(
        reach.mean_time,
        both("mean minutes to all stations, weighted by passengers"),
        twice=True,
    ),
    "reach_bound": Measure(
        reach.minutes_between, both("minutes, at most"), bound=AT_MOST, twice=True
    ),
    "train_speed": Measure(
        reach.train_speed, both("mean speed of trains, stops included")
    ),
    "mean_road_km_to_station": Measure(distances.mean_km, both("mean km by road to the nearest station")),
    "mean_road_km_to_interchange": Measure(
        distances.mean_km, both("mean km by road to the nearest interchange")
    ),
    "share_within_5km": Measure(
        distances.share_within_5km, both("people within 5 km of a station, %")
    ),
    "share_nearest_is_interchange": Measure(
        distances.share_nearest_is_interchange,
        both("people with an interchange as nearest station, %"),
    ),
    "municipalities_mean_le_7.5km_station": Measure(
        distances.municipalities_near,
        both("municipalities where people live at most 7.5 km on average from a station"),
    ),
    "municipalities_mean_le_7.5km_interchange": Measure(
        distances.municipalities_near,
        both("municipalities where people live at most 7.5 km on average from an interchange"),
    ),
    "people_bicycle_15min": Measure(
        distances.million_within_bicycle_15min,
        both("million people within 15 min by bicycle of a station"),
    ),
    "elderly_beyond_30_hospital": Measure(
        people.elderly_beyond,
        both("people of 65 and over, no hospital within 30 min, %"),
        twice=True,
    ),
    "elderly_beyond_45_hospital": Measure(
        people.elderly_beyond,
        both("people of 65 and over, no hospital within 45 min, %"),
        twice=True,
    ),
    "jobs_ratio": Measure(
        people.jobs_ratio,
        both("jobs within an hour, here over there"),
    ),
    "rail_bike_vs_walk": Measure(
        people.bicycle_against_walk,
        both("rail performance by bicycle over on foot"),
        bound=AT_LEAST,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """A published figure, ours, and how far apart they are.

    ours      : None = cannot be measured here (the place is not in this network).
    deviation : ours - published, in per cent of the published value where ``relative``, else in its unit.
    ok        : within the tolerance, or on the right side of a bound; None where neither is said.
    """

    figure: Figure
    measure: Measure
    ours: float | None
    deviation: float | None
    relative: bool
    ok: bool | None


@dataclass(frozen=True, slots=True)
class Truth:
    """All findings, in the order of the figures, and the distances of the municipalities."""

    window: str
    method: str
    findings: tuple[Finding, ...]
    municipalities: tuple[MunicipalFit, ...]


def hold_places(world: World, figures: Sequence[Figure], *, second: bool = False) -> Truth:
    """Hold the places and their reach against published figures; kinds that are not measured here are passed over.

    second : for a second method: only those that are worth asking twice.
    Raises InputError when none of the figures is about places or reach.
    """
    known = [f for f in figures if f.kind in MEASURES and (MEASURES[f.kind].twice or not second)]
    if not known:
        raise InputError("none of the published figures is about places or reach; expected kinds such as "
                         f"{', '.join(list(MEASURES)[:3])}")  # fmt: skip
    found = tuple(judge(f, MEASURES[f.kind], MEASURES[f.kind].of(world, f)) for f in known)
    return Truth(world.window, world.method, found, () if second else municipal_fits(world))


def judge(figure: Figure, measure: Measure, ours: float | None) -> Finding:
    """Return a figure with ours beside it and the verdict."""
    relative = figure.tolerance is None or figure.tolerance.relative
    if ours is None:
        return Finding(figure, measure, None, None, relative, None)
    off = ours - figure.value
    deviation = 100.0 * off / figure.value if relative else off
    slack = SLACK + (figure.tolerance.value if figure.tolerance else 0.0)
    ok: bool | None = abs(deviation) <= slack if figure.tolerance else None
    if measure.bound == AT_LEAST:
        ok = deviation >= -slack
    elif measure.bound == AT_MOST:
        ok = deviation <= slack
    return Finding(figure, measure, ours, deviation, relative, ok)

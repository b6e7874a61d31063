"""What people reach: hospitals without a car, jobs here against there, and what a bicycle adds to the train."""

from __future__ import annotations

import numpy as np

from bereikbaar.access.door import to_points
from bereikbaar.access.model import Floats
from bereikbaar.access.opportunities import opportunities
from bereikbaar.access.sums import Ask, zone_sums
from bereikbaar.access.zone_sums import people_around
from bereikbaar.indicators.decay import Step
from bereikbaar.read.published import Figure
from bereikbaar.settings import Settings, preset
from bereikbaar.truth.world import World
from bereikbaar.units import SLACK

#: Kinds of amenities that count as a hospital.
_HOSPITALS = ("general", "umc")
#: Age group that published figures call the elderly: the last one of AGE_GROUPS, 65 and over.
_ELDERLY = -1
#: Minutes within which jobs are counted for a comparison of places.
JOBS_MIN = 60.0


def elderly_beyond(world: World, figure: Figure) -> float | None:
    """Return which part of the people of 65 and over has no hospital within so many minutes without a car, %.

    Minutes of the fastest way, the first wait left out, on foot, by bicycle or with public transport.
    """
    ages = world.places.zones.ages
    first = len(world.places.centres)
    which = [first + n for n, a in enumerate(world.places.amenities) if a.kind in _HOSPITALS]
    if ages is None or not which:
        return None
    limit = float(figure.kind.split("_")[2])
    far = world.once("hospital", lambda: to_points(world.door, which).best.min(axis=1)) > limit + SLACK
    old = ages[:, _ELDERLY]
    return float(100.0 * old[far].sum() / old.sum())


def jobs_ratio(world: World, figure: Figure) -> float | None:
    """Return the jobs within an hour in one area over those in another: ``A / B`` or ``A / NL mean``.

    Of a municipality its best zone, of a province or the country the mean of its people.
    """
    found = opportunities(world.net, world.places, world.settings).get("jobs")
    if found is None or found.zone is None:
        return None
    ask = Ask(found.zone[np.newaxis], (Step(JOBS_MIN),))
    jobs = world.once("jobs", lambda: zone_sums(world.door, ask).active[:, 0, 0])
    one, _, other = figure.origin.partition(" / ")
    above, below = (_of_area(world, jobs, name.removesuffix(" mean")) for name in (one, other))
    return above / below if np.isfinite(above) and below > 0 else None


def _of_area(world: World, values: Floats, area: str) -> float:
    member = world.zones_of(area)
    if not member.any():
        return float("nan")
    of_municipality = area in world.places.zones.municipality and area not in world.places.zones.province
    return float(values[member].max()) if of_municipality else world.mean(values, member)


def bicycle_against_walk(world: World, _figure: Figure) -> float | None:
    """Return how many times as good rail performance is with a bicycle at both ends as on foot (preset ``ec``)."""
    ec = preset("ec")
    on_foot = ec.changed(bicycle_limit_min=0, rental_bicycle=False, direct_bicycle_limit_min=0)
    walk = rail_performance(world, on_foot)
    return rail_performance(world, ec) / walk if walk > 0 else None


def rail_performance(world: World, settings: Settings) -> float:
    """Return the rail performance of the country: the mean over its people, %, with settings of one's own.

    People reached within ``rail_perf_min`` over those within ``rail_perf_km``.
    """
    people = world.people
    got = zone_sums(world.door_of(settings), Ask(people[np.newaxis], (Step(settings.rail_perf_min),))).active
    around = people_around(world.places, people, settings.rail_perf_km)
    with np.errstate(divide="ignore", invalid="ignore"):
        return world.mean(100.0 * got[:, 0, 0] / around)

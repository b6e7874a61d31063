"""Isochrones, from the network to the areas: what can be reached from a place, or from where it can be reached."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bereikbaar.errors import InputError, Problem, UnknownNameError
from bereikbaar.loading import as_scenarios, chosen_windows, places, ready
from bereikbaar.surroundings import Around

if TYPE_CHECKING:
    from pathlib import Path

    from bereikbaar.access.isochrones import Isochrone, Reach, ZoneAreas
    from bereikbaar.access.model import Places
    from bereikbaar.clock.profiles import Profiles
    from bereikbaar.loading import Progress
    from bereikbaar.network.model import Network
    from bereikbaar.routing.travel_times import TravelTimes
    from bereikbaar.scenarios.model import Scenario
    from bereikbaar.settings import Settings
    from bereikbaar.spots import Spot

#: Minutes of the isochrones when none are asked for.
LIMITS_MIN = (30.0, 45.0, 60.0, 90.0, 120.0)
#: No isochrone is longer than a day, minutes.
_LONGEST_MIN = 1440.0
#: More limits than this are a mistake.
_MOST_LIMITS = 24


def isochrones(
    net: Network,
    place: str,
    scenarios: Sequence[Scenario | str | Path] = (),
    *,
    limits: Sequence[float] = LIMITS_MIN,
    to: bool = False,
    window: str | None = None,
    method: str = "headway",
    settings: Settings | None = None,
    at: Places | None = None,
    progress: Progress | None = None,
) -> Around:
    """Return what can be reached from a place within some minutes, or with ``to`` from where it can be reached.

    place  : see ``spots.find_spot``. limits : minutes, up to and including. window, method, settings, at : as in
             ``pipeline.run``; one window.
    Raises InputError for limits that are none and for places without outlines, UnknownNameError for the place.
    """
    from bereikbaar.scenarios.apply import apply_scenario
    from bereikbaar.settings import Settings as _Settings
    from bereikbaar.spots import find_spot

    wanted, settings, say = checked_limits(limits), settings or _Settings(), progress or (lambda _text: None)
    net, chosen, windows = chosen_windows(net, window)
    if window == "all" or len(windows) > 1:
        raise InputError(Problem(f"isochrones are of one window, not of {window}", field="--window"))
    window = chosen
    net = ready(net, method)
    say("places")
    at = at or places(net)
    areas = land_of(at, settings)
    if method == "clock":
        from bereikbaar.compare.timetables import with_all_minutes

        net = with_all_minutes(net, [window], settings)
    given = as_scenarios(scenarios)
    plans = {one.name: apply_scenario(net, one, settings, places=at).network for one in given}
    try:
        spot = find_spot(place, net, at)
    except UnknownNameError as error:
        raise _only_in_a_plan(place, plans) or error from None
    asked = _Asked(at, spot, to, window, method, settings, say)
    base = _reach(net, asked)
    reached = {name: _reach(plan, asked) for name, plan in plans.items()}
    return Around(
        spot=spot,
        to=to,
        limits=wanted,
        window=window,
        method=method,
        settings=settings,
        network=net,
        plans=tuple(given),
        places=at,
        areas=areas,
        base=base,
        scenarios=reached,
        found=tuple(_areas_of(areas, wanted, base, reached)),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of the base and of every scenario."""

    at: Places
    spot: Spot
    to: bool
    window: str
    method: str
    settings: Settings
    say: Progress


def checked_limits(limits: Sequence[float]) -> tuple[float, ...]:
    """Return limits in ascending order. Raises InputError for none, too many, doubles, and what is no time."""
    limits = _numbers(limits)
    problems = []
    if not limits:
        problems.append("at least one limit is needed, such as 60")
    if len(limits) > _MOST_LIMITS:
        problems.append(f"found {len(limits)} limits, expected at most {_MOST_LIMITS}")
    for limit in limits:
        if not (math.isfinite(limit) and 0 < limit <= _LONGEST_MIN):
            problems.append(f"found {limit:g}, expected minutes above 0 and up to {_LONGEST_MIN:g}")
    doubles = sorted({limit for limit in limits if list(limits).count(limit) > 1})
    problems += [f"{limit:g} is there more than once" for limit in doubles]
    if problems:
        raise InputError([Problem(text, field="--limits") for text in problems])
    return tuple(sorted(float(limit) for limit in limits))


def _numbers(limits: object) -> list[float]:
    """Return limits of a list or an array as numbers; one number is a list of one."""
    from numbers import Real

    given: list[Any] = list(limits) if isinstance(limits, Iterable) and not isinstance(limits, str) else [limits]
    for limit in given:
        if not isinstance(limit, Real) or isinstance(limit, bool):
            raise InputError(Problem(f"expected numbers such as [30, 45, 60], found {limit!r}", field="--limits"))
    return [float(limit) for limit in given]


def land_of(at: Places, settings: Settings) -> ZoneAreas:
    """Return the land of all zones. Raises InputError where the places have no outlines."""
    import numpy as np
    import shapely

    from bereikbaar.access.isochrones import zone_areas
    from bereikbaar.access.water import land_on_grid
    from bereikbaar.read.grid import from_grid
    from bereikbaar.read.outlines import read_outlines

    outlines = read_outlines(at.folder, "zone")
    known = {code: outlines[code] for code in at.zones.code if code in outlines}
    if not known:
        where = f"{at.folder}/zones.geojson" if at.folder else "zones.geojson"
        message = "isochrones are drawn from the outlines of the zones; none of them is in this file"
        raise InputError(Problem(message, file=where))
    land = land_on_grid(at, settings)
    if land is not None:
        land = shapely.transform(land, lambda corner: np.column_stack(from_grid(corner[:, 0], corner[:, 1])))
    return zone_areas(at.zones.code, known, land)


def _only_in_a_plan(place: str, plans: Mapping[str, Network]) -> UnknownNameError | None:
    """Return what to say of a station that only a scenario has: nobody can leave from it in the base."""
    for name, net in plans.items():
        if place.strip() in net.stations:
            message = (
                f"station {place.strip()} is there with {name!r} only; name the town, a postcode area or coordinates"
            )
            return UnknownNameError(Problem(message, field="PLACE"))
    return None


def _reach(net: Network, asked: _Asked) -> Reach:
    from bereikbaar.access.isochrones import Reach
    from bereikbaar.access.opportunities import opportunities
    from bereikbaar.access.population import population_of
    from bereikbaar.access.spot_minutes import spot_minutes

    name, spot = " + ".join(net.scenario) or net.name, asked.spot
    asked.say(f"{name}: routes, {asked.window}")
    times, profiles = _routed(net, asked)
    asked.say(f"{name}: door to door, {asked.window}")
    where = (spot.lat, spot.lon, spot.zone, spot.station)
    minutes = spot_minutes(
        net, times, asked.at, asked.settings, where, to=asked.to, profiles=profiles, progress=asked.say
    )
    jobs = opportunities(net, asked.at, asked.settings).get("jobs")
    return Reach(minutes, population_of(net, asked.at), None if jobs is None else jobs.zone)


def _routed(net: Network, asked: _Asked) -> tuple[TravelTimes, Profiles | None]:
    """Return the travel times and, by the clock, the useful departures, as a run has them."""
    if asked.method == "clock":
        from bereikbaar.compare.timetables import routed_by_clock

        routed = routed_by_clock(net, asked.window, asked.settings)
        return routed.times, routed.profiles
    from bereikbaar.routing.travel_times import travel_times

    return travel_times(net, asked.window, asked.settings), None


def _areas_of(areas: ZoneAreas, limits: Sequence[float], base: Reach, reached: dict[str, Reach]) -> list[Isochrone]:
    from bereikbaar.access.isochrones import isochrones as put_together

    return put_together(areas, limits, base, reached)

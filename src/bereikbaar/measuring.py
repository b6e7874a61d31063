"""From travel times to the tables of a case: zones are measured, towns and regions follow from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, SupportsBytes

from bereikbaar.memory import give_back
from bereikbaar.network.spans import of_windows

if TYPE_CHECKING:
    from bereikbaar.access.model import Floats, Places
    from bereikbaar.access.opportunities import Opportunity
    from bereikbaar.compare.timetables import Routed
    from bereikbaar.loading import Progress
    from bereikbaar.names import Region
    from bereikbaar.network.model import Network
    from bereikbaar.read.own_places import OwnPlaces
    from bereikbaar.results import Case, WindowTables
    from bereikbaar.routing.travel_times import TravelTimes
    from bereikbaar.settings import Settings

#: The method whose matrices a result holds in single precision.
HEADWAY = "headway"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked of a run, the same for the base and for every scenario.

    windows : with travel times. shown : those in the tables of trains per hour; with a baseline those of both.
    indicators : names of the chosen measures, beside those that every town has. places : with the user's own ones.
    pack : makes the file of the station matrices of a window besides the map's, which is held instead of them.
    """

    map_window: str
    windows: tuple[str, ...]
    shown: tuple[str, ...]
    method: str
    settings: Settings
    places: Places
    lang: str
    region: Region | None
    indicators: tuple[str, ...]
    say: Progress
    own: OwnPlaces | None = None
    pack: Callable[[TravelTimes], SupportsBytes] | None = None


def measure_case(net: Network, routes: dict[str, Routed], plan: Plan, route: Callable[[str], Routed]) -> Case:
    """Return the tables of a network in all windows of a plan.

    routes : by window, those that are there already; each is taken out when it has been measured. route : makes those
    of a window when its turn comes. So no more is kept than a result holds.
    """
    from bereikbaar.access.opportunities import opportunities
    from bereikbaar.access.towns import measure_stations
    from bereikbaar.results import Case

    found = opportunities(net, plan.places, plan.settings)
    net = of_windows(net, plan.shown)
    basis: Mapping[str, float] = {}
    proposed: tuple[str, ...] = ()
    times, packed, measured = {}, dict[str, SupportsBytes](), {}
    for window in plan.windows:
        routed = routes.pop(window) if window in routes else route(window)
        measured[window] = _measure_window(net, routed, plan, window, found)
        short = _in_short(routed.times)
        if plan.pack and window != plan.map_window:
            packed[window] = plan.pack(short)
        else:
            times[window] = short
        if window == plan.map_window:
            basis, proposed = routed.basis, routed.proposed
        del routed, short
        give_back()
    shown, commuter_minutes = measured.pop(plan.map_window)
    return Case(
        scenario=None,
        network=net,
        times=times,
        towns=shown.towns,
        stations=measure_stations(net, plan.settings, plan.map_window),
        pairs=shown.pairs,
        zones=shown.zones,
        areas=shown.areas,
        own=shown.own,
        commuter_minutes=commuter_minutes,
        others={w: tables for w, (tables, _) in measured.items()},
        basis=basis,
        proposed=proposed,
        packed=packed,
    )


def _in_short(times: TravelTimes) -> TravelTimes:
    """Return travel times by headways in single precision, which is what the files of a run hold, without ``onward``.

    With five windows and a few scenarios the matrices of a run would take most of its memory. By the clock there are
    fewer, and minutes are compared to the second.
    """
    import numpy as np

    if times.method != HEADWAY:
        return times
    shorter = {
        f.name: getattr(times, f.name).astype(np.float32)
        for f in fields(times)
        if isinstance(getattr(times, f.name), np.ndarray) and f.name != "onward"
    }
    return replace(times, **shorter, onward=np.zeros((0, 0)))


def _measure_window(
    net: Network, routed: Routed, plan: Plan, window: str, found: Mapping[str, Opportunity]
) -> tuple[WindowTables, Floats | None]:
    """Return the tables of one window, and the minutes of commuters in the map's window.

    Everything is made of the measures of the zones, which are made once.
    """
    from bereikbaar.access.aggregate import area_frames, zones_frame
    from bereikbaar.access.ends import Ends
    from bereikbaar.access.own import own_frame
    from bereikbaar.access.regions import towns_in
    from bereikbaar.access.towns import measure_door, measure_pairs, measure_towns, shown
    from bereikbaar.access.zone_values import measure_zones, needed_points
    from bereikbaar.indicators.catalogue import MAIN
    from bereikbaar.results import WindowTables

    plan.say(f"{' + '.join(net.scenario) or net.name}: door to door, {window}")
    ask = (net, {window: routed.times}, plan.places, plan.settings, window)
    door = measure_door(*ask, progress=plan.say, profiles=routed.profiles)
    names = (MAIN.name, *shown(plan.settings, plan.indicators))
    ends = Ends(door, plan.places, needed_points(plan.places, plan.settings, found, names))
    summed = measure_zones(net, ends, plan.places, plan.settings, found, names, commuters=window == plan.map_window)
    values = summed.values
    towns, pairs = measure_towns(*ask, names=names, values=values), measure_pairs(*ask, ends=ends)
    if plan.region:
        towns = towns.filter(towns["town_id"].is_in(towns_in(plan.places, plan.region.kind, plan.region.name)))
        pairs = pairs.filter(pairs["town_id"].is_in(towns["town_id"].implode()))
    people = found["pop"].zone
    assert people is not None
    tables = (plan.places, people, values, names, plan.region)
    own = own_frame(plan.places, plan.own, values, names) if plan.own else None
    zones = zones_frame(*tables, short=window != plan.map_window)
    return WindowTables(towns, pairs, zones, area_frames(*tables), own), summed.commuter_minutes

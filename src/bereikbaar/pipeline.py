"""The whole story on one screen: read, apply, route, measure, compare with what was published."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, SupportsBytes

from bereikbaar.errors import InputError, Problem, RunError, raise_if_errors
from bereikbaar.lang import said, sentences
from bereikbaar.loading import (
    Progress,
    as_scenarios,
    chosen_windows,
    ground_of,
    is_feed,
    network,
    network_and_notes,
    places,
    places_of,
    ready,
    scenario,
    windowed,
)
from bereikbaar.measuring import Plan, measure_case
from bereikbaar.threads import two_at_a_time

if TYPE_CHECKING:
    from pathlib import Path

    from bereikbaar.access.model import Places
    from bereikbaar.compare.baseline import CommonGround
    from bereikbaar.compare.timetables import Pays, Routed
    from bereikbaar.network.model import Network
    from bereikbaar.read.own_places import OwnPlaces
    from bereikbaar.results import Case, Outcome, Result
    from bereikbaar.routing.travel_times import TravelTimes
    from bereikbaar.scenarios.model import Scenario
    from bereikbaar.settings import Settings

__all__ = [
    "METHODS",
    "is_feed",
    "network",
    "network_and_notes",
    "places",
    "places_of",
    "ready",
    "route",
    "run",
    "scenario",
    "windowed",
]

#: How waiting is modelled: by headways (optimal strategies), or by the clock.
METHODS = ("headway", "clock")


def run(
    net: Network,
    scenarios: Sequence[Scenario | str | Path] = (),
    *,
    window: str | None = None,
    method: str = "headway",
    baseline: Network | None = None,
    settings: Settings | None = None,
    lang: str = "en",
    region: str | None = None,
    indicators: str | Sequence[str] | None = None,
    at: Places | None = None,
    own: OwnPlaces | None = None,
    notes: Sequence[str] = (),
    progress: Progress | None = None,
    pack: Callable[[TravelTimes], SupportsBytes] | None = None,
) -> Result:
    """Compute the base and every scenario; a scenario may be given by name or path.

    window : the window of travel times; None = offpeak, else the main window by day; of a timetable also a span such
             as ``07:00-09:00``; several, with commas (``peak,offpeak``): tables for each, maps and comparison for the
             first; ``all``: likewise for every window, maps and comparison for the main one.
             Trains per hour are always for all.
    method : ``headway`` or ``clock``.
    baseline : another network, of other years or makers: it becomes the base, and the network itself the first case
             against it, its scenarios the others.
    region : report only the towns and zones of a province, COROP area, NPVR region or municipality, and the
             regions that lie wholly in it (people reached are always all people).
    indicators : names of measures and groups (``indicators.catalogue.chosen``); None = the default set.
    at     : places; those of the network's folder when not given. notes : on the input, kept with the result.
    own    : places of the user's own (``read.own_places``), measured like zones and reported apart.
    pack   : makes the file of a window's station matrices (``write.matrices``: ``matrix_bytes``, or a ``Shelf``). The
             result then holds those of windows besides the map's as files (``Case.packed``), in less memory.
    Raises InputError when a scenario does not fit the network, two scenarios share a name or key, or the two networks
    have no station or window in common.
    """
    from bereikbaar.access.fitted import with_provinces
    from bereikbaar.access.measurable import measurable
    from bereikbaar.access.opportunities import opportunities
    from bereikbaar.access.own import own_notes, with_own_places
    from bereikbaar.compare.timetables import with_all_minutes
    from bereikbaar.indicators.catalogue import chosen, named
    from bereikbaar.names import find_region
    from bereikbaar.results import Result
    from bereikbaar.scenarios.apply import check_scenario
    from bereikbaar.settings import Settings as _Settings
    from bereikbaar.write.report.sections.outlines import missing_outlines

    say = progress or (lambda _text: None)
    names, plans = chosen(indicators), as_scenarios(scenarios)
    net, map_window, windows = chosen_windows(net, window, baseline)
    _refuse_twins(plans, net.name if baseline is not None else "")
    net = ready(net, method)
    ground = ground_of(net, baseline, window, method)
    net = ground.network if ground else net
    say("places")
    at = at or places(net)
    net = with_provinces(net, at)
    given_up, settings = Event(), settings or _Settings()
    shown = ground.windows if ground else tuple(w.name for w in net.windows)
    where = find_region(region, at) if region is not None else None
    can = opportunities(net, at, settings)
    names, left_out = measurable(
        names, named(indicators), at, can, timetable=method == "clock" and net.trips is not None
    )
    plan = Plan(
        map_window, windows, shown, method, settings, with_own_places(at, own) if own else at, lang,
        where, names, _until(given_up, say), own, pack,
    )  # fmt: skip
    raise_if_errors([p for one in plans for p in check_scenario(net, one, settings, places=plan.places)])
    if method == "clock":  # minutes for all trains take a minute or two: only for plans that can be made
        net = with_all_minutes(net, _with_expected(windows, plans), plan.settings)
    base, cases = _cases(net, ground, plans, plan, given_up)
    return Result(
        base=base,
        cases=cases,
        settings=plan.settings,
        window=map_window,
        method=method,
        lang=lang,
        places=at,
        warnings=sentences(lambda one: (*_warnings(net, cases, one), *missing_outlines(at.folder, one)), lang),
        region=f"{where.kind}:{where.name}" if where else "",
        indicators=names,
        named=tuple(name for name in names if name in named(indicators)),
        baseline=ground.as_baseline() if ground else None,
        notes=tuple(said(note, lang) for note in (*notes, *left_out, *own_notes(at, own))),
        own=own,
    )


def _cases(
    net: Network, ground: CommonGround | None, scenarios: Sequence[Scenario], plan: Plan, given_up: Event
) -> tuple[Case, tuple[Case, ...]]:
    """Return the base and the cases: scenarios on the network, or the baseline, the network and its scenarios."""
    from bereikbaar.access.fitted import with_provinces

    routes = _route(net, _compared(plan, scenarios), plan)
    before = {w: replace(found, profiles=None) for w, found in routes.items()}
    work = [
        partial(measure_case, net, routes, plan, partial(_route_one, net, plan)),
        *(partial(_scenario_case, net, s, before, plan) for s in scenarios),
    ]
    if ground is not None:
        work.insert(0, partial(_baseline_case, with_provinces(ground.baseline, plan.places), plan))
    base, *cases = two_at_a_time(work, give_up=given_up.set)
    if ground is not None:
        cases[0] = replace(cases[0], scenario=ground.as_scenario())
    return base, tuple(cases)


def _warnings(net: Network, cases: Sequence[Case], lang: str) -> tuple[str, ...]:
    """Return what a reader should know of the scenarios: made for another network, missed figures, uneven trains."""
    from bereikbaar.scenarios.apply import base_warnings
    from bereikbaar.write.report.sections.misses import miss_sentences

    scenarios = [c.scenario for c in cases if c.scenario and not c.is_network]
    return (
        *(w for one in scenarios for w in base_warnings(net, one, lang)),
        *miss_sentences(cases, lang),
        *(f"{c.scenario.name}: {said(text, lang)}" for c in cases if c.scenario for text in c.warnings),
    )


def _until(given_up: Event, say: Progress) -> Progress:
    """Return ``say`` that ends the work at its next step when nobody waits for it any more, as after Ctrl-C."""

    def step(text: str) -> None:
        if given_up.is_set():
            raise RunError("given up")  # not seen: what made us give up is raised
        say(text)

    return step


def route(
    net: Network,
    window: str | None,
    settings: Settings,
    progress: Progress | None = None,
    *,
    method: str = "headway",
) -> dict[str, TravelTimes]:
    """Return the station matrices of one window, or of ``all``, by window name; see :func:`run` for the arguments.

    The network has to be :func:`ready` for the method, and to have the window of a span (``network.spans``).
    """
    found = _routed(net, chosen_windows(net, window)[2], method, settings, progress or (lambda _text: None))
    return {name: routed.times for name, routed in found.items()}


def _with_expected(windows: Sequence[str], scenarios: Sequence[Scenario]) -> list[str]:
    """Return the windows of a run and those in which published figures are to be checked."""
    extra = {e.window for s in scenarios for e in s.expects} - set(windows)
    return [*windows, *sorted(extra)]


def _compared(plan: Plan, scenarios: Sequence[Scenario]) -> list[str]:
    """Return the windows in which scenarios are held against the base: the map's, and those of published figures."""
    return list(dict.fromkeys([plan.map_window, *sorted(e.window for s in scenarios for e in s.expects)]))


def _refuse_twins(scenarios: Sequence[Scenario], network_name: str) -> None:
    seen: dict[str, str] = {}
    problems = [
        Problem(
            f"scenario {one.name!r}: {network_name!r} is the name of the network, a case of its own; give another"
        )
        for one in scenarios
        if network_name and one.name == network_name
    ]
    for one in scenarios:
        twin = seen.get(one.name) or seen.get(one.key)
        if twin:
            problems.append(
                Problem(
                    f"scenarios {twin!r} and {one.name!r} are the same or share the key {one.key!r}: "
                    "every scenario of a run needs its own"
                )
            )
        seen[one.name] = seen[one.key] = one.name
    if problems:
        raise InputError(problems)


def _route(net: Network, windows: Sequence[str], plan: Plan) -> dict[str, Routed]:
    return _routed(net, windows, plan.method, plan.settings, plan.say)


def _route_one(net: Network, plan: Plan, window: str) -> Routed:
    return _route(net, [window], plan)[window]


def _routed(
    net: Network, windows: Sequence[str], method: str, settings: Settings, say: Progress
) -> dict[str, Routed]:
    """Return the travel times by the method that is asked for: nothing after this knows which one it was."""
    from bereikbaar.compare.timetables import Routed, routed_by_clock
    from bereikbaar.routing.travel_times import travel_times

    out = {}
    for name in windows:
        say(f"{' + '.join(net.scenario) or net.name}: routes, {name}")
        by_clock = method == "clock"
        out[name] = routed_by_clock(net, name, settings) if by_clock else Routed(travel_times(net, name, settings))
    return out


def _scenario_case(net: Network, one: Scenario, base_routes: Mapping[str, Routed], plan: Plan) -> Case:
    from bereikbaar.scenarios.apply import apply_scenario

    applied = apply_scenario(net, one, plan.settings, places=plan.places)
    routes = _route(applied.network, _compared(plan, [one]), plan)
    outcomes, pays = _held_against((net, base_routes), (applied.network, routes), one, plan)
    return replace(
        measure_case(applied.network, routes, plan, partial(_route_one, applied.network, plan)),
        scenario=one,
        report=applied.remarks(plan.lang),
        outcomes=outcomes,
        connections=pays.connections,
        warnings=pays.warnings,
    )


def _held_against(
    base: tuple[Network, Mapping[str, Routed]], case: tuple[Network, Mapping[str, Routed]], one: Scenario, plan: Plan
) -> tuple[tuple[Outcome, ...], Pays]:
    """Return published figures against ours, and who pays for new minutes. base, case : network, routes by window."""
    from bereikbaar.compare.timetables import who_pays
    from bereikbaar.scenarios.expects import check_expectations

    (net, base_routes), (after_net, routes) = base, case
    before, after = ({w: r.times for w, r in found.items()} for found in (base_routes, routes))
    outcomes = check_expectations(net, after_net, one, before, after, plan.settings)
    ends = ((net, base_routes[plan.map_window]), (after_net, routes[plan.map_window]))
    return tuple(outcomes), who_pays(*ends, one, plan.settings, plan.lang)


def _baseline_case(net: Network, plan: Plan) -> Case:
    return measure_case(net, {}, plan, partial(_route_one, net, plan))

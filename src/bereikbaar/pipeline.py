"""The whole story on one screen: read, apply, route, measure, compare with what was published."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from bereikbaar.errors import InputError, Problem, RunError, raise_if_errors
from bereikbaar.threads import two_at_a_time

if TYPE_CHECKING:
    from bereikbaar.access.model import Places
    from bereikbaar.names import Region
    from bereikbaar.network.model import Network
    from bereikbaar.results import Case, Result, WindowTables
    from bereikbaar.routing.travel_times import TravelTimes
    from bereikbaar.scenarios.model import Scenario
    from bereikbaar.settings import Settings

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is asked of a run, the same for the base and for every scenario."""

    map_window: str
    windows: tuple[str, ...]
    settings: Settings
    places: Places
    lang: str
    region: Region | None
    say: Progress


def network(name: str | Path = "nl-2026") -> Network:
    """Return a network by its shipped name or from a folder. Raises InputError with all that is wrong with it.

    A folder of one's own is checked as ``network check`` does; the shipped ones are, in the tests.
    """
    from bereikbaar.read.network import find_network, read_network, shipped_networks

    folder = find_network(str(name))
    net = read_network(folder)
    if folder not in shipped_networks().values():
        from bereikbaar.network.checks import check_network

        raise_if_errors(check_network(net, folder=folder))
    return net


def places(net: Network) -> Places:
    """Return the places of a network's folder; those of the shipped nl-2026 when it has none."""
    from bereikbaar.read.network import find_network
    from bereikbaar.read.places import read_places

    folder = Path(net.folder) if net.folder else None
    if folder is None or not (folder / "zones.csv").exists():
        folder = find_network("nl-2026")
    return read_places(folder)


def scenario(name: str | Path, **parameters: float | str) -> Scenario:
    """Return a scenario by name, path or combination ``a+b``; parameters as ``speed_kmh=250``."""
    from bereikbaar.scenarios.registry import load_scenario

    return load_scenario(str(name), parameters or None)


def run(
    net: Network,
    scenarios: Sequence[Scenario] = (),
    *,
    window: str = "offpeak",
    settings: Settings | None = None,
    lang: str = "en",
    region: str | None = None,
    at: Places | None = None,
    progress: Progress | None = None,
) -> Result:
    """Compute the base and every scenario.

    window : the window of travel times, or ``all``: tables for every window, maps and comparison for offpeak.
             Trains per hour are always for all.
    region : report only the towns of a province, COROP area or municipality (people reached are always all people).
    at     : places; those of the network's folder when not given.
    Raises InputError when a scenario does not fit the network, or two scenarios share a name or key.
    """
    from bereikbaar.names import find_region
    from bereikbaar.results import Result
    from bereikbaar.scenarios.apply import base_warnings
    from bereikbaar.settings import Settings as _Settings
    from bereikbaar.write.markdown.misses import miss_sentences

    say = progress or (lambda _text: None)
    map_window, windows = _windows(net, window)
    _refuse_twins(scenarios)
    say("places")
    at = at or places(net)
    given_up = Event()
    plan = _Plan(
        map_window,
        windows,
        settings or _Settings(),
        at,
        lang,
        find_region(region, at) if region else None,
        _until(given_up, say),
    )
    base_times = _route(net, _with_expected(windows, scenarios), plan.settings, say)
    base, *cases = two_at_a_time(
        [
            partial(_measure, net, base_times, plan),
            *(partial(_scenario_case, net, one, base_times, plan) for one in scenarios),
        ],
        give_up=given_up.set,
    )
    return Result(
        base=base,
        cases=tuple(cases),
        settings=plan.settings,
        window=map_window,
        method="headway",
        lang=lang,
        places=plan.places,
        warnings=(*(w for one in scenarios for w in base_warnings(net, one, lang)), *miss_sentences(cases, lang)),
        region=f"{plan.region.kind}:{plan.region.name}" if plan.region else "",
    )


def _until(given_up: Event, say: Progress) -> Progress:
    """Return ``say`` that ends the work at its next step when nobody waits for it any more, as after Ctrl-C."""

    def step(text: str) -> None:
        if given_up.is_set():
            raise RunError("given up")  # not seen: what made us give up is raised
        say(text)

    return step


def _windows(net: Network, window: str) -> tuple[str, tuple[str, ...]]:
    """Return the window of the maps and all windows to compute."""
    if window == "all":
        names = tuple(w.name for w in net.windows)
        return ("offpeak" if "offpeak" in names else names[0]), names
    if ":" in window:
        raise InputError(
            Problem(
                f"times of day ({window}) need a timetable; network {net.name!r} has service levels for "
                + ", ".join(w.name for w in net.windows),
                field="--window",
            )
        )
    net.window_index(window)
    return window, (window,)


def route(net: Network, window: str, settings: Settings, progress: Progress | None = None) -> dict[str, TravelTimes]:
    """Return the station matrices of one window, or of ``all``, by window name."""
    return _route(net, _windows(net, window)[1], settings, progress or (lambda _text: None))


def _with_expected(windows: Sequence[str], scenarios: Sequence[Scenario]) -> list[str]:
    """Return the windows of a run and those in which published figures are to be checked."""
    extra = {e.window for s in scenarios for e in s.expects} - set(windows)
    return [*windows, *sorted(extra)]


def _refuse_twins(scenarios: Sequence[Scenario]) -> None:
    seen: dict[str, str] = {}
    problems = []
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


def _route(net: Network, windows: Sequence[str], settings: Settings, say: Progress) -> dict[str, TravelTimes]:
    from bereikbaar.routing.travel_times import travel_times

    out = {}
    for name in windows:
        say(f"{' + '.join(net.scenario) or net.name}: routes, {name}")
        out[name] = travel_times(net, name, settings)
    return out


def _measure(net: Network, times: Mapping[str, TravelTimes], plan: _Plan) -> Case:
    from bereikbaar.access.towns import measure_stations
    from bereikbaar.results import Case

    kept = {w: times[w] for w in plan.windows}
    by_window = {w: _measure_window(net, kept, plan, w) for w in plan.windows}
    shown = by_window.pop(plan.map_window)
    return Case(
        scenario=None,
        network=net,
        times=kept,
        towns=shown.towns,
        stations=measure_stations(net, plan.settings, plan.map_window),
        pairs=shown.pairs,
        others=by_window,
    )


def _measure_window(net: Network, times: Mapping[str, TravelTimes], plan: _Plan, window: str) -> WindowTables:
    from bereikbaar.access.towns import measure_door, measure_pairs, measure_towns
    from bereikbaar.results import WindowTables

    plan.say(f"{' + '.join(net.scenario) or net.name}: door to door, {window}")
    ask = (net, times, plan.places, plan.settings, window)
    door = measure_door(*ask, progress=plan.say)
    towns, pairs = measure_towns(*ask, door=door), measure_pairs(*ask, door=door)
    if plan.region:
        towns = towns.filter(towns[plan.region.kind] == plan.region.name)
        pairs = pairs.filter(pairs["town_id"].is_in(towns["town_id"].implode()))
    return WindowTables(towns, pairs)


def _scenario_case(net: Network, one: Scenario, base_times: Mapping[str, TravelTimes], plan: _Plan) -> Case:
    from bereikbaar.scenarios.apply import apply_scenario
    from bereikbaar.scenarios.expects import check_expectations

    applied = apply_scenario(net, one, plan.settings, places=plan.places)
    times = _route(applied.network, _with_expected(plan.windows, [one]), plan.settings, plan.say)
    outcomes = check_expectations(net, applied.network, one, base_times, times, plan.settings)
    return replace(
        _measure(applied.network, times, plan),
        scenario=one,
        report=tuple(applied.sentences(plan.lang)),
        outcomes=tuple(outcomes),
    )

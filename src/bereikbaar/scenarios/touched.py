"""What differs between a base and a scenario, structured for tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bereikbaar.network.model import Network, Pattern, Service
from bereikbaar.scenarios.changes.calls import calls_of
from bereikbaar.scenarios.changes.track import COST_ONLY, AddTrack

K = TypeVar("K", str, tuple[str, str])


@dataclass(frozen=True, slots=True)
class LegChange:
    """Run minutes of a leg that a service has before and after the scenario."""

    service: str
    direction: str
    from_code: str
    to_code: str
    before_min: float
    after_min: float


@dataclass(frozen=True, slots=True)
class StopChange:
    """A stop that is new (``before_min`` None), gone (``after_min`` None), or has another dwell time."""

    service: str
    direction: str
    station: str
    before_min: float | None
    after_min: float | None


@dataclass(frozen=True, slots=True)
class TphChange:
    """Trains per hour of one direction of a service in one window; 0 = does not run."""

    service: str
    direction: str
    window: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Touched:
    """All that a scenario touched. Names are sorted; sections are pairs of codes in alphabetical order.

    stops : stops added, skipped or with another dwell time, of services that are there before and after.
    legs  : run minutes of legs that are there before and after. tph : trains per hour, of all services.
    new_track_km : km of track added, that of ``cost_only`` included. cost_only_km : that alone.
    """

    stations_added: tuple[str, ...] = ()
    stations_changed: tuple[str, ...] = ()
    stations_closed: tuple[str, ...] = ()
    sections_added: tuple[tuple[str, str], ...] = ()
    sections_removed: tuple[tuple[str, str], ...] = ()
    sections_changed: tuple[tuple[str, str], ...] = ()
    services_added: tuple[str, ...] = ()
    services_removed: tuple[str, ...] = ()
    services_changed: tuple[str, ...] = ()
    stops: tuple[StopChange, ...] = ()
    legs: tuple[LegChange, ...] = ()
    tph: tuple[TphChange, ...] = ()
    change_times: tuple[str, ...] = ()
    feeders_added: int = 0
    opportunity_changes: int = 0
    new_track_km: float = 0.0
    cost_only_km: float = 0.0

    def __bool__(self) -> bool:
        """Tell whether anything was touched."""
        return self != Touched()


def compare_networks(base: Network, after: Network, changes: Iterable[object] = ()) -> Touched:
    """Return what differs between two networks; ``changes`` tell of track that only costs money."""
    added, removed, changed = _keys(base.services, after.services)
    new_sections, gone_sections, other_sections = _keys(base.sections, after.sections)
    built = [after.sections[key].km for key in new_sections if after.sections[key].added_by]
    cost_only = sum(c.km for c in changes if isinstance(c, AddTrack) and c.kind == COST_ONLY)
    new_stations, _, other_stations = _keys(base.stations, after.stations)
    tph: list[TphChange] = []
    for name in sorted({*added, *removed, *changed}):
        tph += _tph_changes(name, base, after)
    stops: list[StopChange] = []
    legs: list[LegChange] = []
    for name in changed:
        for old, new in same_directions(base.services[name], after.services[name]):
            stops += _stop_changes(name, old, new)
            legs += leg_changes(name, old, new)
    return Touched(
        stations_added=new_stations,
        stations_changed=other_stations,
        stations_closed=tuple(sorted(_served(base) - _served(after))),
        sections_added=new_sections,
        sections_removed=gone_sections,
        sections_changed=other_sections,
        services_added=added,
        services_removed=removed,
        services_changed=changed,
        stops=tuple(stops),
        legs=tuple(legs),
        tph=tuple(tph),
        change_times=_differ(base.change_min, after.change_min),
        feeders_added=len(after.feeders) - len(base.feeders),
        opportunity_changes=len(after.opportunity_changes) - len(base.opportunity_changes),
        new_track_km=round(sum(built) + cost_only, 6),
        cost_only_km=round(cost_only, 6),
    )


def _keys(
    before: Mapping[K, object], after: Mapping[K, object]
) -> tuple[tuple[K, ...], tuple[K, ...], tuple[K, ...]]:
    """Return the keys that are new, gone, and there with another value; each sorted."""
    both = before.keys() & after.keys()
    changed = sorted(k for k in both if before[k] is not after[k] and before[k] != after[k])
    return tuple(sorted(after.keys() - both)), tuple(sorted(before.keys() - both)), tuple(changed)


def _differ(before: Mapping[str, float], after: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(k for k in before.keys() | after.keys() if before.get(k) != after.get(k)))


def _served(network: Network) -> set[str]:
    """Return the stations at which anything calls at any time."""
    return {
        station
        for service in network.services.values()
        for pattern in service.patterns
        if any(t > 0 for t in pattern.tph)
        for station in pattern.stations
    }


def same_directions(before: Service, after: Service) -> list[tuple[Pattern, Pattern]]:
    """Return the patterns of a service before and after, for the directions that both have."""
    held = {p.direction: p for p in after.patterns}
    return [(p, held[p.direction]) for p in before.patterns if p.direction in held]


def _stop_changes(name: str, old: Pattern, new: Pattern) -> list[StopChange]:
    before, after = _standing(old), _standing(new)
    order = dict.fromkeys([*new.stations, *old.stations])
    return [
        StopChange(name, old.direction, station, before.get(station), after.get(station))
        for station in order
        if before.get(station) != after.get(station)
    ]


def _standing(pattern: Pattern) -> dict[str, float]:
    """Return station -> minutes standing, of the longest stop where it comes back."""
    calls = calls_of(pattern)
    out: dict[str, float] = {}
    for station, dwell in zip(calls.stations, calls.dwell_min, strict=True):
        out[station] = max(dwell, out.get(station, 0.0))
    return out


def leg_changes(name: str, old: Pattern, new: Pattern) -> list[LegChange]:
    """Return the legs that both patterns have with other minutes."""
    before, after = (dict(zip(p.legs(), calls_of(p).run_min, strict=True)) for p in (old, new))
    return [
        LegChange(name, old.direction, a, b, minutes, after[(a, b)])
        for (a, b), minutes in before.items()
        if (a, b) in after and after[(a, b)] != minutes
    ]


def _tph_changes(name: str, base: Network, after: Network) -> list[TphChange]:
    before = {p.direction: p.tph for p in base.services[name].patterns} if name in base.services else {}
    now = {p.direction: p.tph for p in after.services[name].patterns} if name in after.services else {}
    nothing = (0.0,) * len(base.windows)
    out = []
    for direction in dict.fromkeys([*before, *now]):
        for i, window in enumerate(base.windows):
            old, new = before.get(direction, nothing)[i], now.get(direction, nothing)[i]
            if old != new:
                out.append(TphChange(name, direction, window.name, old, new))
    return out

"""What makes the time in the vehicle shorter or longer: a new line, a faster run, stops, other trains."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bereikbaar.access.trips import Trip
from bereikbaar.network.track import TrackPaths
from bereikbaar.units import SLACK

if TYPE_CHECKING:
    from bereikbaar.network.model import Network

_Found = tuple[str, dict[str, Any]]
_Leg = Mapping[str, Any]
#: A run that differs by less is no cause, minutes.
_LEAST_MIN = 1.0


@dataclass(frozen=True, slots=True)
class _Run:
    """A train between two of its stops: the stops with both ends, and its minutes from the first to each of them."""

    stops: tuple[str, ...]
    at_min: tuple[float, ...]

    @property
    def minutes(self) -> float:
        """From the first to the last."""
        return self.at_min[-1]


def ride_cause(minutes: int, before: Trip, after: Trip, nets: tuple[Network, Network]) -> _Found:
    """Return a code of ``causes.Reason`` for the time in the vehicle, with what it is about.

    minutes : after minus before; what speaks against its sign is no cause. nets : before and after; the first is the
    network that a plan was made on. The first rule that holds: ``new_line``, ``skipped_stops`` or ``extra_stops``,
    ``faster_track``, ``faster_run`` or ``slower_run``, ``new_train``, ``train_gone`` or ``skipped_here``,
    ``slower_gone`` or ``slower_there``; else ``time``.
    """
    rules: tuple[Callable[[int, Trip, Trip, tuple[Network, Network]], _Found | None], ...]
    rules = (_new_line, _other_run, _new_train, _train_gone, _other_mix)
    return next((found for rule in rules if (found := rule(minutes, before, after, nets)) is not None), ("time", {}))


def _by_train(trip: Trip) -> Iterator[_Leg]:
    return (leg for leg in trip.legs if leg["mode"] == "rail" and leg["service"] is not None)


def _new_line(minutes: int, before: Trip, after: Trip, nets: tuple[Network, Network]) -> _Found | None:
    """Return the stretch over track that was not there, and which of its ends are new stations."""
    del before
    if minutes >= 0:
        return None
    base, net = nets
    paths = TrackPaths(net)
    new = {key for key, section in net.sections.items() if section.kind in ("new", "reopened")} - base.sections.keys()
    for leg in _by_train(after):
        way = [s for a, b in pairwise(_stops(net, leg)) for s in (paths.path(a, b) or (a, b))]
        over = [(a, b) for a, b in pairwise(way) if (min(a, b), max(a, b)) in new]
        if over:
            ends = (over[0][0], over[-1][1])
            used = (leg["from"], leg["to"])
            opened = [code for code, end in zip(ends, used, strict=True) if code == end and code not in base.stations]
            return "new_line", {"from_at": ends[0], "to_at": ends[1], "new_at": opened}
    return None


def _other_run(minutes: int, before: Trip, after: Trip, nets: tuple[Network, Network]) -> _Found | None:
    """Return why a train that was there takes less or more time between the same two stations."""
    del before
    base, net = nets
    found: list[tuple[float, str, _Run, _Run]] = []
    for leg in _by_train(after):
        for train in _trains(leg):
            old, new = _run(base, leg, train), _run(net, leg, train)
            if old is not None and new is not None:
                found.append((new.minutes - old.minutes, train, old, new))
    sign = 1 if minutes > 0 else -1
    least = max(found, key=lambda one: sign * one[0], default=None)
    if least is None or sign * least[0] < _LEAST_MIN - SLACK:
        return None
    _diff, number, old, new = least
    named = {"train": number}
    gone, come = ([s for s in a.stops if s not in b.stops] for a, b in ((old, new), (new, old)))
    if minutes < 0 and gone:
        return "skipped_stops", {**named, "at": gone}
    if minutes > 0 and come:
        return "extra_stops", {**named, "at": come}
    ends = _stretch(old, new, sign)
    where = {**named, "from_at": ends[0], "to_at": ends[1]}
    if minutes < 0:
        return ("faster_track" if _faster_track(*ends, nets) else "faster_run"), where
    return "slower_run", where


def _stretch(old: _Run, new: _Run, sign: int) -> tuple[str, str]:
    """Return the first and last of the stops in a row between which a run takes less (more) time."""
    common = [s for s in old.stops if s in new.stops]
    first, then = (dict(zip(run.stops, run.at_min, strict=True)) for run in (old, new))
    legs = [
        (a, b) for a, b in pairwise(common) if sign * ((then[b] - then[a]) - (first[b] - first[a])) > SLACK
    ]  # fmt: skip
    return (legs[0][0], legs[-1][1]) if legs else (common[0], common[-1])


def _faster_track(a: str, b: str, nets: tuple[Network, Network]) -> bool:
    """Say whether a section on the way has a higher speed than it had."""
    base, net = nets
    for key in TrackPaths(net).sections_between(a, b):
        speed = net.sections[key].speed_kmh
        was = base.sections[key].speed_kmh if key in base.sections else None
        if speed is not None and was is not None and speed > was + SLACK:
            return True
    return False


def _new_train(minutes: int, before: Trip, after: Trip, nets: tuple[Network, Network]) -> _Found | None:
    """Return the longest ride in a train that was not there."""
    del before
    base, net = nets
    if minutes >= 0:
        return None
    return _longest([leg for leg in _by_train(after) if leg["service"] not in base.services], "new_train", net)


def _train_gone(minutes: int, before: Trip, after: Trip, nets: tuple[Network, Network]) -> _Found | None:
    """Return the longest ride in a train that is not there any more, or where one no longer calls."""
    del after
    base, net = nets
    if minutes <= 0:
        return None
    gone = _longest([leg for leg in _by_train(before) if leg["service"] not in net.services], "train_gone", base)
    if gone is not None:
        return gone
    for leg in _by_train(before):
        for train in _trains(leg):
            if train in net.services and _run(base, leg, train) is not None and _run(net, leg, train) is None:
                calls = {code for pattern in net.services[train].patterns for code in pattern.stations}
                left = [end for end in (leg["from"], leg["to"]) if end not in calls]
                if left:
                    return "skipped_here", {"train": train, "at": left}
    return None


def _longest(legs: list[_Leg], code: str, net: Network) -> _Found | None:
    if not legs:
        return None
    leg = max(legs, key=lambda one: float(one["minutes"]))
    product = net.services[str(leg["service"])].product
    return code, {"train": str(leg["service"]), "product": product, "from_at": leg["from"], "to_at": leg["to"]}


def _other_mix(minutes: int, before: Trip, after: Trip, nets: tuple[Network, Network]) -> _Found | None:
    """Return which slower trains one no longer takes (or takes now) between the same stations."""
    legs = [list(_by_train(trip)) for trip in (before, after)]
    if [(leg["from"], leg["to"]) for leg in legs[0]] != [(leg["from"], leg["to"]) for leg in legs[1]]:
        return None
    pairs = list(zip(*legs, strict=True))
    if minutes < 0:
        gone = {t for old, new in pairs for t in _slower(nets[0], old, set(_trains(old)) - set(_trains(new)))}
        return ("slower_gone", {"trains": sorted(gone)}) if gone else None
    come = {t for old, new in pairs for t in _slower(nets[1], new, set(_trains(new)) - set(_trains(old)))}
    return ("slower_there", {"trains": sorted(come)}) if come else None


def _slower(net: Network, leg: _Leg, some: set[str]) -> set[str]:
    """Return those of a leg's trains that take longer than its fastest."""
    runs = {train: run.minutes for train in _trains(leg) if (run := _run(net, leg, train)) is not None}
    least = min(runs.values(), default=0.0)
    return {train for train in some if train in runs and runs[train] - least >= _LEAST_MIN - SLACK}


def _trains(leg: _Leg) -> tuple[str, ...]:
    """Return the trains that one takes on a leg, the likeliest first."""
    return (str(leg["service"]), *map(str, leg["also"]))


def _stops(net: Network, leg: _Leg) -> tuple[str, ...]:
    run = _run(net, leg, str(leg["service"]))
    return run.stops if run is not None else (str(leg["from"]), str(leg["to"]))


def _run(net: Network, leg: _Leg, train: str) -> _Run | None:
    """Return the run of a train between the two stations of a leg; None where the network has none."""
    service = net.services.get(train)
    for pattern in service.patterns if service is not None else ():
        stops = pattern.stations
        if leg["from"] in stops and leg["to"] in stops[stops.index(leg["from"]) + 1 :]:
            a = stops.index(leg["from"])
            b = stops.index(leg["to"], a + 1)
            start = pattern.depart_min[a]
            at = (0.0, *(float(m - start) for m in pattern.arrive_min[a + 1 : b + 1]))
            return _Run(tuple(stops[a : b + 1]), at)
    return None

"""The rules that say why a part of a trip takes more or less time, from the legs before and after."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bereikbaar.access.kinds import OWN_KINDS
from bereikbaar.access.trips import Trip
from bereikbaar.compare.towns import NOTICEABLE_PER_HOUR
from bereikbaar.network.model import Network
from bereikbaar.reasons.rides import ride_cause
from bereikbaar.settings import Settings
from bereikbaar.units import MINUTES_PER_HOUR, SLACK

#: Legs on which nothing is waited for.
_WITHOUT_WAIT = (*OWN_KINDS, "rental")
#: A mean number of changes that differs by less is no cause.
_CHANGES = 0.1


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a component differs.

    component : of ``explain.COMPONENTS``, ``rest`` for what is too small to name, or empty for the frequency alone.
    code      : ``no_change_now``, ``direct_now``, ``direct_gone``, ``change_now``, ``fewer_changes``,
                ``more_changes``, ``change_elsewhere``, ``wait_at``, ``less_often_a_change``, ``more_often_a_change``,
                ``frequency``, ``other_station``, ``new_station``, ``other_mode``, those of
                :func:`bereikbaar.reasons.rides.ride_cause`, ``rest``, or ``time``: just longer or shorter.
    minutes   : whole, after minus before. about : what the code needs: codes of stations, numbers, modes.
    """

    component: str
    code: str
    minutes: int
    about: Mapping[str, Any]


def cause_of(
    component: str, minutes: int, before: Trip, after: Trip, settings: Settings, nets: tuple[Network, Network]
) -> Reason:
    """Return the cause of a component's difference; what speaks against its sign is no cause.

    nets : before and after. Of two different networks (years) no trains and lines are named.
    """
    code, about = "time", dict[str, Any]()
    if component == "in_vehicle" and nets[0].name == nets[1].name:
        code, about = ride_cause(minutes, before, after, nets)
    elif component == "transfer":
        code, about = _of_changes(minutes, before, after)
    elif component == "wait_first" and _explains_wait(minutes, before, after, settings):
        code, about = "frequency", often(before, after)
    elif component in ("access", "egress"):
        code, about = _of_ends(component, before, after, nets[0])
    return Reason(component, code, minutes, about)


def often(before: Trip, after: Trip) -> dict[str, Any]:
    """Return how many minutes there are between departures before and after, on average."""
    return {
        "before_every_min": round(MINUTES_PER_HOUR / before.departures_per_hour, 2),
        "after_every_min": round(MINUTES_PER_HOUR / after.departures_per_hour, 2),
    }


def changes_at(trip: Trip) -> tuple[str, ...]:
    """Return the stations where the likeliest journey changes from one vehicle to another."""
    return tuple(str(leg["from"]) for leg in _ridden(trip)[1:])


def _ridden(trip: Trip) -> list[Mapping[str, Any]]:
    return [leg for leg in trip.legs if leg["mode"] not in _WITHOUT_WAIT]


def _of_changes(minutes: int, before: Trip, after: Trip) -> tuple[str, dict[str, Any]]:
    at = {"before_at": list(changes_at(before)), "after_at": list(changes_at(after))}
    first, then = len(at["before_at"]), len(at["after_at"])
    by_train = all(leg["mode"] == "rail" for trip in (before, after) for leg in _ridden(trip))
    if minutes < 0 and then < first:
        return ("fewer_changes" if then else "direct_now" if by_train else "no_change_now"), at
    if minutes > 0 and then > first:
        return ("more_changes" if first else "direct_gone" if by_train else "change_now"), at
    if at["before_at"] == at["after_at"]:
        return _of_waits(minutes, before, after)
    return ("change_elsewhere", at) if first == then else ("time", {})


def _of_waits(minutes: int, before: Trip, after: Trip) -> tuple[str, dict[str, Any]]:
    """Return the change at which one waits less (more), or that fewer (more) of the journeys have a change."""
    sign = 1 if minutes > 0 else -1
    waits = [
        (sign * (_wait(new) - _wait(old)), str(new["from"]), _wait(old), _wait(new))
        for old, new in zip(_ridden(before)[1:], _ridden(after)[1:], strict=True)
    ]
    most = max(waits, default=None, key=lambda one: one[0])
    if most is not None and most[0] + SLACK >= 1:
        return "wait_at", {"at": most[1], "before_wait_min": round(most[2], 2), "after_wait_min": round(most[3], 2)}
    if sign * (after.changes - before.changes) >= _CHANGES:
        code = "more_often_a_change" if sign > 0 else "less_often_a_change"
        return code, {"before_changes": round(before.changes, 2), "after_changes": round(after.changes, 2)}
    return "time", {}


def _wait(leg: Mapping[str, Any]) -> float:
    return float(leg["wait_min"]) + float(leg["change_min"])


def often_differs(before: Trip, after: Trip, settings: Settings) -> bool:
    """Say whether departures are noticeably more or less often; not where one leaves at any time, or never."""
    first, then = before.departures_per_hour, after.departures_per_hour
    if not (math.isfinite(first) and math.isfinite(then) and first > 0 and then > 0):
        return False
    size = abs(then - first) + SLACK
    return size >= NOTICEABLE_PER_HOUR and size >= settings.noticeable_share * first


def _explains_wait(minutes: int, before: Trip, after: Trip, settings: Settings) -> bool:
    """Say whether departures are more often where the wait is shorter, or less often where it is longer."""
    more = after.departures_per_hour > before.departures_per_hour
    return often_differs(before, after, settings) and more == (minutes < 0)


def _of_ends(component: str, before: Trip, after: Trip, base: Network) -> tuple[str, dict[str, Any]]:
    k = 0 if component == "access" else 1
    if not (before.stations and after.stations and before.legs and after.legs):
        return "time", {}
    first, then = before.stations[k], after.stations[k]
    modes = {f"{side}_mode": str(trip.legs[-k]["mode"]) for side, trip in (("before", before), ("after", after))}
    if first != then:
        code = "other_station" if then in base.stations else "new_station"
        return code, {"before_at": [first], "after_at": [then], **modes}
    if modes["before_mode"] != modes["after_mode"]:
        return "other_mode", modes
    return "time", {}

"""The rules that say why a part of a trip takes more or less time, from the legs before and after."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bereikbaar.access.kinds import OWN_KINDS
from bereikbaar.access.trips import Trip
from bereikbaar.compare.towns import NOTICEABLE_PER_HOUR
from bereikbaar.settings import Settings
from bereikbaar.units import MINUTES_PER_HOUR, SLACK

#: Legs on which nothing is waited for.
_WITHOUT_WAIT = (*OWN_KINDS, "rental")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a component differs.

    component : of ``explain.COMPONENTS``, ``rest`` for what is too small to name, or empty for the frequency alone.
    code      : ``direct_now``, ``direct_gone``, ``fewer_changes``, ``more_changes``, ``change_elsewhere``,
                ``frequency``, ``other_station``, ``other_mode``, ``rest``, or ``time``: just longer or shorter.
    minutes   : whole, after minus before. about : what the code needs: codes of stations, numbers, modes.
    """

    component: str
    code: str
    minutes: int
    about: Mapping[str, Any]


def cause_of(component: str, minutes: int, before: Trip, after: Trip, settings: Settings) -> Reason:
    """Return the cause of a component's difference; what speaks against its sign is no cause."""
    code, about = "time", dict[str, Any]()
    if component == "transfer":
        code, about = _of_changes(minutes, before, after)
    elif component == "wait_first" and _explains_wait(minutes, before, after, settings):
        code, about = "frequency", often(before, after)
    elif component in ("access", "egress"):
        code, about = _of_ends(component, before, after)
    return Reason(component, code, minutes, about)


def often(before: Trip, after: Trip) -> dict[str, Any]:
    """Return how many minutes there are between departures before and after, on average."""
    return {
        "before_every_min": round(MINUTES_PER_HOUR / before.departures_per_hour, 2),
        "after_every_min": round(MINUTES_PER_HOUR / after.departures_per_hour, 2),
    }


def changes_at(trip: Trip) -> tuple[str, ...]:
    """Return the stations where the likeliest journey changes from one vehicle to another."""
    ridden = [leg for leg in trip.legs if leg["mode"] not in _WITHOUT_WAIT]
    return tuple(str(leg["from"]) for leg in ridden[1:])


def _of_changes(minutes: int, before: Trip, after: Trip) -> tuple[str, dict[str, Any]]:
    at = {"before_at": list(changes_at(before)), "after_at": list(changes_at(after))}
    first, then = len(at["before_at"]), len(at["after_at"])
    if minutes < 0 and then < first:
        return ("fewer_changes" if then else "direct_now"), at
    if minutes > 0 and then > first:
        return ("more_changes" if first else "direct_gone"), at
    if first == then and at["before_at"] != at["after_at"]:
        return "change_elsewhere", at
    return "time", {}


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


def _of_ends(component: str, before: Trip, after: Trip) -> tuple[str, dict[str, Any]]:
    k = 0 if component == "access" else 1
    if not (before.stations and after.stations and before.legs and after.legs):
        return "time", {}
    first, then = before.stations[k], after.stations[k]
    if first != then:
        return "other_station", {"before_at": [first], "after_at": [then]}
    modes = tuple(str(trip.legs[-k]["mode"]) for trip in (before, after))
    if modes[0] != modes[1]:
        return "other_mode", {"before_mode": modes[0], "after_mode": modes[1]}
    return "time", {}

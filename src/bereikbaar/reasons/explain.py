"""Why a journey changed: the trip before and after, what its minutes consist of, and the reasons by rules."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bereikbaar.access.trips import Trip
from bereikbaar.compare.towns import noticeable_minutes
from bereikbaar.names import Endpoint
from bereikbaar.reasons.causes import Reason, cause_of, often, often_differs
from bereikbaar.reasons.ways import Ways, find_pairs, routed_ways
from bereikbaar.units import SLACK

if TYPE_CHECKING:
    from bereikbaar.access.model import Places
    from bereikbaar.network.model import Network
    from bereikbaar.settings import Settings

#: What a trip consists of, in the order in which it happens: names of the fields of ``Trip`` without ``_min``.
COMPONENTS = ("access", "wait_first", "in_vehicle", "transfer", "egress")


@dataclass(frozen=True, slots=True)
class Component:
    """Minutes of a trip that are spent in one way, before and after. name : of COMPONENTS."""

    name: str
    before_min: float
    after_min: float

    @property
    def diff_min(self) -> float:
        """After minus before."""
        return self.after_min - self.before_min


@dataclass(frozen=True, slots=True)
class Explanation:
    """A journey before and after a plan, and why it differs.

    verdict : ``better``, ``worse``, ``same`` (no noticeable change), ``new``, ``lost``, ``no_connection``, or
    ``sometimes`` where there is a mean on one side only, because at some moments nobody gets there.
    components : in the order of COMPONENTS; empty where one side has no mean.
    reasons : largest first, in whole minutes that sum to ``shown_diff_min``; of ``same`` at most the frequency.
    names : of the stations and ends in the legs, by code.
    """

    origin: Endpoint
    destination: Endpoint
    window: str
    method: str
    before: Trip
    after: Trip
    verdict: str
    components: tuple[Component, ...]
    reasons: tuple[Reason, ...]
    names: Mapping[str, str]

    @property
    def shown_diff_min(self) -> int:
        """The difference of the whole minutes that a reader sees; 0 where one side has none."""
        if not self.components:
            return 0
        return whole(self.after.expected_min) - whole(self.before.expected_min)


def explain(
    net_before: Network,
    net_after: Network,
    origin: str,
    destination: str,
    window: str,
    method: str,
    settings: Settings,
    places: Places | None,
    *,
    progress: Callable[[str], None] | None = None,
) -> Explanation:
    """Return why the journey between two places changed from one network to another.

    origin, destination : as ``bereikbaar time`` takes them. Both networks are ready for the method; by the clock with
    the minutes of all trains from before the scenario was applied (``compare.timetables.with_all_minutes``).
    Raises UnknownNameError for places that are in neither network, and for the window.
    """
    pair = find_pairs([(origin, destination)], net_before, net_after, places)
    before, after = (
        routed_ways(net, window, method, pair, places, settings, progress) for net in (net_before, net_after)
    )
    return explained(before, after, *pair[0], settings)


def explained(before: Ways, after: Ways, origin: Endpoint, destination: Endpoint, settings: Settings) -> Explanation:
    """Return the same as :func:`explain` for networks that are routed already."""
    trips = (_trip(before, origin, destination), _trip(after, origin, destination))
    verdict = _verdict(*trips, settings)
    names = {origin.id: origin.name, destination.id: destination.name}
    names |= {code: s.name for ways in (before, after) for code, s in ways.net.stations.items()}
    components: tuple[Component, ...] = ()
    if verdict in ("better", "worse", "same"):
        values = ((getattr(t, f"{name}_min") for t in trips) for name in COMPONENTS)
        components = tuple(Component(n, *v) for n, v in zip(COMPONENTS, values, strict=True))
    return Explanation(
        origin, destination, before.times.window, before.times.method, *trips, verdict, components,
        _reasons(verdict, *trips, components, settings, (before.net, after.net)), names,
    )  # fmt: skip


def _trip(ways: Ways, origin: Endpoint, destination: Endpoint) -> Trip:
    """Return the trip; one from a station that only the other network has is none."""
    there = set(ways.times.stations)
    for end in (origin, destination):
        if not end.is_door and not set(end.stations) <= there:
            known = tuple(code for code in end.stations if code in there)
            if not known:
                return Trip(*(math.inf,) * 8, 0.0, math.inf, ())
            fewer = Endpoint(end.kind, end.id, end.name, known)
            origin, destination = (fewer if one is end else one for one in (origin, destination))
    return ways.trip(origin, destination)


def _verdict(before: Trip, after: Trip, settings: Settings) -> str:
    first, then = (math.isfinite(t.expected_min) for t in (before, after))
    best = [math.isfinite(t.best_min) for t in (before, after)]
    if first and then:
        diff = after.expected_min - before.expected_min
        if not noticeable_minutes(diff, before.expected_min, settings):
            return "same"
        return "better" if diff < 0 else "worse"
    if all(best):
        return "sometimes"
    if not any(best):
        return "no_connection"
    return "new" if best[1] else "lost"


def _reasons(
    verdict: str,
    before: Trip,
    after: Trip,
    components: tuple[Component, ...],
    settings: Settings,
    nets: tuple[Network, Network],
) -> tuple[Reason, ...]:
    """Return the noticeable components with their causes, the rest as one, and the frequency if nothing says it."""
    found: list[Reason] = []
    if verdict in ("better", "worse"):
        large = [c for c in components if abs(c.diff_min) + SLACK >= settings.noticeable_min]
        rest = sum(c.diff_min for c in components if c not in large)
        total = whole(after.expected_min) - whole(before.expected_min)
        minutes = shares_of(total, [*(c.diff_min for c in large), rest])
        shown = zip(large, minutes[:-1], strict=True)
        found = [cause_of(c.name, n, before, after, settings, nets) for c, n in shown if n]
        found.sort(key=lambda r: (-abs(r.minutes), COMPONENTS.index(r.component)))
        if minutes[-1]:
            found.append(Reason("rest", "rest", minutes[-1], {}))
    if components and not any(r.code == "frequency" for r in found) and often_differs(before, after, settings):
        found.append(Reason("", "frequency", 0, often(before, after)))
    return tuple(found)


def whole(minutes: float) -> int:
    """Return minutes to the nearest whole one, a half upwards, as ``time`` says them."""
    return math.floor(minutes + 0.5)


def shares_of(total: int, values: list[float]) -> list[int]:
    """Return whole numbers near the values that sum to a total: rounded down, and what is left to the largest rests.

    >>> shares_of(-11, [-9.4, -1.7, 0.2])
    [-9, -2, 0]
    """
    out = [math.floor(v) for v in values]
    left = total - sum(out)
    step = 1 if left > 0 else -1
    order = sorted(range(len(values)), key=lambda n: (step * (out[n] - values[n]), n))
    for k in range(abs(left)):
        out[order[k % len(order)]] += step
    return out


def as_document(found: Explanation) -> dict[str, Any]:
    """Return verdict, components and reasons as plain data, minutes to a hundredth; None where there is none."""

    def number(value: float) -> float | None:
        return round(value, 2) + 0.0 if math.isfinite(value) else None

    diff = found.after.expected_min - found.before.expected_min if found.components else math.nan
    return {
        "verdict": found.verdict,
        "diff_min": number(diff),
        "components": {
            c.name: {
                "before_min": number(c.before_min),
                "after_min": number(c.after_min),
                "diff_min": number(c.diff_min),
            }
            for c in found.components
        },
        "reasons": [
            {"component": r.component, "cause": r.code, "minutes": r.minutes, **r.about} for r in found.reasons
        ],
    }

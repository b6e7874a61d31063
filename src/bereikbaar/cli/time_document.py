"""What ``bereikbaar time --json`` prints of one pair; the keys are promised in docs/outputs.md."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bereikbaar.units import clock_short

if TYPE_CHECKING:
    from bereikbaar.access.clock_trips import ClockTrains
    from bereikbaar.access.trips import Trip
    from bereikbaar.clock.journeys import ClockJourney
    from bereikbaar.names import Endpoint
    from bereikbaar.network.model import Network
    from bereikbaar.routing.travel_times import TravelTimes

_NUMBERS = (
    "best_min",
    "expected_min",
    "access_min",
    "wait_first_min",
    "in_vehicle_min",
    "transfer_min",
    "egress_min",
    "changes",
    "departures_per_hour",
    "longest_gap_min",
)
#: Keys that only a clock knows -> attribute of TravelTimes.
_CLOCK = {"median_min": "median", "p90_min": "p90", "worst_min": "worst", "share": "share"}


def document(
    a: Endpoint,
    b: Endpoint,
    about: Mapping[str, Any],
    found: Trip,
    net: Network,
    times: TravelTimes,
    clock: ClockTrains | None,
    moment: tuple[str, int] | None,
) -> dict[str, Any]:
    """Return the document; infinite values as null, minutes to a hundredth.

    moment : ("depart" or "arrive", seconds after 00:00) asks for the exact journeys; ``legs``, ``depart`` and
    ``arrive`` are then those of the first of them.
    """
    journeys = _journeys(a, b, found, clock, moment)
    legs: Iterable[Mapping[str, Any]] = found.legs
    if moment is not None:
        legs = journeys[0]["legs"] if journeys else ()
    shown = [_leg(leg, a, b, net) for leg in legs]
    for journey in journeys:
        journey["legs"] = [_leg(leg, a, b, net) for leg in journey["legs"]]
    whole = {f: number(getattr(found, f)) for f in _NUMBERS}
    return {
        "from": a.id,
        "to": b.id,
        "from_name": a.name,
        "to_name": b.name,
        "from_kind": a.kind,
        "to_kind": b.kind,
        **about,
        **whole,
        **_clock_numbers(a, b, found, times),
        "depart": shown[0].get("depart") if shown else None,
        "arrive": shown[-1].get("arrive") if shown else None,
        "legs": shown,
        "journeys": journeys if moment is not None else None,
    }


def dated(net: Network, window: str) -> dict[str, str | None]:
    """Return the day and the hours of a window of a timetable; None for those of service levels."""
    w = net.windows[net.window_index(window)]
    return {"date": w.date or None, "hours": f"{clock_short(w.from_s)}-{clock_short(w.to_s)}" if w.date else None}


def number(value: float) -> float | None:
    """Return a number to a hundredth; None where it is not finite."""
    return round(value, 2) + 0.0 if math.isfinite(value) else None


def _clock_numbers(a: Endpoint, b: Endpoint, found: Trip, times: TravelTimes) -> dict[str, float | None]:
    """Return what only a clock knows, between two stations; from door to door it is not worked out."""
    out: dict[str, float | None] = dict.fromkeys(_CLOCK)
    ends = found.stations or _single(a, b)
    if a.is_door or b.is_door or not ends:
        return out
    for key, name in _CLOCK.items():
        if getattr(times, name) is not None:
            value = times.at(name, *ends)
            out[key] = round(value, 4) if key == "share" else number(value)
    return out


def _single(a: Endpoint, b: Endpoint) -> tuple[str, str] | tuple[()]:
    return (a.stations[0], b.stations[0]) if len(a.stations) == len(b.stations) == 1 else ()


def _leg(leg: Mapping[str, Any], a: Endpoint, b: Endpoint, net: Network) -> dict[str, Any]:
    names = {a.id: a.name, b.id: b.name} | {c: s.name for c, s in net.stations.items()}
    plain = {k: number(v) if isinstance(v, float) else v for k, v in leg.items()}
    return plain | {f"{end}_name": names.get(leg[end]) for end in ("from", "to", "towards")}


def _journeys(
    a: Endpoint, b: Endpoint, found: Trip, clock: ClockTrains | None, moment: tuple[str, int] | None
) -> list[dict[str, Any]]:
    """Return the exact journeys of a moment; from door to door by the stations of the fastest expected way."""
    if clock is None or moment is None:
        return []
    key, at_s = moment
    before, after = _own_legs(found) if a.is_door or b.is_door else ((), ())
    origins, destinations = a.stations, b.stations
    if a.is_door or b.is_door:
        if not found.stations:
            return []
        origins, destinations = (found.stations[0],), (found.stations[1],)
    go_s, come_s = (_seconds(legs) for legs in (before, after))
    if key == "depart":
        some = clock.leaving(origins, destinations, at_s + go_s)
    else:
        some = clock.arriving(origins, destinations, at_s - come_s)
    return [_journey(clock, j, before, after) for j in some]


def _own_legs(found: Trip) -> tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]]:
    """Return the legs to the first station and from the last one; a bus with its mean wait."""
    o, d = found.stations or ("", "")
    legs = list(found.legs)
    before = legs[:1] if legs and legs[0]["service"] is None and legs[0]["to"] == o else []
    after = legs[-1:] if len(legs) > len(before) and legs[-1]["service"] is None and legs[-1]["from"] == d else []
    return before, after


def _seconds(legs: Iterable[Mapping[str, Any]]) -> int:
    minutes: float = sum(float(leg["minutes"]) + leg["wait_min"] + leg["change_min"] for leg in legs)
    return round(60 * minutes)


def _journey(
    clock: ClockTrains, journey: ClockJourney, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    from bereikbaar.access.clock_trips import clock_text

    leave, reach = journey.depart_s - _seconds(before), journey.arrive_s + _seconds(after)
    first = [{**leg, "depart": clock_text(leave), "arrive": clock_text(journey.depart_s)} for leg in before]
    last = [{**leg, "depart": clock_text(journey.arrive_s), "arrive": clock_text(reach)} for leg in after]
    return {
        "depart": clock_text(leave),
        "arrive": clock_text(reach),
        "minutes": number((reach - leave) / 60),
        "changes": journey.changes,
        "legs": [*first, *clock.legs(journey), *last],
    }

"""How a travel time is built up: the likeliest journey of an optimal strategy, leg by leg."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bereikbaar.network.model import Network
from bereikbaar.routing import headway
from bereikbaar.routing.arrays import PatternArrays, pattern_arrays
from bereikbaar.settings import Settings

if TYPE_CHECKING:
    from bereikbaar.routing.kernels_detail import Trace


@dataclass(frozen=True, slots=True)
class Leg:
    """A ride in one train. Minutes; ``depart`` and ``arrive`` are None where no clock times are known.

    origin, destination : station codes. stations : all calls from the one to the other.
    towards    : last station of the train. tph : its own trains per hour.
    wait_min   : mean wait before boarding, for any of the trains worth taking.
    change_min : minimum change time before that wait; 0 at the first leg.
    share      : of the travellers who board here, how many get out where this leg ends.
    also       : other services of which the travellers of ``share`` make use.
    set_tph    : trains per hour worth taking, all together.
    """

    mode: str
    service: str
    direction: str
    product: str
    operator: str
    towards: str
    origin: str
    destination: str
    stations: tuple[str, ...]
    minutes: float
    wait_min: float
    change_min: float
    share: float
    tph: float
    set_tph: float
    also: tuple[str, ...] = ()
    depart: str | None = None
    arrive: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the leg with the keys that ``bereikbaar time --json`` promises."""
        return {
            "mode": self.mode,
            "service": self.service,
            "product": self.product,
            "operator": self.operator,
            "towards": self.towards,
            "from": self.origin,
            "to": self.destination,
            "depart": self.depart,
            "arrive": self.arrive,
            "minutes": self.minutes,
            "wait_min": self.wait_min,
            "change_min": self.change_min,
            "share": self.share,
            "also": list(self.also),
        }


@dataclass(frozen=True, slots=True)
class Journey:
    """The time between two stations, what it consists of, and its likeliest legs.

    The components are means over all travellers of the strategy, the legs one way of travelling: the likeliest
    branch at each boarding. ``inf`` (0 departures, no legs) without a connection; all 0 within one station.
    """

    origin: str
    destination: str
    window: str
    method: str
    network: str
    scenario: str
    best_min: float
    expected_min: float
    wait_first_min: float
    in_vehicle_min: float
    transfer_min: float
    changes: float
    departures_per_hour: float
    longest_gap_min: float
    legs: tuple[Leg, ...]

    @property
    def share(self) -> float:
        """Share of the travellers who go exactly this way; 0 without legs."""
        return math.prod(leg.share for leg in self.legs) if self.legs else 0.0

    def as_dict(self) -> dict[str, Any]:
        """Return the journey with the keys that ``bereikbaar time --json`` promises; infinite values as None."""

        def finite(value: float) -> float | None:
            return value if math.isfinite(value) else None

        return {
            "from": self.origin,
            "to": self.destination,
            "window": self.window,
            "method": self.method,
            "network": self.network,
            "scenario": self.scenario or None,
            "best_min": finite(self.best_min),
            "expected_min": finite(self.expected_min),
            "wait_first_min": finite(self.wait_first_min),
            "in_vehicle_min": finite(self.in_vehicle_min),
            "transfer_min": finite(self.transfer_min),
            "changes": finite(self.changes),
            "departures_per_hour": finite(self.departures_per_hour),
            "longest_gap_min": finite(self.longest_gap_min),
            "legs": [leg.as_dict() for leg in self.legs],
        }


def journey(network: Network, window: str, settings: Settings, origin: str, destination: str) -> Journey:
    """Return how one travels between two stations in a window by the headway method.

    At each boarding the branch with the largest share of the trains per hour is followed (trains that are left at
    the same station are one branch); of equal branches the faster. Raises UnknownNameError for the window and
    InputError for a station code.
    """
    return journeys(network, window, settings, [(origin, destination)])[0]


def journeys(network: Network, window: str, settings: Settings, pairs: list[tuple[str, str]]) -> list[Journey]:
    """Return the journey of each (origin, destination) pair of station codes; see :func:`journey`."""
    arrays = pattern_arrays(network, window, settings)
    index = [(arrays.station_index(o), arrays.station_index(d)) for o, d in pairs]
    wanted = np.array(sorted({d for _, d in index}), dtype=np.int64)
    values = headway.values(arrays, settings, threads=1, destinations=wanted)
    parts = headway.components(arrays, settings, values, threads=1, destinations=wanted)
    out = []
    for (origin, destination), (o, d) in zip(pairs, index, strict=True):
        gap = float(parts.gap[d, o])
        out.append(
            Journey(
                origin, destination, window, "headway", network.name, "+".join(network.scenario),
                float(values.best[d, o]), float(values.expected[d, o]), float(parts.first_wait[d, o]),
                float(parts.in_vehicle[d, o]), float(parts.transfer[d, o]), float(parts.changes[d, o]),
                60.0 / gap if gap else math.inf, gap, _legs(network, arrays, settings, values, o, d),
            )
        )  # fmt: skip
    return out


class _Branch(NamedTuple):
    """Trains of one set that are left at the same station. ``chosen`` is the boarding that stands for them."""

    share: float
    aboard: float
    chosen: int
    others: tuple[int, ...]
    per_hour: float


def _legs(
    network: Network, arrays: PatternArrays, settings: Settings, values: headway.Values, origin: int, destination: int
) -> tuple[Leg, ...]:
    from bereikbaar.routing import kernels_detail

    trace = kernels_detail.blank(arrays.lines)
    kernels_detail.follow(destination, values.onward, arrays.lines, trace)
    legs: list[Leg] = []
    wait_first, wait_transfer = headway.waits(settings)
    here, wait, value = origin, wait_first, float(values.expected[destination, origin])
    been: set[int] = set()
    while here != destination and math.isfinite(value):
        limit = kernels_detail.train_limit(here, value, wait, arrays.lines, trace)
        branch = _likeliest(arrays, trace, here, limit, been)
        legs.append(_leg(network, arrays, trace, branch, wait / branch.per_hour, first=not legs))
        here, wait = int(trace.at[branch.chosen]), wait_transfer
        value = float(values.onward[destination, here])
        been.add(here)
    return tuple(legs)


def _likeliest(arrays: PatternArrays, trace: Trace, station: int, limit: float, been: set[int]) -> _Branch:
    """Return the branch with the largest share; of equals the fastest, then the first in canonical order.

    Stations where one has been are passed over: only legs and waits of 0 minutes could lead back to them.
    """
    lines = arrays.lines
    worth = [j for j in range(lines.board_first[station], lines.board_first[station + 1]) if trace.aboard[j] < limit]
    per_hour = float(sum(lines.per_hour[j] for j in worth))
    branches = []
    for at in dict.fromkeys(int(trace.at[j]) for j in worth if int(trace.at[j]) not in been):
        members = [j for j in worth if trace.at[j] == at]
        members.sort(key=lambda j: (-lines.per_hour[j], trace.aboard[j], j))
        share = float(sum(lines.per_hour[j] for j in members)) / per_hour
        branches.append(_Branch(share, float(trace.aboard[members[0]]), members[0], tuple(members[1:]), per_hour))
    return min(branches, key=lambda b: (-round(b.share, 9), b.aboard, b.chosen))


def _leg(
    network: Network, arrays: PatternArrays, trace: Trace, branch: _Branch, wait_min: float, *, first: bool
) -> Leg:
    lines = arrays.lines
    call, leave = int(lines.board_call[branch.chosen]), int(trace.leave[branch.chosen])
    p = int(lines.pattern[call])
    name, direction = arrays.patterns[p]
    service = network.services[name]
    codes = [arrays.stations[s] for s in lines.station[call : leave + 1]]
    others = {arrays.patterns[int(lines.pattern[lines.board_call[j]])][0] for j in branch.others}
    return Leg(
        mode=service.mode,
        service=name,
        direction=direction,
        product=service.product,
        operator=service.operator,
        towards=arrays.stations[int(lines.station[lines.first[p + 1] - 1])],
        origin=codes[0],
        destination=codes[-1],
        stations=tuple(codes),
        minutes=float(trace.riding[branch.chosen]),
        wait_min=wait_min,
        change_min=0.0 if first else float(lines.change_min[lines.station[call]]),
        share=branch.share,
        tph=arrays.tph[p],
        set_tph=branch.per_hour,
        also=tuple(sorted(others - {name})),
    )

"""The departures board of a station: every train that leaves, in the order of the clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bereikbaar.errors import UnknownNameError, did_you_mean
from bereikbaar.network.model import Network, Pattern
from bereikbaar.timetable.model import ClockTrain
from bereikbaar.timetable.periodic import common_period_s


@dataclass(frozen=True, slots=True, order=True)
class Departure:
    """A train that leaves a station.

    minute : in [0, period of the board). arrive_minute : when it came in; None where it starts.
    destination : its last station. calls : the stations after this one, with the minutes until it arrives there.
    basis : where the minute comes from, see ``network.trips.BASES``.
    """

    minute: float
    service: str
    direction: str
    train: int
    arrive_minute: float | None
    destination: str
    calls: tuple[tuple[str, float], ...]
    basis: str
    product: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """All departures from a station within the period in which they repeat, min."""

    station: str
    period_min: float
    departures: tuple[Departure, ...]


def board(net: Network, trains: Sequence[ClockTrain], station: str) -> Board:
    """Return the departures board of a station: trains that repeat more often stand on it as often as they leave.

    trains : of one window, known and proposed. The period of the board is the shortest in which the trains that call
    here repeat; 60 without any. Raises UnknownNameError for a station that is not in the network, RunError for
    periods that do not fit in a day.
    """
    if station not in net.stations:
        near = did_you_mean(station, net.stations)
        raise UnknownNameError(f"station {station!r} is not in network {net.name!r}" + near)
    patterns = {(s.id, p.direction): p for s in net.services.values() for p in s.patterns}
    here = [t for t in trains if station in patterns[t.service, t.direction].stations[:-1]]
    period_min = common_period_s(here) / 60
    found = [d for t in here for d in _departures(net, t, patterns[t.service, t.direction], station, period_min)]
    return Board(station, period_min, tuple(sorted(found, key=lambda d: (d.minute, d.service, d.direction, d.train))))


def _departures(
    net: Network, train: ClockTrain, pattern: Pattern, station: str, period_min: float
) -> Iterator[Departure]:
    service = net.services[train.service]
    for i, code in enumerate(pattern.stations[:-1]):
        if code != station or not pattern.boards(i):
            continue
        later = range(i + 1, len(pattern.stations))
        calls = tuple((pattern.stations[j], pattern.arrive_min[j] - pattern.depart_min[i]) for j in later)
        for k in range(round(period_min / train.period_min)):
            start = train.origin_min + k * train.period_min
            yield Departure(
                minute=round((start + pattern.depart_min[i]) % period_min, 6) % period_min,
                service=train.service,
                direction=train.direction,
                train=train.train,
                arrive_minute=round((start + pattern.arrive_min[i]) % period_min, 6) if i else None,
                destination=pattern.stations[-1],
                calls=calls,
                basis=train.basis,
                product=service.product,
                source=train.source,
            )

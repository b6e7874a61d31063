"""Trains at fixed times, as flat arrays: what the clock method routes on, whatever it was made from.

One type for all three sources: the trips of a GTFS feed (on dates), the clock minutes of a network and the minutes
proposed for plans (both repeat every period).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from bereikbaar.network.model import Pattern

Seconds = NDArray[np.int32]
Indexes = NDArray[np.int32]
Flags = NDArray[np.bool_]

DAY_S = 86_400

#: Where the minute of a trip comes from; ``Trips.basis`` holds positions in this tuple.
BASES = ("timetable", "A", "B", "C", "D", "scenario", "proposed", "headway")

#: In :attr:`ChangeRules.seconds`: this change is not allowed.
FORBIDDEN = -1
#: The same: the usual time of the station or walk holds, whatever less specific rules say.
USUAL = -2
#: In the other columns of :class:`ChangeRules`: any place, line or trip.
ANY = -1


def _no_rule() -> Indexes:
    return np.zeros(0, dtype=np.int32)


class ChangeRules(NamedTuple):
    """Change times between particular trains, (n_rules,) int32 each; the most specific rule wins.

    from_place, to_place : positions in ``Trips.places``. from_line, to_line : values of ``Trips.line``.
    from_trip, to_trip   : trip indexes. ``ANY`` in any of these six.
    seconds : minimum seconds between arrival and departure, 0 for a train that waits; ``FORBIDDEN`` or ``USUAL``.

    From general to specific (the GTFS reference, transfers.txt): places only; one line; both lines; one trip;
    a trip and a line; both trips. Of equally specific rules the shortest holds,
    and one with a time before ``USUAL``, that before ``FORBIDDEN``.
    """

    from_place: Indexes = _no_rule()
    to_place: Indexes = _no_rule()
    from_line: Indexes = _no_rule()
    to_line: Indexes = _no_rule()
    from_trip: Indexes = _no_rule()
    to_trip: Indexes = _no_rule()
    seconds: Indexes = _no_rule()


def _nothing(n_columns: int) -> Indexes:
    return np.zeros((0, n_columns), dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Trips:
    """Trains at fixed times. A *call* is one stop of one trip; calls are numbered through, trip by trip.

    Times are whole seconds: after 00:00 of the service day (noon minus 12 hours, the GTFS rule), past 86,400 after
    midnight; in a periodic timetable after minute 0 of the period.

    stations  : codes, sorted: all stations of the network. places : platforms (a station without known platforms is
                one place). place_station : (n_places,) station of each place.
    first     : (n_trips + 1,) trip t owns the calls first[t] .. first[t + 1] - 1; at least two.
    place     : (n_calls,) place of a call. arrive_s, depart_s : (n_calls,) seconds; never decreasing along a trip.
    board, alight : (n_calls,) may one get in, get out here (never in at the last call, out at the first).
    patterns  : (service id, direction). pattern : (n_trips,) position in it. origins : the pattern of the network
                these trips were made with, one for each of ``patterns``: a pattern that a scenario has changed since
                differs from it.
    line      : (n_trips,) what change rules call a line: the GTFS route, or the pattern.
    route_type : (n_trips,) GTFS route type; 2 = rail.
    ids       : (n_trips,) a name for every trip, unique.
    basis     : (n_trips,) int8, position in ``BASES``.
    headway_s : (n_trips,) of trains that run every so many seconds and have no minute of their own (basis "headway"):
                how many; 0 for the others. May be empty: none of them.
    stays     : (n, 2) trip, trip: whoever sits in the first at its end may stay in his seat into the second.
    rules     : change times between particular trains. walks : (n, 3) from station, to station, seconds: the whole
                time of the change; not chained.
    dates     : ISO dates of the service days, ascending; empty for a periodic timetable.
    day_start_s : (n_dates,) int64, zero of each service day in seconds after that of the first: 86,400 apart but
                for the nights in which the clock changes.
    runs      : (n_trips, n_dates) does the trip run on that day.
    period_s  : every trip repeats with this period, before and after; 0 = it runs on its dates only.
    """

    stations: tuple[str, ...]
    places: tuple[str, ...]
    place_station: Indexes
    first: Indexes
    place: Indexes
    arrive_s: Seconds
    depart_s: Seconds
    board: Flags
    alight: Flags
    patterns: tuple[tuple[str, str], ...]
    origins: tuple[Pattern, ...]
    pattern: Indexes
    line: Indexes
    route_type: Indexes
    ids: tuple[str, ...]
    basis: NDArray[np.int8]
    stays: Indexes = field(default_factory=lambda: _nothing(2))
    rules: ChangeRules = field(default_factory=ChangeRules)
    walks: Indexes = field(default_factory=lambda: _nothing(3))
    dates: tuple[str, ...] = ()
    day_start_s: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    runs: Flags = field(default_factory=lambda: np.zeros((0, 0), dtype=np.bool_))
    period_s: int = 0
    headway_s: Seconds = field(default_factory=lambda: np.zeros(0, dtype=np.int32))

    @property
    def n_trips(self) -> int:
        """Number of trips; a trip that runs on several days counts once."""
        return len(self.ids)

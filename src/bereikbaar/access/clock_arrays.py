"""What the loops of clock_kernels.py are handed: legs, trains, moments, and room to work in, all as arrays.

**One number** holds a way to a station or a door: when one is there, in steps of 1 / ``ticks`` s after the first
moment,
times STEP, plus flags: TRAIN where a train is taken (else one may set out at any time), and how many of its buses do
not run often enough to turn up and go. Numbers are compared and added as they are: of equally quick ways the one
without a train wins, then the one with fewer such buses. All are whole and below NEVER: sums are exact.

**Time is cut into slots** of a minute or so. A number of a slot is the mean over its moments, continuous time: two
legs
and the trains between them are exact, and in each slot the pair of legs that is best for it is taken.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats

Ints32 = NDArray[np.int32]
Ints64 = NDArray[np.int64]
Seconds = NDArray[np.uint16]
Flags = NDArray[np.bool_]
#: Minutes, in single precision or in double.
RowMinutes = NDArray[np.floating[Any]]

#: No way: above every number, and still below 2^31 with a leg added.
NEVER = 1 << 30
#: Numbers are multiples of this, but for the flags.
SHIFT = 3
STEP = 1 << SHIFT
#: Origins that are worked on side by side, one lane each: all loops run over slots x lanes in wide registers, and
#: what is known of an egress leg is read once for all of them.
ABREAST = 8
#: Sums of int32 stay below this.
LARGEST = 1 << 31
#: Flag of ways with a train.
TRAIN = 4
#: No lead is enough, s.
LATE = 65_535
#: Of the way with the least mean: it uses no egress leg, or there is none.
DIRECT, NOWHERE = -2, -1
#: Of how often one can leave: not by one egress leg only.
MANY = 2
#: Instead of the slots of a row that was not made: one egress leg is the best all the time.
ALONE = -1


class Home(NamedTuple):
    """Access legs, as in ``legs.Legs``. start : (n_zones + 1,). All others (n_legs,).

    here, on : number of the leg for who stays at its station, and for who takes a train there (after a bus the change
    is in it).
    """

    start: Ints64
    station: Ints32
    here: Ints32
    on: Ints32


class Away(NamedTuple):
    """Egress legs of the destinations. start : (n_destinations + 1,). column : of the station in ``Room.arrive``."""

    start: Ints64
    column: Ints32
    minutes: Ints32
    per_hour: Floats


class Rail(NamedTuple):
    """Trains between stations: see :class:`bereikbaar.clock.profiles.Profiles`. leave, arrive : s.

    least, most, walk : (n_stations, n_stations) and period, ready, longest as numbers (see above); NEVER = none.
    repeats : (n_stations, n_stations) slots after which the trains of a pair are the same again.
    beside : (n_stations, n_stations) row of lead for access legs to two stations, -1 = none. lead : (n_beside,
    n_stations) s by which one has to be ready sooner at the second one to be nowhere later; LATE = never.
    unit : number of one second.
    """

    first: Ints64
    leave: Ints32
    arrive: Ints32
    least: Ints32
    most: Ints32
    walk: Ints32
    repeats: Ints32
    beside: Ints32
    lead: Seconds
    period: int
    ready: int
    longest: int
    unit: int


class Slots(NamedTuple):
    """The window in slots of equal length. middle : (n,) numbers, ascending.

    width : of a slot, a number; per_width : 1 / width. period : number after which all repeats; 0 = never.
    fewest : slots after which something may repeat; n without. minute : number of a minute. extra : what a
    departure may take more than the best, a number.
    width_min : of a slot. hours : of the window. enough_per_hour, enough_slots : spoorboekloos, a gap in slots.
    """

    middle: Ints32
    width: int
    per_width: float
    period: int
    fewest: int
    minute: float
    extra: int
    width_min: float
    hours: float
    enough_per_hour: float
    enough_slots: int


class Room(NamedTuple):
    """Room to work in, for one thread. Of ABREAST origins, by column (of the stations that are asked for) and lane:

    took     : (n_columns, n_slots x ABREAST) numbers of what it takes from the middle of every slot, lane by lane in
               every slot. again : (n_columns,) slots after which it repeats for all lanes.
    low, high : (n_columns, ABREAST) least and most of all slots; high is NEVER unless every slot has one.
    total    : (n_columns, ABREAST) sum over all slots, / STEP. own_again : likewise, slots after which it repeats.
    of_all   : (n_columns,) sum of ``total`` over lanes. apart : see ``clock_unbeaten_kernels.py``.
    told, enough : (n_columns, 3) and (n_columns, 3, ABREAST) for which origins it is known, and whether one can turn
               up and go: to one station and on from there, by a bus that runs seldom, and (MANY) by any way.
    left_told, left : (n_columns, 2, ABREAST) and (n_columns, 2, ABREAST, 3) likewise departures, gap and often.
    direct   : (n_destinations, ABREAST) numbers. row : ((n_slots + 2) x ABREAST,) of one destination as ``took``,
               with a slot before and one after. alive : (most legs of a destination + 1,). total_of_row : its
               sums / STEP by lane in the first ABREAST numbers, the others are room to add up in. counts : (4, half
               of the row) likewise: see ``clock_often_kernels.count_departures``.
    bound    : (2, ABREAST) of one destination: every slot is sure to have a way as quick, and the direct way if it
               can be quicker than that.

    Of one origin: sure : (n_columns,) every slot has a way as quick. useful : (most access legs, n_stations) legs
    that no other one makes of no use. arrive : (n_slots,) when one is there. one : (n_slots + 2,) one lane of the
    row. answer : minutes, departures, gap, often of one pair.
    """

    took: Ints32
    again: Ints32
    low: Ints32
    high: Ints32
    total: Ints64
    own_again: Ints32
    of_all: Ints64
    apart: Ints32
    told: Ints32
    enough: Ints32
    left_told: Ints32
    left: Floats
    direct: Ints32
    row: Ints32
    alive: Ints32
    total_of_row: Ints32
    counts: Ints32
    bound: Ints32
    sure: Ints32
    useful: Flags
    arrive: Ints32
    one: Ints32
    answer: Floats


def room_for(n_columns: int, n_slots: int, n_destinations: int, most_legs: tuple[int, int], n_stations: int) -> Room:
    """Return the room that one thread needs. most_legs : of one origin, and of one destination."""
    lanes = (n_columns, ABREAST)
    return Room(
        took=np.empty((n_columns, n_slots * ABREAST), dtype=np.int32),  # touched as far as it is used only
        again=np.full(n_columns, n_slots, dtype=np.int32),
        low=np.full(lanes, NEVER, dtype=np.int32),
        high=np.full(lanes, NEVER, dtype=np.int32),
        total=np.zeros(lanes, dtype=np.int64),
        own_again=np.full(lanes, n_slots, dtype=np.int32),
        of_all=np.zeros(n_columns, dtype=np.int64),
        apart=np.zeros((n_columns, n_columns, 2), dtype=np.int32),
        told=np.zeros((n_columns, 3), dtype=np.int32),
        enough=np.zeros((n_columns, 3, ABREAST), dtype=np.int32),
        left_told=np.zeros((n_columns, 2, ABREAST), dtype=np.int32),
        left=np.zeros((n_columns, 2, ABREAST, 3)),
        direct=np.full((n_destinations, ABREAST), NEVER, dtype=np.int32),
        row=np.zeros((n_slots + 2) * ABREAST, dtype=np.int32),
        alive=np.zeros(most_legs[1] + 1, dtype=np.int32),
        total_of_row=np.zeros((n_slots // 2 + 1) * ABREAST, dtype=np.int32),
        counts=np.zeros((4, n_slots * ABREAST), dtype=np.int32),
        bound=np.zeros((2, ABREAST), dtype=np.int32),
        sure=np.zeros(n_columns, dtype=np.int32),
        useful=np.zeros((most_legs[0], n_stations), dtype=bool),
        arrive=np.zeros(n_slots, dtype=np.int32),
        one=np.zeros(n_slots + 2, dtype=np.int32),
        answer=np.zeros(4),
    )

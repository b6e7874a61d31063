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

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats

Ints32 = NDArray[np.int32]
Ints64 = NDArray[np.int64]

#: No way: above every number, and still below 2^31 with a leg added.
NEVER = 1 << 30
#: Numbers are multiples of this, but for the flags.
SHIFT = 3
STEP = 1 << SHIFT
#: Rows are filled up to a multiple of so many slots: loops of that length run in wide registers, measured four times
#: as fast as loops of 30.
WIDE = 64
#: Flag of ways with a train.
TRAIN = 4
#: Of the way with the least mean: it uses no egress leg, or there is none.
DIRECT, NOWHERE = -2, -1


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
    unit : number of one second.
    """

    first: Ints64
    leave: Ints32
    arrive: Ints32
    least: Ints32
    most: Ints32
    walk: Ints32
    repeats: Ints32
    period: int
    ready: int
    longest: int
    unit: int


class Slots(NamedTuple):
    """The window in slots of equal length. middle : (n,) numbers, ascending.

    width : of a slot, a number; per_width : 1 / width. period : number after which all repeats; 0 = never.
    fewest : slots after which something may repeat; n without. minute : number of a minute. extra : what a departure
    may take more than the best, a number. width_min : of a slot. hours : of the window.
    enough_per_hour, enough_gap_min : spoorboekloos.
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
    enough_gap_min: float


class Room(NamedTuple):
    """Room to work in, for one thread. Of one origin, by column (of the stations that are asked for):

    arrive   : (n_columns, n_slots) the number of being there. again :
               (n_columns,) slots after which it repeats.
    low, high : (n_columns,) least and most of all slots, less their middle; high is NEVER unless every slot has one.
    total    : (n_columns,) sum of (arrive - middle) / STEP over all slots.
    bound    : (n_columns,) every slot is sure to have a way as quick.
    departures, gap, often : (n_columns,) as in :func:`~bereikbaar.access.clock_kernels.departures_of`.
    direct : (n_destinations,) numbers. row : (n_slots,). took : (n_slots + 2,) the row less the middle of the slot,
    with one
    before and one after. alive : (most legs of a destination + 1,). answer : minutes, departures, gap, often of one
    pair.
    """

    arrive: Ints32
    again: Ints32
    low: Ints32
    high: Ints32
    total: Ints64
    bound: Ints32
    departures: Floats
    gap: Floats
    often: Floats
    direct: Ints32
    row: Ints32
    took: Ints32
    alive: Ints32
    answer: Floats


def room_for(n_columns: int, n_slots: int, n_destinations: int, most_legs: int) -> Room:
    """Return the room that one thread needs. most_legs : of one destination."""
    column, filled = (n_columns,), -(-n_slots // WIDE) * WIDE
    return Room(
        arrive=np.full((n_columns, filled), NEVER, dtype=np.int32),
        again=np.full(column, n_slots, dtype=np.int32),
        low=np.zeros(column, dtype=np.int32),
        high=np.zeros(column, dtype=np.int32),
        total=np.zeros(column, dtype=np.int64),
        bound=np.zeros(column, dtype=np.int32),
        departures=np.zeros(column),
        gap=np.zeros(column),
        often=np.zeros(column),
        direct=np.full(n_destinations, NEVER, dtype=np.int32),
        row=np.zeros(filled, dtype=np.int32),
        took=np.zeros(n_slots + 2, dtype=np.int32),
        alive=np.zeros(most_legs + 1, dtype=np.int32),
        answer=np.zeros(4),
    )

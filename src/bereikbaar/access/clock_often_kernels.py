"""How often one can leave, from a row of slots of leaving home, compiled."""

from __future__ import annotations

import numpy as np

from bereikbaar.access.clock_arrays import NEVER, STEP, TRAIN, Ints32, Slots
from bereikbaar.access.model import Floats
from bereikbaar.routing.jit import compiled_part

#: Comparisons at a limit include equality.
SLACK = 1e-9


@compiled_part
def _took(row: Ints32, slots: Slots, took: Ints32) -> tuple[int, int]:
    """Fill took[1:-1] with what a row takes in every slot, its neighbours at both ends; return the least and most."""
    n = row.shape[0]
    best, worst = np.int32(NEVER), np.int32(0)
    for j in range(n):
        value = np.int32(np.int32(row[j] & -STEP) - slots.middle[j])
        value = value if row[j] < NEVER else np.int32(NEVER)
        took[j + 1] = value
        best = value if value < best else best
        worst = value if value > worst else worst
    if slots.period > 0:
        took[0], took[n + 1] = took[n], took[1]
    else:  # the last of a day: nobody knows whether something leaves at its very end
        took[0], took[n + 1] = NEVER, -NEVER
    return int(best), int(worst)


@compiled_part
def departures_of(
    row: Ints32, gap_wanted: bool, rate_wanted: bool, slots: Slots, took: Ints32, answer: Floats
) -> None:
    """Write departures per hour, longest gap (min) and whether both are good enough (1.0) into answer[1:].

    row : (n_slots,) numbers. A departure is a slot after which the way takes longer, and before which it did not take
    less, if it takes at most ``extra`` more than the best of all slots. Where a way without a train is that
    quick, nobody has to wait. For "good enough" only ways count whose buses run often enough. ``inf`` departures:
    never a train. The gap is only sought where it is wanted or matters, and departures (else 0) are only counted so.
    """
    n = row.shape[0]
    best, worst = _took(row, slots, took)
    limit = np.int32(min(best + slots.extra, NEVER - 1))
    if not (gap_wanted or rate_wanted):
        answer[1], answer[2], answer[3] = 0.0, 0.0, 0.0
        if worst > limit + slots.enough_gap_min * slots.minute + slots.width:
            return  # after some moment one waits too long for anything that counts
    trains, found, good, easy = 0, 0, 0, 0
    hours = slots.hours * n / slots.middle.shape[0]
    for j in range(n):
        flags, here = row[j] & (STEP - 1), took[j + 1]
        leaves = (here < took[j + 2]) & (here <= took[j]) & (here <= limit) & (flags >= TRAIN)
        trains += flags >= TRAIN
        found += leaves
        good += leaves & (flags == TRAIN)
        easy += (flags == 0) & (here <= limit)
    always = trains == 0
    answer[1] = np.inf if always else found / hours
    answer[2] = 0.0
    if gap_wanted and not always:
        answer[2] = _gap(row, TRAIN + 3, int(limit), slots, took) * slots.width_min
    enough = good / hours >= slots.enough_per_hour - SLACK
    if enough and easy == 0:
        enough = _gap(row, TRAIN, int(limit), slots, took) * slots.width_min <= slots.enough_gap_min + SLACK
    answer[3] = 1.0 if enough or easy > 0 else 0.0


@compiled_part
def _gap(row: Ints32, most_flags: int, limit: int, slots: Slots, took: Ints32) -> int:
    """Return the most slots in a row without a departure, or a way without a train; around the end where all repeats.

    most_flags : TRAIN: only ways all of whose buses run often enough; more: all.
    """
    since, begin, gap = 0, -1, 0
    for j in range(row.shape[0]):
        flags, here = row[j] & (STEP - 1), took[j + 1]
        since += 1
        if here > limit or flags > most_flags or (flags < TRAIN and flags > most_flags - TRAIN):
            continue
        if flags < TRAIN or (here < took[j + 2] and here <= took[j]):
            begin = since if begin < 0 else begin
            gap = max(gap, since)
            since = 0
    return max(gap, since + (begin if slots.period > 0 and begin > 0 else 0))

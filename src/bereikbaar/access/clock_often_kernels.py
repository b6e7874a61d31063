"""How often one can leave, from rows of slots of leaving home, compiled.

A row holds what it takes from the middle of every slot, 1 .. n, and has room for the slots before and after.
"""

from __future__ import annotations

import numpy as np

from bereikbaar.access.clock_arrays import ABREAST, NEVER, STEP, TRAIN, Ints32, Slots
from bereikbaar.access.model import Floats
from bereikbaar.routing.jit import compiled_part

#: Comparisons at a limit include equality.
SLACK = 1e-9


@compiled_part
def _extremes(row: Ints32, n: int, least: Ints32, most: Ints32) -> None:
    """Fill the least and the most of all slots, by lane: half of them are held against the other half, and again."""
    for j in range(n * ABREAST):
        least[j], most[j] = row[ABREAST + j], row[ABREAST + j]
    left = n
    while left > 1:
        half = left // 2
        left -= half
        low, high = least[left * ABREAST :], most[left * ABREAST :]
        for j in range(half * ABREAST):
            least[j] = low[j] if low[j] < least[j] else least[j]
            most[j] = high[j] if high[j] > most[j] else most[j]


@compiled_part
def count_departures(row: Ints32, n: int, extra: int, longest_gap: int, repeats: bool, counts: Ints32) -> bool:
    """Fill counts with, by lane: departures (see ``departures_of``) all of whose buses run often enough, slots in
    which one walks or cycles as quickly, and what they may take at most.

    Returns False without having done so where there are not enough in any lane: people wait longer than
    ``longest_gap`` for anything that counts.
    """
    good, easy, limit = counts[0], counts[1], counts[2]
    _extremes(row, n, good, easy)
    worth = False
    for lane in range(ABREAST):
        limit[lane] = min((good[lane] & -STEP) + extra, NEVER - 1)
        worth |= (easy[lane] & -STEP) <= min(limit[lane] + longest_gap, NEVER - 1)
    if not worth:
        return False
    for lane in range(ABREAST):
        if repeats:
            row[lane], row[(n + 1) * ABREAST + lane] = row[n * ABREAST + lane], row[ABREAST + lane]
        else:  # the last of a day: nobody knows whether something leaves at its very end
            row[lane], row[(n + 1) * ABREAST + lane] = NEVER, -NEVER
    for j in range(ABREAST, n * ABREAST):
        limit[j] = limit[j - ABREAST]
    own, later = row[ABREAST:], row[2 * ABREAST :]
    for j in range(n * ABREAST):
        flags, here = np.int32(own[j] & (STEP - 1)), np.int32(own[j] & -STEP)
        near = here <= limit[j]
        leaves = (here < np.int32(later[j] & -STEP)) & (here <= np.int32(row[j] & -STEP)) & near
        good[j] = np.int32(1) if leaves & (flags == TRAIN) else np.int32(0)
        easy[j] = np.int32(1) if near & (flags == 0) else np.int32(0)
    left = n
    while left > 1:
        half = left // 2
        left -= half
        more, easier = good[left * ABREAST :], easy[left * ABREAST :]
        for j in range(half * ABREAST):
            good[j] += more[j]
            easy[j] += easier[j]
    return True


@compiled_part
def often_enough(lane: int, row: Ints32, n: int, needed: float, slot_gap: int, repeats: bool, counts: Ints32) -> bool:
    """Say whether one lane has so many departures in n slots, and no more than ``slot_gap`` slots between them.

    counts : as filled by ``count_departures``.
    """
    if counts[1, lane] > 0:
        return True
    if counts[0, lane] < needed:
        return False
    return bool(_gap(row[lane:], ABREAST, n, TRAIN, counts[2, lane], repeats) <= slot_gap)


@compiled_part
def departures_of(
    row: Ints32, n: int, least: int, gap_wanted: bool, repeats: bool, slots: Slots, answer: Floats
) -> None:
    """Write departures per hour, longest gap (min) and whether both are good enough (1.0) into answer[1:].

    row : (n + 2,) numbers; least : of them, without flags. A departure is a slot after which the way
    takes longer, and before which it did not take less, if it takes at most ``extra`` more than the best of all
    slots. Where a way without a train is that quick, nobody has to wait. For "good enough" only ways count whose
    buses run often enough. ``inf`` departures: never a train. The gap is only sought where it is wanted or matters.
    """
    row[0], row[n + 1] = (row[n], row[1]) if repeats else (NEVER, -NEVER)
    limit = min(least + slots.extra, NEVER - 1)
    trains, found, good, easy = 0, 0, 0, 0
    hours = slots.hours * n / slots.middle.shape[0]
    for j in range(1, n + 1):
        flags, here = row[j] & (STEP - 1), row[j] & -STEP
        leaves = (here < row[j + 1] & -STEP) & (here <= row[j - 1] & -STEP) & (here <= limit) & (flags >= TRAIN)
        trains += flags >= TRAIN
        found += leaves
        good += leaves & (flags == TRAIN)
        easy += (flags == 0) & (here <= limit)
    always = trains == 0
    answer[1] = np.inf if always else found / hours
    answer[2] = 0.0
    if gap_wanted and not always:
        answer[2] = _gap(row, 1, n, TRAIN + 3, limit, repeats) * slots.width_min
    enough = good / hours >= slots.enough_per_hour - SLACK
    if enough and easy == 0:
        enough = _gap(row, 1, n, TRAIN, limit, repeats) <= slots.enough_slots
    answer[3] = 1.0 if enough or easy > 0 else 0.0


@compiled_part
def _gap(row: Ints32, step: int, n: int, most_flags: int, limit: int, repeats: bool) -> int:
    """Return the most slots in a row without a departure, or a way without a train; around the end where all repeats.

    step : from slot to slot. most_flags : TRAIN: only ways all of whose buses run often enough; more: all.
    """
    since, begin, gap = 0, -1, 0
    for i in range(1, n + 1):
        j = i * step
        flags, here = row[j] & (STEP - 1), row[j] & -STEP
        since += 1
        if here > limit or flags > most_flags or (flags < TRAIN and flags > most_flags - TRAIN):
            continue
        if flags < TRAIN or (here < row[j + step] & -STEP and here <= row[j - step] & -STEP):
            begin = since if begin < 0 else begin
            gap = max(gap, since)
            since = 0
    return max(gap, since + (begin if repeats and begin > 0 else 0))

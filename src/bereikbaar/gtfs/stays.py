"""block_id and in-seat transfers -> pairs of trips between which one may stay in one's seat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from bereikbaar.gtfs.notes import Notebook
from bereikbaar.gtfs.transfers import FILE
from bereikbaar.lang import remark
from bereikbaar.network.trips import Flags, Indexes


class Ends(NamedTuple):
    """First departure and last arrival of every trip (seconds), the stations of both, and the days; by trip."""

    start_s: Indexes
    end_s: Indexes
    start_station: Indexes
    end_station: Indexes
    runs: Flags


def find_stays(
    blocks: Sequence[str],
    given: Sequence[tuple[int, str, str]],
    forbidden: Collection[tuple[str, str]],
    trips: Mapping[str, tuple[int, ...]],
    feed_ids: Sequence[str],
    ends: Ends,
    book: Notebook,
) -> Indexes:
    """Return (n, 2) pairs of trips, sorted.

    blocks : block_id of each trip, "" = none. given : (line, trip id, trip id) of type 4 rows. forbidden : pairs of
    type 5. feed_ids : trip id in the feed of each trip.
    A pair needs a day on which both run, the same station, and a second trip that does not leave before the first
    has come. A row of type 4 whose trips do not fit is counted.
    """
    pairs: set[tuple[int, int]] = set()
    n_copies = 0
    misfits: list[tuple[int, str]] = []
    for line, a, b in given:
        if len(trips[a]) > 1 or len(trips[b]) > 1:
            n_copies += 1
        elif _fits(trips[a][0], trips[b][0], ends):
            pairs.add((trips[a][0], trips[b][0]))
        else:
            misfits.append((line, f"{a} to {b}"))
    book.say("left out", remark("in-seat rows about trips with frequencies"), file=FILE, count=n_copies)
    misfits.sort()
    book.say(
        "left out",
        remark("in-seat rows whose trips do not fit (no day together, another station, or too early)"),
        file=FILE,
        row=misfits[0][0] if misfits else None,
        count=len(misfits),
        examples=[name for _, name in misfits],
    )
    pairs |= {(a, b) for a, b in _in_blocks(blocks, ends) if (feed_ids[a], feed_ids[b]) not in forbidden}
    return np.array(sorted(pairs), dtype=np.int32).reshape(-1, 2)


def _fits(a: int, b: int, ends: Ends) -> bool:
    there = ends.end_station[a] == ends.start_station[b] and ends.start_s[b] >= ends.end_s[a]
    return bool(a != b and there and (ends.runs[a] & ends.runs[b]).any())


def _in_blocks(blocks: Sequence[str], ends: Ends) -> set[tuple[int, int]]:
    """Return the trips that follow each other in a block, on at least one day; the next one may differ by day."""
    members: dict[str, list[int]] = defaultdict(list)
    for trip, block in enumerate(blocks):
        if block:
            members[block].append(trip)
    pairs = set()
    for trips in members.values():
        trips.sort(key=lambda t: (ends.start_s[t], ends.end_s[t], t))
        starts = ends.start_s[trips]
        for i, a in enumerate(trips):
            left = ends.runs[a].copy()
            after = max(i + 1, int(np.searchsorted(starts, ends.end_s[a])))  # a block may be a depot: all trips
            for b in (trips[k] for k in range(after, len(trips))):
                if (left & ends.runs[b]).any() and ends.end_station[a] == ends.start_station[b]:
                    pairs.add((a, b))
                left &= ~ends.runs[b]
                if not left.any():
                    break
    return pairs

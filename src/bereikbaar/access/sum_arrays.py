"""What the loops of sum_kernels.py are handed, as arrays: a question, where the answers go, and room to work in."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats

#: Origins that are worked on side by side, so that wide registers are used.
LANES = 32
#: Zones that are added up at a time: their weights stay in the nearest memory.
BLOCK = 32

Singles = NDArray[np.float32]
Ints32 = NDArray[np.int32]
Ints64 = NDArray[np.int64]
Masks = NDArray[np.uint32]


class Decays(NamedTuple):
    """Decays as arrays: straight pieces (steps, lines) as they are, all others as tables with straight lines between.

    piece_start : (n_decays + 1,) decay d has the pieces piece_start[d] .. piece_start[d + 1] - 1, or else a table.
    piece_limit, piece_weight, piece_slope : (n_pieces,) ascending within a decay: up to and including these minutes
                  (slack and the longest way that counts included) the weight is piece_weight + piece_slope x minutes;
                  beyond the last it is 0.
    zero_min    : (n_decays,) beyond these minutes the weight is 0; inf where it never is.
    column      : (n_decays,) the table of a decay.
    cells       : (n_tables, n_cells, 2) weight where a cell begins, and how much it changes within it. The last cell
                  holds zeros, for what does not count.
    fine, coarse : cells per minute before and after knee_min, which is where cell ``knee`` begins.
    end_min     : where the tables end; beyond, weights stay what they are there.
    far         : the longest way that counts at all, slack included, min; never infinite.
    """

    piece_start: Ints64
    piece_limit: Singles
    piece_weight: Singles
    piece_slope: Singles
    zero_min: Singles
    column: Ints64
    cells: Singles
    fine: np.float32
    coarse: np.float32
    knee_min: np.float32
    knee: np.float32
    end_min: np.float32
    far: np.float32


class Counted(NamedTuple):
    """What is counted by decays.

    amounts : (n_amounts, n_zones) at the destinations. passive : (n_passive, n_rows x LANES) at the origins.
    going   : (n_amounts, n_decays) which active sum is of an amount and a decay; -1 = not wanted.
    coming  : (n_passive, n_decays) likewise of the passive ones.
    kept    : (n_rows, n_zones, LANES) to be filled with the weights of decay ``kept_decay``; no rows = not wanted.
    """

    amounts: Singles
    passive: Singles
    going: Ints64
    coming: Ints64
    decays: Decays
    kept: Singles
    kept_decay: int


class Reach(NamedTuple):
    """How many minutes it takes to reach so much of an amount.

    amounts : (n_histograms, n_zones). of : (n_reach,) which histogram. least : (n_reach, n_zones) how much is to be
    reached at least from every origin, the slack of the comparison taken off (or added).
    """

    amounts: Floats
    of: Ints64
    least: Floats


class Groups(NamedTuple):
    """Groups of destinations: group, weight (n_zones,); group -1 = none."""

    group: Ints32
    weight: Singles


class Distances(NamedTuple):
    """Destinations at a distance that counts: x, y, z (unit vectors of points) and weight (n_zones,).

    inside : (n_rows, n_zones) for the origins of one row of LANES (a bit for each): whether a zone is at such a
             distance and weighs anything. km_sum : (n_zones,) weight x km over all of those of an origin.
    """

    x: Floats
    y: Floats
    z: Floats
    weight: Floats
    inside: Masks
    km_sum: Floats


class Often(NamedTuple):
    """Destinations that may be left for often: town (n_rows x LANES,), weight (n_zones,); one's own town does not
    count."""

    town: Ints32
    weight: Singles


class Question(NamedTuple):
    """What is asked; None = not asked.

    far    : the longest way that counts at all, slack included, min; never infinite.
    n_bins : whole minutes that times are sorted by for ``reach``; the last one holds all longer ones.
    """

    far: np.float32
    counted: Counted
    reach: Reach | None
    n_bins: int
    groups: Groups | None
    n_groups: int
    distances: Distances | None
    often: Often | None


class Totals(NamedTuple):
    """The answers, per origin zone, as in :class:`bereikbaar.access.sums.Sums`; what is not asked has no columns.

    passive : (n wanted, n_zones) per destination zone: is added to.
    """

    active: Floats
    passive: Floats
    minutes: Floats
    group_minutes: Floats
    group_reached: Floats
    speed: Floats
    frequent: Floats
    departures: Floats
    beyond: Floats
    unreachable: Floats


class WeightRoom(NamedTuple):
    """Room for weights: cells and weights of a block of zones, (BLOCK, LANES); sums of the block, (2 x LANES,) and
    (BLOCK, LANES / 4); active sums so far, (n wanted + 1, LANES)."""

    cell: NDArray[np.uint32]
    part: Singles
    weights: Singles
    so_far: Singles
    folded: Singles
    active: Floats


class ReachRoom(NamedTuple):
    """Room for ``reach``: amounts by whole minutes; the bin of every lane; the bin that is looked at closely, and
    what is found in it."""

    histogram: Floats
    bin: Ints32
    bin_min: Singles
    needed: Floats
    found: Ints64
    found_min: Singles
    found_amount: Floats


class Room(NamedTuple):
    """Room to work in, for one thread; see :func:`room_for`.

    extent : (2, n_blocks) the least and the most minutes to every block of zones, from any of the origins.
    lane : (BLOCK / 2, LANES). total : (3, LANES).
    """

    extent: Singles
    weights: WeightRoom
    reach: ReachRoom | None
    groups: Floats
    lane: Singles
    total: Floats


def room_for(question: Question) -> Room:
    """Return the room that one thread needs."""
    n_zones, n_sums = question.counted.amounts.shape[1], question.counted.going.max(initial=-1) + 1
    block = (BLOCK, LANES)
    weights = WeightRoom(
        cell=np.zeros(block, dtype=np.uint32),
        part=_singles(*block),
        weights=_singles(*block),
        so_far=_singles(2 * LANES),
        folded=_singles(BLOCK, LANES // 4),
        active=np.zeros((n_sums + 1, LANES)),
    )
    reach = None
    if question.reach:
        reach = ReachRoom(
            histogram=np.zeros((len(question.reach.amounts), question.n_bins + 1, LANES)),
            bin=np.zeros(LANES, dtype=np.int32),
            bin_min=_singles(2, LANES),
            needed=np.zeros(LANES),
            found=np.zeros(LANES, dtype=np.int64),
            found_min=_singles(LANES, n_zones),
            found_amount=np.zeros((LANES, n_zones)),
        )
    extent, groups = _singles(2, -(-n_zones // BLOCK)), np.zeros((2, question.n_groups, LANES))
    return Room(extent, weights, reach, groups, _singles(BLOCK // 2, LANES), np.zeros((3, LANES)))


def _singles(*shape: int) -> Singles:
    return np.zeros(shape, dtype=np.float32)

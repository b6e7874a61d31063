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

Ints32 = NDArray[np.int32]
Ints64 = NDArray[np.int64]
Masks = NDArray[np.uint32]


class Decays(NamedTuple):
    """Decays as arrays: straight pieces (steps, lines) as they are, all others as tables with straight lines between.

    piece_start : (n_decays + 1,) decay d has the pieces piece_start[d] .. piece_start[d + 1] - 1, or else a table.
    piece_min, piece_weight, piece_slope : (n_pieces,) ascending within a decay: up to and including these minutes
                  the weight is piece_weight + piece_slope x minutes; beyond the last it is 0.
    zero_min    : (n_decays,) beyond these minutes the weight is 0; inf where it never is.
    column      : (n_decays,) the column of a decay in the tables.
    cells       : (n_cells, n_tables, 2) weight where a cell begins, and how much it changes within it. The last cell
                  holds zeros, for what does not count.
    fine, coarse : cells per minute before and after knee_min, which is where cell ``knee`` begins.
    end_min     : where the tables end; beyond, weights stay what they are there.
    """

    piece_start: Ints64
    piece_min: Floats
    piece_weight: Floats
    piece_slope: Floats
    zero_min: Floats
    column: Ints64
    cells: Floats
    fine: float
    coarse: float
    knee_min: float
    knee: float
    end_min: float


class Reach(NamedTuple):
    """How many minutes it takes to reach so much of an amount.

    amount : (n_histograms,) indexes of amounts. of : (n_reach,) which histogram. least : (n_reach, n_zones) how much
    is to be reached at least from every origin, the slack of the comparison taken off (or added).
    """

    amount: Ints64
    of: Ints64
    least: Floats


class Groups(NamedTuple):
    """Groups of destinations: group, weight (n_zones,); group -1 = none."""

    group: Ints32
    weight: Floats


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
    """Destinations that may be left for often: town, weight (n_zones,); zones of one's own town do not count."""

    town: Ints32
    weight: Floats


class Question(NamedTuple):
    """What is asked; None = not asked. far : the longest way that counts at all, min.

    amounts : (n_amounts, n_zones). passive : (n_passive, n_zones) at the origins. n_groups : of ``groups``.
    going   : (n_amounts, n_decays) which active sums are wanted. coming : (n_passive, n_decays) which passive ones.
    kept    : (n_rows, n_zones, LANES) to be filled with the weights of decay ``kept_decay``; no rows = not wanted.
    n_bins  : whole minutes that times are sorted by for ``reach``; the last one holds all longer ones.
    """

    far: float
    amounts: Floats
    passive: Floats
    going: NDArray[np.bool_]
    coming: NDArray[np.bool_]
    decays: Decays
    reach: Reach | None
    n_bins: int
    groups: Groups | None
    n_groups: int
    distances: Distances | None
    often: Often | None
    kept: NDArray[np.float32]
    kept_decay: int


class Totals(NamedTuple):
    """The answers, per origin zone, as in :class:`bereikbaar.access.sums.Sums`; what is not asked has no columns.

    passive : (n_passive x n_decays, n_zones) per destination zone: is added to.
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
    """Room for weights: cells and weights of a block of zones, (BLOCK, LANES), and turned; active sums so far."""

    cell: NDArray[np.uint32]
    part: Floats
    weights: Floats
    turned: Floats
    active: Floats


class ReachRoom(NamedTuple):
    """Room for ``reach``: amounts by whole minutes; the bin that is looked at closely, and what is found in it."""

    histogram: Floats
    bin_min: Floats
    needed: Floats
    found: Ints64
    found_min: Floats
    found_amount: Floats


class Room(NamedTuple):
    """Room to work in, for one thread; see :func:`room_for`.

    extent : (2, n_blocks) the least and the most minutes to every block of zones, from any of the origins.
    """

    extent: Floats
    weights: WeightRoom
    reach: ReachRoom | None
    groups: Floats
    lane: Floats


def room_for(question: Question) -> Room:
    """Return the room that one thread needs."""
    n_amounts, n_zones = question.amounts.shape
    n_decays, block = len(question.decays.zero_min), (BLOCK, LANES)
    weights = WeightRoom(
        cell=np.zeros(block, dtype=np.uint32),
        part=np.zeros(block),
        weights=np.zeros(block),
        turned=np.zeros((LANES, BLOCK)),
        active=np.zeros((n_amounts * n_decays + 1, LANES)),
    )
    reach = None
    if question.reach:
        reach = ReachRoom(
            histogram=np.zeros((len(question.reach.amount), question.n_bins, LANES)),
            bin_min=np.zeros((2, LANES)),
            needed=np.zeros(LANES),
            found=np.zeros(LANES, dtype=np.int64),
            found_min=np.zeros((LANES, n_zones)),
            found_amount=np.zeros((LANES, n_zones)),
        )
    extent, groups = np.zeros((2, -(-n_zones // BLOCK))), np.zeros((2, question.n_groups, LANES))
    return Room(extent, weights, reach, groups, np.zeros((5, LANES)))

"""Decays as arrays for compiled loops: straight pieces (steps, lines) as they are, all others in one table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from bereikbaar.access.model import Floats
from bereikbaar.access.sum_arrays import Decays, Singles
from bereikbaar.indicators.decay import Decay, Stepped

#: A table is at most this far from the decay itself, as long as one of these sizes can do that.
MOST_ERROR = 1e-6
#: Cells per minute, before and after the knee (min): close by, some decays are steep.
_FINE, _COARSE, KNEE_MIN = (10, 20, 40, 80, 160, 320, 640, 1280, 2560), (10, 20, 40, 80, 160), 16.0
#: Minutes up to which the size is found out: the same whatever the longest journey is, so that a decay weighs the
#: same in the base and in a scenario. No journey is longer than a week; tables need not go on.
_SIZED_MIN, _LONGEST_MIN = 720.0, 7 * 24 * 60.0

#: Comparisons at a limit include equality, as far as single precision can tell it: a share of the limit.
SLACK_PART = 2.5e-7

#: (minutes, weight, slope): up to these minutes the weight is weight + slope x minutes.
Piece = tuple[float, float, float]


def decay_arrays(decays: Sequence[Decay], longest_min: float, limit_min: float = math.inf) -> Decays:
    """Return decays as arrays; tables go on to the longest journey, min. limit_min : beyond it nothing counts.

    A table has 10 cells per minute or more, so many that in the middle of every cell it is less than 1e-6 from its
    decay. All are given on the cells of the finest, with the same straight lines: what else is asked does not matter.
    """
    end = min(longest_min, _LONGEST_MIN) + 1.0
    pieces = [straight_pieces(decay) for decay in decays]
    smooth = [decay for decay, straight in zip(decays, pieces, strict=True) if straight is None]
    sizes = np.array([_sizes(decay) for decay in smooth]).reshape(-1, 2).max(axis=0, initial=_COARSE[0])
    fine, coarse = (float(size) for size in sizes)
    flat = np.array([piece for straight in pieces for piece in straight or ()], dtype=np.float64).reshape(-1, 3)
    ends = [[_end(decay, piece[0]) for piece in of or ()] for decay, of in zip(decays, pieces, strict=True)]
    far = within(limit_min)
    return Decays(
        piece_start=np.cumsum([0, *(len(straight or ()) for straight in pieces)]).astype(np.int64),
        piece_limit=np.minimum(np.array([end for of in ends for end in of], dtype=np.float32), far),
        piece_weight=flat[:, 1].astype(np.float32),
        piece_slope=flat[:, 2].astype(np.float32),
        zero_min=np.array([of[-1] if of else np.inf for of in ends], dtype=np.float32),
        column=np.cumsum([0, *(straight is None for straight in pieces)])[:-1].astype(np.int64),
        cells=_cells(smooth, _grid(fine, coarse, end)),
        fine=np.float32(fine),
        coarse=np.float32(coarse),
        knee_min=np.float32(KNEE_MIN),
        knee=np.float32(KNEE_MIN * fine),
        end_min=np.float32(end),
        far=far,
    )


def within(limit_min: float) -> np.float32:
    """Return the most minutes, in single precision, that are within a limit: never infinite.

    A four millionth more than the limit (of 60 minutes: 1 ms): minutes in single precision are added up of two parts
    that are rounded to a sixteen millionth each, and so is their sum.
    """
    return np.float32(min(limit_min * (1 + SLACK_PART), float(np.finfo(np.float32).max)))


def _end(decay: Decay, minutes: float) -> np.float32:
    """Return the most minutes, in single precision, of a piece that ends there; some steps exclude themselves."""
    return np.float32(minutes * (1 - SLACK_PART)) if isinstance(decay, Stepped) else within(minutes)


def straight_pieces(decay: Decay) -> tuple[Piece, ...] | None:
    """Return a decay as straight pieces if it is nothing else, and 0 beyond them; otherwise None."""
    if decay.limits is not None:
        return tuple((minutes, weight, 0.0) for minutes, weight in decay.limits) or ((0.0, 0.0, 0.0),)
    ends, out = [0.0, *decay.breaks], []
    for begin, end in pairwise(ends):
        at = begin + (end - begin) * np.array([0.2, 0.3, 0.5, 0.6, 0.8])
        slope = float(decay(at[4:])[0] - decay(at[:1])[0]) / (at[4] - at[0])
        weight = float(decay(at[:1])[0]) - slope * at[0]
        if np.abs(weight + slope * at - decay(at)).max() > 1e-12:
            return None
        out.append((end, weight, slope))
    return tuple(out) if out and not decay(ends[-1] * np.array([1.001, 2.0, 10.0])).any() else None


@lru_cache(maxsize=256)
def _sizes(decay: Decay) -> tuple[int, int]:
    """Return how many cells per minute before and after the knee are enough; the most that are tried if none is."""

    def enough(sizes: Sequence[int], lo: float, hi: float) -> int:
        for size in sizes:
            if _error(decay, lo + np.arange(round((hi - lo) * size) + 1) / size) < MOST_ERROR:
                return size
        return sizes[-1]

    return enough(_FINE, 0.0, KNEE_MIN), enough(_COARSE, KNEE_MIN, _SIZED_MIN)


def _grid(fine: float, coarse: float, end: float) -> Floats:
    """Return where cells begin, and where the last one ends, min."""
    head = np.arange(round(KNEE_MIN * fine)) / fine
    return np.concatenate([head, KNEE_MIN + np.arange(math.ceil(max(end - KNEE_MIN, 0.0) * coarse) + 3) / coarse])


def _cells(decays: Sequence[Decay], at: Floats) -> Singles:
    """Return the tables, (n_tables, n_cells, 2); see :class:`bereikbaar.access.sum_arrays.Decays`."""
    out = np.zeros((len(decays), len(at), 2), dtype=np.float32)
    for column, decay in enumerate(decays):
        own = _grid(*_sizes(decay), float(at[-1]))
        weight = np.interp(at, own, decay(own))
        out[column, :-1, 0], out[column, :-1, 1] = weight[:-1], np.diff(weight)
    return out


def _error(decay: Decay, at: Floats) -> float:
    """Return how far the middles of straight lines between these minutes are from the decay, at most."""
    weight = decay(at)
    return float(np.abs(decay((at[:-1] + at[1:]) / 2) - (weight[:-1] + weight[1:]) / 2).max())

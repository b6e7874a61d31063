"""The indexes of spread of many measures at once: the pure functions of :mod:`bereikbaar.indicators` as matrices.

A run asks for fourteen indexes of a hundred measures, scenario by scenario: one call per measure and index would sort
the same columns again and again. Here every measure is sorted once and all the rest is arithmetic on whole matrices.
``tests/test_compare_evenness.py`` holds the two together.

All matrices are (n_measures, n_zones): a measure is a row, so that its zones lie side by side in memory.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats
from bereikbaar.indicators.palma import BOTTOM_SHARE, TOP_SHARE
from bereikbaar.units import SLACK


@dataclass(frozen=True, slots=True)
class Lived:
    """What zones have and who lives there.

    access : (n_measures, n_zones), 0 where there is no answer. people : likewise, 0 where there is no answer.
    total  : (n_measures,) people with an answer. left_out : (n_measures,) percent of all people without one; NaN
             where nobody lives at all.
    order  : (n_measures, n_zones), zones by access, the lowest first; zones with the same in the order given.
    """

    access: Floats
    people: Floats
    total: Floats
    left_out: Floats
    order: NDArray[np.int64]

    def sorted(self) -> tuple[Floats, Floats]:
        """Return access and people, the zones of every measure by access."""
        return (
            np.take_along_axis(self.access, self.order, axis=1),
            np.take_along_axis(self.people, self.order, axis=1),
        )


def lived_in(values: Floats, people: Floats) -> Lived:
    """Return measures with their people, sorted.

    values : (n_measures, n_zones), at least 0; NaN or inf = no answer. people : (n_zones,).
    """
    inside = np.isfinite(values)
    access, who = np.where(inside, values, 0.0), np.where(inside, people, 0.0)
    total, everybody = who.sum(axis=1), people.sum()
    without = np.where(inside, 0.0, people).sum(axis=1)
    left_out = _per(100 * without, np.full(len(values), everybody))
    return Lived(access, who, total, left_out, np.argsort(access, axis=1, kind="stable"))


def means(lived: Lived) -> Floats:
    """Return the mean access per person with an answer; NaN without any."""
    return _per((lived.access * lived.people).sum(axis=1), lived.total)


def medians(values: Floats, people: Floats) -> Floats:
    """Return what the median person has, of sorted measures (see ``Lived.sorted``); NaN without people."""
    upto = np.cumsum(people, axis=1)
    if not upto.shape[1]:
        return np.full(len(values), np.nan)
    first = (upto >= upto[:, -1:] / 2).argmax(axis=1)
    median = np.take_along_axis(values, first[:, None], axis=1)[:, 0]
    return np.where(upto[:, -1] > 0, median, np.nan)


def ginis(values: Floats, people: Floats) -> Floats:
    """Return :func:`bereikbaar.indicators.gini` of sorted measures."""
    had = values * people
    upto = np.cumsum(had, axis=1)
    whole, total = upto[:, -1:].sum(axis=1), people.sum(axis=1)
    areas = (people * (2.0 * upto - had)).sum(axis=1)
    return np.where(whole > 0, 1.0 - _per(areas, whole * total), np.nan)


def palmas(values: Floats, people: Floats) -> Floats:
    """Return :func:`bereikbaar.indicators.palma` of sorted measures, people ranked by the access itself.

    Zones with the same access need not be taken together: it is the same access whoever of them counts.
    """
    upto = np.cumsum(people, axis=1)
    total = upto[:, -1:] if upto.shape[1] else np.zeros((len(values), 1))
    poor = np.clip(BOTTOM_SHARE * total - (upto - people), 0.0, people)
    rich = np.clip(upto - (1.0 - TOP_SHARE) * total, 0.0, people)
    top, bottom = (_per((part * values).sum(axis=1), part.sum(axis=1)) for part in (rich, poor))
    return np.where((bottom == 0) & (top > 0), np.inf, _per(top, bottom))


def theils(lived: Lived) -> Floats:
    """Return :func:`bereikbaar.indicators.theil` of every measure."""
    mean = means(lived)
    share = _per(lived.access, np.broadcast_to(mean[:, None], lived.access.shape))
    return np.where(mean > 0, _per((lived.people * _times_its_log(share)).sum(axis=1), lived.total), np.nan)


def theil_parts(lived: Lived, groups: NDArray[np.int64], whole: Floats) -> tuple[Floats, Floats]:
    """Return what is between groups and what is within, as :func:`bereikbaar.indicators.theil_split`.

    groups : (n_zones,), -1 = in none: in neither part. whole : Theil's index of all zones, (n_measures,).
    """
    inside = groups >= 0
    if not inside.all():
        people = np.where(inside, lived.people, 0.0)
        lived = Lived(lived.access, people, people.sum(axis=1), lived.left_out, lived.order)
        whole = theils(lived)
    people_of, had_of = (_summed(m, groups) for m in (lived.people, lived.people * lived.access))
    mean = means(lived)[:, None]
    share = _per(_per(had_of, people_of), np.broadcast_to(mean, people_of.shape))
    between = np.where(people_of > 0, people_of * _times_its_log(share), 0.0).sum(axis=1)
    between = np.where(np.isfinite(whole), _per(between, lived.total), np.nan)
    return between, whole - between


def concentrations(lived: Lived, ranking: Floats) -> Floats:
    """Return :func:`bereikbaar.indicators.concentration` over zones ranked by (n_zones,); NaN = not known."""
    known = np.isfinite(ranking)
    groups = np.where(known, np.unique(np.where(known, ranking, -1.0), return_inverse=True)[1], -1)
    people_of, had_of = (_summed(m, groups) for m in (lived.people, lived.people * lived.access))
    total, had = people_of.sum(axis=1), had_of.sum(axis=1)
    middle = _per(np.cumsum(people_of, axis=1) - people_of / 2.0, np.broadcast_to(total[:, None], people_of.shape))
    return _per(2.0 * (had_of * middle).sum(axis=1), had) - 1.0


def shortfalls(lived: Lived, norms: Floats, *, turned: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """Return :func:`bereikbaar.indicators.fgt` with powers 0, 1 and 2; NaN where the norm is NaN.

    turned : (n_measures,) whether less is better: minutes over the norm are as much short of it, at most all of it.
    """
    norm = norms[:, None]
    access = np.where(turned[:, None], np.maximum(2.0 * norm - lived.access, 0.0), lived.access)
    lack = np.where(access < norm - SLACK, np.maximum(1.0 - access / norm, 0.0), 0.0)
    below = np.where(access < norm - SLACK, lived.people, 0.0).sum(axis=1)
    gap, squared = ((lived.people * part).sum(axis=1) for part in (lack, lack * lack))
    total = np.where(np.isfinite(norms), lived.total, np.nan)
    return _per(below, total), _per(gap, total), _per(squared, total)


def _summed(matrix: Floats, groups: NDArray[np.int64]) -> Floats:
    """Return the sums over the zones of every group that has any, (n_measures, n_groups), in order of the groups."""
    order = np.argsort(groups, kind="stable")
    order = order[groups[order] >= 0]
    first = np.flatnonzero(np.diff(groups[order], prepend=-1))
    if not len(first):
        return np.zeros((len(matrix), 0))
    return np.asarray(np.add.reduceat(matrix[:, order], first, axis=1))


def _times_its_log(share: Floats) -> Floats:
    """Return x ln x, 0 at 0."""
    return share * np.log(np.where(share > 0, share, 1.0))


def _per(part: Floats, whole: Floats) -> Floats:
    """Return part / whole; NaN where the whole is not above 0."""
    out = np.full(part.shape, np.nan)
    np.divide(part, whole, out=out, where=whole > 0)
    return out

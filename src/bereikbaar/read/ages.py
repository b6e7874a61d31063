"""Age groups of the inhabitants: counts of an older year, scaled to the inhabitants of now."""

from __future__ import annotations

import numpy as np

from bereikbaar.access.model import Floats

#: Inhabitants by age are kept in steps of 1 / 1024: then sums over zones and regions have no rounding errors.
_STEPS = 1024.0


def ages_of(population: Floats, counts: Floats, shares: Floats) -> Floats | None:
    """Return inhabitants by age group, (n_zones, n_groups), of which each row adds up to ``population``.

    population : (n_zones,). counts : (n_zones, n_groups) of an older year, NaN where not known. shares : the same
    shape, shares of the municipality (in any unit), used where the counts are unknown or 0; where these are unknown
    too, the shares of all zones together. None where nothing is known of any zone.
    """
    known = np.isfinite(counts).all(axis=1) & (counts.sum(axis=1) > 0)
    fallback = np.isfinite(shares).all(axis=1) & (shares.sum(axis=1) > 0)
    if not (known.any() or fallback.any()):
        return None
    weights = np.where(known[:, None], counts, shares)
    rest = ~(known | fallback)
    weights[rest] = counts[known].sum(axis=0) if known.any() else shares[fallback].mean(axis=0)
    return _divided(population, weights)


def _divided(population: Floats, weights: Floats) -> Floats:
    parts: Floats = np.round(population[:, None] * (weights / weights.sum(axis=1, keepdims=True)) * _STEPS) / _STEPS
    rows, largest = np.arange(len(parts)), parts.argmax(axis=1)
    parts[rows, largest] = 0.0
    parts[rows, largest] = population - parts.sum(axis=1)  # what the rounding leaves goes to the largest group
    return parts

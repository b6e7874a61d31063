"""Competition for opportunities by Shen's ratio, which is the two-step floating catchment area (2SFCA)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from bereikbaar.indicators.arrays import opportunities_in, per_decay, population_in, times_in
from bereikbaar.indicators.decay_base import Decay, Floats

#: Demand below this is nobody's: dividing by less, twice in the balanced form, would leave the range of numbers.
NOBODY = 1e-140


def shen(
    times: ArrayLike,
    opportunities: ArrayLike,
    population: ArrayLike,
    decay: Decay | Sequence[Decay],
    *,
    passive: bool = False,
) -> Floats:
    """Return opportunities per person within reach, each destination shared by all who can come to it.

    A_i = sum_j f(t_ij) O_j / D_j with D_j = sum_k f(t_kj) P_k, opportunities per person. A destination that nobody
    can reach adds nothing. The sum of P_i A_i is the sum of the opportunities that somebody reaches.

    times : (n_origins, n_destinations) min, unreachable ``inf``. opportunities : (n_destinations,) or
    (n_destinations, k). population : (n_origins,). decay : one, or a list of them; a step makes it the 2SFCA.
    Result: (n_origins,), with k kinds (n_origins, k), and for several decays one axis more at the end.
    passive : from the destinations' view (an employer's): people per opportunity, each origin shared by all
    opportunities that its people reach; (n_destinations, ..).
    Errors: :class:`~bereikbaar.errors.InputError` for shapes that do not fit, NaN and negative numbers.
    Source: Shen 1998, Environment and Planning B 25(3), 345-365; Luo and Wang 2003, same journal 30(6), 865-884.

    >>> from bereikbaar.indicators.decay import Step
    >>> shen(np.full((2, 2), 10.0), np.array([20, 20]), np.array([30, 10]), Step(30)).tolist()
    [1.0, 1.0]
    """
    return from_both_ends(two_steps, times, opportunities, population, decay, passive=passive)


def from_both_ends(
    share: Callable[[Floats, Floats, Floats], Floats],
    times: ArrayLike,
    opportunities: ArrayLike,
    population: ArrayLike,
    decay: Decay | Sequence[Decay],
    *,
    passive: bool,
) -> Floats:
    """Return a measure of competition for every decay, from the origins' view or, ``passive``, the destinations'.

    share : called with weights (n, m), supply of the m, and demand of the n whose view it is; see :func:`two_steps`.
    """
    minutes = times_in(times)
    supply, people = opportunities_in(opportunities, minutes), population_in(population, minutes)
    n = minutes.shape[1] if passive else minutes.shape[0]

    def work(weights: Floats) -> Floats:
        return share(weights.T, people, supply) if passive else share(weights, supply, people)

    return per_decay(decay, minutes, (n, *supply.shape[1:]), work)


def two_steps(weights: Floats, supply: Floats, demand: Floats) -> Floats:
    """Return per row the supply of the columns per unit of demand of all rows.

    weights : (n, m). supply : (m,) or (m, k). demand : (n,) or (n, k); one of the two may have kinds.
    """
    return np.asarray(weights @ per_demand(supply, weights.T @ demand))


def per_demand(supply: Floats, demand: Floats) -> Floats:
    """Return supply / demand, 0 where nobody demands (see NOBODY); either may have a second axis, of kinds."""
    if supply.ndim < demand.ndim:
        supply = supply[:, None]
    elif demand.ndim < supply.ndim:
        demand = demand[:, None]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.where(demand > NOBODY, supply / demand, 0.0)

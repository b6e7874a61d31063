"""The arrays that all indicators take, checked: every error names the argument and says what fits.

times         : (n_origins, n_destinations) minutes, ``inf`` = unreachable.
opportunities : (n_destinations,) or (n_destinations, k), at the destinations.
population    : (n_origins,), at the origins.
access        : (n_origins,) or (n_origins, k), what an indicator gave per origin.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from bereikbaar.errors import InputError, Problem
from bereikbaar.indicators.decay_base import Decay, Floats


def wrong(name: str, message: str) -> InputError:
    """Return the error for an argument."""
    return InputError(Problem(message, field=name))


def numbers_in(name: str, values: ArrayLike) -> Floats:
    """Return values as 64-bit numbers, row after row in memory, so that sums add in the same order.

    Text, complex numbers, moments, masked values and lists of unequal length are an error.
    """
    try:
        given = _unmasked(name, values)
        if given.dtype.kind not in "biufO":
            raise wrong(name, f"numbers are expected, found {given.dtype}")
        if given.dtype.kind == "O" and any(isinstance(v, str | bytes) for v in given.flat):
            raise wrong(name, "numbers are expected, found text")
        return np.asarray(given, dtype=np.float64, order="C")
    except (OverflowError, TypeError, ValueError) as error:
        raise wrong(name, f"numbers are expected, found something else ({error})") from None


def _unmasked(name: str, values: ArrayLike) -> NDArray[Any]:
    """Return an array; one that hides values is an error, since what is under a mask would count."""
    hidden = int(np.ma.getmaskarray(values).sum()) if isinstance(values, np.ma.MaskedArray) else 0
    if hidden:
        raise wrong(
            name, f"{hidden} of {np.size(values)} values are masked; fill them or leave these zones out first"
        )
    return np.asarray(values)


def times_in(times: ArrayLike, *, passive: bool = False) -> Floats:
    """Return a checked time matrix; for the destinations' view the other way round.

    Raise :class:`~bereikbaar.errors.InputError` when it has no two dimensions or holds negative minutes or NaN.
    """
    return matrix_in("times", times, "unreachable is inf", passive=passive)


def matrix_in(name: str, values: ArrayLike, hint: str, *, passive: bool = False) -> Floats:
    """Return a checked matrix of origins by destinations with numbers of at least 0 (``inf`` may be)."""
    matrix = numbers_in(name, values)
    if matrix.ndim != 2:
        raise wrong(name, f"two dimensions are expected, origins and destinations, found shape {matrix.shape}")
    _no_negatives(name, matrix, hint)
    return matrix.T if passive else matrix


def amounts_in(name: str, values: ArrayLike, n: int, fits: str, *, flat: bool = False) -> Floats:
    """Return checked amounts, (n,) or, unless ``flat``, (n, k): finite and not negative.

    fits : the words that say what ``n`` counts, such as "one per destination (column of times)".
    """
    amounts = numbers_in(name, values)
    if amounts.ndim not in ((1,) if flat else (1, 2)):
        shapes = "(n,)" if flat else "(n,) or (n, k)"
        raise wrong(name, f"shape {shapes} is expected, found shape {amounts.shape}")
    if len(amounts) != n:
        raise wrong(name, f"{n} values are expected, {fits}, found {len(amounts)}")
    _no_negatives(name, amounts, "put 0 where there is nothing")
    if np.isinf(amounts).any():
        raise wrong(name, f"{int(np.isinf(amounts).sum())} of {amounts.size} values are infinite")
    return amounts


def opportunities_in(opportunities: ArrayLike, times: Floats) -> Floats:
    """Return checked amounts at the far end of a (turned) time matrix."""
    return amounts_in("opportunities", opportunities, times.shape[1], "one per destination (column of times)")


def population_in(population: ArrayLike, times: Floats) -> Floats:
    """Return checked people at the near end of a time matrix."""
    return amounts_in("population", population, times.shape[0], "one per origin (row of times)", flat=True)


def far_end(opportunities: ArrayLike, times: Floats, *, passive: bool) -> Floats:
    """Return what is counted: at the destinations, or in the destinations' view at the origins."""
    if not passive:
        return opportunities_in(opportunities, times)
    fits = "with passive=True one per origin (row of times)"
    return amounts_in("opportunities", opportunities, times.shape[1], fits)


def groups_in(groups: ArrayLike, n: int) -> NDArray[np.int64]:
    """Return checked groups, (n,) whole numbers; below 0 = in no group."""
    try:
        given = _unmasked("groups", groups)
    except ValueError as error:
        raise wrong("groups", f"whole numbers are expected, one per origin ({error})") from None
    if given.shape != (n,):
        raise wrong("groups", f"shape ({n},) is expected, one per origin, found shape {given.shape}")
    if given.dtype.kind not in "iu" and n:
        raise wrong("groups", f"whole numbers are expected (0, 1, .. and -1 = no group), found {given.dtype}")
    return given.astype(np.int64)


def thresholds_in(name: str, values: ArrayLike, *, above_zero: bool) -> Floats:
    """Return thresholds, a number () or several (m,): finite, at least 0 or above 0."""
    given = numbers_in(name, values)
    fits = np.isfinite(given) & ((given > 0) if above_zero else (given >= 0))
    if given.ndim > 1:
        raise wrong(name, f"a number or a list of numbers is expected, found shape {given.shape}")
    if not fits.all():
        least = "above 0" if above_zero else "of at least 0"
        raise wrong(
            name, f"finite numbers {least} are expected, found {np.atleast_1d(given)[~np.atleast_1d(fits)][0]:g}"
        )
    return given


def per_threshold(given: Floats, shape: tuple[int, ...], work: Callable[[float], Floats]) -> Floats:
    """Return work(threshold): a last axis for a list of them, none for a single number."""
    if given.ndim == 0:
        return work(float(given))
    out = np.zeros((*shape, len(given)))
    for i, threshold in enumerate(given.tolist()):
        out[..., i] = work(threshold)
    return out


def per_decay(
    decay: Decay | Sequence[Decay], times: Floats, shape: tuple[int, ...], work: Callable[[Floats], Floats]
) -> Floats:
    """Return work(weights) of one decay, or of several with a last axis more."""
    several = decay if isinstance(decay, list | tuple) else (decay,)
    for d in several:
        if not callable(d):
            raise wrong("decay", f"a decay such as Exponential(0.05) or a list of them is expected, found {d!r}")
    if callable(decay):
        return work(decay(times))
    out = np.zeros((*shape, len(several)))
    for i, d in enumerate(several):
        out[..., i] = work(d(times))
    return out


def zones_in(access: ArrayLike, population: ArrayLike) -> tuple[Floats, Floats]:
    """Return access, (n,) or (n, k), with any numbers, and checked people, (n,)."""
    values = numbers_in("access", access)
    if values.ndim not in (1, 2):
        raise wrong("access", f"shape (n,) or (n, k) is expected, found shape {values.shape}")
    people = amounts_in("population", population, len(values), "one per row of access", flat=True)
    return values, people


def spread_in(
    access: ArrayLike, population: ArrayLike, measure: Callable[..., Any], *more: Floats, size: tuple[int, ...] = ()
) -> Any:
    """Return measure(access, population, *more) over the zones with people, for every column of ``access``.

    Zones without people are left out before anything is looked at. The others are put in a canonical order, so that
    the order of rows changes not even the last digit. ``size`` : shape of what ``measure`` returns.
    """
    values, people = zones_in(access, population)
    here = people > 0
    table = (values if values.ndim == 2 else values[:, None])[here]
    bad = int((~np.isfinite(table)).sum())
    if bad:
        raise wrong("access", f"{bad} values of zones with people are infinite or NaN; leave these zones out first")
    _no_negatives("access", table, "access is at least 0")
    others = [m[here] for m in more]
    out = np.full((table.shape[1], *size), np.nan)
    for i, column in enumerate(table.T):
        order = np.lexsort((people[here], *others, column))
        if len(order):
            out[i] = measure(column[order], people[here][order], *(m[order] for m in others))
    return out.reshape((*values.shape[1:], *size))[()]


def ranking_in(ranking: ArrayLike, access: ArrayLike, population: ArrayLike) -> Floats:
    """Return a checked ranking, (n_origins,): any finite numbers; it may be missing where nobody lives."""
    people = zones_in(access, population)[1]
    given = numbers_in("ranking", ranking)
    if given.shape != people.shape:
        raise wrong("ranking", f"one per row of access is expected, {people.shape}, found shape {given.shape}")
    bad = int((~np.isfinite(given[people > 0])).sum())
    if bad:
        raise wrong("ranking", f"{bad} zones with people have none (NaN or infinite); leave these zones out first")
    return given


def _no_negatives(name: str, values: Floats, hint: str) -> None:
    if (values >= 0).all():
        return
    missing = int(np.isnan(values).sum())
    if missing:
        raise wrong(name, f"{missing} of {values.size} values are NaN; {hint}")
    low = values[values < 0]
    raise wrong(name, f"{low.size} of {values.size} values are negative, the lowest {low.min():g}; {hint}")

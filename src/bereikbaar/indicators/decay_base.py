"""What a decay is, and what all of them share: checked parameters, a text, weights of 0 at infinity."""

from __future__ import annotations

import math
from dataclasses import fields
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bereikbaar.errors import InputError, Problem

Floats = NDArray[np.float64]
Limits = tuple[tuple[float, float], ...]

#: In :attr:`Decay.limits`: every journey that exists is within this many minutes; ``inf`` is not.
ENDLESS_MIN = 1e30


class Decay(Protocol):
    """A decay: frozen, hashable, with a ``text`` for people (``step 60``, ``exponential b=0.05``)."""

    @property
    def text(self) -> str:
        """Name and parameters, as a report prints them."""

    @property
    def limits(self) -> Limits | None:
        """The whole of a decay that only jumps, None for all others.

        (minutes, weight) in ascending order: a time has the weight of the first pair with time <= minutes + 1e-9,
        and 0 beyond the last. Compare in 64 bits: the difference between "at" and "before" is 2e-9.
        """

    @property
    def breaks(self) -> tuple[float, ...]:
        """Minutes at which the weight jumps or bends; between them it is smooth. Nothing bends at 0."""

    def __hash__(self) -> int:
        """Equal decays hash alike: tables made of them can be kept."""

    def __call__(self, minutes: Floats) -> Floats:
        """Return the weights of these minutes (any shape); unreachable (``inf``) weighs 0.

        Raise :class:`~bereikbaar.errors.InputError` for minutes that are negative or NaN.
        """


def plain(value: float) -> str:
    """Return a number as short as it reads back the same: 60, 0.05, 2.907621.

    >>> plain(60.0), plain(0.05), plain(2.907621), plain(-12.3301)
    ('60', '0.05', '2.907621', '-12.3301')
    """
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


class BaseDecay:
    """What all decays share. A subclass is a frozen dataclass of floats with ``name`` and ``_weights``."""

    name = ""

    @property
    def text(self) -> str:
        """Name and parameters."""
        values = [(f.name, getattr(self, f.name)) for f in fields(self)]  # type: ignore[arg-type]
        return " ".join([self.name, *(f"{key}={plain(value)}" for key, value in values)])

    @property
    def limits(self) -> Limits | None:
        """None: a smooth decay."""
        return None

    @property
    def breaks(self) -> tuple[float, ...]:
        """Minutes of jumps and bends."""
        return ()

    def __call__(self, minutes: Floats) -> Floats:
        """Return the weights of these minutes."""
        given = np.asarray(minutes, dtype=np.float64)
        if not (given >= 0).all():  # NaN compares false too
            wrong = given[~(given >= 0)].flat[0]
            raise InputError(
                Problem(f"minutes are at least 0, found {wrong:g}; unreachable is inf", field=f"decay {self.name}")
            )
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            weights = self._weights(given)
        return np.asarray(np.where(np.isinf(given), 0.0, weights), dtype=np.float64)

    def _weights(self, minutes: Floats) -> Floats:
        raise NotImplementedError

    def keep(self, **wanted: str) -> None:
        """Make the fields floats and check them: "finite", ">= 0" or "> 0" for each."""
        problems = []
        for key, want in wanted.items():
            found = getattr(self, key)
            number = number_in(found)
            fits = number is not None and (want == "finite" or number > 0 or (want == ">= 0" and number == 0))
            if number is None or not fits:
                what = "a finite number" + ("" if want == "finite" else f" {want}")
                problems.append(Problem(f"{key} is {what}, found {found!r}", field=f"decay {self.name}"))
            else:
                object.__setattr__(self, key, number)
        if problems:
            raise InputError(problems)


def number_in(value: object) -> float | None:
    """Return a finite float, or None for anything else (text, True, NaN, infinity)."""
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        return None
    number = float(value)
    return number if math.isfinite(number) else None


def raise_for(name: str, problems: list[Problem]) -> None:
    """Raise all problems of a decay, with its name, if there are any."""
    if problems:
        raise InputError([Problem(p.message, field=f"decay {name}") for p in problems])

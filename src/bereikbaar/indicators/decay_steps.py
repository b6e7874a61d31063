"""Decays with an end: step, stepped and linear. All are public in :mod:`bereikbaar.indicators.decay`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bereikbaar.errors import Problem
from bereikbaar.indicators.decay_base import ENDLESS_MIN, BaseDecay, Floats, Limits, number_in, plain, raise_for
from bereikbaar.units import SLACK


@dataclass(frozen=True)
class Step(BaseDecay):
    """1 up to and including ``limit`` minutes, 0 beyond: cumulative opportunities.

    >>> Step(60)(np.array([0.0, 60.0, 60.1, np.inf])).tolist()
    [1.0, 1.0, 0.0, 0.0]
    """

    limit: float
    name = "step"

    def __post_init__(self) -> None:
        self.keep(limit=">= 0")

    @property
    def text(self) -> str:
        """``step 60``."""
        return f"step {plain(self.limit)}"

    @property
    def limits(self) -> Limits:
        """The one limit."""
        return ((self.limit, 1.0),)

    @property
    def breaks(self) -> tuple[float, ...]:
        """The one limit."""
        return (self.limit,)

    def _weights(self, minutes: Floats) -> Floats:
        return (minutes <= self.limit + SLACK).astype(np.float64)


@dataclass(frozen=True)
class Stepped(BaseDecay):
    """1 before the first of ``steps``, then from each step on the weight given for it.

    The weight changes at the step itself (unlike :class:`Step`, which includes its limit): that is how the R package
    accessibility (Pereira and Herszenhut 2023) defines it.

    >>> Stepped((15, 30), (0.5, 0))(np.array([14.9, 15.0, 29.0, 30.0])).tolist()
    [1.0, 0.5, 0.5, 0.0]
    """

    steps: tuple[float, ...]
    weights: tuple[float, ...]
    name = "stepped"

    def __post_init__(self) -> None:
        problems = []
        for key in ("steps", "weights"):
            numbers = [number_in(v) for v in getattr(self, key)]
            if not numbers or None in numbers:
                found = list(getattr(self, key))
                problems.append(Problem(f"{key} are one or more finite numbers, found {found!r}"))
            else:
                object.__setattr__(self, key, tuple(numbers))
        raise_for(self.name, problems)
        if len(self.steps) != len(self.weights):
            problems.append(Problem(f"one weight per step: {len(self.steps)} steps, {len(self.weights)} weights"))
        if self.steps[0] <= 0 or any(b <= a for a, b in zip(self.steps, self.steps[1:], strict=False)):
            problems.append(Problem(f"steps are above 0 and ascend, found {list(self.steps)}"))
        falling = (1.0, *self.weights)
        if self.weights[-1] < 0 or any(b > a for a, b in zip(falling, self.weights, strict=False)):
            problems.append(Problem(f"weights lie in 0 .. 1 and never rise, found {list(self.weights)}"))
        raise_for(self.name, problems)

    @property
    def text(self) -> str:
        """``stepped 15,30,60->0.75,0.5,0``."""
        return f"stepped {','.join(map(plain, self.steps))}->{','.join(map(plain, self.weights))}"

    @property
    def limits(self) -> Limits:
        """Each step excludes itself, so the pair before it ends 2e-9 earlier."""
        ends = [*(s - 2 * SLACK for s in self.steps), ENDLESS_MIN]
        return tuple((end, w) for end, w in zip(ends, (1.0, *self.weights), strict=True) if w > 0)

    @property
    def breaks(self) -> tuple[float, ...]:
        """The steps."""
        return self.steps

    def _weights(self, minutes: Floats) -> Floats:
        at = np.searchsorted(np.array(self.steps) - SLACK, minutes, side="right")
        return np.array((1.0, *self.weights))[at]


@dataclass(frozen=True)
class Linear(BaseDecay):
    """max(0, 1 - t / limit): 1 at 0, 0 from ``limit`` minutes on.

    >>> Linear(60)(np.array([0.0, 15.0, 90.0])).tolist()
    [1.0, 0.75, 0.0]
    """

    limit: float
    name = "linear"

    def __post_init__(self) -> None:
        self.keep(limit="> 0")

    @property
    def text(self) -> str:
        """``linear 60``."""
        return f"linear {plain(self.limit)}"

    @property
    def breaks(self) -> tuple[float, ...]:
        """Where it becomes 0."""
        return (self.limit,)

    def _weights(self, minutes: Floats) -> Floats:
        return np.maximum(0.0, 1.0 - minutes / self.limit)

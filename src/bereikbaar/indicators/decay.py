"""Decay functions as values: how much an opportunity at a distance in time still counts, 0 .. 1.

Every decay is frozen, hashable and prints itself (``.text``); :func:`bereikbaar.indicators.decay_text.parse_decay`
reads that text back. Minutes may have any shape; unreachable (``inf``) weighs exactly 0. At a limit the comparison
includes equality, with 1e-9 minutes of slack.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from bereikbaar.indicators.decay_base import BaseDecay, Decay, Floats
from bereikbaar.indicators.decay_steps import Linear, Step, Stepped

__all__ = [
    "GEURS_2001",
    "PBL_PUBLIC_TRANSPORT",
    "Decay",
    "Exponential",
    "Gaussian",
    "HalfLife",
    "Linear",
    "LogLogistic",
    "LogLogisticMedian",
    "Logistic",
    "LogisticFromOne",
    "Power",
    "Step",
    "Stepped",
]


@dataclass(frozen=True)
class Exponential(BaseDecay):
    """exp(-b t), b per minute (Wilson 1971).

    >>> Exponential(0.05)(np.array([0.0, 20.0])).round(6).tolist()
    [1.0, 0.367879]
    """

    b: float
    name = "exponential"

    def __post_init__(self) -> None:
        self.keep(b="> 0")

    def _weights(self, minutes: Floats) -> Floats:
        return np.exp(-self.b * minutes)


@dataclass(frozen=True)
class HalfLife(BaseDecay):
    """0.5 ^ (t / h): half the weight every ``h`` minutes; an exponential with b = ln 2 / h.

    >>> HalfLife(30)(np.array([0.0, 30.0, 60.0])).tolist()
    [1.0, 0.5, 0.25]
    """

    h: float
    name = "halflife"

    def __post_init__(self) -> None:
        self.keep(h="> 0")

    def _weights(self, minutes: Floats) -> Floats:
        return np.power(0.5, minutes / self.h)


@dataclass(frozen=True)
class Power(BaseDecay):
    """min(1, t ^ -b): 1 up to one minute (Hansen 1959, who has no cap).

    >>> Power(1.5)(np.array([0.0, 1.0, 4.0])).tolist()
    [1.0, 1.0, 0.125]
    """

    b: float
    name = "power"

    def __post_init__(self) -> None:
        self.keep(b="> 0")

    @property
    def breaks(self) -> tuple[float, ...]:
        """Where the cap ends: one minute."""
        return (1.0,)

    def _weights(self, minutes: Floats) -> Floats:
        return np.minimum(1.0, np.power(minutes, -self.b))


@dataclass(frozen=True)
class Gaussian(BaseDecay):
    """exp(-t^2 / v), v in minutes squared (Ingram 1971).

    >>> Gaussian(1800)(np.array([0.0, 30.0])).round(6).tolist()
    [1.0, 0.606531]
    """

    v: float
    name = "gaussian"

    def __post_init__(self) -> None:
        self.keep(v="> 0")

    def _weights(self, minutes: Floats) -> Floats:
        return np.exp(-np.square(minutes) / self.v)


@dataclass(frozen=True)
class LogisticFromOne(BaseDecay):
    """g(0) / g(t) with g(t) = 1 + exp((t - m) pi / (s sqrt 3)): exactly 1 at 0; ``m`` mean, ``s`` deviation, min.

    The logistic of R5 and of the R package accessibility (Pereira and Herszenhut 2023).

    >>> LogisticFromOne(m=30, s=10)(np.array([0.0, 30.0])).round(6).tolist()
    [1.0, 0.502167]
    """

    m: float
    s: float
    name = "logistic"

    def __post_init__(self) -> None:
        self.keep(m=">= 0", s="> 0")

    def _weights(self, minutes: Floats) -> Floats:
        steep = math.pi / (self.s * math.sqrt(3.0))
        return np.asarray((1.0 + np.exp(-self.m * steep)) / (1.0 + np.exp((minutes - self.m) * steep)))


@dataclass(frozen=True)
class Logistic(BaseDecay):
    """1 / (1 + exp(k (t - m))): a half at ``m`` minutes, a little below 1 at 0; ``k`` per minute.

    >>> Logistic(m=45, k=0.1)(np.array([0.0, 45.0])).round(6).tolist()
    [0.989013, 0.5]
    """

    m: float
    k: float
    name = "logistic"

    def __post_init__(self) -> None:
        self.keep(m=">= 0", k="> 0")

    def _weights(self, minutes: Floats) -> Floats:
        return np.asarray(1.0 / (1.0 + np.exp(self.k * (minutes - self.m))))


@dataclass(frozen=True)
class LogLogistic(BaseDecay):
    """1 / (1 + exp(a + b ln t + c t)): the form in which Dutch studies print their estimates.

    >>> LogLogistic(a=-12, b=3)(np.array([0.0, np.exp(4.0), np.inf])).round(6).tolist()
    [1.0, 0.5, 0.0]
    """

    a: float
    b: float
    c: float = 0.0
    name = "loglogistic"

    def __post_init__(self) -> None:
        self.keep(a="finite", b="> 0", c=">= 0")

    def _weights(self, minutes: Floats) -> Floats:
        exponent = self.a + self.b * np.log(minutes) + self.c * np.where(np.isinf(minutes), 0.0, minutes)
        return np.asarray(1.0 / (1.0 + np.exp(exponent)))


@dataclass(frozen=True)
class LogLogisticMedian(BaseDecay):
    """1 / (1 + (t / m) ^ b): a half at ``m`` minutes; the other way to write the log-logistic, a = -b ln m.

    >>> LogLogisticMedian(m=45, b=4)(np.array([0.0, 45.0, 90.0])).round(6).tolist()
    [1.0, 0.5, 0.058824]
    """

    m: float
    b: float
    name = "loglogistic"

    def __post_init__(self) -> None:
        self.keep(m="> 0", b="> 0")

    def _weights(self, minutes: Floats) -> Floats:
        return np.asarray(1.0 / (1.0 + np.power(minutes / self.m, self.b)))


#: Public transport, PBL Netherlands Environmental Assessment Agency (parameters as given to this project).
PBL_PUBLIC_TRANSPORT = LogLogistic(a=-12.3301, b=2.907621, c=0.012824)
#: Geurs and Ritsema van Eck 2001, Accessibility measures: review and applications (RIVM report 408505006).
GEURS_2001 = LogLogistic(a=-6.899, b=2.326)

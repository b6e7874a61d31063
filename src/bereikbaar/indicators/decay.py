"""Decay functions as values: how much an opportunity at a distance in time still counts, 0 .. 1."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Decay(Protocol):
    """A decay: frozen, hashable, with a ``text`` for people (``step 60``, ``exponential b=0.05``)."""

    @property
    def text(self) -> str:
        """Name and parameters, as a report prints them."""

    def __call__(self, minutes: Floats) -> Floats:
        """Return the weights of these minutes (any shape); unreachable (``inf``) weighs 0."""

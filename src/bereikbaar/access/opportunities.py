"""Opportunities: what people travel to, at zones or at points of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.model import Floats, Places

if TYPE_CHECKING:
    from bereikbaar.network.model import Network
    from bereikbaar.settings import Settings


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One kind of opportunity: at the points of all zones, or at points of its own (hospitals, schools).

    key     : short name in the names of measures (``jobs``). title : Dutch and English. unit : what one of them is.
    source  : where the figures come from. basis : "counted", "estimate" or "assumption".
    zone    : (n_zones,) amounts; None for points. point : (k,) indexes in ``AccessLegs.egress_points`` (centres first,
              then the amenities of Places); amount : (k,) what is at each.
    """

    key: str
    title: tuple[str, str]
    unit: str
    source: str
    basis: str
    zone: Floats | None = None
    point: NDArray[np.intp] | None = None
    amount: Floats | None = None


def opportunities(net: Network, places: Places, settings: Settings) -> dict[str, Opportunity]:
    """Return all opportunities by key, after what the scenarios of the network build or move."""
    raise NotImplementedError

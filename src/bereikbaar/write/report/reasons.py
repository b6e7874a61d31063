"""What a report tells beside the result of a run, since it costs runs or data of its own; each part may be absent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bereikbaar.reasons.price import PriceTag

if TYPE_CHECKING:
    from bereikbaar.reasons.attribution import Attribution
    from bereikbaar.reasons.explain import Explanation

__all__ = ["PriceTag", "Reasons"]


@dataclass(frozen=True, slots=True)
class Reasons:
    """By name of the scenario.

    prices : what each takes. explanations : of the towns that gain and lose most, in that order. attributions : what
    each part of a combination contributes.
    """

    prices: Mapping[str, PriceTag] = field(default_factory=dict)
    explanations: Mapping[str, Sequence[Explanation]] = field(default_factory=dict)
    attributions: Mapping[str, Attribution] = field(default_factory=dict)

"""What a report tells beside the result of a run, since it costs runs or data of its own; each part may be absent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from bereikbaar.lang import Text

if TYPE_CHECKING:
    from bereikbaar.reasons.attribution import Attribution
    from bereikbaar.reasons.explain import Explanation


class PriceTag(Protocol):
    """What a scenario takes beside the published cost that it has itself; more than the base; None = not known.

    train_km, train_hours : a weekday. trainsets : more than in the base. new_track_km, upgraded_track_km : km.
    hours_per_train_km    : passenger-hours saved a day per extra train-km.
    hours_per_million     : passenger-hours saved a day per million euro; None without a published cost.
    assumptions           : sentences.
    """

    @property
    def train_km(self) -> float:
        """More train-km on a mean weekday."""
        ...

    @property
    def train_hours(self) -> float:
        """More train-hours on a mean weekday."""
        ...

    @property
    def trainsets(self) -> float | None:
        """More trainsets; None where that is not known."""
        ...

    @property
    def new_track_km(self) -> float:
        """New track, km."""
        ...

    @property
    def upgraded_track_km(self) -> float:
        """Upgraded track, km."""
        ...

    @property
    def hours_per_train_km(self) -> float | None:
        """Passenger-hours saved per extra train-km; None without either."""
        ...

    @property
    def hours_per_million(self) -> float | None:
        """Passenger-hours saved per million euro; None without a published cost."""
        ...

    @property
    def assumptions(self) -> Sequence[Text]:
        """What the figures take as given."""
        ...


@dataclass(frozen=True, slots=True)
class Reasons:
    """By name of the scenario.

    prices : what each takes. explanations : of the towns that gain and lose most, in that order. attributions : what
    each part of a combination contributes.
    """

    prices: Mapping[str, PriceTag] = field(default_factory=dict)
    explanations: Mapping[str, Sequence[Explanation]] = field(default_factory=dict)
    attributions: Mapping[str, Attribution] = field(default_factory=dict)

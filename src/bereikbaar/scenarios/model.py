"""A scenario as plain frozen data: who says so, what changes, what was published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from bereikbaar.errors import Problem
from bereikbaar.network.model import Network
from bereikbaar.scenarios.containers import Range
from bereikbaar.scenarios.kinds import Flag, Number, Text
from bereikbaar.scenarios.records import item

if TYPE_CHECKING:
    from bereikbaar.scenarios.context import Context

#: How sure a fact is.
CONFIDENCE = Text(
    "A official, B press quoting a study, C unclear, D derived here, G guess", choices=("A", "B", "C", "D", "G")
)


class Change(Protocol):
    """One kind of change. ``line`` is its line in the scenario file (None for scenarios made in Python)."""

    @property
    def line(self) -> int | None:
        """Line in the scenario file."""
        ...

    def problems(self, network: Network, context: Context | None = None) -> list[Problem]:
        """Say all that is wrong with this change on this network; empty when it can be made."""
        ...

    def apply(self, network: Network, context: Context | None = None) -> Network:
        """Return a new network; the one passed in is left untouched."""
        ...

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say in one plain sentence ("nl" or "en") what it changes compared with ``network``, as it was before."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure or a design comes from."""

    title: str = item(Text(), "title, publisher")
    url: str = item(Text(), "address", default="")
    date: str = item(Text("a date such as 2020-07-01, 2020-07 or 2020"), "date of publication", default="")
    title_nl: str = item(Text(), "the title in a Dutch report, where it is another", default="")


@dataclass(frozen=True, slots=True)
class Cost:
    """Published cost in billion euro as a (low, high) range. A scenario without one has no Cost at all.

    partial : of a combination of which some part has no published cost: the sum of the others, and not of the whole.
    """

    bn_eur: tuple[float, float] = item(
        Range(Number(low=0, unit="billion euro")),
        "one amount, or the lowest and the highest",
    )
    price_level: str = item(Text("a year"), "price level, or the year of the estimate", default="")
    source: str = item(Text(), "where the amount was published", default="")
    source_nl: str = item(Text(), "the same in a Dutch report, where it is other words", default="")
    partial: bool = field(default=False)


MEASURES = ("best_min", "direct_min", "mean_direct_min", "gain_best_min", "tph_direct", "tph_fast")


@dataclass(frozen=True, slots=True)
class Expectation:
    """A published figure that a run has to reproduce.

    measure   : best_min, direct_min, mean_direct_min, gain_best_min, tph_direct, tph_fast.
    value     : published value. tolerance : allowed deviation in the unit of the measure.
    at_least  : only less than the value (minus the tolerance) is a miss.
    kind      : ``must`` (published, has to hold), ``derived`` (from the reference run), ``info`` (printed only).
    """

    origin: str = item(Text("a station code"), "station where the journey begins", key="from", example="gn")
    destination: str = item(Text("a station code"), "station where it ends", key="to", example="asdz")
    measure: str = item(Text(choices=MEASURES), "what is measured", example="best_min")
    value: float = item(Number(), "the published figure, in minutes or trains per hour", example="85")
    tolerance: float = item(Number(low=0), "allowed deviation", default=0.0, example="3")
    at_least: bool = item(Flag(), "more than the value is fine too", default=False)
    kind: str = item(Text(choices=("must", "derived", "info")), "must hold, or is printed only", default="must")
    window: str = item(Text("a window"), "window of the week", default="offpeak")
    source: str = item(Text(), "where it was published", default="")
    confidence: str = item(CONFIDENCE, "how sure it is", default="")
    note: str = item(Text(empty=True), "a remark for the reader", default="")
    file: str = field(default="", compare=False, repr=False)
    line: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named set of changes on a base network.

    key        : [a-z0-9_], at most 8: used in column names. title : by language.
    parameters : resolved values, after ``--set``.
    parts      : the scenarios that a combination ``a+b`` is made of; empty otherwise.
    hash       : of the resolved content; the identity of the scenario.
    origin     : ``shipped``, the path of a file, the package of a plug-in, or ``python``.
    assumptions, side_effects : sentences for the report, by language.
    """

    name: str
    key: str
    title: Mapping[str, str]
    base: str
    changes: tuple[Change, ...]
    year: int | None = None
    cost: Cost | None = None
    sources: tuple[Source, ...] = ()
    expects: tuple[Expectation, ...] = ()
    parameters: Mapping[str, float | str] = field(default_factory=lambda: MappingProxyType({}))
    assumptions: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    side_effects: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    parts: tuple[str, ...] = ()
    hash: str = ""
    origin: str = "python"

"""A scenario as plain frozen data: who says so, what changes, what was published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from bereikbaar.errors import Problem
from bereikbaar.network.model import Network


class Change(Protocol):
    """One kind of change. ``line`` is its line in the scenario file (None for scenarios made in Python)."""

    line: int | None

    def problems(self, network: Network) -> list[Problem]:
        """Say all that is wrong with this change on this network; empty when it can be made."""
        ...

    def apply(self, network: Network) -> Network:
        """Return a new network; the one passed in is left untouched."""
        ...

    def describe(self, network: Network, lang: str) -> str:
        """Say in one plain sentence ("nl" or "en") what it changes compared with ``network``, as it was before."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure or a design comes from."""

    title: str
    url: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """Published cost in billion euro as a (low, high) range. A scenario without one has no Cost at all."""

    bn_eur: tuple[float, float]
    price_level: str
    source: str


@dataclass(frozen=True, slots=True)
class Expectation:
    """A published figure that a run has to reproduce.

    measure   : best_min, direct_min, mean_direct_min, gain_best_min, tph_direct, tph_fast.
    value     : published value; None = a derived or informative figure to print only.
    tolerance : allowed deviation in the unit of the measure; at_least: only less than the value is a miss.
    kind      : ``must`` (published, has to hold), ``derived`` (from the reference run), ``info`` (printed only).
    """

    origin: str
    destination: str
    measure: str
    value: float
    tolerance: float
    at_least: bool = False
    kind: str = "must"
    window: str = "offpeak"
    source: str = ""
    confidence: str = ""
    note: str = ""


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

"""What every kind of change shares: where it stands in a file, its two questions, and what it lays claim to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import ClassVar, TypeVar

from bereikbaar.errors import Problem
from bereikbaar.network.model import Network
from bereikbaar.scenarios.context import Context
from bereikbaar.scenarios.kinds import Text
from bereikbaar.scenarios.model import CONFIDENCE
from bereikbaar.scenarios.records import item, items, key_of

K = TypeVar("K")
V = TypeVar("V")

STATION = Text("a station code")
STATION = Text("a station code")


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a change decides. Two claims clash when one path begins with the other and windows overlap.

    path    : from large to small: ("service", "600") holds ("service", "600", "stops", "hr").
    windows : the windows concerned; None = all.
    """

    path: tuple[str, ...]
    windows: frozenset[str] | None = None

    def clashes(self, other: Claim) -> bool:
        """Tell whether two changes with these claims decide the same thing."""
        n = min(len(self.path), len(other.path))
        if self.path[:n] != other.path[:n]:
            return False
        return self.windows is None or other.windows is None or bool(self.windows & other.windows)

    def words(self) -> str:
        """Say what is claimed: ``service 600, stops, hr``."""
        first = " ".join(self.path[:2])
        return ", ".join([first, *self.path[2:]])


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBase:
    """A change and where it stands. Sources, remarks and places in a file do not count when two are compared."""

    KIND: ClassVar[str] = ""

    source: str = item(Text(), "where this change comes from", default="", compare=False)
    confidence: str = item(CONFIDENCE, "how sure it is", default="", compare=False)
    note: str = item(Text(empty=True), "a remark for the reader", default="", compare=False)
    line: int | None = field(default=None, compare=False, repr=False)
    file: str = field(default="", compare=False, repr=False)
    lines: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)
    part: str = field(default="", compare=False, repr=False)

    def problems(self, network: Network, context: Context | None = None) -> list[Problem]:
        """Say all that is wrong with this change on this network; empty when it can be made."""
        return self.check(network, context or Context(network))

    def apply(self, network: Network, context: Context | None = None) -> Network:
        """Return a new network; the one passed in is left untouched. Ask :meth:`problems` first."""
        return self.make(network, context or Context(network))

    def check(self, network: Network, context: Context) -> list[Problem]:
        """Say all that is wrong; each kind has its own."""
        raise NotImplementedError

    def make(self, network: Network, context: Context) -> Network:
        """Return the changed network; each kind has its own."""
        raise NotImplementedError

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say in one plain sentence what it changes compared with the network as it was before."""
        raise NotImplementedError

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """Return what this change decides; no other change may decide the same."""
        raise NotImplementedError

    def now(self, network: Network, context: Context) -> str:
        """Say how the network is today, for a change that turns out to do nothing; may be empty."""
        del network, context
        return ""

    def introduces(self) -> set[str]:
        """Return the names (stations, services) that exist only because of this change."""
        return set()

    def may_do_nothing(self) -> bool:
        """Tell whether the network may stay as it was (a cost that has no track of its own)."""
        return False

    def problem(self, field_name: str, message: str, severity: str = "error") -> Problem:
        """Return a problem at the line of one of the fields."""
        line = self.lines.get(field_name, self.line)
        key = next((key_of(f) for f in items(type(self)) if f.name == field_name), field_name)
        return Problem(message, self.file, line, f"{self.KIND}.{key}" if key else self.KIND, severity)

    def repeat_problems(self, field_name: str, stops: tuple[str, ...]) -> list[Problem]:
        """Return a problem for each stop that is called at twice in a row."""
        return [self.problem(field_name, f"{a!r} follows itself") for a, b in pairwise(stops) if a == b]

    def station_problems(
        self, field_name: str, codes: tuple[str, ...], network: Network, context: Context
    ) -> list[Problem]:
        """Return a problem for each code that is no station of the network."""
        missing = dict.fromkeys(code for code in codes if code not in network.stations)
        return [self.problem(field_name, *context.unknown_station(code, network)) for code in missing]

    def author(self, context: Context) -> str:
        """Return the name of the scenario that additions carry."""
        return self.part or context.scenario


def with_entry(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    """Return a read-only copy of a mapping with one entry set."""
    return MappingProxyType({**mapping, key: value})

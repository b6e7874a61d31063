"""What a change may know besides the network it works on: settings, the base, places, and what follows from what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bereikbaar.errors import Problem
from bereikbaar.network.model import Network
from bereikbaar.network.names import meant, near_service, near_station, suggestion
from bereikbaar.network.track import TrackPaths
from bereikbaar.settings import Settings

if TYPE_CHECKING:
    from bereikbaar.access.model import Places

#: Severity of a problem that only follows from another one: it stops the change and is not shown.
FOLLOWS = "follows"
#: Severity of a change that would do nothing: an error, to which is added where the scenario was made for.
IDLE = "idle"


@dataclass(slots=True)
class Context:
    """One application of a scenario.

    base      : the network before any change.
    reference : the services of the base on the track of the scenario: where the minutes of unchanged legs come from.
    scenario  : the name that additions carry. places : to check towns and zones; None = they are not checked.
    excused   : names that changes with a problem of their own would have added.
    made_for  : the network that the scenario names as its base; empty = not said.
    parts     : the scenarios that it is made of, as it names them.
    """

    base: Network
    settings: Settings = field(default_factory=Settings)
    scenario: str = ""
    places: Places | None = None
    reference: Network | None = None
    excused: set[str] = field(default_factory=set)
    made_for: str = ""
    parts: tuple[str, ...] = ()
    warnings: list[Problem] = field(default_factory=list)
    _paths: list[tuple[object, object, TrackPaths]] = field(default_factory=list)
    _fastest: dict[tuple[str, str], tuple[float, str]] | None = None

    def paths(self, network: Network) -> TrackPaths:
        """Return the paths along the track of a network; made once per state of the track."""
        for sections, leg_paths, made in self._paths:
            if sections is network.sections and leg_paths is network.leg_paths:
                return made
        made = TrackPaths(network)
        self._paths.append((network.sections, network.leg_paths, made))
        return made

    def refer_to(self, network: Network) -> None:
        """Take the minutes of unchanged legs from this network from now on."""
        self.reference = network
        self._fastest = None

    def fastest(self, a: str, b: str) -> tuple[float, str] | None:
        """Return the fewest minutes of a base train that runs from ``a`` to ``b`` without a stop, and its service."""
        if self._fastest is None:
            self._fastest = _fastest_legs(self.reference or self.base)
        return self._fastest.get((a, b))

    def unknown_station(self, code: str, network: Network) -> tuple[str, str]:
        """Return the message and severity for a station that is not there."""
        near = near_station(code, network)
        return (
            f"station {code!r} is not in network {network.name!r}{near}"
            + ("" if near else "; a new station needs add_station"),
            FOLLOWS if code in self.excused else "error",
        )

    def unknown_service(self, name: str, network: Network) -> tuple[str, str]:
        """Return the message and severity for a service that is not there."""
        if name in self.base.services:
            return f"service {name!r} is removed by another change", "error"
        near = near_service(name, network)
        variants = [s for s in sorted(network.services) if network.services[s].series == name]
        if variants:
            near = f"; series {name} has the variants {', '.join(variants)}"
        return (
            f"service {name!r} is not in network {network.name!r}{near}",
            FOLLOWS if name in self.excused else "error",
        )

    def unknown_town(self, town: str) -> str:
        """Return what is wrong with the id of a town, with the ids that it may mean; nothing when it is there."""
        if self.places is None or town in self.places.towns.id:
            return ""
        towns = self.places.towns
        where = zip(towns.id, towns.name, towns.municipality, strict=True)
        labels = {i: name if name == municipality else f"{name}, {municipality}" for i, name, municipality in where}
        found = meant(town, dict(zip(towns.id, towns.name, strict=True)))
        return f"there is no town with the id {town!r}{suggestion(found, labels)}"

    def elsewhere(self) -> str:
        """Return what to say when a change does nothing on a network that its scenario was not made for."""
        if self.made_for in ("", self.base.name):
            return ""
        return (
            f" (the scenario was made for network {self.made_for!r}; {self.base.name!r} may have this already: "
            "then leave it out in a copy)"
        )


def _fastest_legs(network: Network) -> dict[tuple[str, str], tuple[float, str]]:
    """Return (from, to) -> (minutes, service) over all trains that run in at least one window."""
    out: dict[tuple[str, str], tuple[float, str]] = {}
    for _, service in sorted(network.services.items()):
        if service.mode != "rail":
            continue
        for pattern in service.patterns:
            if not any(t > 0 for t in pattern.tph):
                continue
            for i, leg in enumerate(pattern.legs()):
                minutes = pattern.arrive_min[i + 1] - pattern.depart_min[i]
                if leg not in out or minutes < out[leg][0]:
                    out[leg] = (minutes, service.id)
    return out

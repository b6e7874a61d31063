"""Track that closes: trains are cut into the parts that still run, or take another way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from bereikbaar.errors import Problem
from bereikbaar.network.model import Network, Pattern, Service
from bereikbaar.network.track import TrackPaths
from bereikbaar.scenarios import words
from bereikbaar.scenarios.changes.base import STATION, Claim
from bereikbaar.scenarios.changes.calls import Calls, calls_of, part_of, pattern_of, set_leg
from bereikbaar.scenarios.changes.selection import ServiceEdit, Work
from bereikbaar.scenarios.containers import ListOf
from bereikbaar.scenarios.context import Context
from bereikbaar.scenarios.kinds import Flag
from bereikbaar.scenarios.physics import rounded, run_min, stretches, without_speed
from bereikbaar.scenarios.records import item
from bereikbaar.scenarios.windows import unknown_windows

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseSection(ServiceEdit):
    """Track that closes, for good or (with ``windows``) in a part of the week.

    Every service that uses it is cut into the parts that still run (at least two stops each); with ``reroute`` a leg
    over closed track takes the shortest way that is left, and its minutes change by the difference in physics. The
    first part keeps the id of the service, the others get ``-2``, ``-3``.
    """

    KIND = "close_section"

    between: tuple[str, str] = item(
        ListOf(STATION, low=2, high=2), "the stretch, along the track", example="[hr, akm]"
    )
    reroute: bool = item(Flag(), "let trains take another way where there is one", default=False)

    def _keys(self, network: Network, context: Context) -> set[Key]:
        return set(context.paths(network).sections_between(*self.between))

    def selected(self, network: Network, context: Context) -> list[str]:
        """Return the services with a leg over the closed track, in the windows asked."""
        keys, paths = self._keys(network, context), context.paths(network)
        return [
            name
            for name, service in sorted(network.services.items())
            if service.mode == "rail" and self.runs_then(service, network) and _uses(service, keys, paths)
        ]

    def selection_problems(self, network: Network, context: Context) -> list[Problem]:
        """There is track to close, and the windows are there."""
        found = self.station_problems("between", self.between, network, context)
        found += [self.problem("windows", text) for text in unknown_windows(network, self.windows)]
        if not found and not self._keys(network, context):
            a, b = self.between
            found.append(self.problem("between", f"there is no track between {a!r} and {b!r}"))
        return found

    def service_problems(self, service: Service, work: Work) -> list[Problem]:
        """Another way needs line speeds, to know the minutes."""
        if not self.reroute:
            return []
        keys, left = self._keys(work.network, work.context), self._left(work)
        missing: set[str] = set()
        for leg in dict.fromkeys(leg for p in service.patterns for leg in p.legs()):
            old, new = work.path(*leg), left.path(*leg)
            if new is not None and _over(old, keys):
                missing.update(without_speed(work.network, old) + without_speed(work.network, new))
        if not missing:
            return []
        return [
            self.problem(
                "reroute", f"no line speed is known for {', '.join(sorted(missing))}: give it with set_line_speed"
            )
        ]

    def _left(self, work: Work) -> TrackPaths:
        """Return the paths along the track that stays open."""
        if work.left is None:
            work.left = TrackPaths(_without(work.network, self._keys(work.network, work.context)))
        return work.left

    def edit(self, service: Service, work: Work) -> tuple[Service, ...]:
        """Return the parts that still run."""
        keys = self._keys(work.network, work.context)
        cut: dict[str, list[Calls]] = {}
        for pattern in service.patterns:
            calls = calls_of(pattern)
            if self.reroute:
                calls = self._rerouted(calls, keys, work)
            cut[pattern.direction] = (
                [] if len(calls.stations) < 2 else _pieces(calls, keys, work, self._left(work), self.reroute)
            )
        return _as_services(service, cut, work.network)

    def _rerouted(self, calls: Calls, keys: set[Key], work: Work) -> Calls:
        left, settings = self._left(work), work.context.settings
        for i, (a, b) in enumerate(pairwise(calls.stations)):
            old, new = work.path(a, b), left.path(a, b)
            if new is not None and _over(old, keys):
                longer = run_min(stretches(work.network, new), settings) - run_min(
                    stretches(work.network, old), settings
                )
                run = round(max(calls.run_min[i], calls.run_min[i] + rounded(longer)), 9)
                calls = set_leg(calls, i, run, f"scenario {self.author(work.context)}: another way")
        return calls

    def make(self, network: Network, context: Context) -> Network:
        """Cut the services; close the track for good unless windows are named."""
        after = ServiceEdit.make(self, network, context)
        return after if self.windows else _without(after, self._keys(network, context))

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say what closes and which trains that touches."""
        how = words.told(lang, "only the parts that are left run")
        if self.reroute:
            how = words.told(lang, "rerouted or cut")
        trains = words.told(lang, "no train touched")
        if self.selected(network, context or Context(network)):
            trains = f"{how}: {self.trains(network, lang, context)}"
        return words.told(
            lang, "Track {a} – {b} closed; {t}.", t=trains,
            a=words.station(self.between[0], network), b=words.station(self.between[1], network),
        )  # fmt: skip

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The sections."""
        windows = self.window_claim(network)
        return [Claim(("closed", *key), windows) for key in sorted(self._keys(network, context))]


def _over(path: tuple[str, ...], keys: set[Key]) -> bool:
    return any((min(leg), max(leg)) in keys for leg in pairwise(path))


def _uses(service: Service, keys: set[Key], paths: TrackPaths) -> bool:
    return any(_over(paths.path(*leg) or leg, keys) for p in service.patterns for leg in p.legs())


def _without(network: Network, keys: set[Key]) -> Network:
    """Return the network without sections, and without the leg paths over them."""
    sections = MappingProxyType({k: s for k, s in network.sections.items() if k not in keys})
    leg_paths = MappingProxyType({leg: path for leg, path in network.leg_paths.items() if not _over(path, keys)})
    return replace(network, sections=sections, leg_paths=leg_paths)


def _pieces(calls: Calls, keys: set[Key], work: Work, left: TrackPaths, reroute: bool) -> list[Calls]:
    """Return the parts of the calls between closed legs, each of at least two stops."""
    pieces, first = [], 0
    for i, (a, b) in enumerate(pairwise(calls.stations)):
        if _over(work.path(a, b), keys) and not (reroute and left.path(a, b) is not None):
            pieces.append(part_of(calls, first, i))
            first = i + 1
    pieces.append(part_of(calls, first, len(calls.stations) - 1))
    return [piece for piece in pieces if len(piece.stations) > 1]


def _as_services(service: Service, cut: dict[str, list[Calls]], network: Network) -> tuple[Service, ...]:
    """Put the parts of both directions together where they are each other's way back."""
    groups: list[list[tuple[Pattern, Calls]]] = []
    for pattern in service.patterns:
        pieces = cut[pattern.direction]
        for piece in pieces if pattern.direction == service.patterns[0].direction else pieces[::-1]:
            ends = {piece.stations[0], piece.stations[-1]}
            twin = next(
                (g for g in groups if len(g) == 1 and g[0][0] is not pattern
                 and {g[0][1].stations[0], g[0][1].stations[-1]} == ends), None,
            )  # fmt: skip
            if twin is None:
                groups.append([(pattern, piece)])
            else:
                twin.append((pattern, piece))
    out: list[Service] = []
    for group in groups:
        patterns = tuple(pattern_of(pattern, piece) for pattern, piece in group)
        if patterns == service.patterns:
            return (service,)
        name, n = service.id, 1
        while out and (name == service.id or name in network.services):
            n += 1
            name = f"{service.id}-{max(n, len(out) + 1)}"
        out.append(replace(service, id=name, patterns=patterns))
    return tuple(out)

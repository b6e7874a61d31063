# ruff: noqa: RUF009 - item() makes a dataclass field
"""Services that run further, less far, or another way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bereikbaar.errors import Problem
from bereikbaar.network.model import Network, Pattern, Service
from bereikbaar.scenarios import words
from bereikbaar.scenarios.changes.base import STATION, Claim
from bereikbaar.scenarios.changes.calls import Calls, calls_of, joined, part_of, pattern_of
from bereikbaar.scenarios.changes.selection import SelectedEdit, Work
from bereikbaar.scenarios.changes.timing import (
    AUTO,
    DWELL_MIN,
    RUN_MIN,
    STANDING,
    DwellMin,
    RunMin,
    Wrong,
    backwards,
    length_problems,
    make_calls,
)
from bereikbaar.scenarios.containers import ListOf
from bereikbaar.scenarios.context import IDLE, Context
from bereikbaar.scenarios.records import item

_RUN_TEXT = "minutes per leg in the order of the stops, or auto (base trains, and physics on new track)"
_BACK_TEXT = "minutes of the way back, in the same order; absent = as run_min"
_BACK = ListOf(RUN_MIN.many.kind, low=1) if RUN_MIN.many else RUN_MIN


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendService(SelectedEdit):
    """A service that runs on beyond its first or last station."""

    KIND = "extend_service"

    from_code: str = item(STATION, "the end from which it runs on", key="from", example="rsd")
    stops: tuple[str, ...] = item(
        ListOf(STATION, low=1), "the new stops, going away from there", example="[bgn, gs, vs]"
    )
    run_min: RunMin = item(RUN_MIN, _RUN_TEXT, default=AUTO)
    run_min_return: tuple[str | float, ...] | None = item(_BACK, _BACK_TEXT, default=None)
    dwell_min: DwellMin = item(
        DWELL_MIN, "minutes standing at the old end and at the new stops but the last", default=1.0
    )

    def own_problems(self, network: Network, context: Context) -> list[Problem]:
        """Stations are there and the lists have the right length."""
        found = self.station_problems("from_code", (self.from_code,), network, context)
        found += self.station_problems("stops", self.stops, network, context)
        found += self.repeat_problems("stops", (self.from_code, *self.stops))
        n = len(self.stops) + 1
        found += [self.problem(f, text) for f, text in length_problems(n, self.run_min, 0.0)]
        if isinstance(self.dwell_min, tuple) and len(self.dwell_min) != n - 1:
            message = (
                f"there are {n - 1} stops on the way (the old end too); dwell_min has {len(self.dwell_min)} values"
            )
            found.append(self.problem("dwell_min", message))
        if self.run_min_return is not None and len(self.run_min_return) != n - 1:
            found.append(
                self.problem("run_min_return", f"there are {n - 1} new legs, found {len(self.run_min_return)} values")
            )
        return found

    def service_problems(self, service: Service, work: Work) -> list[Problem]:
        """The service ends there, and the new legs have minutes."""
        wrong: Wrong = {}
        for pattern in reversed(service.patterns):
            if self.from_code not in (pattern.stations[0], pattern.stations[-1]):
                ends = f"{pattern.stations[0]!r} and {pattern.stations[-1]!r}"
                return [
                    self.problem(
                        "from_code", f"service {service.id!r} has its ends at {ends}, not at {self.from_code!r}"
                    )
                ]
            wrong |= self._addition(pattern, work)[1]
        return [self.problem("run_min", text) for text in wrong.values()]

    def concerns(self, service: Service, work: Work) -> bool:
        """A service that has one of its ends there and does not come from the new stops."""
        del work
        ends = all(self.from_code in (p.stations[0], p.stations[-1]) for p in service.patterns)
        return ends and not any(set(self.stops) & set(p.stations) for p in service.patterns)

    def _addition(self, pattern: Pattern, work: Work) -> tuple[Calls, Wrong]:
        """Return the new part in the direction of the pattern, the old end included."""
        stops = (self.from_code, *self.stops)
        author = self.author(work.context)
        if pattern.stations[-1] == self.from_code:
            return make_calls(stops, self.run_min, 0.0, None, work, author)
        runs = self.run_min if self.run_min_return is None else self.run_min_return
        back = backwards(runs)
        return make_calls(stops[::-1], back, 0.0, None, work, author)  # type: ignore[arg-type]

    def edit(self, service: Service, work: Work) -> tuple[Service, ...]:
        """Return the longer service."""
        return (replace(service, patterns=tuple(self._extended(p, work) for p in service.patterns)),)

    def _extended(self, pattern: Pattern, work: Work) -> Pattern:
        n = len(self.stops)
        standing = self.dwell_min if isinstance(self.dwell_min, tuple) else (self.dwell_min,) * n
        new, old = self._addition(pattern, work)[0], calls_of(pattern)
        if pattern.stations[-1] == self.from_code:
            new = replace(new, dwell_min=(0.0, *standing[1:], 0.0))
            return pattern_of(pattern, joined([old, new], [standing[0]]))
        new = replace(new, dwell_min=(0.0, *reversed(standing[1:]), 0.0))
        return pattern_of(pattern, joined([new, old], [standing[0]]))

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say where it runs on to."""
        stops = " – ".join(words.station(s, network) for s in self.stops)
        return words.told(
            lang, "Extended from {a} to {stops}: {t}.",
            t=self.trains(network, lang, context), a=words.station(self.from_code, network), stops=stops,
        )  # fmt: skip

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The end of each service."""
        return self.service_claims(network, context, "stops", "end", self.from_code)


@dataclass(frozen=True, slots=True, kw_only=True)
class TruncateService(SelectedEdit):
    """A service that keeps only the part between two of its stops."""

    KIND = "truncate_service"

    keep: tuple[str, str] = item(
        ListOf(STATION, low=2, high=2), "first and last stop that are kept", example="[ht, ddr]"
    )

    def own_problems(self, network: Network, context: Context) -> list[Problem]:
        """Stations are there."""
        return self.station_problems("keep", self.keep, network, context)

    def service_problems(self, service: Service, work: Work) -> list[Problem]:
        """The service calls at both and runs further at one side at least."""
        del work
        for pattern in service.patterns:
            missing = [s for s in self.keep if s not in pattern.stations]
            if missing:
                calls = " ".join(pattern.stations)
                message = f"service {service.id!r} does not call at {' and '.join(missing)}: it calls at {calls}"
                return [self.problem("keep", message)]
            if self.keep[0] == self.keep[1]:
                return [self.problem("keep", "the first and the last stop are the same")]
            if _bounds(calls_of(pattern), self.keep) == (0, len(pattern.stations) - 1):
                return [
                    self.problem(
                        "keep",
                        f"service {service.id!r} runs between these stops already "
                        f"({' '.join(pattern.stations)}): this changes nothing",
                        IDLE,
                    )
                ]
        return []

    def concerns(self, service: Service, work: Work) -> bool:
        """A service that calls at both and runs further."""
        return not self.service_problems(service, work)

    def edit(self, service: Service, work: Work) -> tuple[Service, ...]:
        """Return the shorter service."""
        del work
        patterns = []
        for pattern in service.patterns:
            calls = calls_of(pattern)
            patterns.append(pattern_of(pattern, part_of(calls, *_bounds(calls, self.keep))))
        return (replace(service, patterns=tuple(patterns)),)

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say what is left."""
        return words.told(
            lang, "Shortened to {a} – {b}: {t}.",
            t=self.trains(network, lang, context),
            a=words.station(self.keep[0], network), b=words.station(self.keep[1], network),
        )  # fmt: skip

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """Both ends of each service."""
        return self.service_claims(network, context, "stops", "end")


def _bounds(calls: Calls, ends: tuple[str, str]) -> tuple[int, int]:
    """Return the first and last position of the part between two stops, the longest where a stop comes back."""
    at = [*calls.at(ends[0]), *calls.at(ends[1])]
    return min(at), max(at)


@dataclass(frozen=True, slots=True, kw_only=True)
class RerouteService(SelectedEdit):
    """A service that runs another way between two of its stops; what lies outside keeps its minutes.

    ``stops`` are the stops on the new way, from the first to the second; none = without stopping.
    """

    KIND = "reroute_service"

    leave: str = item(STATION, "stop where the new way begins", example="hvs")
    join: str = item(STATION, "stop where it ends", example="amf")
    stops: tuple[str, ...] = item(ListOf(STATION), "stops on the new way", default=(), example="[brn]")
    run_min: RunMin = item(RUN_MIN, _RUN_TEXT, default=AUTO)
    run_min_return: tuple[str | float, ...] | None = item(_BACK, _BACK_TEXT, default=None)
    dwell_min: float = item(STANDING, "minutes standing at each stop on the new way", default=1.0)

    def own_problems(self, network: Network, context: Context) -> list[Problem]:
        """Stations are there and the lists have the right length."""
        found = self.station_problems("leave", (self.leave,), network, context)
        found += self.station_problems("join", (self.join,), network, context)
        found += self.station_problems("stops", self.stops, network, context)
        found += self.repeat_problems("stops", (self.leave, *self.stops, self.join))
        found += [self.problem(f, text) for f, text in length_problems(len(self.stops) + 2, self.run_min, 0.0)]
        if self.run_min_return is not None and len(self.run_min_return) != len(self.stops) + 1:
            found.append(self.problem("run_min_return", f"there are {len(self.stops) + 1} legs on the new way"))
        return found

    def service_problems(self, service: Service, work: Work) -> list[Problem]:
        """The service calls at both, runs another way today, and the new legs have minutes."""
        wrong: Wrong = {}
        for pattern in reversed(service.patterns):
            calls = calls_of(pattern)
            missing = [s for s in (self.leave, self.join) if s not in calls.stations]
            if missing:
                stops = " ".join(calls.stations)
                message = f"service {service.id!r} does not call at {' and '.join(missing)}: it calls at {stops}"
                return [self.problem("leave", message)]
            first, last = _bounds(calls, (self.leave, self.join))
            now = calls.stations[first + 1 : last]
            if (
                now == (self.stops if calls.stations[first] == self.leave else self.stops[::-1])
                and self.run_min == AUTO
            ):
                return [
                    self.problem(
                        "stops",
                        f"service {service.id!r} has these stops already ({' '.join(service.patterns[0].stations)}): "
                        "this changes nothing",
                        IDLE,
                    )
                ]
            wrong |= self._way(pattern, work)[1]
        return [self.problem("run_min", text) for text in wrong.values()]

    def concerns(self, service: Service, work: Work) -> bool:
        """A service that calls at both."""
        del work
        return all({self.leave, self.join} <= set(p.stations) for p in service.patterns)

    def _way(self, pattern: Pattern, work: Work) -> tuple[Calls, Wrong]:
        calls = calls_of(pattern)
        first, _ = _bounds(calls, (self.leave, self.join))
        stops, author = (self.leave, *self.stops, self.join), self.author(work.context)
        if calls.stations[first] == self.leave:
            return make_calls(stops, self.run_min, self.dwell_min, calls, work, author)
        back = backwards(self.run_min if self.run_min_return is None else self.run_min_return)
        return make_calls(stops[::-1], back, self.dwell_min, calls, work, author)  # type: ignore[arg-type]

    def edit(self, service: Service, work: Work) -> tuple[Service, ...]:
        """Return the service on its new way."""
        return (replace(service, patterns=tuple(self._rerouted(p, work) for p in service.patterns)),)

    def _rerouted(self, pattern: Pattern, work: Work) -> Pattern:
        calls = calls_of(pattern)
        first, last = _bounds(calls, (self.leave, self.join))
        parts, standing = [self._way(pattern, work)[0]], []
        if first > 0:
            parts.insert(0, part_of(calls, 0, first))
            standing.append(calls.dwell_min[first])
        if last < len(calls.stations) - 1:
            parts.append(part_of(calls, last, len(calls.stations) - 1))
            standing.append(calls.dwell_min[last])
        return pattern_of(pattern, joined(parts, standing))

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say the new way."""
        via = words.told(lang, "without stopping")
        if self.stops:
            via = f"via {words.stations(self.stops, network, lang)}"
        return words.told(
            lang, "Another way between {a} and {b}, {via}: {t}.",
            t=self.trains(network, lang, context), via=via,
            a=words.station(self.leave, network), b=words.station(self.join, network),
        )  # fmt: skip

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The stops of each service."""
        return self.service_claims(network, context, "stops")

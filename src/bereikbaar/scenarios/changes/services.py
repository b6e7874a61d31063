# ruff: noqa: RUF009 - item() makes a dataclass field
"""New services, copies, whole new stop lists, and services that go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from bereikbaar.errors import Problem
from bereikbaar.network.model import Network, Pattern, PatternClock, Service
from bereikbaar.scenarios import words
from bereikbaar.scenarios.changes.base import STATION, ChangeBase, Claim, with_entry
from bereikbaar.scenarios.changes.calls import Calls, calls_of, new_pattern, pattern_of
from bereikbaar.scenarios.changes.phases import Phase, clocks_of, minute_faults, period_of
from bereikbaar.scenarios.changes.selection import SERVICE, Work, work_on
from bereikbaar.scenarios.changes.timing import (
    AUTO,
    DWELL_MIN,
    RUN_MIN,
    DwellMin,
    RunMin,
    Wrong,
    backwards,
    length_problems,
    make_calls,
)
from bereikbaar.scenarios.changes.variants import moved_clocks
from bereikbaar.scenarios.containers import ByWindow, ListOf
from bereikbaar.scenarios.context import Context
from bereikbaar.scenarios.kinds import Flag, Number, Text
from bereikbaar.scenarios.records import Record, item
from bereikbaar.scenarios.windows import PerWindow

TPH = ByWindow(Number(low=0, high=60, unit="trains per hour and direction"))
MODES = ("rail", "bus", "ferry", "metro", "tram")
STOPS = ListOf(STATION, low=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStops(ChangeBase):
    """A stop list with its minutes, shared by new services and new stop lists."""

    stops: tuple[str, ...] = item(STOPS, "stations in calling order", example="[shl, asdz, lls, xem, gn]")
    run_min: RunMin = item(
        RUN_MIN,
        "minutes per leg, or auto: the minutes of base trains on existing legs, physics on new track; "
        "single legs of a list may be auto too",
        default=AUTO, example="[6, 20, 14, auto]",
    )  # fmt: skip
    run_min_return: tuple[str | float, ...] | None = item(
        ListOf(RUN_MIN.many.kind, low=1) if RUN_MIN.many else RUN_MIN,
        "minutes per leg of the way back, in the order of `stops`; absent = as run_min", default=None,
    )  # fmt: skip
    dwell_min: DwellMin = item(
        DWELL_MIN, "minutes standing: one number for every stop on the way, or a list of them (without the two ends)",
        default=1.0, example="[2, 2, 1]",
    )  # fmt: skip

    def stop_problems(self, network: Network, context: Context) -> list[Problem]:
        """Stations are there, none follows itself, and the lists have the right length."""
        found = self.station_problems("stops", self.stops, network, context)
        found += self.repeat_problems("stops", self.stops)
        found += [self.problem(f, text) for f, text in length_problems(len(self.stops), self.run_min, self.dwell_min)]
        if self.run_min_return is not None:
            wrong = length_problems(len(self.stops), self.run_min_return, 0.0)
            found += [self.problem("run_min_return", text.replace("run_min", "run_min_return")) for _, text in wrong]
        return found

    def calls(self, direction: str, old: Calls | None, work: Work) -> tuple[Calls, Wrong]:
        """Return the calls of one direction, and what is wrong with its legs."""
        author = self.author(work.context)
        if direction == "outbound":
            return make_calls(self.stops, self.run_min, self.dwell_min, old, work, author)
        runs = self.run_min if self.run_min_return is None else self.run_min_return
        back_runs, back_dwell = backwards(runs), backwards(self.dwell_min)
        return make_calls(self.stops[::-1], back_runs, back_dwell, old, work, author)  # type: ignore[arg-type]


def tph_of(given: PerWindow, network: Network) -> tuple[float, ...]:
    """Return trains per hour in the order of the windows; 0 in windows that are not named."""
    values = given.resolve(network)
    return tuple(values.get(w.name, 0.0) for w in network.windows)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddService(NewStops):
    """A new service, in both directions unless ``one_way``. It does not run in windows that ``tph`` does not name."""

    KIND = "add_service"

    id: str = item(SERVICE, "id of the new service", example="LL1")
    tph: PerWindow = item(TPH, "trains per hour and direction", example="{day: 2, evening: 1, weekend: 1}")
    product: str = item(Text("a product name"), "product for travellers", default="Intercity")
    operator: str = item(Text("an operator"), "operator; empty = not decided", default="")
    mode: str = item(Text(choices=MODES), "means of transport", default="rail")
    one_way: bool = item(Flag(), "only in the order of `stops`", default=False)
    phase: Phase | None = item(
        Record(Phase), "at which minutes it leaves, for the clock method; what is not given is proposed",
        default=None, example="{outbound: 12, return: 48, at: zl}",
    )  # fmt: skip

    def check(self, network: Network, context: Context) -> list[Problem]:
        """The id is free, it runs at some time, and every leg has minutes."""
        found = id_problems(self, "id", self.id, network) + tph_problems(self, self.tph, network)
        found += self.stop_problems(network, context)
        if self.mode != "rail" and (isinstance(self.run_min, str) or AUTO in self.run_min):
            found.append(self.problem("run_min", f"auto is for trains; give the minutes of this {self.mode}"))
        if found:
            return found
        work = work_on(network, context)
        wrong: Wrong = {}
        for direction in reversed(self._directions()):
            wrong |= self.calls(direction, None, work)[1]
        return [self.problem("run_min", text) for text in wrong.values()] or self._phase_problems(network, context)

    def _phase_problems(self, network: Network, context: Context) -> list[Problem]:
        """The minutes lie within their period, at a stop of a direction that runs."""
        if self.phase is None:
            return []
        if not self.phase.outbound and not self.phase.back:
            return [self.problem("phase", "no minute is given; give outbound, return or both")]
        if self.one_way and self.phase.back:
            return [self.problem("phase", "return has minutes, but the service runs one way only")]
        service = self.make(network, context).services[self.id]
        return [
            self.problem("phase", f"{p.direction}: {text}")
            for p in service.patterns
            if self.phase.of(p.direction)
            for _, text in minute_faults(p, self.phase.of(p.direction), self.phase.at, self.phase.period_min)
        ]

    def _directions(self) -> tuple[str, ...]:
        return ("outbound",) if self.one_way else ("outbound", "return")

    def make(self, network: Network, context: Context) -> Network:
        """Add the service."""
        work = work_on(network, context)
        tph = tph_of(self.tph, network)
        patterns = tuple(new_pattern(d, self.calls(d, None, work)[0], tph) for d in self._directions())
        service = Service(
            self.id, self.id, self.product, self.operator, patterns,
            mode=self.mode, added_by=self.author(context), info=info_of(self),
        )  # fmt: skip
        services = with_entry(network.services, self.id, service)
        return replace(network, services=services, clocks=(*network.clocks, *self._clocks(service, context)))

    def _clocks(self, service: Service, context: Context) -> tuple[PatternClock, ...]:
        phase = self.phase
        if phase is None:
            return ()
        return tuple(
            clock
            for p in service.patterns
            if (minutes := phase.of(p.direction)) and (not phase.at or phase.at in p.stations)
            for clock in clocks_of(
                service, p, minutes, phase.at, period_of(p, minutes, phase.period_min),
                author=self.author(context), confidence=self.confidence,
            )
        )  # fmt: skip

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say what runs, where and how often."""
        del context
        return words.told(
            lang,
            "New train {id} ({product}): {stops}; per hour {tph}.",
            id=self.id, product=self.product,
            stops=" – ".join(words.station(s, network) for s in self.stops),
            tph=words.by_window(self.tph.resolve(network), network, lang),
        )  # fmt: skip

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The service itself."""
        del network, context
        return [Claim(("new service", self.id))]

    def introduces(self) -> set[str]:
        """The service."""
        return {self.id}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceService(NewStops):
    """A whole new stop list for a service.

    Legs and dwell times that the service has today keep their minutes in each direction, unless ``run_min`` or a list
    of ``dwell_min`` says otherwise. For a stop that is only added use ``add_stops``: nothing else then moves.
    """

    KIND = "replace_service"

    service: str = item(SERVICE, "the service", example="1800")
    tph: PerWindow | None = item(TPH, "new trains per hour; windows not named keep the base", default=None)
    product: str = item(Text("a product name"), "new product; empty = as it was", default="")

    def check(self, network: Network, context: Context) -> list[Problem]:
        """The service is there and every leg has minutes."""
        found = self.stop_problems(network, context)
        if self.tph is not None:
            found += [self.problem("tph", text) for text in self.tph.unknown(network)]
        old = network.services.get(self.service)
        if old is None:
            found.append(self.problem("service", *context.unknown_service(self.service, network)))
        elif self.tph is not None and not any(t for p in old.patterns for t in self._tph(p, network)):
            found.append(
                self.problem("tph", f"service {self.service!r} would not run at any time: use remove_service")
            )
        if found:
            return found
        work = work_on(network, context)
        wrong: Wrong = {}
        for pattern in reversed(network.services[self.service].patterns):
            wrong |= self.calls(pattern.direction, calls_of(pattern), work)[1]
        return [self.problem("run_min", text) for text in wrong.values()]

    def make(self, network: Network, context: Context) -> Network:
        """Give the service its new stops, direction by direction."""
        work = work_on(network, context)
        old = network.services[self.service]
        patterns = tuple(self._pattern(p, work) for p in old.patterns)
        new = replace(old, patterns=patterns, product=self.product or old.product)
        services = with_entry(network.services, self.service, new)
        clocks = tuple(c for clock in network.clocks for c in moved_clocks(clock, old, [new]))
        return replace(network, services=services, clocks=clocks)

    def _pattern(self, pattern: Pattern, work: Work) -> Pattern:
        new = pattern_of(pattern, self.calls(pattern.direction, calls_of(pattern), work)[0])
        return replace(new, tph=self._tph(pattern, work.network))

    def _tph(self, pattern: Pattern, network: Network) -> tuple[float, ...]:
        values = {} if self.tph is None else self.tph.resolve(network)
        return tuple(values.get(w.name, t) for w, t in zip(network.windows, pattern.tph, strict=True))

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say the new stop list."""
        del context
        tph = ""
        if self.tph is not None:
            per_hour = words.by_window(self.tph.resolve(network), network, lang)
            tph = words.told(lang, "; per hour {t}", t=per_hour)
        return words.told(
            lang, "{old} now runs {stops}{tph}.",
            old=words.service(self.service, network), tph=tph,
            stops=" – ".join(words.station(s, network) for s in self.stops),
        )  # fmt: skip

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The stops of the service, and its frequency where it is given."""
        del context
        found = [Claim(("service", self.service, "stops"))]
        if self.tph is not None:
            found.append(Claim(("service", self.service, "tph"), frozenset(self.tph.resolve(network))))
        return found + ([Claim(("service", self.service, "product"))] if self.product else [])


def id_problems(change: ChangeBase, field_name: str, name: str, network: Network) -> list[Problem]:
    """A new service has an id of its own."""
    if name in network.services:
        return [
            change.problem(field_name, f"service {name!r} is there already; choose another id, or replace_service")
        ]
    return []


def tph_problems(change: ChangeBase, tph: PerWindow, network: Network) -> list[Problem]:
    """Windows are there, and the service runs in at least one of them."""
    found = [change.problem("tph", text) for text in tph.unknown(network)]
    if not found and not any(tph.resolve(network).values()):
        found.append(change.problem("tph", "the service would not run at any time: trains per hour are 0"))
    return found


def info_of(change: ChangeBase) -> Mapping[str, str]:
    """Return what the report says about a new service."""
    held = {"source": change.source, "confidence": change.confidence, "note": change.note}
    return MappingProxyType({k: v for k, v in held.items() if v})

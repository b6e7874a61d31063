"""Other minutes between two stops, and other minutes standing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bereikbaar.errors import Problem
from bereikbaar.network.model import Network, Pattern, Service
from bereikbaar.scenarios import words
from bereikbaar.scenarios.changes.base import STATION, Claim
from bereikbaar.scenarios.changes.calls import Calls, calls_of, pattern_of, set_leg, set_standing
from bereikbaar.scenarios.changes.selection import SelectedEdit, Work, calls_at
from bereikbaar.scenarios.containers import ListOf
from bereikbaar.scenarios.context import IDLE, Context
from bereikbaar.scenarios.kinds import Flag, Number
from bereikbaar.scenarios.records import item

MINUTES = Number(above=0, high=600, unit="min")
DIFFERENCE = Number(low=-300, high=300, unit="min")


def edited(service: Service, change: Callable[[Calls], Calls]) -> Service:
    """Return a service with every direction edited; the same object when nothing changes."""
    patterns: tuple[Pattern, ...] = tuple(pattern_of(p, change(calls_of(p))) for p in service.patterns)
    return service if patterns == service.patterns else replace(service, patterns=patterns)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRunTime(SelectedEdit):
    """Other minutes between two consecutive stops: absolute, or as a difference that keeps each direction's own.

    ``run_min`` sets both directions unless ``run_min_return`` or ``one_way`` says otherwise.
    """

    KIND = "set_run_time"

    from_code: str = item(STATION, "stop where the leg begins", key="from", example="ddr")
    to_code: str = item(STATION, "next stop", key="to", example="rsd")
    run_min: float | None = item(MINUTES, "minutes from departure to arrival", default=None, example="20")
    run_min_return: float | None = item(MINUTES, "minutes of the way back", default=None)
    change_min: float | None = item(DIFFERENCE, "minutes more (or, negative, fewer) than now", default=None)
    one_way: bool = item(Flag(), "only from `from` to `to`", default=False)

    def own_problems(self, network: Network, context: Context) -> list[Problem]:
        """Stations are there, and the minutes are said in one way."""
        found = self.station_problems("from_code", (self.from_code,), network, context)
        found += self.station_problems("to_code", (self.to_code,), network, context)
        if (self.run_min is None) == (self.change_min is None):
            found.append(self.problem("", "give either run_min or change_min"))
        if self.run_min_return is not None and (self.one_way or self.run_min is None):
            found.append(self.problem("run_min_return", "goes together with run_min, and not with one_way"))
        if self.change_min == 0:
            found.append(self.problem("change_min", "0 minutes: this changes nothing"))
        return found

    def service_problems(self, service: Service, work: Work) -> list[Problem]:
        """The service runs the leg without a stop, and the result is more than nothing."""
        del work
        legs = [(p, i) for p in service.patterns for i in self._legs(calls_of(p))]
        if not legs:
            if not self.named():
                return []
            stops = " ".join(service.patterns[0].stations)
            leg = f"{self.from_code}-{self.to_code}"
            return [
                self.problem(
                    "from_code", f"service {service.id!r} has no leg {leg} without a stop: it calls at {stops}"
                )
            ]
        found = []
        for pattern, i in legs:
            now = calls_of(pattern).run_min[i]
            if self.change_min is not None and now + self.change_min <= 0:
                message = f"service {service.id!r} takes {now:g} min: {self.change_min:+g} leaves nothing"
                found.append(self.problem("change_min", message))
        if not found and self.named() and edited(service, lambda c: self._set(c, "")) == service:
            found.append(self.problem("run_min", f"service {service.id!r} takes {self.run_min:g} min already", IDLE))
        return found

    def _legs(self, calls: Calls) -> list[int]:
        back = [] if self.one_way else calls.leg(self.to_code, self.from_code)
        return calls.leg(self.from_code, self.to_code) + back

    def _set(self, calls: Calls, author: str) -> Calls:
        for i in self._legs(calls):
            back = calls.stations[i] != self.from_code
            if self.change_min is not None:
                run = round(calls.run_min[i] + self.change_min, 9)
            else:
                given = self.run_min_return if back and self.run_min_return is not None else self.run_min
                run = given if given is not None else calls.run_min[i]
            if run != calls.run_min[i]:
                calls = set_leg(calls, i, run, f"scenario {author}: run time")
        return calls

    def edit(self, service: Service, work: Work) -> tuple[Service, ...]:
        """Return the service with the minutes."""
        return (edited(service, lambda calls: self._set(calls, self.author(work.context))),)

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say the minutes before and after."""
        names = [n for n in self.selected(network, context or Context(network)) if self._has(network.services[n])]
        if self.run_min is not None:
            patterns = [p for n in names for p in network.services[n].patterns]
            was = sorted({calls_of(p).run_min[i] for p in patterns for i in self._legs(calls_of(p))})
            back = "" if self.run_min_return is None else f" / {words.number(self.run_min_return, lang)}"
            how = (
                f"{words.number(self.run_min, lang)}{back} min (was {' / '.join(words.number(m, lang) for m in was)})"
            )
        else:
            how = words.longer(self.change_min or 0.0, lang)
        return words.told(
            lang, "{a} – {b} {how}: {t}.", t=self.trains(network, lang, context), how=how,
            a=words.station(self.from_code, network), b=words.station(self.to_code, network),
        )  # fmt: skip

    def now(self, network: Network, context: Context) -> str:
        """The minutes of the leg for the services chosen."""
        held = [network.services[n] for n in self.selected(network, context)]
        runs = {calls_of(p).run_min[i] for s in held for p in s.patterns for i in self._legs(calls_of(p))}
        leg = f"{self.from_code}-{self.to_code}"
        if not runs:
            return f"none of the {len(held)} services chosen runs {leg} without a stop"
        return f"{leg} takes {' / '.join(f'{m:g}' for m in sorted(runs))} min now"

    def _has(self, service: Service) -> bool:
        return any(self._legs(calls_of(p)) for p in service.patterns)

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The leg of each service, by direction."""
        names = [n for n in self.selected(network, context) if self._has(network.services[n])]
        legs = [(self.from_code, self.to_code)] + ([] if self.one_way else [(self.to_code, self.from_code)])
        windows = self.window_claim(network)
        return [Claim(("service", n, "stops", "run time", "-".join(leg)), windows) for n in names for leg in legs]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleRunTime(SelectedEdit):
    """Run times times a factor, in both directions; with ``between`` only of the legs on that stretch."""

    KIND = "scale_run_time"

    factor: float = item(Number(low=0.1, high=5), "new minutes / old minutes", example="0.9")

    def own_problems(self, network: Network, context: Context) -> list[Problem]:
        """A factor of 1 changes nothing."""
        del network, context
        return [self.problem("factor", "a factor of 1 changes nothing")] if self.factor == 1 else []

    def service_problems(self, service: Service, work: Work) -> list[Problem]:
        """With a stretch, a named service has legs on it."""
        legs = [leg for p in service.patterns for leg in p.legs() if self._on_stretch(leg, work)]
        if not legs and self.services:
            return [
                self.problem("between", f"service {service.id!r} has no leg between {' and '.join(self.between)}")
            ]
        return []

    def _on_stretch(self, leg: tuple[str, str], work: Work) -> bool:
        """Tell whether all of a leg lies on the stretch."""
        if not self.between:
            return True
        stretch = work.path(*self.between)
        return set(work.path(*leg)) <= set(stretch)

    def edit(self, service: Service, work: Work) -> tuple[Service, ...]:
        """Return the service with the minutes, in tenths."""
        source = f"scenario {self.author(work.context)}: run time x {self.factor:g}"

        def scaled(calls: Calls) -> Calls:
            for i, leg in enumerate(zip(calls.stations[:-1], calls.stations[1:], strict=True)):
                if self._on_stretch(leg, work):
                    calls = set_leg(calls, i, max(0.1, round(calls.run_min[i] * self.factor, 1)), source)
            return calls

        return (edited(service, scaled),)

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say the factor, and where."""
        where = ""
        if self.between:
            where = words.told(lang, " between {a}", a=words.stations(self.between, network, lang))
        return words.told(
            lang, "Run times{where} × {f}: {t}.",
            t=self.trains(network, lang, context), where=where, f=words.number(self.factor, lang, 3),
        )  # fmt: skip

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """Each leg of each service on the stretch."""
        work = Work(network, context, context.paths(network))
        windows = self.window_claim(network)
        return [
            Claim(("service", name, "stops", "run time", "-".join(leg)), windows)
            for name in self.selected(network, context)
            for p in network.services[name].patterns
            for leg in p.legs()
            if self._on_stretch(leg, work)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDwell(SelectedEdit):
    """Other minutes standing at stops on the way: absolute, or as a difference."""

    KIND = "set_dwell"

    stations: tuple[str, ...] = item(ListOf(STATION, low=1, single=True), "the stops", example="[hlm, rtd]")
    dwell_min: float | None = item(Number(low=0, high=120, unit="min"), "minutes standing", default=None, example="2")
    change_min: float | None = item(DIFFERENCE, "minutes more (or, negative, fewer) than now", default=None)

    def own_problems(self, network: Network, context: Context) -> list[Problem]:
        """Stations are there, and the minutes are said in one way."""
        found = self.station_problems("stations", self.stations, network, context)
        if (self.dwell_min is None) == (self.change_min is None):
            found.append(self.problem("", "give either dwell_min or change_min"))
        if self.change_min == 0:
            found.append(self.problem("change_min", "0 minutes: this changes nothing"))
        return found

    def service_problems(self, service: Service, work: Work) -> list[Problem]:
        """Each named service stops there on its way, and the result is not less than nothing."""
        del work
        found = []
        for station in self.stations:
            held = [
                calls.dwell_min[i] for calls in map(calls_of, service.patterns) for i in calls.at(station)
                if 0 < i < len(calls.stations) - 1
            ]  # fmt: skip
            if not held and self.named():
                why = "begins or ends" if calls_at(service, station) else "does not call"
                found.append(
                    self.problem("stations", f"service {service.id!r} {why} at {station!r}: no dwell time to set")
                )
            elif held and self.change_min is not None and min(held) + self.change_min < 0:
                now = f"service {service.id!r} stands {min(held):g} min at {station!r}"
                message = f"{now}: {self.change_min:+g} is too much"
                found.append(self.problem("change_min", message))
            elif held and self.named() and all(d == self.dwell_min for d in held):
                found.append(
                    self.problem(
                        "dwell_min", f"service {service.id!r} stands {held[0]:g} min at {station!r} already", IDLE
                    )
                )
        return found

    def _set(self, calls: Calls) -> Calls:
        for i, station in enumerate(calls.stations[1:-1], start=1):
            if station in self.stations:
                change = self.change_min
                new = self.dwell_min if change is None else round(calls.dwell_min[i] + change, 9)
                calls = set_standing(calls, i, calls.dwell_min[i] if new is None else new)
        return calls

    def now(self, network: Network, context: Context) -> str:
        """The minutes standing of the services chosen."""
        patterns = [calls_of(p) for n in self.selected(network, context) for p in network.services[n].patterns]
        stood = {
            dwell
            for calls in patterns
            for station, dwell in list(zip(calls.stations, calls.dwell_min, strict=True))[1:-1]
            if station in self.stations
        }
        if not stood:
            return "none of the services chosen stops there on its way"
        return f"they stand {' / '.join(f'{m:g}' for m in sorted(stood))} min now"

    def edit(self, service: Service, work: Work) -> tuple[Service, ...]:
        """Return the service with the dwell times."""
        del work
        return (edited(service, self._set),)

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say the minutes."""
        if self.dwell_min is not None:
            patterns = [
                p for n in self.selected(network, context or Context(network)) for p in network.services[n].patterns
            ]
            inner = [
                (s, d)
                for c in map(calls_of, patterns)
                for s, d in list(zip(c.stations, c.dwell_min, strict=True))[1:-1]
            ]
            was = sorted({dwell for station, dwell in inner if station in self.stations})
            before = " / ".join(words.number(minutes, lang) for minutes in was)
            how = f"{words.number(self.dwell_min, lang)} min (was {before})"
        else:
            how = words.longer(self.change_min or 0.0, lang)
        return words.told(
            lang, "Dwell time at {at} {how}: {t}.",
            t=self.trains(network, lang, context), how=how, at=words.stations(self.stations, network, lang),
        )  # fmt: skip

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The dwell time of each service at each station."""
        return [c for s in self.stations for c in self.service_claims(network, context, "stops", "dwell", s)]

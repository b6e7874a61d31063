"""Trains that stop more often or less often on the way they already run."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bereikbaar.errors import Problem
from bereikbaar.network.model import Network, Service
from bereikbaar.scenarios import words
from bereikbaar.scenarios.changes.base import STATION, ChangeBase, Claim
from bereikbaar.scenarios.changes.calls import Calls, calls_of, drop_stop, insert_stop, pattern_of
from bereikbaar.scenarios.changes.selection import SelectedEdit, Work, calls_at
from bereikbaar.scenarios.containers import ListOf
from bereikbaar.scenarios.context import IDLE, Context
from bereikbaar.scenarios.kinds import Number
from bereikbaar.scenarios.physics import rounded, stop_saving, stretches, without_speed
from bereikbaar.scenarios.records import item

_STOPS = ListOf(STATION, low=1, single=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddStops(SelectedEdit):
    """Trains stop at a station that they pass today; everything before and after keeps its minutes.

    The new stop costs ``extra_min`` in each direction (dwell included) or, without it, the dwell time plus what
    braking and accelerating cost by physics. The minutes of the leg that is cut in two are divided over its halves
    in proportion to their run times by physics.
    """

    KIND = "add_stops"

    stops: tuple[str, ...] = item(_STOPS, "stations on the way", example="[xhn]")
    extra_min: float | None = item(
        Number(above=0, high=30, unit="min"),
        "minutes lost per stop, dwell included, instead of physics",
        default=None,
        example="2",
    )
    dwell_min: float = item(Number(low=0, high=60, unit="min"), "minutes standing at each new stop", default=1.0)

    def own_problems(self, network: Network, context: Context) -> list[Problem]:
        """The stations are there, and the extra minutes hold the dwell time."""
        found = self.station_problems("stops", self.stops, network, context)
        if self.extra_min is not None and self.dwell_min > self.extra_min:
            message = (
                f"standing {self.dwell_min:g} min is more than the {self.extra_min:g} min that the stop costs in all"
            )
            found.append(self.problem("dwell_min", message))
        return found

    def service_problems(self, service: Service, work: Work) -> list[Problem]:
        """Each station is passed and not called at; physics needs the speed of the track."""
        found = []
        for stop in self.stops:
            if calls_at(service, stop):
                if self.named():
                    found.append(self.problem("stops", f"service {service.id!r} already calls at {stop!r}", IDLE))
                continue
            legs = _passing(service, stop, work)
            if not legs:
                if self.named():
                    message = f"service {service.id!r} does not pass {stop!r}: {_way(service)}"
                    found.append(self.problem("stops", message))
                continue
            missing = {s for leg in legs for s in without_speed(work.network, work.path(*leg))}
            if missing and self.extra_min is None:
                found.append(self.problem("stops", no_speed(missing, "extra_min")))
        return found

    def edit(self, service: Service, work: Work) -> tuple[Service, ...]:
        """Return the service with the stops, in both directions."""
        patterns = []
        for pattern in service.patterns:
            calls = calls_of(pattern)
            for stop in sorted(self.stops):
                calls = self._with_stop(calls, stop, work)
            patterns.append(pattern_of(pattern, calls))
        return (service if tuple(patterns) == service.patterns else replace(service, patterns=tuple(patterns)),)

    def _with_stop(self, calls: Calls, stop: str, work: Work) -> Calls:
        legs = list(zip(calls.stations[:-1], calls.stations[1:], strict=True))
        for i in reversed(range(len(legs))):
            a, b = legs[i]
            path = work.path(a, b)
            if stop in path[1:-1]:
                at = path.index(stop)
                runs = self._runs(calls.run_min[i], path, at, work)
                source = f"scenario {self.author(work.context)}: stop added"
                calls = insert_stop(calls, i, stop, runs, self.dwell_min, source)
                work.remember(path[: at + 1], path[at:])
        return calls

    def _runs(self, run: float, path: tuple[str, ...], at: int, work: Work) -> tuple[float, float]:
        """Return the run minutes before and after the stop."""
        before, after = path[: at + 1], path[at:]
        if self.extra_min is None:
            saving = stop_saving(
                stretches(work.network, before), stretches(work.network, after), work.context.settings
            )
            total = run + rounded(saving)
        else:
            total = run + self.extra_min - self.dwell_min
        if without_speed(work.network, path):
            first, second = work.paths.km(path[0], path[at]), work.paths.km(path[at], path[-1])
        else:
            first, second = work.run_min(before), work.run_min(after)
        half = rounded(total * first / (first + second))
        return half, round(total - half, 9)

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say which trains stop where, and what it costs them."""
        cost = words.told(lang, "minutes by braking and accelerating")
        if self.extra_min is not None:
            cost = words.longer(self.extra_min, lang)
        return words.told(
            lang, "Extra stop at {s} for {t}: {cost}.",
            t=self.trains(network, lang, context), s=words.stations(self.stops, network, lang), cost=cost,
        )  # fmt: skip

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The stops of the services at the stations."""
        return [c for stop in self.stops for c in self.service_claims(network, context, "stops", stop)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipStops(SelectedEdit):
    """Trains pass stations at which they stop today; everything before and after keeps its minutes.

    Each stop skipped saves its dwell time and what braking and accelerating cost by physics, or ``save_min``.
    """

    KIND = "skip_stops"

    stops: tuple[str, ...] = item(_STOPS, "stations to pass", example="[alm, lls]")
    save_min: float | None = item(
        Number(low=0, high=60, unit="min"), "minutes saved per stop, dwell included, instead of physics", default=None
    )

    def own_problems(self, network: Network, context: Context) -> list[Problem]:
        """The stations are there."""
        return self.station_problems("stops", self.stops, network, context)

    def service_problems(self, service: Service, work: Work) -> list[Problem]:
        """Each service calls there, not as its first or last stop; physics needs the speed of the track."""
        found = []
        for stop in self.stops if self.named() else ():
            if not calls_at(service, stop):
                message = f"service {service.id!r} does not call at {stop!r}: {_way(service)}"
                found.append(self.problem("stops", message, IDLE))
            elif any(stop in (p.stations[0], p.stations[-1]) for p in service.patterns):
                found.append(
                    self.problem("stops", f"service {service.id!r} begins or ends at {stop!r}: use truncate_service")
                )
        if not found and self.save_min is None:
            found += saved_problems(self, service, self.stops, work)
        return found or self._too_much(service)

    def _too_much(self, service: Service) -> list[Problem]:
        for pattern in service.patterns:
            calls = calls_of(pattern)
            for stop in self.stops:
                for i in inner(calls, stop):
                    over = calls.run_min[i - 1] + calls.dwell_min[i] + calls.run_min[i]
                    if self.save_min is not None and self.save_min >= over:
                        message = f"service {service.id!r} takes {over:g} min over {stop!r}"
                        return [self.problem("save_min", f"{message}: it cannot save {self.save_min:g}")]
        return []

    def edit(self, service: Service, work: Work) -> tuple[Service, ...]:
        """Return the service without the stops, in both directions."""
        patterns = []
        for pattern in service.patterns:
            calls = calls_of(pattern)
            for stop in self.stops:
                while inner(calls, stop):
                    calls = without_stop(calls, inner(calls, stop)[0], self.save_min, work, self.author(work.context))
            patterns.append(pattern_of(pattern, calls))
        return (service if tuple(patterns) == service.patterns else replace(service, patterns=tuple(patterns)),)

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say which trains pass what."""
        return words.told(
            lang, "No more stop at {s} for {t}.",
            t=self.trains(network, lang, context), s=words.stations(self.stops, network, lang),
        )  # fmt: skip

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The stops of the services at the stations."""
        return [c for stop in self.stops for c in self.service_claims(network, context, "stops", stop)]


def inner(calls: Calls, stop: str) -> list[int]:
    """Return the positions of a stop on the way, neither first nor last."""
    return [i for i in calls.at(stop) if 0 < i < len(calls.stations) - 1]


def without_stop(calls: Calls, at: int, save_min: float | None, work: Work, author: str) -> Calls:
    """Return the calls without one intermediate stop; the train keeps its way along the track."""
    a, stop, b = calls.stations[at - 1 : at + 2]
    before, dwell, after = calls.run_min[at - 1], calls.dwell_min[at], calls.run_min[at]
    way, onward = work.path(a, stop), work.path(stop, b)
    if save_min is None:
        saving = stop_saving(stretches(work.network, way), stretches(work.network, onward), work.context.settings)
        run = before + after - rounded(saving)
    else:
        run = before + dwell + after - save_min
    work.remember(way[:-1] + onward)
    return drop_stop(calls, at, round(max(run, 0.1), 9), f"scenario {author}: stop skipped")


def saved_problems(change: ChangeBase, service: Service, stops: tuple[str, ...], work: Work) -> list[Problem]:
    """Return a problem that names the sections without speed around stops of a service."""
    missing: set[str] = set()
    for pattern in service.patterns:
        for i, station in enumerate(pattern.stations[1:-1], start=1):
            if station in stops:
                for leg in (pattern.stations[i - 1 : i + 1], pattern.stations[i : i + 2]):
                    missing.update(without_speed(work.network, work.path(*leg)))
    return [change.problem("stops", no_speed(missing, "save_min"))] if missing else []


def no_speed(sections: set[str], instead: str) -> str:
    """Say which sections have no line speed and what to give instead."""
    return f"no line speed is known for {', '.join(sorted(sections))}: give {instead} (or set_line_speed)"


def _passing(service: Service, stop: str, work: Work) -> list[tuple[str, str]]:
    """Return the legs of a service that pass a station."""
    return [leg for p in service.patterns for leg in p.legs() if stop in work.path(*leg)[1:-1]]


def _way(service: Service) -> str:
    """Say where a service calls."""
    return "it calls at " + " ".join(service.patterns[0].stations)

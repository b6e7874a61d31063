"""At which minutes trains leave: ``set_phase`` for a service that is there, ``phase`` for a new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bereikbaar.errors import Problem
from bereikbaar.network.model import Network, Pattern, PatternClock, Service
from bereikbaar.scenarios import words
from bereikbaar.scenarios.changes.base import STATION, ChangeBase, Claim
from bereikbaar.scenarios.containers import ListOf
from bereikbaar.scenarios.context import IDLE, Context
from bereikbaar.scenarios.kinds import Number, Text
from bereikbaar.scenarios.records import item
from bereikbaar.scenarios.windows import expand, unknown_windows
from bereikbaar.units import MINUTES_PER_HOUR

MINUTES = ListOf(Number(low=0, high=719, unit="min"), low=1, single=True)
PERIOD = Number(low=1, high=720, unit="min")
_SLACK_TPH = 1e-6


@dataclass(frozen=True, slots=True)
class Phase:
    """The minutes of a new service: what is not given is proposed."""

    outbound: tuple[float, ...] = item(MINUTES, "minutes of departure in the order of `stops`", default=())
    back: tuple[float, ...] = item(MINUTES, "minutes of departure on the way back", key="return", default=())
    at: str = item(
        STATION, "the station where these minutes hold; absent = the first stop of each direction", default=""
    )
    period_min: float | None = item(
        PERIOD, "minutes until they come back; absent = as follows from trains per hour of the busiest window",
        default=None,
    )  # fmt: skip

    def of(self, direction: str) -> tuple[float, ...]:
        """Return the minutes of one direction."""
        return self.back if direction == "return" else self.outbound


def period_of(pattern: Pattern, minutes: tuple[float, ...], given: float | None) -> float:
    """Return the period asked for, or that in which so many trains run in the busiest window; 0 without trains."""
    busiest = max(pattern.tph)
    return given if given is not None else MINUTES_PER_HOUR * len(minutes) / busiest if busiest else 0.0


def minute_faults(
    pattern: Pattern, minutes: tuple[float, ...], at: str, given: float | None
) -> Iterator[tuple[str, str]]:
    """Yield (field, message) for everything that makes these minutes impossible."""
    if at and at not in pattern.stations:
        yield "at", f"no train of this direction calls at {at!r}; it calls at {', '.join(pattern.stations)}"
    period = period_of(pattern, minutes, given)
    if not period:
        return
    for minute in minutes:
        if minute >= period:
            yield "minute", f"minute {minute:g} is outside the period of {period:g} min (0 to {period:g})"
    if len(set(minutes)) < len(minutes):
        yield "minute", f"the same minute is there twice: {', '.join(f'{m:g}' for m in minutes)}"
    per_hour, busiest = MINUTES_PER_HOUR * len(minutes) / period, max(pattern.tph)
    if per_hour > busiest + _SLACK_TPH:
        n = len(minutes)
        yield (
            "period_min",
            f"{n} train{'s' if n > 1 else ''} every {period:g} min is {per_hour:g} per hour, "
            f"and at most {busiest:g} per hour run in this direction",
        )


def clocks_of(
    service: Service, pattern: Pattern, minutes: tuple[float, ...], at: str, period_min: float,
    *, author: str, confidence: str, windows: tuple[str, ...] = (),
) -> tuple[PatternClock, ...]:  # fmt: skip
    """Return the clocks of minutes at a station (empty = the first stop), as minutes of the first departure."""
    after = 0.0
    if at:
        last = len(pattern.stations) - 1
        stop = pattern.stations.index(at)
        after = pattern.arrive_min[stop] if stop == last else pattern.depart_min[stop]
    return tuple(
        PatternClock(
            service.id, pattern.direction, round((m - after) % period_min, 6) % period_min, period_min,
            confidence=confidence, source=f"scenario {author}", windows=windows,
        )
        for m in sorted(minutes)
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPhase(ChangeBase):
    """At which minutes the trains of a service leave. Only the clock method uses it.

    A service that runs more often than minutes are given gets the others proposed.
    """

    KIND = "set_phase"

    service: str = item(Text("the id of a service"), "the service", example="LL1")
    direction: str = item(Text(choices=("outbound", "return")), "which direction", example="outbound")
    minute: tuple[float, ...] = item(
        MINUTES, "minute of departure within the period, or one for each train", example="12"
    )
    at: str = item(STATION, "the station where the minute holds; absent = the first stop", default="", example="zl")
    period_min: float | None = item(
        PERIOD, "minutes until it comes back; absent = as follows from trains per hour of the busiest window",
        default=None,
    )  # fmt: skip
    windows: tuple[str, ...] = item(
        ListOf(Text("a window"), low=1, single=True),
        "only in these windows (day, evening, weekend, or single ones); absent = in all", default=(),
    )  # fmt: skip

    def check(self, network: Network, context: Context) -> list[Problem]:
        """The pattern is there, runs, and the minutes lie within the period."""
        service = network.services.get(self.service)
        if service is None:
            return [self.problem("service", *context.unknown_service(self.service, network))]
        pattern = _direction(service, self.direction)
        if pattern is None:
            return [self.problem("direction", f"service {self.service!r} has no direction {self.direction!r}")]
        found = [self.problem("windows", text) for text in unknown_windows(network, self.windows)]
        if self.at:
            found += self.station_problems("at", (self.at,), network, context)
        if found:
            return found
        if not any(t for w, t in zip(network.windows, pattern.tph, strict=True) if self._holds(w.name, network)):
            then = " then" if self.windows else ""
            return [self.problem("service", f"service {self.service!r} does not run in this direction{then}")]
        found = [self.problem(f, text) for f, text in minute_faults(pattern, self.minute, self.at, self.period_min)]
        if found or self._new_clocks(network, context, pattern) != self._held(network):
            return found
        said, period = ", ".join(f"{m:g}" for m in self.minute), period_of(pattern, self.minute, self.period_min)
        message = (
            f"service {self.service!r} leaves at minute {said} every {period:g} min already: this changes nothing"
        )
        return [self.problem("minute", message, IDLE)]

    def _holds(self, window: str, network: Network) -> bool:
        return not self.windows or window in expand(network, self.windows)

    def _names(self, network: Network) -> tuple[str, ...]:
        """Return the windows asked, in the order of the network; empty = all."""
        return tuple(w.name for w in network.windows if self._holds(w.name, network)) if self.windows else ()

    def _new_clocks(self, network: Network, context: Context, pattern: Pattern) -> set[tuple[object, ...]]:
        return {_moment(c) for c in self._clocks(network, context, pattern)}

    def _held(self, network: Network) -> set[tuple[object, ...]]:
        mine, names = (self.service, self.direction), self._names(network)
        held = [c for c in network.clocks if (c.service, c.direction) == mine]
        return {_moment(c) for c in held if not names or c.windows == names}

    def _clocks(self, network: Network, context: Context, pattern: Pattern) -> tuple[PatternClock, ...]:
        return clocks_of(
            network.services[self.service], pattern, self.minute, self.at,
            period_of(pattern, self.minute, self.period_min), author=self.author(context),
            confidence=self.confidence, windows=self._names(network),
        )  # fmt: skip

    def make(self, network: Network, context: Context) -> Network:
        """Store the minutes; those that the pattern had in these windows go."""
        pattern = _direction(network.services[self.service], self.direction)
        assert pattern is not None
        mine, names = (self.service, self.direction), set(self._names(network))
        kept = []
        for clock in network.clocks:
            if (clock.service, clock.direction) != mine or (names and not clock.windows):
                kept.append(clock)
            elif names and (left := tuple(w for w in clock.windows if w not in names)):
                kept.append(replace(clock, windows=left))
        return replace(network, clocks=(*kept, *self._clocks(network, context, pattern)))

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say the minutes."""
        del context
        held = network.services.get(self.service)
        pattern = _direction(held, self.direction) if held else None
        code = self.at or (pattern.stations[0] if pattern else "")
        return words.told(
            lang, "{s} leaves {o} at {m}{w}.",
            s=self.service, m=", ".join(f".{m:02.0f}" for m in self.minute),
            o=words.station(code, network) if code else self.direction, w=words.windows(self.windows, lang),
        )  # fmt: skip

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The minutes of the pattern."""
        del context
        windows = frozenset(self._names(network)) if self.windows else None
        return [Claim(("minute of", self.service, self.direction), windows)]


def _moment(clock: PatternClock) -> tuple[object, ...]:
    return (clock.origin_minute, clock.period_min, clock.windows)


def _direction(service: Service, direction: str) -> Pattern | None:
    return next((p for p in service.patterns if p.direction == direction), None)

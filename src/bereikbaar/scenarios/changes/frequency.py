# ruff: noqa: RUF009 - item() makes a dataclass field
"""How often services run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

from bereikbaar.errors import Problem
from bereikbaar.network.model import Network, Pattern, Service
from bereikbaar.scenarios import words
from bereikbaar.scenarios.changes.base import Claim
from bereikbaar.scenarios.changes.selection import Selection
from bereikbaar.scenarios.changes.services import TPH
from bereikbaar.scenarios.containers import ByWindow
from bereikbaar.scenarios.context import FOLLOWS, IDLE, Context
from bereikbaar.scenarios.kinds import Number, Text
from bereikbaar.scenarios.records import item
from bereikbaar.scenarios.windows import PerWindow, expand
from bereikbaar.units import MINUTES_PER_HOUR

DIRECTION = Text(choices=("both", "outbound", "return"))
MAX_TPH = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFrequency(Selection):
    """Other trains per hour: absolute (``tph``), times a ``factor``, or ``every_min`` minutes.

    A window that is not named keeps the base. ``factor`` works only where the service runs already; ``tph`` and
    ``every_min`` set both directions, also where the base has trains in one direction only.
    """

    KIND = "set_frequency"

    tph: PerWindow | None = item(TPH, "trains per hour and direction", default=None, example="{day: 4, evening: 2}")
    factor: float | None = item(Number(above=0, high=20), "times as many trains as now", default=None)
    every_min: PerWindow | None = item(
        ByWindow(Number(low=1, high=720, unit="min")), "minutes from one train to the next", default=None
    )
    direction: str = item(DIRECTION, "outbound = as the stops of the service are listed", default="both")

    def check(self, network: Network, context: Context) -> list[Problem]:
        """One way of saying it, windows that are there, a result that differs and is possible."""
        given = [n for n in ("tph", "factor", "every_min") if getattr(self, n) is not None]
        found = self.selection_problems(network, context)
        if len(given) != 1:
            said = "none is there" if not given else f"found {' and '.join(given)}"
            found.append(self.problem("", f"give one of tph, factor and every_min; {said}"))
        for name in ("tph", "every_min"):
            values: PerWindow | None = getattr(self, name)
            if values is not None:
                found += [self.problem(name, text) for text in values.unknown(network)]
                if self.windows:
                    found.append(self.problem("windows", f"name the windows in {name} itself, or give a factor"))
        if any(p.severity in ("error", FOLLOWS) for p in found):
            return found
        return found + self._result_problems(network, context)

    def _result_problems(self, network: Network, context: Context) -> list[Problem]:
        found = []
        for name in self.selected(network, context):
            service = network.services[name]
            after = self._service(service, network)
            if after == service and not self.named():
                continue  # one of many, such as an Intercity that does not run in these windows or at all
            most = max(t for p in after.patterns for t in p.tph)
            if most > MAX_TPH:
                found.append(
                    self.problem("factor", f"service {name!r} would run {most:g} times an hour; at most {MAX_TPH:g}")
                )
            elif not any(t for p in after.patterns for t in p.tph):
                found.append(self.problem("tph", f"service {name!r} would not run at any time: use remove_service"))
            elif after == service:
                now = words.by_window(_tph(service, network), network, "en")
                found.append(
                    self.problem("", f"service {name!r} already runs so ({now} per hour): this changes nothing", IDLE)
                )
        return found

    def now(self, network: Network, context: Context) -> str:
        """Trains per hour of the services that were chosen by what they are."""
        held = [network.services[name] for name in self.selected(network, context)]
        said = [f"{s.id}: {words.by_window(_tph(s, network), network, 'en')}" for s in held[:4]]
        return "per hour now " + "; ".join(said) + ("; ..." if len(held) > 4 else "")

    def make(self, network: Network, context: Context) -> Network:
        """Set trains per hour of each selected service."""
        changed = {n: self._service(network.services[n], network) for n in self.selected(network, context)}
        return replace(network, services=MappingProxyType({**network.services, **changed}))

    def _service(self, service: Service, network: Network) -> Service:
        patterns = tuple(self._pattern(p, network) for p in service.patterns)
        return service if patterns == service.patterns else replace(service, patterns=patterns)

    def _pattern(self, pattern: Pattern, network: Network) -> Pattern:
        if self.direction not in ("both", pattern.direction):
            return pattern
        if self.factor is not None:
            wanted = expand(network, self.windows)
            values = {
                w.name: t * self.factor for w, t in zip(network.windows, pattern.tph, strict=True) if w.name in wanted
            }
        elif self.every_min is not None:
            values = {name: MINUTES_PER_HOUR / minutes for name, minutes in self.every_min.resolve(network).items()}
        else:
            values = self.tph.resolve(network) if self.tph is not None else {}
        tph = tuple(values.get(w.name, t) for w, t in zip(network.windows, pattern.tph, strict=True))
        return pattern if tph == pattern.tph else replace(pattern, tph=tph)

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say how often before and after."""
        names = self.selected(network, context or Context(network))
        touched = [n for n in names if self._service(network.services[n], network) != network.services[n]]
        what = words.services(touched, network, lang) + words.windows(self.windows, lang)
        if self.factor is not None:
            how = words.told(lang, "{f} times as many", f=words.number(self.factor, lang, 2))
        else:
            how = self._before_and_after([network.services[n] for n in touched or names], network, lang)
        return words.told(lang, "Trains per hour of {s}: {how}.", s=what, how=how)

    def _before_and_after(self, services: list[Service], network: Network, lang: str) -> str:
        """Return ``4 by day (was 2)``; what it was only when that is the same for all."""
        before = [_tph(s, network) for s in services]
        after = [_tph(self._service(s, network), network) for s in services]
        moved = [w for w in before[0] if any(a[w] != b[w] for a, b in zip(after, before, strict=True))] or list(
            before[0]
        )
        now, was = (
            [words.by_window({w: t[w] for w in moved}, network, lang) for t in held] for held in (after, before)
        )
        return now[0] if len(set(was)) > 1 else f"{now[0]} (was {was[0]})"

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """Trains per hour of each service in the windows concerned."""
        if self.factor is not None:
            windows = expand(network, self.windows)
        else:
            values = self.tph or self.every_min
            windows = frozenset(values.resolve(network)) if values is not None else frozenset()
        directions = ("outbound", "return") if self.direction == "both" else (self.direction,)
        return [
            Claim(("service", name, "tph", d), windows)
            for name in self.selected(network, context)
            for d in directions
        ]


def _tph(service: Service, network: Network) -> dict[str, float]:
    """Return window -> trains per hour of the busiest direction."""
    return {w.name: max(p.tph[i] for p in service.patterns) for i, w in enumerate(network.windows)}

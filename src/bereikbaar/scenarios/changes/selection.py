"""Changes that select services by id, product, operator or section, and windows; and edit them one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from bereikbaar.errors import Problem, did_you_mean
from bereikbaar.network.model import Network, Service
from bereikbaar.network.track import TrackPaths
from bereikbaar.scenarios import words
from bereikbaar.scenarios.changes.base import STATION, ChangeBase, Claim
from bereikbaar.scenarios.changes.calls import calls_of
from bereikbaar.scenarios.changes.variants import VARIANT_OF, moved_clocks, split_windows
from bereikbaar.scenarios.containers import ListOf
from bereikbaar.scenarios.context import FOLLOWS, Context
from bereikbaar.scenarios.kinds import Text
from bereikbaar.scenarios.physics import run_min, stretches
from bereikbaar.scenarios.records import item
from bereikbaar.scenarios.windows import expand, unknown_windows

SERVICE = Text("the id of a service")


@dataclass(slots=True)
class Work:
    """The network being edited, its paths, and the legs whose way along the track the edit fixes.

    left : the paths along the track that stays open, for a change that closes some.
    """

    network: Network
    context: Context
    paths: TrackPaths
    new_paths: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    left: TrackPaths | None = None

    def remember(self, *ways: tuple[str, ...]) -> None:
        """Fix the way of a leg where no way is known yet, so that other track cannot draw the train away."""
        for way in ways:
            a, b = way[0], way[-1]
            known = self.network.leg_paths
            if len(way) > 1 and (a, b) not in known and (b, a) not in known:
                self.new_paths.setdefault((a, b), way)

    def path(self, a: str, b: str) -> tuple[str, ...]:
        """Return the way of a leg as far as this edit has fixed it; the two ends when there is no track."""
        if (a, b) in self.new_paths:
            return self.new_paths[(a, b)]
        if (b, a) in self.new_paths:
            return self.new_paths[(b, a)][::-1]
        return self.paths.path(a, b) or (a, b)

    def run_min(self, path: Sequence[str]) -> float:
        """Return the minutes by physics along a path, from standstill to standstill."""
        return run_min(stretches(self.network, path), self.context.settings)


def work_on(network: Network, context: Context) -> Work:
    """Return what an edit needs."""
    return Work(network, context, context.paths(network))


def unknown_problems(change: ChangeBase, field_name: str, value: str, network: Network) -> list[Problem]:
    """Say so when no service has the product or operator asked; empty = none is asked."""
    known = sorted({getattr(s, field_name) for s in network.services.values()} - {""})
    if not value or value in known:
        return []
    near = did_you_mean(value, known)
    return [change.problem(field_name, f"no service has {field_name} {value!r}{near}; there are {', '.join(known)}")]


@dataclass(frozen=True, slots=True, kw_only=True)
class InWindows(ChangeBase):
    """A change that may hold in some windows only."""

    windows: tuple[str, ...] = item(
        ListOf(Text("a window"), low=1, single=True),
        "only in these windows (day, evening, weekend, or single ones); the service is split when need be",
        default=(),
    )

    def window_claim(self, network: Network) -> frozenset[str] | None:
        """Return the windows that the change decides about; None = all."""
        return expand(network, self.windows) if self.windows else None

    def runs_then(self, service: Service, network: Network) -> bool:
        """Tell whether a service runs in any of the windows asked; always true when none is named."""
        if not self.windows:
            return True
        wanted = expand(network, self.windows)
        inside = [w.name in wanted for w in network.windows]
        return any(t > 0 and i for p in service.patterns for t, i in zip(p.tph, inside, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection(InWindows):
    """Which services, by id or by what they are."""

    services: tuple[str, ...] = item(
        ListOf(SERVICE, low=1, single=True), "services by id", default=(), example="[600, 800]"
    )
    product: str = item(Text("a product name"), "all services of this product", default="")
    operator: str = item(Text("an operator"), "all services of this operator", default="")
    between: tuple[str, ...] = item(
        ListOf(STATION, low=2, high=2), "all services that run over the track from the one to the other", default=()
    )

    def selected(self, network: Network, context: Context) -> list[str]:
        """Return the ids meant, sorted; of services split by window all variants that run in the windows asked.

        Named services may be new ones; a product, operator or section selects among those of the base.
        """
        chosen = set(self.services) or {s for s in context.base.services if s in network.services}
        chosen |= {s.id for s in network.services.values() if s.info.get(VARIANT_OF) in chosen}
        out = []
        for name in sorted(chosen):
            service = network.services.get(name)
            if service is None or not self._fits(service, network, context):
                continue
            if self.runs_then(service, network) and (VARIANT_OF not in service.info or _runs(service)):
                out.append(name)
        return out

    def _fits(self, service: Service, network: Network, context: Context) -> bool:
        if self.product and service.product != self.product:
            return False
        if self.operator and service.operator != self.operator:
            return False
        return not self.between or runs_over(service, self.between[0], self.between[1], context.paths(network))

    def selection_problems(self, network: Network, context: Context) -> list[Problem]:
        """Say which names are not there, and when nothing is selected."""
        found = []
        if not (self.services or self.product or self.operator or self.between):
            message = "which services? Give services, product, operator or between"
            return [self.problem("", message)]
        for name in dict.fromkeys(self.services):
            if name not in network.services:
                found.append(self.problem("services", *context.unknown_service(name, network)))
        for field_name in ("product", "operator"):
            found += unknown_problems(self, field_name, getattr(self, field_name), network)
        found += self.station_problems("between", self.between, network, context)
        found += [self.problem("windows", text) for text in unknown_windows(network, self.windows)]
        if not found and not self.selected(network, context):
            found.append(self.problem("", "no service is selected: none fits all that is asked"))
        return found

    def named(self) -> bool:
        """Tell whether the services are named one by one, so that each of them has to change."""
        return bool(self.services) and not (self.product or self.operator or self.between)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceEdit(InWindows):
    """A change that edits services one by one."""

    def check(self, network: Network, context: Context) -> list[Problem]:
        """Collect what is wrong with the selection, with the change, and with each service."""
        found = self.selection_problems(network, context) + self.own_problems(network, context)
        if any(p.severity in ("error", FOLLOWS) for p in found):
            return found
        work = work_on(network, context)
        for name in self.concerned(network, context):
            found += self.service_problems(network.services[name], work)
        return list(dict.fromkeys(found))

    def make(self, network: Network, context: Context) -> Network:
        """Edit each selected service; in some windows only, the service is split first."""
        work = work_on(network, context)
        services = dict(network.services)
        clocks = list(network.clocks)
        for name in self.concerned(network, context):
            before = services[name]
            rest, chosen = split_windows(before, network, self.windows)
            after = () if chosen is None else self.edit(chosen, work)
            if chosen is None or after == (chosen,):
                continue
            del services[name]
            made = (*((rest,) if rest else ()), *after)
            for one in made:
                services[one.id] = one
            clocks = [c for clock in clocks for c in moved_clocks(clock, before, made)]
        return replace(
            network,
            services=MappingProxyType(services),
            clocks=tuple(clocks),
            leg_paths=MappingProxyType({**work.new_paths, **network.leg_paths})
            if work.new_paths
            else network.leg_paths,
        )

    def selected(self, network: Network, context: Context) -> list[str]:
        """Return the ids of the services to edit, sorted."""
        raise NotImplementedError

    def concerned(self, network: Network, context: Context) -> list[str]:
        """Return the services to edit, as far as the edit has anything to do with them."""
        return self.selected(network, context)

    def selection_problems(self, network: Network, context: Context) -> list[Problem]:
        """Say what is wrong with the choice of services."""
        raise NotImplementedError

    def trains(self, network: Network, lang: str, context: Context | None) -> str:
        """Return the services that change in words, with the windows when some are named."""
        context = context or Context(network)
        work = work_on(network, context)
        chosen = self.concerned(network, context)
        touched = [n for n in chosen if self.edit(network.services[n], work) != (network.services[n],)]
        return words.services(touched, network, lang) + words.windows(self.windows, lang)

    def own_problems(self, network: Network, context: Context) -> list[Problem]:
        """Say what is wrong apart from the services."""
        del network, context
        return []

    def service_problems(self, service: Service, work: Work) -> list[Problem]:
        """Say what is wrong for one service."""
        raise NotImplementedError

    def edit(self, service: Service, work: Work) -> tuple[Service, ...]:
        """Return what the service becomes; ``(service,)`` for one that is not touched."""
        raise NotImplementedError

    def service_claims(self, network: Network, context: Context, *path: str) -> list[Claim]:
        """Return one claim per selected service."""
        windows = self.window_claim(network)
        return [Claim(("service", name, *path), windows) for name in self.concerned(network, context)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectedEdit(Selection, ServiceEdit):
    """An edit of services that the file selects: by name, or by what they are."""

    def concerned(self, network: Network, context: Context) -> list[str]:
        """Return the services to edit: of those not named one by one only the ones that the edit can be made on."""
        chosen = self.selected(network, context)
        if self.named():
            return chosen
        work = work_on(network, context)
        return [name for name in chosen if self.concerns(network.services[name], work)]

    def concerns(self, service: Service, work: Work) -> bool:
        """Tell whether the edit has anything to do with a service that is not named itself."""
        del service, work
        return True


def _runs(service: Service) -> bool:
    return any(t > 0 for p in service.patterns for t in p.tph)


def runs_over(service: Service, a: str, b: str, paths: TrackPaths) -> bool:
    """Tell whether a service passes both stations along the track, stopping or not."""
    for pattern in service.patterns:
        passed = set(pattern.stations)
        if a in passed and b in passed:
            return True
        for leg in pattern.legs():
            passed.update(paths.path(*leg) or ())
        if a in passed and b in passed:
            return True
    return False


def legs_of(service: Service) -> list[tuple[str, str]]:
    """Return all legs of a service, each once."""
    return list(dict.fromkeys(leg for p in service.patterns for leg in p.legs()))


def calls_at(service: Service, station: str) -> bool:
    """Tell whether any direction of a service calls at a station."""
    return any(station in calls_of(p).stations for p in service.patterns)

# ruff: noqa: RUF009 - item() makes a dataclass field
"""Copies of services that are there, and services that go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

from bereikbaar.errors import Problem
from bereikbaar.network.model import Network, Service
from bereikbaar.scenarios import words
from bereikbaar.scenarios.changes.base import STATION, ChangeBase, Claim, with_entry
from bereikbaar.scenarios.changes.calls import calls_of, pattern_of
from bereikbaar.scenarios.changes.selection import SERVICE, SelectedEdit, Work, work_on
from bereikbaar.scenarios.changes.services import TPH, id_problems, info_of, tph_of, tph_problems
from bereikbaar.scenarios.changes.stopping import no_speed, without_stop
from bereikbaar.scenarios.containers import ListOf
from bereikbaar.scenarios.context import Context
from bereikbaar.scenarios.kinds import Number, Text
from bereikbaar.scenarios.physics import without_speed
from bereikbaar.scenarios.records import item
from bereikbaar.scenarios.windows import PerWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyService(ChangeBase):
    """A new service made from one of the base, such as an express beside the original.

    The copy has the minutes of the original; each stop that it skips saves what ``skip_stops`` would.
    """

    KIND = "copy_service"

    service: str = item(SERVICE, "the original", example="500")
    id: str = item(SERVICE, "id of the copy", example="500x")
    skip: tuple[str, ...] = item(ListOf(STATION, single=True), "stations that the copy passes", default=())
    save_min: float | None = item(
        Number(low=0, high=60, unit="min"), "minutes saved per skipped stop, instead of physics", default=None
    )
    tph: PerWindow = item(TPH, "trains per hour and direction of the copy", example="{day: 2}")
    product: str = item(Text("a product name"), "product; empty = as the original", default="")

    def check(self, network: Network, context: Context) -> list[Problem]:
        """The original is there, the id is free, and the stops can be skipped."""
        found = id_problems(self, "id", self.id, network) + tph_problems(self, self.tph, network)
        found += self.station_problems("skip", self.skip, network, context)
        if self.service not in network.services:
            return [*found, self.problem("service", *context.unknown_service(self.service, network))]
        work = work_on(network, context)
        original = network.services[self.service]
        for stop in dict.fromkeys(self.skip):
            if stop not in network.stations:
                continue
            if not any(stop in p.stations[1:-1] for p in original.patterns):
                message = f"service {self.service!r} has no stop on the way at {stop!r}: it cannot be skipped"
                found.append(self.problem("skip", message))
        if not found and self.save_min is None:
            missing = {
                section
                for p in original.patterns for a, b in p.legs() if {a, b} & set(self.skip)
                for section in without_speed(network, work.path(a, b))
            }  # fmt: skip
            found += [self.problem("skip", no_speed(missing, "save_min"))] if missing else []
        return found

    def make(self, network: Network, context: Context) -> Network:
        """Add the copy."""
        work = work_on(network, context)
        original = network.services[self.service]
        tph = tph_of(self.tph, network)
        patterns = []
        for pattern in original.patterns:
            calls = calls_of(pattern)
            for stop in self.skip:
                while stop in calls.stations[1:-1]:
                    calls = without_stop(calls, calls.at(stop)[0], self.save_min, work, self.author(context))
            patterns.append(replace(pattern_of(pattern, calls), tph=tph))
        copy = replace(
            original, id=self.id, series=self.id, product=self.product or original.product, patterns=tuple(patterns),
            status="regular", added_by=self.author(context), info=info_of(self),
        )  # fmt: skip
        paths = MappingProxyType({**work.new_paths, **network.leg_paths}) if work.new_paths else network.leg_paths
        return replace(network, services=with_entry(network.services, self.id, copy), leg_paths=paths)

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say what the copy does differently."""
        del context
        passing = ""
        if self.skip:
            skipped = words.stations(self.skip, network, lang)
            passing = words.told(lang, ", passing {s}", s=skipped)
        return words.told(
            lang,
            "New train {id} as {original}{passing}; per hour {tph}.",
            id=self.id, original=words.service(self.service, network), passing=passing,
            tph=words.by_window(self.tph.resolve(network), network, lang),
        )  # fmt: skip

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The new service."""
        del network, context
        return [Claim(("new service", self.id))]

    def introduces(self) -> set[str]:
        """The copy."""
        return {self.id}


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveService(SelectedEdit):
    """Services that no longer run; with ``windows`` only there."""

    KIND = "remove_service"

    def service_problems(self, service: Service, work: Work) -> list[Problem]:
        """With windows the service has to run in them."""
        if not self.runs_then(service, work.network):
            return [self.problem("windows", f"service {service.id!r} does not run then")]
        return []

    def edit(self, service: Service, work: Work) -> tuple[Service, ...]:
        """Nothing is left."""
        del service, work
        return ()

    def describe(self, network: Network, lang: str, context: Context | None = None) -> str:
        """Say what goes."""
        return words.told(lang, "No longer runs: {t}.", t=self.trains(network, lang, context))

    def claims(self, network: Network, context: Context) -> list[Claim]:
        """The whole service, also one that another change adds."""
        added = [Claim(("new service", name), self.window_claim(network)) for name in self.services]
        return self.service_claims(network, context) + added

"""Every shipped scenario applied to the shipped network and routed once, for the tests that look at them."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bereikbaar.network.model import Network, Pattern, Service
from bereikbaar.read.network import find_network, read_network
from bereikbaar.results import Outcome
from bereikbaar.routing.travel_times import TravelTimes, travel_times
from bereikbaar.scenarios.apply import Applied, apply_scenario
from bereikbaar.scenarios.expects import check_expectations
from bereikbaar.scenarios.model import Scenario
from bereikbaar.scenarios.registry import load_scenario
from bereikbaar.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "tests" / "data" / "shipped"

KEYS = {
    "lelylijn-2020": "lely20",
    "lelylijn-2020-boog": "lely20b",
    "lelylijn-noordlink": "noordlnk",
    "lelylijn-2024": "lely24",
    "lelylijn-2024-direct": "lely24d",
    "lelylijn-emmeloord-assen": "emmasn",
    "afsluitdijk": "afsldk",
    "versnelling-bestaand-160": "snel160",
    "versnelling-bestaand-200": "snel200",
    "zeeland-2030": "zld30",
    "zeeland-160": "zld160",
    "zeeland-hsl": "zldhsl",
    "spoorboekloos-breda": "spbd",
    "spoorboekloos-breda-66": "spbd66",
    "spoorboekloos-breda-breed": "spbdbr",
    "spoorboekloos-zwolle": "spzl",
    "spoorboekloos-zwolle-66": "spzl66",
    "spoorboekloos-zwolle-breed": "spzlbr",
    "spoorboekloos": "spoor",
    "nedersaksenlijn": "nedsaks",
    "wunderline": "wunder",
    "ser-2020": "ser20",
}
NAMES = tuple(KEYS)


@dataclass(frozen=True)
class Case:
    """One scenario, applied to the shipped network; routed outside the peak when somebody asks."""

    scenario: Scenario
    applied: Applied

    @property
    def network(self) -> Network:
        return self.applied.network

    @property
    def times(self) -> TravelTimes:
        return scenario_times(self.scenario.name)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        there, here = {"offpeak": self.times}, {"offpeak": base_times()}
        return tuple(check_expectations(base(), self.network, self.scenario, here, there, Settings()))


@cache
def base() -> Network:
    return read_network(find_network("nl-2026"))


@cache
def base_times() -> TravelTimes:
    return travel_times(base(), "offpeak", Settings())


@cache
def shipped(name: str) -> Scenario:
    return load_scenario(name)


@cache
def case(name: str) -> Case:
    return Case(shipped(name), apply_scenario(base(), shipped(name), Settings()))


@cache
def scenario_times(name: str) -> TravelTimes:
    return travel_times(case(name).network, "offpeak", Settings())


def rows(file: str) -> list[dict[str, str]]:
    with (DATA / file).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def direct_trains(net: Network, origin: str, destination: str, window: str = "offpeak") -> list[tuple[float, float]]:
    """Return (minutes, trains per hour) of all direct trains, fastest first."""
    at = net.window_index(window)
    out = []
    for pattern in patterns(net.services.values()):
        if pattern.tph[at] > 0 and origin in pattern.stations:
            i = pattern.stations.index(origin)
            if destination in pattern.stations[i + 1 :]:
                j = pattern.stations.index(destination, i + 1)
                out.append((pattern.arrive_min[j] - pattern.depart_min[i], pattern.tph[at]))
    return sorted(out)


def patterns(services: Iterable[Service]) -> Iterator[Pattern]:
    for service in services:
        yield from service.patterns


def tph(net: Network, origin: str, destination: str, window: str = "offpeak") -> float:
    return sum(f for _, f in direct_trains(net, origin, destination, window))


def best(times: TravelTimes, origin: str, destination: str) -> float:
    return times.at("best", origin, destination)


def mean_direct(trains: list[tuple[float, float]]) -> float:
    """Return in-vehicle time plus half the combined headway over the direct trains worth taking."""
    weighted, per_hour, value = 30.0, 0.0, math.inf
    for minutes, f in trains:
        if minutes >= value:
            break
        weighted, per_hour = weighted + minutes * f, per_hour + f
        value = weighted / per_hour
    return value

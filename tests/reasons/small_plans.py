"""A small country and plans for it: three stations on one line, six towns at two of them, times that fit on paper."""

from __future__ import annotations

import math
from types import MappingProxyType

import numpy as np

from bereikbaar.access.model import Centre, Places, Towns, Zones
from bereikbaar.network.model import Network, Pattern, Section, Service, Station, Window
from bereikbaar.scenarios.nodes import parse_yaml
from bereikbaar.scenarios.schema import from_nodes
from bereikbaar.settings import Settings

WINDOWS = (Window("offpeak", 40.0, "day"), Window("evening", 20.0, "evening"))
#: code -> (latitude, longitude): a is 60 km west of b, c 60 km east of it; d has no train.
AT = {"a": (52.0, 4.0), "b": (52.0, 4.9), "c": (52.0, 5.8), "d": (52.6, 5.8)}
#: No bus, and no cycling from one to the other: they are too far apart.
SETTINGS = Settings().changed(assumed_transit=False, town_population=1000)
HEAD = "name: {name}\nkey: {name}\ntitle: {{nl: Proef, en: Test}}\nbase: tiny\nchanges:\n"


def service(name: str, stops: str, tph: float) -> Service:
    """``service("1", "a 0|b 30", 2)``: both directions, in all windows."""
    calls = [stop.split() for stop in stops.split("|")]
    codes, out = tuple(c for c, _ in calls), tuple(float(m) for _, m in calls)
    back = tuple(out[-1] - m for m in reversed(out))
    per_hour = (tph,) * len(WINDOWS)
    patterns = (Pattern("outbound", codes, out, out, per_hour), Pattern("return", codes[::-1], back, back, per_hour))
    return Service(name, name, "Intercity", "", patterns)


def network(*services: Service) -> Network:
    """Two trains an hour from a to b in 40 min, and from b to c in 30; d has track and no train."""
    trains = services or (service("1", "a 0|b 40", 2), service("2", "b 0|c 30", 2))
    stations = {code: Station(code, code.upper(), lat, lon) for code, (lat, lon) in AT.items()}
    track = {}
    for a, b in (("a", "b"), ("b", "c"), ("c", "d")):
        line = tuple((AT[c][1], AT[c][0]) for c in (a, b))
        track[(a, b)] = Section(a, b, 62.0 if b != "d" else 67.0, 160.0, line)
    return Network(
        "tiny", "Tiny", "1", WINDOWS, MappingProxyType(stations), MappingProxyType({s.id: s for s in trains}),
        MappingProxyType(track),
    )  # fmt: skip


def places() -> Places:
    """A town on each station; the five destinations of the headline are all at c, and Utrecht is at b."""
    codes = ("a", "b", "c", "d")
    lat, lon = (np.array([AT[c][k] for c in codes]) for k in (0, 1))
    people, text, n = np.array([50_000.0, 20_000.0, 30_000.0, 5_000.0]), ("",) * 4, 4
    zones = Zones(
        ("1000", "2000", "3000", "4000"), text, np.arange(n), text, ("Here",) * n, text, lat, lon, np.zeros(n),
        np.zeros(n), np.full(n, math.pi), people,
    )  # fmt: skip
    names = ("town-a", "town-b", "town-c", "town-d")
    towns = Towns(names, tuple(x.title() for x in names), text, ("Here",) * n, text, lat, lon, people)
    at = {"amsterdam": "c", "rotterdam": "c", "den-haag": "c", "utrecht": "b", "capital": "c"}
    centres = tuple(
        Centre(
            name, name.title(), ("province capital",) if name == "capital" else ("city",), "Here", (code,), *AT[code]
        )
        for name, code in at.items()
    )
    return Places(zones, towns, centres, (), (), None, None, hash="tiny")


def scenario(name: str, *changes: str):
    """Return a scenario with changes written as in a file."""
    text = HEAD.format(name=name) + "".join(f"  - {change}\n" for change in changes)
    reading = from_nodes(parse_yaml(text, f"{name}.yaml"), f"{name}.yaml")
    assert not reading.problems, reading.problems
    return reading.scenario


#: a-b in 30 instead of 40 minutes; b-c in 20 instead of 30.
FAST_WEST = "set_run_time: {services: ['1'], from: a, to: b, run_min: 30}"
FAST_EAST = "set_run_time: {services: ['2'], from: b, to: c, run_min: 20}"
#: Four trains an hour instead of two.
OFTEN_WEST = "set_frequency: {services: ['1'], tph: {day: 4}}"
TO_D = "add_service: {id: D, stops: [c, d], run_min: [25], tph: {day: 2}}"
D_FAST = "set_run_time: {services: [D], from: c, to: d, run_min: 15}"

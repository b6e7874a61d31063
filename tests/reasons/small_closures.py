"""Track to close: a triangle of towns with a fourth at the end of a branch, and random track with trains on it."""

from __future__ import annotations

import math
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from hypothesis import strategies as st
from small_plans import SETTINGS, WINDOWS, service

from bereikbaar.access.model import Centre, Places, Towns, Zones
from bereikbaar.network.model import Network, Pattern, Section, Service, Station

#: Some 60 to 75 km apart: nobody walks or cycles. j lies on the track from c to e and has no stop.
AT = {"a": (52.0, 4.0), "b": (52.0, 4.9), "c": (52.6, 4.45), "j": (52.9, 4.45), "e": (53.2, 4.45)}
PEOPLE = {"a": 50_000.0, "b": 20_000.0, "c": 30_000.0, "e": 5_000.0}
KM = {("a", "b"): 62.0, ("b", "c"): 74.0, ("a", "c"): 74.0, ("c", "j"): 34.0, ("e", "j"): 34.0}
__all__ = ["AT", "KM", "PEOPLE", "SETTINGS", "random_tracks", "ring", "ring_places"]


def network(services: list[Service], sections: dict[tuple[str, str], float], at: dict, **fields) -> Network:
    stations = {code: Station(code, code.upper(), lat, lon, country="NL") for code, (lat, lon) in at.items()}
    track = {
        (a, b): Section(a, b, km, 130.0, tuple((at[c][1], at[c][0]) for c in (a, b)))
        for (a, b), km in sections.items()
    }
    held = {s.id: s for s in services}
    return Network(
        "ring", "Ring", "1", WINDOWS, MappingProxyType(stations), MappingProxyType(held), MappingProxyType(track),
        **fields,
    )  # fmt: skip


def ring() -> Network:
    """Two trains an hour on every side of the triangle, 20 min each, and on the branch from c to e, 40 min."""
    trains = [service("1", "a 0|b 20", 2), service("2", "b 0|c 20", 2), service("3", "a 0|c 20", 2)]
    return network([*trains, service("4", "c 0|e 40", 2)], KM, AT)


def ring_places() -> Places:
    """A town on each stop; all five destinations of the headline are at b."""
    codes = tuple(PEOPLE)
    lat, lon = (np.array([AT[c][k] for c in codes]) for k in (0, 1))
    people, n = np.array([PEOPLE[c] for c in codes]), len(codes)
    text, nothing = ("",) * n, np.zeros(n)
    zones = Zones(
        tuple(f"{k}000" for k in range(1, n + 1)), text, np.arange(n), text, ("Here",) * n, text, lat, lon, nothing,
        nothing, np.full(n, math.pi), people,
    )  # fmt: skip
    names = tuple(f"town-{c}" for c in codes)
    towns = Towns(names, tuple(x.title() for x in names), text, ("Here",) * n, text, lat, lon, people)
    centres = tuple(
        Centre(name, name.title(), (kind,), "Here", ("b",), *AT["b"])
        for name, kind in (
            ("amsterdam", "city"), ("rotterdam", "city"), ("den-haag", "city"), ("utrecht", "city"),
            ("capital", "province capital"),
        )
    )  # fmt: skip
    return Places(zones, towns, centres, (), (), None, None, hash="ring")


CODES = ("a", "b", "c", "d", "e", "f")


@st.composite
def random_tracks(draw: st.DrawFn) -> Network:
    """Some track between six stations (in one part or more), and trains that follow it and skip stops."""
    pairs = [(a, b) for i, a in enumerate(CODES) for b in CODES[i + 1 :]]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=9, unique=True))
    sections = {pair: float(draw(st.integers(1, 60))) for pair in chosen}
    at = {code: (51.5 + 0.3 * n, 4.0 + 0.7 * (n % 3)) for n, code in enumerate(CODES)}
    trains, leg_paths = [], {}
    for n in range(draw(st.integers(1, 5))):
        walk = [draw(st.sampled_from([c for pair in chosen for c in pair]))]
        for _ in range(draw(st.integers(1, 4))):
            near = sorted({*(b for a, b in chosen if a == walk[-1]), *(a for a, b in chosen if b == walk[-1])})
            walk.append(draw(st.sampled_from([c for c in near if c not in walk] or [""])))
            if not walk[-1]:
                walk.pop()
                break
        if len(walk) < 2:
            continue
        inner = [c for c in walk[1:-1] if draw(st.booleans())]
        stops = [walk[0], *inner, walk[-1]]
        for a, b in pairwise(stops):
            leg_paths.setdefault((a, b), tuple(walk[walk.index(a) : walk.index(b) + 1]))
        minutes = [0.0]
        for _ in stops[1:]:
            minutes.append(minutes[-1] + draw(st.integers(1, 60)))
        per_hour = (draw(st.sampled_from([1.0, 2.0, 3.0, 4.0])),) * len(WINDOWS)
        out, back = tuple(minutes), tuple(minutes[-1] - m for m in reversed(minutes))
        there = Pattern("outbound", tuple(stops), out, out, per_hour)
        again = Pattern("return", tuple(reversed(stops)), back, back, per_hour)
        trains.append(Service(f"s{n}", f"s{n}", "Intercity", "", (there, again)))
    return network(trains, sections, at, leg_paths=MappingProxyType(leg_paths))

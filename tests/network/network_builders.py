"""Small networks by hand: stations on a line from west to east, track between neighbours, services in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bereikbaar.network.model import Feeder, Network, Pattern, Section, Service, Station, Window

WINDOWS = (Window("offpeak", 50.0, "day"), Window("evening", 20.0, "evening"))
#: Degrees between neighbours on the parallel of 52: 6.85 km.
STEP = 0.1


def station(code: str, place: float = 0.0, **other: object) -> Station:
    """A Dutch station, ``place`` steps east of longitude 5."""
    values: dict[str, object] = {"name": f"Station {code.upper()}", "lat": 52.0, "lon": round(5.0 + STEP * place, 6)}
    return Station(code, **{**values, **other})  # type: ignore[arg-type]


def section(a: str, b: str, places: Mapping[str, float], km: float = 7.0, **other: object) -> Section:
    """Straight track between two stations."""
    line = tuple((round(5.0 + STEP * places[c], 6), 52.0) for c in (a, b))
    values: dict[str, object] = {"speed_kmh": 140.0, "line": line}
    return Section(a, b, km, **{**values, **other})  # type: ignore[arg-type]


def pattern(direction: str, *calls: str, tph: tuple[float, ...] = (2.0, 1.0)) -> Pattern:
    """A direction from calls such as ``"a 0"``, ``"b 5 6"`` (arrival, departure), ``"c 11"``."""
    words = [call.split() for call in calls]
    arrive = tuple(float(w[1]) for w in words)
    depart = tuple(float(w[-1]) for w in words)
    return Pattern(direction, tuple(w[0] for w in words), arrive, depart, tph)


def mirrored(there: Pattern) -> Pattern:
    """The way back: the same minutes in reverse."""
    end = there.arrive_min[-1]
    arrive = (0.0, *(end - m for m in reversed(there.depart_min[:-1])))
    depart = (*(end - m for m in reversed(there.arrive_min[1:])), end)
    return replace(there, direction="return", stations=there.stations[::-1], arrive_min=arrive, depart_min=depart)


def service(
    name: str, *calls: str, tph: tuple[float, ...] = (2.0, 1.0), back: bool = True, **other: object
) -> Service:
    """A service both ways (``back``), from the calls of its way out."""
    there = pattern("outbound", *calls, tph=tph)
    patterns = (there, mirrored(there)) if back else (there,)
    values: dict[str, object] = {"series": name, "product": "Sprinter", "operator": "NS", "patterns": patterns}
    return Service(name, **{**values, **other})  # type: ignore[arg-type]


def network(
    stations: list[Station], services: list[Service], sections: list[Section] | None = None, **other: object
) -> Network:
    values: dict[str, object] = {
        "stations": {s.code: s for s in stations},
        "services": {s.id: s for s in services},
        "sections": {s.key: s for s in sections or []},
        "windows": WINDOWS,
    }
    return Network("hand", "By hand", "1", **{**values, **other})  # type: ignore[arg-type]


def sound() -> Network:
    """Nothing wrong with it: a - b - c - d on one line, a stopping train, and a fast one that passes b and c.

    Both ways, offpeak 2 and evening 1 per hour for the stopping train; the fast one runs offpeak only.
    """
    places = {"a": 0.0, "b": 1.0, "c": 2.0, "d": 3.0}
    return network(
        [station(c, p) for c, p in places.items()],
        [
            service("stop", "a 0", "b 5 6", "c 11 12", "d 17"),
            service("fast", "a 0", "d 14", tph=(1.0, 0.0), product="Intercity"),
        ],
        [section(x, y, places) for x, y in ("ab", "bc", "cd")],
        leg_paths={("a", "d"): ("a", "b", "c", "d")},
    )


def with_service(net: Network, changed: Service, name: str | None = None) -> Network:
    return replace(net, services={**net.services, name or changed.id: changed})


def with_station(net: Network, changed: Station, name: str | None = None) -> Network:
    return replace(net, stations={**net.stations, name or changed.code: changed})


def with_section(net: Network, changed: Section, key: tuple[str, str] | None = None) -> Network:
    return replace(net, sections={**net.sections, key or changed.key: changed})


def with_pattern(net: Network, name: str, **fields: object) -> Network:
    """Change the way out of one service, without the way back."""
    old = net.services[name]
    patterns = (replace(old.patterns[0], **fields), *old.patterns[1:])  # type: ignore[arg-type]
    return with_service(net, replace(old, patterns=patterns))


def feeder(**other: object) -> Feeder:
    values: dict[str, object] = {
        "town_id": "emmer",
        "station": "a",
        "line": "71",
        "run_min": 20.0,
        "tph": (2.0, None),
    }
    return Feeder(**{**values, **other})  # type: ignore[arg-type]

"""What can be wrong with the track: lengths, speeds, lines on the map, and the paths of legs along it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import isfinite

from bereikbaar.errors import did_you_mean
from bereikbaar.network.checks.findings import NOWHERE, Context, Finding, at, fault
from bereikbaar.network.geometry import crow_km, line_km
from bereikbaar.network.model import Section

KINDS = ("existing", "new", "reopened", "upgraded")
#: A section may be this much shorter than the straight line: the ends lie along the platform, not at the station's
#: point (up to 0.12 km in nl-2026), and lengths are rounded.
SLACK_KM = 0.3
#: Longer than this many times the straight line is a detour that hardly any section makes (2.3 in nl-2026) ...
DETOUR_LIMIT = 3.0
#: ... but between stations that are close together a curve soon does, km.
DETOUR_FROM_KM = 1.0
#: Line speeds of trains, km/h.
SPEED_RANGE = (20.0, 350.0)
#: The end of a line lies at most this far from its station, km.
END_LIMIT_KM = 1.0
#: Length given and length of the line differ by at most this share and as many km.
LENGTH_SHARE, LENGTH_KM = 0.1, 0.3
#: A known path is at most this many times the shortest one.
PATH_LIMIT = 1.5


def check_sections(ctx: Context) -> Iterator[Finding]:
    """Sections join two stations, have a length that fits the map, and a line speed."""
    for key, s in sorted(ctx.net.sections.items()):
        ends = {"a": s.a, "b": s.b}
        for kind, values in _section(ctx, key, s):
            yield fault(kind, at(s.a, s.b), **ends, **values)


def _section(ctx: Context, key: tuple[str, str], s: Section) -> Iterator[tuple[str, dict[str, object]]]:
    stations = ctx.net.stations
    if key != s.key:
        yield "section_misfiled", {"key": "-".join(key)}
    if s.a == s.b:
        yield "section_loop", {}
    for code in sorted({s.a, s.b} - set(stations)):
        yield "section_unknown_end", {"code": code, "near": did_you_mean(code, stations)}
    if not (isfinite(s.km) and s.km > 0):
        yield "section_no_length", {"km": float(s.km)}
    elif s.a in stations and s.b in stations:
        straight = crow_km(stations[s.a].lat, stations[s.a].lon, stations[s.b].lat, stations[s.b].lon)
        if s.km < straight - SLACK_KM:
            yield "section_too_short", {"km": s.km, "straight": straight}
        elif s.km > DETOUR_LIMIT * straight and s.km > DETOUR_FROM_KM:
            yield "section_too_long", {"km": s.km, "straight": straight, "limit": DETOUR_LIMIT}
    low, high = SPEED_RANGE
    if s.speed_kmh is not None and not low <= s.speed_kmh <= high:
        yield "line_speed", {"speed": float(s.speed_kmh), "low": low, "high": high}
    if s.kind not in KINDS:
        yield "section_unknown_kind", {"kind": s.kind, "kinds": KINDS, "near": did_you_mean(s.kind, KINDS)}


def check_lines(ctx: Context) -> Iterator[Finding]:
    """Sections are drawn, from their first station to their second, as long as they say."""
    stations = ctx.net.stations
    for _key, s in sorted(ctx.net.sections.items()):
        ends = {"a": s.a, "b": s.b}
        if len(s.line) < 2:
            yield fault("line_missing", at(s.a, s.b), **ends)
            continue
        length = line_km(s.line)
        if isfinite(s.km) and abs(length - s.km) > LENGTH_KM + LENGTH_SHARE * s.km:
            yield fault("line_other_length", at(s.a, s.b), drawn=length, km=s.km, **ends)
        if s.a not in stations or s.b not in stations:
            continue
        gaps = {code: _gap(ctx, code, point) for code, point in ((s.a, s.line[0]), (s.b, s.line[-1]))}
        crossed = max(_gap(ctx, s.a, s.line[-1]), _gap(ctx, s.b, s.line[0]))
        if crossed < max(gaps.values()) and crossed <= END_LIMIT_KM:
            yield fault("line_reversed", at(s.a, s.b), **ends)
            continue
        for code, km in gaps.items():
            if km > END_LIMIT_KM:
                yield fault("line_off_the_station", at(s.a, s.b), code=code, km=km, **ends)


def _gap(ctx: Context, code: str, point: tuple[float, float]) -> float:
    station = ctx.net.stations[code]
    return crow_km(station.lat, station.lon, point[1], point[0])


def check_leg_paths(ctx: Context) -> Iterator[Finding]:
    """Known paths begin and end with their leg, run along sections, and make no great detour."""
    for (a, b), path in sorted(ctx.net.leg_paths.items()):
        leg = {"a": a, "b": b}
        if not path or (path[0], path[-1]) != (a, b):
            first, last = (path[0], path[-1]) if path else ("-", "-")
            yield fault("path_ends", at(a, b), first=first, last=last, **leg)
            continue
        missing = [(x, y) for x, y in pairwise(path) if (min(x, y), max(x, y)) not in ctx.net.sections]
        for x, y in missing:
            yield fault("path_broken", at(a, b), x=x, y=y, **leg)
        for code in sorted({c for c in path if path.count(c) > 1}):
            yield fault("path_repeats", at(a, b), code=code, **leg)
        if not missing:
            km, least = ctx.paths.km(a, b), ctx.paths.shortest_km(a, b)
            if km > PATH_LIMIT * least:
                yield fault("path_long", at(a, b), km=km, shortest=least, limit=PATH_LIMIT, **leg)


def check_legs_on_track(ctx: Context) -> Iterator[Finding]:
    """Every leg of a train has a path along the track."""
    if not ctx.net.sections:
        yield fault("no_track_at_all", NOWHERE)
        return
    without: dict[tuple[str, str], list[tuple[str, str, int]]] = {}
    for service_id, service in sorted(ctx.sound.services.items()):
        for p in service.patterns if service.mode == "rail" else ():
            for i, (a, b) in enumerate(p.legs(), start=1):
                if a != b and ctx.paths.path(a, b) is None:
                    without.setdefault((min(a, b), max(a, b)), []).append((service_id, p.direction, i))
    for (a, b), legs in sorted(without.items()):
        service_id, direction, call = legs[0]
        services = sorted({leg[0] for leg in legs})
        yield fault("leg_without_track", at(service_id, direction, call=call), a=a, b=b, services=services)

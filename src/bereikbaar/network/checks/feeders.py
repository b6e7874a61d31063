"""What can be wrong with feeders: where they go, how long they take, how often they run."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from bereikbaar.errors import did_you_mean
from bereikbaar.network.checks.findings import Context, Finding, at, fault
from bereikbaar.network.checks.services import MODES
from bereikbaar.network.geometry import crow_km
from bereikbaar.network.model import Feeder
from bereikbaar.units import MINUTES_PER_HOUR

#: No feeder covers its straight line faster than this, km/h: the limit of a bus on a motorway.
FASTEST_KMH = 100.0
#: A town reaches further than its point: this much of the straight line does not count, km.
TOWN_RADIUS_KM = 3.0


def check_feeders(ctx: Context) -> Iterator[Finding]:
    """Feeders join a town and a station that exist, in minutes that a vehicle can make."""
    towns = {row["town_id"]: row for _, row in ctx.files.records("towns.csv") if row.get("town_id")}
    seen: set[tuple[str, str, str, str]] = set()
    for f in sorted(ctx.net.feeders, key=lambda f: (f.town_id, f.station, f.line, f.mode)):
        twin = (f.town_id, f.station, f.line, f.mode)
        if twin in seen:
            yield _at("feeder_twice", f, code=f.station)
        seen.add(twin)
        if f.station not in ctx.net.stations:
            yield _at("feeder_station", f, code=f.station, near=did_you_mean(f.station, ctx.net.stations))
        if towns and f.town_id not in towns:
            yield _at("feeder_town", f, near=did_you_mean(f.town_id, towns))
        if f.mode not in MODES:
            yield _at("feeder_mode", f, mode=f.mode, modes=MODES, near=did_you_mean(f.mode, MODES))
        if not f.run_min > 0 or not isfinite(f.run_min):
            yield _at("feeder_run", f, found=float(f.run_min))
        yield from _frequencies(ctx, f)
        yield from _feeder_speed(ctx, f, towns.get(f.town_id, {}))


def _at(kind: str, f: Feeder, **values: object) -> Finding:
    return fault(kind, at(f.town_id, f.station, f.line), line=f.line, town=f.town_id, **values)


def _frequencies(ctx: Context, f: Feeder) -> Iterator[Finding]:
    if len(f.tph) != len(ctx.net.windows):
        yield _at("feeder_count", f, found=len(f.tph), expected=len(ctx.net.windows))
        return
    wrong = {
        w.name: tph
        for w, tph in zip(ctx.net.windows, f.tph, strict=True)
        if tph is not None and not 0 <= tph < float("inf")
    }
    if wrong:
        yield _at("feeder_tph", f, found=float(next(iter(wrong.values()))), windows=list(wrong))
    if all(tph is None for tph in f.tph):
        yield _at("feeder_unseen", f)


def _feeder_speed(ctx: Context, f: Feeder, town: dict[str, str]) -> Iterator[Finding]:
    station = ctx.net.stations.get(f.station)
    try:
        lat, lon = (float(town[name].replace(",", ".")) for name in ("lat", "lon"))
    except (KeyError, ValueError):
        return
    if station is not None and f.run_min > 0:
        km = crow_km(lat, lon, station.lat, station.lon)
        if (km - TOWN_RADIUS_KM) * MINUTES_PER_HOUR / f.run_min > FASTEST_KMH:
            yield _at("feeder_speed", f, minutes=f.run_min, km=km, code=f.station, limit=FASTEST_KMH)

"""What can be wrong with stations: names, places on the map, change times."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from statistics import median

from bereikbaar.errors import did_you_mean
from bereikbaar.network.checks.findings import NOWHERE, Context, Finding, at, fault
from bereikbaar.network.geometry import crow_km
from bereikbaar.network.model import Station

#: Country -> (south, west, north, east), degrees, the mainland with some slack at sea: where its stations can be.
COUNTRY_BOX = {
    "NL": (50.7, 3.2, 53.7, 7.3),
    "BE": (49.4, 2.5, 51.6, 6.5),
    "LU": (49.4, 5.7, 50.2, 6.6),
    "DE": (47.2, 5.8, 55.1, 15.1),
    "FR": (41.3, -5.2, 51.2, 9.7),
    "GB": (49.8, -8.3, 60.9, 1.9),
    "CH": (45.8, 5.9, 47.9, 10.6),
    "AT": (46.3, 9.5, 49.1, 17.2),
    "DK": (54.5, 8.0, 57.8, 15.3),
}
#: Two stations this close are taken for one, km; the closest of the Netherlands are 1.0 km apart.
SAME_PLACE_KM = 0.05
#: A station of a country without a box, this far from the middle of the network, is misplaced, km.
FAR_KM = 1500.0
#: No change takes longer than this, min.
CHANGE_LIMIT_MIN = 60.0


def check_codes(ctx: Context) -> Iterator[Finding]:
    """Codes are text without spaces, filed under themselves, and differ in more than capitals."""
    seen: dict[str, str] = {}
    for key, station in sorted(ctx.net.stations.items()):
        code = station.code
        if key != code:
            yield fault("station_misfiled", at(code), code=code, key=key)
        if not code or any(c.isspace() for c in code):
            yield fault("bad_code", at(code), code=code)
        other = seen.setdefault(code.lower(), code)
        if other != code:
            yield fault("code_twins", at(code), code=code, other=other)


def check_names(ctx: Context) -> Iterator[Finding]:
    """Every station has a name of its own, in whole letters."""
    seen: dict[tuple[str, str], str] = {}
    for code, station in sorted(ctx.net.stations.items()):
        name = station.name.strip()
        if not name:
            yield fault("station_no_name", at(code), code=code)
            continue
        if is_garbled(name):
            yield fault("garbled_name", at(code), code=code, name=name)
        other = seen.setdefault((station.country, name.lower()), code)
        if other != code:
            yield fault("name_twins", at(code), code=code, other=other, name=name)


def is_garbled(text: str) -> bool:
    """Return whether UTF-8 was read as something else: a replacement mark, a control sign, or text such as BÃ¼nde."""
    if "\ufffd" in text or not text.isprintable():
        return True
    try:
        return text.encode("cp1252").decode("utf-8") != text
    except UnicodeError:
        return False


def check_positions(ctx: Context) -> Iterator[Finding]:
    """Every station has a position, inside its country."""
    good = [s for s in ctx.net.stations.values() if isfinite(s.lat) and isfinite(s.lon)]
    middle = (median(s.lat for s in good), median(s.lon for s in good)) if good else (0.0, 0.0)
    for code, s in sorted(ctx.net.stations.items()):
        found = _position(s, middle)
        if found is not None:
            yield fault(
                found, at(code), code=code, name=s.name, lat=s.lat, lon=s.lon, country=s.country, **_around(s, middle)
            )


def _position(s: Station, middle: tuple[float, float]) -> str | None:
    if not (isfinite(s.lat) and isfinite(s.lon)):
        return "station_no_position"
    if abs(s.lat) < 1 and abs(s.lon) < 1:
        return "station_at_zero"
    if s.country in COUNTRY_BOX:
        if _inside(s.lat, s.lon, s.country):
            return None
        return "station_swapped" if _inside(s.lon, s.lat, s.country) else "station_outside"
    return "station_far_away" if crow_km(s.lat, s.lon, *middle) > FAR_KM else None


def _inside(lat: float, lon: float, country: str) -> bool:
    south, west, north, east = COUNTRY_BOX[country]
    return south <= lat <= north and west <= lon <= east


def _around(s: Station, middle: tuple[float, float]) -> dict[str, float]:
    south, west, north, east = COUNTRY_BOX.get(s.country, (0.0, 0.0, 0.0, 0.0))
    km = crow_km(s.lat, s.lon, *middle) if isfinite(s.lat) and isfinite(s.lon) else 0.0
    return {"south": south, "west": west, "north": north, "east": east, "km": km}


def check_same_place(ctx: Context) -> Iterator[Finding]:
    """No two stations are in the same place. Stations without a position are for another check."""
    placed = sorted(
        (
            s
            for s in ctx.net.stations.values()
            if isfinite(s.lat) and isfinite(s.lon) and (abs(s.lat) > 1 or abs(s.lon) > 1)
        ),
        key=lambda s: (s.lat, s.code),
    )
    reach = SAME_PLACE_KM / 110.0  # degrees of latitude, a little more than the distance
    for i, s in enumerate(placed):
        for other in placed[i + 1 :]:
            if other.lat - s.lat > reach:
                break
            km = crow_km(s.lat, s.lon, other.lat, other.lon)
            if km <= SAME_PLACE_KM:
                first, second = sorted((s, other), key=lambda x: x.code)
                yield fault(
                    "same_place",
                    at(second.code),
                    code=second.code,
                    name=second.name,
                    other=first.code,
                    other_name=first.name,
                    metres=1000 * km,
                )


def check_change_times(ctx: Context) -> Iterator[Finding]:
    """Change times are minutes, also those that a scenario set."""
    for code, station in sorted(ctx.net.stations.items()):
        if not 0 <= station.change_min <= CHANGE_LIMIT_MIN:
            yield fault("change_time", at(code), code=code, found=station.change_min, limit=CHANGE_LIMIT_MIN)
    for code, minutes in sorted(ctx.net.change_min.items()):
        if code not in ctx.net.stations:
            yield fault("change_station", NOWHERE, code=code, near=did_you_mean(code, ctx.net.stations))
        elif not 0 <= minutes <= CHANGE_LIMIT_MIN:
            yield fault("change_time", at(code), code=code, found=minutes, limit=CHANGE_LIMIT_MIN)

"""Small GTFS feeds, written as text: four stations in the Netherlands and trains that are easy to check by hand."""

from pathlib import Path

STOPS = {
    "gn": ("Groningen", 53.2107, 6.5648),
    "asn": ("Assen", 52.9916, 6.5708),
    "ut": ("Utrecht Centraal", 52.0890, 5.1100),
    "asd": ("Amsterdam Centraal", 52.3791, 4.9003),
    "mdb": ("Middelburg", 51.4951, 3.6171),
    "vs": ("Vlissingen", 51.4443, 3.5959),
}


def clock(minutes):
    return f"{int(minutes) // 60:02d}:{int(minutes) % 60:02d}:{round(minutes * 60) % 60:02d}"


def trains(name, calls, first, last, every):
    """``trains("A", "gn 0 ut 108", 420, 1200, 60)``: leaves every 60 min from 7:00 to 20:00, calls at minutes."""
    words = calls.split()
    stops = [(s, float(m)) for s, m in zip(words[::2], words[1::2], strict=True)]
    out, at = [], first
    while at <= last:
        out.append((name, f"{name}-{clock(at)[:5].replace(':', '')}", [(s, at + m) for s, m in stops]))
        at += every
    return out


def both(name, calls, first, last, every):
    words = calls.split()
    minutes = [float(m) for m in words[1::2]]
    back = " ".join(f"{s} {minutes[-1] - m:g}" for s, m in zip(words[-2::-2], minutes[::-1], strict=True))
    there, again = trains(name, calls, first, last, every), trains(f"{name}r", back, first, last, every)
    return [*there, *((name, trip, stops) for _, trip, stops in again)]


def feed(folder: Path, runs, *, stops=STOPS, start="20250106", end="20251212", days="1111111") -> Path:
    """Write a feed: runs are (route, trip id, [(stop, minutes after midnight), ...])."""
    folder.mkdir(parents=True, exist_ok=True)
    routes = sorted({route for route, _, _ in runs})
    rows = {
        "agency.txt": [
            "agency_id,agency_name,agency_url,agency_timezone",
            "A,Spoor,https://example.org,Europe/Amsterdam",
        ],
        "stops.txt": ["stop_id,stop_name,stop_lat,stop_lon"]
        + [f"{code},{name},{lat},{lon}" for code, (name, lat, lon) in stops.items()],
        "routes.txt": ["route_id,agency_id,route_short_name,route_type"] + [f"{r},A,{r},2" for r in routes],
        "calendar.txt": [
            "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date",
            f"D,{','.join(days)},{start},{end}",
        ],
        "trips.txt": ["route_id,service_id,trip_id"] + [f"{route},D,{trip}" for route, trip, _ in runs],
        "stop_times.txt": ["trip_id,arrival_time,departure_time,stop_id,stop_sequence"]
        + [
            f"{trip},{clock(m)},{clock(m)},{stop},{n}"
            for _, trip, calls in runs
            for n, (stop, m) in enumerate(calls, 1)
        ],
    }
    for name, lines in rows.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder

"""Builders of small feeds: the text of every file, written to a folder or a zip."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from bereikbaar.gtfs.feed import Feed, read_feed

Files = dict[str, "str | bytes"]

STOPS = """\
stop_id,stop_name,stop_lat,stop_lon
gn,Groningen,53.2107,6.5648
asn,Assen,52.9918,6.5713
zl,Zwolle,52.5047,6.0919
ut,Utrecht Centraal,52.0889,5.1103
asd,Amsterdam Centraal,52.3789,4.9006
"""
AGENCY = "agency_id,agency_name,agency_url,agency_timezone\nX,Spoor,https://example.org,Europe/Amsterdam\n"
DAILY = """\
service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
D,1,1,1,1,1,1,1,20260105,20261211
"""
CALLS = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"


def clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}:00"


def calls(trip: str, *stops: tuple[str, str] | tuple[str, str, str]) -> str:
    """Rows of one trip: (stop, time) or (stop, arrival, departure)."""
    rows = ((s[0], s[1], s[-1]) for s in stops)
    return "".join(f"{trip},{a},{d},{stop},{n}\n" for n, (stop, a, d) in enumerate(rows, 1))


def shifted(trip: str, start: int, *stops: tuple[str, int, int]) -> str:
    """Rows of one trip: (stop, minutes of arrival, of departure) after the start, minutes after midnight."""
    return calls(trip, *((s, clock(start + a), clock(start + d)) for s, a, d in stops))


def trips(*names: str, route: str = "R", service: str = "D") -> str:
    return "route_id,service_id,trip_id\n" + "".join(f"{route},{service},{n}\n" for n in names)


def feed(stop_times: str, *, header: str = CALLS, **files: str | bytes | None) -> Files:
    """A feed of trains on one route, every day, with one trip for every trip id in ``stop_times``.

    files : other files by name without ``.txt``; None leaves a file out.
    """
    names = list(dict.fromkeys(line.split(",")[0] for line in stop_times.splitlines() if line.strip()))
    out: dict[str, str | bytes | None] = {
        "agency": AGENCY,
        "stops": STOPS,
        "routes": "route_id,agency_id,route_short_name,route_type\nR,X,500,2\n",
        "trips": trips(*names),
        "calendar": DAILY,
        "stop_times": header + stop_times,
    } | files
    return {f"{name}.txt": text for name, text in out.items() if text is not None}


INTERCITY = (("gn", 0, 0), ("asn", 15, 16), ("zl", 55, 58), ("ut", 108, 108))
SHUTTLE = (("ut", 0, 0), ("asd", 27, 27))


def plain(hours: Iterable[int] = range(6, 10)) -> Files:
    """Trains gn-asn-zl-ut every hour (108 minutes) and ut-asd twice an hour, at :10 and :40 (27 minutes)."""
    rows = []
    for hour in hours:
        rows.append(shifted(f"i{hour}", hour * 60, *INTERCITY))
        rows += [shifted(f"s{hour}-{m}", hour * 60 + m, *SHUTTLE) for m in (10, 40)]
    return feed("".join(rows))


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def write_zip(path: Path, files: Mapping[str, str | bytes], inside: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(inside + name, text)
    return path


def read(tmp_path: Path, files: Mapping[str, str | bytes], **options: object) -> Feed:
    return read_feed(write(tmp_path / "feed", files), **options)  # type: ignore[arg-type]


def times(feed: Feed, trip: str) -> list[tuple[str, float, float]]:
    """(station, arrival, departure) of a trip, minutes after midnight."""
    t = feed.trips
    i = t.ids.index(trip)
    part = slice(t.first[i], t.first[i + 1])
    codes = [t.stations[s] for s in t.place_station[t.place[part]]]
    rows = zip(codes, t.arrive_s[part] / 60, t.depart_s[part] / 60, strict=True)
    return [(c, float(a), float(d)) for c, a, d in rows]


def minutes(feed: Feed, trip: str, a: str, b: str) -> float:
    """Minutes from the first departure at a to the next arrival at b."""
    rows = times(feed, trip)
    start = next(i for i, r in enumerate(rows) if r[0] == a)
    return next(r[1] for r in rows[start + 1 :] if r[0] == b) - rows[start][2]


def runs_on(feed: Feed, trip: str) -> list[str]:
    row = feed.trips.runs[feed.trips.ids.index(trip)]
    return [feed.dates[i] for i in np.flatnonzero(row)]


def notes(feed: Feed) -> str:
    return "\n".join(map(str, feed.notes))

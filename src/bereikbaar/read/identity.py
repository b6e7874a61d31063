"""The content hash of a network: the same for the same content, in whatever order and dress the files are."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bereikbaar.network.model import Network, Pattern, Window

if TYPE_CHECKING:
    from bereikbaar.network.trips import Trips


def network_hash(net: Network) -> str:
    """Return a sha256 over all that the model uses.

    In: windows, stations, services with their patterns, sections, leg paths, feeders; of a timetable the trips, their
    days and rules, and the change times. Not in: the name and place of the folder, notes, sources and evidence, which
    change no answer. Trips are taken in their order: whoever makes them puts them in the order of their ids.
    """
    sections = [s for _, s in sorted(net.sections.items())]
    content = [
        [_window(w) for w in net.windows],
        [
            (s.code, s.name, s.lat, s.lon, s.country, s.kind, s.province, s.change_min, s.intercity, s.passengers)
            for _, s in sorted(net.stations.items())
        ],
        [
            (s.id, s.series, s.product, s.operator, s.mode, s.status, _patterns(s.patterns))
            for _, s in sorted(net.services.items())
        ],
        [(s.a, s.b, s.km, s.speed_kmh, s.kind, len(s.line)) for s in sections],
        sorted(net.leg_paths.items()),
        sorted(((f.town_id, f.station, f.line, f.run_min, f.tph, f.mode) for f in net.feeders), key=repr),
        *([sorted(net.change_min.items())] if net.change_min else []),
    ]
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode())
    degrees = [d for s in sections for point in s.line for d in point]
    digest.update(struct.pack(f"<{len(degrees)}d", *degrees))
    for part in _trips(net.trips) if net.trips is not None else ():
        digest.update(part)
    return digest.hexdigest()


def _window(w: Window) -> tuple[object, ...]:
    return (w.name, w.hours_per_week, w.group, *((w.date, w.from_s, w.to_s) if w.date else ()))


def _patterns(patterns: Sequence[Pattern]) -> list[tuple[object, ...]]:
    return [
        (p.direction, p.stations, p.arrive_min, p.depart_min, p.tph, *([p.board, p.alight] if p.board else []))
        for p in patterns
    ]


def _trips(trips: Trips) -> Iterator[bytes]:
    """Yield all that a timetable answers with, array by array, each behind its name and size."""
    texts = [trips.stations, trips.places, trips.patterns, trips.ids, trips.dates, trips.period_s]
    yield json.dumps(texts, ensure_ascii=True, separators=(",", ":")).encode()
    arrays = {
        name: getattr(trips, name)
        for name in (
            "place_station", "first", "place", "arrive_s", "depart_s", "board", "alight", "pattern", "line",
            "route_type", "basis", "stays", "walks", "day_start_s", "runs",
        )
    } | trips.rules._asdict()  # fmt: skip
    if trips.headway_s.any():
        arrays["headway_s"] = trips.headway_s
    for name, array in arrays.items():
        yield f"{name}{array.shape}".encode()
        yield array.astype("<i8").tobytes()

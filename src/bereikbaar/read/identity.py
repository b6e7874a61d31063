"""The content hash of a network: the same for the same content, in whatever order and dress the files are."""

from __future__ import annotations

import hashlib
import json

from bereikbaar.network.model import Network


def network_hash(net: Network) -> str:
    """Return a sha256 over all that the model uses.

    In: windows, stations, services with their patterns, sections, leg paths, feeders. Not in: where the folder is, notes,
    sources and evidence, which change no answer.
    """
    content = [
        [(w.name, w.hours_per_week, w.group) for w in net.windows],
        [
            (s.code, s.name, s.lat, s.lon, s.country, s.kind, s.province, s.change_min, s.intercity, s.passengers)
            for _, s in sorted(net.stations.items())
        ],
        [
            (s.id, s.series, s.product, s.operator, s.mode, s.status, _patterns(s.patterns))
            for _, s in sorted(net.services.items())
        ],
        [(s.a, s.b, s.km, s.speed_kmh, s.kind, s.line) for _, s in sorted(net.sections.items())],
        sorted(net.leg_paths.items()),
        sorted(((f.town_id, f.station, f.line, f.run_min, f.tph, f.mode) for f in net.feeders), key=repr),
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


def _patterns(patterns: tuple) -> list[tuple[object, ...]]:  # type: ignore[type-arg]
    return [(p.direction, p.stations, p.arrive_min, p.depart_min, p.tph) for p in patterns]

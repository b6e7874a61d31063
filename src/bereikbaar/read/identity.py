"""The content hash of a network: the same for the same content, in whatever order and dress the files are."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Sequence

from bereikbaar.network.model import Network, Pattern


def network_hash(net: Network) -> str:
    """Return a sha256 over all that the model uses.

    In: windows, stations, services with their patterns, sections, leg paths, feeders. Not in: the name and place of
    the folder, notes, sources and evidence, which change no answer.
    """
    sections = [s for _, s in sorted(net.sections.items())]
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
        [(s.a, s.b, s.km, s.speed_kmh, s.kind, len(s.line)) for s in sections],
        sorted(net.leg_paths.items()),
        sorted(((f.town_id, f.station, f.line, f.run_min, f.tph, f.mode) for f in net.feeders), key=repr),
    ]
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode())
    degrees = [d for s in sections for point in s.line for d in point]
    digest.update(struct.pack(f"<{len(degrees)}d", *degrees))
    return digest.hexdigest()


def _patterns(patterns: Sequence[Pattern]) -> list[tuple[object, ...]]:
    return [(p.direction, p.stations, p.arrive_min, p.depart_min, p.tph) for p in patterns]

"""A network made from a timetable -> a network folder: a data package that reads back as the same network.

Whole or not at all; the same network gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bereikbaar.errors import InputError, Problem
from bereikbaar.gtfs.clocks import pattern_clocks
from bereikbaar.network.model import Network, Pattern
from bereikbaar.write.atomic import OutputFolder
from bereikbaar.write.network_package import package
from bereikbaar.write.trip_tables import trip_tables

Cell = str | int | float | bool | None
Row = Sequence[Cell]
#: Name of a file -> its columns and rows.
Tables = Mapping[str, tuple[Sequence[str], Sequence[Row]]]

PACKAGE = "datapackage.json"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a network comes from, for its data package.

    title : who publishes the timetable. url, version, licence : as the feed says, else empty. feed : file name.
    days  : how the days of the windows were chosen. operators : names. notes : what was repaired or left out.
    """

    title: str
    url: str = ""
    version: str = ""
    licence: str = ""
    feed: str = ""
    days: str = ""
    operators: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def write_network_folder(
    net: Network, folder: Path | str, *, origin: Origin, overwrite: bool = False
) -> tuple[str, ...]:
    """Write a network that has trips; return the names of the files.

    overwrite : also into a folder that holds something. Files of an earlier network that this one does not have go,
                others stay. Raises InputError for a folder that is in use, RunError for what the system refuses.
    """
    if net.trips is None:
        raise InputError(Problem("has no trips: only a network made from a timetable is written", file=net.name))
    tables = network_tables(net)
    folder = Path(folder)
    stale = _stale(folder, tables) if overwrite else []
    with OutputFolder(folder, overwrite=overwrite) as out:
        for name, (columns, rows) in tables.items():
            out.write(name, _csv(columns, rows))
        out.write("tracks.geojson", tracks_text(net))
        out.write(PACKAGE, json.dumps(package(net, tables, origin), ensure_ascii=False, indent=1) + "\n")
    for path in stale:
        path.unlink(missing_ok=True)
    return out.names


def _stale(folder: Path, tables: Tables) -> list[Path]:
    """Return the files that an earlier network of ours in the folder has and the new one has not."""
    try:
        found = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    except (OSError, RecursionError, ValueError):
        return []
    if not isinstance(found, dict) or found.get("tool") != "bereikbaar":
        return []
    names = [r.get("path") for r in found.get("resources") or () if isinstance(r, dict)]
    return [
        folder / n for n in names if isinstance(n, str) and n.endswith(".csv") and "/" not in n and n not in tables
    ]


def network_tables(net: Network) -> Tables:
    """Return the tables of the folder of a network with trips: file -> (columns, rows)."""
    assert net.trips is not None
    return {
        "stations.csv": _stations(net),
        "services.csv": _services(net),
        "stop_times.csv": _stop_times(net),
        **trip_tables(net.trips),
        **_phases(net),
    }


def _phases(net: Network) -> dict[str, tuple[Sequence[str], Sequence[Row]]]:
    """Return the minutes that repeat; no table when none does."""
    columns = ("service", "direction", "days", "train", "origin_minute", "period_min", "confidence", "source")
    rows: list[Row] = []
    trains: dict[tuple[str, str, str], int] = {}
    for c in pattern_clocks(net):
        key = (c.service, c.direction, c.days)
        trains[key] = trains.get(key, 0) + 1
        rows.append((*key, trains[key], c.origin_minute, c.period_min, c.confidence, c.source))
    return {"phases.csv": (columns, rows)} if rows else {}


def _stations(net: Network) -> tuple[Sequence[str], Sequence[Row]]:
    columns = (
        "code", "name", "country", "intercity", "lat", "lon", "change_min", "change_basis", "timetable_change_min",
    )  # fmt: skip
    rows = [
        (
            s.code, s.name, s.country, s.intercity, _known(s.lat), _known(s.lon), s.change_min, s.change_basis,
            net.change_min.get(code),
        )
        for code, s in sorted(net.stations.items())
    ]  # fmt: skip
    return columns, rows


def _known(degrees: float) -> float | None:
    return degrees if math.isfinite(degrees) else None


def _services(net: Network) -> tuple[Sequence[str], Sequence[Row]]:
    names = [w.name for w in net.windows]
    columns = (
        "service", "series", "product", "operator", "operator_basis", "mode", "status",
        *(f"tph_{n}" for n in names), *(f"tph_{n}_return" for n in names), "note",
    )  # fmt: skip
    rows = []
    for id_, s in sorted(net.services.items()):
        tph = {p.direction: p.tph for p in s.patterns}
        there = tph.get("outbound") or tph["return"]
        back: Sequence[float | None] = tph.get("return") or [None] * len(names)
        who = (id_, s.series, s.product, s.operator, s.operator_basis, s.mode, s.status)
        rows.append((*who, *there, *back, s.info.get("note", "")))
    return columns, rows


def _stop_times(net: Network) -> tuple[Sequence[str], Sequence[Row]]:
    patterns = [(id_, p) for id_, s in sorted(net.services.items()) for p in s.patterns]
    restricted = any(p.board for _, p in patterns)
    columns = ["service", "direction", "seq", "station", "arrive_min", "depart_min", "leg_source"]
    rows: list[Row] = []
    for id_, p in patterns:
        sources = p.leg_source or ("",) * len(p.stations)
        for k, code in enumerate(p.stations):
            row = (id_, p.direction, k, code, p.arrive_min[k], p.depart_min[k], sources[k])
            rows.append((*row, *_flags(p, k)) if restricted else row)
    return columns + ["board", "alight"] * restricted, rows


def _flags(pattern: Pattern, stop: int) -> tuple[bool, bool]:
    if not pattern.board:
        return True, True
    return pattern.board[stop], pattern.alight[stop]


def tracks_text(net: Network) -> str:
    """Return the sections as GeoJSON (RFC 7946), one to a line."""
    lines = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {
                    "a": s.a, "b": s.b, "km": s.km, "speed_kmh": s.speed_kmh, "kind": s.kind, "source": s.source,
                },
                "geometry": {"type": "LineString", "coordinates": s.line},
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for _, s in sorted(net.sections.items())
    ]  # fmt: skip
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _csv(columns: Iterable[str], rows: Iterable[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_text(value) for value in row] for row in rows)
    return text.getvalue()


def _text(value: Cell) -> str:
    """Return a cell: every digit of a number, so that it reads back as the same number; 0 and 1 for no and yes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else repr(value)
    return str(value)

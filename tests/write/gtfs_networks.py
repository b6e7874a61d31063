"""Small networks with windows that have hours, in a folder of their own, for the tests of the GTFS export."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bereikbaar.network.model import (
    Network,
    Pattern,
    PatternClock,
    PlannedConnection,
    Section,
    Service,
    Station,
    Window,
)
from bereikbaar.settings import Settings
from bereikbaar.write.gtfs import gtfs_export

WORKDAYS = ["mon", "tue", "wed", "thu"]


def span(start: str, end: str, days: Sequence[str] = WORKDAYS, **more: Any) -> dict[str, Any]:
    return {"days": list(days), "from": start, "to": end, **more}


#: Whole numbers of every headway up to two hours fit in the off-peak and in Saturday.
WEEK = {
    "peak": [span("07:00", "09:00"), span("16:00", "18:00", direction="reversed")],
    "offpeak": [span("09:00", "16:00"), span("18:00", "20:00")],
    "saturday": [span("10:00", "18:00", ["sat"])],
}
GROUPS = {"peak": "day", "offpeak": "day", "saturday": "weekend"}


def pattern(*calls: str, tph: Sequence[float], direction: str = "outbound") -> Pattern:
    """A call is ``station arrival [departure]`` in minutes from the start."""
    cells = [call.split() for call in calls]
    return Pattern(
        direction,
        tuple(c[0] for c in cells),
        tuple(float(c[1]) for c in cells),
        tuple(float(c[-1]) for c in cells),
        tuple(float(t) for t in tph),
    )


def turned(there: Pattern, tph: Sequence[float] | None = None) -> Pattern:
    """The same stops the other way round, with the same run and dwell times."""
    end = there.arrive_min[-1]
    return Pattern(
        "return",
        there.stations[::-1],
        (0.0, *(end - t for t in there.depart_min[-2::-1])),
        (*(end - t for t in there.arrive_min[:0:-1]), end),
        tuple(float(t) for t in tph) if tph is not None else there.tph,
    )


def service(id_: str, *calls: str, tph: Sequence[float], back: Sequence[float] | None = None, **more: Any) -> Service:
    there = pattern(*calls, tph=tph)
    made = Service(id_, id_, "Intercity", "NS", (there, turned(there, back)))
    return replace(made, **more)


def network(
    folder: Path,
    *services: Service,
    week: dict[str, list[dict[str, Any]]] | None = None,
    clocks: Sequence[PatternClock] = (),
    connections: Sequence[PlannedConnection] = (),
    **more: Any,
) -> Network:
    """A network whose folder holds nothing but a data package; stations lie 0.1 degree apart in their order."""
    week = WEEK if week is None else week
    package = {
        "name": "small",
        "created": "2026-03-01T00:00:00Z",
        "contributors": [{"title": "The makers"}],
        "sources": [{"title": "A map, with a comma", "path": "https://example.org/map"}, {"title": "No page"}],
        "licenses": [{"name": "CC0-1.0", "title": "Facts, CC0", "path": "https://example.org/cc0"}],
        "windows": [{"name": name, "group": GROUPS.get(name, "day"), "hours": hours} for name, hours in week.items()],
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    codes = sorted({c for s in services for p in s.patterns for c in p.stations})
    stations = {c: Station(c, f"Station {c.upper()}", 52.0 + 0.1 * i, 5.0) for i, c in enumerate(codes)}
    net = Network(
        "small",
        "A small network",
        "1",
        tuple(Window(name, 10.0, GROUPS.get(name, "day")) for name in week),
        stations,
        {s.id: s for s in services},
        clocks=tuple(clocks),
        connections=tuple(connections),
        folder=str(folder),
    )
    return replace(net, **more)


def clock(
    service_id: str, minute: float, *, direction: str = "outbound", period: float = 60, days: str = "daily"
) -> PatternClock:
    return PatternClock(service_id, direction, minute, period, days, "A", "seen")


def section(a: str, b: str, *points: tuple[float, float]) -> tuple[tuple[str, str], Section]:
    return (a, b), Section(a, b, 10.0, 140.0, points)


def files(data: bytes) -> dict[str, list[dict[str, str]]]:
    """The tables of a feed as rows by column."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8")))) for name in archive.namelist()
        }


def exported(net: Network, settings: Settings | None = None, **options: Any) -> dict[str, list[dict[str, str]]]:
    return files(gtfs_export(net, settings or Settings(), **options).data)

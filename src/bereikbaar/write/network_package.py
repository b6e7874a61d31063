"""The data package of a network folder made from a timetable: its files, columns, windows and sources."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from bereikbaar.gtfs.windows import HOURS_BASIS, HOURS_SOURCE, SPANS
from bereikbaar.network.model import Network, Window
from bereikbaar.units import clock_short

if TYPE_CHECKING:
    from bereikbaar.write.network_folder import Origin, Tables

_TITLES = {
    "stations.csv": "Stations",
    "services.csv": "Services: stop lists of train series with trains per hour in every window and direction",
    "stop_times.csv": "Calls of every service, minutes after the first departure",
    "trips.csv": "Trips: every train of the timetable on the days of the windows, the day before and the day after",
    "trip_calls.csv": "Calls of every trip",
    "trip_dates.csv": "Service days",
    "trip_days.csv": "Sets of days on which trips run",
    "platforms.csv": "Platforms",
    "trip_stays.csv": "Trains that go on as another trip",
    "change_rules.csv": "Change times between particular trains",
    "walks.csv": "Changes on foot between stations",
    "phases.csv": "Minutes that repeat every hour or two by day",
}
_DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEB = re.compile(r"https?://\S+")


def package(net: Network, tables: Tables, origin: Origin) -> dict[str, Any]:
    """Return the content of ``datapackage.json``."""
    about = [f"Made from a timetable feed (GTFS{', ' + origin.feed if origin.feed else ''})."]
    about += [f"Days of the windows: {origin.days}."] if origin.days else []
    about += [f"Operators: {', '.join(origin.operators)}."] if origin.operators else []
    about += [f"{note.rstrip('.')}." for note in origin.notes]
    document: dict[str, Any] = {
        "profile": "data-package",
        "name": net.name,
        "title": net.title,
        "version": net.version,
        "tool": "bereikbaar",
        "description": " ".join(about),
        "sources": [_source(origin)],
        "windows": [_window(w) for w in net.windows],
        "resources": [*(_resource(name, columns) for name, (columns, _) in tables.items()), _tracks()],
    }
    licence = _licence(origin.licence)
    return {**document, "licenses": [licence]} if licence else document


def _source(origin: Origin) -> dict[str, str]:
    source = {"title": origin.title or origin.feed or "timetable feed"}
    if _WEB.fullmatch(origin.url):
        source["path"] = origin.url
    text = ", ".join(t for t in (origin.feed, origin.version and f"version {origin.version}") if t)
    return {**source, "description": text} if text else source


def _licence(text: str) -> dict[str, str]:
    """Return the licence as data packages write it; nothing when the feed does not say."""
    if not text:
        return {}
    if _WEB.fullmatch(text):
        return {"path": text, "title": text}
    return {"name": re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-") or "other", "title": text}


def _window(window: Window) -> dict[str, Any]:
    span = next((s for s in SPANS if s.name == window.name), None)
    clock = {"from": clock_short(window.from_s), "to": clock_short(window.to_s)}
    titles = {"nl": span.nl, "en": span.en} if span else {"nl": window.text, "en": window.text}
    basis = {"basis": HOURS_BASIS, "source": HOURS_SOURCE} if span else {"source": window.source}
    hours = [{"days": [_DAY_NAMES[d] for d in span.days], **clock}] if span else []
    return {
        "name": window.name,
        "group": window.group,
        "title": titles,
        "hours": hours,
        "hours_per_week": window.hours_per_week,
        "date": window.date,
        **clock,
        **basis,
    }


def _resource(name: str, columns: Sequence[str]) -> dict[str, Any]:
    return {
        "name": name.replace(".", "-").replace("_", "-"),
        "path": name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "title": _TITLES[name],
        "schema": {"fields": [_field(name, column) for column in columns], "missingValues": [""]},
    }


def _tracks() -> dict[str, Any]:
    return {
        "name": "tracks-geojson",
        "path": "tracks.geojson",
        "format": "geojson",
        "mediatype": "application/geo+json",
        "encoding": "utf-8",
        "crs": "WGS84 (RFC 7946)",
        "title": "Lines between neighbouring stations: shapes of the feed, else straight",
    }


def _field(file: str, column: str) -> dict[str, Any]:
    row = _meanings()[file, _general(column)]
    field: dict[str, Any] = {"name": column, "type": row["type"], "description": row["description"]}
    if row["unit"]:
        field["unit"] = row["unit"]
    if row["type"] == "boolean":
        field |= {"trueValues": ["1"], "falseValues": ["0"]}
    constraints = _constraints(row["rule"])
    return {**field, "constraints": constraints} if constraints else field


def _general(column: str) -> str:
    """Return the column as the table of meanings has it: one row for the trains per hour of all windows.

    >>> _general("tph_friday_peak_return")
    'tph_*_return'
    """
    if column.startswith("tph_"):
        return "tph_*_return" if column.endswith("_return") else "tph_*"
    return column


def _constraints(rules: str) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for rule in filter(None, rules.split(";")):
        name, _, value = rule.partition("=")
        if name == "required":
            out["required"] = True
        elif name == "enum":
            out["enum"] = value.split("|")
        else:
            out[{"min": "minimum", "max": "maximum"}[name]] = float(value) if "." in value else int(value)
    return out


@cache
def _meanings() -> Mapping[tuple[str, str], dict[str, str]]:
    """Return the rows of ``network_columns.csv`` by file and column."""
    text = resources.files("bereikbaar.write").joinpath("network_columns.csv").read_text(encoding="utf-8")
    return {(row["file"], row["column"]): row for row in csv.DictReader(text.splitlines())}

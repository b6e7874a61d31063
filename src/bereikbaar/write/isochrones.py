"""Isochrones as map layers: a GeoPackage with the areas and the minutes of all zones, or one GeoJSON file."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bereikbaar.lang import both
from bereikbaar.write.atomic import TOOL, clear_error, write_file
from bereikbaar.write.layers.layer import Field, Layer, make_field, make_layer

if TYPE_CHECKING:
    from bereikbaar.access.isochrones import Isochrone, Reach
    from bereikbaar.surroundings import Around

#: What a file name may end in.
SUFFIXES = (".geojson", ".json", ".gpkg")

_JOBS = both("Jobs (estimate)")


def isochrones_layer(around: Around) -> Layer:
    """Return the areas as a layer: of every kind the longest limit first, so that the shorter lie on top.

    An area of nothing (no zone, or none with an outline) is left out; the table of the command has all.
    """
    import numpy as np

    shown = [one for one in _from_large_to_small(around.found) if not one.area.is_empty]
    fields = [*_what(around, shown), *_counts(shown), *_differences(around, shown)]
    geometry = np.empty(len(shown), dtype=object)
    geometry[:] = [one.area for one in shown]
    return make_layer("isochrones", both("Isochrones"), "MultiPolygon", fields, geometry)


def zones_layer(around: Around) -> Layer:
    """Return the zones that have an outline, with the minutes that the areas are made of."""
    import numpy as np

    zones, drawn = around.places.zones, np.flatnonzero(around.areas.drawn)
    name = around.spot.name or around.spot.id
    title = both("Minutes to {name}", name=name) if around.to else both("Minutes from {name}", name=name)
    fields = [
        make_field("pc4", "text", [zones.code[z] for z in drawn], both("Postcode")),
        make_field("place", "text", [zones.place[z] for z in drawn], both("Place")),
        *_people(around.base, drawn, ""),
        make_field("minutes", "float", around.base.minutes[drawn], title, unit="min", decimals=2),
    ]
    for one in around.plans:
        reach, titles = around.scenarios[one.name], both("{what}, {of}", what=title, of=one.name)
        fields.append(make_field(f"minutes_{one.key}", "float", reach.minutes[drawn], titles, unit="min", decimals=2))
    member = np.zeros(len(zones.code), dtype=bool)
    geometry = np.empty(len(drawn), dtype=object)
    for n, zone in enumerate(drawn):
        member[zone] = True
        geometry[n] = around.areas.union(member)
        member[zone] = False
    return make_layer("zones", both("Zones"), "MultiPolygon", fields, geometry)


def write_isochrones(path: Path, around: Around) -> None:
    """Write a .geojson (areas, WGS84) or .gpkg (areas and zones, EPSG:28992), whole or not at all.

    Raises RunError when it cannot be written.
    """
    from bereikbaar.write.geojson import geojson_text
    from bereikbaar.write.geopackage import write_geopackage
    from bereikbaar.write.locks import refuse_if_in_use

    if path.suffix.lower() != ".gpkg":
        write_file(path, geojson_text(isochrones_layer(around)))
        return
    refuse_if_in_use(path)
    try:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / path.name
            write_geopackage(made, [isochrones_layer(around), zones_layer(around)], _about(around))
            data = made.read_bytes()
    except OSError as error:
        raise clear_error(error, path) from None
    write_file(path, data)


def _from_large_to_small(found: Sequence[Isochrone]) -> list[Isochrone]:
    place = {key: n for n, key in enumerate(dict.fromkeys((one.scenario, one.kind) for one in found))}
    return sorted(found, key=lambda one: (place[one.scenario, one.kind], -one.limit_min))


def _what(around: Around, shown: Sequence[Isochrone]) -> list[Field]:
    n = len(shown)
    name = around.spot.name or around.spot.id
    return [
        make_field("place", "text", [name] * n, both("Place")),
        make_field("direction", "text", ["to" if around.to else "from"] * n, both("Direction")),
        make_field("kind", "text", [one.kind for one in shown], both("Kind of area")),
        make_field("scenario", "text", [one.scenario or None for one in shown], both("Scenario")),
        make_field("limit_min", "float", [one.limit_min for one in shown], both("Within, minutes"), unit="min"),
    ]


def _counts(shown: Sequence[Isochrone]) -> list[Field]:
    return [
        make_field("zones", "int", [one.zones for one in shown], both("Postcode areas"), unit="-"),
        make_field(
            "zones_not_drawn", "int", [one.not_drawn for one in shown],
            both("Of which without an outline"), unit="-",
        ),
        make_field(
            "pop", "int", [round(one.inhabitants) for one in shown], both("Inhabitants"), unit="inhabitants"
        ),
        make_field("jobs", "int", [_jobs(one) for one in shown], _JOBS, unit="jobs"),
        make_field("area_km2", "float", [one.km2 for one in shown], both("Land"), unit="km2", decimals=2),
    ]  # fmt: skip


def _jobs(one: Isochrone) -> int | None:
    return None if one.jobs is None else round(one.jobs)


def _differences(around: Around, shown: Sequence[Isochrone]) -> list[Field]:
    """Return what a scenario has more (or less) than the base within the same limit; null for other kinds."""
    from bereikbaar.surroundings import against_base

    rows: list[tuple[int | None, int | None, int | None]] = []
    for one in shown:
        base = against_base(around, one)
        if base is None:
            rows.append((None, None, None))
            continue
        jobs = None if one.jobs is None or base.jobs is None else round(one.jobs) - round(base.jobs)
        rows.append((one.zones - base.zones, round(one.inhabitants) - round(base.inhabitants), jobs))
    of = both(": difference from the base")
    named = (
        ("zones_diff", both("Postcode areas"), "-"),
        ("pop_diff", both("Inhabitants"), "inhabitants"),
        ("jobs_diff", _JOBS, "jobs"),
    )
    return [
        make_field(name, "int", [row[n] for row in rows], (title[0] + of[0], title[1] + of[1]), unit=unit)
        for n, (name, title, unit) in enumerate(named)
    ]


def _people(reach: Reach, drawn: Any, key: str) -> list[Field]:
    jobs = [None] * len(drawn) if reach.jobs is None else [round(v) for v in reach.jobs[drawn].tolist()]
    people = [round(v) for v in reach.inhabitants[drawn].tolist()]
    return [
        make_field(f"pop{key}", "int", people, both("Inhabitants"), unit="inhabitants"),
        make_field(f"jobs{key}", "int", jobs, _JOBS, unit="jobs"),
    ]


def _about(around: Around) -> dict[str, str]:
    """Return what the file was made from, as texts by key."""
    from bereikbaar import __version__
    from bereikbaar.surroundings import summary
    from bereikbaar.write.manifest import manifest_rows

    document = summary(around)
    net = around.network
    return manifest_rows(
        {
            "tool": TOOL,
            "version": __version__,
            "network": {"name": net.name, "title": net.title, "version": net.version, "hash": net.hash},
            "places": {"hash": around.places.hash},
            "scenarios": [{"name": s.name, "key": s.key, "hash": s.hash} for s in around.plans],
            "settings": around.settings.as_dict(),
            **{key: document[key] for key in ("place", "direction", "window", "method", "limits")},
        }
    )

"""The layer ``tracks``: sections with length, speed, kind, and the trains on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bereikbaar.lang import both
from bereikbaar.network.model import Coordinates, Section, Station
from bereikbaar.write.layers.layer import Field, Layer, make_field, make_layer
from bereikbaar.write.layers.rail import Rail
from bereikbaar.write.names import column_title, key_of
from bereikbaar.write.shapes import lines

if TYPE_CHECKING:
    from bereikbaar.results import Case, Result

SectionKey = tuple[str, str]

#: Status of every section in a comparison of two networks.
NOT_COMPARED = "not_compared"

_STATUS = both("What the scenario does")
_SPEED = both("Line speed")
_LOAD = both("Trains per hour, both directions together")


def tracks_layer(result: Result, cases: Sequence[Case], base: Rail, rails: Sequence[Rail], name: str) -> Layer:
    """Return the sections of the base and the scenarios; loads are trains per hour in the run's window."""
    every = (base, *rails)
    known = {key: next(r.sections[key] for r in every if key in r.sections) for r in every for key in r.sections}
    keys = sorted(known)
    stations = {c: s for case in (*reversed(cases), result.base) for c, s in case.network.stations.items()}
    geometry, kept = lines([section_line(known[k], stations) for k in keys])
    keys = [k for k, keep in zip(keys, kept, strict=True) if keep]
    before = list(_numbers(base, keys, None))
    fields = [*_own_fields(keys, known, stations), *before]
    for case, rail in zip(cases, rails, strict=True):
        status = statuses(base.sections, rail.sections)
        # the track of another network is drawn by other rules, or not at all: a station more would split it
        values = [NOT_COMPARED if result.baseline else status.get(k, "absent") for k in keys]
        fields.append(make_field(f"status_{key_of(case)}", "text", values, column_title(_STATUS, case)))
        now = list(_numbers(rail, keys, case))
        title = column_title(_LOAD, case, part="diff")
        diff = now[-1].values - before[-1].values
        fields += [*now, make_field(f"{now[-1].name}_diff", "float", diff, title, unit="1/h", decimals=2)]
    return make_layer(name, both("Tracks"), "LineString", fields, geometry)


def section_line(section: Section, stations: Mapping[str, Station]) -> Coordinates:
    """Return the drawing of a section; straight when it has none, empty when an end is no station."""
    if section.line:
        return section.line
    ends = [stations[c] for c in (section.a, section.b) if c in stations]
    return tuple((s.lon, s.lat) for s in ends) if len(ends) == 2 else ()


def _own_fields(
    keys: Sequence[SectionKey], known: Mapping[SectionKey, Section], stations: Mapping[str, Station]
) -> list[Field]:
    names = [tuple(stations[c].name if c in stations else c for c in key) for key in keys]
    sections = [known[k] for k in keys]
    return [
        make_field("section", "text", [f"{a}-{b}" for a, b in keys], both("Section, id")),
        make_field("from_name", "text", [n[0] for n in names], both("From")),
        make_field("to_name", "text", [n[1] for n in names], both("To")),
        make_field("km", "float", [s.km for s in sections], both("Length"), unit="km", decimals=2),
        make_field("kind", "text", [s.kind for s in sections], both("Kind of track")),
    ]


def _numbers(rail: Rail, keys: Sequence[SectionKey], of: Case | None) -> Iterator[Field]:
    end = f"_{key_of(of)}" if of else ""
    speeds = [s.speed_kmh if (s := rail.sections.get(k)) else None for k in keys]
    loads = [rail.loads.get(k) for k in keys]
    yield make_field(f"speed_kmh{end}", "float", speeds, column_title(_SPEED, of), unit="km/h", decimals=0)
    yield make_field(f"load{end}", "float", loads, column_title(_LOAD, of), unit="1/h", decimals=2)


def statuses(before: Mapping[SectionKey, Section], after: Mapping[SectionKey, Section]) -> dict[SectionKey, str]:
    """Return what a scenario does to every section of either network.

    ``same``, ``changed`` (speed or kind), ``new``, ``part`` (of a section that a new station splits), ``split`` (that
    section) or ``gone``.
    """
    out = {k: "new" if s.kind != "existing" else "part" for k, s in after.items() if k not in before}
    parts = [k for k, status in out.items() if status == "part"]
    for key, section in before.items():
        there = after.get(key)
        if there is None:
            out[key] = "split" if _joined(key, parts) else "gone"
        else:
            same = (section.speed_kmh, section.kind) == (there.speed_kmh, there.kind)
            out[key] = "same" if same else "changed"
    return out


def _joined(ends: SectionKey, sections: Sequence[SectionKey]) -> bool:
    """Say whether some of the sections lead from one end to the other."""
    reached, edge = {ends[0]}, {ends[0]}
    while edge:
        edge = {x for key in sections for x in key if edge & set(key)} - reached
        reached |= edge
    return ends[1] in reached

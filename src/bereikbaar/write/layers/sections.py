"""The layer ``sections``: what is lost when each section of track is closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bereikbaar.lang import both
from bereikbaar.write.classes import ACCESS_LOST, level_classes
from bereikbaar.write.layers.layer import Field, Layer, make_field, make_layer
from bereikbaar.write.layers.tracks import section_line
from bereikbaar.write.shapes import lines

if TYPE_CHECKING:
    from bereikbaar.reasons.vulnerability import Closure, Vulnerability

NAME = "sections"
#: The column that the ranking is by, and that of its classes.
ACCESS, CLASS = "access_lost_pct", "access_lost_class"


def sections_layer(found: Vulnerability) -> Layer:
    """Return the closures as lines in WGS84, in their order; a section that has no line is left out."""
    sections, stations = found.network.sections, found.network.stations
    geometry, kept = lines([section_line(sections[one.section], stations) for one in found.closures])
    shown = [one for one, keep in zip(found.closures, kept.tolist(), strict=True) if keep]
    rank = {one.section: n for n, one in enumerate(found.closures, 1)}
    fields = section_fields(found, shown, [rank[one.section] for one in shown])
    return make_layer(NAME, both("Vulnerable track"), "LineString", fields, geometry)


def section_fields(found: Vulnerability, closures: Sequence[Closure], rank: Sequence[int]) -> list[Field]:
    """Return the columns of some closures. rank : their places in the whole list."""
    names = [section_name(found, one) for one in closures]
    share = make_field(
        ACCESS, "float", [one.access_pct for one in closures], both("Access lost, share of all access"),
        unit="%", decimals=4,
    )  # fmt: skip
    return [
        make_field("name", "text", [" – ".join(ends) for ends in names], both("Section")),
        make_field("section", "text", [_id(one.section) for one in closures], both("Section, id")),
        make_field("from_name", "text", [a for a, _b in names], both("From")),
        make_field("to_name", "text", [b for _a, b in names], both("To")),
        make_field("rank", "int", rank, both("Place in the list, only ways first"), unit="-"),
        make_field(
            "bridge", "bool", [one.bridge for one in closures], both("Only way by track (bridge of the graph)")
        ),
        make_field(
            "load", "float", [one.per_hour for one in closures], both("Trains per hour, both directions together"),
            unit="1/h", decimals=2,
        ),
        make_field(
            "km", "float", [found.network.sections[one.section].km for one in closures], both("Length"),
            unit="km", decimals=2,
        ),
        *_people(closures),
        make_field(
            "extra_min", "float", [one.extra_min for one in closures],
            both("Mean extra time of who is later, one way"), unit="min", decimals=1,
        ),
        make_field(
            "person_hours", "int", [round(one.person_hours) for one in closures],
            both("Extra hours together, one journey each"), unit="h",
        ),
        make_field(
            "reach_lost", "float", [one.reach_lost for one in closures],
            both("People within 60 min that the average inhabitant loses"), unit="inhabitants", decimals=1,
        ),
        share,
        make_field(
            CLASS, "text", level_classes(share.values, ACCESS_LOST), both("Access lost, class")
        ),
        make_field(
            "with_it", "text", [", ".join(_id(key) for key in one.with_it) for one in closures],
            both("Closes together with"),
        ),
    ]  # fmt: skip


def section_name(found: Vulnerability, one: Closure) -> tuple[str, str]:
    """Return the names of the two ends of a section."""
    a, b = (found.network.stations[c].name if c in found.network.stations else c for c in one.section)
    return a, b


def _people(closures: Sequence[Closure]) -> list[Field]:
    lost = both("Inhabitants who lose a connection with one of the five destinations")
    later = both("Inhabitants who reach all five noticeably later")
    return [
        make_field("lost_people", "int", [round(one.lost) for one in closures], lost, unit="inhabitants"),
        make_field("slower_people", "int", [round(one.slower) for one in closures], later, unit="inhabitants"),
    ]


def _id(section: tuple[str, str]) -> str:
    return "-".join(section)

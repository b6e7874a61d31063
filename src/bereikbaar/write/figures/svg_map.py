"""A map of areas in classes as one small SVG: for pages and reports, readable without a GIS and without scripts.

Pure: outlines, class names and people in, text out; the same input gives the same bytes. Colours and titles come from
the one table of classes (:mod:`bereikbaar.write.classes`). Areas of one class are drawn as one shape on a grid of
points, on which neighbours keep their common border; how many areas and people it stands for is in its attributes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from bereikbaar.write.classes import ValueClass
from bereikbaar.write.figures.coverage import Coverage
from bereikbaar.write.figures.frame import POINTS_PER_UNIT, Bounds, Frame, frame_around, rings_path
from bereikbaar.write.figures.ground import Rail
from bereikbaar.write.figures.labels import Label, Placed, placed
from bereikbaar.write.figures.legend import WIDTH as LEGEND_WIDTH
from bereikbaar.write.figures.legend import Members, legend_rows
from bereikbaar.write.figures.page import MARGIN, page
from bereikbaar.write.figures.strokes import (
    BORDER,
    BORDER_EDGE,
    CHANGED,
    EDGE,
    INNER,
    NEW,
    STATION,
    TRACK,
    TRACK_EDGE,
)

#: Colours of what is no class. The sea is paler than any gain, and land that is not asked about than "no change".
SEA, ABROAD, LAND, COAST = "#e9f2f6", "#e3dfd6", "#fbfaf7", "#7894a4"
#: How many names a map has, and how far their points lie apart at least, units of the page.
NAMES, APART = 24, 28.0
_NAME, _STATION_NAME = 11.5, 9.5


@dataclass(frozen=True, slots=True)
class MapPicture:
    """What is drawn. Sequences of areas have the same length and order; shapes are shapely, in metres (EPSG:28992).

    outlines : areas; None = no outline, counted but not drawn. classes : the name of the class of every area.
    people   : inhabitants of every area.
    legend   : the classes in the order of the legend; a class without areas is left out of the drawing and of it.
    title, subtitle, sources : in the language of the picture. alt : what there is to see, for who cannot see it.
    land, neighbours : below the areas; without land there is no water.
    borders, inner : lines between provinces, and thinner ones.
    rail     : track and new stations. labels : names, those that matter most first. names : so many are written.
    bounds   : what has to be seen, metres; None = all areas and borders.
    """

    outlines: Sequence[Any]
    classes: Sequence[str]
    people: Sequence[float]
    legend: Sequence[ValueClass]
    title: str
    alt: str
    subtitle: str = ""
    sources: str = ""
    land: Any = None
    neighbours: Any = None
    borders: Sequence[Any] = ()
    inner: Sequence[Any] = ()
    rail: Rail = field(default_factory=Rail)
    labels: Sequence[Label] = ()
    names: int = NAMES
    bounds: Bounds | None = None
    lang: str = "en"


def svg_map(picture: MapPicture, *, frame: Frame | None = None) -> str:
    """Return the picture as the text of an SVG file.

    frame : the piece of the ground that is shown; None = one around ``bounds``.

    Raises ValueError when the sequences differ in length, no area has an outline, or an area has a class that is not
    in the legend.
    """
    _refuse(picture)
    frame = frame or frame_around(picture.bounds or bounds_of([*picture.outlines, *picture.borders]))
    members = members_of(picture)
    left = MARGIN + LEGEND_WIDTH
    legend = list(legend_rows(picture.legend, members, picture.rail, picture.lang))
    body = [
        f'<svg x="{left}" y="0" width="{frame.width}" height="{frame.height}">',
        *_ground(picture, frame),
        *_areas(picture, members, frame),
        *_lines(picture, frame),
        *_names(picture, frame),
        "</svg>",
        f'<rect x="{left}" y="0" width="{frame.width}" height="{frame.height}" fill="none" stroke="#999" '
        'stroke-width=".8"/>',
        *legend,
    ]
    return page(
        body,
        width=left + frame.width + MARGIN,
        height=frame.height,
        title=picture.title,
        alt=picture.alt,
        lang=picture.lang,
        subtitle=picture.subtitle,
        sources=picture.sources,
    )


def members_of(picture: MapPicture) -> dict[str, Members]:
    """Return the areas of every class that has any, in the order of the legend."""
    out = {}
    for c in picture.legend:
        areas = [n for n, name in enumerate(picture.classes) if name == c.name]
        if areas:
            bare = [n for n in areas if picture.outlines[n] is None or picture.outlines[n].is_empty]
            out[c.name] = Members(
                areas=areas,
                people=fsum(picture.people[n] for n in areas),
                bare=len(bare),
                bare_people=fsum(picture.people[n] for n in bare),
            )
    return out


def _refuse(picture: MapPicture) -> None:
    n = len(picture.outlines)
    if not n == len(picture.classes) == len(picture.people):
        raise ValueError(f"{n} outlines, {len(picture.classes)} classes and {len(picture.people)} numbers of people")
    if not any(o is not None and not o.is_empty for o in picture.outlines):
        raise ValueError("there is no area with an outline to draw")
    unknown = sorted(set(picture.classes) - {c.name for c in picture.legend})
    if unknown:
        raise ValueError(f"classes that are not in the legend: {', '.join(unknown)}")


def bounds_of(shapes: Sequence[Any]) -> Bounds:
    """Return west, south, east and north of some shapes, None among them passed over."""
    boxes = [shape.bounds for shape in shapes if shape is not None and not shape.is_empty]
    west, south = (min(box[i] for box in boxes) for i in (0, 1))
    east, north = (max(box[i] for box in boxes) for i in (2, 3))
    return (west, south, east, north)


def _scaled(paths: Sequence[str]) -> Iterator[str]:
    yield f'<g transform="scale({1 / POINTS_PER_UNIT:.4f})">'
    yield from paths
    yield "</g>"


def _ground(picture: MapPicture, frame: Frame) -> Iterator[str]:
    """Yield water, neighbours and land."""
    sea = SEA if picture.land is not None else "#ffffff"
    yield f'<rect width="{frame.width}" height="{frame.height}" fill="{sea}"/>'
    paths = []
    for shape, fill, edge in ((picture.neighbours, ABROAD, ABROAD), (picture.land, LAND, COAST)):
        if shape is not None:
            path = frame.outline(shape, coarse=1.5)
            paths.append(f'<path fill="{fill}" stroke="{edge}" stroke-width="1" fill-rule="evenodd" d="{path}"/>')
    yield from _scaled(paths)


def _areas(picture: MapPicture, members: dict[str, Members], frame: Frame) -> Iterator[str]:
    """Yield one shape per class that has members, also where none of them has an outline."""
    coverage = Coverage(picture.outlines, west=frame.west, north=frame.north, grid_m=frame.grid_m)
    paths = []
    for c in picture.legend:
        if c.name in members:
            found = members[c.name]
            path = rings_path(coverage.rings(found.areas))
            # A hair of its own colour closes the seams that some viewers leave between neighbours.
            paths.append(
                f'<path class={quoteattr(c.name)} fill="{c.color}" stroke="{c.color}" stroke-width=".5" '
                f'data-areas="{len(found.areas)}" data-people="{found.people:.0f}" d="{path}"/>'
            )
    yield from _scaled(paths)


def _lines(picture: MapPicture, frame: Frame) -> Iterator[str]:
    """Yield borders and track; what a scenario does to the track is on top, on a light edge."""
    rail = picture.rail
    kinds = (
        ((INNER,), picture.inner, 1.5),
        ((BORDER_EDGE, BORDER), picture.borders, 1.5),
        ((TRACK_EDGE, TRACK), rail.there, 1.0),
        ((EDGE, CHANGED), rail.changed, 1.0),
        ((EDGE, NEW), rail.new, 1.0),
    )
    paths = []
    for styles, lines, coarse in kinds:
        path = "".join(frame.track(line, coarse=coarse) for line in lines)
        paths += [f'<path {style} d="{path}"/>' for style in styles if path]
    yield from _scaled(paths)


def _names(picture: MapPicture, frame: Frame) -> Iterator[str]:
    """Yield towns and new stations with their names."""
    towns = placed(picture.labels, frame, most=picture.names, apart=APART)
    opened = [p for p in (_spot(label, frame) for label in picture.rail.stations) if p]
    said = {one.text for one in towns}
    more = [label for label in picture.rail.stations if label.text not in said]
    named = placed(more, frame, most=len(more), taken=towns)
    for x, y in opened:
        yield f'<circle {STATION} cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
    for one in towns:
        yield f'<circle fill="#222" stroke="#fff" stroke-width=".8" cx="{one.x:.1f}" cy="{one.y:.1f}" r="2.2"/>'
    for one, size in (*((t, _NAME) for t in towns), *((s, _STATION_NAME) for s in named)):
        yield from _written(one, size)


def _spot(label: Label, frame: Frame) -> tuple[float, float] | None:
    x, y = frame.at(label.x, label.y)
    return (x, y) if 0 < x < frame.width and 0 < y < frame.height else None


def _written(one: Placed, size: float) -> Iterator[str]:
    """Yield a name twice, a light edge first, so that it can be read on any colour."""
    at = f'x="{one.text_x:.1f}" y="{one.text_y:.1f}" font-size="{size:g}" text-anchor="{one.anchor}"'
    edge = (
        'fill="none" stroke="#fff" stroke-width="2.6" stroke-linejoin="round" stroke-opacity=".85" aria-hidden="true"'
    )
    yield f"<text {edge} {at}>{escape(one.text)}</text>"
    yield f'<text fill="#111" {at}>{escape(one.text)}</text>'

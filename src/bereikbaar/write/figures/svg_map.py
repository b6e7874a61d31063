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
from bereikbaar.write.figures.frame import (
    MOST_HEIGHT,
    Bounds,
    Frame,
    frame_with_panel,
    rings_path,
)
from bereikbaar.write.figures.ground import Rail
from bereikbaar.write.figures.labels import Box, Label, Placed, placed
from bereikbaar.write.figures.legend import Members, legend_panel
from bereikbaar.write.figures.page import MARGIN, page
from bereikbaar.write.figures.strokes import (
    BORDER,
    BORDER_EDGE,
    CHANGED,
    EDGE,
    INNER,
    NEW,
    SMALL_BORDER,
    SMALL_CHANGED,
    SMALL_EDGE,
    SMALL_NEW,
    SMALL_TRACK,
    STATION,
    TRACK,
    TRACK_EDGE,
)

#: Colours of what is no class. The sea is paler than any gain, and land that is not asked about than "no change".
SEA, ABROAD, LAND, COAST = "#e9f2f6", "#e3dfd6", "#fbfaf7", "#7894a4"
#: How many names a map has, and how far their points lie apart at least, units of the page.
NAMES, APART = 24, 28.0
NAME, SMALL_NAME = 11.5, 10.5
#: A map of a part of the country is lower than one of the whole, units.
_MOST_HEIGHT_PART = 420


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


def svg_map(picture: MapPicture, *, frame: Frame | None = None, titled: bool = True) -> str:
    """Return the picture as the text of an SVG file: one map with its legend in the corner where nothing is hidden.

    frame : the piece of the ground that is shown; None = one around ``bounds``. titled : with title and subtitle.

    Raises ValueError when the sequences differ in length, no area has an outline, or an area has a class that is not
    in the legend.
    """
    refuse(picture)
    members = members_of(picture)
    panel = legend_panel(picture.legend, members, picture.rail, picture.lang)
    at = (0, 0)
    if frame is None:
        seen = picture.bounds or bounds_of([*picture.outlines, *picture.borders])
        most = _MOST_HEIGHT_PART if picture.bounds else MOST_HEIGHT
        size = (panel.width, panel.height)
        frame, at = frame_with_panel(seen, size, _boxes(picture.outlines), most_height=most)
    covered = (at[0] - 2.0, at[1] - 2.0, at[0] + panel.width + 2, at[1] + panel.height + 2)
    body = [*map_body(picture, members, frame, MARGIN, 0, blocked=[covered]), *panel.at(MARGIN + at[0], at[1])]
    return page(
        body,
        width=frame.width + 2 * MARGIN,
        height=max(frame.height, round(panel.height)),
        title=picture.title,
        alt=picture.alt,
        lang=picture.lang,
        subtitle=picture.subtitle,
        sources=picture.sources,
        titled=titled,
    )


def map_body(
    picture: MapPicture,
    members: dict[str, Members],
    frame: Frame,
    x: float,
    y: float,
    *,
    blocked: Sequence[Box] = (),
    small: bool = False,
) -> Iterator[str]:
    """Yield the map itself, its upper left corner at a place of the page.

    blocked : where no name may stand, units. small : with small letters, and no names of new stations.
    """
    yield f'<svg x="{x:g}" y="{y:g}" width="{frame.width}" height="{frame.height}">'
    yield from ground_below(picture.land, picture.neighbours, frame)
    yield from _areas(picture, members, frame)
    yield from _lines(picture, frame, small=small)
    yield from _names(picture, frame, blocked, small=small)
    yield "</svg>"
    yield (
        f'<rect x="{x:g}" y="{y:g}" width="{frame.width}" height="{frame.height}" fill="none" stroke="#999" '
        'stroke-width=".8"/>'
    )


def members_of(picture: MapPicture) -> dict[str, Members]:
    """Return the areas of every class that has any, in the order of the legend."""
    by_class: dict[str, list[int]] = {}
    for n, name in enumerate(picture.classes):
        by_class.setdefault(name, []).append(n)
    out = {}
    for c in picture.legend:
        if areas := by_class.get(c.name):
            bare = [n for n in areas if picture.outlines[n] is None or picture.outlines[n].is_empty]
            out[c.name] = Members(
                areas=areas,
                people=fsum(picture.people[n] for n in areas),
                bare=len(bare),
                bare_people=fsum(picture.people[n] for n in bare),
            )
    return out


def refuse(picture: MapPicture) -> None:
    """Raise ValueError for a picture that cannot be drawn; see :func:`svg_map`."""
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


def _boxes(shapes: Sequence[Any]) -> list[Bounds]:
    """Return the box of every shape that is there."""
    return [shape.bounds for shape in shapes if shape is not None and not shape.is_empty]


def scaled(paths: Sequence[str], frame: Frame) -> Iterator[str]:
    """Yield paths in points of the drawing at the size of the page."""
    yield f'<g transform="scale({1 / frame.points:.4f})">'
    yield from paths
    yield "</g>"


def ground_below(own: Any, neighbours: Any, frame: Frame) -> Iterator[str]:
    """Yield water, neighbours and own land; without land nothing is known to be water."""
    sea = SEA if own is not None else "#ffffff"
    yield f'<rect width="{frame.width}" height="{frame.height}" fill="{sea}"/>'
    paths = []
    for shape, fill, edge in ((neighbours, ABROAD, ABROAD), (own, LAND, COAST)):
        if shape is not None:
            path = frame.outline(shape, coarse=1.5)
            paths.append(f'<path fill="{fill}" stroke="{edge}" stroke-width="1" fill-rule="evenodd" d="{path}"/>')
    yield from scaled(paths, frame)


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
    yield from scaled(paths, frame)


#: How lines are drawn, on a large map and on a small one: inner borders, borders, track as it is, changed and new.
_STYLES = ((INNER,), (BORDER_EDGE, BORDER), (TRACK_EDGE, TRACK), (EDGE, CHANGED), (EDGE, NEW))
_SMALL_STYLES = ((INNER,), (SMALL_BORDER,), (SMALL_TRACK,), (SMALL_EDGE, SMALL_CHANGED), (SMALL_EDGE, SMALL_NEW))


def _lines(picture: MapPicture, frame: Frame, *, small: bool) -> Iterator[str]:
    """Yield borders and track; what a scenario does to the track is on top, on a light edge."""
    rail = picture.rail
    kinds = (picture.inner, picture.borders, rail.there, rail.changed, rail.new)
    paths = []
    for styles, lines, coarse in zip(
        _SMALL_STYLES if small else _STYLES, kinds, (1.5, 1.5, 1.0, 1.0, 1.0), strict=True
    ):
        path = "".join(frame.track(line, coarse=coarse) for line in lines)
        paths += [f'<path {style} d="{path}"/>' for style in styles if path]
    yield from scaled(paths, frame)


def _names(picture: MapPicture, frame: Frame, blocked: Sequence[Box], *, small: bool) -> Iterator[str]:
    """Yield towns and new stations with their names."""
    towns = placed(picture.labels, frame, most=picture.names, apart=APART, blocked=blocked)
    opened = [p for p in (spot(label, frame) for label in picture.rail.stations) if p]
    said = {one.text for one in towns}
    more = [] if small else [label for label in picture.rail.stations if label.text not in said]
    named = placed(more, frame, most=len(more), taken=towns, blocked=blocked)
    for x, y in opened:
        yield f'<circle {STATION} cx="{x:.1f}" cy="{y:.1f}" r="{2 if small else 3}"/>'
    yield from town_points(towns, 1.7 if small else 2.2)
    for one, size in (*((t, SMALL_NAME if small else NAME) for t in towns), *((s, SMALL_NAME) for s in named)):
        yield from written(one, size)


def town_points(towns: Sequence[Placed], radius: float = 2.2) -> Iterator[str]:
    """Yield the point of every town that is named."""
    for one in towns:
        at = f'cx="{one.x:.1f}" cy="{one.y:.1f}" r="{radius:g}"'
        yield f'<circle fill="#222" stroke="#fff" stroke-width=".8" {at}/>'


def spot(label: Label, frame: Frame) -> tuple[float, float] | None:
    """Return the place of a name on the map; None outside of it."""
    x, y = frame.at(label.x, label.y)
    return (x, y) if 0 < x < frame.width and 0 < y < frame.height else None


def written(one: Placed, size: float, color: str = "#111", *, bold: bool = False) -> Iterator[str]:
    """Yield a name twice, a light edge first, so that it can be read on any colour."""
    at = f'x="{one.text_x:.1f}" y="{one.text_y:.1f}" font-size="{size:g}" text-anchor="{one.anchor}"'
    edge = (
        'fill="none" stroke="#fff" stroke-width="2.6" stroke-linejoin="round" stroke-opacity=".85" aria-hidden="true"'
    )
    yield f"<text {edge} {at}>{escape(one.text)}</text>"
    weight = f' stroke="{color}" stroke-width="{0.045 * size:.2f}"' if bold else ""
    yield f'<text fill="{color}"{weight} {at}>{escape(one.text)}</text>'

"""A map of areas in classes as one small SVG: for pages and reports, readable without a GIS and without scripts.

Pure: outlines, class names and people in, text out; the same input gives the same bytes. Colours and titles come from
the one table of classes (:mod:`bereikbaar.write.classes`). Areas of one class are drawn as one shape on a grid of
points, on which neighbours keep their common border; how many areas and people it stands for is in its attributes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from bereikbaar.lang import both
from bereikbaar.write.classes import ValueClass
from bereikbaar.write.numbers import number

#: Metres on the ground per point of the drawing: smaller details are left out.
GRID_M = 350.0
#: Points of the drawing per unit of the page, and the margins of the page in units.
_PER_UNIT, _LEFT, _TOP, _BOTTOM = 1.45, 172, 74, 14
_LEGEND_ROW, _SOURCE_ROW, _SOURCE_LETTERS = 17, 13, 118
_STYLE = (
    "text{font-family:'Source Sans 3','Segoe UI',Arial,sans-serif;fill:#222}"
    ".t{font-weight:600}.u{font-size:13px;fill:#444}.l,.s{font-size:11.5px}.s{font-size:10px;fill:#555}"
    ".c,.h{font-size:11px}.h{fill:none;stroke:#fff;stroke-width:2.5px;stroke-linejoin:round;stroke-opacity:.85}"
    ".b{fill:none;stroke:#555;stroke-width:1.1;stroke-opacity:.65}.p{fill:#222;stroke:#fff;stroke-width:.8}"
)
_PEOPLE, _SOURCE = both("inhabitants"), both("Source: {text}")


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the map. x, y : metres on the national grid."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class MapPicture:
    """What is drawn. All sequences of areas have the same length and order.

    outlines : shapely polygons or multipolygons in metres (EPSG:28992); None = no outline, counted but not drawn.
    classes  : the name of the class of every area. people : inhabitants of every area.
    legend   : the classes in the order of the legend; a class without areas is left out of the drawing and of it.
    title, subtitle, sources : in the language of the picture. alt : what there is to see, for who cannot see it.
    borders  : shapely polygons in metres, drawn as thin lines. labels : names of places.
    """

    outlines: Sequence[Any]
    classes: Sequence[str]
    people: Sequence[float]
    legend: Sequence[ValueClass]
    title: str
    alt: str
    subtitle: str = ""
    sources: str = ""
    borders: Sequence[Any] = ()
    labels: Sequence[Label] = ()
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the map lies: metres to whole points of the drawing, y downwards."""

    west: float
    north: float
    width: int
    height: int
    grid_m: float

    def rings(self, area: Any) -> Iterator[list[tuple[int, int]]]:
        """Yield the rings of an area as points of the drawing, without points that repeat."""
        for polygon in getattr(area, "geoms", [area]):
            for ring in (polygon.exterior, *polygon.interiors) if not polygon.is_empty else ():
                found: list[tuple[int, int]] = []
                for x, y in ring.coords:
                    point = (round((x - self.west) / self.grid_m), round((self.north - y) / self.grid_m))
                    if not found or point != found[-1]:
                        found.append(point)
                if found and found[0] == found[-1]:
                    found.pop()
                if len(found) > 2:
                    yield found


def svg_map(picture: MapPicture, *, grid_m: float = GRID_M) -> str:
    """Return the picture as the text of an SVG file.

    grid_m : metres on the ground per point of the drawing. Raises ValueError when the sequences differ in length, no
    area has an outline, or an area has a class that is not in the legend.
    """
    _refuse(picture)
    areas = _by_class(picture, grid_m)
    frame = _frame(picture, grid_m)
    width = _LEFT + round(frame.width / _PER_UNIT) + 16
    sources = _wrapped(_SOURCE.said(picture.lang).format(text=picture.sources)) if picture.sources else []
    top = _TOP + round(frame.height / _PER_UNIT) + 18
    height = top + _SOURCE_ROW * len(sources) + _BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-labelledby="map-title map-desc" lang="{picture.lang}">',
        f'<title id="map-title">{escape(picture.title)}</title>',
        f'<desc id="map-desc">{escape(picture.alt)}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<g transform="translate({_LEFT} {_TOP}) scale({1 / _PER_UNIT:.4f})">',
        *_drawn(picture, areas, frame),
        "</g>",
        *_labelled(picture.labels, frame),
        f'<text class="t" font-size="{_title_size(picture.title, width)}" x="16" y="30">'
        f"{escape(picture.title)}</text>",
        f'<text class="u" x="16" y="51">{escape(picture.subtitle)}</text>',
        *_legend(picture, areas),
        *(
            f'<text class="s" x="16" y="{top + _SOURCE_ROW * n}">{escape(line)}</text>'
            for n, line in enumerate(sources)
        ),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


@dataclass(frozen=True, slots=True)
class _ClassAreas:
    """The areas of one class: their joint outline (None: none has one), how many they are, and their people."""

    shape: Any
    areas: int
    people: float


def _refuse(picture: MapPicture) -> None:
    n = len(picture.outlines)
    if not n == len(picture.classes) == len(picture.people):
        raise ValueError(f"{n} outlines, {len(picture.classes)} classes and {len(picture.people)} numbers of people")
    if not any(o is not None and not o.is_empty for o in picture.outlines):
        raise ValueError("there is no area with an outline to draw")
    unknown = sorted(set(picture.classes) - {c.name for c in picture.legend})
    if unknown:
        raise ValueError(f"classes that are not in the legend: {', '.join(unknown)}")


def _by_class(picture: MapPicture, grid_m: float) -> dict[str, _ClassAreas]:
    """Return the areas of every class that has any, in the order of the legend."""
    import shapely

    out = {}
    for c in picture.legend:
        members = [n for n, name in enumerate(picture.classes) if name == c.name]
        if not members:
            continue
        shapes = [picture.outlines[n] for n in members if picture.outlines[n] is not None]
        shape = shapely.union_all(shapely.set_precision(shapes, grid_m)) if shapes else None
        out[c.name] = _ClassAreas(shape, len(members), fsum(picture.people[n] for n in members))
    return out


def _frame(picture: MapPicture, grid_m: float) -> _Frame:
    """Return the frame of all areas, on whole points of the grid so that they fall where the shapes were put."""
    boxes = [o.bounds for o in (*picture.outlines, *picture.borders) if o is not None and not o.is_empty]
    west, south = (min(box[i] for box in boxes) // grid_m * grid_m for i in (0, 1))
    east, north = (-(-max(box[i] for box in boxes) // grid_m) * grid_m for i in (2, 3))
    return _Frame(west, north, round((east - west) / grid_m), round((north - south) / grid_m), grid_m)


def _drawn(picture: MapPicture, areas: dict[str, _ClassAreas], frame: _Frame) -> Iterator[str]:
    for c in picture.legend:
        found = areas.get(c.name)
        if found is None or found.shape is None:
            continue
        path = "".join(_path(ring) for ring in frame.rings(found.shape))
        # A hair of its own colour closes the seams that some viewers leave between neighbours.
        yield (
            f'<path class={quoteattr(c.name)} fill="{c.color}" stroke="{c.color}" stroke-width=".4" '
            f'fill-rule="evenodd" data-areas="{found.areas}" data-people="{found.people:.0f}" d="{path}"/>'
        )
    import shapely

    for border in picture.borders:
        for ring in frame.rings(shapely.simplify(border, 2 * frame.grid_m)):
            yield f'<path class="b" d="{_path(ring)}"/>'


def _path(ring: list[tuple[int, int]]) -> str:
    """Return a closed ring in the short form: steps from point to point.

    >>> _path([(3, 4), (5, 4), (5, 1)])
    'M3 4l2 0 0-3z'
    """
    steps = [f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in pairwise(ring)]
    text = " ".join(steps).replace(" -", "-")
    return f"M{ring[0][0]} {ring[0][1]}l{text}z"


def _labelled(labels: Sequence[Label], frame: _Frame) -> Iterator[str]:
    for label in labels:
        x = _LEFT + (label.x - frame.west) / frame.grid_m / _PER_UNIT
        y = _TOP + (frame.north - label.y) / frame.grid_m / _PER_UNIT
        yield f'<circle class="p" cx="{x:.1f}" cy="{y:.1f}" r="2.2"/>'
        for style in "hc":  # a light edge first, so that the name can be read on any colour
            yield f'<text class="{style}" x="{x + 4:.1f}" y="{y - 3:.1f}">{escape(label.text)}</text>'


def _legend(picture: MapPicture, areas: dict[str, _ClassAreas]) -> Iterator[str]:
    index, y = 0 if picture.lang == "nl" else 1, _TOP + 8
    yield f'<text class="s" x="16" y="{y}">{_PEOPLE.said(picture.lang)}</text>'
    for c in picture.legend:
        if c.name not in areas:
            continue
        y += _LEGEND_ROW
        people = number(areas[c.name].people, picture.lang)
        yield f'<text class="l" x="82" y="{y}" text-anchor="end">{people}</text>'
        yield f'<rect x="88" y="{y - 10}" width="16" height="12" fill="{c.color}"/>'
        yield f'<text class="l" x="110" y="{y}">{escape(c.title[index])}</text>'


def _title_size(title: str, width: int) -> float:
    """Return the size of letters with which a title fits the page; a letter is somewhat over half as wide as high."""
    return round(min(19.0, (width - 32) / (0.58 * max(len(title), 1))), 1)


def _wrapped(text: str) -> list[str]:
    """Return text in lines that fit the page."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + len(word) < _SOURCE_LETTERS:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines

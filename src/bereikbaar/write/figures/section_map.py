"""The ranking of track sections as a map: every section in the class of the access that is lost without it.

The larger the loss the wider and darker the line, and the later it is drawn. Bridges of the track have a dark edge:
without them there is no other way by train.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bereikbaar.lang import both, table_in
from bereikbaar.write.classes import ACCESS_LOST, ValueClass
from bereikbaar.write.figures.frame import Bounds, Frame, frame_with_panel
from bereikbaar.write.figures.ground import Ground, ground_of, projected, rail_of_network
from bereikbaar.write.figures.labels import placed
from bereikbaar.write.figures.legend import Panel
from bereikbaar.write.figures.page import BODY, MARGIN, SMALL, SOFT_INK, column, line_of_text, page, wrapped
from bereikbaar.write.figures.strokes import BORDER, BORDER_EDGE
from bereikbaar.write.figures.svg_map import bounds_of, ground_below, scaled, town_points, written
from bereikbaar.write.layers.sections import CLASS, sections_layer
from bereikbaar.write.names import window_titles
from bereikbaar.write.numbers import number

if TYPE_CHECKING:
    from bereikbaar.access.model import Places
    from bereikbaar.reasons.vulnerability import Vulnerability
    from bereikbaar.write.layers.layer import Layer

#: Widths of lines in points of the drawing, by class from the smallest loss; and of the edge of a bridge.
_WIDTHS, _EDGE = (1.6, 2.2, 3.0, 4.0, 5.2, 6.6), 2.8
_EDGE_COLOR, _OTHER_COLOR = "#1a1a1a", "#c4c0b8"
_NAMES, _APART, _NAME = 24, 28.0, 11.5
#: Least width and height of what is shown, metres.
_LEAST_M = 30_000.0
#: Legend: its width, where samples begin and end, and where words begin, units.
_WIDTH, _FROM, _TO, _TEXT, _ROW = 240, 12, 42, 52, 17.0
_WORDS = {
    "title": both("Access lost when a section of track is closed"),
    "subtitle": both("{scenario}, {window}; network {network}"),
    "base": both("Base"),
    "head": both("Share of all access that is lost (km of track)"),
    "row": both("{title} ({km})"),
    "bridge": both("only way by track"),
    "other": both("other track"),
    "alt": both("Map of the railway by section. {title}. {subtitle}. {classes}. Largest: {largest}."),
    "counted": both("{title}: {km} km"),
    "largest": both("{name} {pct} %"),
    "sources": both(
        "bereikbaar {version}, network {network}; inhabitants and boundaries: CBS and Kadaster; access: inhabitants "
        "by minutes from door to door (PBL)"
    ),
}
#: Sections that are named in the words for who cannot see the map.
_TOLD = 5


def section_map(found: Vulnerability, places: Places, lang: str, *, ground: Ground | None = None) -> str:
    """Return the map as the text of an SVG file, around the sections that were closed.

    ground : outlines and names; None = those of the places.
    """
    from bereikbaar import __version__

    words, ground, layer = table_in(_WORDS, lang), ground or ground_of(places), sections_layer(found)
    shapes = projected(layer.geometry)
    panel = _legend(layer, lang)
    frame, at = frame_with_panel(_bounds(shapes), (panel.width, panel.height), [s.bounds for s in shapes])
    covered = (at[0] - 2.0, at[1] - 2.0, at[0] + panel.width + 2, at[1] + panel.height + 2)
    towns = placed(ground.names(), frame, most=_NAMES, apart=_APART, blocked=[covered])
    body = [
        f'<svg x="{MARGIN}" y="0" width="{frame.width}" height="{frame.height}">',
        *ground_below(ground.land, ground.neighbours, frame),
        *scaled([*_borders(ground, frame), *_others(found, frame), *_sections(layer, shapes, frame)], frame),
        *town_points(towns),
        *(line for town in towns for line in written(town, _NAME)),
        "</svg>",
        f'<rect x="{MARGIN}" y="0" width="{frame.width}" height="{frame.height}" fill="none" stroke="#999" '
        'stroke-width=".8"/>',
        *panel.at(MARGIN + at[0], at[1]),
    ]
    subtitle = words["subtitle"].format(
        scenario=" + ".join(found.network.scenario) or words["base"],
        window=window_titles(found.window)[0 if lang == "nl" else 1],
        network=found.network.name,
    )
    return page(
        body,
        width=frame.width + 2 * MARGIN,
        height=max(frame.height, round(panel.height)),
        title=words["title"],
        subtitle=subtitle,
        alt=_alt(layer, subtitle, lang),
        lang=lang,
        sources=words["sources"].format(version=__version__, network=found.network.name),
    )


def _bounds(shapes: Sequence[Any]) -> Bounds:
    """Return the bounds of the sections, with some ground around a few of them."""
    west, south, east, north = bounds_of(list(shapes))
    x, y = max(0.0, _LEAST_M - (east - west)) / 2, max(0.0, _LEAST_M - (north - south)) / 2
    return (west - x, south - y, east + x, north + y)


def _borders(ground: Ground, frame: Frame) -> Iterator[str]:
    path = "".join(frame.track(line, coarse=1.5) for line in ground.provinces)
    yield from (f'<path {style} d="{path}"/>' for style in (BORDER_EDGE, BORDER) if path)


def _others(found: Vulnerability, frame: Frame) -> Iterator[str]:
    """Yield all track in one pale line: what was not closed is seen where nothing lies on it."""
    path = "".join(frame.track(line) for line in rail_of_network(found.network).there)
    if path:
        yield f'<path fill="none" stroke="{_OTHER_COLOR}" stroke-width="1.2" d="{path}"/>'


def _sections(layer: Layer, shapes: Sequence[Any], frame: Frame) -> Iterator[str]:
    """Yield one path per class, and below it the edges of its bridges."""
    classes, lone = (_values(layer, name) for name in (CLASS, "bridge"))
    for c, width in zip(ACCESS_LOST.levels, _WIDTHS, strict=True):
        mine = [n for n, name in enumerate(classes) if name == c.name]
        edges = "".join(frame.track(shapes[n]) for n in mine if lone[n])
        path = "".join(frame.track(shapes[n]) for n in mine)
        if edges:
            yield _line(_EDGE_COLOR, width + _EDGE, f'd="{edges}"')
        if path:
            about = f'class="{c.name}" data-sections="{len(mine)}"'
            yield _line(c.color, width, f'{about} d="{path}"')


def _line(color: str, width: float, more: str) -> str:
    return (
        f'<path fill="none" stroke="{color}" stroke-width="{width:g}" stroke-linecap="round" '
        f'stroke-linejoin="round" {more}/>'
    )


def _legend(layer: Layer, lang: str) -> Panel:
    words, index = table_in(_WORDS, lang), 0 if lang == "nl" else 1
    head = wrapped(words["head"], _WIDTH - 2 * _FROM, SMALL)
    rows, y = column(head, _FROM, 15, 12.0, size=SMALL, color=SOFT_INK), 21.0 + 12.0 * len(head)
    for c, width, km in _counted(layer):
        rows.append(_sample(y, c.color, width))
        rows.append(line_of_text(_TEXT, y, words["row"].format(title=c.title[index], km=number(km, lang)), size=BODY))
        y += _ROW
    if any(_values(layer, "bridge")):
        width = _WIDTHS[2]
        rows += [_sample(y, _EDGE_COLOR, width + _EDGE), _sample(y, ACCESS_LOST.levels[2].color, width)]
        rows.append(line_of_text(_TEXT, y, words["bridge"], size=BODY))
        y += _ROW
    rows += [_sample(y, _OTHER_COLOR, 1.2), line_of_text(_TEXT, y, words["other"], size=BODY)]
    return Panel(tuple(rows), _WIDTH, y + 9)


def _sample(y: float, color: str, width: float) -> str:
    """Return a piece of a line, as wide as on the map, on a line of text."""
    return (
        f'<path fill="none" stroke="{color}" stroke-width="{width / 1.6:.2f}" stroke-linecap="round" '
        f'd="M{_FROM} {y - 4:g}H{_TO}"/>'
    )


def _counted(layer: Layer) -> Iterator[tuple[ValueClass, float, float]]:
    """Yield every class that has sections, with its width and km, the largest loss first."""
    classes, km = (_values(layer, name) for name in (CLASS, "km"))
    for c, width in zip(reversed(ACCESS_LOST.levels), reversed(_WIDTHS), strict=True):
        mine = [length or 0.0 for name, length in zip(classes, km, strict=True) if name == c.name]
        if mine:
            yield c, width, sum(mine)


def _alt(layer: Layer, subtitle: str, lang: str) -> str:
    words, index = table_in(_WORDS, lang), 0 if lang == "nl" else 1
    names, pct = (_values(layer, name) for name in ("name", "access_lost_pct"))
    worst = sorted(range(len(names)), key=lambda n: (-pct[n], names[n]))[:_TOLD]
    return words["alt"].format(
        title=words["title"],
        subtitle=subtitle,
        classes="; ".join(
            words["counted"].format(title=c.title[index], km=number(km, lang)) for c, _width, km in _counted(layer)
        ),
        largest="; ".join(words["largest"].format(name=names[n], pct=number(pct[n], lang, 1)) for n in worst),
    )


def _values(layer: Layer, name: str) -> list[Any]:
    return next(f.values for f in layer.fields if f.name == name).to_list()

"""The drawing of the map of what a scenario changes: ground, track, trains before and after, stations, towns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bereikbaar.lang import both
from bereikbaar.write.figures.changed_track import LEAST, Chain, Found, Stretch, chains
from bereikbaar.write.figures.changes_legend import QUIET, changes_panel, station_mark, strokes, titles
from bereikbaar.write.figures.frame import Bounds, Frame, frame_with_panel
from bereikbaar.write.figures.ground import Ground, projected
from bereikbaar.write.figures.labels import Box, Label, placed
from bereikbaar.write.figures.page import MARGIN, page
from bereikbaar.write.figures.strokes import BORDER, BORDER_EDGE
from bereikbaar.write.figures.svg_map import NAME, ground_below, scaled, spot, town_points, written
from bereikbaar.write.numbers import plain

if TYPE_CHECKING:
    from bereikbaar.network.model import Station
    from bereikbaar.results import Case

#: Room around what changes, as a share; what is shown is never smaller than this, metres.
_MARGIN, _LEAST_M = 0.09, 40_000.0
_MOST_HEIGHT = 470
#: Names of towns, and stretches of which the trains are written.
_NAMES, _RATES = 22, 16
_SOURCES = both("bereikbaar {version}, network {network}; boundaries: CBS and Kadaster")
_RATE_INK = {True: "#08306b", False: "#6b3a06"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn. bounds : what has to be seen, metres. alt : what there is to see. titled : with its title."""

    found: Found
    bounds: Bounds
    title: str
    subtitle: str
    alt: str
    lang: str
    titled: bool = True


def drawn(words: Drawn, ground: Ground, case: Case) -> str:
    """Return the map as the text of an SVG file."""
    found = words.found
    panel = changes_panel(found, words.lang)
    lines = _projected(found.stretches)
    boxes = [lines[s.key].bounds for s in found.stretches if s.changes and s.key in lines]
    size = (panel.width, panel.height)
    frame, at = frame_with_panel(_wide(words.bounds), size, boxes, margin=_MARGIN, most_height=_MOST_HEIGHT)
    covered = (at[0] - 2.0, at[1] - 2.0, at[0] + panel.width + 2, at[1] + panel.height + 2)
    body = [
        f'<svg x="{MARGIN}" y="0" width="{frame.width}" height="{frame.height}">',
        *ground_below(ground.land, ground.neighbours, frame),
        *_borders(ground, frame),
        *_track(found.stretches, lines, frame),
        *_names(found, lines, ground, frame, words.lang, covered),
        "</svg>",
        f'<rect x="{MARGIN}" y="0" width="{frame.width}" height="{frame.height}" fill="none" stroke="#999" '
        'stroke-width=".8"/>',
        *panel.at(MARGIN + at[0], at[1]),
    ]
    return page(
        body, width=frame.width + 2 * MARGIN, height=max(frame.height, round(panel.height)), title=words.title,
        alt=words.alt, lang=words.lang, subtitle=words.subtitle, sources=_sources(case, words.lang),
        titled=words.titled,
    )  # fmt: skip


def _sources(case: Case, lang: str) -> str:
    from bereikbaar import __version__

    return _SOURCES.said(lang).format(version=__version__, network=case.network.name)


def _wide(bounds: Bounds) -> Bounds:
    """Return bounds that are nowhere narrower than the least."""
    west, south, east, north = bounds
    x, y = (max(0.0, _LEAST_M - size) / 2 for size in (east - west, north - south))
    return (west - x, south - y, east + x, north + y)


def _projected(found: Sequence[Stretch]) -> dict[tuple[str, str], Any]:
    import numpy as np
    import shapely

    there = [s for s in found if len(s.line) > 1]
    if not there:
        return {}
    lines = projected(np.array([shapely.LineString(s.line) for s in there], dtype=object))
    return dict(zip((s.key for s in there), lines, strict=True))


def _borders(ground: Ground, frame: Frame) -> Iterator[str]:
    path = "".join(frame.track(line, coarse=1.5) for line in ground.provinces)
    if path:
        yield from scaled([f'<path {style} d="{path}"/>' for style in (BORDER_EDGE, BORDER)], frame)


def _track(found: Sequence[Stretch], lines: dict[tuple[str, str], Any], frame: Frame) -> Iterator[str]:
    """Yield the sections of every class and work as one shape, what changes above the rest, the smaller first.

    The topmost line of each says how many sections and km it stands for, whether or not they lie within the frame.
    """
    groups: dict[tuple[str, str], list[Stretch]] = defaultdict(list)
    for one in found:
        groups[(one.of_class, one.work)].append(one)
    order = [name for name, _title in reversed(titles())]
    paths = []
    for of_class, work in sorted(groups, key=lambda g: (g[0] not in QUIET or bool(g[1]), order.index(g[0]), g[1])):
        members = groups[(of_class, work)]
        path = "".join(frame.track(lines[s.key]) for s in members if s.key in lines)
        styles = strokes(of_class, work)
        about = f'class="{of_class}" data-sections="{len(members)}" data-km="{sum(s.km for s in members):.1f}"'
        if work:
            about += f' data-work="{work}"'
        paths += [f'<path {style} d="{path}"/>' for style in styles[:-1] if path]
        paths.append(f'<path {about} {styles[-1]} d="{path}"/>')
    yield from scaled(paths, frame)


def _names(
    found: Found, lines: dict[tuple[str, str], Any], ground: Ground, frame: Frame, lang: str, covered: Box
) -> Iterator[str]:
    """Yield the stations that change with their names, trains before and after, and towns as far as there is room."""
    kinds = (("opened", found.opened), ("closed", found.closed), ("reached", found.reached))
    marked = [(kind, label) for kind, stations in kinds for label in _labels(stations)]
    named = placed([label for _kind, label in marked], frame, most=len(marked), blocked=[covered], gap=6.5)
    rates = [(c, label) for c in chains(found.stretches) if (label := _rate(c, lines, lang)) is not None]
    numbers = placed(
        [label for _c, label in rates], frame, most=_RATES, apart=22.0, taken=named, blocked=[covered], gap=8.0
    )
    taken = [*named, *numbers]
    said = {one.text for one in named}
    towns = [label for label in ground.names() if label.text not in said]
    written_towns = placed(towns, frame, most=_NAMES, apart=26.0, taken=taken, blocked=[covered])
    yield from town_points(written_towns)
    for kind, label in marked:
        at = spot(label, frame)
        if at is not None:
            yield station_mark(kind, *at)
    for town in written_towns:
        yield from written(town, NAME - 1)
    for one in named:
        yield from written(one, NAME, bold=True)
    more = {label.text: chain.after > chain.before + LEAST for chain, label in rates}
    for number in numbers:
        yield from written(number, NAME, _RATE_INK[more[number.text]], bold=True)


def _labels(stations: Sequence[Station]) -> list[Label]:
    from shapely import Point

    points = [projected(Point(s.lon, s.lat)) for s in stations]
    return [Label(s.name, p.x, p.y) for s, p in zip(stations, points, strict=True)]


def _rate(chain: Chain, lines: dict[tuple[str, str], Any], lang: str) -> Label | None:
    """Return the trains before and after at the middle of the longest section of a chain, across the line there."""
    there = [s for s in chain.sections if s.key in lines]
    if not there:
        return None
    line = lines[max(there, key=lambda s: (s.km, s.key)).key]
    begin, middle, end = (line.interpolate(share, normalized=True) for share in (0.4, 0.5, 0.6))
    steep = abs(end.y - begin.y) > abs(end.x - begin.x)
    return Label(f"{plain(chain.before, lang)} → {plain(chain.after, lang)}", middle.x, middle.y, steep)

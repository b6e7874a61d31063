"""Some measures of a scenario side by side, a small map each with its own legend: where else it changes what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bereikbaar.errors import InputError
from bereikbaar.lang import both
from bereikbaar.write.figures.chart import subtitle_of
from bereikbaar.write.figures.frame import WIDTH, Frame, frame_around
from bereikbaar.write.figures.ground import Rail
from bereikbaar.write.figures.legend import Members, legend_below, marks_in_a_row
from bereikbaar.write.figures.maps import measure_of, picture_of, rows_of, sources_of
from bereikbaar.write.figures.page import MARGIN, column, page, wrapped
from bereikbaar.write.figures.regions import Regions
from bereikbaar.write.figures.svg_map import MapPicture, bounds_of, map_body, members_of, refuse
from bereikbaar.write.names import key_of, title_of
from bereikbaar.write.report.model import Figure, Table

if TYPE_CHECKING:
    from bereikbaar.results import Case, Result

#: Maps side by side at most, units between them, and how high they are at least and at most.
MOST = 3
_GAP, _HEIGHTS = 16, (190, 285)
#: Names on a small map: the largest towns, each in another part of the country.
_NAMES = 9
_TITLE_LINE = 13.0
_TITLE = both("What {scenario} changes, by postcode area")
_CAPTION = both("{title}: {measures}. {subtitle}. Inhabitants per class in the legends.")
_ALT = both("Small maps of differences side by side. {subtitle}. {maps}.")
_MAP = both("{measure}: {classes}")
_CLASS = both("{title}: {n} inhabitants")
_HEAD = (both("Measure"), both("Class"), both("Inhabitants"), both("Postcode areas"))


@dataclass(frozen=True, slots=True)
class SmallMap:
    """One of the maps. title : what stands above it: the measure, or the plan, in words."""

    title: str
    picture: MapPicture
    members: dict[str, Members]


def several_maps_figure(
    result: Result, case: Case, measures: Sequence[str], lang: str, *, region: Regions = None, titled: bool = True
) -> Figure:
    """Return the differences that a scenario makes to some measures, three at most, as small maps side by side.

    titled : with title and subtitle in the picture. Raises InputError for no measure or more than three, and as
    :func:`bereikbaar.write.figures.maps.map_figure` does.
    """
    if not 0 < len(measures) <= MOST:
        raise InputError(f"expected one to {MOST} measures for maps side by side, found {len(measures)}")
    index = 0 if lang == "nl" else 1
    maps = [small_map(result, case, name, lang, region, measure_of(result, name).title[index]) for name in measures]
    subtitle = subtitle_of(result, case, lang)
    sources = sources_of(case, [measure_of(result, name) for name in measures], lang)
    title = _TITLE.said(lang).format(scenario=title_of(case)[index])
    named = "; ".join(measure_of(result, name).title[index] for name in measures)
    alt = _ALT.said(lang).format(subtitle=subtitle, maps=". ".join(in_words(one, lang) for one in maps))
    body, height = side_by_side(maps, lang)
    svg = page(
        body, width=WIDTH + 2 * MARGIN, height=height, title=title, alt=alt, lang=lang, subtitle=subtitle,
        sources=sources, titled=titled,
    )  # fmt: skip
    return Figure(
        key=f"maps_{key_of(case)}",
        caption=_CAPTION.said(lang).format(title=title, measures=named, subtitle=subtitle),
        alt=alt,
        svg=svg,
        table=_table(maps, lang, title),
        told=True,
    )


def small_map(result: Result, case: Case, name: str, lang: str, region: Regions, title: str) -> SmallMap:
    """Return the difference that a case makes to a measure, to be drawn small; errors as ``map_figure``."""
    picture = picture_of(result, case, name, lang, diff=True, region=region)
    refuse(picture)
    picture = replace(picture, names=_NAMES, inner=())
    return SmallMap(title, picture, members_of(picture))


def in_words(one: SmallMap, lang: str) -> str:
    """Return what there is to see on a map: its title, and inhabitants by class."""
    classes = (_CLASS.said(lang).format(title=title, n=n) for title, n, _areas in rows_of(one.picture, lang))
    return _MAP.said(lang).format(measure=one.title, classes="; ".join(classes))


def side_by_side(maps: Sequence[SmallMap], lang: str, rail: Rail | None = None) -> tuple[list[str], int]:
    """Return the maps with titles above and legends below, and how high all of it is.

    rail : what the lines on them mean; None = those of the first map.
    """
    wide = (WIDTH - _GAP * (MOST - 1)) // MOST if len(maps) == MOST else (WIDTH - _GAP) // 2
    titles = [wrapped(one.title, wide) for one in maps]
    top = 6 + _TITLE_LINE * max(len(lines) for lines in titles)
    body: list[str] = []
    lowest = 0.0
    for n, (one, lines) in enumerate(zip(maps, titles, strict=True)):
        x = MARGIN + n * (wide + _GAP)
        body += column(lines, x, top - 5 - _TITLE_LINE * (len(lines) - 1), _TITLE_LINE)
        frame = _frame(one.picture, wide)
        body += map_body(one.picture, one.members, frame, x, top, small=True)
        rows, high = legend_below(one.picture.legend, one.members, lang, wide)
        body += [f'<g transform="translate({x} {top + frame.height:g})">', *rows, "</g>"]
        lowest = max(lowest, top + frame.height + high)
    body += marks_in_a_row(rail or maps[0].picture.rail, lang, lowest + 12)
    return body, round(lowest + 16)


def _frame(picture: MapPicture, wide: int) -> Frame:
    seen = picture.bounds or bounds_of([*picture.outlines, *picture.borders])
    return frame_around(seen, width=wide, heights=_HEIGHTS, points=1.0)


def _table(maps: Sequence[SmallMap], lang: str, title: str) -> Table:
    rows = tuple((one.title, *row) for one in maps for row in rows_of(one.picture, lang))
    return Table(head=tuple(text.said(lang) for text in _HEAD), rows=rows, numbers=2, caption=title)

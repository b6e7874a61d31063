"""Some plans side by side: what each changes in one measure, a small map each, all of the same ground."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bereikbaar.errors import InputError
from bereikbaar.lang import both
from bereikbaar.write.figures.frame import WIDTH
from bereikbaar.write.figures.ground import Rail
from bereikbaar.write.figures.maps import measure_of, rows_of, sources_of
from bereikbaar.write.figures.page import MARGIN, page
from bereikbaar.write.figures.regions import Regions, part_of
from bereikbaar.write.figures.several_maps import MOST, SmallMap, in_words, side_by_side, small_map
from bereikbaar.write.names import title_of, window_titles
from bereikbaar.write.report.model import Figure, Table

if TYPE_CHECKING:
    from bereikbaar.results import Case, Result

_TITLE = both("{measure}: what each plan changes")
_OF = both("{title} in {region}")
_CAPTION = both("{title} ({window}). Inhabitants per class in the legends.")
_ALT = both("Small maps of differences side by side, one per plan. {maps}.")
_HEAD = (both("Plan"), both("Class"), both("Inhabitants"), both("Postcode areas"))


def plans_maps_figure(
    result: Result, cases: Sequence[Case], measure: str, lang: str, *, region: Regions = None, titled: bool = True
) -> Figure:
    """Return the differences that some plans make to a measure, as small maps side by side.

    cases : two or three. titled : with the title in the picture. Raises InputError for another number of plans, and
    as :func:`bereikbaar.write.figures.maps.map_figure` does.
    """
    if not 1 < len(cases) <= MOST:
        raise InputError(f"expected two to {MOST} plans for maps side by side, found {len(cases)}")
    index, m = 0 if lang == "nl" else 1, measure_of(result, measure)
    maps = [small_map(result, case, measure, lang, region, title_of(case)[index]) for case in cases]
    title = _TITLE.said(lang).format(measure=m.title[index])
    part = part_of(result.places, region or result.region or None)
    if part is not None:
        title = _OF.said(lang).format(title=title, region=part.said(lang))
    alt = _ALT.said(lang).format(maps=". ".join(in_words(one, lang) for one in maps))
    body, height = side_by_side(maps, lang, _lines_of(maps))
    svg = page(
        body, width=WIDTH + 2 * MARGIN, height=height, title=title, alt=alt, lang=lang,
        sources=sources_of(cases[0], [m], lang), titled=titled,
    )  # fmt: skip
    return Figure(
        key=f"plans_{measure}",
        caption=_CAPTION.said(lang).format(title=title, window=window_titles(result.window)[index]),
        alt=alt,
        svg=svg,
        table=_table(maps, lang, title),
        told=True,
    )


def _lines_of(maps: Sequence[SmallMap]) -> Rail:
    """Return the track of all maps together: what is drawn on one of them is in the row that says what lines mean."""
    rails = [one.picture.rail for one in maps]
    return Rail(
        there=[line for rail in rails for line in rail.there],
        changed=[line for rail in rails for line in rail.changed],
        new=[line for rail in rails for line in rail.new],
        stations=[label for rail in rails for label in rail.stations],
    )


def _table(maps: Sequence[SmallMap], lang: str, title: str) -> Table:
    rows = tuple((one.title, *row) for one in maps for row in rows_of(one.picture, lang))
    return Table(head=tuple(text.said(lang) for text in _HEAD), rows=rows, numbers=2, caption=title)

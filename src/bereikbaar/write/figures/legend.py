"""The legend of a map: every class that has members with its inhabitants, and what the lines mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from bereikbaar.lang import both
from bereikbaar.write.classes import ValueClass
from bereikbaar.write.figures.frame import POINTS_PER_UNIT
from bereikbaar.write.figures.ground import Rail
from bereikbaar.write.figures.page import BODY, MARGIN, SMALL, SOFT_INK, column, line_of_text, wrapped
from bereikbaar.write.figures.strokes import BORDER, CHANGED, NEW, STATION, TRACK
from bereikbaar.write.numbers import number

#: Units to the left of the map.
WIDTH = 264
_PEOPLE_END, _SWATCH, _TEXT = MARGIN + 62, MARGIN + 68, MARGIN + 92
_ROW, _LINE = 19.0, 13.0
_INHABITANTS = both("inhabitants")
_NOT_DRAWN = both("of them not drawn, for want of an outline: {n} ({people} inhabitants)")
_THERE, _CHANGED, _NEW = both("railway"), both("railway, changed"), both("railway, new")
_STATION, _BORDER = both("new station"), both("border of a province")


@dataclass(frozen=True, slots=True)
class Members:
    """The areas of a class, by their positions. people : their inhabitants.

    bare, bare_people : how many of them, and of these, have no outline.
    """

    areas: Sequence[int]
    people: float
    bare: int = 0
    bare_people: float = 0.0


def legend_rows(legend: Sequence[ValueClass], members: Mapping[str, Members], rail: Rail, lang: str) -> Iterator[str]:
    """Yield the legend from the upper left corner of the map's page."""
    yield line_of_text(_PEOPLE_END, 10, _INHABITANTS.said(lang), size=SMALL, anchor="end", color=SOFT_INK)
    y = 30.0
    for c in legend:
        if c.name not in members:
            continue
        people = number(members[c.name].people, lang)
        yield line_of_text(_PEOPLE_END, y, people, anchor="end")
        yield (
            f'<rect x="{_SWATCH}" y="{y - 10:.1f}" width="17" height="12" fill="{c.color}" stroke="#666" '
            'stroke-width=".5"/>'
        )
        lines = wrapped(c.title[0 if lang == "nl" else 1], WIDTH + MARGIN - _TEXT - 8)
        yield from column(lines, _TEXT, y, _LINE)
        y += _ROW + _LINE * (len(lines) - 1)
    yield from _bare(members, lang, y)
    y += _LINE * 3 if any(m.bare for m in members.values()) else 4
    for mark, title in _marks(rail, y, lang):
        yield mark
        yield title


def _bare(members: Mapping[str, Members], lang: str, y: float) -> Iterator[str]:
    bare = sum(m.bare for m in members.values())
    if bare:
        people = number(fsum(m.bare_people for m in members.values()), lang)
        text = _NOT_DRAWN.said(lang).format(n=number(bare, lang), people=people)
        lines = wrapped(text, WIDTH - 12, SMALL)
        yield from column(lines, MARGIN, y, 12, size=SMALL, color=SOFT_INK)


def _marks(rail: Rail, y: float, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the sign and the words of every kind of line that is drawn."""
    drawn = (
        (BORDER, _BORDER, True),
        (TRACK, _THERE, rail.there),
        (CHANGED, _CHANGED, rail.changed),
        (NEW, _NEW, rail.new),
        (STATION, _STATION, rail.stations),
    )
    for style, words, there in drawn:
        if not there:
            continue
        y += 17
        middle = y - 4
        scale = f"translate({_SWATCH - 6} {middle:.1f}) scale({1 / POINTS_PER_UNIT:.4f})"
        mark = f'<path transform="{scale}" {style} d="M0 0h46"/>'
        if style == STATION:
            mark = f'<circle {style} cx="{_SWATCH + 8}" cy="{middle:.1f}" r="3"/>'
        yield mark, line_of_text(_TEXT, y, words.said(lang), size=BODY)

"""The legend of a map: every class that has members with its inhabitants, and what the lines mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from bereikbaar.lang import Text, both
from bereikbaar.write.classes import ValueClass
from bereikbaar.write.figures.frame import POINTS_PER_UNIT
from bereikbaar.write.figures.ground import Rail
from bereikbaar.write.figures.page import (
    MARGIN,
    SMALL,
    SOFT_INK,
    column,
    line_of_text,
    text_width,
    wrapped,
)
from bereikbaar.write.figures.strokes import BORDER, CHANGED, NEW, STATION, TRACK
from bereikbaar.write.numbers import number

#: Width of the panel on the map, units.
WIDTH = 231
_PEOPLE_END, _SWATCH, _TEXT = 60, 65, 87
_LETTERS = 10.5
_ROW, _LINE, _MARK_ROW = 17.0, 12.0, 16.0
#: Below a small map: rows, and lines of a title in two.
_SMALL_ROW, _SMALL_LINE = 15.0, 11.5
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


@dataclass(frozen=True, slots=True)
class Panel:
    """A legend as it is drawn. rows : from its own upper left corner. width, height : units."""

    rows: tuple[str, ...]
    width: float
    height: float

    def at(self, x: float, y: float) -> Iterator[str]:
        """Yield the panel on the map, light, so that its words can be read on any ground."""
        yield f'<g transform="translate({x:g} {y:g})">'
        yield (
            f'<rect width="{self.width:g}" height="{self.height:g}" fill="#fff" fill-opacity=".94" stroke="#999" '
            'stroke-width=".8"/>'
        )
        yield from self.rows
        yield "</g>"


def legend_panel(legend: Sequence[ValueClass], members: Mapping[str, Members], rail: Rail, lang: str) -> Panel:
    """Return the legend of a large map: a row per class that is there, and what the lines mean."""
    rows = [line_of_text(_PEOPLE_END, 15, _INHABITANTS.said(lang), size=SMALL, anchor="end", color=SOFT_INK)]
    y = 32.0
    for c in legend:
        if c.name not in members:
            continue
        rows.append(line_of_text(_PEOPLE_END, y, number(members[c.name].people, lang), anchor="end", size=_LETTERS))
        rows.append(swatch(_SWATCH, y, c.color))
        lines = wrapped(c.title[0 if lang == "nl" else 1], WIDTH - _TEXT - 2, _LETTERS)
        rows += column(lines, _TEXT, y, _LINE, size=_LETTERS)
        y += _ROW + _LINE * (len(lines) - 1)
    bare = _bare(members, lang)
    if bare:
        lines = wrapped(bare, WIDTH - 16, SMALL)
        rows += column(lines, 8, y - 2, 12, size=SMALL, color=SOFT_INK)
        y += 12 * len(lines)
    y -= 10
    for style, words in _marks(rail):
        y += _MARK_ROW
        rows += [_sign(style, _SWATCH - 11, y - 4), line_of_text(_TEXT, y, words.said(lang), size=_LETTERS)]
    return Panel(tuple(rows), WIDTH, y + 9)


def legend_below(
    legend: Sequence[ValueClass], members: Mapping[str, Members], lang: str, width: float
) -> tuple[list[str], float]:
    """Return the rows below a small map, from the left edge of it and from its lower edge, and how high they are."""
    rows: list[str] = []
    y = 14.0
    head = _INHABITANTS.said(lang)
    rows.append(line_of_text(width, y, head, size=SMALL, anchor="end", color=SOFT_INK))
    for c in legend:
        if c.name not in members:
            continue
        y += _SMALL_ROW
        people = number(members[c.name].people, lang)
        lines = wrapped(c.title[0 if lang == "nl" else 1], width - 24 - text_width(people, SMALL) - 6, SMALL)
        rows += [swatch(0, y, c.color), line_of_text(width, y, people, size=SMALL, anchor="end")]
        rows += column(lines, 24, y, _SMALL_LINE, size=SMALL)
        y += _SMALL_LINE * (len(lines) - 1)
    bare = _bare(members, lang)
    if bare:
        lines = wrapped(bare, width, SMALL)
        rows += column(lines, 0, y + _SMALL_ROW, _SMALL_LINE, size=SMALL, color=SOFT_INK)
        y += _SMALL_ROW + _SMALL_LINE * (len(lines) - 1)
    return rows, y + 6


def marks_in_a_row(rail: Rail, lang: str, y: float) -> list[str]:
    """Return what the lines mean in one row, from the left margin."""
    rows, x = [], float(MARGIN)
    for style, words in _marks(rail):
        text = words.said(lang)
        rows += [_sign(style, x, y - 3.5), line_of_text(x + 34, y, text, size=SMALL)]
        x += 34 + text_width(text, SMALL) + 14
    return rows


def swatch(x: float, y: float, color: str) -> str:
    """Return a field of a colour on a line of text."""
    return f'<rect x="{x:g}" y="{y - 10:.1f}" width="17" height="12" fill="{color}" stroke="#666" stroke-width=".5"/>'


def _bare(members: Mapping[str, Members], lang: str) -> str:
    """Return how many areas are counted and not drawn, in words; nothing of none."""
    bare = sum(m.bare for m in members.values())
    people = number(fsum(m.bare_people for m in members.values()), lang)
    return _NOT_DRAWN.said(lang).format(n=number(bare, lang), people=people) if bare else ""


def _marks(rail: Rail) -> list[tuple[str, Text]]:
    """Return the style and the words of every kind of line that is drawn."""
    drawn = (
        (BORDER, _BORDER, True),
        (TRACK, _THERE, rail.there),
        (CHANGED, _CHANGED, rail.changed),
        (NEW, _NEW, rail.new),
        (STATION, _STATION, rail.stations),
    )
    return [(style, words) for style, words, there in drawn if there]


def _sign(style: str, x: float, y: float) -> str:
    """Return a piece of line, or a station, as the map has it; x, y : its left end."""
    if style == STATION:
        return f'<circle {style} cx="{x + 14:g}" cy="{y:.1f}" r="3"/>'
    return f'<path transform="translate({x:g} {y:.1f}) scale({1 / POINTS_PER_UNIT:.4f})" {style} d="M0 0h46"/>'

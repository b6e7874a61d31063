"""How the map of what a scenario changes draws its lines and stations, and the legend that says so."""

from __future__ import annotations

from collections.abc import Sequence

from bereikbaar.lang import Text, both, plainly
from bereikbaar.write.classes import FREQUENCY, LOST, NEW, NO_CONNECTION, SAME, ValueClass
from bereikbaar.write.figures.changed_track import BUILT, CLOSED, MINUTES, UPGRADED, Found
from bereikbaar.write.figures.frame import POINTS_PER_UNIT
from bereikbaar.write.figures.legend import Panel
from bereikbaar.write.figures.page import SMALL, SOFT_INK, column, line_of_text, wrapped
from bereikbaar.write.figures.strokes import BORDER
from bereikbaar.write.numbers import number

#: Classes in which nothing happens.
QUIET = (SAME, NO_CONNECTION)
#: Work on track, as it stands in the legend.
WORKS = ((BUILT, both("new track")), (UPGRADED, both("track changed: speed or kind")), (CLOSED, both("track closed")))
#: What is no difference in trains: its colour, and that of the edge of what is.
MINUTES_COLOR, EDGE_COLOR = "#7b4fa3", "#1c1c1c"
_WIDTH, _NUMBER_END, _SIGN, _TEXT, _LETTERS = 231, 40, 47, 82, 10.5
_ROW, _LINE = 16.0, 12.0
#: Difference of a class in trains per hour -> width of its line, points.
_WIDTHS = {0.0: 3.4, 1.0: 4.6, 2.0: 6.0, 4.0: 8.0}
_KM = both("km")
_HEAD = both("trains per hour and direction")
_SAME, _NONE, _OTHER = both("as many trains"), both("no trains"), both("as many trains, other minutes")
_FIRST, _LAST = both("the first trains"), both("no trains any more")
_OPENED, _SHUT = both("station with its first trains"), both("station without trains")
_REACHED, _BORDER = both("other ways to the station"), both("border of a province")
_DASHES = {BUILT: ' stroke-dasharray="10 5"', CLOSED: ' stroke-dasharray="2.5 4.5"'}


def titles() -> list[tuple[str, Text]]:
    """Return the classes of track with their words, in the order of the legend."""
    own = {SAME: _SAME, NO_CONNECTION: _NONE, NEW: _FIRST, LOST: _LAST}
    classes = [c for c in FREQUENCY.diffs if c.name not in QUIET]
    found = [(c.name, own.get(c.name) or _more_or_less(c)) for c in classes]
    middle = next(n for n, (name, _t) in enumerate(found) if name.startswith("loss_"))
    return [*found[:middle], (MINUTES, _OTHER), *found[middle:], (SAME, _SAME), (NO_CONNECTION, _NONE)]


def _more_or_less(c: ValueClass) -> Text:
    """Return the words of a class of gains or losses of trains."""
    more = c.name.startswith("gain_")
    low, high = plainly(c.low or 0.0), plainly(c.high or 0.0)
    if c.high is None:
        return both("{low} or more extra", low=low) if more else both("{low} or more fewer", low=low)
    if not c.low:
        return both("less than {high} extra", high=high) if more else both("less than {high} fewer", high=high)
    if more:
        return both("{low} to {high} extra", low=low, high=high)
    return both("{low} to {high} fewer", low=low, high=high)


def strokes(of_class: str, work: str) -> list[str]:
    """Return how track of a class with some work done is drawn, the lowest line first: attributes of SVG elements."""
    dash = _DASHES.get(work, "")
    if of_class in QUIET and not work:
        thin = ' stroke-dasharray="1.5 2.5"' if of_class == NO_CONNECTION else ""
        return [f'fill="none" stroke="#444" stroke-width="1.1" stroke-opacity=".8"{thin}']
    color, width = _color(of_class), 3.4
    found = next((c for c in FREQUENCY.diffs if c.name == of_class), None)
    if found is not None:
        width = _WIDTHS.get(found.low or 0.0, 6.0) if found.low is not None else 6.0
    edge = width + (5.5 if work == UPGRADED else 2.2)
    light = f'fill="none" stroke="#fff" stroke-width="{edge + 2.5:g}" stroke-opacity=".8"'
    dark = f'fill="none" stroke="{EDGE_COLOR}" stroke-width="{edge:g}"{dash}'
    return [light, dark, f'fill="none" stroke="{color}" stroke-width="{width:g}"{dash}']


def _color(of_class: str) -> str:
    if of_class == MINUTES:
        return MINUTES_COLOR
    return next((c.color for c in FREQUENCY.diffs if c.name == of_class), EDGE_COLOR)


def station_mark(kind: str, x: float, y: float) -> str:
    """Return the sign of a station: ``opened``, ``closed`` or ``reached``."""
    if kind == "opened":
        return (
            f'<circle class="opened" fill="#fff" stroke="#111" stroke-width="1.6" cx="{x:.1f}" cy="{y:.1f}" r="3.6"/>'
        )
    if kind == "closed":
        d = f"M{x - 4:.1f} {y - 4:.1f}l8 8m0-8l-8 8"
        return (
            f'<path class="closed" d="{d}" fill="none" stroke="#fff" stroke-width="5"/>'
            f'<path d="{d}" fill="none" stroke="#8c0d3f" stroke-width="2.4"/>'
        )
    d = f"M{x:.1f} {y - 4.5:.1f}l4.5 4.5-4.5 4.5-4.5-4.5z"
    return f'<path class="reached" d="{d}" fill="#fff" stroke="#111" stroke-width="1.4"/>'


def changes_panel(found: Found, lang: str) -> Panel:
    """Return the legend: every class of track that is there with its km, what is built, and the signs of stations."""
    rows = [
        line_of_text(_NUMBER_END, 15, _KM.said(lang), size=SMALL, anchor="end", color=SOFT_INK),
        line_of_text(_SIGN, 15, _HEAD.said(lang), size=SMALL, color=SOFT_INK),
    ]
    y = 15.0
    for of_class, words in titles():
        n, km = found.km(of_class)
        if n:
            y = _line(rows, y, strokes(of_class, ""), words, lang, number(km, lang))
    y += 4
    for work, words in WORKS:
        n, km = found.km(work=work)
        if n:
            y = _line(rows, y, strokes(SAME, work), words, lang, number(km, lang))
    y = _line(rows, y, [BORDER], _BORDER, lang)
    for kind, there, words in (
        ("opened", found.opened, _OPENED), ("closed", found.closed, _SHUT), ("reached", found.reached, _REACHED),
    ):  # fmt: skip
        if there:
            y += _ROW
            rows += [station_mark(kind, _SIGN + 15, y - 4), line_of_text(_TEXT, y, words.said(lang), size=_LETTERS)]
    return Panel(tuple(rows), _WIDTH, y + 9)


def _line(rows: list[str], y: float, styles: Sequence[str], words: Text, lang: str, km: str = "") -> float:
    """Add a row with a piece of line; return where it stands."""
    lines = wrapped(words.said(lang), _WIDTH - _TEXT - 2, _LETTERS)
    y += _ROW
    if km:
        rows.append(line_of_text(_NUMBER_END, y, km, size=_LETTERS, anchor="end"))
    rows.append(f'<g transform="translate({_SIGN} {y - 4:.1f}) scale({1 / POINTS_PER_UNIT:.4f})">')
    rows += [f'<path {style} d="M0 0h46"/>' for style in styles]
    rows.append("</g>")
    rows += column(lines, _TEXT, y, _LINE, size=_LETTERS)
    return y + _LINE * (len(lines) - 1)

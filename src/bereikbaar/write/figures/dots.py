"""Towns before and after a scenario, as two marks on a line each: gains and losses apart, the largest first.

Before is an open circle and after a filled triangle that points the way the value goes; a gain has a solid line and
a loss a dashed one, so that nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bereikbaar.compare.measures import MAIN
from bereikbaar.compare.towns import compare_towns
from bereikbaar.errors import InputError, did_you_mean
from bereikbaar.indicators.catalogue import Indicator, indicator, is_indicator
from bereikbaar.lang import Text, both
from bereikbaar.write.figures.chart import WIDTH, Axis, axis, sources_of, subtitle_of, unit_in
from bereikbaar.write.figures.page import BODY, MARGIN, SMALL, SOFT_INK, line_of_text, page
from bereikbaar.write.figures.regions import Regions, part_of
from bereikbaar.write.names import key_of
from bereikbaar.write.numbers import number, signed
from bereikbaar.write.report.model import Figure, Table

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case, Result

#: Verdict -> colour of its marks, and the words above its rows, in the order in which they stand.
_GROUPS: dict[str, tuple[str, Text]] = {
    "new": ("#196c3b", both("New connection")),
    "better": ("#08519c", both("Gains")),
    "worse": ("#a65e16", both("Losses")),
    "lost": ("#5d0a1c", both("Connection lost")),
}
#: At most so large a share of the rows goes to one of them while another has towns left to show.
_SHARE = {"new": 0.2, "better": 1.0, "worse": 0.3, "lost": 0.2}
_ROW, _GROUP_ROW, _NAME_END, _LAST = 16, 24, 200, 62
_BEFORE, _AFTER, _CHANGE = both("before"), both("after"), both("difference, {unit}")
_TITLE = both("{measure}, before and after, per town")
_TITLE_REGION = both("{measure}, before and after, per town: {region}")
_CAPTION = both(
    "{title}. {subtitle}. Shown are {shown} of the {all} towns with a noticeable change, the largest first."
)
_CAPTION_ALL = both("{title}. {subtitle}. Towns with a noticeable change: {all}, the largest change first.")
_NONE = both("No town has a noticeable change.")
_ALT = both("For each town a mark before and a mark after. {title}. {subtitle}. {rows}.")
_SAID = both("{town} from {before} to {after}")
_HEAD = (both("Town"), both("What happens"), both("Before"), both("After"), both("Difference"))
_NO_VALUE = both("none")


@dataclass(frozen=True, slots=True)
class _Row:
    """A town. before, after : None = no connection. gain : in the better direction; None without both values.

    people : inhabitants.
    """

    town: str
    verdict: str
    before: float | None
    after: float | None
    gain: float | None
    people: float

    @property
    def change(self) -> float | None:
        """What is added, as tables say it: fewer minutes are below zero. None without both values."""
        return None if self.before is None or self.after is None else self.after - self.before


def dots_figure(
    result: Result,
    case: Case,
    lang: str,
    towns: int = 20,
    measure: str = MAIN.name,
    *,
    region: Regions = None,
    titled: bool = True,
) -> Figure:
    """Return before and after of the towns that a scenario changes most; ``towns`` rows at most.

    ``Figure.live`` holds the same as plain numbers. titled : with title and subtitle in the picture. Raises
    InputError for a measure that the towns do not have or of which neither more nor less is better, and for the base;
    UnknownNameError for the region.
    """
    m = _measure(result, measure)
    if case is result.base:
        raise InputError("the base does not differ from itself; give a scenario")
    part = part_of(result.places, region or result.region or None)
    compared = compare_towns(result.base, case, settings=result.settings, only=[m.name])
    if part is not None:
        compared = compared.filter(compared["town_id"].is_in(sorted(part.towns)))
    every = {verdict: _ordered(compared, verdict) for verdict in _GROUPS}
    rows = _chosen(every, towns)
    index = 0 if lang == "nl" else 1
    title = _TITLE.said(lang).format(measure=m.title[index])
    if part is not None:
        title = _TITLE_REGION.said(lang).format(measure=m.title[index], region=part.said(lang))
    subtitle, total = subtitle_of(result, case, lang), sum(len(found) for found in every.values())
    alt = _ALT.said(lang).format(title=title, subtitle=subtitle, rows=_in_words(rows, m, lang))
    caption = (
        (_CAPTION if len(rows) < total else _CAPTION_ALL)
        .said(lang)
        .format(title=title, subtitle=subtitle, shown=number(len(rows), lang), all=number(total, lang))
    )
    return Figure(
        key=f"dots_{m.name}_{key_of(case)}",
        caption=caption,
        alt=alt,
        svg=_drawn(
            rows, m, lang, title=title, subtitle=subtitle, alt=alt, sources=sources_of(case, lang), titled=titled
        ),
        live=_live(rows, m, lang),
        table=_table(rows, m, lang, title),
        told=True,
    )


def _measure(result: Result, name: str) -> Indicator:
    there = [c for c in result.base.towns.columns if is_indicator(c) and indicator(c).better]
    there = [MAIN.name, *(c for c in there if c != MAIN.name)]
    if name not in there:
        raise InputError(
            f"there is no measure {name!r} of towns with a better direction in the run" + did_you_mean(name, there)
        )
    return indicator(name)


def _ordered(compared: pl.DataFrame, verdict: str) -> list[_Row]:
    """Return the towns of a verdict: the largest change first, then the larger town."""
    import polars as pl

    rows = compared.filter(pl.col("verdict") == verdict)
    by = [pl.col("gain").abs(), "population", "town_id"]
    rows = rows.sort(by, descending=[True, True, False], nulls_last=True)
    columns = rows.select("name", "verdict", "base", "scenario", "gain", "population").iter_rows()
    return [_Row(*row) for row in columns]


def _chosen(every: dict[str, list[_Row]], towns: int) -> list[_Row]:
    """Return the rows that are shown: some of every verdict, and what is left to the one with most towns."""
    kept = {v: min(len(rows), max(1, int(_SHARE[v] * towns))) if rows else 0 for v, rows in every.items()}
    others = sum(n for v, n in kept.items() if v != "better")
    kept["better"] = min(len(every["better"]), max(0, towns - others))
    for verdict, rows in every.items():
        kept[verdict] = min(len(rows), kept[verdict] + max(0, towns - sum(kept.values())))
    return [row for verdict, rows in every.items() for row in rows[: kept[verdict]]][:towns]


def _live(rows: Sequence[_Row], m: Indicator, lang: str) -> dict[str, object]:
    from bereikbaar.write.report.html.live import Dot, dots_live

    dots = [Dot(r.town, r.before, r.after, r.people) for r in rows]
    names = (_BEFORE.said(lang), _AFTER.said(lang))
    return dots_live(dots, names, unit_in(m.unit, lang), decimals=_decimals(m), better=m.better)


def _shown(value: float | None, m: Indicator, lang: str) -> str:
    return number(value, lang, _decimals(m)) if value is not None else _NO_VALUE.said(lang)


def _decimals(m: Indicator) -> int:
    """Return the decimals that are written: minutes are whole."""
    return 0 if m.unit == "min" else m.decimals


def _in_words(rows: Sequence[_Row], m: Indicator, lang: str) -> str:
    if not rows:
        return _NONE.said(lang)
    said = _SAID.said(lang)
    every = (said.format(town=r.town, before=_shown(r.before, m, lang), after=_shown(r.after, m, lang)) for r in rows)
    return "; ".join(every)


def _table(rows: Sequence[_Row], m: Indicator, lang: str, title: str) -> Table:
    decimals = _decimals(m)
    return Table(
        head=tuple(text.said(lang) for text in _HEAD),
        rows=tuple(
            (
                r.town,
                _GROUPS[r.verdict][1].said(lang),
                number(r.before, lang, decimals),
                number(r.after, lang, decimals),
                signed(r.change, lang, decimals),
            )
            for r in rows
        ),
        numbers=3,
        caption=title,
    )


def _drawn(
    rows: Sequence[_Row], m: Indicator, lang: str, *, title: str, subtitle: str, alt: str, sources: str, titled: bool
) -> str:
    values = [v for r in rows for v in (r.before, r.after) if v is not None] or [0.0, 1.0]
    line = axis(min(values), max(values), MARGIN + _NAME_END, WIDTH - MARGIN - _LAST)
    body, y, last = list(_key(lang, m)), 52.0, ""
    several = len({r.verdict for r in rows} | {"better"}) > 1  # a head over nothing but gains tells nothing
    for r in rows:
        if r.verdict != last:
            y += 10 if last else 0
            last = r.verdict
            if several:
                color, words = _GROUPS[r.verdict]
                body.append(line_of_text(MARGIN, y + 12, words.said(lang), bold=True, color=color))
                y += _GROUP_ROW
        body += _marks(r, y, line, m, lang)
        y += _ROW
    if not rows:
        body.append(line_of_text(MARGIN, y + 12, _NONE.said(lang)))
        y += _ROW
    grid = list(line.drawn(46, y, lang)) if rows else []
    return page(
        [*grid, *body], width=WIDTH, height=round(y + 6), title=title, alt=alt, lang=lang, subtitle=subtitle,
        sources=sources, titled=titled,
    )  # fmt: skip


def _key(lang: str, m: Indicator) -> Iterator[str]:
    """Yield the key above the rows: what the marks mean, and the unit."""
    x, y = MARGIN + _NAME_END, 14
    said = _CHANGE.said(lang).format(unit=unit_in(m.unit, lang))
    yield f'<circle cx="{x}" cy="{y - 4}" r="4" fill="#fff" stroke="#333" stroke-width="1.6"/>'
    yield line_of_text(x + 10, y, _BEFORE.said(lang), size=BODY)
    yield _triangle(x + 74, y - 4, right=True, color="#333")
    yield line_of_text(x + 84, y, _AFTER.said(lang), size=BODY)
    yield line_of_text(WIDTH - MARGIN, y, said, size=SMALL, anchor="end", color=SOFT_INK)


def _marks(r: _Row, y: float, line: Axis, m: Indicator, lang: str) -> Iterator[str]:
    color, middle = _GROUPS[r.verdict][0], y + 8
    yield line_of_text(MARGIN + _NAME_END - 14, middle + 4, r.town, anchor="end")
    if r.before is not None and r.after is not None:
        dash = ' stroke-dasharray="4 3"' if r.verdict == "worse" else ""
        a, b = line.at(r.before), line.at(r.after)
        yield f'<path d="M{a:.1f} {middle:.1f}H{b:.1f}" stroke="{color}" stroke-width="2.2"{dash}/>'
    if r.before is not None:
        yield (
            f'<circle cx="{line.at(r.before):.1f}" cy="{middle:.1f}" r="4.2" fill="#fff" stroke="{color}" '
            'stroke-width="1.8"/>'
        )
    if r.after is not None:
        right = r.before is not None and r.after > r.before
        yield _triangle(line.at(r.after), middle, right=right, color=color)
    text = signed(r.change, lang, _decimals(m)) if r.change is not None else ""
    yield line_of_text(WIDTH - MARGIN, middle + 4, text, anchor="end", bold=True, color=color)


def _triangle(x: float, y: float, *, right: bool, color: str) -> str:
    """Return a filled triangle with its tip to the right or to the left."""
    tip = 6 if right else -6
    return f'<path d="M{x + tip:.1f} {y:.1f}L{x - tip * 0.6:.1f} {y - 5:.1f}V{y + 5:.1f}z" fill="{color}"/>'

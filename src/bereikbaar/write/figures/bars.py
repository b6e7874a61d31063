"""Inhabitants by class of gain or loss, a bar per province: losses to the left of zero, gains to the right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from bereikbaar.compare.measures import MAIN
from bereikbaar.compare.towns import compare_tables, prepared
from bereikbaar.errors import InputError
from bereikbaar.lang import both, lowered
from bereikbaar.write.classes import SAME, ValueClass, diff_classes, scheme_of
from bereikbaar.write.figures.chart import WIDTH, Axis, axis, sources_of, subtitle_of
from bereikbaar.write.figures.maps import measure_of, zones_of
from bereikbaar.write.figures.page import MARGIN, SMALL, SOFT_INK, line_of_text, page, text_width
from bereikbaar.write.figures.regions import Regions, codes_in, part_of
from bereikbaar.write.names import key_of
from bereikbaar.write.numbers import number
from bereikbaar.write.report.model import Figure, Table

if TYPE_CHECKING:
    from bereikbaar.results import Case, Result

#: Classes that are a loss whatever their size; what is neither gain nor loss is in the table and in no bar.
_LOSING, _WINNING = ("falls_beyond", "lost"), ("new", "comes_within")
#: Bars at most: a region with more municipalities shows those in which most people gain or lose.
_MOST_BARS = 16
_ROW, _NAME_END, _LAST = 24, 150, 112
_TITLE = both("Inhabitants who gain or lose, per {kind}: {measure}")
_KINDS = {"province": both("province"), "municipality": both("municipality")}
_CAPTION = both("{title}. {subtitle}. Left of zero who loses, right of it who gains, in inhabitants; {same}.")
_SAME = both("who notices no change is in no bar")
_ALT = both("Bars of inhabitants. {title}. {subtitle}. {rows}.")
_SAID = both("{name}: {winners} gain, {losers} lose, of {people}")

_THOUSANDS = both("inhabitants x 1,000")
_NONE = both("Nobody has a noticeable change.")


@dataclass(frozen=True, slots=True)
class _Bar:
    """A region. people : class -> inhabitants."""

    name: str
    people: Mapping[str, float]

    def of(self, classes: Sequence[ValueClass]) -> float:
        """Return the inhabitants in these classes."""
        return fsum(self.people.get(c.name, 0.0) for c in classes)


def bars_figure(
    result: Result, case: Case, lang: str, measure: str = MAIN.name, *, region: Regions = None, titled: bool = True
) -> Figure:
    """Return people by class of gain or loss per province; of a region per municipality, 16 at most.

    titled : with title and subtitle in the picture. Raises InputError for a measure that the run has not or that has
    no classes, and for the base; UnknownNameError for the region.
    """
    m = measure_of(result, measure)
    if case is result.base:
        raise InputError("the base does not differ from itself; give a scenario")
    part = part_of(result.places, region or result.region or None)
    kind = "province" if part is None else "municipality"
    legend = scheme_of(m).diffs
    bars = _bars(result, case, m.name, kind, codes_in(result.places, part))
    title = _TITLE.said(lang).format(kind=_KINDS[kind].said(lang), measure=lowered(m.title).said(lang))
    subtitle = subtitle_of(result, case, lang)
    losing, winning = _sides(legend)
    said = _SAID.said(lang)
    rows = "; ".join(
        said.format(
            name=bar.name,
            winners=number(bar.of(winning), lang),
            losers=number(bar.of(losing), lang),
            people=number(bar.of(legend), lang),
        )
        for bar in bars
    )
    alt = _ALT.said(lang).format(title=title, subtitle=subtitle, rows=rows)
    drawn = _moved(bars, losing, winning)
    return Figure(
        key=f"bars_{m.name}_{key_of(case)}",
        caption=_CAPTION.said(lang).format(title=title, subtitle=subtitle, same=_SAME.said(lang)),
        alt=alt,
        svg=_drawn(drawn, losing, winning, lang, (title, subtitle, alt, sources_of(case, lang)), titled=titled),
        table=_table(bars, legend, lang, title),
        told=True,
    )


def _bars(result: Result, case: Case, measure: str, kind: str, inside: frozenset[str]) -> list[_Bar]:
    """Return the regions of a kind with their people by class, from the first to the last name."""
    import polars as pl

    base, after = (
        prepared(zones_of(c).filter(pl.col("pc4").is_in(sorted(inside))), "pc4") for c in (result.base, case)
    )
    compared = compare_tables(base, after, settings=result.settings, only=[measure], key="pc4")
    rows = base.select("pc4", kind, "population").join(
        compared.drop(kind, "population"), on="pc4", how="left", maintain_order="left"
    )
    named = rows.select(kind, "population").with_columns(diff_classes(rows, scheme_of(measure_of(result, measure))))
    found = named.group_by(kind, "class").agg(pl.col("population").sum()).sort(kind, "class")
    out: dict[str, dict[str, float]] = {}
    for name, of_class, people in found.iter_rows():
        out.setdefault(name, {})[of_class] = float(people)
    return [_Bar(name, people) for name, people in out.items()]


def _sides(legend: Sequence[ValueClass]) -> tuple[list[ValueClass], list[ValueClass]]:
    """Return the classes of who loses and of who gains, from those at zero outwards."""
    losing = [c for c in legend if c.name.startswith("loss_") or c.name in _LOSING]
    winning = [c for c in legend if c.name.startswith("gain_") or c.name in _WINNING]
    return losing, winning[::-1]


def _moved(bars: Sequence[_Bar], losing: Sequence[ValueClass], winning: Sequence[ValueClass]) -> list[_Bar]:
    """Return the bars that are drawn: those with most people who gain or lose, in the order of their gains."""
    moved = [bar for bar in bars if bar.of(losing) + bar.of(winning) > 0]
    most = sorted(moved, key=lambda bar: (-bar.of(losing) - bar.of(winning), bar.name))[:_MOST_BARS]
    return sorted(most, key=lambda bar: (bar.of(losing) - bar.of(winning), bar.name))


def _drawn(
    bars: Sequence[_Bar],
    losing: Sequence[ValueClass],
    winning: Sequence[ValueClass],
    lang: str,
    words: tuple[str, str, str, str],
    *,
    titled: bool,
) -> str:
    title, subtitle, alt, sources = words
    present = [c for c in (*losing[::-1], *winning) if any(bar.people.get(c.name) for bar in bars)]
    body = list(_key(present, lang))
    y = 14.0 + 18 * _key_rows(present, lang) + 22
    low, high = (max((bar.of(side) for bar in bars), default=0.0) for side in (losing, winning))
    line = axis(-low / 1000, max(high / 1000, 0.001), MARGIN + _NAME_END, WIDTH - MARGIN - _LAST)
    bottom = y + _ROW * max(len(bars), 1)
    if bars:
        body += [line_of_text(MARGIN, y - 5, _THOUSANDS.said(lang), size=SMALL, color=SOFT_INK)]
        body += line.drawn(y, bottom, lang, unsigned=True)
    else:
        body.append(line_of_text(MARGIN, y + 12, _NONE.said(lang)))
    for n, bar in enumerate(bars):
        body += _one(bar, y + _ROW * n, line, losing, winning, lang)
    return page(
        body, width=WIDTH, height=round(bottom + 4), title=title, alt=alt, lang=lang, subtitle=subtitle,
        sources=sources, titled=titled,
    )  # fmt: skip


def _one(
    bar: _Bar,
    y: float,
    line: Axis,
    losing: Sequence[ValueClass],
    winning: Sequence[ValueClass],
    lang: str,
) -> Iterator[str]:
    yield line_of_text(MARGIN + _NAME_END - 10, y + 16, bar.name, anchor="end")
    for side, sign in ((losing, -1), (winning, 1)):
        total = 0.0
        for c in side:
            people = bar.people.get(c.name, 0.0)
            if people:
                a, b = sorted((line.at(sign * total / 1000), line.at(sign * (total + people) / 1000)))
                yield (
                    f'<rect class="{c.name}" x="{a:.1f}" y="{y + 3:.1f}" width="{b - a:.1f}" height="{_ROW - 6}" '
                    f'fill="{c.color}" stroke="#fff" stroke-width=".6" data-people="{people:.0f}"/>'
                )
            total += people
    every = fsum(bar.people.values())
    for x, side, up in ((WIDTH - MARGIN, losing, False), (WIDTH - MARGIN - _LAST / 2, winning, True)):
        if bar.of(side) > 0:
            text = f"{number(100 * bar.of(side) / every, lang)} %"
            yield line_of_text(x, y + 16, text, anchor="end", color=SOFT_INK)
            yield _arrow(x - text_width(text) - 10, y + 12, up=up)


def _arrow(x: float, y: float, *, up: bool) -> str:
    """Return a small triangle: drawn and no letter, which some fonts lack."""
    tip = -4.5 if up else 4.5
    return f'<path d="M{x - 4:.1f} {y - tip * 0.8:.1f}h8L{x:.1f} {y + tip:.1f}z" fill="{SOFT_INK}"/>'


def _key_places(classes: Sequence[ValueClass], lang: str) -> list[tuple[float, int]]:
    """Return where the classes stand in the key: units from the left, and the row."""
    out, x, row = [], float(MARGIN), 0
    for c in classes:
        wide = 24 + text_width(c.title[0 if lang == "nl" else 1]) + 12
        if x + wide > WIDTH - MARGIN and x > MARGIN:
            x, row = float(MARGIN), row + 1
        out.append((x, row))
        x += wide
    return out


def _key_rows(classes: Sequence[ValueClass], lang: str) -> int:
    return max((row for _x, row in _key_places(classes, lang)), default=0) + 1


def _key(classes: Sequence[ValueClass], lang: str) -> Iterator[str]:
    for c, (x, row) in zip(classes, _key_places(classes, lang), strict=True):
        y = 14 + 18 * row
        edge = 'stroke="#666" stroke-width=".5"'
        yield f'<rect x="{x:.1f}" y="{y - 10}" width="17" height="12" fill="{c.color}" {edge}/>'
        yield line_of_text(x + 23, y, c.title[0 if lang == "nl" else 1])


def _table(bars: Sequence[_Bar], legend: Sequence[ValueClass], lang: str, title: str) -> Table:
    """Return the people of every region by class; classes without anybody are left out, but never "no change"."""
    index = 0 if lang == "nl" else 1
    used = [c for c in legend if c.name == SAME or any(bar.people.get(c.name) for bar in bars)]
    rows = tuple((bar.name, *(number(bar.people.get(c.name, 0.0), lang) for c in used)) for bar in bars)
    return Table(head=("", *(c.title[index] for c in used)), rows=rows, numbers=len(used), caption=title)

"""Trains per hour before and after, per part of the week, at the stations for which most changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bereikbaar.compare import compare_stations
from bereikbaar.errors import InputError
from bereikbaar.lang import both
from bereikbaar.write.figures.chart import WIDTH, sources_of
from bereikbaar.write.figures.page import MARGIN, SMALL, SOFT_INK, line_of_text, page, wrapped
from bereikbaar.write.figures.regions import Part, Regions, part_of
from bereikbaar.write.names import key_of, title_of, window_titles
from bereikbaar.write.numbers import number, signed
from bereikbaar.write.report.model import Figure, Table
from bereikbaar.write.report.sections.region import stations_in

if TYPE_CHECKING:
    from bereikbaar.results import Case, Result

#: Differences below this are rounding, trains per hour.
_LEAST = 0.05
_GAIN, _LOSS, _SAME_INK = "#08519c", "#a65e16", "#8a8a8a"
_ROW, _NAME_END, _GAP = 40, 124, 8
#: Room behind a bar for its number and the difference, units.
_NUMBER = 48
_TITLE = both("Trains per hour before and after, where most changes")
_TITLE_REGION = both("Trains per hour before and after, where most changes in {region}")
_SUBTITLE = both("{scenario}; departures in all directions; network {network}")
_CAPTION = both(
    "{title}. {subtitle}. The {shown} of {all} stations at which the number of trains in a week changes most."
)
_CAPTION_ALL = both("{title}. {subtitle}. Stations at which the number of trains changes: {all}.")
_ALT = both("Two bars per station and part of the week. {title}. {subtitle}. {rows}.")
_SAID, _SPAN = both("{station}: {values}"), both("{window} {before} to {after}")
_NONE = both("The number of trains changes at no station.")
_BEFORE, _AFTER, _STATION = both("before"), both("after"), both("Station")
_KEY = both("open bar: before; filled bar: after, with + or − per hour")


@dataclass(frozen=True, slots=True)
class _Station:
    """A station. before, after : trains per hour by window; 0 where it is not there."""

    name: str
    before: tuple[float, ...]
    after: tuple[float, ...]


def frequency_figure(
    result: Result,
    case: Case,
    lang: str,
    stations: int = 12,
    *,
    region: Regions = None,
    titled: bool = True,
) -> Figure:
    """Return trains per hour by window of the stations that change most, ``stations`` at most.

    Most: by trains in a week, the sum over the windows of the change times the hours of the window; a change of sign
    between windows does not cancel. region : only the stations in it (else in that of the run): in the province where
    one stands, in the area of the town that is nearest to it. titled : with title and subtitle in the picture.
    Raises InputError for the base, UnknownNameError for the region.
    """
    if case is result.base:
        raise InputError("the base does not differ from itself; give a scenario")
    windows = [w.name for w in result.base.network.windows if f"tph_{w.name}" in result.base.stations.columns]
    part = part_of(result.places, region or result.region or None)
    found = _changed(result, case, windows, part)
    rows, index = found[:stations], 0 if lang == "nl" else 1
    title = _TITLE.said(lang)
    if part is not None:
        title = _TITLE_REGION.said(lang).format(region=part.said(lang))
    subtitle = _SUBTITLE.said(lang).format(scenario=title_of(case)[index], network=case.network.name)
    titles = [window_titles(w)[index] for w in windows]
    alt = _ALT.said(lang).format(title=title, subtitle=subtitle, rows=_in_words(rows, titles, lang))
    about = {"shown": number(len(rows), lang), "all": number(len(found), lang)}
    caption = _CAPTION if len(rows) < len(found) else _CAPTION_ALL
    return Figure(
        key=f"frequency_{key_of(case)}",
        caption=caption.said(lang).format(title=title, subtitle=subtitle, **about),
        alt=alt,
        svg=_drawn(rows, titles, lang, (title, subtitle, alt, sources_of(case, lang)), titled=titled),
        table=_table(rows, titles, lang, title),
        told=True,
    )


def _changed(result: Result, case: Case, windows: Sequence[str], part: Part | None) -> list[_Station]:
    """Return the stations with another number of trains in some window, the largest change in a week first."""
    hours = {w.name: w.hours_per_week for w in result.base.network.windows}
    compared = compare_stations(result.base, case, result.window)
    if part is not None:
        regions = [f"{kind}:{name}" for kind, name in zip(part.kinds, part.names, strict=True)]
        compared = compared.filter(compared["code"].is_in(sorted(stations_in(result, regions))))
    rows = []
    for row in compared.sort("code").iter_rows(named=True):
        before = tuple(row[f"tph_{w}"] or 0.0 for w in windows)
        after = tuple(row[f"tph_{w}_scenario"] or 0.0 for w in windows)
        moves = [abs(b - a) for a, b in zip(before, after, strict=True)]
        week = sum(move * hours[w] for w, move in zip(windows, moves, strict=True))
        if max(moves, default=0.0) >= _LEAST:
            rows.append((-week, row["code"], _Station(row["name"], before, after)))
    return [station for _week, _code, station in sorted(rows, key=lambda row: row[:2])]


def _in_words(rows: Sequence[_Station], titles: Sequence[str], lang: str) -> str:
    said, span = _SAID.said(lang), _SPAN.said(lang)
    out = []
    for r in rows:
        values = (
            span.format(window=w, before=_rate(a, lang), after=_rate(b, lang))
            for w, a, b in zip(titles, r.before, r.after, strict=True)
        )
        out.append(said.format(station=r.name, values=", ".join(values)))
    return "; ".join(out) or _NONE.said(lang)


def _rate(value: float, lang: str) -> str:
    """Return trains per hour: whole where they are, else with one decimal."""
    return number(value, lang, 0 if abs(value - round(value)) < _LEAST else 1)


def _table(rows: Sequence[_Station], titles: Sequence[str], lang: str, title: str) -> Table:
    before, after = _BEFORE.said(lang), _AFTER.said(lang)
    head = (_STATION.said(lang), *(f"{w}, {when}" for w in titles for when in (before, after)))
    cells = tuple(
        (
            r.name,
            *(_rate(v, lang) for pair in zip(r.before, r.after, strict=True) for v in pair),
        )
        for r in rows
    )
    return Table(head=head, rows=cells, numbers=len(head) - 1, caption=title)


def _drawn(
    rows: Sequence[_Station], titles: Sequence[str], lang: str, words: tuple[str, str, str, str], *, titled: bool
) -> str:
    title, subtitle, alt, sources = words
    wide = (WIDTH - 2 * MARGIN - _NAME_END) / max(len(titles), 1)
    highest = max((v for r in rows for v in (*r.before, *r.after)), default=1.0)
    body, y = [line_of_text(MARGIN, 12, _KEY.said(lang), size=SMALL, color=SOFT_INK)], 24.0
    for n, name in enumerate(titles):
        for i, part in enumerate(wrapped(name, wide - _GAP)):
            body.append(line_of_text(MARGIN + _NAME_END + n * wide, y + 12 + 13 * i, part, bold=True))
    y += 14 + 13 * max((len(wrapped(name, wide - _GAP)) for name in titles), default=1)
    for r in rows:
        body.append(f'<path d="M{MARGIN} {y:.1f}H{WIDTH - MARGIN}" stroke="#e2e2e2"/>')
        for i, part in enumerate(wrapped(r.name, _NAME_END - 12)[:2]):
            body.append(line_of_text(MARGIN, y + 17 + 14 * i, part))
        for n, (a, b) in enumerate(zip(r.before, r.after, strict=True)):
            body += _cell(MARGIN + _NAME_END + n * wide, y, (wide - _GAP - _NUMBER) / highest, (a, b), lang)
        y += _ROW
    if not rows:
        body.append(line_of_text(MARGIN, y + 12, _NONE.said(lang)))
        y += 20
    return page(
        body, width=WIDTH, height=round(y + 4), title=title, alt=alt, lang=lang, subtitle=subtitle,
        sources=sources, titled=titled,
    )  # fmt: skip


def _cell(x: float, y: float, scale: float, rates: tuple[float, float], lang: str) -> Iterator[str]:
    """Yield two bars, before above after, each with its number, and the difference in sign and colour."""
    before, after = rates
    move = after - before
    color = _SAME_INK if abs(move) < _LEAST else _GAIN if move > 0 else _LOSS
    yield (
        f'<rect x="{x:.1f}" y="{y + 6:.1f}" width="{before * scale:.1f}" height="10" fill="#fff" stroke="#555" '
        'stroke-width="1"/>'
    )
    yield line_of_text(x + before * scale + 4, y + 15, _rate(before, lang), size=SMALL, color=SOFT_INK)
    yield f'<rect x="{x:.1f}" y="{y + 20:.1f}" width="{after * scale:.1f}" height="12" fill="{color}"/>'
    text = _rate(after, lang)
    if abs(move) >= _LEAST:
        text += f" ({signed(move, lang, 0 if abs(move - round(move)) < _LEAST else 1)})"
    yield line_of_text(x + after * scale + 4, y + 30, text, size=SMALL, bold=color != _SAME_INK, color=color)

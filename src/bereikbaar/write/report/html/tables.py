"""Tables of a report as HTML: captions, heads of columns and rows, and numbers that scripts can sort by."""

from __future__ import annotations

from bereikbaar.lang.numbers import Shown
from bereikbaar.write.report.html.inline_html import attribute, html_of
from bereikbaar.write.report.inline import plain_text
from bereikbaar.write.report.model import Table

#: Tables with more rows than this get a region of their own to scroll in, and from so many on a box to search in.
LONG, SEARCHED = 24, 40


def table_html(table: Table, lang: str, *, name: str, title: str) -> str:
    """Return a table in a region that scrolls where it has to.

    name : of its elements, once in the page. title : its caption where it has none of its own.
    """
    caption = table.caption or title
    words = len(table.head) - table.numbers
    heads = "".join(
        f'<th scope="col"{_right(n >= words)}>{html_of(text, lang)}</th>' for n, text in enumerate(table.head)
    )
    body = "\n".join(_row(row, words, lang) for row in table.rows)
    key = f" data-key={attribute(table.key)}" if table.key else ""
    is_long = len(table.rows) > LONG
    searched = " data-search" if len(table.rows) >= SEARCHED else ""
    label = attribute(plain_text(caption))
    region = f' role="group" tabindex="0" aria-label={label}' if is_long else ""
    quiet = "" if table.caption else ' class="quiet"'
    return (
        f'<div class="table{" long" if is_long else ""}" id="{name}" data-label={label}{searched}{region}>\n'
        f"<table{key}><caption{quiet}>{html_of(caption, lang)}</caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )


def _row(row: tuple[str, ...], words: int, lang: str) -> str:
    cells = [f'<th scope="row"{_value(row[0])}{_right(words == 0)}>{html_of(row[0], lang)}</th>'] if row else []
    cells += [f"<td{_value(t)}{_right(n >= words)}>{html_of(t, lang)}</td>" for n, t in enumerate(row[1:], 1)]
    return f"<tr>{''.join(cells)}</tr>"


def _right(is_number: bool) -> str:
    return ' class="n"' if is_number else ""


def _value(cell: str) -> str:
    """Return the number that a cell shows, for sorting; an empty one where it shows that there is none."""
    if not isinstance(cell, Shown):
        return ""
    return f' data-value="{"" if cell.value is None else format(cell.value, ".10g")}"'

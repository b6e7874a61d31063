"""Tables of a report as HTML: captions, heads of columns and rows, and numbers that scripts can sort by."""

from __future__ import annotations

from bereikbaar.lang.numbers import Shown
from bereikbaar.write.report.html.inline_html import attribute, html_of
from bereikbaar.write.report.inline import plain_text
from bereikbaar.write.report.model import Table
from bereikbaar.write.report.widths import Form, form_of

#: Tables with more rows than this get a region of their own to scroll in, and from so many on a box to search in.
LONG, SEARCHED = 24, 40
#: Tables with so many columns are set smaller.
MANY = 7
#: About how high the head of a table is with its caption, a row, and the region of a long one, rem.
_HEAD_REM, _ROW_REM, _REGION_REM = 5, 2, 34


def table_html(table: Table, lang: str, *, name: str, title: str) -> str:
    """Return a table in a region that scrolls where it has to.

    name : of its elements, once in the page. title : its caption where it has none of its own.
    """
    caption = table.caption or title
    words = len(table.head) - table.numbers
    heads = "".join(_head(text, n >= words, lang) for n, text in enumerate(table.head))
    body = "\n".join(_row(row, words, lang) for row in table.rows)
    key = f" data-key={attribute(table.key)}" if table.key else ""
    is_long, rows, form = len(table.rows) > LONG, len(table.rows), form_of(table)
    label = attribute(plain_text(caption))
    region = f' role="group" tabindex="0" aria-label={label}' if is_long else ""
    quiet = "" if table.caption else ' class="quiet"'
    about = min(_HEAD_REM + _ROW_REM * rows, _REGION_REM)
    return (
        f'{_search(name) if rows >= SEARCHED else ""}<div class="{_classes(table, form)}" id="{name}" '
        f'data-label={label}{region} style="--about:{about}rem;--letters:{form.letters_pt}pt">\n'
        f"<table{key}><caption{quiet}>{html_of(caption, lang)}</caption>{_columns(form)}\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )


def _columns(form: Form) -> str:
    """Return the shares of the columns on paper; on a screen a browser knows better, since it knows the width."""
    cols = "".join(f'<col style="--share:{100 * share:.2f}%">' for share in form.shares)
    return f"<colgroup>{cols}</colgroup>" if cols else ""


def _search(name: str) -> str:
    """Return the place for the box to search in a table, which scripts fill: so that nothing moves when they do."""
    return f'<div class="search" data-of="{name}"></div>\n'


def _classes(table: Table, form: Form) -> str:
    found = {
        "table": True,
        "long": len(table.rows) > LONG,
        "many": len(table.head) >= MANY,
        "sortable": len(table.rows) > 1,
        "shared": bool(form.shares),
        "turned": form.turned,
    }
    return " ".join(name for name, has in found.items() if has)


def _head(text: str, is_number: bool, lang: str) -> str:
    """Return the head of a column; an empty one is no head, since it says nothing to who hears it."""
    if not plain_text(text).strip():
        return "<td></td>"
    return f'<th scope="col"{_right(is_number)}>{html_of(text, lang)}</th>'


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

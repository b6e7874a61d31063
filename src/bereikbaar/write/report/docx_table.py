"""A table of a Word document as XML, in one piece: cell by cell through the library takes seconds a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from bereikbaar.write.report.docx_runs import Links, runs_xml
from bereikbaar.write.report.docx_xml import parsed
from bereikbaar.write.report.inline import plain_text
from bereikbaar.write.report.letters import line
from bereikbaar.write.report.model import Table
from bereikbaar.write.report.row_groups import Grouped

#: Twentieths of a point in a millimetre, and room left and right of the text of a cell.
_TWIPS_PER_MM, _ROOM_TWIPS = 1440 / 25.4, 70
#: The style of the table treats its first row in a way of its own, and no other row or column.
_LOOK = (
    '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
    'w:noVBand="1"/>'
)
_RIGHT = '<w:jc w:val="right"/>'


def table_element(rows: Grouped, widths_mm: Sequence[float], style: str, links: Links) -> Any:
    """Return a table as an element of a document; its first row is repeated on every page.

    widths_mm : (n_columns,) all are said: Word and LibreOffice guess differently where they are not.
    style : id of the style of the paragraphs in its cells.
    """
    table = rows.table
    widths = [round(width * _TWIPS_PER_MM) for width in widths_mm]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_rows(rows, widths, style, links))
    return parsed(f"<w:tbl>{_properties(table, sum(widths))}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>")


def _properties(table: Table, width: int) -> str:
    caption = line(plain_text(table.caption))
    said = f"<w:tblCaption w:val={quoteattr(caption)}/>" if caption else ""
    return (
        f'<w:tblPr><w:tblStyle w:val="ReportTable"/><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{_ROOM_TWIPS}" w:type="dxa"/><w:right w:w="{_ROOM_TWIPS}" w:type="dxa"/>'
        f"</w:tblCellMar>{_LOOK}{said}</w:tblPr>"
    )


def _rows(rows: Grouped, widths: Sequence[int], style: str, links: Links) -> Iterator[str]:
    table = rows.table
    first_number = len(table.head) - table.numbers
    openings = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>'
        f"{_RIGHT if at >= first_number else ''}</w:pPr>"
        for at, width in enumerate(widths)
    ]
    for nth, row in enumerate((table.head, *table.rows)):
        if nth and nth - 1 in rows.labels:
            yield _group(rows.labels[nth - 1], widths, style, links)
        cells = (
            f"{opening}{runs_xml(text, links, bold=nth == 0)}</w:p></w:tc>"
            for opening, text in zip(openings, row, strict=True)
        )
        kept = "<w:cantSplit/>" if nth else "<w:cantSplit/><w:tblHeader/>"
        yield f"<w:tr><w:trPr>{kept}</w:trPr>{''.join(cells)}</w:tr>"


def _group(label: str, widths: Sequence[int], style: str, links: Links) -> str:
    """Return the line above the rows of a group, over all columns, on the page of the first of them."""
    return (
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:gridSpan w:val="{len(widths)}"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/><w:keepNext/></w:pPr>'
        f"{runs_xml(label, links, bold=True)}</w:p></w:tc></w:tr>"
    )

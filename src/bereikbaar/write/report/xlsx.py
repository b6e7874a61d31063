"""A report as a workbook: a sheet per table with real numbers, one to begin with and one for the sources."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from bereikbaar.lang import translate
from bereikbaar.lang.language import Language
from bereikbaar.lang.numbers import Shown
from bereikbaar.write.report.inline import plain_text
from bereikbaar.write.report.letters import address, is_address, line, line_runs
from bereikbaar.write.report.model import Block, Bullets, Document, Figure, Heading, Paragraph, Table
from bereikbaar.write.report.sheet_names import sheet_names
from bereikbaar.write.report.typst_text import AUTHOR

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

#: The date of every workbook: what it says depends on its input only, and so do its bytes.
FIXED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
#: Anchor of the heading whose lists and paragraphs are the sheet of sources.
SOURCES = "sources"
#: A cell holds at most so many letters, a sheet so many rows (specification of Excel).
_CELL, _ROWS = 32_767, 1_048_576
_NARROW, _WIDE = 9, 60
#: Excel takes no longer address, and no more of them on a sheet; beyond that they are plain text.
_ADDRESS, _LINKS = 2_000, 60_000
_HEAD_ROWS = 2  # the caption with the way back, and the titles of the columns


def xlsx_report(document: Document) -> bytes:
    """Return the report as a workbook (.xlsx), the same bytes for the same report.

    Every table with a key, among the blocks, of a figure or beside them, is a sheet, in that order. No cell is a
    formula, whatever its text begins with.
    """
    import xlsxwriter

    held, language = io.BytesIO(), translate(document.lang)
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "nan_inf_to_errors": False, "max_url_length": _ADDRESS + 80,
    }  # fmt: skip
    with xlsxwriter.Workbook(held, options) as book:
        about = document.about
        book.set_properties({
            "title": line(document.title)[:255], "subject": line(about.get("subject", ""))[:255], "author": AUTHOR,
            "keywords": line(about.get("keywords", ""))[:255], "comments": line(about.get("manifest", ""))[:255],
            "created": FIXED,
        })  # fmt: skip
        _Book(book, document, language).write()
    return held.getvalue()


def sheet_tables(document: Document) -> tuple[Table, ...]:
    """Return the tables of a report that are sheets, in their order."""
    among = (block.table if isinstance(block, Figure) else block for block in document.blocks)
    return tuple(one for one in (*among, *document.sheets) if isinstance(one, Table) and one.key)


class _Book:
    """Writes one report into one workbook."""

    def __init__(self, book: Workbook, document: Document, language: Language) -> None:
        self._book, self._document, self._language = book, document, language
        self._tables = sheet_tables(document)
        first, last = language.text("Contents"), language.text("Sources")
        self._first, *self._names, self._last = sheet_names(
            (first, *(t.caption or t.key for t in self._tables), last)
        )
        self._formats: dict[str, Format] = {}
        self._title = book.add_format({"bold": True, "font_size": 16, "font_color": "#0B4F7D"})
        head = {
            "bold": True, "text_wrap": True, "valign": "top", "bottom": 2, "bottom_color": "#0B4F7D",
            "bg_color": "#EEF4F8",
        }  # fmt: skip
        self._head, self._head_right = book.add_format(head), book.add_format({**head, "align": "right"})
        self._bold = book.add_format({"bold": True})
        self._text = book.add_format({"valign": "top"})
        self._prose = book.add_format({"text_wrap": True, "valign": "top"})
        self._right = book.add_format({"align": "right", "valign": "top"})
        self._link = book.add_format({"font_color": "#0B4F7D", "underline": 1, "valign": "top"})

    def write(self) -> None:
        """Write the sheet to begin with, the tables, the sources."""
        self._begin()
        for table, name in zip(self._tables, self._names, strict=True):
            self._sheet(table, name)
        self._sources()

    def _begin(self) -> None:
        sheet, language = self._book.add_worksheet(self._first), self._language
        sheet.hide_gridlines(2)
        sheet.set_row(0, 24)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 90)
        self._put(sheet, 0, 0, self._document.title, self._title)
        about = language.text(
            "Tables of a report by bereikbaar, a sheet each. A cell holds the whole number and shows it rounded."
        )
        self._put(sheet, 1, 0, about, self._text)
        at = 2
        for text in (self._document.about.get("subject", ""), self._document.about.get("manifest", "")):
            if text:
                self._put(sheet, at, 0, plain_text(text), self._text)
                at += 1
        at += 1
        self._put(sheet, at, 0, language.text("Sheet"), self._bold)
        self._put(sheet, at, 1, language.text("What it shows"), self._bold)
        shown = [*(t.caption or t.key for t in self._tables), language.text("Where the figures come from")]
        for name, text in zip((*self._names, self._last), shown, strict=True):
            at += 1
            self._goto(sheet, at, 0, name, name)
            self._put(sheet, at, 1, plain_text(text), self._text)

    def _sheet(self, table: Table, name: str) -> None:
        sheet = self._book.add_worksheet(name)
        self._goto(sheet, 0, 0, self._first, f"← {self._first}")
        self._put(sheet, 0, 1, plain_text(table.caption or table.key), self._bold)
        first_number = len(table.head) - table.numbers
        for at, title in enumerate(table.head):
            right = self._head_right if at >= first_number else self._head
            self._put(sheet, _HEAD_ROWS - 1, at, plain_text(title), right)
        for nth, row in enumerate(table.rows[: _ROWS - _HEAD_ROWS], start=_HEAD_ROWS):
            for at, cell in enumerate(row):
                self._cell(sheet, nth, at, cell, right=at >= first_number)
        for at, width in enumerate(_widths(table)):
            sheet.set_column(at, at, width)
        sheet.freeze_panes(_HEAD_ROWS, 1)
        if table.rows:
            sheet.autofilter(_HEAD_ROWS - 1, 0, _HEAD_ROWS - 1 + len(table.rows), len(table.head) - 1)
        sheet.repeat_rows(_HEAD_ROWS - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def _cell(self, sheet: Worksheet, row: int, column: int, cell: str, *, right: bool) -> None:
        if isinstance(cell, Shown) and cell.value is not None:
            sheet.write_number(row, column, cell.value, self._number(cell))
            return
        text = line(plain_text(cell))
        long = self._prose if len(text) > _WIDE else self._text
        self._put(sheet, row, column, text, self._right if right else long)

    def _number(self, cell: Shown) -> Format:
        """Return the number format of a cell: its decimals, thousands apart, and a sign where the report has one."""
        whole = "#,##0" if "." in cell or "," in cell or abs(cell.value or 0) < 1000 else "0"
        pattern = whole + ("." + "0" * cell.decimals if cell.decimals else "")
        if cell.startswith("+"):
            pattern = f"+{pattern};\N{MINUS SIGN}{pattern};{pattern}"
        elif (cell.value or 0) < 0:
            pattern = f"{pattern};\N{MINUS SIGN}{pattern}"
        if pattern not in self._formats:
            self._formats[pattern] = self._book.add_format({"num_format": pattern, "align": "right", "valign": "top"})
        return self._formats[pattern]

    def _sources(self) -> None:
        sheet = self._book.add_worksheet(self._last)
        sheet.set_column(0, 0, 120)
        self._goto(sheet, 0, 0, self._first, f"← {self._first}")
        links = 0
        for at, text in enumerate(_said_of_sources(self._document.blocks), start=1):
            href = next((address(run.href) for run in line_runs(text) if is_address(run.href)), "")
            words = line(plain_text(text))[:_CELL]
            if href and links < _LINKS and len(href) <= _ADDRESS and len(words) <= _ADDRESS:
                links += sheet.write_url(at, 0, href, self._link, words) == 0
            else:
                self._put(sheet, at, 0, words, self._prose)

    def _goto(self, sheet: Worksheet, row: int, column: int, name: str, words: str) -> None:
        sheet.write_url(row, column, "internal:'{}'!A1".format(name.replace("'", "''")), self._link, words)

    @staticmethod
    def _put(sheet: Worksheet, row: int, column: int, text: str, form: Any) -> None:
        sheet.write_string(row, column, line(text)[:_CELL], form)


def _said_of_sources(blocks: Iterable[Block]) -> list[str]:
    """Return the paragraphs and items below the heading of the sources, up to the next of its level or above."""
    found: list[str] = []
    level = 0
    for block in blocks:
        if isinstance(block, Heading):
            if block.anchor == SOURCES:
                level = block.level
            elif level and block.level <= level:
                break
            elif level:
                found.append(block.text)
        elif level and isinstance(block, Bullets):
            found.extend(block.items)
        elif level and isinstance(block, Paragraph):
            found.append(block.text)
    return found


def _letters(cell: str) -> int:
    """Return how many letters a cell shows; a number has no markup."""
    return len(cell) if isinstance(cell, Shown) else len(line(plain_text(cell)))


def _widths(table: Table) -> Sequence[int]:
    """Return the width of every column in letters: its longest cell, and a title that may be set on three lines."""
    found = []
    for at, title in enumerate(table.head):
        cells = max((_letters(row[at]) for row in table.rows), default=0)
        words = max((len(word) for word in title.split()), default=0)
        found.append(max(_NARROW, min(_WIDE, max(cells, words + 3, len(title) // 3) + 2)))
    return found

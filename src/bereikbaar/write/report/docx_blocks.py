"""The blocks of a report as paragraphs, lists, tables and pictures of a Word document."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from bereikbaar.lang import translate
from bereikbaar.write.report import docx_xml as xml
from bereikbaar.write.report.docx_styles import ACCENT, page
from bereikbaar.write.report.inline import Run, plain_text
from bereikbaar.write.report.letters import address, is_address, line, line_runs
from bereikbaar.write.report.model import Block, Bullets, Document, Figure, Heading, Paragraph, Table
from bereikbaar.write.report.outline import contents_depth, outlined, with_contents
from bereikbaar.write.report.pictures import alt, png, width_mm
from bereikbaar.write.report.widths import Form, form_of

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph as WordParagraph

_HAIR = "B9C3CD"
_ROLES = {"": "Normal", "lead": "Answer", "note": "Remark"}
#: Width of the text of an upright and a turned page, in millimetres.
_UPRIGHT_MM, _TURNED_MM = 170.0, 257.0
_MM_PER_PT = 25.4 / 72
#: Letters without serifs are wider than those that widths.py counts with, and read as well a little smaller.
_SMALLER_PT = 0.5


class Writer:
    """Writes the blocks of one report into one Word document, in the order of reading."""

    def __init__(self, word: Word, document: Document) -> None:
        self._word = word
        self._language = translate(document.lang)
        self._blocks = outlined(document.blocks)
        self._links = {block.anchor for block in self._blocks if isinstance(block, Heading) and block.anchor}
        self._marks: dict[int, str] = {}
        self._counts = {"figure": 0, "table": 0}

    def write(self) -> None:
        """Write all blocks."""
        for nth, heading in enumerate(self._blocks):
            if isinstance(heading, Heading) and heading.level > 1:
                # Word takes names that begin with a letter, of 40 signs at most; links within the text use ours
                self._marks[nth] = f"_Toc{nth:06d}"
        at = -1
        for block in with_contents(self._blocks):
            if isinstance(block, str):
                self._contents()
            else:
                at += 1
                self._block(block, at)

    def _block(self, block: Block, at: int) -> None:
        from docx.enum.text import WD_BREAK

        if isinstance(block, Heading):
            self._heading(block, at)
        elif isinstance(block, Paragraph):
            self._runs(self._word.add_paragraph(style=_ROLES[block.role]), block.text)
        elif isinstance(block, Bullets):
            for item in block.items:
                self._runs(self._word.add_paragraph(style="List Bullet"), item)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Figure):
            self._figure(block)
        else:
            self._word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _heading(self, block: Heading, at: int) -> None:
        made = self._word.add_paragraph(style="Title" if block.level == 1 else f"Heading {block.level - 1}")
        self._runs(made, block.text)
        if at in self._marks:
            xml.bookmark(made, self._marks[at], 2 * at)
        if block.anchor:
            xml.bookmark(made, _bookmark(block.anchor), 2 * at + 1)

    def _contents(self) -> None:
        """Write the contents as the field that Word brings up to date, with the headings in it for the time being."""
        depth = contents_depth(self._blocks)
        self._word.add_paragraph(self._language.text("Contents"), style="TOC Heading")
        named = [(at, b) for at, b in enumerate(self._blocks) if isinstance(b, Heading) and 1 < b.level <= depth + 1]
        for place, (at, block) in enumerate(named):
            paragraph = self._word.add_paragraph(style=f"TOC {block.level - 1}")
            if place == 0:
                self._field_mark(paragraph, "begin", f' TOC \\o "1-{depth}" \\h \\z \\u ')
            link = xml.add_link(paragraph, anchor=self._marks[at])
            link.append(paragraph.add_run(line(plain_text(block.text)))._r)
            if place == len(named) - 1:
                self._field_mark(paragraph, "end")

    @staticmethod
    def _field_mark(paragraph: WordParagraph, kind: str, code: str = "") -> None:
        paragraph.add_run()._r.append(xml.element("w:fldChar", fldCharType=kind))
        if code:
            text = xml.element("w:instrText")
            text.text = code
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            paragraph.add_run()._r.append(text)
            paragraph.add_run()._r.append(xml.element("w:fldChar", fldCharType="separate"))

    def _caption(self, kind: str, word: str, text: str, *, above: bool) -> None:
        """Write a caption with a number that Word counts on."""
        self._counts[kind] += 1
        paragraph = self._word.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = above
        paragraph.add_run(f"{word} ")
        xml.add_field(paragraph, f" SEQ {word} \\* ARABIC ", str(self._counts[kind]))
        paragraph.add_run(". ")
        self._runs(paragraph, text)

    def _figure(self, block: Figure) -> None:
        from docx.shared import Mm

        paragraph = self._word.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(io.BytesIO(png(block)), width=Mm(width_mm(block, _UPRIGHT_MM)))
        about = shape._inline.docPr
        about.set("descr", alt(block))
        about.set("name", block.key)
        self._caption("figure", self._language.text("Figure"), block.caption, above=False)
        if block.table is not None:
            self._table(block.table)

    def _table(self, block: Table) -> None:
        form = form_of(block)
        if form.turned:
            self._section(turned=True)
        if block.caption:
            self._caption("table", self._language.text("Table"), block.caption, above=True)
        self._grid(block, form)
        if form.turned:
            self._section()

    def _section(self, *, turned: bool = False) -> None:
        """Go on on a new page, upright or turned, with the running head on the first page of it too."""
        from docx.enum.section import WD_SECTION

        made = self._word.add_section(WD_SECTION.NEW_PAGE)
        page(made, turned=turned)
        made.different_first_page_header_footer = False

    def _grid(self, block: Table, form: Form) -> None:
        """Write the cells. All widths are said: Word and LibreOffice guess differently where they are not."""
        from docx.shared import Mm, Pt

        made = self._word.add_table(rows=0, cols=len(block.head), style="Table Grid")
        made.autofit = False
        size = Pt(form.letters_pt - _SMALLER_PT)
        first_number = len(block.head) - block.numbers
        for nth, row in enumerate((block.head, *block.rows)):
            cells = made.add_row()
            (xml.unsplit if nth else xml.repeated)(cells)
            for at, (cell, text) in enumerate(zip(cells.cells, row, strict=True)):
                self._cell(cell, text, right=at >= first_number, bold=nth == 0, size=size)
        for column, width in zip(made._tbl.tblGrid.gridCol_lst, _widths_mm(form), strict=True):
            column.w = Mm(width)
        for row in made._tbl.tr_lst:
            for cell, width in zip(row.tc_lst, _widths_mm(form), strict=True):
                cell.width = Mm(width)
        xml.lined(made, ACCENT, _HAIR)
        xml.described(made, line(plain_text(block.caption)))
        self._word.add_paragraph(style="Cell")

    def _cell(self, cell: Any, text: str, *, right: bool, bold: bool, size: Any) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph = cell.paragraphs[0]
        paragraph._p.style = "Cell"  # by its id: looking up a style by name takes longer than all the rest
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for run in self._runs(paragraph, text):
            run.bold = True if bold else run.bold
            run.font.size = size

    def _runs(self, paragraph: WordParagraph, text: str) -> list[Any]:
        return [self._run(paragraph, run) for run in line_runs(text)]

    def _run(self, paragraph: WordParagraph, run: Run) -> Any:
        made = paragraph.add_run(run.text)
        made.bold, made.italic = run.bold or None, run.emphasis or None
        within = run.href[1:] if run.href[:1] == "#" and run.href[1:] in self._links else ""
        if run.code:
            made.style = "Code"
        if within or is_address(run.href):
            made.style = "Hyperlink"
            link = (
                xml.add_link(paragraph, anchor=_bookmark(within))
                if within
                else xml.add_link(paragraph, href=address(run.href))
            )
            link.append(made._r)
        return made


def _widths_mm(form: Form) -> list[float]:
    """Return the widths of the columns of a table in millimetres."""
    full = _TURNED_MM if form.turned else _UPRIGHT_MM
    if form.shares:
        return [share * full for share in form.shares]
    return [min(full, points * _MM_PER_PT) for points in form.natural_pt]


def _bookmark(anchor: str) -> str:
    """Return the name of a bookmark for an anchor: letters, digits and _, at most 40, beginning with a letter."""
    return ("a_" + "".join(sign if sign.isalnum() else "_" for sign in anchor))[:40]

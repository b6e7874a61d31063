"""The blocks of a report as paragraphs, lists, tables and pictures of a Word document."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from bereikbaar.lang import translate
from bereikbaar.write.report import docx_xml as xml
from bereikbaar.write.report.docx_runs import Links, bookmark_name, runs_xml
from bereikbaar.write.report.docx_styles import cell_style, page
from bereikbaar.write.report.docx_table import table_element
from bereikbaar.write.report.model import Block, Bullets, Document, Figure, Heading, PageBreak, Paragraph, Table
from bereikbaar.write.report.outline import anchors, announces, contents_depth, outlined, with_contents
from bereikbaar.write.report.pictures import alt, png, width_mm
from bereikbaar.write.report.row_groups import grouped
from bereikbaar.write.report.widths import Form, form_of

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph as WordParagraph

_ROLES = {"": "Normal", "lead": "Answer", "note": "Remark"}
#: Width of the text of an upright and a turned page, in millimetres.
_UPRIGHT_MM, _TURNED_MM = 170.0, 257.0
_MM_PER_PT = 25.4 / 72


class Writer:
    """Writes the blocks of one report into one Word document, in the order of reading."""

    def __init__(self, word: Word, document: Document) -> None:
        self._word = word
        self._language = translate(document.lang)
        self._blocks = outlined(document.blocks)
        self._links = Links(word.part, anchors(self._blocks))
        self._marks: dict[int, str] = {}
        self._counts = {"figure": 0, "table": 0}
        self._turned = False

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
        self._page(turned=False)

    def _block(self, block: Block, at: int) -> None:
        if not isinstance(block, Table):
            self._page(turned=False, begins=self._after_break(at) and not isinstance(block, Heading | PageBreak))
        if isinstance(block, Heading):
            self._heading(block, at)
        elif isinstance(block, Paragraph):
            made = self._paragraph(_ROLES[block.role], block.text)
            if announces(block.text) or isinstance(self._blocks[min(at + 1, len(self._blocks) - 1)], Table):
                made.paragraph_format.keep_with_next = True
        elif isinstance(block, Bullets):
            for item in block.items:
                self._paragraph("List Bullet", item)
        elif isinstance(block, Table):
            self._table(block, begins=self._after_break(at))
        elif isinstance(block, Figure):
            self._figure(block)

    def _after_break(self, at: int) -> bool:
        return at > 0 and isinstance(self._blocks[at - 1], PageBreak)

    def _paragraph(self, style: str, text: str = "") -> WordParagraph:
        """Add a paragraph, its style by id: to look one up by name takes longer than all the rest."""
        made = self._word.add_paragraph()
        if style != "Normal":
            made._p.style = style.replace(" ", "")
        xml.append(made, runs_xml(text, self._links))
        return made

    def _heading(self, block: Heading, at: int) -> None:
        made = self._paragraph("Title" if block.level == 1 else f"Heading {block.level - 1}", block.text)
        if self._after_break(at):
            made.paragraph_format.page_break_before = True
        if at in self._marks:
            xml.bookmark(made, self._marks[at], 2 * at)
        if block.anchor:
            xml.bookmark(made, bookmark_name(block.anchor), 2 * at + 1)

    def _contents(self) -> None:
        """Write the contents as the field that Word brings up to date, with the headings in it for the time being.

        Numbers of pages are fields too: LibreOffice fills them in by itself, Word when asked to (F9, or on printing).
        To make Word do so on opening, it would ask every reader whether the file may read other files.
        """
        depth = contents_depth(self._blocks)
        self._paragraph("TOC Heading", self._language.text("Contents"))
        named = [(at, b) for at, b in enumerate(self._blocks) if isinstance(b, Heading) and 1 < b.level <= depth + 1]
        for place, (at, block) in enumerate(named):
            words = runs_xml(block.text, Links(self._word.part, frozenset()))
            number = xml.field_xml(f" PAGEREF {self._marks[at]} \\h ")
            inner = f'<w:hyperlink w:anchor="{self._marks[at]}">{words}<w:r><w:tab/></w:r>{number}</w:hyperlink>'
            if place == 0:
                inner = xml.field_begin(f' TOC \\o "1-{depth}" \\h \\z \\u ') + inner
            if place == len(named) - 1:
                inner += xml.FIELD_END
            xml.append(self._paragraph(f"TOC {block.level - 1}"), inner)

    def _caption(self, kind: str, word: str, text: str, *, above: bool) -> None:
        """Write a caption with a number that Word counts on."""
        self._counts[kind] += 1
        paragraph = self._paragraph("Caption")
        paragraph.paragraph_format.keep_with_next = above
        number = xml.field_xml(f" SEQ {word} \\* ARABIC ", str(self._counts[kind]))
        xml.append(paragraph, xml.words(f"{word} ") + number + xml.words(". ") + runs_xml(text, self._links))

    def _figure(self, block: Figure) -> None:
        from docx.shared import Mm

        paragraph, width = self._paragraph("Normal"), width_mm(block, _UPRIGHT_MM)
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(io.BytesIO(png(block, width)), width=Mm(width))
        about = shape._inline.docPr
        about.set("descr", alt(block))
        about.set("name", block.key)
        self._caption("figure", self._language.text("Figure"), block.caption, above=False)
        if block.table is not None and not block.told:
            self._table(block.table)

    def _table(self, block: Table, *, begins: bool = False) -> None:
        rows = grouped(block)
        form = form_of(rows.table)
        self._page(turned=form.turned, begins=begins)
        if block.caption:
            self._caption("table", self._language.text("Table"), block.caption, above=True)
        made: Any = table_element(rows, _widths_mm(form), cell_style(self._word, form.letters_pt), self._links)
        self._word.element.body.insert_element_before(made, "w:sectPr")
        self._paragraph("Cell")

    def _page(self, *, turned: bool, begins: bool = False) -> None:
        """See to it that what follows is on an upright or a turned page, and on a new one if it begins a page."""
        from docx.enum.section import WD_SECTION

        if turned == self._turned:
            if begins:
                xml.append(self._paragraph("Normal"), '<w:r><w:br w:type="page"/></w:r>')
            return
        self._turned = turned
        made = self._word.add_section(WD_SECTION.NEW_PAGE)
        page(made, turned=turned)
        made.different_first_page_header_footer = False  # the running head is on its first page too


def _widths_mm(form: Form) -> list[float]:
    """Return the widths of the columns of a table in millimetres."""
    full = _TURNED_MM if form.turned else _UPRIGHT_MM
    if form.shares:
        return [share * full for share in form.shares]
    return [min(full, points * _MM_PER_PT) for points in form.natural_pt]

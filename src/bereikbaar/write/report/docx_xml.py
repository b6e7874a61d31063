"""What python-docx has no words for, as the XML that Word reads: fields, links, bookmarks, borders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.table import Table as WordTable
    from docx.table import _Row
    from docx.text.paragraph import Paragraph


def element(name: str, /, **attributes: str) -> Any:
    """Return an element of a Word document; attributes are in its own name space."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """Add a field that Word fills in, such as PAGE; ``shown`` stands there until it does."""
    for kind in ("begin", "instr", "separate", "shown", "end"):
        run = paragraph.add_run(shown if kind == "shown" else "")
        if kind == "instr":
            text = element("w:instrText")
            text.text = code
            run._r.append(text)
        elif kind != "shown":
            run._r.append(element("w:fldChar", fldCharType=kind))


def add_link(paragraph: Paragraph, *, href: str = "", anchor: str = "") -> Any:
    """Add an empty link to an address or to a bookmark of the document, and return it: runs are put into it."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    link = element("w:hyperlink", **({"anchor": anchor} if anchor else {}))
    if href:
        link.set(qn("r:id"), paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(link)
    return link


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Give a paragraph a name to link to. number : of the bookmark, once in a document."""
    paragraph._p.insert_element_before(element("w:bookmarkStart", id=str(number), name=name), "w:r", "w:hyperlink")
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def shaded(properties: Any, fill: str, edge: str) -> None:
    """Give a paragraph, by its properties, a coloured ground and a line at its left side."""
    border = element("w:pBdr")
    border.append(element("w:left", val="single", sz="18", space="6", color=edge))
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    properties.insert_element_before(
        element("w:shd", val="clear", color="auto", fill=fill), "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def repeated(row: _Row) -> None:
    """Say that a row is the head of its table, repeated on every page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    properties.append(element("w:tblHeader"))


def unsplit(row: _Row) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def lined(table: WordTable, head: str, hair: str) -> None:
    """Give a table thin lines between its rows and a heavier one below its head, and room within its cells."""
    from docx.oxml.ns import qn

    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblBorders")):
        properties.remove(old)
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if side in {"left", "right", "insideV"}:
            borders.append(element(f"w:{side}", val="nil"))
        else:
            borders.append(element(f"w:{side}", val="single", sz="4", space="0", color=hair))
    margins = element("w:tblCellMar")
    for side, room in (("left", "70"), ("right", "70")):
        margins.append(element(f"w:{side}", w=room, type="dxa"))
    behind = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription")
    properties.insert_element_before(borders, *behind)
    properties.insert_element_before(margins, *behind[3:])
    for cell in table.rows[0].cells:
        edge = element("w:tcBorders")
        edge.append(element("w:bottom", val="single", sz="10", space="0", color=head))
        cell._tc.get_or_add_tcPr().append(edge)


def described(table: WordTable, caption: str) -> None:
    """Say what a table shows, for who has it read aloud."""
    if caption:
        table._tbl.tblPr.append(element("w:tblCaption", val=caption))

"""What python-docx has no words for, as the XML that Word reads: fields, bookmarks, borders, the look of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def element(name: str, /, **attributes: str) -> Any:
    """Return an element of a Word document; attributes are in its own name space."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def parsed(xml: str) -> Any:
    """Return an element from its XML, in which the prefixes w and r are known."""
    from docx.oxml import parse_xml

    end = min(at for at in (xml.find(" "), xml.find(">"), xml.find("/")) if at > 0)
    return parse_xml(f"{xml[:end]} {_SPACES}{xml[end:]}")


def append(paragraph: Paragraph, xml: str) -> None:
    """Append runs and links, given as XML, to a paragraph."""
    if xml:
        paragraph._p.extend(list(parsed(f"<w:p>{xml}</w:p>")))


def words(text: str) -> str:
    """Return plain text as a run."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field_begin(code: str) -> str:
    """Return the beginning of a field that Word fills in; what it shows comes next, and then FIELD_END."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">{escape(code)}'
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field_xml(code: str, shown: str = "") -> str:
    """Return a field that Word fills in, such as PAGE; ``shown`` stands there until it does."""
    return field_begin(code) + words(shown) + FIELD_END


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


def table_style(head: str, hair: str) -> Any:
    """Return the style of all tables: thin lines between rows, a heavier one below the head. head, hair : colours."""
    thin = f'w:val="single" w:sz="4" w:space="0" w:color="{hair}"'
    return parsed(
        '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders><w:top {thin}/><w:bottom {thin}/><w:insideH {thin}/></w:tblBorders></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>'
        f'<w:bottom w:val="single" w:sz="10" w:space="0" w:color="{head}"/></w:tcBorders><w:vAlign w:val="bottom"/>'
        "</w:tcPr></w:tblStylePr></w:style>"
    )

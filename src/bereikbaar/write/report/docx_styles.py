"""The look of a Word document: page, letters, headings, running head and page numbers, all by styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bereikbaar.lang import translate
from bereikbaar.write.report.docx_xml import add_field, element, shaded
from bereikbaar.write.report.letters import line
from bereikbaar.write.report.model import Document

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.section import Section

LANGUAGE = {"nl": "nl-NL", "en": "en-GB"}
INK, ACCENT, GREY = "1D2733", "0B4F7D", "4A5661"
#: Letters that are on machines with Word and, as Carlito of the same widths, on those with LibreOffice.
_LETTERS = "Calibri"
#: Style, size in points, space before and after in points, colour. Names are those that Word knows in any language.
_LOOKS = (
    ("Normal", 10.5, 0, 6, INK),
    ("Title", 22, 0, 12, ACCENT),
    ("Heading 1", 16, 18, 6, ACCENT),
    ("Heading 2", 12.5, 14, 4, ACCENT),
    ("Heading 3", 11, 12, 4, ACCENT),
    ("TOC Heading", 12.5, 12, 4, ACCENT),
    ("Caption", 9, 8, 4, GREY),
    ("List Bullet", 10.5, 0, 3, INK),
    ("Header", 8.5, 0, 0, GREY),
    ("Footer", 8.5, 0, 0, GREY),
)


def new_document(document: Document) -> Word:
    """Return an empty Word document in the language of the report: A4, styles, running head, page x of y."""
    import docx

    word = docx.Document()
    _without_thumbnail(word)
    _languages(word, LANGUAGE[document.lang])
    for name, size, before, after, colour in _LOOKS:
        _look(word, name, size, (before, after), colour)
    _own_styles(word)
    section = word.sections[0]
    page(section)
    _head_and_foot(section, document)
    return word


def page(section: Section, *, turned: bool = False) -> None:
    """Make the pages of a section A4, upright or with the long side below."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    sides = (297, 210) if turned else (210, 297)
    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(sides[0]), Mm(sides[1])
    section.left_margin = section.right_margin = section.bottom_margin = Mm(20)
    section.top_margin, section.header_distance, section.footer_distance = Mm(24), Mm(11), Mm(10)


def _look(word: Word, name: str, size: float, around: tuple[float, float], colour: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    known = {style.name for style in word.styles}
    style: Any = word.styles[name] if name in known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.name, style.font.size, style.font.color.rgb = _LETTERS, Pt(size), RGBColor.from_string(colour)
    style.font.bold = name not in {"Normal", "List Bullet", "Header", "Footer", "Caption"}
    style.font.italic = False
    letters = style.element.rPr.rFonts
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # the theme would win from the name
        letters.attrib.pop(qn(f"w:{key}"), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(around[0]), Pt(around[1])
    style.paragraph_format.line_spacing = 1.08
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    if name in {"Caption", "TOC Heading"}:
        style.paragraph_format.keep_with_next = name == "TOC Heading"


def _own_styles(word: Word) -> None:
    """Add what Word has no style for: the answer in short, a remark, a cell of a table, lines of the contents."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt

    base = word.styles["Normal"]
    for name, size, left in (
        ("Answer", 11.5, 2),
        ("Remark", 9.5, 4),
        ("Cell", 9, 0),
        ("TOC 1", 10, 0),
        ("TOC 2", 10, 5),
    ):
        style: Any = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = base, Pt(size)
        style.paragraph_format.left_indent = Mm(left)
        if name == "Cell" or name.startswith("TOC"):
            style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(1)
    shaded(word.styles["Answer"].element.get_or_add_pPr(), "EEF4F8", ACCENT)
    code: Any = word.styles.add_style("Code", WD_STYLE_TYPE.CHARACTER)
    code.font.name, code.font.size = "Consolas", Pt(9)
    link: Any = word.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    from docx.shared import RGBColor

    link.font.color.rgb, link.font.underline = RGBColor.from_string(ACCENT), True


def _languages(word: Word, language: str) -> None:
    """Say the language of all text, so that it is read and spelled in it."""
    from docx.oxml.ns import qn

    usual = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in usual.findall(qn("w:lang")):
        usual.remove(old)
    usual.append(element("w:lang", val=language, eastAsia="zh-CN", bidi="ar-SA"))
    for old in word.settings.element.findall(qn("w:themeFontLang")):
        old.set(qn("w:val"), language)


def _head_and_foot(section: Section, document: Document) -> None:
    """Say the title above every page but the first, and the number of the page below."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = line(document.title)
    words = translate(document.lang).text("page {page} of {pages}", page="\0PAGE\0", pages="\0NUMPAGES\0")
    for foot in (section.footer, section.first_page_footer):
        paragraph = foot.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for at, piece in enumerate(words.split("\0")):
            if at % 2:
                add_field(paragraph, piece, "1")
            elif piece:
                paragraph.add_run(piece)


def _without_thumbnail(word: Word) -> None:
    """Take out the picture of an empty page that the library's template carries."""
    links = word.part.package.rels
    for key in [key for key, link in links.items() if link.reltype.endswith("/thumbnail")]:
        links.pop(key)

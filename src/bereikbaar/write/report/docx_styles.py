"""The look of a Word document: page, letters, headings, running head and page numbers, all by styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bereikbaar.lang import translate
from bereikbaar.write.report import docx_xml as xml
from bereikbaar.write.report.letters import line
from bereikbaar.write.report.model import Document

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.section import Section

LANGUAGE = {"nl": "nl-NL", "en": "en-GB"}
INK, ACCENT, GREY = "1D2733", "0B4F7D", "4A5661"
_HAIR = "B9C3CD"
_CELL_PT, _SMALLER_PT = 8.5, 0.5
#: Letters that are on machines with Word and, as Carlito of the same widths, on those with LibreOffice.
_LETTERS = "Calibri"
#: Style, size in points, space before and after in points, colour. Names are those that Word knows in any language.
_LOOKS = (
    ("Normal", 10, 0, 5, INK),
    ("Title", 20, 0, 8, ACCENT),
    ("Heading 1", 15, 14, 4, ACCENT),
    ("Heading 2", 12, 10, 3, ACCENT),
    ("Heading 3", 10.5, 9, 3, ACCENT),
    ("TOC Heading", 12.5, 12, 4, ACCENT),
    ("Caption", 9, 6, 3, GREY),
    ("List Bullet", 10, 0, 2, INK),
    ("Header", 8.5, 0, 0, GREY),
    ("Footer", 8.5, 0, 0, GREY),
)


def new_document(document: Document) -> Word:
    """Return an empty Word document in the language of the report: A4, styles, running head, page x of y."""
    import docx

    word = docx.Document()
    _without_thumbnail(word)
    _languages(word, LANGUAGE[document.lang])
    held = {style.name for style in word.styles}
    for name, size, before, after, colour in _LOOKS:
        if name not in held:
            _added(word, name, builtin=True)
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
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(22), Mm(18)
    section.header_distance, section.footer_distance = Mm(10), Mm(9)


def _added(word: Word, name: str, kind: str = "PARAGRAPH", *, builtin: bool = False) -> Any:
    """Add a style; its id is its name without spaces. builtin : one that Word knows by it in any language."""
    from docx.enum.style import WD_STYLE_TYPE

    return word.styles.add_style(name, WD_STYLE_TYPE[kind], builtin=builtin)


def _look(word: Word, name: str, size: float, around: tuple[float, float], colour: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style: Any = word.styles[name]
    style.font.name, style.font.size, style.font.color.rgb = _LETTERS, Pt(size), RGBColor.from_string(colour)
    style.font.bold = name not in {"Normal", "List Bullet", "Header", "Footer", "Caption"}
    style.font.italic = False
    letters = style.element.rPr.rFonts
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # the theme would win from the name
        letters.attrib.pop(qn(f"w:{key}"), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(around[0]), Pt(around[1])
    style.paragraph_format.line_spacing = 1.04
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    if name in {"Caption", "TOC Heading"}:
        style.paragraph_format.keep_with_next = name == "TOC Heading"


def cell_style(word: Word, letters_pt: float) -> str:
    """Return the id of the style of the cells of a table in letters of a size, a style per size, made when first met.

    letters_pt : as widths.py says; letters without serifs are wider, and read as well a little smaller.
    """
    size = letters_pt - _SMALLER_PT
    key = "Cell" if size == _CELL_PT else f"Cell{size * 10:.0f}"
    if word.styles.element.get_by_id(key) is None:
        from docx.shared import Pt

        style = _added(word, f"Cell {size:g}")
        style.element.styleId = key
        style.base_style, style.font.size = word.styles["Cell"], Pt(size)
    return key


def _own_styles(word: Word) -> None:
    """Add what is no style in the template: the answer in short, a remark, tables, lines of the contents."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm, Pt, RGBColor

    base = word.styles["Normal"]
    for name, size, left in (
        ("Answer", 11, 2), ("Remark", 9, 4), ("Cell", _CELL_PT, 0), ("toc 1", 10, 0), ("toc 2", 10, 5),
    ):  # fmt: skip
        contents = name.startswith("toc")
        style = _added(word, name, builtin=contents)
        style.base_style, style.font.size = base, Pt(size)
        style.paragraph_format.left_indent = Mm(left)
        if name == "Cell" or contents:
            style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(1)
        if name == "Cell":
            style.paragraph_format.line_spacing = 1.0
        if contents:
            style.element.styleId = name.upper().replace(" ", "")
            style.paragraph_format.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)
    xml.shaded(word.styles["Answer"].element.get_or_add_pPr(), "EEF4F8", ACCENT)
    code = _added(word, "Code", "CHARACTER")
    code.font.name, code.font.size = "Consolas", Pt(9)
    link = _added(word, "Hyperlink", "CHARACTER", builtin=True)
    link.font.color.rgb, link.font.underline = RGBColor.from_string(ACCENT), True
    word.styles.element.append(xml.table_style(ACCENT, _HAIR))


def _languages(word: Word, language: str) -> None:
    """Say the language of all text, so that it is read and spelled in it."""
    from docx.oxml.ns import qn

    usual = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in usual.findall(qn("w:lang")):
        usual.remove(old)
    usual.append(xml.element("w:lang", val=language, eastAsia="zh-CN", bidi="ar-SA"))
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
            if piece:
                xml.append(paragraph, xml.field_xml(piece, "1") if at % 2 else xml.words(piece))


def _without_thumbnail(word: Word) -> None:
    """Take out the picture of an empty page that the library's template carries."""
    links = word.part.package.rels
    for key in [key for key, link in links.items() if link.reltype.endswith("/thumbnail")]:
        links.pop(key)

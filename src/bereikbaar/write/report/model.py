"""A report as plain data: blocks in the order of reading, in one language, without any form.

Sections (sections/) make blocks from a result; writers (html.py, pdf.py, docx.py, markdown.py, xlsx.py) give them a
form. Text may hold ``**bold**``, ``*emphasis*``, ```code``` and ``[words](address)``, and nothing else; see
:mod:`bereikbaar.write.report.inline`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. level : 1 (the title, once) to 4. anchor : a name to link to, the same in every language."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. role : "" plain, ``lead`` the answer in short on page one, ``note`` what to bear in mind."""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, an item a line."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. head : (n_columns,) titles. rows : cells as text, all of that length.

    numbers : so many last columns are set to the right. A cell made by ``write.numbers`` knows the number it shows
    (:class:`bereikbaar.write.numbers.Shown`): writers that want real numbers, and sorting, take that.
    caption : what the table shows, for who comes to it without the text around. key : a name, at most 31 characters,
    the same in every language; of a table without one no sheet is made.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int = 0
    caption: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that says the same with and without scripts.

    key     : a name, the same in every language. caption : what is shown. alt : what there is to see in it.
    svg     : the whole picture, standing alone, in the language of the report.
    live    : what a page with scripts draws instead, as plain JSON data; empty: the picture stays. ``kind`` in it
              says who draws it (:mod:`bereikbaar.write.report.live`).
    table   : the same figures as a table, where the text has none; shown to who cannot see the picture.
    told    : the picture and the text around say all that the table says: on paper it is left out.
    """

    key: str
    caption: str
    alt: str
    svg: str
    live: Mapping[str, object] = field(default_factory=dict)
    table: Table | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page, where there are pages."""


Block: TypeAlias = Heading | Paragraph | Bullets | Table | Figure | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A report in one language.

    lang : ``nl`` or ``en``. title : plain text. blocks : beginning with the heading of level 1.
    about : what stands in the properties of a file: ``subject``, ``keywords`` (a ``;`` between them, since
            titles have commas), ``manifest`` (one line: with what it was made).
    sheets : tables for a workbook that would be too long to read, beside those among the blocks.
    """

    lang: str
    title: str
    blocks: tuple[Block, ...]
    about: Mapping[str, str] = field(default_factory=dict)
    sheets: tuple[Table, ...] = ()

"""A report as PDF for print and for screen readers (PDF/UA-1), set by Typst: no browser, no network, no files.

Fonts are those that the Typst package carries (Libertinus Serif, DejaVu Sans Mono), never those of the machine: the
same report gives the same bytes everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bereikbaar.errors import RunError
from bereikbaar.write.report.model import Document
from bereikbaar.write.report.typst_text import typst_data

_TEMPLATE = Path(__file__).with_name("report.typ")
#: Letters that Libertinus Serif certainly has: Latin with accents, and the signs of our own sentences.
_USUAL = re.compile("[\\x00-\u017f–—‘’“”„…−×≤≥≈€→]*")


def pdf_report(document: Document) -> bytes:
    """Return the report as PDF/UA-1: tagged, with title, language, contents, and page numbers.

    A letter that the fonts lack (Chinese, an emoji) is written as its number, ``U+4E2D``. Raises RunError when Typst
    refuses the report.
    """
    import typst

    data = _in_our_letters(typst_data(document))
    try:
        return _compiled(_TEMPLATE.read_bytes(), data)
    except typst.TypstError as error:
        raise RunError(f"the report could not be set as PDF: {error.message}") from error


def _compiled(source: bytes, data: str) -> bytes:
    import typst

    return typst.compile(
        source, format="pdf", sys_inputs={"report": data}, pdf_standards=["ua-1"], ignore_system_fonts=True
    )


def _in_our_letters(text: str) -> str:
    """Return the text with what the fonts cannot show as numbers: PDF/UA takes no empty boxes."""
    lacking = {ord(sign): f"U+{ord(sign):04X}" for sign in _unusual(text) if not _is_drawn(sign)}
    return text.translate(lacking) if lacking else text


def _unusual(text: str) -> Iterator[str]:
    yield from sorted(set(_USUAL.sub("", text)))


@cache
def _is_drawn(sign: str) -> bool:
    """Return whether the fonts of the report have a letter, by setting it; few have to be tried."""
    import typst

    fonts = '#set document(title: "a")\n#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"))\n'
    try:
        _compiled(f"{fonts}#text(sys.inputs.report)".encode(), sign)
    except typst.TypstError:
        return False
    return True

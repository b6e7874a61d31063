"""A report as PDF for print and for screen readers (PDF/UA-1), set by Typst: no browser, no network, no files.

Fonts are those that the Typst package carries (Libertinus Serif, DejaVu Sans Mono), never those of the machine: the
same report gives the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bereikbaar.errors import RunError
from bereikbaar.write.report.model import Document
from bereikbaar.write.report.typst_text import typst_data

_TEMPLATE = Path(__file__).with_name("report.typ")
_LETTERS_ONLY = """
#set document(title: "Letters")
#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"))
#text(sys.inputs.report)
"""


def pdf_report(document: Document) -> bytes:
    """Return the report as PDF/UA-1: tagged, with title, language, contents, and page numbers.

    A letter that the fonts lack (Chinese, an emoji) is written as its number, ``U+4E2D``: PDF/UA takes no empty box.
    Raises RunError when Typst refuses the report.
    """
    import typst

    source, data = _TEMPLATE.read_bytes(), typst_data(document)
    try:
        try:
            return _compiled(source, data)
        except typst.TypstError:
            lacking = _lacking(sorted(sign for sign in set(data) if not sign.isascii()))
            if not lacking:
                raise
        return _compiled(source, data.translate({ord(sign): f"U+{ord(sign):04X}" for sign in lacking}))
    except typst.TypstError as error:
        raise RunError(f"the report could not be set as PDF: {error.message}") from error


def _compiled(source: bytes, data: str) -> bytes:
    import typst

    return typst.compile(
        source, format="pdf", sys_inputs={"report": data}, pdf_standards=["ua-1"], ignore_system_fonts=True
    )


def _lacking(signs: Sequence[str]) -> frozenset[str]:
    """Return the letters that no font of the report has, by setting them: all, and halves of what does not go."""
    import typst

    try:
        _compiled(_LETTERS_ONLY.encode(), " ".join(signs))
    except typst.TypstError:
        half = len(signs) // 2
        return _lacking(signs[:half]) | _lacking(signs[half:]) if half else frozenset(signs)
    return frozenset()

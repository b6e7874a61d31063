"""A report as a Word document: real headings, lists and tables, so that a council can write on in it."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import TYPE_CHECKING

from bereikbaar.write.report.docx_blocks import Writer
from bereikbaar.write.report.docx_styles import new_document
from bereikbaar.write.report.letters import line
from bereikbaar.write.report.model import Document
from bereikbaar.write.report.typst_text import AUTHOR

if TYPE_CHECKING:
    from docx.document import Document as Word

#: The date of every report: what it says depends on its input only, and so do its bytes.
FIXED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def docx_report(document: Document) -> bytes:
    """Return the report as a Word document (.docx), the same bytes for the same report on one machine.

    Raises RunError for a figure that cannot be drawn.
    """
    word = new_document(document)
    Writer(word, document).write()
    _properties(word, document)
    held = io.BytesIO()
    word.save(held)
    return _dated(held.getvalue())


def _properties(word: Word, document: Document) -> None:
    known = word.core_properties
    known.title, known.author, known.last_modified_by = line(document.title)[:255], AUTHOR, AUTHOR
    known.subject = line(document.about.get("subject", ""))[:255]
    known.keywords = line(document.about.get("keywords", ""))[:255]
    known.comments = line(document.about.get("manifest", ""))[:255]
    known.language = {"nl": "nl-NL", "en": "en-GB"}[document.lang]
    known.created = known.modified = FIXED
    known.revision = 1


def _dated(packed: bytes) -> bytes:
    """Return a packed document whose parts all have the first date that its form of packing knows."""
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return found.getvalue()

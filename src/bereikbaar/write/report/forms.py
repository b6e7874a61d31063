"""The forms that a report can have, by the suffix of its file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bereikbaar.errors import InputError, Problem, did_you_mean
from bereikbaar.lang import LANGS

if TYPE_CHECKING:
    from bereikbaar.results import Result
    from bereikbaar.write.report.model import Document

#: Suffixes of the files that a report can be written to.
FORMS = (".md", ".html", ".pdf", ".docx", ".xlsx")


class Make(Protocol):
    """Makes the report in a language; ``full`` as in :func:`bereikbaar.write.report.build.build_report`."""

    def __call__(self, lang: str, *, full: bool) -> Document:
        """Return the report in a language; full: with the long tables among its blocks."""
        ...


def form_of(path: Path, field: str) -> str:
    """Return the suffix of a file for a report. Raises InputError for one that no report is written to."""
    suffix = path.suffix.lower()
    if suffix not in FORMS:
        allowed = f"{', '.join(FORMS[:-1])} or {FORMS[-1]}"
        near = did_you_mean(suffix, FORMS) if suffix else ""
        raise InputError(Problem(f"expected a name that ends in {allowed}, found {path.name!r}{near}", field=field))
    return suffix


def forms_named(words: str, field: str) -> tuple[str, ...]:
    """Return the suffixes of forms named with commas, ``html,pdf``, each once. Raises InputError for another one."""
    names = [word.strip().lower().removeprefix(".") for word in words.split(",")]
    known = [suffix.removeprefix(".") for suffix in FORMS]
    expected = f"expected {', '.join(known[:-1])} or {known[-1]}"
    problems = [
        Problem(f"{expected}, found {name!r}{did_you_mean(name, known)}", field=field)
        for name in names
        if name not in known
    ]
    if problems:
        raise InputError(problems)
    return tuple(dict.fromkeys(f".{name}" for name in names))


def in_form(suffix: str, make: Make, lang: str, result: Result | None = None) -> bytes | str:
    """Return a report as the content of a file with a suffix.

    A page (.html) holds every language, that of the report first; the others one. result : for the live maps of a
    page, and the sheets of all towns and regions. Raises as the writers do.
    """
    if suffix == ".md":
        from bereikbaar.write.report.markdown import markdown

        return markdown(make(lang, full=False))
    if suffix == ".html":
        from bereikbaar.write.report.html import html_report

        order = (lang, *(other for other in LANGS if other != lang))
        return html_report({one: make(one, full=True) for one in order}, result)
    return _on_paper(suffix, make(lang, full=True), result)


def _on_paper(suffix: str, document: Document, result: Result | None) -> bytes:
    if suffix == ".pdf":
        from bereikbaar.write.report.pdf import pdf_report

        return pdf_report(document)
    if suffix == ".docx":
        from bereikbaar.write.report.docx import docx_report

        return docx_report(document)
    from bereikbaar.write.report.full_tables import full_tables
    from bereikbaar.write.report.xlsx import xlsx_report

    whole = () if result is None else full_tables(result, document.lang)
    return xlsx_report(replace(document, sheets=(*document.sheets, *whole)))

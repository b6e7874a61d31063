"""Text for files of other programs: what none of them takes is left out, and a run of a text is one line."""

from __future__ import annotations

import re
from urllib.parse import quote

from bereikbaar.write.report.inline import Run, runs

#: What XML 1.0 cannot hold (sections 2.2 of its specification), and what Unicode says is no character.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_ADDRESS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


def clean(text: str) -> str:
    """Return text without control signs and half characters, which a document cannot hold.

    >>> clean("a\\x00b")
    'ab'
    """
    return _NOT_TEXT.sub("", text)


def line(text: str) -> str:
    """Return clean text on one line.

    >>> line(" a\\n b ")
    'a b'
    """
    return " ".join(clean(text).split())


def line_runs(text: str) -> tuple[Run, ...]:
    """Return the runs of a text on one line, without empty ones."""
    return tuple(run for run in runs(line(text)) if run.text)


def is_address(href: str) -> bool:
    """Return whether a link leads out of the document, to a page or a mailbox; nothing else is followed."""
    return bool(_ADDRESS.match(href)) and len(href) <= 2000


def address(href: str) -> str:
    """Return the address of a link in the signs that addresses are written in.

    >>> address("https://example.nl/België")
    'https://example.nl/Belgi%C3%AB'
    """
    return quote(href, safe="%:/?#[]@!$&'()*+,;=-._~")

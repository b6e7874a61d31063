"""Text of a report as HTML: nothing a user wrote is ever markup of the page."""

from __future__ import annotations

import json
import re
from html import escape

from bereikbaar.write.report.inline import Run, runs

#: Where a link may lead: pages, mail, and places of the report itself.
_LINK = re.compile(r"(https?://|mailto:)[^\s\"<>]+", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


def html_of(text: str, lang: str) -> str:
    """Return a text with its little markup as HTML; links to ``#anchor`` lead to that of the same language."""
    return "".join(_run(run, lang) for run in runs(text))


def attribute(text: str) -> str:
    """Return text for the value of an attribute, with its quotes."""
    return f'"{escape(" ".join(text.split()))}"'


def name_of(text: str) -> str:
    """Return a text as a name for an address within the page: small letters, digits and hyphens."""
    return _NOT_IN_NAMES.sub("-", text.lower()).strip("-")


def script_data(data: object) -> str:
    """Return data as JSON that can stand in a script element: no sign in it can end that or begin a comment."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _run(run: Run, lang: str) -> str:
    text = escape(run.text, quote=False)
    for tag, wanted in (("code", run.code), ("em", run.emphasis), ("strong", run.bold)):
        text = f"<{tag}>{text}</{tag}>" if wanted else text
    if run.href.startswith("#"):
        return f"<a href={attribute(f'#{lang}-{name_of(run.href)}')}>{text}</a>"
    if _LINK.fullmatch(run.href):
        return f'<a href={attribute(run.href)} rel="noopener noreferrer">{text}</a>'
    return text

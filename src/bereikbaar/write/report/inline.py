"""Text with a little markup as runs: what every writer of a report needs to know of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_MARKUP = re.compile(
    r"\\(?P<kept>[\\`*\[\]|])"
    r"|`(?P<code>[^`]+)`"
    r"|\[(?P<words>[^\[\]]+)\]\((?P<href>[^()\s]+)\)"
    r"|\*\*(?P<bold>\S(?:.*?\S)?)\*\*"
    r"|\*(?P<emphasis>[^\s*](?:[^*]*[^\s*])?)\*(?!\w)"
)
_MEANT = re.compile(r"([\\`*\[\]])")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style. href : where a link leads; empty = no link."""

    text: str
    bold: bool = False
    emphasis: bool = False
    code: bool = False
    href: str = ""


def runs(text: str) -> tuple[Run, ...]:
    """Return the runs of a text, in order; signs that belong to no pair are text.

    >>> [(r.text, r.bold) for r in runs("a **b** 2 * 3")]
    [('a ', False), ('b', True), (' 2 * 3', False)]
    """
    return tuple(_joined(_parsed(text, Run(""))))


def plain_text(text: str) -> str:
    """Return a text without markup, for a title, a sheet or who listens."""
    return "".join(run.text for run in runs(text))


def literal(text: str) -> str:
    """Return text of a user on one line, in which no sign is markup.

    >>> literal("a*b")
    'a\\\\*b'
    """
    return _MEANT.sub(r"\\\1", " ".join(text.split()))


def _parsed(text: str, style: Run) -> Iterator[Run]:
    at = 0
    for found in _MARKUP.finditer(text):
        if found.start() > at:
            yield replace(style, text=text[at : found.start()])
        at = found.end()
        if found["kept"]:
            yield replace(style, text=found["kept"])
        elif found["code"]:
            yield replace(style, text=found["code"], code=True)
        elif found["words"]:
            yield from _parsed(found["words"], replace(style, href=found["href"]))
        elif found["bold"]:
            yield from _parsed(found["bold"], replace(style, bold=True))
        else:
            yield from _parsed(found["emphasis"], replace(style, emphasis=True))
    if at < len(text):
        yield replace(style, text=text[at:])


def _joined(found: Iterator[Run]) -> Iterator[Run]:
    """Yield the runs, neighbours in one style as one."""
    held: Run | None = None
    for run in found:
        if held is not None and replace(held, text="") == replace(run, text=""):
            held = replace(held, text=held.text + run.text)
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held

"""The headings of a report as an outline that screen readers accept: one title, and no level left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from bereikbaar.write.report.inline import plain_text
from bereikbaar.write.report.letters import line
from bereikbaar.write.report.model import Block, Heading

#: Reports with fewer headings of the second level than this have no table of contents.
_CONTENTS_FROM = 4
#: So many lines of contents stand on page one, below the answer in short.
_CONTENTS_LINES = 26


def outlined(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with one title (level 1), headings with words and one level at most below the one before.

    An anchor stands once: of two headings with one, the second loses it.
    """
    found: list[Block] = []
    level, seen = 0, set[str]()
    for block in blocks:
        if isinstance(block, Heading):
            level = 1 if level == 0 else max(2, min(block.level, level + 1, 4))
            anchor = "" if block.anchor in seen else block.anchor
            seen.add(anchor)
            words = block.text if line(plain_text(block.text)) else "–"
            block = replace(block, level=level, text=words, anchor=anchor)  # noqa: PLW2901
        found.append(block)
    return tuple(found)


def with_contents(blocks: Iterable[Block]) -> Iterator[Block | Literal["contents"]]:
    """Yield the blocks with the mark ``contents`` behind the first part, which is the answer in short."""
    held = tuple(blocks)
    parts = [at for at, block in enumerate(held) if isinstance(block, Heading) and block.level == 2]
    for at, block in enumerate(held):
        if len(parts) >= _CONTENTS_FROM and at == parts[1]:
            yield "contents"
        yield block


def contents_depth(blocks: Iterable[Block]) -> int:
    """Return how many levels of headings below the title the contents name: two while they fit on page one."""
    named = [block for block in blocks if isinstance(block, Heading) and block.level in {2, 3}]
    return 2 if len(named) <= _CONTENTS_LINES else 1


def anchors(blocks: Iterable[Block]) -> frozenset[str]:
    """Return the names that a link within the report may lead to."""
    return frozenset(block.anchor for block in blocks if isinstance(block, Heading) and block.anchor)


def announces(text: str) -> bool:
    """Tell whether a text announces what follows, from which no end of a page may part it."""
    return text.rstrip().endswith(":")

"""Captions and keys of tables, and the depth of headings, once it is known where in a report a section stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bereikbaar.write.report.model import Block, Heading, Paragraph, Table
from bereikbaar.write.report.sections.page import HOW, Page

#: Letters of a name of a sheet in a workbook at most.
LONGEST_KEY = 31
#: The deepest heading.
DEEPEST = 4


def named(page: Page, blocks: Iterable[Block], title: str = "", suffix: str = "") -> Iterator[Block]:
    """Yield blocks with a caption for every table, by its key; about one plan with its title and key.

    Raises KeyError for a table of which the key has no caption.
    """
    for block in blocks:
        if not isinstance(block, Table) or block.caption:
            yield block
            continue
        caption = page.say(f"cap_{block.key}")
        caption = page.say("caption_of", caption=caption, title=title) if title else caption
        yield replace(block, caption=caption, key=f"{block.key}_{suffix}" if suffix else block.key)


def deeper(blocks: Iterable[Block], by: int = 1) -> Iterator[Block]:
    """Yield blocks with their headings so many levels lower."""
    for block in blocks:
        yield replace(block, level=min(block.level + by, DEEPEST)) if isinstance(block, Heading) else block


def explained_once(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks with every paragraph on how to read what follows where it stands first, and not again."""
    said: set[str] = set()
    for block in blocks:
        if isinstance(block, Paragraph) and block.role == HOW:
            if block.text in said:
                continue
            said.add(block.text)
        yield block


def without_title(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks without the heading that they begin with, where the report has one of its own."""
    for n, block in enumerate(blocks):
        if n or not isinstance(block, Heading):
            yield block


def settled(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks in which no two tables share a key, none is too long, and every section has an anchor."""
    used: set[str] = set()
    out: list[Block] = []
    sections = 0
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            sections += 1
            out.append(block if block.anchor else replace(block, anchor=f"section-{sections}"))
        elif isinstance(block, Table) and block.key:
            key = _unused(block.key, used)
            used.add(key)
            out.append(replace(block, key=key))
        else:
            out.append(block)
    return tuple(out)


def _unused(key: str, used: set[str]) -> str:
    wanted, n = key[:LONGEST_KEY], 1
    while wanted in used:
        n += 1
        wanted = f"{key[: LONGEST_KEY - len(str(n)) - 1]}_{n}"
    return wanted

"""A report as Markdown, to be pasted into a text of one's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bereikbaar.write.report.model import Block, Bullets, Document, Figure, Heading, PageBreak, Paragraph, Table

#: What a reader of Markdown would take for HTML: a tag, a comment or the name of a sign; not after a backslash that
#: keeps a sign, and not in code.
_TAKEN = re.compile(r"(?P<kept>\\[\\`*\[\]|]|(?<!`)`[^`]+`(?!`))|(?P<sign><(?=[A-Za-z/!?])|&(?=#?\w+;))")
#: The middle of a link that leads elsewhere than a page, a mailbox or the report itself (``javascript:``).
_ELSEWHERE = re.compile(r"\]\((?!https?://|mailto:|#)", re.IGNORECASE)
_AS_SIGNS = {"<": "&lt;", "&": "&amp;"}


def markdown(document: Document) -> str:
    """Return the page: an empty line between blocks. Figures are told by their captions and, if need be, tables."""
    return blocks_markdown(document.blocks)


def blocks_markdown(blocks: Iterable[Block]) -> str:
    """Return some blocks of a report as Markdown."""
    found = [_block(block) for block in blocks]
    return "\n\n".join(text for text in found if text) + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_line(block.text)}"
    if isinstance(block, Paragraph):
        return _line(block.text)
    if isinstance(block, Bullets):
        return "\n".join(f"- {_line(item)}" for item in block.items)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Figure):
        words = f"*{_line(block.caption)}*"
        return words if block.table is None or block.told else f"{words}\n\n{_table(block.table)}"
    assert isinstance(block, PageBreak)
    return ""


def _table(table: Table) -> str:
    ruler = ["---"] * (len(table.head) - table.numbers) + ["---:"] * table.numbers
    lines = [_cells(table.head), ruler, *(_cells(row) for row in table.rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cells(row: Sequence[str]) -> list[str]:
    return [_line(cell).replace("|", "\\|") for cell in row]


def _line(text: str) -> str:
    """Return text on one line, in which neither HTML of a user nor an address that is no page is alive."""
    safe = _TAKEN.sub(lambda found: found["kept"] or _AS_SIGNS[found["sign"]], " ".join(text.split()))
    return _ELSEWHERE.sub(r"]\(", safe)

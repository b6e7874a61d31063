"""A report as Markdown, to be pasted into a text of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bereikbaar.write.report.model import Block, Bullets, Document, Figure, Heading, PageBreak, Paragraph, Table


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
        return block.text
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
    return " ".join(text.split())

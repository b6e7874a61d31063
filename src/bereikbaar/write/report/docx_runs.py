"""Text with its markup as runs and links of a Word document, as XML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from bereikbaar.write.report.inline import Run
from bereikbaar.write.report.letters import address, is_address, line_runs

if TYPE_CHECKING:
    from docx.opc.part import Part


@dataclass(slots=True)
class Links:
    """What links of a document lead to. anchors : names of its own headings. part : that knows the addresses."""

    part: Part
    anchors: frozenset[str]
    _known: dict[str, str] = field(default_factory=dict)

    def opening(self, href: str) -> str:
        """Return the beginning of the link to an anchor (``#name``) or address; empty for what is neither."""
        if href[:1] == "#" and href[1:] in self.anchors:
            return f"<w:hyperlink w:anchor={quoteattr(bookmark_name(href[1:]))}>"
        if not is_address(href):
            return ""
        if href not in self._known:
            from docx.opc.constants import RELATIONSHIP_TYPE

            self._known[href] = self.part.relate_to(address(href), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return f"<w:hyperlink r:id={quoteattr(self._known[href])}>"


def runs_xml(text: str, links: Links, *, bold: bool = False) -> str:
    """Return a text as runs and links, all of them bold if asked."""
    return "".join(_pieces(line_runs(text), links, bold))


def _pieces(found: Iterable[Run], links: Links, bold: bool) -> Iterable[str]:
    for run in found:
        opening = links.opening(run.href) if run.href else ""
        piece = _run(run, bold=bold or run.bold, style="Hyperlink" if opening else "Code" if run.code else "")
        yield f"{opening}{piece}</w:hyperlink>" if opening else piece


def _run(run: Run, *, bold: bool, style: str) -> str:
    look = (f'<w:rStyle w:val="{style}"/>' if style else "") + "<w:b/>" * bold + "<w:i/>" * run.emphasis
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>'


def bookmark_name(anchor: str) -> str:
    """Return the name of a bookmark for an anchor: letters, digits and _, at most 40, beginning with a letter."""
    return ("a_" + "".join(sign if sign.isalnum() else "_" for sign in anchor))[:40]

"""The blocks of a report as HTML, in one language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from bereikbaar.write.report.html.inline_html import attribute, html_of, name_of, script_data
from bereikbaar.write.report.html.live import ZONES, kind_of
from bereikbaar.write.report.html.tables import table_html
from bereikbaar.write.report.html.words import words
from bereikbaar.write.report.inline import plain_text
from bereikbaar.write.report.model import Block, Bullets, Document, Figure, Heading, PageBreak, Paragraph, Table

#: About how high a live map is with its switches; a caption with what is folded under it; a picture of no known size.
_MAP_REM, _CAPTION_REM, _PICTURE_REM = 52, 5, 30
#: Width of the column of text and figures, CSS pixels, and pixels per rem.
_COLUMN_PX, _PX_PER_REM = 920, 16
_SVG = re.compile(r"<svg\b[^>]*>")


@dataclass(slots=True)
class _Names:
    """Names of elements that are given out, each once."""

    lang: str
    taken: set[str] = field(default_factory=set)

    def new(self, wanted: str) -> str:
        wanted = f"{self.lang}-{name_of(wanted) or 'part'}"
        name, n = wanted, 1
        while name in self.taken:
            n += 1
            name = f"{wanted}-{n}"
        self.taken.add(name)
        return name


def document_html(document: Document) -> str:
    """Return all blocks of a report, after the title with a list of its sections."""
    names = _Names(document.lang)
    anchors = [names.new(b.anchor or b.text) if isinstance(b, Heading) else "" for b in document.blocks]
    contents = _contents(document, anchors)
    parts, title, listed = [], document.title, False
    for block, anchor in zip(document.blocks, anchors, strict=True):
        if isinstance(block, Heading):
            title = plain_text(block.text)
            if block.level == 2 and not listed:
                parts.append(contents)
                listed = True
        parts.append(_block(block, anchor, names, title))
    return "\n".join(parts)


def _contents(document: Document, anchors: list[str]) -> str:
    title = words(document.lang)["contents"]
    items = [
        f'<li><a href="#{anchor}">{html_of(block.text, document.lang)}</a></li>'
        for block, anchor in zip(document.blocks, anchors, strict=True)
        if isinstance(block, Heading) and block.level == 2
    ]
    if not items:
        return ""
    return (
        f'<nav class="contents" aria-label={attribute(title)}><details open><summary>{title}</summary>'
        f"<ul>{''.join(items)}</ul></details></nav>"
    )


def _block(block: Block, anchor: str, names: _Names, title: str) -> str:
    lang = names.lang
    if isinstance(block, Heading):
        return f'<h{block.level} id="{anchor}" tabindex="-1">{html_of(block.text, lang)}</h{block.level}>'
    if isinstance(block, Paragraph):
        role = f' class="{block.role}"' if block.role in ("lead", "note") else ""
        return f"<p{role}>{html_of(block.text, lang)}</p>"
    if isinstance(block, Bullets):
        return f"<ul>{''.join(f'<li>{html_of(item, lang)}</li>' for item in block.items)}</ul>"
    if isinstance(block, Table):
        return table_html(block, lang, name=names.new(block.key or "table"), title=title)
    if isinstance(block, Figure):
        return "\n".join(_figure(block, names))
    assert isinstance(block, PageBreak)
    return '<div class="page-break"></div>'


def _figure(figure: Figure, names: _Names) -> Iterator[str]:
    """Yield a figure: the still picture, and what scripts draw instead.

    The picture is an image of its own, so that neither its names nor its styles touch those of the page.
    """
    lang, name, say = names.lang, names.new(f"figure-{figure.key}"), words(names.lang)
    kind = kind_of(figure.live)
    live = f' data-kind="{kind}"' if kind else ""
    size = size_of(figure.svg)
    yield f'<figure id="{name}" class="figure"{live} style="--about:{_about_rem(kind, size)}rem">'
    label = attribute(say["picture"].format(caption=plain_text(figure.caption)))
    source = "data:image/svg+xml," + quote(figure.svg, safe=" ,;:/=@!$&*()+?[]{}|^~'")
    room = f' width="{size[0]}" height="{size[1]}"' if size else ""
    load = f'<img loading="lazy" decoding="async"{room}'  # a browser loads all at once before it prints
    image = f'{load} alt={attribute(figure.alt)} src="{source.replace("&", "&amp;")}">'
    yield f'<div class="still" data-label={label}>{image}</div>'
    if kind:
        yield '<div class="live" hidden></div>'
        yield f'<script type="application/json" class="live-data">{script_data(dict(figure.live))}</script>'
    yield f"<figcaption>{html_of(figure.caption, lang)}</figcaption>"
    if figure.table is not None:
        yield f"<details><summary>{say['figures']}</summary>"
        yield table_html(figure.table, lang, name=names.new(f"{figure.key}-table"), title=plain_text(figure.caption))
        yield "</details>"
    yield "</figure>"


def size_of(svg: str) -> tuple[int, int] | None:
    """Return width and height of a picture in CSS pixels, as its first element says; None where it does not."""
    head = _SVG.search(svg)
    sides = [re.search(rf'\s{name}="([\d.]+)(?:px)?"', head[0]) for name in ("width", "height")] if head else []
    found = [round(float(side[1])) for side in sides if side]
    return (found[0], found[1]) if len(found) == 2 and min(found) > 0 else None


def _about_rem(kind: str, size: tuple[int, int] | None) -> int:
    """Return about how high a figure is, rem: what a browser takes it to be until somebody comes near."""
    if kind == ZONES:
        return _MAP_REM
    if size is None:
        return _PICTURE_REM
    return round(size[1] * min(1.0, _COLUMN_PX / size[0]) / _PX_PER_REM) + _CAPTION_REM

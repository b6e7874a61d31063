"""The page around a figure: title, sources, letters, and the words for who cannot see it. Pure text.

The letters are those that a machine has: browsers, QGIS, word processors and the makers of PNG and PDF know one of
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from bereikbaar.lang import both

MARGIN = 16
FONT = "'Source Sans 3','Segoe UI','Liberation Sans',Arial,'DejaVu Sans',sans-serif"
INK, SOFT_INK = "#222222", "#555555"
_SOURCE = both("Source: {text}")
_TITLE_SIZE, _SUBTITLE_SIZE, SMALL, BODY = 17.0, 12.5, 10.5, 11.5
_TITLE_ROW, _SUBTITLE_ROW, _SOURCE_ROW = 21, 16, 13
#: Units above the body of a page without a title.
_BARE_HEAD = 8
#: How wide a letter is, as a share of its size: the mean of running text, somewhat on the wide side.
_LETTER = 0.51


def text_width(text: str, size: float = BODY) -> float:
    """Return how wide a line of text is about, units."""
    return _LETTER * size * len(text)


def wrapped(text: str, width: float, size: float = BODY) -> list[str]:
    """Return text in lines of at most this width; a longer word is a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def line_of_text(
    x: float, y: float, text: str, *, size: float = BODY, anchor: str = "start", bold: bool = False, color: str = INK
) -> str:
    """Return one line of text; anchor : start, middle or end.

    bold : by an edge of its own colour and no second font: makers of PDF write two fonts in any order, and the same
    figure would give other bytes each time.
    """
    at = "" if anchor == "start" else f' text-anchor="{anchor}"'
    weight = f' stroke="{color}" stroke-width="{0.045 * size:.2f}"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{color}"{at}{weight}>{escape(text)}</text>'


def page(
    body: Iterable[str],
    *,
    width: int,
    height: int,
    title: str,
    alt: str,
    lang: str,
    subtitle: str = "",
    sources: str = "",
    titled: bool = True,
) -> str:
    """Return a whole SVG file: body, in units from the left edge and from below the title, in a page with words.

    height : of the body. titled : with title and subtitle above it; without them where a caption says the same.
    """
    inner = width - 2 * MARGIN
    top = _head_height(title, subtitle, width) if titled else _BARE_HEAD
    small = wrapped(_SOURCE.said(lang).format(text=sources), inner, SMALL) if sources else []
    whole = top + height + _SOURCE_ROW * len(small) + 18
    lines, y = [], 28.0
    for part in wrapped(title, inner, _TITLE_SIZE) if titled else ():
        lines.append(line_of_text(MARGIN, y, part, size=_TITLE_SIZE, bold=True))
        y += _TITLE_ROW
    for part in wrapped(subtitle, inner, _SUBTITLE_SIZE) if titled else ():
        lines.append(line_of_text(MARGIN, y - 2, part, size=_SUBTITLE_SIZE, color=SOFT_INK))
        y += _SUBTITLE_ROW
    foot = [
        line_of_text(MARGIN, top + height + 15 + _SOURCE_ROW * n, line, size=SMALL, color=SOFT_INK)
        for n, line in enumerate(small)
    ]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {whole}" width="{width}" height="{whole}" '
        f'role="img" lang="{lang}" font-family="{FONT}">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(alt)}</desc>",
        f'<rect width="{width}" height="{whole}" fill="#ffffff"/>',
        *lines,
        f'<g transform="translate(0 {top})">',
        *body,
        "</g>",
        *foot,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _head_height(title: str, subtitle: str, width: int) -> int:
    """Return the height of title and subtitle, units."""
    inner = width - 2 * MARGIN
    rows = _TITLE_ROW * len(wrapped(title, inner, _TITLE_SIZE))
    return 20 + rows + _SUBTITLE_ROW * len(wrapped(subtitle, inner, _SUBTITLE_SIZE))


def column(
    lines: Sequence[str], x: float, y: float, row: float, *, size: float = BODY, color: str = INK
) -> list[str]:
    """Return lines of text below each other, ``row`` units apart."""
    return [line_of_text(x, y + row * n, line, size=size, color=color) for n, line in enumerate(lines)]

"""A figure as a file: SVG as it is, PNG and PDF by the package that draws charts, with no browser and no network."""

from __future__ import annotations

from bereikbaar.errors import InputError, Problem, did_you_mean

#: What the names of files may end in.
SUFFIXES = (".svg", ".png", ".pdf")
#: Pixels per unit of the page in a PNG: sharp on paper as wide as a page.
_SCALE = 2.5


def image(svg: str, suffix: str) -> bytes:
    """Return a figure as the bytes of a file of this kind: ``.svg``, ``.png`` or ``.pdf``.

    Letters of PNG and PDF are those of the machine, else those that the package brings. Raises InputError for another
    suffix.
    """
    kind = checked_suffix(suffix)
    if kind == ".svg":
        return svg.encode("utf-8")
    import vl_convert

    if kind == ".png":
        return bytes(vl_convert.svg_to_png(svg, scale=_SCALE))
    return bytes(vl_convert.svg_to_pdf(svg))


def checked_suffix(suffix: str) -> str:
    """Return a suffix in small letters. Raises InputError for one that no figure has, with a near one."""
    if suffix.lower() not in SUFFIXES:
        found = repr(suffix) if suffix else "no suffix"
        message = f"expected a name that ends in .svg, .png or .pdf, found {found}"
        raise InputError(Problem(message + did_you_mean(suffix.lower(), SUFFIXES), field="--output"))
    return suffix.lower()

"""A figure as a file: SVG as it is, PNG in the letters of the machine, PDF in those that Typst carries.

A PDF has the same bytes everywhere; nothing asks for a browser or the network.
"""

from __future__ import annotations

from bereikbaar.errors import InputError, Problem, did_you_mean

#: What the names of files may end in.
SUFFIXES = (".svg", ".png", ".pdf")
#: Pixels per unit of the page in a PNG: sharp on paper as wide as a page.
_SCALE = 2.5
#: A page as large as the figure, at 0.75 pt per unit (a unit is a pixel of a screen).
_PAGE = b"""#set document(title: sys.inputs.title, date: none)
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", alt: sys.inputs.title)
"""


def image(svg: str, suffix: str) -> bytes:
    """Return a figure as the bytes of a file of this kind: ``.svg``, ``.png`` or ``.pdf``.

    Letters of a PNG are those of the machine, else those that its maker brings. Raises InputError for another
    suffix.
    """
    kind = checked_suffix(suffix)
    if kind == ".svg":
        return svg.encode("utf-8")
    if kind == ".png":
        import vl_convert

        return bytes(vl_convert.svg_to_png(svg, scale=_SCALE))
    import typst

    return bytes(
        typst.compile(_PAGE, format="pdf", sys_inputs={"svg": svg, "title": _title(svg)}, ignore_system_fonts=True)
    )


def _title(svg: str) -> str:
    from xml.etree import ElementTree

    return ElementTree.fromstring(svg).findtext("{http://www.w3.org/2000/svg}title") or ""


def checked_suffix(suffix: str) -> str:
    """Return a suffix in small letters. Raises InputError for one that no figure has, with a near one."""
    if suffix.lower() not in SUFFIXES:
        found = repr(suffix) if suffix else "no suffix"
        message = f"expected a name that ends in .svg, .png or .pdf, found {found}"
        raise InputError(Problem(message + did_you_mean(suffix.lower(), SUFFIXES), field="--output"))
    return suffix.lower()

"""Pictures of a report on paper: how large a drawing is set, and as dots where a program takes no drawing."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from bereikbaar.errors import RunError
from bereikbaar.write.report.inline import plain_text
from bereikbaar.write.report.letters import clean, line
from bereikbaar.write.report.model import Figure

#: A figure is never higher than this, so that its caption is on the same page, in millimetres.
HEIGHT_MM = 205.0
_HALF_MM = 125.0
#: Dots per inch of a picture in a document that is printed: beyond these, files and waiting grow and prints do not.
PRINT_DPI = 180
_MM_PER_INCH = 25.4
_MM_PER_POINT = _MM_PER_INCH / 96
_NUMBER = re.compile(r"\s*([0-9.]+)\s*(?:px)?\s*$")


def width_mm(figure: Figure, width: float) -> float:
    """Return the width at which a figure is set in a column of so many millimetres.

    At most a third above its own size, and so that it takes no more than about half a page, unless its letters would
    be less than three quarters of their size.
    """
    own, high = _size(figure)
    small = max(_HALF_MM * own / high, own * _MM_PER_POINT * 3 / 4)
    return round(min(width, HEIGHT_MM * own / high, own * _MM_PER_POINT * 4 / 3, small), 2)


def alt(figure: Figure) -> str:
    """Return what there is to see in a figure, for who cannot see it; never empty."""
    return line(plain_text(figure.alt)) or line(plain_text(figure.caption)) or figure.key


def png(figure: Figure, width: float) -> bytes:
    """Return a figure as a PNG picture that has the dots for print when it is set at a width in millimetres.

    Raises RunError when the drawing cannot be read.
    """
    import vl_convert

    own, _ = _size(figure)
    try:
        return vl_convert.svg_to_png(clean(figure.svg), scale=width / _MM_PER_INCH * PRINT_DPI / own)
    except (ValueError, RuntimeError) as error:
        said = next(iter(str(error).splitlines()), "no reason given")
        raise RunError(f"the figure {figure.key!r} could not be drawn: {said}") from error


def _size(figure: Figure) -> tuple[float, float]:
    """Return width and height of a drawing in its own points."""
    try:
        root = ElementTree.fromstring(clean(figure.svg))
    except ElementTree.ParseError as error:
        raise RunError(f"the figure {figure.key!r} is no SVG drawing: {error}") from error
    found = [_NUMBER.match(root.get(key, "")) for key in ("width", "height")]
    size = [float(one[1]) for one in found if one]
    if len(size) < 2:
        size = [float(word) for word in root.get("viewBox", "").replace(",", " ").split()[2:]]
    if len(size) != 2 or min(size) <= 0:
        raise RunError(f"the figure {figure.key!r} says no size: an SVG drawing needs a viewBox, or width and height")
    return size[0], size[1]

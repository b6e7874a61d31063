"""Names on a map: which of many are written, and on which side of their point, so that none runs into another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot

from bereikbaar.write.figures.frame import Frame

#: Letters of 11 units: as wide as this on average, and a line as high as this, units of the page.
LETTER, LINE = 6.1, 12.0
#: A name stands so far from its point, units.
_GAP = 4.5

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """A name. x, y : metres on the national grid. beside : stands rather right or left of its point than above it."""

    text: str
    x: float
    y: float
    beside: bool = True


@dataclass(frozen=True, slots=True)
class Placed:
    """A name as it is written, units from the upper left corner of the map.

    x, y : its point. text_x, text_y : begin, middle or end (``anchor``) of the line on which the letters stand.
    """

    text: str
    x: float
    y: float
    text_x: float
    text_y: float
    anchor: str


def placed(
    labels: Sequence[Label],
    frame: Frame,
    *,
    most: int,
    apart: float = 0.0,
    taken: Sequence[Placed] = (),
    blocked: Sequence[Box] = (),
    gap: float = _GAP,
) -> list[Placed]:
    """Return the names that are written, the first of the list first, ``most`` at most.

    apart : least distance between two points that are named, units. taken : names that are there already.
    blocked : where nothing may be written, units: left, top, right, bottom. gap : from a point to its name, units.
    """
    out: list[Placed] = []
    boxes = [*blocked, *(box for one in taken for box in (_written(one), _point(one.x, one.y)))]
    for label in labels:
        if len(out) >= most:
            break
        x, y = frame.at(label.x, label.y)
        hidden = any(a < x < c and b < y < d for a, b, c, d in blocked)
        near = hidden or any(hypot(x - p.x, y - p.y) < max(apart, 3.0) for p in (*taken, *out))
        if near or not (3 < x < frame.width - 3 and 3 < y < frame.height - 3):
            continue
        found = next((p for p in _sides(label, x, y, gap) if _fits(_written(p), frame, boxes)), None)
        if found is not None:
            out.append(found)
            boxes += [_written(found), _point(x, y)]
    return out


def _sides(label: Label, x: float, y: float, gap: float) -> Iterator[Placed]:
    """Yield the four ways to write a name at its point, the one it prefers first."""
    right = Placed(label.text, x, y, x + gap, y + 3.8, "start")
    left = Placed(label.text, x, y, x - gap, y + 3.8, "end")
    above = Placed(label.text, x, y, x, y - gap - 1, "middle")
    below = Placed(label.text, x, y, x, y + gap + 8.5, "middle")
    yield from (right, left, above, below) if label.beside else (above, below, right, left)


def _written(one: Placed) -> Box:
    """Return the box of the letters: left, top, right, bottom."""
    wide = LETTER * len(one.text)
    left = one.text_x - {"start": 0.0, "middle": wide / 2, "end": wide}[one.anchor]
    return (left, one.text_y - LINE + 3, left + wide, one.text_y + 3)


def _point(x: float, y: float) -> Box:
    return (x - 3, y - 3, x + 3, y + 3)


def _fits(box: Box, frame: Frame, boxes: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    if left < 2 or top < 2 or right > frame.width - 2 or bottom > frame.height - 2:
        return False
    return not any(left < r and right > x and top < b and bottom > y for x, y, r, b in boxes)

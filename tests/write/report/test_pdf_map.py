"""The map of a report in its PDF: of every class as many areas are filled in its colour as the run has."""

import re
import zlib
from collections import Counter

import pytest
from shapely import box

from bereikbaar.write.classes import SCHEMES
from bereikbaar.write.figures.svg_map import MapPicture, svg_map
from bereikbaar.write.report.pdf import pdf_report
from builders_reports import figure, report


def contents(found):
    """The unpacked streams of a PDF that draw in colour."""
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", found, re.DOTALL):
        try:
            text = zlib.decompress(packed).decode("latin1")
        except zlib.error:
            continue
        if " scn" in text:
            yield text


def filled(text):
    """Colour -> closed lines that are filled with it; a grey has one number, another colour three."""
    out, fill, numbers, begun = Counter(), (), [], 0
    for token in re.findall(r"/?[^\s/\[\]()<>]+", text):
        if re.fullmatch(r"-?[\d.]+", token):
            numbers.append(float(token))
            continue
        if token in ("m", "re"):
            begun += 1
        elif token == "scn":
            fill = tuple(round(255 * n) for n in (numbers * 3 if len(numbers) == 1 else numbers))
        elif token in ("f", "f*", "B", "B*"):
            out[fill] += begun
            begun = 0
        elif token in ("S", "n"):
            begun = 0
        numbers = []
    return out


def color(text):
    return tuple(int(text[at : at + 2], 16) for at in (1, 3, 5))


@pytest.mark.parametrize("part", ["levels", "diffs"])
@pytest.mark.parametrize("name", ["minutes", "inhabitants"])
def test_of_every_class_each_area_is_filled_in_its_colour_and_so_is_its_field_in_the_legend(name, part):
    legend = getattr(SCHEMES[name], part)
    classes = [c.name for nth, c in enumerate(legend) for _ in range(nth % 4 + 1)]
    outlines = [box(x, y, x + 9_000, y + 9_000) for x, y in (
        (20_000 * (n % 8), 300_000 + 20_000 * (n // 8)) for n in range(len(classes))
    )]  # fmt: skip
    picture = MapPicture(outlines, classes, [1_000] * len(classes), legend, "Gains", "Map: who gains")
    found = Counter()
    for text in contents(pdf_report(report("nl", figure(svg=svg_map(picture), key="gains")))):
        found += filled(text)
    drawn = {c.name: found[color(c.color)] - 1 for c in legend}
    assert drawn == dict(Counter(classes))
    assert {"no_connection", *(("new", "lost", "same") if part == "diffs" else ())} <= set(drawn)

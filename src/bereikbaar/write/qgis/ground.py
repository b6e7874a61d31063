"""How land, neighbouring countries and borders of provinces are drawn: as on the maps of a report."""

from __future__ import annotations

from bereikbaar.lang import both
from bereikbaar.write.figures.svg_map import ABROAD as ABROAD_COLOR
from bereikbaar.write.figures.svg_map import COAST, SEA
from bereikbaar.write.figures.svg_map import LAND as LAND_COLOR
from bereikbaar.write.layers.ground import ABROAD, BORDER, COUNTRY, LAND, PROVINCES
from bereikbaar.write.layers.layer import Layer
from bereikbaar.write.qgis.symbols import fill, line
from bereikbaar.write.qgis.views import GROUND, Entry, View

__all__ = ["LAND", "PROVINCES", "SEA", "ground_symbol", "ground_view"]

_BORDER_COLOR = "#8d7b93"
#: The outlines of the neighbours are rough: an edge of so many metres in their colour fills gaps along the border.
_EDGE_M = 2_600


def ground_view(layer: Layer) -> View:
    """Return the one way to show a layer of the ground."""
    title = both("Land") if layer.name == LAND else both("Borders of provinces")
    land = (
        Entry(ABROAD, both("neighbouring country"), ABROAD_COLOR),
        Entry(COUNTRY, both("land"), LAND_COLOR),
    )
    border = Entry(BORDER, both("border of a province"), _BORDER_COLOR, size=0.26, dash="2.2;1.1")
    return View("ground", title, "kind", "kind", "kind", GROUND, None, land if layer.name == LAND else (border,))


def ground_symbol(name: str, entry: Entry) -> str:
    """Return the symbol of an entry of :func:`ground_view`."""
    if entry.value == BORDER:
        return line(name, entry.color, entry.size, dash=entry.dash)
    if entry.value == ABROAD:
        return fill(name, entry.color, outline=entry.color, width=_EDGE_M, unit="MapUnit")
    return fill(name, entry.color, outline=COAST, width=0.12)

"""Symbols of fills, circles and lines, as QGIS XML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from bereikbaar.write.qgis.xml import computed, element, options, rgba

OUTLINE_COLOR, CASING_COLOR, BARE_COLOR = "#5a5a5a", "#555555", "#8a8a8a"
_SYMBOL_KIND = {"Point": "marker", "LineString": "line", "MultiPolygon": "fill", "Polygon": "fill"}


def symbol_kind(geometry_type: str) -> str:
    """Return what QGIS calls the symbols of a geometry type: ``marker``, ``line`` or ``fill``."""
    return _SYMBOL_KIND[geometry_type]


@cache  # the same few symbols are drawn by hundreds of views
def fill(name: str, color: str, *, outline: str = OUTLINE_COLOR, width: float = 0.05, unit: str = "MM") -> str:
    """Return an area: a colour with an outline of a width in millimetres (``MM``) or metres (``MapUnit``)."""
    values = {
        "color": rgba(color),
        "outline_color": rgba(outline),
        "outline_width": str(width),
        "outline_width_unit": unit,
        "joinstyle": "bevel",
        "style": "solid",
    }
    return _symbol("fill", name, [("SimpleFill", values, {})])


@cache
def circle(name: str, color: str, size_mm: float, *, size: str = "") -> str:
    """Return a circle of a fixed size, or of one that an expression gives (both in millimetres)."""
    values = {
        "name": "circle",
        "color": rgba(color),
        "outline_color": rgba(OUTLINE_COLOR),
        "outline_width": "0.15",
        "outline_width_unit": "MM",
        "size": f"{size_mm:g}",
        "size_unit": "MM",
    }
    return _symbol("marker", name, [("SimpleMarker", values, {"size": size} if size else {})])


@cache
def line(name: str, color: str, width_mm: float, *, width: str = "", dash: str = "", casing: bool = False) -> str:
    """Return a line of a fixed width, or of one that an expression gives (both in millimetres).

    dash : lengths of dash and gap, such as ``"2;1.2"``. casing : a dark edge, so that pale colours can be seen.
    """
    layers: list[tuple[str, dict[str, str], Mapping[str, str]]] = []
    if casing:
        layers.append(("SimpleLine", _stroke(CASING_COLOR, width_mm + 0.15, ""), {}))
    layers.append(("SimpleLine", _stroke(color, width_mm, dash), {"outlineWidth": width} if width else {}))
    return _symbol("line", name, layers)


def _stroke(color: str, width_mm: float, dash: str) -> dict[str, str]:
    values = {
        "line_color": rgba(color),
        "line_width": f"{width_mm:g}",
        "line_width_unit": "MM",
        "line_style": "solid",
        "capstyle": "flat" if dash else "round",
        "joinstyle": "round",
    }
    if dash:
        values |= {"use_custom_dash": "1", "customdash": dash, "customdash_unit": "MM"}
    return values


def _symbol(kind: str, name: str, layers: list[tuple[str, dict[str, str], Mapping[str, str]]]) -> str:
    inner = []
    for type_, values, properties in layers:
        by_expression = element("data_defined_properties", options(computed(properties))) if properties else ""
        held = options(values) + by_expression
        inner.append(element("layer", held, class_=type_, enabled=1, locked=0, pass_=0))
    return element("symbol", inner, type=kind, name=name, alpha=1, clip_to_extent=1, force_rhr=0)

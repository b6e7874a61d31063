"""A layer's style as QML, made by template: QGIS is not needed to write it."""

from __future__ import annotations

from dataclasses import dataclass

from bereikbaar.write.classes import NO_CONNECTION, SAME
from bereikbaar.write.layers.layer import Layer
from bereikbaar.write.qgis.about import in_lang
from bereikbaar.write.qgis.columns import Columns, column_xml, map_tip, preview
from bereikbaar.write.qgis.ground import ground_symbol
from bereikbaar.write.qgis.labels import labelling
from bereikbaar.write.qgis.symbols import circle, fill, line, symbol_kind
from bereikbaar.write.qgis.views import DIFFERENCE, GROUND, Entry, View, kind_of
from bereikbaar.write.qgis.xml import element, text

#: The version of QGIS whose XML this is; newer ones read it.
QGIS_VERSION = "3.22.0"
DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"

#: Towns: millimetres across, from the inhabitants; 5,000 is 1.9, 100,000 is 3.6, a million 8.4.
_TOWN_SIZE = '1.4 + 0.22 * sqrt(coalesce("population", 0) / 1000)'
_PLAIN_COLOR, _PALE_COLOR, _PALE_OUTLINE = "#8fa3b5", "#f5f4f0", "#c9c6be"
#: Drawn last, on top, where small circles would lie under large ones.
_SMALL_ON_TOP = ("towns", "places")


@dataclass(frozen=True, slots=True)
class Style:
    """The parts of a style. ``attributes`` belong to the element around them."""

    inner: str
    labels: bool


def qml(style: Style) -> str:
    """Return a style as the text of a ``.qml`` file."""
    head = {"version": QGIS_VERSION, "styleCategories": "AllStyleCategories", "labelsEnabled": int(style.labels)}
    return f"{DOCTYPE}\n{element('qgis', style.inner, **head)}\n"


def style_of(columns: Columns, view: View | None, window: str, lang: str, *, said: str | None = None) -> Style:
    """Return the style of a layer in a view; without a view all features look the same.

    said : what :func:`column_xml` says of the columns in that language, when it is at hand.
    """
    layer = columns.layer
    labels = labelling(layer, view, window)
    about = column_xml(columns, lang) if said is None else said
    parts = (renderer(layer, view, lang), labels, about, map_tip(columns, view, lang), preview(layer))
    return Style("".join(parts), bool(labels))


def pale_style() -> Style:
    """Return the style of areas that are no more than a ground for others."""
    symbols = element("symbols", fill("0", _PALE_COLOR, outline=_PALE_OUTLINE, width=0.15))
    return Style(element("renderer-v2", symbols, type="singleSymbol", symbollevels=0, enableorderby=0), labels=False)


def renderer(layer: Layer, view: View | None, lang: str) -> str:
    """Return how the features are drawn: by the text of a column, by rules, or all alike."""
    if view is None:
        symbols = element("symbols", _symbol(layer, "0", Entry("", ("", ""), _PLAIN_COLOR, size=0.5)))
        return element("renderer-v2", symbols, type="singleSymbol", symbollevels=0, enableorderby=0)
    symbols = element("symbols", (_symbol(layer, str(n), e) for n, e in enumerate(view.entries)))
    order = _order(layer, view)
    ordered = int(bool(order))
    if view.by_rules:
        rules = [
            element("rule", key=f"rule_{n}", symbol=n, label=in_lang(e.title, lang), filter=e.where)
            for n, e in enumerate(view.entries)
        ]
        held = element("rules", rules, key="rules") + symbols + order
        return element("renderer-v2", held, type="RuleRenderer", symbollevels=0, enableorderby=ordered)
    categories = [
        element("category", value=e.value, symbol=n, label=in_lang(e.title, lang), render="true", type="string")
        for n, e in enumerate(view.entries)
    ]
    held = element("categories", categories) + symbols + order
    return element(
        "renderer-v2", held, type="categorizedSymbol", attr=view.field, symbollevels=0, enableorderby=ordered
    )


def _order(layer: Layer, view: View) -> str:
    """Return the order of drawing: large towns and long journeys first, what changes and what is lost on top."""
    if kind_of(layer) in _SMALL_ON_TOP and layer.geometry_type == "Point":
        return _by('"population"', up=False)
    if kind_of(layer) == "pairs" and view.show == DIFFERENCE:
        size = f'1 + abs(coalesce("{view.shown}", 1000))'
        return _by(f"CASE WHEN \"{view.field}\" IN ('{SAME}', '{NO_CONNECTION}') THEN 0 ELSE {size} END", up=True)
    if kind_of(layer) == "pairs":
        return _by(f'"{view.shown}"', up=False)
    if kind_of(layer) == "sections":
        return _by(f'"{view.shown}"', up=True)
    if view.field.startswith("status_"):
        return _by(f"CASE WHEN \"{view.field}\" IN ('same', 'absent', 'not_compared') THEN 0 ELSE 1 END", up=True)
    return ""


def _by(expression: str, *, up: bool) -> str:
    return element("orderby", element("orderByClause", text(expression), asc=int(up), nullsFirst=1))


def _symbol(layer: Layer, name: str, entry: Entry) -> str:
    kind = symbol_kind(layer.geometry_type)
    if kind_of(layer) == GROUND:
        return ground_symbol(name, entry)
    if kind == "fill":
        return fill(name, entry.color)
    if kind == "line":
        pale = kind_of(layer) == "pairs" and entry.value not in (SAME, NO_CONNECTION)
        width = entry.size or (0.25 if pale else 0.1)  # two thousand lines of no change stay behind the others
        return line(name, entry.color, width, width=entry.size_by, dash=entry.dash, casing=pale)
    by_people = kind_of(layer) in _SMALL_ON_TOP and any(f.name == "population" for f in layer.fields)
    return circle(name, entry.color, entry.size or 2.0, size=_TOWN_SIZE if by_people else "")

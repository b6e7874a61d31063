"""What a layer says of its columns in QGIS: aliases, number formats, and the map tip of a feature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bereikbaar.lang import both
from bereikbaar.write.layers.layer import Field, Layer
from bereikbaar.write.qgis.about import in_lang
from bereikbaar.write.qgis.views import View, kind_of
from bereikbaar.write.qgis.xml import attribute, element, options, text

#: Decimals of a column at most.
_MOST_DECIMALS = 3
#: Column that names a feature, by kind of layer.
_NAMES = {"zones": "pc4", "services": "service", "tracks": "section", "pairs": "town"}
#: Columns of a map tip besides those of the view.
_TIPS = {
    "towns": ("municipality", "population"),
    "places": ("town", "population"),
    "zones": ("town", "municipality", "population"),
    "municipalities": ("population",),
    "corop": ("population",),
    "stations": ("connected", "direct"),
    "services": ("series", "product", "from_name", "to_name", "km"),
    "tracks": ("from_name", "to_name", "km", "speed_kmh"),
    "sections": ("bridge", "load", "lost_people", "slower_people", "extra_min", "reach_lost"),
    "pairs": ("centre", "crow_km"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a layer. decimals : of every column of numbers, as its values are written."""

    layer: Layer
    decimals: Mapping[str, int]


def columns_of(layer: Layer) -> Columns:
    """Return the columns of a layer with the decimals of their numbers, which cost a look at all values."""
    return Columns(layer, {f.name: decimals_of(f) for f in layer.fields if f.kind in ("int", "float")})


def column_xml(columns: Columns, lang: str) -> str:
    """Return aliases of all columns and the number formats of those that hold numbers."""
    fields = columns.layer.fields
    names = "".join(
        f'<alias index="{n}" field="{f.name}" name="{attribute(in_lang((f.title["nl"], f.title["en"]), lang))}"/>'
        for n, f in enumerate(fields, 1)
    )
    formats = "".join(f'<field name="{name}">{_widget(n)}</field>' for name, n in columns.decimals.items())
    return element("fieldConfiguration", formats) + element("aliases", names)


@cache
def _widget(decimals: int) -> str:
    """Return the way a number is shown in tables and forms: its decimals; thousands as QGIS is set."""
    values = {"AllowNull": True, "Precision": decimals, "Style": "SpinBox", "Step": 1,
              "Min": -2147483647, "Max": 2147483647}  # fmt: skip
    return element("editWidget", element("config", options(values)), type="Range")


def decimals_of(field: Field) -> int:
    """Return the decimals with which the values of a column are written; 0 for whole numbers and for none at all."""
    import numpy as np

    if field.kind != "float":
        return 0
    numbers = field.values.to_numpy()  # null becomes NaN, which no comparison finds large
    for n in range(_MOST_DECIMALS):
        scaled = numbers * 10.0**n
        if not (np.abs(scaled - np.rint(scaled)) > 1e-6).any():
            return n
    return _MOST_DECIMALS


def name_column(layer: Layer) -> str:
    """Return the column that names a feature."""
    names = [f.name for f in layer.fields]
    wanted = _NAMES.get(kind_of(layer), "name")
    return wanted if wanted in names else names[0]


def tip_columns(layer: Layer, view: View | None) -> list[str]:
    """Return the columns of a map tip: who it is, then the numbers of the view, for base, scenario and difference."""
    names = [f.name for f in layer.fields]
    wanted = [*_TIPS.get(kind_of(layer), ())]
    if view is not None:
        end = f"_{view.case.key}" if view.case else ""
        own = [view.measure, f"{view.measure}{end}", f"{view.measure}{end}_diff", f"status{end}"]
        wanted += own if end else own[:1]
    return [n for n in dict.fromkeys(wanted) if n in names]


def map_tip(columns: Columns, view: View | None, lang: str) -> str:
    """Return the map tip: HTML with expressions that QGIS fills in."""
    layer = columns.layer
    by_name = {f.name: f for f in layer.fields}
    none = both("unknown, or not reachable")
    rows = []
    for name in tip_columns(layer, view):
        f = by_name[name]
        said = f'format_number("{name}", {columns.decimals[name]})' if name in columns.decimals else f'"{name}"'
        missing = in_lang(none, lang).replace("'", "''")
        title = in_lang((f.title["nl"], f.title["en"]), lang)
        unit = f" ({f.unit})" if f.unit not in ("", "-", "inhabitants") else ""
        rows.append(f"<tr><td>{text(title)}{text(unit)}</td><td><b>[% coalesce({said}, '{missing}') %]</b></td></tr>")
    head = f'<b>[% "{name_column(layer)}" %]</b>'
    return element("mapTip", text(f"{head}<table>{''.join(rows)}</table>"))


def preview(layer: Layer) -> str:
    """Return what QGIS calls a feature in lists."""
    return element("previewExpression", text(f'"{name_column(layer)}"'))

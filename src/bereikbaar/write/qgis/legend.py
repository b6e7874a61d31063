"""Which lines of a legend the print layout shows: not those of what cannot be, or is not, on the map."""

from __future__ import annotations

from collections.abc import Sequence

from bereikbaar.write.classes import BEYOND_LIMIT, COMES_WITHIN, FALLS_BEYOND, LOST, NEW, NO_CONNECTION
from bereikbaar.write.layers.layer import Layer
from bereikbaar.write.qgis.views import View

#: Classes that most runs have no feature of. Classes of values stay: that nobody loses can be seen in a legend.
_SELDOM = frozenset({NEW, LOST, COMES_WITHIN, FALLS_BEYOND, BEYOND_LIMIT, NO_CONNECTION})


def kept_entries(layer: Layer, view: View) -> Sequence[int]:
    """Return the places of the entries of a view that its legend on paper has."""
    columns = {f.name: f.values for f in layer.fields}
    if view.by_rules:
        status = columns.get(f"status_{view.case.key}") if view.case else None
        there = set() if status is None else set(status.drop_nulls().unique().to_list())
        seldom = {"new", "changed", "gone", "absent"}
        if view.field in columns and columns[view.field].null_count():
            there.add("absent")
    else:
        there = set(columns[view.field].drop_nulls().unique().to_list())
        seldom = set(_SELDOM) if view.field.endswith("class") else {e.value for e in view.entries}
    return [n for n, e in enumerate(view.entries) if e.value in there or e.value not in seldom]

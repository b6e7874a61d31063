"""The layers ``municipalities`` and ``corop``: regions with the means of their people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bereikbaar.compare.towns import prepared
from bereikbaar.indicators.catalogue import indicator
from bereikbaar.lang import both
from bereikbaar.write.layers.layer import Layer, make_field, make_layer
from bereikbaar.write.layers.measured import base_fields, mapped_measures, scenario_fields, that_fit
from bereikbaar.write.layers.outlines import Outlines

if TYPE_CHECKING:
    from bereikbaar.results import Case, Result

#: Kind of region -> name and title of its layer.
AREA_LAYERS = {
    "municipality": ("municipalities", both("Municipalities")),
    "corop": ("corop", both("COROP areas")),
}
WITHOUT = both("Inhabitants without an answer to the headline")


def areas_layer(result: Result, cases: Sequence[Case], kind: str, suffix: str, outlines: Outlines) -> Layer | None:
    """Return the regions of a kind that have an outline; None where none has, or the run has no such regions."""
    if kind not in result.base.areas:
        return None
    base, shapes = outlines.drawn(kind, prepared(result.base.areas[kind], "code"), "code")
    if not len(shapes.geometry):
        return None
    name, title = AREA_LAYERS[kind]
    fields = [
        make_field("code", "text", base["code"], both("Code")),
        make_field("name", "text", base["name"], both("Name")),
        make_field("population", "int", base["population"].round(), both("Inhabitants"), unit="inhabitants"),
    ]
    shown = that_fit(mapped_measures(result, base), cases, features=base.height, corners=shapes.corners)
    if "assumed_pct" in base.columns and "assumed_pct" not in {m.name for m in shown}:
        m = indicator("assumed_pct")
        fields.append(make_field(m.name, m.kind, base[m.name], m.title, unit=m.unit, decimals=m.decimals))
    if "without_pct" in base.columns:
        fields.append(make_field("without_pct", "float", base["without_pct"], WITHOUT, unit="%", decimals=1))
    fields += base_fields(base, shown)
    for case in (c for c in cases if kind in c.areas):
        tables = (base, case.areas[kind])
        fields += scenario_fields(case, tables, shown, key="code", settings=result.settings)
    return make_layer(f"{name}{suffix}", title, "MultiPolygon", fields, shapes.geometry, shapes)

"""The layer ``zones``: PC4 areas with the measures of the base and of every scenario."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bereikbaar.compare.towns import prepared
from bereikbaar.lang import both
from bereikbaar.write.layers.layer import Layer, make_field, make_layer
from bereikbaar.write.layers.measured import base_fields, mapped_measures, scenario_fields, that_fit
from bereikbaar.write.layers.outlines import Outlines

if TYPE_CHECKING:
    from bereikbaar.results import Case, Result

_TEXTS = {
    "pc4": both("Postcode (four digits)"),
    "town": both("Town"),
    "municipality": both("Municipality"),
    "province": both("Province"),
}


def zones_layer(result: Result, cases: Sequence[Case], name: str, outlines: Outlines) -> Layer | None:
    """Return the zones that have an outline; None where no zone has, or the run has no zones.

    Zones without an outline (post boxes, a few new ones) are in the tables only. The measures are the first ones of
    the run as far as a file of about 20 MB can hold them for all scenarios.
    """
    if result.base.zones is None:
        return None
    base, shapes = outlines.drawn("zone", prepared(result.base.zones, "pc4"), "pc4")
    if not len(shapes.geometry):
        return None
    fields = [make_field(c, "text", base[c], _TEXTS[c]) for c in _TEXTS if c in base.columns]
    people = both("Inhabitants")
    fields.append(make_field("population", "int", base["population"].round(), people, unit="inhabitants"))
    shown = that_fit(mapped_measures(result, base), cases, features=base.height, corners=shapes.corners)
    fields += base_fields(base, shown)
    for case in (c for c in cases if c.zones is not None):
        assert case.zones is not None  # just looked at
        fields += scenario_fields(case, (base, case.zones), shown, key="pc4", settings=result.settings)
    title = both("Postcode areas (PC4)")
    return make_layer(name, title, "MultiPolygon", fields, shapes.geometry, shapes)

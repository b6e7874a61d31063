"""The layer ``towns``: points with the measures of the base and of every scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bereikbaar.compare import MAIN, after_beyond, beyond_limit, compare_tables, with_main
from bereikbaar.compare.measures import measures
from bereikbaar.indicators.catalogue import Indicator
from bereikbaar.write.classes import diff_classes, level_classes, scheme_of
from bereikbaar.write.layers.layer import Field, Layer, make_field, make_layer
from bereikbaar.write.names import column_title, key_of
from bereikbaar.write.shapes import points

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case, Result

#: Measures of the layer, for the base and every scenario; ``tph`` stands for the run's window. The others are in
#: tables/towns.csv: a layer with all of them for six scenarios would have 800 columns.
MAP_MEASURES = (
    MAIN.name,
    "exp_ams_min",
    "exp_rtd_min",
    "exp_dhg_min",
    "exp_utr_min",
    "exp_cap_min",
    "exp_umc_min",
    "pop_60",
    "pop_90",
    "tph",
    "drop_evening",
    "spoorboekloos",
)
#: Measures that have a class column for the base (``_class``) and for each scenario (``_class`` and ``_dclass``).
CLASS_MEASURES = (MAIN.name, "exp_ams_min", "exp_cap_min", "exp_umc_min", "pop_60", "spoorboekloos")
#: Measures that stand for the base only: they say how sure its answer is.
_BASE_ONLY = ("access_basis", "assumed_pct", "no_answer_pct")

_TEXTS = {
    "town_id": ("Kern, code", "Town, id"),
    "name": ("Kern", "Town"),
    "municipality": ("Gemeente", "Municipality"),
    "province": ("Provincie", "Province"),
    "corop": ("COROP-gebied", "COROP area"),
}


def map_measures(columns: Sequence[str], window: str) -> list[Indicator]:
    """Return the measures of the layer that a town table has, in order."""
    names = [f"tph_{window}" if n == "tph" else n for n in MAP_MEASURES]
    return [measures()[n] for n in names if n in measures() and n in columns]


def towns_layer(result: Result, cases: Sequence[Case], name: str) -> Layer:
    """Return the reported towns: who they are, the base, then scenario by scenario value, difference and classes."""
    base = with_main(result.base.towns)
    fields = [make_field(c, "text", base[c], _TEXTS[c]) for c in _TEXTS if c in base.columns]
    people = ("Inwoners", "Inhabitants")
    fields.append(make_field("population", "int", base["population"], people, unit="inhabitants"))
    shown = map_measures(base.columns, result.window)
    for m in [*shown, *(measures()[n] for n in _BASE_ONLY if n in base.columns)]:
        fields.append(make_field(m.name, m.kind, base[m.name], m.title, unit=m.unit, decimals=m.decimals))
        if m.name in CLASS_MEASURES:
            classes = level_classes(base[m.name], scheme_of(m), beyond_limit(base, m.name))
            fields.append(make_field(f"{m.name}_class", "text", classes, column_title(m.title, part="class")))
    for case in cases:
        fields += _scenario_fields(result, case, base, shown)
    return make_layer(name, ("Kernen", "Towns"), "Point", fields, points(base["lon"], base["lat"]))


def _scenario_fields(result: Result, case: Case, base: pl.DataFrame, shown: Sequence[Indicator]) -> Iterator[Field]:
    compared = compare_tables(base, case.towns, settings=result.settings, only=[m.name for m in shown])
    order = base.select("town_id")
    key = key_of(case)
    for (measure,), group in compared.group_by("measure", maintain_order=True):
        m = measures()[str(measure)]
        rows = order.join(group, on="town_id", how="left", maintain_order="left")
        now, diff = f"{m.name}_{key}", f"{m.name}_{key}_diff"
        yield make_field(now, m.kind, rows["scenario"], column_title(m.title, case), unit=m.unit, decimals=m.decimals)
        title = column_title(m.title, case, part="diff")
        yield make_field(diff, m.kind, rows["diff"], title, unit=m.unit, decimals=m.decimals)
        if m.name in CLASS_MEASURES:
            scheme = scheme_of(m)
            level = level_classes(rows["scenario"], scheme, after_beyond(rows))
            change = diff_classes(rows, scheme)
            yield make_field(f"{now}_class", "text", level, column_title(m.title, case, part="class"))
            yield make_field(f"{now}_dclass", "text", change, column_title(m.title, case, part="dclass"))

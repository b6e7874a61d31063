"""The layer ``towns``: points with the measures of the base and of every scenario."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bereikbaar.compare import MAIN, with_main
from bereikbaar.compare.measures import measures_in
from bereikbaar.indicators.catalogue import DEFAULT, TOWN_INDICATORS, Indicator, indicator
from bereikbaar.lang import both
from bereikbaar.write.layers.layer import Layer, make_field, make_layer
from bereikbaar.write.layers.measured import CLASS_MEASURES, base_fields, scenario_fields
from bereikbaar.write.shapes import points

if TYPE_CHECKING:
    from bereikbaar.results import Case, Result

__all__ = ["CLASS_MEASURES", "MAP_MEASURES", "map_measures", "towns_layer"]

#: Measures that the layer has in every run, for the base and every scenario; ``tph`` stands for the run's window.
#: The chosen measures follow. The others are in tables/towns.csv: a layer with all of them for six scenarios would
#: have 800 columns.
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
#: Chosen measures beside these at most.
_MOST_CHOSEN = 12
#: Measures that stand for the base only: they say how sure its answer is.
_BASE_ONLY = ("access_basis", "assumed_pct", "no_answer_pct")

_TEXTS = {
    "town_id": both("Town, id"),
    "name": both("Town"),
    "municipality": both("Municipality"),
    "province": both("Province"),
    "corop": both("COROP area"),
}


def map_measures(columns: Sequence[str], window: str) -> list[Indicator]:
    """Return the measures of the layer that a town table has: those of every run, then those that were chosen."""
    always = [f"tph_{window}" if n == "tph" else n for n in MAP_MEASURES]
    of_every_run = {i.name for i in TOWN_INDICATORS}
    chosen = [
        m.name
        for m in measures_in(columns).values()
        if m.name not in (*of_every_run, *always) and m.kind != "text" and not m.name.startswith("beyond_")
    ]
    return [indicator(n) for n in (*(n for n in always if n in columns), *chosen[:_MOST_CHOSEN])]


def towns_layer(result: Result, cases: Sequence[Case], name: str) -> Layer:
    """Return the reported towns: who they are, the base, then scenario by scenario value, difference and classes."""
    base = with_main(result.base.towns)
    fields = [make_field(c, "text", base[c], _TEXTS[c]) for c in _TEXTS if c in base.columns]
    people = both("Inhabitants")
    fields.append(make_field("population", "int", base["population"], people, unit="inhabitants"))
    shown = map_measures(base.columns, result.window)
    # those of every run, and the default ones, have classes only where they are listed
    own = (*DEFAULT, *(i.name for i in TOWN_INDICATORS))
    fields += base_fields(base, shown, own)
    for m in (indicator(n) for n in _BASE_ONLY if n in base.columns):
        fields.append(make_field(m.name, m.kind, base[m.name], m.title, unit=m.unit, decimals=m.decimals))
    for case in cases:
        tables = (base, case.towns)
        fields += scenario_fields(case, tables, shown, key="town_id", settings=result.settings, own=own)
    return make_layer(name, both("Towns"), "Point", fields, points(base["lon"], base["lat"]))

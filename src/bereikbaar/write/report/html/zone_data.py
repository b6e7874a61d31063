"""The zones of a run as plain JSON data for the live map: their names once, values and classes of every view beside.

Classes come from the one table of classes (:mod:`bereikbaar.write.classes`): of every view, the class of every zone
is a letter in a text, by its place in the legend. What a scenario leaves as it is, is not repeated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bereikbaar.compare.limits import beyond_limit
from bereikbaar.compare.towns import compare_tables, prepared
from bereikbaar.compare.zones import chosen_measures
from bereikbaar.lang import LANGS
from bereikbaar.write.classes import ValueClass, diff_classes, has_classes, level_classes, scheme_of
from bereikbaar.write.figures.maps import in_words_of
from bereikbaar.write.names import key_of, title_of
from bereikbaar.write.texts_settings import UNITS

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.indicators.catalogue import Indicator
    from bereikbaar.results import Case, Result

#: Letters of classes by their place in the legend.
LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def drawable(result: Result | None) -> bool:
    """Say whether a run has zones with outlines, and measures that a map can show."""
    from bereikbaar.read.outlines import outline_file

    if result is None or result.base.zones is None or outline_file(result.places.folder, "zone") is None:
        return False
    return bool(zone_measures(result))


def zone_data(result: Result) -> dict[str, Any]:
    """Return who the zones are, the scenarios, and the measures with their values and classes.

    ``zones``: pc4, town, place (municipality), people (of the base), province (its place among ``provinces``, -1 =
    in none). ``scenarios``: key, title, and people where
    they differ. ``measures``: see :func:`_measure`. Sequences of zones are in the order of the table of the base;
    what differs stands as ``{"at": [places], "to": [values]}``.
    """
    base = prepared(_zones(result.base), "pc4")
    cases = {key_of(case): _aligned(prepared(_zones(case), "pc4"), base) for case in result.cases}
    measures = zone_measures(result)
    compared = {
        key: compare_tables(base, frame, settings=result.settings, only=[m.name for m in measures], key="pc4")
        for key, frame in cases.items()
    }
    return {
        "zones": {
            "pc4": base["pc4"].to_list(),
            "town": base["town"].to_list(),
            "place": base["municipality"].to_list(),
            "people": base["population"].round().to_list(),
            **_provinces(result, base),
        },
        "scenarios": [
            {
                "key": key_of(case),
                "title": dict(zip(LANGS, title_of(case), strict=True)),
                "people": _changed(base["population"].round(), cases[key_of(case)]["population"].round()),
            }
            for case in result.cases
        ],
        "measures": [_measure(m, base, cases, compared) for m in measures],
    }


def _provinces(result: Result, base: pl.DataFrame) -> dict[str, list[Any]]:
    """Return the names of provinces, and in which every zone lies."""
    zones = result.places.zones
    of = dict(zip(zones.code, zones.province, strict=True))
    names = sorted({name for name in of.values() if name})
    place = {name: n for n, name in enumerate(names)}
    return {"provinces": names, "province": [place.get(of.get(code, ""), -1) for code in base["pc4"].to_list()]}


def _zones(case: Case) -> pl.DataFrame:
    assert case.zones is not None, "asked for zones of a run without"
    return case.zones


def zone_measures(result: Result) -> list[Indicator]:
    """Return the measures of the zones of a run that have classes, the headline first."""
    return [m for m in chosen_measures(result, _zones(result.base)) if has_classes(m)]


def _aligned(frame: pl.DataFrame, base: pl.DataFrame) -> pl.DataFrame:
    """Return a table in the order of the zones of the base."""
    return base.select("pc4").join(frame, on="pc4", how="left", maintain_order="left")


def _measure(
    m: Indicator,
    base: pl.DataFrame,
    cases: Mapping[str, pl.DataFrame],
    compared: Mapping[str, pl.DataFrame],
) -> dict[str, Any]:
    """Return one measure: its titles, legends, values of the base and what scenarios make of them, and classes."""
    import polars as pl

    scheme = scheme_of(m)
    levels, diffs = (tuple(in_words_of(c, m) for c in found) for found in (scheme.levels, scheme.diffs))
    after, after_class, diff_class = {}, {}, {}
    for key, frame in cases.items():
        rows = compared[key].filter(pl.col("measure") == m.name)
        rows = base.select("pc4").join(rows, on="pc4", how="left", maintain_order="left")
        after[key] = _changed(base[m.name], frame[m.name])
        after_class[key] = _letters(level_classes(frame[m.name], scheme, beyond_limit(frame, m.name)), levels)
        diff_class[key] = _letters(diff_classes(rows, scheme), diffs)
    return {
        "name": m.name,
        "title": {lang: m.title.said(lang) for lang in LANGS},
        "unit": {lang: UNITS[m.unit].said(lang) if m.unit in UNITS else m.unit for lang in LANGS},
        "decimals": m.decimals,
        "levels": [_class(c) for c in levels],
        "diffs": [_class(c) for c in diffs],
        "base": base[m.name].to_list(),
        "after": after,
        "classes": {
            "base": _letters(level_classes(base[m.name], scheme, beyond_limit(base, m.name)), levels),
            "after": after_class,
            "diff": diff_class,
        },
    }


def _class(c: ValueClass) -> dict[str, Any]:
    return {"name": c.name, "color": c.color, "title": {lang: c.title.said(lang) for lang in LANGS}}


def _letters(classes: pl.Series, legend: Sequence[ValueClass]) -> str:
    letter = {c.name: LETTERS[place] for place, c in enumerate(legend)}
    return "".join(letter[name] for name in classes.to_list())


def _changed(base: pl.Series, after: pl.Series) -> dict[str, list[Any]]:
    """Return where a scenario gives other values, and which; null = none."""
    at = base.ne_missing(after).arg_true()
    return {"at": at.to_list(), "to": after.gather(at).to_list()}

"""The sheets of a workbook that no page has room for: every town, and every region, with all measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bereikbaar.compare.areas import compare_areas
from bereikbaar.compare.people import PeopleTables
from bereikbaar.compare.towns import compare_towns
from bereikbaar.indicators.catalogue import Indicator, in_order, indicator
from bereikbaar.lang import both
from bereikbaar.write.names import title_of
from bereikbaar.write.numbers import number, signed
from bereikbaar.write.report.inline import literal
from bereikbaar.write.report.model import Table

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case, Result

#: Columns that say which town or region a row is about, with their titles.
_TOWN = {
    "name": both("Town"),
    "municipality": both("Municipality"),
    "province": both("Province"),
    "corop": both("COROP area"),
}
_REGION = {"kind": both("Kind of region"), "code": both("Code"), "name": both("Region")}
_KINDS = {
    "province": both("province", context="kind of region"),
    "corop": both("COROP area", context="kind of region"),
    "npvr": both("NPVR region", context="kind of region"),
    "municipality": both("municipality", context="kind of region"),
}
_PLAN, _PEOPLE = both("Plan"), both("Inhabitants")
#: Values of a measure in the order of their columns: name in the compared table, title.
_VALUES = (("base", both("now")), ("scenario", both("with the plan")), ("diff", both("difference")))
_TOWNS_CAPTION = both("All towns, all measures, now and with each plan; empty: no connection")
_REGIONS_CAPTION = both("All regions, now and with each plan: means of their inhabitants; empty: no connection")
#: Units that stand behind a title; of other measures the title says what is counted.
_UNITS = ("min", "%", "km/h")


def full_tables(result: Result, lang: str, people: PeopleTables | None = None) -> tuple[Table, ...]:
    """Return the tables of all towns and of all regions, a row per plan and place; of a base alone, none.

    Numbers are rounded as everywhere, so that they agree with every other table. people : tables that were made.
    """
    people = people or PeopleTables(result)
    towns = [(case, compare_towns(result.base, case, settings=result.settings)) for case in result.cases]
    regions = [(case, _regions(result, case, people)) for case in result.cases]
    found = (
        _table("towns_full", _TOWNS_CAPTION, _TOWN, towns, lang),
        _table("regions_full", _REGIONS_CAPTION, _REGION, regions, lang),
    )
    return tuple(table for table in found if table is not None)


def _regions(result: Result, case: Case, people: PeopleTables) -> pl.DataFrame:
    """Return the compared table of the regions of every kind, large kinds first."""
    import polars as pl

    frames = []
    for kind in (kind for kind in _KINDS if kind in result.base.areas):
        found = compare_areas(
            result.base, case, kind, people.winners(case), settings=result.settings, only=people.in_full
        )
        if found.height:
            frames.append(found.select(pl.lit(kind).alias("kind"), pl.all()))
    return pl.concat(frames, how="diagonal_relaxed") if frames else pl.DataFrame()


def _table(
    key: str,
    caption: tuple[str, str],
    about: Mapping[str, tuple[str, str]],
    compared: Sequence[tuple[Case, pl.DataFrame]],
    lang: str,
) -> Table | None:
    """Return a row per plan and place, with three columns per measure; None without any row."""
    frames = [frame for _case, frame in compared if frame.height]
    if not frames:
        return None
    place = 0 if lang == "nl" else 1
    own = [name for name in about if name in frames[0].columns]
    measures = [indicator(name) for name in in_order({m for f in frames for m in f["measure"].unique().to_list()})]
    heads = [_PLAN[place], *(about[name][place] for name in own), _PEOPLE[place]]
    heads += [f"{_title(m, place)}: {said[place]}" for m in measures for _name, said in _VALUES]
    rows = [
        (title_of(case)[place], *row)
        for case, frame in compared
        for row in (_rows(frame, own, measures, lang) if frame.height else ())
    ]
    return Table(tuple(map(literal, heads)), tuple(rows), 1 + len(_VALUES) * len(measures), caption[place], key)


def _title(measure: Indicator, place: int) -> str:
    unit = f" ({measure.unit})" if measure.unit in _UNITS else ""
    return f"{measure.title[place]}{unit}"


def _rows(
    frame: pl.DataFrame, own: Sequence[str], measures: Sequence[Indicator], lang: str
) -> Iterator[tuple[str, ...]]:
    """Yield a row per place, in the order of the table: who it is, its inhabitants, its measures."""
    places: dict[tuple[Any, ...], dict[str, tuple[Any, ...]]] = {}
    key = "town_id" if "town_id" in frame.columns else "code"
    names = list(dict.fromkeys([*(["kind"] if "kind" in own else []), key, *own, "population"]))
    for row in frame.select(*names, "measure", *(name for name, _said in _VALUES)).iter_rows():
        values = dict(zip([*names, "measure"], row, strict=False))
        who = tuple(values[name] for name in names)
        places.setdefault(who, {})[values["measure"]] = row[len(names) + 1 :]
    for who, held in places.items():
        known = dict(zip(names, who, strict=True))
        cells = [_word(name, known[name], lang) for name in own]
        yield (
            *cells,
            number(known["population"], lang),
            *(cell for m in measures for cell in _cells(held.get(m.name, ()), m, lang)),
        )


def _word(name: str, value: Any, lang: str) -> str:
    if name == "kind":
        return _KINDS[value].said(lang)
    return literal(value or "")


def _cells(values: tuple[Any, ...], measure: Indicator, lang: str) -> tuple[str, ...]:
    """Return what a measure was, becomes, and the difference; an empty cell for what is not known."""
    before, after, diff = values or (None, None, None)
    return (
        "" if before is None else number(before, lang, measure.decimals),
        "" if after is None else number(after, lang, measure.decimals),
        "" if diff is None else signed(diff, lang, measure.decimals),
    )

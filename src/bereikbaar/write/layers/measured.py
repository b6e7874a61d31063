"""Columns of measures that towns, zones and regions have in the same way: base, scenario, difference, classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bereikbaar.compare import MAIN, after_beyond, beyond_limit, compare_tables
from bereikbaar.compare.zones import chosen_measures
from bereikbaar.indicators.catalogue import DEFAULT, Indicator
from bereikbaar.settings import Settings
from bereikbaar.write.classes import diff_classes, has_classes, level_classes, scheme_of
from bereikbaar.write.layers.layer import Field, make_field
from bereikbaar.write.names import column_title, key_of

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case, Result

#: Measures that have a class column for the base (``_class``) and for each scenario (``_class`` and ``_dclass``), as
#: every measure has that a user chooses beside the default ones. More would make the layers large.
CLASS_MEASURES = (
    MAIN.name,
    "exp_ams_min",
    "exp_cap_min",
    "exp_umc_min",
    "exp_hos_min",
    "pop_60",
    "jobs_60",
    "spoorboekloos",
)
#: Measures of a layer of zones or regions at most: more than anybody can choose from.
MOST_MEASURES = 14
#: No layer is larger than about 20 MB; the estimate below is of a GeoJSON file, which is larger than a GeoPackage.
MOST_BYTES = 18_000_000
#: Bytes of a number, of a class, and of the quotes, colon and comma of a property; of a corner of an outline; of
#: what says which feature it is.
_NUMBER, _CLASS, _AROUND, _CORNER, _ABOUT = 6, 9, 4, 21, 200
#: What a layer without room for all measures keeps: one of travel time, people, work and care each.
FIRST = (MAIN.name, "pop_60", "jobs_60", "exp_hos_min")


def has_class(measure: Indicator, own: Sequence[str] = DEFAULT) -> bool:
    """Say whether a measure has class columns; ``own``: those that are there without being chosen."""
    return has_classes(measure) and (measure.name in CLASS_MEASURES or measure.name not in own)


def mapped_measures(result: Result, frame: pl.DataFrame) -> list[Indicator]:
    """Return the chosen measures that go on the map: numbers, the default ones first, at most MOST_MEASURES."""
    found = [m for m in chosen_measures(result, frame) if m.kind != "text"]
    return sorted(found, key=lambda m: m.name not in DEFAULT)[:MOST_MEASURES]


def that_fit(
    measures: Sequence[Indicator], cases: Sequence[Case], *, features: int, corners: int, most: int = MOST_BYTES
) -> list[Indicator]:
    """Return the measures of a layer that fit a file of ``most`` bytes, by an estimate, in their order.

    The headline and those of FIRST have the first place, then the others in their order; one always fits. features,
    corners : of all outlines together. What is left out stays in the tables.
    """
    left = most - corners * _CORNER - features * _ABOUT
    kept: set[str] = set()
    for m in sorted(measures, key=lambda m: m.name not in FIRST):
        left -= features * _bytes(m, cases)
        if kept and left < 0:
            break
        kept.add(m.name)
    return [m for m in measures if m.name in kept]


def _bytes(measure: Indicator, cases: Sequence[Case]) -> int:
    """Return about how many bytes the columns of a measure take in one feature."""
    name, classes = len(measure.name) + _AROUND, has_class(measure)
    total = name + _NUMBER + (name + _CLASS + len("_class") if classes else 0)
    for case in cases:
        now = name + 1 + len(key_of(case))
        total += 2 * (now + _NUMBER) + len("_diff")
        total += 2 * (now + _CLASS) + len("_class_dclass") if classes else 0
    return total


def base_fields(base: pl.DataFrame, shown: Sequence[Indicator], own: Sequence[str] = DEFAULT) -> Iterator[Field]:
    """Yield the measures of the base, each with its class."""
    for m in shown:
        yield make_field(m.name, m.kind, base[m.name], m.title, unit=m.unit, decimals=m.decimals)
        if has_class(m, own):
            classes = level_classes(base[m.name], scheme_of(m), beyond_limit(base, m.name))
            yield _class_field(f"{m.name}_class", classes, column_title(m.title, part="class"))


def scenario_fields(
    case: Case,
    tables: tuple[pl.DataFrame, pl.DataFrame],
    shown: Sequence[Indicator],
    *,
    key: str,
    settings: Settings,
    own: Sequence[str] = DEFAULT,
) -> Iterator[Field]:
    """Yield value, difference and classes of every measure of a scenario, in the order of the rows of the base.

    tables : of the base and of the scenario; key : the column that names a row.
    """
    base, after = tables
    compared = compare_tables(base, after, settings=settings, only=[m.name for m in shown], key=key)
    by_measure = {str(name): group for (name,), group in compared.group_by("measure", maintain_order=True)}
    for m in (m for m in shown if m.name in by_measure):
        rows = _in_order_of(base, by_measure[m.name], key)
        now, diff = f"{m.name}_{key_of(case)}", f"{m.name}_{key_of(case)}_diff"
        yield make_field(now, m.kind, rows["scenario"], column_title(m.title, case), unit=m.unit, decimals=m.decimals)
        title = column_title(m.title, case, part="diff")
        yield make_field(diff, m.kind, rows["diff"], title, unit=m.unit, decimals=m.decimals)
        if has_class(m, own):
            scheme = scheme_of(m)
            beyond = after_beyond(rows) if rows["scenario"].null_count() else None
            level = level_classes(rows["scenario"], scheme, beyond)
            yield _class_field(f"{now}_class", level, column_title(m.title, case, part="class"))
            change = diff_classes(rows, scheme)
            yield _class_field(f"{now}_dclass", change, column_title(m.title, case, part="dclass"))


def _in_order_of(base: pl.DataFrame, rows: pl.DataFrame, key: str) -> pl.DataFrame:
    """Return compared rows in the order of the base; they are sorted by the key, as most tables are."""
    if rows[key].equals(base[key]):
        return rows
    return base.select(key).join(rows, on=key, how="left", maintain_order="left")


def _class_field(name: str, classes: pl.Series, title: tuple[str, str]) -> Field:
    """Return a column of classes: never empty, so that nothing has to be looked for."""
    return Field(name, "text", "", {"nl": title[0], "en": title[1]}, classes.alias(name))

"""How evenly access is spread over people and regions: before, after, and the difference.

Over zones, weighted by their inhabitants. The indexes are those of :mod:`bereikbaar.indicators`, worked out for all
measures at once (:mod:`bereikbaar.compare.evenness`); here is said what they are asked about. Who has no answer:
amounts (people or jobs within reach) are 0 then and count as such; minutes have no number, so these people are left
out and their share is reported.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.aggregate import areas_of
from bereikbaar.access.model import Floats, Places
from bereikbaar.compare import evenness
from bereikbaar.compare.measures import measures_in
from bereikbaar.indicators.catalogue import Indicator
from bereikbaar.indicators.catalogue_sums import parse_sum

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Result

#: Everything that is said of one measure, in order, with its decimals; ``mean`` and ``norm`` are in its unit.
INDEXES: Mapping[str, int] = {
    "mean": 3,
    "gini": 4,
    "theil": 4,
    "theil_between_province": 4,
    "theil_within_province": 4,
    "theil_between_corop": 4,
    "theil_within_corop": 4,
    "palma": 3,
    "concentration": 4,
    "norm": 3,
    "below_norm_pct": 2,
    "shortfall": 4,
    "shortfall_squared": 4,
    "left_out_pct": 2,
}
#: What is said of the windows besides that of the maps.
BRIEF = ("mean", "gini", "norm", "below_norm_pct", "shortfall", "shortfall_squared", "left_out_pct")
#: Kinds of regions that Theil's index is split over.
_SPLITS = ("province", "corop")
#: Measures that are worked out together: so many that their matrices stay near the processor.
_AT_A_TIME = 12
#: Columns of the table: texts, then numbers.
_TEXTS = ("scenario", "window", "measure", "unit", "index")
_NUMBERS = ("value", "base_value", "diff")


@dataclass(frozen=True, slots=True)
class Ground:
    """What all measures of a run share. All arrays are (n_zones,), in the order of ``Places.zones``.

    share   : of the median, for norms. row : pc4 -> its index.
    region  : kind -> index of the region of every zone, -1 = in none.
    density : addresses per km2 of the municipality; NaN = not known.
    """

    share: float
    row: Mapping[str, int]
    region: Mapping[str, NDArray[np.int64]]
    density: Floats


@dataclass(frozen=True, slots=True)
class Spread:
    """Indexes of the measures of one table of zones, in the order that was asked for.

    values : index -> one number per measure, NaN or inf where it is not defined; not rounded. norms : (n_measures,),
    NaN = none.
    """

    values: Mapping[str, Floats]
    norms: Floats


def spread_table(result: Result, names: Sequence[str], brief: Sequence[str] | None = None) -> pl.DataFrame:
    """Return one row per scenario, window, measure and index, the base first.

    Columns: scenario (``base`` for the base), window, measure, unit, index, value, base_value, diff (null for the
    base). All INDEXES in the window of the maps, in other windows those of BRIEF. A value is null where it is not
    defined (nobody has access, no region is known). Only measures of ``names`` that are amounts or minutes; empty
    without zones. brief : the measures in the windows besides that of the maps; None = the same.
    """
    import polars as pl

    ground = ground_of(result.places, result.settings.norm_share)
    base = result.by_window(result.base)
    known: dict[tuple[str, ...], Spread] = {}
    schema = {**dict.fromkeys(_TEXTS, pl.String), **dict.fromkeys(_NUMBERS, pl.Float64)}
    found = [pl.DataFrame(schema=schema)]
    for case in result.all_cases:
        label = case.scenario.name if case.scenario else "base"
        for window, tables in result.by_window(case).items():
            before = base[window].zones if window in base else None
            if tables.zones is None or before is None or tables.zones.is_empty():
                continue
            mapped = window == result.window
            wanted = names if mapped or brief is None else brief
            measures = spread_measures(n for n in wanted if n in tables.zones.columns and n in before.columns)
            indexes = tuple(INDEXES) if mapped else BRIEF
            key = (window, *(m.name for m in measures))
            if key not in known:
                known[key] = spread_of(before, measures, ground, indexes)
            was = known[key]
            now = was if tables.zones is before else spread_of(tables.zones, measures, ground, indexes, was.norms)
            rows = _rows(measures, indexes, was, now, compared=case.scenario is not None)
            found.append(rows.select(pl.lit(label).alias("scenario"), pl.lit(window).alias("window"), pl.all()))
    return pl.concat(found)


def spread_measures(names: Iterable[str]) -> list[Indicator]:
    """Return the measures whose spread means something: minutes, and amounts of which more is better.

    A drop in the evening may be negative, and changes are no amount.
    """
    return [
        i
        for i in measures_in(names).values()
        if (i.better == "low" and i.unit == "min") or (i.better == "high" and i.kind != "text")
    ]


def ground_of(places: Places, share: float) -> Ground:
    """Return what all measures share: the regions of the zones, and how densely their municipality is built."""
    zones, every = places.zones, areas_of(places)
    density = np.full(len(zones.code), math.nan)
    towns = places.municipalities
    if towns is not None and "municipality" in every:
        of_code = dict(zip(towns.code, towns.address_density.tolist(), strict=True))
        member = every["municipality"]
        by_area = np.array([*(of_code.get(code, math.nan) for code in member.code), math.nan])
        density = by_area[member.zone_area]
    regions = {kind: every[kind].zone_area for kind in _SPLITS if kind in every}
    return Ground(share, {code: n for n, code in enumerate(zones.code)}, regions, density)


def spread_of(
    zones: pl.DataFrame,
    measures: Sequence[Indicator],
    ground: Ground,
    indexes: Sequence[str] = tuple(INDEXES),
    norms: Floats | None = None,
) -> Spread:
    """Return indexes of measures in a table of zones; only what is asked for is worked out.

    norms : (n_measures,) those of the base; None = this is the base: see :func:`norms_of`.
    """
    zone, people, values = _columns(zones, measures, ground)
    parts = []
    for first in range(0, len(measures), _AT_A_TIME):
        few = slice(first, first + _AT_A_TIME)
        given = None if norms is None else norms[few]
        parts.append(_spread_of_few(values[few], people, zone, measures[few], ground, indexes, given))
    whole = {name: np.concatenate([np.zeros(0), *(p.values[name] for p in parts)]) for name in indexes}
    return Spread(whole, np.concatenate([np.zeros(0), *(p.norms for p in parts)]))


def _spread_of_few(
    values: Floats,
    people: Floats,
    zone: NDArray[np.int64],
    measures: Sequence[Indicator],
    ground: Ground,
    indexes: Sequence[str],
    norms: Floats | None,
) -> Spread:
    """Return indexes of measures by their values, (n_measures, n_zones); zone : (n_zones,) index in ``ground``."""
    lived = evenness.lived_in(values, people)
    access, who = lived.sorted()
    if norms is None:
        norms = norms_of(evenness.medians(access, who), measures, ground.share)
    turned = np.array([m.better != "high" for m in measures], dtype=bool)
    below, gap, squared = evenness.shortfalls(lived, norms, turned=turned)
    found = {
        "mean": evenness.means(lived),
        "gini": evenness.ginis(access, who),
        "norm": norms,
        "below_norm_pct": 100 * below,
        "shortfall": gap,
        "shortfall_squared": squared,
        "left_out_pct": lived.left_out,
    }
    if "theil" in indexes:
        found["theil"] = evenness.theils(lived)
        for kind, region in ground.region.items():
            parts = evenness.theil_parts(lived, region[zone], found["theil"])
            found |= {f"theil_between_{kind}": parts[0], f"theil_within_{kind}": parts[1]}
    if "palma" in indexes:
        found["palma"] = evenness.palmas(access, who)
    if "concentration" in indexes:
        found["concentration"] = evenness.concentrations(lived, ground.density[zone])
    nothing = np.full(len(measures), math.nan)
    return Spread({name: found.get(name, nothing) for name in indexes}, norms)


def norms_of(medians: Floats, measures: Sequence[Indicator], share: float) -> Floats:
    """Return the norm of every measure: a share of what the median inhabitant has in the base; NaN without one.

    Of minutes it is the median divided by the share: who takes twice as long as the median has half of it. Taken from
    the base for all scenarios, so that no scenario is judged by a line that it moves itself.
    """
    high = np.array([m.better == "high" for m in measures], dtype=bool)
    norms = np.where(high, medians * share, medians / share)
    return np.where(norms > 0, norms, np.nan)


def _columns(
    zones: pl.DataFrame, measures: Sequence[Indicator], ground: Ground
) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Return index and people of the zones, (n_zones,), and values, (n_measures, n_zones), NaN = no answer.

    In the order of ``Places.zones``, whatever that of the table.
    """
    import polars as pl

    index = np.array([ground.row[code] for code in zones["pc4"].to_list()], dtype=np.int64)
    order = np.argsort(index, kind="stable")
    people = zones["population"].cast(pl.Float64).fill_null(0.0).to_numpy()
    numbers = zones.select(pl.col([m.name for m in measures]).cast(pl.Float64).fill_null(math.nan)).to_numpy()
    values = np.ascontiguousarray(numbers[order].T) if measures else np.zeros((0, len(order)))
    for row, measure in zip(values, measures, strict=True):
        if parse_sum(measure.name) is not None and measure.better == "high":  # nothing within reach is a number: none
            row[~np.isfinite(row)] = 0.0
    return index[order], people[order], values


def _rows(
    measures: Sequence[Indicator], indexes: Sequence[str], was: Spread, now: Spread, *, compared: bool
) -> pl.DataFrame:
    """Return measure, unit, index, value, base_value and diff; every measure with all its indexes."""
    import polars as pl

    values, before = (_rounded(found, indexes) for found in (now, was))
    diffs: list[float | None] = [None] * len(values)
    if compared:
        decimals = [INDEXES[i] for _m in measures for i in indexes]
        every = zip(values, before, decimals, strict=True)
        diffs = [None if v is None or b is None else round(v - b, d) + 0.0 for v, b, d in every]
    n, k = len(measures), len(indexes)
    return pl.DataFrame(
        {
            "measure": [m.name for m in measures for _i in indexes],
            "unit": [m.unit for m in measures for _i in indexes],
            "index": list(indexes) * n,
            "value": values,
            "base_value": before if compared else [None] * (n * k),
            "diff": diffs,
        },
        schema={**dict.fromkeys(_TEXTS[2:], pl.String), **dict.fromkeys(_NUMBERS, pl.Float64)},
    )


def _rounded(found: Spread, indexes: Sequence[str]) -> list[float | None]:
    """Return the numbers of every measure in the decimals of their indexes; None where one is not defined."""
    columns = [[round(v, INDEXES[i]) + 0.0 if math.isfinite(v) else None for v in found.values[i].tolist()]
               for i in indexes]  # fmt: skip
    return [value for values in zip(*columns, strict=True) for value in values]

"""How evenly access is spread over people and regions: before, after, and the difference.

Over zones, weighted by their inhabitants. The indexes are the pure functions of :mod:`bereikbaar.indicators`; here is
said what they are asked about. Who has no answer: amounts (people or jobs within reach) are 0 then and count as such;
minutes have no number, so these people are left out and their share is reported.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.aggregate import areas_of
from bereikbaar.access.model import Floats, Places
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


def spread_table(result: Result, names: Sequence[str]) -> pl.DataFrame:
    """Return one row per scenario, window, measure and index, the base first.

    Columns: scenario (``base`` for the base), window, measure, unit, index, value, base_value, diff (null for the
    base). All INDEXES in the window of the maps, in other windows those of BRIEF. A value is null where it is not
    defined (nobody has access, no region is known). Only measures of ``names`` that are amounts or minutes; empty
    without zones.
    """
    import polars as pl

    asked = _Asked(ground_of(result.places, result.settings.norm_share))
    base = result.by_window(result.base)
    rows: list[tuple[Any, ...]] = []
    for case in result.all_cases:
        label = case.scenario.name if case.scenario else "base"
        for window, tables in result.by_window(case).items():
            before = base[window].zones if window in base else None
            if tables.zones is None or before is None or tables.zones.is_empty():
                continue
            indexes = tuple(INDEXES) if window == result.window else BRIEF
            for measure in spread_measures(n for n in names if n in tables.zones.columns and n in before.columns):
                was, now = (asked.of(measure, frame, before, indexes) for frame in (before, tables.zones))
                front = (label, window, measure.name, measure.unit)
                rows += _rows(front, indexes, was, now, compared=case.scenario is not None)
    text = ("scenario", "window", "measure", "unit", "index")
    schema = {**dict.fromkeys(text, pl.String), **dict.fromkeys(("value", "base_value", "diff"), pl.Float64)}
    return pl.DataFrame(rows, schema=schema, orient="row")


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


def norm_of(values: Floats, people: Floats, measure: Indicator, share: float) -> float | None:
    """Return the norm of a measure: a share of what the median inhabitant has in the base; None without one.

    Of minutes it is the median divided by the share: who takes twice as long as the median has half of it. Taken from
    the base for all scenarios, so that no scenario is judged by a line that it moves itself.
    values, people : (n,), only zones with an answer.
    """
    order = np.argsort(values, kind="stable")
    upto = np.cumsum(people[order])
    if not len(upto) or upto[-1] <= 0:
        return None
    median = float(values[order][np.searchsorted(upto, upto[-1] / 2)])
    norm = median * share if measure.better == "high" else median / share
    return norm if norm > 0 else None


def spread_of(
    measure: Indicator,
    values: Floats,
    people: Floats,
    zone: NDArray[np.int64],
    ground: Ground,
    norm: float | None,
    indexes: Sequence[str] = tuple(INDEXES),
) -> dict[str, float | None]:
    """Return indexes of one measure; only what is asked for is worked out.

    values, people, zone : (n,); NaN = no answer; zone is the index of each in ``ground``.
    """
    from bereikbaar.indicators.gini import gini
    from bereikbaar.indicators.means import group_means
    from bereikbaar.indicators.palma import palma

    inside = np.isfinite(values)
    here, lived, index = values[inside], people[inside], zone[inside]
    total = float(people.sum())
    found: dict[str, float] = {
        "mean": float(group_means(here, lived, np.zeros(len(here), dtype=np.int64), 1)[0][0]),
        "gini": float(gini(here, lived)),
        "left_out_pct": 100 * float(people[~inside].sum()) / total if total else math.nan,
    }
    if "theil" in indexes:
        found |= _theils(here, lived, index, ground)
    if "palma" in indexes:
        found["palma"] = float(palma(here, lived))
    if "concentration" in indexes:
        found["concentration"] = _concentration(here, lived, ground.density[index])
    if norm is not None:
        found |= _shortfall(measure, here, lived, norm)
    return {
        name: round(v, INDEXES[name]) + 0.0 if math.isfinite(v := found.get(name, math.nan)) else None
        for name in indexes
    }


def _theils(access: Floats, people: Floats, index: NDArray[np.int64], ground: Ground) -> dict[str, float]:
    """Return Theil T and its parts. Zones in no region of a kind are in none of the parts of that kind."""
    from bereikbaar.indicators.theil import theil, theil_split

    found: dict[str, float] = {}
    for kind, region in ground.region.items():
        parts = theil_split(access, people, region[index])
        found |= {f"theil_between_{kind}": float(parts.between), f"theil_within_{kind}": float(parts.within)}
        if (region[index] >= 0).all():
            found["theil"] = float(parts.total)
    if "theil" not in found:
        found["theil"] = float(theil(access, people))
    return found


def _shortfall(measure: Indicator, access: Floats, people: Floats, norm: float) -> dict[str, float]:
    """Return who falls short of the norm and by how much.

    Minutes over a norm are as much short of it, at most all of it: 2 x norm - minutes below the norm.
    """
    from bereikbaar.indicators.fgt import fgt

    turned = access if measure.better == "high" else np.maximum(2 * norm - access, 0.0)
    below, gap, squared = (float(v) for v in fgt(turned, people, norm, (0, 1, 2)))
    return {"norm": norm, "below_norm_pct": 100 * below, "shortfall": gap, "shortfall_squared": squared}


def _concentration(access: Floats, people: Floats, density: Floats) -> float:
    from bereikbaar.indicators.concentration import concentration

    known = np.isfinite(density)
    if not (people[known] > 0).any():
        return math.nan
    return float(concentration(access[known], people[known], density[known]))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Values (NaN = no answer), inhabitants and index of the zones of a table, and the norm if it is the base."""

    values: Floats
    people: Floats
    zone: NDArray[np.int64]
    norm: float | None


class _Asked:
    """What was asked before: columns that a scenario or a window leaves as they are are worked out once."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._indexes: dict[Any, dict[str, float | None]] = {}
        self._zones: dict[int, NDArray[np.int64]] = {}
        self._asked: dict[tuple[int, str], _Columns] = {}

    def of(
        self, measure: Indicator, frame: pl.DataFrame, base: pl.DataFrame, indexes: Sequence[str]
    ) -> dict[str, float | None]:
        """Return the indexes of a measure in a table of zones, with the norm of the table of the base."""
        columns, norm = self._columns(frame, measure), self._columns(base, measure).norm
        values, people, zone = columns.values, columns.people, columns.zone
        key = (measure.name, norm, len(indexes), values.tobytes(), people.tobytes(), zone.tobytes())
        if key not in self._indexes:
            self._indexes[key] = spread_of(measure, values, people, zone, self._ground, norm, indexes)
        return self._indexes[key]

    def _columns(self, frame: pl.DataFrame, measure: Indicator) -> _Columns:
        """Return what a table of zones says of a measure. Tables live as long as the result that is asked about."""
        key = (id(frame), measure.name)
        if key not in self._asked:
            self._asked[key] = self._taken(frame, measure)
        return self._asked[key]

    def _taken(self, frame: pl.DataFrame, measure: Indicator) -> _Columns:
        import polars as pl

        values = frame[measure.name].cast(pl.Float64).fill_null(math.nan).to_numpy()
        said = parse_sum(measure.name)
        if said is not None and measure.better == "high":  # nothing within reach is a number: none
            values = np.where(np.isfinite(values), values, 0.0)
        people = frame["population"].cast(pl.Float64).fill_null(0.0).to_numpy()
        if id(frame) not in self._zones:
            codes = frame["pc4"].to_list()
            self._zones[id(frame)] = np.array([self._ground.row[code] for code in codes], dtype=np.int64)
        answered = np.isfinite(values)
        norm = norm_of(values[answered], people[answered], measure, self._ground.share)
        return _Columns(values, people, self._zones[id(frame)], norm)


def _rows(
    front: tuple[str, ...],
    indexes: Sequence[str],
    was: Mapping[str, float | None],
    now: Mapping[str, float | None],
    *,
    compared: bool,
) -> list[tuple[Any, ...]]:
    out = []
    for index in indexes:
        value, before = now[index], was[index]
        diff = None
        if compared and value is not None and before is not None:
            diff = round(value - before, INDEXES[index]) + 0.0
        out.append((*front, index, value, before if compared else None, diff))
    return out

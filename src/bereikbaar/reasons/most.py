"""Why the towns that gain and lose most change: a journey explained for each, for the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from bereikbaar.access.travel_columns import LARGE_CITIES
from bereikbaar.compare.centres import CAPITAL
from bereikbaar.compare.measures import MAIN_PARTS
from bereikbaar.compare.towns import compare_towns, ranked
from bereikbaar.reasons.explain import Explanation, explained
from bereikbaar.reasons.ways import Pair, Ways, find_pairs, routed_ways

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.access.model import Places
    from bereikbaar.network.model import Network
    from bereikbaar.results import Case, Result

#: Towns with the largest gain, and likewise with the largest loss.
EXPLAINED = 10


def explain_most(
    result: Result, n: int = EXPLAINED, progress: Callable[[str], None] | None = None
) -> dict[str, tuple[Explanation, ...]]:
    """Return for every scenario why its ``n`` largest gains and losses of the headline come about, gains first.

    Of each town the journey is explained to the one of the five destinations that changes most in the same direction;
    in the window of the maps. Towns that get or lose a connection are in neither list.
    """
    asked = [(case, _pairs(result, case, n)) for case in result.cases if case.scenario and not case.is_network]
    every = [pair for _case, some in asked for pair in some]
    if not every:
        return {}
    before = _ways(result, result.base.network, every, progress)
    out = {}
    for case, some in asked:
        if some and case.scenario is not None:
            after = _ways(result, case.network, some, progress)
            out[case.scenario.name] = tuple(explained(before, after, *pair, result.settings) for pair in some)
    return out


def _ways(result: Result, net: Network, pairs: list[Pair], progress: Callable[[str], None] | None) -> Ways:
    return routed_ways(net, result.window, result.method, pairs, result.places, result.settings, progress)


def _pairs(result: Result, case: Case, n: int) -> list[Pair]:
    compared = compare_towns(result.base, case, settings=result.settings)
    wanted = [pair for rows in ranked(compared, n=n) for pair in _ends(compared, rows, result.places)]
    return find_pairs(wanted, result.base.network, case.network, result.places)


def _ends(compared: pl.DataFrame, rows: pl.DataFrame, places: Places) -> Iterator[tuple[str, str]]:
    """Yield the id of every town and of the destination to which it changes most in the direction of its headline."""
    import polars as pl

    for town, province, diff in rows.select("town_id", "province", "diff").iter_rows():
        parts = compared.filter((pl.col("town_id") == town) & pl.col("measure").is_in(list(MAIN_PARTS)))
        parts = parts.filter(pl.col("diff").is_not_null()).sort("diff", descending=diff > 0, maintain_order=True)
        to = _centre(parts["measure"][0], province, places) if parts.height else None
        if to is not None:
            yield town, to


def _centre(measure: str, province: str, places: Places) -> str | None:
    """Return the id of the centre that a measure is about: ``exp_ams_min`` -> ``amsterdam``."""
    code = measure.split("_")[1]
    if code in LARGE_CITIES:
        return LARGE_CITIES[code]
    return next((c.id for c in places.centres if CAPITAL in c.kinds and c.province == province), None)

"""Why the towns that gain and lose most change: a journey explained for each, for the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from bereikbaar.access.travel_columns import CAPITAL, LARGE_CITIES
from bereikbaar.compare.measures import MAIN, MAIN_PARTS
from bereikbaar.compare.towns import compare_towns, ranked
from bereikbaar.names import Endpoint
from bereikbaar.reasons.explain import Explanation, explained
from bereikbaar.reasons.ways import Pair, Ways, routed_ways

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

    Of each town the journey is explained to the one of the five destinations that changes most in the same direction,
    from its largest postcode area; in the window of the maps. Where fewer than ``n`` lose on average, the largest
    losses to a single destination fill the list: a mean can hide them. Each network is routed once more, and door to
    door made once for all towns; nothing else of the run is. Towns that get or lose a connection are in neither list.
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
    import polars as pl

    compared = compare_towns(result.base, case, settings=result.settings, only=[MAIN.name, *MAIN_PARTS])
    best, worst = ranked(compared, n=n)
    pairs = [pair for rows in (best, worst) for pair in _ends(compared, rows, result.places, case.network)]
    hidden = _single_losses(compared, n).filter(~pl.col("town_id").is_in(worst["town_id"].to_list()))
    number = {town_id: t for t, town_id in enumerate(result.places.towns.id)}
    for town_id, measure in hidden.head(n - worst.height).select("town_id", "measure").iter_rows():
        pair = _pair(measure, number[town_id], result.places, case.network)
        pairs += [pair] if pair else []
    return pairs


def _single_losses(compared: pl.DataFrame, n: int) -> pl.DataFrame:
    """Return the largest loss of every town that loses to one of the five destinations, twice as many as asked."""
    import polars as pl

    rows = compared.filter(pl.col("measure").is_in(list(MAIN_PARTS)) & (pl.col("verdict") == "worse"))
    rows = rows.sort(["gain", "population", "town_id"], descending=[False, True, False], maintain_order=True)
    return rows.unique("town_id", keep="first", maintain_order=True).head(2 * n)


def _ends(compared: pl.DataFrame, rows: pl.DataFrame, places: Places, net: Network) -> Iterator[Pair]:
    """Yield every town and the destination to which it changes most in the direction of its headline.

    Not by name, as a user would give it: a name such as Groningen would mean the station, where a capital is meant.
    """
    import polars as pl

    number = {town_id: t for t, town_id in enumerate(places.towns.id)}
    for town_id, diff in rows.select("town_id", "diff").iter_rows():
        parts = compared.filter((pl.col("town_id") == town_id) & pl.col("measure").is_in(list(MAIN_PARTS)))
        parts = parts.filter(pl.col("diff").is_not_null()).sort("diff", descending=diff > 0, maintain_order=True)
        pair = _pair(parts["measure"][0], number[town_id], places, net) if parts.height else None
        if pair is not None:
            yield pair


def _pair(measure: str, town: int, places: Places, net: Network) -> Pair | None:
    """Return a town, by its place among all, and the centre that a measure of it is about; None without one."""
    to = _centre(measure, town, places, net)
    return None if to is None else (Endpoint("town", places.towns.id[town], places.towns.name[town], (), town), to)


def _centre(measure: str, town: int, places: Places, net: Network) -> Endpoint | None:
    """Return the centre that a measure of a town is about: ``exp_ams_min`` -> Amsterdam, with all its stations."""
    code, province = measure.split("_")[1], places.towns.province[town]
    if code in LARGE_CITIES:
        found = [c for c in places.centres if c.id == LARGE_CITIES[code]]
    else:
        found = [c for c in places.centres if CAPITAL in c.kinds and c.province == province]
    if not found:
        return None
    centre = found[-1]
    return Endpoint("centre", centre.id, centre.name, tuple(c for c in centre.stations if c in net.stations))

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
    from its largest postcode area; in the window of the maps. Each network is routed once more, and door to door made
    once for all towns; nothing else of the run is. Towns that get or lose a connection are in neither list.
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
    compared = compare_towns(result.base, case, settings=result.settings, only=[MAIN.name, *MAIN_PARTS])
    return [pair for rows in ranked(compared, n=n) for pair in _ends(compared, rows, result.places, case.network)]


def _ends(compared: pl.DataFrame, rows: pl.DataFrame, places: Places, net: Network) -> Iterator[Pair]:
    """Yield every town and the destination to which it changes most in the direction of its headline.

    Not by name, as a user would give it: a name such as Groningen would mean the station, where a capital is meant.
    """
    import polars as pl

    number = {town_id: t for t, town_id in enumerate(places.towns.id)}
    for town_id, diff in rows.select("town_id", "diff").iter_rows():
        parts = compared.filter((pl.col("town_id") == town_id) & pl.col("measure").is_in(list(MAIN_PARTS)))
        parts = parts.filter(pl.col("diff").is_not_null()).sort("diff", descending=diff > 0, maintain_order=True)
        town = number[town_id]
        to = _centre(parts["measure"][0], town, places, net) if parts.height else None
        if to is not None:
            yield Endpoint("town", town_id, places.towns.name[town], (), town), to


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

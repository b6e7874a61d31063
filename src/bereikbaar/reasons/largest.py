"""Why the towns that gain and lose most do so: each to the destination to which its minutes change most."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bereikbaar.access.travel_columns import CAPITAL, LARGE_CITIES
from bereikbaar.compare.measures import MAIN, MAIN_PARTS
from bereikbaar.compare.towns import compare_towns, ranked
from bereikbaar.lang import Text
from bereikbaar.names import Endpoint
from bereikbaar.reasons.explain import Explanation, explained
from bereikbaar.reasons.sentences import why
from bereikbaar.reasons.ways import routed_ways

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.access.model import Places
    from bereikbaar.results import Case, Result


@dataclass(frozen=True, slots=True)
class TownExplained:
    """A town with a large gain or loss, and why, to the destination of its largest change.

    measure : that destination's (``exp_ams_min``). town_before_min, town_after_min : means of the whole town, as the
    tables have them; the explanation is of its largest postcode area, and so are before_min and after_min (None = no
    mean).
    """

    town_id: str
    measure: str
    town_before_min: float
    town_after_min: float
    explanation: Explanation

    @property
    def town(self) -> str:
        """Its name."""
        return self.explanation.origin.name

    @property
    def to(self) -> str:
        """The name of the destination."""
        return self.explanation.destination.name

    @property
    def before_min(self) -> float | None:
        """Expected minutes in the base."""
        return _finite(self.explanation.before.expected_min)

    @property
    def after_min(self) -> float | None:
        """Expected minutes with the scenario."""
        return _finite(self.explanation.after.expected_min)

    @property
    def why(self) -> Text:
        """The sentence that says why."""
        return why(self.explanation)


@dataclass(frozen=True, slots=True)
class Largest:
    """The towns that gain most by the headline and those that lose most, largest first; either may be empty."""

    gains: tuple[TownExplained, ...]
    losses: tuple[TownExplained, ...]


def explain_largest(
    result: Result, case: Case, n: int = 10, *, progress: Callable[[str], None] | None = None
) -> Largest:
    """Return why the ``n`` towns that gain most by the headline do so, and the ``n`` that lose most.

    In the map's window. The two networks are routed once more, and door to door is made once for all towns; nothing
    else of the run is. Towns that get or lose a connection are not among them: that is not in minutes.
    """
    compared = compare_towns(result.base, case, settings=result.settings, only=[MAIN.name, *MAIN_PARTS])
    winners, losers = ranked(compared, MAIN.name, n)
    gains, losses = (
        _aims(rows, compared, result.places, case, better=better)
        for rows, better in ((winners, True), (losers, False))
    )
    if not gains and not losses:
        return Largest((), ())
    pairs = [(a.origin, a.destination) for a in (*gains, *losses)]
    before, after = (
        routed_ways(c.network, result.window, result.method, pairs, result.places, result.settings, progress)
        for c in (result.base, case)
    )

    def each(aims: Iterable[_Aim]) -> tuple[TownExplained, ...]:
        return tuple(
            TownExplained(
                a.origin.id, a.measure, a.before_min, a.after_min,
                explained(before, after, a.origin, a.destination, result.settings),
            )
            for a in aims
        )  # fmt: skip

    return Largest(each(gains), each(losses))


@dataclass(frozen=True, slots=True)
class _Aim:
    """A town and the destination of its largest change."""

    origin: Endpoint
    destination: Endpoint
    measure: str
    before_min: float
    after_min: float


def _aims(rows: pl.DataFrame, compared: pl.DataFrame, places: Places, case: Case, *, better: bool) -> list[_Aim]:
    import polars as pl

    number = {town_id: t for t, town_id in enumerate(places.towns.id)}
    out = []
    for town_id in rows["town_id"].to_list():
        mine = compared.filter((pl.col("town_id") == town_id) & pl.col("measure").is_in(MAIN_PARTS))
        found = mine.drop_nulls("gain").sort("gain", descending=better, maintain_order=True).row(0, named=True)
        town = number[town_id]
        origin = Endpoint("town", town_id, places.towns.name[town], (), town)
        destination = _destination(found["measure"], town, places, case)
        out.append(_Aim(origin, destination, found["measure"], found["base"], found["scenario"]))
    return out


def _destination(measure: str, town: int, places: Places, case: Case) -> Endpoint:
    """Return the centre that a measure of travel times is about, for a town."""
    code = measure.split("_")[1]
    if code in LARGE_CITIES:
        centre = next(c for c in places.centres if c.id == LARGE_CITIES[code])
    else:
        province = places.towns.province[town]
        centre = next(c for c in reversed(places.centres) if CAPITAL in c.kinds and c.province == province)
    stations = tuple(code for code in centre.stations if code in case.network.stations)
    return Endpoint("centre", centre.id, centre.name, stations)


def _finite(minutes: float) -> float | None:
    return minutes if math.isfinite(minutes) else None

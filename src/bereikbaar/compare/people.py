"""Who wins, how evenly, and the commuters: tables that both the report and the files need, each made once."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import TYPE_CHECKING

from bereikbaar.compare.commuters import commuter_pairs, commuter_sums
from bereikbaar.compare.spread import spread_table
from bereikbaar.compare.zones import chosen_measures, compare_zones, zone_sums_by_region
from bereikbaar.indicators.catalogue import DEFAULT

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case, Result

#: So many measures are all told in full. Of more (all, or several groups) those are that ``in_full`` names: tables of
#: a hundred measures are larger than anybody reads, or than a spreadsheet opens.
MOST_IN_FULL = 40


class PeopleTables:
    """The tables of one result. Any thread may ask; the first to ask makes a table, the others wait for it."""

    def __init__(self, result: Result) -> None:
        self._result = result
        self._made: dict[str, pl.DataFrame] = {}
        self._lock = RLock()

    @property
    def measures(self) -> list[str]:
        """Names of the measures of the zones that the run is about; none without zones."""
        frame = self._result.base.zones
        return [] if frame is None else [m.name for m in chosen_measures(self._result, frame) if m.kind != "text"]

    @property
    def in_full(self) -> list[str]:
        """Names of the measures that are also compared region by region, summed over people, and told by window.

        All of a run with MOST_IN_FULL at most; else the default ones and those that were asked for by name.
        """
        every = self.measures
        kept = {*DEFAULT, *self._result.named}
        return every if len(every) <= MOST_IN_FULL else [name for name in every if name in kept]

    def winners(self, case: Case) -> pl.DataFrame:
        """Return who wins and loses in a scenario, per region and measure in full; see ``compare.zones``."""

        def make() -> pl.DataFrame:
            r = self._result
            compared = compare_zones(r.base, case, settings=r.settings, only=self.in_full)
            return zone_sums_by_region(compared, r.places)

        return self._once(f"winners {_name(case)}", make)

    def commuters(self, case: Case) -> pl.DataFrame:
        """Return what happens to the train commuters of every region; of the base its levels."""

        def make() -> pl.DataFrame:
            r = self._result
            return commuter_sums(commuter_pairs(r.base, case, r.places, r.settings), r.places)

        return self._once(f"commuters {_name(case)}", make)

    @property
    def spread(self) -> pl.DataFrame:
        """How evenly the measures are spread, of all scenarios and windows; see ``compare.spread``."""
        return self._once("spread", lambda: spread_table(self._result, self.measures, self.in_full))

    def _once(self, name: str, make: Callable[[], pl.DataFrame]) -> pl.DataFrame:
        with self._lock:
            if name not in self._made:
                self._made[name] = make()
            return self._made[name]


def _name(case: Case) -> str:
    return case.scenario.name if case.scenario else "base"

"""What a run holds in memory: one base, any number of scenarios, the same tables for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bereikbaar.access.model import Places
from bereikbaar.network.model import Network
from bereikbaar.routing.travel_times import TravelTimes
from bereikbaar.scenarios.model import Scenario
from bereikbaar.settings import Settings

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Outcome:
    """A published figure against ours. ``ok`` is None for figures that are only printed."""

    scenario: str
    origin: str
    destination: str
    measure: str
    published: float
    tolerance: float
    at_least: bool
    kind: str
    got: float | None
    ok: bool | None
    source: str = ""
    confidence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """The base (``scenario`` None) or one scenario, computed.

    network  : after the scenario. times : by window name.
    towns    : one row per reported town, sorted by town_id: town_id, name, municipality, province, corop, lat, lon,
               population, then the columns of indicators.catalogue.TOWN_INDICATORS; unreachable is null.
    stations : one row per station, sorted by code: code, name, country, province, lat, lon, tph_<window> (departures per hour, all
               directions), direct (stations reached directly), added_by.
    pairs    : one row per (town of 20,000 and more, centre): town_id, town, centre_id, centre, expected_min, best_min, changes,
               departures_per_hour, longest_gap_min (door to the centre's best station).
    report   : sentences on what the scenario did (in the run's language).
    """

    scenario: Scenario | None
    network: Network
    times: Mapping[str, TravelTimes]
    towns: pl.DataFrame
    stations: pl.DataFrame
    pairs: pl.DataFrame
    report: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """A whole run. ``window`` is the map's window; ``warnings`` are sentences for people."""

    base: Case
    cases: tuple[Case, ...]
    settings: Settings
    window: str
    method: str
    lang: str
    places: Places
    warnings: tuple[str, ...] = ()
    meta: Mapping[str, Any] | None = None

    @property
    def towns(self) -> pl.DataFrame:
        """All town tables below each other, with a leading ``scenario`` column ("base" for the base)."""
        return self._long("towns")

    @property
    def stations(self) -> pl.DataFrame:
        """All station tables below each other, with a leading ``scenario`` column."""
        return self._long("stations")

    @property
    def pairs(self) -> pl.DataFrame:
        """All pair tables below each other, with a leading ``scenario`` column."""
        return self._long("pairs")

    def _long(self, table: str) -> pl.DataFrame:
        import polars as pl

        parts = []
        for case in (self.base, *self.cases):
            name = case.scenario.name if case.scenario else "base"
            frame: pl.DataFrame = getattr(case, table)
            parts.append(frame.select(pl.lit(name).alias("scenario"), pl.all()))
        return pl.concat(parts, how="vertical")

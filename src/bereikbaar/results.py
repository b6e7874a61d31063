"""What a run holds in memory: one base, any number of scenarios, the same tables for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, SupportsBytes

from bereikbaar.access.model import Floats, Places
from bereikbaar.network.matching import Matching
from bereikbaar.network.model import Network
from bereikbaar.routing.travel_times import TravelTimes
from bereikbaar.scenarios.model import Scenario
from bereikbaar.settings import Settings

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.read.own_places import OwnPlaces
    from bereikbaar.timetable.propose.connections import ConnectionChange


#: Origin of the scenario without changes that stands for a whole network in a comparison with another one.
NETWORK = "network"


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
class WindowTables:
    """The tables of a case that belong to one window: towns, pairs, zones and areas, as in :class:`Case`."""

    towns: pl.DataFrame
    pairs: pl.DataFrame
    zones: pl.DataFrame | None = None
    areas: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    own: pl.DataFrame | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """The base (``scenario`` None) or one scenario, computed.

    network  : after the scenario. times : by window name; by headways in single precision and without ``onward``.
    packed   : station matrices of windows besides the map's as files (ask for their ``bytes``), by window name, of a
               run that was asked to pack them: these are not in ``times``. Empty otherwise.
    towns    : one row per reported town, sorted by town_id: town_id, name, municipality, province, corop, lat, lon,
               population, then the columns of indicators.catalogue.TOWN_INDICATORS (with a limit from door to door
               also LIMIT_INDICATORS); unreachable is null. Of the map's window, as pairs are.
    stations : one row per station, sorted by code: code, name, country, province, lat, lon, tph_<window> (departures
               per hour, all directions), direct (stations reached directly), added_by.
    pairs    : one row per (town of 20,000 and more, centre): town_id, town, centre_id, centre, expected_min,
               best_min, changes, departures_per_hour, longest_gap_min (door to the centre's best station), beyond_pct
               (with a limit from door to door only).
    zones    : one row per zone, sorted by pc4: pc4, town_id, town, municipality, province, corop, lat, lon,
               population (after the scenario's building), then the chosen measures; of the map's window. In
               ``others`` measures of the zones are in 32 bits (7 digits).
    areas    : kind of region -> one row per region, sorted by code: code, name, population, then the same measures as
               population-weighted means over its zones that have an answer, and ``without_pct``: the share of people
               without an answer to the headline.
    own      : one row per place of the user's own file (``--places``), with the same measures; None without.
    commuter_minutes : (n_municipalities, n_municipalities) expected minutes from home (row) to work (column), in the
               order of ``Places.municipalities``; of the map's window; see :mod:`bereikbaar.compare.commuters`. inf =
               no connection, or beyond the limit. None where no commuters are known.
    report   : sentences on what the scenario did, in the run's language; ``lang.said`` gives the other one.
    others   : towns and pairs of the windows besides the map's, by name; see :meth:`Result.by_window`.
    basis    : by the clock, trains per hour in the map's window by where their minute comes from
               (``network.trips.BASES``). proposed : services with a proposed minute among their trains there.
    connections : changes between trains that the scenario made other.
    warnings : sentences on what the scenario does to the timetable, likewise.
    """

    scenario: Scenario | None
    network: Network
    times: Mapping[str, TravelTimes]
    towns: pl.DataFrame
    stations: pl.DataFrame
    pairs: pl.DataFrame
    report: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    others: Mapping[str, WindowTables] = field(default_factory=dict)
    basis: Mapping[str, float] = field(default_factory=dict)
    proposed: tuple[str, ...] = ()
    connections: tuple[ConnectionChange, ...] = ()
    warnings: tuple[str, ...] = ()
    zones: pl.DataFrame | None = None
    areas: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    own: pl.DataFrame | None = None
    commuter_minutes: Floats | None = None
    packed: Mapping[str, SupportsBytes] = field(default_factory=dict)

    @property
    def windows(self) -> tuple[str, ...]:
        """The windows that were computed, in the order of the network's."""
        return tuple(w.name for w in self.network.windows if w.name in self.times or w.name in self.packed)

    @property
    def is_network(self) -> bool:
        """Whether the case is a network itself, compared with a baseline, and no scenario on it."""
        return self.scenario is not None and self.scenario.origin == NETWORK


@dataclass(frozen=True, slots=True)
class Baseline:
    """Two networks compared: the base of the result is another network, and the first case this one.

    network  : the one that is compared with the baseline. matching : its stations (``mine``) and those of the
               baseline with the codes they have there (``theirs``).
    code_of  : those codes -> the codes in the base of the result. names : those codes -> the names there.
    buses    : whose feeders both have: ``network`` or ``baseline``; ``own``: each its own; empty: neither has any.
    """

    network: Network
    matching: Matching
    code_of: Mapping[str, str]
    names: Mapping[str, str]
    buses: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A whole run. ``window`` is the map's window; ``warnings`` are sentences in the run's language (``lang.said``).

    method   : ``headway`` or ``clock``.
    region   : what the town tables are restricted to, as ``kind:name`` (``province:Zeeland``); empty = the country.
    baseline : of a run against another network; else None.
    notes    : what was repaired, left out and chosen when a timetable was read, in the run's language.
    indicators : names of the measures that were asked for, in the order of the catalogue; towns, zones and areas have
               them beside indicators.catalogue.TOWN_INDICATORS.
    named    : those of them that were asked for by their own names, not as part of a group or of all.
    own      : places of the user's own file, measured in ``Case.own``; None without. ``places`` are without them.
    """

    base: Case
    cases: tuple[Case, ...]
    settings: Settings
    window: str
    method: str
    lang: str
    places: Places
    warnings: tuple[str, ...] = ()
    meta: Mapping[str, Any] | None = None
    region: str = ""
    baseline: Baseline | None = None
    notes: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    own: OwnPlaces | None = None
    named: tuple[str, ...] = ()

    def by_window(self, case: Case) -> dict[str, WindowTables]:
        """Return the tables of a case by window, in the order of the network's windows."""
        every = {**case.others, self.window: WindowTables(case.towns, case.pairs, case.zones, case.areas, case.own)}
        order = [w.name for w in case.network.windows]
        return {window: every[window] for window in sorted(every, key=order.index)}

    @property
    def all_cases(self) -> tuple[Case, ...]:
        """The base and every scenario, in order."""
        return (self.base, *self.cases)

    @property
    def towns(self) -> pl.DataFrame:
        """All town tables below each other, after columns ``scenario`` ("base" for the base) and ``window``."""
        return _stacked((c, w, t.towns) for c in self.all_cases for w, t in self.by_window(c).items())

    @property
    def zones(self) -> pl.DataFrame:
        """All zone tables below each other, after columns ``scenario`` and ``window``."""
        return _stacked(
            (c, w, t.zones) for c in self.all_cases for w, t in self.by_window(c).items() if t.zones is not None
        )

    def areas(self, kind: str) -> pl.DataFrame:
        """Return the tables of one kind of region below each other, after columns ``scenario`` and ``window``."""
        return _stacked((c, w, t.areas[kind]) for c in self.all_cases for w, t in self.by_window(c).items())

    @property
    def own_places(self) -> pl.DataFrame | None:
        """All tables of own places below each other, after columns ``scenario`` and ``window``; None without any."""
        parts = [(c, w, t.own) for c in self.all_cases for w, t in self.by_window(c).items() if t.own is not None]
        return _stacked(parts) if parts else None

    @property
    def stations(self) -> pl.DataFrame:
        """All station tables below each other, after a column ``scenario``."""
        return _stacked((c, None, c.stations) for c in self.all_cases)

    @property
    def pairs(self) -> pl.DataFrame:
        """All pair tables below each other, after columns ``scenario`` and ``window``."""
        return _stacked((c, w, t.pairs) for c in self.all_cases for w, t in self.by_window(c).items())


def _stacked(parts: Iterable[tuple[Case, str | None, pl.DataFrame]]) -> pl.DataFrame:
    """Return the tables below each other, with the scenario's name and the window (if any) in front."""
    import polars as pl

    frames = []
    for case, window, frame in parts:
        front = [pl.lit(case.scenario.name if case.scenario else "base").alias("scenario")]
        front += [] if window is None else [pl.lit(window).alias("window")]
        frames.append(frame.select(*front, pl.all()))
    return pl.concat(frames, how="vertical_relaxed")  # numbers of the map's window in double precision

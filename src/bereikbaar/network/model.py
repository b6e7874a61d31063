"""The network as plain frozen data: what runs where, how often, how fast, on which track.

Nothing here reads, writes or computes. Codes are text everywhere; indexes belong to ``routing.arrays``.
All mappings are read-only by convention: make a new object with :func:`dataclasses.replace`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bereikbaar.network.trips import Trips

Coordinates = tuple[tuple[float, float], ...]
"""A line as (longitude, latitude) pairs, WGS84 degrees."""


def _frozen() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the week with one service level.

    name           : ``peak``, ``offpeak``, ...
    hours_per_week : hours of the week that have this service level, h.
    group          : ``day``, ``evening`` or ``weekend``: the word that scenarios use for several windows.
    text           : when it is, in words. source, basis : where the hours come from ("assumption" when ours).
    date           : in a timetable, the ISO date that stands for the window; from_s, to_s : its part of that day,
                     seconds after 00:00. Empty and 0 in a network of service levels.
    """

    name: str
    hours_per_week: float
    group: str
    text: str = ""
    source: str = ""
    date: str = ""
    from_s: int = 0
    to_s: int = 0


@dataclass(frozen=True, slots=True)
class Station:
    """A place where trains call.

    code         : lower-case code such as ``gn``; always text.
    change_min   : cautious minutes between two trains (by station class, an assumption); the default rule of
                   the settings is 2 minutes everywhere.
    intercity    : has the standing of an intercity station (rental bicycles, assumed transit aims at it).
    added_by     : name of the scenario that added it; empty in a base network.
    access_extra_min : minutes added to every way to and from the station (``set_access``).
    rental_bicycle   : rental bicycles at the station; None = as ``intercity``.
    """

    code: str
    name: str
    lat: float
    lon: float
    country: str = "NL"
    kind: str = ""
    province: str = ""
    change_min: float = 2.0
    change_basis: str = ""
    intercity: bool = False
    passengers: float | None = None
    access_extra_min: float = 0.0
    rental_bicycle: bool | None = None
    added_by: str = ""
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One direction of a service: what the router sees.

    direction  : ``outbound`` or ``return``.
    stations   : station codes in calling order, at least two. A code may come back later (a loop).
    arrive_min : (n,) minutes after the first departure; arrive_min[0] == depart_min[0] == 0.
    depart_min : (n,) likewise; the dwell time at stop i is depart_min[i] - arrive_min[i].
    tph        : (n_windows,) trains per hour in each window of the network, in its order; 0 = does not run.
    leg_source : (n,) where the minutes of the leg that ends here come from; empty for the first stop.
    board, alight : (n,) may one get in, get out here; empty = everywhere, the normal case. Nobody gets in at the
                 last stop or out at the first, whatever they say.
    """

    direction: str
    stations: tuple[str, ...]
    arrive_min: tuple[float, ...]
    depart_min: tuple[float, ...]
    tph: tuple[float, ...]
    leg_source: tuple[str, ...] = ()
    board: tuple[bool, ...] = ()
    alight: tuple[bool, ...] = ()

    def boards(self, stop: int) -> bool:
        """Return whether one can get in at a stop, by its position."""
        return 0 <= stop < len(self.stations) - 1 and (not self.board or self.board[stop])

    def alights(self, stop: int) -> bool:
        """Return whether one can get out at a stop, by its position."""
        return 0 < stop < len(self.stations) and (not self.alight or self.alight[stop])

    def legs(self) -> tuple[tuple[str, str], ...]:
        """Return the (from, to) pairs of consecutive stops."""
        return tuple(zip(self.stations[:-1], self.stations[1:], strict=True))


@dataclass(frozen=True, slots=True)
class Service:
    """One train series variant with its directions.

    mode     : ``rail``, ``bus``, ``ferry``, ``metro`` or ``tram``.
    patterns : one per direction; one-way services have one.
    info     : columns of the source that a report needs (basis_*, note, ...), as text.
    """

    id: str
    series: str
    product: str
    operator: str
    patterns: tuple[Pattern, ...]
    mode: str = "rail"
    status: str = "regular"
    operator_basis: str = ""
    added_by: str = ""
    info: Mapping[str, str] = field(default_factory=_frozen)

    @property
    def from_code(self) -> str:
        """First station of the first pattern."""
        return self.patterns[0].stations[0]

    @property
    def to_code(self) -> str:
        """Last station of the first pattern."""
        return self.patterns[0].stations[-1]


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of track between neighbouring stations, in both directions.

    km        : length along the track. speed_kmh : typical line speed; None = not known.
    kind      : ``existing``, ``new``, ``reopened`` or ``upgraded``.
    line      : (longitude, latitude) pairs from a to b.
    """

    a: str
    b: str
    km: float
    speed_kmh: float | None
    line: Coordinates
    kind: str = "existing"
    source: str = ""
    confidence: str = ""
    added_by: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """The two ends in alphabetical order: how the network files it."""
        return (self.a, self.b) if self.a <= self.b else (self.b, self.a)


@dataclass(frozen=True, slots=True)
class Feeder:
    """A bus, ferry, metro or tram line between a town and a station.

    tph : (n_windows,) per hour and direction in each window; None = not seen (which is not zero).
    run_min : minutes in the vehicle.
    """

    town_id: str
    station: str
    line: str
    run_min: float
    tph: tuple[float | None, ...]
    mode: str = "bus"
    source: str = ""
    date: str = ""
    confidence: str = ""
    note: str = ""
    added_by: str = ""


@dataclass(frozen=True, slots=True)
class OpportunityChange:
    """Homes or jobs that move or are built: ``value`` is added to ``field`` of zone ``pc4``."""

    pc4: str
    field: str
    value: float
    added_by: str = ""


@dataclass(frozen=True, slots=True)
class PatternClock:
    """Clock minutes of one pattern (for the clock method): minute of the first departure, modulo the period.

    windows : names of the windows in which it holds, where it is said for some only (by a scenario or a proposal);
              there it replaces the minutes by day. Empty = by its days.
    """

    service: str
    direction: str
    origin_minute: float
    period_min: float
    days: str = "daily"
    confidence: str = ""
    source: str = ""
    windows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedConnection:
    """A change that the timetable plans: at ``station`` from one service to another in ``change_min`` minutes."""

    station: str
    from_service: str
    from_direction: str
    to_service: str
    to_direction: str
    change_min: float
    days: str = "daily"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """Everything that runs, and the track it runs on.

    stations, services : by code or id. sections : by :attr:`Section.key`.
    leg_paths : (from, to) -> the stations passed along the track, both ends included, for the legs of which the
                path is known; others follow the shortest path of the track graph.
    change_min : change times set by a scenario (``set_change_time``); they win over settings.
    clocks     : known minutes of patterns; connections : planned changes. Both for the clock method, and read when
                 that is asked for (``timetable.known.with_clocks``).
    trips      : the trips of a timetable, when the network was made from one; else None.
    bus_stations : stations that had trains before any scenario, by which the assumed bus goes; None in a base:
                   its own (``network.buses``).
    hash       : content hash of the base network; scenarios have hashes of their own.
    scenario   : names of the scenarios applied, in order; empty for a base.
    """

    name: str
    title: str
    version: str
    windows: tuple[Window, ...]
    stations: Mapping[str, Station]
    services: Mapping[str, Service]
    sections: Mapping[tuple[str, str], Section] = field(default_factory=lambda: MappingProxyType({}))
    leg_paths: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    feeders: tuple[Feeder, ...] = ()
    change_min: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    opportunity_changes: tuple[OpportunityChange, ...] = ()
    clocks: tuple[PatternClock, ...] = ()
    connections: tuple[PlannedConnection, ...] = ()
    trips: Trips | None = None
    bus_stations: frozenset[str] | None = None
    hash: str = ""
    scenario: tuple[str, ...] = ()
    folder: str = ""

    def window_index(self, name: str) -> int:
        """Return the position of a window in every ``tph``. Raises UnknownNameError."""
        from bereikbaar.errors import UnknownNameError, did_you_mean

        names = [w.name for w in self.windows]
        if name not in names:
            raise UnknownNameError(
                f"window {name!r} is not in network {self.name!r}; it has {', '.join(names)}"
                + did_you_mean(name, names)
            )
        return names.index(name)

    def graph(self, window: str = "offpeak"):  # type: ignore[no-untyped-def]
        """Return what runs in a window as a networkx MultiDiGraph; see :mod:`bereikbaar.network.graph`."""
        from bereikbaar.network.graph import service_graph

        return service_graph(self, window)

    def track_graph(self):  # type: ignore[no-untyped-def]
        """Return the infrastructure as a networkx Graph; see :mod:`bereikbaar.network.graph`."""
        from bereikbaar.network.graph import track_graph

        return track_graph(self)

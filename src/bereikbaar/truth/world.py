"""A network and its places, with what the figures ask for made when it is first needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bereikbaar.access.assumed import nearest_by_bus
from bereikbaar.access.door import DoorTimes
from bereikbaar.access.model import Floats, Places
from bereikbaar.access.population import population_of
from bereikbaar.access.stations import Stations, lines_to, stations
from bereikbaar.access.towns import measure_door
from bereikbaar.access.ways import bus_minutes, ground
from bereikbaar.network.model import Network
from bereikbaar.routing.travel_times import Matrix, TravelTimes
from bereikbaar.settings import Settings
from bereikbaar.units import MINUTES_PER_HOUR

if TYPE_CHECKING:
    from bereikbaar.clock.profiles import Profiles

Flags = NDArray[np.bool_]
#: The country whose stations published figures count.
COUNTRY = "NL"


@dataclass(frozen=True)
class World:
    """What is held against published figures.

    method : ``headway`` or ``clock``. progress : is told what takes a while.
    """

    net: Network
    places: Places
    settings: Settings
    window: str = "offpeak"
    method: str = "headway"
    progress: Callable[[str], None] | None = None
    _kept: dict[str, Floats] = field(default_factory=dict, repr=False)

    def once(self, name: str, make: Callable[[], Floats]) -> Floats:
        """Return what ``make`` gives, made for the first figure that asks for it under this name."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]

    @cached_property
    def people(self) -> Floats:
        """Inhabitants of the zones, (n_zones,)."""
        return population_of(self.net, self.places)

    @cached_property
    def stations(self) -> Stations:
        """The stations, in the order of all arrays of stations."""
        return stations(self.net, self.settings)

    @cached_property
    def at_home(self) -> Flags:
        """Stations of the country that have a train, (n_stations,)."""
        own = [self.net.stations[code].country == COUNTRY for code in self.stations.codes]
        return np.logical_and(self.stations.served, own)

    @cached_property
    def _routed(self) -> tuple[TravelTimes, Matrix, Profiles | None]:
        """Travel times, minutes as a planner shows them, and by the clock the departures behind them."""
        if self.method == "headway":
            from bereikbaar.routing.travel_times import travel_times

            times = travel_times(self.net, self.window, self.settings)
            return times, times.best, None
        from bereikbaar.clock.times import clock_times_and_profiles
        from bereikbaar.timetable.known import with_clocks
        from bereikbaar.timetable.times import change_seconds, shortest_per_hour
        from bereikbaar.timetable.window import window_trips

        net = with_clocks(self.net)
        trips, question = window_trips(net, self.window, self.settings)
        asked = (trips, change_seconds(net, self.settings), question)
        times, profiles = clock_times_and_profiles(*asked, network=net.name, window=self.window)
        return times, shortest_per_hour(*asked), profiles

    @property
    def times(self) -> TravelTimes:
        """The travel times of the window."""
        return self._routed[0]

    @property
    def minutes(self) -> Matrix:
        """Minutes as a planner shows them, the first wait left out, (n_stations, n_stations).

        By the clock those of an hour (:func:`bereikbaar.timetable.times.shortest_per_hour`).
        """
        return self._routed[1]

    @cached_property
    def door(self) -> DoorTimes:
        """Door to door with the settings of the world."""
        return self.door_of(self.settings)

    def door_of(self, settings: Settings) -> DoorTimes:
        """Return door to door with settings that leave the trains as they are."""
        return measure_door(
            self.net, {self.window: self.times}, self.places, settings, self.window, self.progress,
            profiles=self._routed[2],
        )  # fmt: skip

    def road_km(self, wanted: Flags) -> tuple[Floats, NDArray[np.int32]]:
        """Return for every zone the km by road to the nearest of some stations, and that station (inf, -1: none).

        The way of the assumed bus: crow-fly km x ``assumed_detour``, over bridges and dams where water lies between.
        """
        here = ground(self.places, self.settings, self.progress)
        lines = lines_to(here, self.stations)
        station, minutes = nearest_by_bus(here, self.stations, lines, bus_minutes(here, lines), wanted)
        n_zones = len(self.places.zones.code)
        km = (minutes[:n_zones] - self.settings.assumed_fixed_min) * self.settings.assumed_kmh / MINUTES_PER_HOUR
        return km, station[:n_zones]

    @cached_property
    def km_to_station(self) -> tuple[Floats, NDArray[np.int32]]:
        """Km by road to the nearest station of the country, and which."""
        return self.road_km(self.at_home)

    def mean(self, values: Floats, member: Flags | None = None) -> float:
        """Return the mean of zones (n_zones,) over the people who have a value; NaN when nobody has."""
        counts = np.isfinite(values) if member is None else np.isfinite(values) & member
        people = float(self.people[counts].sum())
        return float((values[counts] * self.people[counts]).sum() / people) if people > 0 else float("nan")

    def share(self, member: Flags) -> float:
        """Return the share of the people, 0 .. 1."""
        return float(self.people[member].sum() / self.people.sum())

    def zones_of(self, area: str) -> Flags:
        """Return which zones (n_zones,) lie in the country, or a province or municipality of that name."""
        zones = self.places.zones
        if area == COUNTRY:
            return np.ones(len(zones.code), dtype=bool)
        return np.array([area in pair for pair in zip(zones.province, zones.municipality, strict=True)], dtype=bool)

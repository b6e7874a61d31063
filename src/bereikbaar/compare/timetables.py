"""The clock method in a run: travel times with the trains they were made from, and who pays for new minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from bereikbaar.lang import sentences
from bereikbaar.network.model import Network
from bereikbaar.network.trips import BASES, Trips
from bereikbaar.routing.travel_times import TravelTimes
from bereikbaar.settings import Settings
from bereikbaar.timetable.model import ClockTrain

if TYPE_CHECKING:
    from bereikbaar.clock.profiles import Profiles
    from bereikbaar.scenarios.model import Scenario
    from bereikbaar.timetable.propose.connections import ConnectionChange


@dataclass(frozen=True, slots=True)
class Routed:
    """The travel times of one window, and by the clock the trains.

    trains : those that repeat, known and proposed; empty for a timetable with dates and for the headway method.
    basis  : trains per hour by where their minute comes from (``network.trips.BASES``), all patterns together.
    profiles : the useful departures between all stations, for door to door by the clock.
    """

    times: TravelTimes
    trains: tuple[ClockTrain, ...] = ()
    basis: Mapping[str, float] = field(default_factory=dict)
    profiles: Profiles | None = None

    @property
    def proposed(self) -> tuple[str, ...]:
        """Ids of the services that have a proposed minute among their trains, sorted."""
        return tuple(sorted({t.service for t in self.trains if t.basis == "proposed"}))


@dataclass(frozen=True, slots=True)
class Pays:
    """What a scenario does to the timetable around it. warnings : sentences. connections : changes made other."""

    warnings: tuple[str, ...] = ()
    connections: tuple[ConnectionChange, ...] = ()


def with_all_minutes(net: Network, windows: Sequence[str], settings: Settings) -> Network:
    """Return a base network whose proposed minutes are fixed, so that no scenario moves them."""
    from bereikbaar.timetable.propose import with_proposed

    for window in windows:
        net = with_proposed(net, window, settings)
    return net


def routed_by_clock(net: Network, window: str, settings: Settings) -> Routed:
    """Return what ``timetable.times.clock_travel_times`` gives, with the trains it was made from."""
    from bereikbaar.clock.times import clock_times_and_profiles
    from bereikbaar.timetable.times import change_seconds
    from bereikbaar.timetable.window import trains_and_trips

    trains, trips, question = trains_and_trips(net, window, settings)
    scenario = "+".join(net.scenario)
    times, profiles = clock_times_and_profiles(
        trips, change_seconds(net, settings), question, network=net.name, scenario=scenario, window=window
    )
    hours = (question.end_s - question.start_s) / 3600
    basis = _per_hour(trips, question.date, hours, question.start_s, question.end_s)
    return Routed(times, trains, basis, profiles)


def _per_hour(trips: Trips, date: str, hours: float, start_s: int, end_s: int) -> dict[str, float]:
    """Return trains per hour by basis; of a timetable those that leave their first station in the window."""
    runs = np.ones(trips.n_trips, dtype=bool)
    if not trips.period_s:
        leave = trips.depart_s[trips.first[:-1]]
        day = trips.dates.index(date) if date in trips.dates else -1
        runs = trips.runs[:, day] & (leave >= start_s) & (leave < end_s) if day >= 0 else ~runs
    counts = np.bincount(trips.basis[runs], minlength=len(BASES))
    return {name: round(float(n) / hours, 4) for name, n in zip(BASES, counts, strict=True) if n}


def who_pays(
    base: tuple[Network, Routed], case: tuple[Network, Routed], scenario: Scenario, settings: Settings, lang: str
) -> Pays:
    """Return corridors that are less even than promised, minutes too close to others, and changes made other.

    base, case : network and trains of one window, before and after. Nothing for a timetable with dates.
    """
    (before_net, before), (net, after) = base, case
    if not before.trains or not after.trains:
        return Pays()
    from bereikbaar.timetable.propose.connections import connection_changes, transfer_flows
    from bereikbaar.timetable.propose.corridors import corridor_report, following_report, promised_corridors

    window = after.times.window
    promised = promised_corridors(scenario, net, window)

    def told(one: str) -> list[str]:
        known = set(following_report(before_net, before.trains, settings, one))
        close = [text for text in following_report(net, after.trains, settings, one) if text not in known]
        return [*corridor_report(net, after.trains, promised, one), *close]

    flows = (
        transfer_flows(before_net, window, before.trains, settings),
        transfer_flows(net, window, after.trains, settings),
    )
    changes = connection_changes(*flows, noticeable_min=settings.noticeable_min)
    return Pays(sentences(told, lang), changes)

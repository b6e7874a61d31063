"""The door of the proposal: trains without a known minute in, trains with a proposed minute out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bereikbaar.network.model import Network, PatternClock
from bereikbaar.settings import Settings
from bereikbaar.timetable.known import known_minutes
from bereikbaar.timetable.model import ClockTrain, MissingTrains

if TYPE_CHECKING:
    from bereikbaar.timetable.propose.groups import Unit
    from bereikbaar.timetable.propose.search import Search

PROPOSED = "proposed"


def propose(
    net: Network, window: str, known: tuple[ClockTrain, ...], missing: tuple[MissingTrains, ...], settings: Settings
) -> tuple[ClockTrain, ...]:
    """Return trains for all that are missing, at whole minutes; the known ones stay as they are.

    The trains of a pattern lie evenly, or evenly between the known ones and the other trains that travellers choose
    between; they keep ``settings.following_min`` from other trains in their direction where they can; and of all such
    minutes those are taken that cost travellers the least waiting, at the start and at changes. Deterministic.
    See docs/method-clock.md. Raises UnknownNameError for the window, RunError for periods that do not fit in a day.
    """
    if not missing:
        return ()
    from bereikbaar.timetable.propose.search import Search

    search = Search(net, window, known, missing, settings)
    search.run()
    return tuple(sorted(train for group in search.groups for unit in group.units for train in _trains(search, unit)))


def _trains(search: Search, unit: Unit) -> list[ClockTrain]:
    taken = max((t.train for t in unit.own), default=0)
    source = "evenly spaced, least waiting" if not unit.own else "evenly between the known trains, least waiting"
    return [
        ClockTrain(*unit.name, taken + n, float(minute), unit.period_min, PROPOSED, source)
        for n, minute in enumerate(search.chosen[unit.name], 1)
    ]


def with_proposed(net: Network, window: str, settings: Settings) -> Network:
    """Return a base network with all minutes of a window as clocks of that window, so that they stay.

    Called before a scenario is applied: no minute of the base moves because of a scenario, neither a proposed one nor
    a known one that was chosen among several, and edits of a service take its minutes along. All keep their basis.
    A network made from a timetable is returned as it is. Raises as :func:`propose`.
    """
    if net.trips is not None:
        return net
    known, missing = known_minutes(net, window)
    trains = sorted((*known, *propose(net, window, known, missing, settings)))
    clocks = tuple(
        PatternClock(t.service, t.direction, t.origin_min, t.period_min, "daily", t.basis, t.source, (window,))
        for t in trains
    )
    others = (c for c in net.clocks if c.windows != (window,))
    return replace(net, clocks=(*others, *clocks))

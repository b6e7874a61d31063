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
    source = "least waiting" + ("" if not unit.own else ", between the known trains")
    return [
        ClockTrain(*unit.name, taken + n, float(minute), unit.period_min, PROPOSED, source)
        for n, minute in enumerate(search.chosen[unit.name], 1)
    ]


def with_proposed(net: Network, window: str, settings: Settings) -> Network:
    """Return a base network with the minutes proposed for a window as clocks of its own, so that they stay.

    Called before a scenario is applied: no minute of the base moves because of a scenario, neither a known nor a
    proposed one, and edits of a service take its minutes along. The proposed ones keep their basis. A network in
    which no minute is missing, or made from a timetable, is returned as it is. Raises as :func:`propose`.
    """
    if net.trips is not None:
        return net
    known, missing = known_minutes(net, window)
    if not missing:
        return net
    concerned = {(m.service, m.direction) for m in missing}
    trains = [t for t in (*known, *propose(net, window, known, missing, settings)) if _name(t) in concerned]
    clocks = tuple(
        PatternClock(*_name(t), t.origin_min, t.period_min, "daily", t.basis, t.source, (window,))
        for t in sorted(trains)
    )
    return replace(net, clocks=(*net.clocks, *clocks))


def _name(train: ClockTrain) -> tuple[str, str]:
    return (train.service, train.direction)

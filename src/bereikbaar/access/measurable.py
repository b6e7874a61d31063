"""Which of the measures that are asked for can be made of a network and its places, and why others cannot."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bereikbaar.access.model import Places
from bereikbaar.access.opportunities import Opportunity, missing
from bereikbaar.errors import InputError, Problem
from bereikbaar.indicators.catalogue import indicator
from bereikbaar.indicators.catalogue_sums import OPPORTUNITIES, parse_sum
from bereikbaar.lang import lowered, remark

#: Measures that only a timetable with clock times has.
BY_CLOCK = ("last_dep",)


def why_not(name: str, places: Places, found: Mapping[str, Opportunity], *, timetable: bool) -> str:
    """Return why a measure cannot be made, in words; empty when it can.

    found : the opportunities there are. timetable : whether the run goes by the clock of a timetable.
    """
    if name in BY_CLOCK and not timetable:
        return remark("only a timetable (GTFS) with the clock method knows it")
    read = parse_sum(name)
    if read is not None and read.key not in found:
        what, why = lowered(OPPORTUNITIES[read.key][0]), missing(read.key, places)
        return remark("there are no {what} to reach: {why}", what=what, why=why)
    return ""


def measurable(
    names: Collection[str],
    named: Collection[str],
    places: Places,
    found: Mapping[str, Opportunity],
    *,
    timetable: bool,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the measures that can be made, and a note on every reason why others are left out.

    names : all that are asked for, by name or by group. named : those asked for by name: Raises InputError for
    every one of these that cannot be made; what only belongs to a group is left out.
    """
    reasons = {name: why_not(name, places, found, timetable=timetable) for name in names}
    problems = [
        Problem(f"{name}: {reasons[name]}", field="--indicators") for name in names if name in named and reasons[name]
    ]
    if problems:
        raise InputError(problems)
    left: dict[str, list[str]] = {}
    for name, reason in reasons.items():
        if reason:
            left.setdefault(reason, []).append(indicator(name).name)
    notes = tuple(
        remark("left out {names}: {reason}", names=", ".join(out), reason=reason) for reason, out in left.items()
    )
    return tuple(name for name in names if not reasons[name]), notes

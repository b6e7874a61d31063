"""Minutes of legs and stops for new services and new stop lists: where each of them comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bereikbaar.scenarios.changes.calls import Calls
from bereikbaar.scenarios.changes.selection import Work
from bereikbaar.scenarios.containers import ListOf, OneOf
from bereikbaar.scenarios.kinds import Number
from bereikbaar.scenarios.physics import rounded, without_speed

AUTO = "auto"
MINUTES = Number(above=0, high=600, unit="min")
STANDING = Number(low=0, high=120, unit="min")
#: ``auto``, or minutes per leg; each of them may be ``auto`` too.
RUN_MIN = OneOf(word=AUTO, many=ListOf(OneOf(word=AUTO, one=MINUTES), low=1))
DWELL_MIN = OneOf(one=STANDING, many=ListOf(STANDING))

#: What is wrong with legs, by their two ends: out and back it is the same.
Wrong = dict[frozenset[str], str]
RunMin = str | tuple[str | float, ...]
DwellMin = float | tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Leg:
    """Minutes of a leg with their source, or what is wrong."""

    run_min: float = 0.0
    source: str = ""
    wrong: str = ""


def leg_minutes(a: str, b: str, given: str | float, old: Calls | None, work: Work, author: str) -> Leg:
    """Return the minutes from ``a`` to ``b``.

    Given minutes count first; then those of the service itself as it was (``old``) and of the fastest base train
    on that leg, in this direction and else in the other; then physics, where all of the way is new track.
    """
    if not isinstance(given, str):
        return Leg(given, f"scenario {author}: given")
    if old is not None and old.leg(a, b):
        at = old.leg(a, b)[0]
        return Leg(old.run_min[at], old.leg_source[at])
    for leg in ((a, b), (b, a)):
        base = work.context.fastest(*leg)
        if base is not None:
            return Leg(base[0], f"scenario {author}: as service {base[1]}")
    return _by_physics(a, b, work, author)


def _by_physics(a: str, b: str, work: Work, author: str) -> Leg:
    path = work.paths.path(a, b)
    if path is None or len(path) < 2:
        return Leg(wrong=f"there is no track from {a!r} to {b!r}: add_track first, or give the minutes in run_min")
    keys = work.paths.sections_between(a, b)
    old = [f"{x}-{y}" for x, y in keys if not work.network.sections[(x, y)].added_by]
    if old:
        some = ", ".join(old[:3]) + (", ..." if len(old) > 3 else "")
        return Leg(
            wrong=f"no base train runs from {a!r} to {b!r} without a stop, and the way is (partly) existing track "
            f"({some}), so the minutes cannot be worked out: give them in run_min"
        )
    missing = without_speed(work.network, path)
    if missing:
        return Leg(
            wrong=f"section {', '.join(missing)} has no speed_kmh: give it in add_track, or minutes in run_min"
        )
    return Leg(rounded(work.run_min(path)), f"scenario {author}: physics")


def make_calls(
    stops: Sequence[str], runs: RunMin, dwell: DwellMin, old: Calls | None, work: Work, author: str
) -> tuple[Calls, Wrong]:
    """Return the calls of one direction in its own order, and what is wrong with its legs.

    stops, runs, dwell : in the order of travel. old : the service as it was; a station that it has keeps its dwell
    time there unless ``dwell`` is a list.
    """
    given: Sequence[str | float] = [AUTO] * (len(stops) - 1) if isinstance(runs, str) else runs
    legs = [leg_minutes(stops[i], stops[i + 1], given[i], old, work, author) for i in range(len(stops) - 1)]
    standing = dwell_minutes(stops, dwell, old)
    calls = Calls(tuple(stops), tuple(leg.run_min for leg in legs), standing, tuple(leg.source for leg in legs))
    wrong = {frozenset(stops[i : i + 2]): leg.wrong for i, leg in enumerate(legs) if leg.wrong}
    return calls, wrong


def dwell_minutes(stops: Sequence[str], dwell: DwellMin, old: Calls | None) -> tuple[float, ...]:
    """Return the minutes standing at each stop; none at the first and the last."""
    if isinstance(dwell, tuple):
        return (0.0, *dwell, 0.0)
    out = []
    for stop in stops[1:-1]:
        at = [i for i in old.at(stop) if 0 < i < len(old.stations) - 1] if old is not None else []
        out.append(old.dwell_min[at[0]] if old is not None and at else dwell)
    return (0.0, *out, 0.0)


def length_problems(n_stops: int, runs: RunMin, dwell: DwellMin) -> list[tuple[str, str]]:
    """Return (field, message) for lists of minutes that do not fit the number of stops."""
    found = []
    if isinstance(runs, tuple) and len(runs) != n_stops - 1:
        found.append(("run_min", f"{n_stops} stops have {n_stops - 1} legs; run_min has {len(runs)} values"))
    if isinstance(dwell, tuple) and len(dwell) != n_stops - 2:
        between = f"{n_stops - 2} stops between the first and the last"
        found.append(("dwell_min", f"there are {between}; dwell_min has {len(dwell)} values"))
    return found


def backwards(minutes: RunMin | DwellMin) -> RunMin | DwellMin:
    """Return a list of minutes in the order of the way back; a word or single number as it is."""
    return minutes[::-1] if isinstance(minutes, tuple) else minutes

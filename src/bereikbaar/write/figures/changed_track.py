"""What a scenario does to every section of track: its trains per hour before and after, and what is built or closed.

Pure: two networks in, stretches of track out. Loads are of a window, per direction (the mean of the two).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bereikbaar.network.model import Coordinates, Network, Section, Station
from bereikbaar.write.classes import FREQUENCY, LOST, NEW, NO_CONNECTION, SAME

if TYPE_CHECKING:
    from bereikbaar.results import Case, Result

SectionKey = tuple[str, str]
#: Differences below this are rounding, trains per hour.
LEAST = 0.04
#: As many trains, of which some take other minutes: beside the classes of the one table.
MINUTES = "minutes"
#: What is done to track.
BUILT, UPGRADED, CLOSED = "new", "changed", "gone"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A section. before, after : trains per hour and direction. of_class : that of the difference in trains.

    work : what is done to the track (BUILT, UPGRADED or CLOSED), or nothing. line : longitude and latitude.
    """

    key: SectionKey
    km: float
    line: Coordinates
    before: float
    after: float
    of_class: str
    work: str = ""

    @property
    def changes(self) -> bool:
        """Say whether anything at all happens to it."""
        return bool(self.work) or self.of_class not in (SAME, NO_CONNECTION)


@dataclass(frozen=True, slots=True)
class Chain:
    """Sections that hang together and have the same trains before and after. ends : where it begins and ends."""

    sections: tuple[Stretch, ...]
    before: float
    after: float
    ends: tuple[str, ...]

    @property
    def km(self) -> float:
        """Length, km."""
        return sum(s.km for s in self.sections)


@dataclass(frozen=True, slots=True)
class Found:
    """What a scenario does. stretches : every section.

    opened, closed, reached : stations that get their first trains, that lose their last ones, and that stay and have
    other ways to them.
    """

    stretches: Sequence[Stretch]
    opened: Sequence[Station] = ()
    closed: Sequence[Station] = ()
    reached: Sequence[Station] = ()

    def km(self, of_class: str = "", work: str = "") -> tuple[int, float]:
        """Return how many sections are of a class, or have some work done, and their km."""
        rows = [s for s in self.stretches if (s.of_class == of_class if of_class else s.work == work)]
        return len(rows), sum(s.km for s in rows)


def telling_window(result: Result, case: Case) -> str:
    """Return the window that shows a scenario: that of the map, else the one in which most changes on the track."""
    if any(s.changes and s.of_class != MINUTES for s in stretches(result, case, result.window)):
        return result.window
    found = {w.name: _moved_km(result, case, w.name) for w in case.network.windows}
    most = max(found.values(), default=0.0)
    return next((name for name, km in found.items() if km == most > 0), result.window)


def _moved_km(result: Result, case: Case, window: str) -> float:
    return sum(s.km for s in stretches(result, case, window) if abs(s.after - s.before) > LEAST)


def stretches(result: Result, case: Case, window: str) -> list[Stretch]:
    """Return every section of the base and of a case, in the order of their keys; those that are split once."""
    from bereikbaar.write.layers.tracks import statuses

    base, after = result.base.network, case.network
    status = statuses(base.sections, after.sections)
    loads = [_loads(net, window) for net in (base, after)]
    earlier = _of_parts(loads[0], status)
    other = _other_minutes(base, after, window)
    out = []
    for key, what in sorted(status.items()):
        if what == "split":
            continue
        section = base.sections[key] if what == CLOSED else after.sections[key]
        was, now = earlier.get(key, 0.0), loads[1].get(key, 0.0)
        name = class_of(was, now)
        name = MINUTES if name == SAME and key in other else name
        work = what if what in (BUILT, UPGRADED, CLOSED) else ""
        out.append(Stretch(key, section.km, _line(section, base, after), was, now, name, work))
    return out


def class_of(before: float, after: float) -> str:
    """Return the class of a difference in trains per hour: that of the one table, first and last trains apart.

    >>> class_of(2, 3), class_of(0, 2), class_of(4, 4), class_of(1, 0), class_of(0, 0)
    ('gain_1', 'new', 'same', 'lost', 'no_connection')
    """
    if max(before, after) <= LEAST:
        return NO_CONNECTION
    if abs(after - before) <= LEAST:
        return SAME
    if min(before, after) <= LEAST:
        return NEW if after > before else LOST
    side = "gain_" if after > before else "loss_"
    size = abs(after - before) + LEAST / 2
    found = [c for c in FREQUENCY.diffs if c.name.startswith(side) and (c.low or 0.0) <= size]
    return max(found, key=lambda c: c.low or 0.0).name


def chains(found: Iterable[Stretch]) -> list[Chain]:
    """Return the stretches on which another number of trains runs, joined, the longest with most change first."""
    groups: dict[tuple[float, float], list[Stretch]] = defaultdict(list)
    for one in found:
        if abs(one.after - one.before) > LEAST:
            groups[(round(one.before, 1), round(one.after, 1))].append(one)
    out = [
        Chain(tuple(part), before, after, _ends(part))
        for (before, after), members in sorted(groups.items())
        for part in _joined(members)
    ]
    return sorted(out, key=lambda c: (-c.km * abs(c.after - c.before), c.sections[0].key))


def _loads(net: Network, window: str) -> dict[SectionKey, float]:
    from bereikbaar.network.track import section_loads

    if window not in {w.name for w in net.windows}:
        return {}
    return {key: (there + back) / 2 for key, (there, back) in section_loads(net, window).items()}


def _of_parts(loads: Mapping[SectionKey, float], status: Mapping[SectionKey, str]) -> dict[SectionKey, float]:
    """Return the loads of the base, those of a section that a station splits on each of its parts."""
    parts = [key for key, what in status.items() if what == "part"]
    out = dict(loads)
    for key in sorted(k for k, what in status.items() if what == "split"):
        for part in _way(key, parts):
            out[part] = max(out.get(part, 0.0), loads.get(key, 0.0))
    return out


def _way(ends: SectionKey, parts: Sequence[SectionKey]) -> list[SectionKey]:
    """Return the parts that lead from one end to the other."""
    ways: dict[str, list[SectionKey]] = {ends[0]: []}
    edge = [ends[0]]
    while edge and ends[1] not in ways:
        here = edge.pop(0)
        for part in parts:
            if here in part:
                there = part[1] if part[0] == here else part[0]
                if there not in ways:
                    ways[there] = [*ways[here], part]
                    edge.append(there)
    return ways.get(ends[1], [])


def _other_minutes(base: Network, after: Network, window: str) -> set[SectionKey]:
    """Return the sections on which a train that runs in the window takes other minutes than before."""
    from bereikbaar.network.track import TRACK_MODES, TrackPaths
    from bereikbaar.scenarios.touched import leg_changes, same_directions

    if window not in {w.name for w in after.windows}:
        return set()
    paths, index = TrackPaths(after), after.window_index(window)
    out: set[SectionKey] = set()
    for name, now in sorted(after.services.items()):
        was = base.services.get(name)
        if was is None or was == now or now.mode not in TRACK_MODES:
            continue
        for old, new in same_directions(was, now):
            if new.tph[index] > 0:
                for leg in leg_changes(name, old, new):
                    out.update(paths.sections_between(leg.from_code, leg.to_code))
    return out


def _line(section: Section, *networks: Network) -> Coordinates:
    """Return the drawing of a section; straight when it has none."""
    if len(section.line) > 1:
        return section.line
    ends = [next((n.stations[c] for n in networks if c in n.stations), None) for c in section.key]
    return tuple((s.lon, s.lat) for s in ends if s is not None)


def _joined(members: Sequence[Stretch]) -> list[list[Stretch]]:
    """Return groups of stretches that share stations."""
    left, out = sorted(members, key=lambda s: s.key), []
    while left:
        part, codes = [left.pop(0)], set[str]()
        codes.update(part[0].key)
        while more := [s for s in left if codes & set(s.key)]:
            part += more
            codes.update(c for s in more for c in s.key)
            left = [s for s in left if s not in more]
        out.append(sorted(part, key=lambda s: s.key))
    return out


def _ends(part: Sequence[Stretch]) -> tuple[str, ...]:
    """Return the stations at which only one of the stretches ends, by code."""
    touching: dict[str, int] = defaultdict(int)
    for one in part:
        for code in one.key:
            touching[code] += 1
    return tuple(sorted(code for code, n in touching.items() if n == 1))

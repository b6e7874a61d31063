"""Everything that can be wrong with a network, one small function per check.

Errors stop a network from being used as it is meant, warnings deserve a look, infos are facts worth knowing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from bereikbaar.errors import Problem
from bereikbaar.network.checks import (
    clocks,
    connectivity,
    feeders,
    files,
    frequency,
    sections,
    services,
    speeds,
    stations,
)
from bereikbaar.network.checks.connectivity import bridges, pieces
from bereikbaar.network.checks.findings import SEVERITIES, Context, Finding, kinds
from bereikbaar.network.checks.rows import Files
from bereikbaar.network.model import Network
from bereikbaar.network.track import TrackPaths

__all__ = ["CHECKS", "bridges", "check_network", "in_order", "kinds", "pieces"]

#: All checks but the first (:func:`services.broken_services`), in the order of the story.
CHECKS: tuple[Callable[[Context], Iterator[Finding]], ...] = (
    stations.check_codes,
    stations.check_names,
    stations.check_positions,
    stations.check_same_place,
    stations.check_change_times,
    frequency.check_windows,
    services.check_words,
    services.check_minutes,
    services.check_returns,
    services.check_twins,
    speeds.check_speeds,
    speeds.check_line_speeds,
    frequency.check_tph_numbers,
    frequency.check_clock_patterns,
    frequency.check_running,
    sections.check_sections,
    sections.check_lines,
    sections.check_leg_paths,
    sections.check_legs_on_track,
    connectivity.check_pieces,
    connectivity.check_traps,
    connectivity.check_stations_without_trains,
    connectivity.check_bridges,
    feeders.check_feeders,
    clocks.check_clocks,
    files.check_duplicates,
    files.check_references,
    files.check_towns,
    files.check_areas,
)


#: What a timetable of others has is passed on with a warning: its trains run, its ids may have spaces, and its times
#: can be trusted where the positions of stations (from which speeds follow) cannot.
WARNED_OF = frozenset(
    {"impossible_speed", "station_no_position", "station_at_zero", "station_swapped", "station_outside", "bad_code"}
)
#: Means over a window of real departures are no clock patterns, and need not be.
NOT_SAID = frozenset({"no_clock_pattern"})


def check_network(net: Network, *, folder: str | Path | None = None, lang: str = "en") -> list[Problem]:
    """Return all that is wrong with a network, or worth knowing: errors first, then warnings, then infos.

    folder : the network's folder, if it has one: gives problems their line numbers and lets the files of places be
             checked too. lang : ``en`` or ``nl``. The same network gives the same list, whatever the order of rows.
    """
    broken = services.broken_services(net)
    bad = {finding.spot.key[0] for finding in broken}
    sound = replace(net, services={k: s for k, s in net.services.items() if s.id not in bad})
    rows = Files(folder)
    ctx = Context(net, sound, TrackPaths(sound), rows)
    found = [*broken, *(finding for check in CHECKS for finding in check(ctx))]
    if net.trips is not None:
        found = [_of_timetable(f) for f in found if f.kind.name not in NOT_SAID]
    return in_order(f.problem(rows, lang) for f in found)


def _of_timetable(finding: Finding) -> Finding:
    kind = finding.kind
    return replace(finding, kind=replace(kind, severity="warning")) if kind.name in WARNED_OF else finding


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems with the errors first, then by file and line."""
    return sorted(problems, key=_order)


def _order(p: Problem) -> tuple[int, str, int, str, str]:
    return SEVERITIES.index(p.severity), p.file, p.row or 0, p.field, p.message

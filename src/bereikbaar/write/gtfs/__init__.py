"""A network as a GTFS feed: one zip that other journey planners and accessibility tools read.

The way: service levels, clock minutes or the trips of a timetable -> :class:`~bereikbaar.write.gtfs.model.Plan` ->
tables -> zip. Reference: https://gtfs.org/documentation/schedule/reference/ (what columns mean, which are required).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bereikbaar.network.model import Network
from bereikbaar.settings import Settings
from bereikbaar.write.gtfs.about import Credit


@dataclass(frozen=True, slots=True)
class Export:
    """A feed, ready to be written.

    data : the zip. counts : rows by file name. trips_by_basis : trips by where their minutes come from.
    method, start, end : as in ``Plan``. notes : what a user should know, in English and
    in Dutch.
    """

    data: bytes
    counts: dict[str, int]
    trips_by_basis: dict[str, int]
    method: str
    start: str
    end: str
    notes: tuple[tuple[str, str], ...]


def gtfs_export(
    net: Network,
    settings: Settings,
    *,
    method: str | None = None,
    known_only: bool = False,
    start: str | None = None,
    end: str | None = None,
    scenario_credits: Iterable[Credit] = (),
) -> Export:
    """Return a network as a GTFS feed.

    method     : ``headway`` (trains every so many minutes), ``clock`` (trains at fixed minutes); None = the trips of
                 a timetable, else the clock where the network has clock minutes, else headway.
    known_only : with the clock, trains without a known minute run every so many minutes instead of getting one
                 proposed.
    start, end : ISO days between which it holds; see :func:`bereikbaar.write.gtfs.about.read_span`.
    Raises InputError for a network that has no hours, no trains, or no clock minutes where they are asked for.
    """
    from collections import Counter

    from bereikbaar.write.gtfs.about import read_about
    from bereikbaar.write.gtfs.plan import make_plan
    from bereikbaar.write.gtfs.tables import make_ids, make_tables
    from bereikbaar.write.gtfs.zipped import zip_bytes

    plan = make_plan(net, settings, method=method, known_only=known_only, start=start, end=end)
    about = read_about(net, scenario_credits=scenario_credits)
    tables = make_tables(net, plan, make_ids(net, plan), about)
    return Export(
        data=zip_bytes(tables),
        counts={name: len(table.rows) for name, table in tables.items()},
        trips_by_basis=dict(sorted(Counter(run.basis for run in plan.runs).items())),
        method=plan.method,
        start=plan.start,
        end=plan.end,
        notes=plan.notes,
    )


def write_gtfs(path: Path | str, export: Export) -> None:
    """Write an export, whole or not at all. Raises RunError with one clear line."""
    from bereikbaar.write.atomic import write_file

    write_file(path, export.data)

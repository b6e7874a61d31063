"""A GTFS feed, folder or zip -> :class:`Feed`: the one door to reading timetables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bereikbaar.gtfs.model import Feed, FeedLine, FeedStation
from bereikbaar.gtfs.modes import DEFAULT_RAIL
from bereikbaar.gtfs.notes import Note

__all__ = ["DEFAULT_RAIL", "Feed", "FeedLine", "FeedStation", "Note", "read_feed"]

Progress = Callable[[str, float], None]
"""Called with a text and the share that is done, 0 to 1."""


def read_feed(
    path: Path,
    *,
    modes: frozenset[int] = DEFAULT_RAIL,
    country: str | None = None,
    progress: Progress | None = None,
) -> Feed:
    """Read a feed. Raises InputError when it cannot be trusted."""
    raise NotImplementedError

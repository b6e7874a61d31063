"""Minutes for trains that have none: evenly spaced, clear of other trains, with the shortest waits for travellers."""

from __future__ import annotations

from bereikbaar.timetable.propose.door import propose, with_proposed

__all__ = ["propose", "with_proposed"]

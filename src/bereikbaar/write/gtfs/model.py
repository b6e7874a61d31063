"""What an export holds before it becomes rows: runs of trains on days, whatever they were made from."""

from __future__ import annotations

from dataclasses import dataclass

#: ``Run.basis`` of trains that have no minute; one of ``network.trips.BASES``.
HEADWAY = "headway"
#: ``Change.seconds`` of a change that is not allowed, and of one that takes the usual time: ``network.trips``.
NOT_ALLOWED, AS_USUAL = -1, -2
#: A sentence in English and in Dutch.
Words = tuple[str, str]
#: No particular line or run.
ANY = -1


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """When something runs: on days of the week (0 = Monday), or on ISO dates; one of the two is empty."""

    weekdays: tuple[int, ...] = ()
    dates: tuple[str, ...] = ()

    def meets(self, other: Days) -> bool:
        """Return whether both run on some day."""
        return bool(set(self.weekdays) & set(other.weekdays) or set(self.dates) & set(other.dates))


@dataclass(frozen=True, slots=True, order=True)
class Calls:
    """The calls of a train, timed from its first departure.

    places : of ``Plan.places``. arrive_s, depart_s : (n,) whole seconds; depart_s[0] is 0, and arrive_s[0] 0 or less.
    board, alight : (n,) may one get in, get out.
    """

    places: tuple[str, ...]
    arrive_s: tuple[int, ...]
    depart_s: tuple[int, ...]
    board: tuple[bool, ...]
    alight: tuple[bool, ...]

    @property
    def run_s(self) -> int:
        """Seconds from the first departure to the last arrival."""
        return self.arrive_s[-1]


@dataclass(frozen=True, slots=True, order=True)
class Frequency:
    """Departures from the first stop every ``headway_s`` from ``start_s`` until before ``end_s``, in seconds."""

    start_s: int
    end_s: int
    headway_s: int


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """A train on some days, or with ``frequencies`` a train that runs every so many seconds.

    service, direction : its pattern. start_s : first departure, seconds of the service day (of a train with
    frequencies that of the first). basis : one of ``network.trips.BASES``. name : an id of its own, when it came
    with one. line : what change rules of a timetable call a line, ANY = none. route_type : of GTFS.
    """

    service: str
    direction: str
    start_s: int
    days: Days
    calls: Calls
    basis: str
    frequencies: tuple[Frequency, ...] = ()
    name: str = ""
    line: int = ANY
    route_type: int = 2


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A change between trains: minimum ``seconds``, or ``NOT_ALLOWED``; or with ``stay`` no change at all.

    from_place, to_place : a place or a station; empty = any. from_line, to_line : of ``Run.line``.
    from_run, to_run : positions in ``Plan.runs``.
    """

    from_place: str = ""
    to_place: str = ""
    from_line: int = ANY
    to_line: int = ANY
    from_run: int = ANY
    to_run: int = ANY
    seconds: int = 0
    stay: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All that an export writes.

    runs   : in the order in which they are written. changes : in any order.
    places : place -> station code; a place that has the code of its station is the whole station.
    start, end : ISO dates between which the weeks repeat.
    method : ``headway`` (every so many minutes), ``clock`` (at fixed times) or ``timetable`` (trips of a feed).
    notes  : what a user should know, what was left out or assumed: in English, in Dutch.
    """

    runs: tuple[Run, ...]
    changes: tuple[Change, ...]
    places: dict[str, str]
    start: str
    end: str
    method: str
    notes: tuple[Words, ...] = ()

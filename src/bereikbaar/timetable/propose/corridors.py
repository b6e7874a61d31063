"""Do the trains of a corridor come evenly, as a scenario promises, and if not, why?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bereikbaar.lang import both, with_comma
from bereikbaar.network.model import Network
from bereikbaar.routing.direct import FAST_WITHIN_MIN
from bereikbaar.settings import Settings
from bereikbaar.timetable.board import Departure, board
from bereikbaar.timetable.model import ClockTrain
from bereikbaar.timetable.periodic import common_period_s
from bereikbaar.timetable.propose.following import TooClose, too_close_pairs
from bereikbaar.timetable.propose.spacing import largest_gap
from bereikbaar.units import MINUTES_PER_HOUR, SLACK

if TYPE_CHECKING:
    from bereikbaar.scenarios.model import Scenario

PROPOSED = "proposed"
#: Measures of expectations that promise a frequency, and whether only fast trains count.
PROMISES = {"tph_direct": False, "tph_fast": True}


_TEXTS = {
    "uneven": both("{a} – {b}: not every {w} minutes. The longest gap is {g} minutes, from {x} ({p}) to {y} ({q})."),
    "few": both("Too few trains run."),
    "off": both("Known minutes stay, and these are no multiple of {w} minutes apart: {m}."),
    "way": both("The proposed minutes of {m} suit the whole of their way: its other trains and its track."),
    "fixed": both("All minutes are known, and known minutes stay."),
    "close": both("{p} does not keep {w} minutes from: {m}. The track or other trains would have to change."),
    "overtakes": both("overtaking"),
}


@dataclass(frozen=True, slots=True, order=True)
class Corridor:
    """A promise: a direct train from ``origin`` to ``destination`` every ``wanted_gap_min``.

    fast : only trains count that are at most 5 min slower than the fastest.
    """

    origin: str
    destination: str
    wanted_gap_min: float
    fast: bool = True


@dataclass(frozen=True, slots=True)
class CorridorGaps:
    """What became of it. departures : from the origin, in the order of the clock, within ``period_min``."""

    corridor: Corridor
    period_min: float
    departures: tuple[Departure, ...]
    longest_gap_min: float

    @property
    def even(self) -> bool:
        """Tell whether there is no longer gap than was promised."""
        return self.longest_gap_min <= self.corridor.wanted_gap_min + SLACK


def promised_corridors(scenario: Scenario, network: Network, window: str) -> tuple[Corridor, ...]:
    """Return the corridors on which a scenario promises a frequency in a window, sorted.

    Its expectations of trains per hour that have to hold (``tph_direct``, ``tph_fast``; one an hour promises no
    spacing), and the services to which ``set_frequency`` gives an ``every_min``, from end to end.
    """
    found = {
        Corridor(e.origin, e.destination, MINUTES_PER_HOUR / e.value, PROMISES[e.measure])
        for e in scenario.expects
        if e.measure in PROMISES and e.kind == "must" and e.window == window and e.value > 1
    }
    for change in scenario.changes:
        every_min = getattr(change, "every_min", None)
        gap = None if every_min is None else every_min.resolve(network).get(window)
        names = getattr(change, "services", ()) if gap else ()
        found |= {
            Corridor(p.stations[0], p.stations[-1], float(gap or 0))
            for name in names
            if name in network.services
            for p in network.services[name].patterns
            if p.stations[0] != p.stations[-1]
        }
    return tuple(sorted(found))


def corridor_gaps(net: Network, trains: Sequence[ClockTrain], corridor: Corridor) -> CorridorGaps:
    """Return when the direct trains of a corridor leave, and the longest time without one.

    trains : all of one window. Raises UnknownNameError for a station that is not there.
    """
    direct = _direct(net, trains, corridor)
    there = {(d.service, d.direction) for d in direct}
    fewer = [t for t in trains if (t.service, t.direction) in there]
    chosen = _direct(net, fewer, corridor)  # once more: fewer trains repeat sooner, which reads better
    period_min = board(net, fewer, corridor.origin).period_min
    return CorridorGaps(corridor, period_min, chosen, largest_gap([d.minute for d in chosen], period_min))


def _direct(net: Network, trains: Sequence[ClockTrain], corridor: Corridor) -> tuple[Departure, ...]:
    reach = [(d, _minutes(d, corridor.destination)) for d in board(net, trains, corridor.origin).departures]
    fastest = min((m for _, m in reach if m is not None), default=0.0)
    limit = fastest + FAST_WITHIN_MIN + SLACK if corridor.fast else float("inf")
    return tuple(d for d, m in reach if m is not None and m <= limit)


def corridor_report(
    net: Network, trains: Sequence[ClockTrain], corridors: Iterable[Corridor], lang: str = "en"
) -> list[str]:
    """Return a sentence ("nl" or "en") for every corridor, in both directions, that is less even than promised.

    It says where the longest gap is and why it cannot be shorter: known minutes that do not lie a whole number of
    steps apart, or trains that are spread over another part of their way.
    """
    both = {
        c for one in corridors for c in (one, Corridor(one.destination, one.origin, one.wanted_gap_min, one.fast))
    }
    found = [
        corridor_gaps(net, trains, c)
        for c in sorted(both)
        if c.origin in net.stations and c.destination in net.stations
    ]
    return [_sentence(net, gaps, lang) for gaps in found if gaps.departures and not gaps.even]


def following_report(net: Network, trains: Sequence[ClockTrain], settings: Settings, lang: str = "en") -> list[str]:
    """Return a sentence ("nl" or "en") for every service whose proposed minutes come too close to other trains.

    Closer than ``settings.following_min`` in the same direction, on a section on which known trains keep that much.
    It names the section where it comes closest to each of the others.
    """
    found = too_close_pairs(net, trains, settings.following_min, common_period_s(trains) / 60)
    others: dict[str, dict[str, TooClose]] = {}
    for pair in found:
        held = others.setdefault(pair.pattern[0], {})
        name = pair.other[0]
        if name not in held or pair.apart_min < held[name].apart_min:
            held[name] = pair
    return [
        _TEXTS["close"].said(lang).format(
            p=service, w=_plain(settings.following_min, lang),
            m="; ".join(_nearest(net, name, pair, lang) for name, pair in sorted(held.items())),
        )
        for service, held in sorted(others.items())
    ]  # fmt: skip


def _nearest(net: Network, other: str, pair: TooClose, lang: str) -> str:
    a, b = (net.stations[code].name for code in pair.track)
    apart = f"{_plain(round(pair.apart_min, 1), lang)} min" if pair.apart_min else _TEXTS["overtakes"].said(lang)
    return f"{other}, {a} – {b} ({apart})"


def _minutes(departure: Departure, destination: str) -> float | None:
    return next((after for code, after in departure.calls if code == destination), None)


def _sentence(net: Network, gaps: CorridorGaps, lang: str) -> str:
    c, (before, after) = gaps.corridor, _longest(gaps)
    said = _TEXTS["uneven"].said(lang).format(
        a=net.stations[c.origin].name, b=net.stations[c.destination].name, w=_plain(c.wanted_gap_min, lang),
        g=_plain(gaps.longest_gap_min, lang), x=clock(before.minute), p=before.service, y=clock(after.minute),
        q=after.service,
    )  # fmt: skip
    return f"{said} {_why(gaps, lang)}"


def _longest(gaps: CorridorGaps) -> tuple[Departure, Departure]:
    """Return the departures before and after the longest gap."""
    held = gaps.departures
    pairs = list(zip(held, (*held[1:], held[0]), strict=True))
    return max(pairs, key=lambda p: ((p[1].minute - p[0].minute) % gaps.period_min or gaps.period_min) + 0.0)


def _why(gaps: CorridorGaps, lang: str) -> str:
    step = gaps.corridor.wanted_gap_min
    fixed = [d for d in gaps.departures if d.basis != PROPOSED]
    if len(gaps.departures) * step < gaps.period_min - SLACK:
        return _TEXTS["few"].said(lang)
    if any(not _on_grid(d.minute - fixed[0].minute, step) for d in fixed):
        minutes = ", ".join(f"{d.service} {clock(d.minute)}" for d in fixed)
        return _TEXTS["off"].said(lang).format(w=_plain(step, lang), m=minutes)
    moved = ", ".join(sorted({d.service for d in gaps.departures if d.basis == PROPOSED}))
    return _TEXTS["way" if moved else "fixed"].said(lang).format(m=moved)


def _on_grid(minutes: float, step: float) -> bool:
    return min(minutes % step, -minutes % step) < 1e-6


def clock(minute: float) -> str:
    """Return ``:08`` for a minute of the hour, ``1:08`` in the second hour of a period, ``:08.30`` with seconds."""
    seconds = round(60 * minute)
    hours, rest = divmod(seconds, 3600)
    text = f"{hours or ''}:{rest // 60:02d}"
    return text + (f".{rest % 60:02d}" if rest % 60 else "")


def _plain(value: float, lang: str) -> str:
    return with_comma(f"{value:.4g}", lang)

"""What can be wrong with trains per hour and with the windows of the week."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite, remainder

from bereikbaar.errors import did_you_mean
from bereikbaar.network.checks.findings import NOWHERE, Context, Finding, at, fault
from bereikbaar.network.model import Pattern
from bereikbaar.units import SLACK

GROUPS = ("day", "evening", "weekend")
HOURS_OF_THE_WEEK = 168.0
#: A clock pattern repeats every hour or every two hours: a multiple of this many trains per hour.
CLOCK_STEP = 0.5
#: More than this is no train any more (one every 2.5 minutes in one direction), nor a bus, ferry, metro or tram.
MOST_TRAINS = 24.0
MOST_OTHERS = 60.0


def check_windows(ctx: Context) -> Iterator[Finding]:
    """Windows have a name of their own, hours, and a group that scenarios know."""
    windows = ctx.net.windows
    if not windows:
        yield fault("no_windows", NOWHERE)
    names = [w.name for w in windows]
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield fault("window_twice", NOWHERE, name=name)
    for w in windows:
        if not 0 < w.hours_per_week <= HOURS_OF_THE_WEEK:
            yield fault("window_hours", NOWHERE, name=w.name, found=float(w.hours_per_week))
        if w.group not in GROUPS:
            yield fault("window_group", NOWHERE, name=w.name, group=w.group, near=did_you_mean(w.group, GROUPS))
    total = sum(w.hours_per_week for w in windows if isfinite(w.hours_per_week))
    if total > HOURS_OF_THE_WEEK + SLACK:
        yield fault("long_week", NOWHERE, found=float(total))


def check_tph_numbers(ctx: Context) -> Iterator[Finding]:
    """Trains per hour are numbers, 0 or more, and no headways in minutes."""
    for service_id, service in sorted(ctx.sound.services.items()):
        limit = MOST_TRAINS if service.mode == "rail" else MOST_OTHERS
        for p in service.patterns:
            about = {"service": service_id, "direction": p.direction}
            missing = [w for w, tph in _windows(ctx, p) if not isfinite(tph)]
            if missing:
                yield fault("tph_missing", at(service_id, field=f"tph_{missing[0]}"), windows=missing, **about)
            for wrong, kind in ((_less(ctx, p), "tph_negative"), (_more(ctx, p, limit), "tph_too_high")):
                if wrong:
                    window, tph = wrong[0]
                    yield fault(
                        kind,
                        at(service_id, field=f"tph_{window}"),
                        windows=[w for w, _ in wrong],
                        found=float(tph),
                        limit=limit,
                        **about,
                    )


def _windows(ctx: Context, p: Pattern) -> list[tuple[str, float]]:
    return [(w.name, tph) for w, tph in zip(ctx.net.windows, p.tph, strict=True)]


def _less(ctx: Context, p: Pattern) -> list[tuple[str, float]]:
    return [(w, tph) for w, tph in _windows(ctx, p) if tph < 0]


def _more(ctx: Context, p: Pattern, limit: float) -> list[tuple[str, float]]:
    return [(w, tph) for w, tph in _windows(ctx, p) if limit < tph < float("inf")]


def is_clock_pattern(tph: float) -> bool:
    """Return whether so many trains per hour can be a clock pattern: a multiple of 0.5, or none at all."""
    return isfinite(tph) and abs(remainder(tph, CLOCK_STEP)) <= SLACK


def check_clock_patterns(ctx: Context) -> Iterator[Finding]:
    """Trains per hour look like a timetable that repeats; a mean over a day (0.3) does not."""
    for service_id, service in sorted(ctx.sound.services.items()):
        odd = {
            (w, tph)
            for p in service.patterns
            for w, tph in _windows(ctx, p)
            if 0 <= tph < float("inf") and not is_clock_pattern(tph)
        }
        if odd:
            windows = [w.name for w in ctx.net.windows if any(w.name == name for name, _ in odd)]
            found = [f"{tph:g}" for tph in sorted({tph for _, tph in odd})]
            yield fault(
                "no_clock_pattern",
                at(service_id, field=f"tph_{windows[0]}"),
                service=service_id,
                found=found,
                windows=windows,
                limit=MOST_TRAINS,
            )


def check_running(ctx: Context) -> Iterator[Finding]:
    """Services that never run, or run one way only in some windows; to know, not to mend."""
    for service_id, service in sorted(ctx.sound.services.items()):
        if not any(tph > 0 for p in service.patterns for tph in p.tph):
            yield fault("never_runs", at(service_id), service=service_id, status=service.status)
            continue
        one_way: dict[str, list[str]] = {}
        for w, window in enumerate(ctx.net.windows):
            runs = [p.direction for p in service.patterns if p.tph[w] > 0]
            if len(runs) == 1 < len(service.patterns):
                one_way.setdefault(runs[0], []).append(window.name)
        for direction, windows in sorted(one_way.items()):
            yield fault(
                "one_way_in_window",
                at(service_id, field=f"tph_{windows[0]}"),
                service=service_id,
                direction=direction,
                windows=windows,
            )

"""What can be wrong with clock minutes."""

from __future__ import annotations

from collections.abc import Iterator

from bereikbaar.errors import did_you_mean
from bereikbaar.network.checks.findings import Context, Finding, at, fault


def check_clocks(ctx: Context) -> Iterator[Finding]:
    """Clock minutes belong to a pattern and lie within their period."""
    known = {(s.id, p.direction) for s in ctx.net.services.values() for p in s.patterns}
    for c in sorted(ctx.net.clocks, key=lambda c: (c.service, c.direction, c.days, c.origin_minute)):
        about = {"service": c.service, "direction": c.direction}
        if (c.service, c.direction) not in known:
            yield fault(
                "clock_of_nobody", at(*about.values()), near=did_you_mean(c.service, ctx.net.services), **about
            )
        if not 0 < c.period_min < float("inf"):
            yield fault("clock_period", at(*about.values()), found=float(c.period_min), **about)
        elif not 0 <= c.origin_minute < c.period_min:
            yield fault(
                "clock_minute", at(*about.values()), found=float(c.origin_minute), period=float(c.period_min), **about
            )

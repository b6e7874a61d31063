"""The checks of speed for the services that differ between two networks."""

from __future__ import annotations

from dataclasses import replace

from bereikbaar.errors import Problem
from bereikbaar.network.checks.findings import Context
from bereikbaar.network.checks.rows import Files
from bereikbaar.network.checks.speeds import check_speeds
from bereikbaar.network.model import Network
from bereikbaar.network.track import TrackPaths


def impossible_speeds(before: Network, after: Network, *, lang: str = "en") -> list[Problem]:
    """Return the legs of new and changed services on which no train could keep its minutes; empty when all can.

    Legs that were there with the same minutes are not said again.
    """
    changed = {k: s for k, s in after.services.items() if before.services.get(k) != s}
    if not changed:
        return []

    def found(net: Network) -> list[str]:
        part = replace(net, services={k: s for k, s in net.services.items() if k in changed})
        ctx = Context(part, part, TrackPaths(part), Files(None))
        return [f.problem(ctx.files, lang).message for f in check_speeds(ctx)]

    known = set(found(before))
    return [Problem(message) for message in found(after) if message not in known]

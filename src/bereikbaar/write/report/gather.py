"""The reasons that a report tells of every plan: what it takes, and why towns change most."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bereikbaar.reasons.most import explain_most
from bereikbaar.reasons.price import price_tags
from bereikbaar.write.report.reasons import Reasons

if TYPE_CHECKING:
    from bereikbaar.results import Result


def gather_reasons(result: Result, progress: Callable[[str], None] | None = None) -> Reasons:
    """Return price tags, and explanations of the ten largest gains and losses, of every scenario of a run.

    The base and every scenario are routed once more for it, in the window of the maps.
    """
    return Reasons(prices=price_tags(result), explanations=explain_most(result, progress=progress))

"""The reasons that a report tells of every plan: what it takes, why towns change most, and what its parts do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from bereikbaar.reasons.divided import attributions, parts_by_plan
from bereikbaar.reasons.most import explain_most
from bereikbaar.reasons.price import price_tags
from bereikbaar.write.report.reasons import Reasons

if TYPE_CHECKING:
    from bereikbaar.reasons.parts import Part
    from bereikbaar.results import Result


def gather_reasons(
    result: Result,
    progress: Callable[[str], None] | None = None,
    parts: Mapping[str, Sequence[Part]] | None = None,
) -> Reasons:
    """Return price tags, explanations of the ten largest gains and losses, and what parts do, of a run's scenarios.

    parts : of the plans that are divided; when not given those of combinations of a few (``reasons.divided``). The
    base and every scenario are routed once more, and every subset of the parts is, in the window of the maps.
    """
    if parts is None:
        parts = parts_by_plan([case.scenario for case in result.cases if case.scenario and not case.is_network])
    return Reasons(
        prices=price_tags(result),
        explanations=explain_most(result, progress=progress),
        attributions=attributions(result, parts, progress),
    )

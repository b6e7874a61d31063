"""Some of the changes of a scenario on a network: what each of them does there, and which cannot be made alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bereikbaar.errors import Problem
from bereikbaar.network.model import Network
from bereikbaar.scenarios.amounts import overdrawn
from bereikbaar.scenarios.changes import INFRASTRUCTURE
from bereikbaar.scenarios.changes.base import ChangeBase
from bereikbaar.scenarios.content import ordered
from bereikbaar.scenarios.context import FOLLOWS, IDLE, Context
from bereikbaar.settings import Settings

if TYPE_CHECKING:
    from bereikbaar.access.model import Places


@dataclass(frozen=True, slots=True)
class Some:
    """What some changes make of a network.

    network : after those that can be made. made : indexes of the changes that did something; one that finds the
    network as it wants it does nothing and is no error. failed : index -> problems of one that cannot be made here.
    said : index -> what it says of itself, in Dutch and English.
    """

    network: Network
    made: frozenset[int]
    failed: dict[int, tuple[Problem, ...]]
    said: dict[int, tuple[str, str]]


def apply_some(
    network: Network,
    changes: Sequence[ChangeBase],
    settings: Settings,
    *,
    places: Places | None = None,
    name: str = "",
) -> Some:
    """Return the network after some changes of a scenario that can be applied as a whole.

    name : of the scenario, which what it adds carries. Changes are made in the order of a scenario, whatever theirs.
    Not asked again is what holds of subsets when it holds of the whole: no change there twice, no two that clash.
    """
    context = Context(network, settings, name, places)
    number = {id(change): n for n, change in enumerate(changes)}
    now, made = network, set[int]()
    failed: dict[int, tuple[Problem, ...]] = {}
    said: dict[int, tuple[str, str]] = {}
    referred = False
    for change in ordered(changes):
        if not referred and not isinstance(change, INFRASTRUCTURE):
            context.refer_to(now)
            referred = True
        n = number[id(change)]
        found = change.problems(now, context)
        if any(p.severity in ("error", FOLLOWS) for p in found):
            failed[n] = tuple(replace(p, severity="error") for p in found if p.severity in ("error", FOLLOWS))
        elif not any(p.severity == IDLE for p in found):
            after = change.apply(now, context)
            said[n] = (change.describe(now, "nl", context), change.describe(now, "en", context))
            if after != now:
                made.add(n)
                now = after
    for problem in overdrawn(now, changes, context):
        failed.setdefault(max(made, default=0), (problem,))
    if made:
        now = replace(now, scenario=(*network.scenario, name))
    return Some(now, frozenset(made), failed, said)

"""The content of a scenario as plain data, and its hash: the identity of a scenario."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, cast

from bereikbaar.scenarios.changes import rank
from bereikbaar.scenarios.changes.base import ChangeBase
from bereikbaar.scenarios.model import Change, Scenario
from bereikbaar.scenarios.records import as_plain


def change_as_plain(change: Change) -> dict[str, Any]:
    """Return a change as it would stand in a file: ``{"add_track": {...}}``."""
    held = cast(ChangeBase, change)
    return {held.KIND: as_plain(held)}


def ordered(changes: Iterable[Change]) -> list[ChangeBase]:
    """Return changes in the order in which they are made, whatever their order in a file."""
    held = [cast(ChangeBase, change) for change in changes]
    return sorted(held, key=lambda change: (rank(change), canonical(change_as_plain(change))))


def canonical(content: Any) -> str:
    """Return JSON text that is the same for the same content: sorted keys, no spaces."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def scenario_as_plain(scenario: Scenario) -> dict[str, Any]:
    """Return the resolved content of a scenario: parameters filled in, parts taken over, no lines or files."""
    return {
        "name": scenario.name,
        "key": scenario.key,
        "title": dict(scenario.title),
        "base": scenario.base,
        "year": scenario.year,
        "cost": as_plain(scenario.cost) if scenario.cost else None,
        "sources": as_plain(scenario.sources),
        "parameters": dict(sorted(scenario.parameters.items())),
        "parts": list(scenario.parts),
        "changes": [change_as_plain(change) for change in ordered(scenario.changes)],
        "expects": as_plain(scenario.expects),
        "assumptions": as_plain(scenario.assumptions),
        "side_effects": as_plain(scenario.side_effects),
    }


def scenario_hash(scenario: Scenario) -> str:
    """Return the sha256 of the resolved content, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(scenario_as_plain(scenario)).encode()).hexdigest()


def with_hash(scenario: Scenario) -> Scenario:
    """Return the scenario with the hash of its content."""
    return replace(scenario, hash=scenario_hash(scenario))

"""Apply changes written as in a file to the small network, and read what comes out."""

from __future__ import annotations

from typing import Any

import pytest
from scenario_networks import network

from bereikbaar.errors import InputError
from bereikbaar.network.model import Network
from bereikbaar.scenarios.apply import Applied, apply_scenario
from bereikbaar.scenarios.nodes import parse_yaml
from bereikbaar.scenarios.schema import from_nodes

HEAD = "name: test\nkey: test\ntitle: {nl: Proef, en: Test}\nbase: small\nchanges:\n"


def scenario(*changes: str, more: str = "") -> Any:
    """Return the scenario of changes written as in a file; the first stands on line 6."""
    text = HEAD + "".join(f"  - {change}\n" for change in changes) + more
    reading = from_nodes(parse_yaml(text, "test.yaml"), "test.yaml")
    if reading.problems:
        raise InputError(reading.problems)
    return reading.scenario


def applied(*changes: str, on: Network | None = None) -> Applied:
    return apply_scenario(on or network(), scenario(*changes))


def after(*changes: str, on: Network | None = None) -> Network:
    return applied(*changes, on=on).network


def refused(*changes: str, on: Network | None = None) -> list[str]:
    """Return all problems, without the name of the file."""
    with pytest.raises(InputError) as caught:
        applied(*changes, on=on)
    return [str(p).removeprefix("test.yaml, ") for p in caught.value.problems]

"""A scenario may not let a train run as no train can."""

from pathlib import Path

import pytest

from bereikbaar.errors import InputError
from bereikbaar.pipeline import network
from bereikbaar.scenarios.apply import apply_scenario
from bereikbaar.scenarios.registry import load_scenario

PLAN = """
name: te-snel
key: tesnel
title: {{nl: "Te snel", en: "Too fast"}}
base: nl-2026
changes:
  - {change}
"""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("add_service: {id: X1, product: Intercity, stops: [gn, mt], run_min: [1], tph: 1}", "from gn to mt"),
        ("set_run_time: {services: ['500'], from: gn, to: asn, run_min: 600}", "expected 20 to 320 km/h for rail"),
    ],
)
def test_a_speed_no_train_has_is_refused_with_the_leg(tmp_path: Path, change: str, words: str) -> None:
    file = tmp_path / "te-snel.yaml"
    file.write_text(PLAN.format(change=change), encoding="utf-8")
    with pytest.raises(InputError, match="would run") as error:
        apply_scenario(network("nl-2026"), load_scenario(str(file)))
    assert words in str(error.value) and "te-snel.yaml" in str(error.value)

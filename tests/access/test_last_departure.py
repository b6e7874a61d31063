"""The last departure for home: which runs know it, and what it is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from bereikbaar import pipeline
from bereikbaar.errors import InputError
from bereikbaar.results import Result
from builders_feeds import both, feed, trains

DAY = "2025-03-12"


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> str:
    """gn-asn-ut hourly (108 min) from 6:00 to 23:00, ut-asd half-hourly (27 min), a night train from ut at 23:55."""
    runs = [*both("500", "gn 0 asn 15 ut 108", 360, 1380, 60), *both("3000", "ut 0 asd 27", 360, 1380, 30)]
    runs += trains("night", "ut 0 asd 27.5", 1435, 1435, 60)
    return str(feed(tmp_path_factory.mktemp("feeds") / "line", runs))


def run(where: str, indicators: str) -> Result:
    net = pipeline.network(where, date=DAY)
    return pipeline.run(net, at=pipeline.places_of(net), method="clock", indicators=indicators, window="evening")


def test_a_timetable_by_the_clock_answers_to_every_measure_and_to_the_group_of_frequency(line: str) -> None:
    found = run(line, "frequency")
    assert {"spoorboekloos", "dep_h"} <= set(found.indicators)
    assert set(found.indicators) <= set(found.base.zones.columns)

"""The section of the report on places of one's own."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from bereikbaar.settings import Settings
from bereikbaar.write.report.markdown import blocks_markdown
from bereikbaar.write.report.sections.own import LISTED, own_sections
from bereikbaar.write.report.sections.page import Said, blocks_of, page


def told(said: Iterable[Said]) -> str:
    return blocks_markdown(blocks_of(said))


def frame(minutes: list[float | None]) -> pl.DataFrame:
    n = len(minutes)
    return pl.DataFrame(
        {
            "place_id": [f"{k:02d}" for k in range(n)],
            "name": [f"Dorp {k}" for k in range(n)],
            "municipality": ["Hier"] * n,
            "population": [100.0] * n,
            "main_min": pl.Series(minutes, dtype=pl.Float64),
        }
    )


def result(base: list[float | None], plan: list[float | None], people: list[float]) -> tuple[Any, Any]:
    counts = np.array(people)
    known = np.nan_to_num(counts)
    own = SimpleNamespace(
        file="/x/dorpen.csv", population=counts, weight=known if known.sum() else np.ones(len(counts))
    )
    case = SimpleNamespace(scenario=object(), own=frame(plan))
    return SimpleNamespace(own=own, base=SimpleNamespace(own=frame(base), scenario=None), settings=Settings()), case


def test_the_mean_is_weighted_and_the_places_that_change_most_come_first() -> None:
    run, case = result([60.0, 90.0, None], [60.0, 70.0, None], [300.0, 100.0, 50.0])
    text = told(own_sections(page("en"), run, case))
    assert "### Places of your own" in text
    assert "3 places from dorpen.csv" in text
    assert "on average (by inhabitants) 67.5 min (base) and 62.5 min (scenario), −5.0." in text
    assert "1 of these places have no answer" in text
    rows = [line for line in text.splitlines() if line.startswith("| Dorp")]
    assert rows == ["| Dorp 1 | Hier | 90.0 | 70.0 | −20.0 |", "| Dorp 0 | Hier | 60.0 | 60.0 | 0.0 |"]


def test_without_inhabitants_every_place_counts_alike_and_long_lists_are_cut() -> None:
    run, case = result([60.0 + k for k in range(20)], [50.0] * 20, [np.nan] * 20)
    text = told(own_sections(page("nl"), run, case))
    assert "gemiddeld (elke plaats even zwaar) 69,5 min (nu) en 50,0 min (straks), −19,5." in text
    assert f"De {LISTED} met het grootste verschil" in text
    assert text.count("| Dorp") == LISTED


def test_a_run_without_own_places_says_nothing_and_a_base_run_its_level() -> None:
    run, _ = result([60.0], [60.0], [10.0])
    text = told(own_sections(page("nl"), run, run.base, level=2))
    assert text.splitlines()[0] == "## Eigen plaatsen"
    assert "gemiddeld (naar inwoners) 60,0 min." in text
    assert list(own_sections(page("nl"), SimpleNamespace(own=None, base=run.base), run.base)) == []


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_places_without_any_answer_have_a_dash(lang: str) -> None:
    run, case = result([None], [None], [10.0])
    assert "–" in told(own_sections(page(lang), run, case))

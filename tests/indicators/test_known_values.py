"""Every value of tests/data/accessibility: data sets to 1e-9, published figures to their decimals, and by hand."""

import csv
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import bereikbaar as bk

DATA = Path(__file__).parents[1] / "data" / "accessibility"
I = bk.indicators  # noqa: E741 - the namespace under test, used in every line


@dataclass(frozen=True)
class Sample:
    ids: tuple[str, ...]
    times: np.ndarray
    columns: dict[str, np.ndarray]


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def column(table: list[dict[str, str]], name: str) -> np.ndarray:
    return np.array([float(r[name]) if r[name] else math.nan for r in table])


@cache
def sample(name: str) -> Sample:
    zones = rows(f"{name}_zones")
    ids = tuple(z["id"] for z in zones)
    minutes = [[float(r[i]) if r[i] else math.inf for i in ids] for r in rows(f"{name}_times")]
    return Sample(ids, np.array(minutes), {k: column(zones, k) for k in zones[0] if k != "id"})


def of_zones(s: Sample, row: dict[str, str]) -> np.ndarray:
    amounts, population = s.columns[row["opportunities"]], s.columns["population"]
    name, option = row["function"], row["option"]
    if name == "gravity":
        return I.gravity(s.times, amounts, I.parse_decay(row["decay"]))
    if name in ("dual", "dual_passive"):
        return I.dual(s.times, amounts, float(option), passive=name == "dual_passive")
    if name == "balancing_time":
        return I.balancing_time(s.times, amounts, population, step_min=float(option))
    return getattr(I, name)(s.times, amounts, population, I.parse_decay(row["decay"]))


#: Name in the table -> value of (access, population, income, decile, option).
SPREAD: dict[str, Callable[..., Any]] = {
    "gini": lambda a, p, *_: I.gini(a, p),
    "theil": lambda a, p, *_: I.theil(a, p),
    "theil_between": lambda a, p, income, decile, option: I.theil_split(a, p, decile).between,
    "theil_within": lambda a, p, income, decile, option: I.theil_split(a, p, decile).within,
    "weighted_mean": lambda a, p, *_: I.weighted_mean(a, p),
    "palma_whole": lambda a, p, income, decile, option: I.palma_whole(a, p, income),
    "concentration": lambda a, p, income, decile, option: I.concentration(a, p, income, option),
    **{
        f"fgt{k}": lambda a, p, income, decile, option, k=k: I.fgt(a, p, float(option), k)  # type: ignore[misc]
        for k in (0, 1, 2)
    },
}


def of_everybody(access: np.ndarray, columns: dict[str, np.ndarray], row: dict[str, str]) -> float:
    income = columns["income_per_capita"]
    people = np.where(np.isfinite(income), columns["population"], 0.0)
    decile = np.where(np.isfinite(income), columns["income_decile"], -1).astype(int)
    return float(SPREAD[row["function"]](access, people, income, decile, row["option"]))


ZONE_ROWS = [(name, row) for name in ("six", "bh40") for row in rows(f"{name}_zone_values")]
SPREAD_ROWS = [(name, row) for name in ("six", "bh40") for row in rows(f"{name}_spread")]


def label(value: object) -> str | None:
    return " ".join(list(value.values())[:4]).strip() if isinstance(value, dict) else None


@pytest.mark.parametrize(("name", "row"), ZONE_ROWS, ids=label)
def test_every_zone_has_its_known_value(name: str, row: dict[str, str]) -> None:
    s = sample(name)
    expected = np.array([float(row[i]) for i in s.ids])
    np.testing.assert_allclose(of_zones(s, row), expected, rtol=1e-9, atol=0)


@pytest.mark.parametrize(("name", "row"), SPREAD_ROWS, ids=label)
def test_every_spread_has_its_known_value(name: str, row: dict[str, str]) -> None:
    s = sample(name)
    access = I.gravity(s.times, s.columns[row["opportunities"]], I.parse_decay(row["decay"]))
    got = of_everybody(access, s.columns, row)
    assert got == pytest.approx(float(row["value"]), rel=1e-9, abs=0, nan_ok=True)


def test_the_tables_hold_all_measures_and_hundreds_of_values() -> None:
    names = {row["function"] for _, row in ZONE_ROWS}
    assert names == {"gravity", "dual", "shen", "balanced", "spatial_availability", "balancing_time"}
    assert sum(len(sample(name).ids) for name, _ in ZONE_ROWS) + len(SPREAD_ROWS) == 1050


@pytest.mark.parametrize("row", rows("published_zone_values"), ids=label)
def test_zones_have_the_published_figures(row: dict[str, str]) -> None:
    s = sample(row["dataset"])
    expected = [float(row[i]) for i in s.ids]
    assert np.round(of_zones(s, row), 4).tolist() == expected


@pytest.mark.parametrize("row", rows("published_spread"), ids=label)
def test_spread_has_the_published_figures(row: dict[str, str]) -> None:
    table = [z for z in rows("bh5a_access30") if z["id"] != row["left_out"]]
    columns = {k: column(table, k) for k in table[0] if k != "id"}
    assert round(of_everybody(columns["jobs_access"], columns, row), 4) == float(row["value"])


def weight(text: str, minutes: float) -> float:
    return float(I.parse_decay(text)(np.array(minutes)))


BY_HAND = {
    "gini: 1 - 2 (0.125 + 0.125 * 4 + 0.25 * 14) / 11": (lambda: I.gini([10, 20, 40], [1, 1, 2]), 0.25),
    "gini: one of four has all": (lambda: I.gini([0, 0, 0, 8], [1, 1, 1, 1]), 0.75),
    "theil: ln 4, zones with nothing add 0": (lambda: I.theil([0, 0, 0, 8], [1, 1, 1, 1]), 1.3862943611198906),
    "gravity: the limit itself counts": (lambda: I.gravity([[10, 30]], [100, 300], I.Step(30))[0], 400),
    "gravity: 100 / 2 + 300 / 17": (
        lambda: I.gravity([[45, 90]], [100, 300], I.LogLogisticMedian(m=45, b=4))[0],
        67.64705882352942,
    ),
    "dual: the first": (lambda: I.dual([[10, 30, 20]], [100, 300, 50], 1)[0], 10),
    "dual: 100 + 50 reaches 150": (lambda: I.dual([[10, 30, 20]], [100, 300, 50], 150)[0], 20),
    "dual: not enough": (lambda: I.dual([[10, 30, 20]], [100, 300, 50], 451)[0], math.inf),
    "dual: places with nothing do not count": (lambda: I.dual([[5, 30]], [0, 300], 1)[0], 30),
    "shen: jobs over people when all see all": (
        lambda: I.shen(np.full((2, 2), 10), [20, 20], [30, 10], I.Step(30))[0],
        1,
    ),
    "logistic, 1 at 0": (lambda: weight("logistic m=30 s=10", 30), 0.5021667102549916),
    "log-logistic: a half at exp(12 / 3)": (lambda: weight("loglogistic a=-12 b=3", 54.598150033144236), 0.5),
    "gaussian": (lambda: weight("gaussian v=1800", 30), 0.6065306597126334),
}


@pytest.mark.parametrize("example", BY_HAND)
def test_sums_on_paper(example: str) -> None:
    work, expected = BY_HAND[example]
    assert float(work()) == pytest.approx(expected, rel=1e-9)

"""The shipped network against published figures: each within its tolerance, or a known miss; and the page says so."""

import importlib.util
import re
from pathlib import Path

import pytest

from bereikbaar.truth import Finding, Truth
from bereikbaar.write.truth_tables import PER_STATION, misses, row_of, truth_tables

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "truth.md").read_text(encoding="utf-8")
#: What is out of tolerance -> the deviation in per cent that it may not exceed. The page explains each of them.
KNOWN = {
    "headway": {
        ("stations_within_60", "zl"): 17,
        ("stations_within_60", "gs"): 47,
        ("stations_within_60", "ddr"): -22,
        ("stations_within_90", "gs"): 27,
        ("stations_within_120", "ww"): 23,
        ("stations_within_120", "vs"): 42,
        ("stations_within_120", "gs"): 40,
        ("mean_time_weighted", "bd"): -9.5,
        ("mean_time_weighted", "vs"): -13,
        ("mean_time_weighted", "gs"): -12,
    },
    "clock": {
        ("stations_within_60", "lw"): -18,
        ("stations_within_60", "hr"): 18,
        ("stations_within_60", "gs"): 40,
        ("stations_within_60", "ddr"): -18,
        ("stations_within_60", "alm"): 21,
        ("stations_within_90", "es"): 24,
        ("stations_within_90", "gs"): 21,
        ("stations_within_120", "es"): 26,
        ("stations_within_120", "hgl"): 25,
        ("stations_within_120", "ww"): 17,
        ("stations_within_120", "vs"): 37,
        ("stations_within_120", "gs"): 44,
        ("mean_time_weighted", "vs"): -11,
        ("mean_time_weighted", "gs"): -10,
    },
}


def maker():
    spec = importlib.util.spec_from_file_location("make_truth", ROOT / "docs" / "make_truth.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def every() -> list[Truth]:
    return maker().truths()


def by_kind(truth: Truth) -> dict[tuple[str, str], Finding]:
    return {(f.figure.kind, f.figure.origin): f for f in truth.findings}


def test_every_published_figure_is_within_its_tolerance_or_a_known_miss(every: list[Truth]) -> None:
    for truth in every:
        found = misses(truth)
        assert set(found) <= set(KNOWN[truth.method]), "a figure that was within its tolerance is not any more"
        for key, worst in KNOWN[truth.method].items():
            off = by_kind(truth)[key].deviation
            assert off is not None and off * worst > 0 and abs(off) <= abs(worst), (truth.method, key, off)


@pytest.mark.parametrize(
    ("kind", "origin", "low", "high"),
    [  # our own readings of what "within the tolerance" should give, tighter than the tolerance
        ("mean_road_km_to_station", "NL", 4.9, 5.5),
        ("share_within_5km", "NL", 65, 69),
        ("people_bicycle_15min", "NL", 10.5, 12.0),
        ("elderly_beyond_30_hospital", "NL", 25, 35),
        ("train_speed", "Intercity", 78, 85),
        ("rail_bike_vs_walk", "NL/EU", 2, 20),
    ],
)
def test_what_is_on_the_page_is_close_to_what_was_published(
    every: list[Truth], kind: str, origin: str, low: float, high: float
) -> None:
    ours = by_kind(every[0])[kind, origin].ours
    assert ours is not None and low <= ours <= high


def test_the_distances_of_the_municipalities_follow_those_of_the_statistics_office(every: list[Truth]) -> None:
    station, hospital, any_hospital = every[0].municipalities
    assert station.n == 337 and station.correlation > 0.98 and station.agree > 0.97
    assert abs(station.ours_mean - station.published_mean) < 0.15
    assert any_hospital.correlation > 0.96 > hospital.correlation


def test_the_tables_of_the_page_are_those_of_the_product(every: list[Truth]) -> None:
    page = maker()
    assert page.with_tables(PAGE, truth_tables(every)) == PAGE, "run docs/make_truth.py"


def test_every_miss_is_explained_on_the_page(every: list[Truth]) -> None:
    why = PAGE.split("## Out of tolerance, and why")[1].split("\n## ")[0]
    explained = {code for line in why.splitlines() if line.startswith("| `") for code in re.findall(r"`(\w+)`", line)}
    assert {origin for truth in every for _, origin in misses(truth)} == explained


def test_a_figure_reads_the_same_in_two_languages_but_for_words_and_commas(every: list[Truth]) -> None:
    one = by_kind(every[0])["mean_road_km_to_station", "NL"]
    assert row_of(one)[1:4] == ["NL", "5.1", "5.21"]
    assert row_of(one, "nl")[:4] == [one.measure.words[0], "NL", "5,1", "5,21"]
    bound = by_kind(every[0])["reach_bound", "gn"]
    assert (row_of(bound)[5], row_of(bound, "nl")[5]) == ("at most 60 + 15", "hoogstens 60 + 15")
    assert set(PER_STATION) <= {f.figure.kind for f in every[0].findings}

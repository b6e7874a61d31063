"""The shipped scenarios: complete, with sources and assumptions, and true to what was published."""

from __future__ import annotations

import re

import pytest
from shipped_cases import KEYS, NAMES, base, base_times, best, case, direct_trains, mean_direct, rows, shipped

from bereikbaar.network.model import Network
from bereikbaar.routing.travel_times import TravelTimes
from bereikbaar.scenarios.expects import holds
from bereikbaar.scenarios.registry import list_scenarios
from bereikbaar.write.report.sections.misses import REFERENCE_RUN

#: A journey with a change: the reference run counts 2 min + a quarter of the headway of one series, the model 2 min
#: + alpha_transfer (0.35) of the headway of all trains worth taking: more with one series, less with several.
CHANGE_MIN = 7.5
#: A direct journey: the designs have the mean of both directions, the network the minutes of each, physics its own.
DIRECT_MIN = 3.0
MEAN_MIN = 1.0


def test_all_twenty_two_are_shipped_under_their_keys() -> None:
    assert {one.name for one in list_scenarios() if one.origin == "shipped"} == set(NAMES)
    assert {name: shipped(name).key for name in NAMES} == KEYS


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_scenario_says_what_it_is_in_both_languages_and_where_it_comes_from(name: str) -> None:
    one = shipped(name)
    assert one.base == "nl-2026"
    assert one.year is not None and 2026 < one.year <= 2040
    for held in (one.title, one.assumptions, one.side_effects):
        assert set(held) == {"nl", "en"}
    for sentences in (one.assumptions, one.side_effects):
        assert len(sentences["nl"]) == len(sentences["en"]) > 0
        assert not set(sentences["nl"]) & set(sentences["en"])
    assert len(one.sources) > 1
    assert all(s.title for s in one.sources)
    assert any(s.url.startswith("https://") for s in one.sources)
    assert one.expects
    assert all(e.source and e.confidence in tuple("ABCDG") for e in one.expects)
    assert one.origin == "shipped"
    assert len(one.hash) > 10


def test_no_two_scenarios_are_the_same() -> None:
    assert len({shipped(name).hash for name in NAMES}) == len(NAMES)


def test_a_cost_is_given_where_one_was_published_and_nowhere_else() -> None:
    published = {
        "lelylijn-2020": (3.2, 6.4), "lelylijn-2020-boog": (3.2, 6.4), "lelylijn-noordlink": (2.8, 2.8),
        "lelylijn-2024": (8.2, 17.2), "lelylijn-2024-direct": (8.2, 17.2), "lelylijn-emmeloord-assen": (8.2, 17.2),
        "afsluitdijk": (8.2, 17.2), "versnelling-bestaand-160": (1.6, 3.6), "versnelling-bestaand-200": (7.1, 7.1),
        "zeeland-160": (0.07, 0.07), "nedersaksenlijn": (1.7, 2.0),
    }  # fmt: skip
    costs = {name: shipped(name).cost for name in NAMES}
    assert {name: cost.bn_eur for name, cost in costs.items() if cost is not None} == published
    assert all(cost.source and cost.price_level for cost in costs.values() if cost is not None)


@pytest.mark.parametrize("name", NAMES)
def test_every_change_says_how_sure_it_is(name: str) -> None:
    assert [c.line for c in shipped(name).changes if not getattr(c, "confidence", "")] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_published_figure_is_reproduced(name: str) -> None:
    wrong = [
        f"{o.measure} {o.origin}-{o.destination}: published {o.published} +-{o.tolerance}, got {o.got}"
        for o in case(name).outcomes
        if o.kind == "must" and o.ok is not True
    ]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_derived_figures_are_those_of_the_reference_run_within_their_tolerance(name: str) -> None:
    one = case(name)
    wrong = [
        f"{e.measure} {e.origin}-{e.destination}: reference {e.value} +-{e.tolerance}, got {o.got}"
        for e, o in zip(one.scenario.expects, one.outcomes, strict=True)
        if e.kind == "derived" and not holds(e, o.got)
    ]
    assert wrong == []


MEASURES = {
    "time": "best_min",
    "gain": "gain_best_min",
    "tph": "tph_direct",
    "tph_fast": "tph_fast",
    "mean": "mean_direct_min",
    "direct": "direct_min",
}


def test_every_figure_of_the_designs_is_in_its_scenario_with_the_same_value_and_tolerance() -> None:
    for row in rows("design_figures.csv"):
        one = shipped(row["scenario"])
        wanted = (row["from"], row["to"], MEASURES[row["kind"]])
        held = [e for e in one.expects if (e.origin, e.destination, e.measure) == wanted]
        assert len(held) == 1, (one.name, wanted)
        assert (held[0].kind == "must") == (row["must"] == "yes"), (one.name, wanted)
        if row["must"] == "yes":
            assert (held[0].value, held[0].tolerance) == (float(row["published"]), float(row["tolerance"]))
        if row["kind"] == "mean":
            assert held[0].value == float(row["reference_scenario"])


def figure(row: dict[str, str]) -> str:
    return f"{row['scenario']}-{row['kind']}-{row['from']}-{row['to']}"


@pytest.mark.parametrize("row", rows("design_figures.csv"), ids=figure)
def test_the_model_agrees_with_the_reference_run(row: dict[str, str]) -> None:
    after = case(row["scenario"])
    for net, times, reference in (
        (base(), base_times(), row["reference_base"]),
        (after.network, after.times, row["reference_scenario"]),
    ):
        if reference and {row["from"], row["to"]} <= set(net.stations):
            got, tolerance = ours(row, net, times)
            assert got == pytest.approx(float(reference), abs=tolerance)


def ours(row: dict[str, str], net: Network, times: TravelTimes) -> tuple[float, float]:
    """Return our figure, and how far the reference run may be from it."""
    trains = direct_trains(net, row["from"], row["to"])
    match row["kind"]:
        case "tph":
            return sum(f for _, f in trains), 0
        case "tph_fast":
            return sum(f for minutes, f in trains if minutes <= trains[0][0] + 5), 0
        case "mean":
            return mean_direct(trains), MEAN_MIN
        case "direct":
            return trains[0][0], 0
        case _:
            fastest = best(times, row["from"], row["to"])
            return fastest, DIRECT_MIN if trains and trains[0][0] <= fastest else CHANGE_MIN


def test_the_words_for_a_report_are_there_in_dutch_too() -> None:
    """A Dutch report has no English words but names of sources."""
    english = re.compile(r"\b(the|on|and|a|with|for|about|from|derived|timetable)\b")
    for name in NAMES:
        scenario = shipped(name)
        said = [s.title_nl or s.title for s in scenario.sources]
        said += [scenario.cost.source_nl or scenario.cost.source] if scenario.cost else []
        said += [e.source for e in scenario.expects if e.source != REFERENCE_RUN]
        assert [text for text in said if english.search(text)] == [], name

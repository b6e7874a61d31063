"""Published figures against ours: what each measure is, and when it is a miss."""

import math
from typing import Any

import pytest
from applying import scenario
from scenario_networks import network

from bereikbaar.errors import InputError
from bereikbaar.routing.travel_times import TravelTimes, travel_times
from bereikbaar.scenarios.apply import apply_scenario
from bereikbaar.scenarios.expects import check_expectations, holds
from bereikbaar.scenarios.model import Expectation
from bereikbaar.settings import Settings

SETTINGS = Settings()


def outcomes(
    *figures: str, change: str = "set_run_time: {services: 500, from: zl, to: asn, change_min: -5}"
) -> list[Any]:
    wish = scenario(change, more="expects:\n" + "".join(f"  - {{{f}, source: S}}\n" for f in figures))
    return check_expectations(network(), apply_scenario(network(), wish).network, wish, {}, {}, SETTINGS)


@pytest.mark.parametrize(
    ("measure", "value"),
    [("best_min", 47), ("gain_best_min", 5), ("direct_min", 47), ("tph_direct", 3), ("tph_fast", 1)],
)
def test_every_measure_by_hand(measure: str, value: float) -> None:
    # zl-gn: 500 takes 35 - 5 + 1 + 16 = 47 min, once an hour; 6100 takes 64 min, twice an hour
    (found,) = outcomes(f"from: zl, to: gn, measure: {measure}, value: {value}, tolerance: 0")
    assert found.got == pytest.approx(value)
    assert found.ok is True


def test_the_mean_over_direct_trains_worth_taking() -> None:
    # 500 alone: 30 min wait + 47 = 77; with 6100 (2 an hour): 10 min wait + (47 + 2 x 64) / 3 = 68.33
    (found,) = outcomes("from: zl, to: gn, measure: mean_direct_min, value: 68.3, tolerance: 0.1")
    assert found.got == pytest.approx(10 + (47 + 2 * 64) / 3)
    assert found.ok is True


def test_a_window_of_its_own() -> None:
    (found,) = outcomes("from: zl, to: gn, measure: tph_direct, value: 2, tolerance: 0, window: evening")
    assert (found.got, found.ok) == (2, True)


def test_only_what_must_hold_has_a_verdict() -> None:
    found = outcomes(
        "from: zl, to: gn, measure: direct_min, value: 60, tolerance: 3",
        "from: zl, to: gn, measure: direct_min, value: 60, tolerance: 3, kind: derived",
        "from: zl, to: gn, measure: direct_min, value: 60, tolerance: 3, kind: info",
        "from: asd, to: lw, measure: direct_min, value: 60, tolerance: 3",
    )
    assert [o.ok for o in found] == [False, None, None, False]
    assert found[3].got is None  # no direct train
    assert (found[0].scenario, found[0].source, found[0].kind) == ("test", "S", "must")


@pytest.mark.parametrize(
    ("got", "at_least", "ok"),
    [(83, False, True), (87, False, True), (87.01, False, False), (82.99, False, False), (95, True, True),
     (83, True, True), (82.9, True, False), (None, False, False), (None, True, False)],
)  # fmt: skip
def test_limits_count_as_within(got: float | None, at_least: bool, ok: bool) -> None:
    assert holds(Expectation("a", "b", "best_min", 85, 2, at_least=at_least), got) is ok


def test_travel_times_that_are_given_are_used_and_missing_windows_are_computed() -> None:
    wish = scenario(
        "set_frequency: {services: 500, tph: 4}",
        more="expects: [{from: zl, to: gn, measure: gain_best_min, value: 0}]\n",
    )
    net = apply_scenario(network(), wish).network
    base, times = (travel_times(n, "offpeak", SETTINGS) for n in (network(), net))
    shifted = TravelTimes(**{f: getattr(base, f) for f in TravelTimes.__slots__} | {"best": base.best + 7})
    (given,) = check_expectations(network(), net, wish, {"offpeak": shifted}, {"offpeak": times}, SETTINGS)
    assert given.got == pytest.approx(7)
    (computed,) = check_expectations(network(), net, wish, {}, {}, SETTINGS)
    assert computed.got == pytest.approx(0)


def test_a_gain_from_a_station_that_is_new_has_no_value() -> None:
    wish = scenario(
        "add_station: {code: xhn, name: N, lat: 52.99, lon: 5.905, on: {between: [hr, lw]}}",
        "add_stops: {services: 600, stops: xhn, extra_min: 2}",
        more="expects:\n  - {from: xhn, to: zl, measure: gain_best_min, value: 3}\n"
        "  - {from: xhn, to: zl, measure: best_min, value: 40, tolerance: 5}\n",
    )
    net = apply_scenario(network(), wish).network
    found = check_expectations(network(), net, wish, {}, {}, SETTINGS)
    assert found[0].got is None
    assert found[1].got is not None
    assert math.isfinite(found[1].got)


def test_pairs_that_cannot_use_a_changed_leg_are_exactly_unchanged() -> None:
    change = "set_run_time: {services: 500, from: zl, to: asn, change_min: -5}"
    net = apply_scenario(network(), scenario(change)).network
    before, now = (travel_times(n, "offpeak", SETTINGS) for n in (network(), net))
    north = {"asn", "gn"}  # everything to and from these may run over Zwolle - Assen
    for a in before.stations:
        for b in before.stations:
            for name in ("expected", "best", "first_wait", "in_vehicle", "transfer", "changes", "longest_gap"):
                if (a in north) == (b in north) and not {a, b} & {"mp"}:
                    assert now.at(name, a, b) == before.at(name, a, b), (name, a, b)
    assert now.at("best", "ut", "gn") == before.at("best", "ut", "gn") - 5


def test_the_result_of_shipped_scenarios_is_a_sound_network() -> None:
    from bereikbaar import pipeline
    from bereikbaar.network.checks import check_network
    from bereikbaar.scenarios.registry import load_scenario

    base = pipeline.network("nl-2026")
    known = {p.message for p in check_network(base)}
    for name in ("lelylijn-2024-direct", "ser-2020", "nedersaksenlijn", "zeeland-hsl", "versnelling-bestaand-200"):
        net = apply_scenario(base, load_scenario(name)).network
        new = [str(p) for p in check_network(net) if p.severity == "error" and p.message not in known]
        assert not new, (name, new)


def test_a_figure_about_a_group_of_windows_is_refused() -> None:
    with pytest.raises(InputError, match=r"test\.yaml, line 8, expects\.window: 'weekend' is a group of windows"):
        outcomes("from: zl, to: gn, measure: tph_direct, value: 2, tolerance: 0, window: weekend")

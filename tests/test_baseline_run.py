"""Then and now: two networks in one run, by station and town."""

import json
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import polars as pl
import pytest

from bereikbaar import pipeline
from bereikbaar.compare import compare_runs, compare_stations
from bereikbaar.compare.baseline import common_ground
from bereikbaar.errors import InputError
from bereikbaar.network.model import Feeder, Window
from bereikbaar.network.renaming import renamed
from bereikbaar.network.spans import of_windows
from bereikbaar.scenarios.model import Scenario
from bereikbaar.settings import Settings
from bereikbaar.write.run import write_run
from builders_baseline import NOW, WINDOWS, network, now, places, service, stations, then

QUIET = Settings().changed(assumed_transit=False)


def run(net=None, old=None, scenarios=(), **more):
    more = {"settings": QUIET, "at": places(), **more}
    return pipeline.run(net or now(), scenarios, baseline=old or then(), **more)


@pytest.fixture(scope="module")
def result():
    return run(window="all")


def test_the_baseline_is_the_base_and_the_network_a_case_against_it(result) -> None:
    (case,) = result.cases
    assert result.base.network.name == "then" and case.network.name == "now"
    assert case.is_network and not result.base.is_network
    assert (case.scenario.name, case.scenario.key, case.scenario.base) == ("now", "now", "then")


def test_minutes_of_a_pair_are_those_of_each_network_alone(result) -> None:
    """asd - ut: 30 min every 30 min then, 25 min every 15 min now."""
    before, after = result.base.times["offpeak"], result.cases[0].times["offpeak"]
    assert (before.at("best", "asd", "ut"), before.at("expected", "asd", "ut")) == (30.0, pytest.approx(45.0))
    assert (after.at("best", "asd", "ut"), after.at("expected", "asd", "ut")) == (25.0, pytest.approx(32.5))


def test_stations_of_one_side_are_shown_as_such(result) -> None:
    table = compare_stations(result.base, result.cases[0], "offpeak").rows_by_key("code", named=True, unique=True)
    assert {code: row["status"] for code, row in table.items()} == {
        "asd": "more", "ut": "more", "ht": "more", "dtcp": "changed", "apn": "more",
        "new": "new", "new-2": "closed",
    }  # fmt: skip
    assert table["new-2"]["name"] == "Rotterdam Hofplein" and table["new-2"]["tph_offpeak"] == 1.0
    assert table["new"]["name"] == "Utrecht Vaartsche Rijn" and table["new"]["tph_offpeak"] is None


def test_a_town_at_a_closed_station_loses_its_connection_and_says_so(result) -> None:
    towns = {c: t.rows_by_key("town_id", named=True, unique=True) for c, t in (
        ("then", result.base.towns), ("now", result.cases[0].towns))}  # fmt: skip
    assert towns["then"]["hofplein"]["exp_ams_min"] is not None
    assert towns["now"]["hofplein"]["exp_ams_min"] is None


def test_everything_is_written_and_the_layers_show_what_opened_and_closed(result, tmp_path) -> None:
    write_run(result, tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "run.json").read_text())
    assert manifest["network"]["name"] == "now" and manifest["baseline"]["name"] == "then"
    assert manifest["baseline"]["stations"] == {"code": 0, "name": 4, "place": 1, "only_mine": 1, "only_theirs": 1}
    layer = json.loads((tmp_path / "out" / "stations.geojson").read_text())
    status = {f["properties"]["code"]: f["properties"]["status_now"] for f in layer["features"]}
    assert status["new"] == "new" and status["new-2"] == "closed"
    matched = pl.read_csv(tmp_path / "out" / "tables" / "matched_stations.csv").rows_by_key("code", unique=True)
    assert matched["dtcp"] == ("Delft Campus", "ns4", "Delft Zuid", "place", 0.039)
    assert matched["new"][3] == "only_network" and matched["new-2"][1:4] == (
        "new",
        "Rotterdam Hofplein",
        "only_baseline",
    )


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("nl", "Van de 6 stations van now zijn er 5 ook in then: 0 herkend aan hun code, 4 aan hun naam en 1 aan hun "
         "plaats. Alleen in now: 1. Alleen in then: 1."),
        ("en", "Of the 6 stations of now, 5 are in then too: 0 known by their code, 4 by their name and 1 by their "
         "place. Only in now: 1. Only in then: 1."),
    ],
)  # fmt: skip
def test_the_page_counts_the_stations_and_names_those_of_one_side(lang, said, tmp_path) -> None:
    write_run(run(lang=lang), tmp_path / "out")
    text = (tmp_path / "out" / "compare.md").read_text()
    assert said in text
    assert "Delft Campus (Delft Zuid)" in text
    for word in ("Rotterdam Hofplein", "Utrecht Vaartsche Rijn"):
        assert word in text
    assert "| then (min) | now (min) |" in text
    assert "Nu (min)" not in text and "no published cost" not in text and "geen gepubliceerde kosten" not in text


def test_the_screen_does_not_call_a_year_that_has_been_now(capsys) -> None:
    from bereikbaar.cli.summary import print_summary

    print_summary(run(lang="nl"))
    heads = capsys.readouterr().out.splitlines()[0].split("\t")
    assert heads[4:] == ["then, min", "vergeleken, min", "verschil, min"]


def test_a_scenario_is_compared_with_the_baseline_and_measured_on_the_network(tmp_path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "name: faster\nkey: fast\ntitle: {nl: Sneller, en: Faster}\nbase: now\nchanges:\n"
        "  - set_frequency: {services: '1', tph: {offpeak: 6, evening: 6}}\n"
        "expects:\n  - {from: asd, to: ut, measure: gain_best_min, value: 0, tolerance: 0}\n",
        encoding="utf-8",
    )
    result = run(scenarios=[pipeline.scenario(plan)])
    network_case, scenario_case = result.cases
    assert [c.scenario.name for c in result.cases] == ["now", "faster"]
    assert scenario_case.times["offpeak"].at("expected", "asd", "ut") == pytest.approx(25 + 5)
    assert network_case.times["offpeak"].at("expected", "asd", "ut") == pytest.approx(25 + 7.5)
    (outcome,) = scenario_case.outcomes
    assert (outcome.got, outcome.ok) == (0.0, True), "a gain is one over the network, not over the baseline"


def test_a_network_against_itself_is_the_same_everywhere() -> None:
    result = run(now(), replace(now(), name="twin"))
    before, after = result.base, result.cases[0]
    assert np.array_equal(before.times["offpeak"].expected, after.times["offpeak"].expected)
    assert before.towns.equals(after.towns) and before.stations.equals(after.stations)
    assert set(compare_stations(before, after, "offpeak")["status"]) == {"same"}
    assert result.baseline.matching.counts["code"] == len(NOW)


def test_what_has_nothing_to_do_with_trains_is_that_of_the_network() -> None:
    net = now(
        feeders=(Feeder("hofplein", "dtcp", "40", 20.0, (2.0, None)), Feeder("bosch", "new", "1", 9.0, (1.0, 1.0)))
    )
    old = then(change_min=MappingProxyType({"ns1": 5.0, "new": 4.0}))
    ground = common_ground(net, old)
    here = ground.baseline.stations
    assert dict(ground.baseline.change_min) == {"new-2": 4.0}, "another rule for changes is no slower train"
    assert here["dtcp"].intercity and here["dtcp"].name == "Delft Campus"
    assert (here["dtcp"].lat, here["dtcp"].lon) == NOW["dtcp"][1:], "the same place: the same walk"
    assert not here["new-2"].intercity
    assert [f.town_id for f in ground.baseline.feeders] == ["hofplein"], "a bus to a station of later does not run"
    assert ground.buses == "network" and ground.network is net
    assert ground.code_of == {"ns1": "asd", "ns2": "ut", "ns3": "ht", "ns4": "dtcp", "ns5": "apn", "new": "new-2"}


def test_a_network_without_buses_takes_those_of_the_baseline_and_two_with_buses_keep_theirs() -> None:
    bus = Feeder("hofplein", "ns4", "40", 20.0, (2.0, 1.0))
    ground = common_ground(now(), then(feeders=(bus,)))
    assert ground.buses == "baseline"
    assert [(f.station, f.tph) for f in ground.network.feeders] == [("dtcp", (2.0, 1.0))]
    own = common_ground(now(feeders=(replace(bus, station="ut"),)), then(feeders=(bus,)))
    assert own.buses == "own"
    assert [f.station for f in (*own.network.feeders, *own.baseline.feeders)] == ["ut", "dtcp"]
    assert common_ground(now(), then()).buses == ""


def test_only_windows_of_both_count_and_their_order_does_not_matter() -> None:
    old = then()
    trains = {
        id_: replace(s, patterns=tuple(replace(p, tph=(*reversed(p.tph), 3.0)) for p in s.patterns))
        for id_, s in old.services.items()
    }
    old = replace(
        old, windows=(*reversed(WINDOWS), Window("night", 7.0, "evening")), services=MappingProxyType(trains)
    )
    one, other = run(window="all"), run(old=old, window="all")
    assert list(other.base.times) == ["offpeak", "evening"]
    for window in ("offpeak", "evening"):
        assert np.array_equal(one.base.times[window].expected, other.base.times[window].expected)
    assert one.base.towns.equals(other.base.towns)
    with pytest.raises(InputError, match="window 'night' is not in network 'now'"):
        run(old=old, window="night")
    with pytest.raises(InputError, match="window 'night' is not in baseline 'then'; both have evening, offpeak"):
        run(net=replace(old, name="now"), old=then(), window="night")


def test_two_networks_without_a_common_window_or_station_are_refused() -> None:
    old = replace(then(), windows=(Window("saturday", 9.0, "weekend"), Window("sunday", 9.0, "weekend")))
    with pytest.raises(InputError) as caught:
        run(old=old)
    assert str(caught.value) == (
        "--baseline: 'now' and 'then' have no window in common (offpeak, evening against saturday, sunday); "
        "choose another --baseline-date"
    )
    far = network("far", stations({"x": ("Kyoto", 35.0, 135.7), "y": ("Nara", 34.7, 135.8)}),
                  [service("1", "x 0 y 40", (1.0, 1.0))])  # fmt: skip
    with pytest.raises(InputError, match="not one station of 'far' is one of 'now', by code, name or place"):
        run(old=far)


def test_runs_against_a_baseline_compare_with_each_other_only_when_it_is_the_same(result, tmp_path) -> None:
    write_run(result, tmp_path / "one")
    write_run(result, tmp_path / "two")
    found = compare_runs(tmp_path / "one", tmp_path / "two", scenario_a="base", scenario_b="now")
    assert set(found.towns["verdict"]) > {"better", "lost"}
    assert (found.base, found.scenario) == ("one: then", "two: now")
    write_run(run(old=replace(then(), name="older", hash="x"), window="all"), tmp_path / "three")
    with pytest.raises(InputError, match="made against different baselines \\(then and older\\)"):
        compare_runs(tmp_path / "one", tmp_path / "three")


def test_renaming_keeps_everything_but_the_codes() -> None:
    codes = {c: f"z{c}" for c in ("asd", "ut")}
    moved = renamed(now(), codes)
    assert renamed(moved, {new: old for old, new in codes.items()}) == now()
    assert moved.services["1"].patterns[0].stations == ("zasd", "zut", "new", "ht")
    with pytest.raises(ValueError, match="the same code"):
        renamed(now(), {"asd": "ut"})


def test_a_network_keeps_some_of_its_windows_in_another_order() -> None:
    moved = of_windows(now(), ["evening"])
    assert [w.name for w in moved.windows] == ["evening"]
    assert moved.services["1"].patterns[0].tph == (2.0,)
    assert of_windows(now(), ["offpeak", "evening"]) is not None and of_windows(moved, ["evening"]) is moved


def test_a_scenario_cannot_have_the_name_of_the_network() -> None:
    twin = Scenario("now", "other", title={"en": "Now"}, base="now", changes=())
    with pytest.raises(InputError, match="'now' is the name of the network"):
        run(scenarios=[twin])

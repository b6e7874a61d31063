"""Differences per town, station and inhabitant, from tables made by hand and from run folders."""

import json
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bereikbaar.compare import (
    compare_runs,
    compare_stations,
    compare_tables,
    compare_towns,
    gainers_losers,
    lost_direct,
    region_sums,
    sums,
    with_main,
)
from bereikbaar.errors import InputError, UnknownNameError
from bereikbaar.settings import Settings
from bereikbaar.write.run import write_run
from builders_results import AFTER_MINUTES, BASE_MINUTES, result, service, towns


def row(frame, town, measure="main_min"):
    return frame.filter((pl.col("town_id") == town) & (pl.col("measure") == measure)).row(0, named=True)


@pytest.fixture(scope="module")
def compared():
    r = result()
    return compare_towns(r.base, r.cases[0])


def test_the_headline_is_the_mean_of_five_destinations():
    frame = with_main(towns(BASE_MINUTES))
    by_town = dict(frame.select("town_id", "main_min").iter_rows())
    assert by_town["groningen"] == (145 + 160 + 165 + 115 + 10) / 5
    assert by_town["vlissingen"] is None  # four of the five cannot be reached: a mean of the rest would flatter


def test_a_gain_a_loss_and_nothing_are_told_apart(compared):
    groningen, assen, lelystad = (row(compared, t) for t in ("groningen", "assen", "lelystad"))
    assert (groningen["diff"], groningen["gain"], groningen["verdict"]) == (-19.0, 19.0, "better")
    assert (assen["diff"], assen["gain"], assen["verdict"]) == (9.0, -9.0, "worse")
    assert (lelystad["diff"], lelystad["gain"], lelystad["verdict"]) == (0.0, 0.0, "same")
    assert groningen["diff_pct"] == -16.0  # 19 of 119


def test_a_new_a_lost_and_a_missing_connection_are_told_apart(compared):
    assert row(compared, "emmeloord")["verdict"] == "new"
    assert row(compared, "vlissingen")["verdict"] == "no_connection"
    backwards = compare_tables(towns(AFTER_MINUTES), towns(BASE_MINUTES))
    assert row(backwards, "emmeloord")["verdict"] == "lost"
    assert row(backwards, "emmeloord")["diff"] is None


def test_unreachable_is_null_also_when_a_table_holds_infinity():
    far = towns(BASE_MINUTES).with_columns(pl.lit(float("inf")).alias("exp_ams_min"))
    assert row(compare_tables(far, towns(AFTER_MINUTES)), "groningen", "exp_ams_min")["verdict"] == "new"


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (40.0, 41.0, "worse"),  # exactly 1 minute and 2.5 %
        (40.0, 40.9, "same"),  # below 1 minute
        (50.0, 49.0, "better"),  # exactly 1 minute and exactly 2 %
        (51.0, 50.0, "same"),  # 1 minute, below 2 %
        (100.0, 98.0, "better"),  # exactly 2 %
        (40.0, 38.96, "better"),  # the files say 39.0: the difference agrees with what they say
        (40.0, 39.04, "better"),
    ],
)
def test_noticeable_is_from_the_limit_on_in_minutes_and_in_percent(before, after, verdict):
    frames = [towns(BASE_MINUTES).with_columns(pl.lit(m).alias("exp_ams_min")) for m in (before, after)]
    assert row(compare_tables(*frames), "groningen", "exp_ams_min")["verdict"] == verdict


def test_the_limits_are_settings():
    strict = Settings().changed(noticeable_min=20)
    found = compare_tables(towns(BASE_MINUTES), towns(AFTER_MINUTES), settings=strict)
    assert row(found, "groningen")["verdict"] == "same"
    assert row(found, "groningen", "exp_ams_min")["verdict"] == "better"


@pytest.mark.parametrize(
    ("measure", "before", "after", "verdict"),
    [
        ("tph_offpeak", 4.0, 6.0, "better"),  # more trains are better
        ("tph_offpeak", 4.0, 2.0, "worse"),
        ("tph_offpeak", 15.7, 15.3, "same"),  # over 2 %, below half a train per hour
        ("tph_offpeak", 15.7, 15.2, "worse"),  # half a train per hour, over 2 %
        ("tph_offpeak", 30.0, 30.5, "same"),  # half a train per hour, below 2 %
        ("dep_ams_h", 4.0, 3.9, "same"),
        ("pop_60", 100_000, 101_000, "same"),  # 1 %
        ("pop_60", 100_000, 102_000, "better"),
        ("pop_60", 0, 1, "better"),  # of nothing, everything is noticeable
        ("spoorboekloos", 10.0, 10.9, "same"),  # below one percentage point
        ("spoorboekloos", 10.0, 9.0, "worse"),
        ("drop_evening", 50.0, 40.0, "better"),  # a smaller drop is better
        ("chg_ams", 1.0, 1.1, "worse"),
        ("assumed_pct", 10.0, 30.0, "changed"),  # neither good nor bad
    ],
)
def test_every_measure_is_judged_in_its_own_direction(measure, before, after, verdict):
    frames = [towns(BASE_MINUTES).with_columns(pl.lit(m).alias(measure)) for m in (before, after)]
    found = row(compare_tables(*frames), "groningen", measure)
    assert found["verdict"] == verdict
    assert (found["gain"] is None) == (verdict == "changed")


def test_the_lists_hold_only_noticeable_changes_the_largest_first():
    r = result()
    best, worst = gainers_losers(r, r.cases[0])
    assert best["town_id"].to_list() == ["groningen", "haren"]
    assert worst["town_id"].to_list() == ["assen"]
    best, _ = gainers_losers(r, r.cases[0], n=1)
    assert best["town_id"].to_list() == ["groningen"]
    _, worst = gainers_losers(r, r.cases[0], measure="exp_ams_min")
    assert worst["town_id"].to_list() == ["assen", "utrecht"]


def test_inhabitants_are_counted_by_what_happens_to_them(compared):
    found = sums(compared)
    assert (found.winners, found.losers, found.same) == (220_000, 65_000, 440_000)
    assert (found.new, found.lost, found.no_connection) == (27_000, 0, 44_000)
    assert found.winners + found.losers + found.same + found.new + found.lost + found.no_connection == found.total
    assert found.gain == {5.0: 220_000, 10.0: 220_000, 15.0: 220_000}
    assert found.loss == {5.0: 65_000, 10.0: 0, 15.0: 0}
    # Groningen -19, Haren -18, Assen +9, Utrecht +0.4, Lelystad 0, over 725,000 people
    by_hand = (-19 * 200_000 - 18 * 20_000 + 9 * 65_000 + 0.4 * 360_000) / 725_000
    assert found.mean_diff == pytest.approx(by_hand)
    assert found.counted == 725_000


def test_a_loss_of_exactly_ten_minutes_counts_as_ten(compared):
    assert sums(compared, "exp_ams_min").loss == {5.0: 65_000, 10.0: 65_000, 15.0: 0}


def test_regions_are_weighted_by_people(compared):
    found = {r["region"]: r for r in region_sums(compared).iter_rows(named=True)}
    assert found["Groningen"]["mean_diff"] == pytest.approx((-19 * 200 - 18 * 20) / 220, abs=0.005)
    assert found["Groningen"]["winners"] == 220_000
    assert (found["Flevoland"]["new"], found["Flevoland"]["counted"]) == (27_000, 80_000)
    assert found["Zeeland"]["mean_diff"] is None
    by_town = region_sums(compared, region="municipality")
    assert by_town["region"].to_list() == sorted(by_town["region"].to_list())


def test_stations_show_trains_lost_as_well_as_won():
    r = result()
    found = {s["code"]: s for s in compare_stations(r.base, r.cases[0], "offpeak").iter_rows(named=True)}
    assert (found["asn"]["status"], found["asn"]["tph_offpeak_diff"], found["asn"]["lost_direct"]) == (
        "less",
        -2.0,
        "gn ut zl",
    )
    assert (found["gn"]["status"], found["gn"]["lost_direct"]) == ("more", "asn")
    assert (found["zl"]["status"], found["zl"]["lost_direct"]) == ("changed", "asn")
    assert (found["xem"]["status"], found["xem"]["tph_offpeak"], found["xem"]["tph_offpeak_scenario"]) == (
        "new",
        None,
        4.0,
    )
    assert found["hdr"]["status"] == "same"


def test_a_station_that_closes_is_shown():
    r = result()
    closed = replace(r.cases[0], stations=r.cases[0].stations.filter(pl.col("code") != "hdr"))
    found = compare_stations(r.base, closed, "offpeak").filter(pl.col("code") == "hdr").row(0, named=True)
    assert (found["status"], found["name"], found["tph_offpeak_scenario"]) == ("closed", "Den Helder", None)


def test_a_direct_train_is_not_lost_when_another_service_takes_it_over():
    r = result()
    net = r.base.network
    took_over = replace(net, services={"501": service("501", "gn 0 asn 15 zl 55 ut 108", 2, 2)} | {
        k: s for k, s in net.services.items() if k != "500"
    })  # fmt: skip
    assert lost_direct(net, took_over, "offpeak") == {}
    only_by_day = replace(net, services={**net.services, "500": service("500", "gn 0 asn 15 zl 55 ut 108", 1, 0)})
    assert lost_direct(net, only_by_day, "offpeak") == {}
    assert lost_direct(net, only_by_day, "evening")["asn"] == ("gn", "ut", "zl")


def test_the_order_of_rows_does_not_matter():
    one = compare_tables(towns(BASE_MINUTES), towns(AFTER_MINUTES))
    two = compare_tables(towns(BASE_MINUTES).reverse(), towns(AFTER_MINUTES).sample(fraction=1, shuffle=True, seed=3))
    assert one.equals(two)


minutes = st.one_of(st.none(), st.floats(1, 300))


@settings(max_examples=30, deadline=None)
@given(st.lists(minutes, min_size=7, max_size=7), st.lists(minutes, min_size=7, max_size=7))
def test_both_directions_of_a_comparison_mirror_each_other(before, after):
    frames = [
        towns(BASE_MINUTES).with_columns(pl.Series("exp_ams_min", m, dtype=pl.Float64)) for m in (before, after)
    ]
    there = compare_tables(*frames, only=["exp_ams_min"])
    back = compare_tables(*reversed(frames), only=["exp_ams_min"])
    mirror = {"new": "lost", "lost": "new", "no_connection": "no_connection"}
    for a, b in zip(there.iter_rows(named=True), back.iter_rows(named=True), strict=True):
        assert (a["diff"] is None) == (b["diff"] is None)
        if a["diff"] is None:
            assert b["verdict"] == mirror[a["verdict"]]
        else:
            assert a["diff"] == -b["diff"]
            # 2 % of the one is not 2 % of the other: only there may the verdicts differ
            assert {a["verdict"], b["verdict"]} in ({"better", "worse"}, {"same"}) or abs(a["diff"]) < 6.2
    total = sums(there, "exp_ams_min")
    parts = (total.winners, total.losers, total.same, total.new, total.lost, total.no_connection)
    assert sum(parts) == total.total == 796_000


# --- two run folders


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    top = tmp_path_factory.mktemp("runs")
    write_run(result(base_only=True), top / "base")
    write_run(result(), top / "one")
    write_run(result(scenarios=2), top / "two")
    return top


def test_two_runs_are_compared_from_their_files(folders, compared):
    found = compare_runs(folders / "base", folders / "one")
    assert (found.base, found.scenario) == ("base: base", "one: lelylijn-test")
    assert found.warnings == ()
    assert found.towns.equals(compared)


def test_a_scenario_is_named_when_there_are_more(folders):
    with pytest.raises(InputError, match="has 2 scenarios; say which: lelylijn-test, copy-1"):
        compare_runs(folders / "base", folders / "two")
    found = compare_runs(folders / "two", folders / "two", scenario_a="base", scenario_b="copy-1")
    assert row(found.towns, "groningen")["diff"] == -19.0
    with pytest.raises(UnknownNameError, match=r"'copy-2' is not in this run; it has base, .*did you mean 'copy-1'"):
        compare_runs(folders / "base", folders / "two", scenario_b="copy-2")


def test_runs_that_differ_in_more_than_the_scenario_are_refused(folders, tmp_path):
    other = result()
    net = replace(other.base.network, hash="ffff", version="2")
    changed = replace(
        other, base=replace(other.base, network=net), settings=Settings().changed(alpha_transfer=0.5), method="clock"
    )
    write_run(changed, tmp_path / "other")
    with pytest.raises(InputError) as error:
        compare_runs(folders / "one", tmp_path / "other")
    text = str(error.value)
    assert "made on different networks (nl-test 1, hash 0123456789ab and nl-test 2, hash ffff)" in text
    assert "made with a different method (headway and clock)" in text
    assert f"made with different settings: alpha_transfer is {Settings().alpha_transfer} and 0.5" in text
    loose = compare_runs(folders / "one", tmp_path / "other", strict=False)
    assert len(loose.warnings) == 3


def test_runs_of_another_version_are_refused(folders, tmp_path):
    write_run(result(), tmp_path / "old")
    manifest = json.loads((tmp_path / "old" / "run.json").read_text())
    (tmp_path / "old" / "run.json").write_text(json.dumps({**manifest, "version": "0.0.1"}))
    with pytest.raises(InputError, match=r"different versions \(.* and 0.0.1\): run one of them again"):
        compare_runs(folders / "one", tmp_path / "old")


def test_runs_of_other_towns_are_refused(folders, tmp_path):
    r = result()
    some = replace(r.base, towns=r.base.towns.head(3)), replace(r.cases[0], towns=r.cases[0].towns.head(3))
    write_run(replace(r, base=some[0], cases=(some[1],)), tmp_path / "few")
    with pytest.raises(InputError, match=r"report different towns .4 are in one of them only, such as haren"):
        compare_runs(folders / "one", tmp_path / "few")


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda p: None, "is not there; give a folder written by 'bereikbaar run'"),
        (lambda p: p.mkdir(), "holds no run.json; give a folder written by 'bereikbaar run'"),
        (lambda p: p.write_text("x"), "is a file; give a folder"),
        (lambda p: (p.mkdir(), (p / "run.json").write_text("{")), "cannot be read"),
        (lambda p: (p.mkdir(), (p / "run.json").write_text("[" * 50_000 + "]" * 50_000)), "cannot be read"),
        (
            lambda p: (p.mkdir(), (p / "run.json").write_text("{}")),
            "version, network, scenarios, settings, window missing",
        ),
    ],
)
def test_a_folder_that_is_no_run_is_refused(folders, tmp_path, prepare, message):
    prepare(tmp_path / "x")
    with pytest.raises(InputError, match=message):
        compare_runs(folders / "one", tmp_path / "x")


def test_a_run_without_its_table_is_refused(tmp_path, folders):
    write_run(result(), tmp_path / "one")
    table = tmp_path / "one" / "tables" / "towns.csv"
    table.write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="has no column scenario, window, town_id"):
        compare_runs(folders / "one", tmp_path / "one")
    table.write_text("scenario,window,town_id\nlelylijn-test,evening,assen\n")
    with pytest.raises(InputError, match="has no rows of scenario 'lelylijn-test' and window 'offpeak'"):
        compare_runs(folders / "one", tmp_path / "one")
    table.unlink()
    with pytest.raises(InputError, match=r"tables/towns.csv is missing"):
        compare_runs(folders / "one", tmp_path / "one")

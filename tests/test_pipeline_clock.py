"""Runs by the clock and on timetables: dispatch, windows, dates, minutes of the base that stay, who pays."""

import json
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import polars as pl
import pytest

from bereikbaar import pipeline
from bereikbaar.errors import InputError
from bereikbaar.network.model import Window
from bereikbaar.network.spans import main_window, read_span, span_words, with_span
from bereikbaar.scenarios.model import Scenario
from bereikbaar.settings import Settings
from bereikbaar.timetable.times import clock_travel_times
from bereikbaar.write.run import write_run
from builders_feeds import both, feed, trains
from builders_places import fewer_places

S = Settings()


@pytest.fixture(scope="module")
def line(tmp_path_factory):
    """gn-asn-ut hourly at :00 (108 min) and ut-asd half-hourly at :00 and :30 (27 min), 6:00 to 23:00."""
    runs = [*both("500", "gn 0 asn 15 ut 108", 360, 1380, 60), *both("3000", "ut 0 asd 27", 360, 1380, 30)]
    return pipeline.network(feed(tmp_path_factory.mktemp("feeds") / "line", runs), date="2025-03-12")


@pytest.fixture(scope="module")
def real():
    return pipeline.network()


@pytest.fixture(scope="module")
def few():
    """A tenth of the zones of the Netherlands: what is asked here is about trains."""
    return fewer_places()


def test_both_methods_are_asked_in_one_way_and_give_one_type(line) -> None:
    """By the clock one waits half an hour for an hourly train, as by headways; the change is 12 min, not a mean."""
    by = {m: pipeline.route(line, "offpeak", S, method=m)["offpeak"] for m in pipeline.METHODS}
    assert {m: t.method for m, t in by.items()} == {"headway": "headway", "clock": "clock"}
    for times in by.values():
        assert times.at("expected", "gn", "ut") == pytest.approx(108 + 30, abs=0.01)
        assert times.at("best", "gn", "ut") == 108
    assert by["clock"].at("best", "gn", "asd") == 108 + 12 + 27
    assert by["headway"].median is None and by["clock"].at("worst", "gn", "ut") == pytest.approx(168)


def test_a_run_gives_what_the_door_of_the_method_gives(line, few) -> None:
    case = pipeline.run(line, method="clock", window="offpeak", at=few).base
    door = clock_travel_times(line, "offpeak", S)
    for name in ("expected", "best", "median", "share", "longest_gap"):
        assert np.array_equal(getattr(case.times["offpeak"], name), getattr(door, name)), name
    assert case.basis == {"timetable": pytest.approx(6.0)}, "two hourly and two half-hourly directions"


def test_a_span_of_the_day_is_a_window_of_its_own(line) -> None:
    """07:30-08:00: the only train of gn leaves at 08:00, outside [07:30, 08:00), and takes everybody along."""
    net, name = with_span(line, "07:30-08:00")
    assert (name, span_words(name)) == ("t0730_0800", "07:30-08:00")
    times = pipeline.route(net, name, S, method="clock")[name]
    assert times.at("expected", "gn", "ut") == pytest.approx(108 + 15)
    tph = {p.direction: p.tph[net.window_index(name)] for p in net.services["3000"].patterns}
    assert tph == {"outbound": 2.0, "return": 2.0}
    hourly = [p.tph[net.window_index(name)] for p in net.services["500"].patterns]
    assert sum(hourly) == pytest.approx(1.0), "asn at 8:15 is out, asn at 7:33 from ut is in: half of the stops each"


def test_a_whole_number_of_periods_counts_as_any_other(line) -> None:
    one, _ = with_span(line, "09:00-10:00")
    three, _ = with_span(line, "09:20-12:20")
    a = pipeline.route(one, "t0900_1000", S, method="clock")["t0900_1000"]
    b = pipeline.route(three, "t0920_1220", S, method="clock")["t0920_1220"]
    for name in ("expected", "best", "changes", "worst", "longest_gap"):
        assert np.allclose(getattr(a, name), getattr(b, name)), name


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("7:00-9:00", (25200, 32400)), ("23:30-00:30", (84600, 88200)), ("22:00-25:30", (79200, 91800))],
)
def test_spans_as_people_write_them(text, seconds) -> None:
    assert read_span(text) == seconds


@pytest.mark.parametrize("text", ["7-9:00", "09:00-07:00", "09:00-09:00", "07:60-09:00", "22:00-31:00", "07:00-"])
def test_what_is_no_span_is_refused(text) -> None:
    with pytest.raises(InputError) as caught:
        read_span(text)
    assert str(caught.value) == (
        f"--window: expected a span such as 07:00-09:00 (until 30:00 at the latest), found {text!r}"
    )


def test_a_network_of_service_levels_has_no_spans_and_no_dates(real) -> None:
    with pytest.raises(InputError, match=r"times of day \(07:00-09:00\) need a timetable; network 'nl-2026' has"):
        pipeline.run(real, window="07:00-09:00")
    with pytest.raises(InputError) as caught:
        pipeline.network("nl-2026", date="2026-03-11")
    assert str(caught.value) == (
        "--date: a date chooses a day of a timetable (GTFS); 'nl-2026' is a network of service levels"
    )


def test_the_window_is_offpeak_or_else_the_main_one_by_day(line, few, tmp_path) -> None:
    assert main_window(line) == "offpeak"
    weekend = (Window("evening", 28, "evening"), Window("saturday", 15, "weekend"))
    assert main_window(replace(line, windows=weekend)) == "saturday"
    sunday = pipeline.network(feed(tmp_path / "f", trains("1", "gn 0 ut 108", 600, 1000, 60)), date="2025-03-16")
    assert [w.name for w in sunday.windows] == ["evening", "sunday"]
    result = pipeline.run(sunday, method="clock", window=None, at=few)
    assert result.window == main_window(sunday)


def test_a_feed_is_known_by_its_files(tmp_path) -> None:
    folder = feed(tmp_path / "f", trains("1", "gn 0 ut 108", 600, 660, 60))
    assert pipeline.is_feed(folder) and pipeline.is_feed("somewhere/timetable.ZIP")
    assert not pipeline.is_feed("nl-2026") and not pipeline.is_feed("") and not pipeline.is_feed(tmp_path / "none")
    outer = tmp_path / "outer"
    outer.mkdir()
    folder.rename(outer / "inner")
    assert pipeline.is_feed(outer), "a folder in a folder"


def test_centres_of_the_places_are_stations_of_the_feed(line, tmp_path) -> None:
    stops = {f"NL:{k}": ("Amsterdam CS" if k == "asd" else f"{v[0]}", *v[1:]) for k, v in
             {"asd": ("", 52.3791, 4.9003), "ut": ("Utrecht Centraal", 52.0890, 5.1100)}.items()}  # fmt: skip
    runs = both("3000", "NL:ut 0 NL:asd 27", 360, 1380, 30)
    other = pipeline.network(feed(tmp_path / "f", runs, stops=stops), date="2025-03-12")
    centres = {c.id: c.stations for c in pipeline.places(other).centres}
    assert centres["utrecht"] == ("NL:ut",) and centres["amsterdam"] == ("NL:asd",)
    assert centres["rotterdam"] == ()
    assert {c.id: c.stations for c in pipeline.places(line).centres}["utrecht"] == ("ut",)


def test_a_timetable_of_another_country_has_nothing_to_measure(tmp_path) -> None:
    stops = {"x": ("Zilina", 49.2230, 18.7390), "y": ("Poprad", 49.0560, 20.2990)}
    far = pipeline.network(
        feed(tmp_path / "sk", both("1", "x 0 y 120", 360, 1200, 60), stops=stops), date="2025-03-12"
    )
    with pytest.raises(InputError, match="no station of 'sk' is within 50 km of a town of the places"):
        pipeline.run(far)
    assert pipeline.places_of(far) is None


def test_one_train_at_the_edge_gives_a_share_and_no_mean(tmp_path) -> None:
    """07:00-09:00: one train at 07:08 against a train every half hour: never the better mean."""
    runs = [*trains("M", "mdb 0 ut 60", 428, 428, 60), *trains("H", "gn 0 ut 30", 435, 615, 30)]
    net, name = with_span(pipeline.network(feed(tmp_path / "f", runs), date="2025-03-12"), "07:00-09:00")
    times = pipeline.route(net, name, S, method="clock")[name]
    assert times.at("share", "mdb", "ut") == pytest.approx(8 / 120)
    assert times.at("expected", "mdb", "ut") == times.at("median", "mdb", "ut") == np.inf
    assert times.at("best", "mdb", "ut") == 60
    assert times.at("expected", "gn", "ut") == pytest.approx(45) and times.at("share", "gn", "ut") == 1


@pytest.fixture(scope="module")
def island(few, tmp_path_factory):
    """A line, an island and a station without any train, in a run by the clock."""
    runs = [*both("500", "gn 0 asn 15 ut 108", 360, 1380, 60), *both("2100", "mdb 0 vs 4", 360, 1380, 30)]
    folder = tmp_path_factory.mktemp("island")
    net = pipeline.network(feed(folder / "feed", runs), date="2025-03-12")
    result = pipeline.run(net, method="clock", window="offpeak", lang="nl", at=few)
    write_run(result, folder / "out")
    return result, folder / "out"


def test_what_cannot_be_reached_keeps_its_row_and_is_null_everywhere(island) -> None:
    _result, out = island
    matrix = pl.read_parquet(out / "matrices" / "base_offpeak.parquet").with_columns(pl.col(pl.Enum).cast(pl.String))
    row = matrix.filter((pl.col("origin") == "gn") & (pl.col("destination") == "vs")).row(0, named=True)
    assert row["expected_min"] is row["median_min"] is row["best_min"] is None
    assert row["share"] == row["departures_per_hour"] == 0
    for name in ("run.json", "stations.geojson", "towns.geojson"):
        text = (out / name).read_text(encoding="utf-8")

        def refuse(word: str) -> None:
            raise AssertionError(f"{word} is no JSON")

        json.loads(text, parse_constant=refuse)
    stations = json.loads((out / "stations.geojson").read_text(encoding="utf-8"))["features"]
    symbol = {f["properties"]["code"]: f["properties"]["connected"] for f in stations}
    assert symbol == {
        "gn": "cut_off",
        "asn": "cut_off",
        "ut": "cut_off",
        "mdb": "cut_off",
        "vs": "cut_off",
        "asd": "no_trains",
    }


def test_the_page_of_a_run_by_the_clock_says_so_with_the_days(island) -> None:
    _result, out = island
    text = (out / "compare.md").read_text(encoding="utf-8")
    assert "Er is met klokminuten gerekend" in text
    assert "dal 2025-03-12 (feed)" in text
    assert "wachten naar de klok" in text
    manifest = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert manifest["method"] == "clock" and manifest["dates"]["offpeak"] == "2025-03-12"
    assert manifest["clock"]["base"] == {"timetable": 6.0}


PLAN = """\
name: plan
key: plan
title: {nl: Plan, en: Plan}
base: nl-2026
changes:
  - add_service: {id: N1, product: IC, stops: [gn, asn, zl], run_min: [16, 40], dwell_min: 1, tph: {offpeak: 2}}
expects:
  - {from: gn, to: zl, measure: best_min, value: 57, tolerance: 0.01}
  - {from: gn, to: zl, measure: gain_best_min, value: 0, tolerance: 5}
"""


@pytest.fixture(scope="module")
def planned(real, few, tmp_path_factory):
    plan = tmp_path_factory.mktemp("plan") / "plan.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    nothing = Scenario("nothing", "none", title={"en": "Nothing"}, base="nl-2026", changes=())
    return pipeline.run(real, [pipeline.scenario(plan), nothing], method="clock", at=few)


def test_no_minute_of_the_base_moves_because_of_a_scenario(real, planned) -> None:
    """Pairs that the new train cannot serve or feed stay exactly as they were, by the clock too."""
    before, after = planned.base.times["offpeak"], planned.cases[0].times["offpeak"]
    assert (after.expected <= before.expected + 1e-9).all() and (after.best <= before.best + 1e-9).all()
    assert after.at("departures_per_hour", "gn", "asn") >= before.at("departures_per_hour", "gn", "asn")
    for a, b in (("vs", "mdb"), ("mt", "std"), ("rtd", "gv")):
        assert before.at("expected", a, b) == after.at("expected", a, b)
    alone = clock_travel_times(pipeline.ready(real, "clock"), "offpeak", S)
    assert np.array_equal(alone.expected, before.expected), "minutes fixed for a scenario are the base's own"


def test_proposed_trains_are_counted_and_figures_come_from_the_clock(planned, tmp_path) -> None:
    base, case = planned.base, planned.cases[0]
    assert case.basis["proposed"] == pytest.approx(base.basis["proposed"] + 4)
    assert {k: v for k, v in case.basis.items() if k != "proposed"} == {
        k: v for k, v in base.basis.items() if k != "proposed"
    }
    best, gain = case.outcomes
    assert best.got == case.times["offpeak"].at("best", "gn", "zl")
    assert gain.got == base.times["offpeak"].at("best", "gn", "zl") - best.got
    write_run(planned, tmp_path / "out")
    table = pl.read_csv(tmp_path / "out" / "tables" / "connections.csv")
    assert table.columns[:3] == ["scenario", "kind", "station"] and set(table["kind"]) <= {
        "lost",
        "worse",
        "better",
        "gained",
    }
    assert table.height == len(case.connections)
    text = (tmp_path / "out" / "compare.md").read_text(encoding="utf-8")
    assert "Changes between trains: better, worse, gone" in text and "| Plan | " in text
    assert "nobody's but this program's" in text
    paying = sum(c.travellers_before for c in case.connections if c.kind in ("lost", "worse"))
    assert ("travellers a day lose a change between trains or wait longer" in text) is (round(paying) > 0)
    assert set(case.proposed) - set(base.proposed) == {"N1"}
    assert "With “Plan” besides: N1 (Groningen – Zwolle)." in text
    assert "Proposed in nl-2026, for all or some of their trains:" in text and "17900 (" in text


def test_an_empty_scenario_equals_the_base_by_the_clock(planned) -> None:
    base, (_plan, nothing) = planned.base, planned.cases
    assert np.array_equal(base.times["offpeak"].expected, nothing.times["offpeak"].expected)
    assert base.towns.equals(nothing.towns) and nothing.connections == () == nothing.warnings
    assert not [text for text in planned.warnings if "nothing" in text]


def test_a_timetable_is_a_baseline_as_any_network(line, real, few) -> None:
    old = replace(line, name="feed", services=MappingProxyType(dict(line.services)))
    result = pipeline.run(real, baseline=old, method="clock", window="offpeak", at=few)
    base, now = result.base.times["offpeak"], result.cases[0].times["offpeak"]
    assert base.at("best", "gn", "asd") == 147 and base.at("expected", "gn", "ut") == pytest.approx(138, abs=0.01)
    assert now.at("best", "gn", "ut") < 120
    assert result.baseline.matching.counts["code"] == 6
    assert result.base.basis == {"timetable": pytest.approx(6.0)} and "A" in result.cases[0].basis


def test_renamed_trips_route_as_before(line) -> None:
    from bereikbaar.network.renaming import renamed

    moved = renamed(line, {"gn": "zz", "ut": "aa"})
    one, other = (clock_travel_times(n, "offpeak", S) for n in (line, moved))
    assert one.at("expected", "gn", "asd") == other.at("expected", "zz", "asd")
    assert one.at("expected", "asd", "asn") == other.at("expected", "asd", "asn")
    assert other.stations == tuple(sorted(moved.stations))

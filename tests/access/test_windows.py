"""Every window of a run has its own towns and pairs, the same as when it is run alone."""

import polars as pl
import pytest
from small_world import centre, network, places, service, station

from bereikbaar import pipeline
from bereikbaar.scenarios.model import Scenario
from bereikbaar.write.run import write_run

STATIONS = [station("a", 0), station("b", 50), station("c", 100)]
NET = network(STATIONS, [service("1", "a 0, b 30, c 60", tph=(2.0, 1.0, 0.5))])
WHERE = places(
    [("1000", "alfa", -1, 22000), ("2000", "beta", 52, 7000), ("3000", "gamma", 101, 21000)],
    centres=tuple(centre(name, code, 0) for name, code in (("amsterdam", "c"), ("utrecht", "a"))),
)
NOTHING = Scenario("nothing", "none", title={"nl": "Niets", "en": "Nothing"}, base="small", changes=())


def run(window):
    return pipeline.run(NET, [NOTHING], window=window, at=WHERE)


@pytest.fixture(scope="module")
def every():
    return run("all")


@pytest.mark.parametrize("window", ["offpeak", "evening", "sunday"])
def test_a_window_is_the_same_alone_and_among_all(every, window):
    alone = run(window)
    for table in ("towns", "pairs"):
        whole, part = getattr(every, table), getattr(alone, table)
        assert whole.filter(pl.col("window") == window).equals(part), table
        assert part.columns[:2] == ["scenario", "window"]
    assert list(alone.by_window(alone.base)) == [window]


def test_waiting_differs_by_window_and_the_map_keeps_offpeak(every):
    alfa = every.towns.filter((pl.col("town_id") == "alfa") & (pl.col("scenario") == "base"))
    waits = [row["exp_ams_min"] - row["best_ams_min"] for row in alfa.iter_rows(named=True)]
    assert alfa["window"].to_list() == ["offpeak", "evening", "sunday"]
    assert waits == pytest.approx([15, 30, 60])
    assert every.window == "offpeak" and every.base.towns.equals(every.by_window(every.base)["offpeak"].towns)
    assert every.stations.columns[0] == "scenario" and "window" not in every.stations.columns


def test_the_files_are_long_in_the_window_too(every, tmp_path):
    write_run(every, tmp_path / "out")
    towns, pairs = (
        pl.read_csv(tmp_path / "out" / "tables" / f"{n}.csv", infer_schema_length=None) for n in ("towns", "pairs")
    )
    for frame, rows in ((towns, 3), (pairs, 4)):
        assert frame.columns[:2] == ["scenario", "window"]
        counts = frame.group_by("scenario", "window", maintain_order=True).len().rows()
        assert counts == [(s, w, rows) for s in ("base", "nothing") for w in ("offpeak", "evening", "sunday")]
    compared = pl.read_csv(tmp_path / "out" / "tables" / "compare_towns.csv", infer_schema_length=None)
    assert "window" not in compared.columns and set(compared["verdict"]) <= {"same", "no_connection"}

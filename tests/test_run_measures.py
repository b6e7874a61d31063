"""What a run measures: windows and measures that are asked for, zones and regions beside the towns."""

import errno
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from bereikbaar import pipeline
from bereikbaar.errors import InputError
from bereikbaar.indicators.catalogue import ALL_INDICATORS, DEFAULT, TOWN_INDICATORS, chosen, indicator
from bereikbaar.scenarios.model import Scenario
from bereikbaar.write import matrices
from bereikbaar.write.matrices import Shelf, matrix_bytes
from bereikbaar.write.run import write_run

#: Everything but what only a timetable knows.
NAMES = [i.name for i in ALL_INDICATORS if i.name != "last_dep"]

#: Kinds of regions that all zones lie in; those of the national public transport consultation leave much out.
PARTITIONS = ("municipality", "corop", "province")


def nothing() -> Scenario:
    """A scenario that changes nothing."""
    return Scenario("nothing", "nothing", {"nl": "Niets", "en": "Nothing"}, base="nl-2026", changes=())


@pytest.fixture(scope="module")
def net():
    return pipeline.network()


@pytest.fixture(scope="module")
def at(net):
    return pipeline.places(net)


@pytest.fixture(scope="module")
def whole(net, at):
    """Everything that can be measured, of the base and of a scenario that changes nothing, in two windows."""
    return pipeline.run(net, [nothing()], window="evening,offpeak", indicators="all", at=at)


def test_all_that_is_in_the_catalogue_is_measured_in_zones_towns_and_regions(whole) -> None:
    assert list(whole.indicators) == NAMES
    assert any("left out last_dep: only a timetable" in note for note in whole.notes)
    case = whole.base
    for frame in (case.zones, case.towns, *case.areas.values()):
        assert set(NAMES) - {"main_min"} <= set(frame.columns)
        for name in set(NAMES) & set(frame.columns):
            assert frame[name].null_count() < len(frame), name
            if frame.schema[name] == pl.Float64:
                assert frame[name].drop_nulls().is_finite().all(), name
    assert list(case.areas) == ["municipality", "npvr", "corop", "province"]
    assert case.zones.height == 4071 and case.areas["corop"].height == 40 and case.areas["province"].height == 12


def test_the_first_window_is_that_of_the_maps_and_all_have_their_tables(whole) -> None:
    assert whole.window == "evening" and list(whole.base.times) == ["evening", "offpeak"]
    assert list(whole.base.others) == ["offpeak"] and whole.base.others["offpeak"].zones.height == 4071
    assert set(whole.zones["window"]) == set(whole.areas("corop")["window"]) == {"evening", "offpeak"}
    assert set(whole.zones["scenario"]) == {"base", "nothing"}


def test_a_scenario_that_changes_nothing_equals_the_base_exactly(whole) -> None:
    base, same = whole.all_cases
    assert base.zones.equals(same.zones) and base.towns.equals(same.towns) and base.pairs.equals(same.pairs)
    for kind, frame in base.areas.items():
        assert frame.equals(same.areas[kind]), kind
    assert base.others["offpeak"].zones.equals(same.others["offpeak"].zones)
    assert np.array_equal(base.commuter_minutes, same.commuter_minutes)


def test_files_put_aside_come_back_in_any_order_and_stay_in_memory_where_the_disk_takes_none(
    tmp_path, monkeypatch
) -> None:
    files = iter([b"first", b"", b"the third"] * 2)
    monkeypatch.setattr(matrices, "matrix_bytes", lambda _times: next(files))
    shelf = matrices.Shelf(tmp_path)
    kept = [shelf.keep(None) for _ in range(3)]  # type: ignore[arg-type]
    assert [bytes(one) for one in reversed(kept)] == [b"the third", b"", b"first"]
    assert not any(isinstance(one, bytes) for one in kept)

    def full(**_where: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(matrices.tempfile, "TemporaryFile", full)
    assert matrices.Shelf(tmp_path).keep(None) == b"first"  # type: ignore[arg-type]


def test_matrices_of_windows_besides_the_maps_are_packed_on_demand_and_files_are_the_same(net, at, tmp_path) -> None:
    ask = {"window": "evening,offpeak", "indicators": "pop_60", "at": at}
    shelf = Shelf(tmp_path / "packed")  # a folder that is not there yet
    held, packed = pipeline.run(net, **ask), pipeline.run(net, **ask, pack=shelf.keep)
    assert list(packed.base.times) == ["evening"] and list(packed.base.packed) == ["offpeak"]
    assert packed.base.windows == held.base.windows == ("offpeak", "evening") and not held.base.packed
    assert bytes(packed.base.packed["offpeak"]) == matrix_bytes(held.base.times["offpeak"])
    assert not list(tmp_path.iterdir()), "what is put aside has no name"
    for result, name in ((held, "held"), (packed, "packed")):
        write_run(result, tmp_path / name)
    files = sorted(p.relative_to(tmp_path / "held") for p in (tmp_path / "held").rglob("*.*") if p.name != "run.json")
    assert sum(f.suffix == ".parquet" for f in files) == 2
    for file in files:
        if file.suffix != ".gpkg":  # holds the time of making
            assert (tmp_path / "held" / file).read_bytes() == (tmp_path / "packed" / file).read_bytes(), file


def test_zones_of_windows_besides_the_maps_are_in_single_precision(whole, net, at) -> None:
    other, mapped = whole.base.others["offpeak"], pipeline.run(net, window="offpeak", indicators="all", at=at).base
    short = {"exp_ams_min": pl.Float32, "pop_60": pl.Int32}
    for name, dtype in short.items():
        assert other.zones.schema[name] == dtype and whole.zones.schema[name] == whole.base.zones.schema[name]
        assert other.towns.schema[name] == mapped.towns.schema[name] and other.towns.equals(mapped.towns), name
        exact = mapped.zones[name].cast(float).fill_null(-1.0).to_numpy()
        got = other.zones[name].cast(float).fill_null(-1.0).to_numpy()
        np.testing.assert_allclose(got, exact, rtol=1e-7, err_msg=name)


def test_people_agree_over_zones_and_all_kinds_of_regions(whole) -> None:
    people = whole.base.zones["population"].sum()
    assert people > 17_500_000
    for kind in PARTITIONS:
        assert whole.base.areas[kind]["population"].sum() == people, kind


def test_means_over_regions_are_those_over_zones(whole) -> None:
    zones = whole.base.zones
    for name in ("main_min", "pop_60", "jobs_shen", "speed_kmh", "rail_perf", "hosp_45"):
        known = zones.filter(pl.col(name).is_not_null())
        expected = (known[name] * known["population"]).sum()
        for kind in PARTITIONS:
            answered = known.group_by(kind).agg(pl.col("population").sum().alias("answered"))
            means = whole.base.areas[kind].join(answered, left_on="name", right_on=kind, how="left")
            got = (means[name] * means["answered"]).sum()
            assert got == pytest.approx(expected, rel=1e-5), (name, kind)


def test_every_job_falls_to_somebody(whole) -> None:
    jobs = whole.base.zones["jobs_spav"].sum()
    assert 8_000_000 < jobs < 10_000_000
    for kind in PARTITIONS:
        assert whole.base.areas[kind]["jobs_spav"].sum() == pytest.approx(jobs, rel=1e-3), "but for rounding"


def test_without_a_word_the_default_set_is_measured(net, at) -> None:
    result = pipeline.run(net, at=at)
    assert result.indicators == chosen(None) and set(DEFAULT) == set(result.indicators)
    heads = ["pc4", "town_id", "town", "municipality", "province", "corop", "lat", "lon", "population", "main_min"]
    every = [i.name for i in TOWN_INDICATORS]
    more = [n for n in result.indicators if n not in every and n != "main_min"]
    assert result.base.zones.columns == [*heads, *every, *more]
    assert result.base.towns.columns[8:] == [*every, *more]


def test_any_member_of_a_family_can_be_asked_for(net, at) -> None:
    result = pipeline.run(net, at=at, indicators=["jobs_50", "pop_n50k", "p65up_in_30"])
    zones = result.base.zones
    assert result.indicators == tuple(n for n in zones.columns if n in ("jobs_50", "pop_n50k", "p65up_in_30"))
    assert len(result.indicators) == 3 and zones["jobs_50"].dtype == pl.Int64
    assert zones["jobs_50"].sum() > 0 and zones["pop_n50k"].min() > 0


def test_a_region_has_its_zones_and_the_regions_in_it(net, at) -> None:
    result = pipeline.run(net, at=at, region="Zeeland", indicators="pop_60")
    assert set(result.base.zones["province"]) == {"Zeeland"}
    areas = result.base.areas
    assert areas["province"]["name"].to_list() == ["Zeeland"]
    assert set(areas["corop"]["name"]) == {"Zeeuwsch-Vlaanderen", "Overig Zeeland"}
    assert areas["municipality"]["population"].sum() == areas["province"]["population"].item()


def test_what_the_places_do_not_know_is_left_out_of_a_group_and_refused_by_name(net, at) -> None:
    bare = replace(at, municipalities=None, commuting=None)
    result = pipeline.run(net, at=bare)
    assert "jobs_60" not in result.indicators and "pop_60" in result.indicators
    assert "jobs_60" not in result.base.zones.columns and result.base.commuter_minutes is None
    assert any("left out jobs_60, jobs_shen: there are no jobs to reach" in note for note in result.notes)
    with pytest.raises(InputError, match="--indicators: jobs_60: there are no jobs to reach: there is no municip"):
        pipeline.run(net, at=bare, indicators="jobs_60")
    with pytest.raises(InputError, match="last_dep: only a timetable"):
        pipeline.run(net, at=at, indicators="pop_60,last_dep")


@pytest.mark.parametrize(
    ("window", "said"),
    [
        ("peak,peak", "window 'peak' is given twice"),
        ("peak,all", "'all' stands alone"),
        ("peak,07:00-09:00", "'07:00-09:00' stands alone"),
        (",", "expected names of windows with commas"),
        ("peak,evning", "evning"),
    ],
)
def test_a_list_of_windows_that_cannot_be_is_refused(net, at, window, said) -> None:
    with pytest.raises(InputError) as caught:
        pipeline.run(net, at=at, window=window)
    assert said in str(caught.value)


def test_a_command_for_one_window_refuses_a_list(net) -> None:
    with pytest.raises(InputError, match="expected one window, found 'peak,offpeak'"):
        pipeline.windowed(net, "peak,offpeak")


def test_an_unknown_measure_is_refused_before_anything_is_computed(net, at) -> None:
    with pytest.raises(InputError, match="no measure or group 'jobs_6o'; jobs takes a limit"):
        pipeline.run(net, at=at, indicators="jobs_6o")


def test_the_decimals_of_every_measure_are_known() -> None:
    assert all(0 <= indicator(name).decimals <= 3 for name in NAMES)

"""Two runs with measures that a user made up from a family (``jobs_50``): read back as the numbers they are."""

from dataclasses import replace

import polars as pl

from bereikbaar.compare import compare_runs
from bereikbaar.compare.runs import _towns
from bereikbaar.write.run import write_run
from builders_results import result


def with_jobs(made, add):
    """The result with jobs within 50 minutes, of all towns but the first, as a user may ask for."""

    def filled(case, more):
        jobs = pl.Series("jobs_50", [None, *range(1000, 1000 + case.towns.height - 1)], dtype=pl.Int64) + more
        return replace(case, towns=case.towns.with_columns(jobs))

    return replace(
        made, base=filled(made.base, 0), cases=tuple(filled(c, add) for c in made.cases), indicators=("jobs_50",)
    )


def test_a_measure_of_a_family_is_compared_from_the_files(tmp_path):
    write_run(with_jobs(result(), 500), tmp_path / "run")
    name = result().cases[0].scenario.name
    found = compare_runs(tmp_path / "run", tmp_path / "run", scenario_a="base", scenario_b=name).towns
    jobs = found.filter(pl.col("measure") == "jobs_50")
    assert set(jobs["diff"].drop_nulls()) == {500.0}
    assert set(jobs["unit"]) == {"jobs"}


def test_a_measure_of_a_family_without_any_value_is_a_column_of_numbers(tmp_path):
    empty = with_jobs(result(), 0)
    none = pl.lit(None, dtype=pl.Int64).alias("jobs_50")
    cases = tuple(replace(c, towns=c.towns.with_columns(none)) for c in empty.cases)
    write_run(replace(empty, base=replace(empty.base, towns=empty.base.towns.with_columns(none)), cases=cases),
              tmp_path / "run")  # fmt: skip
    towns = _towns(tmp_path / "run", "base", {"window": empty.window})
    assert towns.schema["jobs_50"] == pl.Int64

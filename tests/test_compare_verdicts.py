"""The rule of judging, said once more for one pair of values in plain words, and held to that of whole tables."""

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bereikbaar.compare import compare_tables
from bereikbaar.compare.verdicts import SIGNS, VERDICTS, code, is_one_of, judge
from bereikbaar.compare.zones import compare_zones, zone_sums_by_region
from bereikbaar.settings import Settings
from builders_zones import zone_result

UNITS = ("min", "%", "1/h", "inhabitants", "jobs")
VALUES = (
    st.none()
    | st.sampled_from([0.0, 0.5, 50.0, 50.9, 51.0, 52.0, 100.0])
    | st.integers(0, 3000).map(lambda n: n / 10)
)
SHARES = st.sampled_from([0.0, 0.5, 1.0, 40.0, 100.0])


def in_words(before, after, unit, sign, settings, beyond=(False, False), crossed=0.0):
    """The verdict of one pair of values; None = no value."""
    known = [before is not None or beyond[0], after is not None or beyond[1]]
    if not any(known):
        return "no_connection"
    if not all(known):
        return "lost" if known[0] else "new"
    if before is None and after is None:
        return "beyond_limit"
    both = of_values(before, after, unit, sign, settings)
    if before is None or (crossed <= -1.0 and both != "better"):
        return "comes_within"
    if after is None or (crossed >= 1.0 and both != "worse"):
        return "falls_beyond"
    return both


def of_values(before, after, unit, sign, settings):
    if before is None or after is None:
        return "changed"
    diff = round(after - before, 6)
    size = abs(diff) + 1e-9
    share = size >= settings.noticeable_share * abs(before)
    large = {
        "min": size >= settings.noticeable_min and share,
        "%": size >= 1.0,
        "1/h": size >= 0.5 and share,
    }.get(unit, share and diff != 0)
    if not large:
        return "same"
    return "changed" if sign is None else "better" if diff * sign > 0 else "worse"


@hypothesis_settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(VALUES, VALUES, SHARES, SHARES), min_size=1, max_size=8),
    st.sampled_from(UNITS),
    st.sampled_from([1.0, -1.0, None]),
    st.booleans(),
)
def test_a_table_is_judged_as_every_pair_of_values_is(rows, unit, sign, limited):
    settings = Settings()
    before, after = (np.array([math.nan if r[i] is None else r[i] for r in rows]) for i in (0, 1))
    far = [(r[0] is None and r[2] > 0, r[1] is None and r[3] > 0) for r in rows]
    crossed = [r[3] - r[2] for r in rows]
    more = {"beyond": tuple(np.array(side) for side in zip(*far, strict=True)), "crossed": np.array(crossed)}
    signs = np.array(math.nan if sign is None else sign)
    found = judge(before, after, np.array(unit), signs, settings, **(more if limited else {}))
    expected = [
        in_words(r[0], r[1], unit, sign, settings, *((b, c) if limited else ()))
        for r, b, c in zip(rows, far, crossed, strict=True)
    ]
    assert [VERDICTS[v] for v in found.verdict] == expected


def test_a_whole_matrix_is_judged_by_the_unit_and_the_sign_of_each_measure():
    before, after = np.full((3, 1), 50.0), np.full((3, 1), 51.1)
    units, signs = np.array([["min"], ["inhabitants"], ["-"]]), np.array([[-1.0], [1.0], [math.nan]])
    found = judge(before, after, units, signs, Settings())
    assert [VERDICTS[v] for v in found.verdict[:, 0]] == ["worse", "better", "changed"]
    assert found.gain[:2, 0].tolist() == pytest.approx([-1.1, 1.1])
    assert math.isnan(found.gain[2, 0])


def test_a_zero_has_no_sign():
    found = judge(np.array([10.0]), np.array([10.0 - 1e-9]), np.array("min"), np.array(SIGNS["low"]), Settings())
    assert [math.copysign(1, v) for v in (found.diff[0], found.gain[0])] == [1, 1]


def test_codes_stand_for_words():
    codes = np.array([code(v) for v in VERDICTS], dtype=np.int8)
    assert is_one_of(codes, ("better", "lost")).tolist() == [v in ("better", "lost") for v in VERDICTS]


@hypothesis_settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(VALUES, VALUES, st.integers(0, 9999)), min_size=8, max_size=8))
def test_towns_and_zones_with_the_same_values_have_the_same_verdict_and_the_sums_are_of_those(rows):
    r = zone_result()
    frames = []
    for i, case in enumerate((r.base, r.cases[0])):
        values = [pl.Series(name, [row[i] for row in rows], dtype=pl.Float64) for name in ("main_min", "exp_umc_min")]
        people = pl.Series("population", [row[2] for row in rows], dtype=pl.Int64)
        frames.append(case.zones.with_columns(*values, people))
    cases = [type(c)(**{**_fields(c), "zones": f}) for c, f in zip((r.base, r.cases[0]), frames, strict=True)]
    zones = compare_zones(*cases, only=["main_min", "exp_umc_min"])
    towns = [f.drop("town_id").rename({"pc4": "town_id"}) for f in frames]
    alike = compare_tables(*towns, only=["main_min", "exp_umc_min"])
    columns = ["measure", "base", "scenario", "diff", "diff_pct", "gain", "verdict"]
    assert zones.select("pc4", *columns).rows() == alike.select("town_id", *columns).rows()
    sums = zone_sums_by_region(zones, r.places).filter(pl.col("kind") == "country")
    for row in sums.iter_rows(named=True):
        of = zones.filter(pl.col("measure") == row["measure"])
        people = of.group_by("verdict").agg(pl.col("population").sum())
        by_verdict = dict(people.iter_rows())
        assert (row["winners"], row["losers"]) == (by_verdict.get("better", 0), by_verdict.get("worse", 0))
        assert row["no_connection"] == by_verdict.get("no_connection", 0)


def _fields(case):
    return {name: getattr(case, name) for name in type(case).__slots__}

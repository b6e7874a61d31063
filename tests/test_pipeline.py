"""The whole story on the real network: a limit from door to door, and more than one window."""

from dataclasses import replace

import polars as pl
import pytest

from bereikbaar import pipeline
from bereikbaar.compare import compare_towns
from bereikbaar.errors import InputError
from bereikbaar.settings import preset
from builders_places import fewer_places

CLOSED = """\
name: goes-cut-off
key: cut
title: {nl: Goes afgesneden, en: Goes cut off}
base: nl-2026
changes:
  - close_section: {between: [gs, krg]}
  - close_section: {between: [gs, mdb]}
"""


@pytest.fixture(scope="module")
def net():
    return pipeline.network()


def test_a_closed_line_is_a_lost_connection_also_where_the_limit_leaves_the_value_empty(net, tmp_path):
    """Goes, Middelburg and Vlissingen are beyond 90 minutes of Amsterdam, and then have no way at all to go there."""
    plan = tmp_path / "cut.yaml"
    plan.write_text(CLOSED, encoding="utf-8")
    limited = preset("pbl").changed(assumed_transit=False)
    result = pipeline.run(net, [pipeline.scenario(plan)], settings=limited)
    base, after = (case.towns.rows_by_key("name", named=True, unique=True) for case in (result.base, result.cases[0]))
    verdicts = compare_towns(result.base, result.cases[0], settings=limited, only=["exp_ams_min", "exp_cap_min"])
    found = {(row["name"], row["measure"]): row["verdict"] for row in verdicts.iter_rows(named=True)}
    for town in ("Goes", "Middelburg", "Vlissingen"):
        assert base[town]["exp_ams_min"] is None and base[town]["beyond_ams_pct"] > 0
        assert after[town]["exp_ams_min"] is None and after[town]["beyond_ams_pct"] == 0
        assert found[town, "exp_ams_min"] == "lost"
    assert found["Goes", "exp_cap_min"] == "lost", "Middelburg is no longer reached from Goes"
    assert found["Vlissingen", "exp_cap_min"] == "same"
    assert found["Groningen", "exp_ams_min"] == "beyond_limit"
    assert found["Nieuwegein", "exp_ams_min"] == "no_connection", "no station within 15 minutes, and no assumed bus"
    pairs = result.cases[0].pairs.filter((pl.col("town") == "Goes") & (pl.col("centre_id") == "amsterdam"))
    assert pairs["beyond_pct"].item() == 0 and pairs["expected_min"].item() is None


def test_a_run_checks_the_towns_and_zones_that_a_scenario_names(net, tmp_path):
    plan = tmp_path / "bus.yaml"
    changes = (
        "changes:\n  - add_feeder: {town: Urk, station: lls, line: x, run_min: 40, tph: 2}\n"
        "  - set_opportunities: {zone: 1000, field: jobs, add: 9}\n"
    )
    plan.write_text(CLOSED[: CLOSED.index("changes:")] + changes, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        pipeline.run(net, [pipeline.scenario(plan)])
    town, zone = caught.value.problems
    assert str(town).endswith(
        "line 6, add_feeder.town: there is no town with the id 'Urk'; did you mean 'urk-0184' (Urk)?"
    )
    assert "line 7, set_opportunities.zone: there is no zone '1000'" in str(zone)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("nl", "scenario 'goes-cut-off' is gemaakt voor netwerk 'nl-2026', niet voor 'mine'"),
        ("en", "scenario 'goes-cut-off' was made for network 'nl-2026', not for 'mine'"),
    ],
)
def test_a_run_warns_of_a_scenario_for_another_network(net, tmp_path, lang, said):
    plan = tmp_path / "cut.yaml"
    plan.write_text(CLOSED, encoding="utf-8")
    cut = pipeline.scenario(plan)
    few = fewer_places()
    assert said in pipeline.run(replace(net, name="mine"), [cut], lang=lang, at=few).warnings
    assert said not in pipeline.run(net, [cut], lang=lang, at=few).warnings

"""Jobs within reach by both ways of dividing jobs: what stands in the table, sums on paper."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

import bereikbaar as bk
from bereikbaar.compare.people import PeopleTables
from bereikbaar.compare.sensitivity import sensitivity_table, twins
from bereikbaar.write.people_tables import people_tables
from builders_zones import ZONES, zone_result

#: The scenario of the table on the page, and the kinds of regions in it.
PLAN, BIG = "lelylijn-2020", ("country", "province")
#: pc4 -> jobs within reach: before, after, and the same by inhabitants alone.
JOBS = {
    "3511": (2000, 2000, 2500, 2500),
    "4381": (0, 0, 0, 0),
    "8221": (400, 400, 300, 300),
    "8301": (None, 100, None, 120),
    "9401": (100, 100, 110, 110),
    "9711": (100, 200, 110, 180),
    "9712": (200, 200, 180, 180),
    "9751": (50, 60, 50, 70),
}


def world():
    found = zone_result()

    def more(case, after):
        columns = {
            name: pl.Series([JOBS[pc4][k + after] for pc4 in ZONES], dtype=pl.Int64)
            for name, k in (("jobs_60", 0), ("jobspop_60", 2))
        }
        return replace(case, zones=case.zones.with_columns(**columns))

    names = ("main_min", "jobs_60", "jobspop_60")
    return replace(found, base=more(found.base, 0), cases=tuple(more(c, 1) for c in found.cases), indicators=names)


@pytest.fixture(scope="module")
def table():
    return sensitivity_table(world(), ["main_min", "jobs_60", "jobspop_60"])


def row(table, code, scenario="base"):
    return table.filter((pl.col("code") == code) & (pl.col("scenario") == scenario)).row(0, named=True)


def test_means_by_both_splits_and_how_far_they_are_apart(table):
    groningen = row(table, "GM0014")  # 100,000 + 100,000 + 20,000 people
    assert (groningen["measure"], groningen["population"]) == ("jobs_60", 220_000)
    assert groningen["value"] == pytest.approx((100 * 100 + 200 * 100 + 50 * 20) / 220, abs=1e-3)
    assert groningen["other_value"] == pytest.approx((110 * 100 + 180 * 100 + 50 * 20) / 220, abs=1e-3)
    assert groningen["diff_pct"] == pytest.approx(100 * (30 / 31 - 1), abs=1e-3)
    assert groningen["zones_pct"] == pytest.approx((10 * 100 + 10 * 100 + 0) / 220, abs=1e-3), "signs do not cancel"
    assert groningen["gain"] is None and groningen["other_gain"] is None


def test_what_a_scenario_adds_by_either_split(table):
    groningen = row(table, "GM0014", "lelylijn-test")
    assert groningen["gain"] == pytest.approx((100 * 100 + 10 * 20) / 220, abs=1e-3)
    assert groningen["other_gain"] == pytest.approx((70 * 100 + 20 * 20) / 220, abs=1e-3)


def test_who_has_no_answer_or_nothing_is_in_no_relative_difference(table):
    flevoland = row(table, "CR40")  # Emmeloord has no answer in the base
    assert (flevoland["value"], flevoland["other_value"], flevoland["zones_pct"]) == (400, 300, 25)
    zeeland = row(table, "PV29")
    assert (zeeland["value"], zeeland["diff_pct"], zeeland["zones_pct"]) == (0, None, None)


def test_the_country_and_every_kind_of_region_have_rows(table):
    assert set(table["kind"]) == {"country", "province", "corop", "npvr", "municipality"}
    assert row(table, "NL")["population"] == 796_000


def test_only_measures_that_are_there_by_both_splits_are_in_it():
    assert twins(["jobs_60", "jobs_45", "jobspop_60", "jobspop_pbl", "pop_60"]) == [("jobs_60", "jobspop_60")]
    assert sensitivity_table(world(), ["jobs_60"]).is_empty()


def test_a_run_writes_it_when_both_are_there_and_not_otherwise():
    there = dict(people_tables(world(), PeopleTables(world())))
    assert there["tables/sensitivity.csv"].height == sensitivity_table(world(), ["jobs_60", "jobspop_60"]).height
    without = zone_result()
    assert "tables/sensitivity.csv" not in dict(people_tables(without, PeopleTables(without)))


def test_its_columns_are_explained():
    from bereikbaar.write.table_columns import column_rows

    found = sensitivity_table(world(), ["jobs_60", "jobspop_60"])
    words = {column: (unit, en) for column, _kind, unit, _nl, en in column_rows("sensitivity", found)}
    assert set(words) == set(found.columns)
    assert "npvr: which municipalities belong to it is our reading" in words["kind"][1]
    assert words["zones_pct"] == ("%", "Difference in one's own zone, up or down, mean per inhabitant")


def test_the_page_on_opportunities_has_the_figures_of_a_run():
    page = (Path(__file__).parents[1] / "docs" / "opportunities.md").read_text(encoding="utf-8")
    head = "| region | jobs within 60 min "
    rows = page[page.index(head) :].split("\n\n")[0].splitlines()[2:]
    names = ["jobs_60", "jobspop_60", "jobs_30", "jobspop_30"]
    found = sensitivity_table(bk.run(bk.network("nl-2026"), [bk.scenario("lelylijn-2020")], indicators=names), names)
    of = {(r["scenario"], r["measure"], r["name"]): r for r in found.iter_rows(named=True) if r["kind"] in BIG}
    made = []
    for line in rows:
        region = line.split(" | ")[0].strip("| ")
        name = {"The Netherlands": "NL"}.get(region, region)
        near, base, plan = (of[s, m, name] for s, m in (("base", "jobs_30"), ("base", "jobs_60"), (PLAN, "jobs_60")))
        shares = (base["diff_pct"], base["zones_pct"], near["zones_pct"])
        amounts = [
            f"{round(v, -2):,.0f}" for v in (base["value"], base["other_value"], plan["gain"], plan["other_gain"])
        ]
        made.append(" | ".join([region, *amounts[:2], *(f"{v:.1f} %" for v in shares), *amounts[2:]]))
    assert [line.strip("| ") for line in rows] == made and len(rows) == 13

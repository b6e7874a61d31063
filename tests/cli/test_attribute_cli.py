"""``bereikbaar attribute`` as a user runs it."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bereikbaar.cli.main import cli

PLAN = "zeeland-2030+spoorboekloos-breda"


def invoke(*args: str):
    return CliRunner().invoke(cli, ["attribute", *args])


@pytest.fixture(scope="module")
def file_and_table(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    file = tmp_path_factory.mktemp("attribute") / "parts.csv"
    done = invoke(PLAN, "--indicators", "main_min", "-o", str(file), "--lang", "nl")
    assert done.exit_code == 0, done.stderr
    return file, done.stdout, done.stderr


def test_the_table_has_a_column_for_each_part_and_the_country_below(file_and_table: tuple[Path, str, str]) -> None:
    _file, table, said = file_and_table
    lines = table.splitlines()
    assert lines[0].split("\t")[3:] == ["zeeland-2030", "spoorboekloos-breda"]
    assert len(lines[0].split("\t")) == 5
    totals = [abs(float(line.split("\t")[2])) for line in lines[1:21]]
    assert totals == sorted(totals, reverse=True)
    assert lines[-1].startswith("main_min\tmin\t-")
    shares, left_out = ([float(x) for x in line.split("\t")[2:]] for line in (lines[-4], lines[-1]))
    assert sum(shares[1:]) == pytest.approx(shares[0], abs=0.011)
    assert left_out[0] == shares[0]
    assert "Geschreven" in said or "parts.csv" in said


def test_the_file_has_every_town_and_part_and_its_shares_sum_to_the_total(
    file_and_table: tuple[Path, str, str],
) -> None:
    with file_and_table[0].open(encoding="utf-8") as held:
        rows = list(csv.DictReader(held))
    totals: dict[str, float] = {}
    for row in rows:
        totals[row["town_id"]] = totals.get(row["town_id"], 0.0) + float(row["shapley"])
    assert len(rows) == 2 * len(totals)
    assert all(totals[row["town_id"]] == pytest.approx(float(row["total"]), abs=1e-9) for row in rows)


def test_changes_of_one_scenario_are_told_and_the_document_holds_them() -> None:
    done = invoke("spoorboekloos-zwolle", "--parts", "changes", "--indicators", "exp_ams_min", "--json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert [len(part["changes"]["nl"]) for part in found["parts"]] == [1, 1]
    assert found["networks_measured"] == 4
    country = found["country"]["exp_ams_min"]
    assert sum(country["shapley"]) == pytest.approx(country["total"], abs=1e-9)
    zwolle = next(town for town in found["towns"] if town["town"] == "Zwolle")["measures"]["exp_ams_min"]
    assert sum(zwolle["shapley"]) == pytest.approx(zwolle["total"], abs=1e-9)


def test_a_new_line_is_divided_over_its_train_its_buses_and_the_stops_of_others() -> None:
    done = invoke(
        "lelylijn-2020", "--parts", "changes", "--at-most", "4", "--indicators", "exp_ams_min", "--lang", "en"
    )
    assert done.exit_code == 0, done.stderr
    heads = done.stdout.splitlines()[0].split("\t")[3:]
    assert heads[0].startswith("add_stops 600 800 & ") and heads[-1] == "add_feeder (9)"
    assert any(name.startswith("add_service LL1") for name in heads)
    assert "New station Emmeloord (xem)." in done.stderr


def test_a_plan_of_one_change_is_one_part_and_that_is_a_result(tmp_path: Path) -> None:
    plan = tmp_path / "fast.yaml"
    plan.write_text(
        "name: fast\nkey: fast\ntitle: {nl: Snel, en: Fast}\nbase: nl-2026\nchanges:\n"
        "  - set_run_time: {services: [500], from: zl, to: asn, change_min: -5}\n",
        encoding="utf-8",
    )
    done = invoke(str(plan), "--parts", "changes", "--indicators", "exp_ams_min", "--lang", "en")
    assert done.exit_code == 0, done.stderr
    assert "There is nothing to divide" in done.stderr
    row = done.stdout.splitlines()[1].split("\t")
    assert row[2] == row[3]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (
            ["lelylijn-2020"],
            "'lelylijn-2020' is one scenario; name several (a+b), or ask for its changes: --parts changes",
        ),
        (["lelylijn-2020+lelylijn-2020"], "'lelylijn-2020' is there twice"),
        (["lelylijn-2020+zeeland-230"], "there is no scenario 'zeeland-230'; did you mean 'zeeland-2030'"),
        ([PLAN, "--indicators", "mian_min"], "there is no measure or group 'mian_min'; did you mean 'main_min'"),
        ([PLAN, "--window", "all"], "one window, not in all"),
        (
            ["ser-2020", "--at-most", "3"],
            "found 4 parts, expected at most 3 (every subset of them is measured); give --at-most 4",
        ),
        (["ser-2020", "--at-most", "9"], "9 is not in the range 1<=x<=8"),
        ([PLAN, "--set", "speed=3"], "speed"),
        ([PLAN, "-o", "parts.xlsx"], "--output: expected a name that ends in .csv, found 'parts.xlsx'"),
        ([PLAN, "-o", "no-such-folder/parts.csv"], "--output: there is no folder no-such-folder"),
    ],
)
def test_mistakes_are_told_before_anything_is_measured(args: list[str], expected: str) -> None:
    done = invoke(*args)
    assert done.exit_code == 2
    assert expected in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    file = tmp_path / "parts.csv"
    file.write_text("mine", encoding="utf-8")
    done = invoke(PLAN, "-o", str(file))
    assert done.exit_code == 2
    assert "is there already; give --overwrite" in done.stderr
    assert file.read_text(encoding="utf-8") == "mine"

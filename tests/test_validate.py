"""A network's times against published ones: figures, files, the command."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from bereikbaar.cli.main import cli
from bereikbaar.errors import InputError
from bereikbaar.network.model import Network
from bereikbaar.read.network import find_network, read_network
from bereikbaar.read.published import Published, read_matrix, read_validation
from bereikbaar.routing.travel_times import travel_times
from bereikbaar.settings import Settings
from bereikbaar.validate import Validation, fit, validate

sys.path.insert(0, str(Path(__file__).parent / "routing"))

from small_networks import WINDOW, network, service

SETTINGS = Settings(alpha_first=0.5, alpha_transfer=0.25, change_min=3.0)
NET = network(
    service("ic", "a 0", "m 20", tph=2, both=True),
    service("on", "m 0", "c 12", tph=4, both=True),
    extra_stations=["lonely"],
)
# best: a-m 20, m-c 12, a-c 20 + 3 + 0.25 * 15 + 12 = 38.75


def held(*published: Published, net: Network = NET) -> Validation:
    return validate(net, travel_times(net, WINDOW, SETTINGS), SETTINGS, published)


def test_a_fit_says_how_far_off_on_average_and_how_many_are_near() -> None:
    found = fit(np.array([-12.0, -5.0, 0.0, 1.0, 10.0]))
    assert found.as_dict() == {
        "n": 5, "bias_min": -1.2, "mean_absolute_error_min": 5.6, "median_error_min": 0.0,
        "share_within_5": 0.6, "share_within_10": 0.8,
    }  # fmt: skip


def test_nothing_has_no_fit() -> None:
    assert fit(np.zeros(0)).as_dict() == {
        "n": 0, "bias_min": None, "mean_absolute_error_min": None, "median_error_min": None,
        "share_within_5": None, "share_within_10": None,
    }  # fmt: skip


def test_errors_are_found_minus_published_by_changes_and_worst_first() -> None:
    found = held(Published("a", "m", 19), Published("m", "c", 12), Published("a", "c", 50))
    assert found.total.n == 3
    assert found.total.bias_min == pytest.approx((1 + 0 - 11.25) / 3)
    assert {n: f.n for n, f in found.by_changes.items()} == {0: 2, 1: 1}
    assert found.by_changes[1].bias_min == -11.25
    assert [(m.published.origin, m.published.destination, m.error_min) for m in found.worst] == [
        ("a", "c", -11.25),
        ("a", "m", 1.0),
        ("m", "c", 0.0),
    ]
    assert [leg["service"] for leg in found.worst[0].legs] == ["ic", "on"]
    assert list(found.by_province) == ["NL"]


def test_what_cannot_be_compared_is_counted_apart() -> None:
    found = held(Published("a", "m", 20), Published("a", "lonely", 9), Published("x", "m", 9), Published("a", "a", 0))
    assert found.total.n == 1
    assert found.unreachable == (("a", "lonely"),)
    assert found.unknown == (("x", "m"),)


def test_a_tolerance_of_its_own_is_judged() -> None:
    found = held(Published("a", "m", 19, tolerance=1), Published("m", "c", 10, tolerance=1), Published("a", "c", 1))
    assert found.within_tolerance == 0.5
    assert held(Published("a", "m", 19)).within_tolerance is None


@pytest.mark.parametrize(
    ("published", "tolerance", "ok"),
    [(2, 0, True), (4, 0, True), (3, 0, True), (5, 0, False), (1, 1, True), (1, None, None)],
)
def test_a_published_frequency_may_count_the_slow_trains_or_not(
    published: float, tolerance: float | None, ok: bool | None
) -> None:
    net = network(service("fast", "a 0", "b 10", tph=2), service("slow", "a 0", "b 16", tph=2))
    (check,) = held(Published("a", "b", published, "published_tph", tolerance), net=net).frequencies
    assert (check.direct, check.fast, check.ok) == (4.0, 2.0, ok)


@pytest.mark.parametrize(
    ("published", "message"),
    [
        ([], "there is nothing to compare network 'small' with"),
        ([Published("Utrecht", "m", 1)], "expected station codes such as 'a', found 'Utrecht'"),
        ([Published("a", "a", 1)], "all published figures are for a station with itself"),
    ],
)
def test_nothing_to_compare_is_an_error(published: list[Published], message: str) -> None:
    with pytest.raises(InputError, match=message):
        held(*published)


def write(folder: Path, text: str, name: str = "matrix.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_smallest_answer_of_a_matrix_counts_and_pairs_without_one_do_not(tmp_path: Path) -> None:
    text = "origin,destination,min_2016,min_2017\na,b,30,28\nb,a,,31.5\na,c,,\n"
    expected = [Published("a", "b", 28.0), Published("b", "a", 31.5)]
    assert read_matrix(write(tmp_path, text)) == expected
    packed = tmp_path / "matrix.csv.gz"
    packed.write_bytes(gzip.compress(text.encode()))
    assert read_matrix(packed) == expected


def test_a_matrix_may_come_from_a_spreadsheet(tmp_path: Path) -> None:
    text = "\ufefforigin;destination;minutes\r\na;b;30,5\r\n"
    assert read_matrix(write(tmp_path, text)) == [Published("a", "b", 30.5)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "file is empty"),
        ("origin,destination,time\na,b,3\n", "whose names start with 'min', found origin, destination, time"),
        ("from,destination,min\na,b,3\n", "column 'origin' is missing"),
        ("origin,destination,min\na,b,soon\n", "line 2, min: found 'soon'"),
        ("origin,destination,min\na,b,-4\n", "expected 0 or more"),
        ("origin,destination,min\n,b,4\n", "line 2, origin: is empty"),
        ("origin,destination,min\na,b\n", "line 2: row has 2 values, the header 3"),
        ("origin,destination,min\na,b,\n", "holds no minutes at all"),
        ("origin,destination,min\n", "file has a header but no rows"),
    ],
)
def test_a_bad_matrix_is_refused_with_file_and_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        read_matrix(write(tmp_path, text))
    assert message in str(error.value)
    assert "matrix.csv" in str(error.value)


def test_a_broken_gzip_file_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(b"origin,destination,min\na,b,3\n")
    path = tmp_path / "m.csv.gz"
    path.write_bytes(packed[:-9])
    with pytest.raises(InputError, match=r"m\.csv\.gz: cannot be unpacked .*is the file whole"):
        read_matrix(path)


def test_a_fault_in_a_packed_matrix_names_the_file_that_was_given(tmp_path: Path) -> None:
    path = tmp_path / "m.csv.gz"
    path.write_bytes(gzip.compress(b"origin,destination,min\na,b,x\n"))
    with pytest.raises(InputError) as error:
        read_matrix(path)
    assert str(error.value).startswith(f"{path}, line 2, min")


HEAD = "kind,origin,destination,value,unit,date,source,confidence,tolerance,value_other_year,note\n"


def test_only_times_and_frequencies_between_stations_are_read_from_a_network(tmp_path: Path) -> None:
    rows = "planner_time,a,b,30,min,,s,A,6,,\nstations_within_60,a,all,46,,,,,15 %,,\npublished_tph,a,b,2,,,,,,,\n"
    write(tmp_path, HEAD + rows, "validation.csv")
    assert read_validation(tmp_path) == [
        Published("a", "b", 30.0, "planner_time", 6.0, "s"),
        Published("a", "b", 2.0, "published_tph", None, ""),
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("planner_time,a,,30,,,,,,,\n", "validation.csv, line 2, destination: is empty; a planner_time needs it"),
        ("published_tph,a,b,,,,,,,,\n", "line 2, value: is empty"),
        ("planner_time,a,b,30,,,,,some,,\n", "line 2, tolerance: found 'some', expected a number"),
        ("planner_time,a,b,half,,,,,,,\n", "line 2, value: found 'half'"),
    ],
)
def test_a_bad_row_of_a_network_is_refused(tmp_path: Path, rows: str, message: str) -> None:
    write(tmp_path, HEAD + rows, "validation.csv")
    with pytest.raises(InputError) as error:
        read_validation(tmp_path)
    assert message in str(error.value)


def test_a_network_without_published_figures_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"has no validation\.csv; give published times with --matrix FILE"):
        read_validation(tmp_path)


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli, ["network", "validate", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_the_shipped_network_is_near_its_published_times() -> None:
    code, out, _ = run("--json")
    document = json.loads(out)
    assert code == 0
    assert document["n"] >= 190
    assert abs(document["bias_min"]) <= 4
    assert document["mean_absolute_error_min"] <= 7
    assert document["share_within_5"] >= 0.48
    assert document["share_within_10"] >= 0.74
    assert document["share_within_tolerance"] >= 0.8
    assert {f["ok"] for f in document["frequencies"]} == {True}
    assert len(document["worst"]) == 10
    assert {"from", "to", "published_min", "found_min", "error_min", "legs"} <= set(document["worst"][0])
    assert sum(part["n"] for part in document["by_province"]) == document["n"]
    assert sum(part["n"] for part in document["by_changes"]) == document["n"]


def test_a_matrix_is_compared_in_the_window_and_with_the_settings_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path, "origin,destination,min\ngn,zl,56\ngn,mt,250\n")
    _, day, _ = run("--matrix", str(path), "--json")
    _, slower, _ = run("--matrix", str(path), "--json", "--set", "alpha_transfer=1")
    _, evening, _ = run("--matrix", str(path), "--json", "--window", "evening")
    assert json.loads(day)["n"] == 2
    assert json.loads(slower)["bias_min"] > json.loads(day)["bias_min"]
    assert json.loads(evening)["window"] == "evening"


def test_the_times_are_those_of_the_router(tmp_path: Path) -> None:
    net = read_network(find_network("nl-2026"))
    best = travel_times(net, "offpeak", Settings()).at("best", "gn", "mt")
    path = write(tmp_path, "origin,destination,min\ngn,mt,200\n")
    document = json.loads(run("--matrix", str(path), "--json")[1])
    assert document["worst"][0]["found_min"] == pytest.approx(best)
    assert document["bias_min"] == pytest.approx(best - 200)


def test_a_table_in_dutch_and_in_english() -> None:
    code, dutch, told = run("--lang", "nl")
    assert code == 0
    assert "gem. absolute fout (min)" in dutch
    assert "Binnen de marge die bij het cijfer hoort" in told
    assert "mean abs. error (min)" in run("--lang", "en")[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--set", "alpha_transfers=1"], "there is no setting 'alpha_transfers'; did you mean 'alpha_transfer'"),
        (["--window", "midday"], "window 'midday' is not in network"),
        (["no-such-network"], "no-such-network"),
        (["--matrix", "no-such-file.csv"], "no-such-file.csv"),
    ],
)
def test_wrong_options_are_said(arguments: list[str], message: str) -> None:
    code, _, told = run(*arguments)
    assert code == 2
    assert message in told

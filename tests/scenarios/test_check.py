"""A check says all: what is wrong with the file, with the changes, and which figures are missed."""

from pathlib import Path
from typing import Any

from scenario_networks import network

from bereikbaar.errors import UnknownNameError
from bereikbaar.scenarios.check import check

HEAD = "name: mine\nkey: mine\ntitle: {nl: m, en: m}\nbase: small\n"


def small(_: Any) -> Any:
    return network(), None


def checked(tmp_path: Path, text: str, network_of: Any = small, **given: Any) -> Any:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return check(str(path), network_of, **given)


def test_what_cannot_be_read_and_what_cannot_be_made_are_said_together(tmp_path: Path) -> None:
    text = (
        HEAD + "yaer: 2030\nchanges:\n"
        "  - add_station: {code: xem, name: Emmeloord, lat: 52.7}\n"
        "  - add_track: {from: lls, to: xem, km: 30, speed_kmh: 200}\n"
        "  - set_frequency: {services: 501, tph: 4}\n"
        "  - add_service: {id: N, stops: [ut, zl], tph: fast}\n"
        "  - set_dwell: {services: N, stations: zl, dwell_min: 2}\n"
    )
    found = checked(tmp_path, text)
    assert [p.row for p in found.problems] == [5, 7, 9, 10]  # lines 8 and 11 only follow from 7 and 10
    assert "unknown key 'yaer'" in found.problems[0].message
    assert "'lon' is missing" in found.problems[1].message
    assert "service '501' is not in network" in found.problems[2].message
    assert found.outcomes == ()


def test_figures_are_computed_when_nothing_is_wrong(tmp_path: Path) -> None:
    text = (
        HEAD + "changes:\n  - set_frequency: {services: 500, tph: 4}\nexpects:\n"
        "  - {from: ut, to: gn, measure: tph_direct, value: 4}\n"
        "  - {from: ut, to: gn, measure: direct_min, value: 9}\n"
    )
    found = checked(tmp_path, text)
    assert found.problems == ()
    assert [(o.got, o.ok) for o in found.outcomes] == [(4, True), (105, False)]
    assert [o.measure for o in found.misses] == ["direct_min"]


def test_a_base_that_is_not_there_is_a_problem_of_the_file(tmp_path: Path) -> None:
    def nowhere(scenario: Any) -> Any:
        raise UnknownNameError(f"there is no network {scenario.base!r}")

    found = checked(tmp_path, HEAD + "changes:\n  - set_frequency: {services: 500, tph: 4}\n", nowhere)
    (problem,) = found.problems
    assert str(problem).endswith("mine.yaml, base: there is no network 'small'")


def test_parameters_reach_the_file_and_names_that_are_not_there_are_said(tmp_path: Path) -> None:
    text = (
        HEAD + "parameters: {n: {value: 4, max: 9, text: t}}\nchanges:\n  - set_frequency: {services: 500, tph: $n}\n"
    )
    assert checked(tmp_path, text, parameters={"n": "5"}).scenario.parameters == {"n": 5}
    (problem,) = checked(tmp_path, text, parameters={"n": "10"}).problems
    assert "found '10'" in problem.message
    missing = check("no-such-scenario", small)
    assert missing.scenario is None
    assert "there is no scenario 'no-such-scenario'" in missing.problems[0].message
    empty = checked(tmp_path, "")
    assert empty.scenario is None
    assert "the file is empty" in empty.problems[0].message


def test_a_figure_about_a_group_of_windows_is_a_problem_with_its_line(tmp_path: Path) -> None:
    figure = "  - {from: ut, to: gn, measure: tph_direct, value: 4, window: %s}\n"
    text = HEAD + "changes:\n  - set_frequency: {services: 500, tph: 4}\nexpects:\n" + figure
    for window in ("day", "all"):
        (problem,) = checked(tmp_path, text % window).problems
        assert f"mine.yaml, line 8, expects.window: '{window}' is a group of windows" in str(problem)
        assert "one of peak, offpeak, friday_peak, friday, evening, saturday, sunday" in str(problem)
    assert checked(tmp_path, text % "evening").problems == ()

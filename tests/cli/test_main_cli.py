"""The command as a whole: help, versions, typing errors, errors of ours and of nobody."""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from bereikbaar import __version__
from bereikbaar.cli.errors import handled, message
from bereikbaar.cli.main import COMMANDS, _suit_a_short_process, cli
from bereikbaar.cli.options import make_settings, read_sets
from bereikbaar.errors import InputError, Problem, RunError


def invoke(*args: str):
    return CliRunner().invoke(cli, list(args))


def test_help_lists_every_command_and_version_prints_ours() -> None:
    text = invoke("--help").output
    assert all(name in text for name in COMMANDS)
    assert invoke("--version").output.strip().endswith(__version__)


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_with_an_example_that_names_it(name: str) -> None:
    done = invoke(name, "--help")
    assert done.exit_code == 0, done.output
    assert f"bereikbaar {name}" in done.output


def test_a_typing_error_gets_a_suggestion_and_status_2() -> None:
    done = invoke("scenaro")
    assert done.exit_code == 2
    assert "no such command 'scenaro'; did you mean 'scenario'?" in done.stderr


def test_one_problem_is_one_line_and_many_are_a_list_that_ends() -> None:
    assert message(InputError("no")) == "Error: no"
    assert message(RunError("disk full")) == "Error: disk full"
    many = message(InputError([Problem(f"p{i}", file="a.csv", row=i) for i in range(2, 52)]))
    assert many.startswith("Error: 50 problems\n  - a.csv, line 2: p2")
    assert many.endswith("... and 10 more")


def test_our_errors_end_in_their_status_and_others_stay_what_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    def fail(error: BaseException) -> None:
        raise error

    for error, status in ((InputError("a"), 2), (RunError("b"), 1), (KeyboardInterrupt(), 130)):
        with pytest.raises(SystemExit) as stopped:
            handled(fail)(error)
        assert stopped.value.code == status
    assert "Traceback" not in capsys.readouterr().err
    with pytest.raises(ZeroDivisionError):
        handled(fail)(ZeroDivisionError())


def test_settings_from_the_command_line() -> None:
    settings, rest = make_settings("pbl", ["walk_kmh=4,8", "speed_kmh=250"], True)
    assert (settings.walk_kmh, settings.bicycle_kmh, settings.assumed_transit) == (4.8, 14.0, False)
    assert rest == {"speed_kmh": "250"}


@pytest.mark.parametrize(
    ("preset", "sets", "words"),
    [
        ("pbll", [], "there is no preset 'pbll'; there are default, pbl, ec; did you mean 'pbl'?"),
        ("default", ["walk_kmh=fast"], "walk_kmh: expected a number (km/h), found 'fast'"),
        ("default", ["walk_kmh=-1"], "walk_kmh: expected 0.1 or more (km/h), found '-1'"),
        ("default", ["walk_kmh=nan"], "walk_kmh: expected 0.1 or more"),
        ("default", ["assumed_transit=maybe"], "assumed_transit: expected yes or no, found 'maybe'"),
        ("default", ["walk_kmh"], "--set: expected NAME=VALUE, found 'walk_kmh'"),
        ("default", ["walk_kmh=1", "walk_kmh=2"], "--set: 'walk_kmh' is given twice"),
    ],
)
def test_wrong_settings_are_refused_with_what_is_expected(preset: str, sets: list[str], words: str) -> None:
    with pytest.raises(InputError) as error:
        make_settings(preset, sets, False)
    assert words in str(error.value)


def test_sets_keep_equal_signs_in_the_value() -> None:
    assert read_sets(["a=b=c"]) == {"a": "b=c"}


def test_presets_and_indicators_list_every_setting_and_measure_with_its_source() -> None:
    import dataclasses
    import json

    from bereikbaar.indicators.catalogue import ALL_INDICATORS
    from bereikbaar.settings import Settings

    text = invoke("presets").output
    for f in dataclasses.fields(Settings):
        assert f"\n{f.name}\t" in text
        assert f.metadata["source"] and f.metadata["source"] in text
    rows = json.loads(invoke("indicators", "--json").output)
    assert [r["name"] for r in rows] == [i.name for i in ALL_INDICATORS]
    assert all(r["definition"] and r["source"] and (r["unit"] or r["name"] == "access_basis") for r in rows)
    assert json.loads(invoke("presets", "pbl", "--json").output)["pbl"]["door_to_door_limit_min"] == 90


@pytest.mark.parametrize(
    ("words", "threads"),
    [(["run", "-o", "out"], "1"), (["run", "--network=old.ZIP"], None), (["run", "--baseline", "{feed}"], None)],
)
def test_tables_get_a_thread_each_unless_a_timetable_is_read(
    words: list[str], threads: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stop_times.txt").touch()
    monkeypatch.setattr("sys.argv", ["bereikbaar", *(word.format(feed=tmp_path) for word in words)])
    monkeypatch.setattr("gc.set_threshold", lambda *_: None)
    monkeypatch.setattr("atexit.register", lambda *_: None)
    monkeypatch.setattr("bereikbaar.cli.main.do_without", lambda: None)
    monkeypatch.delenv("POLARS_MAX_THREADS", raising=False)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    _suit_a_short_process()
    assert os.environ.get("POLARS_MAX_THREADS") == threads


def test_numba_does_without_scipy_and_everybody_else_gets_it() -> None:
    """In a process of its own: what was loaded before cannot be missed."""
    pytest.importorskip("scipy")
    code = """
        import sys
        from bereikbaar.cli.lean import do_without
        do_without()
        do_without()
        import numba.np.arraymath
        assert not [name for name in sys.modules if name.startswith("scipy")], "numba loaded it"
        import scipy.linalg
        assert scipy.linalg.norm([3.0, 4.0]) == 5.0
        print(sum("DoesWithout" in str(one) for one in sys.meta_path))
    """
    done = subprocess.run([sys.executable, "-c", dedent(code)], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("1\n", "")

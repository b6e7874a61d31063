"""The Processing script: where it goes, which command it calls, and what it makes of what is typed."""

import ast
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bereikbaar.cli.main import cli
from bereikbaar.errors import InputError, RunError
from bereikbaar.write.qgis.install import SCRIPT, install_script, own_command, script_folders, script_text

END = Path("profiles", "default", "processing", "scripts")


def function(name):
    """Return a function of the script, without QGIS around it."""
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    found = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name)
    space = {}
    exec(compile(ast.Module([found], []), SCRIPT.name, "exec"), space)
    return space[name]


def assigned(text, name):
    tree = ast.parse(text)
    return next(ast.literal_eval(n.value) for n in tree.body if isinstance(n, ast.Assign) and n.targets[0].id == name)


def test_the_command_writes_the_script_with_its_own_python_in_it(tmp_path):
    done = CliRunner().invoke(cli, ["qgis", "install-script", "--to", str(tmp_path / "scripts")])
    assert done.exit_code == 0, done.stderr
    path = tmp_path / "scripts" / "bereikbaar_run.py"
    assert done.stdout.strip() == str(path)
    assert (
        assigned(path.read_text(encoding="utf-8"), "COMMAND") == [sys.executable, "-m", "bereikbaar"] == own_command()
    )


def test_a_path_with_a_quote_or_backslash_stays_what_it_is():
    command = ["C:\\Program Files\\it's here\\python.exe", "-m", "bereikbaar"]
    assert assigned(script_text(command), "COMMAND") == command


@pytest.mark.parametrize(
    ("platform", "root"),
    [("linux", ".local/share"), ("darwin", "Library/Application Support"), ("win32", "AppData/Roaming")],
)
def test_the_profile_of_qgis_is_found_on_every_system(tmp_path, platform, root):
    assert script_folders(tmp_path, platform, {}) == []
    for version in ("QGIS3", "QGIS4"):
        (tmp_path / root / "QGIS" / version).mkdir(parents=True)
    assert script_folders(tmp_path, platform, {}) == [tmp_path / root / "QGIS" / v / END for v in ("QGIS3", "QGIS4")]


def test_folders_named_by_the_environment_are_used(tmp_path):
    (tmp_path / "data" / "QGIS" / "QGIS3").mkdir(parents=True)
    found = [tmp_path / "data" / "QGIS" / "QGIS3" / END]
    assert script_folders(tmp_path, "linux", {"XDG_DATA_HOME": str(tmp_path / "data")}) == found
    assert script_folders(tmp_path, "win32", {"APPDATA": str(tmp_path / "data")}) == found


def test_without_qgis_the_error_says_what_to_do():
    with pytest.raises(InputError, match="start QGIS once, or name a folder with --to"):
        install_script([], own_command())


def test_a_file_where_the_folder_should_be_is_one_line(tmp_path):
    (tmp_path / "taken").write_text("x")
    with pytest.raises(RunError, match="could not be written"):
        install_script([tmp_path / "taken"], own_command())


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", []),
        ("  a   b+c ", ["a", "b+c"]),
        ('"C:\\my files\\plan.yaml" b', ["C:\\my files\\plan.yaml", "b"]),
        ("it 's here' x", ["it", "s here", "x"]),
    ],
)
def test_scenarios_are_words_and_quotes_hold_a_path_together(typed, words):
    assert function("split")(typed) == words


def test_the_script_needs_nothing_but_qgis_and_the_standard_library():
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    names = {n.module.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    names |= {a.name.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert names <= {"qgis", *sys.stdlib_module_names}


def test_its_windows_are_those_of_the_catalogue():
    from bereikbaar.indicators.catalogue import WINDOWS

    assert set(assigned(SCRIPT.read_text(encoding="utf-8"), "WINDOWS")) == set(WINDOWS)

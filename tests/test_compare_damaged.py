"""A run folder that was damaged or changed by hand is refused with the file and the key, never with a traceback."""

import json

import pytest

from bereikbaar.compare import compare_runs
from bereikbaar.errors import InputError
from bereikbaar.write.run import write_run
from builders_results import result


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs") / "whole"
    write_run(result(), folder)
    return folder


@pytest.fixture
def harmed(tmp_path):
    write_run(result(), tmp_path / "harmed")
    return tmp_path / "harmed"


def put(folder, **changes):
    path = folder / "run.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("scenarios", None, "scenarios: expected a list, found null"),
        ("scenarios", "base", 'scenarios: expected a list, found "base"'),
        ("scenarios", [1], "scenarios[0]: expected an object with a name, found 1"),
        ("scenarios", [{"name": "a"}, {"title": "b"}], "scenarios[1]: expected an object with a name, found {"),
        ("scenarios", [{"name": ["a"]}], "scenarios[0]: expected an object with a name, found {"),
        ("settings", None, "settings: expected an object, found null"),
        ("settings", {"noticeable_min": []}, "settings.noticeable_min: expected a number (min), found []"),
        ("network", "nl-2026", 'network: expected an object, found "nl-2026"'),
        ("window", 3, "window: expected a text, found 3"),
        ("version", None, "version: expected a text, found null"),
        ("sha256", ["x"], 'sha256: expected an object, found ["x"]'),
    ],
)
def test_a_damaged_manifest_is_refused_with_its_key(whole, harmed, key, value, message):
    put(harmed, **{key: value})
    with pytest.raises(InputError) as error:
        compare_runs(harmed, whole, strict=False)
    assert str(error.value).startswith(f"{harmed / 'run.json'}, {message}")


def test_all_that_is_damaged_is_said_at_once(whole, harmed):
    put(harmed, settings=None, network=7)
    with pytest.raises(InputError) as error:
        compare_runs(whole, harmed)
    assert [p.field for p in error.value.problems] == ["network", "settings"]


def test_a_table_that_was_changed_or_cut_short_is_refused(whole, harmed):
    table = harmed / "tables" / "towns.csv"
    lines = table.read_bytes().splitlines(keepends=True)
    for data in (b"".join(lines[:-1]), b"".join([*lines, lines[-1]])):
        table.write_bytes(data)
        with pytest.raises(InputError, match=r"towns\.csv: was changed or cut short after the run wrote it"):
            compare_runs(harmed, whole, strict=False)
    table.write_bytes(b"".join(lines))
    assert compare_runs(harmed, whole).warnings == ()


def test_a_run_that_wrote_no_sums_is_compared_all_the_same(whole, harmed):
    path = harmed / "run.json"
    path.write_text(json.dumps({k: v for k, v in json.loads(path.read_text()).items() if k != "sha256"}))
    assert compare_runs(harmed, whole).warnings == ()


def test_a_setting_that_an_older_run_does_not_have_is_no_setting_without_limit(whole, harmed):
    settings = json.loads((harmed / "run.json").read_text())["settings"]
    settings.pop("following_min")
    put(harmed, settings=settings)
    with pytest.raises(InputError, match=r"following_min is not a setting of that run and 3\.0"):
        compare_runs(harmed, whole)


def test_a_table_of_an_older_version_says_to_make_the_run_again(whole, harmed):
    table = harmed / "tables" / "towns.csv"
    table.write_text(table.read_text().replace("window", "part", 1))
    with pytest.raises(InputError, match="has no column window; if an older version made this run, make it again"):
        compare_runs(harmed, whole)

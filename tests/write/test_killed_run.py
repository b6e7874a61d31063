"""What a killed run had replaced is put back by the next run, as long as the folder is still the earlier run."""

import hashlib
import json
import os
import signal
import subprocess
import sys

import pytest

from bereikbaar.write.atomic import MANIFEST, TOOL, OutputFolder

EARLIER = {"a.csv": "old a", "tables/b.csv": "old b", "c.csv": "old c"}
#: Writes a run and kills itself right after the second file has been moved into place.
KILLED = """
import os, signal, sys
from bereikbaar.write.atomic import OutputFolder
real, moved = os.replace, []
def replace(source, target):
    real(source, target)
    moved.append(target)
    if len(moved) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
os.replace = replace
with OutputFolder(sys.argv[1]) as out:
    for name in ("a.csv", "tables/b.csv", "c.csv", "run.json"):
        out.write(name, "new " + name)
"""


def write_run(folder, files):
    with OutputFolder(folder) as out:
        for name, text in files.items():
            out.write(name, text)
        sums = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}
        out.write(MANIFEST, json.dumps({"tool": TOOL, "files": list(files), "sha256": sums}))


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*.csv")}


def next_run_that_fails(folder):
    with pytest.raises(ZeroDivisionError), OutputFolder(folder):
        raise ZeroDivisionError


@pytest.fixture
def killed(tmp_path):
    if os.name != "posix":
        pytest.skip("needs a signal that cannot be caught")
    folder = tmp_path / "out"
    write_run(folder, EARLIER)
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert (folder / "a.csv").read_text() == "new a.csv", "the run was killed half-way"
    return folder


def test_the_next_run_puts_back_what_a_killed_run_had_replaced(killed):
    next_run_that_fails(killed)
    assert contents(killed) == EARLIER
    assert sorted(p.name for p in killed.iterdir()) == ["a.csv", "c.csv", MANIFEST, "tables"]


def test_a_kept_file_that_is_not_the_one_of_the_manifest_is_not_put_back(killed):
    (kept,) = killed.glob(".bereikbaar-tmp-*/old/a.csv")
    kept.unlink()
    kept.write_text("old")  # cut short
    next_run_that_fails(killed)
    assert contents(killed) == {**EARLIER, "a.csv": "new a.csv"}


def test_a_run_that_has_been_finished_since_is_left_alone(killed, tmp_path):
    (left,) = killed.glob(".bereikbaar-tmp-*")
    aside = left.rename(tmp_path / left.name)
    later = {name: text.replace("old", "later") for name, text in EARLIER.items()}
    write_run(killed, later)
    aside.rename(left)
    next_run_that_fails(killed)
    assert contents(killed) == later

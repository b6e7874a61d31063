"""A run appears whole or not at all, whatever happens on the way."""

import errno
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bereikbaar.errors import InputError, RunError
from bereikbaar.write.atomic import OutputFolder, check_folder, write_file


def contents(folder):
    """Every file of a folder by name, with its text; hidden ones too."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def write_ours(folder, **files):
    """An earlier run with these files."""
    with OutputFolder(folder) as out:
        for name, text in files.items():
            out.write(name.replace("__", "/").replace("_csv", ".csv"), text)
        names = list(out.names)
        out.write("run.json", json.dumps({"tool": "bereikbaar", "files": names}))


def test_files_appear_together_and_nothing_else_is_left(tmp_path):
    with OutputFolder(tmp_path / "a" / "b") as out:
        out.write("tables/towns.csv", "é\n")
        out.path("x.bin").write_bytes(b"\x00")
        out.write("run.json", "{}")
        visible = [p for p in (tmp_path / "a" / "b").iterdir() if not p.name.startswith(".")]
        assert visible == []
    assert contents(tmp_path / "a" / "b") == {
        "run.json": b"{}",
        "tables/towns.csv": "é\n".encode(),
        "x.bin": b"\x00",
    }


def test_an_error_leaves_nothing_behind_not_even_the_folder(tmp_path):
    with pytest.raises(ZeroDivisionError), OutputFolder(tmp_path / "a" / "b") as out:
        out.write("towns.csv", "1")
        _ = 1 / 0
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_leaves_the_old_run_whole(tmp_path):
    write_ours(tmp_path / "out", towns_csv="old")
    before = contents(tmp_path / "out")
    with pytest.raises(KeyboardInterrupt), OutputFolder(tmp_path / "out") as out:
        out.write("towns.csv", "new")
        raise KeyboardInterrupt
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), OSError(errno.EBUSY, "busy")])
def test_a_failure_while_moving_puts_the_old_files_back(tmp_path, monkeypatch, failure):
    write_ours(tmp_path / "out", a_csv="old a", b_csv="old b", gone_csv="old c")
    before = contents(tmp_path / "out")
    moves = []
    really = os.replace

    def replace(source, target):
        moves.append(Path(target).name)
        if len(moves) == 3:
            raise failure
        return really(source, target)

    monkeypatch.setattr(os, "replace", replace)
    kind = KeyboardInterrupt if isinstance(failure, KeyboardInterrupt) else RunError
    with pytest.raises(kind) as caught, OutputFolder(tmp_path / "out") as out:
        for name in ("a.csv", "b.csv", "new.csv", "run.json"):
            out.write(name, "new")
    assert moves[:3] == ["a.csv", "b.csv", "new.csv"]
    assert contents(tmp_path / "out") == before
    if kind is RunError:
        assert str(caught.value) == (
            f"{tmp_path / 'out' / 'new.csv'} could not be written: another program holds it; "
            "close that program and run again"
        )


def test_a_full_disk_says_so_and_leaves_the_old_run_whole(tmp_path, monkeypatch):
    write_ours(tmp_path / "out", towns_csv="old")
    before = contents(tmp_path / "out")
    really = Path.write_bytes

    def write_bytes(self, data):
        if self.name == "pairs.csv":
            really(self, data[:3])
            raise OSError(errno.ENOSPC, "No space left on device", str(self))
        return really(self, data)

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    with pytest.raises(RunError) as error, OutputFolder(tmp_path / "out") as out:
        out.write("towns.csv", "new")
        out.write("pairs.csv", "new and long")
    where, _, why = str(error.value).partition(" could not be written: ")
    assert where == str(tmp_path / "out" / "pairs.csv")
    assert why == "the disk is full; make room or choose another folder"
    assert contents(tmp_path / "out") == before


def test_an_error_of_the_system_in_another_library_names_the_file_as_the_user_knows_it(tmp_path):
    with pytest.raises(RunError) as error, OutputFolder(tmp_path / "out") as out:
        place = out.path("bereikbaar.gpkg")
        raise OSError(errno.ENOSPC, "No space left on device", str(place))
    assert str(error.value).startswith(
        f"{tmp_path / 'out' / 'bereikbaar.gpkg'} could not be written: the disk is full"
    )


def test_a_real_write_that_is_cut_off_is_clear_and_leaves_nothing(tmp_path):
    """A process that may write 4 kB a file: what a full disk does, for real."""
    code = (
        "import resource, sys\n"
        "from bereikbaar.write.atomic import OutputFolder\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try:\n"
        f"    with OutputFolder({str(tmp_path / 'out')!r}) as out:\n"
        "        out.write('small.csv', 'x')\n"
        "        out.write('large.csv', 'x' * 100_000)\n"
        "except Exception as error:\n"
        "    print(type(error).__name__, error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(
        f"RunError {tmp_path / 'out' / 'large.csv'} could not be written: the file is larger"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_else_is_refused_and_stays_as_it_is(tmp_path):
    for name in ("letter.docx", "map.qgz", "notes.txt", "z.csv"):
        (tmp_path / name).write_text("mine")
    with pytest.raises(InputError) as error:
        check_folder(tmp_path)
    assert str(error.value) == (
        f"{tmp_path}: holds something else (letter.docx, map.qgz, notes.txt and 1 more) and no earlier run; "
        "give an empty folder, or use --overwrite"
    )
    with pytest.raises(InputError), OutputFolder(tmp_path) as out:
        out.write("run.json", "{}")
    assert len(contents(tmp_path)) == 4


def test_overwrite_writes_into_it_and_leaves_the_rest(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "towns.csv").write_text("mine too")
    with OutputFolder(tmp_path, overwrite=True) as out:
        out.write("towns.csv", "ours")
    assert contents(tmp_path) == {"notes.txt": b"mine", "towns.csv": b"ours"}


def test_a_run_json_of_another_program_does_not_make_the_folder_ours(tmp_path):
    for text in ('{"files": ["a"]}', "[]", "no json", "[" * 50_000 + "]" * 50_000):
        (tmp_path / "run.json").write_text(text)
        with pytest.raises(InputError, match="holds something else"):
            check_folder(tmp_path)


def test_a_run_json_that_lists_no_files_is_ours_and_is_replaced(tmp_path):
    (tmp_path / "run.json").write_text('{"tool": "bereikbaar", "files": 5}')
    write_ours(tmp_path, **{"towns.csv": "x"})
    assert set(contents(tmp_path)) == {"towns.csv", "run.json"}


def test_an_earlier_run_is_replaced_and_its_stale_files_go(tmp_path):
    write_ours(tmp_path, towns_csv="old", old__stale_csv="stale")
    (tmp_path / "my project.qgz").write_text("mine")
    write_ours(tmp_path, towns_csv="new")
    found = contents(tmp_path)
    assert set(found) == {"towns.csv", "run.json", "my project.qgz"}
    assert found["towns.csv"] == b"new"
    assert not (tmp_path / "old").exists()


def test_a_file_of_somebody_else_is_not_replaced_in_our_own_folder(tmp_path):
    write_ours(tmp_path, towns_csv="old")
    (tmp_path / "pairs.csv").write_text("mine")
    with pytest.raises(InputError, match=r"pairs.csv: is there already and was not made by an earlier run"):
        write_ours(tmp_path, towns_csv="new", pairs_csv="new")
    assert contents(tmp_path)["pairs.csv"] == b"mine"
    assert contents(tmp_path)["towns.csv"] == b"old"


def test_names_in_a_tampered_manifest_cannot_reach_outside(tmp_path):
    (tmp_path / "precious.txt").write_text("mine")
    folder = tmp_path / "out"
    write_ours(folder, towns_csv="old")
    names = ["../precious.txt", str(tmp_path / "precious.txt"), "a/../../precious.txt", 3, ""]
    (folder / "run.json").write_text(json.dumps({"tool": "bereikbaar", "files": [*names, "towns.csv"]}))
    write_ours(folder, pairs_csv="new")
    assert (tmp_path / "precious.txt").read_text() == "mine"
    assert not (folder / "towns.csv").exists()


def test_a_name_that_leads_outside_is_a_mistake_of_ours(tmp_path):
    with pytest.raises(ValueError, match="no name inside"), OutputFolder(tmp_path / "out") as out:
        out.write("../x", "")


def test_a_file_where_the_folder_should_be_is_refused(tmp_path):
    (tmp_path / "out").write_text("x")
    with pytest.raises(InputError, match="out: is a file; give a folder"):
        check_folder(tmp_path / "out")
    with (
        pytest.raises(RunError, match="a file stands where a folder is needed"),
        OutputFolder(tmp_path / "out" / "b"),
    ):
        pass


def test_a_folder_in_the_way_of_a_file_is_clear(tmp_path):
    write_ours(tmp_path, towns_csv="old")
    (tmp_path / "towns.csv").unlink()
    (tmp_path / "towns.csv").mkdir()
    with pytest.raises(RunError, match=r"towns.csv could not be written: a folder with that name is in the way"):
        write_ours(tmp_path, towns_csv="new")


def test_a_read_only_folder_is_clear(tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o500)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write anywhere")
        with pytest.raises(RunError, match="locked could not be written: no permission"), OutputFolder(folder):
            pass
        with pytest.raises(RunError, match="no permission"), OutputFolder(folder / "new"):
            pass
    finally:
        folder.chmod(0o700)


def test_a_folder_that_cannot_be_made_is_clear(tmp_path, monkeypatch):
    """The same for users whom no permission stops."""

    def refuse(*_args, **_options):
        raise PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "out"))

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with (
        pytest.raises(RunError, match="out could not be written: no permission to write there"),
        OutputFolder(tmp_path / "out"),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


def test_leftovers_of_a_killed_run_go_with_the_next_one(tmp_path):
    """A process that is killed while it writes leaves a hidden folder, and the old run whole."""
    folder = tmp_path / "out"
    write_ours(folder, towns_csv="old")
    code = (
        "import os, signal\n"
        "from bereikbaar.write.atomic import OutputFolder\n"
        f"with OutputFolder({str(folder)!r}) as out:\n"
        "    out.write('towns.csv', 'half')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode < 0
    assert (folder / "towns.csv").read_text() == "old"
    assert any(p.name.startswith(".bereikbaar-tmp-") for p in folder.iterdir())
    write_ours(folder, towns_csv="new")
    assert set(contents(folder)) == {"towns.csv", "run.json"}
    assert sorted(p.name for p in folder.iterdir()) == ["run.json", "towns.csv"]


def test_two_runs_at_the_same_time_do_not_clean_up_each_other(tmp_path):
    with OutputFolder(tmp_path / "out") as one:
        one.write("a.csv", "1")
        with OutputFolder(tmp_path / "out") as two:
            two.write("b.csv", "2")
        assert one.path("a.csv").read_text() == "1"
    assert set(contents(tmp_path / "out")) == {"a.csv", "b.csv"}


# --- a GeoPackage that another program is editing


def geopackage_run(folder):
    with OutputFolder(folder) as out:
        connection = sqlite3.connect(out.path("x.gpkg"))
        connection.execute("create table t (a)")
        connection.commit()
        connection.close()
        out.write("run.json", json.dumps({"tool": "bereikbaar", "files": ["x.gpkg"]}))


def test_a_geopackage_that_is_only_viewed_is_replaced(tmp_path):
    geopackage_run(tmp_path)
    viewer = sqlite3.connect(tmp_path / "x.gpkg")
    assert viewer.execute("select * from t").fetchall() == []
    geopackage_run(tmp_path)
    viewer.close()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["run.json", "x.gpkg"]


def test_a_geopackage_under_a_write_lock_is_left_whole_with_one_line(tmp_path):
    geopackage_run(tmp_path)
    before = contents(tmp_path)
    code = (
        "import sqlite3, sys\n"
        f"c = sqlite3.connect({str(tmp_path / 'x.gpkg')!r}, isolation_level=None)\n"
        "c.execute('BEGIN EXCLUSIVE')\n"
        "print('locked', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "locked\n"
        with pytest.raises(RunError) as error:
            check_folder(tmp_path)
        with pytest.raises(RunError, match="another program is editing it"):
            geopackage_run(tmp_path)
        holder.communicate()
    assert str(error.value) == (
        f"{tmp_path / 'x.gpkg'} could not be written: another program is editing it; save and close it there "
        "(QGIS: end the editing mode), or choose another folder"
    )
    assert contents(tmp_path) == before
    geopackage_run(tmp_path)  # and when the lock is gone it works


def test_side_files_of_an_editor_are_a_lock_too(tmp_path):
    geopackage_run(tmp_path)
    (tmp_path / "x.gpkg-wal").write_bytes(b"")
    with pytest.raises(RunError, match=r"editing it \(x.gpkg-wal lies beside it\)"):
        check_folder(tmp_path)


def test_a_lock_that_comes_while_we_compute_is_seen_at_the_end(tmp_path):
    geopackage_run(tmp_path)
    with pytest.raises(RunError, match="another program is editing it"), OutputFolder(tmp_path) as out:
        out.write("run.json", "{}")
        (tmp_path / "x.gpkg-journal").write_bytes(b"")
    assert json.loads((tmp_path / "run.json").read_text())["files"] == ["x.gpkg"]


# --- one file


def test_one_file_is_written_whole(tmp_path):
    write_file(tmp_path / "compare.md", "é")
    write_file(tmp_path / "compare.md", "nieuw")
    assert contents(tmp_path) == {"compare.md": b"nieuw"}


def test_one_file_that_fails_leaves_the_old_one(tmp_path, monkeypatch):
    write_file(tmp_path / "compare.md", "old")

    def refuse(self, target):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(RunError, match=r"compare.md could not be written: the disk is full"):
        write_file(tmp_path / "compare.md", "new")
    monkeypatch.undo()
    assert contents(tmp_path) == {"compare.md": b"old"}
    with pytest.raises(RunError, match=r"compare.md could not be written: .*No such file or directory"):
        write_file(tmp_path / "nowhere" / "compare.md", "new")

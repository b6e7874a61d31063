"""Whole or not at all: a run's folder, or one file, appears when all of it has been written, and not before.

Everything is written into a temporary folder inside the output folder (the same disk, so that moving is renaming) and
moved file by file at the end, the manifest last. Until then the files of an earlier run stay as they are; when
moving fails half-way they are put back. An error, Ctrl-C or a full disk leaves nothing of the new run.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from bereikbaar.errors import InputError, Problem, RunError
from bereikbaar.write.locks import refuse_if_in_use
from bereikbaar.write.restore import restore

#: The file that makes a folder one of ours.
MANIFEST = "run.json"
#: What ``tool`` says in it.
TOOL = "bereikbaar"

_TEMP = ".bereikbaar-tmp-"

_REASONS = {
    errno.ENOSPC: "the disk is full; make room or choose another folder",
    errno.EDQUOT: "your disk quota is used up; make room or choose another folder",
    errno.EFBIG: "the file is larger than is allowed here; choose another folder",
    errno.EACCES: "no permission to write there; choose another folder, or close the program that holds the file",
    errno.EPERM: "no permission to write there; choose another folder, or close the program that holds the file",
    errno.EROFS: "the disk can only be read; choose another folder",
    errno.EBUSY: "another program holds it; close that program and run again",
    errno.ETXTBSY: "another program holds it; close that program and run again",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter folder",
    errno.ENOTDIR: "a file stands where a folder is needed; choose another folder",
    errno.EISDIR: "a folder with that name is in the way; remove it or choose another folder",
}


def clear_error(error: OSError, path: Path | str | None = None) -> RunError:
    """Return an error of the operating system as one line: which file, why, what to do."""
    where = path if path is not None else error.filename
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
    return RunError(f"{where} could not be written: {reason}" if where else f"could not write: {reason}")


def check_folder(folder: Path | str, *, overwrite: bool = False) -> tuple[str, ...]:
    """Look whether a run may be written into ``folder``, changing nothing; return the files of the earlier run in it.

    An absent or empty folder is fine, and so is one that holds an earlier run. Raises InputError for a file with that
    name and, unless ``overwrite``, for a folder that holds something else; RunError when a file of the earlier run is
    in use by another program.
    """
    folder = Path(folder)
    try:
        if folder.is_symlink() or folder.exists():
            if not folder.is_dir():
                raise InputError(Problem("is a file; give a folder", file=str(folder)))
            there = sorted(p.name for p in folder.iterdir() if not p.name.startswith(_TEMP))
        else:
            there = []
        earlier = _earlier_files(folder)
    except OSError as error:
        raise clear_error(error, folder) from None
    if there and earlier is None and not overwrite:
        shown = ", ".join(there[:3]) + (f" and {len(there) - 3} more" if len(there) > 3 else "")
        text = f"holds something else ({shown}) and no earlier run; give an empty folder, or use --overwrite"
        raise InputError(Problem(text, file=str(folder)))
    for name in earlier or ():
        refuse_if_in_use(folder / name)
    return earlier or ()


def _earlier_files(folder: Path) -> tuple[str, ...] | None:
    """Return the names that our own manifest lists, with the manifest; None when there is none of ours."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, RecursionError, ValueError):
        return None
    if not isinstance(found, dict) or found.get("tool") != TOOL:
        return None
    listed = found.get("files")
    names = [n for n in (listed if isinstance(listed, list) else ()) if isinstance(n, str) and _stays_inside(n)]
    return tuple(dict.fromkeys([*names, MANIFEST]))


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and ":" not in name and "\\" not in name


class OutputFolder:
    """The folder of a run, used as ``with OutputFolder(path) as out: out.write("towns.csv", text)``.

    ``path(name)`` gives the place to write a file when a library does the writing. When the block ends well, the
    files are moved into place and files of an earlier run that were not written again are removed; files that are
    not ours are never touched. Raises as :func:`check_folder`; RunError for whatever the operating system refuses.
    """

    def __init__(self, folder: Path | str, *, overwrite: bool = False) -> None:
        self.folder = Path(folder)
        self._overwrite = overwrite
        self._names: list[str] = []
        self._earlier: tuple[str, ...] = ()
        self._made: list[Path] = []
        self._temp = Path()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the files so far, with forward slashes, in the order in which they were asked for."""
        return tuple(self._names)

    def path(self, name: str) -> Path:
        """Return where to write the file ``name`` (relative, forward slashes); its folder is made."""
        if not _stays_inside(name):
            raise ValueError(f"{name!r} is no name inside the output folder")
        if name not in self._names:
            self._names.append(name)
        target = self._temp / "new" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def write(self, name: str, data: bytes | str | Iterable[str]) -> None:
        """Write a whole file; text, whole or in parts, as UTF-8 with plain line ends."""
        target = self.path(name)
        try:
            target.write_bytes(_encoded(data))
        except OSError as error:
            raise clear_error(error, self.folder / name) from error

    def __enter__(self) -> Self:
        self._earlier = check_folder(self.folder, overwrite=self._overwrite)
        try:
            self._made = _make_folders(self.folder)
            _remove_leftovers(self.folder)
            self._temp = Path(tempfile.mkdtemp(prefix=f"{_TEMP}{os.getpid()}-", dir=self.folder))
        except OSError as error:
            _remove_empty(self._made)
            raise clear_error(error, self.folder) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._move_into_place()
            elif isinstance(error, OSError):
                raise clear_error(error, self._final(error.filename)) from error
        finally:
            shutil.rmtree(self._temp, ignore_errors=True)
            _remove_empty(self._made)

    def _final(self, name: object) -> Path:
        """Return the name as the user knows it, for a path inside the temporary folder."""
        path = Path(str(name)) if name else self.folder
        inside = self._temp / "new"
        return self.folder / path.relative_to(inside) if path.is_relative_to(inside) else path

    def _move_into_place(self) -> None:
        self._refuse_foreign()
        for name in self._earlier:
            refuse_if_in_use(self.folder / name)
        stale = [n for n in self._earlier if n not in self._names]
        # the manifest goes last: as long as the old one stands, the folder is the old run
        ordered = sorted(self._names, key=lambda n: n == MANIFEST)
        undo: list[tuple[Path, Path | None]] = []
        target = self.folder
        try:
            for name in ordered:
                target = self.folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                undo.append((target, self._keep(target, name)))
                os.replace(self._temp / "new" / name, target)  # noqa: PTH105  the one call that replaces at once
            for name in stale:
                target = self.folder / name
                undo.append((target, self._keep(target, name)))
                target.unlink(missing_ok=True)
        except BaseException as error:
            _put_back(undo)
            if isinstance(error, OSError):
                raise clear_error(error, target) from error
            raise
        _remove_empty({(self.folder / n).parent for n in stale} - {self.folder})

    def _refuse_foreign(self) -> None:
        """Never write over a file that is not ours, unless told to."""
        if self._overwrite:
            return
        ours = set(self._earlier)
        foreign = [n for n in self._names if n not in ours and (self.folder / n).exists()]
        if foreign:
            text = "is there already and was not made by an earlier run; move it away, or use --overwrite"
            raise InputError([Problem(text, file=str(self.folder / n)) for n in foreign])

    def _keep(self, target: Path, name: str) -> Path | None:
        """Keep the old file under a second name until all is well; None when there is no old file."""
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
        if not target.exists():
            return None
        kept = self._temp / "old" / name
        kept.parent.mkdir(parents=True, exist_ok=True)
        try:
            kept.hardlink_to(target)
        except OSError:  # a disk without links
            shutil.copy2(target, kept)
        return kept


def _encoded(data: bytes | str | Iterable[str]) -> bytes:
    """Return text, whole or in parts, as UTF-8."""
    if isinstance(data, bytes):
        return data
    return b"".join(part.encode("utf-8") for part in ([data] if isinstance(data, str) else data))


def _put_back(undo: Iterable[tuple[Path, Path | None]]) -> None:
    for target, kept in undo:
        if kept is None:
            target.unlink(missing_ok=True)
        else:
            kept.replace(target)


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder and its parents; return those that were made, the deepest first."""
    missing = []
    here = folder
    while not here.exists():
        missing.append(here)
        here = here.parent
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_empty(folders: Iterable[Path]) -> None:
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:
            continue  # not empty, or gone: both are fine


def _remove_leftovers(folder: Path) -> None:
    """Remove temporary folders of runs that were killed; those of a run that still lives stay.

    Files of the earlier run that a killed run had replaced are put back first.
    """
    for left in folder.glob(f"{_TEMP}*"):
        if left.is_dir() and not _alive(left):
            restore(folder, left / "old", MANIFEST)
            shutil.rmtree(left, ignore_errors=True)


def _alive(left: Path) -> bool:
    """Say whether the run that made a temporary folder may still be at work."""
    pid = left.name.removeprefix(_TEMP).partition("-")[0]
    if os.name != "posix" or not pid.isdigit():  # elsewhere signal 0 is no question but an order
        return time.time() - left.stat().st_mtime < 24 * 3600
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def write_file(path: Path | str, data: bytes | str) -> None:
    """Write one file, whole or not at all. Raises RunError with one clear line; an old file then stays whole."""
    path = Path(path)
    temp: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=_TEMP, suffix=path.suffix, dir=path.parent)
        temp = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data.encode("utf-8") if isinstance(data, str) else data)
        temp.chmod(0o666 & ~_umask())
        temp.replace(path)
        temp = None
    except OSError as error:
        raise clear_error(error, path) from None
    finally:
        if temp is not None:
            temp.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask

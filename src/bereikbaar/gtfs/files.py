"""Where the files of a feed are: a folder, a zip, or either with one folder around the files."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from bereikbaar.errors import InputError, Problem, did_you_mean

#: A folder that holds one of these is where the feed is.
_MARKS = frozenset({"stops.txt", "trips.txt", "stop_times.txt", "routes.txt"})
#: What reading a damaged or locked zip file throws.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class FeedFiles:
    """The files of one feed, by their GTFS name in small letters.

    label : the feed as the user named it. names : the files that are there. sizes : bytes, unpacked.
    """

    def __init__(self, path: Path) -> None:
        self.label = str(path)
        self._path = path
        self._zip = None if path.is_dir() else _open_zip(path)
        try:
            found = _in_folder(path) if self._zip is None else _in_zip(self._zip, self.label)
            home = _home(found, self.label)
            here = [n for n in sorted(found) if str(PurePosixPath(n).parent) == home]
            _refuse_twins([PurePosixPath(n).name for n in here], self.label)
        except InputError:
            self.close()
            raise
        self._members = {PurePosixPath(n).name.lower(): found[n][0] for n in here}
        self.sizes = {PurePosixPath(n).name.lower(): found[n][1] for n in here}

    @property
    def names(self) -> frozenset[str]:
        """Names of the files that are there."""
        return frozenset(self._members)

    def __enter__(self) -> FeedFiles:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the zip file."""
        if self._zip is not None:
            self._zip.close()

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Open a file for reading bytes. Raises InputError when it, or what is read from it, is damaged."""
        try:
            if self._zip is None:
                with (self._path / self._members[name]).open("rb") as handle:
                    yield handle
            else:
                with self._zip.open(self._members[name]) as packed:
                    yield io.BufferedReader(packed, 1 << 20)  # type: ignore[type-var]
        except InputError:
            raise
        except _BROKEN as error:
            why = _why(error)
            raise InputError(Problem(f"cannot be read: {why}", file=f"{self.label}/{name}")) from None


def _why(error: BaseException) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if "encrypted" in str(error) or "password" in str(error):
        return "the zip file is locked with a password"
    return f"the zip file is damaged ({error}); download it again"


#: Path inside the feed -> (how it is opened, bytes).
_Found = dict[str, tuple[str, int]]


def _in_folder(folder: Path) -> _Found:
    """Return the files in a folder and in the folders in it, not deeper."""
    found: _Found = {}
    try:
        inner = [p for p in folder.iterdir() if p.is_dir() and not p.name.startswith(".")]
        for path in (p for place in (folder, *inner) for p in place.iterdir() if p.is_file()):
            name = path.relative_to(folder).as_posix()
            found[name] = (name, path.stat().st_size)
    except OSError as error:
        place = str(error.filename or folder)
        raise InputError(Problem(f"cannot be read: {error.strerror or error}", file=place)) from None
    return found


def _in_zip(archive: zipfile.ZipFile, label: str) -> _Found:
    """Return the files in a zip; some programs write names with backslashes. Raises InputError for a file twice."""
    found: _Found = {}
    content: dict[str, tuple[int, int]] = {}
    for item in archive.infolist():
        if not item.is_dir():
            name = item.filename.replace("\\", "/")
            what = (item.file_size, item.CRC)
            if content.setdefault(name, what) != what:
                _refuse_twins([name, name], label)
            found[name] = (item.filename, item.file_size)
    return found


def _refuse_twins(names: Sequence[str], label: str) -> None:
    """Refuse files of one name: nobody can tell which of them is meant. Capitals do not tell names apart."""
    seen: dict[str, str] = {}
    for name in names:
        other = seen.get(name.lower())
        if other is not None and name.lower().endswith(".txt"):
            raise InputError(Problem(f"holds {other} and {name}: one file is meant; remove the other", file=label))
        seen[name.lower()] = name


def _open_zip(path: Path) -> zipfile.ZipFile:
    if not path.exists():
        near = [str(path.parent / p.name) for p in path.parent.iterdir()] if path.parent.is_dir() else []
        raise InputError(Problem(f"there is no such file or folder{did_you_mean(str(path), near)}", file=str(path)))
    if not path.is_file():  # a pipe or a device: opening it may wait, or give bytes, without end
        raise InputError(Problem("is no file or folder but a pipe or a device; save the feed first", file=str(path)))
    try:
        return zipfile.ZipFile(path)
    except _BROKEN as error:
        if isinstance(error, OSError):
            raise InputError(Problem(f"cannot be read: {error.strerror or error}", file=str(path))) from None
        what = "is empty" if path.stat().st_size == 0 else "is no zip file"
        message = f"{what}; a GTFS feed is a zip file or a folder with stops.txt, trips.txt, stop_times.txt and so on"
        raise InputError(Problem(message, file=str(path))) from None


def _home(found: _Found, label: str) -> str:
    """Return the folder that holds the feed: the outermost with GTFS files. Raises InputError."""
    marks: dict[int, dict[str, set[str]]] = {}
    for name in found:
        path = PurePosixPath(name)
        hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
        if not hidden and path.name.lower() in _MARKS:
            marks.setdefault(len(path.parts), {}).setdefault(str(path.parent), set()).add(path.name.lower())
    if not marks:
        some = ", ".join(sorted(found)[:5]) or "nothing"
        packed = [n for n in found if n.lower().endswith(".zip")]
        hint = f"; {packed[0]!r} in it may be the feed: unpack it first" if packed else ""
        message = f"is no GTFS feed: it has no stops.txt, routes.txt, trips.txt or stop_times.txt, but {some}{hint}"
        raise InputError(Problem(message, file=label))
    outer = marks[min(marks)]
    if len(outer) > 1:
        folders = ", ".join(sorted(outer))
        raise InputError(
            Problem(f"holds several feeds, in the folders {folders}; unpack it and choose one", file=label)
        )
    return next(iter(outer))

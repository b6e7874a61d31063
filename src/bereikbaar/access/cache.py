"""Arrays kept on disk between runs, and in memory during one, filed under the hash of everything they depend on.

A file that is missing, damaged or of another shape is made again; a folder that cannot be written is done without.
The folder is ``$BEREIKBAAR_CACHE``, else ``$XDG_CACHE_HOME/bereikbaar``, else ``~/.cache/bereikbaar``.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import threading
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]
T = TypeVar("T")
#: Part of every key: raise it when what is kept changes its meaning.
_EDITION = "1"
#: Name of the array that holds the key inside a file: a file under a wrong name is not believed.
_KEY = "key"
#: Two cases that are measured at once want the same arrays: one makes them, the other waits. What is made may
#: itself ask for something remembered.
_MAKING = threading.RLock()
#: By kind, what windows and cases have in common, the one asked for last at the end; and how many of a kind are kept:
#: two cases are measured at once, with or without the stations that a scenario adds.
_COMMON: dict[str, OrderedDict[str, Any]] = {}
_MOST_COMMON = 4
#: By kind: what something was made of, whatever else it depends on, and what was made; asked for last at the end.
_MADE_OF: dict[str, list[tuple[object, object, Any]]] = {}


def fingerprint(*parts: object) -> str:
    """Return a hash of numbers, texts, bytes and arrays (type, shape and content), in their order."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (_EDITION, *parts):
        if isinstance(part, np.ndarray):
            head = f"array {part.dtype.str} {part.shape}".encode()
            body = np.ascontiguousarray(part).tobytes()
        elif isinstance(part, bytes):
            head, body = b"bytes", part
        else:
            head, body = type(part).__name__.encode(), repr(part).encode()
        digest.update(b"%d:%s|%d:" % (len(head), head, len(body)))
        digest.update(body)
    return digest.hexdigest()


def remembered(
    kind: str,
    key: str,
    types: Mapping[str, Any],
    make: Callable[[], Arrays],
    announce: Callable[[], None] = lambda: None,
    fits: Callable[[Arrays], bool] = lambda _: True,
) -> Arrays:
    """Return arrays from the cache, or make and keep them.

    types    : name -> dtype of every array; a file that holds anything else is made again.
    announce : called before the arrays are made.
    fits     : says whether shapes and indexes of arrays from a file can be true; they are made again if not.
    """
    path = folder() / f"{kind}-{key}.npz"
    found = _read(path, key, types)
    if found is not None and fits(found):
        return found
    with _MAKING:
        found = _read(path, key, types)  # another thread may have made it while we waited
        if found is not None and fits(found):
            return found
        announce()
        arrays = {name: np.ascontiguousarray(array, dtype=types[name]) for name, array in make().items()}
        with contextlib.suppress(OSError):  # a cache that cannot be written is done without
            _write(path, key, arrays)
        return arrays


def in_common(kind: str, key: str, make: Callable[[], T]) -> T:
    """Return what windows and cases of a run have in common, or make it and keep it in memory.

    key : :func:`fingerprint` of everything that it depends on. Of every kind the few asked for last are kept. Who
    gets it shares it with others and does not write to it.
    """
    name = fingerprint(key, str(folder()))  # who looks at another folder wants what is, or will be, in that one
    with _MAKING:
        kept = _COMMON.setdefault(kind, OrderedDict())
        if name not in kept:
            kept[name] = make()
            while len(kept) > _MOST_COMMON:
                kept.popitem(last=False)
        kept.move_to_end(name)
        return cast(T, kept[name])


def made_of(kind: str, whole: object, more: object, make: Callable[[], T]) -> T:
    """Return what is made of one object, or make it and keep it in memory: the few asked for last are kept.

    whole : an object that nobody changes, such as a network: known by being the same one, for to hash it would take
    as long as to make what is wanted. more : whatever else it depends on, known by being equal. Who gets it shares it
    with others and does not write to it.
    """
    with _MAKING:
        kept = _MADE_OF.setdefault(kind, [])
        at = next((n for n, (of, other, _) in enumerate(kept) if of is whole and other == more), None)
        found = (whole, more, make()) if at is None else kept.pop(at)
        kept.append(found)
        del kept[:-_MOST_COMMON]
        return cast(T, found[2])


def forget() -> None:
    """Forget what is kept in memory, as a new process has; what is on disk stays."""
    with _MAKING:
        _COMMON.clear()
        _MADE_OF.clear()


def are_indexes(array: NDArray[Any], n: int, n_expected: int | None = None, *, lowest: int = 0) -> bool:
    """Say whether an array is (n_expected,), or of any length, and holds nothing but lowest to n - 1."""
    if array.ndim != 1 or (n_expected is not None and len(array) != n_expected):
        return False
    return not len(array) or bool(array.min() >= lowest and array.max() < n)


def folder() -> Path:
    """Return the folder of the cache, which need not exist."""
    own = os.environ.get("BEREIKBAAR_CACHE")
    if own:
        return Path(own)
    shared = os.environ.get("XDG_CACHE_HOME")
    if shared:
        return Path(shared) / "bereikbaar"
    try:
        return Path.home() / ".cache" / "bereikbaar"
    except RuntimeError:  # a user without a home
        return Path(tempfile.gettempdir()) / "bereikbaar-cache"


def _read(path: Path, key: str, types: Mapping[str, Any]) -> Arrays | None:
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        if bytes(arrays.pop(_KEY)).decode() != key:
            return None
    except (OSError, ValueError, KeyError, EOFError, RuntimeError, MemoryError, zipfile.BadZipFile):
        return None
    fits = set(arrays) == set(types) and all(arrays[name].dtype == np.dtype(types[name]) for name in types)
    return arrays if fits else None


def _write(path: Path, key: str, arrays: Arrays) -> None:
    """Write beside the place where the file belongs and move it there: nobody ever reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            named: dict[str, Any] = {**arrays, _KEY: np.frombuffer(key.encode(), dtype=np.uint8)}
            np.savez(file, **named)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

"""Is a file of an earlier run in use by another program?"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bereikbaar.errors import RunError

_SIDE_FILES = ("-wal", "-shm", "-journal")


def refuse_if_in_use(path: Path) -> None:
    """Raise RunError when another program is writing in a GeoPackage; other files and absent ones are fine.

    Viewing (QGIS with the layers open) is no hindrance: the viewer keeps the old file. Editing is one: the edits
    would be lost, and the side files of the old one (-wal, -journal) would be applied to the new file and break it.
    """
    if path.suffix != ".gpkg" or not path.is_file():
        return
    left = [name for name in (path.name + s for s in _SIDE_FILES) if path.with_name(name).exists()]
    if left or _write_locked(path):
        sign = f" ({left[0]} lies beside it)" if left else ""
        raise RunError(
            f"{path} could not be written: another program is editing it{sign}; save and close it there (QGIS: end "
            "the editing mode), or choose another folder"
        )


def _write_locked(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(20)
    if head[:15] != b"SQLite format 3" or head[18:20] == b"\x02\x02":
        return False  # no database; or in WAL mode, where only the side files above tell
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        return "locked" in str(error) or "busy" in str(error)
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()
    return False

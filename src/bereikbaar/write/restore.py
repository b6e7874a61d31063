"""Put back what a killed run had replaced."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path


def restore(folder: Path, old: Path, manifest: str) -> None:
    """Move files kept in ``old`` back into ``folder`` where other files took the place of what was there.

    The manifest is replaced last, so it tells which run the folder is. A kept file that is not the one it describes
    (copied in part, or of a run that has been followed by another) is left alone. Raises OSError.
    """
    try:
        sums = json.loads((folder / manifest).read_text(encoding="utf-8"))["sha256"]
    except (FileNotFoundError, ValueError, KeyError, RecursionError, TypeError):
        return
    if not isinstance(sums, dict):
        return
    for kept in sorted(old.rglob("*")):
        name = kept.relative_to(old).as_posix()
        if name in sums and _sha256(kept) == sums[name] != _sha256(folder / name):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            kept.replace(folder / name)


def _sha256(path: Path) -> str | None:
    """Return the SHA-256 of a file in hexadecimal digits; None for what is no file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None

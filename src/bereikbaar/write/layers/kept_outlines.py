"""Outlines kept in the cache as they come out of their file: to read and check that takes half a second a run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bereikbaar.access.cache import Arrays

#: Names and types of what is kept: the codes as JSON text, the outlines as WKB after each other, where each ends.
_TYPES = {"codes": "u1", "wkb": "u1", "ends": "i8"}


def kept_outlines(folder: str | Path, kind: str) -> dict[str, Any]:
    """Return what :func:`bereikbaar.read.outlines.read_outlines` returns, from the cache when the file is known.

    A file is known by its content. Raises what that function raises.
    """
    return outlines_and_key(folder, kind)[1]


def outlines_and_key(folder: str | Path, kind: str) -> tuple[str, dict[str, Any]]:
    """Return a hash of the file, empty without one, and the outlines of :func:`kept_outlines`."""
    from bereikbaar.access.cache import fingerprint, remembered
    from bereikbaar.read.outlines import OUTLINES, outline_file, read_outlines
    from bereikbaar.read.text import read_bytes

    path = outline_file(folder, kind)
    if path is None:
        return "", {}
    key = fingerprint("outlines", OUTLINES[kind], read_bytes(path))
    found: dict[str, dict[str, Any]] = {}

    def fits(arrays: Arrays) -> bool:
        outlines = _outlines(arrays)
        found["whole"] = outlines or {}
        return outlines is not None

    def make() -> Arrays:
        found["whole"] = read_outlines(folder, kind)
        return _arrays(found["whole"])

    remembered("outlines", key, _TYPES, make, fits=fits)
    return key, found["whole"]


def _arrays(outlines: dict[str, Any]) -> Arrays:
    import numpy as np
    import shapely

    forms = [shapely.to_wkb(outline) for outline in outlines.values()]
    return {
        "codes": np.frombuffer(json.dumps(list(outlines)).encode(), dtype=np.uint8),
        "wkb": np.frombuffer(b"".join(forms), dtype=np.uint8),
        "ends": np.cumsum([len(form) for form in forms], dtype=np.int64),
    }


def _outlines(arrays: Arrays) -> dict[str, Any] | None:
    """Return code -> outline; None for arrays of a damaged file."""
    import shapely

    whole, ends = arrays["wkb"].tobytes(), arrays["ends"].tolist()
    try:
        codes = json.loads(arrays["codes"].tobytes())
        forms = [whole[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]
        return dict(zip(codes, shapely.from_wkb(forms).tolist(), strict=True))
    except (ValueError, TypeError, shapely.errors.ShapelyError):
        return None

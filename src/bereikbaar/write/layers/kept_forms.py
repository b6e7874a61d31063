"""Outlines kept in the cache as files hold them: to put those of a country into words, and on the grid, is slow."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bereikbaar.access.cache import Arrays

#: Part of every key: raise it when a form of a geometry in a file becomes another.
_EDITION = "1"
#: Names and types of what is kept: the forms after each other, where each ends, and bounds where there are any.
_TYPES = {"forms": "u1", "ends": "i8", "bounds": "f8"}


def kept_form(form: str, key: str, n: int, make: Callable[[], Any]) -> Any:
    """Return a form of n geometries, from the cache when they are known.

    form : ``geojson``, of which ``make`` returns the n texts; or ``grid``, of which it returns n bytes and their
           (n, 4) bounds. key : a hash of the geometries.
    """
    import pyproj
    import shapely

    from bereikbaar.access.cache import fingerprint, remembered

    made_with = (shapely.__version__, shapely.geos_version_string, pyproj.__version__, pyproj.proj_version_str)
    whole = fingerprint("form", _EDITION, form, key, n, *made_with)
    found: dict[str, Any] = {}

    def fits(arrays: Arrays) -> bool:
        found["forms"] = _unpacked(arrays, form, n)
        return found["forms"] is not None

    def make_arrays() -> Arrays:
        found["forms"] = make()
        return _packed(found["forms"], form)

    remembered(f"forms-{form}", whole, _TYPES, make_arrays, fits=fits)
    return found["forms"]


def _packed(made: Any, form: str) -> Arrays:
    import numpy as np

    forms = [text.encode() for text in made] if form == "geojson" else made[0]
    return {
        "forms": np.frombuffer(b"".join(forms), dtype=np.uint8),
        "ends": np.cumsum([len(one) for one in forms], dtype=np.int64),
        "bounds": np.zeros((0, 4)) if form == "geojson" else made[1],
    }


def _unpacked(arrays: Arrays, form: str, n: int) -> Any:
    """Return what was packed; None for arrays of a damaged file."""
    import numpy as np

    ends, bounds = arrays["ends"], arrays["bounds"]
    shape = (0 if form == "geojson" else n, 4)
    if ends.shape != (n,) or bounds.shape != shape or arrays["forms"].ndim != 1:
        return None
    if np.any(np.diff(ends, prepend=0) < 0) or (n and ends[-1] != len(arrays["forms"])):
        return None
    whole, starts = arrays["forms"].tobytes(), [0, *ends[:-1].tolist()]
    if form != "geojson":
        return [whole[a:b] for a, b in zip(starts, ends.tolist(), strict=True)], bounds
    if not whole.isascii():  # numbers, commas and brackets
        return None
    text = whole.decode("ascii")
    return [text[a:b] for a, b in zip(starts, ends.tolist(), strict=True)]

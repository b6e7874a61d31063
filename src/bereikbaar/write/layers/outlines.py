"""Outlines of zones and regions for the layers: read once, and each form that a file needs made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Shapes:
    """Geometries that several layers share. geometry : (n,) array of shapely multipolygons, WGS84.

    corners : of all of them together. key : their hash, when their forms are worth keeping between runs; else empty.
    """

    geometry: Any
    corners: int
    key: str = ""
    _forms: dict[str, Any] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def once(self, form: str, make: Callable[[Any], Any]) -> Any:
        """Return the geometries in some form (``geojson``, ``grid``), made by the first who asks for it."""
        with self._lock:
            if form not in self._forms:
                self._forms[form] = self._made(form, make)
            return self._forms[form]

    def _made(self, form: str, make: Callable[[Any], Any]) -> Any:
        from bereikbaar.write.layers.kept_forms import kept_form

        if not self.key:
            return make(self.geometry)
        return kept_form(form, self.key, len(self.geometry), lambda: make(self.geometry))


class Outlines:
    """The outlines of one folder of places, by kind; see :func:`.kept_outlines.kept_outlines`."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._found: dict[str, tuple[str, Mapping[str, Any]]] = {}
        self._drawn: dict[tuple[str, tuple[str, ...]], Shapes] = {}

    def of(self, kind: str) -> Mapping[str, Any]:
        """Return code -> outline; empty where the folder has none of this kind."""
        return self._with_key(kind)[1]

    def _with_key(self, kind: str) -> tuple[str, Mapping[str, Any]]:
        """Return the hash of the file of outlines, and code -> outline."""
        from bereikbaar.write.layers.kept_outlines import outlines_and_key

        if kind not in self._found:
            self._found[kind] = outlines_and_key(self._folder, kind) if self._folder else ("", {})
        return self._found[kind]

    def drawn(self, kind: str, frame: pl.DataFrame, key: str) -> tuple[pl.DataFrame, Shapes]:
        """Return the rows of a table that have an outline, and these; layers with the same rows share them."""
        import polars as pl

        from bereikbaar.access.cache import fingerprint

        key_of_file, found = self._with_key(kind)
        rows = frame.filter(pl.col(key).is_in(list(found))) if found else frame.head(0)
        codes = tuple(rows[key].to_list())
        if (kind, codes) not in self._drawn:
            most = 2 * len(codes) >= len(found)  # those of a region are made in a moment
            kept = fingerprint(key_of_file, *codes) if most and key_of_file else ""
            self._drawn[kind, codes] = _shapes([found[code] for code in codes], kept)
        return rows, self._drawn[kind, codes]


def _shapes(outlines: list[Any], key: str) -> Shapes:
    import numpy as np
    import shapely

    whole = np.empty(len(outlines), dtype=object)
    for n, outline in enumerate(outlines):
        whole[n] = outline if outline.geom_type == "MultiPolygon" else shapely.MultiPolygon([outline])
    return Shapes(whole, int(shapely.get_num_coordinates(whole).sum()), key)

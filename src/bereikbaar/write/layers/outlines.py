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

    corners : of all of them together.
    """

    geometry: Any
    corners: int
    _forms: dict[str, Any] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def once(self, form: str, make: Callable[[Any], Any]) -> Any:
        """Return the geometries in some form (``geojson``, ``grid``), made by the first who asks for it."""
        with self._lock:
            if form not in self._forms:
                self._forms[form] = make(self.geometry)
            return self._forms[form]


class Outlines:
    """The outlines of one folder of places, by kind; see :func:`.kept_outlines.kept_outlines`."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._found: dict[str, Mapping[str, Any]] = {}
        self._drawn: dict[tuple[str, tuple[str, ...]], Shapes] = {}

    def of(self, kind: str) -> Mapping[str, Any]:
        """Return code -> outline; empty where the folder has none of this kind."""
        from bereikbaar.write.layers.kept_outlines import kept_outlines

        if kind not in self._found:
            self._found[kind] = kept_outlines(self._folder, kind) if self._folder else {}
        return self._found[kind]

    def drawn(self, kind: str, frame: pl.DataFrame, key: str) -> tuple[pl.DataFrame, Shapes]:
        """Return the rows of a table that have an outline, and these; layers with the same rows share them."""
        import polars as pl

        found = self.of(kind)
        rows = frame.filter(pl.col(key).is_in(list(found))) if found else frame.head(0)
        codes = tuple(rows[key].to_list())
        if (kind, codes) not in self._drawn:
            self._drawn[kind, codes] = _shapes([found[code] for code in codes])
        return rows, self._drawn[kind, codes]


def _shapes(outlines: list[Any]) -> Shapes:
    import numpy as np
    import shapely

    whole = np.empty(len(outlines), dtype=object)
    for n, outline in enumerate(outlines):
        whole[n] = outline if outline.geom_type == "MultiPolygon" else shapely.MultiPolygon([outline])
    return Shapes(whole, int(shapely.get_num_coordinates(whole).sum()))

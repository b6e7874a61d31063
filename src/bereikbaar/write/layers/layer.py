"""A map layer as plain frozen data: typed columns with units and titles beside geometries in WGS84."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bereikbaar.errors import InputError, Problem

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.write.layers.outlines import Shapes

#: Longest column name: what shapefile-weary users still see whole in an attribute table.
NAME_MAX = 30

_NAME = re.compile(r"[a-z][a-z0-9_]*")
#: Names that GeoPackage, GDAL or QGIS keep for themselves.
_RESERVED = frozenset({"fid", "ogc_fid", "id", "geom", "geometry", "rowid", "shape"})


@dataclass(frozen=True, slots=True)
class Field:
    """One column. ``kind`` (int, float, text, bool) is its type in every format, also when all values are null.

    unit : as in the catalogue of measures; empty for text. title : by language (nl, en).
    values : polars Series of Int64, Float64, String or Boolean; null for unknown and unreachable, never NaN or inf.
    """

    name: str
    kind: str
    unit: str
    title: Mapping[str, str]
    values: pl.Series


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer. ``geometry_type`` is Point, LineString, Polygon or MultiPolygon.

    fields   : columns of equal length. geometry : (n,) array of shapely geometries of that type, WGS84 degrees.
    shapes   : the same geometries where several layers share them, so that no form of them is made twice.
    """

    name: str
    title: Mapping[str, str]
    geometry_type: str
    fields: tuple[Field, ...]
    geometry: Any
    shapes: Shapes | None = None


def make_field(
    name: str, kind: str, values: Any, title: tuple[str, str], *, unit: str = "", decimals: int | None = None
) -> Field:
    """Return a field with values in the type of its kind; numbers that are not finite and empty texts become null."""
    import numpy as np
    import polars as pl

    types: dict[str, Any] = {"int": pl.Int64, "float": pl.Float64, "text": pl.String, "bool": pl.Boolean}
    series = (values if isinstance(values, pl.Series) else pl.Series(values, strict=False)).cast(types[kind])
    if kind == "text" and "" in series:
        series = series.replace("", None)
    if kind == "float":
        numbers = series.to_numpy().copy()
        numbers[~np.isfinite(numbers)] = np.nan
        numbers = numbers if decimals is None else np.round(numbers, decimals) + 0.0
        series = pl.Series(numbers, nan_to_null=True)
    return Field(name, kind, unit, {"nl": title[0], "en": title[1]}, series.alias(name))


def make_layer(
    name: str,
    title: tuple[str, str],
    geometry_type: str,
    fields: Sequence[Field],
    geometry: Any,
    shapes: Shapes | None = None,
) -> Layer:
    """Return a layer, its column names checked.

    Raises InputError when a name is used twice or is too long: both can come from the key of a scenario or the name
    of a window, which users choose.
    """
    problems = []
    seen: set[str] = set()
    for f in fields:
        if f.name in seen:
            problems.append(f"column {f.name!r} comes twice: change the key of a scenario")
        elif len(f.name) > NAME_MAX:
            problems.append(f"column {f.name!r} is longer than {NAME_MAX} characters: shorten the window's name")
        elif not _NAME.fullmatch(f.name) or f.name in _RESERVED:
            problems.append(f"column {f.name!r} is no name for a map: use a-z, 0-9 and _ in keys and windows")
        seen.add(f.name)
    if problems:
        raise InputError([Problem(text, file=f"layer {name}") for text in problems])
    return Layer(name, {"nl": title[0], "en": title[1]}, geometry_type, tuple(fields), geometry, shapes)


def layer_frame(layer: Layer) -> pl.DataFrame:
    """Return the columns of a layer as a table."""
    import polars as pl

    return pl.DataFrame([f.values for f in layer.fields])

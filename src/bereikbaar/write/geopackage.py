"""One GeoPackage per run: all layers in the Dutch national grid, typed, with spatial index, and the manifest in it.

The same layers give the same bytes: the dates that the format asks for are fixed (the time of making stands in
``run.json`` only). No write-ahead log is left behind. A ``layer_styles`` table would be one more table here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bereikbaar.errors import RunError
from bereikbaar.read.grid import to_grid
from bereikbaar.units import RD_NEW
from bereikbaar.write.layers.layer import Layer, layer_frame

#: What ``last_change`` says in every file.
FIXED_DATE = "2000-01-01T00:00:00.000Z"

#: Version of the format: the newest that GDAL 3.6 (QGIS 3.22) opens without a warning. What 1.4 adds we do not use.
VERSION = "1.3"

MANIFEST_TABLE = "bereikbaar_manifest"
COLUMNS_TABLE = "bereikbaar_columns"


def write_geopackage(path: Path, layers: Sequence[Layer], manifest: Mapping[str, str]) -> None:
    """Write all layers, the manifest (key, value) and what every column means into a new file.

    Raises RunError when it cannot be written whole.
    """
    from pyogrio import errors

    name = path.name
    try:
        with _our_options():
            for layer in layers:
                _write_layer(path, layer)
            _write_table(path, MANIFEST_TABLE, {"key": list(manifest), "value": list(manifest.values())})
            _write_table(path, COLUMNS_TABLE, columns_table(layers))
        _check_whole(path, layers)
    except (errors.DataSourceError, errors.DataLayerError, errors.FeatureError, errors.FieldError) as error:
        raise RunError(f"{name} could not be written: {_first_line(error)}; is the disk full?") from error
    except sqlite3.Error as error:
        raise RunError(f"{name} could not be written: {error}; is the disk full?") from error


def columns_table(layers: Sequence[Layer]) -> dict[str, list[str]]:
    """Return what every column of every layer means, as a table of text."""
    rows = [
        (layer.name, f.name, f.kind, unit_word(f.unit), f.title["nl"], f.title["en"])
        for layer in layers
        for f in layer.fields
    ]
    names = ("layer", "column_name", "kind", "unit", "title_nl", "title_en")
    return {n: [row[i] for row in rows] for i, n in enumerate(names)}


def unit_word(unit: str) -> str:
    """Return a unit that no reader takes for a missing value: "number" for a plain number, "text" for none."""
    return {"-": "number", "": "text"}.get(unit, unit)


def _write_layer(path: Path, layer: Layer) -> None:
    from pyogrio import raw

    values, null = _arrays(layer)
    raw.write(
        str(path),
        _grid_wkb(layer.geometry) if layer.shapes is None else layer.shapes.once("grid", _grid_wkb),
        values,
        [f.name for f in layer.fields],
        field_mask=null,
        layer=layer.name,
        driver="GPKG",
        geometry_type=layer.geometry_type,
        crs=f"EPSG:{RD_NEW}",
        dataset_options={"VERSION": VERSION},
        layer_options={
            "SPATIAL_INDEX": "YES",
            "GEOMETRY_NAME": "geom",
            "FID": "fid",
            "IDENTIFIER": layer.name,
            "DESCRIPTION": f"{layer.title['nl']} / {layer.title['en']}",
        },
    )


def _grid_wkb(geometry: Any) -> Any:
    import shapely

    return shapely.to_wkb(shapely.transform(geometry, _to_grid))


def _write_table(path: Path, name: str, columns: Mapping[str, Sequence[str]]) -> None:
    import numpy as np
    from pyogrio import raw

    raw.write(
        str(path),
        None,
        [np.array(values, dtype=object) for values in columns.values()],
        list(columns),
        layer=name,
        driver="GPKG",
        dataset_options={"VERSION": VERSION},
        layer_options={"FID": "fid"},
    )


def _arrays(layer: Layer) -> tuple[list[Any], list[Any]]:
    """Return the values and "is null" of every column as NumPy arrays; one that is null everywhere keeps its type."""
    import numpy as np
    import polars as pl
    import polars.selectors as cs

    frame = layer_frame(layer)
    whole = frame.with_columns(cs.numeric().fill_null(0), cs.boolean().fill_null(False))
    null = frame.select(pl.all().is_null())
    values = [
        np.array(column.to_list(), dtype=object) if column.dtype == pl.String else column.to_numpy()
        for column in whole.get_columns()
    ]
    return values, [column.to_numpy() for column in null.get_columns()]


def _to_grid(degrees: Any) -> Any:
    import numpy as np

    return np.column_stack(to_grid(degrees[:, 0], degrees[:, 1]))


#: Options of the library while it writes. No waiting for the disk and no journal file: the file is moved into place
#: when it is whole, so a half one is never seen.
_OPTIONS = {
    "OGR_CURRENT_DATE": FIXED_DATE,
    "OGR_SQLITE_SYNCHRONOUS": "OFF",
    "OGR_SQLITE_JOURNAL": "MEMORY",
}


@contextmanager
def _our_options() -> Iterator[None]:
    import pyogrio

    before = {name: pyogrio.get_gdal_config_option(name) for name in _OPTIONS}
    pyogrio.set_gdal_config_options(_OPTIONS)
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(before)


def _check_whole(path: Path, layers: Sequence[Layer]) -> None:
    """Count the features in the file: a library may close a file on a full disk without a word."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        for layer in layers:
            there = connection.execute(f'SELECT count(*) FROM "{layer.name}"').fetchone()[0]
            if there != len(layer.geometry):
                raise RunError(f"{path.name} could not be written whole: {there} of {len(layer.geometry)} features")
    finally:
        connection.close()


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["unknown reason"])[0]

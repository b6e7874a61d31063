"""One GeoPackage per run: all layers in the Dutch national grid, typed, with spatial index, and the manifest in it.

Written by SQLite itself: a general writer of maps takes twice as long, and as long again to be loaded. The same
layers give the same bytes: the dates that the format asks for are fixed. No write-ahead log is left behind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bereikbaar.errors import RunError
from bereikbaar.read.grid import to_grid
from bereikbaar.units import RD_NEW
from bereikbaar.write import geopackage_schema as schema
from bereikbaar.write import geopackage_styles as styled
from bereikbaar.write.layers.layer import Layer, layer_frame

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.write.qgis.files import LayerStyle

MANIFEST_TABLE = "bereikbaar_manifest"
COLUMNS_TABLE = "bereikbaar_columns"

#: Kind of a field -> type of its column.
_TYPES = {"int": "INTEGER", "float": "REAL", "text": "TEXT", "bool": "BOOLEAN"}
#: Values in one statement at most. SQLite lets go of the interpreter's lock in every statement, and to get it back
#: from a thread that computes may take 5 ms: with a statement per feature that would be a minute.
_VALUES = 20_000

#: (n,) geometries as the format stores them, and their (n, 4) bounds: west, south, east, north, in metres.
Stored = tuple[list[bytes], Any]


def write_geopackage(
    path: Path, layers: Sequence[Layer], manifest: Mapping[str, str], styles: Sequence[LayerStyle] = ()
) -> None:
    """Write all layers with their styles, the manifest (key, value) and what every column means into a new file.

    Raises RunError when it cannot be written whole.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            _begin(file)
            indexed = _can_index()
            for layer in layers:
                _write_layer(file, layer, indexed=indexed)
            _write_table(file, MANIFEST_TABLE, {"key": list(manifest), "value": list(manifest.values())})
            _write_table(file, COLUMNS_TABLE, columns_table(layers))
            if styles:
                _write_styles(file, styles)
            file.execute("COMMIT")
        _check_whole(path, layers)
    except sqlite3.Error as error:
        raise RunError(f"{path.name} could not be written: {error}; is the disk full?") from error


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


def _begin(file: sqlite3.Connection) -> None:
    """Make the tables of the format, and leave a transaction open for the rest.

    No waiting for the disk and no journal file: the file is moved into place when it is whole.
    """
    for setting in ("page_size = 4096", "journal_mode = MEMORY", "synchronous = OFF"):
        file.execute(f"PRAGMA {setting}")
    file.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    file.execute(f"PRAGMA user_version = {schema.VERSION}")
    file.executescript(f"BEGIN; {schema.TABLES}")
    _insert(file, "gpkg_spatial_ref_sys", schema.REFERENCE_SYSTEMS)


def _can_index() -> bool:
    """Say whether this SQLite knows spatial indexes; a few are built without, and a layer can do without."""
    with closing(sqlite3.connect(":memory:")) as trial:
        try:
            trial.execute(schema.index_table("trial"))
        except sqlite3.Error:
            return False
        return True


def _write_layer(file: sqlite3.Connection, layer: Layer, *, indexed: bool) -> None:
    name, kind = layer.name, layer.geometry_type.upper()
    blobs, bounds = _stored(layer.geometry) if layer.shapes is None else layer.shapes.once("grid", _stored)
    rows = ((n, blob, *values) for n, (blob, values) in enumerate(zip(blobs, _rows(layer), strict=True), 1))
    columns = [("geom", kind), *((f.name, _TYPES[f.kind]) for f in layer.fields)]
    _make_table(file, name, columns, rows)
    around = (None,) * 4
    if len(blobs):
        around = (*bounds[:, :2].min(axis=0).tolist(), *bounds[:, 2:].max(axis=0).tolist())
    title = f"{layer.title['nl']} / {layer.title['en']}"
    _insert(file, "gpkg_contents", [(name, "features", name, title, schema.FIXED_DATE, *around, RD_NEW)])
    _insert(file, "gpkg_geometry_columns", [(name, "geom", kind, RD_NEW, 0, 0)])
    if indexed:
        file.execute(schema.index_table(name))
        boxes = enumerate(bounds[:, [0, 2, 1, 3]].tolist(), 1)
        _insert(file, f"rtree_{name}_geom", ((n, *box) for n, box in boxes))
        _insert(file, "gpkg_extensions", [schema.index_row(name)])
        for trigger in schema.index_triggers(name):
            file.execute(trigger)
    _count(file, name, len(blobs))


def _write_table(file: sqlite3.Connection, name: str, columns: Mapping[str, Sequence[str]]) -> None:
    """Write a table of text without geometry."""
    rows = list(_numbered(zip(*columns.values(), strict=True)))
    _make_table(file, name, [(column, "TEXT") for column in columns], rows)
    _insert(file, "gpkg_contents", [(name, "attributes", name, "", schema.FIXED_DATE, *(None,) * 4, 0)])
    _count(file, name, len(rows))


def _write_styles(file: sqlite3.Connection, styles: Sequence[LayerStyle]) -> None:
    """Write the styles of the layers, where QGIS looks for them."""
    file.execute(styled.CREATE)
    _insert(file, styled.TABLE, styled.style_rows(styles, schema.FIXED_DATE))
    row = (styled.TABLE, "attributes", styled.TABLE, "", schema.FIXED_DATE, *(None,) * 4, 0)
    _insert(file, "gpkg_contents", [row])
    _count(file, styled.TABLE, len(styles))


def _numbered(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows, each with its number in front, from 1."""
    return ((n, *row) for n, row in enumerate(rows, 1))


def _make_table(
    file: sqlite3.Connection, name: str, columns: Sequence[tuple[str, str]], rows: Iterable[tuple[Any, ...]]
) -> None:
    typed = ", ".join(f'"{column}" {kind}' for column, kind in columns)
    file.execute(f'CREATE TABLE "{name}" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {typed})')
    _insert(file, name, rows)


def _count(file: sqlite3.Connection, name: str, n: int) -> None:
    _insert(file, "gpkg_ogr_contents", [(name, n)])
    for trigger in schema.count_triggers(name):
        file.execute(trigger)


def _insert(file: sqlite3.Connection, table: str, rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of equal length, as many to a statement as there may be values in it."""
    left = iter(rows)
    for first in left:
        at_once = min(_VALUES, file.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)) // len(first)
        some = [first, *islice(left, max(at_once - 1, 0))]
        marks = ", ".join([f"({', '.join('?' * len(first))})"] * len(some))
        file.execute(f'INSERT INTO "{table}" VALUES {marks}', list(chain.from_iterable(some)))


def _rows(layer: Layer) -> Iterator[tuple[Any, ...]]:
    """Yield the values of the features, a few hundred at a time: as Python's own they take much memory."""
    frame: pl.DataFrame = layer_frame(layer)
    for part in frame.iter_slices(500):
        yield from part.rows()


def _stored(geometry: Any) -> Stored:
    """Return geometries in degrees as the format stores them: on the grid, after a head with their bounds.

    Points have no bounds in their head. Little endian throughout.
    """
    import numpy as np
    import shapely

    placed = shapely.transform(geometry, _to_grid)
    bounds = shapely.bounds(placed).reshape(-1, 4)
    head = b"GP\x00%c" + RD_NEW.to_bytes(4, "little")
    forms = shapely.to_wkb(placed, byte_order=1)
    if not len(placed) or shapely.get_dimensions(placed).max() == 0:
        return [head % 1 + form for form in forms], bounds
    boxes = np.ascontiguousarray(bounds[:, [0, 2, 1, 3]], dtype="<f8")
    return [head % 3 + box.tobytes() + form for box, form in zip(boxes, forms, strict=True)], bounds


def _to_grid(degrees: Any) -> Any:
    import numpy as np

    return np.column_stack(to_grid(degrees[:, 0], degrees[:, 1]))


def _check_whole(path: Path, layers: Sequence[Layer]) -> None:
    """Count the features in the file: a full disk may have kept some of them out without a word."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file:
        for layer in layers:
            there = file.execute(f'SELECT count(*) FROM "{layer.name}"').fetchone()[0]
            if there != len(layer.geometry):
                raise RunError(f"{path.name} could not be written whole: {there} of {len(layer.geometry)} features")

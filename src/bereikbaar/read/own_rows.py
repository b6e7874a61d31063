"""The rows of a user's own file of places as they stand there: CSV, GeoJSON, or any vector layer that GDAL reads."""

from __future__ import annotations

import json
import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bereikbaar.errors import InputError, Problem, did_you_mean
from bereikbaar.read.text import decode, read_bytes, read_sheet

TABLES = (".csv", ".tsv", ".txt")
_GEOJSON = (".geojson", ".json")
_SPREADSHEETS = (".xlsx", ".xls", ".ods")
#: Column names that help to find what separates the values of a table.
_KNOWN = (
    "lat",
    "lon",
    "latitude",
    "longitude",
    "x",
    "y",
    "rd_x",
    "rd_y",
    "naam",
    "name",
    "id",
    "inwoners",
    "population",
)


@dataclass(slots=True)
class Rows:
    """Rows with their values as they are.

    columns  : name -> values (n,): text, number, truth value, list, object or None.
    labels   : what to call each row in a message, as ``line 3`` or ``feature 2``.
    geometry : (n,) shapely geometries or None each; None for a table, whose coordinates are in columns.
    crs      : what the file says of its coordinates; empty = nothing.
    """

    file: str
    columns: dict[str, list[Any]]
    labels: list[str]
    geometry: list[Any] | None = None
    crs: str = ""
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def say(self, n: int, message: str, column: str = "") -> None:
        """Add a problem of a row."""
        row = int(self.labels[n].removeprefix("line ")) if self.labels[n].startswith("line ") else None
        where = "" if row is not None else f"{self.labels[n]}: "
        self.problems.append(Problem(f"{where}{message}", file=self.file, row=row, field=column))


def read_rows(text: str) -> Rows:
    """Return the rows of ``FILE`` or ``FILE:layer``. Raises InputError for what is no file of places."""
    path, layer = _located(text)
    suffix = path.suffix.lower()
    if suffix in _SPREADSHEETS:
        message = "is a spreadsheet; save it as 'CSV UTF-8' with columns for the coordinates"
        raise InputError(Problem(message, file=str(path)))
    if layer and suffix in (*TABLES, *_GEOJSON):
        raise InputError(Problem(f"has no layers; leave out ':{layer}'", file=str(path)))
    if suffix in TABLES:
        return _table(path)
    return _geojson(path) if suffix in _GEOJSON else _layer(path, layer)


def _located(text: str) -> tuple[Path, str]:
    """Split a file from a layer. Raises InputError for a file that is not there."""
    path = Path(text).expanduser()
    if _is_there(path):
        if path.is_dir() and path.suffix.lower() != ".gdb":
            raise InputError(Problem("is a folder; name a file", file=text))
        return path, ""
    head, colon, layer = text.rpartition(":")
    if colon and head and _is_there(Path(head).expanduser()):
        return Path(head).expanduser(), layer
    folder = path.parent
    near = did_you_mean(path.name, [p.name for p in folder.iterdir()]) if folder.is_dir() else ""
    raise InputError(Problem(f"file is missing{near}", file=text))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name longer than any file can have
        return False


def _table(path: Path) -> Rows:
    sheet = read_sheet(path, _KNOWN)
    problems = [p for p in sheet.problems if p.severity == "error"]
    doubles = sorted({name for name in sheet.header if sheet.header.count(name) > 1})
    problems += [Problem(f"column {name!r} is there more than once; keep one", file=str(path)) for name in doubles]
    if problems:
        raise InputError(problems)
    if not sheet.rows:
        raise InputError(Problem("has no rows", file=str(path)))
    columns = {
        name: [value.strip() or None for value in values]
        for name, values in zip(sheet.header, zip(*sheet.rows, strict=True), strict=True)
    }
    notes = [str(p) for p in sheet.problems]
    return Rows(str(path), columns, [f"line {line}" for line in sheet.lines], notes=notes)


def _geojson(path: Path) -> Rows:
    """Read GeoJSON value by value: other readers make one type of a column that holds numbers and text."""
    text, said = decode(read_bytes(path), str(path))
    try:
        document = json.loads(text)
    except ValueError as error:
        raise InputError(Problem(f"is no GeoJSON: {error}", file=str(path))) from None
    except RecursionError:
        raise InputError(Problem("is no GeoJSON: it is nested too deeply", file=str(path))) from None
    kind = document.get("type") if isinstance(document, dict) else None
    features = document.get("features") if kind == "FeatureCollection" else [document] if kind == "Feature" else None
    if not isinstance(features, list):
        found = f"found {kind!r}" if isinstance(kind, str) else "found something else"
        raise InputError(Problem(f"is no GeoJSON FeatureCollection; {found}", file=str(path)))
    if not features:
        raise InputError(Problem("has no features", file=str(path)))
    rows = Rows(str(path), {}, [f"feature {n}" for n in range(1, len(features) + 1)], geometry=[])
    rows.notes += [str(p) for p in said]
    rows.crs = _declared(document)
    members = [f.get("properties") if isinstance(f, dict) else None for f in features]
    properties: list[dict[str, Any]] = [p if isinstance(p, dict) else {} for p in members]
    for name in dict.fromkeys(name for p in properties for name in p):
        rows.columns[name] = [p.get(name) for p in properties]
    _refuse_what_no_file_holds(rows)
    rows.geometry = [_shape(rows, n, f.get("geometry") if isinstance(f, dict) else f) for n, f in enumerate(features)]
    return rows


def _refuse_what_no_file_holds(rows: Rows) -> None:
    """Add problems for halves of letters and zero bytes, which JSON can spell and no table or layer can hold."""
    for name in [name for name in rows.columns if _not_writable(name)]:
        rows.problems.append(Problem(f"has a column {name!a} with a sign that no table can hold", file=rows.file))
        del rows.columns[name]
    for name, values in rows.columns.items():
        for n, value in enumerate(values):
            if isinstance(value, str) and _not_writable(value):
                rows.say(n, f"found {value[:40]!a}, which holds a sign that no table can hold", name)


def _not_writable(text: str) -> bool:
    return any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in text)


def _declared(document: Any) -> str:
    """Return the name in the member ``crs`` that GeoJSON had before RFC 7946."""
    try:
        return str(document["crs"]["properties"]["name"])
    except (KeyError, TypeError):
        return ""


def _shape(rows: Rows, n: int, geometry: Any) -> Any:
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    if geometry is None:
        return None
    try:
        return shape(geometry)
    except (AttributeError, LookupError, OverflowError, RecursionError, TypeError, ValueError, ShapelyError):
        rows.say(n, "its geometry cannot be read")
        return None


def _layer(path: Path, layer: str) -> Rows:
    from pyogrio import errors, raw

    chosen = _chosen_layer(path, layer)
    try:
        with warnings.catch_warnings():  # columns of lists, dates out of range: not ours to read
            warnings.simplefilter("ignore")
            meta, _fids, wkb, values = raw.read(str(path), layer=chosen)
    except (errors.DataSourceError, errors.DataLayerError, ValueError) as error:
        first = (str(error).splitlines() or ["unknown reason"])[0]
        raise InputError(Problem(f"cannot be read as a map layer: {first}", file=str(path))) from None
    if wkb is None:
        raise InputError(Problem("is a table without geometries; points or polygons are needed", file=str(path)))
    if not len(wkb):
        raise InputError(Problem("has no features", file=str(path)))
    columns = {str(name): _plain(column) for name, column in zip(meta["fields"], values, strict=True)}
    rows = Rows(str(path), columns, [f"feature {n}" for n in range(1, len(wkb) + 1)], geometry=[])
    rows.crs = str(meta.get("crs") or "")
    rows.geometry = [_from_wkb(rows, n, one) for n, one in enumerate(wkb)]
    return rows


def _chosen_layer(path: Path, layer: str) -> str:
    """Return the layer to read. Raises InputError when it has to be chosen, or is not there."""
    import pyogrio
    from pyogrio import errors

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            listed = [(str(name), kind) for name, kind in pyogrio.list_layers(str(path))]
    except (errors.DataSourceError, ValueError):
        message = (
            "is no file of places: expected CSV, or a map layer such as GeoPackage, Shapefile, GeoJSON, FlatGeobuf"
        )
        raise InputError(Problem(message, file=str(path))) from None
    names, drawn = [name for name, _ in listed], [name for name, kind in listed if kind is not None]
    if layer:
        if layer not in names:
            known = ", ".join(names)
            message = f"has no layer {layer!r}; it has {known}{did_you_mean(layer, names)}"
            raise InputError(Problem(message, file=str(path)))
        return layer
    if not drawn:
        raise InputError(Problem("holds no layer with geometries; points or polygons are needed", file=str(path)))
    if len(drawn) > 1:
        example = f"{path}:{drawn[0]}"
        raise InputError(Problem(f"has layers {', '.join(drawn)}; say which, as in {example}", file=str(path)))
    return drawn[0]


def _plain(column: Any) -> list[Any]:
    """Return a column as plain Python values; what is not a number is None."""
    values = column.astype(str).tolist() if column.dtype.kind in "mM" else column.tolist()
    return [None if isinstance(v, float) and math.isnan(v) else v for v in values]


def _from_wkb(rows: Rows, n: int, wkb: Any) -> Any:
    import shapely
    from shapely.errors import ShapelyError

    try:
        return None if wkb is None else shapely.from_wkb(wkb)
    except (NotImplementedError, ShapelyError):  # NotImplementedError: arcs
        rows.say(n, "its geometry cannot be read")
        return None


def unread(rows: Rows) -> Sequence[str]:
    """Return the columns that hold lists or objects, which no table can hold."""
    return [name for name, values in rows.columns.items() if any(isinstance(v, list | dict) for v in values)]

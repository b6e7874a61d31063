"""Write all files of a run: the one door for the pipeline and the commands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bereikbaar.write.atomic import MANIFEST, OutputFolder, check_folder

if TYPE_CHECKING:
    from bereikbaar.results import Result

GEOPACKAGE = "bereikbaar.gpkg"
REPORT = "compare.md"


def prepare(folder: Path | str, *, overwrite: bool = False) -> None:
    """Look whether a run may be written into a folder, before anything is computed; see ``check_folder``."""
    check_folder(folder, overwrite=overwrite)


def write_run(
    result: Result,
    folder: Path | str,
    *,
    overwrite: bool = False,
    progress: Callable[[str], None] | None = None,
) -> list[Path]:
    """Write a run, whole or not at all; return the files, the manifest last.

    Layers as GeoJSON and in one GeoPackage, tables as CSV, station matrices as Parquet, the comparison as Markdown,
    and ``run.json``. The same result gives the same bytes, the time of making in it apart. An earlier run in the
    folder is replaced. Raises InputError and RunError as ``OutputFolder`` does.
    """
    from bereikbaar.write.layers import check_keys

    check_keys(result.cases)
    with OutputFolder(folder, overwrite=overwrite) as out:
        _write_all(result, out, progress or (lambda _text: None))
    return [out.folder / name for name in out.names]


def _write_all(result: Result, out: OutputFolder, say: Callable[[str], None]) -> None:
    from bereikbaar.write.geojson import geojson_text
    from bereikbaar.write.geopackage import columns_table, write_geopackage
    from bereikbaar.write.layers import build_layers, rails_of
    from bereikbaar.write.manifest import manifest, manifest_rows, manifest_text
    from bereikbaar.write.markdown import compare_markdown
    from bereikbaar.write.matrices import matrix_bytes
    from bereikbaar.write.names import key_of
    from bereikbaar.write.tables import columns_csv, csv_text, tables

    rails = rails_of(result)
    layers = build_layers(result, rails)
    content = manifest(result)
    say(GEOPACKAGE)
    write_geopackage(out.path(GEOPACKAGE), layers, manifest_rows(content))
    for layer in layers:
        say(f"{layer.name}.geojson")
        out.write(f"{layer.name}.geojson", geojson_text(layer))
    for name, table in tables(result, rails):
        say(name)
        out.write(name, csv_text(table))
    out.write("tables/columns.csv", columns_csv(columns_table(layers), result.base.towns.columns))
    for case in (result.base, *result.cases):
        for window, times in case.times.items():
            name = f"matrices/{key_of(case)}_{window}.parquet"
            say(name)
            out.write(name, matrix_bytes(times))
    say(REPORT)
    out.write(REPORT, compare_markdown(result))
    out.write(MANIFEST, manifest_text(content, {name: out.path(name) for name in out.names}))

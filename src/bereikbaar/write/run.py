"""Write all files of a run: the one door for the pipeline and the commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bereikbaar.memory import give_back
from bereikbaar.threads import two_at_a_time
from bereikbaar.write.atomic import MANIFEST, OutputFolder, check_folder

if TYPE_CHECKING:
    from bereikbaar.compare.people import PeopleTables
    from bereikbaar.results import Result
    from bereikbaar.write.layers.layer import Layer
    from bereikbaar.write.layers.rail import Rail

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
    reports: Sequence[str] = (),
) -> list[Path]:
    """Write a run, whole or not at all; return the files, the manifest last.

    reports : suffixes (``.html``) of forms that the whole report is written in too, as ``report.html``; they route
    the base and every scenario once more, for the reasons in it.

    Layers as GeoJSON and in one GeoPackage, both with styles for QGIS, a project for it, tables as CSV, station
    matrices as Parquet, the comparison as Markdown, and ``run.json``. The same result gives the same bytes, the time
    of making in it apart. An earlier run in the folder is replaced. Raises InputError and RunError as
    ``OutputFolder`` does.
    """
    from bereikbaar.write.layers import check_keys

    check_keys(result.cases)
    give_back()  # what was measured with must not stand beside the files
    with OutputFolder(folder, overwrite=overwrite) as out:
        _write_all(result, out, progress or (lambda _text: None), reports)
    return [out.folder / name for name in sorted(out.names, key=lambda name: (name == MANIFEST, name))]


def _write_all(result: Result, out: OutputFolder, say: Callable[[str], None], reports: Sequence[str]) -> None:
    """Write what needs no layers while the layers are drawn, then what is made of them, the manifest last."""
    from bereikbaar.compare.people import PeopleTables
    from bereikbaar.write.geojson import geojson_parts
    from bereikbaar.write.geopackage import write_geopackage
    from bereikbaar.write.manifest import manifest, manifest_rows, manifest_text
    from bereikbaar.write.matrices import matrix_bytes
    from bereikbaar.write.names import key_of
    from bereikbaar.write.qgis.about import about_run
    from bereikbaar.write.qgis.files import qgis_files
    from bereikbaar.write.report.markdown import markdown
    from bereikbaar.write.report.sections import report_of

    def write(name: str, make: Callable[[], str | bytes | Iterable[str]]) -> None:
        say(name)
        out.write(name, make())

    def write_map() -> None:
        say(GEOPACKAGE)
        write_geopackage(out.path(GEOPACKAGE), [*layers, *ground], manifest_rows(content), qgis.styles)

    content = manifest(result)
    people = PeopleTables(result)
    matrices = [
        partial(write, f"matrices/{key_of(case)}_{window}.parquet", make)
        for case in (result.base, *result.cases)
        for window, make in (
            *((window, partial(matrix_bytes, times)) for window, times in case.times.items()),
            *((window, partial(bytes, packed)) for window, packed in case.packed.items()),
        )
    ]
    report = partial(write, REPORT, lambda: markdown(report_of(result, people)))
    first: list[Callable[[], Any]] = [partial(_drawn, result), *matrices, report]
    rails, layers, ground = two_at_a_time(first)[0]
    qgis = qgis_files(layers, about_run(result), GEOPACKAGE, ground)
    then: list[Callable[[], None]] = [write_map]
    then += [partial(write, f"{layer.name}.geojson", partial(geojson_parts, layer)) for layer in layers]
    then += [partial(out.write, name, made) for name, made in qgis.files.items()]
    then.append(partial(_write_tables, result, rails, layers, people, write))
    two_at_a_time(then)
    for name, made in _reports(result, people, reports, say):
        out.write(name, made)
    out.write(MANIFEST, manifest_text(content, {name: out.path(name) for name in out.names}))


def _reports(
    result: Result, people: PeopleTables, suffixes: Sequence[str], say: Callable[[str], None]
) -> Iterator[tuple[str, str | bytes]]:
    """Yield name and content of the report in every form asked; its reasons are found once."""
    from bereikbaar.write.report.build import build_report
    from bereikbaar.write.report.forms import in_form
    from bereikbaar.write.report.gather import gather_reasons

    if not suffixes:
        return
    reasons = gather_reasons(result, say)
    make = partial(build_report, result, people=people, reasons=reasons)
    for suffix in suffixes:
        name = f"report{suffix}"
        say(name)
        yield name, in_form(suffix, make, result.lang, result)


def _drawn(result: Result) -> tuple[list[Rail], list[Layer], list[Layer]]:
    """Return what runs where, the layers, and those of land and borders, which are no result and no file."""
    from bereikbaar.write.layers import build_layers, rails_of
    from bereikbaar.write.layers.ground import ground_layers

    rails = rails_of(result)
    return rails, build_layers(result, rails), ground_layers(result)


def _write_tables(
    result: Result,
    rails: Sequence[Rail],
    layers: Sequence[Layer],
    people: PeopleTables,
    write: Callable[[str, Callable[[], bytes]], None],
) -> None:
    from bereikbaar.write.geopackage import columns_table
    from bereikbaar.write.tables import columns_csv, csv_bytes, tables

    heads = {}
    for name, table in tables(result, rails, people):
        write(name, partial(csv_bytes, table))
        heads[name] = table.clear()  # no rows at all: head(0) would keep the memory of all of them
        del table
    write("tables/columns.csv", partial(columns_csv, columns_table(layers), heads))

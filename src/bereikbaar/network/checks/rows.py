"""Where things stand in the files of a network folder: from an id to a line number, the way an editor counts."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

#: The columns that make a row of a file findable. Several rows may share a key: the calls of a train.
KEYS: dict[str, tuple[str, ...]] = {
    "stations.csv": ("code",),
    "services.csv": ("service",),
    "stop_times.csv": ("service", "direction"),
    "phases.csv": ("service", "direction"),
    "clock_minutes.csv": ("service", "direction"),
    "leg_paths.csv": ("from", "to"),
    "feeders.csv": ("town_id", "station", "line"),
    "zones.csv": ("pc4",),
    "towns.csv": ("town_id",),
    "centres.csv": ("centre_id",),
    "amenities.csv": ("id",),
    "municipalities.csv": ("municipality_code",),
    "corop.csv": ("corop_code",),
    "crossings.csv": ("id",),
    "tracks.geojson": ("a", "b"),
}

Record = tuple[int, dict[str, str]]


class Files:
    """The rows of a network folder, read when asked for; without a folder there are none.

    Only what a line number needs: values are text, spaces round them are gone, nothing is judged.
    """

    def __init__(self, folder: str | Path | None) -> None:
        self._folder = Path(folder) if folder else None
        self._records: dict[str, list[Record]] = {}
        self._lines: dict[str, dict[tuple[str, ...], list[int]]] = {}

    def has(self, file: str) -> bool:
        """Return whether the folder holds a file of this name."""
        return self._folder is not None and (self._folder / file).is_file()

    def records(self, file: str) -> list[Record]:
        """Return (line number, column -> text) of every row; none when the file is not there."""
        if file not in self._records:
            path = self._folder / file if self._folder and self.has(file) else None
            self._records[file] = list(_features(path) if file.endswith("json") else _rows(path)) if path else []
        return self._records[file]

    def lines(self, file: str) -> dict[tuple[str, ...], list[int]]:
        """Return the line numbers of every key of a file, in the order of the column ``seq`` if it has one."""
        if file not in self._lines:
            found: dict[tuple[str, ...], list[tuple[float, int]]] = {}
            for line, row in self.records(file):
                key = tuple(row.get(column, "") for column in KEYS[file])
                found.setdefault(key, []).append((_number(row.get("seq", "")), line))
            self._lines[file] = {key: [line for _, line in sorted(places)] for key, places in found.items()}
        return self._lines[file]

    def row(self, file: str, key: tuple[str, ...], call: int = 0) -> int | None:
        """Return the line of a key (of its ``call``-th row); None when it is not in the file."""
        if not key or file not in KEYS:
            return None
        lines = self.lines(file).get(key, [])
        return lines[call] if call < len(lines) else None


def _rows(path: Path) -> Iterator[Record]:
    text = _decode(path.read_bytes())
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    columns = [c.strip() for c in next(reader, [])]
    line = reader.line_num + 1
    for cells in reader:
        if any(cells):
            yield line, {c: v.strip() for c, v in zip(columns, cells, strict=False)}
        line = reader.line_num + 1


def _features(path: Path) -> Iterator[Record]:
    """Yield the sections of a GeoJSON file that has one feature on a line; others have no line number."""
    for line, text in enumerate(_decode(path.read_bytes()).splitlines(), start=1):
        ends = dict(re.findall(r'"([ab])"\s*:\s*"([^"]*)"', text))
        if len(ends) == 2:
            yield line, ends


def _decode(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return 0.0

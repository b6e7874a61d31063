"""A user's own places from a file: points or polygons with a name, an id and perhaps inhabitants."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bereikbaar.errors import Problem, raise_if_errors
from bereikbaar.lang import remark
from bereikbaar.read.own_positions import positions
from bereikbaar.read.own_rows import Rows, read_rows, unread
from bereikbaar.read.own_values import IDS, NAMES, PEOPLE, Chosen, choose, people, texts

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class OwnPlaces:
    """Places of a user's own, in the order of the id. All arrays are (n,).

    file       : as the user named it. id, name : texts. population : inhabitants, NaN = not known.
    lat, lon   : of the point that is measured from, degrees. area_km2 : of polygons; NaN for points.
    geometry   : shapely points or polygons in WGS84. notes : what was guessed, read otherwise or passed over, in
                 English.
    """

    file: str
    id: tuple[str, ...]
    name: tuple[str, ...]
    population: Floats
    lat: Floats
    lon: Floats
    area_km2: Floats
    geometry: Any
    notes: tuple[str, ...] = ()

    @property
    def hash(self) -> str:
        """Return the sha256 over all that a run uses of the places; the file's name and columns do not count."""
        facts = (self.id, self.name, *(a.tolist() for a in (self.population, self.lat, self.lon, self.area_km2)))
        return hashlib.sha256(repr(facts).encode()).hexdigest()

    @property
    def weight(self) -> Floats:
        """Return what a place counts for in a mean: its inhabitants, 0 where not known; 1 each where none are."""
        known = np.nan_to_num(self.population)
        return known if known.sum() > 0 else np.ones(len(self.id))


def own_places(
    file: str | Path, *, population: str | None = None, name: str | None = None, identity: str | None = None
) -> OwnPlaces:
    """Return the places of a CSV file or of any vector layer that GDAL reads; ``FILE:layer`` where it has more.

    population, name, identity : columns; when not given they are guessed by their names, which is noted. Without a
    column for the id, names serve where no two are the same, else the number of the row.
    Coordinates: the reference system that the file declares, else Dutch grid (EPSG:28992) or degrees (EPSG:4326) as
    the numbers are; swapped axes are refused. Raises InputError with all that is wrong.
    """
    rows = read_rows(str(file))
    chosen = {
        "--population": choose(rows, population, PEOPLE, "--population"),
        "--place-name": choose(rows, name, NAMES, "--place-name"),
        "--place-id": choose(rows, identity, IDS, "--place-id"),
    }
    for option, column in chosen.items():
        if column.guessed:
            rows.notes.append(remark("column {name!r} was taken for {option}", name=column.name, option=option))
    ids, names = _ids_and_names(rows, chosen["--place-id"], chosen["--place-name"])
    called = [one or ids[n] or rows.labels[n] for n, one in enumerate(names)]
    counted = chosen["--population"].name
    inhabitants = people(rows, counted, called) if counted else [float("nan")] * len(ids)
    where = positions(rows, called)
    raise_if_errors(rows.problems)
    assert where is not None  # else there are problems
    passed = [column for column in unread(rows) if column not in {c.name for c in chosen.values()}]
    if passed:
        rows.notes.append(remark("columns of lists or objects are not read: {columns}", columns=", ".join(passed)))
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.intp)
    return OwnPlaces(
        file=rows.file,
        id=tuple(ids[n] for n in order),
        name=tuple(called[n] for n in order),
        population=np.array(inhabitants, dtype=np.float64)[order],
        lat=where.lat[order],
        lon=where.lon[order],
        area_km2=where.km2[order],
        geometry=where.geometry[order],
        notes=tuple(rows.notes),
    )


def _ids_and_names(rows: Rows, identity: Chosen, name: Chosen) -> tuple[list[str], list[str]]:
    """Return ids, which are all different (or there are problems), and names, which may be empty."""
    names = texts(rows, name.name) if name.name else [""] * len(rows.labels)
    if not identity.name:
        if all(names) and len(set(names)) == len(names):
            return list(names), names
        rows.notes.append(remark("there is no column for the id: the number of the row is used"))
        return [str(n) for n in range(1, len(names) + 1)], names
    ids = texts(rows, identity.name)
    if identity.guessed and not all(ids):
        return _ids_and_names(rows, Chosen(""), name)
    _refuse_bad_ids(rows, ids, names, identity.name)
    return ids, names


def _refuse_bad_ids(rows: Rows, ids: Sequence[str], names: Sequence[str], column: str) -> None:
    for n, one in enumerate(ids):
        if not one:
            rows.say(n, f"{names[n] or 'this place'}: has no id", column)
    doubles = [one for one, count in Counter(ids).items() if count > 1 and one]
    for one in doubles[:10]:
        which = [names[n] or rows.labels[n] for n, other in enumerate(ids) if other == one]
        message = f"id {one!r} is there {len(which)} times: {', '.join(which[:4])}; every place needs its own"
        rows.problems.append(Problem(message, file=rows.file, field=column))
    if len(doubles) > 10:
        rows.problems.append(
            Problem(f"and {len(doubles) - 10} more ids that come twice", file=rows.file, field=column)
        )

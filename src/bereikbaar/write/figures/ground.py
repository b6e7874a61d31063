"""What every map has: land and water, neighbours, borders, rail and towns, read and projected once per folder.

All shapes are shapely geometries in metres on the national grid (EPSG:28992).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

from bereikbaar.access.model import Places
from bereikbaar.write.figures.labels import Label

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bereikbaar.network.model import Network, Section
    from bereikbaar.results import Case, Result

#: Grounds that are kept: a run has one, a comparison of two networks no more than two.
_KEPT: dict[tuple[str, str], Ground] = {}
_MOST_KEPT = 2
_LOCK = Lock()
#: Gaps up to twice this wide between the land and its neighbours are filled, metres.
_GAP_M = 1_300.0


@dataclass(frozen=True, slots=True)
class Rail:
    """The track of a case in metres. there : as it was. changed, new : by the scenario.

    stations : those that the scenario opens, as names at their places.
    """

    there: Sequence[Any] = ()
    changed: Sequence[Any] = ()
    new: Sequence[Any] = ()
    stations: Sequence[Label] = ()


class Ground:
    """The outlines and names that every map of some places has; each is read when first asked for, then kept."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._lock = Lock()

    @cached_property
    def zones(self) -> dict[str, Any]:
        """Postcode -> outline."""
        return self._outlines("zone")

    @cached_property
    def provinces(self) -> list[Any]:
        """The lines between provinces: their borders on the coast and abroad are those of the land."""
        return common_borders(list(self._outlines("province").values()))

    @cached_property
    def municipalities(self) -> list[Any]:
        """The lines between municipalities."""
        return common_borders(list(self._outlines("municipality").values()))

    @cached_property
    def land(self) -> Any:
        """The land of the country; None where the places have none."""
        return None if self._places.land is None else projected(self._places.land)

    @cached_property
    def neighbours(self) -> Any:
        """The land of the neighbouring countries; None where the places have none.

        Their outline is rough and does not fit that of the land: narrow gaps between the two are filled, since they
        would pass for water.
        """
        import shapely

        if self._places.neighbours is None:
            return None
        abroad = projected(self._places.neighbours)
        if self.land is None:
            return abroad
        west, south, east, north = shapely.total_bounds(self.land)
        near = shapely.clip_by_rect(shapely.make_valid(abroad), west - 9e4, south - 9e4, east + 9e4, north + 9e4)
        land = shapely.simplify(self.land, 100.0)
        closed = shapely.buffer(shapely.buffer(shapely.union(near, land), _GAP_M), -_GAP_M)
        return shapely.union(near, shapely.intersection(closed, shapely.buffer(near, 2 * _GAP_M)))

    @cached_property
    def towns(self) -> list[tuple[Label, str, float]]:
        """Name and place, province and inhabitants of every town, the largest first."""
        towns = self._places.towns
        x, y = _metres(towns.lon, towns.lat)
        rows = zip(towns.name, x, y, towns.province, towns.population.tolist(), towns.id, strict=True)
        ordered = sorted(rows, key=lambda row: (-row[4], row[5]))
        return [(Label(name, e, n), province, people) for name, e, n, province, people, _id in ordered]

    def names(self, inside: NDArray[np.bool_] | None = None) -> list[Label]:
        """Return names for a map, those that matter most first: the largest town of every province, then by size.

        inside : which towns (in the order of the places) may be named; None = all.
        """
        if inside is None:
            first: dict[str, Label] = {}
            for label, province, _people in self.towns:
                first.setdefault(province, label)
            seeds = dict.fromkeys(first.values())
            return [*seeds, *(label for label, _p, _n in self.towns if label not in seeds)]
        towns = self._places.towns
        chosen = {(towns.name[i], towns.province[i]) for i in inside.nonzero()[0].tolist()}
        return [label for label, province, _people in self.towns if (label.text, province) in chosen]

    def _outlines(self, kind: str) -> dict[str, Any]:
        import numpy as np

        from bereikbaar.write.layers.kept_outlines import kept_outlines

        with self._lock:
            found = kept_outlines(self._places.folder, kind)
        if not found:
            return {}
        return dict(zip(found, projected(np.array(list(found.values()), dtype=object)), strict=True))


def ground_of(places: Places) -> Ground:
    """Return the ground of some places, the same one for the same folder as long as it is kept."""
    key = (places.folder, places.hash)
    if not all(key):  # made in memory: nothing says that two of them are the same
        return Ground(places)
    with _LOCK:
        if key not in _KEPT:
            while len(_KEPT) >= _MOST_KEPT:
                del _KEPT[next(iter(_KEPT))]
            _KEPT[key] = Ground(places)
        return _KEPT[key]


def rail_on(result: Result, case: Case) -> Rail:
    """Return the track of a case, told apart from that of the base; of a comparison of two networks all as it is."""
    from bereikbaar.write.layers.tracks import statuses

    if case is result.base or result.baseline:
        return rail_of_network(case.network)
    status = statuses(result.base.network.sections, case.network.sections)
    sections: dict[str, list[Section]] = {"there": [], "changed": [], "new": []}
    for key, section in sorted(case.network.sections.items()):
        what = status.get(key, "same")
        sections[what if what in ("changed", "new") else "there"].append(section)
    opened = [s for c, s in sorted(case.network.stations.items()) if c not in result.base.network.stations]
    x, y = _metres([s.lon for s in opened], [s.lat for s in opened])
    stations = [Label(s.name, e, n) for s, e, n in zip(opened, x, y, strict=True)]
    return Rail(_lines(sections["there"]), _lines(sections["changed"]), _lines(sections["new"]), stations)


def rail_of_network(network: Network) -> Rail:
    """Return the track of a network, all of it as it is."""
    return Rail(_lines([section for _key, section in sorted(network.sections.items())]))


def common_borders(areas: Sequence[Any]) -> list[Any]:
    """Return the lines along which two areas meet: the edges that both have, walked in opposite directions."""
    import numpy as np
    import shapely

    given = shapely.orient_polygons(shapely.get_parts(np.array(areas, dtype=object)))
    rings, ring_of_corner = shapely.get_coordinates(shapely.get_rings(given), return_index=True)
    edges = np.hstack([rings[:-1], rings[1:]])[ring_of_corner[1:] == ring_of_corner[:-1]]
    there = {tuple(edge) for edge in edges.tolist()}
    shared = sorted(e for e in there if (back := (*e[2:], *e[:2])) in there and e < back)
    if not shared:  # among them no area at all
        return []
    lines = shapely.linestrings(np.array(shared).reshape(-1, 2, 2))
    return list(shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines))))


def projected(shapes: Any) -> Any:
    """Return shapes in degrees, one or an array, in metres on the national grid."""
    import numpy as np
    import shapely

    from bereikbaar.read.grid import to_grid

    return shapely.transform(shapes, lambda c: np.column_stack(to_grid(c[:, 0], c[:, 1])))


def _lines(sections: Sequence[Section]) -> list[Any]:
    import numpy as np
    import shapely

    drawn = [shapely.LineString(s.line) for s in sections if len(s.line) > 1]
    return projected(np.array(drawn, dtype=object)).tolist() if drawn else []


def _metres(lon: Any, lat: Any) -> tuple[list[float], list[float]]:
    import numpy as np

    from bereikbaar.read.grid import to_grid

    x, y = to_grid(np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64))
    return x.tolist(), y.tolist()

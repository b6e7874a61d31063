"""What a page with scripts draws instead of a still picture: the shapes of ``Figure.live``.

``kind`` says who draws. ``zones``: the map of the zones of the run, with switches for scenario, measure and what is
shown; its data are made once from the result (:mod:`.zone_data`), a figure only says where to begin. ``dots``: what
was and what becomes, a line of two dots for every town; the figure brings its rows. Figures of other kinds keep their
still picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

#: Kinds of live figures that this page draws.
ZONES, DOTS = "zones", "dots"
#: What a map of zones shows: values of the base, of a scenario, or the difference between the two.
VIEWS = ("base", "after", "diff")


@dataclass(frozen=True, slots=True)
class Dot:
    """One line of dots. before, after : in the unit of the figure; None = no connection. people : inhabitants."""

    name: str
    before: float | None
    after: float | None
    people: float | None = None


def zones_live(
    scenario: str = "",
    measure: str = "main_min",
    view: str = "diff",
    extent: tuple[float, float, float, float] | None = None,
    provinces: Sequence[str] = (),
) -> dict[str, object]:
    """Return ``Figure.live`` of a map of zones.

    scenario : its key; empty = the first of the run. measure : its name; another is shown where the run lacks it.
    view : one of VIEWS. extent : west, south, east and north in metres (EPSG:28992); None = the whole country.
    provinces : the part of the country that the extent shows: the legend counts who lives there. Empty = all are.
    Raises ValueError for another view.
    """
    if view not in VIEWS:
        raise ValueError(f"there is no view {view!r}; there are {', '.join(VIEWS)}")
    live: dict[str, object] = {"kind": ZONES, "scenario": scenario, "measure": measure, "view": view}
    if provinces:
        live["provinces"] = list(provinces)
    return live if extent is None else {**live, "extent": [round(metres) for metres in extent]}


def dots_live(
    dots: Iterable[Dot], names: tuple[str, str], unit: str, *, decimals: int = 0, better: str = "low"
) -> dict[str, object]:
    """Return ``Figure.live`` of dots, a line each, in the order given.

    names : what the two are called (now, then), in the language of the figure, as is ``unit``. better : ``low`` or
    ``high``, the direction of a gain.
    """
    rows = [{"name": d.name, "before": d.before, "after": d.after, "people": d.people} for d in dots]
    about = {"names": list(names), "unit": unit, "decimals": decimals, "better": better}
    return {"kind": DOTS, **about, "rows": rows}


def kind_of(live: Mapping[str, object]) -> str:
    """Return the kind of a live figure that this page draws; empty for the others."""
    kind = live.get("kind")
    return str(kind) if kind in (ZONES, DOTS) else ""

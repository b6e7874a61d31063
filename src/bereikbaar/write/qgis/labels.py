"""Labels that do not collide: large places and busy stations have names at small scales, the others further in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bereikbaar.write.layers.layer import Layer
from bereikbaar.write.qgis.views import View, kind_of
from bereikbaar.write.qgis.xml import element, options, rgba

_TEXT_COLOR, _BUFFER_COLOR = "#222222", "#ffffff"
_ANY = 0


@dataclass(frozen=True, slots=True)
class Step:
    """Labels of some features: those that ``where`` chooses, shown from 1:``scale`` on inwards; 0 = always."""

    where: str
    scale: int
    points: float
    bold: bool = False


#: Towns by inhabitants, from the largest; the first step that fits counts.
_TOWNS = ((200_000, _ANY, 10.0, True), (80_000, 3_500_000, 8.5, False), (35_000, 1_500_000, 8.0, False),
          (12_000, 600_000, 7.5, False))  # fmt: skip
_TOWNS_LAST = (250_000, 7.0)
#: Stations by trains per hour in the window of the maps.
_STATIONS = ((24, 1_500_000, 8.0, True), (12, 700_000, 7.5, False), (4, 350_000, 7.0, False))
_STATIONS_LAST = (150_000, 7.0)
#: Areas and others: one scale for all.
_ONE_STEP = {"zones": ("pc4", 120_000), "municipalities": ("name", 900_000), "corop": ("name", 3_000_000)}


def labelling(layer: Layer, view: View | None, window: str) -> str:
    """Return the labelling of a layer as QGIS XML; empty for layers without labels."""
    kind, names = kind_of(layer), {f.name for f in layer.fields}
    if kind in ("towns", "places") and {"name", "population"} <= names:
        return _rules(layer, "name", _steps('coalesce("population", 0)', _TOWNS, _TOWNS_LAST))
    if kind == "stations":
        return _rules(layer, "name", _station_steps(view, names, f"tph_{window}"))
    if kind in _ONE_STEP and _ONE_STEP[kind][0] in names:
        field, scale = _ONE_STEP[kind]
        return _rules(layer, field, [Step("", scale, 8.0)])
    return ""


def _station_steps(view: View | None, names: set[str], tph: str) -> list[Step]:
    if tph not in names:
        return [Step("", _STATIONS_LAST[0], _STATIONS_LAST[1])]
    counted = f'coalesce("{tph}", 0)'
    if view is None or view.case is None or f"status_{view.case.key}" not in names:
        return _steps(counted, _STATIONS, _STATIONS_LAST)
    new = f"\"status_{view.case.key}\" IN ('new', 'closed')"
    old = _steps(counted, _STATIONS, _STATIONS_LAST)
    others = [Step(f"NOT coalesce({new}, false) AND {s.where}", s.scale, s.points, s.bold) for s in old]
    return [Step(new, _ANY, 8.0, True), *others]


def _steps(counted: str, steps: Sequence[tuple[int, int, float, bool]], last: tuple[int, float]) -> list[Step]:
    """Return a step for every class of size, each with an end above: no feature has two labels."""
    out, high = [], ""
    for low, scale, points, bold in steps:
        out.append(Step(f"{counted} >= {low}{high}", scale, points, bold))
        high = f" AND {counted} < {low}"
    return [*out, Step(high.removeprefix(" AND "), last[0], last[1])]


def _rules(layer: Layer, field: str, steps: Sequence[Step]) -> str:
    rules = [
        element(
            "rule",
            _settings(field, step, layer.geometry_type, priority=max(9 - 2 * n, 1)),
            key=f"label_{n}",
            filter=step.where or None,
            scalemindenom=1 if step.scale else None,
            scalemaxdenom=step.scale or None,
        )
        for n, step in enumerate(steps)
    ]
    return element("labeling", element("rules", rules, key="labels"), type="rule-based")


def _settings(field: str, step: Step, geometry_type: str, *, priority: int) -> str:
    buffer = element(
        "text-buffer", bufferDraw=1, bufferSize=0.7, bufferSizeUnits="MM", bufferColor=rgba(_BUFFER_COLOR),
        bufferOpacity=0.85, bufferJoinStyle=128, bufferNoFill=1,
    )  # fmt: skip
    style = element(
        "text-style", buffer, fieldName=field, isExpression=0, fontSize=f"{step.points:g}", fontSizeUnit="Point",
        fontWeight=75 if step.bold else 50, textColor=rgba(_TEXT_COLOR), textOpacity=1,
    )  # fmt: skip
    place = {"placement": 6, "offsetType": 1, "dist": 0.4, "distUnits": "MM",
             "predefinedPositionOrder": "R,TR,BR,L,TL,BL,TSR,BSR"}  # fmt: skip
    if geometry_type != "Point":
        place = {"placement": 4, "centroidInside": 1, "fitInPolygonOnly": 0}
    placement = element("placement", priority=priority, **place)
    rendering = element("rendering", drawLabels=1, displayAll=0, obstacle=1, obstacleFactor=0.6, zIndex=priority)
    none = element("dd_properties", options({"name": "", "properties": {}, "type": "collection"}))
    return element("settings", (style, element("text-format"), placement, rendering, none), calloutType="simple")

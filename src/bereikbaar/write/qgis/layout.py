"""A print layout of one A4 page: map, title, legend, scale bar, north arrow and sources, as QGIS 3.22 reads it."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap

from bereikbaar.lang import both
from bereikbaar.write.qgis.about import About
from bereikbaar.write.qgis.extent import Extent, box, grid_srs
from bereikbaar.write.qgis.ground import LAND, SEA
from bereikbaar.write.qgis.symbols import fill, line
from bereikbaar.write.qgis.tree import Group, Node, shown_nodes
from bereikbaar.write.qgis.views import GROUND
from bereikbaar.write.qgis.xml import element, options

#: Numbers that QGIS gives its kinds of items.
_PAGE, _MAP, _PICTURE, _LABEL, _LEGEND, _SCALE = 65638, 65639, 65640, 65641, 65642, 65646
#: Left, top, width and height in mm of the items on a page of 297 x 210.
_PLACES = {
    "map": (8.0, 27.0, 186.0, 175.0),
    "title": (8.0, 6.0, 281.0, 10.0),
    "subtitle": (8.0, 16.0, 281.0, 9.0),
    "legend": (197.0, 25.0, 92.0, 130.0),
    "scale": (12.0, 187.0, 60.0, 12.0),
    "north": (178.0, 30.0, 12.0, 14.0),
    "sources": (197.0, 172.0, 92.0, 30.0),
}
_FONT = "Sans Serif"
#: Letters of the heading of a layer on one line of the legend, and the sign at which QGIS begins another.
_LEGEND_WIDTH, _WRAP = 48, "|"
_MAP_UUID = "{6f0c5c1e-0000-4000-8000-00000000aaaa}"

_NORTH = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 28" width="24" height="28">'
    '<path d="M12 1 L19 21 L12 16.5 Z" fill="#222222"/><path d="M12 1 L5 21 L12 16.5 Z" fill="#ffffff" '
    'stroke="#222222" stroke-width="0.8"/><path d="M9.4 28 V22.6 L14.6 28 V22.6" fill="none" stroke="#222222" '
    'stroke-width="1.1"/></svg>'
)
#: Styles of a legend: name, points, weight, space above in mm.
_LEGEND_STYLES = (("title", 11, 75, 0.0), ("group", 9, 75, 2.5), ("subgroup", 8, 75, 2.0), ("symbol", 7, 50, 0.8),
                  ("symbolLabel", 7, 50, 0.8))  # fmt: skip


def layout(about: About, root: Group, extent: Extent, classes: Mapping[str, Sequence[int]]) -> str:
    """Return the layout as XML; its legend holds what the project draws at first. classes : those of every layer."""
    shown = [n for n in shown_nodes(root) if n.view is not None and n.view.show != GROUND]
    subject = about.cases[0].title if about.cases else about.subtitle  # what is drawn at first
    items = [
        _map(extent, paper_color(root)),
        _label("title", about.say(about.title), 15, bold=True),
        _label("subtitle", about.say(subject), 11),
        _legend(about, shown, classes),
        _scale(),
        _picture(),
        _label("sources", "\n".join(_lines(about, shown)), 6.5, bottom=True),
    ]
    name = both("Map on A4").said(about.lang)
    return element("Layout", (_page(), *items), name=name, units="mm", printResolution=300)


def paper_color(root: Group) -> str:
    """Return the colour of the map where nothing is drawn: of the sea where there is land, else white."""
    return SEA if any(n.layer == LAND for n in shown_nodes(root)) else "#ffffff"


def _lines(about: About, shown: list[Node]) -> Iterator[str]:
    """Yield the remarks below the legend."""
    if any(n.layer.startswith("towns") for n in shown):
        yield both("Circles: towns; the larger, the more inhabitants.").said(about.lang)
    for words in about.sources:
        yield about.say(words)


def _page() -> str:
    ground = fill("", "#ffffff", outline="#ffffff", width=0)
    whole = element(
        "LayoutItem", (_frame(), ground), type=_PAGE, size="297,210,mm", position="0,0,mm", uuid=_uuid("page"),
        positionOnPage="0,0,mm", visibility=1, opacity=1, background="true", frame="false", zValue=0,
    )  # fmt: skip
    return element("PageCollection", (ground, whole))


def _item(kind: int, name: str, inner: tuple[str, ...], /, ground: str = "#ffffff", **more: object) -> str:
    left, top, width, height = _PLACES[name]
    place = f"{left:g},{top:g},mm"
    held: dict[str, object] = {
        "type": kind, "id": name, "uuid": _uuid(name), "templateUuid": _uuid(name), "position": place,
        "positionOnPage": place, "size": f"{width:g},{height:g},mm", "referencePoint": 0, "visibility": 1,
        "opacity": 1, "frame": "false", "background": "false", "excludeFromExports": 0, "itemRotation": 0,
        "zValue": 1 if name == "map" else 2, "positionLock": "false", "outlineWidthM": "0.2,mm",
    }  # fmt: skip
    return element("LayoutItem", (_frame(ground), *inner), **(held | more))


def _uuid(name: str) -> str:
    """Return a fixed identity of an item: the same in every project, as files are the same for the same run."""
    if name == "map":
        return _MAP_UUID
    return "{6f0c5c1e-0000-4000-8000-" + f"{int.from_bytes(name.encode()[:5], 'big'):012x}" + "}"


def _frame(ground: str = "#ffffff") -> str:
    black = {"red": 120, "green": 120, "blue": 120, "alpha": 255}
    parts = {name: int(ground[at : at + 2], 16) for name, at in (("red", 1), ("green", 3), ("blue", 5))}
    return element("FrameColor", **black) + element("BackgroundColor", **parts, alpha=255)


def _map(extent: Extent, ground: str) -> str:
    """Return the map: what is drawn in the project, on the national grid, its extent in the shape of the frame."""
    west, south, east, north = extent
    _left, _top, width, height = _PLACES["map"]
    across, up = (
        max(east - west, (north - south) * width / height),
        max(north - south, (east - west) * height / width),
    )
    x, y = (west + east) / 2, (south + north) / 2
    sides = box((x - across / 2, y - up / 2, x + across / 2, y + up / 2))
    inner = (element("Extent", **sides), element("crs", grid_srs()), element("LayerSet"))
    return _item(
        _MAP, "map", inner, ground, frame="true", background="true", keepLayerSet="false", drawCanvasItems="true",
        followPreset="false", mapRotation=0, mapFlags=0, labelMargin="1,mm",
    )  # fmt: skip


def _label(name: str, said: str, points: float, *, bold: bool = False, bottom: bool = False) -> str:
    font = element("LabelFont", description=_font(points, 75 if bold else 50), style="")
    color = element("FontColor", red=34, green=34, blue=34, alpha=255)
    return _item(
        _LABEL, name, (font, color), labelText=said, htmlState=0, halign=1, valign=64 if bottom else 128,
        marginX=0, marginY=0,
    )  # fmt: skip


def _font(points: float, weight: int = 50) -> str:
    return f"{_FONT},{points:g},-1,5,{weight},0,0,0,0,0"


def _legend(about: About, shown: list[Node], classes: Mapping[str, Sequence[int]]) -> str:
    styles = [
        element("style", element("styleFont", description=_font(points, weight), style=""), name=name, alignment=1,
                marginTop=above, marginBottom=1 if name in ("title", "group", "subgroup") else 0, marginLeft=2
                if name == "symbolLabel" else 0, indent=0)
        for name, points, weight, above in _LEGEND_STYLES
    ]  # fmt: skip
    tree = element("layer-tree-group", (_leaf(n, about.say(n.title), classes.get(n.id, ())) for n in shown))
    return _item(
        _LEGEND, "legend", (element("styles", styles), tree), title=both("Legend").said(about.lang), titleAlignment=1,
        map_uuid=_MAP_UUID, legendFilterByMap=0, resizeToContents=1, columnCount=1, splitLayer=0, symbolWidth=6,
        symbolHeight=2.6, boxSpace=1, lineSpacing=0.8, columnSpace=2, symbolAlignment=1, wrapChar=_WRAP,
        fontColor="#222222", maxSymbolSize=4, minSymbolSize=0,
    )  # fmt: skip


def _leaf(node: Node, name: str, classes: Sequence[int]) -> str:
    wrapped = _WRAP.join(wrap(name, _LEGEND_WIDTH))
    said = {"cached_name": name, "legend/title-label": wrapped}
    if classes:
        said["legend/node-order"] = ",".join(map(str, classes))
    held = element("customproperties", options(said))
    return element(
        "layer-tree-layer", held, id=node.id, name=name, checked="Qt::Checked", expanded=1, providerKey="ogr"
    )


def _scale() -> str:
    font = element(
        "text-style", fontFamily=_FONT, fontSize=7, fontSizeUnit="Point", textColor="34,34,34,255", fontWeight=50
    )
    stroke = element("lineSymbol", line("", "#222222", 0.2))
    dark = {"red": 34, "green": 34, "blue": 34, "alpha": 255}
    white = {"red": 255, "green": 255, "blue": 255, "alpha": 255}
    inner = (
        font,
        element("strokeColor", **dark),
        element("fillColor", **dark),
        element("fillColor2", **white),
        stroke,
    )
    return _item(
        _SCALE, "scale", inner, mapUuid=_MAP_UUID, style="Single Box", unitType="km", unitLabel="km",
        numUnitsPerSegment=25, numMapUnitsPerScaleBarUnit=1, numSegments=2, numSegmentsLeft=0, segmentSizeMode=0,
        height=1.5, boxContentSpace=1, labelBarSpace=1.2, minBarWidth=20, maxBarWidth=60, alignment=0,
        outlineWidth=0.2,
    )  # fmt: skip


def _picture() -> str:
    file = "base64:" + base64.b64encode(_NORTH.encode()).decode()
    return _item(
        _PICTURE, "north", (), file=file, mode=0, resizeMode=0, anchorPoint=4, northMode=0, northOffset=0, mapUuid="",
        pictureRotation=0, svgFillColor="255,255,255,255", svgBorderColor="0,0,0,255", svgBorderWidth=0.2,
    )  # fmt: skip

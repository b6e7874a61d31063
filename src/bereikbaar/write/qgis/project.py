"""The QGIS project of a run: groups, layers with styles inside, extent, print layout; relative paths throughout."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence

from bereikbaar.write.layers.layer import Layer
from bereikbaar.write.qgis.about import About
from bereikbaar.write.qgis.background import BACKGROUND_TITLE, background_layer
from bereikbaar.write.qgis.extent import Extent, box, grid_srs
from bereikbaar.write.qgis.layout import layout, paper_color
from bereikbaar.write.qgis.qml import DOCTYPE, QGIS_VERSION, Style
from bereikbaar.write.qgis.symbols import symbol_kind
from bereikbaar.write.qgis.tree import Group, Node
from bereikbaar.write.qgis.xml import element, text

#: What a zip file says of the time of its members: the first moment it can say.
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_GEOMETRY = {"marker": "Point", "line": "Line", "fill": "Polygon"}


def project_text(
    about: About,
    root: Group,
    layers: Sequence[str],
    source: str,
    extent: Extent,
    *,
    legend: Mapping[str, Sequence[int]],
) -> str:
    """Return the project as XML.

    layers : of :func:`map_layer`, by the order of the tree. source : the path of the GeoPackage beside it, such as
    ``./bereikbaar.gpkg``. legend : of the layers drawn at first, which of their classes the layout has.
    Neither a time nor the name of a person is in it.
    """
    title = f"{about.say(about.title)} - {about.say(about.subtitle)}"
    inner = [
        element("homePath", path=""),
        element("title", text(title)),
        element("projectCrs", grid_srs()),
        tree_text(root, about, source),
        _canvas(extent),
        element("projectlayers", (*layers, background_layer(about.lang))),
        _properties(paper_color(root)),
        _metadata(about, title),
        element("Layouts", layout(about, root, extent, legend)),
        _view(extent),
    ]
    head = {"version": QGIS_VERSION, "projectname": title, "saveUser": "", "saveUserFull": "", "saveDateTime": ""}
    return f"{DOCTYPE}\n{element('qgis', inner, **head)}\n"


def zipped(project: str, name: str) -> bytes:
    """Return a project as a ``.qgz`` file; the same project gives the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as file:
        member = zipfile.ZipInfo(f"{name}.qgs", FIXED_TIME)
        member.compress_type, member.create_system, member.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
        file.writestr(member, project)
    return held.getvalue()


def layers_text(about: About, root: Group, layers: Sequence[str], source: str) -> str:
    """Return the layers for somebody's own project, as a ``.qlr`` file."""
    held = element("maplayers", (*layers, background_layer(about.lang)))
    return f"<!DOCTYPE qgis-layer-definition>\n{element('qlr', (tree_text(root, about, source), held))}\n"


def tree_text(root: Group, about: About, source: str) -> str:
    """Return the tree of layers."""
    return element("layer-tree-group", (*_branches(root, about, source), element("custom-order", enabled=0)))


def _branches(group: Group, about: About, source: str) -> Iterator[str]:
    for child in group.children:
        if isinstance(child, Group):
            yield element(
                "layer-tree-group", _branches(child, about, source), name=about.say(child.title),
                checked=_check(child.shown), expanded=int(child.open),
            )  # fmt: skip
        else:
            of = f"{source}|layername={child.layer}" if child.layer else ""
            name = about.say(child.title if child.layer else BACKGROUND_TITLE)
            yield element(
                "layer-tree-layer", id=child.id, name=name, checked=_check(child.shown), expanded=int(child.open),
                providerKey="ogr" if child.layer else "wms", source=of,
            )  # fmt: skip


def _check(shown: bool) -> str:
    return "Qt::Checked" if shown else "Qt::Unchecked"


def map_layer(node: Node, layer: Layer, style: Style, about: About, source: str) -> str:
    """Return a layer of the GeoPackage with its style."""
    inner = [
        element("id", node.id),
        element("datasource", text(f"{source}|layername={layer.name}")),
        element("layername", text(about.say(node.title))),
        element("srs", grid_srs()),
        element("provider", "ogr", encoding="UTF-8"),
        style.inner,
    ]
    return element(
        "maplayer", inner, type="vector", geometry=_GEOMETRY[symbol_kind(layer.geometry_type)],
        wkbType=layer.geometry_type, styleCategories="AllStyleCategories", labelsEnabled=int(style.labels),
        hasScaleBasedVisibilityFlag=0, simplifyDrawingHints=0 if symbol_kind(layer.geometry_type) == "marker" else 1,
    )  # fmt: skip


def _canvas(extent: Extent) -> str:
    sides = element("extent", (element(k, v) for k, v in box(extent).items()))
    inner = (element("units", "meters"), sides, element("rotation", "0"), element("destinationsrs", grid_srs()))
    return element("mapcanvas", inner, name="theMapCanvas", annotationsVisible=1)


def _view(extent: Extent) -> str:
    full = element("DefaultViewExtent", grid_srs(), **box(extent))
    return element("ProjectViewSettings", (element("Scales"), full), UseProjectScales=0)


def _metadata(about: About, title: str) -> str:
    abstract = " ".join(about.say(line) for line in about.sources)
    keywords = element(
        "keywords", (element("keyword", w) for w in ("bereikbaar", "train")), vocabulary="gmd:topicCategory"
    )
    inner = (
        element("identifier"), element("parentidentifier"),
        element("language", "NLD" if about.lang == "nl" else "ENG"), element("type", "dataset"),
        element("title", text(title)), element("abstract", text(abstract)), keywords,
        element("links"), element("author"),
    )  # fmt: skip
    return element("projectMetadata", inner)


def _properties(ground: str) -> str:
    """Return what the project says of itself. ground : colour of the map where nothing is drawn."""
    parts = {name: int(ground[at : at + 2], 16) for name, at in (("Red", 1), ("Green", 3), ("Blue", 5))}
    return element("properties", (
        element("SpatialRefSys", element("ProjectionsEnabled", "1", type="int")),
        element("Paths", element("Absolute", "false", type="bool")),
        element("Measurement", (
            element("DistanceUnits", "meters", type="QString"), element("AreaUnits", "km2", type="QString"))),
        element("PAL", (
            element("ShowingPartialsLabels", "false", type="bool"), element("DrawUnplaced", "false", type="bool"),
            element("PlacementEngineVersion", "1", type="int"))),
        element("Gui", (element(f"CanvasColor{c}Part", str(n), type="int") for c, n in parts.items())),
    ))  # fmt: skip

"""Open the files of a run in the real QGIS and tell, as JSON, what a user would get.

Run by the Python that owns PyQGIS (Debian: /usr/bin/python3), with QT_QPA_PLATFORM=offscreen:

    look.py FOLDER PICTURES

FOLDER holds a run. Every layer of the GeoPackage, every GeoJSON file and every layer of the project is opened as a
user would open it: described, its features counted by legend entry through the renderer, and drawn as a PNG in
PICTURES. The print layout is exported there too. Nothing is judged here: the tests do that.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsLayerDefinition,
    QgsLayoutExporter,
    QgsLayoutItemLegend,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRenderContext,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QColor

sys.path.insert(0, str(Path(__file__).parent))
from oddities import odd

GRID = "EPSG:28992"
PIXELS = 500


def main(folder: Path, pictures: Path) -> dict:
    """Return all that was seen."""
    pictures.mkdir(parents=True, exist_ok=True)
    package = folder / "bereikbaar.gpkg"
    whole = QgsVectorLayer(str(package), "all", "ogr")  # kept: its provider goes when it does
    names = [s.split("!!::!!")[1] for s in whole.dataProvider().subLayers()]
    opened = [(f"gpkg:{n}", QgsVectorLayer(f"{package}|layername={n}", n, "ogr")) for n in sorted(names)]
    opened += [(f"geojson:{p.stem}", QgsVectorLayer(str(p), p.stem, "ogr")) for p in sorted(folder.glob("*.geojson"))]
    seen = {
        name: describe(layer, name, pictures) for name, layer in opened if layer.isSpatial() or not layer.isValid()
    }
    return {
        "qgis": Qgis.QGIS_VERSION,
        "layers": seen,
        "project": look_at_project(folder / "bereikbaar.qgz", pictures),
        "own": look_at_definition(folder / "bereikbaar.qlr"),
        "side_files": sorted(p.name for p in folder.iterdir() if p.suffix in (".gpkg-wal", ".gpkg-shm")),
    }


def describe(layer, name, pictures):
    """Return what a layer is, how it is styled, and which of its features are drawn as what."""
    if not layer.isValid():
        return {"valid": False}
    renderer = layer.renderer()
    out = {
        "valid": True,
        "crs": layer.crs().authid(),
        "geometry": QgsWkbTypes.displayString(layer.wkbType()),
        "features": layer.featureCount(),
        "fields": {f.name(): f.typeName() for f in layer.fields()},
        "aliases": {f.name(): f.alias() for f in layer.fields()},
        "renderer": renderer.type(),
        "tip": layer.mapTipTemplate(),
        "labels": [rule_of(r) for r in label_rules(layer)],
    }
    out["missing"] = sorted(set(renderer.usedAttributes(QgsRenderContext())) - set(out["fields"]) - {"*"})
    out["legend"] = [item.label() for item in renderer.legendSymbolItems()]
    out["drawn"], out["not_drawn"] = counted(layer)
    out["odd"] = odd(layer)
    out["ink"] = draw([layer], pictures / f"{name.replace(':', '_')}.png")
    return out


def label_rules(layer):
    """Return the label rules of a layer."""
    labelling = layer.labeling()
    return labelling.rootRule().children() if layer.labelsEnabled() and labelling.type() == "rule-based" else []


def rule_of(rule):
    """Return what a label rule asks, and whether its expressions can be read."""
    wanted = rule.settings().getLabelExpression()
    return {"filter": rule.filterExpression(), "text": rule.settings().fieldName, "error": wanted.parserErrorString()}


def counted(layer):
    """Return how many features every legend entry draws, and how many have no symbol at all."""
    settings = QgsMapSettings()
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(layer.extent())
    settings.setOutputSize(QSize(PIXELS, PIXELS))
    context = QgsRenderContext.fromMapSettings(settings)
    context.expressionContext().appendScope(layer.createExpressionContextScope())
    renderer = layer.renderer().clone()
    labels = {item.ruleKey(): item.label() for item in renderer.legendSymbolItems()}
    drawn, none = Counter(), 0
    renderer.startRender(context, layer.fields())
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        keys = renderer.legendKeysForFeature(feature, context) & set(labels)  # without the root of rules
        if not keys or not renderer.willRenderFeature(feature, context):
            none += 1
        drawn.update(labels[key] for key in keys)
    renderer.stopRender(context)
    return dict(drawn), none


def draw(layers, path):
    """Draw layers on the national grid; return the share of the picture that is not white."""
    grid = QgsCoordinateReferenceSystem(GRID)
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(grid)
    settings.setBackgroundColor(QColor(255, 255, 255))
    settings.setOutputSize(QSize(PIXELS, PIXELS))
    change = QgsCoordinateTransform(layers[0].crs(), grid, QgsProject.instance())
    extent = change.transformBoundingBox(layers[0].extent())
    extent.grow(max(extent.width(), extent.height()) * 0.05 + 1000)
    settings.setExtent(extent)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(str(path))
    return ink_of(image)


def ink_of(image):
    """Return the share of the dots of a picture that are not white."""
    dots = [(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)]
    return sum(image.pixel(x, y) & 0xFFFFFF != 0xFFFFFF for x, y in dots) / len(dots)


def look_at_project(path, pictures):
    """Return what the project holds, and export its print layouts."""
    project = QgsProject.instance()
    out = {"read": project.read(str(path)), "title": project.title(), "crs": project.crs().authid(), "layers": {}}
    for node in project.layerTreeRoot().findLayers():
        layer = node.layer()
        found = {"name": node.name(), "visible": node.isVisible(), "valid": bool(layer and layer.isValid())}
        if layer and isinstance(layer, QgsVectorLayer) and layer.isValid():
            drawn, none = counted(layer)
            labels = [rule_of(r) for r in label_rules(layer)]
            found |= {"crs": layer.crs().authid(), "source": layer.source(), "drawn": drawn, "not_drawn": none}
            found |= {"legend": [item.label() for item in layer.renderer().legendSymbolItems()]}
            found |= {"table": layer.source().partition("layername=")[2], "labels": labels}
        out["layers"][node.layerId()] = found
    view = project.viewSettings().defaultViewExtent()
    out["extent"] = [view.xMinimum(), view.yMinimum(), view.xMaximum(), view.yMaximum()]
    out["layouts"] = {}
    for layout in project.layoutManager().printLayouts():
        settings = QgsLayoutExporter.ImageExportSettings()
        settings.dpi = 80
        picture = pictures / "layout.png"
        result = QgsLayoutExporter(layout).exportToImage(str(picture), settings)
        items = {i.id(): type(i).__name__ for i in layout.items() if hasattr(i, "id") and i.id()}
        size = [
            layout.pageCollection().page(0).pageSize().width(),
            layout.pageCollection().page(0).pageSize().height(),
        ]
        legends = [i for i in layout.items() if isinstance(i, QgsLayoutItemLegend)]
        out["layouts"][layout.name()] = {"result": int(result), "items": items, "size": size}
        out["layouts"][layout.name()]["legend"] = {k: v for i in legends for k, v in legend_of(i).items()}
    return out


def legend_of(item):
    """Return the lines that the legend of a layout has, by layer."""
    tree = item.model()
    return {
        node.layerId(): [str(one.data(Qt.DisplayRole)) for one in tree.layerLegendNodes(node)]
        for node in tree.rootGroup().findLayers()
    }


def look_at_definition(path):
    """Return the layers that come of adding the layer definition to an empty project."""
    project = QgsProject()
    done, error = QgsLayerDefinition.loadLayerDefinition(str(path), project, project.layerTreeRoot())
    layers = {n.layer().name(): n.layer().isValid() for n in project.layerTreeRoot().findLayers() if n.layer()}
    return {"read": done, "error": error, "layers": layers}


if __name__ == "__main__":
    app = QgsApplication([], True)  # with the means to draw labels
    app.initQgis()
    json.dump(main(Path(sys.argv[1]), Path(sys.argv[2])), sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # QGIS 3.22 may crash while it is taken down; all has been said

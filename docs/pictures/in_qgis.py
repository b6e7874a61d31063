"""Draw the project of a run as QGIS shows it: the window with its layers, postcode areas, and the print layout.

    QT_QPA_PLATFORM=offscreen /usr/bin/python3 docs/pictures/in_qgis.py out/bereikbaar.qgz docs/pictures

Run by the Python that owns PyQGIS. Called by ``make_tutorial.py``; writes qgis_window.png, qgis_zones.png and
qgis_layout.png. The panel and the map are the widgets of QGIS; nothing of the project is changed but what is
switched on.
"""

import os
import sys
from collections import Counter
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsLayerTreeModel,
    QgsLayoutExporter,
    QgsProject,
    QgsReferencedRectangle,
)
from qgis.gui import QgsLayerTreeMapCanvasBridge, QgsLayerTreeView, QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QDockWidget, QMainWindow

#: Dots of the window, and of a millimetre of the layout.
SIZE, PANEL, DPI = (1400, 880), 470, 100
#: The bits of a colour by which shades are told apart, and how many colours are kept whatever their shade.
SHADE, EXACT = 0xF0F0F0, 64


def main(project_file: Path, pictures: Path) -> None:
    """Open the project and write the three pictures."""
    project = QgsProject.instance()
    window, canvas = opened(project)
    if not project.read(str(project_file)):
        sys.exit(f"QGIS cannot read {project_file}")
    canvas.setCanvasColor(project.backgroundColor())  # as the program itself does
    settle(canvas)
    canvas.setReferencedExtent(QgsReferencedRectangle(project.viewSettings().defaultViewExtent(), project.crs()))
    settle(canvas)
    save(window.grab().toImage(), pictures / "qgis_window.png")
    layout(project, pictures / "qgis_layout.png")
    first_zones(project)
    settle(canvas)
    save(canvas.grab().toImage(), pictures / "qgis_zones.png")


def opened(project):
    """Return a window with the panel of layers and the map, and the map."""
    canvas = QgsMapCanvas()
    window = QMainWindow()
    window.bridge = QgsLayerTreeMapCanvasBridge(project.layerTreeRoot(), canvas)
    model = QgsLayerTreeModel(project.layerTreeRoot())
    model.setFlag(QgsLayerTreeModel.AllowNodeChangeVisibility)
    view = QgsLayerTreeView()
    view.setModel(model)
    window.model = model  # Qt keeps none of it alive
    dock = QDockWidget("Lagen")
    dock.setWidget(view)
    dock.setMinimumWidth(PANEL)
    window.addDockWidget(Qt.LeftDockWidgetArea, dock)
    window.setCentralWidget(canvas)
    window.resize(*SIZE)
    window.show()
    return window, canvas


def settle(canvas) -> None:
    """Let the map be drawn to its end."""
    QgsApplication.processEvents()
    canvas.refresh()
    canvas.waitWhileRendering()
    QgsApplication.processEvents()


def first_zones(project) -> None:
    """Show the first difference of postcode areas instead of the towns before it."""
    for node in project.layerTreeRoot().findLayers():
        if "layername=zones" in node.layer().source():
            node.setItemVisibilityChecked(True)
            return
        if "layername=towns" in node.layer().source() or "layername=places" in node.layer().source():
            node.setItemVisibilityChecked(False)
    sys.exit("the project has no postcode areas")


def layout(project, path: Path) -> None:
    """Export the first print layout."""
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = DPI
    first = project.layoutManager().printLayouts()[0]
    if QgsLayoutExporter(first).exportToImage(str(path), settings) != QgsLayoutExporter.Success:
        sys.exit(f"QGIS cannot export its layout to {path}")
    save(QImage(str(path)), path)


def save(image, path: Path) -> None:
    """Save a picture in 256 colours, the commonest of every shade, without dots: a third of the bytes."""
    image = image.convertToFormat(QImage.Format_RGB32)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    found = Counter(memoryview(bits).cast("B").cast("I")).most_common()
    shades = {}
    for colour, dots in found:
        commonest, before = shades.get(colour & SHADE, (colour, 0))
        shades[colour & SHADE] = commonest, before + dots
    chosen = [colour for colour, _ in found[:EXACT]]
    chosen += [colour for colour, _ in sorted(shades.values(), key=lambda one: -one[1]) if colour not in chosen]
    del chosen[256:]
    image.convertToFormat(QImage.Format_Indexed8, chosen, Qt.ThresholdDither | Qt.AvoidDither).save(
        str(path), "PNG", 0
    )


if __name__ == "__main__":
    app = QgsApplication([], True)
    app.initQgis()
    main(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.flush()
    os._exit(0)  # QGIS 3.22 may crash while it is taken down; all has been written

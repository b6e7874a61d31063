"""What is wrong with a layer as a user of QGIS meets it, value by value; run within QGIS, by look.py.

GDAL and QGIS guess types of columns that say none, draw nothing where a style finds no value, and read files that
other programs refuse. All that can be seen in the layer as it was loaded is looked for here.
"""

import math
import re

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject, QgsRectangle, QgsWkbTypes
from qgis.PyQt.QtCore import QVariant

#: West, south, east, north in degrees: the Netherlands, and the stations abroad that their trains reach.
PLACE = QgsRectangle(-1.5, 46.0, 18.0, 57.0)
#: Text columns that may hold digits only: they name things.
CODES = re.compile(r"(^|_)(id|code|pc4|series|centre|town)(_|$)")
#: Words that somebody may have written where there is no value.
NO_VALUE = {"", "-", "na", "n/a", "nan", "none", "null", "inf", "-inf", "infinity", "unreachable", "onbereikbaar"}
NUMBER = re.compile(r"\s*[-+]?(\d+([.,]\d*)?|[.,]\d+)([eE][-+]?\d+)?\s*")
GUESSED = {QVariant.Date, QVariant.Time, QVariant.DateTime, QVariant.Map, QVariant.List, QVariant.StringList}


def odd(layer):
    """Return what is odd about a layer, a line each; empty for a good one."""
    features = list(layer.getFeatures())
    return [*odd_place(layer), *odd_shapes(features), *odd_columns(layer, features), *odd_labels(layer)]


def odd_place(layer):
    """Yield what is odd about where a layer is."""
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    change = QgsCoordinateTransform(layer.crs(), degrees, QgsProject.instance())
    extent = change.transformBoundingBox(layer.extent())
    if not PLACE.contains(extent):
        yield f"lies outside {PLACE.toString(1)}: {extent.toString(3)}"


def odd_shapes(features):
    """Yield what is odd about geometries."""
    for f in features:
        shape = f.geometry()
        if not f.hasGeometry() or shape.isEmpty():
            yield f"feature {f.id()} has no geometry"
        elif any(not math.isfinite(n) for p in shape.vertices() for n in (p.x(), p.y())):
            yield f"feature {f.id()} has a coordinate that is no number"
        elif not shape.isGeosValid():
            yield f"feature {f.id()}: {shape.lastError() or 'not valid'}"
        elif shape.type() == QgsWkbTypes.LineGeometry and shape.length() == 0:
            yield f"feature {f.id()} is a line of no length"


def odd_columns(layer, features):
    """Yield what is odd about names, types and values of columns."""
    for n, field in enumerate(layer.fields()):
        name = field.name()
        values = [f[n] for f in features]
        there = [v for v in values if v is not None and not (isinstance(v, QVariant) and v.isNull())]
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,29}", name):
            yield f"column {name!r} needs quotes in every expression"
        if field.type() in GUESSED:
            yield f"column {name!r} was taken for {field.typeName()}"
        elif field.isNumeric() and any(not math.isfinite(float(v)) for v in there):
            yield f"column {name!r} holds what is no number"
        elif field.type() == QVariant.String:
            yield from (f"column {name!r} {what}" for what in odd_texts(name, [str(v) for v in there]))


def odd_texts(name, texts):
    """Yield what is odd about the texts of a column."""
    words = {text.strip().lower() for text in texts}
    if words & NO_VALUE and not CODES.search(name):
        yield f"holds words for no value: {sorted(words & NO_VALUE)}"
    if any(text != text.strip() for text in texts):
        yield "has spaces around its words"
    if any("\ufffd" in text or re.search("Ã.|Â.", text) for text in texts):
        yield "has broken letters"
    if texts and not CODES.search(name) and all(NUMBER.fullmatch(text) for text in texts):
        yield f"is text but holds numbers only, such as {texts[0]!r}"


def odd_labels(layer):
    """Yield columns that labels ask for and that are not there."""
    labelling = layer.labeling()
    if not layer.labelsEnabled() or labelling.type() != "rule-based":
        return
    names = {f.name() for f in layer.fields()}
    for rule in labelling.rootRule().children():
        gone = rule.settings().getLabelExpression().referencedColumns() - names - {"*"}
        if gone:
            yield f"labels ask for columns that are not there: {sorted(gone)}"

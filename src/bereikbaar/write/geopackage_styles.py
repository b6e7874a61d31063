"""The table ``layer_styles`` of a GeoPackage, as QGIS makes it: an opened layer has its default style at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bereikbaar.write.qgis.files import LayerStyle

TABLE = "layer_styles"

#: The table as QGIS makes it, but for the date: that of a row is given, so that the same run gives the same bytes.
CREATE = f"""CREATE TABLE "{TABLE}" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "f_table_catalog" TEXT(256),
  "f_table_schema" TEXT(256), "f_table_name" TEXT(256), "f_geometry_column" TEXT(256), "styleName" TEXT(30),
  "styleQML" TEXT, "styleSLD" TEXT, "useAsDefault" BOOLEAN, "description" TEXT, "owner" TEXT(30), "ui" TEXT(30),
  "update_time" DATETIME DEFAULT CURRENT_TIMESTAMP)"""


def style_rows(styles: Sequence[LayerStyle], date: str) -> Iterator[tuple[object, ...]]:
    """Yield the rows, numbered from 1; ``date`` is what every row says of its last change."""
    for n, s in enumerate(styles, 1):
        yield (n, "", "", s.layer, "geom", s.name, s.qml, "", int(s.default), s.description, "", None, date)

"""Open one layer file in the real QGIS and tell, as JSON, what a user would get: look_sections.py FILE PICTURES."""

import json
import os
import sys
from pathlib import Path

from look import describe
from qgis.core import QgsApplication, QgsVectorLayer

if __name__ == "__main__":
    app = QgsApplication([], True)
    app.initQgis()
    path, pictures = Path(sys.argv[1]), Path(sys.argv[2])
    pictures.mkdir(parents=True, exist_ok=True)
    source = f"{path}|layername=sections" if path.suffix == ".gpkg" else str(path)
    json.dump(
        describe(QgsVectorLayer(source, "sections", "ogr"), f"sections_{path.suffix[1:]}", pictures), sys.stdout
    )
    sys.stdout.flush()
    os._exit(0)  # QGIS 3.22 may crash while it is taken down; all has been said

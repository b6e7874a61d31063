"""The ranking of track in the real QGIS: with BEREIKBAAR_QGIS=1, where PyQGIS is installed (docs/qgis.md)."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "reasons"))

from small_closures import ring, ring_places
from test_in_qgis import PYTHON, REASON, environment

from bereikbaar.reasons.vulnerability import vulnerability
from bereikbaar.settings import Settings
from bereikbaar.write.layers.layer import layer_frame
from bereikbaar.write.layers.sections import sections_layer
from bereikbaar.write.vulnerability import sections_view, write_sections

pytestmark = [pytest.mark.qgis, pytest.mark.skipif(bool(REASON), reason=REASON)]
LOOK = Path(__file__).parent / "look_sections.py"


@pytest.fixture(scope="module")
def found():
    settings = Settings().changed(assumed_transit=False)
    return vulnerability(ring(), window="offpeak", settings=settings, places=ring_places())


@pytest.mark.parametrize(("name", "grid"), [("s.gpkg", "EPSG:28992"), ("s.geojson", "EPSG:4326")])
def test_every_section_is_drawn_in_its_class_and_the_only_ways_have_an_edge(
    tmp_path: Path, found, name, grid
) -> None:
    write_sections(tmp_path / name, found, ring_places(), Settings(), "en")
    done = subprocess.run(
        [PYTHON, str(LOOK), str(tmp_path / name), str(tmp_path / "pictures")],
        capture_output=True, text=True, check=False, timeout=300, env=environment(tmp_path),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads(done.stdout[done.stdout.index("{") :])
    frame, entries = layer_frame(sections_layer(found)), sections_view().entries
    titles = {e.value: e.title[1] for e in entries}
    classes = Counter(titles[name] for name in frame["access_lost_class"].to_list())
    assert (seen["valid"], seen["crs"], seen["geometry"], seen["features"]) == (True, grid, "LineString", 5)
    assert (seen["renderer"], seen["missing"], seen["not_drawn"]) == ("RuleRenderer", [], 0)
    assert seen["legend"] == [e.title[1] for e in entries]
    assert seen["drawn"] == classes | {titles["bridge"]: 2}
    assert sum(classes.values()) == 5
    assert seen["ink"] > 0.0005
    assert seen["aliases"]["lost_people"].startswith("Inhabitants who lose a connection")

"""The ranking of track as a layer, a style, a table and a map: every section in its class, in each of them."""

import csv
import io
import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "reasons"))

from small_closures import ring, ring_places

from bereikbaar.reasons.vulnerability import Closure, Vulnerability
from bereikbaar.settings import Settings
from bereikbaar.write.classes import ACCESS_LOST
from bereikbaar.write.figures.section_map import section_map
from bereikbaar.write.geojson import geojson_text
from bereikbaar.write.layers.layer import layer_frame
from bereikbaar.write.layers.sections import sections_layer
from bereikbaar.write.vulnerability import document, sections_styles, sections_view, table_text, write_sections


def closure(a: str, b: str, pct: float, **more) -> Closure:
    given = {
        "section": (a, b), "with_it": (), "per_hour": 4.0, "bridge": False, "lost": 0.0, "slower": 1200.4,
        "extra_min": 12.34, "person_hours": 99.6, "reach_lost": 17.26, "access_pct": pct, **more,
    }  # fmt: skip
    return Closure(**given)


def found(**more) -> Vulnerability:
    """Limits of classes belong to the class below: 0.01 and 2 are no more than that."""
    closures = (
        closure("c", "j", 0.5, bridge=True, lost=5000.0, slower=0.0, extra_min=float("nan"), with_it=(("e", "j"),)),
        closure("e", "j", 0.5, bridge=True, lost=5000.0, with_it=(("c", "j"),)),
        closure("a", "b", 2.00004),
        closure("a", "c", 2.0002),
        closure("b", "c", 0.01),
    )
    return Vulnerability(**{
        "network": ring(), "window": "offpeak", "method": "headway", "closures": closures, "inhabitants": 105_000.0,
        "reach": 40_000.0, "access": 50_000.0, "measured": 4, **more,
    })  # fmt: skip


def test_a_feature_per_section_with_its_numbers_rounded_once_for_all() -> None:
    frame = layer_frame(sections_layer(found()))
    assert frame["section"].to_list() == ["c-j", "e-j", "a-b", "a-c", "b-c"]
    assert frame["rank"].to_list() == [1, 2, 3, 4, 5]
    assert frame["name"][2] == "A – B"
    first = frame.row(0, named=True)
    assert (first["bridge"], first["lost_people"], first["extra_min"], first["with_it"]) == (True, 5000, None, "e-j")
    third = frame.row(2, named=True)
    assert (third["slower_people"], third["extra_min"], third["person_hours"]) == (1200, 12.3, 100)
    assert (third["reach_lost"], third["access_lost_pct"], third["km"], third["load"]) == (17.3, 2.0, 62.0, 4.0)


def test_classes_are_those_of_the_rounded_share_limits_included() -> None:
    frame = layer_frame(sections_layer(found()))
    assert frame["access_lost_class"].to_list() == ["le_0_5", "le_0_5", "le_2", "gt_2", "le_0_01"]
    assert [c.name for c in ACCESS_LOST.levels] == ["le_0_01", "le_0_1", "le_0_5", "le_1", "le_2", "gt_2"]
    assert len({c.color for c in ACCESS_LOST.levels}) == 6


def test_a_section_without_a_line_is_in_the_table_and_not_on_the_map() -> None:
    held = found()
    nowhere = replace(held.network.stations["e"], lat=float("nan"), lon=float("nan"))
    stations = {**held.network.stations, "e": nowhere}
    sections = {k: replace(s, line=()) for k, s in held.network.sections.items()}
    net = replace(held.network, stations=MappingProxyType(stations), sections=MappingProxyType(sections))
    bare = found(network=net)
    assert layer_frame(sections_layer(bare))["section"].to_list() == ["c-j", "a-b", "a-c", "b-c"]
    rows = list(csv.DictReader(io.StringIO(table_text(bare))))
    assert [row["section"] for row in rows] == ["c-j", "e-j", "a-b", "a-c", "b-c"]
    assert [row["rank"] for row in rows] == ["1", "2", "3", "4", "5"]


def test_the_style_has_a_rule_for_every_class_and_one_for_the_only_ways() -> None:
    layer = sections_layer(found())
    nl, en = sections_styles(layer, "nl", "offpeak")
    assert (nl.default, en.default, nl.name, en.name) == (True, False, "sections (Nederlands)", "sections (English)")
    for style, lone in ((nl, "enige weg over het spoor"), (en, "only way by track")):
        tree = ElementTree.fromstring(style.qml.split("\n", 1)[1])
        rules = tree.findall(".//rules/rule")
        assert rules[0].get("label") == lone
        asked = [re.fullmatch(r"\"access_lost_class\" = '(\w+)'", r.get("filter") or "").group(1) for r in rules[1:]]
        assert asked == [c.name for c in ACCESS_LOST.levels]
        assert "access_lost_pct" in tree.find(".//orderby/orderByClause").text
    assert {e.value for e in sections_view().entries} == {"bridge", *(c.name for c in ACCESS_LOST.levels)}


def test_the_map_draws_every_section_in_its_class_and_says_the_largest() -> None:
    text = section_map(found(), ring_places(), "en")
    tree = ElementTree.fromstring(text)
    drawn = {p.get("class"): int(p.get("data-sections")) for p in tree.iter() if p.get("data-sections")}
    assert drawn == Counter(layer_frame(sections_layer(found()))["access_lost_class"].to_list())
    said = tree.find("{http://www.w3.org/2000/svg}desc").text
    assert "Largest: A – C 2.0 %; A – B 2.0 %;" in said
    assert "over 2 %: 74 km" in said
    assert "only way by track" in text
    dutch = section_map(found(), ring_places(), "nl")
    assert "Verlies aan bereikbaarheid als een baanvak dicht is" in dutch
    assert "enige weg over het spoor" in dutch
    assert not any(word in dutch for word in ("Access", "track"))


def test_the_map_of_ring_sections_has_no_only_way_in_its_legend() -> None:
    none = found(closures=tuple(c for c in found().closures if not c.bridge))
    assert "only way" not in section_map(none, ring_places(), "en")


def test_the_document_has_null_for_what_is_no_number() -> None:
    rows = document(found())["sections"]
    assert rows[0]["extra_min"] is None
    assert rows[0]["with_it"] == [["e", "j"]]
    assert (rows[2]["extra_min"], rows[2]["access_lost_pct"]) == (12.3, 2.0)


@pytest.mark.parametrize("name", ["s.gpkg", "s.geojson", "s.csv", "s.svg", "s.png", "s.pdf"])
def test_files_are_written_whole_with_the_same_bytes_every_time(tmp_path: Path, name: str) -> None:
    made = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        files = write_sections(tmp_path / folder / name, found(), ring_places(), Settings(), "nl")
        assert sorted(p.name for p in (tmp_path / folder).iterdir()) == sorted(p.name for p in files)
        made.append([p.read_bytes() for p in files])
    assert made[0] == made[1]
    assert len(made[0]) == (2 if name == "s.geojson" else 1)


def test_geojson_is_in_degrees_with_one_type_per_column() -> None:
    text = geojson_text(sections_layer(found()))
    assert '"coordinates":[[4.45,52.6],[4.45,52.9]]' in text
    assert '"access_lost_pct":2.0,' in text
    assert "NaN" not in text

"""A map as SVG: every area is in its class, with its people, in both languages."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
import shapely

from bereikbaar.write.classes import MINUTES
from bereikbaar.write.figures.frame import POINTS_PER_UNIT, Frame
from bereikbaar.write.figures.ground import Rail
from bereikbaar.write.figures.labels import Label
from bereikbaar.write.figures.svg_map import MapPicture, svg_map

SVG = "{http://www.w3.org/2000/svg}"
BOX = [shapely.box(x, 0, x + 10_000, 20_000) for x in (0, 10_000, 20_000)]
#: One point of the drawing is one km; the upper left corner is that of the areas.
FRAME = Frame(0.0, 20_000.0, 1000.0 * POINTS_PER_UNIT, 470, 380)
PICTURE = MapPicture(
    outlines=BOX,
    classes=["le_30", "le_30", "no_connection"],
    people=[1000.0, 234.0, 5.0],
    legend=MINUTES.levels,
    title="Minutes to <Amsterdam> & more",
    alt="The west is near.",
    subtitle="off-peak",
    sources="network nl-2026",
    borders=[shapely.LineString([(10_000, 0), (10_000, 20_000)])],
    labels=[Label("Utrecht", 15_000, 10_000)],
)


def drawn(text: str) -> ET.Element:
    return ET.fromstring(text)


def shapes(text: str) -> dict[str, ET.Element]:
    return {p.get("class", ""): p for p in drawn(text).iter(f"{SVG}path") if p.get("data-areas")}


def words(text: str) -> list[str]:
    return [t.text or "" for t in drawn(text).iter(f"{SVG}text")]


def rings(path: str) -> list[list[tuple[int, int]]]:
    """The points of a path, followed step by step."""
    out = []
    for ring in re.findall(r"M(-?\d+) (-?\d+)l([^z]*)z", path):
        x, y = int(ring[0]), int(ring[1])
        found = [(x, y)]
        numbers = [int(n) for n in re.findall(r"-?\d+", ring[2])]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            found.append((x, y))
        out.append(found)
    return out


def test_areas_of_a_class_are_one_shape_with_their_number_and_people() -> None:
    found = shapes(svg_map(PICTURE, frame=FRAME))
    assert set(found) == {"le_30", "no_connection"}
    near = found["le_30"]
    assert (near.get("data-areas"), near.get("data-people")) == ("2", "1234")
    colors = {c.name: c.color for c in MINUTES.levels}
    assert all(found[name].get("fill") == found[name].get("stroke") == colors[name] for name in found)
    (ring,) = rings(near.get("d", ""))
    assert shapely.Polygon(ring).equals(shapely.box(0, 0, 20, 20)), "points of 1 km, neighbours joined"
    (ring,) = rings(found["no_connection"].get("d", ""))
    assert shapely.Polygon(ring).equals(shapely.box(20, 0, 30, 20))


def test_north_is_up() -> None:
    high = replace(
        PICTURE, outlines=[shapely.box(0, 10_000, 10_000, 20_000), None, shapely.box(0, 0, 10_000, 10_000)]
    )
    found = shapes(svg_map(high, frame=FRAME))
    top = max(y for ring in rings(found["le_30"].get("d", "")) for _, y in ring)
    bottom = min(y for ring in rings(found["no_connection"].get("d", "")) for _, y in ring)
    assert top <= bottom


def test_the_legend_gives_the_people_of_every_class_that_is_there() -> None:
    text = words(svg_map(PICTURE))
    assert text[text.index("1,234") + 1] == "up to 30 min"
    assert text[text.index("5") + 1] == "no connection"
    assert "over 30 up to 45 min" not in text
    dutch = words(svg_map(replace(PICTURE, lang="nl")))
    assert dutch[dutch.index("1.234") + 1] == "t/m 30 min" and "inwoners" in dutch
    assert any(t.startswith("Bron: network nl-2026") for t in dutch)


def test_who_cannot_see_it_is_told_and_marks_in_texts_break_nothing() -> None:
    root = drawn(svg_map(PICTURE))
    assert root.get("role") == "img" and root[0].tag == f"{SVG}title", "the first child names the picture"
    assert root.findtext(f"{SVG}title") == PICTURE.title and root.findtext(f"{SVG}desc") == PICTURE.alt


def test_an_area_without_an_outline_counts_in_the_legend() -> None:
    text = svg_map(replace(PICTURE, outlines=[BOX[0], None, BOX[2]]))
    found = shapes(text)
    assert (found["le_30"].get("data-areas"), found["le_30"].get("data-people")) == ("2", "1234")
    said = " ".join(words(text))
    assert "of them not drawn, for want of an outline: 1 (234 inhabitants)" in said
    assert "not drawn" not in " ".join(words(svg_map(PICTURE)))


def test_a_class_of_which_nothing_can_be_drawn_is_still_there() -> None:
    found = shapes(svg_map(replace(PICTURE, outlines=[BOX[0], BOX[1], None])))
    assert (found["no_connection"].get("data-areas"), found["no_connection"].get("d")) == ("1", "")


def test_an_area_too_small_for_the_drawing_is_seen_as_one_point() -> None:
    tiny = shapely.box(25_100, 5_100, 25_200, 5_200)
    found = shapes(svg_map(replace(PICTURE, outlines=[BOX[0], BOX[1], tiny]), frame=FRAME))
    (ring,) = rings(found["no_connection"].get("d", ""))
    assert shapely.Polygon(ring).equals(shapely.box(25, 14, 26, 15))


def test_track_that_a_scenario_changes_or_builds_is_drawn_apart_and_named_in_the_legend() -> None:
    def line(y: float) -> shapely.LineString:
        return shapely.LineString([(0, y), (30_000, y)])

    beside = Label("New Town", 480_000, -400_000)  # not below the legend
    rail = Rail([line(1000)], [line(2000)], [line(3000)], [beside])
    text = svg_map(replace(PICTURE, rail=rail), frame=FRAME)
    dashed = [p.get("d") for p in drawn(text).iter(f"{SVG}path") if p.get("stroke-dasharray") == "9 5"]
    assert dashed == ["M0 17l30 0", "M0 0h46"], "on the map, and its sign in the legend"
    said = words(text)
    assert {"railway", "railway, changed", "railway, new", "new station", "New Town"} <= set(said)
    bare = words(svg_map(PICTURE, frame=FRAME))
    assert not {"railway", "railway, changed", "railway, new", "new station"} & set(bare)


def test_land_lies_in_blue_water_and_abroad_is_another_colour() -> None:
    from bereikbaar.write.figures.svg_map import ABROAD, LAND, SEA

    text = svg_map(replace(PICTURE, land=BOX[0], neighbours=BOX[2]), frame=FRAME)
    fills = [e.get("fill") for e in drawn(text).iter() if e.get("fill") in (SEA, LAND, ABROAD)]
    assert fills == [SEA, ABROAD, LAND]
    assert SEA not in svg_map(PICTURE, frame=FRAME), "without land nothing is known to be water"


def test_nothing_in_a_figure_holds_for_others_on_the_same_page() -> None:
    root = drawn(svg_map(PICTURE))
    assert not list(root.iter(f"{SVG}style")) and not [e for e in root.iter() if e.get("id")]


def test_a_hole_stays_a_hole() -> None:
    ring = shapely.box(0, 0, 10_000, 10_000).difference(shapely.box(3000, 3000, 6000, 6000))
    found = shapes(svg_map(replace(PICTURE, outlines=[ring, None, BOX[2]]), frame=FRAME))
    path = found["le_30"]
    outer, inner = sorted((shapely.LinearRing(r) for r in rings(path.get("d", ""))), key=lambda r: -abs(r.length))
    assert outer.is_ccw != inner.is_ccw, "wound in opposite ways: a hole by the rule that SVG has"
    assert shapely.Polygon(outer, [inner]).area == 91


def test_the_order_of_the_areas_does_not_matter() -> None:
    turned = replace(
        PICTURE, outlines=PICTURE.outlines[::-1], classes=PICTURE.classes[::-1], people=PICTURE.people[::-1]
    )
    assert svg_map(turned) == svg_map(PICTURE)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"classes": ["le_30"]}, "3 outlines, 1 classes and 3 numbers of people"),
        ({"outlines": [None, None, None]}, "no area with an outline"),
        ({"classes": ["le_30", "far", "near"]}, "classes that are not in the legend: far, near"),
    ],
)
def test_what_cannot_be_drawn_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        svg_map(replace(PICTURE, **changes))

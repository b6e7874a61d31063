"""The maps of a run: every zone in its class, in the words of the measure; and the pictures of the docs."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import polars as pl
import pytest

import bereikbaar as bk
from bereikbaar.access.model import Centre
from bereikbaar.compare.towns import compare_tables, prepared
from bereikbaar.errors import InputError
from bereikbaar.indicators.catalogue import DEFAULT, indicator
from bereikbaar.results import Result
from bereikbaar.write.classes import diff_classes, level_classes, scheme_of
from bereikbaar.write.zone_map import MapGround, zone_map

SVG = "{http://www.w3.org/2000/svg}"
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
#: Of a picture on a page: no larger than this.
MOST_BYTES = 150_000


@pytest.fixture(scope="module")
def result() -> Result:
    return bk.run(bk.network("nl-2026"), [bk.scenario("lelylijn-2020")], lang="en")


@pytest.fixture(scope="module")
def ground(result: Result) -> MapGround:
    return MapGround(result.places)


def drawn(text: str) -> dict[str, tuple[int, int]]:
    """Class -> areas and people."""
    found = {}
    for path in ET.fromstring(text).iter(f"{SVG}path"):
        if path.get("data-areas"):
            found[path.get("class", "")] = (int(path.get("data-areas", "")), int(path.get("data-people", "")))
    return found


def counted(classes: pl.Series, zones: pl.DataFrame) -> dict[str, tuple[int, int]]:
    table = zones.select("population").with_columns(classes.alias("class")).group_by("class")
    rows = table.agg(pl.len(), pl.col("population").sum()).iter_rows()
    return {name: (areas, round(people)) for name, areas, people in rows}


def words(text: str) -> list[str]:
    return [t.text or "" for t in ET.fromstring(text).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", DEFAULT)
def test_every_zone_is_drawn_in_the_class_of_its_value(result: Result, ground: MapGround, name: str) -> None:
    zones = prepared(result.base.zones, "pc4")
    text = zone_map(result, name, ground=ground)
    assert drawn(text) == counted(level_classes(zones[name], scheme_of(indicator(name))), zones)
    assert sum(areas for areas, _ in drawn(text).values()) == 4071
    assert indicator(name).title[1] in words(text) and len(text.encode()) < MOST_BYTES


def test_a_difference_is_drawn_in_the_classes_of_gains_and_losses(result: Result, ground: MapGround) -> None:
    case = result.cases[0]
    base, after = (prepared(c.zones, "pc4") for c in (result.base, case))
    compared = compare_tables(base, after, settings=result.settings, only=["main_min"], key="pc4")
    rows = base.select("pc4").join(compared, on="pc4", how="left", maintain_order="left")
    text = zone_map(result, "main_min", case, diff=True, ground=ground)
    assert drawn(text) == counted(diff_classes(rows, scheme_of(indicator("main_min"))), base)
    assert "gain_30" in drawn(text)
    assert any("Lelylijn" in w for w in words(text))


def test_an_empty_value_is_called_what_it_is(result: Result, ground: MapGround) -> None:
    assert "no station within a walk or ride" in words(zone_map(result, "drop_evening", ground=ground))
    assert "no connection" in words(zone_map(result, "main_min", ground=ground))


def test_names_do_not_overlap_and_the_largest_cities_have_theirs(ground: MapGround) -> None:
    names = [label.text for label in ground.labels]
    assert {"Amsterdam", "Rotterdam", "Utrecht", "Den Haag"} <= set(names)
    assert "Haarlem" not in names, "it would run into Amsterdam"


def test_names_next_to_each_other_are_left_out() -> None:
    from types import SimpleNamespace

    centres = tuple(
        Centre(i, i.upper(), kinds, "", (), 52.0, lon)
        for i, kinds, lon in (("aa", (), 5.0), ("big", ("four largest cities",), 5.01), ("far", (), 6.0))
    )
    ground = MapGround(SimpleNamespace(centres=centres, folder=""))
    assert [label.text for label in ground.labels] == ["BIG", "FAR"]


def test_what_cannot_be_drawn_is_refused_in_words(result: Result, ground: MapGround) -> None:
    with pytest.raises(
        InputError, match=r"there is no measure 'pop_61' with classes among the zones.*did you mean 'pop_60'"
    ):
        zone_map(result, "pop_61", ground=ground)
    with pytest.raises(InputError, match="the base does not differ from itself"):
        zone_map(result, "pop_60", diff=True, ground=ground)


@pytest.mark.parametrize("name", DEFAULT)
def test_every_default_measure_has_a_paragraph_and_an_up_to_date_picture_on_its_page(
    result: Result, ground: MapGround, name: str
) -> None:
    page = (PICTURES.parent / "indicators.md").read_text(encoding="utf-8")
    part = page.split("## The default set")[1].split("\n## ")[0]
    assert f"(pictures/{name}.svg)" in part and f"### `{name}`" in part
    text = (PICTURES / f"{name}.svg").read_text(encoding="utf-8")
    assert len(text.encode()) < MOST_BYTES
    kept, now = drawn(text), drawn(zone_map(result, name, ground=ground))
    total = sum(people for _, people in now.values())
    moved = sum(abs(kept.get(c, (0, 0))[1] - now.get(c, (0, 0))[1]) for c in {*kept, *now})
    assert moved / 2 <= 0.01 * total, "run docs/pictures/make_pictures.py"
    assert re.search(r"!\[[^\]]{40,}\]\(pictures/" + name, part), "words for who cannot see it"

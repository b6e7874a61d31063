"""Small maps of plans side by side: every zone in each of them, one title a plan, and what the lines mean once."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from bereikbaar.errors import InputError
from bereikbaar.write.figures.plans_maps import plans_maps_figure
from builders_zones import ZONES, write_outlines, zone_result

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def plans(tmp_path):
    """Two plans: one of the builder, and one that changes nothing."""
    r = zone_result("nl", scenarios=2, folder=str(write_outlines(tmp_path / "places")))
    quiet = replace(r.cases[1].scenario, title={"nl": "Niets", "en": "Nothing"})
    return replace(r, cases=(r.cases[0], replace(r.base, scenario=quiet)))


def classes(svg):
    """Class -> areas, a list: of every map in turn."""
    return [
        (p.get("class"), int(p.get("data-areas")))
        for p in ET.fromstring(svg).iter(f"{SVG}path")
        if p.get("data-areas")
    ]


@pytest.mark.parametrize(("lang", "title"), [("nl", "Niets"), ("en", "Nothing")])
def test_every_zone_is_in_each_map_and_each_has_the_title_of_its_plan(plans, lang, title):
    figure = plans_maps_figure(plans, plans.cases, "main_min", lang)
    assert sum(areas for _, areas in classes(figure.svg)) == 2 * len(ZONES)
    texts = [t.text for t in ET.fromstring(figure.svg).iter(f"{SVG}text")]
    assert title in texts and ("Lelylijn, proef" if lang == "nl" else "Lelylijn, test") in texts
    assert title in figure.alt and figure.caption.count(title) == 0


def test_the_table_says_the_same_by_plan(plans):
    figure = plans_maps_figure(plans, plans.cases, "main_min", "en")
    assert figure.table is not None
    people = {}
    for plan, _name, n, _areas in figure.table.rows:
        people[plan] = people.get(plan, 0) + n.value
    assert people == {"Lelylijn, test": 796_000, "Nothing": 796_000}


def test_a_region_has_only_its_own_zones(plans):
    figure = plans_maps_figure(
        plans, plans.cases, "main_min", "en", region=["province:Groningen", "province:Drenthe"]
    )
    assert sum(areas for _, areas in classes(figure.svg)) == 2 * 4
    assert "in Groningen and Drenthe" in figure.caption


def test_a_track_that_one_plan_builds_is_explained_whatever_map_comes_first(plans):
    both_ways = [plans_maps_figure(plans, cases, "main_min", "en").svg for cases in (plans.cases, plans.cases[::-1])]
    assert all("railway, new" in svg for svg in both_ways)


@pytest.mark.parametrize("n", [0, 1, 4])
def test_another_number_of_plans_is_refused(plans, n):
    with pytest.raises(InputError, match=f"two to 3 plans for maps side by side, found {n}"):
        plans_maps_figure(plans, (plans.cases * 2)[:n], "main_min", "nl")

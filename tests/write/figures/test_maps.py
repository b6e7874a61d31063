"""The maps of a run: every zone in its class, in the words of the measure; and the pictures of the docs."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

import bereikbaar as bk
from bereikbaar.compare.towns import compare_tables, prepared
from bereikbaar.errors import InputError, UnknownNameError
from bereikbaar.indicators.catalogue import DEFAULT, indicator
from bereikbaar.results import Case, Result
from bereikbaar.write.classes import diff_classes, level_classes, scheme_of
from bereikbaar.write.figures.ground import ground_of
from bereikbaar.write.figures.maps import map_figure
from bereikbaar.write.figures.several_maps import several_maps_figure
from builders_zones import write_outlines, zone_result

SVG = "{http://www.w3.org/2000/svg}"
PICTURES = Path(__file__).parents[3] / "docs" / "pictures"
#: Of a picture on a page: no larger than this.
MOST_BYTES = 150_000
NORTH = ("province:Groningen", "province:Fryslân", "province:Drenthe")


@pytest.fixture(scope="module")
def result() -> Result:
    return bk.run(bk.network("nl-2026"), [bk.scenario("lelylijn-2020")], lang="nl")


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
def test_every_zone_is_drawn_in_the_class_of_its_value(result: Result, name: str) -> None:
    zones = prepared(result.base.zones, "pc4")
    figure = map_figure(result, None, name, "en")
    assert drawn(figure.svg) == counted(level_classes(zones[name], scheme_of(indicator(name))), zones)
    assert sum(areas for areas, _ in drawn(figure.svg).values()) == 4071
    assert indicator(name).title[1] in " ".join(words(figure.svg)) and len(figure.svg.encode()) < MOST_BYTES


def differences(result: Result, case: Case, name: str, inside: pl.Expr) -> dict[str, tuple[int, int]]:
    base, after = (prepared(c.zones.filter(inside), "pc4") for c in (result.base, case))
    compared = compare_tables(base, after, settings=result.settings, only=[name], key="pc4")
    rows = base.select("pc4").join(compared, on="pc4", how="left", maintain_order="left")
    return counted(diff_classes(rows, scheme_of(indicator(name))), base)


def test_a_difference_is_drawn_in_the_classes_of_gains_and_losses(result: Result) -> None:
    figure = map_figure(result, result.cases[0], "main_min", "en", diff=True)
    assert drawn(figure.svg) == differences(result, result.cases[0], "main_min", pl.lit(True))
    assert "gain_30" in drawn(figure.svg)
    assert any("Lelylijn" in w for w in words(figure.svg))
    assert figure.key == "map_main_min_lely20_diff" and not figure.live


@pytest.mark.parametrize(
    ("region", "inside"),
    [
        ("Zeeland", pl.col("province") == "Zeeland"),
        (NORTH, pl.col("province").is_in(["Groningen", "Fryslân", "Drenthe"])),
        ("corop:Flevoland", pl.col("province") == "Flevoland"),
        ("municipality:Emmen", pl.col("municipality") == "Emmen"),
    ],
)
def test_a_region_is_zoomed_to_and_only_its_zones_are_counted(
    result: Result, region: str | tuple[str, ...], inside: pl.Expr
) -> None:
    figure = map_figure(result, result.cases[0], "pop_60", "en", diff=True, region=region)
    assert drawn(figure.svg) == differences(result, result.cases[0], "pop_60", inside)
    assert figure.table is not None
    assert sum(int(row[2].value or 0) for row in figure.table.rows) == result.base.zones.filter(inside).height


def test_small_maps_side_by_side_hold_every_zone_in_few_bytes(result: Result) -> None:
    names = ("spoorboekloos", "jobs_60", "pop_60")
    text = several_maps_figure(result, result.cases[0], names, "en").svg
    maps = [m for m in ET.fromstring(text).iter(f"{SVG}svg") if m.get("x") is not None]
    for name, one in zip(names, maps, strict=True):
        assert drawn(ET.tostring(one, encoding="unicode")) == differences(result, result.cases[0], name, pl.lit(True))
    assert len(text.encode()) < 120_000
    whole = map_figure(result, result.cases[0], "main_min", "en", diff=True, titled=False).svg
    assert len(whole.encode()) < 70_000
    page = ET.fromstring(whole)
    assert float(page.get("height", "")) < float(page.get("width", "")), "half a page of paper"


def test_a_region_of_the_npvr_has_a_map(result: Result) -> None:
    name = result.places.areas["npvr"].name[0]
    figure = map_figure(result, None, "main_min", "en", region=f"npvr:{name}")
    n = (result.places.areas["npvr"].zone_area == 0).sum()
    assert sum(areas for areas, _ in drawn(figure.svg).values()) == n
    assert any(name in w for w in words(figure.svg))


def test_both_languages_come_from_one_run(result: Result) -> None:
    nl, en = (map_figure(result, result.cases[0], "main_min", lang, diff=True) for lang in ("nl", "en"))
    assert drawn(nl.svg) == drawn(en.svg)
    assert "geen merkbaar verschil" in words(nl.svg) and "no noticeable change" in words(en.svg)
    assert "inwoners" in words(nl.svg) and "spoor, nieuw" in words(nl.svg)
    assert nl.table is not None and en.table is not None
    assert nl.table.head == ("Klasse", "Inwoners", "Postcodegebieden")
    assert [row[1].value for row in nl.table.rows] == [row[1].value for row in en.table.rows]


def test_zones_without_an_outline_are_counted_and_the_caption_says_so(result: Result) -> None:
    figure = map_figure(result, None, "main_min", "en")
    n = len(set(result.base.zones["pc4"]) - set(ground_of(result.places).zones))
    assert n == 6
    assert f"without an outline, counted and not drawn: {n} (2,795 inhabitants)" in figure.caption
    assert f"of them not drawn, for want of an outline: {n} (" in " ".join(words(figure.svg))
    assert "without an outline" not in map_figure(result, None, "main_min", "en", region="Zeeland").caption


def test_a_picture_has_some_twenty_names_new_track_and_new_stations(result: Result) -> None:
    text = map_figure(result, result.cases[0], "main_min", "nl", diff=True).svg
    names = {label.text for label in ground_of(result.places).names()} & set(words(text))
    assert 18 <= len(names) <= 30
    assert {"Amsterdam", "Rotterdam", "Den Haag", "Utrecht", "Groningen", "Middelburg", "Maastricht"} <= names
    assert {"Emmeloord", "Drachten"} <= set(words(text))
    root = ET.fromstring(text)
    assert len([p for p in root.iter(f"{SVG}path") if p.get("stroke-dasharray") == "9 5"]) == 2
    base = ET.fromstring(map_figure(result, None, "main_min", "nl").svg)
    assert not [p for p in base.iter(f"{SVG}path") if p.get("stroke-dasharray") == "9 5"]


def test_the_ground_is_read_once_per_folder(result: Result) -> None:
    assert ground_of(result.places) is ground_of(replace(result.places))
    assert ground_of(replace(result.places, hash="")) is not ground_of(replace(result.places, hash=""))


def test_the_same_run_gives_the_same_bytes(result: Result) -> None:
    def made() -> str:
        return map_figure(result, result.cases[0], "main_min", "nl", diff=True, region=NORTH).svg

    first = made()
    turned = replace(result.base, zones=result.base.zones.reverse())
    assert made() == first
    again = replace(result, base=turned)
    assert map_figure(again, again.cases[0], "main_min", "nl", diff=True, region=NORTH).svg == first


def test_new_lost_and_no_connection_are_classes_of_their_own(tmp_path: Path) -> None:
    small = zone_result(folder=str(write_outlines(tmp_path / "places")))
    figure = map_figure(small, small.cases[0], "main_min", "en", diff=True)
    found = drawn(figure.svg)
    assert found["new"] == (1, 27_000) and found["no_connection"] == (1, 44_000)
    assert found["same"] == (2, 440_000), "neither what is new nor what stays without passes for no change"
    assert {"new connection", "no connection"} <= set(words(figure.svg))
    lost = replace(small, base=replace(small.base, zones=small.cases[0].zones), cases=small.cases)
    back = replace(small.cases[0], zones=small.base.zones)
    found = drawn(map_figure(replace(lost, cases=(back,)), back, "main_min", "en", diff=True).svg)
    assert found["lost"] == (1, 27_000) and "new" not in found


def test_an_empty_value_is_called_what_it_is(result: Result) -> None:
    assert "no station within a walk or ride" in " ".join(words(map_figure(result, None, "drop_evening", "en").svg))
    assert "no connection" in words(map_figure(result, None, "main_min", "en").svg)


def test_what_cannot_be_drawn_is_refused_in_words(result: Result) -> None:
    with pytest.raises(
        InputError, match=r"there is no measure 'pop_61' with classes among the zones.*did you mean 'pop_60'"
    ):
        map_figure(result, None, "pop_61", "en")
    with pytest.raises(InputError, match="the base does not differ from itself"):
        map_figure(result, None, "pop_60", "en", diff=True)
    with pytest.raises(UnknownNameError, match=r"there is no region 'Zeelnd'; did you mean 'Zeeland'"):
        map_figure(result, None, "pop_60", "en", region="Zeelnd")
    with pytest.raises(InputError, match=r"zones.geojson: there are no outlines of zones to draw"):
        map_figure(replace(result, places=replace(result.places, folder="")), None, "pop_60", "en")
    south = replace(result.base, zones=result.base.zones.filter(pl.col("province") == "Zeeland"))
    with pytest.raises(InputError, match="the run has no zones in Drenthe"):
        map_figure(replace(result, base=south), None, "pop_60", "en", region="Drenthe")


@pytest.mark.parametrize("name", DEFAULT)
def test_every_default_measure_has_a_paragraph_and_an_up_to_date_picture_on_its_page(
    result: Result, name: str
) -> None:
    page = (PICTURES.parent / "indicators.md").read_text(encoding="utf-8")
    part = page.split("## The default set")[1].split("\n## ")[0]
    assert f"(pictures/{name}.svg)" in part and f"### `{name}`" in part
    text = (PICTURES / f"{name}.svg").read_text(encoding="utf-8")
    assert len(text.encode()) < MOST_BYTES
    kept, now = drawn(text), drawn(map_figure(result, None, name, "en").svg)
    total = sum(people for _, people in now.values())
    moved = sum(abs(kept.get(c, (0, 0))[1] - now.get(c, (0, 0))[1]) for c in {*kept, *now})
    assert moved / 2 <= 0.01 * total, "run docs/pictures/make_pictures.py"
    assert re.search(r"!\[[^\]]{40,}\]\(pictures/" + name, part), "words for who cannot see it"

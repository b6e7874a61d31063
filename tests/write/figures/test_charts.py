"""Charts of a result made by hand: what they draw is what the comparison says, in both languages."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import polars as pl
import pytest

from bereikbaar.compare import compare_towns
from bereikbaar.compare import zones as compared_zones
from bereikbaar.compare.zones import zone_sums_by_region
from bereikbaar.errors import InputError, UnknownNameError
from bereikbaar.results import Result
from bereikbaar.write.figures import bars_figure, dots_figure, frequency_figure
from bereikbaar.write.figures.chart import axis
from builders_zones import zone_result

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def result() -> Result:
    return zone_result()


def words(text: str) -> list[str]:
    return [t.text or "" for t in ET.fromstring(text).iter(f"{SVG}text")]


def test_dots_show_every_town_that_changes_with_gains_before_losses(result: Result) -> None:
    figure = dots_figure(result, result.cases[0], "en")
    compared = compare_towns(result.base, result.cases[0], settings=result.settings, only=["main_min"])
    moved = compared.filter(~pl.col("verdict").is_in(["same", "no_connection"]))
    assert figure.table is not None and moved.height > 0
    assert {row[0] for row in figure.table.rows} == set(moved["name"])
    groups = [row[1] for row in figure.table.rows]
    order = ["New connection", "Gains", "Losses", "Connection lost"]
    assert groups == sorted(groups, key=order.index) and {"Gains", "Losses"} <= set(groups)
    gains = [row[4].value for row in figure.table.rows if row[1] == "Gains"]
    assert gains == sorted(gains) and max(gains) < 0, "fewer minutes are below zero, as in the tables and live"
    live = [row["after"] - row["before"] for row in figure.live["rows"] if None not in (row["before"], row["after"])]
    assert [row[4].value for row in figure.table.rows if row[4].value is not None] == pytest.approx(live)
    assert "difference, min" in words(figure.svg) and "−" in " ".join(words(figure.svg))
    assert set(moved["name"]) <= set(words(figure.svg))


def test_the_live_dots_are_plain_numbers_in_the_same_order(result: Result) -> None:
    figure = dots_figure(result, result.cases[0], "nl")
    live = json.loads(json.dumps(figure.live, allow_nan=False))
    assert live["kind"] == "dots" and live["names"] == ["voor", "na"]
    assert figure.table is not None
    assert [row["name"] for row in live["rows"]] == [row[0] for row in figure.table.rows]
    assert [row["after"] for row in live["rows"]] == [row[3].value for row in figure.table.rows]


def test_dots_tell_gain_and_loss_by_shape_as_well(result: Result) -> None:
    text = dots_figure(result, result.cases[0], "en").svg
    dashed = re.findall(r'stroke-dasharray="4 3"', text)
    rows = dots_figure(result, result.cases[0], "en").table
    assert rows is not None and len(dashed) == sum(row[1] == "Losses" for row in rows.rows) > 0


def test_losers_keep_a_place_when_many_towns_gain(result: Result) -> None:
    figure = dots_figure(result, result.cases[0], "en", towns=2)
    assert figure.table is not None and len(figure.table.rows) == 2
    assert "Losses" in {row[1] for row in figure.table.rows}


def test_bars_hold_the_people_of_the_comparison(result: Result) -> None:
    case = result.cases[0]
    figure = bars_figure(result, case, "en")
    drawn: dict[str, float] = {}
    for rect in ET.fromstring(figure.svg).iter(f"{SVG}rect"):
        if rect.get("data-people"):
            side = "lost" if rect.get("class", "").startswith(("loss", "lost")) else "won"
            drawn[side] = drawn.get(side, 0.0) + float(rect.get("data-people", ""))
    compared = compared_zones.compare_zones(result.base, case, settings=result.settings, only=["main_min"])
    country = zone_sums_by_region(compared, result.places).filter(pl.col("kind") == "country").row(0, named=True)
    assert drawn == {"won": country["winners"] + country["new"], "lost": country["losers"] + country["lost"]}
    assert figure.table is not None
    total = sum(cell.value for row in figure.table.rows for cell in row[1:])
    assert total == country["population"], "the table has everybody, who notices nothing too"


def test_bars_of_a_region_are_its_municipalities(result: Result) -> None:
    figure = bars_figure(result, result.cases[0], "nl", region="province:Groningen")
    assert figure.table is not None and [row[0] for row in figure.table.rows] == ["Groningen"]
    assert any("per gemeente" in text for text in words(figure.svg))


def test_frequencies_are_those_of_the_stations_that_change_most_first(result: Result) -> None:
    figure = frequency_figure(result, result.cases[0], "en")
    assert figure.table is not None
    rows = {row[0]: row[1:] for row in figure.table.rows}
    base = {r["name"]: r for r in result.base.stations.to_dicts()}
    then = {r["name"]: r for r in result.cases[0].stations.to_dicts()}
    for name, cells in rows.items():
        before = base.get(name, {"tph_offpeak": 0.0})["tph_offpeak"]
        assert (cells[0].value, cells[1].value) == (before, then[name]["tph_offpeak"])
    assert "Vlissingen Souburg" not in rows, "nothing changes there"
    assert "Emmeloord" in rows and "Emmeloord" in words(figure.svg)


def test_frequencies_of_a_region_are_those_of_its_stations(result: Result) -> None:
    figure = frequency_figure(result, result.cases[0], "en", region="province:Drenthe")
    assert figure.table is not None and [row[0] for row in figure.table.rows] == ["Assen"]
    assert "where most changes in Drenthe" in figure.caption and "Emmeloord" not in words(figure.svg)
    of_run = frequency_figure(replace(result, region="province:Drenthe"), result.cases[0], "en")
    assert of_run.svg == figure.svg, "a run of a region is about its stations"
    near = frequency_figure(result, result.cases[0], "nl", region="municipality:Groningen")
    assert near.table is not None and [row[0] for row in near.table.rows] == ["Groningen"]
    with pytest.raises(UnknownNameError, match="there is no region 'Drente'; did you mean 'Drenthe'"):
        frequency_figure(result, result.cases[0], "en", region="Drente")


def test_a_caption_says_whether_all_are_shown(result: Result) -> None:
    case = result.cases[0]
    few, every = frequency_figure(result, case, "en", 2), frequency_figure(result, case, "en")
    assert every.table is not None
    n = len(every.table.rows)
    assert f"The 2 of {n} stations at which" in few.caption
    assert f"Stations at which the number of trains changes: {n}." in every.caption
    assert "Shown are 2 of the" in dots_figure(result, case, "en", towns=2).caption
    assert "Towns with a noticeable change: " in dots_figure(result, case, "en").caption


def test_without_a_title_the_rest_of_a_chart_is_the_same(result: Result) -> None:
    for make in (dots_figure, bars_figure, frequency_figure):
        whole, bare = (make(result, result.cases[0], "en", titled=titled) for titled in (True, False))
        title = ET.fromstring(bare.svg).findtext(f"{SVG}title") or ""
        assert title in bare.caption and title not in " ".join(words(bare.svg))
        assert set(words(bare.svg)) < set(words(whole.svg)) and whole.table == bare.table


def test_both_languages_have_their_own_words(result: Result) -> None:
    for make in (dots_figure, bars_figure, frequency_figure):
        nl, en = (make(result, result.cases[0], lang) for lang in ("nl", "en"))
        assert nl.key == en.key and nl.svg != en.svg
        assert nl.caption != en.caption and nl.alt != en.alt
        assert 'lang="nl"' in nl.svg and "network" not in " ".join(words(nl.svg))


def test_without_any_change_a_chart_says_so(result: Result) -> None:
    case = result.cases[0]
    same = replace(case, towns=result.base.towns, zones=result.base.zones, stations=result.base.stations)
    still = replace(result, cases=(same,))
    assert "No town has a noticeable change." in words(dots_figure(still, same, "en").svg)
    assert "Nobody has a noticeable change." in words(bars_figure(still, same, "en").svg)
    assert "The number of trains changes at no station." in words(frequency_figure(still, same, "en").svg)


def test_what_cannot_be_drawn_is_refused_in_words(result: Result) -> None:
    with pytest.raises(InputError, match=r"there is no measure 'exp_ams_mim' of towns.*did you mean 'exp_ams_min'"):
        dots_figure(result, result.cases[0], "en", measure="exp_ams_mim")
    with pytest.raises(InputError, match=r"there is no measure 'pop_61'.*did you mean 'pop_60'"):
        bars_figure(result, result.cases[0], "en", "pop_61")
    with pytest.raises(UnknownNameError, match="there is no region 'Gronigen'"):
        dots_figure(result, result.cases[0], "en", region="Gronigen")
    for make in (dots_figure, bars_figure, frequency_figure):
        with pytest.raises(InputError, match="the base does not differ from itself"):
            make(result, result.base, "en")


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [(0, 100, [0, 20, 40, 60, 80, 100]), (-3, 12, [-5, -2.5, 0, 2.5, 5, 7.5, 10, 12.5]), (5, 5, [5])],
)
def test_an_axis_has_round_numbers_around_its_values(low: float, high: float, marks: list[float]) -> None:
    found = axis(low, high, 0.0, 100.0)
    assert found.low <= low and found.high >= high and found.high > found.low
    assert found.at(found.low) == 0.0 and found.at(found.high) == 100.0
    assert len(found.marks()) <= 9
    if low != high:
        assert found.marks() == pytest.approx(marks)

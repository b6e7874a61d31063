"""The map of what a scenario changes: every section in its class, what is built dashed, what closes marked."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import bereikbaar as bk
from bereikbaar import pipeline
from bereikbaar.errors import InputError, UnknownNameError
from bereikbaar.scenarios.apply import apply_scenario
from bereikbaar.settings import Settings
from bereikbaar.write.classes import FREQUENCY
from bereikbaar.write.figures.changed_track import stretches
from bereikbaar.write.figures.changes import changes_figure, changes_if_any
from bereikbaar.write.figures.changes_legend import EDGE_COLOR, QUIET, strokes
from bereikbaar.write.figures.svg_map import LAND, SEA

SVG = "{http://www.w3.org/2000/svg}"
CLOSED = """name: dicht
key: dicht
title: {nl: Dicht, en: Closed}
base: nl-2026
changes:
- close_section: {between: [gs, rsd]}
"""
FEEDER = """name: deelfiets
key: fiets
title: {nl: Fietsen, en: Bicycles}
base: nl-2026
changes:
- set_access: {station: krg, rental_bicycle: true}
"""
JOBS = FEEDER.replace(
    "set_access: {station: krg, rental_bicycle: true}",
    "set_opportunities: {zone: 8302, field: population, add: 5000}",
)


@pytest.fixture(scope="module")
def ground() -> Any:
    net = bk.network("nl-2026")
    return net, pipeline.places(net)


def changed(ground: Any, scenario: str | Path) -> tuple[Any, Any]:
    """A result and its case, as far as this map asks for them: networks, places, window."""
    net, places = ground
    plan = bk.scenario(scenario)
    applied = apply_scenario(net, plan, Settings(), places=places)
    base = SimpleNamespace(network=net, scenario=None)
    case = SimpleNamespace(network=applied.network, scenario=plan, is_network=False)
    result = SimpleNamespace(base=base, cases=(case,), window="offpeak", baseline=None, places=places, region="")
    return result, case


def drawn(svg: str) -> Counter[tuple[str, str]]:
    """(class, work) -> sections."""
    out: Counter[tuple[str, str]] = Counter()
    for path in ET.fromstring(svg).iter(f"{SVG}path"):
        if path.get("data-sections"):
            assert path.get("d") or (path.get("class"), path.get("data-work")) not in out
            out[path.get("class", ""), path.get("data-work", "")] += int(path.get("data-sections", ""))
    return out


def words(svg: str) -> list[str]:
    return [t.text or "" for t in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    "name",
    ["lelylijn-2020", "zeeland-2030", "spoorboekloos", "versnelling-bestaand-200", "lelylijn-2020+nedersaksenlijn"],
)
def test_every_section_is_drawn_once_in_the_class_of_its_trains(ground: Any, name: str) -> None:
    result, case = changed(ground, name)
    figure = changes_figure(result, case, "en")
    every = stretches(result, case, "offpeak")
    assert drawn(figure.svg) == Counter((s.of_class, s.work) for s in every)
    assert set(case.network.sections) <= {s.key for s in every}, "none vanishes"
    quiet = sum(n for (of_class, work), n in drawn(figure.svg).items() if of_class in QUIET and not work)
    assert quiet == sum(1 for s in every if not s.changes), "none is painted as no change"
    assert len(figure.svg.encode()) < 60_000
    assert figure.table is not None and figure.told
    assert sum(int(row[1].value or 0) for row in figure.table.rows) == len(every) + sum(1 for s in every if s.work)


def test_new_track_is_dashed_and_new_stations_are_named_with_trains_before_and_after(ground: Any) -> None:
    result, case = changed(ground, "lelylijn-2020")
    svg = changes_figure(result, case, "nl").svg
    new = [p for p in ET.fromstring(svg).iter(f"{SVG}path") if p.get("data-work") == "new"]
    assert [(p.get("class"), p.get("stroke-dasharray")) for p in new] == [("new", "10 5")]
    said = words(svg)
    assert {"Drachten", "Emmeloord", "Heerenveen Noord", "0 → 2", "nieuw spoor", "de eerste treinen"} <= set(said)
    assert "Maastricht" not in said, "zoomed to what changes"
    assert len([c for c in ET.fromstring(svg).iter(f"{SVG}circle") if c.get("class") == "opened"]) == 3 + 1, (
        "and in the legend"
    )


def test_track_that_closes_and_its_stations_are_marked(ground: Any, tmp_path: Path) -> None:
    file = tmp_path / "dicht.yaml"
    file.write_text(CLOSED, encoding="utf-8")
    figure = changes_figure(*changed(ground, file), "en")
    assert drawn(figure.svg)["lost", "gone"] == 6
    said = words(figure.svg)
    assert {"Krabbendijke", "Bergen op Zoom", "track closed", "no trains any more", "3 → 0"} <= set(said)
    assert "stations without trains: Bergen op Zoom, Kapelle-Biezelinge" in figure.alt
    assert len([p for p in ET.fromstring(figure.svg).iter(f"{SVG}path") if p.get("class") == "closed"]) == 5 + 1


def test_other_ways_to_a_station_are_shown_and_a_plan_off_the_railway_has_no_map(ground: Any, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(FEEDER, encoding="utf-8")
    svg = changes_figure(*changed(ground, file), "en").svg
    assert "other ways to the station" in words(svg) and ' class="reached"' in svg
    file.write_text(JOBS, encoding="utf-8")
    result, case = changed(ground, file)
    assert changes_if_any(result, case, "en") is None
    with pytest.raises(InputError, match="the scenario 'deelfiets' changes nothing on the railway that a map"):
        changes_figure(result, case, "en")


def test_who_cannot_see_it_is_told_by_rule(ground: Any) -> None:
    nl, en = (changes_figure(*changed(ground, "zeeland-2030"), lang) for lang in ("nl", "en"))
    assert "1 to 2 extra: 75 km; Roosendaal – Vlissingen: 3 → 4." in en.alt
    assert "1 tot 2 erbij: 75 km; Roosendaal – Vlissingen: 3 → 4." in nl.alt
    assert ET.fromstring(nl.svg).findtext(f"{SVG}desc") == nl.alt
    assert en.key == "changes_zld30" and "Zeeland" in en.caption


def test_a_region_is_zoomed_to_and_one_without_changes_is_refused(ground: Any) -> None:
    result, case = changed(ground, "lelylijn-2020")
    said = words(changes_figure(result, case, "en", region="Flevoland").svg)
    assert "Emmeloord" in said and "Drachten" not in said
    with pytest.raises(InputError, match="'lelylijn-2020' changes nothing on the railway of Limburg"):
        changes_figure(result, case, "en", region="Limburg")
    with pytest.raises(UnknownNameError, match="did you mean 'Limburg'"):
        changes_figure(result, case, "en", region="Limbrug")
    with pytest.raises(InputError, match="the base does not differ from itself"):
        changes_figure(result, result.base, "en")
    with pytest.raises(InputError, match="track of two networks cannot be compared"):
        changes_figure(SimpleNamespace(**{**vars(result), "baseline": object()}), case, "en")


def test_the_same_plan_gives_the_same_bytes_and_a_caption_stands_in_for_the_title(ground: Any) -> None:
    first, again = (changes_figure(*changed(ground, "zeeland-2030"), "en", titled=False) for _ in range(2))
    assert first.svg == again.svg
    title = ET.fromstring(first.svg).findtext(f"{SVG}title") or ""
    assert title in first.caption and title not in words(first.svg)


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("of_class", [c.name for c in FREQUENCY.diffs if c.name not in QUIET] + ["minutes"])
def test_every_line_that_changes_stands_out_from_the_ground(of_class: str) -> None:
    """Pale classes by their dark edge: the line is edged on both sides."""
    _light, edge, line = strokes(of_class, "")
    color = re.search('stroke="(#[0-9a-f]{6})"', edge)
    assert color is not None and color[1] == EDGE_COLOR
    assert all(contrast(EDGE_COLOR, ground) >= 3 for ground in (LAND, SEA))
    widths = [float(re.search('stroke-width="([0-9.]+)"', style)[1]) for style in (edge, line)]  # type: ignore[index]
    assert widths[0] >= widths[1] + 2


def test_heavier_lines_are_larger_differences() -> None:
    def width(name: str) -> float:
        return float(re.search('stroke-width="([0-9.]+)"', strokes(name, "")[-1])[1])  # type: ignore[index]

    for side in ("gain", "loss"):
        found = [width(f"{side}_{n}") for n in (0, 1, 2, 4)]
        assert found == sorted(set(found))


def test_a_report_on_a_region_shows_what_changes_there_else_the_whole_plan(ground: Any) -> None:
    from bereikbaar.write.report.sections.figures import change_map
    from bereikbaar.write.report.sections.page import page

    result, case = changed(ground, "lelylijn-2020")
    for region, there in (("province:Flevoland", False), ("province:Zeeland", True)):
        result.region = region
        (figure,) = change_map(page("en"), result, case)
        assert ("Drachten" in words(figure.svg)) is there

"""The live map in a real browser: what it draws and what its legend counts, of every measure, view and part."""

from collections import Counter
from dataclasses import replace

import polars as pl
import pytest

from bereikbaar.compare.limits import beyond_limit
from bereikbaar.compare.towns import compare_tables, prepared
from bereikbaar.indicators.catalogue import indicator
from bereikbaar.write.classes import diff_classes, level_classes, scheme_of
from bereikbaar.write.names import key_of
from bereikbaar.write.report.html import html_report
from bereikbaar.write.report.html.live import zones_live
from bereikbaar.write.report.model import Document, Figure, Heading
from builders_html import SVG, documents, page_result
from builders_zones import MEASURES, ZONES

BARE = list(ZONES).index("4381")  # has no outline
NORTH = ("Drenthe", "Groningen")


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    """As the small result, but its second scenario takes the connection of Assen away."""
    found = page_result(tmp_path_factory.mktemp("places"))
    first, second = found.cases
    lost = pl.when(pl.col("pc4") == "9401").then(None).otherwise(pl.col("main_min")).alias("main_min")
    return replace(found, cases=(first, replace(second, zones=second.zones.with_columns(lost))))


@pytest.fixture(scope="module")
def file(result, tmp_path_factory):
    """The page, with a map of the northern provinces behind."""
    extent = (190_000.0, 520_000.0, 280_000.0, 620_000.0)
    north = Figure("map_north", "North", "North", SVG, zones_live("", "main_min", "diff", extent, NORTH))
    reports = {lang: Document(lang, d.title, (*d.blocks, north)) for lang, d in with_maps(result).items()}
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(html_report(reports, result), "utf-8")
    return path


def with_maps(result):
    """The reports, each with a live map under a heading of its own."""
    live = Figure("map_all", "All", "All", SVG, zones_live("", "main_min", "diff"))
    return {
        lang: replace(d, blocks=(*d.blocks, Heading(2, "Map", "page-map"), live))
        for lang, d in documents(result).items()
    }


def classes(result, name, view, case):
    """Return the class of every zone, in the order of the table."""
    measure = indicator(name)
    scheme, base, after = scheme_of(measure), prepared(result.base.zones, "pc4"), prepared(case.zones, "pc4")
    if view == "diff":
        rows = compare_tables(base, after, settings=result.settings, only=[name], key="pc4")
        return diff_classes(rows, scheme).to_list(), scheme.diffs
    frame = base if view == "base" else after
    return level_classes(frame[name], scheme, beyond_limit(frame, name)).to_list(), scheme.levels


def legend_of(figure):
    """Return the inhabitants that the legend counts per class, and the colour of each."""
    rows = figure.locator(".key tbody tr").evaluate_all(
        """rows => rows.map(row => [row.dataset.class, row.querySelector('td').textContent,
          row.querySelector('.swatch').style.background])"""
    )
    return {name: int(people.replace(".", "")) for name, people, _color in rows}, {name: c for name, _p, c in rows}


def rgb(color):
    return f"rgb({', '.join(str(int(color[n : n + 2], 16)) for n in (1, 3, 5))})"


def test_of_every_measure_and_view_each_class_is_drawn_as_often_as_the_data_have_it(opened, result):
    page = opened()
    figure = page.map()
    options = figure.locator(".measure option").all_inner_texts()
    assert len(options) == len(MEASURES)
    seen = set()
    for n, case in enumerate(result.cases):
        figure.locator(".scenario select").select_option(str(n))
        for name in MEASURES:
            figure.locator(".measure select").select_option(label=indicator(name).title.said("nl"))
            for view in ("base", "after", "diff"):
                figure.locator(f".views input[value={view}]").check()
                found, scheme = classes(result, name, view, case)
                drawn = Counter(page.drawn().values())
                color = {c.name: c.color for c in scheme}
                expected = Counter(color[c] for z, c in enumerate(found) if z != BARE)
                assert drawn == expected, (key_of(case), name, view)
                counted, swatches = legend_of(figure)
                assert set(counted) == set(found)
                assert {c: swatches[c] for c in set(found)} == {c: rgb(color[c]) for c in set(found)}
                seen |= set(found)
    assert {"new", "lost", "no_connection"} <= seen


def test_the_legend_of_a_part_counts_who_lives_in_it_and_says_so(opened):
    page = opened()
    figure = page.map()
    everybody, _colors = legend_of(figure)
    assert figure.locator(".key thead th").last.inner_text() == "inwoners"
    figure.locator(".part select").select_option(label="Groningen")
    there, _colors = legend_of(figure)
    assert figure.locator(".key thead th").last.inner_text() == "inwoners van Groningen"
    assert sum(there.values()) == 220_000  # Groningen twice, and Haren
    assert set(there) == set(everybody) and there["no_connection"] == 0
    assert "gebied" not in figure.locator(".lines").inner_text()  # the one without an outline lies elsewhere


def test_a_map_of_some_provinces_begins_with_who_lives_there(opened):
    page = opened()
    figure = page.tab.locator("#nl-figure-map-north")
    figure.scroll_into_view_if_needed()
    page.tab.wait_for_selector("#nl-figure-map-north[data-ready=yes]")
    there, _colors = legend_of(figure)
    assert figure.locator(".key thead th").last.inner_text() == "inwoners van Drenthe en Groningen"
    assert sum(there.values()) == 285_000 and there["new"] == 0
    figure.locator(".part select").select_option("")
    everybody, _colors = legend_of(figure)
    assert sum(everybody.values()) == sum(z[1] for z in ZONES.values())


def test_all_switches_work_by_key_and_show_where_the_focus_is(opened):
    page = opened()
    figure = page.map()
    outlined = """() => { const style = getComputedStyle(document.activeElement);
      return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; }"""
    figure.locator(".scenario select").focus()
    for within in (".scenario", ".measure", ".part", ".views", ".map", ".find"):
        assert page.tab.evaluate(f"!!document.activeElement.closest('{within}')"), within
        assert page.tab.evaluate(outlined), within
        page.tab.keyboard.press("Tab")
    before, legend = page.drawn(), figure.locator(".key").inner_text()
    figure.locator(".views input:checked").focus()
    page.tab.keyboard.press("ArrowUp")
    assert figure.locator(".views input:checked").input_value() == "after"
    assert page.drawn() != before and figure.locator(".key").inner_text() != legend

"""The page in a real browser: it is quiet, its switches work, it can be read on a phone, on paper and by ear."""

import re
import shutil
import subprocess

import pytest

from bereikbaar.compare.towns import compare_tables, prepared
from bereikbaar.write.classes import MINUTES, diff_classes, level_classes
from bereikbaar.write.report.html import html_report
from builders_html import documents, page_result
from builders_zones import ZONES


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    return page_result(tmp_path_factory.mktemp("places"))


@pytest.fixture(scope="module")
def file(result, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(html_report(documents(result), result), "utf-8")
    return path


def colors(result, case=None, *, diff=False):
    """Return the colour that every zone should have."""
    base = prepared(result.base.zones, "pc4")
    after = base if case is None else prepared(case.zones, "pc4")
    if diff:
        rows = compare_tables(base, after, settings=result.settings, only=["main_min"], key="pc4")
        names, legend = diff_classes(rows, MINUTES), MINUTES.diffs
    else:
        names, legend = level_classes(after["main_min"], MINUTES), MINUTES.levels
    color = {c.name: c.color for c in legend}
    bare = list(ZONES).index("4381")  # has no outline
    return {n: color[name] for n, name in enumerate(names.to_list()) if n != bare}


def test_it_says_nothing_and_asks_for_nothing_but_itself(opened, file):
    page = opened()
    page.map()
    page.tab.locator("#nl-figure-dots").scroll_into_view_if_needed()
    page.tab.wait_for_selector("#nl-figure-dots[data-ready=yes]")
    page.tab.click("button[data-lang=en]")
    page.map("en")
    assert page.said == []
    assert {url for url in page.asked if not url.startswith("data:")} == {file.as_uri()}


def test_the_map_draws_every_zone_in_the_colour_of_its_class(opened, result):
    page = opened()
    figure = page.map()
    first, second = result.cases
    assert page.drawn() == colors(result, first, diff=True)
    figure.get_by_label("Met het plan").check()
    assert page.drawn() == colors(result, first)
    figure.get_by_label("Zonder het plan").check()
    assert page.drawn() == colors(result)
    figure.get_by_label("Verschil").check()
    figure.locator(".scenario select").select_option("1")
    assert page.drawn() == colors(result, second, diff=True)
    assert page.drawn() != colors(result, first, diff=True)


def test_another_measure_is_another_map_and_legend(opened):
    page = opened()
    figure = page.map()
    before, legend = page.drawn(), figure.locator(".key").inner_text()
    figure.locator(".measure select").select_option("2")
    assert page.drawn() != before
    assert figure.locator(".key").inner_text() != legend


def test_the_legend_counts_inhabitants_with_those_that_are_not_drawn(opened):
    page = opened()
    figure = page.map()
    rows = figure.locator(".key tbody tr").all()
    said = {r.get_attribute("data-class"): r.locator("td").inner_text() for r in rows}
    assert said["new"] == "27.000" and said["no_connection"] == "44.000"
    people = sum(int(text.replace(".", "")) for text in said.values())
    assert people == sum(z[1] for z in ZONES.values())
    assert "1 gebied" in figure.locator(".lines").inner_text()


def test_a_zone_is_chosen_by_postcode_and_by_key_and_its_values_are_told(opened):
    page = opened()
    figure = page.map()
    box = figure.get_by_label("Postcodegebied of plaats")
    box.fill("9711")
    box.press("Enter")
    line = figure.locator(".zone")
    assert "9711" in line.inner_text() and "100,0 min" in line.inner_text() and "−10,0 min" in line.inner_text()
    figure.locator(".map").focus()
    page.tab.keyboard.press("ArrowDown")
    assert re.search(r"^(97|94)\d\d (?!.*9711)", line.inner_text())
    page.tab.keyboard.press("Escape")
    assert "9711" not in line.inner_text()
    box.fill("nergens")
    box.press("Enter")
    assert line.inner_text() == "Zo'n gebied staat niet op de kaart."


def test_a_click_chooses_the_zone_under_it(opened):
    page = opened()
    figure = page.map()
    figure.locator(".part select").select_option(label="Utrecht")
    page.tab.wait_for_timeout(200)
    figure.locator(".map").click()
    assert figure.locator(".zone").inner_text().startswith("3511 Utrecht")


def test_a_part_of_the_country_is_drawn_larger(opened):
    page = opened()
    figure = page.map()
    step = "document.querySelector('#nl .map').bereikbaarView.signal('step')"
    whole = page.tab.evaluate(step)
    figure.locator(".part select").select_option(label="Utrecht")
    page.tab.wait_for_timeout(150)
    assert page.tab.evaluate(step) > 3 * whole


def test_the_language_is_chosen_by_button_and_by_address(opened, result):
    page, reports = opened(), documents(result)
    assert page.tab.title() == reports["nl"].title != reports["en"].title
    page.tab.click("button[data-lang=en]")
    assert page.tab.title() == reports["en"].title
    assert page.tab.evaluate("document.documentElement.lang") == "en"
    assert page.tab.locator("#en").is_visible() and not page.tab.locator("#nl").is_visible()
    assert page.tab.url.endswith("#en")
    assert page.tab.locator("button[data-lang=en]").get_attribute("aria-pressed") == "true"
    other = opened(fragment="#en-extra")
    assert other.tab.locator("#en").is_visible() and not other.tab.locator("#nl").is_visible()


def test_numbers_are_written_as_the_language_does(opened):
    page = opened(fragment="#en")
    figure = page.map("en")
    assert "27,000" in figure.locator(".key").inner_text()
    figure.get_by_label("Postcode area or town").fill("9711")
    figure.get_by_label("Postcode area or town").press("Enter")
    assert "100.0 min" in figure.locator(".zone").inner_text()


def test_a_table_is_sorted_by_its_numbers_with_gaps_last(opened):
    page = opened()
    table = page.tab.locator("#nl-towns-all")
    head = table.locator("th", has_text="Minuten")

    def values():
        return table.locator("tbody td").evaluate_all("cells => cells.map(cell => cell.dataset.value)")

    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    numbers = [float(v) for v in values()[:-1]]
    assert numbers == sorted(numbers, reverse=True) and values()[-1] == ""
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    numbers = [float(v) for v in values()[:-1]]
    assert numbers == sorted(numbers) and values()[-1] == ""
    table.locator("th", has_text="Kern").locator("button").click()
    assert head.get_attribute("aria-sort") is None
    assert table.locator("tbody th").first.inner_text() == "Plaats 00"


def test_a_long_table_is_searched(opened):
    page = opened()
    page.tab.locator("#nl-towns-all-search").fill("plaats 1")
    assert page.tab.locator("#nl-towns-all tbody tr:visible").count() == 10
    assert "10 van 60 rijen" in page.tab.locator(".search:has(#nl-towns-all-search)").inner_text()


def test_dots_are_two_marks_a_line_and_point_the_way(opened):
    page = opened()
    page.tab.locator("#nl-figure-dots").scroll_into_view_if_needed()
    page.tab.wait_for_selector("#nl-figure-dots[data-ready=yes]")
    text = page.tab.locator("#nl-figure-dots .dots").text_content()
    assert "−55" in text and "+17" in text and "nieuwe verbinding" in text
    shapes = page.tab.evaluate(
        """() => { const found = []; (function walk(item) {
          if (item.marktype === 'symbol') item.items.forEach(mark => found.push(mark.shape));
          (item.items || []).forEach(walk);
        })(document.querySelector('#nl-figure-dots .dots').bereikbaarView.scenegraph().root); return found; }"""
    )
    assert {"triangle-left", "triangle-right", "circle"} <= set(shapes)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_phone_scrolls_down_only(opened, lang):
    page = opened(width=360, height=740, fragment=f"#{lang}")
    page.map(lang)
    wide = "[document.documentElement.scrollWidth, document.body.scrollWidth]"
    assert page.tab.evaluate(wide) == [360, 360]
    canvas = page.tab.locator(f"#{lang} .map canvas").bounding_box()
    assert 200 < canvas["width"] <= 360


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_axe_finds_nothing_serious(opened, lang):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(fragment=f"#{lang}")
    page.map(lang)
    page.tab.locator(f"#{lang}-figure-dots").scroll_into_view_if_needed()
    page.tab.wait_for_selector(f"#{lang}-figure-dots[data-ready=yes]")
    found = Axe().run(page.tab).response["violations"]
    assert [(v["id"], v["impact"], v["nodes"][0]["html"][:200]) for v in found] == []


def test_without_scripts_pictures_and_both_languages_remain(opened):
    page = opened(scripts=False)
    assert page.tab.locator("#nl .still img").count() == 3
    assert page.tab.locator("#nl .still img").first.is_visible()
    assert page.tab.locator("#nl-towns-all tbody tr").last.is_visible()
    other = opened(scripts=False, fragment="#en")
    assert other.tab.locator("#en").is_visible() and not other.tab.locator("#nl").is_visible()


@pytest.mark.parametrize("landscape", [False, True])
def test_paper_cuts_nothing_off(opened, landscape, tmp_path):
    page = opened()
    page.map()
    width = 1123 if landscape else 794
    page.tab.emulate_media(media="print")
    page.tab.set_viewport_size({"width": width - 114, "height": 900})
    assert (
        page.tab.evaluate(
            """() => [...document.querySelectorAll('#nl *')].filter(e => e.offsetParent
          && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"""
        )
        == []
    )
    assert not page.tab.locator("#nl .live").first.is_visible()
    assert page.tab.locator("#nl .still").first.is_visible()
    path = tmp_path / "page.pdf"
    page.tab.pdf(path=path, format="A4", landscape=landscape)
    assert path.read_bytes().startswith(b"%PDF")
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
        assert all(f"Plaats {n:02}" in text for n in range(60))
        assert "Zonder het plan" not in text  # the switches are no use on paper
        assert text.count("Minuten") >= 2  # the head of the long table is there again on its second page


def test_skip_link_and_switches_are_reached_by_key(opened):
    page = opened()
    page.tab.keyboard.press("Tab")
    assert page.tab.evaluate("document.activeElement.className") == "skip"
    assert page.tab.locator(".skip:focus").is_visible()
    page.tab.keyboard.press("Tab")
    page.tab.keyboard.press("Tab")
    page.tab.keyboard.press("Enter")
    assert page.tab.evaluate("document.documentElement.lang") == "en"

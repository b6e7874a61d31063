"""A page as the command writes it, of a real plan and one province: for everybody, on any screen, with or without
scripts, in a portal that lets a page do little, and on paper.
"""

import re
import shutil
import subprocess
from html import escape
from itertools import pairwise

import pytest
from click.testing import CliRunner

from bereikbaar.cli.main import cli

LANGS = ("nl", "en")


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("real") / "zeeland.html"
    done = CliRunner().invoke(
        cli, ["compare", "zeeland-2030", "--region", "Zeeland", "--lang", "nl", "-o", str(path)]
    )
    assert done.exit_code == 0, done.output
    return path


def draw_all(tab, lang):
    """Go past all live figures, open what is folded, and wait until all is drawn."""
    figures = tab.locator(f"#{lang} figure[data-kind]")
    assert figures.count()
    for n in range(figures.count()):
        figures.nth(n).scroll_into_view_if_needed()
        tab.wait_for_function("one => one.dataset.ready === 'yes'", arg=figures.nth(n).element_handle())
    tab.evaluate("lang => document.querySelectorAll(`#${lang} details`).forEach(one => { one.open = true; })", lang)


def wider(tab):
    """Return what is wider than the window, but for what can be scrolled."""
    return tab.evaluate(
        """() => document.documentElement.scrollWidth > innerWidth ? [...document.querySelectorAll('article *')]
          .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.wide'))
          .map(e => e.outerHTML.slice(0, 80)) : []"""
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [1200, 375])
def test_axe_finds_nothing(opened, lang, width):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(width=width, fragment=f"#{lang}")
    draw_all(page.tab, lang)
    found = Axe().run(page.tab).response
    assert {v["id"] for v in found["passes"]} >= {"color-contrast", "image-alt", "label", "heading-order"}
    assert [(v["id"], v["impact"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == []


@pytest.mark.parametrize("lang", LANGS)
def test_headings_go_down_a_level_at_a_time_and_tables_have_names_and_heads(opened, lang):
    tab = opened(fragment=f"#{lang}").tab
    levels = [
        int(tag[1]) for tag in tab.locator(f"#{lang} :is(h1,h2,h3,h4,h5,h6)").evaluate_all("l=>l.map(e=>e.tagName)")
    ]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    bare = """tables => tables.filter(t => !t.caption || !t.caption.textContent.trim()
      || [...t.tHead.querySelectorAll('th')].some(c => c.scope !== 'col' || !c.textContent.trim())).length"""
    assert tab.locator(f"#{lang} .table > table").evaluate_all(bare) == 0
    assert tab.locator("main").count() == 1 and tab.locator("header").count() == 1
    assert tab.locator(f"#{lang} nav").get_attribute("aria-label")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [1280, 640, 320])  # 640: twice as large on a screen of 1280
def test_nothing_runs_out_of_the_window(opened, lang, width):
    page = opened(width=width, height=600, fragment=f"#{lang}")
    draw_all(page.tab, lang)
    assert wider(page.tab) == []
    assert page.said == []


def test_what_is_wider_than_a_phone_says_so_and_is_scrolled_by_key(opened):
    tab = opened(width=340, height=700).tab
    box = tab.locator("#nl .table.many:not(.long, details *)").first.element_handle()
    box.scroll_into_view_if_needed()
    tab.wait_for_function("e => e.classList.contains('wide')", arg=box)
    assert box.get_attribute("tabindex") == "0" and box.get_attribute("aria-label")
    assert box.evaluate("e => e.previousElementSibling.className") == "sideways"
    box.focus()
    tab.keyboard.press("ArrowRight")
    tab.wait_for_function("e => e.scrollLeft > 0", arg=box)
    tab.set_viewport_size({"width": 1800, "height": 700})
    tab.wait_for_function("e => !e.classList.contains('wide') && !e.hasAttribute('tabindex')", arg=box)


def test_sections_stand_beside_the_text_and_say_where_one_is(opened):
    tab = opened(width=1300).tab
    contents = tab.locator("#nl .contents details")
    assert contents.locator("a").first.is_visible()
    last = contents.locator("a").nth(3)
    last.click()
    tab.wait_for_selector("#nl .contents a[aria-current]")
    assert tab.locator("#nl .contents a[aria-current]").inner_text() == last.inner_text()
    assert tab.evaluate("e => e.getBoundingClientRect().top >= 0", contents.element_handle())
    assert not opened(width=375).tab.locator("#nl .contents a").first.is_visible()


def test_the_other_language_opens_at_the_same_section(opened):
    tab = opened().tab
    place = "lang => document.querySelectorAll(`#${lang} h2`)[4].getBoundingClientRect().top"
    tab.locator("#nl .contents a").nth(4).click()
    tab.wait_for_function(f"() => ({place})('nl') < 100")
    tab.wait_for_timeout(1300)  # so long a place is held against what is laid out late
    before = tab.evaluate(place, "nl")
    box = tab.locator("button[data-lang=en]").bounding_box()  # the driver's own click scrolls half a window first
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.wait_for_function(f"() => Math.abs(({place})('en') - {before}) < 40")


def test_nothing_is_drawn_before_somebody_comes_near(opened):
    tab = opened(height=500).tab
    assert tab.locator("figure[data-ready]").count() == 0
    assert tab.locator("#en[data-prepared]").count() == 0 and tab.locator("#nl thead button").count() > 0
    loaded = "images => images.filter(one => one.naturalWidth > 0).length"
    assert tab.locator("#en img").evaluate_all(loaded) == 0


def test_without_scripts_all_is_there(opened):
    page = opened(scripts=False)
    tab = page.tab
    images = tab.locator("#nl .still img")
    assert images.count() and all(images.nth(n).is_visible() for n in range(images.count()))
    assert (
        tab.locator("#nl .table:not(details *) tbody tr:visible").count()
        == tab.locator("#nl .table:not(details *) tbody tr").count()
    )
    assert not tab.locator(".search:visible, .languages:visible, .live:visible, thead button").count()
    assert tab.locator("#nl .contents a").first.is_visible()
    tab.locator("header a[lang=en]").click()
    assert tab.locator("#en").is_visible() and not tab.locator("#nl").is_visible()
    tab.locator("#en .contents a").nth(2).click()
    assert tab.locator("#en").is_visible() and not tab.locator("#nl").is_visible()
    assert {url.partition("#")[0] for url in page.asked if not url.startswith("data:")} == {tab.url.partition("#")[0]}


def test_a_portal_that_forbids_scripts_still_shows_both_languages(browser, file):
    context = browser.new_context()
    tab, headers = context.new_page(), {"content-type": "text/html", "content-security-policy": "script-src 'none'"}
    tab.route("**/*", lambda route: route.fulfill(body=file.read_text("utf-8"), headers=headers))
    tab.goto("http://portal.invalid/report.html")
    assert tab.locator("#nl .still img").first.is_visible()
    tab.locator("header a[lang=en]").click()
    assert tab.locator("#en h1").is_visible() and not tab.locator("#nl h1").is_visible()
    context.close()


def test_a_frame_without_an_origin_of_its_own_is_enough(browser, file):
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    tab, said, asked = context.new_page(), [], []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("request", lambda request: asked.append(request.url))
    text = escape(file.read_text("utf-8"))
    tab.set_content(f'<iframe sandbox="allow-scripts" style="width:1150px;height:850px" srcdoc="{text}"></iframe>')
    frame = tab.frames[1]
    frame.click("button[data-lang=en]")
    draw_all(frame, "en")
    assert frame.locator("#en .key tbody tr").first.is_visible()
    assert said == []
    assert [url for url in asked if not url.startswith(("data:", "about:"))] == []
    context.close()


@pytest.mark.parametrize("lang", LANGS)
def test_paper_has_all_words_of_the_page_and_every_picture(opened, lang, tmp_path):
    page = opened(width=680, fragment=f"#{lang}")
    path = tmp_path / "page.pdf"
    page.tab.pdf(path=path, format="A4")
    page.tab.emulate_media(media="print")
    assert wider(page.tab) == []
    for image in page.tab.locator(f"#{lang} img").all():
        assert image.evaluate("e => e.complete && e.naturalWidth > 0")
    if not shutil.which("pdftotext"):
        pytest.skip("the rest needs pdftotext (apt-get install poppler-utils)")
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    printed = re.sub(r"[\s\u00ad\u2010-]+", "", text)
    cells = page.tab.locator(f"#{lang} :is(td, tbody th, figcaption, h2, h3)").all_text_contents()
    missing = [cell for cell in cells if re.sub(r"[\s\u00ad\u2010-]+", "", cell) not in printed]
    assert len(cells) > 500
    # a cell that a page ends within stands in the text in two parts
    assert len(missing) <= len(cells) / 100, missing[:10]

"""The page is whole, means the same in both languages, and lets nothing in or out."""

import base64
import hashlib
import json
import mmap
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bereikbaar.compare.towns import compare_tables, prepared
from bereikbaar.errors import RunError
from bereikbaar.write.classes import MINUTES, diff_classes, level_classes
from bereikbaar.write.report.html import html_report, whole
from bereikbaar.write.report.html.blocks import document_html, size_of
from bereikbaar.write.report.html.ground_data import ground_data
from bereikbaar.write.report.html.inline_html import html_of, name_of, script_data
from bereikbaar.write.report.html.live import zones_live
from bereikbaar.write.report.html.zone_data import LETTERS, zone_data
from bereikbaar.write.report.model import Document, Figure, Heading, Paragraph
from builders_html import HOSTILE, SVG, documents, page_result


class Parsed(HTMLParser):
    """The elements of a page with their attributes, the open ones around each, and the text of scripts."""

    VOID = frozenset({"meta", "link", "img", "input", "br", "col"})

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.found, self.open, self.scripts = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs), tuple(t for t, _a in self.open)))
        if tag not in self.VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open and self.open[-1][0] == tag, f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1][0] == "script":
            self.scripts.append((self.open[-1][1], data))

    def all(self, tag):
        return [attrs for t, attrs, _around in self.found if t == tag]


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    return page_result(tmp_path_factory.mktemp("places"))


@pytest.fixture(scope="module")
def page(result):
    return html_report(documents(result), result)


@pytest.fixture(scope="module")
def parsed(page):
    return Parsed(page)


def data_of(parsed):
    return next(json.loads(text) for attrs, text in parsed.scripts if attrs.get("id") == "page-data")


def test_every_element_is_closed_and_every_name_is_given_once(parsed):
    assert parsed.open == []
    names = [attrs["id"] for _t, attrs, _a in parsed.found if "id" in attrs]
    assert len(names) == len(set(names))


def test_links_within_the_page_lead_to_something(parsed):
    names = {attrs["id"] for _t, attrs, _a in parsed.found if "id" in attrs}
    led = {attrs["href"][1:] for attrs in parsed.all("a") if attrs.get("href", "").startswith("#")}
    assert led and led <= names


def test_both_languages_are_there_and_one_is_hidden(parsed):
    articles = {a["lang"]: a for a in parsed.all("article")}
    assert list(articles) == ["nl", "en"]
    assert "hidden" not in articles["nl"] and "hidden" in articles["en"]
    assert parsed.all("html")[0]["lang"] == "nl"


def test_a_page_of_one_language_has_no_switch(result):
    only = Parsed(html_report({"en": documents(result)["en"]}, result))
    assert [a["lang"] for a in only.all("article")] == ["en"]
    assert not [b for b in only.all("button") if "data-lang" in b]


def test_nothing_is_loaded_from_elsewhere(parsed):
    for tag, attrs, _around in parsed.found:
        for name in ("src", "srcset", "data", "poster", "action", "background"):
            assert attrs.get(name, "data:").startswith("data:"), (tag, attrs)
        if tag == "link":
            assert attrs["href"].startswith("data:")
    assert not {"iframe", "object", "embed", "form", "base"} & {t for t, _a, _o in parsed.found}


def test_styles_load_nothing(page):
    style = re.search(r"<style>(.*?)</style>", page, re.S)[1]
    assert "url(" not in style and "@import" not in style


def test_the_policy_knows_every_script_and_allows_nothing_else(parsed):
    policy = next(m["content"] for m in parsed.all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe-eval" not in policy and "http" not in policy
    run = [text for attrs, text in parsed.scripts if "type" not in attrs or attrs.get("id") == "bundle"]
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in run}
    assert hashes == set(re.search(r"script-src ([^;]*);", policy)[1].split())


def test_text_of_a_user_is_text(page, parsed):
    assert HOSTILE not in page
    assert not any("onerror" in attrs for _t, attrs, _a in parsed.found)
    assert HOSTILE in [i["alt"].replace("  ", " ") for i in parsed.all("img")]
    assert not any("alert(" in text for attrs, text in parsed.scripts if "type" not in attrs)


def test_links_lead_to_pages_and_places_of_the_report_only():
    assert html_of("[a](https://x.org/?a=1&b=2)", "nl") == (
        '<a href="https://x.org/?a=1&amp;b=2" rel="noopener noreferrer">a</a>'
    )
    assert html_of("[a](javascript:alert)", "nl") == "a"
    assert html_of("[a](data:text/html,x)", "nl") == "a"
    assert html_of("[a](#sources)", "nl") == '<a href="#nl-sources">a</a>'
    assert html_of("**a *b*** `<c>`", "nl").endswith("<code>&lt;c&gt;</code>")


def test_data_cannot_end_the_script_it_stands_in():
    text = script_data({"a": "</script><!--<script>"})
    assert "<" not in text
    assert json.loads(text) == {"a": "</script><!--<script>"}
    with pytest.raises(ValueError, match="not JSON compliant"):
        script_data({"a": float("nan")})


def test_names_are_letters_digits_and_hyphens():
    assert name_of(" Wat 't kost (2030)? ") == "wat-t-kost-2030"


def test_headings_that_say_the_same_get_names_of_their_own():
    said = document_html(Document("en", "T", (Heading(1, "T"), Heading(2, "Same"), Heading(2, "Same"))))
    assert 'id="en-same"' in said and 'id="en-same-2"' in said


def test_tables_have_captions_scopes_and_numbers_to_sort_by(page, parsed):
    tables = re.findall(r"<table.*?</table>", page.split('id="page-data"')[0], re.S)
    assert all("<caption" in t and 'scope="col"' in t and ('scope="row"' in t) == ("<td" in t) for t in tables)
    long = next(t for t in tables if 'data-key="towns_all"' in t)
    assert re.search(r'<td data-value="3\.7" class="n">3,7</td>', long)
    assert re.search(r'<td data-value="" class="n">–</td>', long)
    region = next(d for d in parsed.all("div") if d.get("id") == "nl-towns-all")
    assert (region["role"], region["tabindex"], region["aria-label"]) == ("group", "0", "Sixty towns")


def test_pictures_stand_alone_in_the_page_and_say_what_they_show(parsed):
    images = parsed.all("img")
    assert all(i["alt"] and i["src"].startswith("data:image/svg+xml,") for i in images)
    from urllib.parse import unquote

    assert SVG in [unquote(i["src"].split(",", 1)[1]) for i in images]


def test_without_scripts_every_figure_is_a_picture(parsed):
    figures = parsed.all("figure")
    stills = [a for t, a, around in parsed.found if t == "img" and "figure" in around]
    assert len(stills) == len(figures)
    assert all("hidden" in d for d in parsed.all("div") if d.get("class") == "live")


def test_the_licences_of_what_is_bundled_are_printed(page):
    assert "University of Washington Interactive Data Lab" in page
    assert "Redistributions in binary form must reproduce" in page
    assert "Mike Bostock" in page and "Permission is hereby granted" in page


def test_every_part_that_the_bundle_is_made_of_is_named_with_its_licence():
    """The package that makes the bundle keeps its parts with names and versions: a new one has to be looked up."""
    import vl_convert

    library = next(Path(vl_convert.__file__).parent.glob("vl_convert*.so"), None)
    if library is None:
        pytest.skip("vl-convert is no shared library here: its parts are named inside one")
    with library.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
        parts = set(re.findall(rb"Original file: /npm/([a-z0-9.-]+)@(\d+\.\d+)", held))
    named = (Path(whole.__file__).parent / "page" / "licences.txt").read_text("utf-8")
    # for older versions of Vega-Lite and for pages of its own, none of them in the bundle
    beside = {"clone", "fast-json-stable-stringify", "lodash.debounce"}
    found = {name.decode() for name, _version in parts}
    assert {"vega", "vega-lite", "d3-geo"} <= found
    assert {name for name in found - beside if not re.search(rf"(?<![\w-]){name}(?![\w-])", named)} == set()
    newest = {name: max(v for n, v in parts if n == name) for name in (b"vega", b"vega-embed", b"vega-themes")}
    for name, version in newest.items():
        assert f"{name.decode()} {version.decode()}" in named


def test_a_page_without_live_figures_carries_no_bundle(result):
    small = html_report({"en": Document("en", "T", (Heading(1, "T"), Paragraph("Text.")))})
    assert "vegaEmbed=" not in small and len(small) < 60_000
    assert "Interactive Data Lab" not in small


def test_the_same_reports_give_the_same_bytes(result, page):
    assert html_report(documents(result), result) == page


def test_the_bundle_may_not_end_its_script(monkeypatch):
    import vl_convert

    from bereikbaar.access import cache

    monkeypatch.setattr(vl_convert, "javascript_bundle", lambda: "a</script>b")
    monkeypatch.setattr(cache, "remembered", lambda _kind, _key, _types, make, **_more: make())
    whole._bundle.cache_clear()
    try:
        with pytest.raises(RunError, match="cannot stand in a page"):
            whole._bundle()
    finally:
        whole._bundle.cache_clear()


@pytest.mark.parametrize("given", [{}, {"fr": Document("fr", "T", ())}])
def test_a_page_needs_reports_in_its_languages(given):
    with pytest.raises(ValueError, match=r"reports in nl or en; found (none|fr)"):
        html_report(given)


def test_a_picture_says_how_large_it_is_so_that_nothing_moves_when_it_comes(parsed):
    assert size_of(SVG) == (900, 400)
    assert size_of('<svg viewBox="0 0 1 1" stroke-width="3"></svg>') is None
    assert any((i.get("width"), i.get("height")) == ("900", "400") for i in parsed.all("img"))


def test_columns_keep_their_shares_on_paper(parsed):
    shares = [float(re.search(r"--share:([\d.]+)%", c["style"])[1]) for c in parsed.all("col")]
    tables = [a for t, a, _o in parsed.found if t == "div" and "shared" in a.get("class", "").split()]
    assert tables and sum(shares) == pytest.approx(100 * len(tables), abs=0.1 * len(tables))


def test_a_view_that_is_none_is_refused():
    with pytest.raises(ValueError, match="no view 'before'; there are base, after, diff"):
        zones_live(view="before")


def test_the_first_map_among_the_figures_becomes_the_live_one(result):
    still = Figure("map_main_min_lely_diff", "c", "a", SVG)
    both = (Heading(1, "T"), still, Figure(still.key, "c", "other", SVG))
    found = Parsed(html_report({"en": Document("en", "T", both)}, result))
    assert [f.get("data-kind") for f in found.all("figure")] == ["zones", None]
    begin = next(json.loads(t) for a, t in found.scripts if a.get("class") == "live-data")
    assert begin == zones_live("lely", "main_min", "diff")


def test_a_report_without_a_map_gets_one_before_its_second_section(parsed):
    heads = [a.get("id") for t, a, _o in parsed.found if t == "h2"]
    assert heads[1] == "nl-page-map"


class TestZones:
    def test_classes_are_those_of_the_one_table(self, result):
        data = zone_data(result)
        measure = data["measures"][0]
        base, after = (prepared(c.zones, "pc4") for c in (result.base, result.cases[0]))
        levels = [c["name"] for c in measure["levels"]]
        said = [levels[LETTERS.index(letter)] for letter in measure["classes"]["base"]]
        assert said == level_classes(base["main_min"], MINUTES).to_list()
        compared = compare_tables(base, after, settings=result.settings, only=["main_min"], key="pc4")
        diffs = [c["name"] for c in measure["diffs"]]
        said = [diffs[LETTERS.index(letter)] for letter in measure["classes"]["diff"]["lely"]]
        assert said == diff_classes(compared, MINUTES).to_list()
        assert "new" in said and "no_connection" in said

    def test_every_zone_lies_in_its_province(self, result):
        zones = zone_data(result)["zones"]
        said = [zones["provinces"][n] if n >= 0 else "" for n in zones["province"]]
        assert said == result.base.zones["province"].to_list()

    def test_what_a_scenario_leaves_as_it_is_is_not_repeated(self, result):
        measure = zone_data(result)["measures"][0]
        assert measure["after"]["copy1"] == {"at": [], "to": []}
        changed = dict(zip(measure["after"]["lely"]["at"], measure["after"]["lely"]["to"], strict=True))
        assert changed[5] == 90.0  # 9711 gains ten minutes
        assert 2 not in changed  # 8221 stays as it was

    def test_a_value_that_appears_or_vanishes_is_a_change(self, result):
        data = zone_data(result)
        at = data["zones"]["pc4"].index("8301")
        measure = data["measures"][0]
        assert measure["base"][at] is None and at in measure["after"]["lely"]["at"]

    def test_every_zone_with_an_outline_has_an_area(self, result):
        codes = zone_data(result)["zones"]["pc4"]
        outlines = ground_data(result, codes)["outlines"]
        assert [code for code, found in zip(codes, outlines, strict=True) if not found] == ["4381"]

    def test_rings_are_a_point_and_steps_that_come_back_to_it(self, result):
        data = ground_data(result, ["9711"])
        ring = data["outlines"][0][0][0]
        assert sum(ring[2::2]) == 0 and sum(ring[3::2]) == 0
        assert 0 <= ring[0] <= data["frame"]["width"] and 0 <= ring[1] <= data["frame"]["height"]

    def test_new_track_and_new_stations_belong_to_their_scenario(self, result):
        data = ground_data(result, [])
        assert len(data["new"]["lely"]) == 2
        assert [s["name"] for s in data["opened"]["lely"]] == ["Emmeloord"]

    def test_the_order_of_the_rows_of_a_scenario_does_not_matter(self, result):
        from dataclasses import replace

        turned = tuple(replace(c, zones=c.zones.reverse()) for c in result.cases)
        assert zone_data(replace(result, cases=turned)) == zone_data(result)

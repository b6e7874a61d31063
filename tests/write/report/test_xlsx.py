"""The report as a workbook, read back as XML by a small reader of its own, and by LibreOffice where it is there."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bereikbaar.compare.towns import compare_towns
from bereikbaar.indicators.catalogue import indicator
from bereikbaar.lang.numbers import number, signed
from bereikbaar.write.report.forms import in_form
from bereikbaar.write.report.full_tables import full_tables
from bereikbaar.write.report.letters import line
from bereikbaar.write.report.model import Bullets, Heading, Paragraph, Table
from bereikbaar.write.report.sheet_names import sheet_names
from bereikbaar.write.report.xlsx import xlsx_report
from builders_reports import figure, long_table, report

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Book:
    """What a workbook says: sheets by name, each a mapping from a cell (``B3``) to text or a number."""

    def __init__(self, found):
        self.parts = zipfile.ZipFile(io.BytesIO(found))
        self.shared = []
        if "xl/sharedStrings.xml" in self.parts.namelist():
            self.shared = ["".join(t.text or "" for t in one.iter(f"{MAIN}t")) for one in self._xml("sharedStrings")]
        self.names = [one.get("name") for one in self._xml("workbook").iter(f"{MAIN}sheet")]
        self.sheets = {name: self._cells(nth) for nth, name in enumerate(self.names, 1)}

    def _xml(self, name):
        return ElementTree.fromstring(self.parts.read(f"xl/{name}.xml"))

    def text(self, nth):
        return self.parts.read(f"xl/worksheets/sheet{nth}.xml").decode()

    def _cells(self, nth):
        cells = {}
        for one in self._xml(f"worksheets/sheet{nth}").iter(f"{MAIN}c"):
            value = one.find(f"{MAIN}v")
            assert one.find(f"{MAIN}f") is None  # no formula, ever
            if value is not None:
                cells[one.get("r")] = self.shared[int(value.text)] if one.get("t") == "s" else float(value.text)
        return cells

    def format_of(self, nth, cell):
        """Return the number format of a cell."""
        style = next(c.get("s") for c in self._xml(f"worksheets/sheet{nth}").iter(f"{MAIN}c") if c.get("r") == cell)
        styles = self._xml("styles")
        code = styles.find(f"{MAIN}cellXfs")[int(style)].get("numFmtId")
        known = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter(f"{MAIN}numFmt")}
        return known.get(code, {"1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00"}.get(code))


@pytest.fixture(scope="module")
def dutch():
    return xlsx_report(report("nl"))


def test_there_is_a_sheet_to_begin_with_one_per_table_and_one_for_the_sources(dutch):
    assert Book(dutch).names == ["Inhoud", "Reistijd per kern", "Bronnen"]
    assert Book(xlsx_report(report("en"))).names == ["Contents", "Travel time per town", "Sources"]


def test_numbers_are_numbers_and_all_of_them_are_there(dutch):
    cells = Book(dutch).sheets["Reistijd per kern"]
    for nth, row in enumerate(long_table().rows, start=3):
        assert [cells[f"{column}{nth}"] for column in "AB"] == list(row[:2])
        assert [cells[f"{column}{nth}"] for column in "CD"] == [row[2].value, row[3].value]
    assert [cells[f"{column}2"] for column in "ABCD"] == list(long_table().head)


def test_a_number_is_shown_with_the_decimals_and_the_sign_of_the_report(dutch):
    book = Book(dutch)
    assert book.format_of(2, "C3") == "#,##0.0"
    assert book.format_of(2, "D3") == "#,##0.0;−#,##0.0"
    assert book.format_of(2, "D202") == "+#,##0.0;−#,##0.0;#,##0.0"
    years = Table(
        ("a", "n"), (("x", number(2026, "nl")), ("y", signed(0.2, "nl")), ("z", number(None, "nl"))), 1, "y", "y"
    )
    book = Book(xlsx_report(report("nl", years)))
    assert (book.sheets["y"]["B3"], book.sheets["y"]["B4"], book.sheets["y"]["B5"]) == (2026.0, 0.2, "–")


def test_head_is_frozen_filtered_and_repeated_and_columns_fit(dutch):
    book = Book(dutch)
    text = book.text(2)
    assert re.search(r'<pane xSplit="1" ySplit="2" topLeftCell="B3"[^>]* state="frozen"', text)
    assert '<autoFilter ref="A2:D202"' in text
    widths = [float(w) for w in re.findall(r'<col [^>]*width="([0-9.]+)"', text)]
    assert widths and all(9 <= w <= 62 for w in widths)
    assert "_xlnm.Print_Titles" in book.parts.read("xl/workbook.xml").decode()


def test_the_first_sheet_says_what_it_is_and_leads_to_the_others(dutch):
    book = Book(dutch)
    first = book.sheets["Inhoud"]
    assert first["A1"] == "Wat de lijn doet"
    assert "bereikbaar 0.1.0" in first.values()
    places = re.findall(r'<hyperlink ref="A\d+" location="([^"]+)"', book.text(1))
    assert [place.replace("'", "") for place in places] == ["Reistijd per kern!A1", "Bronnen!A1"]


def test_the_sources_are_those_of_the_report_with_their_links(dutch):
    book = Book(dutch)
    said = [v for k, v in book.sheets["Bronnen"].items() if k != "A1"]
    assert said == ["Study, 2020", "Network: own data"]
    assert "https://example.nl/study?a=1&amp;b=2" in book.parts.read("xl/worksheets/_rels/sheet3.xml.rels").decode()


def test_tables_of_figures_and_those_too_long_to_read_are_sheets_and_those_without_a_key_are_not():
    more = (
        figure(table=long_table(rows=2, caption="Of a figure", key="f")),
        long_table(rows=2, caption="None", key=""),
    )
    made = replace(report("nl", *more), sheets=(long_table(rows=3, caption="All of them", key="all"),))
    assert Book(xlsx_report(made)).names == ["Inhoud", "Reistijd per kern", "Of a figure", "All of them", "Bronnen"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+31 6", "-1", "@name", '=HYPERLINK("http://a.nl")', "{=1}", "1e5", "http://a.nl"]
)
def test_text_of_users_is_text_whatever_it_begins_with(text):
    odd = Table((text, "b"), ((text, text),), caption="odd", key="odd")
    cells = Book(xlsx_report(report("nl", odd, title=text))).sheets
    assert (cells["odd"]["A2"], cells["odd"]["A3"], cells["odd"]["B3"]) == (text, text, text)
    assert cells["Inhoud"]["A1"] == text


def test_the_same_report_gives_the_same_bytes_on_any_day(dutch, monkeypatch):
    import time

    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 10_000_000)
    assert xlsx_report(report("nl")) == dutch


def test_a_report_without_tables_or_rows_is_a_workbook_too():
    empty = Table(("a", "b"), (), caption="Empty", key="e")
    book = Book(xlsx_report(replace(report("nl", table=empty), about={})))
    assert book.names == ["Inhoud", "Empty", "Bronnen"]
    assert (book.sheets["Empty"]["A2"], book.sheets["Empty"]["B2"]) == ("a", "b")


@given(st.lists(st.text(max_size=50), max_size=12))
def test_names_of_sheets_are_such_as_excel_takes(captions):
    names = sheet_names(captions)
    assert len(names) == len(captions) == len({name.lower() for name in names})
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name[0] != "'" and name[-1] != "'" and name.lower() != "history"


def test_a_name_too_long_ends_at_a_word_and_the_second_of_two_gets_a_number():
    long = "Kernen die het meest winnen door de Lelylijn"
    assert sheet_names([long, long, "History"]) == [
        "Kernen die het meest winnen",
        "Kernen die het meest winnen 2",
        "History 2",
    ]


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_any_text_of_users_survives(text):
    words = text.translate({ord(sign): " " for sign in "\\`*[]"})
    table = Table(("a", words), ((words, "b"),), caption=words, key="t")
    made = report("nl", Heading(2, "S", "x"), Paragraph(words), Bullets((words,)), table, title=words, manifest=words)
    book = Book(xlsx_report(made))
    cells = book.sheets[book.names[2]]
    assert cells.get("B2", "") == cells.get("A3", "") == line(words)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice)")
def test_libreoffice_counts_on_with_the_numbers(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(xlsx_report(report("en", table=long_table("en", rows=5))))
    command = [
        "soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/home", "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,2", "--outdir", tmp_path,
        tmp_path / "a.xlsx",
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    (found,) = tmp_path.glob("*.csv")
    with found.open(encoding="utf-8") as held:
        rows = list(csv.reader(held))[2:]
    assert [[float(cell) for cell in row[2:]] for row in rows] == [
        [row[2].value, row[3].value] for row in long_table("en", rows=5).rows
    ]


@pytest.fixture(scope="module")
def whole():
    from builders_zones import zone_result

    result = zone_result()
    return result, {lang: {t.key: t for t in full_tables(result, lang)} for lang in ("nl", "en")}


def test_every_town_is_there_with_every_measure_before_and_after(whole):
    result, tables = whole
    (case,) = result.cases
    compared = compare_towns(result.base, case, settings=result.settings)
    table = tables["en"]["towns_full"]
    measures = compared["measure"].unique().to_list()
    assert len(table.rows) == result.base.towns.height
    assert len(table.head) == 6 + 3 * len(measures)
    for row in compared.iter_rows(named=True):
        line = next(r for r in table.rows if r[1] == row["name"])
        at = next(n for n, head in enumerate(table.head) if head.startswith(indicator(row["measure"]).title[1]))
        held = [cell.value if cell else None for cell in line[at : at + 3]]
        assert held == [row["base"], row["scenario"], row["diff"]]
    assert [head.rpartition(": ")[2] for head in table.head[6:9]] == ["now", "with the plan", "difference"]


def test_every_region_is_there_with_its_means(whole):
    _result, tables = whole
    dutch, english = tables["nl"]["regions_full"], tables["en"]["regions_full"]
    assert dutch.head[:5] == ("Plan", "Soort regio", "Code", "Regio", "Inwoners")
    assert {row[1] for row in dutch.rows} >= {"provincie", "gemeente"}
    assert {row[1] for row in english.rows} >= {"province", "municipality"}
    groningen = next(r for r in dutch.rows if r[2] == "GM0014")
    at = next(n for n, head in enumerate(dutch.head) if head.endswith(": nu"))
    assert [cell.value for cell in groningen[at : at + 3]] == pytest.approx([101.8, 97.3, -4.5], abs=0.06)


def test_the_sheets_of_all_towns_and_regions_are_in_the_workbook_with_numbers_that_agree(whole):
    result, tables = whole
    made = in_form(".xlsx", lambda lang, full: report(lang), "en", result)
    book = Book(made)
    name = next(n for n in book.names if n.startswith("All towns"))
    cells = book.sheets[name]
    for nth, row in enumerate(tables["en"]["towns_full"].rows, start=3):
        assert cells[f"B{nth}"] == row[1]
        assert cells[f"F{nth}"] == row[5].value
    assert any(n.startswith("All regions") for n in book.names)
    assert not full_tables(replace(result, cases=()), "en")


def test_a_name_that_looks_like_a_formula_is_text():
    odd = ("=1+1", "+31", "-2+3", "@SUM(A1)", '=HYPERLINK("http://example.nl")', "\t=1")
    table = Table(("Kern",), tuple((name,) for name in odd), caption="Odd", key="odd")
    cells = Book(xlsx_report(report("nl", table)))  # its reader refuses a cell with a formula
    held = cells.sheets["Odd"]
    assert [held[f"A{n}"] for n in range(3, 9)] == [*odd[:5], "=1"]


def test_a_name_of_a_sheet_that_is_too_long_ends_where_its_words_make_sense():
    captions = (
        "All regions, now and with each plan: means of their inhabitants",
        "Waarom de kernen met de grootste winst",
    )
    assert sheet_names(captions) == ["All regions", "Waarom de kernen"]

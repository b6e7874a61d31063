"""The report as a Word document, read back by python-docx, as XML, and by LibreOffice where it is there."""

import io
import re
import shutil
import struct
import subprocess
import zipfile
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from bereikbaar.errors import RunError
from bereikbaar.write.report.docx import docx_report
from bereikbaar.write.report.letters import line
from bereikbaar.write.report.model import Bullets, Document, Heading, PageBreak, Paragraph, Table
from builders_reports import drawing, figure, long_table, report


def opened(found):
    return docx.Document(io.BytesIO(found))


def part(found, name):
    with zipfile.ZipFile(io.BytesIO(found)) as held:
        return held.read(name).decode()


@pytest.fixture(scope="module")
def dutch():
    return docx_report(report("nl", table=long_table(rows=30)))


def test_headings_are_headings_and_the_title_is_one(dutch):
    found = [
        (p.style.name, p.text) for p in opened(dutch).paragraphs if p.style.name.startswith(("Title", "Heading"))
    ]
    assert found == [
        ("Title", "Wat de lijn doet"),
        ("Heading 1", "In het kort"),
        ("Heading 1", "Kernen"),
        ("Heading 1", "Meer"),
        ("Heading 1", "Bronnen"),
        ("Heading 1", "Instellingen"),
    ]


def test_a_table_has_every_cell_a_repeated_head_and_numbers_to_the_right(dutch):
    table, known = opened(dutch).tables[0], long_table(rows=30)
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == [known.head, *known.rows]
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True] + 30 * [False]
    sides = [cell.paragraphs[0].alignment for cell in table.rows[1].cells]
    assert [str(side) for side in sides] == ["None", "None", "RIGHT (2)", "RIGHT (2)"]
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Reistijd per kern"


def test_towns_of_several_plans_stand_in_groups_with_the_plan_above_them():
    names = ("Lijn nummer een, met veel haltes", "Lijn nummer twee, zonder haltes")
    rows = tuple((names[n // 8], f"Kern {n}", "Utrecht", "12", "10") for n in range(16))
    table = opened(
        docx_report(report("nl", table=Table(("Plan", "Kern", "Provincie", "Nu", "Straks"), rows, 2)))
    ).tables[0]
    first = [row.cells[0].text for row in table.rows]
    kernen = [f"Kern {n}" for n in range(16)]
    assert first == ["Kern", f"Plan: {names[0]}", *kernen[:8], f"Plan: {names[1]}", *kernen[8:]]
    above = table.rows[1]
    assert len(above._tr.tc_lst) == 1 and above.cells[0].paragraphs[0].paragraph_format.keep_with_next


def test_contents_name_every_heading_with_the_field_of_its_page_and_nothing_makes_word_ask(dutch):
    word = opened(dutch)
    lines = [p for p in word.paragraphs if p.style.name == "toc 1"]
    assert [p.text.strip() for p in lines] == ["In het kort", "Kernen", "Meer", "Bronnen", "Instellingen"]
    names = {mark.get(qn("w:name")) for mark in word.element.body.iter(qn("w:bookmarkStart"))}
    assert {re.search(r"PAGEREF (\S+)", p._p.xml)[1] for p in lines} <= names
    assert part(dutch, "word/document.xml").count('TOC \\o "1-2"') == 1
    assert "updateFields" not in part(dutch, "word/settings.xml") and "w:dirty" not in part(
        dutch, "word/document.xml"
    )


def test_a_part_that_begins_a_page_does_so_by_its_heading_and_tables_on_turned_pages_share_them():
    wide = Table(tuple(f"Kolom nummer {n}" for n in range(16)), (tuple(f"woord{n} en meer" for n in range(16)),))
    made = report("nl", wide, wide, PageBreak(), Heading(2, "Op een nieuwe pagina"))
    word = opened(docx_report(made))
    assert [s.page_width > s.page_height for s in word.sections] == [False, True, False]
    (heading,) = [p for p in word.paragraphs if p.text == "Op een nieuwe pagina"]
    assert heading.paragraph_format.page_break_before
    assert 'w:type="page"' not in word.element.body.xml


def test_styles_are_those_that_word_knows_in_any_language(dutch):
    styles = opened(dutch).styles
    own = {style.name for style in styles if not style.builtin} - {style.name for style in docx.Document().styles}
    assert own == {"Answer", "Remark", "Cell", "Code", "Report Table"} | {n for n in own if n.startswith("Cell ")}
    assert {"toc 1", "toc 2", "TOC Heading", "Hyperlink", "Caption", "List Bullet"} <= {s.name for s in styles}


def test_captions_are_counted_and_stand_above_tables_and_below_pictures(dutch):
    texts = [p.text for p in opened(dutch).paragraphs if p.style.name == "Caption"]
    assert texts == ["Figuur 1. Where it is quicker", "Tabel 1. Reistijd per kern"]
    assert re.findall(r"SEQ (\w+)", part(dutch, "word/document.xml")) == ["Figuur", "Tabel"]


def test_a_picture_has_words_for_who_cannot_see_it_and_dots_for_print(dutch):
    word = opened(dutch)
    about = word.element.body.find(f".//{qn('wp:docPr')}")
    assert about.get("descr") == "Map: the north gains"
    with zipfile.ZipFile(io.BytesIO(dutch)) as held:
        (name,) = [n for n in held.namelist() if n.startswith("word/media/")]
        wide, high = struct.unpack(">II", held.read(name)[16:24])
    shape = word.inline_shapes[0]
    assert abs(wide - 2 * high) <= 1
    assert 178 < wide / (shape.width / 914400) < 181  # dots per inch as it is set


def test_language_properties_and_page_are_those_of_the_report(dutch):
    english = docx_report(report("en"))
    for found, lang in ((dutch, "nl-NL"), (english, "en-GB")):
        assert f'<w:lang w:val="{lang}"' in part(found, "word/styles.xml")
        assert opened(found).core_properties.language == lang
    known = opened(dutch).core_properties
    assert (known.title, known.subject, known.author) == ("Wat de lijn doet", "Rail", "bereikbaar")
    assert known.comments == "bereikbaar 0.1.0"
    section = opened(dutch).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_contents_page_numbers_and_running_head_are_in_the_language():
    for lang, contents, page in (("nl", "Inhoud", "pagina 1 van 1"), ("en", "Contents", "page 1 of 1")):
        word = opened(docx_report(report(lang)))
        assert contents in [p.text for p in word.paragraphs]
        section = word.sections[0]
        assert section.header.paragraphs[0].text == report(lang).title
        assert section.first_page_header.paragraphs[0].text == ""
        for foot in (section.footer, section.first_page_footer):
            assert foot.paragraphs[0].text == page
            assert re.findall(r"<w:instrText[^>]*>(\w+)", foot._element.xml) == ["PAGE", "NUMPAGES"]


def test_every_link_leads_somewhere(dutch):
    word = opened(dutch)
    names = {mark.get(qn("w:name")) for mark in word.element.body.iter(qn("w:bookmarkStart"))}
    links = list(word.element.body.iter(qn("w:hyperlink")))
    inner = [link.get(qn("w:anchor")) for link in links if link.get(qn("w:anchor"))]
    assert set(inner) <= names
    assert "a_sources" in inner
    outer = [word.part.rels[link.get(qn("r:id"))].target_ref for link in links if link.get(qn("r:id"))]
    assert outer == ["https://example.nl/study?a=1&b=2"]
    odd = docx_report(report("nl", Paragraph("[gone](#nowhere) and [file](file:///etc/passwd)")))
    assert "gone and file" in [p.text for p in opened(odd).paragraphs]
    assert "file:///" not in part(odd, "word/_rels/document.xml.rels")


def test_lists_answers_remarks_and_code_have_their_styles(dutch):
    held = {p.text: p.style.name for p in opened(dutch).paragraphs}
    assert held["Network: own data"] == "List Bullet"
    assert held["1.612.025 inwoners; zie de bronnen."] == "Answer"
    assert held["A remark of run.json."] == "Remark"
    runs = [r for p in opened(dutch).paragraphs for r in p.runs]
    assert [r.text for r in runs if r.style.name == "Code"] == ["run.json"]
    assert [r.text for r in runs if r.italic] == ["own"]


def test_a_table_too_wide_for_the_page_stands_on_a_turned_one():
    wide = Table(
        tuple(f"Kolom nummer {n}" for n in range(16)),
        tuple(tuple(f"woord{row}x{n} en meer" for n in range(16)) for row in range(3)),
    )
    sections = opened(docx_report(report("nl", wide))).sections
    assert [s.page_width > s.page_height for s in sections] == [False, True, False]
    assert [s.different_first_page_header_footer for s in sections] == [True, False, False]


def test_the_same_report_gives_the_same_bytes_on_any_day(dutch, monkeypatch):
    import time

    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 10_000_000)
    assert docx_report(report("nl", table=long_table(rows=30))) == dutch
    with zipfile.ZipFile(io.BytesIO(dutch)) as held:
        assert {one.date_time for one in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert held.testzip() is None
        assert not [name for name in held.namelist() if "thumbnail" in name]


def test_all_parts_are_sound_xml_with_names_and_numbers_once(dutch):
    with zipfile.ZipFile(io.BytesIO(dutch)) as held:
        for name in held.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(held.read(name))
    marks = list(opened(dutch).element.body.iter(qn("w:bookmarkStart")))
    assert len({m.get(qn("w:id")) for m in marks}) == len({m.get(qn("w:name")) for m in marks}) == len(marks)


def test_a_drawing_that_is_none_is_named():
    with pytest.raises(RunError, match="the figure 'map' is no SVG drawing"):
        docx_report(report("nl", figure(svg="<svg")))


@settings(max_examples=12, deadline=None)
@given(st.text(max_size=60))
def test_any_text_of_users_survives(text):
    words = text.translate({ord(sign): " " for sign in "\\`*[]"})
    blocks = (
        Heading(1, words),
        Paragraph(words),
        Bullets((words,)),
        Table((words, "b"), ((words, "c"),), caption=words),
    )
    word = opened(
        docx_report(Document("nl", words, blocks, {"subject": words, "keywords": words, "manifest": words}))
    )
    said = line(words)
    assert [p.text for p in word.paragraphs][:3] == [said or "–", said, said]
    assert [cell.text for row in word.tables[0].rows for cell in row.cells] == [said, "b", said, "c"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice)")
def test_libreoffice_opens_it_with_every_row(tmp_path):
    table = long_table("en", rows=60)
    made = report("en", figure(svg=drawing("<tspan>x</tspan>")), table=table)
    (tmp_path / "a.docx").write_bytes(docx_report(made))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", "--headless", home, "--convert-to", "txt:Text", "--outdir", tmp_path, tmp_path / "a.docx"]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    text = (tmp_path / "a.txt").read_text(encoding="utf-8-sig")
    assert all(cell in text for row in table.rows for cell in row)
    assert "Figure 1. Where it is quicker" in text

"""The report as PDF, read by other programs (poppler), and by the marks that screen readers need."""

import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bereikbaar.errors import RunError
from bereikbaar.write.report import pdf
from bereikbaar.write.report.letters import line
from bereikbaar.write.report.model import Bullets, Document, Heading, Paragraph, Table
from bereikbaar.write.report.pdf import pdf_report
from builders_reports import drawing, figure, long_table, report

poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext and pdftoppm (poppler-utils)")


def told(found, *options):
    """Return what pdftotext reads."""
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=found, capture_output=True, check=True)
    return done.stdout.decode()


def about(found):
    done = subprocess.run(["pdfinfo", "-"], input=found, capture_output=True, check=True)
    return dict(re.split(r":\s+", text, maxsplit=1) for text in done.stdout.decode().splitlines() if ": " in text)


def inside(found):
    """Return the bytes of a PDF with its packed streams unpacked."""
    parts = [found]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", found, re.DOTALL):
        try:
            parts.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return b"\n".join(parts)


@pytest.fixture(scope="module")
def dutch():
    return pdf_report(report("nl"))


def test_it_is_a_tagged_pdf_with_the_mark_of_the_rule_for_screen_readers(dutch):
    text = inside(dutch)
    assert dutch.startswith(b"%PDF-1.7")
    assert b"pdfuaid:part" in text
    assert re.search(rb"/Marked true", text)
    assert b"/StructTreeRoot" in text
    assert b"/Lang(nl-NL)" in text.replace(b" ", b"")


def test_pictures_have_the_text_for_who_cannot_see_them(dutch):
    assert b"Map: the north gains" in inside(dutch)


def test_heads_of_tables_are_marked_as_such(dutch):
    assert inside(dutch).replace(b" ", b"").count(b"/S/TH") >= 4


@poppler
def test_title_and_properties_are_those_of_the_report(dutch):
    known = about(dutch)
    assert known["Title"] == "Wat de lijn doet"
    assert known["Subject"] == "Rail"
    assert known["Keywords"] == "Rail, fast; towns"
    assert known["Tagged"] == "yes"
    assert known["Page size"].startswith("595.276 x 841.89")


@poppler
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_cell_of_a_long_table_is_there_and_its_head_on_every_page(lang):
    table = long_table(lang)
    text = told(pdf_report(report(lang, table=table)), "-layout")
    lines = [" ".join(one.split()) for one in text.splitlines()]
    missing = [row for row in table.rows if " ".join(row) not in lines]
    assert not missing
    assert lines.count(" ".join(table.head)) >= 4  # 200 rows take as many pages


@poppler
def test_towns_of_several_plans_stand_in_groups_a_line_each_and_the_plan_above_them():
    found = [" ".join(one.split()) for one in told(pdf_report(report("nl", table=_plans())), "-layout").splitlines()]
    for row in _plans().rows:
        assert " ".join(row[1:]) in found
    plans = [one for one in found if one.startswith("Plan: Lijn nummer")]
    assert list(dict.fromkeys(plans)) == [f"Plan: Lijn nummer {n}, met een lange naam" for n in range(3)]
    assert 3 <= len(plans) <= 6  # said again at the head of a page that begins within a group


def _plans():
    rows = tuple(
        (f"Lijn nummer {n // 40}, met een lange naam", f"Kern {n} aan de Rijn", "Utrecht", "12", "10", "−2")
        for n in range(120)
    )
    return Table(("Plan", "Kern", "Provincie", "Nu", "Straks", "Verschil"), rows, 3, "Alle kernen", "towns")


@poppler
@pytest.mark.parametrize(("lang", "words"), [("nl", ("Inhoud", "pagina 1 van")), ("en", ("Contents", "page 1 of"))])
def test_contents_and_page_numbers_are_in_the_language(lang, words):
    text = told(pdf_report(report(lang)))
    assert all(one in text for one in words)


@poppler
def test_the_answer_in_short_stands_on_page_one_and_the_title_above_the_others(dutch):
    first, second = told(dutch).split("\f")[:2]
    assert "1.612.025 inwoners; zie de bronnen." in first
    assert first.index("In het kort") < first.index("Inhoud")
    assert second.startswith("Wat de lijn doet")


@poppler
def test_no_part_of_a_page_is_outside_its_margins(tmp_path):
    wide = Table(
        tuple(f"Kolom nummer {n}" for n in range(14)),
        tuple(tuple(f"woord{row}x{n} en meer" for n in range(14)) for row in range(30)),
        caption="Wide",
    )
    (tmp_path / "a.pdf").write_bytes(pdf_report(report("nl", wide, figure(svg=drawing(width=300, height=3000)))))
    subprocess.run(["pdftoppm", "-r", "30", "-gray", tmp_path / "a.pdf", tmp_path / "p"], check=True)
    pages = sorted(tmp_path.glob("p*.pgm"))
    turned = [page for page in pages if _size(page)[0] > _size(page)[1]]
    assert turned  # fourteen columns of words do not fit upright
    for page in pages:
        assert _white_edge(page, 21), page  # 18 mm of the 20


def _size(page):
    return tuple(int(n) for n in page.read_bytes().split(b"\n", 2)[1].split())


def _white_edge(page, points):
    wide, high = _size(page)
    dots = page.read_bytes()[-wide * high :]
    return all(
        min(dots[row * wide : row * wide + points]) > 250
        and min(dots[(row + 1) * wide - points : (row + 1) * wide]) > 250
        for row in range(high)
    )


@poppler
def test_a_link_of_the_text_leads_out_or_to_its_heading_and_an_unknown_one_is_text(dutch):
    text = inside(dutch)
    assert b"https://example.nl/study?a=1&b=2" in text
    odd = pdf_report(report("nl", Paragraph("[gone](#nowhere) and [file](file:///etc/passwd)")))
    assert "gone and file" in told(odd)
    assert b"file:///" not in inside(odd)


def test_the_same_report_gives_the_same_bytes_wherever_it_is_made(dutch, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert pdf_report(report("nl")) == dutch
    assert not list(tmp_path.iterdir())


def test_headings_that_skip_a_level_or_share_an_anchor_are_set_all_the_same():
    blocks = (Heading(2, "No title first"), Heading(4, "Deep", "x"), Heading(4, "Deep", "x"), Bullets(("a",)))
    assert pdf_report(Document("en", "T", blocks)).startswith(b"%PDF")


def test_a_drawing_that_is_none_is_named():
    with pytest.raises(RunError, match="the figure 'map' is no SVG drawing"):
        pdf_report(report("nl", figure(svg="<svg")))
    with pytest.raises(RunError, match="the figure 'map' says no size"):
        pdf_report(report("nl", figure(svg='<svg xmlns="http://www.w3.org/2000/svg"/>')))


def test_what_typst_refuses_is_an_error_in_its_words(monkeypatch, tmp_path):
    broken = tmp_path / "report.typ"
    broken.write_text("#nothing-of-this-name")
    monkeypatch.setattr(pdf, "_TEMPLATE", broken)
    with pytest.raises(RunError, match="could not be set as PDF: unknown variable: nothing-of-this-name"):
        pdf_report(report("nl"))


def test_the_letters_of_europe_and_of_our_own_sentences_are_in_the_fonts():
    usual = "".join(chr(n) for n in (*range(0xA0, 0x180), *range(0x391, 0x3A2))) + "–—‘’“”„…−×≤≥≈€→←▲▼●○½₂"
    assert pdf._lacking(usual) == frozenset()
    assert pdf._lacking(usual + "中😀") == {"中", "😀"}


@poppler
def test_letters_that_the_fonts_lack_are_told_by_their_number():
    text = told(pdf_report(report("nl", Paragraph("Station 中 and 😀 in Łódź, Αθήνα"), figure(svg=drawing("北")))))
    assert "Station U+4E2D and U+1F600 in Łódź, Αθήνα" in " ".join(text.split())
    assert "U+5317" in text


@poppler
def test_text_that_looks_like_typst_is_text():
    odd = '#panic("x") $x^2$ @label <a> = b // c \\ {d} ~ "e" \'f\' #import "@preview/a:1.0.0": * - + / 1. _g_'
    assert odd in " ".join(told(pdf_report(report("nl", Paragraph(odd)))).split())


@poppler
@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(min_codepoint=1, max_codepoint=0x24F), min_size=1, max_size=60))
def test_any_text_of_users_survives(text):
    words = text.translate({ord(sign): " " for sign in "\\`*[]"})
    table = Table(("a", text), ((text, text),), caption=text)
    found = told(pdf_report(_small(text, Paragraph(words), table)), "-raw")
    assert _letters(line(words)) in _letters(found)


def _small(text, *blocks):
    return Document("en", text, (Heading(1, text), Heading(2, text), *blocks, Bullets((text,))), {"keywords": text})


def _letters(text):
    """Return letters and digits only: lines are broken, and signs may be joined, as a page has them."""
    return "".join(sign for sign in text if sign.isalnum() and sign.isascii())


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_no_text_stops_a_report(text):
    table = Table((text, text), ((text, text),), numbers=1, caption=text)
    svg = drawing("".join(f"&#{ord(s)};" if s in "&<>" else s for s in text))
    made = _small(text, Paragraph(text), table, figure(svg=svg, alt=text))
    assert pdf_report(made).startswith(b"%PDF")


def test_the_template_reads_no_file_and_no_package():
    source = Path(pdf._TEMPLATE).read_text(encoding="utf-8")
    assert not re.search(r"#?(import|include|read|eval)\b\s*[(\"]", source)


@poppler
def test_what_announces_a_list_stands_on_the_page_of_the_list_and_no_row_is_cut():
    for lines in range(40, 60):
        filling = tuple(Paragraph(f"line {n}") for n in range(lines))
        found = told(
            pdf_report(Document("en", "A", (*filling, Paragraph("Side effects:"), Bullets(("one effect",)))))
        )
        (page,) = [text for text in found.split("\f") if "Side effects:" in text]
        assert "one effect" in page
    long = " ".join(["word"] * 250)
    rows = tuple((f"from{n}", f"{long} to{n}") for n in range(9))
    pages = told(pdf_report(Document("en", "A", (Table(("a", "b"), rows),)))).split("\f")
    for n in range(9):
        assert any(re.search(rf"\bfrom{n}\b", page) and re.search(rf"\bto{n}\b", page) for page in pages)


@poppler
def test_a_unit_with_a_stroke_stays_on_the_line_of_its_number():
    for words in range(1, 24):
        text = " ".join(["lines"] * words) + " 200 km/h and more " + " ".join(["lines"] * 12)
        assert "200 km/h" in told(pdf_report(Document("en", "A", (Paragraph(text),))), "-layout")


@poppler
def test_a_text_that_explains_a_table_stands_on_its_page():
    table = Table(("a", "b"), tuple((f"row {n}", "b") for n in range(6)))
    for lines in range(34, 54):
        filling = tuple(Paragraph(f"line {n}") for n in range(lines))
        found = told(pdf_report(Document("en", "A", (*filling, Paragraph("What the table means."), table))))
        (page,) = [text for text in found.split("\f") if "What the table means." in text]
        assert "row 0" in page

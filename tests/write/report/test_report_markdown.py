"""A report as Markdown, block by block."""

import pickle

from bereikbaar.lang.numbers import Shown, number, plain, signed
from bereikbaar.write.report.markdown import blocks_markdown
from bereikbaar.write.report.model import Bullets, Figure, Heading, PageBreak, Paragraph, Table
from bereikbaar.write.report.sections.page import blocks_of, bullets, heading, table


def test_every_kind_of_block_has_its_form_and_pages_do_not_show():
    small = Table(("town", "min"), (("A | B", "3"),), numbers=1)
    blocks = (
        Heading(2, "What\nchanges"),
        Paragraph("As **said**."),
        Bullets(("one", "two\nlines")),
        PageBreak(),
        small,
        Figure("map", "The map", "What is seen", "<svg/>", table=small),
    )
    ruled = "| town | min |\n| --- | ---: |\n| A \\| B | 3 |"
    assert blocks_markdown(blocks) == (
        f"## What changes\n\nAs **said**.\n\n- one\n- two lines\n\n{ruled}\n\n*The map*\n\n{ruled}\n"
    )


def test_nothing_that_a_user_wrote_is_alive_in_a_reader_of_markdown():
    said = "<script>x</script> a < b & c &lt; \\\\<b> `<code>` ```<i>` \\`<u>` <!-- -->"
    tamed = "&lt;script>x&lt;/script> a < b & c &amp;lt; \\\\&lt;b> `<code>` ```&lt;i>` \\`&lt;u>` &lt;!-- -->"
    blocks = (Heading(2, said), Paragraph(said), Bullets((said,)), Table((said,), ((said,),)))
    assert blocks_markdown(blocks).count(tamed) == 5
    links = (
        "[a](https://e.nl/x) [b](#c) [d](javascript:x) [e](JavaScript:alert(1)) [f](data:text/html,x) [g](file:///x)"
    )
    kept = "[a](https://e.nl/x) [b](#c) [d]\\(javascript:x) [e]\\(JavaScript:alert(1)) [f]\\(data:text/html,x) [g]\\(file:///x)"
    assert blocks_markdown([Paragraph(links)]) == f"{kept}\n"


def test_a_line_break_of_a_user_begins_no_new_block():
    assert blocks_markdown([Paragraph("cost (a\n\n# b)")]) == "cost (a # b)\n"


def test_sections_yield_paragraphs_as_their_text_and_nothing_for_nothing():
    said = [heading(2, "A"), "words", "", bullets(["x"]), table(["h"], [["c"]])]
    assert blocks_of(said) == (Heading(2, "A"), Paragraph("words"), Bullets(("x",)), Table(("h",), (("c",),)))


def test_a_copy_of_a_number_on_a_page_knows_it_too():
    copied = pickle.loads(pickle.dumps(number(1234.56, "nl", 1)))
    assert (copied, copied.value, copied.decimals) == ("1.234,6", 1234.56, 1)


def test_a_number_on_a_page_knows_what_it_shows():
    shown = number(1234.56, "nl", 1)
    assert isinstance(shown, Shown)
    assert (shown, shown.value, shown.decimals) == ("1.234,6", 1234.56, 1)
    assert (signed(2.5, "en", 1), signed(2.5, "en", 1).value) == ("+2.5", 2.5)
    assert (number(None, "nl"), number(None, "nl").value) == ("–", None)
    assert (plain(0.25, "nl"), plain(0.25, "nl").decimals) == ("0,25", 2)

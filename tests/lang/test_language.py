"""Texts, numbers and dates in a language, and texts that are in all of them."""

import copy
import datetime
import subprocess
import sys

import pytest

from bereikbaar.errors import UnknownNameError
from bereikbaar.lang import LANGS, Text, both, count, lowered, same, translate

NL, EN = translate("nl"), translate("en")


def test_a_text_is_said_in_its_language():
    assert NL.text("In short") == "In het kort"
    assert EN.text("In short") == "In short"
    assert NL.text("{n} minutes", n=5) == "5 minuten"
    assert NL.text("no such text {x}", x=1) == "no such text 1"  # English stands in; the catalogues' test refuses it


def test_a_context_tells_apart_what_is_the_same_in_english():
    assert [NL.text("Base"), NL.text("Base", context="now")] == ["Basis", "Nu"]
    assert EN.text("Base", context="now") == "Base"


def test_another_language_is_refused():
    with pytest.raises(UnknownNameError, match="there are no texts in 'fy'; there are nl and en"):
        translate("fy")
    with pytest.raises(UnknownNameError, match="'fy'"):
        both("In short").said("fy")


@pytest.mark.parametrize(("n", "said"), [(0, "0 trains"), (1, "1 train"), (2, "2 trains"), (1500, "1,500 trains")])
def test_a_plural_goes_by_the_number(n, said):
    assert EN.plural("{n} train", "{n} trains", n) == said


def test_numbers_are_written_as_each_language_does():
    assert [NL.number(1234567.891, 2), EN.number(1234567.891, 2)] == ["1.234.567,89", "1,234,567.89"]
    assert [NL.signed(-0.25, 1), NL.signed(2)] == ["−0,3", "+2"]
    assert [NL.plain(0.5), NL.spread(3.2, 6.4), EN.spread(3.2, 6.4)] == ["0,5", "3,2–6,4", "3.2–6.4"]


@pytest.mark.parametrize("month", range(1, 13))
def test_dates_are_written_in_full(month):
    day = datetime.date(2026, month, 1)
    assert EN.date(day) == day.strftime("1 %B 2026")
    _one, dutch, year = NL.date(day).split()
    assert dutch.islower() and year == "2026"


def test_a_date_of_november():
    assert NL.date(datetime.date(2026, 11, 26)) == "26 november 2026"
    assert [NL.date(datetime.date(2026, m, 3)) for m in (3, 5, 8)] == [
        "3 maart 2026",
        "3 mei 2026",
        "3 augustus 2026",
    ]


def test_lists_end_with_the_word_of_the_language():
    assert [NL.listed(list(x)) for x in ("", "a", "ab", "abc")] == ["", "a", "a en b", "a, b en c"]
    assert EN.listed(["a", "b", "c"]) == "a, b and c"


def test_a_text_in_both_languages_is_a_pair_and_can_be_said():
    text = both("Town")
    assert text == ("Kern", "Town") and text[0] == text.said("nl")
    nl, en = text
    assert (nl, en) == ("Kern", "Town")


def test_texts_are_filled_with_texts():
    place = both("the province capital")
    assert both("Expected minutes to {place}", place=place) == (
        "Verwachte reistijd naar de provinciehoofdstad",
        "Expected minutes to the province capital",
    )
    assert both("{n} minutes", n=count(1500)) == ("1.500 minuten", "1,500 minutes")
    assert both("{n} minutes", n=count(0.5, 1)).said("nl") == "0,5 minuten"


def test_a_title_within_a_sentence_begins_small_and_has_no_comma_at_its_end():
    assert lowered(both("Jobs split by inhabitants")) == (
        "banen, verdeeld naar inwoners",
        "jobs split by inhabitants",
    )
    assert same("sum_j O_j") == ("sum_j O_j", "sum_j O_j")


def test_a_copy_of_a_text_says_the_same():
    text = both("Town")
    assert copy.copy(text) == text and copy.deepcopy(text).said("nl") == "Kern"


def test_a_text_is_made_once_for_each_language_of_a_pair():
    spoken = []
    text = Text(lambda language: spoken.append(language.lang) or language.lang)
    assert text == LANGS and spoken == list(LANGS)


def test_english_reads_no_catalogue():
    code = (
        "from pathlib import Path\nfrom bereikbaar.lang import translate\n"
        "Path.open = None\nprint(translate('en').text('In short'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "In short\n"

"""Notes travel as plain English text and are said in the language of whoever shows them."""

import copy
import json
from pathlib import Path

import pytest

from bereikbaar.lang import Remark, first_of, in_a_row, remark, said, sentences
from bereikbaar.read.own_places import own_places


def test_a_note_is_text_that_knows_another_language():
    note = remark("left out {names}: {reason}", names="a, b", reason=remark("centres.csv has no rows"))
    assert note == "left out a, b: centres.csv has no rows" and isinstance(note, str)
    assert said(note, "nl") == "weggelaten: a, b: centres.csv heeft geen regels"
    assert said(note, "en") == note and json.dumps([note]) == '["left out a, b: centres.csv has no rows"]'


def test_other_text_is_said_as_it_is():
    assert said("a scenario's own words", "nl") == "a scenario's own words"


def test_a_copy_can_still_be_said():
    note = remark("centres.csv has no rows")
    assert said(copy.deepcopy(note), "nl") == said(note, "nl") != note


def test_sentences_are_made_once_in_every_language_and_read_as_those_of_the_run():
    words = {"nl": ("Een trein.", "Twee treinen."), "en": ("One train.", "Two trains.")}
    told = sentences(words.__getitem__, "nl")
    assert told == words["nl"] and [said(t, "en") for t in told] == list(words["en"])
    assert copy.deepcopy(told) == words["nl"] and said(copy.deepcopy(told)[1], "en") == "Two trains."
    assert json.dumps(told[:1]) == '["Een trein."]'
    with pytest.raises(ValueError, match="longer"):
        sentences(lambda lang: words[lang][: 1 if lang == "nl" else 2], "nl")


def test_lists_in_notes():
    items = [remark("Monday"), "x", remark("Friday")]
    assert in_a_row(items) == ("maandag, x, vrijdag", "Monday, x, Friday")
    assert first_of(items, 2) == ("maandag, x en nog 1", "Monday, x and 1 more")
    assert first_of(items, 3) == in_a_row(items)


@pytest.fixture
def notes(tmp_path: Path):
    file = tmp_path / "mine.csv"
    file.write_text("naam;inwoners;x;y\nAssen;68.900;233800;556500\nDorp;onbekend;234000;557000\n", encoding="utf-8")
    return own_places(file).notes


def test_what_was_guessed_of_own_places_is_told_in_dutch(notes):
    assert notes and all(isinstance(note, Remark) for note in notes)
    dutch = [said(note, "nl") for note in notes]
    assert "er is geen coördinatenstelsel gegeven; de coördinaten lijken EPSG:28992 (Rijksdriehoek)" in dutch
    assert "inwoners: gelezen als duizendtallen: Assen '68.900' = 68900" in dutch
    assert not [d for d, note in zip(dutch, notes, strict=True) if d == note]

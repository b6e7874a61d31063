"""Both languages are whole: no text missing, none half-translated, numbers as each language writes them."""

import dataclasses
import re
from pathlib import Path

import pytest

import bereikbaar.write.report.sections as package
from bereikbaar.compare.verdicts import VERDICTS
from bereikbaar.settings import Settings
from bereikbaar.write.numbers import listed, number, plain, signed, spread
from bereikbaar.write.texts import LANGS, TEXTS, speaker
from bereikbaar.write.texts_settings import setting_rows

#: Words that only one of the languages has; a text of the other that holds one is half-translated.
DUTCH = {
    "de",
    "het",
    "een",
    "niet",
    "naar",
    "zijn",
    "geen",
    "van",
    "voor",
    "bij",
    "wordt",
    "elk",
    "inwoners",
    "kernen",
}
ENGLISH = {"the", "and", "not", "with", "of", "from", "to", "are", "inhabitants", "towns", "below", "every", "each"}


def words(text):
    return set(re.findall(r"[a-zé']+", re.sub(r"`[^`]*`|\{[^}]*\}", " ", text).lower()))


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_is_there_in_both_languages_with_the_same_places_to_fill(key):
    nl, en = TEXTS[key]
    assert nl.strip()
    assert en.strip()
    assert sorted(re.findall(r"\{\w+\}", nl)) == sorted(re.findall(r"\{\w+\}", en))
    assert not words(nl) & (ENGLISH - {"of"})  # "of" is Dutch for "or"
    assert not words(en) & DUTCH


def test_every_text_that_the_code_asks_for_is_there_and_none_is_left_over():
    report = Path(package.__file__).parents[1]  # the report: its sections, and who puts them in order
    sources = "\n".join(p.read_text(encoding="utf-8") for p in sorted(report.rglob("*.py")))
    asked = set(re.findall(r"\bsay\(\s*[\"'](\w+)[\"']", sources))
    assert asked <= set(TEXTS)
    quoted = set(re.findall(r"[\"'](\w+)[\"']", sources))
    measures = {"best_min", "direct_min", "mean_direct_min", "gain_best_min", "tph_direct", "tph_fast"}
    made = {f"cap_{key}" for key in quoted} | {f"word_{verdict}" for verdict in VERDICTS}  # of a table, a verdict
    assert set(TEXTS) - quoted - measures - made == set()


@pytest.mark.parametrize("lang", LANGS)
def test_a_text_that_is_not_there_is_an_error(lang):
    with pytest.raises(KeyError):
        speaker(lang)("no such text")
    with pytest.raises(KeyError):
        speaker(lang)("to_place", place="x")


def test_every_setting_has_a_dutch_text_and_a_dutch_source():
    english = {f.name: f.metadata["text"] for f in dataclasses.fields(Settings)}
    for name, text, _value, _unit, source, _changed in setting_rows(Settings(), "nl"):
        assert text != english[name] and not words(text) & (ENGLISH - {"of"}), name
        own_words = source.replace("Spiess and Florian 1989", "")
        foreign = (ENGLISH | {"assumption", "none", "train", "walking", "half", "day"}) - {"of"}
        assert not words(own_words) & foreign, (name, source)


def test_settings_that_differ_from_the_default_are_marked():
    rows = {name: changed for name, *_rest, changed in setting_rows(Settings().changed(walk_kmh=4.5), "en")}
    assert [name for name, changed in rows.items() if changed] == ["walk_kmh"]


@pytest.mark.parametrize(
    ("value", "decimals", "nl", "en"),
    [
        (1234567, 0, "1.234.567", "1,234,567"),
        (0.5, 0, "1", "1"),  # halves away from zero: Python would say 0
        (2.5, 0, "3", "3"),
        (-2.5, 0, "−3", "−3"),
        (-0.4, 0, "0", "0"),  # no minus before nothing
        (1234.56, 1, "1.234,6", "1,234.6"),
        (0.05, 1, "0,1", "0.1"),
        (None, 0, "–", "–"),
        (float("inf"), 0, "–", "–"),
    ],
)
def test_numbers_are_written_as_each_language_does(value, decimals, nl, en):
    assert number(value, "nl", decimals) == nl
    assert number(value, "en", decimals) == en


def test_signs_ranges_and_lists():
    assert [signed(v, "nl", 1) for v in (1.25, -1.25, 0.0, 0.04, -0.04, None)] == [
        "+1,3",
        "−1,3",
        "0,0",
        "0,0",
        "0,0",
        "–",
    ]
    assert plain(0.35, "nl") == "0,35"
    assert plain(-12.0, "nl") == "−12"
    assert plain(5000.0, "en") == "5000"
    assert spread(3.2, 6.4, "nl") == "3,2–6,4"
    assert spread(13.8, 13.8, "en") == "13.8"
    assert [listed(list(x), "nl") for x in ("", "a", "ab", "abc")] == ["", "a", "a en b", "a, b en c"]
    assert listed(["a", "b"], "en") == "a and b"

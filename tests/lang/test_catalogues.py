"""The catalogues have exactly the texts of the code, all translated, and every translation fits its text."""

import re
from gettext import GNUTranslations
from pathlib import Path

import pytest

from bereikbaar.lang import LANGS, extract
from bereikbaar.lang.catalogues import (
    LOCALE,
    PACKAGE,
    TEMPLATE,
    TRANSLATED,
    mo_bytes,
    po_bytes,
    po_path,
    read_catalogue,
    template,
    untranslated,
    updated,
)

HINT = "run python -m bereikbaar.lang.catalogues and translate what it names"
MESSAGES = extract.package_messages(PACKAGE)
ASKED = {(m.context, m.text): m for m in MESSAGES}
#: Words that only one of the languages has; a text of the other that holds one is half-translated.
DUTCH = {"de", "het", "een", "niet", "naar", "geen", "van", "voor", "bij", "wordt", "elk", "inwoners", "kernen"}
ENGLISH = {"the", "and", "not", "with", "from", "to", "are", "inhabitants", "towns", "below", "every", "each"}

#: Names that stay as they are.
NAMES = re.compile("Ritsema van Eck|Environment and Planning")


def held(path, lang=None):
    named = [(m.id if isinstance(m.id, str) else m.id[0], m) for m in read_catalogue(path, lang)]
    return {(m.context or "", text): m for text, m in named if text}


def strings(message):
    return [message.string] if isinstance(message.string, str) else list(message.string)


def words(text):
    own = re.sub(r"`[^`]*`|\{[^}]*\}|\([^)]*\)|\w+\.(csv|txt)", " ", NAMES.sub(" ", text))
    return set(re.findall(r"[a-zé'_]+", own.lower()))


def test_the_code_asks_for_many_texts():
    assert len(MESSAGES) > 600
    assert ("", "In short") in ASKED and ("now", "Base") in ASKED


def test_every_language_has_a_catalogue_and_every_catalogue_a_language():
    assert {p.name for p in LOCALE.iterdir() if p.is_dir()} == set(TRANSLATED) == set(LANGS) - {"en"}


def test_the_english_catalogue_has_exactly_the_texts_of_the_code():
    there = held(TEMPLATE)
    assert set(ASKED) - set(there) == set(), f"missing: {HINT}"
    assert set(there) - set(ASKED) == set(), f"unused: {HINT}"


@pytest.mark.parametrize("lang", TRANSLATED)
def test_no_text_is_missing_unused_or_unsure(lang):
    there = held(po_path(lang), lang)
    assert set(ASKED) - set(there) == set(), f"missing: {HINT}"
    assert set(there) - set(ASKED) == set(), f"unused: {HINT}"
    assert untranslated(read_catalogue(po_path(lang), lang)) == []
    assert [m.id for m in there.values() if m.fuzzy] == []


@pytest.mark.parametrize("lang", TRANSLATED)
def test_a_translation_has_the_places_to_fill_and_the_edges_of_its_text(lang):
    for key, message in held(po_path(lang), lang).items():
        asked = ASKED[key]
        for text in strings(message):
            assert extract.placeholders(text) == asked.placeholders, key
            for strip in (str.lstrip, str.rstrip):  # blanks at an edge join sentences
                assert (strip(text) == text) == (strip(asked.text) == asked.text), key


@pytest.mark.parametrize("lang", TRANSLATED)
def test_what_is_compiled_is_what_is_written(lang):
    with po_path(lang).with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for (context, text), message in held(po_path(lang), lang).items():
        got = compiled.pgettext(context, text) if context else compiled.gettext(text)
        if isinstance(message.id, str):
            assert got == message.string, f"not compiled: {HINT}"
        else:
            assert [compiled.ngettext(*message.id, n) for n in (1, 2)] == strings(message), f"not compiled: {HINT}"


def test_no_text_is_half_translated():
    for key, message in held(po_path("nl"), "nl").items():
        for text in strings(message):
            assert not words(text) & ENGLISH, (key, text)
        assert not words(key[1]) & DUTCH, key


def test_files_come_out_the_same_again(tmp_path):
    for lang in TRANSLATED:
        once = updated(MESSAGES, lang, read_catalogue(po_path(lang), lang))
        assert po_bytes(once) == po_bytes(updated(list(reversed(MESSAGES)), lang, once))
        written = tmp_path / f"{lang}.po"
        written.write_bytes(po_bytes(once))
        one, two = (read_catalogue(written, lang) for _ in range(2))
        two.creation_date = two.creation_date.replace(year=1999)
        assert mo_bytes(one) == mo_bytes(two)
    assert b"Date" not in po_bytes(template(MESSAGES))


def test_a_changed_text_loses_its_translation_and_a_new_one_has_none(tmp_path):
    first = tmp_path / "nl.po"
    before = updated([extract.Message("", "Town"), extract.Message("", "Towns")], "nl", None)
    before["Town"].string, before["Towns"].string = "Kern", "Kernen"
    first.write_bytes(po_bytes(before))
    texts = [extract.Message("", "Town"), extract.Message("", "Towns there"), extract.Message("map", "Town")]
    after = updated(texts, "nl", read_catalogue(first, "nl"))
    assert {(m.context, m.id): m.string for m in after if m.id} == {
        (None, "Town"): "Kern",
        (None, "Towns there"): None,
        ("map", "Town"): None,
    }
    assert untranslated(after) == ["Towns there", "Town"]


def test_texts_are_found_where_they_stand():
    source = """
both("one" " and two", n=1)
both("Base", context="now")
page.told(lang, "three {x}", x=3)
language.text("four")
language.plural("{n} train", "{n} trains", n)
language.text(key)
msgid("five")
text("no method of a language")
walk_kmh = _setting(5.0, unit="km/h", text="six")
"""
    found = list(extract.source_messages(source, "there.py"))
    assert [(m.context, m.text, m.plural) for m in found] == [
        ("", "one and two", ""),
        ("now", "Base", ""),
        ("", "three {x}", ""),
        ("", "four", ""),
        ("", "{n} train", "{n} trains"),
        ("", "five", ""),
        ("", "six", ""),
    ]
    assert found[0].places == (("there.py", 2),) and found[4].placeholders == {"n"}


@pytest.mark.parametrize(
    "call", ["both(title)", "both(f'{n} trains')", "told(lang, 'a' + b)", "msgid()", "both('Base', context=where)"]
)
def test_a_text_that_cannot_be_extracted_is_refused(call):
    with pytest.raises(ValueError, match=r"there.py:1: expected the English text itself in the call of \w+\(\)"):
        list(extract.source_messages(call, "there.py"))


def test_every_module_is_looked_at(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.py").write_text('both("x")\n\nboth("x")\n', encoding="utf-8")
    (tmp_path / "deep" / "b.py").write_text('both("x")', encoding="utf-8")
    assert extract.package_messages(Path(tmp_path))[0].places == (("a.py", 1), ("a.py", 3), ("deep/b.py", 1))

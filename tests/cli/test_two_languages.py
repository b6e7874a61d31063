"""Tables of words outside the report: both languages are there, with the same places to fill."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from bereikbaar.cli import network_export, network_import, network_minutes, network_show
from bereikbaar.cli.validate import WORDS
from bereikbaar.network.trips import BASES
from bereikbaar.timetable.propose import corridors

PAIRS = {
    "what was counted on import": network_import.COUNT_WORDS,
    "what was done with a feed": network_import.ACTION_WORDS,
    "what was counted in a network": network_show.COUNT_WORDS,
    "what a minute rests on": network_minutes.BASIS_WORDS,
    "heads of the minutes": network_minutes.HEADS,
    "what a trip of an export rests on": network_export.BASIS_WORDS,
}


def places(text: str) -> list[str]:
    return sorted(re.findall(r"\{[^}]*\}", text))


@pytest.mark.parametrize("table", PAIRS.values(), ids=PAIRS.keys())
def test_every_word_is_a_pair(table: Mapping[str, Any]) -> None:
    for key, pair in table.items():
        assert len(pair) == 2 and all(text.strip() for text in pair), key
        assert places(pair[0]) == places(pair[1]), key


def test_the_words_of_validation_are_the_same_in_both_languages() -> None:
    assert all(places(nl) == places(en) for nl, en in WORDS.values())


def test_the_sentences_on_corridors_are_there_in_both_languages() -> None:
    assert all(nl != en and places(nl) == places(en) for nl, en in corridors._TEXTS.values())


def test_every_basis_of_a_minute_has_words() -> None:
    assert set(network_export.BASIS_WORDS) == set(BASES)
    assert set(network_minutes.BASIS_WORDS) == set(BASES) - {"headway"}  # a train at a minute has one

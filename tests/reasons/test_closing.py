"""A stretch of track as it is typed: codes, names with dashes of their own, and what is said of the others."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from small_closures import SETTINGS, ring

from bereikbaar.errors import InputError
from bereikbaar.network.model import Station
from bereikbaar.network.track import TrackPaths
from bereikbaar.reasons.closing import ASSUMED, closing, closings, key_of_stretch, stretch
from bereikbaar.scenarios.apply import apply_scenario

NAMES = {"a": "Zwolle", "b": "Berlin-Spandau", "c": "'s-Hertogenbosch", "j": "Junction", "e": "Échteld"}


def net():
    held = ring()
    stations = {code: replace(s, name=NAMES[code]) for code, s in held.stations.items()}
    return replace(held, stations=MappingProxyType({**stations, "x": Station("x", "Island", 53.0, 6.0)}))


def read(text: str):
    return stretch(text, net(), TrackPaths(net()))


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("a-b", ("a", "b")),
        ("B-A", ("b", "a")),
        ("zwolle-berlin-spandau", ("a", "b")),
        ("Berlin-Spandau – 's-Hertogenbosch", ("b", "c")),
        ("'s-hertogenbosch-echteld", ("c", "e")),
        ("c - Echteld", ("c", "e")),
    ],
)
def test_codes_and_names_are_read_whatever_dashes_they_have(text, ends) -> None:
    assert read(text) == ends


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a", "expected two stations as zl-mp or Zwolle-Meppel, found 'a'"),
        ("a-", "expected two stations"),
        ("zwole-b", "there is no station 'zwole' in network 'ring'; did you mean 'a' (Zwolle)?"),
        ("a-a", "'a-a' begins and ends at Zwolle"),
        ("a-x", "there is no track between 'a' (Zwolle) and 'x' (Island) in network 'ring'"),
    ],
)
def test_what_is_no_stretch_is_said_with_what_may_be_meant(text, said) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    (problem,) = caught.value.problems
    assert said in problem.message
    assert problem.field == "--close"


def test_a_text_that_two_stretches_fit_is_asked_back() -> None:
    held = net()
    twin = {**held.stations, "z2": replace(held.stations["b"], code="z2", name="Zwolle")}
    both = replace(held, stations=MappingProxyType(twin))
    with pytest.raises(InputError, match="'Zwolle-c' can be more than one stretch; say which: a-c, z2-c"):
        stretch("Zwolle-c", both, TrackPaths(both))


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(InputError) as caught:
        closings(["a-q9", "a", "b-c"], net())
    assert len(caught.value.problems) == 2


def test_the_same_stretch_twice_is_refused_also_the_other_way_round() -> None:
    with pytest.raises(InputError, match="'b-a' is the same stretch as 'a-b'; give it once"):
        closings(["a-b", "b-a"], net())


def test_a_closure_is_a_scenario_with_a_name_titles_assumptions_and_a_hash() -> None:
    (one,) = closings(["Zwolle-c"], net())
    assert (one.name, one.key, one.base, one.origin) == ("closed-a-c", "x_a_c", "ring", "--close a-c")
    assert dict(one.title) == {
        "nl": "Spoor Zwolle – 's-Hertogenbosch dicht", "en": "Track Zwolle – 's-Hertogenbosch closed",
    }  # fmt: skip
    assert one.assumptions["en"] == tuple(text.said("en") for text in ASSUMED)
    assert one.assumptions["nl"] != one.assumptions["en"]
    assert len(one.hash) == 64
    assert one.hash != closing("a", "b", net()).hash


def test_a_stretch_of_several_sections_is_closed_along_the_track() -> None:
    held = net()
    after = apply_scenario(held, closing("a", "e", held), SETTINGS).network
    assert set(held.sections) - set(after.sections) == {("a", "c"), ("c", "j"), ("e", "j")}
    assert set(held.services) - set(after.services) == {"3", "4"}


def test_keys_fit_and_differ_and_are_the_same_both_ways() -> None:
    codes = ("a", "ab", "asdz", "asdm", "asd", "asdzuid", "NL:S:1234", "NL:S:1235")
    keys = {key_of_stretch(a, b) for a in codes for b in codes if a < b}
    assert len(keys) == len(codes) * (len(codes) - 1) // 2
    assert all(len(key) <= 8 and set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789_") for key in keys)
    assert key_of_stretch("asdz", "asdm") == key_of_stretch("asdm", "asdz")

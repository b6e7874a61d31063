"""Which station is which: by code, name and place, at most once, and rather not than wrongly."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bereikbaar.network.matching import canonical, match_stations
from bereikbaar.network.model import Station
from builders_baseline import NOW, THEN, stations


def pairs(mine, theirs):
    return {m.mine: (m.theirs, m.how) for m in match_stations(mine, theirs).pairs}


def at(code, name, lat=52.0, lon=5.0):
    return {code: Station(code, name, lat, lon)}


def test_an_old_timetable_is_matched_by_name_and_place_and_the_rest_stays_apart() -> None:
    found = match_stations(stations(NOW), stations(THEN))
    assert {m.mine: (m.theirs, m.how) for m in found.pairs} == {
        "asd": ("ns1", "name"),
        "ut": ("ns2", "name"),
        "ht": ("ns3", "name"),
        "apn": ("ns5", "name"),
        "dtcp": ("ns4", "place"),
    }
    assert (found.only_mine, found.only_theirs) == (("new",), ("new",)), "one code, two places far apart"
    assert found.counts == {"code": 0, "name": 4, "place": 1, "only_mine": 1, "only_theirs": 1}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Den Haag HS", "'s-Gravenhage Hollands Spoor"),
        ("Alphen a/d Rijn", "Alphen Aan Den Rijn"),
        ("Bünde (Westf)", "BUNDE (WESTF)"),
        ("Houthem-St. Gerlach", "Houthem Sint Gerlach"),
        ("Amsterdam Zuid", "Amsterdam Zuid Wtc"),
        ("Köln Hbf", "Koln Hauptbahnhof (D)"),
    ],
)
def test_one_name_in_two_ways_of_writing(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)
    assert pairs(at("a", one), at("b", other, 52.05)) == {"a": ("b", "name")}


@pytest.mark.parametrize(
    ("one", "other"), [("Utrecht Centraal", "Utrecht Overvecht"), ("Almelo", "Almere"), ("Gouda", "Gouda Goverwelle")]
)
def test_other_stations_of_a_town_are_not_the_same(one: str, other: str) -> None:
    assert pairs(at("a", one), at("b", other, 52.03)) == {}


def test_a_code_counts_only_where_name_or_place_agrees() -> None:
    assert pairs(at("hr", "Heerenveen"), at("HR", "Horsens", 55.8, 9.8)) == {}, "chance"
    assert pairs(at("hr", "Heerenveen"), at("HR", "Fryslan Sud", 52.01)) == {"hr": ("HR", "code")}, "renamed"
    assert pairs(at("hr", "Heerenveen"), at("HR", "Heerenveen", 52.05)) == {"hr": ("HR", "code")}, "drawn roughly"


def test_a_code_with_another_name_gives_way_to_the_name_and_wins_over_the_place() -> None:
    mine = at("a", "Gouda") | at("b", "Leiden", 52.002)
    theirs = at("a", "Leiden", 52.001) | at("x", "Gouda", 52.003)
    assert pairs(mine, theirs) == {"a": ("x", "name"), "b": ("a", "name")}, "a code was given to another station"
    assert pairs(at("a", "Gouda"), theirs) == {"a": ("x", "name")}
    assert pairs(at("a", "Gouda"), at("a", "Waddinxveen", 52.01) | at("x", "Boskoop")) == {"a": ("a", "code")}


def test_two_of_one_name_are_told_apart_by_place_or_not_at_all() -> None:
    theirs = at("x", "Essen", 51.46, 4.45) | at("y", "Essen", 51.45, 7.01)
    assert pairs(at("a", "Essen", 51.46, 4.45), theirs) == {"a": ("x", "name")}
    same_place = at("x", "Essen (B)", 51.46, 4.45) | at("y", "Essen (D)", 51.46, 4.45)
    assert pairs(at("a", "Essen", 51.46, 4.45), same_place) == {}, "nobody knows which: neither is believed"


@pytest.mark.parametrize("nowhere", [(0.0, 0.0), (0.0038, 0.0157), (math.nan, math.nan)])
def test_without_a_position_the_name_alone_decides(nowhere: tuple[float, float]) -> None:
    theirs = at("x", "Zwolle", *nowhere) | at("y", "Assen", *nowhere)
    found = match_stations(at("zl", "Zwolle") | at("gn", "Groningen", *nowhere), theirs)
    assert [(m.mine, m.theirs, m.how) for m in found.pairs] == [("zl", "x", "name")]
    assert math.isnan(found.pairs[0].km), "and no two of them are the same place"


def test_farther_than_500_m_another_name_is_another_station() -> None:
    assert pairs(at("a", "Delft Campus"), at("b", "Zuid", 52.0044)) == {"a": ("b", "place")}
    assert pairs(at("a", "Delft Campus"), at("b", "Zuid", 52.0046)) == {}


names = st.sampled_from(["Gouda", "Gouda CS", "Leiden", "Leiden Centraal", "Essen", "Ede", "Ede-Wageningen", ""])
spots = st.sampled_from([(52.0, 5.0), (52.001, 5.0), (52.004, 5.0), (52.01, 5.0), (52.5, 5.0), (0.0, 0.0)])
some = st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(names, spots), max_size=6)


def made(of):
    return {code: Station(code, name, *spot) for code, (name, spot) in of.items()}


@settings(max_examples=150, deadline=None)
@given(some, some, st.integers(0, 9))
def test_each_station_is_matched_at_most_once_whatever_the_order_and_all_are_counted(one, other, seed) -> None:
    mine, theirs = made(one), made(other)
    found = match_stations(mine, theirs)
    assert len({m.mine for m in found.pairs}) == len(found.pairs) == len({m.theirs for m in found.pairs})
    assert sorted([*found.only_mine, *(m.mine for m in found.pairs)]) == sorted(mine)
    assert sorted([*found.only_theirs, *(m.theirs for m in found.pairs)]) == sorted(theirs)

    def shuffled(of):
        codes = list(of)
        random.Random(seed).shuffle(codes)
        return {c: of[c] for c in codes}

    assert match_stations(shuffled(mine), shuffled(theirs)) == found
    back = match_stations(theirs, mine)
    assert {(m.mine, m.theirs) for m in back.pairs} == {(m.theirs, m.mine) for m in found.pairs}


@settings(max_examples=30, deadline=None)
@given(some)
def test_a_network_matches_itself_by_code(of) -> None:
    of = {c: v for c, v in of.items() if v[0]}
    found = match_stations(made(of), made(of)).pairs
    assert {m.mine for m in found if m.how == "code" and m.mine == m.theirs} == {*of}

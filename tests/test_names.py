"""Stations, centres, towns and regions by code or name."""

from dataclasses import replace

import numpy as np
import pytest

from bereikbaar.access.model import Areas, Centre, Places, Towns, Zones
from bereikbaar.access.regions import regions_of_towns, regions_of_zones, towns_in
from bereikbaar.errors import UnknownNameError
from bereikbaar.names import Endpoint, Region, find_endpoint, find_region, plain
from bereikbaar.network.model import Network, Station


def network() -> Network:
    stations = [
        Station("gn", "Groningen", 53.2, 6.6),
        Station("ht", "'s-Hertogenbosch", 51.7, 5.3),
        Station("asdz", "Amsterdam Zuid", 52.3, 4.9),
        Station("asd", "Amsterdam Centraal", 52.4, 4.9),
        Station("koln", "Köln Hbf", 50.9, 7.0, country="DE"),
    ]
    return Network("n", "n", "1", (), {s.code: s for s in stations}, {})


def places() -> Places:
    none = np.zeros(0)
    zones = Zones((), (), none.astype(int), (), (), (), none, none, none, none, none, none)
    rows = [
        ("urk-0184", "Urk", "Urk", "Flevoland", "Flevoland"),
        ("beek-1", "Beek", "Beek", "Limburg", "Zuid-Limburg"),
        ("beek-2", "Beek", "Montferland", "Gelderland", "Achterhoek"),
        ("groningen-0014", "Groningen", "Groningen", "Groningen", "Overig Groningen"),
        ("dokkum-1970", "Dokkum", "Noardeast-Fryslân", "Fryslân", "Noord-Friesland"),
        ("delfzijl-1979", "Delfzijl", "Eemsdelta", "Groningen", "Delfzijl en omgeving"),
    ]
    columns = list(zip(*rows, strict=True))
    zero = np.zeros(len(rows))
    towns = Towns(*columns, zero, zero, zero)  # type: ignore[arg-type]
    centre = Centre(
        "amsterdam", "Amsterdam", ("four largest cities",), "Noord-Holland", ("asd", "asdz", "gone"), 52.4, 4.9
    )
    return Places(zones, towns, (centre,), (), (), None, None)


def test_a_code_wins_whatever_its_case() -> None:
    assert find_endpoint("gn", network(), None) == Endpoint("station", "gn", "Groningen", ("gn",))
    assert find_endpoint("GN", network(), None).id == "gn"


@pytest.mark.parametrize("text", ["'s-Hertogenbosch", "s hertogenbosch", "’S-HERTOGENBOSCH", "  's  hertogenbosch "])
def test_apostrophes_hyphens_and_case_are_forgiven(text: str) -> None:
    assert find_endpoint(text, network(), None).id == "ht"


@pytest.mark.parametrize("text", ["Köln Hbf", "koln hbf", "KÖLN HBF"])
def test_accents_are_forgiven(text: str) -> None:
    assert find_endpoint(text, network(), None).id == "koln"


def test_a_city_with_several_stations_is_a_centre_and_lists_those_of_the_network() -> None:
    assert find_endpoint("amsterdam", network(), places()) == Endpoint(
        "centre", "amsterdam", "Amsterdam", ("asd", "asdz")
    )


def test_a_town_without_a_station_is_found_by_name_and_by_id() -> None:
    assert find_endpoint("urk", network(), places()) == find_endpoint("urk-0184", network(), places())
    assert find_endpoint("Urk", network(), places()).town_idx == 0


def test_two_towns_of_one_name_are_asked_back_with_their_ids() -> None:
    with pytest.raises(
        UnknownNameError, match=r"say which: beek-1 \(Beek, municipality Beek\), beek-2 \(Beek, municipality Mont"
    ):
        find_endpoint("Beek", network(), places())
    assert find_endpoint("beek-2", network(), places()).town_idx == 2


def test_an_unknown_name_gets_near_ones_or_those_that_begin_with_it() -> None:
    with pytest.raises(UnknownNameError, match=r"'Groningn' is no station or place; did you mean gn \(Groningen\)"):
        find_endpoint("Groningn", network(), places())
    with pytest.raises(UnknownNameError, match=r"did you mean asd \(Amsterdam Centraal\) or asdz \(Amsterdam Zuid\)"):
        find_endpoint("Amsterdam", network(), None)
    with pytest.raises(UnknownNameError, match=r"'xyzzy' is no station or place$"):
        find_endpoint("xyzzy", network(), places())
    with pytest.raises(UnknownNameError):
        find_endpoint("", network(), places())


def test_a_municipality_or_province_gets_its_largest_towns_and_no_names_that_look_like_it() -> None:
    at = replace(places(), towns=replace(places().towns, population=np.array([9.0, 5, 5, 200, 13, 25])))
    eemsdelta = (
        r"^'Eemsdelta' is a municipality and no place; did you mean a town in it, delfzijl-1979 \(Delfzijl\)\?$"
    )
    with pytest.raises(UnknownNameError, match=eemsdelta):
        find_endpoint("Eemsdelta", network(), at)
    with pytest.raises(UnknownNameError, match=r"'Limburg' is a province .* beek-1 \(Beek\)\?$"):
        find_endpoint("limburg".title(), network(), at)
    with pytest.raises(UnknownNameError, match=r"'Achterhoek' is a COROP area .* beek-2 \(Beek\)\?$"):
        find_endpoint("Achterhoek", network(), at)
    with pytest.raises(UnknownNameError, match=r"'Friesland' is a province .* dokkum-1970"):
        find_endpoint("Friesland", network(), at)
    assert find_endpoint("Groningen", network(), at).kind == "station", "a name that something else has too"


def test_a_postcode_area_is_a_door_of_its_own() -> None:
    zones = replace(places().zones, code=("8302", "8303"), place=("Emmeloord", ""))
    at = replace(places(), zones=zones)
    assert find_endpoint("8302", network(), at) == Endpoint("zone", "8302", "8302 Emmeloord", zone=0)
    assert (find_endpoint(" 8303 ", network(), at).name, find_endpoint("8303", network(), at).is_door) == (
        "8303",
        True,
    )
    with pytest.raises(UnknownNameError, match=r"there is no postcode area 8300; did you mean .830[23]. or"):
        find_endpoint("8300", network(), at)


def test_regions_are_found_and_a_name_used_twice_is_asked_back() -> None:
    assert find_region("limburg", places()) == Region("province", "Limburg")
    assert find_region("Flevoland", places()) == Region("province", "Flevoland"), "the COROP area is the same towns"
    assert find_region("Municipality: montferland", places()) == Region("municipality", "Montferland")
    with pytest.raises(UnknownNameError, match=r"say which: municipality:Groningen, province:Groningen"):
        find_region("Groningen", places())
    for nothing in ("", " ", "municipality:"):
        with pytest.raises(
            LookupError, match="--region: expected a province, COROP area, NPVR region or municipality, found "
        ):
            find_region(nothing, places())
    with pytest.raises(UnknownNameError, match=r"there is no region 'Limbrug'; did you mean 'Limburg'"):
        find_region("Limbrug", places())
    with pytest.raises(
        UnknownNameError, match=r"'provincie' is no kind of region; there are province, corop, npvr, municipality"
    ):
        find_region("provincie:Limburg", places())


def test_a_town_is_no_region_and_its_municipality_is_said() -> None:
    """Emmeloord lies in Noordoostpolder; Ermelo, which is spelt like it, is at the other side of the lake."""
    with pytest.raises(UnknownNameError) as dokkum:
        find_region("dokkum", places())
    assert str(dokkum.value) == (
        "there is no region 'dokkum'; that is a town in municipality 'Noardeast-Fryslân' (Fryslân): name that instead"
    )
    with pytest.raises(
        UnknownNameError, match=r"a town in municipality 'Beek' \(Limburg\) or municipality 'Montferland' \(Gelder"
    ):
        find_region("province:Beek", places())


def test_a_vital_region_is_found_through_the_municipalities_in_it() -> None:
    one = places()
    zones = replace(
        one.zones, code=("9701", "9901", "9131"), municipality=("Groningen", "Eemsdelta", "Noardeast-Fryslân")
    )
    npvr = Areas("npvr", ("a", "b"), ("Noard-Fryslân", "Noordoost"), np.array([-1, 1, 0]))
    at = replace(one, zones=zones, areas={"npvr": npvr})
    assert find_region("noordoost", at) == Region("npvr", "Noordoost")
    assert towns_in(at, "npvr", "Noordoost") == ["delfzijl-1979"]
    assert regions_of_towns(at, "npvr") == ("", "", "", "", "Noard-Fryslân", "Noordoost")
    assert regions_of_zones(at, "npvr") == ("", "Noordoost", "Noard-Fryslân")
    assert regions_of_towns(one, "npvr") == ("",) * 6, "without a table of them there are none"
    with pytest.raises(UnknownNameError, match=r"no region 'Noordost'; did you mean 'Noordoost'"):
        find_region("Noordost", at)
    same = replace(at, areas={"npvr": Areas("npvr", ("a",), ("Delfzijl en omgeving",), np.array([-1, 0, -1]))})
    assert find_region("Delfzijl en omgeving", same).kind == "corop", "the same towns by either name"


def test_a_province_answers_to_its_other_name() -> None:
    assert find_region("Friesland", places()) == Region("province", "Fryslân")


def test_plain_keeps_letters_of_all_scripts_and_digits() -> None:
    assert plain("Sint-Michielsgestel (2)") == "sint michielsgestel 2"
    assert plain("Straße") == "strasse"

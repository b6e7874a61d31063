"""What stands in each layer, for one scenario and for many."""

from dataclasses import replace

import polars as pl
import pytest

from bereikbaar.errors import InputError
from bereikbaar.indicators.catalogue import TOWN_INDICATORS
from bereikbaar.write.layers import build_layers, layer_frame
from bereikbaar.write.layers.towns import CLASS_MEASURES, MAP_MEASURES
from bereikbaar.write.layers.tracks import statuses
from builders_results import (
    AFTER_MINUTES,
    network,
    result,
    scenario,
    section,
    service,
    station,
    towns,
)


@pytest.fixture(scope="module")
def layers():
    return {layer.name: layer for layer in build_layers(result())}


def rows(layer, key):
    return {row[key]: row for row in layer_frame(layer).iter_rows(named=True)}


def test_a_town_shows_base_scenario_difference_and_classes(layers):
    found = rows(layers["towns"], "town_id")
    groningen = found["groningen"]
    assert (groningen["exp_ams_min"], groningen["exp_ams_min_lely"], groningen["exp_ams_min_lely_diff"]) == (
        145,
        90,
        -55,
    )
    assert groningen["exp_ams_min_class"] == "le_150"
    assert groningen["exp_ams_min_lely_class"] == "le_90"
    assert groningen["exp_ams_min_lely_dclass"] == "gain_30"
    assert found["assen"]["main_min_lely_dclass"] == "loss_5"
    assert found["lelystad"]["main_min_lely_dclass"] == "same"
    assert found["groningen"]["population"] == 200_000


def test_the_towns_layer_carries_the_run_window_and_a_dozen_measures(layers):
    names = {f.name for f in layers["towns"].fields}
    for measure in MAP_MEASURES:
        column = "tph_offpeak" if measure == "tph" else measure
        assert {column, f"{column}_lely", f"{column}_lely_diff"} <= names
    assert "tph_evening" not in names  # the other windows are in the table
    assert len(MAP_MEASURES) == 12


def test_every_column_name_stays_within_thirty_characters_for_the_longest_key():
    r = result()
    case = replace(r.cases[0], scenario=scenario(key="abcdefgh"))
    for layer in build_layers(replace(r, cases=(case,))):
        assert max(len(f.name) for f in layer.fields) <= 30
    assert max(len(f"{m}_abcdefgh_dclass") for m in CLASS_MEASURES) <= 30
    assert max(len(f"{i.name}_abcdefgh_diff") for i in TOWN_INDICATORS) <= 30


def test_every_column_has_a_unit_or_is_text_and_a_title_in_both_languages(layers):
    for layer in layers.values():
        for f in layer.fields:
            assert f.title["nl"]
            assert f.title["en"]
            assert f.unit or f.kind == "text", f.name


def test_stations_of_base_and_scenario_are_all_there_and_say_what_happens(layers):
    found = rows(layers["stations"], "code")
    assert len(found) == 9
    assert found["xem"]["status_lely"] == "new"
    assert (found["xem"]["tph_offpeak"], found["xem"]["tph_offpeak_lely"], found["xem"]["connected"]) == (
        None,
        4.0,
        None,
    )
    assert (found["asn"]["status_lely"], found["asn"]["lost_direct_lely"]) == ("less", "gn ut zl")
    assert found["asn"]["tph_evening_lely"] == 0.0


def test_a_cut_off_station_and_one_without_trains_have_words_of_their_own(layers):
    found = rows(layers["stations"], "code")
    assert [found[c]["connected"] for c in ("gn", "mdb", "vss", "hdr")] == [
        "connected",
        "cut_off",
        "cut_off",
        "no_trains",
    ]
    assert found["hdr"]["tph_offpeak_class"] == "no_trains"
    assert found["asn"]["connected_lely"] == "no_trains"


def test_services_are_drawn_once_for_both_directions(layers):
    found = layer_frame(layers["services"])
    assert found["service"].to_list() == ["2100", "3000", "500", "500", "LL1"]
    three = found.filter(pl.col("service") == "3000").row(0, named=True)
    assert (three["tph_offpeak"], three["tph_offpeak_lely"], three["tph_offpeak_lely_diff"]) == (2.0, 1.0, -1.0)
    assert (three["directions"], three["status_lely"], three["run_min"]) == (2, "less", 27.0)


def test_a_service_with_another_stop_list_is_shown_on_both(layers):
    found = layer_frame(layers["services"]).filter(pl.col("service") == "500").sort("stops")
    assert found["status_lely"].to_list() == ["new_stops", "old_stops"]
    assert found["tph_offpeak"].to_list() == [0.0, 1.0]
    assert found["tph_offpeak_lely"].to_list() == [1.0, 0.0]
    assert found["run_min_lely"].to_list() == [108.0, None]


def test_a_new_train_and_an_untouched_one_are_told_apart(layers):
    found = rows(layers["services"], "service")
    assert (found["LL1"]["status_lely"], found["LL1"]["tph_offpeak"], found["LL1"]["run_min"]) == ("new", 0.0, None)
    assert found["2100"]["status_lely"] == "same"


def test_tracks_carry_the_trains_of_both_directions(layers):
    found = rows(layers["tracks"], "section")
    assert (found["asd-ut"]["load"], found["asd-ut"]["load_lely"], found["asd-ut"]["load_lely_diff"]) == (
        4.0,
        2.0,
        -2.0,
    )
    new = found["gn-xem"]
    assert (new["kind"], new["status_lely"], new["load"], new["load_lely"]) == ("new", "new", None, 4.0)
    # series 500 skips Assen but still runs through it
    assert found["asn-gn"]["load_lely"] == 2.0


def test_a_split_section_is_not_shown_as_closed():
    base = network([], [section("gn", "zl", 105.0), section("ut", "asd", 39.0)], ["gn", "zl", "ut", "asd"])
    faster = section("ut", "asd", 39.0, kind="upgraded")
    split = network(
        [], [section("gn", "asn", 27.0), section("asn", "zl", 78.0), faster], ["gn", "zl", "asn", "ut", "asd"]
    )
    assert statuses(base.sections, split.sections) == {
        ("gn", "zl"): "split",
        ("asn", "gn"): "part",
        ("asn", "zl"): "part",
        ("asd", "ut"): "changed",
    }
    closed = network([], [faster], ["ut", "asd"])
    assert statuses(base.sections, closed.sections)[("gn", "zl")] == "gone"


def test_pairs_go_from_the_larger_towns_to_the_centres(layers):
    found = layer_frame(layers["pairs"])
    assert found.height == 7 * 2 - 1  # Utrecht lies on its own centre: no line of length 0
    emmeloord = found.filter((pl.col("town_id") == "emmeloord") & (pl.col("centre_id") == "amsterdam")).row(
        0, named=True
    )
    assert (emmeloord["exp_min"], emmeloord["exp_min_lely"], emmeloord["exp_min_class"]) == (
        None,
        60.0,
        "no_connection",
    )
    assert (emmeloord["dep_h"], emmeloord["dep_h_lely"]) == (0.0, 2.0)


def test_lines_follow_the_track(layers):
    found = layer_frame(layers["services"])
    i = found["service"].to_list().index("LL1")
    line = layers["services"].geometry[i]
    assert [tuple(c) for c in line.coords] == [(6.5648, 53.2107), (5.728, 52.709), (4.9004, 52.3789)]


def test_a_bus_is_drawn_from_stop_to_stop():
    r = result()
    bus = service("bus", "gn 0 zl 100", 1, 1, mode="bus")
    net = replace(r.base.network, services={**r.base.network.services, "bus": bus})
    layers = {x.name: x for x in build_layers(replace(r, base=replace(r.base, network=net), cases=()))}
    found = layer_frame(layers["services"])
    line = layers["services"].geometry[found["service"].to_list().index("bus")]
    assert len(line.coords) == 2


def test_a_service_that_never_runs_is_not_drawn():
    r = result()
    ghost = service("ghost", "gn 0 zl 55", 0, 0)
    net = replace(r.base.network, services={**r.base.network.services, "ghost": ghost})
    layers = {x.name: x for x in build_layers(replace(r, base=replace(r.base, network=net), cases=()))}
    assert "ghost" not in layer_frame(layers["services"])["service"].to_list()


def test_without_scenarios_the_layers_hold_the_base():
    layers = {x.name: x for x in build_layers(result(base_only=True))}
    assert set(layers) == {"towns", "stations", "services", "tracks", "pairs"}
    assert not any("lely" in f.name for x in layers.values() for f in x.fields)


def test_six_scenarios_stand_side_by_side_and_seven_in_sets_of_their_own():
    assert [x.name for x in build_layers(result(scenarios=6))] == ["towns", "stations", "services", "tracks", "pairs"]
    many = {x.name: x for x in build_layers(result(scenarios=7))}
    keys = ["lely", *(f"copy{i}" for i in range(1, 7))]
    kinds = ("towns", "stations", "services", "tracks", "pairs")
    assert set(many) == {*kinds, *(f"{kind}_{key}" for kind in kinds for key in keys)}
    assert not any("copy" in f.name or "lely" in f.name for f in many["towns"].fields)
    assert any(f.name == "main_min_copy3_diff" for f in many["towns_copy3"].fields)
    assert not any("lely" in f.name for f in many["towns_copy3"].fields)


def test_layers_without_features_are_left_out():
    r = result(base_only=True)
    empty = replace(r, base=replace(r.base, pairs=r.base.pairs.head(0)))
    assert [x.name for x in build_layers(empty)] == ["towns", "stations", "services", "tracks"]


def test_keys_that_would_mean_two_things_are_refused():
    r = result(scenarios=2)
    for key, message in (
        ("base", "scenario 'lelylijn-test' has the key 'base', which column names use"),
        ("diff", "has the key 'diff', which column names use"),
        ("copy1", "scenarios 'lelylijn-test' and 'copy-1' share the key 'copy1'"),
    ):
        first = replace(r.cases[0], scenario=scenario(key=key))
        with pytest.raises(InputError, match=message):
            build_layers(replace(r, cases=(first, r.cases[1])))


def test_the_order_of_services_and_stations_in_the_network_does_not_matter(layers):
    r = result()

    def turned(case):
        net = case.network
        return replace(
            case,
            network=replace(
                net,
                services=dict(reversed(net.services.items())),
                stations=dict(reversed(net.stations.items())),
                sections=dict(reversed(net.sections.items())),
            ),
        )

    other = build_layers(replace(r, base=turned(r.base), cases=(turned(r.cases[0]),)))
    for layer in other:
        assert layer_frame(layer).equals(layer_frame(layers[layer.name]))


def test_towns_that_a_run_does_not_report_may_still_have_pairs():
    r = result()
    few = replace(r.base, towns=r.base.towns.head(2))
    found = {x.name: x for x in build_layers(replace(r, base=few, cases=()))}
    assert len(found["towns"].geometry) == 2
    assert len(found["pairs"].geometry) == 13


def test_a_scenario_that_lacks_a_title_in_one_language_lends_the_other():
    r = result()
    case = replace(r.cases[0], scenario=scenario(title={"nl": "Alleen Nederlands"}), towns=towns(AFTER_MINUTES))
    found = {f.name: f for f in build_layers(replace(r, cases=(case,)))[0].fields}
    assert found["main_min_lely"].title["en"].endswith(", Alleen Nederlands")


def test_a_station_without_a_known_end_is_not_drawn():
    """A section to a junction that is no station has only its own drawing; without one it cannot be drawn."""
    r = result(base_only=True)
    loose = replace(section("gn", "asn", 3.0), b="junction", line=())
    net = replace(r.base.network, sections={**r.base.network.sections, ("gn", "junction"): loose})
    layers = {x.name: x for x in build_layers(replace(r, base=replace(r.base, network=net)))}
    assert "gn-junction" not in layer_frame(layers["tracks"])["section"].to_list()
    assert station("gn").name == "Groningen"

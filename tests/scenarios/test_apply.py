"""A scenario applied as a whole: nothing in, nothing out; the order of the file; fights; what was touched."""

import copy
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from applying import after, applied, refused, scenario
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario_networks import network, tph

from bereikbaar import pipeline
from bereikbaar.errors import InputError
from bereikbaar.network.model import Network
from bereikbaar.scenarios.apply import apply_scenario, check_scenario, plain_changes
from bereikbaar.scenarios.changes import KINDS, AddService, SetDwell, SetFrequency
from bereikbaar.scenarios.model import Expectation, Scenario
from bereikbaar.scenarios.registry import load_scenario
from bereikbaar.scenarios.rows import ChangeRow
from bereikbaar.scenarios.schema import read_scenario
from bereikbaar.scenarios.touched import LegChange, StopChange, Touched, TphChange
from bereikbaar.scenarios.windows import per_window

MANY = [
    "add_station: {code: xem, name: Emmeloord, lat: 52.71, lon: 5.73}",
    "add_station: {code: xhn, name: Heerenveen Noord, lat: 52.99, lon: 5.905, on: {between: [hr, lw]}}",
    "add_track: {from: lls, to: xem, km: 30.1, speed_kmh: 200}",
    "add_track: {from: xem, to: xhn, km: 33.8, speed_kmh: 200}",
    "set_line_speed: {between: [mp, gn], speed_kmh: 160}",
    "add_service: {id: L1, stops: [asd, lls, xem, xhn, lw], run_min: [auto, auto, auto, 14], tph: {day: 2}}",
    "copy_service: {service: 6100, id: 6100x, skip: mp, tph: 1}",
    "replace_service: {service: 3000, stops: [asd, ut, zl]}",
    "set_frequency: {product: Intercity, factor: 2, windows: evening}",
    "remove_service: {services: 700}",
    "add_stops: {services: 600, stops: xhn, extra_min: 2}",
    "skip_stops: {services: 500, stops: asn, windows: weekend}",
    "set_run_time: {services: 600, from: ut, to: zl, change_min: -3}",
    "set_dwell: {services: [500, 600], stations: zl, dwell_min: 2}",
    "set_phase: {service: L1, direction: outbound, minute: 12}",
    "set_change_time: {station: xhn, change_min: 1}",
    "add_feeder: {town: d-1, station: xem, run_min: 9, tph: 2}",
    "set_access: {station: xhn, rental_bicycle: true}",
    "set_opportunities: {zone: 8302, field: population, add: 5000}",
]


def empty(**changed: Any) -> Scenario:
    return Scenario("empty", "empty", {"nl": "Leeg", "en": "Empty"}, "small", (), **changed)


def test_the_empty_scenario_gives_an_equal_network() -> None:
    net = network()
    found = apply_scenario(net, empty())
    assert found.network == net
    assert found.touched == Touched()
    assert not found.touched
    assert found.sentences("nl") == ()
    assert plain_changes(net, empty()) == []


def test_the_network_passed_in_stays_as_it_was() -> None:
    net = network()
    before = _frozen(net)
    applied(*MANY, on=net)
    with pytest.raises(InputError):
        applied("remove_service: {services: 9999}", on=net)
    assert _frozen(net) == before


def _frozen(net: Network) -> str:
    return repr(net)


USUAL = applied(*MANY)


@settings(max_examples=20, deadline=None)
@given(st.permutations(MANY))
def test_the_order_of_changes_in_the_file_does_not_matter(changes: list[str]) -> None:
    found, usual = applied(*changes), USUAL
    assert found.network == usual.network
    assert list(found.network.services) == list(usual.network.services)
    assert found.scenario.hash == usual.scenario.hash
    assert found.sentences("nl") == usual.sentences("nl")


@settings(max_examples=20, deadline=None)
@given(st.sets(st.sampled_from([c for c in MANY if "700" not in c]), min_size=1))
def test_what_a_scenario_does_not_name_stays_exactly(changes: set[str]) -> None:
    try:
        found = applied(*sorted(changes))
    except InputError:
        return  # a change that needs another one
    base = network()
    named = {*found.touched.services_changed, *found.touched.services_removed}
    for name in set(base.services) - named:
        assert found.network.services[name] == base.services[name]
    assert found.network.services["700"].patterns[0].arrive_min == base.services["700"].patterns[0].arrive_min


def test_the_result_carries_the_name_of_the_scenario_and_can_be_sent_to_another_process() -> None:
    net = after(MANY[0])
    assert net.scenario == ("test",)
    again = after("set_frequency: {services: 500, tph: 4}", on=net)
    assert again.scenario == ("test", "test")
    assert copy.deepcopy(Touched()) == Touched()
    assert pickle.loads(pickle.dumps(applied(MANY[0]).touched)) == applied(MANY[0]).touched


def test_all_that_is_wrong_is_said_at_once_with_its_line() -> None:
    found = refused(
        "set_frequency: {services: 501, tph: 4}",
        "add_stops: {services: 500, stops: asn}",
        "set_dwell: {services: 500, stations: nowhere, dwell_min: 2}",
    )
    assert [text.split(",")[0] for text in found] == ["line 6", "line 7", "line 8"]


def test_a_change_that_cannot_be_made_does_not_drag_others_along() -> None:
    found = refused(
        "add_station: {code: xem, name: Emmeloord, lat: 5.73, lon: 52.71}",
        "add_track: {from: lls, to: xem, km: 30.1, speed_kmh: 200}",
        "add_service: {id: L1, stops: [asd, lls, xem], tph: 2}",
        "set_frequency: {services: L1, tph: 4}",
    )
    assert len(found) == 1
    assert "are lat and lon swapped?" in found[0]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (["set_frequency: {services: 700, factor: 2}", "set_frequency: {services: 700, factor: 2}"],
         "line 7, set_frequency: the same change is there twice (line 6)"),
        (["set_frequency: {services: 700, factor: 2}", "set_frequency: {services: [500, 700], tph: {evening: 4}}"],
         "set_frequency on line 6 decides the same thing (service 700, tph, outbound): take one away"),
        (["set_frequency: {services: 500, tph: 2}", "replace_service: {service: 500, stops: [ut, zl], tph: 4}"],
         "decides the same thing (service 500, tph, outbound)"),
        (["add_station: {code: xa, name: A, lat: 52.7, lon: 5.7}",
          "add_station: {code: xa, name: B, lat: 52.6, lon: 5.6}"],
         "station code 'xa' is taken"),
        (["set_run_time: {services: 500, from: zl, to: asn, run_min: 30}",
          "scale_run_time: {services: 500, factor: 0.9}"],
         "decides the same thing (service 500, stops, run time, "),
        (["add_stops: {services: 500, stops: mp}", "replace_service: {service: 500, stops: [ut, zl]}"],
         "does not pass 'mp'"),
        (["skip_stops: {services: 500, stops: asn}", "close_station: {station: asn}", "set_dwell: {services: 600, "
          "stations: zl, dwell_min: 1}", "set_dwell: {product: Intercity, stations: zl, dwell_min: 2}"],
         "set_dwell on line 8 decides the same thing (service 600, stops, dwell, zl)"),
        (["set_line_speed: {between: [zl, gn], speed_kmh: 160}",
          "set_line_speed: {between: [mp, zl], speed_kmh: 200}"],
         "decides the same thing (speed mp, zl)"),
        (["set_change_time: {station: zl, change_min: 3}", "set_change_time: {station: zl, change_min: 4}"],
         "decides the same thing (station zl, change time)"),
        (["remove_service: {services: 500}", "skip_stops: {services: 500, stops: asn}"],
         "service '500' is removed by another change"),
        (["set_frequency: {services: 500, tph: 2}", "remove_service: {services: 500}"],
         "service '500' is removed by another change"),
        (["set_phase: {service: 500, direction: return, minute: 1}",
          "set_phase: {service: 500, direction: return, minute: 2}"],
         "decides the same thing (minute of 500, return)"),
        (["add_feeder: {town: d-1, station: hr, run_min: 9, tph: 2}",
          "add_feeder: {town: d-1, station: hr, run_min: 8, tph: 2}"], "is there already"),
        (["set_opportunities: {zone: 8302, field: jobs, add: 9}",
          "set_opportunities: {zone: 8302, field: jobs, add: 8}"],
         "decides the same thing (zone 8302, jobs, new)"),
    ],
)  # fmt: skip
def test_two_changes_that_fight_are_refused(changes: list[str], expected: str) -> None:
    found = refused(*changes)
    assert any(expected in text for text in found), found


def test_changes_of_one_service_at_different_times_or_places_do_not_fight() -> None:
    net = after(
        "set_frequency: {services: 500, tph: {day: 2}}",
        "set_frequency: {services: 500, factor: 3, windows: evening}",
        "set_run_time: {services: 500, from: zl, to: asn, run_min: 30, one_way: true}",
        "set_run_time: {services: 500, from: asn, to: zl, run_min: 31, one_way: true}",
        "set_dwell: {services: 500, stations: zl, dwell_min: 2, windows: day}",
        "set_dwell: {services: 500, stations: zl, dwell_min: 1, windows: evening}",
    )
    assert tph(net, "500-day") == (2, 2, 2, 2, 0, 0, 0)
    assert tph(net, "500-evening") == (0, 0, 0, 0, 3, 0, 0)
    assert tph(net, "500") == (0, 0, 0, 0, 0, 1, 1)


def test_a_scenario_of_which_the_changes_undo_each_other_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # the rules about fights leave no way to write one: let a change of dwell time bring the base back
    monkeypatch.setattr(SetDwell, "make", lambda self, network, context: context.base)
    wish = scenario(
        "set_frequency: {services: 500, tph: 4}", "set_dwell: {services: 600, stations: zl, dwell_min: 2}"
    )  # fmt: skip
    with pytest.raises(InputError, match="scenario 'test' changes nothing: its changes undo each other"):
        apply_scenario(network(), wish)
    assert "changes nothing" in str(check_scenario(network(), wish)[0])


def test_the_same_wishes_as_those_that_once_changed_nothing_silently() -> None:
    from pathlib import Path

    path = Path(__file__).parents[1] / "data" / "scenarios" / "wishes.yaml"
    with pytest.raises(InputError) as caught:
        read_scenario(path)  # an interval of 0 minutes cannot even be read
    (zero,) = caught.value.problems
    assert zero.row == 11
    assert "expected a number from 1 to 720 (min), found 0" in zero.message
    from bereikbaar.scenarios.schema import read_leniently

    reading = read_leniently(path)
    assert reading.scenario is not None
    found = {p.row: p.message for p in check_scenario(network(), reading.scenario)}
    assert "station 'Groningn' is not in network 'small'; did you mean 'gn' (Groningen)?" in found[7]
    assert "service '5000' is not in network 'small'" in found[8]
    assert "service '3000' does not call at 'asn'" in found[9]
    assert "station 'Emmeloord' is not in network 'small'; a new station needs add_station" in found[10]
    assert "service '500' takes 16 min: -20 leaves nothing" in found[12]
    assert "the same change is there twice (line 13)" in found[14]
    assert "already runs so" in found[15]


def test_changes_made_in_python_are_held_to_the_same_rules() -> None:
    good = SetFrequency(services=("500",), tph=per_window(day=4))
    made = Scenario("python", "python", {"nl": "p", "en": "p"}, "small", (good,))
    assert apply_scenario(network(), made).network.services["500"].patterns[0].tph[1] == 4
    bad = AddService(id="N", stops=("ut", "zl"), tph=per_window(-3.0))
    with pytest.raises(InputError, match=r"add_service.tph: expected a number from 0 to 60"):
        apply_scenario(network(), replace(made, changes=(good, bad)))


def test_what_was_touched_is_told_in_figures() -> None:
    found = applied(
        "add_stops: {services: 500, stops: mp, extra_min: 2}",
        "set_run_time: {services: 600, from: ut, to: zl, run_min: 48}",
        "set_frequency: {services: 3000, tph: {evening: 1}}",
        "remove_service: {services: 700}",
        "add_station: {code: xem, name: Emmeloord, lat: 52.71, lon: 5.73}",
        "add_track: {from: lls, to: xem, km: 30.1}",
    ).touched
    assert found.services_changed == ("3000", "500", "600")
    assert found.services_removed == ("700",)
    assert found.stations_added == ("xem",)
    assert found.stations_closed == ("lls",)  # only 700 called there
    assert found.sections_added == (("lls", "xem"),)
    assert found.new_track_km == 30.1
    assert StopChange("500", "outbound", "mp", None, 1.0) in found.stops
    assert found.legs == (
        LegChange("600", "outbound", "ut", "zl", 50, 48),
        LegChange("600", "return", "zl", "ut", 51, 48),
    )
    assert TphChange("3000", "outbound", "evening", 2, 1) in found.tph
    assert TphChange("700", "return", "sunday", 1, 0) in found.tph


def test_the_table_says_what_was_and_what_becomes() -> None:
    wish = scenario(
        "add_stops: {services: 500, stops: mp, extra_min: 2}",
        "set_frequency: {services: 3000, tph: {evening: 1}}",
        "set_run_time: {services: 6100, from: zl, to: mp, change_min: 1}",
        "set_dwell: {services: 6100, stations: asn, dwell_min: 0}",
        "remove_service: {services: 700}",
        "set_line_speed: {between: [ut, zl], speed_kmh: 160, retime: false}",
        "set_change_time: {station: zl, change_min: 4}",
        "set_access: {station: hr, rental_bicycle: true}",
        "add_feeder: {town: d-1, station: hr, line: 5, run_min: 9, tph: {day: 2}}",
        "set_opportunities: {zone: 8302, field: jobs, add: 50}",
        "add_track: {from: hr, to: lw, km: 1.5, kind: cost_only}",
    )
    rows = plain_changes(network(), wish, lang="nl")
    for row in (
        ChangeRow("spoor Utrecht – Zwolle", "80 km, 140 km/u", "80 km, 160 km/u"),
        ChangeRow("nieuw spoor, alleen kosten", "–", "1,5 km"),
        ChangeRow("station Lelystad", "treinen stoppen", "geen trein stopt"),
        ChangeRow("huurfietsen Heerenveen", "nee", "ja"),
        ChangeRow("trein 500 (Utrecht – Groningen): stops", "–", "Meppel"),
        ChangeRow("trein 500 (Utrecht – Groningen): minuten heen en terug", "105 / 108 min", "107 / 110 min"),
        ChangeRow("trein 3000 (Amsterdam – Utrecht): per uur", "2 's avonds", "1 's avonds"),
        ChangeRow(
            "trein 6100 (Zwolle – Groningen): minuten onderweg",
            "Zwolle – Meppel 16, Meppel – Zwolle 16",
            "Zwolle – Meppel 17, Meppel – Zwolle 17",
        ),
        ChangeRow(
            "trein 700 (Amsterdam – Zwolle)", "Intercity: Amsterdam – Lelystad – Zwolle; 66 / 67 min; per uur 1", "–"
        ),
        ChangeRow("overstaptijd Zwolle", "–", "4 min"),
        ChangeRow("bus 5 D – Heerenveen", "–", "9 min, per uur 2 overdag, 0 's avonds en 0 in het weekend"),
        ChangeRow("postcodegebied 8302: banen", "–", "+50"),
    ):
        assert row in rows, row
    assert len(rows) == 12


def test_the_table_tells_a_split_from_a_closure() -> None:
    split = plain_changes(network(), scenario(MANY[1]))
    assert split == [ChangeRow("station Heerenveen Noord (xhn)", "–", "new")]
    closed = plain_changes(network(), scenario("close_section: {between: [asd, ut]}"))
    assert ChangeRow("track Amsterdam – Utrecht", "38 km, 130 km/h", "closed") in closed


def test_a_change_of_what_a_shipped_part_decides_points_at_a_copy(tmp_path: Path) -> None:
    head = "name: mine\nkey: mine\ntitle: {nl: m, en: m}\nbase: nl-2026\n"
    change = "changes:\n  - set_frequency: {services: 1100, tph: {day: 3}}\n"
    path = tmp_path / "mine.yaml"
    net = pipeline.network()
    for parts, origin in (
        ("[spoorboekloos]", "spoorboekloos"),  # the part of a part
        ("[spoorboekloos-breda, zeeland-160]", "spoorboekloos-breda"),
    ):
        path.write_text(f"{head}parts: {parts}\n{change}", encoding="utf-8")
        (problem,) = check_scenario(net, load_scenario(str(path)))
        assert "set_frequency of spoorboekloos-breda" in problem.message or "set_frequency of mine" in problem.message
        assert problem.message.endswith(
            "(service 1100, tph, outbound): take yours away, or change it in a copy that you name instead of "
            f"{origin}: bereikbaar scenario new NAME --from {origin}"
        )
    both = check_scenario(net, load_scenario("versnelling-bestaand-160+versnelling-bestaand-200"))
    assert both
    assert any("they do not go together as they are; edit a copy" in p.message for p in both)
    assert not any("take one away" in p.message for p in both)


def test_a_change_that_does_nothing_on_another_network_says_that_it_may_be_there_already() -> None:
    wish = scenario(
        "set_frequency: {services: 500, tph: 1}",
        "add_stops: {product: Sprinter, stops: lw}",
        "add_track: {from: zl, to: mp, km: 26}",
        "add_stops: {services: 600, stops: mp}",
    )
    mine = [p.message for p in check_scenario(replace(network(), name="mine"), wish)]
    own = [p.message for p in check_scenario(network(), wish)]
    hint = " (the scenario was made for network 'small'; 'mine' may have this already: then leave it out in a copy)"
    assert mine == [text + hint for text in own]
    assert own[0] == "service '500' already runs so (1 per hour): this changes nothing"
    assert {p.severity for p in check_scenario(network(), wish)} == {"error"}


def test_another_base_is_a_warning_and_wrong_figures_are_errors() -> None:
    wish = scenario("set_frequency: {services: 500, tph: 4}")
    found = apply_scenario(replace(network(), name="mine"), wish)
    assert found.warnings == ("scenario 'test' was made for network 'small', not for 'mine'",)
    assert apply_scenario(network(), wish).warnings == ()
    figures = (Expectation("ut", "gm", "best_min", 3, 1), Expectation("ut", "ut", "best_min", 3, 1, window="night"))
    found_problems = check_scenario(network(), replace(wish, expects=figures))
    text = "\n".join(map(str, found_problems))
    assert "expects.to: station 'gm' is not in network 'small'" in text
    assert "expects.window: window 'night' is not in network 'small'" in text
    assert "expects.to: from 'ut' to itself" in text


def test_every_kind_of_change_has_a_name_of_its_own_a_place_in_the_order_and_a_description() -> None:
    names = [kind.KIND for kind in KINDS]
    assert len(set(names)) == len(names) == 23
    for kind in KINDS:
        assert kind.__doc__
        assert kind.__doc__.strip().splitlines()[0].endswith((".", ":", ","))

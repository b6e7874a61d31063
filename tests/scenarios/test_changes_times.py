"""Stops added and skipped, run and dwell times, frequencies, minutes past the hour, ways to the stations."""

from dataclasses import replace
from typing import Any

import pytest
from applying import after, applied, refused
from scenario_networks import network, stops, tph

from bereikbaar.scenarios.apply import apply_scenario, check_scenario
from bereikbaar.settings import Settings


def test_an_added_stop_costs_what_is_given_and_moves_nothing_else() -> None:
    net = after("add_stops: {services: 500, stops: mp, extra_min: 2}")
    # zl-asn 35 + 2 = 14.1 + 1 + 21.9: 26 and 42 km at 140 km/h take 13.4 and 20.7 min by physics
    assert stops(net, "500") == "ut 0|zl 50/53|mp 67.1/68.1|asn 90/91|gn 107"
    assert stops(net, "500", "return") == "gn 0|asn 16/17|mp 39.5/40.5|zl 55/59|ut 110"
    assert stops(net, "600") == stops(network(), "600")
    assert net.leg_paths[("zl", "asn")] == ("zl", "mp", "asn")


def test_an_added_stop_without_minutes_costs_its_dwell_and_what_physics_says() -> None:
    net = after("add_stops: {services: 500, stops: mp}")
    # braking and accelerating at 140 km/h: 38.9 / 2 x (1 / 0.45 + 1 / 0.5) = 82 s, with 7 % 1.46 min
    assert net.services["500"].patterns[0].arrive_min[-1] == pytest.approx(105 + 1 + 1.5)


def test_an_added_stop_may_have_no_dwell_time() -> None:
    net = after("add_stops: {services: 500, stops: mp, extra_min: 2, dwell_min: 0}")
    assert stops(net, "500") == "ut 0|zl 50/53|mp 67.5|asn 90/91|gn 107"


def test_several_stops_are_added_and_the_order_in_which_they_are_named_does_not_matter() -> None:
    xb = "add_station: {code: xb, name: Beilen, lat: 52.85, lon: 6.4, on: {between: [mp, asn]}}"
    one = after(xb, "add_stops: {services: 500, stops: [mp, xb], extra_min: 2}")
    two = after(xb, "add_stops: {services: 500, stops: [xb, mp], extra_min: 2}")
    assert [s.split()[0] for s in stops(one, "500").split("|")] == ["ut", "zl", "mp", "xb", "asn", "gn"]
    assert one.services["500"].patterns[0].arrive_min[-1] == two.services["500"].patterns[0].arrive_min[-1] == 109


def test_a_product_gains_a_stop_where_it_passes() -> None:
    found = applied("add_stops: {product: Intercity, stops: mp, extra_min: 2, windows: weekend}", on=_without_600())
    assert found.touched.services_added == ("500-weekend",)
    assert stops(found.network, "500") == stops(network(), "500")
    assert tph(found.network, "500") == (1, 1, 1, 1, 1, 0, 0)
    assert tph(found.network, "500-weekend") == (0, 0, 0, 0, 0, 1, 1)
    assert stops(found.network, "500-weekend") == "ut 0|zl 50/53|mp 67.1/68.1|asn 90/91|gn 107"


def _without_600() -> Any:
    net = network()
    return replace(net, services={k: v for k, v in net.services.items() if k != "600"})


def test_two_edits_at_the_weekend_work_on_the_same_variant() -> None:
    net = after(
        "skip_stops: {services: 500, stops: asn, windows: weekend}",
        "set_dwell: {services: 500, stations: zl, dwell_min: 1, windows: weekend}",
    )
    assert sorted(net.services) == ["3000", "500", "500-weekend", "600", "6100", "700"]
    assert stops(net, "500-weekend") == "ut 0|zl 50/51|gn 100.5"
    whole = after("skip_stops: {services: 500, stops: asn, windows: weekend}",
                  "set_dwell: {services: 500, stations: zl, dwell_min: 1}")  # fmt: skip
    assert stops(whole, "500") == "ut 0|zl 50/51|asn 86/87|gn 103"
    assert stops(whole, "500-weekend") == "ut 0|zl 50/51|gn 100.5"


def test_a_skipped_stop_saves_its_dwell_and_what_physics_or_the_file_says() -> None:
    assert stops(after("skip_stops: {services: 500, stops: asn}"), "500") == "ut 0|zl 50/53|gn 102.5"
    given = after("skip_stops: {services: 700, stops: lls, save_min: 6}")
    assert stops(given, "700") == "asd 0|zl 60"
    assert given.leg_paths[("asd", "zl")] == ("asd", "lls", "zl")  # it does not go by Utrecht


def test_skipping_and_adding_the_same_stop_by_physics_gives_the_old_minutes_back() -> None:
    skipped = after("skip_stops: {services: 500, stops: asn}")
    back = after("add_stops: {services: 500, stops: asn}", on=skipped)
    assert back.services["500"].patterns[0].arrive_min[-1] == 105


def test_a_run_time_is_set_in_both_directions_or_one() -> None:
    both = after("set_run_time: {services: 500, from: zl, to: asn, run_min: 30}")
    assert stops(both, "500") == "ut 0|zl 50/53|asn 83/84|gn 100"
    assert stops(both, "500", "return") == "gn 0|asn 16/17|zl 47/51|ut 102"
    two = after("set_run_time: {services: 500, from: asn, to: zl, run_min: 30, run_min_return: 31}")
    assert stops(two, "500") == "ut 0|zl 50/53|asn 84/85|gn 101"
    assert stops(two, "500", "return") == "gn 0|asn 16/17|zl 47/51|ut 102"
    one = after("set_run_time: {services: 500, from: zl, to: asn, run_min: 30, one_way: true}")
    assert stops(one, "500", "return") == stops(network(), "500", "return")


def test_a_difference_keeps_what_each_direction_has_of_its_own() -> None:
    net = after("set_run_time: {services: 500, from: zl, to: asn, change_min: -4}")
    assert stops(net, "500") == "ut 0|zl 50/53|asn 84/85|gn 101"  # 35 - 4
    assert stops(net, "500", "return") == "gn 0|asn 16/17|zl 49/53|ut 104"  # 36 - 4


def test_a_product_is_retimed_where_it_has_the_leg() -> None:
    net = after("set_run_time: {product: Intercity, from: ut, to: zl, change_min: -5}")
    assert [net.services[s].patterns[0].arrive_min[1] for s in ("500", "600")] == [45, 45]
    assert net.services["700"] == network().services["700"]


def test_run_times_are_scaled_on_a_stretch() -> None:
    net = after("scale_run_time: {between: [zl, asn], factor: 0.9}")
    assert stops(net, "500") == "ut 0|zl 50/53|asn 84.5/85.5|gn 101.5"  # 35 x 0.9 = 31.5
    assert stops(net, "6100") == "zl 0|mp 14.4|asn 39.6/40.6|gn 59.6"
    assert stops(net, "3000") == stops(network(), "3000")
    whole = after("scale_run_time: {services: 3000, factor: 1.1}")
    assert stops(whole, "3000") == "asd 0|ut 29.7"


def test_a_dwell_time_is_set_or_changed() -> None:
    net = after("set_dwell: {services: 500, stations: [zl, asn], dwell_min: 2}")
    assert stops(net, "500") == "ut 0|zl 50/52|asn 87/89|gn 105"
    less = after("set_dwell: {services: [500, 600], stations: zl, change_min: -1}")
    assert stops(less, "500") == "ut 0|zl 50/52|asn 87/88|gn 104"
    assert stops(less, "500", "return") == "gn 0|asn 16/17|zl 53/56|ut 107"
    assert stops(less, "600") == "ut 0|zl 50/56|mp 72|hr 92|lw 109"


def test_frequencies_are_set_by_number_factor_or_interval() -> None:
    assert tph(after("set_frequency: {services: 500, tph: 4}"), "500") == (4,) * 7
    assert tph(after("set_frequency: {services: 500, tph: {day: 4, peak: 6, sunday: 0}}"), "500") == (
        6,
        4,
        4,
        4,
        1,
        1,
        0,
    )
    assert tph(after("set_frequency: {services: 6100, factor: 1.5}"), "6100") == (3, 3, 3, 3, 1.5, 1.5, 1.5)
    assert tph(after("set_frequency: {services: 6100, factor: 2, windows: [evening, sunday]}"), "6100") == (
        2,
        2,
        2,
        2,
        2,
        1,
        2,
    )
    assert tph(after("set_frequency: {services: 500, every_min: {day: 15, evening: 120}}"), "500") == (
        4,
        4,
        4,
        4,
        0.5,
        1,
        1,
    )
    one = after("set_frequency: {services: 500, tph: 2, direction: return}")
    assert (tph(one, "500"), tph(one, "500", "return")) == ((1,) * 7, (2,) * 7)


def test_a_minute_past_the_hour_replaces_the_one_there_was() -> None:
    net = after("set_phase: {service: 500, direction: outbound, minute: 12}",
                "set_phase: {service: 3000, direction: return, minute: 7}",
                "set_phase: {service: 6100, direction: outbound, minute: 40, period_min: 60}")  # fmt: skip
    found = {(c.service, c.direction): (c.origin_minute, c.period_min) for c in net.clocks}
    assert found == {
        ("500", "outbound"): (12, 60), ("500", "return"): (20, 60), ("3000", "return"): (7, 30),
        ("6100", "outbound"): (40, 60),
    }  # fmt: skip


def test_change_times_and_ways_to_stations_are_set() -> None:
    net = after("set_change_time: {station: zl, change_min: 4}",
                "set_access: {station: hr, rental_bicycle: true, access_extra_min: -2}")  # fmt: skip
    assert net.change_min == {"zl": 4}
    assert net.stations["hr"].rental_bicycle is True
    assert net.stations["hr"].access_extra_min == -2


def test_a_feeder_runs_only_in_the_windows_that_are_named() -> None:
    net = after("add_feeder: {town: drachten-0090, station: hr, line: 320, run_min: 20, tph: {day: 4, evening: 2}}")
    (feeder,) = net.feeders
    assert (feeder.town_id, feeder.station, feeder.line, feeder.mode) == ("drachten-0090", "hr", "320", "bus")
    assert feeder.tph == (4, 4, 4, 4, 2, 0, 0)
    assert feeder.added_by == "test"


def test_homes_and_jobs_are_built_or_move() -> None:
    net = after("set_opportunities: {zone: 8302, field: population, add: 5000}",
                "set_opportunities: {zone: 8301, field: jobs, add: 200, from_zone: 8911}")  # fmt: skip
    found = sorted((c.pc4, c.field, c.value) for c in net.opportunity_changes)
    assert found == [("8301", "jobs", 200), ("8302", "population", 5000), ("8911", "jobs", -200)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("add_stops: {services: 500, stops: asn}", "add_stops.stops: service '500' already calls at 'asn'"),
        ("add_stops: {services: 500, stops: lw}", "service '500' does not pass 'lw': it calls at ut zl asn gn"),
        ("add_stops: {services: 500, stops: mppel}",
         "station 'mppel' is not in network 'small'; did you mean 'mp' (Meppel)?"),
        ("add_stops: {services: 500, stops: mp, extra_min: 1, dwell_min: 2}",
         "standing 2 min is more than the 1 min that the stop costs in all"),
        ("add_stops: {product: Sprinter, stops: lw}", "this changes nothing: the network is so already"),
        ("skip_stops: {services: 3000, stops: asn}", "service '3000' does not call at 'asn': it calls at asd ut"),
        ("skip_stops: {services: 500, stops: gn}", "service '500' begins or ends at 'gn': use truncate_service"),
        ("skip_stops: {services: 700, stops: lls}",
         "no line speed is known for lls-zl: give save_min (or set_line_speed)"),
        ("skip_stops: {services: 500, stops: asn, save_min: 60}",
         "skip_stops.save_min: service '500' takes 52 min over 'asn': it cannot save 60"),
        ("set_run_time: {services: 500, from: zl, to: gn, run_min: 20}",
         "set_run_time.from: service '500' has no leg zl-gn without a stop: it calls at ut zl asn gn"),
        ("set_run_time: {services: 500, from: gn, to: asn, change_min: -20}",
         "set_run_time.change_min: service '500' takes 16 min: -20 leaves nothing"),
        ("set_run_time: {services: 500, from: zl, to: asn}", "give either run_min or change_min"),
        ("set_run_time: {services: 500, from: zl, to: asn, run_min: 3, change_min: 4}",
         "give either run_min or change_min"),
        ("set_run_time: {services: 500, from: zl, to: asn, change_min: 0}", "0 minutes: this changes nothing"),
        ("set_run_time: {services: 500, from: zl, to: asn, run_min: 35, one_way: true}",
         "service '500' takes 35 min already"),
        ("set_run_time: {services: 500, from: zl, to: asn, change_min: 4, run_min_return: 4}",
         "set_run_time.run_min_return: goes together with run_min, and not with one_way"),
        ("set_run_time: {product: Intercity, from: mp, to: asn, run_min: 4}",
         "the network is so already (none of the 4 services chosen runs mp-asn without a stop)"),
        ("set_run_time: {product: Sprinter, from: zl, to: mp, run_min: 16}",
         "this changes nothing: the network is so already (zl-mp takes 16 min now)"),
        ("set_dwell: {product: Intercity, stations: hr, dwell_min: 0}",
         "this changes nothing: the network is so already (they stand 0 min now)"),
        ("set_dwell: {product: Sprinter, stations: hr, dwell_min: 2}",
         "the network is so already (none of the services chosen stops there on its way)"),
        ("set_frequency: {product: Sprinter, tph: {day: 2}}",
         "the network is so already (per hour now 6100: 2 by day, 1 in the evening and 1 at the weekend)"),
        ("set_frequency: {product: Intercity, tph: {day: 1}, between: [lw, hr]}",
         "(per hour now 600: 1)"),
        ("scale_run_time: {services: 500, factor: 1}", "a factor of 1 changes nothing"),
        ("scale_run_time: {services: 700, between: [lls, zl], factor: 0.9, product: Sprinter}",
         "no service is selected"),
        ("set_dwell: {services: 500, stations: gn, dwell_min: 2}",
         "service '500' begins or ends at 'gn': no dwell time to set"),
        ("set_dwell: {services: 500, stations: mp, dwell_min: 2}",
         "service '500' does not call at 'mp': no dwell time to set"),
        ("set_dwell: {services: 500, stations: asn, dwell_min: 1}", "service '500' stands 1 min at 'asn' already"),
        ("set_dwell: {services: 500, stations: asn, change_min: -2}",
         "service '500' stands 1 min at 'asn': -2 is too much"),
        ("set_dwell: {services: 500, stations: asn}", "give either dwell_min or change_min"),
        ("set_dwell: {services: 500, stations: asn, change_min: 0}", "0 minutes: this changes nothing"),
        ("set_frequency: {services: 5000, factor: 2}",
         "service '5000' is not in network 'small'; did you mean '500'"),
        ("set_frequency: {services: 500}", "give one of tph, factor and every_min; none is there"),
        ("set_frequency: {services: 500, tph: 2, factor: 2}",
         "give one of tph, factor and every_min; found tph and factor"),
        ("set_frequency: {services: 500, tph: 1}",
         "set_frequency: service '500' already runs so (1 per hour): this changes nothing"),
        ("set_frequency: {services: 500, factor: 1}", "already runs so (1 per hour): this changes nothing"),
        ("set_frequency: {services: 6100, tph: {day: 2}}",
         "already runs so (2 by day, 1 in the evening and 1 at the weekend"),
        ("set_frequency: {services: 500, tph: 0}", "service '500' would not run at any time: use remove_service"),
        ("set_frequency: {services: 500, tph: {avond: 2}}",
         "window 'avond' is not in network 'small'; it has all, day,"),
        ("set_frequency: {services: 500, tph: 2, windows: day}", "name the windows in tph itself, or give a factor"),
        ("set_frequency: {services: 3000, every_min: 30}", "already runs so (2 per hour)"),
        ("set_phase: {service: 500, direction: outbound, minute: 60}",
         "set_phase.minute: minute 60 is outside the period of 60 min (0 to 60)"),
        ("set_phase: {service: 3000, direction: outbound, minute: 31}", "outside the period of 30 min"),
        ("set_phase: {service: 50, direction: outbound, minute: 3}", "service '50' is not in network"),
        ("set_phase: {service: 500, direction: outbound, minute: 9}", "this changes nothing"),
        ("set_change_time: {station: zl, change_min: 2}", "a change at 'zl' takes 2 min already"),
        ("set_change_time: {station: zwolle, change_min: 3}",
         "station 'zwolle' is not in network 'small'; did you mean 'zl'"),
        ("set_access: {station: hr}", "give rental_bicycle or access_extra_min"),
        ("set_access: {station: gn, rental_bicycle: true}",
         "station 'gn' is so already (with rental bicycles, 0 min extra): this changes nothing"),
        ("set_access: {station: gm, rental_bicycle: true}", "station 'gm' is not in network"),
        ("add_feeder: {town: d-1, station: xx, run_min: 9, tph: 2}", "station 'xx' is not in network"),
        ("add_feeder: {town: d-1, station: hr, run_min: 9, tph: 0}", "would not run at any time"),
        ("set_opportunities: {zone: 8302, field: jobs, add: 0}", "0: this changes nothing"),
        ("set_opportunities: {zone: 8302, field: jobs, add: 9, from_zone: 8302}",
         "the zone that they leave is the zone where"),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_is_said(change: str, expected: str) -> None:
    found = refused(change)
    assert any(expected in text for text in found), found
    assert all(text.startswith("line 6, ") for text in found)


def test_a_stop_added_where_no_speed_is_known_needs_minutes() -> None:
    xk = "add_station: {code: xk, name: Kampen, lat: 52.507, lon: 5.8, on: {between: [lls, zl]}}"
    (found,) = refused(xk, "add_stops: {services: 700, stops: xk}")
    assert "no line speed is known for lls-xk, xk-zl: give extra_min (or set_line_speed)" in found
    net = after(xk, "add_stops: {services: 700, stops: xk, extra_min: 3}")
    # 30 + 3 = 17.0 + 1 + 15.0, divided by km: 0.53 of the way
    assert net.services["700"].patterns[0].arrive_min[-1] == 69


def test_a_feeder_that_is_there_already_is_refused_in_a_second_scenario() -> None:
    line = "add_feeder: {town: d-1, station: hr, line: 5, run_min: 9, tph: 2}"
    (found,) = refused(line.replace("9", "8"), on=after(line))
    assert "line '5' from 'd-1' to 'hr' is there already" in found


def test_towns_and_zones_are_checked_where_places_are_known() -> None:
    from types import SimpleNamespace

    from applying import scenario

    places: Any = SimpleNamespace(
        towns=SimpleNamespace(
            id=("drachten-0090", "urk-0184"), name=("Drachten", "Urk"), municipality=("Smallingerland", "Urk")
        ),
        zones=SimpleNamespace(code=("8302", "9203")),
    )
    wishes = scenario(
        "add_feeder: {town: Drachten, station: hr, run_min: 9, tph: 2}",
        "add_feeder: {town: urk-0185, station: hr, run_min: 9, tph: 2}",
        "set_opportunities: {zone: 8303, field: jobs, add: 9}",
    )
    with pytest.raises(ValueError) as caught:
        apply_scenario(network(), wishes, places=places)
    assert "there is no town with the id 'Drachten'; did you mean 'drachten-0090' (Drachten, Smallingerland)?" in str(
        caught.value
    )
    assert "there is no town with the id 'urk-0185'; did you mean 'urk-0184' (Urk)?" in str(caught.value)
    assert "there is no zone '8303'; did you mean '8302'" in str(caught.value)


def test_cautious_change_times_are_those_a_change_is_compared_with() -> None:
    net = network()
    held = replace(net, stations={**net.stations, "zl": replace(net.stations["zl"], change_min=4.0)})
    from applying import scenario

    wish = scenario("set_change_time: {station: zl, change_min: 2}")
    after_it = apply_scenario(held, wish, Settings().changed(cautious_changes=True)).network
    assert after_it.change_min == {"zl": 2}


def test_what_changes_is_said_in_both_languages() -> None:
    found = applied(
        "add_stops: {services: [500], stops: mp, extra_min: 2}",
        "skip_stops: {services: 6100, stops: asn, windows: evening}",
        "set_run_time: {services: 500, from: ut, to: zl, run_min: 48}",
        "scale_run_time: {services: 3000, factor: 0.95}",
        "set_dwell: {services: 600, stations: zl, change_min: -2}",
        "set_frequency: {services: [500, 700], tph: {day: 4}}",
        "set_phase: {service: 600, direction: outbound, minute: 5}",
        "set_change_time: {station: zl, change_min: 4}",
        "set_access: {station: hr, rental_bicycle: true}",
        "set_opportunities: {zone: 8302, field: population, add: 5000}",
    )
    assert found.sentences("en") == (
        "Trains per hour of 500 (Utrecht – Groningen) and 700 (Amsterdam – Zwolle): 4 by day (was 1 by day).",
        "No more stop at Assen for 6100 (Zwolle – Groningen) in the evening.",
        "Extra stop at Meppel for 500 (Utrecht – Groningen): 2 min longer.",
        "Run times × 0.95: 3000 (Amsterdam – Utrecht).",
        "Utrecht – Zwolle 48 min (was 50 / 51): 500 (Utrecht – Groningen).",
        "Dwell time at Zwolle 2 min less: 600 (Utrecht – Leeuwarden).",
        "600 leaves Utrecht at .05.",
        "A change at Zwolle takes 4 min.",
        "Heerenveen: with rental bicycles.",
        "+5000 inhabitants in postcode area 8302.",
    )
    nl = found.sentences("nl")
    assert (
        nl[0]
        == "Treinen per uur van 500 (Utrecht – Groningen) en 700 (Amsterdam – Zwolle): 4 overdag (was 1 overdag)."
    )
    assert found.sentences("nl")[3] == "Rijtijden × 0,95: 3000 (Amsterdam – Utrecht)."


def test_what_it_was_is_said_only_when_it_was_the_same_for_all() -> None:
    (mixed,) = applied("set_frequency: {services: [500, 6100], tph: {day: 4}}").sentences("en")
    assert mixed == "Trains per hour of 500 (Utrecht – Groningen) and 6100 (Zwolle – Groningen): 4 by day."
    (dwell,) = applied("set_dwell: {services: 500, stations: zl, dwell_min: 2}").sentences("nl")
    assert dwell == "Stilstand in Zwolle 2 min (was 3 / 4): 500 (Utrecht – Groningen)."


def test_a_bus_within_a_town_is_not_said_from_the_town_to_itself() -> None:
    found = applied(
        "add_feeder: {town: heerenveen-0074, station: hr, run_min: 8, tph: 2}",
        "add_stops: {services: 500, stops: mp}",
    )
    assert "Nieuw: bus binnen Heerenveen naar het station, 8 min, per uur 2." in found.sentences("nl")
    assert "New: bus within Heerenveen to the station, 8 min, per hour 2." in found.sentences("en")
    assert any(s.endswith(": minuten naar remmen en optrekken.") for s in found.sentences("nl"))


def test_one_of_many_services_that_does_not_run_is_passed_over_unless_it_is_named() -> None:
    net = network()
    still = replace(
        net.services["700"], patterns=tuple(replace(p, tph=(0.0,) * 7) for p in net.services["700"].patterns)
    )
    net = replace(net, services={**net.services, "700": still})
    found = after("set_frequency: {product: Intercity, factor: 2}", on=net)
    assert found.services["700"] == still
    assert found.services["500"].patterns[0].tph[0] == 2
    (named,) = refused("set_frequency: {services: 700, factor: 2}", on=net)
    assert "would not run at any time" in named
    assert "would not run at any time" in refused("set_frequency: {product: Intercity, tph: 0}", on=net)[0]


def homes(*changes: str) -> list[str]:
    """What is said of changes of inhabitants where 8302 has 1000 of them and 9203 none."""
    from types import SimpleNamespace

    import numpy as np
    from applying import scenario

    places: Any = SimpleNamespace(zones=SimpleNamespace(code=("8302", "9203"), population=np.array([1000.0, 0.0])))
    wishes = scenario(*(f"set_opportunities: {{field: population, {c}}}" for c in changes))
    return [str(p) for p in check_scenario(network(), wishes, places=places)]


def test_homes_that_are_not_there_cannot_go() -> None:
    (found,) = homes("zone: 9203, add: 400", "zone: 8302, add: -1001")
    assert found.endswith("line 7, set_opportunities.add: zone 8302 has 1000 inhabitants and would have -1")
    (found,) = homes("zone: 8302, add: 5, from_zone: 9203")
    assert found.endswith("set_opportunities.from_zone: zone 9203 has 0 inhabitants and would have -5")


def test_homes_may_go_before_others_come_as_long_as_nobody_is_missing_in_the_end() -> None:
    assert homes("zone: 9203, add: 900, from_zone: 8302", "zone: 8302, add: -100") == []
    assert homes("zone: 8302, add: 300, from_zone: 9203", "zone: 9203, add: 300") == []

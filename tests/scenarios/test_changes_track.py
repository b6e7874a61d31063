"""New stations, new and faster track, closed track and stations."""

from dataclasses import replace

import pytest
from applying import after, applied, refused
from scenario_networks import network, stops, tph

XHN = "add_station: {code: xhn, name: Heerenveen Noord, lat: 52.99, lon: 5.905, on: {between: [hr, lw]}}"
XEM = "add_station: {code: xem, name: Emmeloord, lat: 52.71, lon: 5.73}"
TRACK = "add_track: {from: lls, to: xem, km: 30.1, speed_kmh: 200}"


def test_a_station_on_existing_track_splits_it_in_proportion_to_its_line() -> None:
    net = after(XHN)
    assert ("hr", "lw") not in net.sections
    first, second = net.sections[("hr", "xhn")], net.sections[("lw", "xhn")]
    # hr (52.96, 5.92), lw (53.196, 5.79): the site lies 0.03 of 0.236 degrees on, 13 % of 28 km
    assert first.km == pytest.approx(28 * 0.03 / 0.236, abs=0.3)
    assert first.km + second.km == pytest.approx(28)
    assert first.speed_kmh == second.speed_kmh == 130
    assert first.line[-1] == second.line[0]
    assert net.stations["xhn"].added_by == "test"
    assert net.services == network().services  # trains pass it


def test_a_split_keeps_the_known_paths_of_trains() -> None:
    net = after("add_station: {code: xho, name: Hoogeveen, lat: 52.85, lon: 6.4, on: {between: [mp, asn]}}")
    assert net.leg_paths[("zl", "asn")] == ("zl", "mp", "xho", "asn")


def test_two_stations_on_one_section_come_out_the_same_in_either_order() -> None:
    one = "add_station: {code: xa, name: A, lat: 53.03, lon: 5.88, on: {between: [hr, lw]}}"
    two = "add_station: {code: xb, name: B, lat: 53.12, lon: 5.83, on: {between: [hr, lw]}}"
    net = after(one, two)
    assert net == after(two, one)
    assert set(net.sections) >= {("hr", "xa"), ("xa", "xb"), ("lw", "xb")}
    assert sum(net.sections[k].km for k in (("hr", "xa"), ("xa", "xb"), ("lw", "xb"))) == pytest.approx(28)


def test_new_track_joins_new_stations_and_does_not_draw_trains_away() -> None:
    short = "add_track: {from: zl, to: gn, km: 90, speed_kmh: 200}"
    net = after(short)
    assert net.sections[("gn", "zl")].added_by == "test"
    assert net.leg_paths[("ut", "zl")] == ("ut", "zl")  # every leg without a known path keeps the one it had
    assert net.leg_paths[("zl", "asn")] == ("zl", "mp", "asn")
    assert net.services == network().services


def test_track_that_only_costs_money_changes_no_path() -> None:
    found = applied("add_track: {from: hr, to: lw, km: 1.5, kind: cost_only}", XEM)
    assert found.network.sections == network().sections
    assert found.touched.new_track_km == found.touched.cost_only_km == 1.5
    assert found.sentences("nl")[-1] == "Nieuw spoor (alleen kosten) Heerenveen – Leeuwarden: 1,5 km."


def test_the_line_of_new_track_runs_over_its_points() -> None:
    net = after(XEM, "add_track: {from: xem, to: lls, km: 31, via: [{lat: 52.65, lon: 5.6}]}")
    assert net.sections[("lls", "xem")].line == ((5.73, 52.71), (5.6, 52.65), (5.47, 52.51))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (["add_station: {code: gn, name: N, lat: 52, lon: 5}"],
         "line 6, add_station.code: station code 'gn' is taken: it is Groningen; choose another"),
        (["add_station: {code: xx, name: N, lat: 5.7, lon: 52.7}"],
         "line 6, add_station.lat: 5.7, 52.7 is far from every station of network 'small' (latitude 52.09 to 53.21 "
         "and longitude 4.90 to 6.57); are lat and lon swapped?"),
        (["add_station: {code: xx, name: N, lat: 60, lon: 5}"], "is far from every station"),
        (["add_station: {code: xx, name: N, lat: 52.5, lon: 5.4, on: {between: [hr, lw]}}"],
         "add_station.on: N lies 62.1 km from the track hr-lw (nearest section hr-lw); at most 3 km is allowed"),
        (["add_station: {code: xx, name: N, lat: 52.96, lon: 5.92, on: {between: [hr, lw]}}"],
         "the nearest track to N is station 'hr' itself; check the site"),
        (["add_station: {code: xx, name: N, lat: 53, lon: 5.9, on: {between: [hr, leeuwarden]}}"],
         "add_station.on: station 'leeuwarden' is not in network 'small'; did you mean 'lw' (Leeuwarden)?"),
        ([TRACK], "line 6, add_track.to: station 'xem' is not in network 'small'; a new station needs add_station"),
        (["add_track: {from: hr, to: lw, km: 28}"],
         "add_track.to: there is track between 'hr' and 'lw' already (28 km); to make it faster use set_line_speed"),
        (["add_track: {from: hr, to: hr, km: 28}"], "track from 'hr' to itself"),
        (["add_track: {from: ut, to: lls, km: 30}"],
         "add_track.km: 30 km is shorter than the straight line of 52.7 km from Utrecht to Lelystad"),
        (["set_line_speed: {between: [zl, gn], speed_kmh: 130}"],
         "set_line_speed.speed_kmh: all track between 'zl' and 'gn' is at 130 km/h or faster already (140 now); to "
         "slow trains down, add slower: true"),
        (["set_line_speed: {between: [lls, zl], speed_kmh: 200}"],
         "no line speed is known today for lls-zl, so the gain is not known: add retime: false and give the minutes "
         "with set_run_time"),
        (["set_line_speed: {between: [zl, asm], speed_kmh: 200}"],
         "station 'asm' is not in network 'small'; did you mean 'asd' (Amsterdam) or 'asn' (Assen)?"),
        ([XEM, "set_line_speed: {between: [zl, xem], speed_kmh: 200}"], "there is no track between 'zl' and 'xem'"),
        (["close_section: {between: [zl, nowhere]}"], "station 'nowhere' is not in network 'small'"),
        ([XEM, "close_section: {between: [zl, xem]}"], "there is no track between 'zl' and 'xem'"),
        (["close_section: {between: [ut, zl], reroute: true}"],
         "close_section.reroute: no line speed is known for lls-zl: give it with set_line_speed"),
        (["close_section: {between: [ut, zl], windows: wekend}"],
         "windows: window 'wekend' is not in network 'small'; it has all, day, evening, weekend,"),
        ([XEM, "close_station: {station: xem}"], "close_station.station: no service calls at 'xem'"),
        (["close_station: {station: lls}"], "close_station.stops: no line speed is known for lls-zl: give save_min"),
    ],
)  # fmt: skip
def test_what_cannot_be_built_is_said(changes: list[str], expected: str) -> None:
    found = refused(*changes)
    assert any(expected in text for text in found), found
    assert len(found) == 1


def test_a_higher_line_speed_is_a_difference_in_both_directions() -> None:
    found = applied("set_line_speed: {between: [zl, gn], speed_kmh: 200}")
    net = found.network
    # by physics zl-asn (68 km) takes 32.6 min at 140 and 23.9 at 200: 8.7 less; asn-gn (27 km) 3.1 less
    assert stops(net, "500") == "ut 0|zl 50/53|asn 79.3/80.3|gn 93.2"
    assert stops(net, "500", "return") == "gn 0|asn 12.9/13.9|zl 41.2/45.2|ut 96.2"
    assert stops(net, "700") == stops(network(), "700")
    assert {net.sections[k].kind for k in (("mp", "zl"), ("asn", "mp"), ("asn", "gn"))} == {"upgraded"}
    assert net.sections[("hr", "mp")] == network().sections[("hr", "mp")]


def test_a_line_speed_may_leave_the_trains_as_they_are_or_serve_some_of_them() -> None:
    track_only = after("set_line_speed: {between: [zl, gn], speed_kmh: 200, retime: false}")
    assert track_only.services == network().services
    intercity = after("set_line_speed: {between: [zl, gn], speed_kmh: 200, product: Intercity}")
    assert stops(intercity, "6100") == stops(network(), "6100")
    assert stops(intercity, "500") != stops(network(), "500")


def test_a_speed_restriction_makes_trains_slower_and_only_when_asked() -> None:
    slow = after("set_line_speed: {between: [asn, gn], speed_kmh: 70, slower: true}")
    minutes = slow.services["500"].patterns[0]
    assert minutes.arrive_min[-1] > 105
    assert stops(slow, "600") == stops(network(), "600")


def test_a_leg_never_becomes_faster_than_physics_without_margin() -> None:
    net = network()
    fast = replace(net.services["500"], patterns=tuple(
        replace(p, arrive_min=(0, 50, 76, 90), depart_min=(0, 53, 77, 90)) if p.direction == "outbound" else p
        for p in net.services["500"].patterns))  # fmt: skip
    held = replace(net, services={**net.services, "500": fast})
    pattern = after("set_line_speed: {between: [zl, gn], speed_kmh: 300}", on=held).services["500"].patterns[0]
    assert (
        68 / 300 * 60 < pattern.arrive_min[2] - pattern.depart_min[1] < 23
    )  # 68 km at 300 km/h, standing start and stop


def test_closed_track_leaves_the_parts_on_both_sides() -> None:
    net = after("close_section: {between: [asn, mp]}")
    assert ("asn", "mp") not in net.sections
    assert ("zl", "asn") not in net.leg_paths
    assert stops(net, "500") == "ut 0|zl 50"
    assert stops(net, "500", "return") == "zl 0|ut 51"
    assert stops(net, "500-2") == "asn 0|gn 16"
    assert stops(net, "500-2", "return") == "gn 0|asn 16"
    assert stops(net, "6100") == "zl 0|mp 16"
    assert net.services["600"] == network().services["600"]


def test_a_service_of_which_nothing_is_left_goes() -> None:
    net = after("close_section: {between: [asd, ut]}")
    assert "3000" not in net.services


def test_closed_at_the_weekend_is_closed_then_only() -> None:
    net = after("close_section: {between: [mp, zl], windows: weekend}")
    assert ("mp", "zl") in net.sections
    assert stops(net, "600") == stops(network(), "600")
    assert tph(net, "600") == (1, 1, 1, 1, 1, 0, 0)
    assert stops(net, "600-weekend") == "ut 0|zl 50"
    assert stops(net, "600-weekend-2") == "mp 0|hr 20|lw 37"
    assert tph(net, "600-weekend-2") == (0, 0, 0, 0, 0, 1, 1)


def test_trains_take_another_way_and_more_minutes_when_asked() -> None:
    speed = "set_line_speed: {between: [lls, zl], speed_kmh: 140, retime: false}"
    net = after(speed, "close_section: {between: [ut, zl], reroute: true}")
    # ut-zl is 80 km; by Amsterdam and Lelystad it is 38 + 55 + 50 = 143 km
    assert net.services["500"].patterns[0].arrive_min[1] > 50 + 20
    assert stops(net, "700") == stops(network(), "700")


def test_trains_pass_a_closed_station_and_save_its_dwell_and_braking() -> None:
    net = after("close_station: {station: asn}")
    # 500: one minute of dwell and 1.5 min of braking and accelerating at 140 km/h
    assert stops(net, "500") == "ut 0|zl 50/53|gn 102.5"
    assert stops(net, "6100", "return") == "gn 0|mp 45.5|zl 61.5"
    assert "asn" in net.stations
    given = after("close_station: {station: lls, save_min: 4}")
    assert stops(given, "700") == "asd 0|zl 62"


def test_trains_that_ended_at_a_closed_station_end_one_stop_earlier() -> None:
    found = applied("close_station: {station: gn}")
    assert stops(found.network, "500") == "ut 0|zl 50/53|asn 88"
    assert stops(found.network, "500", "return") == "asn 0|zl 36/40|ut 91"
    assert found.touched.stations_closed == ("gn",)
    assert "3000" not in after("close_station: {station: ut}").services


def test_a_higher_speed_for_a_product_that_is_not_there_is_refused() -> None:
    (found,) = refused("set_line_speed: {between: [zl, mp], speed_kmh: 160, product: Intercty}")
    assert "set_line_speed.product: no service has product 'Intercty'; did you mean 'Intercity'" in found

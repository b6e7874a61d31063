"""New services, copies, whole new stop lists, other routes; the minutes that stay."""

import pytest
from applying import after, applied, refused
from scenario_networks import network, stops, tph

LINE = (
    "add_station: {code: xem, name: Emmeloord, lat: 52.71, lon: 5.73}",
    "add_track: {from: lls, to: xem, km: 30.1, speed_kmh: 200}",
    "add_track: {from: xem, to: hr, km: 33.8, speed_kmh: 200}",
)


def test_a_new_service_takes_base_minutes_on_old_track_and_physics_on_new() -> None:
    net = after(
        *LINE, "add_service: {id: L1, stops: [asd, lls, xem, hr], dwell_min: [2, 1], tph: {day: 2, evening: 1}}"
    )
    # asd-lls 35 (700), back 36; 30.1 km and 33.8 km at 200 km/h: 11.8 and 12.9 min
    assert stops(net, "L1") == "asd 0|lls 35/37|xem 48.8/49.8|hr 62.7"
    assert stops(net, "L1", "return") == "hr 0|xem 12.9/13.9|lls 25.7/27.7|asd 63.7"
    assert tph(net, "L1") == (2, 2, 2, 2, 1, 0, 0)
    made = net.services["L1"]
    assert (made.series, made.product, made.mode, made.added_by) == ("L1", "Intercity", "rail", "test")
    assert made.patterns[0].leg_source == (
        "", "scenario test: as service 700", "scenario test: physics", "scenario test: physics",
    )  # fmt: skip


def test_given_minutes_count_first_and_single_legs_may_be_auto() -> None:
    net = after(
        *LINE,
        "add_service: {id: L1, stops: [asd, lls, xem], run_min: [30, auto], run_min_return: [31, 12], tph: 1}",
        "add_service: {id: L2, stops: [ut, asd], run_min: [20], tph: {saturday: 1}, one_way: true}",
    )
    assert stops(net, "L1") == "asd 0|lls 30/31|xem 42.8"
    assert stops(net, "L1", "return") == "xem 0|lls 12/13|asd 44"
    assert [p.direction for p in net.services["L2"].patterns] == ["outbound"]
    assert tph(net, "L2") == (0, 0, 0, 0, 0, 1, 0)
    assert tph(net, "L1") == (1,) * 7


def test_a_leg_that_base_trains_run_only_the_other_way_takes_those_minutes() -> None:
    one_way = after("add_service: {id: X, stops: [lls, ut], run_min: [40], tph: 1, one_way: true}")
    net = after("add_service: {id: Y, stops: [ut, lls], tph: 1}", on=one_way)
    assert stops(net, "Y") == "ut 0|lls 40"


def test_minutes_that_stay_come_from_the_base_even_when_its_trains_go() -> None:
    net = after("remove_service: {services: [500, 600]}", "add_service: {id: N, stops: [ut, zl, mp], tph: 1}")
    assert stops(net, "N") == "ut 0|zl 50/51|mp 67"  # ut-zl as 500, zl-mp as 6100 and 600 (16)


def test_a_replaced_stop_list_keeps_what_it_had_in_each_direction() -> None:
    net = after("replace_service: {service: 600, stops: [asd, ut, zl, hr, lw], run_min: [auto, auto, 35, auto]}")
    # out: ut-zl 50 (its own), dwell zl 7 (its own), hr-lw 17; back: lw-hr 16, dwell 7, zl-ut 51; asd-ut 27 from 3000
    assert stops(net, "600") == "asd 0|ut 27/28|zl 78/85|hr 120|lw 137"
    assert stops(net, "600", "return") == "lw 0|hr 16|zl 51/58|ut 109/110|asd 137"
    assert tph(net, "600") == tph(network(), "600")


def test_a_replaced_stop_list_may_set_dwell_frequency_and_product() -> None:
    net = after(
        "replace_service: {service: 600, stops: [ut, zl, mp], dwell_min: [3], tph: {day: 2}, product: Sprinter}"
    )
    assert stops(net, "600") == "ut 0|zl 50/53|mp 69"
    assert tph(net, "600") == (2, 2, 2, 2, 1, 1, 1)
    assert net.services["600"].product == "Sprinter"


def test_an_express_is_a_copy_that_skips_stops() -> None:
    net = after("copy_service: {service: 6100, id: 6100x, skip: [mp], tph: {day: 1}, product: Sneltrein}")
    # 16 + 0 + 28 less 1.5 min of braking and accelerating at 140 km/h
    assert stops(net, "6100x") == "zl 0|asn 42.5/43.5|gn 62.5"
    assert stops(net, "6100") == stops(network(), "6100")
    assert tph(net, "6100x") == (1, 1, 1, 1, 0, 0, 0)
    assert net.services["6100x"].product == "Sneltrein"
    same = after("copy_service: {service: 500, id: 501, tph: 1}")
    assert stops(same, "501", "return") == stops(network(), "500", "return")


def test_services_go_by_id_product_operator_or_section() -> None:
    assert "6100" not in after("remove_service: {services: 6100}").services
    assert set(after("remove_service: {product: Intercity}").services) == {"6100"}
    assert set(after("remove_service: {between: [mp, asn]}").services) == {"600", "700", "3000"}  # 500 passes Meppel
    assert set(after("remove_service: {product: Intercity, between: [mp, asn]}").services) == {
        "600",
        "6100",
        "700",
        "3000",
    }
    weekend = after("remove_service: {services: 6100, windows: weekend}")
    assert tph(weekend, "6100") == (2, 2, 2, 2, 1, 0, 0)


def test_a_removed_service_takes_its_clock_minutes_along() -> None:
    assert network().clocks
    assert after("remove_service: {services: 500}").clocks == ()


def test_a_selection_by_product_does_not_hold_for_new_services() -> None:
    net = after("add_service: {id: N, stops: [ut, zl], tph: 1}", "set_frequency: {product: Intercity, factor: 2}")
    assert tph(net, "N") == (1,) * 7
    assert tph(net, "3000") == (4,) * 7
    named = after("add_service: {id: N, stops: [ut, zl], tph: 1}", "set_frequency: {services: N, factor: 2}")
    assert tph(named, "N") == (2,) * 7


def test_a_service_runs_on_from_either_end() -> None:
    far = after("extend_service: {services: 500, from: ut, stops: [asd], dwell_min: 3}")
    assert stops(far, "500") == "asd 0|ut 27/30|zl 80/83|asn 118/119|gn 135"
    assert stops(far, "500", "return") == "gn 0|asn 16/17|zl 53/57|ut 108/111|asd 138"
    end = after("extend_service: {services: 700, from: zl, stops: [mp, hr], run_min: [15, 19], dwell_min: [4, 1]}")
    assert stops(end, "700") == "asd 0|lls 35/36|zl 66/70|mp 85/86|hr 105"
    assert stops(end, "700", "return") == "hr 0|mp 19/20|zl 35/39|lls 69/70|asd 106"


def test_the_clock_minute_moves_along_with_the_first_stop() -> None:
    far = after("extend_service: {services: 500, from: ut, stops: [asd], dwell_min: 3}")
    minutes = {(c.service, c.direction): c.origin_minute for c in far.clocks}
    assert minutes == {("500", "outbound"): 39, ("500", "return"): 20}  # 9 - 30 = -21, that is :39
    short = after("truncate_service: {services: 500, keep: [zl, gn]}")
    assert {c.direction: c.origin_minute for c in short.clocks} == {"outbound": 2, "return": 20}  # 9 + 53 = 62


def test_a_service_keeps_a_part() -> None:
    net = after("truncate_service: {services: 500, keep: [zl, asn]}")
    assert stops(net, "500") == "zl 0|asn 35"
    assert stops(net, "500", "return") == "asn 0|zl 36"


def test_a_service_takes_another_way_between_two_stops() -> None:
    net = after("reroute_service: {services: 500, leave: ut, join: zl, stops: [asd, lls], run_min: [27, 35, 30]}")
    assert stops(net, "500") == "ut 0|asd 27/28|lls 63/64|zl 94/97|asn 132/133|gn 149"
    assert stops(net, "500", "return") == "gn 0|asn 16/17|zl 53/57|lls 87/88|asd 123/124|ut 151"
    straight = after("reroute_service: {services: 6100, leave: zl, join: asn}")
    assert stops(straight, "6100") == "zl 0|asn 35/36|gn 55"  # without stopping, as 500


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("add_service: {id: 500, stops: [ut, zl], tph: 1}",
         "add_service.id: service '500' is there already; choose another id, or replace_service"),
        ("add_service: {id: N, stops: [ut, zl], tph: 0}",
         "the service would not run at any time: trains per hour are 0"),
        ("add_service: {id: N, stops: [ut, zl], tph: {dag: 1}}",
         "add_service.tph: window 'dag' is not in network 'small'; it has all, day, evening, weekend, peak, offpeak, "
         "friday_peak, friday, saturday, sunday; did you mean 'day'?"),
        ("add_service: {id: N, stops: [ut, zl, Groningn], tph: 1}",
         "add_service.stops: station 'Groningn' is not in network 'small'; did you mean 'gn' (Groningen)?"),
        ("add_service: {id: N, stops: [ut, ut, zl], tph: 1}", "'ut' follows itself"),
        ("add_service: {id: N, stops: [ut, zl, mp], run_min: [50], tph: 1}",
         "3 stops have 2 legs; run_min has 1 values"),
        ("add_service: {id: N, stops: [ut, zl, mp], dwell_min: [1, 1], tph: 1}",
         "there are 1 stops between the first and the last; dwell_min has 2 values"),
        ("add_service: {id: N, stops: [ut, zl], run_min_return: [5, 5], tph: 1}",
         "2 stops have 1 legs; run_min_return has 2 values"),
        ("add_service: {id: N, stops: [ut, mp], tph: 1}",
         "add_service.run_min: no base train runs from 'ut' to 'mp' without a stop, and the way is (partly) existing "
         "track (ut-zl, mp-zl), so the minutes cannot be worked out: give them in run_min"),
        ("add_service: {id: N, stops: [ut, zl], tph: 1, mode: bus}",
         "auto is for trains; give the minutes of this bus"),
        ("replace_service: {service: 50, stops: [ut, zl]}",
         "replace_service.service: service '50' is not in network 'small'; did you mean '500'"),
        ("replace_service: {service: 500, stops: [ut, zl, asn, gn]}",
         "this changes nothing: the network is so already"),
        ("copy_service: {service: 5000, id: X, tph: 1}", "service '5000' is not in network 'small'"),
        ("copy_service: {service: 500, id: X, skip: [gn], tph: 1}", "service '500' has no stop on the way at 'gn'"),
        ("copy_service: {service: 700, id: X, skip: lls, tph: 1}",
         "no line speed is known for lls-zl: give save_min"),
        ("remove_service: {}", "which services? Give services, product, operator or between"),
        ("remove_service: {services: 501}", "service '501' is not in network 'small'; did you mean '500'"),
        ("remove_service: {product: Sprintr}",
         "no service has product 'Sprintr'; did you mean 'Sprinter'?; there are"),
        ("remove_service: {operator: DB}", "no service has operator 'DB'; there are NS"),
        ("remove_service: {product: Sprinter, between: [asd, ut]}",
         "no service is selected: none fits all that is asked"),
        ("remove_service: {services: 500, windows: nacht}",
         "remove_service.windows: window 'nacht' is not in network"),
        ("extend_service: {services: 500, from: zl, stops: [asd]}",
         "extend_service.from: service '500' has its ends at 'gn' and 'ut', not at 'zl'"),
        ("extend_service: {services: 500, from: gn, stops: [lw]}",
         "no base train runs from 'gn' to 'lw' without a stop"),
        ("extend_service: {services: 500, from: ut, stops: [asd], dwell_min: [1, 1]}",
         "there are 1 stops on the way (the old end too); dwell_min has 2 values"),
        ("extend_service: {services: 500, from: ut, stops: [asd], run_min: [1, 2]}", "2 stops have 1 legs"),
        ("extend_service: {services: 500, from: ut, stops: [asd], run_min_return: [1, 2]}",
         "there are 1 new legs, found 2"),
        ("truncate_service: {services: 500, keep: [zl, mp]}",
         "truncate_service.keep: service '500' does not call at mp: it calls at ut zl asn gn"),
        ("truncate_service: {services: 500, keep: [ut, gn]}",
         "runs between these stops already (ut zl asn gn): this changes nothing"),
        ("truncate_service: {services: 500, keep: [zl, zl]}", "the first and the last stop are the same"),
        ("reroute_service: {services: 500, leave: zl, join: mp, run_min: [9]}", "service '500' does not call at mp"),
        ("reroute_service: {services: 500, leave: ut, join: zl, stops: [lls]}",
         "no base train runs from 'ut' to 'lls'"),
        ("reroute_service: {services: 500, leave: ut, join: zl}",
         "has these stops already (ut zl asn gn): this changes nothing"),
        ("reroute_service: {services: 500, leave: ut, join: zl, stops: [asd], run_min: [9]}", "3 stops have 2 legs"),
        ("reroute_service: {services: 500, leave: ut, join: zl, run_min: [9], run_min_return: [9, 9]}",
         "there are 1 legs on the new way"),
    ],
)  # fmt: skip
def test_what_a_service_cannot_do_is_said(change: str, expected: str) -> None:
    found = refused(change)
    assert any(expected in text for text in found), found
    assert all(text.startswith("line 6, ") for text in found)


def test_a_new_leg_without_track_or_speed_is_said_by_name() -> None:
    station, track = LINE[0], "add_track: {from: lls, to: xem, km: 30.1}"
    (no_track,) = refused(station, "add_service: {id: N, stops: [asd, xem], tph: 1}")
    assert "there is no track from 'asd' to 'xem': add_track first, or give the minutes in run_min" in no_track
    (no_speed,) = refused(station, track, "add_service: {id: N, stops: [asd, lls, xem], tph: 1}")
    assert "section lls-xem has no speed_kmh: give it in add_track, or minutes in run_min" in no_speed
    (mixed,) = refused(*LINE, "add_service: {id: N, stops: [asd, xem], tph: 1}")
    assert "the way is (partly) existing track (asd-lls)" in mixed


def test_a_series_number_without_its_variant_is_helped() -> None:
    from dataclasses import replace

    net = network()
    variant = replace(net.services["500"], id="500-zl")
    held = replace(net, services={k: v for k, v in net.services.items() if k != "500"} | {"500-zl": variant})
    (found,) = refused("set_frequency: {services: 500, tph: 4}", on=held)
    assert "service '500' is not in network 'small'; series 500 has the variants 500-zl" in found


def test_what_changes_is_said_in_both_languages() -> None:
    found = applied(
        "remove_service: {services: 3000}",
        "copy_service: {service: 500, id: 501, skip: asn, tph: {day: 1}}",
        "replace_service: {service: 600, stops: [ut, zl, mp], tph: {day: 2}}",
        "extend_service: {services: 700, from: zl, stops: [mp]}",
    )
    assert found.sentences("nl") == (
        "Nieuwe trein 501 als 500 (Utrecht – Groningen), zonder te stoppen in Assen; per uur 1 overdag.",
        "600 (Utrecht – Leeuwarden) rijdt voortaan Utrecht – Zwolle – Meppel; per uur 2 overdag.",
        "Vervalt: 3000 (Amsterdam – Utrecht).",
        "Verlengd van Zwolle naar Meppel: 700 (Amsterdam – Zwolle).",
    )
    assert found.sentences("en") == (
        "New train 501 as 500 (Utrecht – Groningen), passing Assen; per hour 1 by day.",
        "600 (Utrecht – Leeuwarden) now runs Utrecht – Zwolle – Meppel; per hour 2 by day.",
        "No longer runs: 3000 (Amsterdam – Utrecht).",
        "Extended from Zwolle to Meppel: 700 (Amsterdam – Zwolle).",
    )


def test_a_choice_by_product_leaves_alone_what_an_edit_cannot_be_made_on() -> None:
    # of the Intercitys only 500 calls at Assen on its way; 600 ends in Leeuwarden; 500 and 600 begin in Utrecht
    skipped = applied("skip_stops: {product: Intercity, stops: [asn, lw]}")
    assert skipped.touched.services_changed == ("500",)
    added = applied("add_stops: {product: Intercity, stops: mp, extra_min: 2}")  # 600 calls there already
    assert added.touched.services_changed == ("500",)
    longer = applied("extend_service: {product: Intercity, from: ut, stops: [asd]}")
    assert longer.touched.services_changed == ("500", "600")  # 3000 ends there too, but comes from Amsterdam
    short = applied("truncate_service: {product: Intercity, keep: [ut, zl]}")
    assert short.touched.services_changed == ("500", "600")
    other = applied("reroute_service: {product: Intercity, leave: zl, join: lw, run_min: [50]}")
    assert other.touched.services_changed == ("600",)
    assert other.sentences("en") == (
        "Another way between Zwolle and Leeuwarden, without stopping: 600 (Utrecht – Leeuwarden).",
    )
    (none,) = refused("truncate_service: {product: Sprinter, keep: [ut, zl]}")
    assert "this changes nothing" in none


@pytest.mark.parametrize(
    ("change", "station"),
    [
        ("extend_service: {services: 700, from: zl, stops: [mp, mp], run_min: [10, 5]}", "mp"),
        ("extend_service: {services: 700, from: zl, stops: [zl, mp], run_min: [5, 10]}", "zl"),
        ("reroute_service: {services: 500, leave: ut, join: zl, stops: [lls, lls], run_min: [30, 5, 30]}", "lls"),
        ("reroute_service: {services: 500, leave: ut, join: zl, stops: [asd, zl], run_min: [30, 50, 5]}", "zl"),
    ],
)
def test_a_station_that_follows_itself_on_a_new_way_is_refused(change: str, station: str) -> None:
    (found,) = refused(change)
    assert f"stops: '{station}' follows itself" in found


def test_a_new_stop_list_without_trains_is_refused() -> None:
    (found,) = refused("replace_service: {service: 700, stops: [asd, lls], tph: 0}")
    assert "replace_service.tph: service '700' would not run at any time: use remove_service" in found
    assert tph(after("replace_service: {service: 700, stops: [asd, lls], tph: {evening: 0}}"), "700") == (
        *(1.0,) * 4, 0.0, *network().services["700"].patterns[0].tph[5:],
    )  # fmt: skip

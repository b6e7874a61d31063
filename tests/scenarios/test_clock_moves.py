"""What an edit does to known minutes: the part of the way that does not change runs at the same minutes as before."""

from applying import after
from scenario_networks import network

from bereikbaar.network.model import Network


def leaves(net: Network, name: str, direction: str, station: str) -> set[float]:
    """Return the minutes of the hour at which a pattern leaves (or, at its end, reaches) a station."""
    pattern = next(p for p in net.services[name].patterns if p.direction == direction)
    stop = pattern.stations.index(station)
    times = pattern.arrive_min if stop == len(pattern.stations) - 1 else pattern.depart_min
    held = [c for c in net.clocks if (c.service, c.direction) == (name, direction)]
    return {(c.origin_minute + times[stop]) % c.period_min for c in held}


BASE = network()


def test_an_extra_stop_early_on_the_way_makes_the_train_leave_earlier_and_the_rest_stay():
    net = after("add_stops: {services: 500, stops: mp, extra_min: 3}")
    for station in ("gn", "asn"):  # the way back begins there, before Meppel
        assert leaves(net, "500", "return", station) == leaves(BASE, "500", "return", station)
    assert leaves(net, "500", "return", "ut") == {(20 + 108 + 3) % 60}
    for station in ("ut", "zl"):
        assert leaves(net, "500", "outbound", station) == leaves(BASE, "500", "outbound", station)


def test_most_stops_decide_which_minutes_stay():
    net = after("set_run_time: {services: 500, from: gn, to: asn, run_min: 20}")
    assert leaves(net, "500", "return", "gn") == {16}  # leaves 4 min earlier
    for station in ("asn", "zl", "ut"):
        assert leaves(net, "500", "return", station) == leaves(BASE, "500", "return", station)


def test_a_service_split_by_window_keeps_its_minutes_in_both_parts():
    net = after("skip_stops: {services: 500, stops: asn, windows: weekend, save_min: 3}")
    variant = next(name for name in net.services if name.startswith("500-"))
    for name in ("500", variant):
        assert leaves(net, name, "outbound", "zl") == leaves(BASE, "500", "outbound", "zl")


def test_all_parts_of_a_service_that_is_cut_keep_their_minutes():
    net = after("close_section: {between: [mp, zl]}")
    second = next(name for name in net.services if name.startswith("500-") or name == "500-2")
    assert leaves(net, "500", "outbound", "zl") == {(9 + 50) % 60}  # arrival: it ends there now
    assert leaves(net, second, "outbound", "asn") == leaves(BASE, "500", "outbound", "asn")


def test_a_service_that_is_removed_takes_its_minutes_away():
    assert after("remove_service: {services: 500}").clocks == ()


def test_a_new_stop_list_keeps_the_minutes_where_the_old_one_ran():
    net = after(
        "replace_service: {service: 500, stops: [asd, lls, zl, asn, gn], run_min: auto, dwell_min: [1, 3, 1]}"
    )
    assert leaves(net, "500", "outbound", "zl") == leaves(BASE, "500", "outbound", "zl")
    assert leaves(net, "500", "return", "gn") == leaves(BASE, "500", "return", "gn")


def test_a_copy_has_no_minutes_of_its_own():
    net = after("copy_service: {service: 500, id: 500x, tph: {day: 1}}")
    assert [c for c in net.clocks if c.service == "500x"] == []

"""set_phase and the phase of add_service: which minutes the network has afterwards, and what is refused."""

import pytest
from applying import after, applied, refused, scenario
from scenario_networks import network

from bereikbaar.network.model import Network
from bereikbaar.scenarios.content import change_as_plain

OUT = "{service: 500, direction: outbound, "
NEW = "add_service: {id: N1, stops: [ut, zl, mp], run_min: [50, 16], dwell_min: 2, tph: {day: 2}"


def minutes(net: Network, name: str, direction: str = "outbound") -> list[tuple[float, float, tuple[str, ...]]]:
    mine = (name, direction)
    return [(c.origin_minute, c.period_min, c.windows) for c in net.clocks if (c.service, c.direction) == mine]


def test_a_minute_replaces_the_known_one_and_is_the_scenarios_own():
    net = after("set_phase: {service: 500, direction: outbound, minute: 12}")
    assert minutes(net, "500") == [(12, 60, ())]
    assert minutes(net, "500", "return") == [(20, 60, ())]
    assert [c.source for c in net.clocks if c.origin_minute == 12] == ["scenario test"]


def test_a_minute_at_a_station_on_the_way_is_moved_back_to_the_first_stop():
    net = after("set_phase: {service: 500, direction: outbound, minute: 10, at: zl}")
    assert minutes(net, "500") == [(17, 60, ())]  # 53 min after ut: 10 - 53 = -43


def test_at_the_last_stop_the_minute_is_that_of_arrival():
    net = after("set_phase: {service: 500, direction: outbound, minute: 0, at: gn}")
    assert minutes(net, "500") == [(15, 60, ())]  # 105 min after ut


def test_one_minute_for_each_train_and_the_period_follows_from_their_number():
    net = after("set_phase: {service: 3000, direction: outbound, minute: [5, 25]}")
    assert minutes(net, "3000") == [(5, 60, ()), (25, 60, ())]


def test_minutes_for_some_windows_leave_those_of_the_others():
    net = after("set_phase: {service: 500, direction: outbound, minute: 40, windows: evening}")
    assert minutes(net, "500") == [(9, 60, ()), (40, 60, ("evening",))]


def test_minutes_for_the_day_and_for_one_window_of_it_do_not_go_together():
    two = [
        f"set_phase: {{service: 500, direction: outbound, minute: {m}, windows: {w}}}"
        for m, w in ((1, "day"), (2, "peak"))
    ]
    assert "decides the same thing (minute of 500, outbound)" in refused(*two)[0]


def test_minutes_for_one_window_take_the_place_of_minutes_said_for_more():
    net = after("set_phase: {service: 500, direction: outbound, minute: 40, windows: [evening, saturday]}")
    net = after("set_phase: {service: 500, direction: outbound, minute: 41, windows: evening}", on=net)
    assert minutes(net, "500") == [(9, 60, ()), (40, 60, ("saturday",)), (41, 60, ("evening",))]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (OUT + "minute: 5, at: lw}", "set_phase.at: no train of this direction calls at 'lw'"),
        (OUT + "minute: 5, at: zll}", "did you mean"),
        (OUT + "minute: [5, 5], period_min: 120}", "the same minute is there twice: 5, 5"),
        (OUT + "minute: [5, 25], period_min: 60}",
         "set_phase.period_min: 2 trains every 60 min is 2 per hour, and at most 1 per hour run"),
        (OUT + "minute: 5, windows: morning}", "morning"),
        (OUT + "minute: []}", "or a list of them, found 0"),
        (OUT + "minute: [5, x]}", "set_phase.minute[2]: expected a number from 0 to 719"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(text: str, message: str):
    assert message in "\n".join(refused(f"set_phase: {text}"))


def test_the_same_minute_again_changes_nothing_and_is_refused():
    assert "this changes nothing" in refused("set_phase: {service: 500, direction: return, minute: 20}")[0]


def test_a_new_service_may_bring_its_minutes():
    net = after(NEW + ", phase: {outbound: 12, return: [7]}}")
    assert minutes(net, "N1") == [(12, 30, ())]
    assert minutes(net, "N1", "return") == [(7, 30, ())]


def test_the_minutes_of_a_new_service_may_be_those_at_a_station():
    net = after(NEW + ", phase: {outbound: 0, return: 0, at: zl, period_min: 60}}")
    assert minutes(net, "N1") == [(8, 60, ())]  # leaves zl 52 min later
    assert minutes(net, "N1", "return") == [(42, 60, ())]  # 16 + 2 min from mp


def test_without_a_phase_a_new_service_has_no_minutes():
    assert minutes(after(NEW + "}"), "N1") == []


@pytest.mark.parametrize(
    ("phase", "message"),
    [
        ("{outbound: 30}", "add_service.phase: outbound: minute 30 is outside the period of 30 min"),
        ("{outbound: 3, at: gn}", "no train of this direction calls at 'gn'"),
        ("{at: zl}", "no minute is given; give outbound, return or both"),
        ("{outbound: [3, 13, 23], period_min: 30}", "is 6 per hour, and at most 2 per hour run"),
        ("{outbounds: 3}", "unknown key 'outbounds'; did you mean 'outbound'"),
        ("{outbound: 10:30}", "write minutes as one number"),
    ],
)
def test_a_phase_that_cannot_be_is_refused(phase: str, message: str):
    assert message in "\n".join(refused(NEW + f", phase: {phase}}}"))


def test_a_one_way_service_has_no_minute_on_the_way_back():
    assert "the service runs one way only" in refused(NEW + ", one_way: true, phase: {return: 3}}")[0]


def test_the_sentence_says_where_and_when():
    change = scenario(
        "set_phase: {service: 500, direction: outbound, minute: [5], at: zl, windows: evening}"
    ).changes[0]
    assert change.describe(network(), "en") == "500 leaves Zwolle at .05 in the evening."
    assert change.describe(network(), "nl").startswith("500 vertrekt om .05 uit Zwolle")


def test_a_phase_is_part_of_the_content_of_a_scenario():
    with_phase, without = (scenario(NEW + more).changes[0] for more in (", phase: {outbound: 12}}", "}"))
    assert change_as_plain(with_phase)["add_service"]["phase"] == {"outbound": [12.0]}
    assert "phase" not in change_as_plain(without)["add_service"]


def test_a_scenario_that_only_sets_minutes_is_a_scenario():
    assert applied("set_phase: {service: 600, direction: outbound, minute: 3}").network.scenario == ("test",)

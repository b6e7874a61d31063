"""Known minutes against trains per hour: which hold, which stay, how many are missing."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType

import pytest
from clock_networks import clock, network, service
from hypothesis import given, settings
from hypothesis import strategies as st

from bereikbaar.errors import UnknownNameError
from bereikbaar.network.model import Network, PatternClock
from bereikbaar.read.network import find_network, read_network
from bereikbaar.timetable.known import basis, known_minutes, with_clocks
from bereikbaar.timetable.model import MissingTrains
from bereikbaar.timetable.rates import PERIODS_MIN, TOLERANCE_TPH, rate

NL = read_network(find_network("nl-2026"))


def known(net: Network, window: str = "offpeak") -> list[tuple[str, float, float, str]]:
    return [(t.service, t.origin_min, t.period_min, t.basis) for t in known_minutes(net, window)[0]]


def missing(net: Network, window: str = "offpeak") -> list[tuple[str, int, float]]:
    return [(m.service, m.n_trains, m.period_min) for m in known_minutes(net, window)[1]]


@pytest.mark.parametrize(
    ("tph", "trains", "period"),
    [
        (2, 2, 60), (1, 1, 60), (6, 6, 60), (0.5, 1, 120), (1.5, 3, 120), (0.25, 1, 240), (0.3, 1, 240),
        (0.2, 1, 240), (0.1, 1, 240), (0.6, 1, 120), (0.4, 1, 120), (0.7, 3, 240), (7.5, 15, 120), (2.4, 5, 120),
    ],
)  # fmt: skip
def test_a_frequency_becomes_whole_trains_in_a_short_period(tph: float, trains: int, period: int) -> None:
    assert rate(tph) == (trains, period)


@given(st.floats(0.15, 30))
def test_a_frequency_is_hardly_rounded_and_never_away(tph: float) -> None:
    found = rate(tph)
    assert found.trains >= 1 and found.period_min in PERIODS_MIN
    assert abs(found.trains * 60 / found.period_min - tph) <= max(TOLERANCE_TPH, 60 / 240 / 2) + 1e-9


def test_as_many_minutes_as_trains_all_run() -> None:
    net = network(service("ic", "a 0", "b 10", day=2), clocks=(clock("ic", 7, 30),))
    assert known(net) == [("ic", 7, 30, "A")] and missing(net) == []


def test_two_uneven_trains_an_hour_are_two_trains() -> None:
    net = network(service("ic", "a 0", "b 10", day=2), clocks=(clock("ic", 52), clock("ic", 23, confidence="B")))
    assert known(net) == [("ic", 23, 60, "B"), ("ic", 52, 60, "A")]


def test_a_service_that_does_not_run_has_no_trains() -> None:
    net = network(service("ic", "a 0", "b 10", day=0), clocks=(clock("ic", 7),))
    assert known_minutes(net, "offpeak") == ((), ())


def test_a_service_without_a_minute_is_missing_and_its_rate_is_kept() -> None:
    net = network(service("ic", "a 0", "b 10", day=1.5), service("x", "a 0", "b 10", day=0.3))
    assert missing(net) == [("ic", 3, 120), ("x", 1, 240)]


def test_fewer_minutes_than_trains_leave_the_rest_missing_beside_the_known() -> None:
    net = network(service("ic", "a 0", "b 10", day=2), clocks=(clock("ic", 7),))
    trains, lacking = known_minutes(net, "offpeak")
    assert [(t.origin_min, t.period_min) for t in trains] == [(7, 60)]
    assert lacking == (MissingTrains("ic", "outbound", 1, 60.0, trains),)


def test_a_train_and_a_half_with_one_known_lacks_one_in_two_hours() -> None:
    net = network(service("ic", "a 0", "b 10", day=1.5), clocks=(clock("ic", 59),))
    assert known(net) == [("ic", 59, 60, "A")] and missing(net) == [("ic", 1, 120)]


def test_half_hourly_by_day_and_hourly_in_the_evening_keeps_the_first_half() -> None:
    net = network(service("ic", "a 0", "b 10", day=2, evening=1), clocks=(clock("ic", 36, 30),))
    assert known(net, "evening") == [("ic", 6, 60, "A")]


def test_of_two_minutes_the_one_given_for_the_day_stays() -> None:
    clocks = (clock("ic", 3), clock("ic", 33, days="Mon-Thu"))
    net = network(service("ic", "a 0", "b 10", day=1, weekend=1), clocks=clocks)
    assert known(net) == [("ic", 33, 60, "A")]
    assert known(net, "saturday") == [("ic", 3, 60, "A")]


def test_in_the_evening_the_minute_of_every_day_stays_before_that_of_some_days() -> None:
    clocks = (clock("ic", 3, days="Mon-Fri", confidence="C"), clock("ic", 33))
    net = network(service("ic", "a 0", "b 10", day=2, evening=1), clocks=clocks)
    assert known(net, "evening") == [("ic", 33, 60, "A")]


def test_minutes_of_the_evening_replace_those_of_the_day() -> None:
    clocks = (clock("ic", 3, 30), clock("ic", 10, days="evening"))
    net = network(service("ic", "a 0", "b 10", day=2, evening=2), clocks=clocks)
    assert known(net, "evening") == [("ic", 10, 60, "A")] and missing(net, "evening") == [("ic", 1, 60)]


def test_a_minute_for_a_window_by_name_replaces_all_others() -> None:
    named = dataclasses.replace(clock("ic", 40, source="scenario x"), windows=("friday",))
    net = network(service("ic", "a 0", "b 10", day=1), clocks=(clock("ic", 3, days="Fri"), named))
    assert known(net, "friday") == [("ic", 40, 60, "scenario")]
    assert known(net, "offpeak") == []


def test_two_hourly_halves_of_a_line_make_a_half_hourly_one() -> None:
    long, short = service("long", "a 0", "b 10", "c 20", day=1), service("short", "a 0", "b 10", day=1)
    net = network(long, short, clocks=(clock("long", 5, 30), clock("short", 5, 30)))
    assert known(net) == [("long", 5, 60, "A"), ("short", 35, 60, "A")]


def test_a_half_keeps_away_from_a_train_whose_minute_is_settled() -> None:
    net = network(
        service("fixed", "a 0", "b 10", day=0.5), service("half", "a 0", "b 10", day=0.5),
        clocks=(clock("fixed", 0, 120), clock("half", 59)),
    )  # fmt: skip
    assert known(net) == [("fixed", 0, 120, "A"), ("half", 59, 120, "A")]


def test_a_period_that_does_not_fit_gives_one_train_and_the_rest_is_missing() -> None:
    net = network(service("ic", "a 0", "b 10", day=2), clocks=(clock("ic", 40, 50),))
    assert known(net) == [("ic", 40, 60, "A")] and missing(net) == [("ic", 1, 60)]


def test_a_period_of_its_own_that_fits_the_frequency_is_kept() -> None:
    net = network(service("ic", "a 0", "b 10", day=1.33), clocks=(clock("ic", 50, 45),))
    assert known(net) == [("ic", 5, 45, "A")] and missing(net) == []


def test_where_a_minute_comes_from() -> None:
    assert basis(clock("ic", 0, confidence="B")) == "B"
    assert basis(clock("ic", 0, confidence="")) == "D"
    assert basis(clock("ic", 0, source="scenario fast")) == "scenario"
    assert basis(clock("ic", 0, confidence="proposed")) == "proposed"


def test_an_unknown_window_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'offpeak'"):
        known_minutes(network(service("ic", "a 0", "b 10")), "offpeek")


minutes = st.integers(0, 59)
periods = st.sampled_from([20, 30, 40, 60, 120])
days = st.sampled_from(["daily", "Mon-Thu", "Mon-Fri", "Fri-Sun", "evening", "Sat-Sun, evening"])
rows = st.lists(st.tuples(minutes, periods, days), max_size=5, unique=True)


@settings(max_examples=60, deadline=None)
@given(
    rows,
    st.sampled_from([0.2, 0.5, 1, 1.5, 2, 3, 4, 6]),
    st.sampled_from(["offpeak", "friday", "evening", "saturday"]),
    st.randoms(),
)
def test_trains_known_and_missing_add_up_and_the_order_of_rows_does_not_matter(
    given_rows, tph, window, random
) -> None:
    line = service("ic", "a 0", "b 10", day=tph, evening=tph, weekend=tph)
    clocks = [clock("ic", m % p, p, d) for m, p, d in given_rows]
    net = network(line, clocks=tuple(clocks))
    trains, lacking = known_minutes(net, window)
    total = sum(60 / t.period_min for t in trains) + sum(60 * m.n_trains / m.period_min for m in lacking)
    wanted = rate(tph)
    assert abs(total - tph) <= max(TOLERANCE_TPH, abs(wanted.trains * 60 / wanted.period_min - tph)) + 1e-9
    random.shuffle(clocks)
    assert known_minutes(dataclasses.replace(net, clocks=tuple(clocks)), window) == (trains, lacking)


# the Dutch network


def test_clocks_come_with_a_hash_of_their_own_and_the_network_stays_as_it_was() -> None:
    before = NL.hash
    net = with_clocks(NL)
    assert len(net.clocks) == 265 and len(net.connections) == 22
    assert net.hash != before == NL.hash and NL.clocks == ()
    assert with_clocks(net) is net
    assert with_clocks(read_network(find_network("nl-2026"))).hash == net.hash


def test_with_clocks_all_times_are_whole_minutes_at_most_half_a_minute_later() -> None:
    net = with_clocks(NL)
    for name, old in NL.services.items():
        for p, q in zip(old.patterns, net.services[name].patterns, strict=True):
            assert (p.stations, p.tph) == (q.stations, q.tph)
            for a, b in zip((*p.arrive_min, *p.depart_min), (*q.arrive_min, *q.depart_min), strict=True):
                assert b == int(b) and 0 <= b - a <= 0.5


def test_clocks_are_read_before_a_scenario_is_applied() -> None:
    with pytest.raises(ValueError, match="before a scenario"):
        with_clocks(dataclasses.replace(NL, scenario=("x",)))


def test_a_network_without_clock_files_stays_without() -> None:
    net = network(service("ic", "a 0", "b 10"))
    assert with_clocks(net) is net


@pytest.mark.parametrize("window", [w.name for w in NL.windows])
def test_every_train_of_a_window_is_known_or_missing(window: str) -> None:
    net = with_clocks(NL)
    position = net.window_index(window)
    trains, lacking = known_minutes(net, window)
    per_hour: dict[tuple[str, str], float] = {}
    for t in trains:
        per_hour[t.service, t.direction] = per_hour.get((t.service, t.direction), 0) + 60 / t.period_min
    for m in lacking:
        per_hour[m.service, m.direction] = per_hour.get((m.service, m.direction), 0) + 60 * m.n_trains / m.period_min
    wanted = {
        (s.id, p.direction): p.tph[position] for s in net.services.values() for p in s.patterns if p.tph[position] > 0
    }
    assert per_hour.keys() == wanted.keys()
    assert all(abs(per_hour[key] - tph) <= 0.16 for key, tph in wanted.items())
    assert all(240 % t.period_min == 0 for t in trains)


def test_the_minutes_of_the_evening_halves_of_one_line_lie_half_an_hour_apart() -> None:
    trains = {(t.service, t.direction): t.origin_min for t in known_minutes(with_clocks(NL), "evening")[0]}
    for long, short in (("6400", "6400-ehv"), ("20200-rb51", "20200-rb64")):
        assert abs(trains[long, "outbound"] - trains[short, "outbound"]) == 30


def test_a_clock_of_an_unknown_service_is_passed_over() -> None:
    stray = PatternClock("nobody", "outbound", 1, 60)
    net = dataclasses.replace(with_clocks(NL), clocks=(stray,), services=MappingProxyType({}))
    assert known_minutes(net, "offpeak") == ((), ())

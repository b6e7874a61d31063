"""The dated trips of a timetable after a scenario: what is left alone runs to the second as before."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType

import numpy as np
import pytest
from clock_networks import DATE, HOUR, board, clock, dated, network, pattern, service

from bereikbaar.errors import RunError
from bereikbaar.network.model import Network, Pattern, Service, Window
from bereikbaar.network.trips import BASES, ChangeRules, Trips
from bereikbaar.settings import Settings
from bereikbaar.timetable.retime import retimed
from bereikbaar.timetable.times import clock_travel_times
from bereikbaar.timetable.window import window_trips

SETTINGS = Settings()
WINDOWS = (
    Window("morning", 30.0, "day", date=DATE, from_s=7 * HOUR, to_s=9 * HOUR),
    Window("day", 50.0, "day", date=DATE, from_s=9 * HOUR, to_s=16 * HOUR),
)
TPH = (1.0, 1.0)
IC = pattern("a 0", "b 10 12", "c 30", tph=TPH)
ON = pattern("c 0", "d 20", tph=TPH)


def timetable() -> Network:
    """IC at 07:05 (a minute late at c), 08:05, 09:05; ON at 07:40, 08:40."""
    trips = dated(
        ("ic", IC, "i7", "07:05"), ("ic", IC, "i8", "08:05"), ("ic", IC, "i9", "09:05"),
        ("on", ON, "o7", "07:40"), ("on", ON, "o8", "08:40"),
    )  # fmt: skip
    trips.arrive_s[2] += 60
    trips.depart_s[2] += 60
    return with_services(network(trips=trips, windows=WINDOWS), ic=IC, on=ON)


def with_services(net: Network, **patterns: Pattern) -> Network:
    services = {name: Service(name, name, "Intercity", "NS", (p,)) for name, p in patterns.items()}
    codes = sorted({c for p in patterns.values() for c in p.stations} | set(net.stations) | set("abcd"))
    stations = {c: service_station(c) for c in codes}
    return dataclasses.replace(net, services=MappingProxyType(services), stations=MappingProxyType(stations))


def service_station(code: str):
    return next(iter(network(service("x", f"{code} 0", f"{code} 1")).stations.values()))


def running(trips: Trips) -> list[tuple[str, str]]:
    on_the_day = trips.runs[:, 0]
    return [line for line, runs in zip(board(trips), on_the_day, strict=True) if runs]


BASE = [
    ("i7", "a 07:05 b 07:17 c 07:36"), ("i8", "a 08:05 b 08:17 c 08:35"), ("i9", "a 09:05 b 09:17 c 09:35"),
    ("o7", "c 07:40 d 08:00"), ("o8", "c 08:40 d 09:00"),
]  # fmt: skip


def test_the_base_runs_as_it_was_read_and_the_window_is_the_question() -> None:
    net = timetable()
    trips, question = window_trips(net, "morning", SETTINGS)
    assert trips is net.trips and running(trips) == BASE
    assert (question.date, question.start_s, question.end_s) == (DATE, 7 * HOUR, 9 * HOUR)


def test_any_part_of_the_day_can_be_asked() -> None:
    span = Window("07:30-08:15", 1.0, "day", date=DATE, from_s=27000, to_s=29700)
    trips, question = window_trips(timetable(), span, SETTINGS)
    assert (question.start_s, question.end_s, len(trips.ids)) == (27000, 29700, 5)


def test_a_removed_service_has_no_trips_and_the_others_are_untouched() -> None:
    trips, _ = window_trips(with_services(timetable(), on=ON), "morning", SETTINGS)
    assert running(trips) == BASE[3:]


def test_a_faster_leg_keeps_departures_and_what_each_train_does_elsewhere() -> None:
    faster = pattern("a 0", "b 8 10", "c 28", tph=TPH)
    trips, _ = window_trips(with_services(timetable(), ic=faster, on=ON), "morning", SETTINGS)
    assert (
        running(trips)
        == [
            ("i7", "a 07:05 b 07:15 c 07:34"),  # still a minute longer from b to c than its pattern
            ("i8", "a 08:05 b 08:15 c 08:33"),
            ("i9", "a 09:05 b 09:15 c 09:33"),
            *BASE[3:],
        ]
    )


def test_a_train_that_starts_later_on_its_way_keeps_its_minute_there() -> None:
    shorter = pattern("b 0", "c 18", tph=TPH)
    trips, _ = window_trips(with_services(timetable(), ic=shorter, on=ON), "morning", SETTINGS)
    assert [text for _, text in running(trips)][:2] == ["b 07:17 c 07:36", "b 08:17 c 08:35"]


def test_a_train_that_goes_on_to_a_new_station_takes_it_into_the_network() -> None:
    longer = pattern("a 0", "b 10 12", "c 30 31", "new 45", tph=TPH)
    net = with_services(timetable(), ic=longer, on=ON)
    trips, _ = window_trips(net, "morning", SETTINGS)
    assert trips.stations == tuple(sorted(net.stations)) and "new" in trips.stations
    assert running(trips)[0] == ("i7", "a 07:05 b 07:17 c 07:37 new 07:51")
    assert running(trips)[3:] == BASE[3:]


def test_more_trains_an_hour_are_proposed_beside_those_that_run() -> None:
    more = dataclasses.replace(IC, tph=(2.0, 1.0))
    trips, _ = window_trips(with_services(timetable(), ic=more, on=ON), "morning", SETTINGS)
    assert running(trips)[:5] == BASE
    new = [
        (name, text) for (name, text), b in zip(running(trips), trips.basis, strict=True) if BASES[b] == "proposed"
    ]
    assert len(new) == 2 and all(text[2:4] in ("07", "08") for _, text in new)
    assert len({text[5:7] for _, text in new}) == 1  # the same minute of both hours
    again, _ = window_trips(with_services(timetable(), ic=more, on=ON), "day", SETTINGS)
    assert running(again) == BASE  # the other window was not changed


def test_fewer_trains_an_hour_replace_those_of_the_window_only() -> None:
    fewer = dataclasses.replace(IC, tph=(0.5, 1.0))
    net = dataclasses.replace(with_services(timetable(), ic=fewer, on=ON), clocks=(clock("ic", 5),))
    trips, _ = window_trips(net, "morning", SETTINGS)
    ic = [text for name, text in running(trips) if name.startswith("i")]
    assert ic == ["a 09:05 b 09:17 c 09:35", "a 08:05 b 08:17 c 08:35"]  # every two hours: the even ones
    assert {"c 07:40 d 08:00", "c 08:40 d 09:00"} < {text for _, text in running(trips)}


def test_a_minute_that_a_scenario_sets_replaces_the_departures_of_the_window_only() -> None:
    net = dataclasses.replace(timetable(), clocks=(clock("ic", 20, source="scenario later"),))
    trips, _ = window_trips(net, "morning", SETTINGS)
    ic = [text for name, text in running(trips) if name.startswith("i")]
    assert ic == ["a 09:05 b 09:17 c 09:35", "a 07:20 b 07:32 c 07:50", "a 08:20 b 08:32 c 08:50"]
    assert BASES[trips.basis[-1]] == "scenario"
    only_by_day = dataclasses.replace(clock("ic", 20, source="scenario later"), windows=("day",))
    trips, _ = window_trips(dataclasses.replace(net, clocks=(only_by_day,)), "morning", SETTINGS)
    assert running(trips) == BASE


def test_a_new_service_runs_in_the_window_and_as_long_as_its_other_windows_say() -> None:
    fresh = pattern("d 0", "a 30", tph=(1.0, 0.0))
    net = with_services(timetable(), ic=IC, on=ON, new=fresh)
    net = dataclasses.replace(net, clocks=(clock("new", 15),))
    trips, _ = window_trips(net, "morning", SETTINGS)
    new = [text for name, text in running(trips) if name.startswith("new")]
    assert new[:2] == ["d 07:15 a 07:45", "d 08:15 a 08:45"]
    assert not any(text.startswith(("d 09", "d 10", "d 15")) for text in new)
    assert running(trips)[:5] == BASE
    assert clock_travel_times(net, "morning", SETTINGS).at("best", "d", "a") == 30.0


def test_rules_and_stays_follow_their_trips_and_go_with_them() -> None:
    net = timetable()
    assert net.trips is not None
    one = np.array([0, 3], dtype=np.int32)
    rules = ChangeRules(
        np.array([2, 2], dtype=np.int32), np.array([2, 2], dtype=np.int32), np.array([-1, 0], dtype=np.int32),
        np.array([-1, -1], dtype=np.int32), one, np.array([3, 4], dtype=np.int32), np.array([60, 0], dtype=np.int32),
    )  # fmt: skip
    trips = dataclasses.replace(net.trips, rules=rules, stays=np.array([[0, 3], [3, 4]], dtype=np.int32))
    net = dataclasses.replace(net, trips=trips)
    left, _ = window_trips(with_services(net, on=ON), "morning", SETTINGS)
    assert left.rules.from_trip.tolist() == [0] and left.rules.to_trip.tolist() == [1]
    assert left.rules.seconds.tolist() == [0] and left.stays.tolist() == [[0, 1]]


def test_a_day_without_trains_stops_with_the_days_that_have_them() -> None:
    span = Window("x", 1.0, "day", date="2025-03-12", from_s=0, to_s=HOUR)
    with pytest.raises(RunError, match="no train runs on 2025-03-12; the timetable of 'small' has 2025-03-11"):
        window_trips(timetable(), span, SETTINGS)


def test_a_part_of_a_day_needs_a_date() -> None:
    with pytest.raises(RunError, match="part of the day '07:00-08:00' has no date"):
        window_trips(timetable(), Window("07:00-08:00", 1.0, "day", from_s=0, to_s=HOUR), SETTINGS)


@pytest.mark.parametrize(
    ("after", "arrive", "depart"),
    [
        (IC, [300, 900, 2160], [300, 1020, 2160]),
        (pattern("a 0", "c 28", tph=TPH), [300, 1980], [300, 1980]),
        (pattern("z 0", "a 5 6", "b 16 18", "c 36", tph=TPH), [-60, 240, 900, 2160], [-60, 300, 1020, 2160]),
        (pattern("x 0", "y 4", tph=TPH), [300, 540], [300, 540]),
        (pattern("a 0", "b 10", tph=TPH), [300, 900], [300, 900]),
    ],
)
def test_one_train_on_edited_stops(after: Pattern, arrive: list[int], depart: list[int]) -> None:
    own = retimed(["a", "b", "c"], [300, 900, 2160], [300, 1020, 2160], IC, after)
    assert own == (arrive, depart)

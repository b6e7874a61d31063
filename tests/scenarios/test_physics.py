"""Run times from physics: published rule, sums by hand, and properties."""

import pytest
from applying import after
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario_networks import network

from bereikbaar.scenarios.physics import rounded, run_min, stop_saving, technical_min, without_speed
from bereikbaar.settings import Settings

SETTINGS = Settings()
KM = st.floats(0.1, 150)
KMH = st.floats(20, 320)
STRETCHES = st.lists(st.tuples(KM, KMH), min_size=1, max_size=6)


def test_the_sum_by_hand_for_14_km_at_200_km_h() -> None:
    # 200 km/h = 55.56 m/s. At full speed 14,000 / 55.56 = 252 s; accelerating costs v/2a = 61.7 s more,
    # braking v/2b = 55.6 s more; together 369.3 s, with 7 % margin 395.1 s = 6.59 min.
    assert technical_min([(14, 200)], SETTINGS) * 60 == pytest.approx(252 + 55.556 / 0.9 + 55.556 / 1.0, abs=0.01)
    assert run_min([(14, 200)], SETTINGS) == pytest.approx(6.586, abs=0.001)


@pytest.mark.parametrize(
    ("km", "minutes"), [(14, 6.6), (20, 8.6), (30, 11.8), (34, 13.0), (56, 20.2), (69, 24.2), (84, 28.9), (120, 40.6)]
)
def test_the_table_of_the_designs(km: float, minutes: float) -> None:
    # the table gives km without decimals: half a kilometre at 200 km/h is 0.16 min
    assert run_min([(km, 200)], SETTINGS) == pytest.approx(minutes, abs=0.17)


def test_too_short_to_reach_the_line_speed() -> None:
    # 1 km: v2 = 2abd / (a + b) = 473.7, v = 21.76 m/s (78 km/h); v/a + v/b = 91.9 s
    assert technical_min([(1, 200)], SETTINGS) * 60 == pytest.approx(91.9, abs=0.05)


def test_the_lelylijn_takes_87_minutes_with_the_trains_of_today_to_lelystad() -> None:
    # 36 min Amsterdam Zuid - Lelystad today, one minute at each of four stops, 119.4 km of new line at 200 km/h
    legs = [30.1, 33.8, 21.5, 34.0]
    total = 36 + 4 * 1 + sum(run_min([(km, 200)], SETTINGS) for km in legs)
    assert sum(legs) == pytest.approx(119.4)
    assert total == pytest.approx(86.7, abs=0.05)
    assert abs(total - 85) <= 3  # published, 2020


@given(STRETCHES, st.integers(0, 5), st.floats(1, 100))
def test_a_higher_speed_never_makes_a_run_slower(stretches: list[tuple[float, float]], at: int, more: float) -> None:
    i = at % len(stretches)
    faster = [(km, kmh + more) if j == i else (km, kmh) for j, (km, kmh) in enumerate(stretches)]
    assert run_min(faster, SETTINGS) <= run_min(stretches, SETTINGS) + 1e-9
    assert rounded(run_min(faster, SETTINGS)) <= rounded(run_min(stretches, SETTINGS) + 1e-9)


@given(KM, KMH, st.floats(0.01, 0.99))
def test_cutting_a_section_in_two_changes_nothing(km: float, kmh: float, share: float) -> None:
    parts = [(km * share, kmh), (km * (1 - share), kmh)]
    assert run_min(parts, SETTINGS) == pytest.approx(run_min([(km, kmh)], SETTINGS), rel=1e-9)


@given(STRETCHES)
def test_there_and_back_differ_only_by_accelerating_and_braking(stretches: list[tuple[float, float]]) -> None:
    even = SETTINGS.changed(acceleration=0.5, braking=0.5)
    assert run_min(stretches, even) == pytest.approx(run_min(stretches[::-1], even), rel=1e-9)


@given(STRETCHES)
def test_no_train_beats_the_line_speed(stretches: list[tuple[float, float]]) -> None:
    assert technical_min(stretches, SETTINGS) >= sum(km / kmh * 60 for km, kmh in stretches) - 1e-9


@given(STRETCHES, STRETCHES)
def test_not_stopping_never_costs_time(before: list[tuple[float, float]], after: list[tuple[float, float]]) -> None:
    saved = stop_saving(before, after, SETTINGS)
    assert 0 <= saved <= 320 / 3.6 / 2 * (1 / 0.45 + 1 / 0.5) / 60 * 1.07 + 1e-6  # all of braking and accelerating


def test_sections_without_speed_are_named() -> None:
    assert without_speed(network(), ("asd", "lls", "zl")) == ["lls-zl"]
    assert without_speed(network(), ("zl", "lls")) == ["lls-zl"]
    assert without_speed(network(), ("asd", "ut")) == []


@settings(max_examples=20, deadline=None)
@given(st.integers(141, 300), st.integers(1, 100))
def test_trains_never_become_slower_by_a_higher_line_speed(kmh: int, more: int) -> None:
    def runs(speed: int) -> dict[tuple[str, str, int], float]:
        net = after(f"set_line_speed: {{between: [zl, gn], speed_kmh: {speed}}}")
        return {
            (s.id, p.direction, i): p.arrive_min[i + 1] - p.depart_min[i]
            for s in net.services.values()
            for p in s.patterns
            for i in range(len(p.stations) - 1)
        }

    base = {
        (s.id, p.direction, i): p.arrive_min[i + 1] - p.depart_min[i]
        for s in network().services.values()
        for p in s.patterns
        for i in range(len(p.stations) - 1)
    }
    some, faster = runs(kmh), runs(kmh + more)
    assert all(some[leg] <= base[leg] + 1e-9 for leg in base)
    assert all(faster[leg] <= some[leg] + 1e-9 for leg in base)
    assert all(minutes > 0 for minutes in faster.values())

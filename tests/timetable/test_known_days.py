"""What the words for days mean, and how well they fit a window."""

from __future__ import annotations

import dataclasses

import pytest

from bereikbaar.errors import InputError
from bereikbaar.network.days import BY_DAY, ELSEWHERE, EVERY_DAY, GIVEN, PARTLY, fits, read_days, window_days
from bereikbaar.network.model import Network, Window
from bereikbaar.read.clock import read_clocks, read_planned_connections
from bereikbaar.read.network import find_network, read_network

NL = read_network(find_network("nl-2026"))
WEEKDAYS = frozenset({"mon", "tue", "wed", "thu", "fri"})


@pytest.mark.parametrize(
    ("text", "days", "evening", "daily", "unseen"),
    [
        ("daily", "", False, True, False),
        ("", "", False, True, False),
        ("Mon-Thu", "mon tue wed thu", False, False, False),
        ("Fri-Sun", "fri sat sun", False, False, False),
        ("Sat-Mon", "sat sun mon", False, False, False),
        ("Sat", "sat", False, False, False),
        ("Sat-Sun, evening", "sat sun", True, False, False),
        ("Mon-Thu and Sat-Sun", "mon tue wed thu sat sun", False, False, False),
        ("Mon-Thu; Fri; Sat; Sun; evening", "mon tue wed thu fri sat sun", True, False, False),
        ("Mon-Thu (other days not seen)", "mon tue wed thu", False, False, True),
    ],
)
def test_words_for_days(text: str, days: str, evening: bool, daily: bool, unseen: bool) -> None:
    found = read_days(text)
    assert found.of_week == frozenset(days.split())
    assert (found.evening, found.daily, found.elsewhere_unseen) == (evening, daily, unseen)


@pytest.mark.parametrize("text", ["weekdays", "Mon-Thr", "Mon-Tue-Wed", "Mon-"])
def test_other_words_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="expected daily, evening or days such as Mon-Thu, Sat"):
        read_days(text)


@pytest.mark.parametrize(("slip", "meant"), [("dayly", "daily"), ("evning", "evening"), ("Mon-Fry", "fri")])
def test_a_slip_gets_a_suggestion(slip: str, meant: str) -> None:
    with pytest.raises(InputError, match=f"did you mean '{meant}'"):
        read_days(slip)


@pytest.mark.parametrize(
    ("window", "days"),
    [
        ("peak", "mon tue wed thu"),
        ("offpeak", "mon tue wed thu"),
        ("friday_peak", "fri"),
        ("friday", "fri"),
        ("saturday", "sat"),
        ("sunday", "sun"),
    ],
)
def test_windows_of_the_dutch_network_stand_for_days(window: str, days: str) -> None:
    found = window_days(NL.windows[NL.window_index(window)], NL)
    assert found.of_week == frozenset(days.split()) and not found.evening


def test_a_network_that_does_not_know_friday_counts_it_as_any_weekday() -> None:
    windows = (Window("day", 60.0, "day"), Window("weekend", 16.0, "weekend"))
    net = Network("n", "N", "1", windows, {}, {})
    assert window_days(windows[0], net).of_week == WEEKDAYS
    assert window_days(windows[1], net).of_week == {"sat", "sun"}


def test_a_date_says_the_day_whatever_the_name() -> None:
    window = Window("offpeak", 36.0, "day", date="2025-10-04")
    assert window_days(window, NL).of_week == {"sat"}


@pytest.mark.parametrize(
    ("text", "window", "rank"),
    [
        ("Mon-Fri", "offpeak", GIVEN),
        ("daily", "offpeak", EVERY_DAY),
        ("Mon-Tue", "offpeak", PARTLY),
        ("Fri-Sun", "offpeak", 0),
        ("Mon-Thu (other days not seen)", "friday", ELSEWHERE),
        ("Mon-Thu", "friday", 0),
        ("evening", "offpeak", 0),
        ("evening", "evening", GIVEN),
        ("daily", "evening", EVERY_DAY),
        ("Fri-Sun", "evening", BY_DAY),
    ],
)
def test_how_well_days_fit(text: str, window: str, rank: int) -> None:
    assert fits(read_days(text), window_days(NL.windows[NL.window_index(window)], NL)) == rank


def test_days_that_cannot_be_understood_are_refused_with_file_and_line(tmp_path) -> None:
    (tmp_path / "phases.csv").write_text(
        "service,direction,days,train,origin_minute,period_min\n1,outbound,daily,1,5,30\n1,return,Mon-Thr,1,9,30\n"
    )
    with pytest.raises(InputError) as caught:
        read_clocks(tmp_path)
    assert "phases.csv, line 3, days: found 'Mon-Thr', expected daily, evening or days" in str(caught.value)


def test_a_planned_change_needs_both_trains(tmp_path) -> None:
    text = (find_network("nl-2026") / "connections.csv").read_text(encoding="utf-8")
    assert ",zl,Zwolle,700,return,shl,600," in text
    broken = text.replace(",zl,Zwolle,700,return,shl,600,", ",zl,Zwolle,700,return,shl,,", 1)
    (tmp_path / "connections.csv").write_text(broken, encoding="utf-8")
    with pytest.raises(InputError, match="line 2, to_service: is empty; a row with pair_change_min needs it"):
        read_planned_connections(tmp_path)


def test_planned_changes_do_not_depend_on_the_order_of_rows(tmp_path) -> None:
    head, *rows = (find_network("nl-2026") / "connections.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "connections.csv").write_text("\n".join([head, *reversed(rows)]) + "\n", encoding="utf-8")
    found = read_planned_connections(tmp_path)
    assert found == read_planned_connections(find_network("nl-2026"))
    assert len({dataclasses.replace(c, source="") for c in found}) == len(found) == 22

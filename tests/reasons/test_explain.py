"""Why a journey changed: known cases on a small country, sentence by sentence, and rules that always hold."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_plans import FAST_WEST, SETTINGS, TO_D, network, places, scenario, service

from bereikbaar.errors import UnknownNameError
from bereikbaar.reasons.causes import changes_at
from bereikbaar.reasons.explain import COMPONENTS, Explanation, as_document, explain, shares_of, whole
from bereikbaar.reasons.sentences import causes_alone, why
from bereikbaar.scenarios.apply import apply_scenario

#: In the base one goes from a to c with a change at b: wait 15, ride 40, change 3 + 15 (or so), ride 30.
DIRECT = service("3", "a 0|c 68", 2)


def told(before, after, origin="a", destination="c", **more) -> Explanation:
    given = {"window": "offpeak", "method": "headway", "settings": SETTINGS, "places": places(), **more}
    return explain(before, after, origin, destination, **given)


def after(*changes: str):
    return apply_scenario(network(), scenario("plan", *changes), SETTINGS).network


def say(found: Explanation, lang: str = "en") -> str:
    return why(found).said(lang)


def only(*services):
    return network(*services)


WEST, EAST = service("1", "a 0|b 40", 2), service("2", "b 0|c 30", 2)


def test_a_direct_train_instead_of_a_change_says_where_the_change_was() -> None:
    found = told(only(WEST, EAST), only(DIRECT))
    assert changes_at(found.before) == ("b",)
    assert changes_at(found.after) == ()
    first = found.reasons[0]
    assert (first.component, first.code, first.about["before_at"]) == ("transfer", "direct_now", ["b"])
    change = found.before.transfer_min
    assert first.minutes == whole(-change)
    assert say(found) == (
        f"A – C: {whole(change) + 2} min faster ({whole(found.before.expected_min)} becomes 83): "
        f"a direct train instead of a change at B (\N{MINUS SIGN}{whole(change)} min); "
        "with the new train A – C (Intercity 3) (\N{MINUS SIGN}2 min)."
    )


def test_beside_the_minutes_the_reasons_stand_alone_and_what_has_no_minutes_is_told_whole() -> None:
    found = told(only(WEST, EAST), only(DIRECT))
    _way, head, tail = say(found).split(": ", 2)
    assert "faster" in head
    assert causes_alone(found).said("en") == f"A{tail[1:]}"
    assert causes_alone(found).said("nl").startswith("Een rechtstreekse trein")
    gone = told(only(DIRECT), only(WEST))
    assert gone.verdict == "lost"
    assert causes_alone(gone).said("en") == say(gone)


def test_a_direct_train_that_is_gone_says_where_one_changes_now() -> None:
    found = told(only(DIRECT), only(WEST, EAST))
    assert found.verdict == "worse"
    assert "min slower (83 becomes" in say(found)
    assert "the direct train is gone: now with a change at B (+" in say(found)


def test_more_trains_say_how_often_they_leave_before_and_now() -> None:
    found = told(only(WEST), only(service("1", "a 0|b 40", 6)), "a", "b")
    assert say(found) == (
        "A – B: 10 min faster (55 becomes 45): a departure every 10 instead of 30 minutes (\N{MINUS SIGN}10 min)."
    )


def test_a_faster_train_says_nothing_of_what_stays() -> None:
    found = told(network(), after(FAST_WEST), "a", "b")
    assert say(found) == (
        "A – B: 10 min faster (55 becomes 45): the train (series 1) is faster between A and B (\N{MINUS SIGN}10 min)."
    )
    assert [r.component for r in found.reasons] == ["in_vehicle"]


def test_a_small_change_is_no_noticeable_one() -> None:
    found = told(only(WEST), only(service("1", "a 0|b 39.5", 2)), "a", "b")
    assert found.verdict == "same"
    assert say(found) == "A – B: no noticeable change (55 min)."


def test_a_frequency_that_changes_the_other_way_is_told_as_well() -> None:
    # as quick as before on average: four trains an hour of 47.5 minutes instead of two of 40
    found = told(only(WEST), only(service("1", "a 0|b 47.5", 4)), "a", "b")
    assert found.verdict == "same"
    assert (
        say(found) == "A – B: no noticeable change in minutes (55 min); a departure every 15 instead of 30 minutes."
    )


def test_a_new_connection_and_a_lost_one_are_told_as_such() -> None:
    new = told(network(), after(TO_D), "c", "d")
    assert (new.verdict, new.components, new.shown_diff_min) == ("new", (), 0)
    assert say(new) == "C – D: a new connection, of 40 min."
    lost = told(after(TO_D), network(), "c", "d")
    assert say(lost) == "C – D: the connection is lost (it took 40 min)."
    none = told(network(), network(), "c", "d")
    assert say(none) == "C – D: no connection, with the plan or without."


def test_a_station_that_only_the_plan_has_is_a_new_connection() -> None:
    new = "add_station: {code: ede, name: Ede, lat: 52.0, lon: 4.5}"
    plan = after(new, "add_service: {id: E, stops: [a, ede], run_min: [20], tph: {day: 2}}")
    found = told(network(), plan, "a", "ede")
    assert found.verdict == "new"
    assert say(found) == "A – Ede: a new connection, of 35 min."


def test_from_door_to_door_the_ways_at_both_ends_are_parts_of_it() -> None:
    found = told(network(), after(FAST_WEST), "town-a", "town-b")
    assert [c.name for c in found.components] == list(COMPONENTS)
    assert sum(c.before_min for c in found.components) == pytest.approx(found.before.expected_min)
    assert found.reasons[0].minutes == -10


def test_by_the_clock_the_reasons_also_sum_to_the_difference() -> None:
    from bereikbaar.compare.timetables import with_all_minutes
    from bereikbaar.loading import ready

    base = with_all_minutes(ready(network(), "clock"), ["offpeak"], SETTINGS)
    plan = apply_scenario(base, scenario("plan", FAST_WEST), SETTINGS).network
    found = told(base, plan, "a", "b", method="clock")
    assert found.verdict == "better"
    assert sum(r.minutes for r in found.reasons) == found.shown_diff_min == -10


def test_the_sentence_is_there_in_dutch() -> None:
    found = told(only(WEST, EAST), only(DIRECT))
    assert say(found, "nl") != say(found)
    assert "overstap in B" in say(found, "nl") or "overstap op B" in say(found, "nl")


def test_unknown_places_are_refused_with_near_names() -> None:
    with pytest.raises(UnknownNameError, match="did you mean"):
        told(network(), network(), "town-aa", "c")


def test_the_document_holds_every_component_and_no_infinite_number() -> None:
    plain = as_document(told(network(), after(FAST_WEST), "a", "b"))
    assert plain["diff_min"] == -10
    assert set(plain["components"]) == set(COMPONENTS)
    assert as_document(told(network(), after(TO_D), "c", "d"))["diff_min"] is None


MINUTES = st.floats(-200, 200, allow_nan=False)


@given(st.lists(MINUTES, min_size=1, max_size=6))
def test_whole_shares_sum_to_the_total_and_are_near_their_values(values) -> None:
    total = math.floor(sum(values) + 0.5)
    shares = shares_of(total, values)
    assert sum(shares) == total
    assert all(abs(s - v) < 2 for s, v in zip(shares, values, strict=True))


@pytest.mark.parametrize(
    "trains", [(WEST, EAST), (DIRECT,), (WEST, EAST, DIRECT), (WEST, EAST, service("4", "a 0|c 60", 1))]
)
@pytest.mark.parametrize(
    "then", [(WEST, EAST), (DIRECT,), (service("1", "a 0|b 33", 3), service("2", "b 0|c 26", 6))]
)
def test_the_minutes_of_the_reasons_sum_to_the_difference_that_is_shown(trains, then) -> None:
    for pair in (("a", "c"), ("c", "a"), ("town-a", "town-c")):
        found = told(only(*trains), only(*then), *pair)
        if found.verdict in ("better", "worse"):
            assert sum(r.minutes for r in found.reasons) == found.shown_diff_min
            sizes = [abs(r.minutes) for r in found.reasons if r.code not in ("rest", "frequency") or r.minutes]
            named = [abs(r.minutes) for r in found.reasons if r.component in COMPONENTS]
            assert named == sorted(named, reverse=True)
            assert sizes

"""Why the ride takes more or less time: a plan for each cause on a small country, in both languages."""

import dataclasses

import pytest
from small_plans import FAST_WEST, SETTINGS, TO_D, network, places, scenario, service

from bereikbaar.reasons.causes import Reason
from bereikbaar.reasons.explain import Explanation, explain
from bereikbaar.reasons.phrases import _SAID, phrase
from bereikbaar.reasons.sentences import why
from bereikbaar.scenarios.apply import apply_scenario

MINUS = "\N{MINUS SIGN}"
NEW_EE = "add_station: {code: ee, name: Eede, lat: 52.3, lon: 4.9}"
NEW_FF = "add_station: {code: ff, name: Fort, lat: 52.3, lon: 5.8}"
TRACKS = (
    "add_track: {from: a, to: ee, km: 75, speed_kmh: 200}",
    "add_track: {from: ee, to: ff, km: 65, speed_kmh: 200}",
    "add_track: {from: ff, to: c, km: 40, speed_kmh: 200}",
)
#: Leaves from a over the new line, and ends at c.
NEW_TRAIN = "add_service: {id: N, stops: [a, ee, ff, c], run_min: [20, 16, 10], tph: {day: 2}}"


def told(before, after, origin="a", destination="c", **more) -> Explanation:
    given = {"window": "offpeak", "method": "headway", "settings": SETTINGS, "places": places(), **more}
    return explain(before, after, origin, destination, **given)


def plan(*changes: str, base=None):
    return apply_scenario(base or network(), scenario("plan", *changes), SETTINGS).network


def ride(found: Explanation) -> Reason:
    return next(r for r in found.reasons if r.component == "in_vehicle")


def said(found: Explanation) -> tuple[str, str]:
    reason = ride(found)
    assert sum(r.minutes for r in found.reasons) == found.shown_diff_min
    both = phrase(reason, found.names)
    assert both.said("en") in why(found).said("en")
    assert both.said("nl") in why(found).said("nl")
    return both.said("en"), both.said("nl")


def test_a_new_line_is_named_by_its_ends() -> None:
    found = told(network(), plan(NEW_EE, NEW_FF, *TRACKS, NEW_TRAIN))
    assert ride(found).about == {"from_at": "a", "to_at": "c", "new_at": []}
    en, nl = said(found)
    assert en.startswith(f"over the new line A – C ({MINUS}")
    assert nl.startswith(f"over de nieuwe lijn A – C ({MINUS}")


@pytest.mark.parametrize(
    ("ends", "en", "nl"),
    [
        (("ee", "c"), "from the new station Eede over the new line to C",
         "vanaf het nieuwe station Eede over de nieuwe lijn naar C"),
        (("a", "ff"), "over the new line from A to the new station Fort",
         "over de nieuwe lijn van A naar het nieuwe station Fort"),
        (("ee", "ff"), "over the new line between the new stations Eede and Fort",
         "over de nieuwe lijn tussen de nieuwe stations Eede en Fort"),
    ],
)  # fmt: skip
def test_new_stations_at_the_ends_of_a_new_line_are_named_as_new(ends, en, nl) -> None:
    reason = Reason("in_vehicle", "new_line", -9, {
        "from_at": ends[0], "to_at": ends[1], "new_at": [code for code in ends if code in ("ee", "ff")],
    })  # fmt: skip
    names = {"a": "A", "c": "C", "ee": "Eede", "ff": "Fort"}
    assert phrase(reason, names).said("en") == f"{en} ({MINUS}9 min)"
    assert phrase(reason, names).said("nl") == f"{nl} ({MINUS}9 min)"


def test_who_starts_at_a_new_station_on_a_new_line_reads_so() -> None:
    base = network(service("1", "a 0|b 40", 2), service("2", "b 0|c 30", 2), service("3", "a 0|d 200|c 400", 1))
    found = told(
        base,
        plan(
            "add_station: {code: ee, name: Eede, lat: 52.6, lon: 5.8, intercity: true}",
            "add_track: {from: ee, to: c, km: 70, speed_kmh: 200}",
            "add_service: {id: N, stops: [ee, c], run_min: [20], tph: {day: 2}}",
            base=base,
        ),
        "town-d", "c",
    )  # fmt: skip
    assert ride(found).about == {"from_at": "ee", "to_at": "c", "new_at": ["ee"]}
    assert "from the new station Eede over the new line to C" in why(found).said("en")


def test_a_stop_that_is_skipped_is_named() -> None:
    base = network(service("1", "a 0|b 40|c 80", 2))
    found = told(base, plan("skip_stops: {services: ['1'], stops: [b], save_min: 6}", base=base))
    assert (ride(found).code, ride(found).about) == ("skipped_stops", {"train": "1", "at": ["b"]})
    assert said(found) == (
        f"the train (series 1) does not stop at B any more ({MINUS}6 min)",
        f"de trein (serie 1) stopt niet meer in B ({MINUS}6 min)",
    )


def test_a_stop_more_is_named_as_what_makes_it_slower() -> None:
    base = network(service("1", "a 0|c 70", 2))
    found = told(base, plan("add_stops: {services: ['1'], stops: [b], extra_min: 4}", base=base))
    assert said(found) == (
        "the train (series 1) also stops at B (+4 min)",
        "de trein (serie 1) stopt ook in B (+4 min)",
    )


def test_a_run_that_takes_longer_or_shorter_is_named_by_where_it_does() -> None:
    base = network(service("1", "a 0|b 40|c 80", 2))
    faster = plan("set_run_time: {services: ['1'], from: b, to: c, run_min: 30}", base=base)
    assert said(told(base, faster))[0] == f"the train (series 1) is faster between B and C ({MINUS}10 min)"
    assert said(told(faster, base))[1] == "de trein (serie 1) is langzamer tussen B en C (+10 min)"


def test_a_faster_track_is_named_where_its_speed_is_higher() -> None:
    base = network(service("1", "a 0|b 40|c 80", 2))
    after = plan("set_line_speed: {between: [a, b], speed_kmh: 200}", base=base)
    found = told(base, after)
    assert ride(found).code == "faster_track"
    assert said(found)[0].startswith("the track A – B is faster (")
    assert said(found)[1].startswith("het spoor A – B is sneller (")


def test_slower_trains_that_are_gone_or_come_are_named() -> None:
    fast, slow = service("1", "a 0|b 40", 1), service("9", "a 0|b 60", 2)
    gone = told(network(fast, slow), network(service("1", "a 0|b 40", 3)), "a", "b")
    assert said(gone) == (
        f"without the slower trains of series 9 ({MINUS}{-ride(gone).minutes} min)",
        f"niet meer met de langzamere treinen van serie 9 ({MINUS}{-ride(gone).minutes} min)",
    )
    come = told(network(service("1", "a 0|b 40", 1)), network(fast, slow), "a", "b")
    assert said(come)[0].startswith("with slower trains among them (series 9) (+")
    assert said(come)[1].startswith("ook met langzamere treinen (serie 9) (+")


def test_a_train_that_is_gone_is_named_and_one_that_no_longer_calls() -> None:
    fast, slow = service("1", "a 0|b 40", 2), service("9", "a 0|b 60", 2)
    gone = told(network(fast), network(slow), "a", "b")
    assert said(gone)[0] == "the train A – B is gone (Intercity 1) (+20 min)"
    past = network(service("1", "a 0|c 70", 2), slow)
    no_call = told(network(service("1", "a 0|b 40|c 70", 2), slow), past, "a", "b")
    assert ride(no_call).code == "skipped_here"
    assert said(no_call)[1].startswith("de trein (serie 1) stopt niet meer in B (+")


def test_a_shorter_wait_at_the_same_change_says_where() -> None:
    base = network()
    found = told(base, plan("set_frequency: {services: ['2'], tph: {day: 6}}"))
    change = next(r for r in found.reasons if r.component == "transfer")
    assert (change.code, change.about["at"]) == ("wait_at", "b")
    first, then = (round(change.about[f"{k}_wait_min"]) for k in ("before", "after"))
    assert first - then == -change.minutes
    assert f"changing at B takes {then} instead of {first} min ({MINUS}" in why(found).said("en")
    assert f"overstappen in B kost {then} in plaats van {first} min" in why(found).said("nl")


def test_of_two_networks_no_trains_and_lines_are_named() -> None:
    other = dataclasses.replace(plan(FAST_WEST), name="other")
    found = told(network(), other, "a", "b")
    assert ride(found).code == "time"
    assert "less time on the way" in why(found).said("en")


def test_a_ride_as_long_as_before_has_no_reason() -> None:
    assert told(network(), plan(TO_D)).reasons == ()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_code_is_said_in_both_languages(lang: str) -> None:
    about = {
        "before_at": ["a", "b"], "after_at": ["b", "c"], "before_mode": "feeder", "after_mode": "bicycle",
        "before_every_min": 30.0, "after_every_min": 22.5, "at": ["b"], "from_at": "a", "to_at": "b", "new_at": ["a"],
        "train": "600", "product": "Intercity", "trains": ["600"], "before_wait_min": 12.0, "after_wait_min": 5.0,
    }  # fmt: skip
    other = "en" if lang == "nl" else "nl"
    for code in _SAID:
        held = {**about, "at": "b"} if code == "wait_at" else about
        text = phrase(Reason("access", code, -3, held), {})
        assert text.said(lang).endswith(f"({MINUS}3 min)")
        assert text.said(lang) != text.said(other)

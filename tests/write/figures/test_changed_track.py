"""What a scenario does to every section of track: known answers on small networks, and what holds for all."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bereikbaar.network.model import Network, Section, Service
from bereikbaar.write.classes import FREQUENCY
from bereikbaar.write.figures.changed_track import (
    Stretch,
    chains,
    class_of,
    stretches,
    telling_window,
)
from bereikbaar.write.figures.changes_legend import titles
from builders_results import TRACK, base_network, network, scenario_network, section, service

CODES = ("asd", "asn", "gn", "hdr", "mdb", "ut", "vss", "zl")


def pair(before: Network, after: Network) -> tuple[Any, Any]:
    """A result and a case, as far as track goes."""
    base, case = (SimpleNamespace(network=net, scenario=None) for net in (before, after))
    return SimpleNamespace(base=base, window="offpeak", baseline=None), case


def found(before: Network, after: Network, window: str = "offpeak") -> dict[tuple[str, str], Stretch]:
    return {s.key: s for s in stretches(*pair(before, after), window)}


def net(*services: Service, track: tuple[Section, ...] = TRACK) -> Network:
    return network(services, track, CODES)


def test_new_track_has_its_first_trains_and_what_runs_less_loses() -> None:
    got = found(base_network(), scenario_network())
    assert (got["gn", "xem"].of_class, got["gn", "xem"].work) == ("new", "new")
    assert (got["gn", "xem"].before, got["gn", "xem"].after) == (0.0, 2.0)
    assert (got["asd", "ut"].of_class, got["asd", "ut"].before, got["asd", "ut"].after) == ("loss_1", 2.0, 1.0)
    assert got["ut", "zl"].of_class == "same" and not got["ut", "zl"].changes


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        (0, 0, "no_connection"), (0, 1, "new"), (1, 0, "lost"), (2, 2, "same"), (2, 2.02, "same"), (2, 2.5, "gain_0"),
        (2, 3, "gain_1"), (2, 4, "gain_2"), (2, 6, "gain_4"), (2, 99, "gain_4"), (6, 2, "loss_4"), (2.5, 2, "loss_0"),
    ],
)  # fmt: skip
def test_a_difference_has_the_class_of_the_one_table(before: float, after: float, name: str) -> None:
    assert class_of(before, after) == name


@given(st.floats(0, 30), st.floats(0, 30))
def test_gains_and_losses_mirror_each_other_and_every_class_has_words(a: float, b: float) -> None:
    mirror = {"new": "lost", "lost": "new"}
    there, back = class_of(a, b), class_of(b, a)
    swapped = there.replace("gain", "?").replace("loss", "gain").replace("?", "loss")
    assert back == mirror.get(there, swapped)
    assert there in dict(titles()) and there in {c.name for c in FREQUENCY.diffs}


def test_trains_with_other_minutes_are_told_apart_from_no_change() -> None:
    slow, fast = service("500", "gn 0 asn 15 zl 55", 1, 1), service("500", "gn 0 asn 12 zl 52", 1, 1)
    got = found(net(slow), net(fast))
    assert got["asn", "gn"].of_class == "minutes" and got["asn", "gn"].changes
    assert got["asn", "zl"].of_class == "same"


def test_track_that_is_changed_or_closed_is_work_even_where_nothing_ran() -> None:
    faster = tuple(replace(s, speed_kmh=200.0) if s.key == ("ut", "zl") else s for s in TRACK if s.a != "mdb")
    got = found(net(), net(track=faster))
    assert (got["ut", "zl"].work, got["ut", "zl"].of_class) == ("changed", "no_connection")
    assert got["mdb", "vss"].work == "gone" and got["mdb", "vss"].changes


def test_a_station_on_a_line_makes_no_first_trains() -> None:
    """gn-zl is split by asn: the trains of the whole section ran on both parts."""
    whole = (section("gn", "zl", 105.0), section("zl", "ut", 88.0))
    parts = (section("gn", "asn", 27.0), section("asn", "zl", 78.0), section("zl", "ut", 88.0))
    got = found(
        net(service("500", "gn 0 zl 55", 2, 1), track=whole), net(service("500", "gn 0 zl 55", 2, 1), track=parts)
    )
    assert ("gn", "zl") not in got
    assert [got[k].of_class for k in (("asn", "gn"), ("asn", "zl"))] == ["same", "same"]
    assert [got[k].before for k in (("asn", "gn"), ("asn", "zl"))] == [2.0, 2.0]


def test_sections_with_the_same_trains_are_one_chain_between_two_ends() -> None:
    more = service("9", "gn 0 asn 15 zl 55", 2, 1)
    joined = chains(stretches(*pair(net(), net(more)), "offpeak"))
    assert [(c.ends, c.before, c.after, c.km) for c in joined] == [(("gn", "zl"), 0.0, 2.0, 105.0)]
    apart = chains(stretches(*pair(net(), net(more, service("8", "mdb 0 vss 4", 2, 1))), "offpeak"))
    assert [c.ends for c in apart] == [("gn", "zl"), ("mdb", "vss")], "the longest first"


def test_a_plan_for_the_evening_is_shown_in_the_evening() -> None:
    result, case = pair(net(service("9", "gn 0 zl 55", 1, 1)), net(service("9", "gn 0 zl 55", 1, 2)))
    assert case.network.windows[1].name == "evening"
    assert telling_window(result, case) == "evening"
    assert telling_window(result, pair(base_network(), scenario_network())[1]) == "offpeak"

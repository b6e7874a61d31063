"""What a plan changes, in a few lines: every kind of change has one, and what stays has none."""

from dataclasses import replace

import pytest

from bereikbaar.network.model import Feeder
from bereikbaar.scenarios.touched import compare_networks
from bereikbaar.write.report.build import build_report
from bereikbaar.write.report.model import Bullets, Table
from bereikbaar.write.report.sections.changes import NAMED, brief_changes
from bereikbaar.write.report.sections.page import page
from builders_results import base_network, network, result, scenario_network, service
from builders_results import section as track


def lines(base, after, lang="en"):
    return brief_changes(page(lang), base, after, compare_networks(base, after))


def test_new_stations_track_and_trains_come_first_then_what_runs_less_often_or_elsewhere():
    assert lines(base_network(), scenario_network()) == [
        "New stations: Emmeloord.",
        "No train stops any more at Assen.",
        "New track, 165 km: Amsterdam Centraal – Emmeloord and Groningen – Emmeloord.",
        "New train: LL1 (Groningen – Amsterdam Centraal), per hour 2 by day and 1 in the evening.",
        "Run less often: 3000 (Utrecht Centraal – Amsterdam Centraal).",
        "No longer stop at Assen: 500.",
    ]


def test_they_are_said_in_dutch():
    assert lines(base_network(), scenario_network(), "nl")[:3] == [
        "Nieuwe stations: Emmeloord.",
        "Er stopt geen trein meer in Assen.",
        "Nieuw spoor, 165 km: Amsterdam Centraal – Emmeloord en Groningen – Emmeloord.",
    ]


def test_the_way_back_is_told_as_the_opposite():
    said = lines(scenario_network(), base_network())
    assert "No longer run: LL1 (Groningen – Amsterdam Centraal)." in said
    assert "No train stops any more at Emmeloord." in said
    assert "Run more often: 3000 (Utrecht Centraal – Amsterdam Centraal)." in said
    assert "Extra stop at Assen: 500." in said
    assert not [line for line in said if line.startswith("New")]


def test_nothing_is_said_of_what_stays():
    assert lines(base_network(), base_network()) == []


@pytest.mark.parametrize(("calls", "said"), [("ut 0 asd 24", "Faster"), ("ut 0 asd 30", "Slower")])
def test_minutes_are_told_by_how_much_trains_gain_or_lose(calls, said):
    base = base_network()
    after = replace(base, services={**base.services, "3000": service("3000", calls, 2, 2)})
    assert lines(base, after) == [f"{said} from end to end: 3000 (Utrecht Centraal – Amsterdam Centraal) 3 min."]


def test_of_many_the_first_are_named_and_the_others_counted():
    services = [service(f"{n}", "ut 0 asd 27", 1, 1) for n in range(10, 20)]
    codes = list(base_network().stations)
    base = network(services, (track("ut", "asd", 39.0),), codes)
    after = replace(base, services={s.id: replace(s, patterns=tuple(replace(p, tph=(2.0, 1.0)) for p in s.patterns))
                                    for s in services})  # fmt: skip
    (line,) = lines(base, after)
    assert line.count("Utrecht Centraal") == NAMED
    assert line.endswith("and 4 more.")


def test_buses_are_counted_by_the_stations_they_run_to():
    base = base_network()
    feeders = [Feeder("drachten-1", "asn", "bus", str(n), 20.0, (2.0, 1.0), 400.0) for n in range(3)]
    assert lines(base, replace(base, feeders=(*base.feeders, *feeders))) == ["New bus lines (3) to Assen."]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_report_says_them_above_the_table_that_has_all(lang):
    found = result(lang)
    blocks = build_report(found, lang).blocks
    said = [block for block in blocks if isinstance(block, Bullets) and "Emmeloord" in " ".join(block.items)]
    assert list(said[0].items) == lines(found.base.network, found.cases[0].network, lang)
    assert any(isinstance(block, Table) and block.key.startswith("network") for block in blocks)

"""The shipped scenarios against their designs: stops, trains per hour, minutes, track and buses."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import numpy as np
import pytest
from shipped_cases import NAMES, base, case, direct_trains, patterns, rows, shipped, tph

from bereikbaar.network.model import Network, Pattern
from bereikbaar.network.track import TrackPaths
from bereikbaar.read.network import find_network
from bereikbaar.read.places import read_places
from bereikbaar.scenarios.apply import apply_scenario
from bereikbaar.scenarios.changes import AddFeeder
from bereikbaar.scenarios.registry import load_scenario
from bereikbaar.settings import Settings


def design_services(action: str) -> list[dict[str, str]]:
    return [row for row in rows("design_services.csv") if row["action"] == action]


def train(row: dict[str, str]) -> str:
    return f"{row['scenario']}-{row['service']}"


@pytest.mark.parametrize("row", [*design_services("add"), *design_services("replace")], ids=train)
def test_a_new_or_changed_train_calls_where_and_runs_as_often_as_its_design(row: dict[str, str]) -> None:
    service = case(row["scenario"]).network.services[row["service"]]
    stops = tuple(row["stops"].split())
    assert [p.stations for p in service.patterns] == [stops, stops[::-1]]
    for group, wanted in (("day", row["tph_day"]), ("evening", row["tph_evening"]), ("weekend", row["tph_evening"])):
        indexes = [i for i, w in enumerate(base().windows) if w.group == group]
        assert {p.tph[i] for p in service.patterns for i in indexes} == {float(wanted)}, group


@pytest.mark.parametrize("row", design_services("frequency"), ids=train)
def test_a_train_of_which_only_the_frequency_changes_keeps_its_minutes(row: dict[str, str]) -> None:
    before, after = base().services[row["service"]], case(row["scenario"]).network.services[row["service"]]
    for old, new in zip(before.patterns, after.patterns, strict=True):
        assert (new.stations, new.arrive_min, new.depart_min) == (old.stations, old.arrive_min, old.depart_min)
        by_day = {(w.group == "day", t) for w, t in zip(base().windows, new.tph, strict=True)}
        assert by_day == {(True, float(row["tph_day"])), (False, float(row["tph_evening"]))}


@pytest.mark.parametrize("row", design_services("remove"), ids=train)
def test_a_train_that_goes_is_gone(row: dict[str, str]) -> None:
    assert row["service"] not in case(row["scenario"]).network.services


@pytest.mark.parametrize("name", NAMES)
def test_trains_that_the_design_does_not_name_stay_exactly_as_they_were(name: str) -> None:
    named = {row["service"] for row in rows("design_services.csv") if row["scenario"] == name}
    after = case(name).network.services
    moved = {s for s, service in base().services.items() if after.get(s) != service}
    assert moved | (set(after) - set(base().services)) == named


@pytest.mark.parametrize("name", NAMES)
def test_a_leg_that_the_design_does_not_change_keeps_its_minutes_in_each_direction(name: str) -> None:
    for service_id, service in base().services.items():
        after = case(name).network.services.get(service_id)
        if after is None:
            continue
        for old, new in zip(service.patterns, after.patterns, strict=True):
            kept = set(old.legs()) & set(new.legs())
            moved = {frozenset(leg) for leg in kept if run_min(old, leg) != run_min(new, leg)}
            assert moved == {frozenset(leg) for leg in RETIMED.get(name, {}).get(service_id, set())}


#: Legs that become faster by design, everywhere else only added or removed stops change minutes.
_NORTH = {("zl", "mp"), ("mp", "swk"), ("swk", "hr"), ("hr", "lw")}
RETIMED: dict[str, dict[str, set[tuple[str, str]]]] = {
    "versnelling-bestaand-160": {
        "500": {("zl", "asn"), ("asn", "gn")},
        "600": _NORTH,
        "700": {("lls", "zl"), ("zl", "asn"), ("asn", "gn")},
        "800": {("lls", "zl"), *_NORTH},
    },
    "versnelling-bestaand-200": {"500": {("zl", "asn"), ("asn", "gn")}, "600": _NORTH, "800": _NORTH},
    "zeeland-160": {"2300": {("ddr", "rsd"), ("bgn", "gs"), ("gs", "mdb")}},
}


def run_min(pattern: Pattern, leg: tuple[str, str]) -> float:
    i = pattern.legs().index(leg)
    return round(pattern.arrive_min[i + 1] - pattern.depart_min[i], 6)


@pytest.mark.parametrize("name", sorted({row["scenario"] for row in rows("design_minutes.csv")}))
def test_run_minutes_are_within_one_minute_of_the_design(name: str) -> None:
    """The design has the mean of both directions; a dwell that it leaves out may hide in a leg of an old train."""
    wrong = []
    for row in (r for r in rows("design_minutes.csv") if r["scenario"] == name):
        service = case(name).network.services[row["service"]]
        got = np.mean([run_min(p, leg) for p in service.patterns for leg in both(row) if leg in p.legs()])
        if abs(got - float(row["design_min"])) > 1 + 1e-9:
            wrong.append(f"{row['service']} {row['from']}-{row['to']}: design {row['design_min']}, got {got:g}")
    assert wrong == []


def both(row: dict[str, str]) -> tuple[tuple[str, str], tuple[str, str]]:
    return (row["from"], row["to"]), (row["to"], row["from"])


#: Legs of new track whose minutes follow from physics; all others are given, with the reason in the scenario.
BY_PHYSICS = {
    "lelylijn-2020": "LL1 lls-xem xhn-xdr xdr-gn",
    "ser-2020": "LL1 lls-xem xhn-xdr xdr-gn",
    "lelylijn-2020-boog": "LL1 lls-xem xem-xhn xhn-xdr xdr-gn LL2 lls-xem xem-xhn",
    "lelylijn-noordlink": "LLI xhn-gn LLS lls-xem xem-xlm xlm-xhn xhn-xdr xdr-xlk xlk-gn",
    "lelylijn-2024": "LX1 lls-xem xem-xhn xhn-xdr LX2 lls-xem xem-xhn",
    "lelylijn-2024-direct": "LX1 lls-xem xem-xhn xhn-xdr LX2 lls-xem xem-xhn",
    "lelylijn-emmeloord-assen": "LA1 lls-xem",
    "nedersaksenlijn": "NSL vdm-xsk xsk-xmk xmk-xta xta-emn",
}


@pytest.mark.parametrize("name", NAMES)
def test_new_track_is_run_by_physics_wherever_the_design_allows_it(name: str) -> None:
    found = []
    for service_id, service in sorted(case(name).network.services.items()):
        outbound = service.patterns[0]
        legs = zip(outbound.legs(), outbound.leg_source[1:], strict=False)
        by_physics = [f"{a}-{b}" for (a, b), source in legs if source.endswith("physics")]
        found += [service_id, *by_physics] if by_physics else []
    assert " ".join(found) == BY_PHYSICS.get(name, "")


@pytest.mark.parametrize("name", NAMES)
def test_every_new_station_is_on_track_and_has_trains_in_every_window(name: str) -> None:
    net = case(name).network
    ends = {code for section in net.sections for code in section}
    for code in set(net.stations) - set(base().stations):
        assert code in ends
        for window in range(len(net.windows)):
            assert sum(p.tph[window] for p in patterns(net.services.values()) if code in p.stations) > 0


@pytest.mark.parametrize("name", NAMES)
def test_all_new_track_is_run_by_a_new_train_and_by_no_train_of_today(name: str) -> None:
    net = case(name).network
    paths = TrackPaths(net)
    built = {key for key, section in net.sections.items() if section.added_by and section.kind != "existing"}
    used: dict[bool, set[tuple[str, str]]] = {True: set(), False: set()}
    for service in net.services.values():
        for leg in {leg for p in service.patterns for leg in p.legs()} if service.mode == "rail" else ():
            steps = pairwise(paths.path(*leg) or ())
            used[bool(service.added_by)] |= {(min(step), max(step)) for step in steps} & built
    assert used == {True: built, False: set()}


def test_heerenveen_noord_splits_the_existing_track_where_the_design_says() -> None:
    through = [case(name).network.sections for name in NAMES if "xhn" in case(name).network.stations]
    assert len(through) == 6
    for sections in through:
        assert ("akm", "hr") not in sections
        assert sections["hr", "xhn"].km == pytest.approx(1.06, abs=0.15)
        assert sections["akm", "xhn"].km == pytest.approx(9.69, abs=0.15)


def test_parts_together_are_the_parts_one_after_the_other() -> None:
    for name, parts in (
        ("spoorboekloos", ("spoorboekloos-breda", "spoorboekloos-zwolle")),
        ("ser-2020", ("lelylijn-2020", "zeeland-2030", "spoorboekloos-breda", "spoorboekloos-zwolle")),
    ):
        assert shipped(name).parts == parts
        net = base()
        for part in parts:
            net = apply_scenario(net, shipped(part), Settings()).network
        assert timetable(net) == timetable(case(name).network)


def timetable(net: Network) -> dict[str, list[tuple[object, ...]]]:
    return {
        name: [(p.stations, p.arrive_min, p.depart_min, p.tph) for p in service.patterns]
        for name, service in net.services.items()
    }


def test_turn_up_and_go_is_four_an_hour_in_the_evening_and_at_the_weekend() -> None:
    for window in ("evening", "saturday", "sunday"):
        net = case("spoorboekloos").network
        assert tph(net, "bd", "ehv", window) == 4
        assert tph(net, "rtd", "bd", window) >= 4
        assert tph(net, "zl", "ut", window) >= 4


def test_a_faster_line_makes_the_new_train_faster_and_moves_nothing_else() -> None:
    faster = load_scenario("lelylijn-2020", {"speed_kmh": 250, "xem_xhn_min": 11.3})
    net = apply_scenario(base(), faster, Settings()).network
    slower = case("lelylijn-2020").network
    assert direct_trains(net, "gn", "asdz")[0][0] < direct_trains(slower, "gn", "asdz")[0][0] - 3
    assert {s for s, service in net.services.items() if service != slower.services[s]} == {"LL1"}


def test_more_trains_can_be_asked_for() -> None:
    more = load_scenario("nedersaksenlijn", {"trains_per_hour": 4})
    assert tph(apply_scenario(base(), more, Settings()).network, "xta", "gn") == 4


FORMULA = re.compile(r"derived: (\d) min \+ km at (\d\d) km/h, ([\d.]+) km of road")


def shipped_feeders() -> list[tuple[str, AddFeeder]]:
    return [(name, c) for name in NAMES for c in shipped(name).changes if isinstance(c, AddFeeder)]


def test_buses_to_new_stations_follow_their_formula_and_the_distance() -> None:
    towns = read_places(find_network("nl-2026")).towns
    position = {town: (float(lat), float(lon)) for town, lat, lon in zip(towns.id, towns.lat, towns.lon, strict=True)}
    assert shipped_feeders()
    for name, feeder in shipped_feeders():
        fixed, kmh, km = (float(v) for v in FORMULA.fullmatch(feeder.source).groups())  # type: ignore[union-attr]
        assert feeder.run_min == round(fixed + km / kmh * 60), (name, feeder.town)
        station = case(name).network.stations[feeder.station]
        crow = crow_km(*position[feeder.town], station.lat, station.lon)
        detour = 1.1 if kmh == 58 else 1.35
        assert km == pytest.approx(crow * detour, abs=0.1), (name, feeder.town)


def crow_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    middle = math.radians((lat_a + lat_b) / 2)
    return math.hypot((lat_a - lat_b) * 111.2, (lon_a - lon_b) * 111.32 * math.cos(middle))


def test_every_town_with_a_known_bus_gets_one_to_the_station_that_the_scenario_gives_it() -> None:
    """Other towns have the assumed bus of the model, which finds a new station by itself."""
    at = {
        "xem": {"emmeloord-0171", "urk-0184"},
        "xhn": {"joure-1940"},
        "xdr": {"drachten-0090", "surhuisterveen-0059"},
        "xlm": {"lemmer-1940"},
        "xlk": {"leek-1969", "roden-1699"},
        "xsk": {"stadskanaal-0037"},
        "xmk": {"musselkanaal-0037"},
        "xta": {"ter-apel-1950"},
    }
    for name in NAMES:
        if shipped(name).parts:
            continue
        served = {(f.station, f.town) for n, f in shipped_feeders() if n == name}
        new = set(case(name).network.stations) - set(base().stations) - {"wr", "leer"}
        assert {(s, t) for s in new for t in at[s]} <= served, name

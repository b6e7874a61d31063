"""The parts of making a network from a feed: countries, labels, directions, lines."""

from __future__ import annotations

import numpy as np
import pytest

from bereikbaar.gtfs.countries import countries, home_country
from bereikbaar.gtfs.labels import mode_of, product_of, train_labels
from bereikbaar.gtfs.model import FeedLine
from bereikbaar.gtfs.network import network_name, route_types
from bereikbaar.gtfs.series import find_services
from bereikbaar.gtfs.track import sections
from bereikbaar.network.model import Pattern, Service, Station
from bereikbaar.network.trips import Trips

# --- countries

PLACES = {
    "Groningen": (53.2107, 6.5648, "NL"),
    "Vlissingen": (51.4445, 3.5959, "NL"),
    "Maastricht": (50.8503, 5.7056, "NL"),
    "Aachen Hbf": (50.7678, 6.0915, "DE"),
    "Antwerpen-Centraal": (51.2172, 4.4211, "BE"),
    "Nowhere": (np.nan, np.nan, "NL"),
}


def test_stations_around_the_netherlands_are_told_apart_by_the_outlines() -> None:
    lat, lon, expected = (np.array(column) for column in zip(*PLACES.values(), strict=True))
    found = countries(list(PLACES), lat.astype(float), lon.astype(float), "NL")
    assert found == expected.tolist()


def test_a_foreign_feed_knows_its_dutch_stations_and_the_sign_behind_a_name() -> None:
    names = ["Utrecht Centraal", "Berlin Hbf", "Basel SBB (CH)"]
    lat, lon = np.array([52.0889, 52.525, 47.547]), np.array([5.1103, 13.369, 7.589])
    assert countries(names, lat, lon, "DE") == ["NL", "DE", "CH"]


@pytest.mark.parametrize(
    ("timezone", "asked", "expected"),
    [
        ("Europe/Amsterdam", None, "NL"),
        ("Europe/Bratislava", None, "SK"),
        ("Asia/Tokyo", None, "ZZ"),
        ("", "nl", "NL"),
    ],
)
def test_the_country_of_a_feed(timezone: str, asked: str | None, expected: str) -> None:
    assert home_country(timezone, asked) == expected


def test_a_station_that_cannot_be_in_the_country_of_the_feed_has_none() -> None:
    names = ["Berlin Hbf", "Wien Meidling", "Basel SBB (CH)", "nowhere"]
    lat, lon = np.array([52.525, 48.17, 47.55, np.nan]), np.array([13.37, 16.33, 7.59, np.nan])
    assert countries(names, lat, lon, "DE") == ["DE", "ZZ", "CH", "DE"]


# --- labels and modes


@pytest.mark.parametrize(
    ("short", "long", "train", "product"),
    [
        ("", "Praha hl.n. - Kosice", "EC 120 Valassky expres", "EC"),
        ("ICE 23", "", "", "ICE"),
        ("Intercity", "Groningen <-> Den Haag", "523", "Intercity"),
        ("500", "ICE", "", "ICE"),
        ("500", "Groningen - Utrecht", "", "Train"),
        ("", "", "", "Train"),
    ],
)
def test_products(short: str, long: str, train: str, product: str) -> None:
    assert product_of(FeedLine("r", short, long, "NS", 2), train) == product


@pytest.mark.parametrize(
    ("route_type", "mode"),
    [(2, "rail"), (106, "rail"), (0, "tram"), (900, "tram"), (1, "metro"), (401, "metro"), (3, "bus"), (714, "bus"),
     (200, "bus"), (4, "ferry"), (1200, "ferry"), (300, "rail"), (12, "metro"), (5, "tram"), (1500, "bus")],
)  # fmt: skip
def test_modes(route_type: int, mode: str) -> None:
    assert mode_of(route_type) == mode


def test_a_label_that_a_spreadsheet_would_spoil_is_spelt_out() -> None:
    line = FeedLine("r", "1.0", "", "NS", 2)
    assert train_labels([""] * 2, [line] * 2, [frozenset("ab")] * 2)[0] == ["line 1.0"] * 2


def test_modes_of_the_command_line_are_route_types() -> None:
    assert 2 in route_types(None)
    assert route_types(["rail", "tram"]) >= {0, 2, 109}
    assert 3 not in route_types(["rail,tram"])
    assert route_types(frozenset({700})) == {700}


@pytest.mark.parametrize(
    ("path", "name"), [("x/NL 1990.zip", "nl-1990"), ("/a/Ünï", "n"), ("b/--.zip", "feed"), ("c/feed.v2", "feed.v2")]
)
def test_a_network_is_named_after_its_file(path: str, name: str) -> None:
    assert network_name(path) == name


# --- directions and pairs


def trips(*stop_lists: str) -> Trips:
    """One trip for every stop list; stations are letters."""
    codes = tuple(sorted(set("".join(stop_lists))))
    first = np.cumsum([0, *map(len, stop_lists)])
    n = int(first[-1])
    board, alight = np.ones(n, dtype=np.bool_), np.ones(n, dtype=np.bool_)
    board[first[1:] - 1], alight[first[:-1]] = False, False
    times = np.concatenate([np.arange(len(s)) * 600 for s in stop_lists]).astype(np.int32)
    zeros = np.zeros(len(stop_lists), dtype=np.int32)
    return Trips(
        stations=codes, places=codes, place_station=np.arange(len(codes), dtype=np.int32),
        first=first.astype(np.int32), place=np.array([codes.index(c) for s in stop_lists for c in s], dtype=np.int32),
        arrive_s=times, depart_s=times, board=board, alight=alight, patterns=(), origins=(), pattern=zeros,
        line=zeros, route_type=zeros + 2, ids=tuple(f"t{k}" for k in range(len(stop_lists))),
        basis=zeros.astype(np.int8),
    )  # fmt: skip


def services(stop_lists: list[str], ways: list[str] | None = None) -> dict[str, dict[str, str]]:
    """Id -> direction -> stops of the services of one series."""
    n = len(stop_lists)
    line = FeedLine("R", "1", "", "NS", 2)
    found = find_services(trips(*stop_lists), [line] * n, [""] * n, ways or [""] * n)
    return {f.id: {way: "".join(s.stations) for way, s in f.directions} for f in found}


def test_without_directions_outbound_is_the_way_of_the_alphabet() -> None:
    assert services(["cba", "abc"]) == {"1": {"outbound": "abc", "return": "cba"}}


def test_the_directions_of_the_feed_are_kept() -> None:
    assert services(["cba", "abc"], ["0", "1"]) == {"1": {"outbound": "cba", "return": "abc"}}


def test_directions_that_tell_nothing_apart_are_not_believed() -> None:
    assert services(["cba", "abc", "abd"], ["0", "0", "1"])["1"] == {"outbound": "abc", "return": "cba"}


def test_a_return_with_another_stop_is_still_the_return() -> None:
    assert services(["abcd", "abcd", "dca"]) == {"1": {"outbound": "abcd", "return": "dca"}}


def test_the_most_alike_are_paired_and_the_mirrored_first() -> None:
    found = services(["abcde", "acde", "edcba", "edca", "eca"])
    assert found["1"] == {"outbound": "abcde", "return": "edcba"}
    assert found["1-a-e"] == {"outbound": "acde", "return": "edca"}
    assert found["1-a-e-2"] == {"return": "eca"}


def test_a_circle_runs_one_way() -> None:
    assert services(["abca", "abca"]) == {"1": {"outbound": "abca"}}


def test_the_order_of_trips_does_not_matter() -> None:
    lists = ["abcde", "acde", "edcba", "edca", "eca", "abx", "xba"]
    assert services(lists) == services(lists[::-1])


# --- lines


def test_two_stations_at_one_place_and_one_without_still_draw() -> None:
    stations = {
        "a": Station("a", "A", 52.0, 5.0), "b": Station("b", "B", 52.0, 5.0), "c": Station("c", "C", 52.5, 5.5),
        "x": Station("x", "X", float("nan"), float("nan")),
    }  # fmt: skip
    pattern = Pattern("outbound", ("a", "b", "x", "c"), (0, 5, 10, 15), (0, 5, 10, 15), (1.0,))
    found = sections([Service("s", "s", "p", "o", (pattern,))], stations, lambda _pair: None)
    assert sorted(found) == [("a", "b")]
    assert found["a", "b"].km == 0.01


def test_a_shape_that_passes_elsewhere_is_not_believed() -> None:
    stations = {"a": Station("a", "A", 52.0, 5.0), "b": Station("b", "B", 52.2, 5.0)}
    pattern = Pattern("outbound", ("a", "b"), (0, 5), (0, 5), (1.0,))
    far = np.array([[5.5, 52.0], [5.5, 52.2]])
    found = sections([Service("s", "s", "p", "o", (pattern,))], stations, lambda _pair: far)
    assert found["a", "b"].line == ((5.0, 52.0), (5.0, 52.2))
    assert "straight" in found["a", "b"].source


def test_buses_have_no_track() -> None:
    stations = {"a": Station("a", "A", 52.0, 5.0), "b": Station("b", "B", 52.2, 5.0)}
    pattern = Pattern("outbound", ("a", "b"), (0, 5), (0, 5), (1.0,))
    assert sections([Service("s", "s", "p", "o", (pattern,), mode="bus")], stations, lambda _pair: None) == {}

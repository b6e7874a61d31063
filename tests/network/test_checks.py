"""Every fault that a network can have is found, said in a clear sentence, and nothing is said of a sound one."""

from __future__ import annotations

import string
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from check_cases import CASES, NAN, Case, stop
from hypothesis import example, given, settings
from hypothesis import strategies as st
from network_builders import (
    network,
    pattern,
    section,
    service,
    sound,
    station,
    with_pattern,
    with_service,
    with_station,
)

from bereikbaar.errors import Problem
from bereikbaar.network.checks import check_network, kinds, pieces
from bereikbaar.network.checks.frequency import is_clock_pattern
from bereikbaar.network.checks.stations import is_garbled
from bereikbaar.network.model import Network


@cache
def nl() -> Network:
    from bereikbaar.read.network import find_network, read_network

    return read_network(find_network("nl-2026"))


def messages(net: Network, severity: str = "") -> list[str]:
    return [p.message for p in check_network(net) if severity in ("", p.severity)]


def folder_of(case: Case, path: Path) -> Path | None:
    for name, text in case.files.items():
        (path / name).write_text(text, encoding="utf-8")
    return path if case.files else None


def test_a_sound_network_has_nothing_wrong_and_only_facts_to_tell() -> None:
    assert [p.severity for p in check_network(sound())] == ["info"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.kind)
def test_every_kind_of_fault_is_found_and_said(case: Case, tmp_path: Path) -> None:
    found = check_network(case.net, folder=folder_of(case, tmp_path))
    (problem,) = [p for p in found if p.message == case.message]
    assert problem.severity == kinds()[case.kind].severity
    assert ", ".join(word for word in (problem.file, problem.field) if word) == case.where


@pytest.mark.parametrize("file", ["zones.csv", "towns.csv"])
def test_zones_and_towns_name_corop_areas_that_are_there(file: str, tmp_path: Path) -> None:
    (tmp_path / "corop.csv").write_text("corop_code,corop\nCR40,Flevoland\n", encoding="utf-8")
    (tmp_path / file).write_text("corop_code\nCR40\nCR4\n", encoding="utf-8")
    (problem,) = [p for p in check_network(sound(), folder=tmp_path) if p.field == "corop_code"]
    assert (problem.file, problem.row, problem.field) == (file, 3, "corop_code")
    assert problem.message == "corop_code 'CR4' is not in corop.csv (1 row(s)); did you mean 'CR40'?"


def test_every_kind_of_fault_has_a_case() -> None:
    assert Counter(c.kind for c in CASES) == dict.fromkeys(kinds(), 1)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.kind)
def test_every_fault_is_also_said_in_dutch_with_the_same_values(case: Case, tmp_path: Path) -> None:
    folder = folder_of(case, tmp_path)
    english = check_network(case.net, folder=folder)
    dutch = check_network(case.net, folder=folder, lang="nl")
    assert len(english) == len(dutch)
    templates = kinds()[case.kind]
    names = [{name for _, name, _, _ in string.Formatter().parse(t) if name} for t in (templates.en, templates.nl)]
    assert {n.removesuffix("_nl") for n in names[1]} == names[0]
    assert case.message not in [p.message for p in dutch]
    assert not any("{" in p.message or "did you mean" in p.message or " more)" in p.message for p in dutch)


def test_dutch_has_a_decimal_comma_and_its_own_suggestion() -> None:
    (problem,) = [
        p for p in check_network(stop(depart_min=(0.0, 4.5, 12.0, 17.0)), lang="nl") if p.severity == "error"
    ]
    assert problem.message == (
        "dienst 'stop' outbound vertrekt 0,5 minuten vóór aankomst uit 'b' (aankomst 5, vertrek 4,5)"
    )
    (problem,) = [p for p in check_network(stop(stations=("a", "bb", "c", "d")), lang="nl") if p.severity == "error"]
    assert problem.message == "dienst 'stop' outbound stopt op 'bb', dat niet in stations.csv staat; bedoelt u 'b'?"


def test_errors_come_first_and_all_are_shown_at_once() -> None:
    net = with_station(stop(tph=(-1.0, 0.3)), station("b", 1, lat=0.0, lon=0.0))
    found = check_network(net)
    order = [p.severity for p in found]
    assert order == sorted(order, key=["error", "warning", "info"].index)
    assert order.count("error") >= 2
    assert {p.file for p in found if p.severity == "error"} >= {"services.csv", "stations.csv"}


def test_a_service_that_is_broken_inside_does_not_stop_the_other_checks() -> None:
    net = with_pattern(stop(stations=("a", "nowhere", "c", "d")), "fast", arrive_min=(0.0, 1.0))
    found = [p.message for p in check_network(net) if p.severity == "error"]
    assert any("'nowhere'" in m for m in found)
    assert any("would run 1260 km/h from a to d" in m for m in found)


@pytest.mark.parametrize(
    ("minutes", "wrong"),
    [(1.3125, False), (1.3, True), (21.0, False), (21.2, True)],
    ids=["320", "323", "20", "19.8"],
)
def test_the_limits_of_a_train_are_20_and_320_km_per_hour_along_the_track(minutes: float, wrong: bool) -> None:
    # 7 km in 1.3125 minutes is 320 km/h; in 21 minutes 20 km/h
    net = with_pattern(sound(), "stop", stations=("a", "b"), arrive_min=(0.0, minutes), depart_min=(0.0, minutes))
    assert any("km/h for rail" in m for m in messages(net)) is wrong


@pytest.mark.parametrize(
    ("mode", "minutes", "wrong"),
    [("bus", 4.2, False), ("bus", 4.0, True), ("ferry", 4.6, False), ("ferry", 4.5, True), ("bus", 240.0, False),
     ("bus", 250.0, True), ("metro", 3.5, False), ("metro", 3.4, True), ("tram", 4.0, True)],
)  # fmt: skip
def test_other_modes_have_limits_of_their_own_in_a_straight_line(mode: str, minutes: float, wrong: bool) -> None:
    # 6.846 km: a bus may do 100 km/h (4.11 min) and, with a detour of 3, not less than 5 (246 min)
    net = with_service(sound(), service("other", "a 0", f"b {minutes}", mode=mode))
    assert any(f"km/h for {mode}" in m for m in messages(net)) is wrong


def test_a_train_without_track_is_slow_only_when_no_detour_explains_it() -> None:
    net = replace(sound(), sections={}, leg_paths={})
    slow = with_pattern(net, "fast", arrive_min=(0.0, 180.0), depart_min=(0.0, 180.0))  # 20.5 km: 6.8 km/h crow-fly
    assert messages(slow, "error") == []
    slower = with_pattern(net, "fast", arrive_min=(0.0, 190.0), depart_min=(0.0, 190.0))
    assert any("in a straight line in 190 min); expected 7 to 320" in m for m in messages(slower, "error"))


@pytest.mark.parametrize("tph", [0.0, 0.5, 1.0, 1.5, 2.0, 4.0, 6.0, 12.0, 24.0])
def test_multiples_of_a_half_are_clock_patterns(tph: float) -> None:
    assert is_clock_pattern(tph)
    assert not is_clock_pattern(tph + 0.1)


def test_a_loop_is_no_fault() -> None:
    loop = pattern("outbound", "a 0", "b 5 6", "a 11 12", "b 17 18", "c 23")
    back = pattern("return", "c 0", "b 5 6", "a 11 12", "b 17 18", "a 23")
    net = with_service(sound(), replace(sound().services["stop"], patterns=(loop, back)))
    assert messages(net, "error") == messages(net, "warning") == []


def test_na_none_and_nan_are_codes_like_any_other() -> None:
    names = {"na": "Nieuw Amsterdam", "nan": "None", "no": "null", "on": "NaN"}
    places = {c: float(i) for i, c in enumerate(names)}
    net = network(
        [station(c, p, name=names[c]) for c, p in places.items()],
        [service("null", "na 0", "nan 5 6", "no 11 12", "on 17")],
        [section(*sorted(pair), places) for pair in (("na", "nan"), ("nan", "no"), ("no", "on"))],
    )
    assert [m for m in messages(net) if "line" not in m and "way round" not in m] == []


def test_platforms_of_one_station_are_noticed() -> None:
    net = with_station(sound(), station("b|5", 1, name="Spoor 5"))
    expected = "stations 'b|5' (Spoor 5) and 'b' (Station B) are 0 m apart: one station entered twice, or platforms?"
    assert expected in messages(net, "warning")


def test_stations_at_zero_are_not_told_to_be_in_the_same_place() -> None:
    net = with_station(with_station(sound(), station("b", lat=0.0, lon=0.0)), station("c", lat=0.0, lon=0.0))
    assert sum("Gulf of Guinea" in m for m in messages(net, "error")) == 2
    assert not any("apart" in m for m in messages(net))


def test_one_train_a_day_is_noticed_and_kept() -> None:
    net = with_service(sound(), service("first", "a 0", "b 5", tph=(0.1, 0.0)))
    assert any("service 'first' has 0.1 trains per hour in offpeak" in m for m in messages(net, "warning"))
    assert messages(net, "error") == []


def test_pieces_are_told_per_window_with_the_windows_that_agree_together() -> None:
    net = with_station(with_station(sound(), station("vs", 5)), station("mdb", 6))
    both = with_service(net, service("zee", "vs 0", "mdb 5"))
    (text,) = [m for m in messages(both) if "pieces" in m]
    assert text.startswith("in offpeak, evening the network is in 2 pieces")
    assert pieces(both, "offpeak") == [["a", "b", "c", "d"], ["mdb", "vs"]]
    differ = with_service(with_station(both, station("rsd", 7)), service("brabant", "rsd 0", "vs 9", tph=(0.5, 0.0)))
    assert [m.split(" the")[0] for m in messages(differ) if "pieces" in m] == ["in evening", "in offpeak"]


def test_words_broken_by_another_encoding_are_told_from_words_with_accents() -> None:
    assert (
        is_garbled("BÃ¼nde") and is_garbled("B\ufffdnde") and is_garbled("Liège-Guillemins".encode().decode("cp1252"))
    )
    assert not any(is_garbled(s.name) for s in nl().stations.values())
    assert not any(is_garbled(n) for n in ("Bünde", "Liège", "'s-Hertogenbosch", "Cuijk – Noord", "Ĳsselmuiden", "Ã"))


def test_line_numbers_come_from_the_files_whatever_a_spreadsheet_made_of_them(tmp_path: Path) -> None:
    (tmp_path / "stations.csv").write_bytes(
        b'\xef\xbb\xbfname;code;lat\r\n"two\r\nlines";d;1\r\n\r\nB; b ;0,5\r\n'  # b stands on line 5
    )
    (tmp_path / "stop_times.csv").write_text(
        "service\tdirection\tseq\tstation\nstop\toutbound\t40\tb\nstop\treturn\t0\td\nstop\toutbound\t9\ta\n",
        encoding="utf-16",
    )
    (tmp_path / "tracks.geojson").write_text(
        '{"type": "FeatureCollection", "features": [\n{"properties": {"b": "b", "a": "a", "km": 7}},\n'
        '{"properties": {"a": "b", "b": "c"}}\n]}',
        encoding="utf-8",
    )
    net = with_station(stop(stations=("a", "bb", "c", "d")), station("b", 1, lat=0.0, lon=0.0))
    net = replace(net, sections={**net.sections, ("b", "c"): replace(net.sections["b", "c"], km=NAN)})
    rows = {(p.file, p.row) for p in check_network(net, folder=tmp_path) if p.severity == "error"}
    assert rows >= {("stations.csv", 5), ("stop_times.csv", 2), ("tracks.geojson", 3)}


def test_a_windows_file_is_read_for_its_lines_too(tmp_path: Path) -> None:
    (tmp_path / "stations.csv").write_bytes("code,name\na,Bünde\nb,Luik\n".encode("cp1252"))
    found = check_network(with_station(sound(), station("b", 1, lat=0.0, lon=0.0)), folder=tmp_path)
    assert [p.row for p in found if p.severity == "error" and p.file == "stations.csv"] == [3]


def test_without_a_folder_there_are_no_line_numbers() -> None:
    assert {p.row for case in CASES if not case.files for p in check_network(case.net)} == {None}


@given(st.sampled_from(CASES), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_rows_changes_no_word(case: Case, random: object) -> None:
    def shuffled(mapping: object) -> dict[object, object]:
        items = list(mapping.items())  # type: ignore[attr-defined]
        random.shuffle(items)  # type: ignore[attr-defined]
        return dict(items)

    net = case.net
    other = replace(
        net,
        stations=shuffled(net.stations),  # type: ignore[arg-type]
        services=shuffled(net.services),  # type: ignore[arg-type]
        sections=shuffled(net.sections),  # type: ignore[arg-type]
        feeders=net.feeders[::-1],
    )
    assert check_network(other) == check_network(net)


@example([0.0] * 9 + [8.9e307] + [0.0] * 6)
@example([0.0] * 10 + [463_000.0, 136_000.0] + [0.0] * 4)  # metres of the national grid
@example([0.0] * 10 + [float("inf")] * 6)
@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=16, max_size=16))
@settings(max_examples=150, deadline=None)
def test_no_numbers_make_the_checks_stumble(numbers: list[float]) -> None:
    net = with_pattern(
        sound(), "stop", arrive_min=tuple(numbers[:4]), depart_min=tuple(numbers[4:8]), tph=tuple(numbers[8:10])
    )
    net = with_station(net, station("b", lat=numbers[10], lon=numbers[11], change_min=numbers[12]))
    changed = replace(
        sound().sections["b", "c"], km=numbers[13], speed_kmh=numbers[14], line=((numbers[15], 52.0), (5.2, 52.0))
    )
    found = check_network(replace(net, sections={**net.sections, ("b", "c"): changed}))
    assert all(isinstance(p, Problem) and p.message for p in found)


def test_the_network_is_left_as_it_was() -> None:
    net, before = sound(), sound()
    check_network(net)
    assert net == before


def test_the_netherlands_have_no_errors_and_only_warnings_that_the_docs_explain() -> None:
    found = check_network(nl(), folder=nl().folder)
    counts = Counter(p.severity for p in found)
    assert counts["error"] == 0
    docs = (Path(__file__).parents[2] / "docs" / "graph.md").read_text(encoding="utf-8")
    for warning in (p for p in found if p.severity == "warning"):
        assert "no clock pattern" in warning.message
        service_id = warning.message.split("'")[1]
        assert f"`{service_id}`" in docs
        assert warning.row is not None


def test_facts_about_the_netherlands_are_told() -> None:
    found = messages(nl(), "info")
    assert any(m.startswith("150 of 533 sections have no way round") for m in found)
    unserved = [m for m in found if m.startswith("no train calls") and m.endswith("in any window")]
    assert [m.split("'")[1] for m in unserved] == ["hry", "rtst", "utm"]
    never = [m.split("'")[1] for m in found if m.endswith("runs in no window")]
    assert len(never) == 8
    one_way = [m.split("'")[1] for m in found if " only in peak" in m]
    assert one_way == ["13800", "3400", "3700", "38000", "5300"]

"""Scenarios by name, by path, from plug-ins, and combined."""

import json
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scenario_networks import network

from bereikbaar.errors import InputError, UnknownNameError
from bereikbaar.scenarios import registry
from bereikbaar.scenarios.apply import apply_scenario
from bereikbaar.scenarios.changes import SetFrequency
from bereikbaar.scenarios.library import shipped
from bereikbaar.scenarios.model import Cost, Scenario
from bereikbaar.scenarios.parts import combine, joined_key
from bereikbaar.scenarios.registry import PluginWarning, list_scenarios, load_scenario, parameter_names
from bereikbaar.scenarios.windows import per_window


def made(name: str, **changed: Any) -> Scenario:
    change = SetFrequency(services=("500",), tph=per_window(4))
    held: dict[str, Any] = {"title": {"nl": name, "en": name}, "base": "small", "changes": (change,), "key": name[:8]}
    return Scenario(name=name, **(held | changed))


def write(tmp_path: Path, name: str, service: str = "500", tph: str = "4", more: str = "") -> Path:
    path = tmp_path / f"{name}.yaml"
    path.write_text(
        f"name: {name.replace('_', '-')}\nkey: {name}\ntitle: {{nl: {name}, en: {name.upper()}}}\n"
        f"base: small\n{more}changes:\n"
        f"  - set_frequency: {{services: {service}, tph: {tph}}}\n",
        encoding="utf-8",
    )
    return path


class Point:
    """An entry point of a package, which counts how often it is loaded."""

    group = registry.GROUP

    def __init__(self, name: str, package: str, function: Callable[[], Any]) -> None:
        self.name, self.value, self.dist = name, f"{package}:{name}", SimpleNamespace(name=package)
        self._function = function
        self.loaded = 0

    def load(self) -> Callable[[], Any]:
        self.loaded += 1
        return self._function


@pytest.fixture
def plugins(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Install entry points instead of what happens to be on the machine; ours is always there."""

    def install(*points: Point) -> None:
        own = EntryPoint("bereikbaar", "bereikbaar.scenarios.library:shipped", registry.GROUP)
        monkeypatch.setattr("importlib.metadata.entry_points", lambda *, group: [*points, own])

    install()
    return install


@contextmanager
def warned(*texts: str) -> Iterator[None]:
    """Expect exactly these warnings about plug-ins."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield
    found = [str(w.message) for w in caught if issubclass(w.category, PluginWarning)]
    assert len(found) == len(texts), found
    for text, message in zip(texts, found, strict=True):
        assert text in message


def test_our_own_scenarios_come_through_the_door_that_is_open_to_all() -> None:
    from importlib.metadata import entry_points

    (own,) = {p.value for p in entry_points(group=registry.GROUP) if p.name == "bereikbaar"}
    assert own == "bereikbaar.scenarios.library:shipped"
    names = {path.stem for path in shipped()}
    assert len(names) == 22
    assert {e.name for e in list_scenarios() if e.origin == "shipped"} == names


def test_names_and_keys_are_unique_and_the_name_is_that_of_the_file(plugins: Callable[..., None]) -> None:
    entries = list_scenarios()
    assert [e.name for e in entries] == [e.path.stem for e in entries if e.path]
    assert len({e.key for e in entries}) == len({e.name for e in entries}) == 22
    assert entries == sorted(entries, key=lambda e: e.name)
    assert set(entries[0].as_dict()) == {"name", "key", "title", "base", "year", "origin"}
    json.dumps([e.as_dict() for e in entries])


def test_a_shipped_scenario_is_loaded_by_name_without_a_look_at_plugins(plugins: Callable[..., None]) -> None:
    point = Point("other", "other-package", lambda: made("other"))
    plugins(point)
    scenario = load_scenario("lelylijn-2020")
    assert (scenario.name, scenario.origin, len(scenario.hash)) == ("lelylijn-2020", "shipped", 64)
    assert point.loaded == 0


def test_plugins_bring_scenarios_files_or_several_of_them(plugins: Callable[..., None], tmp_path: Path) -> None:
    a, b = (write(tmp_path, n).rename(tmp_path / f"{n.replace('_', '-')}.yaml") for n in ("file_a", "file_b"))
    called = Point("one", "pack-a", lambda: made("one"))
    other = Point("several", "pack-b", lambda: iter([str(a), b, made("three")]))
    plugins(other, called)
    with warned():
        found = {e.name: e.origin for e in list_scenarios() if e.origin != "shipped"}
    assert found == {"one": "pack-a", "file-a": "pack-b", "file-b": "pack-b", "three": "pack-b"}
    called.loaded = other.loaded = 0
    assert load_scenario("one").origin == "pack-a"
    assert (called.loaded, other.loaded) == (1, 0)  # the one that is called so is asked first
    assert load_scenario("one").hash
    assert load_scenario("file-b").origin == "pack-b"
    with pytest.raises(InputError, match=r"--set: the parameters of 'one' \(none\) are set in Python"):
        load_scenario("one", {"speed_kmh": 3})


def test_a_broken_plugin_is_a_warning_with_its_package(plugins: Callable[..., None], tmp_path: Path) -> None:
    def fails() -> Any:
        raise RuntimeError("no licence")

    def falls_over() -> Iterator[Any]:
        yield made("first")
        raise OSError("disk")

    bad_file = tmp_path / "bad.yaml"
    bad_file.write_text("name: [\n", encoding="utf-8")
    plugins(
        Point("a", "pack-a", fails),
        Point("b", "pack-b", lambda: 42),
        Point("c", "pack-c", lambda: bad_file),
        Point("d", "pack-d", lambda: None),
        Point("e", "pack-e", lambda: tmp_path / "gone.yaml"),
        Point("f", "pack-f", falls_over),
    )
    with warned(
        "package 'pack-a': its entry point 'a' failed: RuntimeError: no licence",
        "package 'pack-b': its entry point 'b' brings a int, no Scenario and no path",
        "package 'pack-c': its scenario 'bad' cannot be read",
        "package 'pack-d': its entry point 'd' brings a NoneType",
        "package 'pack-e': its scenario 'gone' cannot be read",
        "package 'pack-f': its entry point 'f' failed: OSError: disk",
    ):
        names = [e.name for e in list_scenarios()]
    assert len(names) == 22


def test_a_name_that_is_taken_is_a_warning_and_ours_wins(plugins: Callable[..., None]) -> None:
    plugins(
        Point("lelylijn-2020", "pack-b", lambda: made("lelylijn-2020")),
        Point("x", "pack-c", lambda: made("x")),
        Point("x", "pack-d", lambda: made("x")),
    )
    with warned("package 'pack-b': its scenario 'lelylijn-2020' is left out: shipped has that name",
                "package 'pack-d': its scenario 'x' is left out: pack-c has that name"):  # fmt: skip
        found = {e.name: e.origin for e in list_scenarios()}
    assert found["lelylijn-2020"] == "shipped"
    assert found["x"] == load_scenario("x").origin == "pack-c"


def test_without_an_installed_package_ours_are_there_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.entry_points", lambda *, group: [])
    assert len(list_scenarios()) == 22


def test_an_unknown_name_is_helped(plugins: Callable[..., None]) -> None:
    with pytest.raises(
        UnknownNameError, match=r"there is no scenario 'lelylijn-2002'; did you mean .*'lelylijn-2020'"
    ):
        load_scenario("lelylijn-2002")
    with pytest.raises(
        UnknownNameError, match=r"there is no scenario 'x'; there are afsluitdijk, .*; a file is named by its path"
    ):
        load_scenario("x")


def test_a_file_is_loaded_by_its_path(tmp_path: Path) -> None:
    scenario = load_scenario(str(write(tmp_path, "mine")))
    assert scenario.origin.endswith("mine.yaml")
    with pytest.raises(InputError, match=r"nowhere.yaml: cannot be read"):
        load_scenario("nowhere.yaml")


def test_a_combination_has_the_changes_of_all_parts(tmp_path: Path) -> None:
    figure = "expects: [{from: ut, to: gn, measure: tph_direct, value: 4}]\n"
    figure += "cost: {bn_eur: [1, 2], price_level: 2020, source: S}\n"
    a = write(tmp_path, "a", "500", "4", "year: 2030\n" + figure)
    b = write(tmp_path, "b", "600", "4", "year: 2040\ncost: {bn_eur: 0.5, price_level: 2022}\n")
    both = load_scenario(f"{a}+{b}")
    assert both.name == "a+b"
    assert both.key == "a_b"
    assert both.title == {"nl": "a + b", "en": "A + B"}
    assert both.year == 2040
    assert both.cost == Cost((1.5, 2.5), "2020; 2022", "S")
    assert both.parts == ("a", "b")
    assert [e.value for e in both.expects] == [4]
    found = apply_scenario(network(), both)
    assert found.network.scenario == ("a+b",)
    assert found.touched.services_changed == ("500", "600")
    other = load_scenario(f"{b}+{a}")
    assert apply_scenario(network(), other).network.services == found.network.services


def test_the_cost_of_a_combination_is_marked_where_a_part_has_none(tmp_path: Path) -> None:
    a = write(tmp_path, "a", "500", "4", "cost: {bn_eur: [1, 2], price_level: 2020, source: S}\n")
    b, c = write(tmp_path, "b", "600", "4"), write(tmp_path, "c", "600", "5")
    some = load_scenario(f"{a}+{b}").cost
    assert some is not None and some.partial and some.bn_eur == (1, 2)
    nested = combine([load_scenario(f"{a}+{b}"), load_scenario(str(a))]).cost
    assert nested is not None and nested.partial
    assert load_scenario(f"{b}+{c}").cost is None
    whole = load_scenario(str(a)).cost
    assert whole is not None and not whole.partial


def test_what_a_part_adds_carries_the_name_of_the_part(tmp_path: Path) -> None:
    more = tmp_path / "more.yaml"
    text = write(tmp_path, "more").read_text(encoding="utf-8")
    more.write_text(text + "  - add_service: {id: N, stops: [ut, zl], tph: 1}\n", encoding="utf-8")
    both = load_scenario(f"{more}+{write(tmp_path, 'b', '600')}")
    assert apply_scenario(network(), both).network.services["N"].added_by == "more"


def test_the_same_change_in_two_parts_counts_once_and_another_is_a_fight(tmp_path: Path) -> None:
    a, same = write(tmp_path, "a", tph="4"), write(tmp_path, "same", tph="4.0")
    assert len(load_scenario(f"{a}+{same}").changes) == 1
    fight = load_scenario(f"{a}+{write(tmp_path, 'b', tph='5')}")
    with pytest.raises(InputError) as caught:
        apply_scenario(network(), fight)
    (problem,) = caught.value.problems
    assert problem.file.endswith("b.yaml")
    assert "set_frequency of a on line 6 decides the same thing (service 500, tph, outbound)" in problem.message


def test_what_is_wrong_with_a_combination_is_said(tmp_path: Path) -> None:
    a = write(tmp_path, "a")
    with pytest.raises(InputError, match=r"a combination is written a\+b"):
        load_scenario("lelylijn-2020+")
    with pytest.raises(InputError, match=r"'a' is there twice"):
        load_scenario(f"{a}+{a}")
    with pytest.raises(InputError, match=r"the parts of a combination need one base network, found small, nl-2026"):
        load_scenario(f"{a}+zeeland-2030")
    with pytest.raises(InputError) as caught:
        load_scenario(f"{a}+nix+nox")
    assert len(caught.value.problems) == 2


def test_parameters_go_to_the_parts_that_have_them(tmp_path: Path) -> None:
    head = "parameters: {many: {value: 4, max: 8, text: trains}}\n"
    a, b = write(tmp_path, "a", "500", "$many", head), write(tmp_path, "b", "600", "$many", head)
    c = write(tmp_path, "c", "3000", "1")

    def tph(name: str, **given: Any) -> list[float]:
        services = apply_scenario(network(), load_scenario(name, given)).network.services
        return [services[s].patterns[0].tph[1] for s in ("500", "600")]

    whole = f"{a}+{b}+{c}"
    assert tph(whole) == [4, 4]
    assert tph(whole, many=6) == [6, 6]
    assert tph(whole, **{f"{a}.many": 5}) == [5, 4]
    with pytest.raises(InputError, match=r"--set: no part of '.*' has a parameter 'meny'"):
        load_scenario(whole, {"meny": 3})
    assert parameter_names(str(a)) == ["many"]
    assert "lelylijn-2020.speed_kmh" in parameter_names("lelylijn-2020+zeeland-2030")
    assert "speed_kmh" in parameter_names("ser-2020")


@pytest.mark.parametrize("keys", [["a", "b"], ["lely20", "zee30"], ["lely20", "zee30", "spoor"], ["abcdefgh"] * 9])
def test_the_key_of_a_combination_fits_and_differs(keys: list[str]) -> None:
    import re

    key = joined_key(keys)
    assert re.fullmatch(r"[a-z0-9_]{1,8}", key)
    assert key == joined_key(keys)
    assert key != joined_key([*keys[:-1], keys[-1] + "x"])


def test_a_speed_from_outside_changes_the_lelylijn_and_its_identity() -> None:
    slow, fast = load_scenario("lelylijn-2020"), load_scenario("lelylijn-2020", {"speed_kmh": "250"})
    assert slow.hash != fast.hash
    assert fast.parameters["speed_kmh"] == 250

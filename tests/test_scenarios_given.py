"""Scenarios of a run from Python: as objects, by name or by path."""

from pathlib import Path

import pytest

import bereikbaar as bk
from bereikbaar.errors import InputError, UnknownNameError
from bereikbaar.loading import as_scenarios

OWN = """\
name: slower
key: slow
title: {nl: Langzamer, en: Slower}
base: nl-2026
changes:
  - close_section: {between: [gs, krg]}
"""


def test_names_paths_combinations_and_scenarios_are_the_same(tmp_path: Path) -> None:
    own = tmp_path / "slower.yaml"
    own.write_text(OWN, encoding="utf-8")
    given = ["lelylijn-2020", own, str(own), bk.scenario("zeeland-2030"), "lelylijn-2020+zeeland-2030"]
    names = ["lelylijn-2020", "slower", "slower", "zeeland-2030", "lelylijn-2020+zeeland-2030"]
    assert [one.name for one in as_scenarios(given)] == names


def test_one_may_stand_alone() -> None:
    assert [one.name for one in as_scenarios("lelylijn-2020")] == ["lelylijn-2020"]
    assert [one.name for one in as_scenarios(bk.scenario("zeeland-2030"))] == ["zeeland-2030"]


def test_a_run_and_isochrones_say_what_is_wrong_with_a_name_before_they_compute() -> None:
    net = bk.network("nl-2026")
    for ask in (lambda given: bk.run(net, given), lambda given: bk.isochrones(net, "Zwolle", given)):
        with pytest.raises(UnknownNameError, match=r"'lelylin-2020'.*did you mean 'lelylijn-2020'"):
            ask(["lelylin-2020"])
        with pytest.raises(InputError, match=r"^scenarios: expected the name or path .*found 3$"):
            ask([3])


def test_isochrones_take_a_name() -> None:
    found = bk.isochrones(bk.network("nl-2026"), "Emmeloord", ["lelylijn-2020"], limits=[45])
    assert [one.name for one in found.plans] == ["lelylijn-2020"] and set(found.scenarios) == {"lelylijn-2020"}


@pytest.mark.parametrize("method", ["headway", "clock"])
def test_plans_that_cannot_be_made_are_all_told_before_anything_is_routed(tmp_path: Path, method: str) -> None:
    """By the clock the minutes of all trains take minutes: too long to hear of a typing error."""
    for name, service in (("one", "none1"), ("two", "none2")):
        text = OWN.replace("slower", name).replace("slow", f"{name}s")
        text = text.replace("close_section: {between: [gs, krg]}", f"set_frequency: {{services: {service}, tph: 2}}")
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    said: list[str] = []
    with pytest.raises(InputError) as raised:
        bk.run(
            bk.network("nl-2026"), [tmp_path / "one.yaml", tmp_path / "two.yaml"], method=method, progress=said.append
        )
    assert "'none1' is not in network" in str(raised.value) and "'none2' is not in network" in str(raised.value)
    assert said == ["places"]

"""Which plans are divided over their parts, by itself and when asked."""

import pytest
from small_plans import FAST_EAST, FAST_WEST, OFTEN_WEST, scenario

from bereikbaar import loading
from bereikbaar.errors import InputError
from bereikbaar.reasons.divided import FEW_PARTS, loaded_parts, parts_by_plan


def test_by_itself_only_combinations_of_few_parts_are_divided() -> None:
    few, single = loading.scenario("ser-2020"), loading.scenario("zeeland-2030")
    many = loading.scenario("lelylijn-2020+zeeland-2030+spoorboekloos-zwolle+nedersaksenlijn+wunderline")
    assert len(many.parts) > FEW_PARTS
    found = parts_by_plan([few, single, many])
    assert {name: [p.name for p in parts] for name, parts in found.items()} == {"ser-2020": list(few.parts)}
    assert found["ser-2020"][0].label("nl") == "Lelylijn, 200 km/u (potentiestudie 2020)"
    assert [*parts_by_plan([few, single, many], "scenarios")] == ["ser-2020", many.name]
    assert parts_by_plan([few, single, many], "none") == {}


def test_asked_for_changes_every_plan_is_divided_over_them() -> None:
    found = parts_by_plan([scenario("one", FAST_WEST, FAST_EAST), scenario("two", OFTEN_WEST)], "changes")
    assert {name: len(parts) for name, parts in found.items()} == {"one": 2, "two": 1}


def test_parts_have_the_parameters_that_their_plan_was_loaded_with() -> None:
    plan = loading.scenario("lelylijn-2020+zeeland-2030", speed_kmh=250.0)
    parts = loaded_parts(plan)
    assert parts is not None
    assert {c for part in parts for c in map(repr, part.changes)} == set(map(repr, plan.changes))
    assert any("250" in repr(c) for c in parts[0].changes)


def test_a_parameter_of_one_part_alone_is_known_only_when_it_is_given() -> None:
    given = {"lelylijn-2020.trains_per_hour": 3.0}
    plan = loading.scenario("lelylijn-2020+lelylijn-emmeloord-assen", **given)
    assert loaded_parts(plan) is None
    assert [p.name for p in loaded_parts(plan, given) or ()] == list(plan.parts)
    assert parts_by_plan([plan]) == {}
    assert [*parts_by_plan([plan], "auto", given)] == [plan.name]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["zeeland-2030"], "no plan is made of others; name some together"),
        (
            [
                "lelylijn-2020+zeeland-2030+spoorboekloos-zwolle+nedersaksenlijn+wunderline+spoorboekloos-breda"
                "+versnelling-bestaand-160+afsluitdijk+lelylijn-emmeloord-assen"
            ],
            "has 9 parts, expected at most 8",
        ),
    ],
)
def test_what_is_asked_and_cannot_be_is_refused(names: list[str], expected: str) -> None:
    with pytest.raises(InputError, match=expected):
        parts_by_plan([loading.scenario(name) for name in names], "scenarios")

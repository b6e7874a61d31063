"""The picture of isochrones: every zone in the colour of the shortest limit that it is within."""

import xml.etree.ElementTree as ET
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import shapely

from bereikbaar.access.isochrones import Reach
from bereikbaar.errors import UnknownNameError
from bereikbaar.spots import Spot
from bereikbaar.write.figures.isochrone_map import isochrone_map, limit_classes

CODES = ("1000", "2000", "3000", "4000")


def around(minutes: list[float], *, to: bool = False) -> Any:
    reach = Reach(np.array(minutes), np.array([1000.0, 200.0, 30.0, 4.0]))
    plan = SimpleNamespace(name="plan", title={"nl": "Het plan", "en": "The plan"}, key="plan")
    return SimpleNamespace(
        spot=Spot("town", "a", "Emmeloord", 52.7, 5.75), to=to, limits=(30.0, 60.0), window="offpeak",
        network=SimpleNamespace(name="small", sections={}), plans=(plan,), base=reach,
        scenarios={"plan": Reach(np.array([10.0, 20.0, 20.0, 20.0]), reach.inhabitants)},
        places=SimpleNamespace(zones=SimpleNamespace(code=CODES)),
    )  # fmt: skip


def ground() -> Any:
    zones = {c: shapely.box(170_000 + 5000 * n, 520_000, 175_000 + 5000 * n, 525_000) for n, c in enumerate(CODES)}
    return SimpleNamespace(zones=zones, provinces=[], land=None, neighbours=None, names=list)


def texts(svg: str) -> str:
    return " | ".join("".join(node.itertext()) for node in ET.fromstring(svg).iter() if node.tag.endswith("text"))


def test_zones_are_counted_in_the_class_of_the_shortest_limit_and_exactly_on_it_is_within() -> None:
    svg = isochrone_map(around([30.0, 30.5, 60.0, np.inf]), ground=ground())
    said = texts(svg)
    assert "From Emmeloord" in said
    assert "Base, off-peak; expected minutes from door to door; network small" in said
    title = next(node for node in ET.fromstring(svg).iter() if node.tag.endswith("title")).text or ""
    assert "up to 30 min: 1,000 inhabitants" in svg
    assert "over 30 up to 60 min: 230 inhabitants" in svg
    assert "beyond: 4 inhabitants" in svg
    assert title


def test_a_scenario_has_its_own_picture_in_the_language_that_is_asked() -> None:
    svg = isochrone_map(around([99.0] * 4, to=True), "plan", lang="nl", ground=ground())
    said = texts(svg)
    assert "Naar Emmeloord" in said
    assert "Het plan, dal" in said
    assert "t/m 30 min: 1.234 inwoners" in svg
    with pytest.raises(
        UnknownNameError, match="there is no scenario 'plam' here; there are plan; did you mean 'plan'"
    ):
        isochrone_map(around([1.0] * 4), "plam", ground=ground())


def test_classes_run_from_dark_to_light_and_join_up() -> None:
    classes = limit_classes((30.0, 45.5, 60.0))
    assert [(c.low, c.high) for c in classes] == [(None, 30.0), (30.0, 45.5), (45.5, 60.0), (None, None)]
    assert classes[1].title == ("meer dan 30 t/m 45,5 min", "over 30 up to 45.5 min")
    assert len({c.color for c in limit_classes(tuple(float(t) for t in range(10, 90, 10)))}) == 9
    assert limit_classes((60.0,))[0].title == ("t/m 60 min", "up to 60 min")

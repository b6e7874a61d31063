"""Isochrones as a picture: every postcode area in the colour of the shortest limit that it is within."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bereikbaar.errors import UnknownNameError, did_you_mean
from bereikbaar.lang import Text, both, plainly, table_in
from bereikbaar.write.classes import ValueClass
from bereikbaar.write.figures.ground import Ground, ground_of, rail_of_network
from bereikbaar.write.figures.labels import Label
from bereikbaar.write.figures.svg_map import MapPicture, svg_map
from bereikbaar.write.names import window_titles
from bereikbaar.write.numbers import number

if TYPE_CHECKING:
    from bereikbaar.access.isochrones import Reach
    from bereikbaar.surroundings import Around

#: From near to far, dark to light: told apart by colour-blind readers and in grey, and the lightest from water.
_RAMP = ("#08306b", "#08519c", "#2171b5", "#3c8cc3", "#56a0ce", "#72b2d8", "#8fc4e2", "#abd5eb")
_BEYOND = "#eeeeea"
#: Names nearer than this to the place itself are left out, metres.
_NEAR_M = 15_000.0
_WORDS: Mapping[str, Text] = {
    "from": both("From {name}"),
    "to": both("To {name}"),
    "subtitle": both("{scenario}, {window}; expected minutes from door to door; network {network}"),
    "base": both("Base"),
    "beyond": both("beyond"),
    "alt": both("Map of the Netherlands by postcode area. {title}. {subtitle}. {classes}."),
    "people": both("{title}: {n} inhabitants"),
    "sources": both("bereikbaar {version}, network {network}; inhabitants and boundaries: CBS and Kadaster"),
}


def isochrone_map(
    around: Around, scenario: str | None = None, *, lang: str = "en", ground: Ground | None = None
) -> str:
    """Return the SVG of the isochrones of the base, or of a scenario by its name.

    ground : outlines and names; None = those of the places. The track is that of the network without a scenario.
    Raises UnknownNameError for a scenario that is not there.
    """
    from bereikbaar import __version__

    reach, ground = _reach(around, scenario), ground or ground_of(around.places)
    words, legend = table_in(_WORDS, lang), limit_classes(around.limits)
    classes = _classed(around, reach, legend)
    people = reach.inhabitants.tolist()
    counted = [
        words["people"].format(title=c.title[0 if lang == "nl" else 1], n=number(total, lang))
        for c in legend
        if (total := sum(p for p, name in zip(people, classes, strict=True) if name == c.name)) > 0
    ]
    title = words["to" if around.to else "from"].format(name=around.spot.name or around.spot.id)
    subtitle = words["subtitle"].format(
        scenario=_title(around, scenario, lang),
        window=window_titles(around.window)[0 if lang == "nl" else 1],
        network=around.network.name,
    )
    return svg_map(
        MapPicture(
            outlines=[ground.zones.get(code) for code in around.places.zones.code],
            classes=classes,
            people=people,
            legend=legend,
            title=title,
            subtitle=subtitle,
            alt=words["alt"].format(title=title, subtitle=subtitle, classes="; ".join(counted)),
            sources=words["sources"].format(version=__version__, network=around.network.name),
            land=ground.land,
            neighbours=ground.neighbours,
            borders=ground.provinces,
            rail=rail_of_network(around.network),
            labels=_labels(around, ground),
            lang=lang,
        )
    )


def limit_classes(limits: tuple[float, ...]) -> list[ValueClass]:
    """Return the classes of a map: one per limit, from near to far, and what is beyond them all."""
    colors = [_RAMP[round(n * (len(_RAMP) - 1) / max(1, len(limits) - 1))] for n in range(len(limits))]
    out, before = [], None
    for limit, color in zip(limits, colors, strict=True):
        title = both("up to {t} min", t=plainly(limit))
        if before is not None:
            title = both("over {a} up to {t} min", a=plainly(before), t=plainly(limit))
        out.append(ValueClass(f"within_{limit:g}", color, title, before, limit))
        before = limit
    return [*out, ValueClass("beyond", _BEYOND, _WORDS["beyond"])]


def _classed(around: Around, reach: Reach, legend: list[ValueClass]) -> list[str]:
    classes = ["beyond"] * len(reach.minutes)
    for limit, one in sorted(zip(around.limits, legend, strict=False), key=lambda pair: -pair[0]):
        for zone in reach.within(limit).nonzero()[0].tolist():
            classes[zone] = one.name
    return classes


def _reach(around: Around, scenario: str | None) -> Reach:
    if scenario is None:
        return around.base
    if scenario not in around.scenarios:
        known = ", ".join(around.scenarios) or "none"
        raise UnknownNameError(
            f"there is no scenario {scenario!r} here; there are {known}{did_you_mean(scenario, around.scenarios)}"
        )
    return around.scenarios[scenario]


def _title(around: Around, scenario: str | None, lang: str) -> str:
    if scenario is None:
        return _WORDS["base"].said(lang)
    plan = next(one for one in around.plans if one.name == scenario)
    return plan.title.get(lang) or next(iter(plan.title.values()), plan.name)


def _labels(around: Around, ground: Ground) -> list[Label]:
    """Return the name of the place itself, and those of the map that are not near it."""
    import numpy as np

    from bereikbaar.read.grid import to_grid

    x, y = to_grid(np.array([around.spot.lon]), np.array([around.spot.lat]))
    own = Label(around.spot.name or around.spot.id, float(x[0]), float(y[0]))
    return [own, *(one for one in ground.names() if math.hypot(one.x - own.x, one.y - own.y) > _NEAR_M)]

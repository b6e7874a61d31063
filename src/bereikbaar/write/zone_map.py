"""A measure of the zones of a run as a picture: the levels of a case, or the difference that a scenario makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bereikbaar.access.model import Places
from bereikbaar.compare.limits import beyond_limit
from bereikbaar.compare.towns import compare_tables, prepared
from bereikbaar.compare.zones import chosen_measures
from bereikbaar.errors import InputError, Problem, did_you_mean
from bereikbaar.indicators.catalogue import Indicator
from bereikbaar.lang import Text, both, table_in
from bereikbaar.write.classes import NO_CONNECTION, ValueClass, diff_classes, has_classes, level_classes, scheme_of
from bereikbaar.write.names import title_of, window_titles
from bereikbaar.write.numbers import number
from bereikbaar.write.svg_map import Label, MapPicture, svg_map

if TYPE_CHECKING:
    import polars as pl

    from bereikbaar.results import Case, Result

#: How large a letter and a line of a label are, m on the ground: a label that overlaps an earlier one is left out.
_LETTER_M, _LINE_M = 3_300.0, 6_500.0
_LARGE = "four largest cities"
#: What an empty value means where it is not that there is no connection: measure -> Dutch and English.
_EMPTY = {
    "drop_evening": both("no station within a walk or ride"),
    "drop_weekend": both("no station within a walk or ride"),
    "speed_kmh": both("no destination at 10 to 100 km"),
}
_WORDS: Mapping[str, Text] = {
    "subtitle": both("{scenario}, {window}; network {network}"),
    "diff": both("Difference by {scenario}, {window}; network {network}"),
    "alt": both("Map of the Netherlands by postcode area. {title}. {subtitle}. {classes}."),
    "class": both("{title}: {n} inhabitants"),
    "sources": both(
        "bereikbaar {version}, network {network}; inhabitants and boundaries: CBS and Kadaster; measure: {measure}"
    ),
}


class MapGround:
    """The outlines and names that every map of some places has, read and projected once."""

    def __init__(self, places: Places) -> None:
        self._places = places

    @cached_property
    def zones(self) -> dict[str, Any]:
        """Postcode -> outline in metres on the national grid."""
        return self._outlines("zone")

    @cached_property
    def borders(self) -> list[Any]:
        """The outlines of the provinces, in metres."""
        return list(self._outlines("province").values())

    @cached_property
    def labels(self) -> list[Label]:
        """The centres, the largest cities first, as far as their names do not overlap."""
        import numpy as np

        from bereikbaar.read.grid import to_grid

        centres = sorted(self._places.centres, key=lambda c: (_LARGE not in c.kinds, c.name))
        x, y = to_grid(np.array([c.lon for c in centres]), np.array([c.lat for c in centres]))
        found: list[Label] = []
        for c, east, north in zip(centres, x.tolist(), y.tolist(), strict=True):
            label = Label(c.name, east, north)
            if not any(_overlap(label, other) for other in found):
                found.append(label)
        return found

    def _outlines(self, kind: str) -> dict[str, Any]:
        import numpy as np
        import shapely

        from bereikbaar.read.grid import to_grid
        from bereikbaar.read.outlines import read_outlines

        found = read_outlines(self._places.folder, kind)
        shapes = shapely.transform(
            np.array(list(found.values()), dtype=object), lambda c: np.column_stack(to_grid(c[:, 0], c[:, 1]))
        )
        return dict(zip(found, shapes, strict=True))


def _overlap(a: Label, b: Label) -> bool:
    """Say whether two names would be written over each other; a name begins at its point and goes to the right."""
    apart = max(a.x - b.x - _LETTER_M * len(b.text), b.x - a.x - _LETTER_M * len(a.text))
    return apart < 0 and abs(a.y - b.y) < _LINE_M


def zone_map(
    result: Result, measure: str, case: Case | None = None, *, diff: bool = False, ground: MapGround | None = None
) -> str:
    """Return the SVG of a measure of the zones of a run.

    case : whose values; None = the base. diff : the difference of the case from the base instead of its values.
    ground : outlines and names that several maps share. In the language of the run.
    Raises InputError for a measure that the run has not or that has no classes, for places without outlines, and for
    the difference of the base from itself.
    """
    case, ground = case or result.base, ground or MapGround(result.places)
    m = _measure(result, measure)
    if diff and case is result.base:
        raise InputError("the base does not differ from itself; give a scenario")
    if not ground.zones:
        raise InputError(Problem("there are no outlines of zones to draw", file="zones.geojson"))
    base, zones = (prepared(_zones(c), "pc4") for c in (result.base, case))
    scheme = scheme_of(m)
    if diff:
        compared = compare_tables(base, zones, settings=result.settings, only=[m.name], key="pc4")
        rows = base.select("pc4").join(compared, on="pc4", how="left", maintain_order="left")
        classes, legend = diff_classes(rows, scheme), scheme.diffs
    else:
        classes, legend = level_classes(zones[m.name], scheme, beyond_limit(zones, m.name)), scheme.levels
    legend = tuple(_said(c, m) for c in legend)
    return svg_map(_picture(result, m, case, ground, (base if diff else zones, classes.to_list(), legend), diff=diff))


def _said(c: ValueClass, m: Indicator) -> ValueClass:
    """Return a class in the words that hold for a measure."""
    return replace(c, title=_EMPTY[m.name]) if c.name == NO_CONNECTION and m.name in _EMPTY else c


def _zones(case: Case) -> pl.DataFrame:
    if case.zones is None:
        raise InputError("the run has no zones to draw")
    return case.zones


def _measure(result: Result, name: str) -> Indicator:
    there = {m.name: m for m in chosen_measures(result, _zones(result.base)) if has_classes(m)}
    if name not in there:
        raise InputError(
            f"there is no measure {name!r} with classes among the zones of the run; there are {', '.join(there)}"
            + did_you_mean(name, there)
        )
    return there[name]


def _picture(
    result: Result,
    m: Indicator,
    case: Case,
    ground: MapGround,
    drawn: tuple[pl.DataFrame, list[str], Sequence[ValueClass]],
    *,
    diff: bool,
) -> MapPicture:
    from bereikbaar import __version__

    zones, classes, legend = drawn
    index, words = 0 if result.lang == "nl" else 1, table_in(_WORDS, result.lang)
    network = case.network.name
    about = {"scenario": title_of(case)[index], "window": window_titles(result.window)[index], "network": network}
    title, subtitle = m.title[index], words["diff" if diff else "subtitle"].format(**about)
    people = zones["population"].to_list()
    return MapPicture(
        outlines=[ground.zones.get(code) for code in zones["pc4"].to_list()],
        classes=classes,
        people=people,
        legend=legend,
        title=title,
        subtitle=subtitle,
        alt=words["alt"].format(
            title=title, subtitle=subtitle, classes="; ".join(_counted(classes, people, legend, result.lang))
        ),
        sources=words["sources"].format(version=__version__, network=network, measure=m.source.said(result.lang)),
        borders=ground.borders,
        labels=ground.labels,
        lang=result.lang,
    )


def _counted(classes: list[str], people: list[float], legend: Sequence[ValueClass], lang: str) -> list[str]:
    """Return how many people are in each class, as text."""
    index = 0 if lang == "nl" else 1
    out = []
    for c in legend:
        members = [p for name, p in zip(classes, people, strict=True) if name == c.name]
        if members:
            out.append(_WORDS["class"].said(lang).format(title=c.title[index], n=number(sum(members), lang)))
    return out

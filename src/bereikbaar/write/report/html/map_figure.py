"""The live map of a run whose report names none: its first map of zones becomes it, or one is put in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bereikbaar.write.report.html.live import ZONES, kind_of, zones_live
from bereikbaar.write.report.html.words import words
from bereikbaar.write.report.model import Block, Document, Figure, Heading

if TYPE_CHECKING:
    from bereikbaar.results import Result


def with_map(document: Document, result: Result | None) -> Document:
    """Return a report with a live map of the zones, where the run has zones to draw.

    A figure that asks for it stays as it is. Else the first map of zones among the figures becomes it, and where
    there is none, one comes before the second section.
    """
    from bereikbaar.write.report.html.zone_data import drawable

    figures = [b for b in document.blocks if isinstance(b, Figure)]
    if result is None or not drawable(result) or any(kind_of(f.live) == ZONES for f in figures):
        return document
    asked = _of_maps(result)
    found = next((f for f in figures if f.key in asked and not f.live), None)
    if found is not None:
        live = replace(found, live=asked[found.key])
        return replace(document, blocks=tuple(live if b is found else b for b in document.blocks))
    return _put_in(document, result)


def _of_maps(result: Result) -> dict[str, dict[str, object]]:
    """Return for the key of every map of zones that figures may hold what a live map begins with."""
    from bereikbaar.write.names import key_of
    from bereikbaar.write.report.html.zone_data import zone_measures

    found = {}
    for m in zone_measures(result):
        found[f"map_{m.name}_base"] = zones_live("", m.name, "base")
        for key in map(key_of, result.cases):
            found[f"map_{m.name}_{key}"] = zones_live(key, m.name, "after")
            found[f"map_{m.name}_{key}_diff"] = zones_live(key, m.name, "diff")
    return found


def _put_in(document: Document, result: Result) -> Document:
    from bereikbaar.write.figures.maps import map_figure
    from bereikbaar.write.report.html.zone_data import zone_measures

    sections = [n for n, b in enumerate(document.blocks) if isinstance(b, Heading) and b.level == 2]
    at = sections[1] if len(sections) > 1 else len(document.blocks)
    case, measure = (result.cases[0] if result.cases else None), zone_measures(result)[0].name
    figure = map_figure(result, case, measure, document.lang, diff=case is not None)
    figure = replace(figure, live=zones_live("", measure, "base" if case is None else "diff"))
    new: tuple[Block, ...] = (Heading(2, words(document.lang)["map_heading"], "page-map"), figure)
    return replace(document, blocks=(*document.blocks[:at], *new, *document.blocks[at:]))

"""The words of the page itself: its buttons, its switches, what its scripts say."""

from __future__ import annotations

from bereikbaar.lang import Text, both, table_in

WORDS: dict[str, Text] = {
    "skip": both("Skip to the report"),
    "contents": both("Contents"),
    "colophon": both("Colophon"),
    "made": both(
        "This page was made by bereikbaar {version}. It works without a connection: it fetches nothing and sends "
        "nothing. Without scripts it shows still pictures and full tables."
    ),
    "bundled": both(
        "The live maps and charts are drawn by Vega and Vega-Lite, which are in this page. They and what is bundled "
        "with them are free software; their licences:"
    ),
    "figures": both("The figures of this picture as a table"),
    "table": both("Table"),
    "picture": both("Picture: {caption}"),
    "map_heading": both("Map of the effects"),
}
#: What scripts say, with placeholders that they fill in.
SPOKEN: dict[str, Text] = {
    "search": both("Search in this table"),
    "sideways": both("Wider than the page: scroll sideways."),
    "rows": both("{shown} of {all} rows"),
    "scenario": both("Scenario"),
    "measure": both("Measure"),
    "show": both("Show", context="what the map shows"),
    "base": both("Without the plan"),
    "after": both("With the plan"),
    "diff": both("Difference"),
    "part": both("Part of the country"),
    "whole": both("The whole country"),
    "this_part": both("The part of this page"),
    "find": both("Postcode area or town"),
    "people": both("inhabitants"),
    "people_of": both("inhabitants of {part}"),
    "legend": both("Legend with inhabitants"),
    "new_track": both("new or rebuilt track"),
    "rail": both("railway"),
    "border": both("province border"),
    "no_outline": both("{n} areas have no outline; they count in the legend and are not drawn."),
    "hint": both("Choose an area: click in the map, use the arrow keys, or type a postcode or a town."),
    "map": both("Map: {measure}, {show}. Arrow keys choose an area."),
    "zone": both("{pc4} {town} ({place}), {people} inhabitants"),
    "zone_base": both("without the plan {before}"),
    "zone_after": both("with the plan {after}"),
    "zone_diff": both("difference {diff}: {class}"),
    "none": both("no value"),
    "unknown": both("There is no such area in the map."),
    "new": both("new connection"),
    "lost": both("connection lost"),
    "dots": both("Chart of dots: {names}. The same figures are in the text or the table."),
}


def words(lang: str) -> dict[str, str]:
    """Return the words of the page in a language, by their keys."""
    return table_in(WORDS, lang)


def spoken(lang: str) -> dict[str, str]:
    """Return what scripts say in a language, by its keys."""
    return table_in(SPOKEN, lang)

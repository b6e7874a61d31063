"""Sentences of the report on places of the user's own."""

from __future__ import annotations

from bereikbaar.lang import Text, both

#: key -> text.
OWN_TEXTS: dict[str, Text] = {
    "own": both("Places of your own"),
    "own_place": both("Place"),
    "own_municipality": both("Municipality"),
    "own_by_people": both("by inhabitants"),
    "own_alike": both("every place alike"),
    "own_head": both(
        "{n} places from {file}: {measure}, on average ({how}) {before} min ({first}) and {after} min ({second}), "
        "{change}."
    ),
    "own_head_base": both("{n} places from {file}: {measure}, on average ({how}) {before} min."),
    "own_most": both("The {n} with the largest change; all are in `tables/compare_places.csv`."),
    "own_no_answer": both("{n} of these places have no answer to this measure and do not count."),
}

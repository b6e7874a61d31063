"""Make the pictures of docs/indicators.md: every measure of the default set on the map, and one before and after.

    python docs/pictures/make_pictures.py            all pictures
    python docs/pictures/make_pictures.py pop_60     some of them

A run of the shipped network with two scenarios, off-peak, by headways; the pictures are those of the product
(``bereikbaar.write.figures``). Deterministic: the same network and code give the same bytes. Takes some seconds.
"""

from __future__ import annotations

import sys
from pathlib import Path

import bereikbaar as bk
from bereikbaar.indicators.catalogue import DEFAULT
from bereikbaar.results import Result
from bereikbaar.write.figures import (
    bars_figure,
    changes_figure,
    dots_figure,
    frequency_figure,
    map_figure,
    several_maps_figure,
)

HERE = Path(__file__).parent
SCENARIO, SECOND = "lelylijn-2020", "zeeland-2030"
#: Measures whose difference by the scenario is drawn too.
DIFFERENCES = ("main_min", "pop_60")
NORTH = ("province:Groningen", "province:Fryslân", "province:Drenthe")


def main(wanted: list[str]) -> int:
    """Write the pictures of these measures, or with these names; of all without any."""
    result = bk.run(bk.network("nl-2026"), [bk.scenario(SCENARIO), bk.scenario(SECOND)], lang="en")
    for name in DEFAULT:
        if not wanted or name in wanted:
            write(f"{name}.svg", map_figure(result, None, name, "en").svg)
            if name in DIFFERENCES:
                changed = map_figure(result, result.cases[0], name, "en", diff=True)
                write(f"{name}_{SCENARIO}.svg", changed.svg)
    for name, text in figures(result).items():
        if not wanted or name in wanted:
            write(f"{name}.svg", text)
    return 0


def figures(result: Result) -> dict[str, str]:
    """Return the pictures of docs/howto-figures.md: name -> SVG."""
    lely, zeeland = result.cases
    return {
        "map_zeeland": map_figure(result, zeeland, "main_min", "en", diff=True, region="Zeeland").svg,
        "map_north": map_figure(result, lely, "pop_60", "en", diff=True, region=NORTH).svg,
        "changes": changes_figure(result, lely, "en").svg,
        "maps": several_maps_figure(result, lely, ["spoorboekloos", "jobs_60", "pop_60"], "en").svg,
        "dots": dots_figure(result, lely, "en").svg,
        "bars": bars_figure(result, lely, "en").svg,
        "frequency": frequency_figure(result, lely, "en").svg,
    }


def write(name: str, text: str) -> None:
    """Write one picture beside this file."""
    (HERE / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Make the pictures of docs/indicators.md: every measure of the default set on the map, and one before and after.

    python docs/pictures/make_pictures.py            all pictures
    python docs/pictures/make_pictures.py pop_60     some of them

A run of the shipped network with one scenario, off-peak, by headways; the pictures are those of the product
(``bereikbaar.write.zone_map``). Deterministic: the same network and code give the same bytes. Takes some seconds.
"""

from __future__ import annotations

import sys
from pathlib import Path

import bereikbaar as bk
from bereikbaar.indicators.catalogue import DEFAULT
from bereikbaar.write.zone_map import MapGround, zone_map

HERE = Path(__file__).parent
SCENARIO = "lelylijn-2020"
#: Measures whose difference by the scenario is drawn too.
DIFFERENCES = ("main_min", "pop_60")


def main(wanted: list[str]) -> int:
    """Write the pictures of these measures; of all without any."""
    result = bk.run(bk.network("nl-2026"), [bk.scenario(SCENARIO)], lang="en")
    ground, case = MapGround(result.places), result.cases[0]
    for name in DEFAULT:
        if wanted and name not in wanted:
            continue
        write(f"{name}.svg", zone_map(result, name, ground=ground))
        if name in DIFFERENCES:
            write(f"{name}_{SCENARIO}.svg", zone_map(result, name, case, diff=True, ground=ground))
    return 0


def write(name: str, text: str) -> None:
    """Write one picture beside this file."""
    (HERE / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

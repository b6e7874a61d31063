"""Make the pictures of docs/howto-isochrones.md: what is within 30 to 120 minutes of Emmeloord, before and after.

    python docs/pictures/make_isochrones.py

The shipped network, off-peak, by headways; drawn by the product (``bereikbaar.write.figures.isochrone_map``).
Deterministic: the same network and code give the same bytes. Takes some seconds.
"""

from __future__ import annotations

import sys
from pathlib import Path

import bereikbaar as bk
from bereikbaar.write.figures.isochrone_map import isochrone_map

HERE = Path(__file__).parent
PLACE, SCENARIO = "Emmeloord", "lelylijn-2020"


def main() -> int:
    """Write both pictures."""
    found = bk.isochrones(bk.network("nl-2026"), PLACE, [bk.scenario(SCENARIO)])
    for name, scenario in (("isochrones.svg", None), (f"isochrones_{SCENARIO}.svg", SCENARIO)):
        text = isochrone_map(found, scenario)
        (HERE / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

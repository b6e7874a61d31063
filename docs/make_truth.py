"""Make the tables of docs/truth.md from the network of this checkout.

    python docs/make_truth.py           writes the page
    python docs/make_truth.py --check   only says whether it is up to date (exit code 1: it is not)

Deterministic: the same network gives the same bytes. ``tests/truth/test_truth_page.py`` holds page and numbers
together.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bereikbaar.loading import network, places
from bereikbaar.read.network import find_network
from bereikbaar.read.published import read_figures
from bereikbaar.settings import Settings
from bereikbaar.truth import Truth, World, hold_places
from bereikbaar.write.truth_tables import truth_tables

PAGE = Path(__file__).with_name("truth.md")
BEGIN, END = "<!-- made by docs/make_truth.py: begin -->", "<!-- made by docs/make_truth.py: end -->"


def truths(name: str = "nl-2026") -> list[Truth]:
    """Return what the network gives by headways, and by the clock for what depends on the trains."""
    net, figures = network(name), read_figures(find_network(name))
    at = places(net)
    return [
        hold_places(World(net, at, Settings(), method="headway"), figures),
        hold_places(World(net, at, Settings(), method="clock"), figures, second=True),
    ]


def with_tables(page: str, tables: str) -> str:
    """Return the page with these tables between its marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}"


def main() -> int:
    """Write the page, or look whether it is up to date."""
    page = PAGE.read_text(encoding="utf-8")
    made = with_tables(page, truth_tables(truths()))
    if "--check" in sys.argv:
        return int(made != page)
    PAGE.write_text(made, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

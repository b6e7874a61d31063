"""Make the picture of docs/howto-vulnerability.md: every section of the shipped network closed in turn.

    python docs/pictures/make_sections.py

Off-peak, by headways. Deterministic: the same network and code give the same bytes. Takes a minute or two.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bereikbaar import loading
from bereikbaar.reasons.vulnerability import vulnerability
from bereikbaar.settings import Settings
from bereikbaar.write.figures.section_map import section_map

HERE = Path(__file__).parent


def main() -> int:
    """Write the picture."""
    net = loading.network("nl-2026")
    places = loading.places(net)
    found = vulnerability(net, window="offpeak", settings=Settings(), places=places)
    (HERE / "sections.svg").write_text(section_map(found, places, "en"), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

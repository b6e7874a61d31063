"""How long a page of ``bereikbaar compare ... -o page.html`` takes to load, to draw its first map, to switch measure.

    python benchmarks/page_load.py page.html [--against other.html] [--rounds 5] [--json]

In chromium by Playwright, a new tab each round, the pages by turns, so that whatever else the machine does hits all
alike; the smallest of the rounds. Seconds from the start of the navigation. BEREIKBAAR_CHROMIUM names the browser.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

TIMES = """() => { const found = performance.getEntriesByType('navigation')[0];
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  return { paint: paint ? paint.startTime / 1000 : null, load: found.loadEventEnd / 1000 }; }"""
SWITCH = """async figure => { const select = figure.querySelector('.measure select'), start = performance.now();
  select.selectedIndex = (select.selectedIndex + 1) % select.options.length;
  select.dispatchEvent(new Event('change'));
  await figure.querySelector('.map').bereikbaarView.runAsync();
  return (performance.now() - start) / 1000; }"""


def measure(browser: Any, page: Path) -> dict[str, float]:
    """Return seconds to first paint and load, of going to the first map until it is drawn, and of a switch."""
    tab = browser.new_page(viewport={"width": 1200, "height": 1000})
    tab.goto(page.resolve().as_uri())
    tab.wait_for_timeout(500)
    found: dict[str, float] = tab.evaluate(TIMES)
    figure = tab.locator("article:not([hidden]) figure[data-kind=zones]").first
    start = time.perf_counter()
    figure.scroll_into_view_if_needed()
    tab.wait_for_function("figure => figure.dataset.ready === 'yes'", arg=figure.element_handle())
    found["map"] = time.perf_counter() - start
    found["switch"] = tab.evaluate(SWITCH, figure.element_handle())
    tab.close()
    return found


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    pages = [asked.page, *([asked.against] if asked.against else [])]
    chromium = os.environ.get("BEREIKBAAR_CHROMIUM") or shutil.which("chromium")
    rounds: dict[Path, list[dict[str, float]]] = {page: [] for page in pages}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox"])
        for _ in range(asked.rounds):
            for page in pages:
                rounds[page].append(measure(browser, page))
        browser.close()
    best = {str(p): {name: min(r[name] for r in found) for name in found[0]} for p, found in rounds.items()}
    if asked.json:
        print(json.dumps(best, indent=2))
        return
    for name, found in best.items():
        print(name, f"({Path(name).stat().st_size / 1e6:.1f} MB)", *(f"{k} {v:.2f} s" for k, v in found.items()))


if __name__ == "__main__":
    main()

"""A page in a real browser: what it says, asks for and draws. Tests that need one are skipped where there is none."""

import os
import shutil

import pytest

CHROMIUM = os.environ.get("BEREIKBAAR_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
pytest.importorskip("playwright", reason="Playwright is not installed: pip install -e '.[dev]'")
if CHROMIUM is None:
    pytest.skip("there is no chromium on this machine (apt-get install chromium)", allow_module_level=True)

DRAWN = """lang => {
  const view = document.querySelector(`#${lang} .map`).bereikbaarView;
  const found = {};
  (function walk(item) {
    if (item.marktype === 'shape' && item.name === 'zones_marks')
      for (const mark of item.items) found[mark.datum.n] = [mark.fill, mark.bounds.width() * mark.bounds.height()];
    (item.items || []).forEach(walk);
  })(view.scenegraph().root);
  return found;
}"""


class Opened:
    """A tab with the page, and all that it said and asked for."""

    def __init__(self, browser, file, *, width=1200, height=900, fragment="", scripts=True):
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=scripts, locale="en-GB"
        )
        self.tab = self.context.new_page()
        self.said, self.asked = [], []
        self.tab.on("console", lambda message: self.said.append(message.text))
        self.tab.on("pageerror", lambda error: self.said.append(str(error)))
        self.tab.on("request", lambda request: self.asked.append(request.url))
        self.tab.goto(file.as_uri() + fragment)
        if scripts:  # tables become sortable once nothing else is to be done
            self.tab.wait_for_selector("article:not([hidden])[data-prepared]", state="attached")

    def map(self, lang="nl"):
        """Go to the map and wait until it is drawn."""
        self.tab.evaluate(
            "window.dispatchEvent(new Event('wheel'))"
        )  # as who scrolls does: the page lets go of its place
        self.tab.locator(f"#{lang}-page-map").scroll_into_view_if_needed()
        self.tab.wait_for_selector(f"#{lang} figure[data-kind=zones][data-ready=yes]")
        return self.tab.locator(f"#{lang} figure[data-kind=zones]").first

    def drawn(self, lang="nl"):
        """Return the fill of every zone that is drawn, by its place in the table."""
        self.tab.wait_for_timeout(150)
        found = self.tab.evaluate(DRAWN, lang)
        assert all(area > 0 for _fill, area in found.values())
        return {int(n): fill for n, (fill, _area) in found.items()}

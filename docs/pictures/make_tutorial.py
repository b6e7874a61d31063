"""Make the pictures of the README and the tutorial: what a reader gets, as QGIS and a browser show it.

    python docs/pictures/make_tutorial.py            all pictures
    python docs/pictures/make_tutorial.py FOLDER     of a run that is there already, with report.html and report.pdf

Needs QGIS (Debian packages qgis and python3-qgis), chromium, pdftoppm (poppler-utils) and Playwright (in the dev
extra). Runs the command of the README, which takes a minute or two with its reports.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
RUN = ("run", "lelylijn-2020", "zeeland-2030", "spoorboekloos", "--lang", "nl", "--report", "html,pdf")
QGIS_PYTHON = os.environ.get("BEREIKBAAR_QGIS_PYTHON", "/usr/bin/python3")
#: Dots of the browser's window; page of the PDF that is shown.
WIDE, HIGH, PAGE = 1100, 1250, 1


def main(folder: Path | None) -> int:
    """Write the pictures beside this file."""
    with tempfile.TemporaryDirectory() as spare:
        out = folder or Path(spare) / "out"
        if folder is None:
            subprocess.run([sys.executable, "-m", "bereikbaar", *RUN, "-o", str(out)], check=True)
        in_qgis(out / "bereikbaar.qgz")
        in_browser(out / "report.html")
        on_paper(out / "report.pdf", Path(spare))
    return 0


def in_qgis(project: Path) -> None:
    """Write what QGIS shows of the project."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([QGIS_PYTHON, str(HERE / "in_qgis.py"), str(project), str(HERE)], check=True, env=environment)


def in_browser(report: Path) -> None:
    """Write the top of the report, and its first live map with the switches above it."""
    chromium = os.environ.get("BEREIKBAAR_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDE, "height": HIGH})
        page.goto(report.absolute().as_uri())
        page.screenshot(path=HERE / "report_top.png")
        figure = page.locator("#nl figure:has(.live-data)").first
        figure.scroll_into_view_if_needed()
        figure.locator(".live canvas, .live svg").first.wait_for()
        figure.screenshot(path=HERE / "report_map.png")
        browser.close()


def on_paper(report: Path, spare: Path) -> None:
    """Write a page of the PDF."""
    page = str(PAGE)
    subprocess.run(
        ["pdftoppm", "-r", "80", "-png", "-f", page, "-l", page, "-singlefile", str(report), str(spare / "page")],
        check=True,
    )
    shutil.copyfile(spare / "page.png", HERE / "report_pdf.png")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else None))

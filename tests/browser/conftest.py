"""One browser for all tests of a worker, and tabs that are closed after each test."""

import pytest


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    from builders_browser import CHROMIUM, FLAGS

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def opened(browser, file):
    from builders_browser import Opened

    pages = []

    def open_page(**more):
        pages.append(Opened(browser, file, **more))
        return pages[-1]

    yield open_page
    for one in pages:
        one.context.close()

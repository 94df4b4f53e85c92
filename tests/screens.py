"""A browser on the real app: pages that remember what went wrong and what left the machine."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from tests.browser import ARGUMENTS, installed
from tests.serving import serving

KNOWN_404 = ("_stcore/health", "_stcore/host-config")
"""Streamlit asks below the page's own path first when a link goes straight to a page; a known and open fault of its own."""
TALL = {"width": 1440, "height": 1600}
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def app() -> Iterator[str]:
    with serving("--embed", "https://course.example.org") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not for the whole session: while Playwright runs, nothing else in this thread can run an event loop.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        yield browser
        browser.close()


class Watched:
    """A page that remembers what the browser complained of and which requests left this machine."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.left: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: message.type == "error" and self.complaints.append(f"{message.text} {message.location}"))
        page.on("request", self._asked)

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in (None, "127.0.0.1"):
            self.left.append(request.url)

    def unexpected(self) -> list[str]:
        return [said for said in self.complaints if not any(path in said for path in KNOWN_404)]


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport=TALL, accept_downloads=True)  # type: ignore[arg-type]
    watched = Watched(context.new_page())
    watched.page.set_default_timeout(20_000)
    yield watched
    context.close()
    assert watched.left == []
    assert watched.unexpected() == [], watched.unexpected()


@pytest.fixture
def page(watched: Watched) -> Page:
    return watched.page


def ready(page: Page) -> None:
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    expect(page.locator(".th-nav")).to_be_visible()

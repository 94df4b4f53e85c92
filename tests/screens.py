"""A browser on the real app: pages that remember what went wrong and what left the machine."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

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


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A reader who has been here before: to fetch and to compile the scripts once for every test takes longer than the tests."""
    context = browser.new_context(viewport=TALL, accept_downloads=True)  # type: ignore[arg-type]
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


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
def watched(visitor: BrowserContext) -> Iterator[Watched]:
    watched = Watched(visitor.new_page())
    watched.page.set_default_timeout(20_000)
    yield watched
    for page in visitor.pages:
        page.close()
    visitor.clear_cookies()
    assert watched.left == []
    assert watched.unexpected() == [], watched.unexpected()


@pytest.fixture
def page(watched: Watched) -> Page:
    return watched.page


@pytest.fixture
def unwatched(visitor: BrowserContext) -> Iterator[Page]:
    """A page that may complain: of what a test keeps from it."""
    page = visitor.new_page()
    yield page
    page.close()


def ready(page: Page) -> None:
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    expect(page.locator(".th-nav")).to_be_visible()


def go(page: Page, address: str) -> None:
    """Follow a link to a screen of the app, without loading the page anew."""
    page.evaluate(
        """there => { const link = Object.assign(document.createElement("a"), { href: there });
        link.dataset.page = ""; document.querySelector(".stHtml:has(h1, h2)").append(link); link.click(); link.remove(); }""",
        f"/{address}",
    )
    page.wait_for_timeout(150)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")

"""What a reader waits for in a real Chromium, timed inside the page: until the last picture has changed for the last time."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.bench.visitors import squeezed
from tests.browser import ARGUMENTS, installed

WINDOW = {"width": 1440, "height": 1600}
PATIENCE = 120_000
QUIET = 400
"""Milliseconds without a change after which a picture is taken for drawn; they are not counted."""

_WATCH = """
(() => {
  const bench = (window.bench = { begin: 0, last: 0 });
  const place = "CHANGES";
  new MutationObserver((changes) => {
    if (changes.some(({ target }) => (target.closest ? target : target.parentElement)?.closest(place))) bench.last = performance.now();
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  addEventListener("click", (event) => (bench.begin = event.timeStamp), true);
  const squeezed = (text) => text.replace(/\\s+/g, "");
  bench.drawn = (pictures, words) => {
    const app = document.querySelector("[data-testid=stApp]");
    if (app && app.dataset.testScriptState !== "notRunning") return false;
    const found = [...document.querySelectorAll(".th-shown .th-place, .js-plotly-plot, section > .wide")];
    const told = document.querySelector(".th-heard, #said, .th-head p")?.textContent ?? "";
    return found.length === pictures && squeezed(told).includes(words) &&
      found.every((one) => !one.classList.contains("th-coming") && one.querySelector(".th-drawing svg, .main-svg .trace"));
  };
  bench.settled = () => bench.last > bench.begin && performance.now() - bench.last > QUIET && { begin: bench.begin, last: bench.last };
})();
"""


@dataclass(frozen=True)
class Screen:
    """A page to be timed: what tells that it is drawn, how a city is chosen on it, and where its changes are seen."""

    path: str
    charts: int = 0
    ready: str = ""
    opener: str = ""
    option: str = ""
    changes: str = ".th-place, .js-plotly-plot"


@dataclass(frozen=True)
class Seen:
    """What a load took: seconds from the start of the navigation, bytes over the network, when it began and ended by the clock."""

    seconds: float
    bytes: int
    ended: float


def app_screen(name: str, charts: int) -> Screen:
    """A screen of the app; a city is a pill."""
    return Screen(f"/{name}", charts, opener="", option=".st-key-filter-cities button:has-text('{label}')")


def home_screen() -> Screen:
    """The home screen of the app: what a reader sees first."""
    return Screen("/", 1, ready=".th-place .th-drawing svg", changes="body")


def dash_screen(name: str, charts: int) -> Screen:
    """A screen of the Dash app; a city is an option of a list that opens first."""
    return Screen(f"/{name}/", charts, opener="#cities", option=".dash-dropdown-content label:has-text('{label}')")


def bare_screen() -> Screen:
    """The bare page, whose choice is all that is drawn."""
    return Screen("/", ready="[data-testid=stSelectbox] input", changes="body")


def file_screen(file: Path, charts: int) -> Screen:
    """The page from disk; a place in its address narrows the claims below the charts."""
    return Screen(file.as_uri(), charts, changes="body")


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        yield browser
        browser.close()


class Reader:
    """A browser window with an empty cache, on one page of one server."""

    def __init__(self, browser: Browser, address: str, screen: Screen, everything: str) -> None:
        self.screen, self.address, self.everything = screen, address, squeezed(everything)
        self._context = browser.new_context(bypass_csp=True, viewport=WINDOW)  # type: ignore[arg-type]
        self._context.add_init_script(_WATCH.replace("CHANGES", screen.changes).replace("QUIET", str(QUIET)))
        self.page = self._context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self._bytes = 0
        network = self._context.new_cdp_session(self.page)
        network.send("Network.enable")
        network.on("Network.loadingFinished", lambda event: self._count(int(event["encodedDataLength"])))
        network.on("Network.webSocketFrameReceived", lambda event: self._count(len(base64.b64decode(event["response"]["payloadData"]))))

    def load(self) -> Seen:
        """Open the page with an empty cache."""
        self.page.goto(f"{self.address}{self.screen.path}", wait_until="commit")
        return self._seen()

    def reload(self) -> Seen:
        """Open the page again with everything cached."""
        self._bytes = 0
        self.page.reload(wait_until="commit")
        return self._seen()

    def choose(self, label: str, words: str) -> float:
        """Seconds from a click on the city ``label`` until the page shows ``words`` and every picture is still."""
        if self.screen.opener and not self.page.locator(self._option(label)).is_visible():
            self.page.click(self.screen.opener)
        self.page.locator(self._option(label)).click()
        return self._changed(words)

    def narrow(self, facet: str) -> float:
        """Seconds until the page from disk has narrowed its claims to ``facet``."""
        self.page.evaluate("facet => { bench.begin = performance.now(); location.hash = `evidence?${facet}`; }", facet)
        return self._changed(self.everything)

    def close(self) -> None:
        self._context.close()

    def _option(self, label: str) -> str:
        return self.screen.option.format(label=label)

    def _count(self, length: int) -> None:
        self._bytes += length

    def _changed(self, words: str) -> float:
        found = self._still(squeezed(words))
        return (found["last"] - found["begin"]) / 1000

    def _seen(self) -> Seen:
        found = self._still(self.everything)
        origin = float(self.page.evaluate("performance.timeOrigin"))
        return Seen(found["last"] / 1000, self._bytes, (origin + found["last"]) / 1000)

    def _still(self, words: str) -> dict[str, float]:
        if self.screen.ready:
            self.page.wait_for_selector(self.screen.ready)
        asked = "([charts, words]) => window.bench?.drawn(charts, words) && bench.settled()"
        found: dict[str, float] = self.page.wait_for_function(asked, arg=[self.screen.charts, words], polling=50).json_value()
        return found

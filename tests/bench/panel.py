"""From a click on a mark until its claims can be read in the panel beside it, timed inside the page."""

from __future__ import annotations

import statistics

from tests.bench.browser import WINDOW, chromium
from tests.bench.report import APP, Measure, Report
from tests.bench.servers import app, started

READ = Measure("from a click on a mark to its claims (aim: 100)", "ms", 0)
SCREENS = ("focus-areas", "figures", "targets")

_CLICK = """(place) => new Promise((done) => {
  const marks = [...document.querySelectorAll(".th-place a.mark[aria-label]")];
  const begin = performance.now();
  const seen = new MutationObserver(() => {
    if (!document.querySelector(".th-panel:not([hidden]) article")) return;
    seen.disconnect();
    requestAnimationFrame(() => done(performance.now() - begin));
  });
  seen.observe(document.body, { childList: true, subtree: true });
  marks[place % marks.length].querySelector("rect, text").dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
})"""


def run(told: Report, clicks: int) -> None:
    """Open the claims of ``clicks`` marks on each screen with pictures, and note the median."""
    with started(app()) as server, chromium() as browser:
        server.listening()
        for screen in SCREENS:
            page = browser.new_page(viewport=WINDOW)  # type: ignore[arg-type]
            page.goto(f"{server.address}/{screen}")
            page.wait_for_selector(".th-place a.mark")
            page.wait_for_timeout(1000)
            taken = []
            for place in range(clicks):
                taken.append(page.evaluate(_CLICK, place))
                page.keyboard.press("Escape")
                page.wait_for_selector(".th-panel", state="hidden")
            told.note(READ, screen, APP, 0, statistics.median(taken))
            page.close()

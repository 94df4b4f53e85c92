"""Several processes behind a real nginx, by the recipe of its README: readers stay with one, and move on when it dies."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dashboard.pictures import PICTURES
from dashboard.table.load import Table
from dashboard.table.permalink import short
from dashboard.table.selection import Selection
from tests.conftest import ROOT
from tests.proxy import proxying
from tests.screens import TALL, ready
from tests.serving import free_port, started

pytestmark = pytest.mark.slow
GUIDE = (ROOT / "dashboard" / "server" / "README.md").read_text("utf-8")
RECIPE = re.search(r"<!-- nginx -->\n```nginx\n(.*?)```\n<!-- end -->", GUIDE, re.DOTALL)
COMMAND = "tech-hubs --port 8501 --base-path /hubs --url https://hubs.example.org/hubs"
RUNS = """() => {
  let ran = 0;
  const states = new MutationObserver((seen) => {
    for (const change of seen) ran += change.oldValue !== "notRunning" && change.target.dataset.testScriptState === "notRunning";
    if (ran) document.documentElement.dataset.ranAgain = "";
  });
  states.observe(document, { subtree: true, attributes: true, attributeOldValue: true, attributeFilter: ["data-test-script-state"] });
}"""
"""Has a page note when the app has run for it once more: a click in between is lost, as on any page that is still loading."""
STREAM = "WEBSOCKET /hubs/_stcore/stream 101"


@dataclass(frozen=True)
class Replica:
    """One process and the file of what it logs."""

    process: subprocess.Popen[bytes]
    printed: Path

    def lines(self, holding: str = "") -> int:
        return sum(holding in line for line in self.printed.read_text("utf-8").splitlines())


@dataclass(frozen=True)
class Hall:
    """The address readers see, and the processes behind it."""

    address: str
    replicas: list[Replica]

    def counts(self, holding: str) -> list[int]:
        return [replica.lines(holding) for replica in self.replicas]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """The recipe as it stands in the README, with the names and places of this machine put in."""
    folder = tmp_path_factory.mktemp("hall")
    port = free_port()
    address = f"https://127.0.0.1:{port}/hubs"
    key = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    subprocess.run([*key, "-keyout", folder / "key", "-out", folder / "pem"], check=True, capture_output=True)
    options = COMMAND.replace("https://hubs.example.org/hubs", address).split()[3:]
    with ExitStack() as stack, ThreadPoolExecutor() as pool:
        begun = list(pool.map(lambda _: stack.enter_context(started(*options, "--log")), range(3)))
        assert RECIPE
        recipe = RECIPE[1]
        places = {
            "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
            "server_name hubs.example.org": "server_name 127.0.0.1",
            "/etc/ssl/hubs.example.org.pem": f"{folder}/pem",
            "/etc/ssl/hubs.example.org.key": f"{folder}/key",
            "/var/cache/nginx/tech-hubs": f"{folder}/cache",
            "/var/log/nginx/tech-hubs.log": f"{folder}/access.log",
            **{f"127.0.0.1:{8501 + n}": re.sub(r"http://|/hubs", "", found) for n, (_, found, _file) in enumerate(begun)},
        }
        for told, here in places.items():
            assert told in recipe, told
            recipe = recipe.replace(told, here)
        with proxying(recipe, folder, port):
            yield Hall(address, [Replica(process, printed) for process, _, printed in begun])


def _reader(browser: Browser) -> Page:
    context = browser.new_context(viewport=TALL, accept_downloads=True, ignore_https_errors=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(30_000)
    return page


def _choose(page: Page, city: str) -> None:
    """Change a filter, and see it in the address and drawn."""
    page.get_by_test_id("stSidebar").get_by_role("button", name=re.compile(city)).first.click()
    page.wait_for_url(re.compile(f"cities={city.lower()}"))
    ready(page)


def _hub(context: BrowserContext) -> str:
    return next(str(cookie["value"]) for cookie in context.cookies() if cookie["name"] == "hub")


def _serving(hall: Hall, reader: Page) -> Replica:
    """The process that answers a reader: one and the same, however often the reader asks."""
    before = hall.counts("GET /hubs/health")
    for _ in range(6):
        assert reader.request.get(f"{hall.address}/health").ok
    asked = [0]
    end = time.monotonic() + 10
    while max(asked) < 6 and time.monotonic() < end:  # An answer is logged after it has been sent.
        time.sleep(0.05)
        asked = [now - then for now, then in zip(hall.counts("GET /hubs/health"), before, strict=True)]
    # The page itself may ask once more, for the same process.
    assert sorted(asked)[:2] == [0, 0] and max(asked) >= 6
    return hall.replicas[asked.index(max(asked))]


def test_the_readme_starts_them_as_the_test_does() -> None:
    assert COMMAND in GUIDE


def test_readers_stay_with_a_process_and_move_on_with_their_selection_when_it_dies(hall: Hall, browser: Browser, table: Table) -> None:
    page = _reader(browser)
    page.goto(f"{hall.address}/targets")
    ready(page)
    _choose(page, "Shenzhen")

    # Files, short links and every request of one cookie.
    page.locator(".th-take summary", has_text="Export").first.click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="CSV", exact=True).first.click()
    assert "shenzhen" in saved.value.suggested_filename
    link = "https://" + short(table, hall.address, "targets", Selection(cities=("hefei",)), PICTURES)
    opened = page.request.get(link)
    assert opened.ok and opened.url.startswith(f"{hall.address}/targets?cities=hefei")
    serving = _serving(hall, page)
    assert serving.lines(STREAM) == 1
    assert page.request.get(f"{hall.address}/_stcore/metrics").status == 404

    # Others, each with a cookie of their own, and not all with one process.
    others = [_reader(browser) for _ in range(2)]
    for other in others:
        other.goto(f"{hall.address}/focus-areas")
        ready(other)
    assert len({_hub(reader.context) for reader in (page, *others)}) == 3
    # Nginx has asked for each script once, for all of them.
    scripts = [
        line.split()[1] for replica in hall.replicas for line in replica.printed.read_text("utf-8").splitlines() if "/static/js/" in line
    ]
    assert len(scripts) > 50 and len(set(scripts)) == len(scripts)

    untouched = [other for other in others if _serving(hall, other) is not serving]
    moving = [reader for reader in (page, *others) if reader not in untouched]
    for reader in moving:
        reader.evaluate(RUNS)
    serving.process.kill()
    for other in untouched:
        _choose(other, "Hefei")
    # Nobody touches the page: it finds another process by itself, and the selection with it.
    for reader in moving:
        expect(reader.locator("html[data-ran-again]")).to_be_attached(timeout=30_000)
    chosen = page.get_by_test_id("stSidebar").get_by_role("button", name=re.compile("Shenzhen")).first
    expect(chosen).to_have_attribute("aria-pressed", "true")
    assert "cities=shenzhen" in page.url
    for reader in moving:
        _choose(reader, "Hefei")
    assert "cities=shenzhen" in page.url
    assert page.request.get(f"{hall.address}/health").ok
    for reader in (page, *others):
        reader.context.close()

"""The page of ``tech-hubs add``, as a person uses it: text in, words selected with the keyboard, published, found sound, undone."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from dashboard.cli import main
from dashboard.table.check import check
from tests.conftest import ROOT, copies
from tests.serving import adding

LAB = "Reed Pond Laboratory"
TEXT = f"Reed Pond News\nNovember 12, 2026\nHefei has opened the {LAB}.\nFollow us on every channel"


@pytest.fixture
def folder(real: Path) -> Path:
    (real / "fingerprints.csv").write_bytes((ROOT / "data" / "fingerprints.csv").read_bytes())
    copies(real).mkdir(parents=True)
    return real


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with adding("--data", folder, "--articles", copies(folder)) as found:
        yield found


def _rest(page: Page) -> None:
    page.wait_for_timeout(150)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def _click(page: Page, where: Locator) -> None:
    where.click()
    _rest(page)


def _choose(page: Page, panel: Locator, label: str, words: str) -> None:
    box = panel.get_by_role("combobox", name=re.compile(label)).first
    box.fill(words)
    page.wait_for_timeout(200)
    box.press("Enter")
    _rest(page)


def _select(page: Page, paragraph: int, words: str) -> None:
    """Select words of a paragraph as one does with Shift and the arrow keys, and press Enter."""
    text = page.locator(".thc-text").nth(paragraph - 1)
    start = str(text.text_content()).index(words)
    text.focus()
    page.keyboard.press("Control+Home")
    for _ in range(start):
        page.keyboard.press("ArrowRight")
    for _ in words:
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    _rest(page)


def _files(folder: Path) -> dict[str, bytes]:
    place = folder.parent
    found = (path for path in sorted(place.rglob("*")) if path.is_file() and "drafts" not in path.parts)
    return {str(path.relative_to(place)): path.read_bytes() for path in found}


def test_an_article_is_added_published_found_sound_and_undone(folder: Path, address: str, page: Page) -> None:
    before = _files(folder)
    panel = page.locator("[class*=st-key-panel-]")
    page.goto(address)
    page.get_by_label("Text of the article").fill(TEXT)
    _click(page, page.get_by_role("button", name="Take this text"))
    page.get_by_label("Outlet", exact=True).fill("Reed Pond News")
    page.keyboard.press("Tab")
    _rest(page)
    _click(page, page.get_by_text("Private media"))
    _click(page, page.get_by_role("button", name="Begin"))
    _select(page, 3, LAB)
    _choose(page, panel, "^Kind$", "Laboratories")
    expect(panel.get_by_label("Statement")).to_have_value(f"Hefei is home to {LAB}.")
    # As a claim nothing is wrong with it, and the rest of the article still is open.
    expect(page.get_by_role("button", name="Publish")).to_be_disabled()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    assert [rule["id"] for rule in found.response["violations"]] == [], found.generate_report()
    for number in (1, 2, 4):
        _click(page, page.locator(".thc-head").nth(number - 1))
        _click(page, panel.get_by_text("Page furniture", exact=True).last)
        if number == 2:
            _choose(page, panel, "Leave out", "day of printing")
            _click(page, panel.get_by_role("button", name=re.compile("^Leave out")))
    assert _files(folder) == before
    _click(page, page.get_by_role("button", name="Publish"))
    expect(page.get_by_role("heading", name="Published")).to_be_visible()
    assert b"reed-pond-news-03-a,reed-pond-news,3,hefei,institution" in (folder / "claims.csv").read_bytes()
    missing = {path.name for path in copies(folder).iterdir()} ^ {"reed-pond-news.txt"}
    assert missing == set() and [problem for problem in check(folder, copies(folder)) if not re.match(r"00\d_", problem.where)] == []
    _click(page, page.get_by_role("button", name="Undo"))
    assert _files(folder) == before
    # The draft is as it was, and a coder of another name does not see it.
    expect(page.locator(".th-draft-bar")).to_contain_text("Claims 1")


@pytest.mark.browser
def test_a_site_elsewhere_cannot_take_the_page_for_its_own(address: str) -> None:
    port = urlsplit(address).port
    assert port
    told = {}
    for host in (f"127.0.0.1:{port}", f"evil.example:{port}"):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
            key = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
            raw.sendall(f"GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n{key}\r\n\r\n".encode())
            told[host.split(":")[0]] = raw.recv(12).decode()
    assert told == {"127.0.0.1": "HTTP/1.1 101", "evil.example": "HTTP/1.1 403"}


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--as", "Anna B"], "no name of a coder"), (["nowhere.txt"], "There is no file nowhere.txt"), (["--undo"], "nothing to undo")],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:  # fmt: skip
    assert main(["add", "--data", str(folder), *options]) == 2
    assert said in capsys.readouterr().err

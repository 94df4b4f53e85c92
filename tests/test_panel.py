"""The claims behind a mark, a name or a count open beside it: in place, in the address, without a run of the page."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from dashboard.charts.paragraphs import quoted
from tests.conftest import read
from tests.screens import ready
from tests.serving import serving

MARK = ".th-place svg a.mark[aria-label]"
PANEL = ".th-panel"


def _opened(page: Page, address: str, mark: int = 0) -> tuple[str, str]:
    """Click a mark; its claims, and what it is called."""
    page.goto(address)
    ready(page)
    link = page.locator(MARK).nth(mark)
    expect(link).to_be_visible()
    (claims,) = parse_qs(urlsplit(link.get_attribute("href") or "").query)["claims"]
    link.locator("rect, text").first.click()
    expect(page.locator(f"{PANEL} article").first).to_be_visible()
    return claims, link.get_attribute("aria-label") or ""


def _open(page: Page) -> str:
    return (parse_qs(urlsplit(page.url).query).get("open") or [""])[0]


def test_a_mark_opens_exactly_its_claims_beside_the_picture_and_stays_lit(page: Page, app: str) -> None:
    claims, name = _opened(page, f"{app}/focus-areas?cities=shanghai", 3)
    told = page.locator(f"{PANEL} article").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert sorted(told) == sorted(claims.split())
    expect(page.locator(".th-nav a[aria-current=page]")).to_have_text("Focus areas")
    lit = page.locator(".th-lit")
    expect(lit).to_have_count(1)
    assert lit.get_attribute("aria-label") == name
    assert page.locator(PANEL).bounding_box()["x"] == 0  # type: ignore[index]


def test_the_panel_says_status_speaker_article_paragraph_and_note_in_words(page: Page, app: str) -> None:
    page.goto(f"{app}/figures?open=claims%3Dpowerhouse-19-b")
    panel = page.locator(PANEL)
    expect(panel.get_by_role("heading", level=3)).to_be_visible()
    words = panel.inner_text()
    assert re.search(r"(In place|Announced|Target|Forecast|Claimed)", words) and "Said by" in words
    assert re.search(r"China Daily, 24 April 2019, paragraph 19", words)
    panel.get_by_text("Cite", exact=True).first.click()
    expect(panel.get_by_text("Chicago")).to_be_visible()


def test_opening_and_closing_it_runs_nothing_on_the_server_but_its_own_request(page: Page, app: str) -> None:
    sent: list[int] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(len(frame))))
    page.goto(f"{app}/targets")
    ready(page)
    expect(page.locator(MARK).first).to_be_visible()
    page.wait_for_timeout(800)
    before = len(sent)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.locator(MARK).nth(1).locator("rect, text").first.click()
    expect(page.locator(f"{PANEL} article").first).to_be_visible()
    page.go_back()
    expect(page.locator(PANEL)).to_be_hidden()
    page.wait_for_timeout(500)
    assert len(sent) == before
    assert [path for path in asked if not path.endswith(("/health", "/favicon.png"))] == ["/panel.html"]


def test_it_closes_by_escape_by_back_and_by_its_cross_and_the_focus_is_on_the_mark_again(page: Page, app: str) -> None:
    cross = page.get_by_role("button", name="Close the evidence panel")
    for way in (lambda: page.keyboard.press("Escape"), page.go_back, cross.click):
        _, name = _opened(page, f"{app}/targets", 1)
        expect(page.locator(f"{PANEL} h2")).to_be_focused()
        assert _open(page)
        way()
        expect(page.locator(PANEL)).to_be_hidden()
        assert not _open(page) and page.locator(".th-lit").count() == 0
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == name


def test_the_address_opens_it_and_the_mark_it_came_from_is_lit(page: Page, app: str) -> None:
    _opened(page, f"{app}/targets", 2)
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(f"{PANEL} article").first).to_be_visible()
    expect(page.locator(".th-lit")).to_have_count(1)
    expect(page.locator(".th-notices")).to_have_count(0)
    expect(page.locator("html")).to_have_css("--panel-room", "0px")  # It stands in the place of the filters, and takes no other.
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_be_hidden()


def test_enter_opens_it_and_the_neighbouring_paragraphs_are_a_step_away(page: Page, app: str) -> None:
    page.goto(f"{app}/focus-areas")
    ready(page)
    page.locator(MARK).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{PANEL} h2")).to_be_focused()
    first = page.locator(f"{PANEL} .th-paragraph").first.get_attribute("aria-label") or ""
    page.locator(PANEL).get_by_role("link", name="Next paragraph").first.click()
    number = int(first.rpartition(" ")[2])
    expect(page.locator(f"{PANEL} .th-paragraph").first).to_have_attribute("aria-label", f"{first.rpartition(' ')[0]} {number + 1}")
    page.go_back()
    expect(page.locator(f"{PANEL} .th-paragraph").first).to_have_attribute("aria-label", first)
    page.locator(PANEL).get_by_role("link", name="Open all in Evidence").click()
    expect(page.locator(".th-nav a[aria-current=page]")).to_have_text("Evidence")
    expect(page.locator(PANEL)).to_be_hidden()


def test_on_a_phone_it_comes_from_below_and_leaves_the_mark_in_view(page: Page, app: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    _opened(page, f"{app}/targets", 2)
    page.wait_for_timeout(400)
    box = page.locator(PANEL).bounding_box()
    lit = page.locator(".th-lit").bounding_box()
    assert box and lit
    assert box["y"] > 250 and box["width"] == 390 and box["y"] + box["height"] == 844
    assert lit["y"] + lit["height"] <= box["y"]


def test_what_cannot_be_found_is_said_in_the_panel(unwatched: Page, app: str) -> None:
    page = unwatched
    page.goto(f"{app}/targets?open=claims%3D%3Cimg%20src%3Dx%20onerror%3D%22window.harm%3D1%22%3E")
    expect(page.locator(PANEL)).to_contain_text("which the table does not hold")
    assert page.evaluate("window.harm") is None


def test_with_copies_at_hand_the_paragraph_stands_there_with_its_printed_words_marked(page: Page, small: Path) -> None:
    claim = next(row for row in read(small, "claims.csv") if row["as_printed"] and row["method"] != "derived")
    with serving("--data", small, "--articles", Path(__file__).parent / "small" / "articles") as address:
        page.goto(f"{address}/targets?open=claims%3D{claim['claim_id']}")
        expect(page.locator(f"{PANEL} mark").first).to_have_text(claim["as_printed"])
        page.goto("about:blank")


def test_printed_words_are_marked_once_where_claims_share_them() -> None:
    assert quoted("one two three four", ["two three", "three four", "", "nine"]) == [("one ", False), ("two three four", True)]
    assert quoted("one", []) == [("one", False)]

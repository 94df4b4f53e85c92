"""A page one takes away: it opens from disk with no network, its marks lead to their claims, and text in it is text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TypeAlias

import pytest
from PIL import ImageColor
from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.export.page import html_bytes
from dashboard.export.request import SIZES, ExportRequest, picture
from dashboard.pictures import PICTURES
from dashboard.render.theme import DARK, LIGHT
from dashboard.table.files import released
from dashboard.table.load import Table, load
from dashboard.table.selection import Selection
from tests.browser import ARGUMENTS, installed
from tests.conftest import SMALL

EVERYTHING = Selection()
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028"
LONGEST_PRINTED = 8

Names: TypeAlias = tuple[str, ...]
Opening: TypeAlias = Callable[..., AbstractContextManager["Opened"]]


@cache
def real() -> Table:
    return load(released())


@cache
def exported(names: Names, selection: Selection = EVERYTHING, theme: str = "light", size: tuple[int, int] | None = None) -> str:
    """A page of the released table."""
    return html_bytes(real(), [ExportRequest(name, selection, theme, size) for name in names]).decode()


@dataclass
class Opened:
    """A page as a reader has it open, and everything it did that a page from disk should not."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def told(self) -> str:
        return self.page.locator("#narrowed").inner_text()

    @property
    def claims(self) -> list[str]:
        """The claims that are to be seen."""
        found: list[str] = self.page.eval_on_selector_all("#evidence tbody tr", "rows => rows.filter(r => !r.hidden).map(r => r.id)")
        return found

    def was_quiet(self, address: str) -> None:
        """It asked for nothing but itself, and the browser had nothing to complain of."""
        assert self.complaints == []
        assert [url for url in self.asked if not url.startswith(("data:", "blob:", address))] == []

    def behind(self, ways: list[str]) -> list[int]:
        """How many claims are to be seen at each of some places of the page."""
        code = """(ways) => { Element.prototype.scrollIntoView = () => {};
            const rows = [...document.querySelectorAll("#evidence tbody tr")];
            return ways.map((way) => { history.replaceState(null, "", "#" + way); dispatchEvent(new Event("hashchange"));
                return rows.filter((row) => !row.hidden).length; }); }"""
        found: list[int] = self.page.evaluate(code, ways)
        return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def opened_from_disk(browser: Browser, folder: Path, text: str, place: str = "") -> Iterator[Opened]:
    """Open a page from disk, without a network; when it is closed, nothing may have been asked for and nothing gone wrong."""
    file = folder / "a page 上海.html"
    file.write_bytes(text.encode())
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        found = Opened(page)
        page.on("request", lambda request: found.asked.append(request.url))
        page.on("console", lambda message: message.type in ("error", "warning") and found.complaints.append(message.text))
        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (found.complaints.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(f"{file.as_uri()}{place}")
        yield found
        found.was_quiet(file.as_uri())
    finally:
        context.close()


@pytest.fixture
def opening(browser: Browser, tmp_path: Path) -> Opening:
    """A way to open pages, each with a reader of its own."""
    return partial(opened_from_disk, browser, tmp_path)


@pytest.fixture(scope="module")
def whole(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The page of all pictures of everything, opened once for all tests that only look up what is behind a mark."""
    with opened_from_disk(browser, tmp_path_factory.mktemp("whole"), exported(tuple(PICTURES))) as found:
        yield found


def marks(opened: Opened, name: str) -> list[tuple[str, str]]:
    """Where each mark of a picture that is to be seen leads, and what it says."""
    links = opened.page.locator(f"section[aria-label='{name}'] .wide a.mark[aria-label]")
    found: list[tuple[str, str]] = links.evaluate_all("links => links.map(a => [a.getAttribute('href'), a.getAttribute('aria-label')])")
    return found


# It opens


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_of_a_page_of_all_is_drawn_once_to_be_seen(whole: Opened, name: str) -> None:
    section = whole.page.locator(f"section[aria-label='{name}']")
    assert section.locator("svg").count() == 2 and section.locator("svg:visible").count() == 1
    assert section.locator("svg:visible > title").text_content() == picture(real(), ExportRequest(name, EVERYTHING)).headline


def test_on_a_phone_a_picture_is_laid_out_anew_and_nothing_scrolls_sideways(opening: Opening) -> None:
    with opening(exported(("overview", "strips"))) as opened:
        opened.page.set_viewport_size({"width": 390, "height": 844})
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert [round(box) for box in opened.page.locator("svg:visible").evaluate_all("all => all.map(e => e.clientWidth)")] == [358, 358]


def test_a_page_of_all_pictures_asks_for_nothing_and_has_its_type_in_itself(whole: Opened) -> None:
    whole.was_quiet("file:")
    faces = whole.page.evaluate("[...document.fonts].map(face => [face.family.replaceAll('\"', ''), face.status])")
    assert faces == [["Source Sans", "loaded"], ["Noto Sans SC Subset", "loaded"]]


def test_it_is_the_same_each_time_and_says_of_what_it_is() -> None:
    text = exported(("figures",))
    assert html_bytes(real(), [ExportRequest("figures", EVERYTHING)]).decode() == text
    assert real().package.version in text and "All claims" in text
    assert re.search(r"<title>.+ · Tech Hubs</title>", text)
    assert "default-src 'none'" in text


def test_it_has_the_ground_it_was_made_with_whatever_the_reader_prefers(opening: Opening, whole: Opened) -> None:
    with opening(exported(("strips",), EVERYTHING, "dark")) as dark:
        for opened, theme, other in ((dark, DARK, LIGHT), (whole, LIGHT, DARK)):
            opened.page.emulate_media(color_scheme=other.name)  # type: ignore[arg-type]
            ground = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
            painted = opened.page.locator("svg:visible > rect").first.evaluate("rect => getComputedStyle(rect).fill")
            for found in (ground, painted):
                assert tuple(map(int, re.findall(r"\d+", found))) == ImageColor.getrgb(theme.ground)


# Its marks lead to their claims


@pytest.mark.parametrize("name", PICTURES)
def test_a_mark_and_the_table_below_it_lead_to_their_claims(whole: Opened, name: str) -> None:
    known = {mark.spoken: set(mark.claims) for mark in picture(real(), ExportRequest(name, EVERYTHING)).marks if mark.claims}
    drawn = marks(whole, name)
    rows = whole.page.locator(f"section[aria-label='{name}'] details a").evaluate_all("a => a.map(a => a.getAttribute('href'))")
    assert drawn and len(rows) >= len(known)
    for href, said in drawn:
        claims = set(html.unescape(href).partition("claims=")[2].split("+"))
        assert said not in known or claims in [set(mark.claims) for mark in picture(real(), ExportRequest(name, EVERYTHING)).marks], said
    ways = [href[1:] for href, _ in drawn[:12]] + [href[1:] for href in rows[:12]]
    assert whole.behind(ways) == [len(way.partition("claims=")[2].split("+")) for way in ways]


def test_a_click_on_a_mark_shows_its_claims_alone_and_show_all_brings_the_others_back(opening: Opening) -> None:
    with opening(exported(("focus-areas",))) as opened:
        everything, told = opened.claims, opened.told
        for number in (0, 7, -1):
            mark = opened.page.locator(".wide a.mark[aria-label]").nth(number)
            claims = set(str(mark.get_attribute("href")).partition("claims=")[2].split("+"))
            mark.click()
            opened.page.wait_for_function("location.hash.startsWith('#evidence?')")
            assert set(opened.claims) == claims
            assert re.match(rf"{len(claims)} claims? ", opened.told)
            opened.page.get_by_role("link", name="Show all").click()
            assert opened.claims == everything and opened.told == told


def test_one_tab_stop_a_picture_and_the_arrow_keys_go_from_mark_to_mark(opening: Opening) -> None:
    with opening(exported(("voices",))) as opened:
        assert opened.page.locator(".wide a.mark:not([tabindex='-1'])").count() == 1
        first = opened.page.locator(".wide a.mark[aria-label]").first
        first.focus()
        opened.page.keyboard.press("ArrowRight")
        second = opened.page.evaluate("document.activeElement.getAttribute('href')")
        assert second == opened.page.locator(".wide a.mark[aria-label]").nth(1).get_attribute("href")


def test_a_claim_has_a_place_of_its_own(opening: Opening) -> None:
    with opening(exported(("overview",)), "#evidence?claim=four-hubs-22-f") as opened:
        assert opened.claims == ["four-hubs-22-f"]
        assert opened.told.startswith("1 claim ")
        row = opened.page.locator("#four-hubs-22-f")
        assert "466.5 billion yuan" in row.inner_text() and row.is_visible()
        opened.page.get_by_role("link", name="Show all").click()
        assert len(opened.claims) == len(real().claims)


def test_a_place_nobody_knows_leaves_every_claim_and_a_value_nobody_knows_none(whole: Opened) -> None:
    count = len(real().claims)
    assert whole.behind(["nowhere", "evidence", "evidence?bogus=1", "evidence?cities=hefei", ""]) == [count] * 5
    assert whole.behind(["evidence?claim=nobody", "evidence?city=atlantis"]) == [0, 0]


def test_every_mark_leads_to_a_claim_that_is_on_the_page_also_one_that_fades(opening: Opening) -> None:
    with opening(exported(("focus-areas",), Selection(without="four-hubs"))) as opened:
        assert min(opened.behind([href[1:] for href, _ in marks(opened, "focus-areas")])) > 0


def test_a_selection_without_a_claim_says_so(opening: Opening) -> None:
    with opening(exported(("overview", "strips"), Selection(status=("forecast",), speakers=("expert",)))) as opened:
        assert opened.claims == []
        assert "0 claims" in opened.told
        assert "Forecast" in opened.page.locator("header").inner_text()


def test_a_page_is_the_same_whatever_the_size_of_the_frames() -> None:
    assert len({exported(("targets",), EVERYTHING, "light", size) for size in (None, *SIZES.values())}) == 1


# Text in it is text


def test_text_from_the_table_is_shown_as_it_is(opening: Opening, invented: Table) -> None:
    asked = [ExportRequest(name, EVERYTHING) for name in PICTURES]
    with opening(html_bytes(invented, asked).decode()) as opened:
        page = opened.page
        assert len(opened.claims) == len(invented.claims)
        for row in invented.claims.to_dict("records"):
            said = page.locator(f"[id='{row['claim_id']}']").text_content() or ""
            assert row["statement"] in said and row["as_printed"] in said and row["speaker"] in said
        drawn = " ".join((page.locator("section[aria-label='focus-areas']").text_content() or "").split())
        assert "Smart_lamps_" in drawn and "Old & new bridges" in drawn
        names = " ".join((page.locator("section[aria-label='institutions']").text_content() or "").split())
        assert "Lisbon's mills" in names and "潮汐研究院" in (page.locator("#evidence").text_content() or "")


def test_what_is_hostile_in_a_search_a_facet_a_headline_or_a_link_is_text(opening: Opening) -> None:
    selection = Selection(facets=(("speaker", HOSTILE),), search=HOSTILE)
    asked = [ExportRequest(name, selection, "dark", None, HOSTILE, HOSTILE) for name in ("overview", "strips")]
    with opening(html_bytes(real(), asked).decode()) as opened:
        assert opened.page.locator("img").count() == 0 and opened.page.locator("script:not([type])").count() == 1
        assert "</script><script>alert(1)" in opened.page.locator("header").inner_text()
        assert "<img src=x onerror=alert(2)>" in (
            opened.page.locator("section[aria-label='strips'] svg > title").first.text_content() or ""
        )


@pytest.mark.parametrize("place", ["#evidence?city=%3Cimg%20src=x%20onerror=alert(3)%3E", "#evidence?claim=%22%3E%3Cscript%3E", "#%", "#?"])
def test_what_is_hostile_in_an_address_is_no_more_than_a_value_nobody_knows(opening: Opening, place: str) -> None:
    with opening(exported(("overview",)), place) as opened:
        assert len(opened.claims) == (0 if "evidence" in place else len(real().claims))
        assert opened.page.locator("img").count() == 0


# What it holds, and what it does not


@pytest.mark.parametrize("names", [("silence",), tuple(PICTURES)], ids=["one picture", "all pictures"])
def test_every_link_is_a_place_on_the_page_or_a_real_address(names: Names) -> None:
    text = re.sub(r"<script>.*?</script>", "", exported(names), flags=re.DOTALL)
    links = [html.unescape(link) for link in re.findall(r"""href=\\?["']([^"'\\]*)""", text)]
    assert links
    ids = set(re.findall(r'\bid="([^"]+)"', text))
    outside = {link for link in links if not link.startswith("#")}
    assert all(re.match(r"https://[a-z0-9.-]+\.[a-z]+/", link) for link in outside), outside
    for link in set(links) - outside:
        place, _, query = link[1:].partition("?")
        assert place in ids, link
        assert not query or re.fullmatch(r"[a-z_]+=[^&]+(&[a-z_]+=[^&]+)*", query), link
    assert not re.search(r"<(link|iframe|object|embed|img|base)\b|@import|\bsrc=[\"']?http", text)


@pytest.mark.parametrize("which", ["real", "small"])
def test_no_more_than_eight_words_of_a_paragraph_are_in_it(which: str, invented: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TECH_HUBS_ARTICLES", str(SMALL / "articles"))
    table = real() if which == "real" else invented
    text = html_bytes(table, [ExportRequest(name, EVERYTHING) for name in ("overview", "strips")]).decode()
    shown = html.unescape(text)
    for printed in table.claims["as_printed"]:
        assert len(printed.split()) <= LONGEST_PRINTED
        assert printed in shown
    for article in (SMALL / "articles").iterdir():
        for line in article.read_text(encoding="utf-8").splitlines():
            words = line.split()
            for start in range(len(words) - LONGEST_PRINTED - 3):
                assert " ".join(words[start : start + LONGEST_PRINTED + 4]) not in shown

"""A page one takes away: it opens from disk with no network, its marks lead to their claims, and text in it is text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from dashboard.charts.screens import SIZES, Asked, screens
from PIL import ImageColor
from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.charts import CHARTS
from dashboard.charts.style import DARK, LIGHT, Style
from dashboard.export.page import html_bytes
from dashboard.table.files import released
from dashboard.table.load import Table, load
from dashboard.table.selection import Selection
from tests.browser import ARGUMENTS, installed
from tests.conftest import SMALL

EVERYTHING = Selection()
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028"
CHARTED = [chart for chart in CHARTS if chart != "compare"]
COUNTED = ("focus-areas", "institutions", "coverage", "speakers")
"""The pictures whose marks say how many claims they stand for."""
LONGEST_PRINTED = 8

Picture: TypeAlias = tuple[str, ...]
Opening: TypeAlias = Callable[..., AbstractContextManager["Opened"]]


@cache
def real() -> Table:
    return load(released())


@cache
def exported(charts: Picture, selection: Selection = EVERYTHING, style: Style = LIGHT, size: tuple[int, int] | None = None) -> str:
    """A page of the released table."""
    return html_bytes(real(), [Asked(chart, selection, style, size) for chart in charts]).decode()


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
        page.locator("body[data-drawn]").wait_for(state="attached", timeout=20_000)
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
    with opened_from_disk(browser, tmp_path_factory.mktemp("whole"), exported(tuple(CHARTS))) as found:
        yield found


def way(facets: tuple[tuple[str, str], ...]) -> str:
    """The place on a page to which a mark leads."""
    return "evidence?" + "&".join(f"{name}={value}" for name, value in facets)


def figures(text: str) -> dict[str, Any]:
    """The figures that a page draws, by the name of the picture."""
    found = re.findall(r'<script type="application/json" data-for="plot-([a-z-]+)">(.*?)</script>', text, re.DOTALL)
    return {name: json.loads(content) for name, content in found}


# It opens


def test_one_picture_opens_from_disk_and_is_drawn_without_a_network(opening: Opening) -> None:
    with opening(exported(("focus-areas",))) as opened:
        assert opened.page.locator("section[aria-label]").count() == opened.page.locator(".plot .main-svg:first-of-type").count() == 1
        assert len(opened.claims) == len(real().claims)


@pytest.mark.parametrize("chart", CHARTS)
def test_every_picture_of_a_page_of_all_is_drawn_and_named(whole: Opened, chart: str) -> None:
    section = whole.page.locator(f"section[aria-label='{chart}']")
    if chart == "compare":
        assert section.locator("table.th-compare").is_visible()
    else:
        assert section.locator(".main-svg").first.is_visible()
        assert section.locator(".plot").get_attribute("aria-label") == screens(real(), Asked(chart, EVERYTHING, LIGHT)).headline


def test_a_page_of_all_pictures_asks_for_nothing_and_has_its_type_in_itself(whole: Opened) -> None:
    whole.was_quiet("file:")
    faces = whole.page.evaluate("[...document.fonts].map(face => [face.family.replaceAll('\"', ''), face.status])")
    assert faces == [["Source Sans", "loaded"], ["Noto Sans SC Subset", "loaded"]]


def test_it_is_the_same_each_time_and_says_of_what_it_is() -> None:
    text = exported(("figures",))
    assert html_bytes(real(), [Asked("figures", EVERYTHING, LIGHT)]).decode() == text
    assert real().package.version in text and "All claims" in text
    assert re.search(r"<title>.+ · Tech Hubs</title>", text)
    assert "default-src 'none'" in text


def test_it_has_the_ground_it_was_made_with_whatever_the_reader_prefers(opening: Opening, whole: Opened) -> None:
    with opening(exported(("coverage",), EVERYTHING, DARK)) as dark:
        for opened, style, other in ((dark, DARK, LIGHT), (whole, LIGHT, DARK)):
            opened.page.emulate_media(color_scheme=other.name)  # type: ignore[arg-type]
            ground = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
            painted = opened.page.locator(".main-svg").first.evaluate("svg => svg.style.background")
            for found in (ground, painted):
                assert tuple(map(int, re.findall(r"\d+", found))) == ImageColor.getrgb(style.ground)


# Its marks lead to their claims


@pytest.mark.parametrize("chart", COUNTED)
def test_a_mark_leads_to_as_many_claims_as_it_says(whole: Opened, chart: str) -> None:
    marks = screens(real(), Asked(chart, EVERYTHING, LIGHT)).rows
    found = whole.behind([way(facets) for facets in marks["facets"]])
    repeated = [int((Selection(facets=facets).rows(real())["restates"] != "").sum()) for facets in marks["facets"]]
    assert [count - again for count, again in zip(found, repeated, strict=True)] == list(marks["Claims"])


def test_a_click_on_a_mark_shows_its_claims_alone_and_show_all_brings_the_others_back(opening: Opening) -> None:
    chart = "focus-areas"
    with opening(exported((chart,))) as opened:
        everything, told = opened.claims, opened.told
        for number in (0, 7, -1):
            opened.page.evaluate("scrollTo(0, 0)")
            mark = opened.page.locator(f"#plot-{chart} .points path.point").nth(number)
            mark.scroll_into_view_if_needed()
            box = mark.bounding_box()
            assert box
            opened.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            opened.page.wait_for_function("location.hash.startsWith('#evidence?')")
            pairs = dict(pair.split("=", 1) for pair in opened.page.evaluate(_CARRIED, [chart, number]))
            assert set(opened.claims) == set(Selection(facets=tuple(pairs.items())).rows(real())["claim_id"])
            assert re.match(rf"{len(opened.claims)} claims? ", opened.told)
            opened.page.get_by_role("link", name="Show all").click()
            assert opened.claims == everything and opened.told == told


_CARRIED = """([chart, number]) => {
    const points = [...document.querySelectorAll(`#plot-${chart} .points path.point`)];
    return points.at(number).__data__.data;
}"""
"""The pairs that a mark carries, as Plotly keeps them beside what it drew."""


def test_a_claim_has_a_place_of_its_own(opening: Opening) -> None:
    with opening(exported(("compare",)), "#evidence?claim=four-hubs-22-f") as opened:
        assert opened.claims == ["four-hubs-22-f"]
        assert opened.told.startswith("1 claim ")
        row = opened.page.locator("#four-hubs-22-f")
        assert "466.5 billion yuan" in row.inner_text() and row.is_visible()
        opened.page.get_by_role("link", name="Show all").click()
        assert len(opened.claims) == len(real().claims)


def test_a_figure_leads_to_its_claim(whole: Opened) -> None:
    facets = screens(real(), Asked("figures", EVERYTHING, LIGHT)).rows["facets"]
    assert whole.behind([way(pairs) for pairs in facets]) == [1] * len(facets)


def test_a_name_and_a_number_in_the_comparison_lead_to_claims(whole: Opened) -> None:
    links = whole.page.locator("section[aria-label='compare'] a")
    ways = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(ways) > 50 and all(found.startswith("#evidence?") for found in ways)
    assert min(whole.behind([found[1:] for found in ways])) > 0


@pytest.mark.parametrize("chart", CHARTED)
def test_the_table_below_a_picture_leads_where_its_marks_lead(whole: Opened, chart: str) -> None:
    ways = whole.page.locator(f"section[aria-label='{chart}'] details a").evaluate_all("a => a.map(a => a.getAttribute('href'))")
    marks = [facets for facets in screens(real(), Asked(chart, EVERYTHING, LIGHT)).rows["facets"] if facets]
    assert len(ways) == len(marks) > 0
    found = whole.behind([place[1:] for place in ways])
    assert found == [1 if dict(facets).get("claim") else len(Selection(facets=facets).rows(real())) for facets in marks]


def test_a_place_nobody_knows_leaves_every_claim_and_a_value_nobody_knows_none(whole: Opened) -> None:
    count = len(real().claims)
    assert whole.behind(["nowhere", "evidence", "evidence?bogus=1", "evidence?cities=hefei", ""]) == [count] * 5
    assert whole.behind(["evidence?claim=nobody", "evidence?city=atlantis"]) == [0, 0]


def test_a_city_in_the_head_of_the_comparison_leads_to_what_is_claimed_of_it(opening: Opening) -> None:
    with opening(exported(("compare",))) as opened:
        opened.page.locator("section[aria-label='compare'] thead a").last.click()
        assert set(opened.claims) == set(Selection(cities=("hefei",)).rows(real())["claim_id"])


def test_the_name_of_a_city_in_a_picture_leads_to_what_is_claimed_of_it(opening: Opening) -> None:
    with opening(exported(("coverage",))) as opened:
        opened.page.locator("#plot-coverage").get_by_text("Hefei", exact=True).first.click()
        assert set(opened.claims) == set(Selection(cities=("hefei",)).rows(real())["claim_id"])


def test_every_mark_leads_to_a_claim_that_is_on_the_page_also_one_that_fades(opening: Opening) -> None:
    selection = Selection(without="four-hubs")
    marks = screens(real(), Asked("focus-areas", selection, LIGHT)).rows["facets"]
    with opening(exported(("focus-areas",), selection)) as opened:
        found = dict(zip(marks, opened.behind([way(facets) for facets in marks]), strict=True))
    assert [facets for facets, count in found.items() if not count] == []


def test_a_selection_without_a_claim_says_so(opening: Opening) -> None:
    with opening(exported(("compare", "coverage"), Selection(status=("forecast",), speakers=("expert",)))) as opened:
        assert opened.claims == []
        assert "0 claims" in opened.told
        assert "Forecast" in opened.page.locator("header").inner_text()


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_page_holds_every_mark_whatever_the_size_of_the_screens(size: tuple[int, int]) -> None:
    """A page scrolls: it has no second screen on which the rest could stand."""
    whole, found = figures(exported(("targets",))), figures(exported(("targets",), EVERYTHING, LIGHT, size))
    assert len(screens(real(), Asked("targets", EVERYTHING, LIGHT, size)).figures) > 1
    assert _count(found["targets"]) == _count(whole["targets"]) > 0


def _count(figure: dict[str, Any]) -> int:
    return sum(len(trace.get("customdata", ())) for trace in figure["data"])


# Text in it is text


def test_text_from_the_table_is_shown_as_it_is(opening: Opening, invented: Table) -> None:
    asked = [Asked(chart, EVERYTHING, LIGHT) for chart in CHARTS]
    with opening(html_bytes(invented, asked).decode()) as opened:
        page = opened.page
        assert len(opened.claims) == len(invented.claims)
        for row in invented.claims.to_dict("records"):
            said = page.locator(f"[id='{row['claim_id']}']").text_content() or ""
            assert row["statement"] in said and row["as_printed"] in said and row["speaker"] in said
        drawn = " ".join(page.locator("#plot-focus-areas").inner_text().split())
        assert "Kites *and* wings" in drawn and "Bridges, old & new" in drawn
        names = " ".join((page.locator("#plot-institutions").text_content() or "").split())
        assert 'Kite & Sons Ltd ("K&S")' in names and "潮汐研究院" in (page.locator("#evidence").text_content() or "")


def test_what_is_hostile_in_a_search_a_facet_a_headline_or_a_link_is_text(opening: Opening) -> None:
    selection = Selection(facets=(("speaker", HOSTILE),), search=HOSTILE)
    asked = [Asked(chart, selection, DARK, None, HOSTILE, HOSTILE) for chart in ("compare", "coverage")]
    with opening(html_bytes(real(), asked).decode()) as opened:
        assert opened.page.locator("img").count() == 0 and opened.page.locator("script:not([type])").count() == 2
        assert "</script><script>alert(1)" in opened.page.locator("header").inner_text()
        assert "<img src=x onerror=alert(2)>" in " ".join((opened.page.locator("#plot-coverage").text_content() or "").split())


@pytest.mark.parametrize("place", ["#evidence?city=%3Cimg%20src=x%20onerror=alert(3)%3E", "#evidence?claim=%22%3E%3Cscript%3E", "#%", "#?"])
def test_what_is_hostile_in_an_address_is_no_more_than_a_value_nobody_knows(opening: Opening, place: str) -> None:
    with opening(exported(("compare",)), place) as opened:
        assert len(opened.claims) == (0 if "evidence" in place else len(real().claims))
        assert opened.page.locator("img").count() == 0


# What it holds, and what it does not


@pytest.mark.parametrize("charts", [("compare",), ("silence",), tuple(CHARTS)], ids=["table", "picture", "all pictures"])
def test_every_link_is_a_place_on_the_page_or_a_real_address(charts: Picture) -> None:
    text = re.sub(r"<script>.*?</script>", "", exported(charts), flags=re.DOTALL)
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
    text = html_bytes(table, [Asked(chart, EVERYTHING, LIGHT) for chart in ("compare", "coverage")]).decode()
    shown = html.unescape(text)
    for printed in table.claims["as_printed"]:
        assert len(printed.split()) <= LONGEST_PRINTED
        assert printed in shown
    for article in (SMALL / "articles").iterdir():
        for line in article.read_text(encoding="utf-8").splitlines():
            words = line.split()
            for start in range(len(words) - LONGEST_PRINTED - 3):
                assert " ".join(words[start : start + LONGEST_PRINTED + 4]) not in shown

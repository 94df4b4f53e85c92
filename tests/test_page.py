"""A page one takes away: it opens from disk with no network, its marks lead to their claims, and text in it is text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from PIL import ImageColor
from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.charts import CHARTS
from dashboard.charts.screens import SIZES, Asked, screens
from dashboard.charts.style import DARK, LIGHT, Style
from dashboard.export.page import html_bytes
from dashboard.table.load import Table, load, released
from dashboard.table.selection import Selection
from tests.browser import ARGUMENTS, installed
from tests.conftest import SMALL

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028"
CHARTED = [chart for chart in CHARTS if chart != "compare"]
COUNTED = ("focus-areas", "institutions", "coverage", "speakers")
"""The pictures whose marks say how many claims they stand for."""
LONGEST_PRINTED = 8

Picture: TypeAlias = tuple[str, ...]


@cache
def real() -> Table:
    return load(released())


@cache
def exported(charts: Picture, selection: Selection = Selection(), style: Style = LIGHT, size: tuple[int, int] | None = None) -> str:
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

    def behind(self, ways: list[str]) -> list[int]:
        """How many claims are to be seen at each of some places of the page."""
        code = """async (ways) => { const found = []; for (const way of ways) { location.hash = way;
            await new Promise((done) => setTimeout(done));
            found.push([...document.querySelectorAll("#evidence tbody tr")].filter((row) => !row.hidden).length); } return found; }"""
        found: list[int] = self.page.evaluate(code, ways)
        return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def opening(browser: Browser, tmp_path: Path) -> Callable[..., Any]:
    """Open a page from disk, without a network; when it is closed, nothing may have been asked for and nothing gone wrong."""

    @contextmanager
    def opening(text: str, place: str = "") -> Iterator[Opened]:
        file = tmp_path / "a page 上海.html"
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
            assert found.complaints == []
            assert [url for url in found.asked if not url.startswith(("data:", "blob:", file.as_uri()))] == []
        finally:
            context.close()

    return opening


def way(facets: tuple[tuple[str, str], ...]) -> str:
    """The place on a page to which a mark leads."""
    return "evidence?" + "&".join(f"{name}={value}" for name, value in facets)


def figures(text: str) -> dict[str, Any]:
    """The figures that a page draws, by the name of the picture."""
    found = re.findall(r'<script type="application/json" data-for="plot-([a-z-]+)">(.*?)</script>', text, re.DOTALL)
    return {name: json.loads(content) for name, content in found}


# It opens


@pytest.mark.parametrize("charts", [("focus-areas",), tuple(CHARTS)], ids=["one picture", "all pictures"])
def test_it_opens_from_disk_and_draws_everything_without_a_network(opening: Callable[..., Any], charts: Picture) -> None:
    with opening(exported(charts)) as opened:
        page = opened.page
        assert page.locator("section[aria-label]").count() == len(charts)
        for chart in charts:
            section = page.locator(f"section[aria-label='{chart}']")
            if chart == "compare":
                assert section.locator("table.th-compare").is_visible()
            else:
                assert section.locator(".main-svg").first.is_visible()
                assert section.locator(".plot").get_attribute("aria-label") == screens(real(), Asked(chart, Selection(), LIGHT)).headline
        assert len(opened.claims) == len(real().claims)
        assert page.evaluate("document.fonts.check('16px \"Source Sans\"')")


def test_it_is_the_same_each_time_and_says_of_what_it_is() -> None:
    text = exported(("figures",))
    assert html_bytes(real(), [Asked("figures", Selection(), LIGHT)]).decode() == text
    assert real().package.version in text and "All claims" in text
    assert re.search(r"<title>.+ · Tech Hubs</title>", text)
    assert "default-src 'none'" in text


@pytest.mark.parametrize(("style", "other"), [(LIGHT, DARK), (DARK, LIGHT)], ids=["light", "dark"])
def test_it_has_the_ground_it_was_made_with_whatever_the_reader_prefers(opening: Callable[..., Any], style: Style, other: Style) -> None:
    with opening(exported(("coverage",), Selection(), style)) as opened:
        opened.page.emulate_media(color_scheme=other.name)  # type: ignore[arg-type]
        ground = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert tuple(map(int, re.findall(r"\d+", ground))) == ImageColor.getrgb(style.ground)
        painted = opened.page.locator(".main-svg").first.evaluate("svg => svg.style.background")
        assert tuple(map(int, re.findall(r"\d+", painted))) == ImageColor.getrgb(style.ground)


# Its marks lead to their claims


@pytest.mark.parametrize("chart", COUNTED)
def test_a_mark_leads_to_as_many_claims_as_it_says(opening: Callable[..., Any], chart: str) -> None:
    marks = screens(real(), Asked(chart, Selection(), LIGHT)).rows
    with opening(exported(COUNTED)) as opened:
        found = opened.behind([way(facets) for facets in marks["facets"]])
    repeated = [int((Selection(facets=facets).rows(real())["restates"] != "").sum()) for facets in marks["facets"]]
    assert [count - again for count, again in zip(found, repeated, strict=True)] == list(marks["Claims"])


@pytest.mark.parametrize("chart", ["focus-areas", "coverage"])
def test_a_click_on_a_mark_shows_its_claims_alone_and_show_all_brings_the_others_back(opening: Callable[..., Any], chart: str) -> None:
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


def test_a_claim_has_a_place_of_its_own(opening: Callable[..., Any]) -> None:
    with opening(exported(("figures",)), "#evidence?claim=four-hubs-22-f") as opened:
        assert opened.claims == ["four-hubs-22-f"]
        assert opened.told.startswith("1 claim ")
        row = opened.page.locator("#four-hubs-22-f")
        assert "466.5 billion yuan" in row.inner_text() and row.is_visible()
        opened.page.get_by_role("link", name="Show all").click()
        assert len(opened.claims) == len(real().claims)


def test_a_figure_leads_to_its_claim(opening: Callable[..., Any]) -> None:
    facets = screens(real(), Asked("figures", Selection(), LIGHT)).rows["facets"]
    with opening(exported(("figures",))) as opened:
        assert opened.behind([way(pairs) for pairs in facets]) == [1] * len(facets)


def test_a_name_and_a_number_in_the_comparison_lead_to_claims(opening: Callable[..., Any]) -> None:
    with opening(exported(("compare",))) as opened:
        links = opened.page.locator("section[aria-label='compare'] a")
        ways = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
        assert len(ways) > 50 and all(found.startswith("#evidence?") for found in ways)
        assert min(opened.behind([found[1:] for found in ways])) > 0
        opened.page.evaluate("location.hash = ''")
        links.first.click()
        assert set(opened.claims) == set(Selection(cities=("beijing",)).rows(real())["claim_id"])


@pytest.mark.parametrize("chart", CHARTED)
def test_the_table_below_a_picture_leads_where_its_marks_lead(opening: Callable[..., Any], chart: str) -> None:
    with opening(exported(tuple(CHARTED))) as opened:
        ways = opened.page.locator(f"section[aria-label='{chart}'] details a").evaluate_all("a => a.map(a => a.getAttribute('href'))")
        marks = screens(real(), Asked(chart, Selection(), LIGHT)).rows["facets"]
        assert len(ways) == sum(1 for facets in marks if facets)
        found = opened.behind([place[1:] for place in ways])
    assert found == [1 if dict(facets).get("claim") else len(Selection(facets=facets).rows(real())) for facets in marks if facets]


@pytest.mark.parametrize("chart", ["focus-areas", "institutions"])
def test_the_name_of_a_city_in_a_picture_leads_to_what_is_claimed_of_it(opening: Callable[..., Any], chart: str) -> None:
    with opening(exported((chart,))) as opened:
        opened.page.locator(f"#plot-{chart}").get_by_text("Hefei", exact=True).first.click()
        assert set(opened.claims) == set(Selection(cities=("hefei",)).rows(real())["claim_id"])


@pytest.mark.parametrize(
    "selection", [Selection(without="four-hubs"), Selection(cities=("hefei",)), Selection(status=("target",))], ids=str
)
def test_every_mark_leads_to_a_claim_that_is_on_the_page(opening: Callable[..., Any], selection: Selection) -> None:
    """Also one that fades, for it is drawn."""
    marks = screens(real(), Asked("focus-areas", selection, LIGHT)).rows["facets"]
    with opening(exported(("focus-areas",), selection)) as opened:
        found = dict(zip(marks, opened.behind([way(facets) for facets in marks]), strict=True))
    assert [facets for facets, count in found.items() if not count] == []


def test_a_selection_without_a_claim_says_so(opening: Callable[..., Any]) -> None:
    with opening(exported(tuple(CHARTS), Selection(status=("forecast",), speakers=("expert",)))) as opened:
        assert opened.claims == []
        assert "0 claims" in opened.told
        assert "Forecast" in opened.page.locator("header").inner_text()


@pytest.mark.parametrize("size", [None, *SIZES.values()], ids=str)
def test_a_page_holds_every_mark_whatever_the_size_of_the_screens(size: tuple[int, int] | None) -> None:
    """A page scrolls: it has no second screen on which the rest could stand."""
    whole, found = figures(exported(("focus-areas",))), figures(exported(("focus-areas",), Selection(), LIGHT, size))
    assert _count(found["focus-areas"]) == _count(whole["focus-areas"]) > 100


def _count(figure: dict[str, Any]) -> int:
    return sum(len(trace.get("customdata", ())) for trace in figure["data"])


# Text in it is text


def test_text_from_the_table_is_shown_as_it_is(opening: Callable[..., Any], invented: Table) -> None:
    asked = [Asked(chart, Selection(), LIGHT) for chart in CHARTS]
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


@pytest.mark.parametrize(
    "place", ["", "#evidence?city=" + "%3Cimg%20src=x%20onerror=alert(3)%3E", "#evidence?claim=%22%3E%3Cscript%3E", "#%"]
)
def test_what_is_hostile_in_a_search_a_headline_or_an_address_is_text(opening: Callable[..., Any], place: str) -> None:
    facets = (("speaker", HOSTILE),)
    asked = [Asked(chart, Selection(facets=facets, search=HOSTILE), DARK, None, HOSTILE, HOSTILE) for chart in ("compare", "coverage")]
    with opening(html_bytes(real(), asked).decode(), place) as opened:
        assert opened.page.locator("img, script:not([type])").count() == opened.page.locator("script:not([type])").count() == 2
        assert "</script><script>alert(1)" in opened.page.locator("header").inner_text()
        assert "<img src=x onerror=alert(2)>" in " ".join((opened.page.locator("#plot-coverage").text_content() or "").split())


def test_a_place_nobody_knows_leaves_every_claim(opening: Callable[..., Any]) -> None:
    with opening(exported(("coverage",))) as opened:
        count = len(real().claims)
        assert opened.behind(["nowhere", "evidence", "evidence?bogus=1", "evidence?cities=hefei", ""]) == [count] * 5
        assert opened.behind(["evidence?claim=nobody", "evidence?city=atlantis"]) == [0, 0]


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
    text = html_bytes(table, [Asked(chart, Selection(), LIGHT) for chart in ("compare", "coverage")]).decode()
    shown = html.unescape(text)
    for printed in table.claims["as_printed"]:
        assert len(printed.split()) <= LONGEST_PRINTED
        assert printed in shown
    for article in (SMALL / "articles").iterdir():
        for line in article.read_text(encoding="utf-8").splitlines():
            words = line.split()
            for start in range(len(words) - LONGEST_PRINTED - 3):
                assert " ".join(words[start : start + LONGEST_PRINTED + 4]) not in shown

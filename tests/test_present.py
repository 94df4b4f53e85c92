"""What a presenter and a student take away from the real app, in a real browser."""

from __future__ import annotations

import io
import json
import re
import struct
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

from playwright.sync_api import Browser, Page, expect

from dashboard.render.theme import LIGHT
from tests.browser import ARGUMENTS, installed
from tests.screens import ready

FRAMES = [("wide", 1920, 1080), ("classic", 1440, 1080), ("square", 1080, 1080), ("portrait", 1080, 1350)]


def _staged(page: Page) -> None:
    expect(page.locator(".th-drawn svg text").first).to_be_visible()


def _png_size(content: bytes) -> tuple[int, int]:
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _download(page: Page, link: str, tmp_path: Path) -> tuple[str, bytes]:
    with page.expect_download() as coming:
        page.get_by_role("link", name=link, exact=True).click()
    coming.value.save_as(tmp_path / "file")
    return coming.value.suggested_filename, (tmp_path / "file").read_bytes()


def _export(page: Page, app: str, screen: str) -> None:
    page.goto(f"{app}/{screen}")
    ready(page)
    page.locator(".th-take").first.get_by_text("Export", exact=True).click()


def test_the_frame_fills_the_screen_and_nothing_else_is_on_it(page: Page, app: str) -> None:
    for ratio, width, height in FRAMES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{app}/present?picture=figures&ratio={ratio}&theme=dark")
        _staged(page)
        box = page.locator(".th-drawn").bounding_box()
        assert box and (round(box["x"]), round(box["y"]), round(box["width"]), round(box["height"])) == (0, 0, width, height)
        for hidden in ("[data-testid=stSidebar]", "[data-testid=stHeader]", ".th-nav"):
            assert not page.locator(hidden).first.is_visible()
        assert page.locator(".th-presented").bounding_box()["y"] >= height  # type: ignore[index]
        words = "[...document.querySelectorAll('.th-drawn text')].filter((text) => text.textContent.trim().length > 1)"
        sizes = page.evaluate(f"{words}.map((text) => parseFloat(getComputedStyle(text).fontSize))")
        assert len(sizes) > 5 and min(sizes) >= 20 and sorted(set(sizes))[1] >= 24, "the source line is 20, nothing else is under 24"


def test_the_frame_shrinks_to_a_smaller_window_without_being_cut(page: Page, app: str) -> None:
    page.set_viewport_size({"width": 1024, "height": 700})
    page.goto(f"{app}/present?picture=targets&ratio=wide")
    _staged(page)
    box = page.locator(".th-drawn").bounding_box()
    assert box and box["x"] >= 0 and box["y"] >= 0 and box["x"] + box["width"] <= 1025 and box["y"] + box["height"] <= 701


def test_arrow_keys_go_from_picture_to_picture_and_escape_leads_back(page: Page, app: str) -> None:
    page.goto(f"{app}/present?picture=targets&part=2&cities=shanghai&cities=hefei&ratio=classic")
    _staged(page)
    for key, name in (("ArrowLeft", "figures"), ("ArrowRight", "targets"), ("PageDown", "explore"), ("ArrowRight", "voices")):
        page.keyboard.press(key)
        page.wait_for_url(f"**/present?picture={name}**")
        _staged(page)
        expect(page.locator(".th-drawn")).to_have_attribute("data-drawn", re.compile(f"drawn/{name}.html"))
    assert parse_qs(urlsplit(page.url).query)["cities"] == ["shanghai", "hefei"]
    page.keyboard.press("Escape")
    page.wait_for_url("**/sources**")
    ready(page)
    assert parse_qs(urlsplit(page.url).query)["cities"] == ["shanghai", "hefei"]


def test_the_arrow_keys_walk_the_marks_while_one_has_the_focus(page: Page, app: str) -> None:
    page.goto(f"{app}/present?picture=voices")
    _staged(page)
    page.locator(".th-drawn a.mark").first.focus()
    page.keyboard.press("ArrowRight")
    assert "picture=voices" in page.url and page.evaluate("document.activeElement.closest('a.mark') !== null")


def test_a_headline_of_ones_own_is_marked_and_is_text(page: Page, app: str) -> None:
    page.goto(f"{app}/present?picture=figures")
    _staged(page)
    page.get_by_label("A headline of your own").fill("<b>Bold</b> <script>alert(1)</script> 上海")
    page.get_by_label("A headline of your own").press("Enter")
    expect(page.locator(".th-drawn title").first).to_have_text("<b>Bold</b> <script>alert(1)</script> 上海")
    expect(page.locator(".th-drawn")).to_contain_text("Headline by the presenter. Tech Hubs finds: ")


def test_a_link_straight_to_the_stage_draws_it_and_its_first_picture_is_whole(browser: Browser, app: str, tmp_path: Path) -> None:
    """In a browser that is new, so that no font and no script is there before."""
    fresh = browser.browser_type.launch(executable_path=installed(), args=ARGUMENTS)
    page = fresh.new_page(viewport={"width": 1920, "height": 1080}, accept_downloads=True)
    page.goto(f"{app}/present?picture=targets&theme=dark")
    _staged(page)
    first, second = (len(_download(page, "PNG 1920 × 1080", tmp_path)[1]) for _ in range(2))
    fresh.close()
    assert first == second, "the first picture has all the type of the second"


def test_a_presenters_remote_turns_the_pictures_too(page: Page, app: str) -> None:
    page.goto(f"{app}/present?picture=targets&cities=shanghai")
    _staged(page)
    page.get_by_text("Dark", exact=True).click()
    page.wait_for_url("**theme=dark**")
    page.wait_for_selector(".th-stage-dark .th-drawn svg")
    page.keyboard.press("PageDown")
    page.wait_for_url("**/present?picture=explore**")


def test_a_mark_on_the_stage_leads_to_its_claims(page: Page, app: str) -> None:
    page.goto(f"{app}/present?picture=coverage&cities=hefei")
    _staged(page)
    page.locator(".th-drawn a.mark").first.click()
    expect(page.locator(".th-panel article").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".th-panel")).to_be_hidden()


def test_the_frame_comes_down_in_exact_pixels_and_twice_as_large(page: Page, app: str, tmp_path: Path) -> None:
    page.goto(f"{app}/present?picture=coverage&ratio=square&theme=dark&cities=shanghai")
    _staged(page)
    name, content = _download(page, "PNG 1080 × 1080", tmp_path)
    assert name.startswith("tech-hubs_strips_shanghai_2026-11") and _png_size(content) == (1080, 1080)
    _, content = _download(page, "PNG 2160 × 2160", tmp_path)
    assert _png_size(content) == (2160, 2160)


def test_every_file_of_a_picture_comes_down(page: Page, app: str, tmp_path: Path) -> None:
    _export(page, app, "focus-areas?cities=shanghai&cities=shenzhen")
    start = "tech-hubs_focus-areas_shanghai-shenzhen_2026-11"
    begins = {"PowerPoint": b"PK", "HTML": b"<!doctype html>", "Excel": b"PK", "Plotly": b'{"data"', "CSV": b"\xef\xbb\xbfclaim_id"}
    for link, first in begins.items():
        name, content = _download(page, link, tmp_path)
        assert name.startswith(start) and content.startswith(first), link
    for width, height in ((1920, 1080), (1440, 1080), (1080, 1080), (1080, 1350)):
        for place, suffix in enumerate(("png", "svg")):
            with page.expect_download() as coming:
                page.get_by_role("link", name=f"{width} × {height}", exact=True).nth(place).click()
            coming.value.save_as(tmp_path / "file")
            content = (tmp_path / "file").read_bytes()
            assert coming.value.suggested_filename.startswith(start) and coming.value.suggested_filename.endswith(suffix)
            if suffix == "png":
                assert _png_size(content) == (width, height)
            else:
                assert content.startswith(b"<svg") and b"@font-face" in content and b"Shanghai</text>" in content
    name, content = _download(page, "ZIP", tmp_path)
    assert name.startswith("tech-hubs_everything") and "data/claims.csv" in ZipFile(io.BytesIO(content)).namelist()


def test_a_link_the_snippet_for_a_course_page_and_a_picture_are_copied(page: Page, app: str) -> None:
    page.goto(f"{app}/figures?cities=shanghai")
    ready(page)
    page.get_by_text("Share", exact=True).click()
    page.locator("details[open] [data-copy]").first.click()
    link = page.evaluate("navigator.clipboard.readText()")
    query = parse_qs(urlsplit(link).query)
    assert query["cities"] == ["shanghai"] and query["areas"] == ["all"] and query["like"] == ["no"] and query["data"]
    page.locator("details[open] [data-copy]").nth(1).click()
    expect(page.locator("details[open] [data-copy]").nth(1)).to_have_text("Copied")
    assert "&embed=true" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Copy the picture").click()
    expect(page.locator("[data-picture=copy]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.read().then((items) => items[0].types)") == ["image/png"]
    page.goto(link)
    ready(page)
    assert page.locator(".th-notices").count() == 0


def test_a_link_made_on_older_data_says_what_changed_and_lists_it(page: Page, app: str) -> None:
    page.goto(f"{app}/figures?data=1.0.0&cities=shanghai")
    ready(page)
    expect(page.locator(".th-notices")).to_contain_text("8 claims changed since this link was made on data 1.0.0")
    page.get_by_text("What changed", exact=True).click()
    page.locator(".th-notices li a").first.click()
    expect(page.locator(".th-panel article")).to_be_visible()


def test_a_link_made_on_data_nobody_knows_says_so(page: Page, app: str) -> None:
    page.goto(f"{app}/figures?data=%3Cb%3E9")
    ready(page)
    expect(page.locator(".th-notices")).to_contain_text('does not know the version "<b>9"')


def test_a_short_link_opens_its_picture(page: Page, app: str) -> None:
    page.goto(f"{app}/present?picture=silence&cities=hefei&like=yes")
    _staged(page)
    words = " ".join(page.locator(".th-drawn text").all_text_contents())
    short = next(word.strip(".") for word in words.split() if "/s/" in word)
    page.goto(f"http://{short}")
    ready(page)
    query = parse_qs(urlsplit(page.url).query)
    assert urlsplit(page.url).path == "/sources" and query["cities"] == ["hefei"] and query["like"] == ["yes"] and query["data"]


def test_a_view_a_claim_and_an_article_can_be_cited(page: Page, app: str, tmp_path: Path) -> None:
    page.goto(f"{app}/targets?cities=shanghai")
    ready(page)
    page.get_by_text("Cite", exact=True).click()
    expect(page.locator("details[open]")).to_contain_text("Tech Hubs maintainers")
    _, content = _download(page, "CSL-JSON", tmp_path)
    assert json.loads(content)[0]["type"] == "dataset"
    page.goto(f"{app}/evidence?claim=four-hubs-22-a")
    ready(page)
    page.get_by_text("Cite this claim").click()
    name, content = _download(page, "BibTeX", tmp_path)
    assert name == "tech-hubs_four-hubs-22-a.bib" and b"Asia Times" in content and b"four-hubs-22-a" in content
    page.goto(f"{app}/sources")
    ready(page)
    page.locator("table").first.get_by_text("Cite", exact=True).first.click()
    _, content = _download(page, "RIS", tmp_path)
    assert content.startswith(b"TY  - NEWS") and b"South China Morning Post" in content


def test_in_a_frame_of_another_page_stands_one_picture_with_its_sources_and_nothing_else(page: Page, app: str) -> None:
    for screen in ("", "focus-areas", "sources?picture=coverage", "evidence?city=hefei"):
        page.goto(f"{app}/{screen}{'&' if '?' in screen else '?'}embed=true&cities=hefei")
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        expect(page.locator(".th-drawing, .th-picture, .th-claims")).to_have_count(1)
        expect(page.locator("body")).to_contain_text("Asia Times")
        for tool in (".th-nav", ".th-search", ".th-take", ".th-path", "[data-testid=stSidebar]", ".th-lead"):
            assert page.locator(tool).count() == 0 or not page.locator(tool).first.is_visible(), tool


def test_a_link_in_a_frame_opens_a_page_of_its_own(page: Page, app: str) -> None:
    page.goto(f"{app}/?embed=true&cities=hefei")
    page.wait_for_selector(".th-drawing svg")
    with page.expect_popup() as opened:
        page.locator(".th-drawing a.mark").first.click()
    opened.value.wait_for_selector(".th-claims")
    assert "embed" not in opened.value.url and "embed=true" in page.url


ON_PAPER = {
    "evidence": ("chips-2018-", "By which year is Shanghai to be a global hub?"),
    "": ("no body named", "By which year is Shanghai to be a global hub?"),
    "compare": ("Named a national hub", "Private media"),
    "focus-areas": ("assigned", "South China Morning Post"),
}
"""What stands on the first and on the last sheet of a screen."""


def test_paper_gets_whole_tables_and_charts_without_navigation(page: Page, app: str, tmp_path: Path) -> None:
    from pypdf import PdfReader

    page.emulate_media(color_scheme="dark")
    for screen, (first, last) in ON_PAPER.items():
        page.goto(f"{app}/{screen}")
        ready(page)
        expect(page.locator("[data-drawn]:not(.th-gallery *):not(:has(svg))")).to_have_count(0)
        page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True, print_background=True)
        pages = [" ".join(sheet.extract_text().split()) for sheet in PdfReader(tmp_path / "page.pdf").pages]
        assert first in pages[0] and last in " ".join(pages[-2:]), screen
        assert not any(word in "".join(pages) for word in ("Reset filters", "Hide interested speakers", "Show more", "Present"))


def test_on_paper_a_dark_picture_is_light(page: Page, app: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{app}/focus-areas")
    ready(page)
    page.wait_for_selector(".th-drawing svg text")
    page.emulate_media(media="print")
    found = page.evaluate(
        "[getComputedStyle(document.querySelector('.th-drawing svg > rect')).fill, getComputedStyle(document.querySelector('.stApp'))"
        ".backgroundColor, ...new Set([...document.querySelectorAll('.th-drawing text')].map((text) => getComputedStyle(text).fill))]"
    )
    assert found[:2] == ["rgb(255, 255, 255)", "rgb(255, 255, 255)"]
    light = [LIGHT.ink, LIGHT.muted, LIGHT.ground, *LIGHT.hubs]
    known = {f"rgb({int(c[1:3], 16)}, {int(c[3:5], 16)}, {int(c[5:], 16)})" for c in light}
    assert {ink for ink in found[2:] if not ink.startswith("url")} <= known

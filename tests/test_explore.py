"""Explore: each claim is one square, where the reader's arrangement puts it, and what is said of the squares is true."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.charts.explore import STARTS
from dashboard.charts.markup import link_to_claims
from dashboard.cli import main
from dashboard.export.menus import menu_html
from dashboard.export.names import LONGEST, stem
from dashboard.export.request import ExportRequest, drawn, linked, picture
from dashboard.pictures import PICTURES, explore, picture_of
from dashboard.pictures.model import Mark, Picture
from dashboard.pictures.shapes.crossed import Crossed, CrossedUnit
from dashboard.render import svg
from dashboard.render.layout import SHAPES, Frame, compose
from dashboard.render.scene import INKS, Rect
from dashboard.render.theme import PAGE
from dashboard.table.dimensions import DIMENSIONS, PLACES, USUAL, Arrangement, choices, read_arrangement
from dashboard.table.load import Table, load
from dashboard.table.permalink import decode
from dashboard.table.selection import SCREEN, Selection, read_query
from dashboard.table.words import Record
from tests.bench.grow import grow
from tests.screens import ready
from tests.serving import serving
from tests.test_headlines import blemishes
from tests.test_pictures import any_table, fits, selections  # noqa: F401 (a fixture)

TODAY = date(2026, 11, 26)
GROUP = {
    "city": "city", "status": "status", "tie": "basis", "speaker": "speaker_kind", "stake": "interest", "article": "article",
    "area": "area", "group": "area_group", "kind": "kind", "aspect": "aspect",
}  # fmt: skip
"""The column of the claims that each dimension is told by, where it is one."""


def group(claim: Record, key: str) -> str:
    """The group of a claim, found without the code under test."""
    if key == "year":
        return str(claim["published"])[:4]
    if key == "support":
        return "several" if claim["support"] > 1 else "one"
    return str(claim[GROUP[key]]) if key in GROUP else ""


def of(table: Table, selection: Selection = Selection(), **places: str) -> Picture:  # noqa: B008 (frozen)
    return picture_of("explore", table, selection, TODAY, Arrangement(**places))


def arrangements(number: int) -> list[Arrangement]:
    """The starting points, and others by chance that are always the same."""
    chance = random.Random(7)
    return [*STARTS.values(), *(Arrangement(**{place: chance.choice(list(choices(place))) for place in PLACES}) for _ in range(number))]


some = pytest.mark.parametrize("arranged", arrangements(6), ids=lambda arranged: "-".join(value for _, value in arranged.whole))


# The squares


@some
def test_each_claim_is_one_square_in_the_cell_of_its_groups(any_table: Table, arranged: Arrangement) -> None:  # noqa: F811
    claims = any_table.claims.to_dict("index")
    for selection in selections(any_table, 4):
        rows = selection.drawn(any_table)
        rows = rows[rows["city"].isin(selection.columns(any_table)) & (rows["restates"] == "")]
        body = picture_of("explore", any_table, selection, TODAY, arranged).body
        assert isinstance(body, Crossed)
        found = sorted(claim for row in body.rows for cell in row.cells for unit in cell.units for claim in unit.claims)
        assert found == sorted(rows["claim_id"]), selection
        groups = [
            {group(claims[claim], arranged.down) for unit in cell.units for claim in unit.claims} for row in body.rows for cell in row.cells
        ]
        # Only what is folded into one group holds several.
        assert sum(len(held) > 1 for held in groups) <= len(body.columns)
        for row in body.rows:
            for cell, column in zip(row.cells, body.columns, strict=True):
                drawn_here = {claim for unit in cell.units for claim in unit.claims}
                assert drawn_here == set(row.group.count.claims) & set(column.count.claims)


@some
def test_every_frame_holds_every_arrangement(any_table: Table, arranged: Arrangement) -> None:  # noqa: F811
    picture = picture_of("explore", any_table, Selection(), TODAY, arranged)
    for frame in (*(Frame(*size) for size in SHAPES.values()), Frame(1240), Frame(358)):
        fits(picture, frame)


@some
def test_a_status_has_its_ink_and_no_other_fill_borrows_one(table: Table, arranged: Arrangement) -> None:
    scene = compose(picture_of("explore", table, Selection(), TODAY, arranged), Frame(1920, 1080))
    squares = [item for item in scene.items if isinstance(item, Rect) and isinstance(item.mark, CrossedUnit)]
    assert squares
    for square in squares:
        assert square.mark is not None
        if arranged.fill == "status":
            assert square.ink in (table.claims.at[square.mark.claims[0], "status"], "solid"), "a boast has its quotation mark"
        else:
            assert square.ink not in INKS


def test_a_filter_changes_no_tone(table: Table) -> None:
    told = dict(of(table, down="speaker", fill="stake").body.key)  # type: ignore[attr-defined]
    for city in table.hubs:
        assert set(of(table, Selection(cities=(city,)), down="speaker", fill="stake").body.key) <= set(told.items())  # type: ignore[attr-defined]


def test_every_square_of_a_picture_is_equal(table: Table) -> None:
    for width, height in SHAPES.values():
        scene = compose(of(table, down="group", fill="city"), Frame(width, height))
        sides = {(item.width, item.height) for item in scene.items if isinstance(item, Rect) and isinstance(item.mark, CrossedUnit)}
        assert len(sides) == 1 and len(set(sides.pop())) == 1


def test_the_squares_of_a_cell_follow_the_order_asked_for(table: Table) -> None:
    body = of(table, down="all", fill="city", order="article").body
    assert isinstance(body, Crossed)
    for cell in body.rows[0].cells:
        dates = [str(table.claims.at[unit.claims[0], "published"]) for unit in cell.units]
        assert dates == sorted(dates)


def test_where_there_are_too_many_claims_a_square_stands_for_a_round_number_and_says_so(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = of(table, fill="speaker")
    monkeypatch.setattr(explore, "MOST", 40)
    many = of(table, fill="speaker")
    assert set(many.claims) == set(once.claims) and "up to 20 claims" in many.subtitle
    assert isinstance(many.body, Crossed)
    for unit in (unit for row in many.body.rows for cell in row.cells for unit in cell.units if unit.claims):
        assert len(unit.claims) <= 20
        kinds = {table.claims.at[claim, "speaker_kind"] for claim in unit.claims}
        assert len(kinds) == 1 or "others" in unit.words, "all of a square is what fills it"


def led_to(table: Table, selection: Selection, mark: Mark) -> list[str]:
    """The claims that the link of a mark leads to."""
    asked, unknown = read_query(table, parse_qsl(urlsplit(link_to_claims(selection.query())(mark)).query))
    assert unknown == []
    return list(asked.rows(table)["claim_id"])


@some
def test_every_count_leads_to_the_claims_it_counts_whatever_their_number(any_table: Table, arranged: Arrangement) -> None:  # noqa: F811
    for selection in (Selection(), *selections(any_table, 4)):
        body = picture_of("explore", any_table, selection, TODAY, arranged).body
        assert isinstance(body, Crossed)
        for side in (*body.columns, *(row.group for row in body.rows)):
            if side.count.claims:
                told = int(side.count.words.replace(",", ""))
                found = led_to(any_table, selection, side.count)
                assert set(found) <= set(side.count.claims) and len(found) == (len(side.count.claims) if side.count.faded else told)


@some
def test_a_square_that_stands_for_several_claims_leads_to_all_of_them_and_names_none(
    any_table: Table,  # noqa: F811
    arranged: Arrangement,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(explore, "MOST", 20)
    article = any_table.vocabularies["articles"].index[0]
    for selection in (Selection(), Selection(without=article), Selection(cities=any_table.hubs[:1])):
        body = picture_of("explore", any_table, selection, TODAY, arranged).body
        assert isinstance(body, Crossed)
        units = [unit for row in body.rows for cell in row.cells for unit in cell.units if unit.claims]
        assert any(len(unit.claims) > 1 for unit in units) or len(units) < 21
        seen: list[str] = []
        for unit in units:
            found = led_to(any_table, selection, unit)
            assert sorted(found) == sorted(unit.claims)
            assert {any_table.claims.at[claim, "article"] == selection.without for claim in found} == {unit.faded}
            assert {unit.city} <= {"", *(any_table.claims.at[claim, "city"] for claim in found)}
            seen += found
        rows = selection.drawn(any_table)
        assert sorted(seen) == sorted(rows.loc[rows["restates"] == "", "claim_id"]), "every claim stands in one square"


def test_a_dimension_may_stand_both_down_and_across(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    for most in (explore.MOST, 40):
        monkeypatch.setattr(explore, "MOST", most)
        for key in DIMENSIONS:
            body = of(table, across=key, down=key, fill=key, order=key).body
            assert isinstance(body, Crossed)
            assert {sum(len(side.count.claims) for side in sides) for sides in (body.columns, [row.group for row in body.rows])} == {376}


def test_several_squares_are_asked_for_together_and_what_is_none_of_them_is_told(table: Table) -> None:
    asked, unknown = read_query(table, [("cells", "status.target city.shanghai or status.target city.hefei order.article 1-2")])
    rows, claims = asked.rows(table), table.claims[table.claims["restates"] == ""]
    shanghai = claims[(claims["status"] == "target") & (claims["city"] == "shanghai")]
    assert unknown == [] and set(shanghai["claim_id"]) <= set(rows["claim_id"])
    assert len(rows) == len(shanghai) + min(2, ((claims["status"] == "target") & (claims["city"] == "hefei")).sum())
    for wrong in ("", "status.done", "colour.red", "1-2", "status.target order.mood 1-2", "status.target 0-2", " or ".join(["all."] * 101)):
        asked, told = read_query(table, [("cells", wrong)])
        assert asked == Selection() and len(told) == 1, wrong


@pytest.mark.parametrize("size", [4, 40])
def test_what_is_sent_does_not_grow_with_the_table(table: Table, tmp_path: Path, size: int) -> None:
    grown = load(grow(tmp_path, size * len(table.claims)))
    for arranged in STARTS.values():
        once, often = (picture_of("explore", each, Selection(), TODAY, arranged) for each in (table, grown))
        sizes = [len(svg.draw(compose(each, Frame(1240)), PAGE, way=link_to_claims(()))) for each in (once, often)]
        assert sizes[1] < 2.5 * sizes[0], "there are up to twice as many squares"


# What is said


@some
def test_a_headline_counts_what_is_drawn(any_table: Table, arranged: Arrangement) -> None:  # noqa: F811
    claims = any_table.claims.to_dict("index")
    for selection in selections(any_table, 4):
        found = picture_of("explore", any_table, selection, TODAY, arranged)
        words = found.headline
        assert len(words.split()) <= 12 and blemishes(words) == [], words
        kept = [claim for claim in found.claims if claims[claim]["article"] != selection.without]
        told = re.search(r"(?:Of|All|make) ([\d,]+) claims", words)
        assert (told is not None and int(told[1].replace(",", "")) == len(kept)) or len(kept) < 2, words
        done = re.search(r"(\d+|\w+) says? what is in place", words)
        if done and len(kept) > 1 and not words.startswith("All"):
            number = sum(claims[claim]["status"] == "in_place" for claim in kept)
            assert done[1] in (str(number), {0: "none", len(kept): "all"}.get(number), spelled_out(number)), words


def spelled_out(number: int) -> str:
    return ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "")[min(number, 13)]


# The address


def test_an_arrangement_is_in_the_address_and_comes_back() -> None:
    for arranged in arrangements(60):
        assert read_arrangement(arranged.query()) == (arranged, [])
        assert read_arrangement(arranged.whole) == (arranged, [])
    assert USUAL.query() == () and set(PLACES) <= set(SCREEN)


def test_what_no_claim_is_arranged_by_is_told_with_its_place_its_value_and_what_to_try() -> None:
    found, (sentence,) = read_arrangement([("down", "<b>colour</b>"), ("fill", "city")])
    assert found == Arrangement(fill="city")
    assert "down" in sentence and "<b>colour</b>" in sentence and "status" in sentence


def test_two_arrangements_never_share_a_file_name(table: Table) -> None:
    every = [Arrangement(*words) for words in itertools.product(list(DIMENSIONS)[:5], repeat=4)]
    names = {stem(table, Selection(cities=("hefei",)), "explore", "1080x1350 contrast", arranged) for arranged in every}
    assert len(names) == len(every) and max(map(len, names)) <= LONGEST
    assert stem(table, Selection(), "explore") == stem(table, Selection(), "explore", arranged=USUAL)


def test_a_short_link_leads_back_to_the_arrangement(table: Table) -> None:
    for arranged in arrangements(12):
        letters = linked(table, "https://hubs.example.org", ExportRequest("explore", Selection(), arranged=arranged)).rpartition("/")[2]
        (first, *rest) = decode(table, letters, PICTURES) or ()
        assert first == ("picture", "explore") and read_arrangement(rest) == (arranged, [])


def test_the_menus_and_the_drawing_are_those_of_the_arrangement(table: Table) -> None:
    asked = ExportRequest("explore", Selection(), arranged=Arrangement(down="speaker", fill="stake"))
    for menu in ("export", "cite"):
        assert "down=speaker&amp;fill=stake" in menu_html(table, asked, menu, "https://hubs.example.org", False), menu
    assert "across=city&amp;down=speaker&amp;fill=stake&amp;order=fill" in menu_html(
        table, asked, "share", "https://hubs.example.org", False
    )
    assert picture(table, asked).headline in drawn(table, asked) and picture(table, asked) != picture(
        table, ExportRequest("explore", Selection())
    )


def test_the_command_line_arranges_the_squares(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["export", "explore", "targets", "--out", str(tmp_path), "--format", "svg", "--across", "article", "--down", "group"]
    assert main(given) == 0
    (arranged,) = tmp_path.glob("tech-hubs_explore_*_article-group-status-fill.svg")
    assert "Group of areas by article" in arranged.read_text("utf-8") and len(list(tmp_path.glob("tech-hubs_targets_*"))) == 1
    assert main([*given, "--fill", "mood"]) == 2
    assert '--fill asks for "mood"' in capsys.readouterr().err


# The screen


def opened(page: Page, app: str, query: str = "") -> None:
    page.goto(f"{app}/explore{query}")
    ready(page)
    expect(page.locator("#picture-explore a.mark").first).to_be_visible()


def moving(page: Page) -> int:
    """How many squares move at most, watched from the moment a starting point is followed."""
    watch = """() => { window.most = 0; const look = () => {
        const now = document.getAnimations().filter(({ effect }) => effect.target.matches("#picture-explore a.mark"));
        window.most = Math.max(window.most, now.length); requestAnimationFrame(look); }; look(); }"""
    page.evaluate(watch)
    page.get_by_role("link", name="Who says so?").click()
    expect(page).to_have_url(re.compile("down=speaker"))
    expect(page.locator("#picture-explore svg title").first).to_contain_text("come from")
    page.wait_for_timeout(500)
    return int(page.evaluate("window.most"))


def test_squares_move_to_their_new_place_unless_less_motion_is_asked_for(page: Page, app: str, table: Table) -> None:
    opened(page, app)
    assert moving(page) == (table.claims["restates"] == "").sum()
    page.emulate_media(reduced_motion="reduce")
    opened(page, app)
    assert moving(page) == 0


def test_a_box_around_squares_selects_them_and_they_can_be_listed_and_taken_away(page: Page, app: str) -> None:
    opened(page, app)
    box = page.locator("#picture-explore svg").bounding_box()
    assert box
    left, top = box["x"] + box["width"] * 0.35, box["y"] + box["height"] * 0.3
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + 200, top + 60, steps=3)
    page.mouse.up()
    bar = page.locator(".th-gather")
    expect(bar.get_by_role("status")).to_have_text(re.compile(r"^\d+ claims selected$"))
    number = int(bar.get_by_role("status").inner_text().split()[0])
    assert page.locator("#picture-explore .th-picked").count() == number > 3
    assert "open=" not in page.url, "the end of a box opens nothing"
    page.get_by_role("link", name="Who says so?").click()
    expect(page.locator("#picture-explore svg title").first).to_contain_text("come from")
    expect(page.locator("#picture-explore .th-picked")).to_have_count(number)
    with page.expect_download() as download:
        bar.get_by_role("link", name="CSV").click()
    assert len(Path(download.value.path()).read_text("utf-8-sig").splitlines()) == number + 1
    bar.get_by_role("link", name="List").click()
    expect(page.locator(".th-panel h2")).to_have_text(f"{number} claims")
    page.keyboard.press("Escape")
    expect(page.locator(".th-panel")).to_be_hidden()
    bar.get_by_role("button", name="Clear").click()
    expect(page.locator("#picture-explore .th-picked")).to_have_count(0)


def test_squares_are_selected_by_keys_alone(page: Page, app: str) -> None:
    opened(page, app)
    page.evaluate("document.querySelector('#picture-explore a.mark > rect').parentElement.focus()")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".th-gather").get_by_role("status")).to_have_text("4 claims selected")
    page.keyboard.press("Space")
    expect(page.locator(".th-gather").get_by_role("status")).to_have_text("3 claims selected")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "List"
    page.keyboard.press("Enter")
    expect(page.locator(".th-panel h2")).to_have_text("3 claims")


def dragged(phone: Page, begin: tuple[float, float], end: tuple[float, float]) -> None:
    """One finger put down, drawn along and lifted, as the screen of a phone reports it."""
    screen = phone.context.new_cdp_session(phone)
    screen.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": begin[0], "y": begin[1]}]})
    for step in range(1, 9):
        x, y = (start + (stop - start) * step / 8 for start, stop in zip(begin, end, strict=True))
        screen.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y}]})
        phone.wait_for_timeout(30)
    screen.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    phone.wait_for_timeout(300)


def test_on_a_phone_a_finger_scrolls_until_squares_are_to_be_selected_and_then_draws_a_box(browser: Browser, app: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    phone = context.new_page()
    opened(phone, app)
    bar, status = phone.locator(".th-gather"), phone.locator(".th-gather").get_by_role("status")
    expect(status).to_have_text("Press Select squares, then touch them or draw a box around them.")
    main, squares = phone.get_by_test_id("stMain"), phone.locator("#picture-explore .th-place a.mark:has(> rect)")
    squares.nth(20).scroll_into_view_if_needed()
    before = main.evaluate("(main) => main.scrollTop")
    box = squares.nth(20).bounding_box()
    assert box
    dragged(phone, (box["x"] + 5, 500), (box["x"] + 5, 300))
    assert main.evaluate("(main) => main.scrollTop") > before + 60, "the page scrolls"
    expect(phone.locator("#picture-explore .th-picked")).to_have_count(0)
    bar.get_by_role("button", name="Select squares").tap()
    squares.first.evaluate("(mark) => mark.scrollIntoView({ block: 'center' })")
    before = main.evaluate("(main) => main.scrollTop")
    box = squares.first.bounding_box()
    assert box
    dragged(phone, (box["x"] - 3, box["y"] - 3), (box["x"] + box["width"] * 6, box["y"] + box["height"] * 2.1))
    number = phone.locator("#picture-explore .th-picked").count()
    assert number > 3 and main.evaluate("(main) => main.scrollTop") == before, "nothing scrolls below the finger"
    expect(status).to_have_text(f"{number} claims selected")
    phone.locator("#picture-explore .th-picked").first.tap()
    expect(status).to_have_text(f"{number - 1} claims selected")
    assert "open=" not in phone.url
    for name in ("Select squares", "Keep", "Clear"):
        size = bar.get_by_role("button", name=name, exact=True).bounding_box()
        assert size and size["height"] >= 44 and size["width"] >= 44 and size["y"] + size["height"] <= 844, name
    for name in ("List", "CSV"):
        size = bar.get_by_role("link", name=name).bounding_box()
        assert size and size["height"] >= 44 and size["width"] >= 44 and size["x"] >= 0 and size["x"] + size["width"] <= 390, name
    bar.get_by_role("button", name="Keep", exact=True).tap()
    expect(phone).to_have_url(re.compile("keep="))
    with phone.expect_download() as download:
        bar.get_by_role("link", name="CSV").tap()
    assert len(Path(download.value.path()).read_text("utf-8-sig").splitlines()) == number
    bar.get_by_role("link", name="List").tap()
    expect(phone.locator(".th-panel h2")).to_have_text(f"{number - 1} claims")
    context.close()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app over a table with more claims than squares can be seen."""
    with serving("--data", grow(tmp_path_factory.mktemp("large"), 2_000)) as address:
        yield address


def test_squares_that_stand_for_several_claims_are_selected_listed_and_taken_away(page: Page, large: str) -> None:
    opened(page, large)
    square = page.locator("#picture-explore .th-place a.mark[href*=order]").first
    square.click()
    expect(page.locator(".th-panel h2")).to_have_text("5 claims")
    page.keyboard.press("Escape")
    expect(page.locator(".th-panel")).to_be_hidden()
    square.focus()
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    bar = page.locator(".th-gather")
    told = bar.get_by_role("status")
    expect(told).to_have_text(re.compile(r"^\d+ claims selected$"))
    number = int(told.inner_text().split()[0])
    assert number > 8
    with page.expect_download() as download:
        bar.get_by_role("link", name="CSV").click()
    assert len(Path(download.value.path()).read_text("utf-8-sig").splitlines()) == number + 1
    bar.get_by_role("link", name="List").click()
    expect(page.locator(".th-panel h2")).to_have_text(f"{number} claims")
    page.keyboard.press("Escape")
    bar.get_by_role("button", name="Keep", exact=True).click()
    expect(page.locator(".th-nav a[href^=notebook]")).to_have_text(f"Notebook ({number})")


def test_a_choice_is_written_to_the_address_and_kept_when_presented(page: Page, app: str) -> None:
    opened(page, app, "?down=speaker&fill=nonsense")
    expect(page.get_by_text("by which no claim is arranged")).to_be_visible()
    page.get_by_role("combobox", name="Fill").click()
    page.get_by_role("option", name="Own stake").click()
    expect(page).to_have_url(re.compile("down=speaker.*fill=stake"))
    page.get_by_role("link", name="Present", exact=True).click()
    expect(page.locator(".th-stage svg")).to_contain_text("filled by own stake")

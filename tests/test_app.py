"""What a person does with the real app in a real browser, and what they see."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from dashboard.render.theme import LIGHT
from tests.screens import Watched, go, ready
from tests.serving import serving

SCREENS = {
    "": "Overview",
    "compare": "Compare",
    "focus-areas": "Focus areas",
    "institutions": "Institutions",
    "figures": "Figures",
    "targets": "Targets",
    "explore": "Explore",
    "evidence": "Evidence",
    "sources": "Sources",
}


def _filter(page: Page, option: str) -> None:
    page.locator("[data-testid=stSidebar] button", has_text=re.compile(rf"^{re.escape(option)} \(")).click()


def _query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


MARKS = ".th-place svg a.mark"
PICTURED = {"": 1, "focus-areas": 1, "institutions": 1, "figures": 1, "targets": 1, "explore": 1, "sources": 3}
"""How many pictures at least stand on each screen that has any."""


def _marks(page: Page) -> int:
    page.wait_for_selector(MARKS)
    return page.locator(MARKS).count()


def test_every_screen_opens_by_its_address_in_light_and_dark(page: Page, app: str) -> None:
    for screen, title in SCREENS.items():
        page.emulate_media(color_scheme="light")
        page.goto(f"{app}/{screen}")
        ready(page)
        expect(page.locator(".th-nav a[aria-current=page]")).to_have_text(title)
        expect(page.locator("[data-testid=stException]")).to_have_count(0)
        for scheme, ground in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(14, 17, 23)")):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            expect(page.locator("[data-testid=stApp]")).to_have_css("background-color", ground)
            if screen in PICTURED:
                _marks(page)
                expect(page.locator(".th-place svg > rect").first).to_have_css("fill", ground)
                assert page.locator("[data-drawn]").count() >= PICTURED[screen]


def test_the_navigation_goes_from_screen_to_screen_without_loading_the_page_anew(page: Page, app: str) -> None:
    page.goto(app)
    ready(page)
    page.evaluate("window.stillHere = true")
    for title in [*list(SCREENS.values())[1:], "Overview"]:
        page.get_by_role("navigation", name="Screens").get_by_role("link", name=title, exact=True).click()
        expect(page.locator(".th-nav a[aria-current=page]")).to_have_text(title)
    assert page.evaluate("window.stillHere")


def test_a_filter_is_in_the_address_and_survives_screens_reload_and_the_back_button(page: Page, app: str) -> None:
    page.goto(f"{app}/compare")
    ready(page)
    _filter(page, "Hefei")
    expect(page.locator(".th-compare thead th")).to_have_count(2)
    assert _query(page) == {"cities": ["hefei"]}
    _filter(page, "Beijing")
    expect(page.locator(".th-compare thead th")).to_have_count(3)
    page.get_by_role("link", name="Evidence", exact=True).click()
    expect(page.get_by_role("heading", name="30 claims, and 3 repetitions of a claim")).to_be_visible()
    assert _query(page) == {"cities": ["beijing", "hefei"]}
    page.reload()
    ready(page)
    expect(page.get_by_role("heading", name="30 claims, and 3 repetitions of a claim")).to_be_visible()
    _back(page)
    expect(page.locator(".th-compare thead th")).to_have_count(3)
    _back(page)
    expect(page.locator(".th-compare thead th")).to_have_count(2)
    _back(page)
    expect(page.locator(".th-compare thead th")).to_have_count(5)
    page.go_forward()
    expect(page.locator(".th-compare thead th")).to_have_count(2)
    page.get_by_role("button", name="Reset filters").click()
    expect(page.locator(".th-compare thead th")).to_have_count(5)
    assert _query(page) == {}


def _back(page: Page) -> None:
    """Back as a person goes, who sees the screen stand still first: until then the browser may tell the server of filters left behind."""
    ready(page)
    page.wait_for_timeout(400)
    page.go_back()


def test_the_claims_of_a_mark_open_in_evidence_and_back_leads_to_the_mark(page: Page, app: str) -> None:
    page.goto(f"{app}/focus-areas?cities=shanghai&cities=shenzhen")
    ready(page)
    drawn = _marks(page)
    mark = page.locator(MARKS).first
    (claims,) = parse_qs(urlsplit(mark.get_attribute("href") or "").query)["claims"]
    mark.click()
    page.get_by_role("link", name="Open all in Evidence").click()
    expect(page.locator(".th-nav a[aria-current=page]")).to_have_text("Evidence")
    assert _query(page) == {"claims": [claims], "cities": ["shanghai", "shenzhen"]}
    expect(page.locator(".th-claims tbody tr")).to_have_count(len(claims.split()))
    _back(page)
    expect(page.locator(".th-nav a[aria-current=page]")).to_have_text("Focus areas")
    assert _marks(page) == drawn
    expect(page.locator(".th-panel article").first).to_be_visible()
    page.go_back()
    expect(page.locator(".th-panel")).to_be_hidden()
    assert _query(page) == {"cities": ["shanghai", "shenzhen"]}


def test_the_marks_of_a_picture_are_there_as_a_table_too(page: Page, app: str) -> None:
    page.goto(f"{app}/targets")
    ready(page)
    _marks(page)
    page.get_by_text("The same marks as a table").click()
    row = page.locator(".th-twin table.th-list tr", has_text="200 intelligent factories")
    expect(row).to_contain_text("target")
    row.get_by_role("link").press("Enter")
    expect(page.locator(".th-panel article", has_text="intelligent factories").first).to_be_visible()


def test_a_count_of_the_comparison_opens_exactly_its_claims(page: Page, app: str) -> None:
    page.goto(f"{app}/compare")
    ready(page)
    count = page.get_by_role("link", name=re.compile(r"^Chips and integrated circuits \d+ claims")).first
    number = int(re.findall(r"\d+", count.inner_text())[0])
    count.click()
    expect(page.get_by_role("heading", name=f"{number} claims")).to_be_visible()
    expect(page.locator(".th-panel article")).to_have_count(number)


def test_the_search_finds_a_chinese_name_and_keeps_it_in_the_address(page: Page, app: str) -> None:
    page.goto(f"{app}/evidence")
    ready(page)
    box = page.get_by_role("combobox", name="Search")
    box.fill("华为")
    box.press("Enter")
    expect(page.locator(".th-claims tbody tr").first).to_contain_text("Huawei")
    assert _query(page) == {"q": ["华为"]}
    box.fill("xyzzyx")
    box.press("Enter")
    expect(page.locator(".th-empty")).to_contain_text("No claim matches")
    expect(page.locator(".th-outside")).to_have_text("Nothing holds “xyzzyx”.")
    box.fill("")
    box.press("Enter")
    expect(page.locator(".th-claims tbody tr").nth(40)).to_be_attached()
    assert _query(page) == {}


def test_a_deep_link_opens_one_claim_with_its_speaker_its_printer_and_its_caveat(page: Page, app: str) -> None:
    page.goto(f"{app}/evidence?cities=shenzhen&q=466.5")
    ready(page)
    page.locator(".th-claims tbody th a").first.click()
    page.get_by_role("link", name="Open in Evidence").click()
    claim = page.locator(".th-claim")
    expect(claim).to_contain_text("Shenzhen saw 466.5 billion yuan")
    expect(claim).to_contain_text("Financial Affairs Office")
    expect(claim).to_contain_text("Asia Times, about March 2021, paragraph 22")
    expect(claim).to_contain_text("the figure is of Shenzhen alone")
    expect(page.get_by_label("Cite", exact=True)).to_contain_text("Coded as claim four-hubs-22-")


def test_what_a_link_asks_for_and_nobody_knows_is_named(page: Page, app: str) -> None:
    page.goto(f"{app}/compare?cities=atlantis&colour=red&cities=hefei&view=upside-down")
    ready(page)
    expect(page.get_by_text('"atlantis"')).to_be_visible()
    expect(page.get_by_text('"colour"')).to_be_visible()
    expect(page.locator(".th-compare thead th")).to_have_count(2)


def test_a_claim_that_is_not_there_is_named(page: Page, app: str) -> None:
    page.goto(f"{app}/evidence?claim=four-hubs-99-a")
    ready(page)
    expect(page.get_by_text('No claim is called "four-hubs-99-a"')).to_be_visible()


def test_the_rows_come_down_as_a_file(page: Page, app: str, tmp_path: Path) -> None:
    page.goto(f"{app}/evidence?cities=hefei")
    ready(page)
    page.get_by_text("Export", exact=True).click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert coming.value.suggested_filename == "tech-hubs_claims_hefei_2026-11.csv"
    coming.value.save_as(tmp_path / "rows.csv")
    lines = (tmp_path / "rows.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 18 and lines[0].startswith("claim_id,article,paragraph,city")


def test_two_cities_are_set_point_by_point(page: Page, app: str) -> None:
    page.goto(f"{app}/compare")
    ready(page)
    page.get_by_text("Two cities, point by point").click()
    expect(page.locator(".th-pair thead")).to_contain_text("Only Beijing")
    page.goto(f"{app}/?view=pair&first=shanghai&second=shenzhen")
    expect(page.locator(".th-nav a[aria-current=page]")).to_have_text("Compare")
    ready(page)
    both = page.locator(".th-pair tr", has_text="Assigned to it").locator("td").nth(2)
    expect(both).to_contain_text("Artificial intelligence")


def test_choosing_the_first_city_leaves_the_second_alone_and_they_change_places_where_they_would_be_the_same(page: Page, app: str) -> None:
    page.goto(f"{app}/compare?view=pair&first=shanghai&second=hefei")
    ready(page)
    for chosen, heads in (("Shenzhen", ("Only Shenzhen", "Only Hefei")), ("Hefei", ("Only Hefei", "Only Shenzhen"))):
        page.get_by_role("combobox", name="First city").click()
        page.get_by_role("option", name=chosen, exact=True).click()
        for place, head in enumerate(heads, start=1):
            expect(page.locator(".th-pair thead th").nth(place)).to_have_text(head)


def test_differences_leave_out_what_all_cities_share(page: Page, app: str) -> None:
    page.goto(f"{app}/?view=differences")
    ready(page)
    expect(page.locator(".th-compare")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Named a national hub")).to_have_count(0)
    expect(page.get_by_role("rowheader", name="Own plan")).to_have_count(1)


def test_on_a_phone_the_comparison_names_the_city_in_every_cell(page: Page, app: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{app}/compare")
    ready(page)
    expect(page.locator(".th-compare td").first).to_be_visible()
    assert "Beijing" in page.evaluate("getComputedStyle(document.querySelector('.th-compare td'), '::before').content")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


def test_the_whole_paragraph_shows_where_the_reader_has_the_article(watched: Watched, small: Path) -> None:
    articles = Path(__file__).parent / "small" / "articles"
    with serving("--data", small, "--articles", articles) as address:
        page = watched.page
        page.goto(f"{address}/evidence")
        ready(page)
        page.locator(".th-claims tbody th a").first.click()
        page.get_by_role("link", name="Open in Evidence").click()
        expect(page.locator(".th-claim blockquote mark")).to_be_visible()
        page.goto("about:blank")


def test_text_from_the_table_and_the_address_is_text(watched: Watched, small: Path) -> None:
    with serving("--data", small) as address:
        page = watched.page
        page.goto(
            f"{address}/evidence?q=%3Cimg%20src%3Dx%20onerror%3D%22window.harm%3D1%22%3E&claim=%3Cscript%3Ewindow.harm%3D1%3C/script%3E"
        )
        ready(page)
        expect(page.get_by_role("navigation", name="Active filters")).to_contain_text("<img src=x onerror=")
        expect(page.locator(".th-notices").first).to_contain_text("<script>window.harm=1</script>")
        assert page.evaluate("window.harm === undefined")
        page.goto("about:blank")


def test_broken_data_gives_its_problems_as_a_page(unwatched: Page, real: Path) -> None:
    page = unwatched
    claims = real / "claims.csv"
    claims.write_text(claims.read_text(encoding="utf-8").replace("466500000000", '"466,5"'), encoding="utf-8")
    with serving("--data", real) as address:
        page.goto(address)
        expect(page.locator(".th-problems li")).to_contain_text('"466,5" is not a number.')
        expect(page.locator("[data-testid=stException]")).to_have_count(0)
        page.goto("about:blank")


def test_a_lens_is_in_the_address_and_says_what_it_costs(page: Page, app: str) -> None:
    page.goto(f"{app}/focus-areas")
    ready(page)
    page.get_by_text("Like for like").click()
    expect(page.locator(".th-lenses")).to_contain_text("only Asia Times of 5 articles covers Beijing, Shanghai, Shenzhen and Hefei")
    assert _query(page) == {"like": ["yes"]}
    page.goto(f"{app}/compare?without=four-hubs")
    ready(page)
    expect(page.locator(".th-lenses")).to_contain_text("Without Asia Times")
    faded = page.locator(".th-compare td.th-hefei li.th-fades")
    expect(faded.first).to_contain_text("Named one of the four")
    faded.first.get_by_role("link").click()
    expect(page.locator(".th-panel article").first).to_be_visible()


def test_a_city_has_a_page_one_link_away(page: Page, app: str) -> None:
    page.goto(f"{app}/compare")
    ready(page)
    page.locator(".th-compare thead").get_by_role("link", name="Hefei").click()
    expect(page.get_by_role("heading", name="Said of other cities, and not of Hefei")).to_be_visible()
    page.get_by_text(re.compile(r"^Focus areas \(")).click()
    expect(page.get_by_text("Biomedicine: Shanghai")).to_be_visible()


def test_the_page_of_a_city_sets_no_filter(page: Page, app: str) -> None:
    page.goto(f"{app}/city?of=beijing")
    ready(page)
    page.locator(MARKS).first.locator("rect, text").first.click()
    page.get_by_role("link", name="Open all in Evidence").click()
    expect(page.locator(".th-nav a[aria-current=page]")).to_have_text("Evidence")
    assert list(_query(page)) == ["claims"]
    page.get_by_role("link", name="Targets", exact=True).click()
    expect(page.locator(".th-nav a[aria-current=page]")).to_have_text("Targets")
    assert _query(page) == {}


def test_what_is_active_stands_above_every_screen_and_goes_one_by_one_or_all_at_once(page: Page, app: str) -> None:
    page.goto(f"{app}/evidence?cities=hefei&status=forecast&without=powerhouse&area=talent&q=more")
    ready(page)
    chips = page.get_by_role("navigation", name="Active filters")
    expect(chips.get_by_role("link")).to_have_text(
        ["Hefei ×", "Forecast ×", "Without China Daily ×", "focus area: Talent ×", "Words: more ×", "Clear all"]
    )
    chips.get_by_role("link", name="Remove Forecast").click()
    expect(chips.get_by_role("link")).to_have_count(5)
    assert _query(page) == {"cities": ["hefei"], "without": ["powerhouse"], "area": ["talent"], "q": ["more"]}
    page.get_by_role("link", name="Targets", exact=True).click()
    expect(chips.get_by_role("link")).to_have_text(["Hefei ×", "Without China Daily ×", "Clear all"])
    chips.get_by_role("link", name="Clear all").click()
    expect(chips).to_have_count(0)
    assert _query(page) == {} and urlsplit(page.url).path == "/targets"


def test_the_home_screen_shows_every_other_picture_small_and_each_leads_to_its_screen(page: Page, app: str) -> None:
    page.goto(f"{app}/?cities=shanghai&cities=hefei")
    ready(page)
    for still in page.locator(".th-gallery li").all():
        still.scroll_into_view_if_needed()
        expect(still.locator("svg")).to_be_visible()
    page.locator(".th-gallery a", has_text="Silence").click()
    expect(page.locator(".th-nav a[aria-current=page]")).to_have_text("Sources")
    assert _query(page) == {"cities": ["shanghai", "hefei"]}
    expect(page.locator("#picture-silence svg").first).to_be_in_viewport()


def test_back_leads_to_the_line_one_left_with_what_was_open_there_open(page: Page, app: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{app}/compare")
    ready(page)
    page.locator(".th-compare details summary").nth(4).click()
    city = page.locator(".th-compare details[open] a").first
    city.scroll_into_view_if_needed()
    line = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    assert line > 100
    page.get_by_role("link", name="Sources", exact=True).evaluate("link => link.click()")
    expect(page.locator(".th-nav a[aria-current=page]")).to_have_text("Sources")
    _back(page)
    expect(page.locator(".th-compare details[open] a").first).to_be_in_viewport()
    assert abs(page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") - line) < 40


def test_the_path_leads_through_five_screens(page: Page, app: str) -> None:
    page.goto(app)
    ready(page)
    page.get_by_role("link", name="Take the path in five steps").click()
    for step in range(1, 5):
        # While the script runs, what stood there before is still there.
        told = page.locator(".th-path", has_text=f"Step {step} of 5")
        told.get_by_role("link", name=re.compile("^Next")).click()
    expect(page.locator(".th-path", has_text="Step 5 of 5: What nobody says")).to_be_visible()
    page.go_back()
    expect(page.locator(".th-path", has_text="Step 4 of 5")).to_be_visible()


OPTION = ".th-finder [role=option]"


def test_what_is_typed_on_any_screen_is_found_below_the_box_and_a_claim_opens_beside_the_picture(page: Page, app: str) -> None:
    page.goto(f"{app}/focus-areas?cities=shanghai")
    ready(page)
    box = page.get_by_role("combobox", name="Search")
    box.press_sequentially("zhongxin guoji")
    expect(page.locator(OPTION).first).to_contain_text("SMIC")
    expect(page.locator(f"{OPTION} mark").first).to_have_text("zhongxin guoji")
    box.press("ArrowDown")
    expect(page.locator(OPTION).first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == page.locator(OPTION).first.get_attribute("id")
    box.press("Enter")
    expect(page.locator(".th-panel h3").first).to_contain_text("SMIC")
    expect(page.locator(OPTION)).to_have_count(0)
    expect(page.locator(".th-nav a[aria-current=page]")).to_have_text("Focus areas")
    page.keyboard.press("Escape")
    expect(page.locator(".th-panel")).to_be_hidden()
    expect(box).to_be_focused()
    expect(box).to_have_value("zhongxin guoji")


def test_the_words_the_focus_and_the_list_stay_while_the_page_is_drawn_anew(page: Page, app: str) -> None:
    page.goto(app)
    ready(page)
    box = page.get_by_role("combobox", name="Search")
    box.press_sequentially("SMIC")
    expect(page.locator(OPTION).first).to_contain_text("SMIC")
    page.evaluate("history.pushState({}, '', '?cities=hefei'); dispatchEvent(new PopStateEvent('popstate'))")
    expect(page.locator(".th-search input[name=cities]")).to_have_value("hefei")
    expect(box).to_be_focused()
    expect(page.locator(OPTION).first).to_contain_text("SMIC")
    page.keyboard.type(" plant")
    expect(box).to_have_value("SMIC plant")
    expect(page.locator(OPTION).first).to_contain_text("New SMIC wafer plant")
    expect(page.locator(OPTION).last).to_contain_text("outside this narrowing")
    page.keyboard.press("Escape")
    expect(page.locator(OPTION)).to_have_count(0)
    expect(box).to_have_value("SMIC plant")


def test_a_city_leads_to_its_screen_and_a_question_to_its_two_sides(page: Page, app: str) -> None:
    page.goto(f"{app}/targets")
    ready(page)
    box = page.get_by_role("combobox", name="Search")
    box.press_sequentially("合肥")
    page.locator(OPTION).first.click()
    expect(page.get_by_role("heading", name="15 claims about Hefei")).to_be_visible()
    box.fill("chip gap")
    page.locator(OPTION, has_text="closing").first.click()
    expect(page.locator("#topic-chip-gap table")).to_be_in_viewport()


def test_without_the_list_a_search_is_a_form_that_leads_to_the_evidence(page: Page, app: str) -> None:
    page.goto(f"{app}/figures?cities=shenzhen")
    ready(page)
    page.locator(".th-search [name=q]").evaluate("box => { box.value = 'equity'; HTMLFormElement.prototype.submit.call(box.form) }")
    page.wait_for_url("**/evidence?q=equity&cities=shenzhen")
    expect(page.locator(".th-claims mark").first).to_be_visible()


def test_the_gate_says_why_two_figures_may_not_share_an_axis(page: Page, app: str) -> None:
    page.goto(f"{app}/figures?a=digital-hub-18-h&b=four-hubs-22-f")
    ready(page)
    box = page.locator(".th-answerbox")
    expect(box).to_contain_text("They may not stand on one axis.")
    expect(box).to_contain_text("They measure different things")
    expect(box).to_contain_text("The nearest honest comparison")
    expect(box.get_by_role("link")).to_have_count(2)
    box.get_by_role("link").first.click()
    expect(page.locator(".th-panel article")).to_have_attribute("aria-label", "digital-hub-18-h")


def test_the_picker_of_figures_finds_one_by_what_is_printed_and_whose_it_is(page: Page, app: str) -> None:
    page.goto(f"{app}/figures")
    ready(page)
    for typed, found in (("8.9", "8.9 billion US dollars"), ("SMIC", "SMIC"), ("466.5", "Shenzhen")):
        page.get_by_role("combobox", name="Set this figure").fill(typed)
        expect(page.get_by_role("option").first).to_contain_text(found)


def test_text_from_the_address_is_no_markdown_and_fetches_nothing(watched: Watched, app: str) -> None:
    page = watched.page
    image = "![a](http://127.0.0.2:9/q.png)"
    page.goto(f"{app}/evidence?q={image}&claim={image}&{image}=1&cities={image}")
    ready(page)
    page.wait_for_timeout(1000)
    assert page.locator("img").count() == 0


def test_every_screen_stands_under_every_lens(page: Page, app: str) -> None:
    lenses = "like=yes&without=four-hubs&interest=hide"
    page.goto(f"{app}/targets?{lenses}")
    ready(page)
    for screen in (*SCREENS, "city"):
        go(page, f"{screen}?{lenses}")
        expect(page.locator("h1")).to_have_text({**SCREENS, "city": "Beijing"}[screen])
        expect(page.locator(".th-lenses p").first).to_be_visible()
        expect(page.locator("[data-testid=stAlert], [data-testid=stException]")).to_have_count(0)


def test_the_name_of_a_picture_that_was_replaced_opens_what_took_its_place(page: Page, app: str) -> None:
    page.goto(f"{app}/present?picture=coverage")
    expect(page.locator(".th-stage svg").first).to_be_visible()
    assert page.locator("a[data-picture=svg]").get_attribute("href").startswith("export/strips.svg?")  # type: ignore[union-attr]


# Drawn once, answered by the browser alone


def test_a_picture_is_fetched_once_when_the_page_opens_once_when_a_filter_changes_and_stays_until_the_next_is_there(
    page: Page, app: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: "/drawn/" in request.url and asked.append(request.url))
    page.goto(f"{app}/sources")
    for chosen in ("", "Hefei"):
        if chosen:
            asked.clear()
            _filter(page, chosen)
            expect(page.locator(".th-place svg", has_text=chosen).first).to_be_visible()
        expect(page.locator("[data-drawn] svg").first).to_be_visible()
        expect(page.locator("[data-drawn]:not(:has(svg))")).to_have_count(0)
        page.wait_for_timeout(1200)
        assert len(asked) == len(set(asked)) == page.locator("[data-drawn]").count()
        assert all(("cities=hefei" in each) == bool(chosen) for each in asked)


def test_a_picture_is_laid_out_anew_for_the_width_it_has(page: Page, app: str) -> None:
    page.goto(f"{app}/targets")
    _marks(page)
    wide = float(page.locator(".th-place svg").get_attribute("width") or 0)
    page.set_viewport_size({"width": 500, "height": 900})
    expect(page.locator(".th-place svg")).not_to_have_attribute("width", f"{wide:.0f}")
    narrow = float(page.locator(".th-place svg").get_attribute("width") or 0)
    assert 320 <= narrow <= 500 < wide


def test_a_picture_that_cannot_come_says_so_in_words(unwatched: Page, app: str) -> None:
    page = unwatched
    page.route("**/drawn/**", lambda route: route.abort())
    page.goto(f"{app}/targets")
    expect(page.locator(".th-place")).to_have_text("The picture could not be fetched. Reload the page.")


def test_a_table_that_was_opened_stays_open_when_a_filter_changes_and_closed_when_it_was_closed(page: Page, app: str) -> None:
    page.goto(f"{app}/focus-areas")
    ready(page)
    table = page.locator("#twin-focus-areas")
    table.locator("summary").click()
    for city in ("Hefei", "Beijing"):
        _filter(page, city)
        expect(table.locator("tbody")).to_contain_text(city)
        expect(table).to_have_attribute("open", "")
    table.locator("summary").click()
    _filter(page, "Hefei")
    expect(table.locator("tr")).to_have_count(0)
    expect(table).not_to_have_attribute("open", "")


def test_a_table_comes_when_it_is_opened_and_says_when_it_cannot_come(unwatched: Page, app: str) -> None:
    page = unwatched
    page.goto(f"{app}/focus-areas")
    ready(page)
    table = page.locator("#twin-focus-areas")
    assert table.locator("tr").count() == 0
    page.route("**/marks/**", lambda route: route.abort())
    table.locator("summary").click()
    expect(table).to_contain_text("This could not be fetched. Open it once more.")
    page.unroute("**/marks/**")
    table.locator("summary").click()
    table.locator("summary").click()
    expect(table.locator("tbody tr").first).to_be_visible()


def test_a_mark_that_fades_leads_to_the_claims_that_its_lens_hides(page: Page, app: str) -> None:
    for place in ("focus-areas?", "present?picture=focus-areas&"):
        page.goto(f"{app}/{place}cities=hefei&without=four-hubs")
        page.locator(".th-drawing svg a.mark[opacity]").first.click()
        expect(page.locator(".th-panel article").first).to_be_visible()
        assert "without" not in parse_qs(_query(page)["open"][0])


def test_a_mark_in_a_frame_carries_the_frame_and_the_filters_to_its_claims(page: Page, app: str) -> None:
    page.goto(f"{app}/focus-areas?cities=hefei&embed=true")
    _marks(page)
    with page.expect_popup() as opened:
        page.locator(MARKS).first.click()
    expect(opened.value.locator(".th-claims tbody tr").first).to_be_visible()
    assert _query(opened.value)["cities"] == ["hefei"]
    assert urlsplit(page.url).path == "/focus-areas", "the frame keeps the picture"


def test_a_citys_name_has_its_colour_wherever_it_stands(page: Page, app: str) -> None:
    def colour(place: str) -> str:
        return str(page.locator(place).first.evaluate("(found) => getComputedStyle(found).color"))

    wanted = f"rgb({', '.join(str(int(LIGHT.hubs[3][at : at + 2], 16)) for at in (1, 3, 5))})"
    page.goto(f"{app}/evidence?cities=hefei")
    ready(page)
    assert colour(".th-claims a.th-hefei") == wanted
    page.goto(f"{app}/compare?cities=hefei")
    ready(page)
    assert colour(".th-compare thead th.th-hefei") == wanted
    page.goto(f"{app}/sources")
    ready(page)
    assert colour("h3.th-hefei") == wanted


def test_that_the_articles_pull_apart_is_seen_beside_all_of_the_overview_and_leads_there(page: Page, app: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(app)
    _marks(page)
    told = page.locator(".th-apart > a")
    expect(told).to_have_text("The articles pull apart on 5 questions")
    for seen in (told, page.locator("#picture-overview svg").first):
        box = seen.bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 900
    question = page.locator(".th-apart li a").first
    words = question.inner_text()
    question.click()
    expect(page.locator(".th-topic[open] > summary")).to_have_text(words)
    expect(page.locator(".th-topic[open] > summary")).to_be_in_viewport()

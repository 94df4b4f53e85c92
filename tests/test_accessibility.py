"""Every reader: by ear, by keys alone, on a narrow screen, with large type, without motion, in high contrast."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from dashboard.table.notebook import KeptClaim, Notebook
from tests.screens import go, ready
from tests.serving import serving

FEW = "cities=beijing&cities=shenzhen"
"""A selection that has every kind of row and few of each: an audit looks at every element."""
NOTEBOOK = Notebook(
    (KeptClaim("four-hubs-22-f", "1.1.0", "my own words"), KeptClaim("chips-2018-17-c", "1.1.0"), KeptClaim("no-such-99-z"))
).encoded
"""A claim with a note, one that was withdrawn and one nobody knows."""
SCREENS = (
    f"?{FEW}",
    f"compare?{FEW}",
    f"?{FEW}&view=differences",
    "?view=pair&first=beijing&second=hefei",
    f"focus-areas?{FEW}&like=yes",
    f"institutions?{FEW}",
    f"figures?{FEW}&a=digital-hub-18-h&b=four-hubs-22-f",
    "targets",
    f"explore?{FEW}",
    "explore?down=speaker&fill=stake&cities=hefei",
    f"evidence?{FEW}",
    f"evidence?{FEW}&claim=four-hubs-22-f",
    "evidence?claim=nope&cities=hefei",
    "sources?cities=hefei",
    "check",
    "quiz?seed=abc",
    f"notebook?keep={NOTEBOOK}",
    "notebook?keep=damaged",
    "city?of=hefei",
    "present?picture=targets",
    "targets?status=forecast&speakers=expert",
    "?step=1&data=1.0.0&cities=atlantis&cities=hefei&without=four-hubs",
)
WIDTHS = (1440, 390)
MARK, TWIN = ".th-place svg a.mark", ".th-twin table"
NARROWEST = 320
STREAMLIT = {
    "help": ("region", "#stFloatingOverlayPortal", "Streamlit hangs a tooltip outside every landmark"),
}
"""What Streamlit itself does wrong, where: the rule, the element, the reason. One that is mended fails the test, and goes."""


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    drawn(page)
    return page


def drawn(page: Page) -> None:
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    expect(page.locator(".stHtml h1, .stHtml h2").first).to_be_attached()


def audit(page: Page) -> list[tuple[str, str]]:
    """What axe finds wrong: the rule and the element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[dict[str, Any]] = page.evaluate(
        "axe.run({ resultTypes: ['violations'], preload: false }).then(({ violations }) => violations)"
    )
    return [(rule["id"], node["html"][:300]) for rule in found for node in rule["nodes"]]


@pytest.fixture
def reader(page: Page) -> Page:
    """A page at a usual width."""
    page.set_viewport_size({"width": 1440, "height": 900})
    return page


def focused(page: Page) -> dict[str, Any]:
    """What has the focus: its name, its kind, and whether one can see that it has it."""
    found: dict[str, Any] = page.evaluate(
        """() => { const one = document.activeElement, style = getComputedStyle(one);
        const around = one.closest("[data-baseweb], [data-testid=stSelectbox] > div, label");
        const shown = [one, around].filter(Boolean).map(e => getComputedStyle(e));
        return { name: (one.getAttribute("aria-label") ?? one.textContent).trim(), tag: one.tagName.toLowerCase(),
        seen: shown.some(s => s.outlineStyle !== "none" || s.boxShadow !== "none") } }"""
    )
    return found


def tab_to(page: Page, name: str, most: int = 60) -> list[str]:
    """Press Tab until the element of this name has the focus; returns what was passed."""
    passed: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        passed.append(focused(page)["name"])
        if re.fullmatch(name, passed[-1]):
            return passed
    raise AssertionError(f"Tab never came to {name!r}, but to {passed}")


# axe


def both(page: Page) -> list[tuple[object, ...]]:
    """What axe finds wrong on a wide light screen and on a narrow dark one: no colour depends on the width."""
    wrong: list[tuple[object, ...]] = []
    for width, scheme in zip(WIDTHS, ("light", "dark"), strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        expect(page.locator("[data-testid=stApp]")).to_have_css("color-scheme", scheme)
        wrong += [(width, *found) for found in audit(page)]
    return wrong


def test_axe_finds_nothing_wrong_on_any_screen_wide_or_narrow_light_or_dark(page: Page, app: str) -> None:
    opened(page, f"{app}/{SCREENS[0]}")
    wrong = []
    for screen in SCREENS:
        go(page, screen)
        wrong += [(screen, *found) for found in both(page)]
        assert page.locator("h1").count() == 1, screen
    opened(page, f"{app}/focus-areas?embed=true&{FEW}")
    wrong += [("embedded", *found) for found in both(page)]
    assert wrong == []


def test_axe_finds_nothing_wrong_on_the_page_of_problems(unwatched: Page, real: Path) -> None:
    page = unwatched
    claims = real / "claims.csv"
    claims.write_text(claims.read_text(encoding="utf-8").replace("466500000000", '"466,5"'), encoding="utf-8")
    with serving("--data", real) as address:
        opened(page, address)
        expect(page.get_by_role("heading", level=1)).to_have_text("The data cannot be shown yet")
        assert both(page) == []
        page.goto("about:blank")


def test_axe_finds_nothing_wrong_in_what_opens_but_what_streamlit_itself_does(reader: Page, app: str) -> None:
    page = opened(reader, f"{app}/focus-areas?cities=hefei")
    page.get_by_text("The same marks as a table").click()
    for opening in ("Export", "Share", "Cite"):
        page.locator(".th-take summary", has_text=opening).click()
        expect(page.locator(".th-take details[open] :is(a, button)").first).to_be_visible()
        assert audit(page) == [], opening
    found = {}
    page.get_by_role("combobox", name="Search").press_sequentially("chip gap")
    expect(page.get_by_role("listbox", name="What was found")).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert audit(page) == [], "what was found"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Help for Like for like").focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    page.wait_for_timeout(400)  # It comes slowly, and half there it is pale.
    found["help"] = audit(page)
    for place, (rule, element, reason) in STREAMLIT.items():
        assert page.locator(element).count()
        assert [name for name, _ in found[place]] == [rule], f"{reason}: no longer so, or no longer that alone"


# Keys alone


def test_by_keys_alone_one_filters_and_follows_a_mark_to_its_claims(reader: Page, app: str) -> None:
    page = opened(reader, f"{app}/focus-areas")
    tab_to(page, r"Beijing \(\d+\)")
    assert focused(page)["seen"]
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert focused(page)["name"].startswith("Hefei")
    page.keyboard.press("Space")
    page.wait_for_url("**/focus-areas?cities=hefei")
    drawn(page)
    assert focused(page)["name"].startswith("Hefei"), "the focus is lost when a filter changes"
    page.wait_for_selector(MARK)
    stops = tab_to(page, r".*The same marks as a table")
    marks = page.locator(f"{MARK}[aria-label]")
    names = [marks.nth(place).get_attribute("aria-label") for place in range(2)]
    assert [name for name in stops if name in names] == names[:1], "a picture is one tab stop"
    assert focused(page)["seen"]
    page.keyboard.press("Enter")
    expect(page.locator(f"{TWIN} a").first).to_be_visible()
    tab_to(page, r"\d+ claims?: .*")
    assert focused(page)["seen"]
    page.keyboard.press("Shift+Tab")
    page.locator(MARK).first.focus()
    page.keyboard.press("ArrowRight")
    assert focused(page)["name"] == names[1] and focused(page)["seen"]
    page.keyboard.press("Enter")
    expect(page.locator(".th-panel h2")).to_be_focused()
    page.get_by_role("link", name="Open all in Evidence").press("Enter")
    page.wait_for_url("**/evidence?**")
    expect(page.get_by_role("heading", level=1, name="Evidence")).to_be_focused()
    expect(page.locator(".th-claims tbody tr").first).to_be_visible()
    tab_to(page, r"Hefei .*", most=24)
    page.keyboard.press("Enter")
    expect(page.locator(".th-panel h2")).to_be_focused()
    page.go_back()
    expect(page.locator(".th-panel")).to_be_hidden()


def test_the_first_key_skips_to_the_screen_and_a_picture_can_be_skipped_for_its_table(reader: Page, app: str) -> None:
    page = opened(reader, f"{app}/targets?cities=hefei")
    page.wait_for_selector(".th-place svg a.mark")
    tab_to(page, "Skip to main content", most=1)
    assert focused(page)["seen"]
    page.keyboard.press("Enter")
    tab_to(page, "Tech Hubs", most=2)
    tab_to(page, "Read this picture as a table", most=20)
    assert focused(page)["seen"]
    expect(page.get_by_role("link", name="Read this picture as a table")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert focused(page)["tag"] == "summary"
    expect(page.get_by_role("table")).to_be_visible()


def test_by_keys_alone_one_exports_a_picture_and_presents_it(reader: Page, app: str) -> None:
    page = opened(reader, f"{app}/focus-areas?cities=hefei")
    page.wait_for_selector(".th-place svg a.mark")
    page.get_by_role("link", name="Read this picture as a table").focus()
    tab_to(page, "Export", most=8)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="1920 × 1080").first).to_be_visible()
    tab_to(page, "1920 × 1080", most=2)
    assert focused(page)["seen"]
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    assert coming.value.suggested_filename.endswith(".png")
    for _ in range(2):
        page.keyboard.press("Shift+Tab")
    assert focused(page)["name"] == "Present"
    page.keyboard.press("Enter")
    expect(page.locator(".th-stage svg a.mark").first).to_be_attached()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("a[data-key=Escape]")).not_to_have_attribute("href", re.compile("focus-areas"))
    page.keyboard.press("ArrowLeft")
    expect(page.locator("a[data-key=Escape]")).to_have_attribute("href", re.compile("focus-areas"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1, name="Focus areas")).to_be_focused()


# What is heard


def test_a_change_is_heard_and_every_screen_has_a_title_of_its_own(reader: Page, app: str) -> None:
    page = opened(reader, f"{app}/city?of=hefei")
    expect(page).to_have_title("Hefei · Tech Hubs")
    go(page, "targets")
    expect(page).to_have_title("Targets · Tech Hubs")
    heard = page.locator("body > [role=status]")
    page.locator("[data-testid=stSidebar] button", has_text="Hefei (").click()
    expect(heard).to_have_text("City: Hefei: 15 claims, and 2 repetitions of a claim")
    page.get_by_role("button", name="Reset filters").click()
    expect(heard).to_have_text(re.compile(r"^All claims: \d+ claims"))
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_picture_is_heard_as_its_finding_and_its_marks_and_a_table_with_its_heads(reader: Page, app: str) -> None:
    page = opened(reader, f"{app}/focus-areas?cities=hefei")
    page.wait_for_selector(MARK)
    page.get_by_text("The same marks as a table").click()
    expect(page.locator(f"{TWIN} a").first).to_be_visible()
    finding = page.locator(".th-shown h2").inner_text()
    expect(page.get_by_role("main")).to_match_aria_snapshot(f"""
        - navigation "Home":
          - link "Tech Hubs"
        - search:
          - combobox "Search"
          - button "Search"
          - status
        - navigation "Screens":
          - link "Overview"
          - link "Compare"
          - link "Focus areas"
          - link "Institutions"
          - link "Figures"
          - link "Targets"
          - link "Evidence"
          - link "Sources"
        - heading "Focus areas" [level=1]
        - paragraph: "City: Hefei: 15 claims, and 2 repetitions of a claim"
        - figure "{finding}":
          - heading "{finding}" [level=2]
          - paragraph:
            - link "Read this picture as a table"
          - group /^{finding}/:
            - link
          - group:
            - table /^{finding}/:
              - rowgroup:
                - row:
                  - columnheader "What is said"
                  - columnheader "City"
                  - columnheader "Status"
                  - columnheader "Claims"
        - 'navigation "Take this picture away: focus areas"':
          - link "Present"
        """)
    names = page.locator(f"{MARK}[aria-label]").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert names and all(name and name.strip() for name in names)


def test_the_comparison_is_heard_as_one_table_with_a_city_a_column(reader: Page, app: str) -> None:
    page = opened(reader, f"{app}/compare?cities=hefei&cities=beijing")
    expect(page.get_by_role("main")).to_match_aria_snapshot("""
        - heading "Compare" [level=1]
        - figure:
          - heading [level=2]
          - table:
            - rowgroup:
              - row:
                - columnheader "Point"
                - columnheader "Beijing"
                - columnheader "Hefei"
            - rowgroup:
              - row:
                - rowheader "Part in the national plan"
              - row:
                - rowheader "Named a national hub"
        """)


def test_a_claim_is_heard_in_the_order_it_is_read(reader: Page, app: str) -> None:
    page = opened(reader, f"{app}/evidence?cities=shenzhen&claim=four-hubs-22-f")
    expect(page.get_by_role("main")).to_match_aria_snapshot("""
        - heading "Evidence" [level=1]
        - article "Claim four-hubs-22-f":
          - heading /466.5 billion yuan/ [level=2]
          - term: Status
          - definition: /Claimed|In place/
          - term: About
          - term: Figure
          - term: Said by
          - term: Printed by
          - term: Support
          - term: As printed
          - term: Paragraph
        - navigation "Cite"
        - heading /\\d+ claims/ [level=2]
        - navigation "Take these claims away"
        - region "Claims":
          - table:
            - rowgroup:
              - row:
                - columnheader "Claim"
        """)


# Small windows, large type, no motion, high contrast


def beyond(page: Page) -> list[str]:
    """What reaches over the right edge of the window."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("[data-testid=stMain] *")]
        .filter(one => !one.closest(".th-unseen, .th-lead, .th-stage, thead"))
        .filter(one => { const box = one.getBoundingClientRect(); return box.width > 2 && box.right > innerWidth + 1 })
        .map(one => `${one.tagName} ${one.className} ${one.textContent.slice(0, 40)}`)"""
    )
    return found


def test_nothing_scrolls_two_ways_in_a_narrow_window_or_with_large_type(page: Page, app: str) -> None:
    wrong = []
    for width, size in ((NARROWEST, 16), (640, 32)):
        page.set_viewport_size({"width": width, "height": 800})
        opened(page, f"{app}/targets")
        page.add_style_tag(content=f"html {{ font-size: {size}px !important }}")
        for screen in (f"?{FEW}", f"focus-areas?{FEW}", f"evidence?{FEW}&claim=four-hubs-22-f", "sources?cities=hefei", "city?of=hefei"):
            go(page, screen)
            for twin in page.get_by_text("The same marks as a table").all()[:1]:
                twin.click()
            page.wait_for_timeout(300)
            if page.evaluate("techHubsStreamlit.main().scrollWidth > techHubsStreamlit.main().clientWidth"):
                wrong.append(screen)
            wrong += [f"{screen} {found}" for found in beyond(page)]
    assert wrong == []


def test_what_we_say_of_our_looks_holds_wherever_streamlit_puts_its_own(page: Page, app: str) -> None:
    """Its styles come after the page's and win where both say as much; ours once more at the very end must change nothing."""
    wrong = []
    opened(page, f"{app}/targets")
    for screen, width in product(SCREENS, WIDTHS):
        if width == WIDTHS[0]:
            go(page, screen)
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(
            """() => {
            const looks = ["padding", "margin", "maxWidth", "display", "position", "color", "background", "border", "font", "listStyle"];
            const all = [...document.querySelectorAll("#root *")];
            const seen = () => all.map((each) => getComputedStyle(each)).map((style) => looks.map((look) => style[look]).join(" "));
            const before = seen();
            const ours = [...document.querySelectorAll("style")].find((style) => style.textContent.includes(".th-compare"));
            const again = ours.cloneNode(true);
            document.head.append(again);
            const after = seen();
            again.remove();
            return all.filter((_, place) => before[place] !== after[place]).map((each) => `${each.tagName} ${each.className}`);
            }"""
        )
        wrong += [f"{screen}: {each}" for each in sorted(set(found))]
    assert wrong == []


def test_on_a_phone_a_picture_is_laid_out_for_the_phone_and_nothing_scrolls_sideways(page: Page, app: str) -> None:
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    for place in ("", "focus-areas", "institutions", "figures", "targets", "explore", "sources", "targets?embed=true"):
        page.goto(f"{app}/{place}")
        page.wait_for_selector(MARK)
        for picture in page.locator(".th-place svg").all():
            box = picture.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= NARROWEST, place
            sizes = picture.locator("text").evaluate_all("all => all.map(one => parseFloat(one.getAttribute('font-size')))")
            assert min(sizes) >= 12, place
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= NARROWEST, place


def test_on_a_phone_a_picture_leads_to_its_table_and_the_filters_open(browser: Browser, app: str) -> None:
    context = browser.new_context(viewport={"width": NARROWEST, "height": 640}, has_touch=True)
    page = opened(context.new_page(), f"{app}/focus-areas?cities=hefei")
    page.wait_for_selector(MARK)
    page.get_by_role("link", name="Read this picture as a table").focus()
    page.keyboard.press("Enter")
    cell = page.locator(f"{TWIN} td[data-head='Status']").first
    expect(cell).to_be_visible()
    assert page.evaluate("cell => getComputedStyle(cell, '::before').content", cell.element_handle()) == '"Status: "'
    page.locator("[data-testid=stExpandSidebarButton]").tap()
    page.get_by_role("button", name=re.compile("^Beijing")).tap()
    page.wait_for_url(re.compile("cities=beijing"))
    context.close()


def test_nothing_moves_for_who_wants_no_motion(reader: Page, app: str) -> None:
    reader.emulate_media(reduced_motion="reduce")
    page = opened(reader, f"{app}/focus-areas?cities=hefei")
    ready(page)
    slowest = page.evaluate(
        """Math.max(...[...document.querySelectorAll("*")].flatMap(one => { const style = getComputedStyle(one);
        return [style.transitionDuration, style.animationDuration].flatMap(all => all.split(",").map(parseFloat)) }))"""
    )
    assert slowest <= 0.001


def test_in_high_contrast_choice_focus_and_picture_are_told_apart(reader: Page, app: str) -> None:
    reader.emulate_media(forced_colors="active", contrast="more")
    page = opened(reader, f"{app}/focus-areas?cities=hefei&like=yes")
    page.wait_for_selector(".th-place svg a.mark")

    def outline(selector: str) -> str:
        return str(page.locator(selector).first.evaluate("one => getComputedStyle(one).outlineStyle"))

    assert (outline("[aria-pressed=true]"), outline("[aria-pressed=false]")) == ("double", "none")
    assert outline("label:has([role=switch]:checked)") == "double"
    here = page.locator(".th-nav a[aria-current=page]")
    assert here.evaluate("one => getComputedStyle(one).borderBottomWidth") == "3px"
    tab_to(page, r"Beijing \(\d+\)|Hefei \(\d+\)")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    colours = page.locator(".th-place svg :is(rect, text)").evaluate_all("all => all.map(one => getComputedStyle(one).fill)")
    assert {"rgb(255, 255, 255)", "rgb(0, 0, 0)"} <= set(colours)
    shades = {found for found in colours if found.startswith("rgb(")}
    assert all(len(set(re.findall(r"\d+", found))) == 1 for found in shades), "a hue is left where high contrast is asked for"
    muted, ink = (
        page.evaluate(f"getComputedStyle(document.querySelector('.stHtml')).getPropertyValue('{name}')") for name in ("--muted", "--ink")
    )
    assert muted == ink

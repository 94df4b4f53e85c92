"""Files whose sentences are checked: what is read of them, what is refused with a sentence, and what the command and the screen say."""

from __future__ import annotations

import html
import io
import os
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pptx import Presentation
from pptx.util import Inches
from streamlit.testing.v1 import AppTest

from dashboard.cli import main
from dashboard.table.load import Table
from dashboard.verify.documents import MEGABYTES, DocumentError, Passage, read_document, unmarked
from dashboard.verify.propose import check_passages
from tests.conftest import ROOT, turn
from tests.screens import Watched, ready

WRONG, RIGHT = "Shanghai has 200 intelligent factories.", "Shanghai has 45 national research labs."


def deck() -> bytes:
    """Two slides: a title with points, and a table, a group and notes."""
    presentation = Presentation()
    first = presentation.slides.add_slide(presentation.slide_layouts[1])
    first.shapes.title.text = "Shanghai"
    first.placeholders[1].text = "45 national research labs\n200 intelligent factories"
    second = presentation.slides.add_slide(presentation.slide_layouts[6])
    cell = second.shapes.add_table(1, 1, Inches(1), Inches(1), Inches(4), Inches(1)).table.cell(0, 0)
    cell.text = "Hefei is home to 45 national research labs."
    grouped = second.shapes.add_group_shape().shapes.add_textbox(Inches(1), Inches(3), Inches(4), Inches(1))
    grouped.text_frame.text = RIGHT
    second.notes_slide.notes_text_frame.text = "Tencent is headquartered in Shanghai."
    into = io.BytesIO()
    presentation.save(into)
    return into.getvalue()


def refused(name: str, content: bytes) -> str:
    with pytest.raises(DocumentError) as problem:
        read_document(name, content)
    return str(problem.value)


def test_a_presentation_is_read_slide_by_slide_with_its_tables_groups_and_notes(table: Table) -> None:
    passages = read_document("Deck.PPTX", deck())
    assert [passage.where for passage in passages] == ["slide 1", "slide 2", "slide 2, notes"]
    found = {
        (checked.where, checked.sentence): {verdict.kind for verdict in checked.verdicts} for checked in check_passages(table, passages)
    }
    assert found == {
        ("slide 1", "Shanghai"): {"unjudged"},
        ("slide 1", "45 national research labs"): {"supported"},
        ("slide 1", "200 intelligent factories"): {"pending"},
        ("slide 2", "Hefei is home to 45 national research labs."): {"another_place"},
        ("slide 2", RIGHT): {"supported"},
        ("slide 2, notes", "Tencent is headquartered in Shanghai."): {"elsewhere"},
    }


def test_text_is_read_in_utf_8_and_utf_16() -> None:
    for code in ("utf-8", "utf-8-sig", "utf-16"):
        assert read_document("talk.txt", f"上海 {RIGHT}".encode(code)) == [Passage(f"上海 {RIGHT}")]


def test_markdown_is_read_without_its_marks_code_and_addresses() -> None:
    written = "# Hubs\n**Shanghai** has `45` [national](http://x/y_z) labs.<!-- no -->\n"
    written += "```\nShanghai has 200 factories.\n```\n![alt](a.png) _Fine_ snake_case."
    assert " ".join(unmarked(written).split()) == "# Hubs Shanghai has 45 national labs. Fine snake_case."


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("talk.pdf", b"%PDF", "Give one that ends in .pptx, .md or .txt."),
        ("talk", b"", "Give one that ends in"),
        ("talk.txt", b"\xff\x00\xfe", "Save it as UTF-8."),
        ("talk.md", b"a\0b", "bytes that are no text"),
        ("deck.pptx", b"no zip", "no presentation that can be read"),
        ("deck.pptx", deck()[:2000], "no presentation that can be read"),
        ("big.txt", b"a" * (MEGABYTES * 1024 * 1024 + 1), "larger than 20 MB"),
    ],
    ids=["pdf", "no suffix", "latin", "binary", "no zip", "torn", "big"],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(name: str, content: bytes, told: str) -> None:
    assert told in refused(name, content)


def test_a_presentation_that_unpacks_without_end_is_not_unpacked() -> None:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("ppt/presentation.xml", b"0" * (301 * 1024 * 1024))
    assert len(into.getvalue()) < MEGABYTES * 1024 * 1024
    assert "more than a presentation may" in refused("bomb.pptx", into.getvalue())


def test_the_command_says_what_is_wrong_and_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "talk.md"
    file.write_text(f"- {WRONG}\n- {RIGHT}\n", encoding="utf-8")
    assert main(["verify", str(file)]) == 1
    printed = capsys.readouterr().out
    assert f"talk.md: “{WRONG}”\n  A target told as a fact. It is printed as a target by 2025.\n  Claims: digital-hub-10-f\n" in printed
    assert "Right would be: Shanghai aims to build 200 intelligent factories by 2025. (Shanghai Daily, about November 2021" in printed
    assert printed.endswith("2 sentences: 1 supported, 1 with something wrong.\n")


def test_the_command_ends_with_0_where_nothing_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "talk.txt"
    for text, told in ((f"{RIGHT} Thank you.", "1 supported, 1 that cannot be judged"), ("", "There is no sentence in")):
        file.write_text(text, encoding="utf-8")
        assert main(["verify", str(file)]) == 0
        assert told in capsys.readouterr().out


def test_the_command_names_the_slide(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "deck.pptx").write_bytes(deck())
    assert main(["verify", str(tmp_path / "deck.pptx")]) == 1
    assert "deck.pptx, slide 2, notes: “Tencent is headquartered in Shanghai.”" in capsys.readouterr().out


def test_the_command_ends_with_2_and_a_sentence_when_it_cannot_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")
    os.mkfifo(tmp_path / "pipe.txt")
    for file in ("nowhere.txt", ".", "a.pdf", "pipe.txt", "a\0b.txt"):
        assert main(["verify", str(tmp_path / file)]) == 2, file
        assert capsys.readouterr().err.startswith("tech-hubs: "), file
    (tmp_path / "broken").mkdir()
    (tmp_path / "fine.txt").write_text(RIGHT, encoding="utf-8")
    assert main(["verify", str(tmp_path / "fine.txt"), "--data", str(tmp_path / "broken")]) == 2


def test_what_a_file_says_cannot_write_to_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "talk.txt").write_text("Shanghai \x1b[2J\x07‮ has 45 national research labs.", encoding="utf-8")
    main(["verify", str(tmp_path / "talk.txt")])
    assert not re.search("[\x00-\x09\x0b-\x1f‮]", capsys.readouterr().out)


def opened() -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    turn(app, "check")
    assert not app.exception, app.exception
    return app


def seen(app: AppTest) -> str:
    raw = " ".join(str(element.proto.body) for element in app.get("html"))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", raw)).split())


def test_the_screen_explains_itself_and_gives_examples_to_try() -> None:
    app = opened()
    assert "Nothing you paste is kept" in seen(app)
    next(button for button in app.button if button.label == "Try the examples").click().run()
    assert "3 sentences: 1 supported, 2 with something wrong" in seen(app)
    next(button for button in app.button if button.label == "Clear").click().run()
    assert "Does your sentence say what the articles say?" in seen(app)


def test_what_is_pasted_is_judged_quoted_and_not_in_the_address() -> None:
    app = opened()
    app.text_area[0].input(f"{WRONG} <i>{RIGHT}</i>")
    next(button for button in app.button if button.label == "Check").click().run()
    assert "A target told as a fact." in seen(app) and f"“{WRONG}”" in seen(app)
    assert not dict(app.query_params)
    app.text_area[0].input("…")
    next(button for button in app.button if button.label == "Check").click().run()
    assert "There is no sentence in this text." in seen(app)


def test_a_presentation_is_checked_in_the_browser_and_its_claims_open_beside_it(app: str, watched: Watched, tmp_path: Path) -> None:
    page: Page = watched.page
    (tmp_path / "deck.pptx").write_bytes(deck())
    page.goto(f"{app}/check")
    ready(page)
    page.get_by_text("Check a file").click()
    page.locator("input[type=file]").set_input_files(tmp_path / "deck.pptx")
    expect(page.locator("#checked")).to_have_text("6 sentences: 2 supported, 3 with something wrong, 1 that cannot be judged")
    assert page.url == f"{app}/check"
    expect(page.get_by_label("Text to check")).to_have_value(re.compile("Tencent is headquartered"))
    page.locator(".th-checked a", has_text="aims to build 200").first.click()
    expect(page.locator(".th-panel")).to_contain_text("Shanghai aims to build 200 intelligent factories by 2025.")
    expect(page.locator("#checked")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".th-panel")).to_be_hidden()


def test_a_text_that_is_too_long_is_checked_as_far_as_it_may_be_and_that_is_said(app: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{app}/check")
    ready(page)
    page.get_by_label("Text to check").fill(f"{WRONG} " * 6000)
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("[data-testid=stMain]")).to_contain_text(
        re.compile(r"This text has [\d,]+ letters; the first 200,000 are checked.")
    )
    expect(page.locator("#checked")).to_be_visible()


def test_the_screen_can_be_used_by_keys_alone_and_passes_axe(app: str, watched: Watched) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = watched.page
    page.set_viewport_size({"width": 390, "height": 1400})
    page.goto(f"{app}/check")
    ready(page)
    page.get_by_label("Text to check").focus()
    page.keyboard.type(f"{WRONG} Hefei is home to 45 national research labs.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#checked")).to_have_text("2 sentences: 2 with something wrong")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
    found = [violation for violation in Axe().run(page).response["violations"] if violation["impact"] in ("critical", "serious")]
    assert found == [], found

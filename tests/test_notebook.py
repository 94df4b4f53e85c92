"""Keep: a notebook that lives in the address, survives a newer table, and is taken away with its notes marked as the reader's own."""

from __future__ import annotations

import base64
import csv
import io
import json
import random
import re
import zlib
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import bibtexparser
import openpyxl
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from dashboard.table.kept_since import fate
from dashboard.table.load import Table, load
from dashboard.table.notebook import LONGEST, MOST, KeptClaim, Notebook, NotebookError, read_notebook
from tests.conftest import ROOT, path_of, put, read, turn, write
from tests.screens import ready
from tests.test_downloads import Answer, get, refused

CLAIMS = [row["claim_id"] for row in csv.DictReader((ROOT / "data" / "claims.csv").open(encoding="utf-8", newline=""))]
SOME = ("four-hubs-22-f", "digital-hub-10-e", "chips-2018-18-d")
HOSTILE = '=HYPERLINK("http://x","y") <script>alert(1)</script> *bold* | @SUM(1+1)'
NOTES = ("=1+1", "+1", "-1", "@SUM(A1)", HOSTILE)
FILES = (
    "list.html", "list.md", "slides.pptx", "claims.xlsx", "claims.csv", "chicago.txt", "apa.txt", "bibliography.bib", "bibliography.ris",
    "bibliography.json",
)  # fmt: skip


def packed(text: str) -> str:
    """A notebook as an address holds it, written without the code under test."""
    return "1." + base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def file(name: str, keep: str) -> Answer:
    return get(f"/notebook/{name}", (("keep", keep),))


def stepped(**asked: str) -> Answer:
    return get("/notebook.json", method="POST", body=urlencode(asked).encode())


def kept(*claims: str, version: str = "1.2.0", note: str = "") -> Notebook:
    return Notebook(tuple(KeptClaim(claim, version, note) for claim in claims))


# The address


def test_a_notebook_in_an_address_is_read_as_it_was_written_and_in_its_order() -> None:
    text = "@1.0.0\nfour-hubs-22-f\ndigital-hub-10-e\tmy own words, 中文\n@1.2.0\nchips-2018-18-d\n"
    notebook, wrong = read_notebook(packed(text))
    assert wrong == ""
    assert [(each.claim, each.version, each.note) for each in notebook.kept] == [
        ("four-hubs-22-f", "1.0.0", ""), ("digital-hub-10-e", "1.0.0", "my own words, 中文"), ("chips-2018-18-d", "1.2.0", ""),
    ]  # fmt: skip
    assert notebook.encoded == packed(text)


def test_fifty_claims_are_short_and_a_dozen_with_notes_too() -> None:
    chance = random.Random(7)
    assert max(len(Notebook().with_claims(chance.sample(CLAIMS, 50), "1.2.0").encoded) for _ in range(20)) < 600
    words = sorted({word for row in read(ROOT / "data", "claims.csv") for word in row["statement"].split()})
    notebook = Notebook().with_claims(chance.sample(CLAIMS, 12), "1.2.0")
    for claim in notebook.claims:
        notebook = notebook.noted(claim, " ".join(chance.sample(words, 15)))
    assert len(notebook.encoded) < 2_000


@given(st.lists(st.tuples(st.sampled_from(CLAIMS), st.text(max_size=80)), max_size=12, unique_by=lambda pair: pair[0]))
def test_whatever_is_written_into_a_note_comes_back_as_one_line_of_text(pairs: list[tuple[str, str]]) -> None:
    notebook = Notebook().with_claims([claim for claim, _ in pairs], "1.2.0")
    for claim, note in pairs:
        notebook = notebook.noted(claim, note)
    assert read_notebook(notebook.encoded) == (notebook, "")
    assert all("\n" not in each.note and "\t" not in each.note for each in notebook.kept)


@given(st.text(max_size=200) | st.text("ABCdef123-_", max_size=200).map("1.".__add__))
def test_no_text_in_an_address_is_more_than_a_notebook_or_a_sentence(text: str) -> None:
    notebook, wrong = read_notebook(text)
    assert bool(notebook.kept) or bool(wrong) == bool(text)


def test_a_link_that_was_cut_off_gives_what_is_left_and_says_so() -> None:
    whole = Notebook().with_claims(CLAIMS[:40], "1.2.0").encoded
    some, wrong = read_notebook(whole[: len(whole) // 2])
    assert some.claims == tuple(CLAIMS[: len(some.kept)]) and 5 < len(some.kept) < 40
    assert wrong == f"The link to this notebook was cut off: {len(some.kept)} claims of it could be read."


def test_a_damaged_or_newer_notebook_is_a_sentence_and_a_bomb_does_not_go_off() -> None:
    whole = kept(*SOME).encoded
    assert read_notebook(whole[:20] + ("A" if whole[20] != "A" else "B") + whole[21:])[1]
    assert "format 2" in read_notebook("2.abc")[1]
    assert read_notebook(packed("x" * 30_000_000))[0] == Notebook()
    strange, told = read_notebook(packed("@1.2.0\nfour-hubs-22-f\n<script>\n../../etc\n"))
    assert strange.claims == ("four-hubs-22-f",) and told == "2 lines of this notebook could not be read."


def test_what_is_too_much_for_an_address_is_refused_and_changes_nothing() -> None:
    notebook = Notebook().with_claims(CLAIMS[:60], "1.2.0")
    chance = random.Random(1)
    with pytest.raises(NotebookError, match="too long for an address"):
        for claim in notebook.claims:
            notebook = notebook.noted(claim, "".join(chance.choices("abcdefghijklmnopqrstuvwxyzäöü 0123456789", k=400)).strip())
    assert 0 < len(notebook.encoded) <= LONGEST
    with pytest.raises(NotebookError, match=f"holds {MOST} claims at most"):
        Notebook().with_claims([f"made-up-{n % 100:02}-{chr(97 + n // 100)}" for n in range(MOST + 1)], "1.2.0")
    with pytest.raises(NotebookError, match="500 letters"):
        kept(*SOME).noted(SOME[0], "x" * 501)


# A newer table


def test_a_notebook_of_an_older_table_says_what_changed_and_loses_nothing() -> None:
    changes = [row for row in read(ROOT / "data", "changes.csv") if row["version"] == "1.2.0"]
    changed = next(row for row in changes if row["change"] == "changed")
    withdrawn = next(row for row in changes if row["change"] == "withdrawn")
    same = next(claim for claim in CLAIMS if claim not in {row["claim_id"] for row in changes})
    old = packed(f"@1.1.0\n{changed['claim_id']}\n{withdrawn['claim_id']}\tstill mine\n{same}\nno-such-99-z\n")
    told = file("list.md", old).text.replace("\\", "")
    assert "1 claim changed and 1 claim withdrawn. This is data 1.3.0" in told
    assert changed["note"] in told and withdrawn["note"] in told
    assert "still mine" in told and f"{withdrawn['claim_id']} (no longer in the table)" in told and "no-such-99-z" in told
    new = packed(f"@1.2.0\n{changed['claim_id']}\n")
    assert "Since this notebook was made" not in file("list.md", new).text
    assert "which this copy of the data, 1.3.0, does not know" in file("list.md", packed(f"@9.0.0\n{same}\n")).text


def test_what_replaces_a_withdrawn_claim_is_named_where_the_change_names_it(table: Table) -> None:
    row = next(row for row in read(ROOT / "data", "changes.csv") if row["change"] == "withdrawn" and re.search(r"\b16-a\b", row["note"]))
    found = fate(table, KeptClaim(row["claim_id"], "1.1.0"))
    assert found.kind == "withdrawn" and found.see == (f"{row['claim_id'].rsplit('-', 2)[0]}-16-a",)


# Steps


def test_a_step_is_asked_of_the_server_which_keeps_nothing() -> None:
    def step(keep: str, **asked: str) -> dict[str, object]:
        answer = stepped(keep=keep, **asked)
        assert answer.status == 200, answer.text
        found: dict[str, object] = json.loads(answer.text)
        return found

    one = step("", do="add", claims=" ".join(SOME))
    assert one["claims"] == list(SOME) and one["told"] == "3 claims kept. The notebook has 3 claims."
    moved = step(str(one["keep"]), do="up", claims=SOME[2])
    assert moved["claims"] == [SOME[0], SOME[2], SOME[1]]
    noted = step(str(moved["keep"]), do="note", claims=SOME[0], note=HOSTILE)
    assert noted["notes"] == {SOME[0]: HOSTILE}
    less = step(str(noted["keep"]), do="remove", claims=SOME[0])
    assert less["claims"] == [SOME[2], SOME[1]] and less["notes"] == {}
    hefei = step("", do="add", query="cities=hefei&status=forecast")
    wanted = {row["claim_id"] for row in read(ROOT / "data", "claims.csv") if row["city"] == "hefei" and row["status"] == "forecast"}
    assert set(hefei["claims"]) == wanted  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"do": "add", "claims": "<b>nope</b>"}, "The table holds no claim called <b>nope</b>."),
        ({"do": "fly"}, 'no step called "fly"'),
        ({"do": "add", "query": "cities=atlantis"}, '"atlantis"'),
        ({"do": "note", "claims": "four-hubs-22-f", "note": "x"}, "does not hold"),
        ({"keep": "rubbish", "do": "add", "claims": "four-hubs-22-f"}, "cannot be read"),
        ({"keep": packed("@1.2.0\nfour-hubs-22-f\n"), "do": "add", "query": ""}, "holds 400 claims at most"),
    ],
    ids=lambda value: "",
)  # fmt: skip
def test_a_step_that_cannot_be_done_is_a_sentence(asked: dict[str, str], sentence: str) -> None:
    assert sentence in refused(stepped(**asked), 409)


def test_a_step_may_not_be_endless_and_is_no_page() -> None:
    refused(get("/notebook.json", method="POST", body=b"x" * 200_000), 413)
    refused(get("/notebook.json"), 405)


# Files


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    notebook = Notebook(tuple(KeptClaim(claim, "1.2.0", note) for claim, note in zip((*SOME, CLAIMS[0], CLAIMS[5]), NOTES, strict=True)))
    answers = {name: file(name, notebook.encoded) for name in FILES}
    assert {name: answer.status for name, answer in answers.items()} == dict.fromkeys(FILES, 200)
    names = [answer["content-disposition"] for answer in answers.values()]
    assert all(re.fullmatch(r'attachment; filename="[a-z0-9_.-]+"', name) for name in names) and len(set(names)) == len(FILES)
    return {name: answer.body for name, answer in answers.items()}


def test_in_every_file_a_note_is_text_and_marked_as_the_readers_own(files: dict[str, bytes]) -> None:
    page, markdown = files["list.html"].decode(), files["list.md"].decode()
    assert page.count("<strong>Reader&#39;s note:</strong>") == len(NOTES) and "<script>" not in page and "&lt;script&gt;" in page
    assert markdown.count("*Reader's note:*") == len(NOTES) and r"\<script\>" in markdown and "<script>" not in markdown.replace(r"\<", "")
    sheet = openpyxl.load_workbook(io.BytesIO(files["claims.xlsx"]))["Notebook"]
    head = [cell.value for cell in sheet[1]]
    cells = [row[head.index("Reader's note")] for row in sheet.iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(note, "s") for note in NOTES]
    rows = list(csv.DictReader(io.StringIO(files["claims.csv"].decode("utf-8-sig"))))
    assert [row["Reader's note"] for row in rows] == [f"'{note}" for note in NOTES]
    assert [row["Claim"] for row in rows][:3] == list(SOME)
    slides = Presentation(io.BytesIO(files["slides.pptx"])).slides
    texts = [cell.text for slide in slides for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    assert [text for text in texts if text.startswith("Reader's note: ")] == [f"Reader's note: {note}" for note in NOTES]
    statements = {row["claim_id"]: row["statement"] for row in read(ROOT / "data", "claims.csv")}
    assert all(statements[claim] in texts for claim in SOME)


def test_a_bibliography_has_every_article_once_and_not_a_word_of_the_reader(files: dict[str, bytes]) -> None:
    articles = {claim.rsplit("-", 2)[0] for claim in (*SOME, CLAIMS[0], CLAIMS[5])}
    library = bibtexparser.parse_string(files["bibliography.bib"].decode())
    assert not library.failed_blocks and len(library.entries) == len(articles) + 1
    assert len(rispy.loads(files["bibliography.ris"].decode())) == len(articles) + 1
    items = json.loads(files["bibliography.json"])
    assert {item["id"] for item in items if item["type"] == "article-newspaper"} == articles
    for style in ("chicago.txt", "apa.txt"):
        assert len(files[style].decode().strip().split("\n\n")) == len(articles) + 1
    (address,) = [item["URL"] for item in items if item["type"] == "dataset"]
    assert {each.note for each in read_notebook(parse_qs(urlsplit(address).query)["keep"][0])[0].kept} == {""}


def test_paragraphs_stand_in_the_list_where_the_reader_has_them(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paragraph = next(path for path in (small.parent / "seeds" / "articles").glob("*.txt") if "Long_Tail" in path.read_text("utf-8"))
    claim = next(row for row in read(small, "claims.csv") if row["claim_id"] == "market-post-07-b")
    monkeypatch.setenv("TECH_HUBS_DATA", str(small))
    monkeypatch.setenv("TECH_HUBS_ARTICLES", str(paragraph.parent))
    given = file("list.html", packed(f"@1.2.0\n{claim['claim_id']}\n")).text
    assert "<blockquote>" in given and "<mark>" in given


def test_a_file_nobody_knows_and_an_empty_notebook_are_sentences() -> None:
    refused(file("list.exe", kept(*SOME).encoded))
    assert file("list.html", "").text == "The notebook is empty. Keep a claim first."
    assert "cannot be read" in file("list.html", "<script>").text


# Screens


@pytest.mark.parametrize(
    "keep", ["", "x", "1.AAAA", "<script>alert(1)</script>", "2.abc", packed("@1.2.0\nfour-hubs-22-f\t<img src=x>\nno-such-99-z\n")]
)
def test_whatever_the_address_says_the_screen_stands_and_runs_no_markup(keep: str) -> None:
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    app.query_params["keep"] = keep
    turn(app, "notebook")
    assert not app.exception
    body = " ".join(str(element.proto.body) for element in app.get("html"))
    assert "which no screen knows" not in body and "<img src=x>" not in body and "alert(1)" not in body


def test_tables_written_anew_keep_a_notebook_readable(small: Path) -> None:
    claim = read(small, "claims.csv")[0]["claim_id"]
    before = Notebook().with_claims([claim], load(small).package.version)
    rows = read(small, "changes.csv")
    rows.append({**rows[-1], "claim_id": claim, "change": "changed", "fields": "note", "note": "Put right."})
    write(small, "changes.csv", sorted(rows, key=lambda row: ([int(part) for part in row["version"].split(".")], row["claim_id"])))
    put(small, claim, "note", "Put right now.")
    assert path_of(small, "claims.csv").is_file()
    after = load(small)
    assert fate(after, KeptClaim(claim, "0.9.0")).kind == "changed" and before.claims == (claim,)


def test_a_reader_keeps_orders_notes_undoes_and_takes_away(page: Page, app: str) -> None:
    page.goto(f"{app}/evidence?cities=hefei")
    ready(page)
    keep = page.locator(".th-claims tbody .th-keep")
    keep.nth(0).press("Enter")
    expect(keep.nth(0)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".th-toast")).to_contain_text("The notebook has 1 claim.")
    page.locator(".th-claims tbody th a").nth(3).click()
    page.locator(".th-panel .th-keep").first.click()
    expect(page.get_by_role("link", name="Notebook (2)")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".th-panel")).to_be_hidden()
    page.get_by_role("link", name="Explore", exact=True).click()
    page.wait_for_selector("#picture-explore svg a.mark > rect")
    assert "keep=1." in page.url and "cities=hefei" in page.url
    page.evaluate("document.querySelector('#picture-explore a.mark > rect').parentElement.focus()")
    page.keyboard.press("Shift+ArrowRight")
    page.locator(".th-gather .th-keep").click()
    expect(page.get_by_role("link", name=re.compile(r"Notebook \([34]\)"))).to_be_visible()
    page.get_by_role("link", name=re.compile("Notebook")).first.click()
    heads = page.locator(".th-kept-list h3")
    expect(heads.nth(2)).to_be_visible()
    first, second = heads.nth(0).inner_text(), heads.nth(1).inner_text()
    page.get_by_label(re.compile("^Your note")).nth(1).fill(HOSTILE)
    down = page.get_by_role("button", name="Move down").first
    down.press("Enter")
    expect(heads.nth(0)).to_have_text(second)
    expect(page.get_by_role("button", name=f"Move down: {first}")).to_be_focused()
    expect(page.get_by_label(re.compile("^Your note")).nth(0)).to_have_value(HOSTILE)
    with page.expect_download() as coming:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(coming.value.path()).read_text("utf-8-sig"))))
    assert [rows[0]["Statement"], rows[0]["Reader's note"], rows[1]["Statement"]] == [second, f"'{HOSTILE}", first]
    page.get_by_role("button", name=f"Remove: {second}").press("Enter")
    expect(heads.nth(0)).to_have_text(first)
    expect(page.get_by_role("heading", name=re.compile("^Notebook: "))).to_be_focused()
    page.go_back()
    expect(heads.nth(0)).to_have_text(second)
    page.go_back()
    expect(heads.nth(0)).to_have_text(first)
    page.go_back()
    expect(page.get_by_label(re.compile("^Your note")).nth(1)).to_have_value("")

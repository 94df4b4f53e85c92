"""Text from the data, the address and a presenter is text: it is shown as it stands, and nothing in it runs, links or turns around."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from dashboard.export.formats import EXPORT_FORMATS
from dashboard.export.request import CLAIMS, ExportRequest, drawn, picture, placed
from dashboard.pictures import PICTURES
from dashboard.pictures.model import claims_of
from dashboard.render.layout import Frame, compose
from dashboard.table.check import check
from dashboard.table.cite import CITATION_FORMATS, cite_article, cite_claim
from dashboard.table.load import Table, load
from dashboard.table.notebook import KeptClaim, Notebook
from dashboard.table.selection import Selection, read_query
from dashboard.table.words import one_line
from tests.conftest import KEYS, SMALL, assemble, read, sentences, write
from tests.screens import Watched, ready
from tests.serving import serving

FREE = ("name", "chinese_name", "printed_names", "question", "difference", "outlet", "outlet_known", "author", "title", "published_known",
        "note", "general_knowledge", "definition", "scope", "speaker", "statement", "comparable", "gist")  # fmt: skip
"""The columns any text may stand in."""
MARKS = (
    '"onerror=alert(1) *a* **b** [c](http://127.0.0.2:9/c) ![d](http://127.0.0.2:9/d) `e` :material/home: '
    ":red[f] $g$ {{ 7*7 }} & &lt;b> %{x} \\frac"
)
"""What the check lets through and a reader of HTML, Markdown, LaTeX, templates or Plotly's own text would take for its own."""


KEPT = Notebook(tuple(KeptClaim(claim, "1.2.0", MARKS) for claim in ("market-post-07-b", "bridge-letter-05-b"))).encoded
"""A notebook whose notes are of the same sort."""


def hostile(place: Path) -> Path:
    """A small table that passes the check with hostile text in every column any text may stand in."""
    data = assemble(place, SMALL / "data", SMALL / "seeds" / "ledger.csv")
    for file in KEYS:
        rows = read(data, file)
        for row in rows:
            row.update({column: f"{row[column]} {MARKS}" for column in FREE if row.get(column)})
        write(data, file, rows)
    # A statement names its city as the city is called.
    names = {row["city"]: row["name"] for row in read(data, "cities.csv")}
    claims = read(data, "claims.csv")
    for row in claims:
        row["statement"] = f"{row['statement']} ({names[row['city']]})"
    write(data, "claims.csv", claims)
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    for resource in (*package["resources"], package["ledger"]):
        for part in (resource, *resource["schema"]["fields"], *(w for f in resource["schema"]["fields"] for w in f.get("categories", ()))):
            part.update({name: f"{part[name]} {MARKS}" for name in ("title", "label", "description") if part.get(name)})
    package["contributors"][0]["title"] += f" {MARKS}"
    package["licenses"][0]["title"] += f" {MARKS}"
    (data / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return data


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def bad(data: Path) -> Table:
    assert sentences(data) == []
    return load(data)


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[str]:
    with serving("--data", data) as address:
        yield address


# What the check does not let through


@pytest.mark.parametrize(
    "text",
    ["<b>x", "</script>", "<!-- x", "=1+1", "+1", "-1", "@x", "a\tb", "a\nTY  - BOOK", "a\u202eb", "a\u2066b", "a\u200bb", "a\u2028b"],
)
def test_markup_formulas_breaks_and_signs_that_turn_the_reading_are_refused_in_every_text(small: Path, text: str) -> None:
    count = 0
    for file in KEYS:
        rows = read(small, file)
        for column in rows[0]:
            if column in FREE:
                next(row for row in rows if row[column])[column] = text
                count += 1
        write(small, file, rows)
    said = [str(problem) for problem in check(small) if re.search("formula|markup|control character", problem.what)]
    assert len(said) >= count > 20
    assert all(line.isprintable() for line in said)


# In the app


def untouched(page: Page) -> None:
    """Nothing ran and nothing on the screen was made of the text."""
    assert page.evaluate("window.harm === undefined")
    assert page.locator("a[href^='http://127.0.0.2'], img[src*='127.0.0.2'], .katex, [onerror]").count() == 0
    assert page.locator("strong:text-is('b'), em:text-is('a'), code:text-is('e'), [data-testid=stMarkdownColoredText]").count() == 0
    expect(page.locator("[data-testid=stException]")).to_have_count(0)


@pytest.mark.parametrize("screen", ["", "figures", "targets", "evidence", "sources", "city", "quiz", f"notebook?keep={KEPT}", "present"])
def test_text_of_the_table_is_shown_as_it_stands_on_every_screen(watched: Watched, served: str, screen: str) -> None:
    page = watched.page
    page.on("dialog", lambda dialog: watched.complaints.append(f"a dialog: {dialog.message}"))
    page.goto(f"{served}/{screen}" + ("?view=pair" if not screen else ""))
    if screen == "present":
        page.wait_for_selector(".th-stage svg")
    else:
        ready(page)
    page.wait_for_timeout(300)
    untouched(page)
    if screen != "present":
        expect(page.get_by_test_id("stButtonGroup").filter(has_text="Cities").first).to_contain_text(MARKS)


# In what is taken away


def test_no_export_makes_more_of_a_text_than_text(bad: Table, watched: Watched, tmp_path: Path) -> None:
    asked = [ExportRequest(name, Selection(search=""), headline=MARKS) for name in PICTURES]
    for each in (ExportRequest(CLAIMS, Selection()), asked[0]):
        for sheet in openpyxl.load_workbook(io.BytesIO(EXPORT_FORMATS["xlsx"].write(bad, [each], None))):
            for row in sheet.iter_rows():
                assert all(cell.data_type != "f" for cell in row)
                assert all((cell.hyperlink is None or cell.hyperlink.target is None) for cell in row)
        for line in csv.reader(io.StringIO(EXPORT_FORMATS["csv"].write(bad, [each], None).decode("utf-8-sig"))):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in line)
    file = tmp_path / "page.html"
    file.write_bytes(EXPORT_FORMATS["html"].write(bad, asked, None))
    page = watched.page
    page.on("dialog", lambda dialog: watched.complaints.append(f"a dialog: {dialog.message}"))
    page.goto(file.as_uri())
    for name in PICTURES:
        section = page.get_by_role("region", name=name, exact=True)
        words = " ".join(section.locator("svg text").all_text_contents())
        assert "**b** [c](http" in words and "$g$ {{ 7*7 }} & &lt;b> %{x}" in words
    untouched(page)
    expect(page.locator("#evidence")).to_contain_text(MARKS)


def test_no_drawing_makes_more_of_a_text_than_text(bad: Table) -> None:
    for name in PICTURES:
        request = ExportRequest(name, Selection(), headline=MARKS)
        root = ElementTree.fromstring(drawn(bad, request))
        assert {element.tag.partition("}")[2] for element in root.iter()} <= {
            "svg", "title", "desc", "style", "defs", "pattern", "rect", "g", "text", "line",
        }  # fmt: skip
        assert MARKS[:20] in "".join(root.itertext())
        assert not any(key.startswith("on") or key.endswith("href") for element in root.iter() for key in element.attrib)
        found = picture(bad, request)
        # Laid out in its frame it was for the drawing already.
        scenes = (placed(bad, request, date.today()), compose(found, Frame(1080, 1350)), compose(found, Frame(358)))
        for scene in scenes:
            assert set(claims_of(scene.marks)) == set(found.claims), "a long name takes nobody's place"
        assert (scenes[0].width, scenes[0].height) == (1920, 1080)


def test_no_citation_is_broken_by_the_data(bad: Table) -> None:
    for citation in (cite_claim(bad, "market-post-04-a"), cite_article(bad, "market-post")):
        for _, written in CITATION_FORMATS.values():
            text = written(citation)
            assert not re.search("^(TY  - |@)(?!NEWS|DATA|NEWS|article|misc|dataset)", text, re.MULTILINE)
        assert citation.csl_json.count('"id"') == len(citation.items)


# From the address and the presenter


TURNED = "a\u202eb\u2066c\u200bd\u2028e\ud800f"


def test_signs_that_turn_the_reading_are_in_no_picture_and_no_citation(table: Table) -> None:
    selection, unknown = read_query(table, [("q", TURNED), ("cities", TURNED), (TURNED, "x")])
    assert selection.search == "abcd ef" and all(sentence.isprintable() for sentence in unknown)
    assert one_line(TURNED) == "abcd ef" and one_line("\u202e") == ""
    assert one_line("上海, שלום \n x") == "上海, שלום x"


def test_a_headline_from_the_address_is_seen_as_it_stands_and_turns_nothing(watched: Watched, served: str) -> None:
    page = watched.page
    page.goto(f"{served}/present?picture=strips&title={quote('x' + chr(0x202E) + 'y <b>z</b>')}")
    page.wait_for_selector(".th-stage svg")
    words = page.locator(".th-stage").text_content() or ""
    assert "xy <b>z</b>" in words and "\u202e" not in words

"""What a reader takes away opens elsewhere as it stood here: nothing runs, nothing is lost, the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import yaml
from frictionless import validate
from hypothesis import given, settings
from hypothesis import strategies as some
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.export.names import LONGEST, stem
from dashboard.export.package import zip_bytes
from dashboard.export.rows import NOTHING, csv_bytes, number_format, xlsx_bytes
from dashboard.export.sheets import ACTIVE, Book, SheetColumn, fit_text
from dashboard.table.check import check
from dashboard.table.load import Table, load
from dashboard.table.release import read_release
from dashboard.table.schema import Resource
from dashboard.table.selection import FACETS, Selection, values
from tests.conftest import COLUMNS, ROOT, copies

SHEETS = {"articles": "Sources"}
RUNNABLE = (
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "{=1+1}", "=HYPERLINK(\"http://a.b\")",
    "http://a.b/c", "mailto:a@b.c", "internal:'Claims'!A1", "external:c:\\a.xls", "0012", "1e5", "TRUE", "_x0041_", " two blanks ",
)  # fmt: skip
"""Text that a spreadsheet would like to run, follow or read as something else."""

BOTH = pytest.mark.parametrize("which", ["table", "invented"])


@pytest.fixture
def chosen(which: str, request: pytest.FixtureRequest) -> Table:
    found: Table = request.getfixturevalue(which)
    return found


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), rich_text=False)


@pytest.fixture(scope="module")
def book(table: Table) -> Workbook:
    return opened(xlsx_bytes(table, table.claims, Selection()))


@pytest.fixture(scope="module")
def small_book(invented: Table) -> Workbook:
    return opened(xlsx_bytes(invented, invented.claims, Selection()))


@pytest.fixture
def either(which: str, request: pytest.FixtureRequest) -> Workbook:
    found: Workbook = request.getfixturevalue({"table": "book", "invented": "small_book"}[which])
    return found


def sheet_of(book: Workbook, resource: Resource) -> Worksheet:
    found: Worksheet = book[SHEETS.get(resource.name, resource.title)]
    return found


def column_of(sheet: Worksheet, title: str) -> list[Cell]:
    """The cells below a head."""
    heads = [cell.value for cell in sheet[1]]
    return [row[heads.index(title)] for row in sheet.iter_rows(min_row=2)]


def said(book: Workbook) -> dict[str, object]:
    """The first sheet: what each line is and what it says; the lines without a name go with the one above."""
    found: dict[str, object] = {}
    last = ""
    for row in book["Selection"].iter_rows(min_row=2, values_only=True):
        last = row[0] or last
        if row[1] is not None:
            found[last] = f"{found[last]}\n{row[1]}" if last in found else row[1]
    return found


def on_disk(table: Table, resource: Resource) -> list[dict[str, str]]:
    """The rows of a resource, read without the code under test."""
    with (table.package.files.folder / resource.path).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


# Names


@pytest.mark.parametrize(
    ("selection", "part", "wanted"),
    [
        (Selection(), "", "tech-hubs_focus-areas_all-cities_2026-11"),
        (Selection(cities=("shanghai", "shenzhen")), "", "tech-hubs_focus-areas_shanghai-shenzhen_2026-11"),
        (Selection(cities=("hefei",), status=("target",)), "1080x1080 dark", "tech-hubs_focus-areas_hefei_target_2026-11_1080x1080-dark"),
        (Selection(like_for_like=True, disinterested=True), "", "tech-hubs_focus-areas_all-cities_like-for-like_hide-interested_2026-11"),
        (Selection(without="four-hubs"), "", "tech-hubs_focus-areas_all-cities_without-four-hubs_2026-11"),
        (Selection(articles=("four-hubs",)), "", "tech-hubs_focus-areas_all-cities_four-hubs_2026-11"),
        (Selection(status=("in_place",), speakers=("expert",)), "", "tech-hubs_focus-areas_all-cities_in-place_expert_2026-11"),
    ],
)
def test_a_name_says_what_is_inside(table: Table, selection: Selection, part: str, wanted: str) -> None:
    dated = replace(table, package=replace(table.package, created="2026-11-21T00:00:00Z"))
    assert stem(dated, selection, "focus-areas", part) == wanted


@pytest.mark.parametrize(("search", "slug"), [("AI chips", "ai-chips"), ("Café Zürich!", "cafe-zurich"), ("人工智能", "words")])
def test_a_search_stands_in_the_name_with_a_hash_for_what_the_name_leaves_out(table: Table, search: str, slug: str) -> None:
    assert re.fullmatch(
        rf"tech-hubs_evidence_all-cities_{slug}_[0-9a-f]{{10}}_\d{{4}}-\d\d", stem(table, Selection(search=search), "evidence")
    )


def test_a_facet_stands_in_the_name_with_a_hash(table: Table) -> None:
    selection = Selection(cities=("hefei",), facets=(("area", "chips"), ("paragraph", "3")))
    assert re.fullmatch(r"tech-hubs_evidence_hefei_chips_3_[0-9a-f]{10}_\d{4}-\d\d", stem(table, selection, "evidence"))


def test_a_long_name_is_cut_between_words_and_keeps_a_hash(table: Table) -> None:
    areas = values(table, "area")
    names = {stem(table, Selection(areas=areas[: count + 10]), "focus-areas", "1080x1080") for count in range(len(areas) - 10)}
    assert len(names) == len(areas) - 10
    for name in names:
        whole = re.fullmatch(r"tech-hubs_focus-areas_all-cities_([a-z0-9-]+)_[0-9a-f]{10}_\d{4}-\d\d_1080x1080", name)
        assert whole and "-".join(areas).startswith(f"{whole[1]}-")


def test_keys_that_read_alike_never_share_a_name(invented: Table) -> None:
    cities = invented.vocabularies["cities"]
    alike = cities.set_axis(["a", "b", "a-b", "all-cities", "target"][: len(cities)]).rename_axis("city")
    table = replace(invented, vocabularies={**invented.vocabularies, "cities": alike})
    asked = [
        Selection(),
        *(Selection(cities=chosen) for chosen in (("a",), ("a", "b"), ("a-b",), ("all-cities",), ("b", "a"), ("a", "a"))),
        *(Selection(status=chosen) for chosen in (("in_place",), ("in", "place"), ("in-place",), ("target",))),
        Selection(status=("target",), speakers=("expert",)),
        Selection(status=("target", "expert")),
        Selection(articles=("without-river-daily",)),
        Selection(without="river-daily"),
        Selection(without="River Daily"),
    ]
    assert len({stem(table, selection, "targets") for selection in asked}) == len(asked)


def test_a_filter_a_facet_and_a_search_for_the_same_word_never_share_a_name(table: Table) -> None:
    asked = (Selection(speakers=("expert",)), Selection(facets=(("speaker_kind", "expert"),)), Selection(search="expert"))
    names = [stem(table, selection, "targets") for selection in (*asked, Selection(search="Expert"))]
    assert len(set(names)) == len(names)


def selections(table: Table) -> some.SearchStrategy[Selection]:
    """Any selection of a table, as its address could ask for it."""
    filters = {
        name: some.sets(some.sampled_from(values(table, column)), max_size=4).map(lambda chosen: tuple(sorted(chosen)))
        for name, column in COLUMNS.items()
    }
    facets = some.sampled_from(list(FACETS)).flatmap(
        lambda name: some.tuples(some.just(name), some.sampled_from(values(table, FACETS[name]) or ("",)))
    )
    return some.builds(
        Selection,
        **filters,
        like_for_like=some.booleans(),
        disinterested=some.booleans(),
        without=some.sampled_from(("", *values(table, "article"))),
        facets=some.lists(facets, max_size=2).map(tuple),
        search=some.one_of(some.just(""), some.text(max_size=40), some.sampled_from(["AI", "ai", "a-i", "A.I.", "\ud800"])),
    )


@settings(max_examples=60, deadline=None)
@given(data=some.data())
def test_two_selections_never_share_a_name_and_one_always_has_the_same(data: some.DataObject, table: Table) -> None:
    asked = data.draw(some.lists(selections(table), unique=True, max_size=12))
    names = [stem(table, selection, "institutions") for selection in asked]
    assert len(set(names)) == len(names)
    assert names == [stem(table, replace(selection), "institutions") for selection in asked]


@settings(max_examples=100, deadline=None)
@given(data=some.data())
def test_a_name_is_short_and_plain_whatever_is_asked(data: some.DataObject, table: Table) -> None:
    name = stem(table, data.draw(selections(table)), data.draw(some.text(max_size=80)), data.draw(some.text(max_size=80)))
    assert re.fullmatch(r"tech-hubs[a-z0-9._-]+", name) and not name.endswith((".", "-", "_"))
    assert len(name) <= LONGEST


# CSV


@BOTH
def test_the_csv_of_everything_is_the_file_of_the_claims_with_a_mark(chosen: Table) -> None:
    released = (chosen.package.files.folder / chosen.package["claims"].path).read_bytes()
    assert csv_bytes(chosen, chosen.claims) == b"\xef\xbb\xbf" + released


@pytest.mark.parametrize("start", ACTIVE, ids=repr)
def test_text_that_begins_like_a_formula_is_disarmed_in_every_column_of_the_csv(invented: Table, start: str) -> None:
    texts = [field.name for field in invented.package["claims"].fields if field.type == "string"]
    rows = invented.claims.head(2).assign(**dict.fromkeys(texts, f"{start}1+1"))
    written = list(csv.DictReader(io.StringIO(csv_bytes(invented, rows).decode("utf-8-sig"), newline="")))
    assert [{row[name] for name in texts} for row in written] == [{f"'{start}1+1".replace("\r", "\n")}] * 2


def test_a_line_end_inside_a_cell_of_the_csv_ends_no_row(invented: Table) -> None:
    rows = invented.claims.head(3).assign(statement=["a\r=1+1", "a\r\nb", "a\nb"])
    written = list(csv.DictReader(io.StringIO(csv_bytes(invented, rows).decode("utf-8-sig"), newline="")))
    assert [row["statement"] for row in written] == ["a\n=1+1", "a\nb", "a\nb"]


def test_a_negative_number_of_the_csv_stays_a_number(invented: Table) -> None:
    rows = invented.claims.head(2).assign(value=-2.5, value_high=-10.0)
    written = pd.read_csv(io.BytesIO(csv_bytes(invented, rows)))
    assert list(written["value"]) == [-2.5] * 2
    assert list(written["value_high"]) == [-10] * 2


def test_the_csv_of_no_rows_is_its_header(table: Table) -> None:
    header = ",".join(table.package["claims"].columns)
    assert csv_bytes(table, table.claims.head(0)).decode("utf-8-sig") == f"{header}\n"


# The workbook


@BOTH
def test_a_workbook_has_a_sheet_for_what_was_asked_each_table_and_the_codebook(chosen: Table, either: Workbook) -> None:
    middle = [r.title for r in chosen.package.resources.values() if r.name not in ("claims", "articles")]
    assert either.sheetnames == ["Selection", "Claims", *middle, "Sources", "Codebook"]


@BOTH
def test_every_cell_of_every_table_reads_back_as_it_stands_in_the_data(chosen: Table, either: Workbook) -> None:
    for resource in chosen.package.resources.values():
        sheet, rows = sheet_of(either, resource), on_disk(chosen, resource)
        if resource.name == "cities":
            rows.sort(key=lambda row: int(row["order"]))
        for position, field in enumerate(resource.fields):
            cells = [row[position] for row in sheet.iter_rows(min_row=2)]
            numbers = field.type in ("number", "integer")
            wanted = [(float(row[field.name]) if numbers else row[field.name]) if row[field.name] else None for row in rows]
            assert [cell.value for cell in cells] == wanted, f"{resource.name}.{field.name}"
            assert {cell.data_type for cell in cells if cell.value is not None} <= {"n" if numbers else "s"}


def runnable(table: Table, text: str) -> Table:
    """The table with a text in every cell that holds text, keys too."""
    frames = {}
    for name, frame in table.vocabularies.items():
        written = frame.assign(**dict.fromkeys(frame.select_dtypes("str").columns, text))
        frames[name] = written.set_axis([text] * len(frame)).rename_axis(frame.index.name)
    changes = table.changes.assign(**dict.fromkeys(table.changes.select_dtypes("str").columns, text))
    return replace(table, vocabularies=frames, changes=changes)


@pytest.mark.parametrize("text", RUNNABLE, ids=repr)
def test_text_that_looks_like_something_else_stays_text_in_every_column(invented: Table, text: str) -> None:
    texts = [field.name for field in invented.package["claims"].fields if field.type == "string"]
    rows = invented.claims.head(2).assign(**dict.fromkeys(texts, text))
    marks = [
        SheetColumn("City", [text]),
        SheetColumn("=Head", [text]),
        SheetColumn(text.capitalize(), [text]),
        SheetColumn("Empty", [None]),
    ]
    content = xlsx_bytes(runnable(invented, text), rows, Selection(search=text), text, marks, text)
    book = opened(content)
    for resource in invented.package.resources.values():
        for field in resource.fields:
            for cell in column_of(sheet_of(book, resource), field.title) if field.type == "string" else []:
                assert (plain(cell.value), cell.data_type) == (text.replace("\r", "\n"), "s"), f"{resource.name}.{field.name}"
                assert cell.hyperlink is None or cell.hyperlink.location.startswith("'Sources'!")
    assert [plain(cell.value) for cell in column_of(book["Picture"], "City")] == [text.replace("\r", "\n")]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets/" in name]
    assert not any(b"<f>" in part or b"<f " in part for part in sheets)
    assert not any(b'TargetMode="External"' in part for part in sheets)


def plain(value: object) -> str:
    """What a cell says, the escapes of the format undone, which openpyxl leaves in place."""
    return str(value).replace("_x000D_", "\n").replace("_x005F_", "_")


def test_text_a_spreadsheet_would_run_is_marked_as_text_for_good(invented: Table) -> None:
    rows = invented.claims.head(2).assign(statement=["=1+1", "1+1"])
    cells = column_of(opened(xlsx_bytes(invented, rows, Selection()))["Claims"], "Statement")
    assert [bool(cell.quotePrefix) for cell in cells] == [True, False]


@pytest.mark.parametrize(
    ("unit", "value", "wanted"),
    [
        ("CNY", 466_500_000_000, '#,##0" yuan"'),
        ("USD", 8_900_000_000, '#,##0" US dollars"'),
        ("CNY_per_USD", 6.5015, '#,##0.0000" yuan per US dollar"'),
        ("percent", 6, '#,##0"%"'),
        ("percent", 6.5, '#,##0.0"%"'),
        ("percentage_point", 1, '#,##0" percentage point"'),
        ("percentage_point", 2, '#,##0" percentage points"'),
        ("years", 30, '#,##0" years"'),
        ("years", 1, '#,##0" year"'),
        ("year", 2035, "0"),
        ("rank", 1, "0"),
        ("count", 10_000, "#,##0"),
        ("count", 1 / 3, "#,##0.000000"),
        ("", 5, "#,##0"),
    ],
)
def test_a_number_is_shown_in_full_with_its_unit(table: Table, unit: str, value: float, wanted: str) -> None:
    assert number_format(unit, table.package["claims"]["unit"].label(unit), value) == wanted


@BOTH
def test_every_figure_carries_its_unit_in_its_number_format(chosen: Table, either: Workbook) -> None:
    unit = chosen.package["claims"]["unit"]
    for title in (chosen.package["claims"]["value"].title, chosen.package["claims"]["value_high"].title):
        cells = zip(column_of(either["Claims"], title), column_of(either["Claims"], unit.title), strict=True)
        filled = [(cell, key.value) for cell, key in cells if cell.value is not None]
        for cell, key in filled:
            assert unit.label(key).rstrip("s") in cell.number_format.replace('"', ""), cell.coordinate
            assert ("," in cell.number_format) == (key not in ("year", "rank")), cell.coordinate
        assert filled or title == chosen.package["claims"]["value_high"].title
    assert {cell.number_format for cell in column_of(either["Claims"], "Paragraph")} == {"0"}


@BOTH
def test_heads_are_titles_with_notes_frozen_and_filtered_and_columns_are_neither_narrow_nor_endless(
    chosen: Table, either: Workbook
) -> None:
    for resource in chosen.package.resources.values():
        sheet = sheet_of(either, resource)
        assert [cell.value for cell in sheet[1]] == [field.title for field in resource.fields]
        assert [cell.comment.text for cell in sheet[1]] == [field.description for field in resource.fields]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
    for sheet in either.worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert all(8 <= column.width <= 62 for column in sheet.column_dimensions.values())


@BOTH
def test_a_long_statement_is_wrapped_and_its_row_is_tall_enough(chosen: Table, either: Workbook) -> None:
    sheet = either["Claims"]
    for cell in column_of(sheet, chosen.package["claims"]["statement"].title):
        assert cell.alignment.wrap_text
        assert len(cell.value) <= 60 or sheet.row_dimensions[cell.row].height >= 30


@BOTH
def test_the_article_of_a_claim_leads_to_its_row_in_the_sources(chosen: Table, either: Workbook) -> None:
    cells = column_of(either["Claims"], chosen.package["claims"]["article"].title)
    assert len(cells) == len(chosen.claims)
    for cell in cells:
        sheet, place = cell.hyperlink.location.split("!")
        assert (sheet, either["Sources"][place].value) == ("'Sources'", cell.value)


def test_the_first_sheet_says_what_is_inside(table: Table) -> None:
    selection = Selection(cities=("hefei",), disinterested=True)
    rows = selection.rows(table)
    first = said(opened(xlsx_bytes(table, rows, selection, "http://127.0.0.1:8501/?cities=hefei", picture_title="Hefei has much")))
    assert (first["Asked"], first["Finding"], first["Claims"]) == (selection.words(table), "Hefei has much", len(rows))
    assert first["Data"] == f"{table.package.title}, data {table.package.version}, {table.package.created[:10]}"
    assert first["Address"] == "http://127.0.0.1:8501/?cities=hefei"
    assert "CC-BY-4.0" in str(first["Licence"]) and "Tech Hubs maintainers" in str(first["Cite as"])
    articles = table.vocabularies["articles"]["outlet"]
    used = {outlet for article, outlet in articles.items() if (rows["article"] == article).any()}
    assert {line.split(",")[0] for line in str(first["Articles"]).split("\n")} == used < set(articles)


def test_what_is_not_known_is_left_out_of_the_first_sheet(book: Workbook) -> None:
    assert {"Finding", "Address"} & set(said(book)) == set()


@BOTH
def test_no_claim_is_said_and_breaks_nothing(chosen: Table) -> None:
    none = chosen.claims.head(0)
    book = opened(xlsx_bytes(chosen, none, Selection(search="nothing at all"), marks=[SheetColumn("City", [])]))
    assert said(book)["Claims"] == NOTHING == book["Claims"]["A2"].value
    assert book["Picture"]["A2"].value == "No mark in this picture."
    assert "Articles" not in said(book)


def test_the_marks_of_a_picture_have_a_sheet_before_the_claims(table: Table, book: Workbook) -> None:
    seen = [SheetColumn("City", ["Hefei", "合肥"]), SheetColumn("Claims", [3, 4.5]), SheetColumn("Due", [2035, None])]
    with_marks = opened(xlsx_bytes(table, table.claims.head(3), Selection(), marks=seen))
    assert with_marks.sheetnames[:3] == ["Selection", "Picture", "Claims"] and "Picture" not in book.sheetnames
    found = list(with_marks["Picture"].iter_rows(values_only=True))
    assert found == [("City", "Claims", "Due"), ("Hefei", 3, 2035), ("合肥", 4.5, None)]


@BOTH
def test_the_codebook_holds_every_field_and_every_word_with_its_label(chosen: Table, either: Workbook) -> None:
    lines = list(either["Codebook"].iter_rows(min_row=2, values_only=True))
    descriptor = json.loads((chosen.package.files.folder / "datapackage.json").read_text(encoding="utf-8"))
    fields, words = [], []
    for resource in descriptor["resources"]:
        for field in resource["schema"]["fields"] if resource["name"] != "fingerprints" else ():
            fields.append((resource["name"], field["name"], field["title"], field["description"]))
            words += [(resource["name"], field["name"], word["value"], word["label"] or None) for word in field.get("categories", [])]
    assert [(line[0], line[1], line[2], line[5]) for line in lines if line[6] is None] == fields
    assert [(line[0], line[1], line[6], line[7]) for line in lines if line[6] is not None] == words


def test_the_codebook_names_the_unit_the_descriptor_gives(real: Path) -> None:
    described(real, lambda package: package["resources"][0]["schema"]["fields"][2].update(unit="lines"))
    table = load(real)
    lines = opened(xlsx_bytes(table, table.claims.head(1), Selection()))["Codebook"].iter_rows(min_row=2, values_only=True)
    assert [line[:5] for line in lines if line[4]] == [("claims", "paragraph", "Paragraph", "integer", "lines")]


def test_a_text_longer_than_a_cell_is_cut_and_says_so(invented: Table) -> None:
    rows = invented.claims.head(1).assign(statement="合" * 40_000, note="𠀀" * 20_000)
    sheet = opened(xlsx_bytes(invented, rows, Selection()))["Claims"]
    assert column_of(sheet, "Statement")[0].value == "合" * 32_766 + "…"
    assert column_of(sheet, "Note")[0].value == "𠀀" * 16_383 + "…"


@given(some.text(alphabet=some.characters(), max_size=20))
def test_any_text_fits_a_cell_unchanged_but_for_halves_of_characters(text: str) -> None:
    assert fit_text(text) == re.sub("[\ud800-\udfff]", "?", text)


@given(some.lists(some.text(alphabet=some.sampled_from("Aaé合[]:*?/\\' "), max_size=40), max_size=12))
def test_any_titles_become_different_names_excel_takes(titles: list[str]) -> None:
    book = Book("", "", "", datetime(2026, 1, 1), ("Claims",))
    names = [book.free_name(title) for title in [*titles, "History", "claims"]]
    assert len({name.casefold() for name in names} | {"claims", "history"}) == len(names) + 2
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]|^'|'$", name) for name in names)


# The package


@pytest.fixture(scope="module")
def unzipped(table: Table, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("unzipped")
    with zipfile.ZipFile(io.BytesIO(zip_bytes(table))) as archive:
        assert archive.testzip() is None
        archive.extractall(place)
    return place


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def members(table: Table) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(zip_bytes(table))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def described(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the descriptor of a copy of the table."""
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    change(package)
    path.write_text(json.dumps(package), encoding="utf-8")


def test_the_package_is_whole_and_as_released(unzipped: Path) -> None:
    # The package has a README of its own.
    data = {path.name for path in (ROOT / "data").iterdir() if path.is_file() and path.name != "README.md"}
    assert files_in(unzipped) == {
        "README.md", "CITATION.cff", "SHA256SUMS", "seeds/ledger.csv", *(f"data/{name}" for name in data),
    }  # fmt: skip
    for name in (*(f"data/{name}" for name in data), "seeds/ledger.csv"):
        assert (unzipped / name).read_bytes() == (ROOT / name).read_bytes(), name


def test_every_fingerprint_of_the_package_holds(unzipped: Path) -> None:
    done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=unzipped, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = (unzipped / "SHA256SUMS").read_text().splitlines()
    names = [line.split("  ", 1)[1] for line in lines]
    assert names == sorted(files_in(unzipped) - {"SHA256SUMS"})
    assert [line.split("  ", 1)[0] for line in lines] == [sha256((unzipped / name).read_bytes()).hexdigest() for name in names]


def test_the_unzipped_package_passes_a_validator_that_is_not_ours_and_ours(unzipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(unzipped)
    report = validate("data/datapackage.json")
    assert report.valid, report.flatten(["name", "type", "note"])
    assert len(report.tasks) == len(list((unzipped / "data").glob("*.csv")))
    assert [str(problem) for problem in check(unzipped / "data", None)] == []


def test_no_text_of_an_article_is_in_the_package(small: Path) -> None:
    inside = members(load(small))
    # What the Parquet holds is what the CSV holds, and that is compared cell by cell.
    whole = b"".join(content for name, content in inside.items() if not name.endswith(".parquet")).decode()
    for article in copies(small).iterdir():
        assert not any(name.endswith(article.name) for name in inside)
        printed = [line.strip() for line in article.read_text(encoding="utf-8").splitlines() if len(line.split()) > 12]
        assert printed and not any(line in whole for line in printed)


@BOTH
def test_the_readme_says_version_files_rows_licence_citation_and_how_to_validate(chosen: Table) -> None:
    readme = members(chosen)["README.md"].decode()
    for resource in chosen.package.resources.values():
        assert f"| `data/{resource.path}` | {len(on_disk(chosen, resource))} | {resource.description} |" in readme
    for words in (
        chosen.package.version,
        "`seeds/ledger.csv`",
        "CC-BY-4.0",
        "Tech Hubs maintainers (20",
        "frictionless validate",
        "sha256sum -c",
    ):
        assert words in readme, words


def test_the_citation_file_is_valid_yaml_with_what_its_format_asks(table: Table, unzipped: Path) -> None:
    citation = yaml.safe_load((unzipped / "CITATION.cff").read_text(encoding="utf-8"))
    assert {key: citation[key] for key in ("cff-version", "type", "title", "version", "date-released", "license", "authors")} == {
        "cff-version": "1.2.0",
        "type": "dataset",
        "title": "Tech Hubs",
        "version": table.package.version,
        "date-released": table.package.created[:10],
        "license": "CC-BY-4.0",
        "authors": [{"name": "Tech Hubs maintainers"}],
    }
    assert citation["message"]


def test_a_package_that_says_little_of_itself_is_packed_all_the_same(real: Path) -> None:
    def bare(package: dict[str, Any]) -> None:
        del package["licenses"], package["contributors"]
        package.update(title='Odd: "names" # and more')

    described(real, bare)
    sound = load(real)
    table = replace(sound, package=replace(sound.package, created="last autumn"))
    inside = members(table)
    citation = yaml.safe_load(inside["CITATION.cff"])
    assert citation["title"] == 'Odd: "names" # and more' and citation["authors"] == [{"name": citation["title"]}]
    assert {"license", "date-released"} & set(citation) == set()
    assert "none given" in inside["README.md"].decode()
    assert said(opened(xlsx_bytes(table, table.claims.head(1), Selection())))["Licence"] == "none given"
    assert not read_release(table.package).dated


def test_a_path_that_leaves_the_zip_is_refused(real: Path) -> None:
    table = load(real)
    away = replace(table, package=replace(table.package, ledger=replace(table.package.ledger, path="../../seeds/ledger.csv")))
    with pytest.raises(ValueError, match=r"datapackage\.json names \.\./\.\./seeds/ledger\.csv, which lies outside"):
        zip_bytes(away)


def test_nothing_in_the_zip_depends_on_the_day_it_is_made(table: Table) -> None:
    with zipfile.ZipFile(io.BytesIO(zip_bytes(table))) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    released = datetime.fromisoformat(table.package.created[:10])
    assert {entry.date_time for entry in entries} == {released.timetuple()[:6]}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_DEFLATED}


# The same bytes each time

_AGAIN = """
import sys, hashlib, pathlib
from dashboard.export.package import zip_bytes
from dashboard.export.rows import xlsx_bytes
from dashboard.export.sheets import SheetColumn
from dashboard.table.load import load
from dashboard.table.selection import Selection
table, selection = load(pathlib.Path("data")), Selection(cities=("shanghai", "hefei"), like_for_like=True)
marks = [SheetColumn("City", ["Hefei", "Beijing"])]
made = xlsx_bytes(table, selection.rows(table), selection, "http://a.b", marks, "Found")
print(hashlib.sha256(made).hexdigest(), hashlib.sha256(zip_bytes(table)).hexdigest())
"""


def test_the_same_selection_gives_the_same_bytes_here_and_in_another_process(table: Table) -> None:
    selection = Selection(cities=("shanghai", "hefei"), like_for_like=True)
    marks = [SheetColumn("City", ["Hefei", "Beijing"])]
    made = [xlsx_bytes(table, selection.rows(table), selection, "http://a.b", marks, "Found") for _ in range(2)]
    assert made[0] == made[1]
    assert zip_bytes(table) == zip_bytes(table)
    here = f"{sha256(made[0]).hexdigest()} {sha256(zip_bytes(table)).hexdigest()}"
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"}
    there = subprocess.run([sys.executable, "-c", _AGAIN], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert there.stdout.strip() == here


def test_a_workbook_was_made_on_the_day_of_the_release(table: Table, book: Workbook) -> None:
    assert book.properties.created == datetime.fromisoformat(table.package.created[:10])
    assert (book.properties.title, book.properties.creator) == (table.package.title, "Tech Hubs maintainers")

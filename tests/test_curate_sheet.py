"""An article coded in a workbook: what goes out comes back, and what spreadsheets do on the way is undone or refused with its cell."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from dashboard.cli import main
from dashboard.curate.draft import Draft, DraftParagraph, read_draft, write_draft
from dashboard.curate.sheet_file import NotAWorkbook, open_workbook
from dashboard.curate.sheet_in import SheetDraft, read_workbook
from dashboard.curate.sheet_layout import layout
from dashboard.curate.sheet_out import write_workbook
from dashboard.table.check import read_checked
from dashboard.table.files import Files
from tests.conftest import ROOT, copies, read, sentences

PACKAGE, TABLES = read_checked(Files(ROOT / "data"))
PRINTED = (
    "Hefei opens a quantum park",
    "On May 8, 2031 the park’s “one roof” cost 1,500 yuan – or 12.1% of a plan of May 2018 – for 007 labs, the Lake Post was told.",
    "By 2040\u00a0the park wants at least 40 firms.",
)
CLAIM = {"paragraph": "2", "city": "hefei", "aspect": "figure", "status": "in_place", "statement": "Hefei has a park."}
DRAFT = Draft(
    article={"article": "lake-post", "outlet": "Lake Post", "outlet_kind": "state_media", "published": "2031-05~", "title": "007"},
    paragraphs=(
        DraftParagraph(PRINTED[0], "background", "=1+1 is no sum here", "quantum: only a name | park: no number"),
        DraftParagraph(PRINTED[1], gist="合肥 is in it"),
        DraftParagraph(PRINTED[2]),
    ),
    claims=(
        {"key": "roof", **CLAIM, "measure": "park-cost", "value": "0.10", "unit": "CNY", "period": "2016/2021", "restates": "c9"},
        {"key": "c9", **CLAIM, "aspect": "institution", "institution": "lake-park", "relation": "in_city", "as_printed": "“one roof”"},
        {
            "key": "c2",
            **CLAIM,
            "paragraph": "3",
            "speaker": "-Li",
            "unit": "count",
            "note": "1/2",
            "excused": "value: @home",
            "period": "../2040",
            "interest": "",
        },
    ),
    vocabulary={
        "institutions": (
            {"institution": "lake-park", "name": "Lake Park", "kind": "zone", "home": "hefei", "part_of": "lake-side"},
            {"institution": "lake-side", "name": "Lake Side", "kind": "district", "owner": "ustc"},
        ),
        "measures": ({"measure": "park-cost", "name": "Cost of a park", "dimension": "money", "definition": "TRUE"},),
    },
    coder="anna-b",
    data_version="1.2.0",
    refused=("c3", "3-x"),
)


def workbook(draft: Draft = DRAFT) -> Workbook:
    return load_workbook(io.BytesIO(write_workbook(draft, layout(PACKAGE, TABLES, draft.vocabulary), PACKAGE)))


def file_of(book: Workbook) -> bytes:
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def back(book: Workbook | bytes) -> SheetDraft:
    content = book if isinstance(book, bytes) else file_of(book)
    return read_workbook(open_workbook("filled.xlsx", content), PACKAGE, TABLES)


def cell(book: Workbook, sheet: str, title: str, row: int) -> Any:
    return next(book[sheet].cell(row, head.column) for head in book[sheet][1] if head.value == title)


def where(book: Workbook, title: str, row: int) -> str:
    return f"Claims!{cell(book, 'Claims', title, row).coordinate}"


def coded(*claims: Mapping[str, object]) -> Workbook:
    """A workbook of the three paragraphs and of claims of the second, their cells by their titles."""
    book = workbook(Draft({}, tuple(map(DraftParagraph, PRINTED))))
    for row, claim in enumerate(claims, 2):
        for title, value in {"Paragraph": "2", "City": "Hefei", "Aspect": "Figure", "Key": f"k{row - 2}", **claim}.items():
            cell(book, "Claims", title, row).value = value
    return book


def said(told: SheetDraft) -> str:
    return "\n".join(map(str, told.problems))


def test_a_draft_comes_back_as_it_went() -> None:
    told = back(workbook())
    assert told.draft == DRAFT
    assert (told.problems, told.notes) == ([], [])
    assert back(workbook(Draft({}, ()))).draft == Draft({}, ())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_a_draft_comes_back_from_libreoffice_as_it_went(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(file_of(workbook()))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", "--headless", home, "--convert-to", "xlsx", "--outdir", "saved", "a.xlsx"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120)
    saved = tmp_path / "saved" / "a.xlsx"
    if not saved.exists():
        pytest.skip("this LibreOffice has no spreadsheets")
    assert back(saved.read_bytes()).draft == DRAFT


def test_every_cell_is_text_and_no_column_is_one_a_program_fills_in() -> None:
    book = workbook()
    for sheet in ("Article", "Paragraphs", "Claims", "New areas", "New institutions", "New measures", "New topics"):
        filled = [each for row in book[sheet].iter_rows(min_row=2) for each in row if each.value is not None]
        assert {each.number_format for each in filled} <= {"@"} and {each.data_type for each in filled} <= {"s"}
        assert book[sheet].column_dimensions["C"].width and book[sheet].freeze_panes
        assert not {"Claim", "Method", "Fingerprint", "File", "Paragraphs"} & {head.value for head in book[sheet][1]}
    # Further down, where nothing stands yet, the column itself is text.
    assert (
        load_workbook(io.BytesIO(write_workbook(DRAFT, layout(PACKAGE, TABLES), PACKAGE)))["Claims"].column_dimensions["J"].number_format
        == "@"
    )
    assert book["Lists"].sheet_state == "hidden"
    assert "Choose from the list" in cell(book, "Claims", "Focus area", 1).comment.text


def test_lists_offer_words_and_stand_in_no_new_words_way() -> None:
    book = workbook()
    rules = {str(rule.sqref).split(":")[0]: rule for rule in book["Claims"].data_validations.dataValidation}

    def offered(title: str) -> tuple[list[str], bool]:
        rule = rules[cell(book, "Claims", title, 2).coordinate]
        area = rule.formula1.removeprefix("Lists!").replace("$", "")
        return [each.value for row in book["Lists"][area] for each in row], bool(rule.showErrorMessage)

    assert offered("Status") == (["In place", "Announced", "Target", "Forecast", "Claimed"], True)
    areas, blocks = offered("Focus area")
    assert {"Quantum technology", "Chips and integrated circuits"} <= set(areas) and not blocks
    institutions, blocks = offered("Institution")
    assert {"USTC, Hefei", "Lake Park"} & set(institutions) and not blocks
    assert "China Daily" in offered("Speaker")[0]


UNDONE = (
    ("Period", datetime(2025, 3, 1), "mmm-yy", "period", "2025-03"),
    ("Period", datetime(2025, 3, 5), "mm-dd-yy", "period", "2025-03-05"),
    ("Period", date(2025, 3, 5), '[$-409]d"."m.yyyy;@', "period", "2025-03-05"),
    ("Period", datetime(2025, 1, 1), "yyyy", "period", "2025"),
    ("Period", 2025, "General", "period", "2025"),
    ("Period", "…/2035", "General", "period", "../2035"),
    ("Period", "'2025‑03 ", "@", "period", "2025-03"),
    ("Value", 466500000000.0, "General", "value", "466500000000"),
    ("Value", 4.665e11, "0.00E+00", "value", "466500000000"),
    ("Value", 12.1, "0.0", "value", "12.1"),
    ("Value", 0.121, "0.0%", "value", "12.1"),
    ("Value", 0.07, "0%", "value", "7"),
    ("Value", 0.07, "General", "value", "0.07"),
    ("Value", "0012\u00a0", "@", "value", "12"),
    ("Value", "466.5 billion", "@", "value", "466500000000"),
    ("Value", "466,500,000,000", "@", "value", "466500000000"),
    ("As printed", 1500, "#,##0", "as_printed", "1,500"),
    ("As printed", 7, "General", "as_printed", "007"),
    ("As printed", 0.121, "0.0%", "as_printed", "12.1%"),
    ("As printed", datetime(2031, 5, 8), "d-mmm-yy", "as_printed", "May 8, 2031"),
    ("As printed", datetime(2018, 5, 1), "mmm-yy", "as_printed", "May 2018"),
    ("As printed", datetime(2018, 5, 1), "mm/dd/yy", "as_printed", "May 2018"),
    ("Period", datetime(2025, 3, 5), r"yyyy\-mm\-dd", "period", "2025-03-05"),
    ("As printed", '"one roof"', "@", "as_printed", "“one roof”"),
    ("As printed", "park's", "@", "as_printed", "park’s"),
    ("As printed", "1,500 yuan -- or", "@", "as_printed", "1,500 yuan – or"),
    ("As printed", "The park’s", "@", "as_printed", "the park’s"),
    ("Note", " two\u00a0words_x000D_\n", "@", "note", "two words"),
    ("Note", 12, "General", "note", "12"),
    ("Paragraph", 2.0, "General", "paragraph", "2"),
    ("Status", " IN  PLACE", "@", "status", "in_place"),
    ("Status", "in_place", "@", "status", "in_place"),
    ("Unit", "%", "@", "unit", "percent"),
    ("Institution", "ustc, hefei", "@", "institution", "ustc"),
    ("Institution", "中国科学技术大学", "@", "institution", "ustc"),
    ("Focus area", "QUANTUM", "@", "area", "quantum"),
)
"""Title of the column, what stands in the cell and its format, and what was typed: the field and its text."""


def test_what_a_spreadsheet_makes_of_a_cell_is_undone() -> None:
    book = coded(*({title: value} for title, value, _, _, _ in UNDONE))
    for row, (title, _, form, _, _) in enumerate(UNDONE, 2):
        cell(book, "Claims", title, row).number_format = form
    told = back(book)
    assert said(told) == ""
    claims = {claim["key"]: claim for claim in told.draft.claims}
    assert [claims[f"k{n}"].get(field) for n, (_, _, _, field, _) in enumerate(UNDONE)] == [text for *_, text in UNDONE]


REFUSED = (
    ("Period", datetime(2026, 5, 8), "d-mmm", "holds the date 2026-05-08, which the spreadsheet made"),
    ("Period", 45717, "General", "may have made of a date"),
    ("Period", time(12, 30), "h:mm", "holds a time of day"),
    ("Period", datetime(2025, 3, 5, 12, 30), "m/d/yy h:mm", "a time that the spreadsheet made"),
    ("Value", datetime(2026, 1, 2), "d-mmm", "holds the date 2026-01-02"),
    ("Value", 1234567890123456789, "General", "15 digits"),
    ("Value", "4.665E+11", "@", "digits may be lost. Write the whole number, 466500000000"),
    ("Value", "12,1", "@", '"12,1" is not a number.'),
    ("As printed", 1501, "General", "which the spreadsheet made of the printed words"),
    ("As printed", datetime(2031, 5, 9), "d-mmm", "holds the date"),
    ("Note", 1500, "#,##0", "shows in another way"),
    ("Note", True, "General", "the truth value TRUE"),
    ("Note", "=A1&A2", "General", 'holds a formula, "=A1&A2". Copy the cell and paste it back as a value.'),
    ("Note", "#N/A", "General", "the error"),
    ("Note", "x" * 32_767, "@", "cuts a text off"),
    ("Status", "In plase", "@", '"In plase" is none of the words of this column. Write In place'),
    ("Focus area", "Quantm technology", "@", "or describe it on the sheet New areas."),
    ("Paragraph", "p. 2", "@", '"p. 2" is not a number'),
    ("Paragraph", 2.5, "General", "no number of a paragraph"),
)


def test_what_nobody_can_tell_any_more_is_refused_with_its_cell() -> None:
    book = coded(*({title: value} for title, value, _, _ in REFUSED))
    for row, (title, _, form, _) in enumerate(REFUSED, 2):
        cell(book, "Claims", title, row).number_format = form
    problems = {problem.where: str(problem) for problem in back(book).problems}
    for row, (title, _, _, words) in enumerate(REFUSED, 2):
        assert words in problems.pop(f"{where(book, title, row)}, {title}")
    assert problems == {}


def test_what_was_changed_is_said() -> None:
    told = back(coded({"As printed": '"one roof"', "Period": datetime(2025, 3, 5), "Value": "1.5 million"}))
    notes = "\n".join(told.notes)
    assert (
        '“one roof”", as the paragraph prints it.' in notes
        and "is read as 2025-03-05" in notes
        and '"1.5 million" is read as 1500000.' in notes
    )
    assert all(note.startswith("Claims!") for note in told.notes)


def test_rows_may_be_sorted_hidden_and_left_blank_and_columns_moved() -> None:
    book = workbook()
    sheet = book["Claims"]
    sheet.move_range(f"A2:{sheet.cell(2, sheet.max_column).coordinate}", rows=20)
    sheet.row_dimensions[3].hidden = True
    book["Paragraphs"].move_range("A2:E2", rows=30)
    book.create_sheet("My own").append(["=1/0", True])
    swapped = load_workbook(io.BytesIO(file_of(book)))
    for row in swapped["Claims"].iter_rows():
        row[0].value, row[5].value = row[5].value, row[0].value
    told = back(swapped)
    assert (told.draft.article, told.draft.paragraphs, told.draft.vocabulary) == (DRAFT.article, DRAFT.paragraphs, DRAFT.vocabulary)
    assert [claim["key"] for claim in told.draft.claims] == ["c9", "roof", "c2"]
    assert {claim["key"]: claim for claim in told.draft.claims} == {claim["key"]: claim for claim in DRAFT.claims}
    assert told.notes == ["Claims: 1 row that is hidden was read like the others."] and said(told) == ""


def test_a_renamed_column_is_named_and_one_taken_out_is_missed_only_where_it_is_needed() -> None:
    book = workbook()
    cell(book, "Claims", "Institution", 1).value = "Instituton"
    assert said(back(book)).startswith('Claims!E1: "Instituton" is no title of this sheet, and Institution is not there. Write Institution')
    book = workbook()
    book["Claims"].delete_cols(cell(book, "Claims", "Note", 1).column)
    told = back(book)
    assert said(told) == "" and "Claims: without the column Note, taken as empty." in told.notes
    book["Claims"].delete_cols(cell(book, "Claims", "Statement", 1).column)
    assert "Claims: lacks the column Statement." in said(back(book))
    book = workbook()
    cell(book, "Claims", "Note", 1).value = "Statement"
    assert '"Statement" is the title of column U, too.' in said(back(book))


def test_a_column_and_a_sheet_of_ones_own_are_left_alone() -> None:
    book = workbook()
    book["Claims"].cell(1, 60).value, book["Claims"].cell(2, 60).value = "To do", "=NOW()"
    told = back(book)
    assert told.draft == DRAFT and told.notes == ["Claims: the column To do was not read."]


def test_sheets_that_are_gone_and_merged_cells_are_named() -> None:
    book = workbook()
    del book["Claims"]
    book["Paragraphs"].merge_cells("B2:B3")
    problems = said(back(book))
    assert "Claims: is not there as a sheet; there are Read me, Article" in problems
    assert "Paragraphs!B2:B3: is one cell merged of several." in problems
    book = workbook()
    del book["Lists"], book["New topics"]
    assert back(book).draft.claims == DRAFT.claims


def test_paragraphs_are_numbered_where_they_are_not_and_a_gap_or_a_double_is_named() -> None:
    book = workbook(Draft({}, ()))
    for row, text in ((2, "Headline"), (5, " First.\u00a0Then. "), (6, "Last.")):
        cell(book, "Paragraphs", "Text", row).value = text
    assert [paragraph.text for paragraph in back(book).draft.paragraphs] == ["Headline", "First.\u00a0Then.", "Last."]
    cell(book, "Paragraphs", "Paragraph", 5).value = 4
    cell(book, "Paragraphs", "Paragraph", 6).value = "1"
    cell(book, "Paragraphs", "Text", 7).value = "one\ntwo"
    problems = said(back(book))
    assert "Paragraphs!A6, Paragraph: 1 is the number of row 2, too." in problems
    assert "Paragraphs!B7, Text: holds 2 lines, and a paragraph is one." in problems
    assert "Paragraphs: has no paragraph 2, and there is one 5." in problems


def test_a_row_that_was_copied_gets_a_key_of_its_own_unless_another_row_means_it() -> None:
    book = workbook()
    for column in range(1, book["Claims"].max_column + 1):
        book["Claims"].cell(9, column).value = book["Claims"].cell(4, column).value
    told = back(book)
    assert [claim["key"] for claim in told.draft.claims] == ["roof", "c9", "c2", "c1"] and '"c2" is that of another row' in told.notes[0]
    cell(book, "Claims", "Key", 9).value = "c9"
    assert '"c9" is the key of another row, too, and a row refers to it.' in said(back(book))


def test_a_new_body_is_used_by_its_name_and_its_key_is_made_from_it() -> None:
    book = coded({"Aspect": "Institution", "Institution": "lake science park"})
    for title, value in {"Name": "Lake Science Park", "Kind": "Zones", "Lies in": "Lake side", "Home": "Not printed"}.items():
        cell(book, "New institutions", title, 3).value = value
    cell(book, "New institutions", "Name", 5).value = "Lake side"
    told = back(book)
    assert said(told) == "" and told.draft.claims[0]["institution"] == "lake-science-park"
    park, side = told.draft.vocabulary["institutions"]
    assert park == {
        "institution": "lake-science-park",
        "name": "Lake Science Park",
        "kind": "zone",
        "part_of": "lake-side",
        "home": "not_printed",
    }
    assert side["institution"] == "lake-side"
    cell(book, "New institutions", "Name", 6).value = "university of science and technology of china"
    told = back(book)
    assert [row["institution"] for row in told.draft.vocabulary["institutions"]] == ["lake-science-park", "lake-side"]
    assert "is in the table already; that one is used." in told.notes[0]


FIGURES = (
    ("research and development spending", "1,500 yuan", {"value": "1500", "qualifier": "exact", "unit": "CNY"}),
    ("national-labs", "at least 40 firms", {"value": "40", "qualifier": "at_least", "unit": "count"}),
    ("Year an aim falls due", "By 2040", {"value": "2040", "qualifier": "exact", "unit": "year"}),
    ("Date of an event", "2040", {"qualifier": "exact", "unit": "date"}),
    ("Date of an event", "On May 8, 2031", {"qualifier": "exact", "unit": "date"}),
    ("national-labs", "1,500 yuan – or 12.1%", {}),
    ("national-labs", "a quantum park", {}),
)
"""A measure, what is printed, and what follows from it."""


def test_a_figure_whose_words_hold_one_number_needs_no_number_typed() -> None:
    status = {"Year an aim falls due": "Target"}
    place = {words: str(n) for n, text in enumerate(PRINTED, 1) for _, words, _ in FIGURES if words in text}
    told = back(
        coded(
            *(
                {"Measure": measure, "As printed": words, "Paragraph": place[words], "Status": status.get(measure, "In place")}
                for measure, words, _ in FIGURES
            )
        )
    )
    claims = {claim["key"]: claim for claim in told.draft.claims}
    for n, (_, _, filled) in enumerate(FIGURES):
        assert {name: claims[f"k{n}"][name] for name in ("value", "value_high", "qualifier", "unit") if name in claims[f"k{n}"]} == filled


def packed(**parts: bytes) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return into.getvalue()


def replaced(part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with other bytes in one of its parts."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file_of(workbook()))) as before, zipfile.ZipFile(into, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(old, new, 1) if name == part else content)
    return into.getvalue()


SHEET = "xl/worksheets/sheet4.xml"
BROKEN = {
    "of no bytes": (b"", "cannot be read"),
    "that is text": (b"city,status\n", "cannot be read"),
    "cut short": (file_of(workbook())[:5000], "cannot be read"),
    "in an older format": (b"\xd0\xcf\x11\xe0" + bytes(600), "has a password, or is in an older format"),
    "that is OpenDocument": (packed(content_xml=b"<office/>"), "is no Excel workbook, whatever its name says"),
    "that unpacks without end": (packed(xl__worksheets__sheet1_xml=bytes(70_000_000)), "holds more than"),
    "with a million cells": (packed(xl__worksheets__sheet1_xml=b"<a>" + b"<c/>" * 400_000 + b"</a>"), "holds more than"),
    "merged over everything": (
        replaced(SHEET, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "holds more than",
    ),
    "linked over everything": (
        replaced(SHEET, b"</sheetData>", b'</sheetData><hyperlinks><hyperlink ref="A1&#58;XFD1048576"/></hyperlinks>'),
        "holds more than",
    ),
    "with words of its own": (replaced(SHEET, b"<worksheet", b'<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet'), "defines words of its own"),
    "of broken XML": (replaced(SHEET, b"</sheetData>", b"</sheetDat>"), "cannot be read"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_workbook_is_refused_with_a_sentence(name: str) -> None:
    content, words = BROKEN[name]
    with pytest.raises(NotAWorkbook) as refused:
        open_workbook("a.xlsx", content)
    assert words in str(refused.value) and str(refused.value).endswith(".")
    with pytest.raises(NotAWorkbook, match=r"Save it as an Excel workbook \(\.xlsx\)"):
        open_workbook("a.ods", content)


def test_a_story_goes_out_is_coded_and_published(second: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story, file = tmp_path / "story.txt", tmp_path / "story.xlsx"
    story.write_text("Cranes of Ningbo\n\nThe port of Ningbo keeps 77 cranes at work.\n", encoding="utf-8")
    data = ["--data", str(second), "--articles", str(copies(second))]
    assert main(["sheet", "out", str(file), "--article", str(story), *data]) == 0
    assert main(["sheet", "out", str(file), *data]) == 2 and "is there already" in capsys.readouterr().err
    book = load_workbook(file)
    for row in book["Article"].iter_rows(min_row=2):
        told = {"Outlet": "River Courier", "Kind of outlet": "Private media", "Published": "2040-05-02"}
        row[1].value = told.get(row[0].value, row[1].value)
    cell(book, "Paragraphs", "Reason", 2).value = "Background"
    figure = {
        "Paragraph": 2, "City": "Ningbo", "Aspect": "Figure", "Measure": "Cranes at work", "What it counts": "cranes at work there",
        "Boundary": "the city", "Status": "In place", "As printed": "77 crane", "Statement": "Ningbo has 77 cranes that work.",
    }  # fmt: skip
    for title, value in figure.items():
        cell(book, "Claims", title, 2).value = value
    cell(book, "Paragraphs", "Left out", 2).value = "Ningbo: the headline of what follows"
    cell(book, "Claims", "As printed", 2).value = "78 cranes"
    book.save(file)
    assert main(["sheet", "in", str(file), *data, "--publish"]) == 1
    told = capsys.readouterr()
    assert f'{where(book, "As printed", 2)}, As printed: "78 cranes"' in told.err and "is published" not in told.out
    assert sentences(second, copies(second)) == []
    cell(book, "Claims", "As printed", 2).value = "77 cranes"
    book.save(file)
    assert main(["sheet", "in", str(file), *data]) == 0
    assert "Publish it with" in capsys.readouterr().out
    draft = next((second.parent / "seeds" / "drafts").glob("*.draft.json"))
    assert read_draft(draft).claims[0]["value"] == "77"
    assert main(["sheet", "in", str(file), *data, "--publish"]) == 0
    assert sentences(second, copies(second)) == []
    assert main(["sheet", "in", str(file), *data, "--publish"]) == 1 and "is in the table already" in capsys.readouterr().err
    assert [row["statement"] for row in read(second, "claims.csv") if row["article"] == "river-courier"] == [figure["Statement"]]


def test_a_command_that_cannot_run_says_why_and_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft, broken = tmp_path / "a.draft.json", tmp_path / "b.draft.json"
    write_draft(draft, DRAFT)
    broken.write_text("{}", encoding="utf-8")
    for words, reason in (
        (["out", str(tmp_path / "a.csv")], "Name a file that ends in .xlsx"),
        (["out", str(tmp_path / "a.xlsx"), "--article", str(tmp_path / "none.txt")], "none.txt (No such file or directory)"),
        (["out", str(tmp_path / "a.xlsx"), "--draft", str(broken)], "is no draft of Tech Hubs"),
        (["out", str(tmp_path / "no" / "a.xlsx")], "No such file or directory"),
        (["in", str(tmp_path / "none.xlsx")], "Cannot read"),
        (["in", str(broken)], "Save it as an Excel workbook (.xlsx)"),
    ):
        assert main(["sheet", *words]) == 2, words
        assert reason in capsys.readouterr().err
    assert main(["sheet", "out", str(tmp_path / "a.xlsx"), "--draft", str(draft)]) == 0
    assert back((tmp_path / "a.xlsx").read_bytes()).draft == DRAFT

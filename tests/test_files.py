"""Files that are not there, not whole or not what they seem: each ends in a sentence, and nothing raises."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dashboard.table.check import check
from dashboard.table.expected import TABLES
from dashboard.table.load import load
from dashboard.table.problems import Problem, Unreadable
from tests.conftest import KEYS, broken, cell, path_of, put, read, rewritten, sentences, where

FILES = sorted(KEYS)
DESCRIPTOR = "datapackage.json"
TOLD = "CHANGES.md"
RESTORE = "Restore the file, or name its folder with --data."
COMPARE = "Compare it with the released file and restore what is missing."

Change = Callable[[dict[str, Any]], object]


def refused(data: Path) -> list[Problem]:
    """The problems of a table that cannot be used; it does not load either, and each reads as two sentences on one line."""
    problems = check(data)
    assert problems
    with pytest.raises(Unreadable) as error:
        load(data)
    assert error.value.problems == problems
    for problem in problems:
        assert problem.where.split(" ")[0] in {*KEYS, DESCRIPTOR, TOLD}, problem
        assert problem.what.endswith("."), problem
        assert problem.fix[0].isupper(), problem
        assert str(problem).isprintable(), problem
        assert len(str(problem)) < 600, problem
    return problems


def said(data: Path) -> list[str]:
    """The same as sentences."""
    return list(map(str, refused(data)))


def header(data: Path, file: str) -> list[str]:
    return path_of(data, file).read_text(encoding="utf-8").split("\n", 1)[0].split(",")


# A file that is not there, or nothing


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named_with_the_next_move(small: Path, file: str) -> None:
    path_of(small, file).unlink()
    assert f"{file}: cannot be read (No such file or directory). {RESTORE}" in said(small)


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_the_only_problem_for_what_points_at_it_cannot_be_judged(small: Path, file: str) -> None:
    path_of(small, file).unlink()
    assert len(sentences(small)) == 1


@pytest.mark.parametrize("file", FILES)
def test_a_folder_in_place_of_a_file_is_named(small: Path, file: str) -> None:
    path_of(small, file).unlink()
    path_of(small, file).mkdir()
    assert f"{file}: cannot be read (Is a directory). {RESTORE}" in said(small)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf"])
def test_an_empty_file_is_answered_with_its_header(small: Path, file: str, content: bytes) -> None:
    columns = ",".join(header(small, file))
    path_of(small, file).write_bytes(content)
    assert [line for line in said(small) if line.startswith(f"{file}: is empty. Its first row must read: {columns}")]


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_blank_lines_only_is_named(small: Path, file: str) -> None:
    path_of(small, file).write_bytes(b"\n\n\n")
    assert [line for line in said(small) if line.startswith(file)]


def test_a_first_release_has_changed_nothing(small: Path) -> None:
    path = path_of(small, "changes.csv")
    path.write_bytes(path.read_bytes().split(b"\n", 1)[0] + b"\n")
    assert check(small) == []
    assert load(small).changes.empty


@pytest.mark.parametrize("file", [file for file in FILES if file != "changes.csv"])
def test_a_file_with_a_header_only_leaves_no_sentence_unfinished(small: Path, file: str) -> None:
    lines = rewritten(small, file, lambda content: content.split(b"\n", 1)[0] + b"\n")
    assert lines == said(small)
    assert [line for line in lines if file in line]
    assert [line for line in lines if "Write ," in line or "Write ." in line] == []


def test_tables_that_are_all_empty_are_not_a_table(small: Path) -> None:
    for file in KEYS:
        rewritten(small, file, lambda content: content.split(b"\n", 1)[0] + b"\n")
    assert said(small)


def test_all_files_missing_are_all_named_at_once(small: Path) -> None:
    for file in FILES:
        path_of(small, file).unlink()
    assert sorted(said(small)) == [f"{file}: cannot be read (No such file or directory). {RESTORE}" for file in FILES]


def test_a_folder_without_a_descriptor_is_named_first(tmp_path: Path) -> None:
    fix = f"Name a folder that holds {DESCRIPTOR} with --data, or restore the file."
    assert said(tmp_path) == [f"{DESCRIPTOR}: cannot be read (No such file or directory). {fix}"]


# Bytes


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(("name", "at"), [("latin-1", None), ("utf-16", 1)])
def test_a_file_that_is_not_utf8_is_named_with_the_byte(small: Path, file: str, name: str, at: int | None) -> None:
    content = path_of(small, file).read_bytes()
    ending = "Zürich".encode(name)
    path_of(small, file).write_bytes(content + ending if at is None else content.decode().encode(name))
    byte = len(content) + 2 if at is None else at
    assert f"{file}: is not UTF-8 (byte {byte}). Save it as “CSV UTF-8”." in said(small)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    "change",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"),
        lambda content: content.rstrip(b"\n"),
    ],
    ids=["byte order mark", "Windows line ends", "both", "no last line end"],
)
def test_what_a_spreadsheet_leaves_behind_is_read_for_what_it_is(small: Path, file: str, change: Callable[[bytes], bytes]) -> None:
    before = load(small)
    assert rewritten(small, file, change) == []
    after = load(small)
    pd.testing.assert_frame_equal(before.claims, after.claims)
    pd.testing.assert_frame_equal(before.ledger, after.ledger)
    pd.testing.assert_frame_equal(before.changes, after.changes)


@pytest.mark.parametrize("file", FILES)
def test_a_nul_byte_is_spelled_out(small: Path, file: str) -> None:
    lines = rewritten(small, file, lambda content: content[:-2] + b"\x00" + content[-2:])
    assert lines == said(small)
    assert [line for line in lines if line.startswith(f"{file} row {len(read(small, file)) + 1} ") and "\\x00" in line]


@pytest.mark.parametrize("extra", ["\x00", "\n", "\x1b[2J", "x" * 100_000])
def test_a_header_that_cannot_be_shown_is_spelled_out_and_shortened(small: Path, extra: str) -> None:
    rewritten(small, "cities.csv", lambda content: content.replace(b"city,", f'"city{extra}",'.encode(), 1))
    lines = said(small)
    assert [line for line in lines if line.startswith("cities.csv row 1: lacks the column city. ")]


@pytest.mark.parametrize("file", FILES)
def test_an_unclosed_quotation_mark_is_named_with_its_line(small: Path, file: str) -> None:
    last = len(path_of(small, file).read_text(encoding="utf-8").split("\n"))
    lines = rewritten(small, file, lambda content: content + b'"and so on')
    assert lines == said(small)
    fix = "Close every quotation mark and double those inside a cell."
    assert f"{file} line {last}: is not CSV (unexpected end of data). {fix}" in lines


def test_a_quotation_mark_inside_a_quoted_cell_is_named(real: Path) -> None:
    lines = rewritten(real, "cities.csv", lambda content: content.replace(b'"The city.', b'"The "city".', 1))
    assert lines == said(real)
    assert [line for line in lines if line.startswith("cities.csv line 2: is not CSV (")]


def test_a_cell_of_ten_megabytes_is_refused_and_not_repeated(real: Path) -> None:
    number = where(real, "digital-hub-12-f", "note").split(" ")[2]
    put(real, "digital-hub-12-f", "note", "x" * 10_000_000)
    assert [line for line in said(real) if line.startswith(f"claims.csv line {number}: ")]


def test_a_cell_of_a_hundred_thousand_characters_is_read(real: Path) -> None:
    assert broken(real, "digital-hub-12-f", "note", "x" * 100_000) == []
    assert [line for line in broken(real, "digital-hub-12-f", "city", "x" * 100_000) if len(line) < 300]
    assert [line for line in broken(real, "digital-hub-12-f", "period", "2" * 100_000) if "EDTF" in line]


# Columns and rows


@pytest.mark.parametrize("file", FILES)
def test_a_column_too_many_is_named(small: Path, file: str) -> None:
    lines = rewritten(small, file, lambda content: content.replace(b"\n", b",\n").replace(b",\n", b",colour\n", 1))
    assert lines == said(small)
    assert f"{file} row 1: has a column that datapackage.json does not know: colour. Remove it, or describe it there." in lines


def test_a_column_without_a_name_is_called_so(small: Path) -> None:
    rewritten(small, "cities.csv", lambda content: content.replace(b"\n", b",\n"))
    assert [line for line in said(small) if line.startswith("cities.csv row 1: ") and "know: ." not in line]


@pytest.mark.parametrize("file", FILES)
def test_a_column_too_few_is_named(small: Path, file: str) -> None:
    column = header(small, file)[-1]
    lines = rewritten(small, file, lambda content: content.replace(f",{column}\n".encode(), b"\n", 1))
    assert lines == said(small)
    assert f"{file} row 1: lacks the column {column}. Add it; datapackage.json describes it." in lines


@pytest.mark.parametrize("file", FILES)
def test_a_column_that_stands_twice_is_named(small: Path, file: str) -> None:
    column = header(small, file)[1]
    lines = rewritten(small, file, lambda content: content.replace(b"\n", f",{column}\n".encode(), 1))
    assert lines == said(small)
    assert f"{file} row 1: has the column {column} twice. Keep one of them." in lines


def test_everything_wrong_with_a_header_is_said_at_once(small: Path) -> None:
    rewritten(small, "cities.csv", lambda content: content.replace(b"name,chinese_name,role", b"role,colour,role", 1))
    lines = [line for line in said(small) if line.startswith("cities.csv")]
    assert lines == [
        "cities.csv row 1: has the column role twice. Keep one of them.",
        "cities.csv row 1: lacks the column name and chinese_name. Add it; datapackage.json describes it.",
        "cities.csv row 1: has a column that datapackage.json does not know: colour. Remove it, or describe it there.",
    ]


def test_a_column_name_with_a_capital_or_blank_is_not_the_column(small: Path) -> None:
    rewritten(small, "cities.csv", lambda content: content.replace(b"name,", b"Name,", 1))
    assert "cities.csv row 1: lacks the column name. Add it; datapackage.json describes it." in said(small)


def test_columns_in_another_order_are_read(small: Path) -> None:
    before = load(small)
    columns = list(reversed(header(small, "claims.csv")))
    pd.DataFrame(read(small, "claims.csv"))[columns].to_csv(small / "claims.csv", index=False)
    assert sentences(small) == []
    pd.testing.assert_frame_equal(before.claims, load(small).claims)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(("row", "cells"), [(b"one,two\n", 2), (b"," * 40 + b"\n", 41)], ids=["too few", "too many"])
def test_a_row_with_another_number_of_cells_is_counted(small: Path, file: str, row: bytes, cells: int) -> None:
    number, columns = len(read(small, file)) + 2, len(header(small, file))
    lines = rewritten(small, file, lambda content: content + row)
    assert lines == said(small)
    fix = "Add or remove commas, or quote a cell that holds one."
    assert f"{file} row {number}: has {cells} cells, and the header {columns}. {fix}" in lines


@pytest.mark.parametrize("file", FILES)
def test_an_empty_line_is_to_be_removed(small: Path, file: str) -> None:
    number = len(read(small, file)) + 2
    lines = rewritten(small, file, lambda content: content + b"\n")
    assert lines == said(small) == [f"{file} row {number}: is an empty line. Remove it."]


def test_a_row_of_one_cell_does_not_have_one_cells(real: Path) -> None:
    columns = len(header(real, "cities.csv"))
    lines = rewritten(real, "cities.csv", lambda content: content + b"wuhan\n")
    assert [line for line in lines if line.startswith(f"cities.csv row 7: has 1 cell, and the header {columns}. ")]


def test_a_comma_that_is_not_quoted_is_the_only_problem_of_its_row(real: Path) -> None:
    number = int(where(real, "digital-hub-12-f", "note").split(" ")[2])
    lines = path_of(real, "claims.csv").read_text(encoding="utf-8").split("\n")
    lines[number - 1] = lines[number - 1] + ",and more"
    path_of(real, "claims.csv").write_text("\n".join(lines), encoding="utf-8")
    columns = len(header(real, "claims.csv"))
    fix = "Add or remove commas, or quote a cell that holds one."
    assert said(real) == [f"claims.csv row {number}: has {columns + 1} cells, and the header {columns}. {fix}"]


def test_a_row_keeps_its_number_after_a_cell_of_several_lines(real: Path) -> None:
    place = where(real, "digital-hub-12-f", "value")
    put(real, "chips-2018-03-a", "note", "one\ntwo\nthree")
    assert [line for line in broken(real, "digital-hub-12-f", "value", "97,5") if line.startswith(f"{place}: ")]


# The descriptor


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "line 1, column 1: is not JSON: Expecting value. Mend the file there."),
        (b"{", "line 1, column 2: is not JSON: Expecting property name enclosed in double quotes. Mend the file there."),
        (b'{\n "title": "x"\n "name": 1}', "line 3, column 2: is not JSON: Expecting ',' delimiter. Mend the file there."),
        (b"<html></html>", "line 1, column 1: is not JSON: Expecting value. Mend the file there."),
    ],
)
def test_a_descriptor_that_is_not_json_is_named_with_its_line(small: Path, content: bytes, sentence: str) -> None:
    (small / DESCRIPTOR).write_bytes(content)
    assert said(small) == [f"{DESCRIPTOR} {sentence}"]


def test_a_descriptor_that_is_not_utf8_is_named(small: Path) -> None:
    (small / DESCRIPTOR).write_bytes('{"title": "é"}'.encode("latin-1"))
    assert said(small) == [f"{DESCRIPTOR}: is not UTF-8. Save it as UTF-8."]


def test_a_descriptor_with_a_byte_order_mark_and_windows_line_ends_is_read(small: Path) -> None:
    content = (small / DESCRIPTOR).read_bytes()
    (small / DESCRIPTOR).write_bytes(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))
    assert sentences(small) == []


def test_a_folder_in_place_of_the_descriptor_is_named(small: Path) -> None:
    (small / DESCRIPTOR).unlink()
    (small / DESCRIPTOR).mkdir()
    fix = f"Name a folder that holds {DESCRIPTOR} with --data, or restore the file."
    assert said(small) == [f"{DESCRIPTOR}: cannot be read (Is a directory). {fix}"]


@pytest.mark.parametrize("content", ["[]", '"text"', "12", "null", "true", "{}", '{"resources": []}', "[" * 100_000, "1" * 5000])
def test_json_of_another_shape_is_to_be_compared_with_the_released_file(small: Path, content: str) -> None:
    (small / DESCRIPTOR).write_text(content, encoding="utf-8")
    lines = said(small)
    assert len(lines) == 1
    assert lines[0].startswith(f"{DESCRIPTOR}: does not describe the tables as expected: ")
    assert lines[0].endswith(f". {COMPARE}")


def changed(data: Path, change: Change) -> None:
    """Change the descriptor in place."""
    package = json.loads((data / DESCRIPTOR).read_text(encoding="utf-8"))
    change(package)
    (data / DESCRIPTOR).write_text(json.dumps(package), encoding="utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_the_descriptor_leaves_out_is_named(small: Path, name: str) -> None:
    changed(small, lambda package: package.update(resources=[r for r in package["resources"] if r["name"] != name]))
    assert said(small) == [f"{DESCRIPTOR}: does not describe the tables as expected: there is no table named {name}. {COMPARE}"]


def test_every_table_the_descriptor_leaves_out_is_named(small: Path) -> None:
    changed(small, lambda package: package.update(resources=[]))
    names = "claims, cities, areas, institutions, measures, topics, articles, changes or fingerprints"
    assert said(small) == [f"{DESCRIPTOR}: does not describe the tables as expected: there is no table named {names}. {COMPARE}"]


def test_a_field_the_descriptor_leaves_out_is_named(small: Path) -> None:
    changed(small, lambda package: package["resources"][0]["schema"]["fields"].pop())
    assert said(small) == [f"{DESCRIPTOR}: does not describe the tables as expected: claims has no field named excused. {COMPARE}"]


@pytest.mark.parametrize("column", ["basis", "city", "claim_id", "restates", "operation", "speaker", "area"])
def test_a_column_that_neither_descriptor_nor_file_knows_is_still_missed(small: Path, column: str) -> None:
    fields = [name for name in header(small, "claims.csv") if name != column]
    pd.DataFrame(read(small, "claims.csv"))[fields].to_csv(small / "claims.csv", index=False)

    def leave_out(package: dict[str, Any]) -> None:
        schema = package["resources"][0]["schema"]
        schema["fields"] = [field for field in schema["fields"] if field["name"] != column]

    changed(small, leave_out)
    assert [line for line in said(small) if column in line]


@pytest.mark.parametrize("value", [None, 1, "text", [], [None], ["text"], {}])
@pytest.mark.parametrize(
    "path",
    [
        ("resources",),
        ("ledger",),
        ("resources", 0),
        ("resources", 0, "schema"),
        ("resources", 0, "schema", "fields"),
        ("resources", 0, "schema", "fields", 0),
        ("resources", 0, "schema", "fields", 0, "name"),
        ("resources", 0, "schema", "primaryKey"),
        ("resources", 0, "path"),
        ("resources", 0, "name"),
        ("ledger", "path"),
        ("ledger", "schema", "primaryKey"),
    ],
    ids=lambda part: "/".join(map(str, part)) if isinstance(part, tuple) else repr(part),
)
def test_a_descriptor_with_a_part_of_another_shape_ends_in_a_sentence(small: Path, path: tuple[str | int, ...], value: object) -> None:
    def replace(package: dict[str, Any]) -> None:
        part: Any = package
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = value

    changed(small, replace)
    problems = check(small)
    assert problems
    for problem in problems:
        assert problem.where and problem.what.endswith(".") and problem.fix, problem


@pytest.mark.parametrize("value", [None, 1, "text", [None], ["text"], {"text": 1}])
@pytest.mark.parametrize("part", ["constraints", "categories", "type", "title", "description", "rdfType"])
def test_a_field_described_oddly_is_a_sentence_or_harmless(small: Path, part: str, value: object) -> None:
    changed(small, lambda package: package["resources"][0]["schema"]["fields"][4].update({part: value}))
    for problem in check(small):
        assert problem.what.endswith(".") and problem.fix, problem


@pytest.mark.parametrize(
    "constraints",
    [
        {"pattern": "["},
        {"pattern": "(?=a)"},
        {"pattern": "(a{999}){999}"},
        {"pattern": []},
        {"pattern": 5},
        {"pattern": None},
        {"minimum": "one"},
        {"minimum": None},
        {"required": "yes"},
        {"minimum": 1.5},
    ],
    ids=repr,
)
@pytest.mark.parametrize("field", [0, 2])
def test_a_constraint_that_is_none_is_a_sentence_or_harmless(small: Path, field: int, constraints: dict[str, object]) -> None:
    changed(small, lambda package: package["resources"][0]["schema"]["fields"][field].update(constraints=constraints))
    for problem in check(small):
        assert problem.what.endswith(".") and problem.fix, problem


def test_a_form_that_could_be_matched_for_ever_is_matched_at_once(small: Path) -> None:
    changed(small, lambda package: package["resources"][0]["schema"]["fields"][0]["constraints"].update(pattern="(([a-z0-9]|-)+)+!"))
    begin = time.monotonic()
    said = [problem for problem in check(small) if "does not have the form" in problem.what]
    assert len(said) > 10 and time.monotonic() - begin < 10


@pytest.mark.parametrize(
    "links",
    [
        None,
        1,
        [None],
        [{}],
        [{"fields": [], "reference": {"resource": "cities", "fields": ["city"]}}],
        [{"fields": ["city"], "reference": {"resource": "towns", "fields": ["city"]}}],
        [{"fields": ["city"], "reference": {"resource": "cities", "fields": ["town"]}}],
        [{"fields": ["town"], "reference": {"resource": "cities", "fields": ["city"]}}],
    ],
    ids=["null", "number", "list of null", "empty", "no fields", "unknown table", "unknown column there", "unknown column here"],
)
def test_a_foreign_key_that_leads_nowhere_ends_in_a_sentence(small: Path, links: object) -> None:
    changed(small, lambda package: package["resources"][0]["schema"].update(foreignKeys=links))
    assert said(small)


@pytest.mark.parametrize("value", ["", ".", "..", "nowhere.csv", "claims.csv\x00", "x" * 5000, "cities.csv"])
@pytest.mark.parametrize("which", ["claims", "ledger"])
def test_a_path_that_leads_nowhere_ends_in_a_sentence(small: Path, which: str, value: str) -> None:
    changed(small, lambda package: (package["ledger"] if which == "ledger" else package["resources"][0]).update(path=value))
    problems = check(small)
    assert problems
    for problem in problems:
        assert problem.where and problem.what.endswith(".") and problem.fix, problem


# The releases in words


def test_without_the_releases_in_words_nothing_loads_and_the_file_is_named(small: Path) -> None:
    (small / TOLD).unlink()
    assert said(small) == [f"{TOLD}: cannot be read (No such file or directory). Restore the file: it says what each release changed."]


def test_a_missing_table_and_missing_releases_are_named_at_once(small: Path) -> None:
    (small / TOLD).unlink()
    path_of(small, "cities.csv").unlink()
    assert [line.split(":")[0] for line in said(small)] == ["cities.csv", TOLD]


def test_a_folder_in_place_of_the_releases_is_named(small: Path) -> None:
    (small / TOLD).unlink()
    (small / TOLD).mkdir()
    assert said(small) == [f"{TOLD}: cannot be read (Is a directory). Restore the file: it says what each release changed."]


def test_releases_that_are_not_utf8_are_named_with_the_byte(small: Path) -> None:
    (small / TOLD).write_bytes(b"# Changes\n\xff")
    assert said(small) == [f"{TOLD}: is not UTF-8 (byte 11). Save it as UTF-8."]


def test_releases_with_a_byte_order_mark_and_windows_line_ends_are_read(small: Path) -> None:
    before = load(small).releases
    (small / TOLD).write_bytes(b"\xef\xbb\xbf" + (small / TOLD).read_bytes().replace(b"\n", b"\r\n"))
    assert sentences(small) == []
    assert load(small).releases == before


# The folder


def test_a_table_that_was_only_looked_at_is_unchanged(small: Path) -> None:
    before = {file: path_of(small, file).read_bytes() for file in KEYS}
    check(small)
    load(small)
    assert {file: path_of(small, file).read_bytes() for file in KEYS} == before
    assert sorted(path.name for path in small.iterdir()) == sorted({*KEYS, DESCRIPTOR, TOLD, "fingerprints.csv"} - {"ledger.csv"})


def test_a_folder_with_blanks_and_chinese_signs_in_its_name_is_read(small: Path, tmp_path: Path) -> None:
    place = tmp_path / "四个 城市 & more"
    shutil.copytree(small, place / "data")
    shutil.copytree(small.parent / "seeds", place / "seeds")
    assert sentences(place / "data") == []
    assert cell(place / "data", "hefei", "chinese_name", "cities.csv") == "合肥"

"""The table in memory, and the reader's own paragraphs beside it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dashboard.table.articles import find_paragraph, fingerprint, read_copy
from dashboard.table.cite import cite_claim
from dashboard.table.comparability import group_by_axis
from dashboard.table.compare import compare, differences
from dashboard.table.files import released
from dashboard.table.load import Table, load
from dashboard.table.pair import point_by_point
from dashboard.table.selection import Selection, read_query
from tests.conftest import COLUMNS, ROOT, copies, path_of, read


def frames(table: Table) -> dict[str, pd.DataFrame]:
    """Every frame of a table, copied."""
    return {"claims": table.claims.copy(), "ledger": table.ledger.copy(), **{name: f.copy() for name, f in table.vocabularies.items()}}


def paragraph(table: Table, claim: str, folder: Path | None) -> str | None:
    """The paragraph behind a claim."""
    return table.paragraph(table.claims.loc[claim].to_dict(), folder)


# Reading


def test_the_released_table_lies_beside_the_code() -> None:
    assert released() == ROOT / "data"


def test_every_row_of_the_files_is_in_memory_as_it_is_written(small: Path) -> None:
    table = load(small)
    written = read(small, "claims.csv")
    assert list(table.claims["claim_id"]) == list(table.claims.index) == [row["claim_id"] for row in written]
    for row, cells in zip(table.claims.to_dict("records"), written, strict=True):
        for column, text in cells.items():
            held = row[column]
            if column in ("value", "value_high"):
                assert held == float(text) if text else held != held
            else:
                assert str(held) == text, (row["claim_id"], column)


def test_text_is_never_missing_but_empty(table: Table, invented: Table) -> None:
    for some in (table, invented):
        for frame in frames(some).values():
            texts = frame.select_dtypes(exclude="number")
            assert not texts.isna().any().any()
        assert some.claims["paragraph"].dtype == "int64"


def test_each_claim_is_joined_with_its_own_vocabularies(invented: Table) -> None:
    row = invented.claims.loc["river-daily-07-a"]
    assert row["city_name"] == "Shanghai"
    assert row["institution_name"] == "Tide Institute"
    assert row["institution_chinese"] == "潮汐研究院"
    assert row["kind"] == "lab"
    assert row["area_name"] == "Tide power"
    assert row["outlet"] == "River Daily"
    assert row["measure_name"] == ""


def test_the_hubs_come_in_their_order_and_the_nation_is_none(table: Table) -> None:
    assert table.hubs == ("beijing", "shanghai", "shenzhen", "hefei")
    assert list(table.vocabularies["cities"].index) == ["beijing", "shanghai", "shenzhen", "hefei", "china"]


@pytest.mark.parametrize(
    ("column", "value", "label"),
    [
        ("city", "china", "China"),
        ("area", "chips", "Chips and integrated circuits"),
        ("institution", "ustc", "University of Science and Technology of China"),
        ("measure", "rd-spending", "Research and development spending"),
        ("article", "four-hubs", "Asia Times"),
        ("status", "in_place", "In place"),
        ("basis", "own_plan", "Own plan"),
        ("kind", "government_body", "Government and Party bodies"),
        ("dimension", "money", "Money"),
        ("group", "technology", "Technology"),
        ("area_group", "digital", "Digital life"),
        ("paragraph", "22", "22"),
        ("city", "wuhan", "wuhan"),
        ("status", "<b>", "<b>"),
        ("nothing", "x", "x"),
    ],
)
def test_a_value_is_shown_by_its_name_and_an_unknown_one_as_it_is(table: Table, column: str, value: str, label: str) -> None:
    assert table.label(column, value) == label


def test_the_table_is_the_same_after_every_question(small: Path) -> None:
    table = load(small)
    before = frames(table)
    for name, column in COLUMNS.items():
        for value in sorted(set(table.claims[column]) - {""}):
            asked = Selection(**{name: (value,)})
            rows = asked.rows(table)
            asked.counts(table, name)
            asked.describe(table)
            read_query(table, asked.query())
            group_by_axis(table, rows)
            sections = compare(table, rows, table.hubs)
            differences(sections, table.hubs)
            point_by_point(sections, *table.hubs[:2])
    for claim in table.claims["claim_id"]:
        cite_claim(table, claim)
        paragraph(table, claim, copies(small))
    for name, frame in frames(table).items():
        pd.testing.assert_frame_equal(frame, before[name])
    pd.testing.assert_frame_equal(table.claims, load(small).claims)


def test_rows_that_were_asked_for_are_a_copy_the_asker_may_change(small: Path) -> None:
    table = load(small)
    before = table.claims.copy()
    for selection in (Selection(), Selection(cities=("shanghai",))):
        rows = selection.rows(table)
        rows["statement"] = "changed"
        rows.loc[rows.index[0], "city"] = "changed"
        pd.testing.assert_frame_equal(table.claims, before)


# The reader's own copies


def test_every_claim_shows_its_paragraph_with_the_printed_words_in_it(small: Path) -> None:
    table = load(small)
    for row in table.claims.to_dict("records"):
        text = table.paragraph(row, copies(small))
        assert text is not None
        assert str(row["as_printed"]) in text
    assert paragraph(table, "market-post-04-a", copies(small)) == (
        "Hundreds of kites are to fly there by 2024, said an official who asked not to be named."
    )


def test_without_a_folder_there_is_no_paragraph(small: Path, tmp_path: Path) -> None:
    table = load(small)
    assert paragraph(table, "market-post-04-a", None) is None
    assert paragraph(table, "market-post-04-a", tmp_path / "nowhere") is None


def test_a_paragraph_that_is_not_the_one_that_was_coded_is_not_shown(small: Path) -> None:
    table = load(small)
    path = copies(small) / "market-post.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("Hundreds of kites", "Dozens of kites"), encoding="utf-8")
    assert paragraph(table, "market-post-04-a", copies(small)) is None
    assert paragraph(table, "market-post-03-a", copies(small)) is not None


def test_a_copy_with_a_line_more_shows_no_wrong_paragraph(small: Path) -> None:
    table = load(small)
    path = copies(small) / "market-post.txt"
    path.write_text("Advertisement\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert paragraph(table, "market-post-04-a", copies(small)) is None


def test_a_copy_cut_short_shows_what_it_has(small: Path) -> None:
    table = load(small)
    path = copies(small) / "market-post.txt"
    path.write_text("\n".join(path.read_text(encoding="utf-8").split("\n")[:5]), encoding="utf-8")
    assert paragraph(table, "market-post-03-a", copies(small)) is not None
    assert paragraph(table, "market-post-08-a", copies(small)) is None


@pytest.mark.parametrize("blanks", ["\r\n", "\n\n\n", "  \n\t\n"])
def test_line_ends_and_empty_lines_do_not_hide_a_paragraph(small: Path, blanks: str) -> None:
    table = load(small)
    path = copies(small) / "market-post.txt"
    path.write_bytes(path.read_bytes().replace(b"\n", blanks.encode()))
    assert paragraph(table, "market-post-04-a", copies(small)) is not None


def test_a_copy_that_vanished_gives_nothing(small: Path) -> None:
    table = load(small)
    assert paragraph(table, "market-post-04-a", copies(small)) is not None
    (copies(small) / "market-post.txt").unlink()
    assert paragraph(table, "market-post-04-a", copies(small)) is None


@pytest.mark.parametrize("content", [b"\xff\xfeM\x00", b"", b"\x00" * 1000])
def test_a_copy_that_is_no_text_gives_nothing(small: Path, content: bytes) -> None:
    table = load(small)
    (copies(small) / "market-post.txt").write_bytes(content)
    assert paragraph(table, "market-post-04-a", copies(small)) is None


def test_a_folder_in_place_of_a_copy_gives_nothing(small: Path) -> None:
    table = load(small)
    (copies(small) / "market-post.txt").unlink()
    (copies(small) / "market-post.txt").mkdir()
    assert paragraph(table, "market-post-04-a", copies(small)) is None


def test_paragraphs_are_counted_from_one_and_end(small: Path) -> None:
    copy = read_copy(copies(small) / "market-post.txt")
    assert copy.paragraph(1) == copy.paragraphs[0]
    assert copy.paragraph(len(copy.paragraphs)) == copy.paragraphs[-1]
    assert [copy.paragraph(number) for number in (0, -1, len(copy.paragraphs) + 1)] == [None, None, None]


def test_a_paragraph_is_known_by_its_fingerprint(small: Path) -> None:
    text = "Hundreds of kites are to fly there by 2024, said an official who asked not to be named."
    assert fingerprint(f"  {text} \n") == fingerprint(text)
    assert find_paragraph(copies(small), "market-post.txt", 4, fingerprint(text)) == text
    assert find_paragraph(copies(small), "market-post.txt", 5, fingerprint(text)) is None


def test_the_copies_are_only_read(small: Path) -> None:
    table = load(small)
    before = {path.name: path.read_bytes() for path in copies(small).iterdir()}
    for claim in table.claims["claim_id"]:
        paragraph(table, claim, copies(small))
    assert {path.name: path.read_bytes() for path in copies(small).iterdir()} == before
    assert path_of(small, "claims.csv").is_file()

"""The two codings of the articles, how far they agree, and how they were settled."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.agreement import (
    APPLIES,
    CODING,
    HEADER,
    KEY,
    Agreement,
    Coding,
    Unit,
    agreement,
    cities,
    markdown,
    measured,
    read_coding,
)
from tests.conftest import ROOT, Lines

COLUMNS = ["article", "paragraph", "city", "aspect", "key", "field", "coder_a", "coder_b", "settled", "reason"]
Place: TypeAlias = tuple[str, ...]
VOCABULARY = {"focus_area": "area", "institution": "institution", "figure": "measure"}


def lines_of(path: Path) -> Lines:
    """The rows of a file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def coder_a() -> Coding:
    """The first coder's rows."""
    return read_coding(CODING / "coder-a.csv")


@pytest.fixture(scope="module")
def coder_b() -> Coding:
    """The second coder's rows."""
    return read_coding(CODING / "coder-b.csv")


@pytest.fixture(scope="module")
def settlement() -> Lines:
    """What was settled of the two codings, and why; articles that were added later have codings of their own."""
    articles = {row["article"] for row in lines_of(CODING / "coder-a.csv")}
    rows = [row for row in lines_of(CODING / "settlement.csv") if row["round"] == "coding" and row["article"] in articles]
    return [{name: row[name] for name in COLUMNS} for row in rows]


@pytest.fixture(scope="module")
def audit() -> Lines:
    """What was answered to the reading from outside, point by point."""
    return [row for row in lines_of(CODING / "settlement.csv") if row["round"] == "audit"]


@pytest.fixture(scope="module")
def released() -> Counter[Place]:
    """How many claims of the released table say what a row of the settlement names."""
    claims = lines_of(ROOT / "data" / "claims.csv")
    return Counter((row["article"], row["paragraph"], row["city"], row["aspect"], row[VOCABULARY[row["aspect"]]]) for row in claims)


def place_of(unit: Unit) -> Place:
    """Article, paragraph, city, aspect and the area, institution or measure: what a row of the settlement names."""
    return unit[:5]


def told(settlement: Lines) -> set[Place]:
    """Every disagreement of the settlement: where, in which field, what each coder wrote."""
    return {tuple(row[column] for column in COLUMNS[:8]) for row in settlement}


# The files


@pytest.mark.parametrize("name", ["coder-a.csv", "coder-b.csv"])
def test_a_coding_has_the_header_of_the_instructions(name: str) -> None:
    assert (CODING / name).read_text(encoding="utf-8").split("\n", 1)[0].split(",") == HEADER


@pytest.mark.parametrize("name", ["coder-a.csv", "coder-b.csv"])
def test_a_coding_has_each_unit_once_and_every_row_says_what_it_is_about(name: str) -> None:
    rows = lines_of(CODING / name)
    assert len(read_coding(CODING / name)) == len(rows)
    for row in rows:
        assert row["article"] and row["paragraph"].isdigit() and row["city"] and row["status"] and row["speaker_kind"], row
        assert row[KEY[row["aspect"]][0]], row


def test_the_settlement_has_its_columns_and_a_reason_in_every_row(settlement: Lines) -> None:
    assert list(settlement[0]) == COLUMNS
    for row in settlement:
        assert row["reason"].endswith("."), row
        assert row["field"] in ("found", "city", "value", *APPLIES), row


def test_the_settlement_names_an_area_an_institution_or_a_measure_of_the_table_or_a_coders_new_one(
    settlement: Lines, coder_a: Coding, coder_b: Coding
) -> None:
    coded = {(unit[3], unit[4]) for unit in (*coder_a, *coder_b)}
    for aspect, column in VOCABULARY.items():
        path = ROOT / "data" / f"{'areas' if column == 'area' else column + 's'}.csv"
        coded |= {(aspect, row[column]) for row in lines_of(path)}
    assert [row for row in settlement if (row["aspect"], row["key"]) not in coded] == []


def test_the_settlement_says_a_thing_as_often_as_it_is_coded_there_and_no_more(
    settlement: Lines, coder_a: Coding, coder_b: Coding, released: Counter[Place]
) -> None:
    coded = Counter(map(place_of, coder_a)) | Counter(map(place_of, coder_b)) | released
    said = Counter(tuple(row.values()) for row in settlement)
    assert [row for row, count in said.items() if count > max(1, coded[row[:5]])] == []


def test_the_settlement_quotes_the_coders_as_they_coded(
    settlement: Lines, coder_a: Coding, coder_b: Coding, released: Counter[Place]
) -> None:
    wrong = []
    for coder, column in ((coder_a, "coder_a"), (coder_b, "coder_b")):
        for row in settlement:
            place = tuple(row[name] for name in COLUMNS[:5])
            there = [cells for unit, cells in coder.items() if place_of(unit) == place]
            added = row["settled"] == "coded" and released[place] > len(there)
            if row["field"] != "found":
                right = row[column] in {cells[row["field"]] for cells in there}
            else:
                right = bool(there) if row[column] == "coded" else not there or added
            wrong += [] if right else [(column, row)]
    assert wrong == []


def test_a_row_of_the_settlement_belongs_to_a_coding_or_to_the_audit() -> None:
    rows = lines_of(CODING / "settlement.csv")
    assert {*COLUMNS, "round"} <= set(rows[0])
    assert {row["round"] for row in rows} <= {"coding", "audit"}
    assert {row["article"] for row in rows} <= {"", *(row["article"] for row in lines_of(ROOT / "data" / "articles.csv"))}


def test_every_point_of_the_audit_is_done_or_kept_with_a_reason(audit: Lines) -> None:
    changes = lines_of(ROOT / "data" / "changes.csv")
    known = {row["claim_id"] for row in (*lines_of(ROOT / "data" / "claims.csv"), *changes)}
    assert audit
    for row in audit:
        assert row["settled"] in ("done", "kept") and row["reason"].endswith("."), row
        if row["aspect"] == "claims":
            assert set(row["key"].split()) <= known, row
        else:
            table = lines_of(ROOT / "data" / f"{row['aspect']}.csv")
            assert set(row["key"].split()) <= {next(iter(line.values())) for line in table}, row


# The agreement


def coding(*rows: dict[str, str]) -> Coding:
    """A coding of a few rows about areas, the other cells alike."""
    blank = dict.fromkeys(HEADER, "")
    full = [{**blank, "article": "a", "paragraph": "1", "aspect": "focus_area", "status": "target", **row} for row in rows]
    return {(row["article"], row["paragraph"], row["city"], row["aspect"], row["area"]): row for row in full}


def test_two_codings_that_are_the_same_agree_on_everything(coder_a: Coding) -> None:
    for row in agreement(coder_a, coder_a):
        assert row.agree == row.of > 0, row


def test_agreement_is_counted_over_what_either_found_and_compared_on_what_both_did() -> None:
    a = coding({"city": "hefei", "area": "chips"}, {"city": "beijing", "area": "chips"}, {"city": "hefei", "area": "quantum", "basis": "x"})
    b = coding({"city": "hefei", "area": "chips", "status": "forecast"}, {"city": "hefei", "area": "quantum"})
    found = {row.field: row for row in agreement(a, b)}
    assert found["found"] == Agreement("found", 2, 3)
    assert found["city"] == Agreement("city", 1, 2)
    assert found["basis"] == Agreement("basis", 1, 2)
    assert found["status"] == Agreement("status", 1, 2)
    assert found["relation"] == Agreement("relation", 0, 0)


def test_the_agreement_is_told_as_a_table() -> None:
    assert markdown([Agreement("found", 2, 3), Agreement("relation", 0, 0)]) == (
        "| field | agree | of | share |\n|---|---|---|---|\n| found | 2 | 3 | 66.7% |\n| relation | 0 | 0 | – |"
    )


def test_the_readme_of_the_seeds_tells_exactly_this_agreement() -> None:
    assert measured() in (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")


# Every disagreement is settled


def test_what_only_one_coder_found_is_settled(settlement: Lines, coder_a: Coding, coder_b: Coding) -> None:
    rows = told(settlement)
    only_a = {(*place_of(unit), "found", "coded", "not coded") for unit in coder_a.keys() - coder_b.keys()}
    only_b = {(*place_of(unit), "found", "not coded", "coded") for unit in coder_b.keys() - coder_a.keys()}
    assert sorted((only_a | only_b) - rows) == []


def test_what_the_coders_tie_to_different_cities_is_settled(settlement: Lines, coder_a: Coding, coder_b: Coding) -> None:
    here, there = cities(coder_a), cities(coder_b)
    rows = {row[:6] for row in told(settlement)}
    missing = []
    for about in here.keys() & there.keys():
        article, paragraph, aspect, key, *_ = about
        for city in here[about] ^ there[about]:
            places = {(article, paragraph, city, aspect, key, field) for field in ("found", "city")}
            missing += [(about, city)] if not places & rows else []
    assert missing == []


@pytest.mark.parametrize("field", APPLIES)
def test_a_field_the_coders_wrote_differently_is_settled(settlement: Lines, coder_a: Coding, coder_b: Coding, field: str) -> None:
    different = {
        (*place_of(unit), field, coder_a[unit][field], coder_b[unit][field])
        for unit in coder_a.keys() & coder_b.keys()
        if coder_a[unit]["aspect"] in APPLIES[field] and coder_a[unit][field] != coder_b[unit][field]
    }
    assert sorted(different - told(settlement)) == []


def test_what_was_settled_is_what_the_released_table_holds(settlement: Lines, released: Counter[Place]) -> None:
    wrong = []
    for row in settlement:
        place = tuple(row[column] for column in COLUMNS[:5])
        if row["field"] == "found" and (row["settled"] == "coded") != (released[place] > 0):
            wrong.append(place)
    assert wrong == []


@pytest.mark.parametrize("field", APPLIES)
def test_a_field_is_released_as_it_was_settled(settlement: Lines, field: str) -> None:
    held: dict[Place, set[str]] = defaultdict(set)
    for row in lines_of(ROOT / "data" / "claims.csv"):
        held[row["article"], row["paragraph"], row["city"], row["aspect"], row[VOCABULARY[row["aspect"]]]].add(row[field])
    left_out = {tuple(row[c] for c in COLUMNS[:5]) for row in settlement if row["field"] == "found" and row["settled"] == "not coded"}
    settled = [row for row in settlement if row["field"] == field and tuple(row[c] for c in COLUMNS[:5]) not in left_out]
    assert [row for row in settled if row["settled"] not in held[tuple(row[column] for column in COLUMNS[:5])]] == []

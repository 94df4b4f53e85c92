"""New words of the vocabularies, made where a claim misses them: a place, a question, a field, a measure; published, and taken back."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from dashboard.curate import publish as publishing
from dashboard.curate.coding import accept
from dashboard.curate.draft import Cells, Draft, DraftParagraph
from dashboard.curate.draft_check import check_draft
from dashboard.curate.merge import Merge
from dashboard.curate.new_terms import compared_or_not, new_term, with_cell
from dashboard.curate.publish import publish, undo
from dashboard.curate.sheet_file import open_workbook
from dashboard.curate.sheet_in import read_workbook
from dashboard.curate.sheet_layout import layout
from dashboard.curate.sheet_out import write_workbook
from dashboard.curate.suggestions import Suggestion, suggest
from dashboard.curate.units import side_by_side
from dashboard.table.check import check
from dashboard.table.files import Files
from dashboard.table.load import Table, load
from dashboard.table.rows import read_rows
from dashboard.table.schema import read_package
from tests.conftest import ROOT, copies, read

RELEASED = "four-hubs-24-d"
TEXTS = ("Wuhan has 40 optics laboratories, the Reed Pond News has counted.", "Nobody sees Hefei lead in quantum technology.")
ARTICLE = {
    "outlet": "Reed Pond News", "outlet_kind": "private_media", "published": "2026-11-20", "short": "Reed Pond News",
    "title": "Two cities and a pond", "article": "reed-pond-news",
}  # fmt: skip
LABS = {
    "key": "c1", "paragraph": "1", "city": "wuhan", "aspect": "figure", "status": "in_place", "measure": "optics-labs", "value": "40",
    "qualifier": "exact", "unit": "count", "boundary": "city", "counts": "laboratories for optics", "as_printed": "40 optics laboratories",
    "statement": "Wuhan has 40 laboratories for optics.", "speaker": "Reed Pond News", "speaker_kind": "outlet",
}  # fmt: skip
QUANTUM = {
    "key": "c2", "paragraph": "2", "city": "hefei", "aspect": "focus_area", "area": "quantum", "basis": "mentioned", "status": "claimed",
    "topic": "who-leads", "as_printed": "Nobody sees Hefei lead", "speaker": "Reed Pond News", "speaker_kind": "outlet",
    "statement": "Nobody sees Hefei ahead in quantum technology, says Reed Pond News.",
}  # fmt: skip
WUHAN = {"city": "wuhan", "name": "Wuhan", "role": "hub"}
LEADS = {
    "topic": "who-leads", "question": "Does Hefei lead in quantum technology?", "difference": "One expects it, one denies it.",
    "claims": RELEASED,
}  # fmt: skip
OPTICS = {"measure": "optics-labs", "name": "Optics laboratories", "dimension": "count", "definition": "Number of laboratories for optics."}
DRAFT = Draft(
    article=ARTICLE, paragraphs=tuple(map(DraftParagraph, TEXTS)), claims=(LABS, QUANTUM),
    vocabulary={"cities": (WUHAN,), "topics": (LEADS,), "measures": (OPTICS,)},
)  # fmt: skip


@pytest.fixture
def folder(real: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the released table; no picture is drawn for its headlines."""
    monkeypatch.setattr(publishing, "headlines", lambda *_: ())
    (real / "fingerprints.csv").write_bytes((ROOT / "data" / "fingerprints.csv").read_bytes())
    return real


def _row(folder: Path, name: str, key: str) -> dict[str, str]:
    return next(row for row in read(folder, name) if next(iter(row.values())) == key)


def test_a_new_place_and_a_new_question_are_published_and_taken_back_byte_for_byte(folder: Path) -> None:
    files = sorted(path for path in folder.iterdir() if path.is_file())
    before = [path.read_bytes() for path in files]
    assert [str(problem) for problem in check_draft(folder, DRAFT)] == []
    publish(folder, DRAFT)
    own = {row["file"] for row in read(folder, "articles.csv")} - {"reed-pond-news.txt"}
    assert [problem for problem in check(folder, copies(folder)) if problem.where not in own] == []
    cities = sorted(read(folder, "cities.csv"), key=lambda row: int(row["order"]))
    assert [row["city"] for row in cities][-2:] == ["wuhan", "china"] and len({row["order"] for row in cities}) == len(cities)
    assert load(folder).hubs[-1] == "wuhan"
    # The released claim that answers the question otherwise gets it, too, and the changes say so.
    assert _row(folder, "claims.csv", RELEASED)["topic"] == "who-leads"
    told = [(row["change"], row["fields"]) for row in read(folder, "changes.csv") if row["claim_id"] == RELEASED]
    assert told[-1] == ("changed", "topic")
    assert f"`{RELEASED}` now stands in a question" in (folder / "CHANGES.md").read_text(encoding="utf-8")
    assert "claims" not in read(folder, "topics.csv")[0]
    undo(folder)
    assert [path.read_bytes() for path in files] == before


@pytest.mark.parametrize(
    ("vocabulary", "table", "field"),
    [
        ({"cities": ({**WUHAN, "role": ""},)}, "cities", "role"),
        ({"topics": ({**LEADS, "claims": f"nowhere-01-a {RELEASED}"},)}, "topics", "claims"),
        ({"topics": ({**LEADS, "claims": ""},)}, "topics", "topic"),
        ({"topics": ({**LEADS, "difference": ""},)}, "topics", "difference"),
    ],
)
def test_what_is_left_to_decide_of_a_new_word_is_said_of_its_field(
    folder: Path, vocabulary: dict[str, tuple[Cells, ...]], table: str, field: str
) -> None:  # fmt: skip
    found = check_draft(folder, replace(DRAFT, vocabulary={**DRAFT.vocabulary, **vocabulary}))
    assert [(each.table, each.term, each.field) for each in found] == [(table, next(iter(vocabulary[table][0].values())), field)]


def test_a_place_that_is_not_compared_becomes_a_region_of_the_nation(folder: Path) -> None:
    table = load(folder)
    key, row = new_term(table, replace(DRAFT, vocabulary={}), "cities", "Wuhan", LABS)
    assert (key, row["role"]) == ("wuhan", "")
    open_ = replace(DRAFT, vocabulary={**DRAFT.vocabulary, "cities": (row,)}, claims=({**LABS, "statement": "Wuhan has 40."}, QUANTUM))
    told = compared_or_not(table, open_, "wuhan", "")
    claim = told.claims[0]
    assert (claim["city"], claim["institution"], claim["boundary"]) == ("china", "wuhan", "region")
    assert told.vocabulary["cities"] == ()
    assert [(row["name"], row["kind"], row["home"]) for row in told.vocabulary["institutions"]] == [("Wuhan", "region", "china")]
    # What a person wrote stays, and the check asks for the nation's name in it.
    assert [(each.claim, each.field) for each in check_draft(folder, told)] == [("c1", "statement")]
    assert compared_or_not(table, open_, "wuhan", "hub").vocabulary["cities"] == (WUHAN,)


def test_what_is_made_of_a_name_follows_it_until_somebody_writes_it(table: Table) -> None:
    _, row = new_term(table, DRAFT, "areas", "Optics", LABS)
    renamed = with_cell(row, "name", "Optics and lasers")
    assert (renamed["short"], renamed["scope"]) == ("Optics and lasers", "Optics and lasers")
    kept = with_cell({**row, "scope": "Lenses"}, "name", "Optics and lasers")
    assert kept["scope"] == "Lenses"


def test_new_places_and_questions_come_back_from_a_workbook_as_they_went(folder: Path) -> None:
    files = Files(folder)
    package = read_package(files)
    tables = {resource.name: read_rows(files, resource)[0] for resource in package.tables}
    book = write_workbook(DRAFT, layout(package, tables, DRAFT.vocabulary), package)
    heads = [cell.value for cell in load_workbook(io.BytesIO(book))["New topics"][1]]
    assert heads == ["Question", "How they differ", "Claims of the table", "Topic"]
    told = read_workbook(open_workbook("filled.xlsx", book), package, tables)
    assert (told.draft, told.problems) == (DRAFT, [])


def test_coders_who_set_other_claims_beside_a_question_disagree_in_it() -> None:
    ann = replace(DRAFT, coder="ann")
    bob = replace(DRAFT, coder="bob", vocabulary={**DRAFT.vocabulary, "topics": ({**LEADS, "claims": "four-hubs-24-c"},)})
    merge = Merge(side_by_side([("ann", ann), ("bob", bob)]))
    assert [each.field for each in merge.unresolved] == ["claims"]
    assert {row["claims"] for row in merge.draft.vocabulary["topics"]} == {RELEASED}
    assert merge.draft.vocabulary["cities"] == (WUHAN,)


def _proposed(table: Table, text: str, aspect: str) -> Suggestion:
    found = suggest(table, Draft(article=ARTICLE, paragraphs=(DraftParagraph(text),)))
    return next(each for each in found if each.cells.get("aspect") == aspect and each.new)


@pytest.mark.parametrize(
    ("text", "name", "dimension"),
    [
        ("Hefei has 320 glass bridges.", "Glass bridges", "count"),
        ("Shenzhen raised 3.5 billion yuan for orchid gardens.", "", ""),
        ("Shanghai pays 2.4 billion yuan of ferry subsidies.", "Ferry subsidies", "money"),
        ("In Hefei 12 percent of lake traffic is electric.", "Lake traffic", "rate"),
    ],
)
def test_a_number_whose_measure_is_unknown_brings_one_with_the_dimension_of_its_unit(
    table: Table, text: str, name: str, dimension: str
) -> None:  # fmt: skip
    found = suggest(table, Draft(article=ARTICLE, paragraphs=(DraftParagraph(text),)))
    rows = [row for each in found for vocabulary, row in each.new if vocabulary == "measures"]
    assert [(row["name"], row["dimension"]) for row in rows] == ([(name, dimension)] if name else [])


def test_a_measure_like_it_is_offered_beside_the_new_one(table: Table) -> None:
    each = _proposed(table, "Hefei has 9 hospitals for birds.", "figure")
    similar = [cells["measure"] for told, cells in each.options if told.startswith("It is: ")]
    assert similar == ["digital-hospitals"]
    draft = Draft(article=ARTICLE, paragraphs=(DraftParagraph("Hefei has 9 hospitals for birds."),))
    taken, key = accept(table, draft, each)
    assert taken.claims[0]["measure"] == taken.vocabulary["measures"][0]["measure"] and key == "c1"
    other, _ = accept(table, draft, each, each.options[0][1])
    assert other.claims[0]["measure"] == "digital-hospitals" and not other.vocabulary


def test_a_field_that_no_area_has_words_for_is_proposed_as_new(table: Table) -> None:
    each = _proposed(table, "Hefei is a leader in hydrogen.", "focus_area")
    assert (each.as_printed, each.new[0][1]["name"]) == ("hydrogen", "Hydrogen")
    draft = Draft(article=ARTICLE, paragraphs=(DraftParagraph("Hefei is a leader in hydrogen."),))
    taken, _ = accept(table, draft, each)
    assert "hydrogen" in taken.claims[0]["statement"] and taken.vocabulary["areas"][0]["area"] == "hydrogen"
    assert not [each for each in suggest(table, draft) if each.new and each.cells.get("area") == "quantum"]


def test_a_place_nobody_knows_is_asked_about_and_taken_as_one_compared_or_as_a_region(table: Table) -> None:
    draft = Draft(article=ARTICLE, paragraphs=(DraftParagraph("Suzhou, a city by a lake, has 14 glass bridges."),))
    each = next(each for each in suggest(table, draft) if each.table == "cities")
    assert each.as_printed == "Suzhou"
    told = {answer: accept(table, draft, each, cells)[0] for answer, cells in each.options}
    hub, region = told["One of the hubs"], told["Elsewhere in China"]
    assert [row["name"] for row in hub.vocabulary["cities"]] == ["Suzhou"] and list(hub.vocabulary) == ["cities"]
    assert [(row["kind"], row["home"]) for row in region.vocabulary["institutions"]] == [("region", "china")]
    # From then on the numbers of its sentences are its own, and nobody is asked again.
    assert {each.cells["city"] for each in suggest(table, hub) if each.cells.get("aspect") == "figure"} == {"suzhou"}
    assert not [each for found in (hub, region) for each in suggest(table, found) if each.table == "cities"]

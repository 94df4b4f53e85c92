"""Coding together: agreement, disagreements, settlement and what leaves for other tools."""

from __future__ import annotations

import csv
import html
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from streamlit.testing.v1 import AppTest

from dashboard.charts.about import articles_html, codebook_html
from dashboard.cli import main
from dashboard.curate.agreement import Agreement, agreements, alpha
from dashboard.curate.draft import Draft, DraftParagraph, read_draft, write_draft
from dashboard.curate.merge import DIFFERENT, Merge, Pick
from dashboard.curate.practice import beside_settled
from dashboard.curate.publish import publish
from dashboard.curate.settlement import read_sheet
from dashboard.curate.units import Codings, NotComparable, side_by_side
from dashboard.table.cite import cite_article
from dashboard.table.load import Table, load
from tests.agreement import CODING, agreement, read_coding
from tests.conftest import ROOT, copies, read, sentences, write

TEXT = (
    "Canal Courier, 4 May 2040",
    "Wuhan is to have 12 electric ferries by 2042, the mayor's office said on Monday. Two of them run already.",
    "Kunming grows more than 400 million orchids a year, and its growers call it the flower capital of the nation.",
    "The science ministry has asked Harbin to open another laboratory for ice.",
)
"""Four paragraphs about invented facts, coded three times without sight of each other."""
ARTICLE = {"article": "canal-courier", "outlet": "Canal Courier", "outlet_kind": "newsletter", "published": "2040-05-04", "title": ""}
MAYOR = {"speaker": "Mayor's office of Wuhan", "speaker_kind": "city_government"}
MINISTRY = {"speaker": "Science ministry", "speaker_kind": "central_government"}
OUTLET = {"speaker": "Canal Courier", "speaker_kind": "outlet"}
Cells = dict[str, str]


VERBS = {"target": "aims to have", "announced": "has announced", "in_place": "has", "claimed": "says it has"}


def sentence(city: str, status: str, what: str) -> str:
    """A statement whose verb carries the status."""
    return f"{city.capitalize()} {VERBS[status]} {what}."


def area(paragraph: int, city: str, key: str, basis: str, status: str, **cells: str) -> Cells:
    """A claim that ties a city to a focus area."""
    about = {"paragraph": str(paragraph), "city": city, "aspect": "focus_area", "area": key, "basis": basis, "status": status}
    return {**OUTLET, "statement": sentence(city, status, key), **about, **cells}


def figure(paragraph: int, city: str, measure: str, value: str, status: str, **cells: str) -> Cells:
    """A claim that gives a number of a city."""
    about = {"paragraph": str(paragraph), "city": city, "aspect": "figure", "measure": measure, "value": value, "status": status}
    shape = {"qualifier": "exact", "unit": "count", "boundary": "city", "counts": "things of this kind"}
    return {**OUTLET, **shape, "statement": sentence(city, status, value), **about, **cells}


def body(paragraph: int, city: str, key: str, relation: str, **cells: str) -> Cells:
    """A claim that names a body in relation to a city."""
    about = {"paragraph": str(paragraph), "city": city, "aspect": "institution", "institution": key, "relation": relation}
    return {**OUTLET, "status": "in_place", "statement": f"The outlet names a {key} that deals with {city.capitalize()}.", **about, **cells}


def draft(coder: str, *claims: Cells, reasons: dict[int, str] | None = None, text: tuple[str, ...] = TEXT) -> Draft:
    """A coder's draft of the four paragraphs: the first is page furniture."""
    said = {1: "furniture", **(reasons or {})}
    paragraphs = tuple(
        DraftParagraph(words, said.get(number, ""), "", "4 May 2040: day of printing" if number == 1 else "")
        for number, words in enumerate(text, 1)
    )
    return Draft(ARTICLE, paragraphs, tuple({"key": f"c{n}", **cells} for n, cells in enumerate(claims, 1)), coder=coder)


FERRIES = {"as_printed": "12 electric ferries", **MAYOR}
TWO = {"as_printed": "Two of them"}
ORCHIDS = {"as_printed": "more than 400 million", "qualifier": "more_than"}
ICE = {"as_printed": "another laboratory for ice", **MINISTRY}


def ann() -> Draft:
    """The first coding."""
    return draft(
        "Ann",
        area(2, "wuhan", "ferries", "own_plan", "target", aim="twelve electric ferries", **FERRIES),
        figure(2, "wuhan", "ferries-built", "12", "target", aim="twelve electric ferries", period="../2042", **FERRIES),
        figure(2, "wuhan", "ferries-built", "2", "in_place", **TWO),
        area(3, "kunming", "orchids", "existing", "in_place", as_printed="400 million orchids"),
        figure(3, "kunming", "orchid-harvest", "400000000", "in_place", **ORCHIDS),
        area(4, "harbin", "ice", "assigned", "announced", **ICE),
        body(4, "harbin", "science-ministry", "about_city", as_printed="science ministry"),
    )


def ben() -> Draft:
    """The second coding: other statuses, another boundary, no body."""
    return draft(
        "Ben",
        area(2, "wuhan", "ferries", "own_plan", "announced", **FERRIES),
        figure(2, "wuhan", "ferries-built", "12.0", "announced", period="../2042", **FERRIES),
        area(3, "kunming", "orchids", "existing", "claimed", as_printed="400 million orchids"),
        figure(3, "kunming", "orchid-harvest", "400000000", "in_place", **{**ORCHIDS, "boundary": "firm"}),
        area(4, "harbin", "ice", "assigned", "announced", **ICE),
    )


def cy() -> Draft:
    """The third coding: a number misread, another basis."""
    return draft(
        "Cy",
        area(2, "wuhan", "ferries", "existing", "target", aim="twelve electric ferries", **FERRIES),
        figure(2, "wuhan", "ferries-built", "21", "target", aim="ferries", **FERRIES),
        figure(2, "wuhan", "ferries-built", "2", "in_place", **TWO),
        area(3, "kunming", "orchids", "existing", "in_place", as_printed="orchids"),
        figure(3, "kunming", "orchid-harvest", "400000000", "in_place", **ORCHIDS),
        area(4, "harbin", "ice", "assigned", "announced", **ICE),
        body(4, "harbin", "science-ministry", "about_city", as_printed="science ministry"),
    )


def compared(*drafts: Draft) -> Codings:
    return side_by_side([(f"{each.coder}.draft.json", each) for each in drafts])


def by_field(codings: Codings) -> dict[str, Agreement]:
    return {row.field: row for row in agreements(codings)}


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """The three drafts as the coders hand them in."""
    paths = [tmp_path / f"{name}.draft.json" for name in ("ann", "ben", "cy")]
    for path, each in zip(paths, (ann(), ben(), cy()), strict=True):
        write_draft(path, each)
    return paths


# The agreement


def units(*coders: str) -> list[dict[str, str]]:
    """Reliability data as it is printed: a line a coder, a letter a unit, a dot where the coder did not code it."""
    return [{str(coder): letter for coder, letter in enumerate(column) if letter != "."} for column in zip(*coders, strict=True)]


@pytest.mark.parametrize(
    ("data", "published"),
    [
        # Klaus Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): A (binary), B (nominal) and C (four observers, missing).
        (units("0100000010", "1110010000"), 0.095),
        (units("aabbdcccedda", "babbbccceddd"), 0.692),
        (units("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ],
)
def test_alpha_is_the_one_its_author_published(data: list[dict[str, str]], published: float) -> None:
    found = alpha(data)
    assert found is not None
    assert round(found, 3) == published


def test_alpha_is_not_given_where_everybody_wrote_the_same_throughout() -> None:
    assert alpha(units("aaa", "aaa")) is None
    assert alpha(units("ab", "..")) is None


def test_what_the_two_coders_of_the_released_articles_agreed_in_is_found_again() -> None:
    rows = [list(read_coding(CODING / f"coder-{name}.csv").values()) for name in "ab"]
    lengths = {row["article"]: int(row["paragraphs"]) for row in read(ROOT / "data", "articles.csv")}
    counted: dict[str, list[float]] = {}
    for article, last in lengths.items():
        drafts = []
        for name, coding in zip("ab", rows, strict=True):
            claims = tuple({**row, "key": f"c{n}"} for n, row in enumerate(coding) if row["article"] == article)
            coded = {row["paragraph"] for row in claims}
            paragraphs = tuple(DraftParagraph("", "" if str(n) in coded else "background") for n in range(1, last + 1))
            drafts.append((name, Draft({"article": article}, paragraphs, claims, coder=name)))
        for row in agreements(side_by_side(drafts)):
            told = counted.setdefault(row.field, [0, 0])
            told[0] += round(row.share * row.n)
            told[1] += row.n
    kept = agreement(*({(*unit,): cells for unit, cells in read_coding(CODING / f"coder-{name}.csv").items()} for name in "ab"))
    published = {row.field: [row.agree, row.of] for row in kept if row.field not in ("city", "value")}
    assert {field: counted[field] for field in published} == published


def test_three_blind_codings_of_four_paragraphs_agree_as_counted_by_hand() -> None:
    found = by_field(compared(ann(), ben(), cy()))
    # Of 7 units 5 were found by all (3 pairs each agree), 2 by Ann and Cy alone (1 pair of 3 agrees): 17 of 21 pairs.
    assert (found["found"].n, round(found["found"].share, 4)) == (7, round(17 / 21, 4))
    # Basis: three areas; of the ferries own_plan, own_plan, existing (1 pair of 3); the other two alike.
    assert (found["basis"].n, round(found["basis"].share, 4)) == (3, round(7 / 9, 4))
    # Alpha of basis: 9 values, own_plan 2, existing 4, assigned 3. Observed: 2/9 of pairs differ. Expected: 1 - (2 + 12 + 6) / 72.
    assert found["basis"].alpha == pytest.approx(1 - (2 / 9) / (52 / 72))
    assert (found["basis"].most, round(found["basis"].skew, 4)) == ("existing", round(4 / 9, 4))
    # Value: 12, 12 and 21 of the ferries; 2 and 2; the harvest thrice.
    assert (found["value"].n, round(found["value"].share, 4)) == (3, round((1 + 1 + 3) / 7, 4))
    # Boundary: one firm among city in three figures; 8 values.
    assert (found["boundary"].most, found["boundary"].skew) == ("city", 7 / 8)
    assert found["relation"] == Agreement("relation", 1, 1.0, None, 1.0, "about_city")


def test_nothing_is_counted_over_paragraphs_nobody_coded() -> None:
    open_text = (*TEXT, "Xi'an is not spoken of here.", "Nor here.")
    some = [
        draft(name, area(2, "wuhan", "ferries", "own_plan", "target"), reasons=reasons, text=open_text)
        for name, reasons in (("Ann", {3: "background"}), ("Ben", {}))
    ]
    merge = Merge(compared(*some))
    found = by_field(merge.codings)
    assert (found["found"].n, found["reason"].n) == (1, 1)
    assert merge.untouched == (4, 5, 6)
    assert merge.once == ((3, "Ann"),)
    assert merge.disagreements == ()


def test_what_one_coder_alone_has_read_is_no_disagreement() -> None:
    half = draft("Ben", area(2, "wuhan", "ferries", "own_plan", "target"))
    whole = half.with_claim(area(4, "harbin", "ice", "assigned", "target"))
    merge = Merge(compared(replace(whole, coder="Ann"), half))
    assert merge.unresolved == ()
    assert merge.coders == 1
    assert len(merge.draft.claims) == 2


# What is the same and what is not


def test_two_numbers_of_a_measure_are_one_unit_only_where_both_quote_the_same_place() -> None:
    merge = Merge(compared(ann(), cy()))
    values = {each.id[3:]: dict(each.values) for each in merge.disagreements if each.field in ("value", "found")}
    assert values == {("ferries-built", "value"): {"Ann": "12", "Cy": "21"}}


def test_an_aim_and_a_strength_in_one_area_are_two_units() -> None:
    both = draft("Ann", area(2, "wuhan", "ferries", "existing", "in_place"), area(2, "wuhan", "ferries", "own_plan", "target"))
    one = draft("Ben", area(2, "wuhan", "ferries", "own_plan", "target"))
    merge = Merge(compared(both, one))
    (only,) = merge.unresolved
    assert (only.field, dict(only.values)) == ("found", {"Ann": "coded", "Ben": "not coded"})
    alone = next(unit for unit in merge.codings.units if unit.place == only.place)
    assert alone.claims["Ann"]["basis"] == "existing"


def test_every_disagreement_is_listed_with_what_each_coder_has() -> None:
    merge = Merge(compared(ann(), ben(), cy()))
    found = {(each.place.label, each.field): dict(each.values) for each in merge.disagreements if not each.wording}
    assert found == {
        ("paragraph 2, wuhan, ferries-built", "value"): {"Ann": "12", "Ben": "12", "Cy": "21"},
        ("paragraph 2, wuhan, ferries-built", "period"): {"Ann": "../2042", "Ben": "../2042", "Cy": ""},
        ("paragraph 2, wuhan, ferries-built", "status"): {"Ann": "target", "Ben": "announced", "Cy": "target"},
        ("paragraph 2, wuhan, ferries-built (2)", "found"): {"Ann": "coded", "Ben": "not coded", "Cy": "coded"},
        ("paragraph 2, wuhan, ferries", "basis"): {"Ann": "own_plan", "Ben": "own_plan", "Cy": "existing"},
        ("paragraph 2, wuhan, ferries", "status"): {"Ann": "target", "Ben": "announced", "Cy": "target"},
        ("paragraph 3, kunming, orchid-harvest", "boundary"): {"Ann": "city", "Ben": "firm", "Cy": "city"},
        ("paragraph 3, kunming, orchids", "status"): {"Ann": "in_place", "Ben": "claimed", "Cy": "in_place"},
        ("paragraph 4, harbin, science-ministry", "found"): {"Ann": "coded", "Ben": "not coded", "Cy": "coded"},
    }
    assert {each.field for each in merge.disagreements if each.wording} == {"aim", "as_printed", "statement"}


def with_term(each: Draft, key: str, name: str, scope: str) -> Draft:
    claim = area(4, "wuhan", key, "existing", "in_place")
    return each.with_term("areas", {"area": key, "name": name, "group": "technology", "scope": scope}).with_claim(claim)


def test_new_terms_of_the_same_meaning_are_a_disagreement_and_one_key_is_taken() -> None:
    one, other = with_term(draft("Ann"), "canal-boats", "Canal boats", "Boats."), with_term(draft("Ben"), "boats", "Boats, canal", "Ships.")
    merge = Merge(compared(one, other))
    key = next(each for each in merge.disagreements if each.field == "key")
    assert dict(key.values) == {"Ann": "canal-boats", "Ben": "boats"}
    assert [each.field for each in merge.unresolved] == ["key"]
    picked = Merge(merge.codings, {key.id: Pick("boats", "Shorter.")})
    assert picked.unresolved == ()
    assert [claim["area"] for claim in picked.draft.claims] == ["boats"]
    assert [row["area"] for row in picked.draft.vocabulary["areas"]] == ["boats"]
    apart = Merge(merge.codings, {key.id: Pick(DIFFERENT, "Other boats.")})
    assert sorted(claim["area"] for claim in apart.draft.claims) == ["boats", "canal-boats"]
    assert {each.field for each in apart.unresolved} == {"found"}


# The settlement


def test_a_settled_claim_takes_its_words_from_the_coder_whose_status_was_picked() -> None:
    merge = Merge(compared(ann(), ben()))
    status = next(each for each in merge.disagreements if each.place.name == "ferries" and each.field == "status")
    for value, aim in (("announced", ""), ("target", "twelve electric ferries")):
        settled = Merge(merge.codings, {status.id: Pick(value, "The printed verb.")}).draft
        claim = next(each for each in settled.claims if each.get("area") == "ferries")
        assert (claim["status"], claim.get("aim", "")) == (value, aim)
        assert claim["statement"] == sentence("wuhan", value, "ferries")


def test_the_same_text_under_two_keys_is_one_article_whose_key_is_settled() -> None:
    other = replace(ben(), article={**ARTICLE, "article": "courier", "title": "Ferries"})
    merge = Merge(compared(ann(), other))
    found = {each.field: each for each in merge.disagreements if each.place.aspect == "article"}
    assert {field: dict(each.values) for field, each in found.items()} == {
        "article": {"Ann": "canal-courier", "Ben": "courier"},
        "title": {"Ann": "", "Ben": "Ferries"},
    }
    picks = {found["article"].id: Pick("courier", "Shorter."), found["title"].id: Pick("Ferries", "Printed.")}
    settled = Merge(merge.codings, picks).draft.article
    assert (settled["article"], settled["title"], settled["outlet"]) == ("courier", "Ferries", "Canal Courier")


def test_what_a_claim_repeats_is_found_again_under_its_new_key() -> None:
    def repeating(coder: str, *first: Cells) -> Draft:
        made = draft(coder, *first, area(3, "kunming", "orchids", "existing", "in_place"), reasons={} if first else {2: "background"})
        original = made.claims[-1]["key"]
        return made.with_claim(area(4, "kunming", "orchids", "existing", "in_place", restates=original))

    merge = Merge(compared(repeating("Ann"), repeating("Ben", area(2, "wuhan", "ferries", "own_plan", "target"))))
    assert [each.field for each in merge.unresolved] == ["found"]
    claims = {claim["paragraph"]: claim for claim in merge.draft.claims}
    assert claims["4"]["restates"] == claims["3"]["key"]


Fill = Callable[[dict[str, str]], dict[str, str]]


def filled(sheet: Path, fill: Fill) -> None:
    """Fill a settlement sheet in, as somebody does in a spreadsheet."""
    with sheet.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    with sheet.open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(map(fill, rows))


def anns(row: dict[str, str]) -> dict[str, str]:
    """The pick of Ann throughout; wordings are left to follow."""
    return row if row["field"] in ("statement", "aim", "as_printed") else {**row, "pick": "Ann", "reason": "As printed."}


def run(*arguments: object) -> int:
    return main(["merge", *map(str, arguments)])


def test_the_sheet_is_written_filled_in_and_given_back(
    files: list[Path], second: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet, out = tmp_path / "sheet.csv", tmp_path / "settled.draft.json"
    assert run(*files, "--data", second, "--settle", sheet, "--out", out) == 1
    told = capsys.readouterr()
    assert "9 disagreements, 9 of them open." in told.out
    assert "9 disagreements open, so nothing is settled." in told.err
    assert not out.exists()
    filled(sheet, anns)
    assert run(*files, "--data", second, "--settle", sheet, "--out", out) == 0
    settled = read_draft(out)
    wanted = {(claim["aspect"], claim["statement"], claim["status"]) for claim in ann().claims}
    assert {(claim["aspect"], claim["statement"], claim["status"]) for claim in settled.claims} == wanted
    assert settled.article["coders"] == "3"


def test_a_sheet_that_is_filled_in_wrongly_is_refused_with_everything_that_is_wrong(
    files: list[Path], second: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "sheet.csv"
    assert run(*files, "--data", second, "--settle", sheet) == 0
    wrong = {
        "basis": {"pick": "own_plam", "reason": "Slip."},
        "boundary": {"pick": "city", "reason": ""},
        "value": {"pick": "", "reason": "Because."},
        "period": {"pick": "(empty)", "reason": "Not printed beside it."},
        "status": {"paragraph": "9", "pick": "target", "reason": "Nowhere."},
    }
    filled(sheet, lambda row: {**row, **wrong.get(row["field"], {})})
    capsys.readouterr()
    assert run(*files, "--data", second, "--settle", sheet) == 2
    told = capsys.readouterr().err
    assert 'pick: "own_plam" is not in the codebook.' in told
    assert 'reason: is empty. Say why "city" was picked.' in told
    assert "pick: is empty, and there is a reason. Write 12, 21, Ann, Ben or Cy." in told
    assert '"9 wuhan focus_area ferries status" is no disagreement of these drafts.' in told
    assert "period" not in told


def test_a_settled_draft_is_published_with_the_codings_and_the_settlement_beside_the_table(
    files: list[Path], second: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "sheet.csv"
    main(["release", "--data", str(second), "--articles", str(copies(second))])
    assert run(*files, "--data", second, "--settle", sheet) == 0
    filled(sheet, anns)
    said = run(*files, "--data", second, "--articles", copies(second), "--settle", sheet, "--publish")
    told = capsys.readouterr()
    assert said == 0, told.out + told.err
    coding = second.parent / "seeds" / "coding"
    assert sorted(path.name for path in coding.iterdir()) == [
        "canal-courier-ann.csv",
        "canal-courier-ben.csv",
        "canal-courier-cy.csv",
        "settlement.csv",
    ]
    with (coding / "settlement.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 9
    assert {row["reason"] for row in rows} == {"As printed."}
    basis = next(row for row in rows if row["field"] == "basis")
    assert (basis["coder_a"], basis["coder_b"], basis["coder_c"], basis["settled"]) == ("own_plan", "own_plan", "existing", "own_plan")
    articles = {row["article"]: row["coders"] for row in read(second, "articles.csv")}
    assert articles["canal-courier"] == "3"
    assert set(articles.values()) == {"", "3"}
    assert main(["check", "--data", str(second)]) == 0


# What leaves


def test_the_codings_leave_as_csv_with_the_name_of_each_coder_and_without_the_text(files: list[Path], second: Path, tmp_path: Path) -> None:
    out = tmp_path / "codings.csv"
    assert run(*files, "--data", second, "--csv", out) == 0
    raw = out.read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(raw)))
    for each in (ann(), ben(), cy()):
        mine = [row for row in rows if row["coder"] == each.coder]
        assert [row["statement"] for row in mine if row["aspect"]] == [claim["statement"] for claim in each.claims]
        assert [row["reason"] for row in mine if not row["aspect"]] == ["furniture"]
    assert not any(words in raw for words in TEXT)


def test_the_codings_leave_as_refi_qda_by_its_published_schema(files: list[Path], second: Path, tmp_path: Path) -> None:
    out = tmp_path / "codings.qdpx"
    assert run(*files, "--data", second, "--qdpx", out) == 0
    with zipfile.ZipFile(out) as held:
        project = etree.fromstring(held.read("project.qde"))
        (source,) = (name for name in held.namelist() if name != "project.qde")
        text = held.read(source).decode()
    schema = etree.XMLSchema(etree.parse(ROOT / "tests" / "refi-qda-project.xsd"))
    assert schema.validate(project), schema.error_log
    names = {"q": "urn:QDA-XML:project:1.0"}
    users = {user.get("guid"): user.get("name") for user in project.findall("q:Users/q:User", names)}
    assert sorted(users.values()) == ["Ann", "Ben", "Cy"]
    found = project.findall(".//q:PlainTextSelection", names)
    quoted = sorted(
        (users[each.get("creatingUser")], text[int(each.get("startPosition")) : int(each.get("endPosition"))]) for each in found
    )
    assert quoted == sorted((each.coder, claim["as_printed"]) for each in (ann(), ben(), cy()) for claim in each.claims)
    assert project.find("q:Sources/q:TextSource", names).get("plainTextPath") == f"internal://{source.removeprefix('sources/')}"
    codes = {code.get("guid"): code.get("name") for code in project.iterfind(".//q:Code", names)}
    first = next(each for each in found if users[each.get("creatingUser")] == "Cy")
    told = {codes[ref.get("targetGUID")] for ref in first.iterfind("q:Coding/q:CodeRef", names)}
    assert {"Wuhan", "Focus area", "Electric ferries", "Existing", "Target"} <= told


# What cannot be merged


def refused(*drafts: Draft) -> str:
    with pytest.raises(NotComparable) as found:
        compared(*drafts)
    return str(found.value)


def test_drafts_of_another_text_are_refused_with_the_place_and_both_values() -> None:
    other = (TEXT[0], TEXT[1].replace("12", "13"), TEXT[2])
    assert refused(ann(), draft("Ben", text=other)).split("\n") == [
        "paragraphs: Ann has 4, Ben 3. Both must have begun with the same copy of the article.",
        'paragraph 2, character 19: Ann has "Wuhan is to have 12 electric ferries by 20", Ben '
        '"Wuhan is to have 13 electric ferries by 20". Code the same copy of the article.',
    ]


def test_everything_that_cannot_be_compared_is_said_at_once() -> None:
    odd = draft("Ben", {"paragraph": "9", "city": "wuhan", "aspect": "focus_area", "area": "ferries"}, {"paragraph": "2", "aspect": "mood"})
    odd = odd.with_claim({"key": "c9", "paragraph": "2", "aspect": "focus_area", "city": "=cmd()", "area": ""})
    told = refused(ann(), odd, draft("Ann"), draft("reason")).split("\n")
    assert [line.partition(".json: ")[2].split(". ")[0] for line in told] == [
        'claim c1, paragraph: "9" is none of the 4 paragraphs',
        'claim c2, aspect: "mood" is not known',
        'claim c9, city: "=cmd()" is no key',
        'claim c9, area: "" is no key',
        'is by "Ann", as Ann.draft.json is',
        'a coder cannot be called "reason"',
    ]


def test_one_draft_is_nothing_to_compare() -> None:
    assert refused(ann()).startswith("One draft is nothing to compare.")


BROKEN = [b"", b"\xff\xfe", b"[]", b"[" * 100_000, b'{"format": "tech-hubs-draft", "format_version": 1, "article": 3}']
HALF = b'{"format": "tech-hubs-draft", "format_version": 1, "article": {}, "paragraphs": [{"text": "\\ud800"}]}'


@pytest.mark.parametrize("content", [*BROKEN, HALF], ids=["empty", "bytes", "list", "deep", "number", "half a character"])
def test_a_file_that_is_no_draft_is_refused_by_name(
    files: list[Path], second: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    files[1].write_bytes(content)
    assert run(*files, files[0].with_name("nobody.json"), "--data", second) == 2
    told = capsys.readouterr().err
    assert "ben.draft.json: " in told
    assert "nobody.json" in told


def test_a_hostile_draft_leaves_as_text_alone(second: Path, tmp_path: Path) -> None:
    nasty = '=HYPERLINK("x")\x0b<script>&\x00'
    bad = json.loads(json.dumps({"statement": nasty, "note": nasty, "as_printed": nasty, "speaker": nasty}))
    paths = [tmp_path / "a.draft.json", tmp_path / "b.draft.json"]
    write_draft(paths[0], draft("=1+1", area(2, "wuhan", "ferries", "own_plan", "target", **bad)))
    write_draft(paths[1], draft("<b>Ben", area(2, "wuhan", "ferries", "own_plan", "announced")))
    out, qdpx, sheet = tmp_path / "all.csv", tmp_path / "all.qdpx", tmp_path / "sheet.csv"
    assert run(*paths, "--data", second, "--csv", out, "--qdpx", qdpx, "--settle", sheet) == 0
    for file in (out, sheet):
        rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
        assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))] == []
    with zipfile.ZipFile(qdpx) as held:
        assert b"<script>" not in held.read("project.qde")
    assert run(*paths, "--data", second, "--settle", sheet) == 0


# How often an article was coded


def test_what_one_person_coded_is_called_coded_once_in_the_table_the_sources_and_the_citation(second: Path) -> None:
    main(["release", "--data", str(second), "--articles", str(copies(second))])
    publish(second, ann(), articles=copies(second))
    assert {row["article"]: row["coders"] for row in read(second, "articles.csv")}["canal-courier"] == "1"
    table = load(second)
    assert articles_html(table).count("<strong>Coded once</strong>") == 1
    assert "settled with nobody: Canal Courier." in codebook_html(table)
    assert "Coded once, by one person." in cite_article(table, "canal-courier").chicago
    assert "Coded once" not in cite_article(table, "lake-gazette").chicago
    assert sentences(second) == []


def test_a_table_without_the_column_gets_it_with_the_first_draft_published(second: Path) -> None:
    path = second / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    fields = next(each for each in package["resources"] if each["name"] == "articles")["schema"]["fields"]
    fields[:] = [field for field in fields if field["name"] != "coders"]
    path.write_text(json.dumps(package), encoding="utf-8")
    write(second, "articles.csv", [{name: text for name, text in row.items() if name != "coders"} for row in read(second, "articles.csv")])
    main(["release", "--data", str(second), "--articles", str(copies(second))])
    publish(second, ann(), articles=copies(second))
    assert {row["article"]: row["coders"] for row in read(second, "articles.csv")} == {
        "canal-courier": "1",
        "delta-post-hubs": "",
        "delta-post-ice": "",
        "lake-gazette": "",
    }
    assert sentences(second) == []


def test_the_released_articles_were_coded_twice_and_are_not_called_coded_once(table: Table) -> None:
    assert {row["coders"] for row in read(ROOT / "data", "articles.csv")} == {"2"}
    assert "Coded once" not in articles_html(table) + codebook_html(table)


# The pages


def page_of(monkeypatch: pytest.MonkeyPatch, name: str, **told: object) -> AppTest:
    """A page as somebody opens it who was given these variables."""
    for variable, value in told.items():
        monkeypatch.setenv(f"TECH_HUBS_{variable}", str(value))
    at = AppTest.from_file(ROOT / "dashboard" / "screens" / name, default_timeout=60).run()
    assert not at.exception
    return at


def said(at: AppTest) -> str:
    """All the HTML of a page."""
    return "".join(each.proto.body for each in at.get("html"))


def test_the_page_keeps_each_pick_with_its_reason_in_the_sheet_and_none_without(
    files: list[Path], second: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = tmp_path / "sheet.csv"
    at = page_of(monkeypatch, "merge_app.py", MERGE=json.dumps([str(path) for path in files]), SHEET=sheet, DATA=second)
    assert "<strong>0 of 9</strong>" in said(at)
    at.radio[0].set_value("own_plan")
    next(button for button in at.button if button.label == "Settle").click().run()
    assert "Give a reason" in said(at)
    assert not sheet.exists()


def test_words_that_differ_stand_side_by_side_and_one_is_picked_or_written_anew(
    files: list[Path], second: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = tmp_path / "sheet.csv"
    drafts = [read_draft(path) for path in files]
    before = Merge(side_by_side([(path.name, each) for path, each in zip(files, drafts, strict=True)]))
    words = next(each for each in before.worded if each.field == "statement")
    number, city, aspect, key, _ = words.id
    name = f"{number}-{city}-{aspect}-{key}"
    at = page_of(monkeypatch, "merge_app.py", MERGE=json.dumps([str(path) for path in files]), SHEET=sheet, DATA=second)
    at.session_state["at"] = int(number)
    at.run()
    told = html.unescape(said(at))
    assert all(text in told for text in words.values.values())

    def keep() -> None:
        form = next(button for button in at.button if button.label == "Keep these words" and f"words-{name}" in button.form_id)
        form.click().run()
        assert not at.exception

    others = [each for each in before.worded if each.id[:4] == words.id[:4] and each.field == "as_printed"]
    if others:
        at.text_input(f"anew-{name}-as_printed").set_value("words that nobody prints")
        keep()
        assert "letter for letter" in said(at) and not sheet.exists()
        at.text_input(f"anew-{name}-as_printed").set_value("")
    at.text_area(f"anew-{name}-statement").set_value("Wuhan  says it\nin other words.")
    keep()
    picks, faults = read_sheet(sheet.read_bytes(), sheet.name, before, load(second).package)
    assert (faults, picks[words.id].value) == ([], "Wuhan says it in other words.")
    settled = Merge(before.codings, picks).draft
    assert "Wuhan says it in other words." in [claim["statement"] for claim in settled.claims]


def test_a_reader_codes_a_passage_blind_and_sees_the_settled_coding_field_by_field(second: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copies(second)
    at = page_of(monkeypatch, "code_app.py", DATA=second, ARTICLES=folder, CODED_ARTICLE="delta-post-hubs", CODED_PARAGRAPH="2")
    table = load(second)
    claims = table.claims[(table.claims["article"] == "delta-post-hubs") & (table.claims["paragraph"] == 2)]
    assert not any(statement in said(at) for statement in claims["statement"])
    first = claims.iloc[0]
    mine = {"aspect": "focus_area", "city": first["city"], "area": first["area"], "basis": first["basis"], "status": "forecast"}
    at.session_state["mine"]["delta-post-hubs", 2].append(mine)
    at.run()
    next(button for button in at.button if button.label == "Show the settled coding").click().run()
    assert not at.exception
    assert f"You found 1 of {len(claims)} claims that were settled." in said(at)
    assert all(statement in html.unescape(said(at)) for statement in claims["statement"])


def test_the_settled_coding_comes_with_the_reasons_given_where_coders_differed(table: Table) -> None:
    rows = [row for row in csv.DictReader((CODING / "settlement.csv").open(encoding="utf-8")) if row["round"] == "coding"]
    row = next(row for row in rows if row["field"] == "status" and row["aspect"] == "focus_area")
    shown = beside_settled(table, row["article"], int(row["paragraph"]), [])
    fields = [field for each in shown if (each.place.city, each.place.key) == (row["city"], row["key"]) for field in each.fields]
    status = next(field for field in fields if field.name == "status")
    assert (status.settled, row["reason"] in status.reasons) == (row["settled"], True)


def test_a_wrong_number_is_one_number_read_in_two_ways(table: Table) -> None:
    claim = table.claims[(table.claims["aspect"] == "figure") & table.claims["value"].notna()].iloc[0]
    mine = {"aspect": "figure", "city": claim["city"], "measure": claim["measure"], "value": "8888", "unit": claim["unit"]}
    shown = beside_settled(table, claim["article"], int(claim["paragraph"]), [mine])
    value = next(field for each in shown if each.mine for field in each.fields if field.name == "value")
    assert (value.mine, value.agrees) == ("8888", False)
    assert float(value.settled) == claim["value"]

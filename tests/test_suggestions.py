"""What the rules propose for articles nobody has coded: invented ones, in the manner of news, read with the names of the real table."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from dashboard.curate.coding import accept, with_field
from dashboard.curate.draft import Draft, DraftParagraph
from dashboard.curate.suggestions import Suggestion, draft_statement, open_items, suggest
from dashboard.table.articles import read_copy
from dashboard.table.load import Table
from dashboard.table.rows import Row
from dashboard.table.verbs import status_verbs
from tests import curation
from tests.conftest import SMALL

ARTICLE = {"outlet": "The Kite Times", "outlet_kind": "private_media", "published": "2022-05-04", "title": "Kites over the bay"}


def drafted(*paragraphs: str, **fields: object) -> Draft:
    return Draft(article=ARTICLE, paragraphs=tuple(map(DraftParagraph, paragraphs)), **fields)  # type: ignore[arg-type]


def claims(found: Sequence[Suggestion], aspect: str, *columns: str) -> set[tuple[str, ...]]:
    return {tuple(each.cells.get(column, "") for column in columns) for each in found if each.cells.get("aspect") == aspect}


def figures(table: Table, *paragraphs: str) -> set[tuple[str, ...]]:
    return claims(suggest(table, drafted(*paragraphs)), "figure", "city", "value", "value_high", "qualifier", "unit")


def of_kind(found: Sequence[Suggestion], kind: str) -> list[Suggestion]:
    return [each for each in found if each.kind == kind]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Hefei has five quantum laboratories.", ("hefei", "5", "", "exact", "count")),
        ("Hefei has around 600 quantum firms.", ("hefei", "600", "", "about", "count")),
        ("Output in Shenzhen rose by 12.1 percent.", ("shenzhen", "12.1", "", "exact", "percent")),
        ("Shenzhen spent at least 3.5 billion yuan on kites.", ("shenzhen", "3500000000", "", "at_least", "CNY")),
        ("Shenzhen will pay up to US$2 million for a field.", ("shenzhen", "2000000", "", "up_to", "USD")),
        ("Shanghai wants to run between 40 and 60 tide mills.", ("shanghai", "40", "60", "range", "count")),
        ("Hundreds of kites fly over Shanghai.", ("shanghai", "", "", "unstated", "count")),
        ("Shanghai aims to be a kite capital by 2031.", ("shanghai", "2031", "", "exact", "year")),
        ("Shanghai has the largest kite in the world.", ("shanghai", "1", "", "exact", "rank")),
        ("Hefei is the third largest maker of kites in China.", ("hefei", "3", "", "exact", "rank")),
        ("Hefei ranks 31st in China by kites.", ("hefei", "31", "", "exact", "rank")),
        ("Hefei ranks no more than second in China by kites.", ("hefei", "2", "", "up_to", "rank")),
        ("Hefei is no more than the second largest maker of kites in China.", ("hefei", "2", "", "up_to", "rank")),
        ("The line between Shanghai and Hefei carries 300 trains.", ("shanghai", "300", "", "exact", "count")),
        ("Hefei is among the top ten cities in China for kites.", ("hefei", "10", "", "up_to", "rank")),
        ("Kites made in Hefei grew from 302 to 2,000.", ("hefei", "302", "", "exact", "count")),
        ("Kites made in Hefei cost 33.7 billion RMB in 2012.", ("hefei", "33700000000", "", "exact", "CNY")),
        ("China flew 800,000 kites.", ("china", "800000", "", "exact", "count")),
    ],
)
def test_a_number_is_proposed_with_its_unit_its_hedge_and_its_city(table: Table, told: str, expected: tuple[str, ...]) -> None:
    assert expected in figures(table, told)


def test_a_place_between_two_cities_is_neither_of_them(table: Table) -> None:
    for between in ("Shanghai and Nanjing", "Nanjing and Shanghai"):
        told = f"Suzhou, a city between {between}, has 31 quantum laboratories."
        assert not figures(table, told) and not figures(table, "Hefei has five kite works and ten tide mills.", told) & {
            ("shanghai", "31", "", "exact", "count"), ("hefei", "31", "", "exact", "count")
        }  # fmt: skip


def test_a_drafted_statement_repeats_no_more_printed_words_in_a_row_than_the_check_allows(table: Table) -> None:
    money = [f"Hefei {verb} more than 3.5 billion yuan kite subsidies." for verb in ("has", "has announced", "is expected to have")]
    count = "more than 35 small kite research labs for young children"
    for told in (f"Hefei has {count} in 2021.", f"Hefei aims for {count} by 2031.", f"Hefei raised {count} in 2021.", *money):
        printed = told.lower().strip(".").split()
        statements = [each.cells["statement"] for each in suggest(table, drafted(told)) if each.kind == "claim"]
        assert any("35 small kite" in statement or "3.5 billion yuan kite" in statement for statement in statements)
        for statement in statements:
            drawn = statement.lower().strip(".").split()
            shared = [n for n in range(len(drawn) - 8) for m in range(len(printed) - 8) if drawn[n : n + 9] == printed[m : m + 9]]
            assert shared == [], statement


@pytest.mark.parametrize(
    ("told", "statement"),
    [
        ("Hefei ranks 31st in China by kites.", "Hefei ranks 31st in China, says the Kite Times."),
        ("Hefei is the third largest in China.", "Hefei ranks 3rd in China, says the Kite Times."),
        ("China has 31 of them in all.", "China has 31 things."),
        ("There are 31 in Hefei.", "Hefei has 31 things."),
    ],
)
def test_a_place_or_a_pronoun_is_not_what_a_number_counts(table: Table, told: str, statement: str) -> None:
    each = next(each for each in suggest(table, drafted(told)) if each.cells.get("aspect") == "figure")
    assert each.cells["statement"] == statement and not {"China", "Hefei", "them"} & {*each.cells.get("counts", "").split()}


def test_a_statement_with_another_verb_still_follows_its_cells(table: Table) -> None:
    draft = drafted("Hefei aims for more than 35 small kite research labs for young children by 2031.")
    each = next(each for each in suggest(table, draft) if each.cells.get("aspect") == "figure" and each.cells.get("value") == "35")
    assert each.cells["statement"].startswith("Hefei aims at more than 35 ")
    taken, _ = accept(table, draft, each)
    changed = with_field(table, taken, taken.claims[0], "value", "36")
    assert changed["statement"].startswith("Hefei aims at more than 36 ")
    assert with_field(table, taken, changed, "city", "shanghai")["statement"].startswith("Shanghai aims at more than 36 ")
    own = with_field(table, taken, changed, "statement", "Hefei wants kites.")
    assert with_field(table, taken, own, "value", "37")["statement"] == "Hefei wants kites."


@pytest.mark.parametrize(
    "told",
    [
        "Shanghai follows the 14th Five-Year Plan.",
        "The 19th Central Committee spoke of Shanghai.",
        "Shanghai flies 5G kites.",
        "Most of the kites of Shanghai are red, and the best ones fly at night.",
        "Nobody in Shanghai counts the kites.",
    ],
)
def test_what_is_only_part_of_a_name_or_praise_is_no_figure(table: Table, told: str) -> None:
    assert figures(table, told) == set()


def test_second_only_to_another_is_a_second_place_here_and_a_first_one_there(table: Table) -> None:
    ranks = figures(table, "Hefei is second only to Shenzhen in kites in China.")
    assert ranks == {("hefei", "2", "", "exact", "rank"), ("shenzhen", "1", "", "exact", "rank")}
    assert {each.cells["status"] for each in suggest(table, drafted("Hefei has the finest kites in China."))} == {"claimed"}


def test_past_years_without_dates_are_a_period_to_confirm_counted_from_the_publication(table: Table) -> None:
    found = suggest(table, drafted("Shenzhen built 30 kites in the past three years."))
    (built,) = of_kind(found, "claim")
    assert [(told, cells.get("period", "")) for told, cells in built.options] == [
        ("2019 to 2022, counted from the publication", "2019/2022"),
        ("without a period: the years have no dates", ""),
    ]
    assert all(cells["value"] == "30" and cells["as_printed"] == "30" for _, cells in built.options)
    assert [each.cells["left_out"] for each in of_kind(found, "reason")] == ["in the past three years: a span without dates of its own"]


def test_dates_of_events_are_computed_from_the_publication_and_history_is_left_out(table: Table) -> None:
    found = suggest(table, drafted("Shanghai opened the harbour on Monday.", "Shanghai flew its first kite on May 27, 1949, it says."))
    assert claims(found, "figure", "unit", "period", "note") == {("date", "2022-05-02", "Computed from the date of publication.")}
    assert [each.cells["left_out"] for each in of_kind(found, "reason")] == ["May 27, 1949: a date of history outside the matter"]


def test_a_capital_asks_whether_the_city_or_the_leadership_is_meant(table: Table) -> None:
    found = suggest(
        table, drafted("Shanghai builds kites.", "Beijing wants more of them.", "The city of Beijing, Hefei and Shanghai agree.")
    )
    (asked,) = of_kind(found, "question")
    assert (asked.paragraph, asked.as_printed) == (2, "Beijing")
    assert [label for label, _ in asked.options] == ["The national leadership", "Beijing, the city"]
    assert asked.options[0][1]["city"] == "china" and asked.options[0][1]["institution"] == "central-government"


def test_cities_are_carried_on_where_the_text_goes_on_speaking_of_them(table: Table) -> None:
    text = (
        "Shanghai and Hefei were named homes of quantum research.",
        "Both cities will get blockchain laboratories. Shenzhen has biomedicine. The city also works on shipping.",
        "China wants self-reliance, while Hefei looks to nuclear fusion.",
        "Outside the two cities there is little blockchain.",
    )
    found = claims(suggest(table, drafted(*text)), "focus_area", "paragraph", "city", "area")
    assert {("1", "shanghai", "quantum"), ("1", "hefei", "quantum")} <= found
    assert {("2", "shanghai", "blockchain"), ("2", "hefei", "blockchain"), ("2", "shenzhen", "biomedicine")} <= found
    assert ("2", "shenzhen", "shipping") in found and ("2", "shanghai", "shipping") not in found
    assert {("3", "china", "self-reliance"), ("3", "hefei", "nuclear-fusion")} <= found
    assert {city for paragraph, city, _ in found if paragraph == "4"} == {"china"}


def test_a_field_is_known_by_the_words_of_its_scope_and_not_by_words_of_every_field(table: Table) -> None:
    text = "Hefei makes integrated circuits, e-commerce and high-end manufacturing; its industry, services and people grow."
    assert claims(suggest(table, drafted(text)), "focus_area", "area") == {("chips",), ("digital-economy",), ("advanced-manufacturing",)}


@pytest.mark.parametrize(
    ("told", "status", "basis"),
    [
        ("Hefei aims to lead in blockchain.", "target", "own_plan"),
        ("Hefei is expected to make headway in blockchain.", "forecast", "expected"),
        ("Hefei unveiled a blueprint for blockchain.", "announced", "own_plan"),
        ("The ministry assigned blockchain to Hefei.", "announced", "assigned"),
        ("Hefei is home to blockchain firms.", "in_place", "existing"),
        ("Hefei has a robust reputation for blockchain.", "claimed", "existing"),
    ],
)
def test_a_clause_says_by_its_verb_how_far_a_thing_has_come_and_whose_plan_it_is(table: Table, told: str, status: str, basis: str) -> None:
    assert (status, basis) in claims(suggest(table, drafted(told)), "focus_area", "status", "basis")


def test_bodies_are_found_under_every_printed_name_and_stand_to_the_city_as_the_text_says(table: Table) -> None:
    text = (
        "Semiconductor Manufacturing International Corporation builds in Shanghai, where it wants to rival TSMC.",
        "Shanghai is not home to Tencent.",
        "Shanghai’s Light Source shines, says Xinhua of Shanghai.",
    )
    found = claims(suggest(table, drafted(*text)), "institution", "paragraph", "city", "institution", "relation")
    assert {
        ("1", "shanghai", "smic", "in_city"),
        ("1", "shanghai", "tsmc", "compared"),
        ("2", "shanghai", "tencent", "not_in_city"),
        ("3", "shanghai", "synchrotron", "in_city"),
        ("3", "shanghai", "xinhua", "about_city"),
    } <= found


def test_the_city_government_of_another_city_is_not_the_one_the_vocabulary_has(table: Table) -> None:
    found = claims(suggest(table, drafted("In Hefei the city government builds kites.")), "institution", "institution")
    assert ("shanghai-government",) not in found


def test_a_name_nobody_knows_is_proposed_as_a_new_row_with_those_like_it(table: Table) -> None:
    text = (
        "Shenzhen-based drone maker Skyhopper works with the Hefei University of Kites."
        " Semiconductor Manufacturing International Corp does not."
    )
    new = {each.as_printed: each for each in of_kind(suggest(table, drafted(text)), "term")}
    assert {
        name: (row.cells["kind"], row.cells["home"], row.table)
        for name, row in new.items()
        if name != "Semiconductor Manufacturing International Corp"
    } == {
        "Skyhopper": ("company", "shenzhen", "institutions"),
        "Hefei University of Kites": ("university", "hefei", "institutions"),
    }
    label, row = new["Semiconductor Manufacturing International Corp"].options[0]
    assert (
        label == "SMIC"
        and row["institution"] == "smic"
        and row["printed_names"].endswith("|Semiconductor Manufacturing International Corp")
    )


def test_persons_places_and_words_that_begin_sentences_are_no_bodies(table: Table) -> None:
    text = (
        "Mayor Lin Mei said that Taiwan and Germany fly kites. Kites fly in May, and Made in China 2025 is a plan. Shanghai does not mind."
    )
    assert of_kind(suggest(table, drafted(text)), "term") == []


def test_a_name_that_is_accepted_is_known_from_then_on(table: Table) -> None:
    draft = drafted("Shenzhen-based drone maker Skyhopper grows.", "Skyhopper is red.")
    (term,) = of_kind(suggest(table, draft), "term")
    found = suggest(table, draft.with_term("institutions", term.cells))
    assert of_kind(found, "term") == []
    assert claims(found, "institution", "paragraph", "institution", "relation") == {
        ("1", "skyhopper", "in_city"),
        ("2", "skyhopper", "in_city"),
    }


def test_furniture_is_proposed_with_what_it_prints_left_out_and_then_nothing_is_open(table: Table) -> None:
    draft = drafted(
        "Share - WeChat", "By LIN MEI in Shanghai | The Kite Times | Updated: 2022-05-04 09:30", "Copyright 2022. All rights reserved."
    )
    found = suggest(table, draft)
    assert [(each.kind, each.cells["reason"]) for each in found] == [("reason", "furniture")] * 3
    for each in found:
        draft = draft.with_paragraph(each.paragraph, **each.cells)
    assert open_items(table, draft) == () and suggest(table, draft) == ()


def test_a_paragraph_without_city_body_or_number_is_proposed_as_background(table: Table) -> None:
    found = suggest(table, drafted("A kite is a light frame with paper or cloth that flies on a string."))
    assert [(each.kind, dict(each.cells)) for each in found] == [("reason", {"reason": "background"})]


def test_what_is_accepted_or_refused_is_not_proposed_again(table: Table) -> None:
    draft = drafted("Hefei has five quantum laboratories and works with Huawei.")
    found = suggest(table, draft)
    keys = [each.key for each in found]
    assert len(set(keys)) == len(keys) > 3 and keys == [each.key for each in suggest(table, draft)]
    for place, each in enumerate(of_kind(found, "claim")):
        accepted = suggest(table, draft.with_claim(each.cells))
        assert each.key not in [other.key for other in accepted], place
        refused = suggest(table, drafted(draft.paragraphs[0].text, refused=(each.key,)))
        assert [other.key for other in refused] == [key for key in keys if key != each.key]


def test_a_repeated_paragraph_restates_what_was_coded_from_the_first(table: Table) -> None:
    text = "Hefei has five quantum laboratories."
    draft = drafted(text, text)
    first = next(each for each in suggest(table, draft) if each.cells.get("unit") == "count")
    draft = draft.with_claim(first.cells)
    again = [each for each in suggest(table, draft) if each.paragraph == 2 and each.cells.get("unit") == "count"]
    assert [each.cells["restates"] for each in again] == [draft.claims[0]["key"]]


def test_every_paragraph_that_names_a_hub_or_prints_a_number_is_open_until_it_is_accounted_for(table: Table) -> None:
    draft = drafted("Hefei has five kites.", "Nothing here.")
    assert [(item.paragraph, item.words) for item in open_items(table, draft)] == [(1, ""), (1, "five"), (1, "Hefei"), (2, "")]
    waved = draft.with_paragraph(1, reason="background").with_paragraph(2, reason="background")
    assert [(item.paragraph, item.words) for item in open_items(table, waved)] == [(1, "five"), (1, "Hefei")]
    coded = waved.with_paragraph(1, reason="").with_claim({"paragraph": "1", "city": "hefei", "as_printed": "five kites", "value": "5"})
    assert open_items(table, coded) == ()
    wrong = coded.with_claim({"paragraph": "2", "city": "hefei", "as_printed": "six kites"})
    assert [item.words for item in open_items(table, wrong)] == ["six kites"]


def test_nothing_is_open_in_an_article_that_is_wholly_coded(invented: Table) -> None:
    for article, row in invented.vocabularies["articles"].iterrows():
        lines = read_copy(SMALL / "articles" / str(row["file"])).paragraphs
        rows = invented.claims[invented.claims["article"] == article]
        coded = tuple(
            {"key": str(claim["claim_id"]), **{str(k): str(v) for k, v in claim.items() if v == v}} for claim in rows.to_dict("records")
        )
        ledger = invented.ledger.loc[article]
        told = tuple(
            DraftParagraph(text, str(ledger.at[n, "reason"]), "", str(ledger.at[n, "left_out"])) for n, text in enumerate(lines, 1)
        )
        whole = Draft(article={}, paragraphs=told, claims=coded)
        assert open_items(invented, whole) == (), article
        assert open_items(invented, Draft(article={}, paragraphs=told)), article


def test_every_statement_names_its_city_and_says_its_status_with_its_verb(table: Table) -> None:
    text = (
        "Hefei aims to lead in blockchain by 2030.",
        "Hefei is expected to make headway in quantum technology and to raise 3 billion yuan.",
        "The ministry assigned nuclear fusion to Hefei and promised it 200 laboratories.",
        "Shenzhen is home to Huawei and has 40 kite firms and the largest kite in the world.",
        "Shanghai has a robust reputation for finance, and it wants to rival Silicon Valley.",
        "Shanghai opened a harbour on March 30.",
    )
    found = of_kind(suggest(table, drafted(*text)), "claim")
    assert {each.cells["status"] for each in found} == {"target", "forecast", "announced", "in_place", "claimed"}
    rows = [Row(n, [each.cells["status"], each.cells["statement"]], {"status": 0, "statement": 1}) for n, each in enumerate(found)]
    assert [finding[3] for _, finding in status_verbs(rows)] == []
    for each in found:
        assert table.label("city", each.cells["city"]) in each.cells["statement"]
        assert each.cells["statement"] == draft_statement(table, each.cells)
        assert each.as_printed.startswith(each.cells["as_printed"]) and len(each.cells["as_printed"].split()) <= 8
        if each.cells["aspect"] == "figure":
            assert 3 <= len(each.cells["counts"].split()) <= 6, each.cells
        if each.cells["status"] == "target":
            assert 3 <= len(each.cells["aim"].split()) <= 8, each.cells


ODD = (
    "",
    "   ",
    "<script>alert('Shanghai')</script> has 5 <b>chips</b>",
    "宁波与上海有五家芯片企业，全国第一。",
    "تبني شانغهاي 40 ميناء",
    "Shanghai " * 400,
    "5 " * 400,
    "SHANGHAI HAS 5 CHIP FIRMS IN CHINA",
    "İstanbul and Shanghai’s ﬁrst chip — № 1, ½ of 10–15 years’ worth",
    "((((Shanghai)))) [5] {city} {0} %s \\1",
    "the past years years last last 9999 years",
    "by 2035 by 2035 by 2035",
    "’s ’s ’s",
    "Shanghai, Shenzhen, Hefei and Beijing and Shanghai and both and the nine cities",
)


@pytest.mark.parametrize("told", ODD)
def test_odd_texts_end_well_and_stay_as_they_are(table: Table, told: str) -> None:
    draft = drafted(told, told)
    for each in suggest(table, draft):
        assert told[each.start : each.end] == each.as_printed
        assert each.cells.get("as_printed", each.as_printed) in told
    for item in open_items(table, draft):
        assert item.words in told and told[item.start : item.end] in (item.words, "")


def test_odd_dates_and_cells_of_a_draft_end_well(table: Table) -> None:
    for published in ("", "2021-03~", "2020~", "2019-99-99", "soon", "2021/2022", "9999-12-31", "0000-00-00"):
        draft = Draft(
            article={"published": published},
            paragraphs=(DraftParagraph("Shanghai opened on Monday, in the past three years and in May."),),
            claims=({"key": "c1", "paragraph": "x"}, {"key": "c2"}, {"key": "c3", "paragraph": "7"}),
            vocabulary={"institutions": ({}, {"institution": ""}, {"institution": "x", "name": "("}), "nothing": ({"a": "b"},)},
        )
        suggest(table, draft)
        open_items(table, draft)
    assert draft_statement(table, {}).endswith(".") and draft_statement(table, {"aspect": "figure", "value": "{x}", "unit": "rank"})


def test_an_article_is_proposed_for_in_no_time(table: Table) -> None:
    lines = [f"{text} Shenzhen and {n} firms of Hefei agree." for text in (*ODD[2:6], *ODD[7:9]) for n in range(40)]
    draft = drafted(*(line[:600] for line in lines))
    begun = time.process_time()
    suggest(table, draft)
    assert (time.process_time() - begun) / len(lines) < 0.02
    begun = time.process_time()
    suggest(table, draft)
    assert time.process_time() - begun < 1


def test_the_count_of_what_the_rules_would_have_proposed_adds_up(invented: Table, capsys: pytest.CaptureFixture[str]) -> None:
    outcome = curation.measure(invented, SMALL / "articles", names_stay=True)
    printed = invented.claims[invented.claims["method"] == "reported"]
    for aspect, count in outcome.loose.items():
        assert count.claims <= (printed["aspect"] == aspect).sum() and count.right <= min(count.claims, count.proposed)
        assert outcome.strict[aspect].right <= count.right + (printed["aspect"] == aspect).sum()
    assert outcome.loose["figure"].recall > 0.6 and outcome.loose["institution"].precision > 0.5
    assert "| figure |" in curation.markdown({"whole": outcome})


def test_an_article_left_out_leaves_nothing_behind(table: Table) -> None:
    article = str(table.vocabularies["articles"].index[0])
    left = curation.without(table, article, names_stay=False)
    assert article not in set(left.claims["article"]) and article not in left.ledger.index.get_level_values("article")
    gone = set(table.vocabularies["institutions"].index) - set(left.vocabularies["institutions"].index)
    assert gone and not gone & set(left.claims["institution"])
    assert len(curation.without(table, article, names_stay=True).vocabularies["areas"]) == len(table.vocabularies["areas"])
    assert Path(curation.__file__).name == "curation.py"

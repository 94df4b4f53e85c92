"""What is asked of the table: filters, facets and words, and the address that carries them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pandas as pd
import pytest

from dashboard.table.load import Table
from dashboard.table.selection import FACETS, FILTERS, SCREEN, Selection, read_query, values
from tests.conftest import COLUMNS, narrowed


def ids(selection: Selection, table: Table) -> list[str]:
    """The claims a selection asks for."""
    return list(selection.rows(table)["claim_id"])


def where(table: Table, column: str, *wanted: str) -> list[str]:
    """The claims whose column holds one of the values, found without the code under test."""
    return [claim for claim, cell in zip(table.claims["claim_id"], table.claims[column], strict=True) if str(cell) in wanted]


# Rows


def test_an_empty_selection_asks_for_everything(table: Table) -> None:
    assert ids(Selection(), table) == list(table.claims["claim_id"])
    assert not Selection().filtered


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_keeps_the_claims_with_its_value_in_the_order_of_the_table(table: Table, name: str) -> None:
    column = FILTERS[name].column
    for value in values(table, column):
        selection = Selection(**{name: (value,)})
        assert selection.filtered
        assert ids(selection, table) == where(table, column, value)


@pytest.mark.parametrize("name", FILTERS)
def test_two_values_of_a_filter_keep_either(table: Table, name: str) -> None:
    column = FILTERS[name].column
    first, second = values(table, column)[:2]
    assert ids(Selection(**{name: (second, first)}), table) == where(table, column, first, second)


def test_two_filters_keep_what_passes_both(table: Table) -> None:
    both = set(ids(Selection(cities=("shanghai",), status=("target",)), table))
    assert both == set(where(table, "city", "shanghai")) & set(where(table, "status", "target"))
    assert both


def test_restatements_are_among_the_rows(table: Table) -> None:
    assert {"digital-hub-04-c", "digital-hub-06-c"} <= set(ids(Selection(cities=("shanghai",)), table))


def test_a_city_without_claims_has_no_rows(invented: Table) -> None:
    assert ids(Selection(cities=("hefei",)), invented) == []
    assert list(Selection(cities=("hefei",)).rows(invented).columns) == list(invented.claims.columns)


@pytest.mark.parametrize(("name", "column"), FACETS.items())
def test_a_facet_keeps_the_claims_with_its_value(table: Table, name: str, column: str) -> None:
    found = sorted(set(table.claims[column].astype("str")) - {""})
    assert found
    for value in found[:5]:
        assert ids(narrowed(Selection(), **{name: value}), table) == where(table, column, value)


def test_the_claims_behind_a_mark_are_kept_in_the_order_of_the_table_restatements_too(table: Table) -> None:
    first, *_, last = where(table, "city", "shanghai")
    for mark in (("digital-hub-06-c",), (last, first), tuple(table.claims["claim_id"])):
        found = Selection(facets=(("claims", " ".join(mark)),))
        assert ids(found, table) == [claim for claim in table.claims["claim_id"] if claim in mark]
        assert list(found.distinct(table)["claim_id"]) == ids(found, table), "each one by one, none for those like it"
        again = int(table.claims.loc[list(mark), "restates"].ne("").sum())
        assert found.sizes(table) == (len(mark) - again, again)
    assert ids(Selection(cities=("hefei",), facets=(("claims", f"{first} four-hubs-22-f"),)), table) == []


def test_a_facet_narrows_the_filters_and_another_facet(table: Table) -> None:
    selection = narrowed(Selection(cities=("shanghai", "shenzhen")), article="four-hubs", paragraph=22)
    assert ids(selection, table) == [claim for claim in where(table, "article", "four-hubs") if claim.startswith("four-hubs-22-")]
    assert ids(selection, table)


def test_facets_replace_the_facets_before_them_and_the_words_but_no_filter() -> None:
    before = Selection(cities=("hefei",), facets=(("area", "chips"),), search="lamp")
    assert narrowed(before, kind="company") == Selection(cities=("hefei",), facets=(("kind", "company"),))
    assert before.only_filters() == Selection(cities=("hefei",))
    assert before == Selection(cities=("hefei",), facets=(("area", "chips"),), search="lamp")


def test_a_selection_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Selection().search = "lamp"  # type: ignore[misc]


# Words


@pytest.mark.parametrize(
    ("search", "claims"),
    [
        ("466.5", {"four-hubs-22-f"}),
        ("four-hubs-22-f", {"four-hubs-22-f"}),
        ("synchrotron LARGEST", {"digital-hub-15-j"}),
        ("zzzz", set()),
    ],
)
def test_words_are_looked_for_in_what_is_claimed_and_printed(table: Table, search: str, claims: set[str]) -> None:
    assert set(ids(Selection(search=search), table)) >= claims
    assert bool(ids(Selection(search=search), table)) == bool(claims)


@pytest.mark.parametrize(
    ("search", "column", "key"),
    [("合肥", "city", "hefei"), ("中芯国际", "institution", "smic"), ("量子", "area", "quantum"), ("腾讯", "institution", "tencent")],
)
def test_chinese_names_are_found(table: Table, search: str, column: str, key: str) -> None:
    found = set(ids(Selection(search=search), table))
    assert found and found >= set(where(table, column, key))


def test_the_chinese_name_of_an_institution_in_print_is_found(invented: Table) -> None:
    assert ids(Selection(search="潮汐研究院"), invented) == [
        row["claim_id"] for row in invented.claims.to_dict("records") if row["institution"] == "tide-institute"
    ]


def test_an_institution_is_found_by_its_other_printed_names(table: Table, invented: Table) -> None:
    assert set(where(table, "institution", "smic")) <= set(ids(Selection(search="Semiconductor Manufacturing International"), table))
    assert ids(Selection(search='the university, "Paper"'), invented) == ["market-post-05-b"]


def test_case_and_the_order_of_words_make_no_difference(table: Table) -> None:
    expected = ids(Selection(search="Shenzhen equity"), table)
    assert expected
    for search in ("shenzhen EQUITY", "equity shenzhen", "  Equity   SHENZHEN ", "eQuItY\tshenzhen"):
        assert ids(Selection(search=search), table) == expected


def test_every_word_is_required(table: Table) -> None:
    both = ids(Selection(search="shenzhen equity"), table)
    assert set(both) == set(ids(Selection(search="shenzhen"), table)) & set(ids(Selection(search="equity"), table))
    assert ids(Selection(search="shenzhen equity zzzz"), table) == both, "a word that nothing holds is left out, and the screen says so"
    assert ids(Selection(search="zzzz"), table) == []


@pytest.mark.parametrize("search", [".*", "(", "\\", "^", "%", "*", '"', "' -- "])
def test_signs_alone_find_nothing(invented: Table, search: str) -> None:
    assert ids(Selection(search=search), invented) == []


@pytest.mark.parametrize(
    "search", ["[kites]", "*kites*", "kites OR", 'kites"', "kites)", "{title} : kites", "NEAR(kites", "-kites", "^kites"]
)
def test_signs_around_a_word_and_words_of_a_query_language_are_no_commands(invented: Table, search: str) -> None:
    found = ids(Selection(search=search), invented)
    assert found and set(found) <= set(ids(Selection(search="kites"), invented)) | set(ids(Selection(search="near"), invented))


@pytest.mark.parametrize(
    ("search", "same"),
    [("start-ups", "startups"), ("FOUR-HUBS-22-F", "fourhubs22f"), ("artificial intelligence", "Artificial-Intelligence")],
)
def test_hyphens_and_case_make_no_difference(table: Table, search: str, same: str) -> None:
    if " " in search:
        same = same.replace("-", " ")
    assert ids(Selection(search=search), table) == ids(Selection(search=same), table) != []


def test_a_short_word_is_no_beginning_of_another(table: Table) -> None:
    found = Selection(search="AI").rows(table)
    assert set(where(table, "area", "artificial-intelligence")) <= set(found["claim_id"])
    assert not set(where(table, "city", "shanghai")) <= set(found["claim_id"])


def test_blanks_are_no_words(table: Table) -> None:
    assert ids(read_query(table, [("q", "  \t ")])[0], table) == list(table.claims["claim_id"])


# Counts


@pytest.mark.parametrize("name", FILTERS)
def test_a_count_is_how_many_claims_the_value_would_have_under_the_other_filters(table: Table, name: str) -> None:
    asked = Selection(cities=("shanghai",), status=("target", "in_place"), articles=("digital-hub", "powerhouse"))
    counts = asked.counts(table, name)
    for value in values(table, FILTERS[name].column):
        others = {other: asked.chosen(other) for other in FILTERS if other != name}
        rows = Selection(**others, **{name: (value,)}).rows(table)
        assert counts.get(value, 0) == (rows["restates"] == "").sum(), value


def test_facets_and_words_do_not_change_the_counts(table: Table) -> None:
    asked = Selection(cities=("shanghai",))
    narrowed = Selection(cities=("shanghai",), facets=(("area", "chips"),), search="plan")
    assert narrowed.counts(table, "status") == asked.counts(table, "status")


def test_counts_without_filters_add_up_to_the_table_without_its_restatements(table: Table) -> None:
    for name in FILTERS:
        assert sum(Selection().counts(table, name).values()) == (table.claims["restates"] == "").sum()
    assert Selection().counts(table, "cities")["hefei"] == 15 and len(Selection(cities=("hefei",)).rows(table)) == 17


# The selection as a sentence


def test_nothing_left_out_is_nothing_said(table: Table) -> None:
    assert Selection().describe(table) == ""


def test_a_selection_is_said_in_the_names_of_the_codebook(table: Table) -> None:
    selection = Selection(cities=("shanghai", "hefei"), areas=("chips",), articles=("four-hubs",), status=("target",), speakers=("expert",))
    assert selection.describe(table) == (
        "city: Shanghai or Hefei · focus area: Chips and integrated circuits · article: Asia Times · status: Target · "
        "kind of speaker: Expert"
    )


def test_facets_and_words_are_said_too(table: Table) -> None:
    selection = Selection(
        cities=("hefei",), facets=(("institution", "ustc"), ("kind", "university"), ("paragraph", "22")), search="quantum 量子"
    )
    assert selection.describe(table) == (
        "city: Hefei · institution: University of Science and Technology of China · kind: Universities · paragraph: 22 · "
        "words: quantum 量子"
    )


@pytest.mark.parametrize(("mark", "said"), [("four-hubs-22-f", "1 claim"), ("four-hubs-22-a four-hubs-22-f", "2 claims")])
def test_the_claims_of_a_mark_are_counted_and_not_listed(table: Table, mark: str, said: str) -> None:
    assert Selection(cities=("hefei",), facets=(("claims", mark),)).describe(table) == f"city: Hefei · {said} behind one mark"


def test_a_long_choice_is_cut_and_says_how_long_it_is(table: Table) -> None:
    said = Selection(areas=values(table, "area")).describe(table)
    assert said.endswith(f"… ({len(table.vocabularies['areas'])} in all)")


# The address


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(cities=("beijing", "shanghai")),
        Selection(cities=("hefei",), areas=("chips", "quantum"), articles=("four-hubs",), status=("target",), speakers=("expert",)),
        Selection(facets=(("city", "shanghai"), ("kind", "company"))),
        Selection(facets=(("article", "four-hubs"), ("paragraph", "22"))),
        Selection(cities=("hefei",), facets=(("claims", "four-hubs-22-f four-hubs-22-a"), ("city", "hefei"))),
        Selection(speakers=("expert",), facets=(("dimension", "money"), ("measure", "rd-spending")), search="yuan 元 & <b> #?=%"),
        Selection(search="量子"),
    ],
    ids=lambda selection: str(selection.query()),
)
def test_a_selection_survives_the_address(table: Table, selection: Selection) -> None:
    assert read_query(table, selection.query()) == (selection, [])


@pytest.mark.parametrize(("name", "column"), FACETS.items())
def test_every_facet_survives_the_address_beside_every_filter(table: Table, name: str, column: str) -> None:
    filters = Selection(**{of: values(table, narrowed)[:3] for of, narrowed in COLUMNS.items()})
    value = next(value for value in values(table, column) if value)
    selection = narrowed(filters, **{name: value})
    assert read_query(table, selection.query()) == (selection, [])


def test_the_rows_of_a_mark_are_the_same_after_the_address(table: Table) -> None:
    mark = narrowed(Selection(status=("announced", "target")), city="shanghai", aspect="focus_area", stands="target")
    again, unknown = read_query(table, mark.query())
    assert unknown == []
    assert ids(again, table) == ids(mark, table)


def test_the_address_writes_the_filters_before_the_facets_and_the_words_last() -> None:
    selection = Selection(cities=("shenzhen", "beijing"), status=("target",), facets=(("kind", "lab"),), search="a b")
    assert selection.query() == (("cities", "shenzhen"), ("cities", "beijing"), ("status", "target"), ("kind", "lab"), ("q", "a b"))


def test_the_names_in_the_address_are_kept_as_promised() -> None:
    assert list(FILTERS) == ["cities", "areas", "articles", "status", "speakers"]


def test_order_and_duplicates_in_the_address_make_no_difference(table: Table) -> None:
    query = [("status", "target"), ("cities", "shenzhen"), ("cities", "beijing"), ("cities", "shenzhen"), ("kind", "lab"), ("kind", "lab")]
    expected = Selection(cities=("beijing", "shenzhen"), status=("target",), facets=(("kind", "lab"),))
    assert read_query(table, query) == (expected, [])
    assert read_query(table, [*query[3:], *query[:3]]) == (expected, [])


def test_the_last_of_several_words_in_the_address_holds(table: Table) -> None:
    assert read_query(table, [("q", "one"), ("q", " two ")]) == (Selection(search="two"), [])
    assert read_query(table, [("q", "  ")]) == (Selection(), [])


def test_what_belongs_to_a_screen_is_passed_over_in_silence(table: Table) -> None:
    assert read_query(table, [(name, "anything <b>") for name in SCREEN]) == (Selection(), [])


def test_a_name_nobody_knows_is_named_and_the_rest_is_kept(table: Table) -> None:
    selection, said = read_query(table, [("town", "shanghai"), ("cities", "hefei"), ("", "x"), ("searched", "x")])
    assert selection == Selection(cities=("hefei",))
    assert said == [
        'The link asks for "town", which no screen knows; it was left out.',
        'The link asks for "", which no screen knows; it was left out.',
        'The link asks for "searched", which no screen knows; it was left out.',
    ]


def test_a_value_nobody_knows_is_named_with_what_to_try(table: Table) -> None:
    selection, said = read_query(
        table, [("cities", "wuhan"), ("cities", "hefei"), ("status", "done"), ("kind", "guild"), ("paragraph", "99")]
    )
    assert selection == Selection(cities=("hefei",))
    assert said == [
        'The link asks for cities "wuhan", which the table does not hold; try beijing, shanghai, shenzhen, hefei or china.',
        'The link asks for status "done", which the table does not hold; try in_place, announced, target, forecast or claimed.',
        'The link asks for kind "guild", which the table does not hold; try a value from the table.',
        'The link asks for paragraph "99", which the table does not hold; try a value from the table.',
    ]


def test_claims_nobody_knows_are_named_one_by_one_and_the_others_kept(table: Table) -> None:
    selection, said = read_query(table, [("claims", "four-hubs-22-f nobody  four-hubs-22-a four-hubs-22-f <b>")])
    assert selection == Selection(facets=(("claims", "four-hubs-22-f four-hubs-22-a"),))
    assert said == [
        'The link asks for the claim "nobody", which the table does not hold.',
        'The link asks for the claim "<b>", which the table does not hold.',
    ]


@pytest.mark.parametrize("value", ["", " ", "<script>alert(1)</script>", "x" * 100_000, "\x1b[31m", "Hefei", "x y " * 9000])
def test_strange_claims_are_a_few_short_sentences(table: Table, value: str) -> None:
    selection, said = read_query(table, [("claims", value)])
    assert selection == Selection()
    assert 0 < len(said) <= 21
    assert all(sentence.isprintable() and len(sentence) < 200 for sentence in said)


@pytest.mark.parametrize("name", [name for name in (*FILTERS, *FACETS) if name != "claims"])
@pytest.mark.parametrize("value", ["", " ", "<script>alert(1)</script>", "x" * 100_000, "one\ntwo\x1b[31m", "Shanghai", "nan", "../.."])
def test_a_strange_value_is_one_short_sentence_on_one_line(table: Table, name: str, value: str) -> None:
    selection, said = read_query(table, [(name, value)])
    assert selection == Selection()
    assert len(said) == 1
    assert said[0].isprintable() and len(said[0]) < 600
    assert said[0].startswith(f'The link asks for {name} "')


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "x" * 100_000, "one\ntwo", "\u202ecities"])
def test_a_strange_name_is_one_short_sentence_on_one_line(table: Table, name: str) -> None:
    selection, said = read_query(table, [(name, "x")])
    assert selection == Selection()
    assert len(said) == 1
    assert said[0].isprintable() and len(said[0]) < 200


def test_looking_changes_nothing(table: Table) -> None:
    before = table.claims.copy(deep=True)
    asked = Selection(cities=("shanghai",), facets=(("kind", "company"),), search="chip")
    asked.rows(table)
    asked.describe(table)
    asked.counts(table, "status")
    read_query(table, asked.query())
    pd.testing.assert_frame_equal(table.claims, before)


def test_the_values_of_a_vocabulary_come_in_its_own_order(table: Table) -> None:
    assert values(table, "city") == ("beijing", "shanghai", "shenzhen", "hefei", "china")
    assert values(table, "status") == ("in_place", "announced", "target", "forecast", "claimed")
    assert values(table, "kind") == tuple(sorted(set(table.claims["kind"]) - {""}))

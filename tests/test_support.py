"""Support: who says the same, who only speaks of the subject, and where it is counted."""

from __future__ import annotations

from pathlib import Path

from dashboard.charts.comparison import resting
from dashboard.charts.listing import claim_html
from dashboard.table.compare import Item, compare
from dashboard.table.lens_costs import lens_costs
from dashboard.table.load import Table, load
from dashboard.table.selection import Selection
from dashboard.table.support import support_words
from tests.conftest import put, read, write

FIRST, SAME, REPEATED = "bridge-letter-04-a", "market-post-05-a", "river-daily-09-a"


def joined(data: Path) -> Table:
    """The small table with a second article that says what the first says of Beijing's lamps."""
    rows = read(data, "claims.csv")
    lamps = next(row for row in rows if row["claim_id"] == FIRST)
    for row in rows:
        if row["claim_id"] == SAME:
            kept = {name: row[name] for name in ("claim_id", "article", "paragraph", "as_printed")}
            row.update(lamps, **kept, same_as=FIRST, topic="", note="")
    write(data, "claims.csv", rows)
    return load(data)


def test_support_is_of_a_sentence_and_follows_restatements_and_what_says_the_same(table: Table) -> None:
    claims = table.claims.to_dict("index")

    def root(claim: str) -> str:
        above = claims[claim]["restates"] or claims[claim]["same_as"]
        return root(above) if above else claim

    said: dict[str, set[str]] = {}
    for claim, row in claims.items():
        said.setdefault(root(str(claim)), set()).add(row["article"])
    assert {str(claim): row["support"] for claim, row in claims.items()} == {str(c): len(said[root(str(c))]) for c in claims}


def test_what_two_articles_say_is_supported_by_both_and_nothing_else_is(table: Table) -> None:
    support = table.claims["support"]
    assert support["chips-2018-09-c"] == support["four-hubs-12-g"] == 2
    assert support["digital-hub-04-b"] == 1, "one article alone gives the year"
    assert support["four-hubs-17-g"] == support["four-hubs-17-h"] == 1


def test_a_claim_names_the_claims_of_other_articles_that_say_it(small: Path) -> None:
    table = joined(small)
    assert dict(table.supporting(FIRST)) == {"market-post": (SAME,)}
    assert dict(table.supporting(SAME)) == {"bridge-letter": (FIRST,)}
    assert SAME not in table.on_same_subject(FIRST)


def test_a_claim_that_only_touches_the_subject_supports_nothing(small: Path) -> None:
    put(small, SAME, "area", "lamps")
    table = load(small)
    assert dict(table.supporting(FIRST)) == {}
    assert table.on_same_subject(FIRST) == (SAME,)


def test_a_restatement_has_the_support_of_its_original_and_counts_no_article_twice(small: Path) -> None:
    table = load(small)
    assert table.claims.at[REPEATED, "restates"] and table.claims.at[REPEATED, "support"] == 1


def test_the_screen_of_a_claim_links_who_supports_it_and_who_is_on_the_subject(small: Path) -> None:
    shown = str(claim_html(joined(small), FIRST, Selection(), None))
    assert "2 articles say it" in shown and f"claim={SAME}" in shown
    alone = str(claim_html(joined(small), "market-post-07-a", Selection(), None))
    assert "single source: no other article says it" in alone


def test_support_is_said_in_words() -> None:
    assert support_words(1, 1) == "single source"
    assert support_words(1, 3) == "single source; 2 other articles also on this subject"
    assert support_words(2, 2) == "2 articles say so"


# Where it is counted


def lamps(table: Table, selection: Selection | None = None) -> Item:
    """What the comparison says of Beijing's own plan for lamps."""
    sections = compare(table, (selection or Selection()).pictured(table), table.hubs)
    return next(
        item
        for section in sections
        for line in section.lines
        if line.title == "Own plan"
        for item in line.items["beijing"]
        if item.key == "lamps"
    )


def test_a_mark_of_two_articles_that_say_the_same_is_no_single_source(small: Path) -> None:
    before = load(small)
    assert lamps(before).single and lamps(before).supported == "single source"
    after = joined(small)
    assert not lamps(after).single and lamps(after).supported == "2 articles say so"


def test_a_mark_of_two_articles_that_say_something_else_each_is_a_single_source(small: Path) -> None:
    joined(small)
    put(small, SAME, "same_as", "")
    item = lamps(load(small))
    assert item.articles == {"bridge-letter", "market-post"}
    assert item.single and item.supported == "single source; 1 other article also on this subject"


def test_an_article_that_ties_the_city_in_another_way_is_on_the_subject_of_the_mark(small: Path) -> None:
    put(small, SAME, "area", "lamps")
    item = lamps(load(small))
    assert item.articles == {"bridge-letter"} and item.on_subject == 2 and item.single


def test_the_support_of_a_mark_is_that_of_the_whole_table_whatever_the_filters_show(small: Path) -> None:
    table = joined(small)
    assert lamps(table, Selection(articles=("market-post",))).support == 2
    assert lamps(table, Selection(without="market-post")).support == 2


def test_a_speaker_is_counted_by_the_articles_that_print_him(small: Path) -> None:
    joined(small)
    put(small, SAME, "same_as", "")
    table = load(small)
    sections = compare(table, table.claims, ("beijing",))
    said = {item.key: item for part in sections if part.title == "Who says so" for line in part.lines for item in line.items["beijing"]}
    assert said["Beijing city plan"].articles == {"bridge-letter", "market-post"} and said["Beijing city plan"].support == 2


def test_the_entries_said_by_a_single_article_are_counted_by_what_is_the_same(small: Path) -> None:
    table = joined(small)
    supported = resting(compare(table, table.claims, table.hubs))
    put(small, SAME, "same_as", "")
    table = load(small)
    touched = resting(compare(table, table.claims, table.hubs))
    assert supported[0] == touched[0], "the same entries stand there"
    assert touched[1] > supported[1], "and more of them are said by one article"


def test_leaving_an_article_out_says_how_much_of_it_another_says_too(small: Path) -> None:
    said = "1 of those another article says, too."
    table = joined(small)
    for article in ("market-post", "bridge-letter"):
        assert lens_costs(table, Selection(without=article))[0].endswith(said)
    assert said not in lens_costs(table, Selection(without="river-daily"))[0]


def test_a_date_is_the_same_subject_only_where_it_is_the_date_of_the_same(table: Table) -> None:
    for subject, claims in table.claims[table.claims["dimension"].isin(["date", "rank"])].groupby("subject"):
        named = "area" if str(subject).startswith("area ") else "institution" if str(subject).startswith("institution ") else "measure"
        assert claims[named].nunique() == 1 and (named != "measure" or not (claims["area"] + claims["institution"]).any())


# What a reader should know of a body and of a date


def test_the_note_of_a_body_stands_on_its_claims(small: Path) -> None:
    note = "Two articles print this name of two heads & do not say that it is one board."
    put(small, "harbour-board", "note", note, "institutions.csv")
    table = load(small)
    shown = str(claim_html(table, "river-daily-05-a", Selection(), None))
    assert note.replace("&", "&amp;") in shown


def test_a_claim_of_an_undated_article_says_how_its_date_is_known(small: Path) -> None:
    table = load(small)
    undated = str(claim_html(table, FIRST, Selection(), None))
    assert "about 2024" in undated and "The date is inferred: nothing is printed" in undated
    assert "The date is" not in str(claim_html(table, "market-post-03-a", Selection(), None))

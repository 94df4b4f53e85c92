"""Support: who says the same, who only speaks of the subject, and where it is counted."""

from __future__ import annotations

from pathlib import Path

from dashboard.charts.listing import claim_html
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
    assert SAME not in table.touching(FIRST)


def test_a_claim_that_only_touches_the_subject_supports_nothing(small: Path) -> None:
    put(small, SAME, "area", "lamps")
    table = load(small)
    assert dict(table.supporting(FIRST)) == {}
    assert table.touching(FIRST) == (SAME,)


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

"""A citation names the article, the paragraph, who says it and what is printed."""

from __future__ import annotations

import pytest

from dashboard.table.cite import citation
from dashboard.table.load import Table


@pytest.mark.parametrize("which", ["table", "invented"])
def test_every_citation_names_outlet_paragraph_speaker_and_printed_words(which: str, request: pytest.FixtureRequest) -> None:
    table: Table = request.getfixturevalue(which)
    for row in table.claims.to_dict("records"):
        said = citation(table, str(row["claim_id"]))
        article = table.vocabularies["articles"].loc[row["article"]]
        printed = f"printed as “{row['as_printed']}”, said by {row['speaker']}" if row["as_printed"] else "computed, not printed"
        assert f", {article['outlet']}, " in said
        assert f", paragraph {row['paragraph']}: {printed}. Coded as claim {row['claim_id']}: “{row['statement']}” " in said
        assert said.endswith(f" Tech Hubs, data {table.package.version}, {table.package.created[:10]}.")
        assert said.isprintable()


def test_a_dated_and_signed_article_is_cited_with_author_title_and_day(table: Table) -> None:
    assert citation(table, "powerhouse-09-d") == (
        "He Wei, “Powerhouse in the making”, China Daily, 24 April 2019, paragraph 9: printed as “the world's first 5G video call”, "
        "said by China Daily. Coded as claim powerhouse-09-d: “Shanghai made the first 5G video call in the world, China Daily says.” "
        f"Tech Hubs, data {table.package.version}, {table.package.created[:10]}."
    )


def test_an_unsigned_article_says_so(table: Table) -> None:
    start = (
        "[unsigned], “Shanghai aiming big at spearheading technology breakthroughs”, South China Morning Post, 8 May 2018, paragraph 8: "
    )
    assert citation(table, "chips-2018-08-f").startswith(start)


def test_an_undated_article_says_so_and_when_it_may_be_from(table: Table) -> None:
    assert "Shanghai Daily, n.d. [about November 2021], paragraph 12: " in citation(table, "digital-hub-12-f")
    assert "[unsigned], “Shanghai vision”, Expertise Asia, n.d. [about 2020], paragraph 6: " in citation(table, "new-economy-06-f")


@pytest.mark.parametrize("article", ["chips-2018", "powerhouse"])
def test_a_dated_article_is_not_said_to_be_undated(table: Table, article: str) -> None:
    claims = table.claims[table.claims["article"] == article]["claim_id"]
    assert [claim for claim in claims if "n.d." in citation(table, claim)] == []


def test_an_undated_unsigned_article_without_a_headline_is_cited_as_such(table: Table, invented: Table) -> None:
    assert citation(table, "four-hubs-22-f").startswith(
        "[unsigned], [no headline in the copy], Asia Times, n.d. [about March 2021], paragraph 22: printed as “466.5 billion yuan”, "
        "said by Shenzhen government's Financial Affairs Office. "
    )
    assert citation(invented, "bridge-letter-04-b").startswith(
        "[unsigned], [no headline in the copy], The Bridge Letter, n.d. [about 2024], paragraph 4: printed as “< 6 yuan a night”, "
        "said by Beijing city plan. "
    )


def test_the_speaker_is_named_apart_from_the_outlet_that_prints_it(table: Table) -> None:
    said = citation(table, "four-hubs-08-d")
    assert ", Asia Times, " in said
    assert ", said by Wang Zhigang, Minister of Science and Technology. " in said


@pytest.mark.parametrize("which", ["table", "invented"])
def test_a_computed_figure_is_cited_as_computed_and_said_by_nobody(which: str, request: pytest.FixtureRequest) -> None:
    table: Table = request.getfixturevalue(which)
    derived = table.claims[table.claims["method"] == "derived"]
    assert len(derived) > 0
    for claim in derived["claim_id"]:
        said = citation(table, claim)
        assert ": computed, not printed. " in said
        assert "printed as" not in said and "said by" not in said.split("Coded as claim")[0]


@pytest.mark.parametrize("claim", ["", "nowhere-01-a", "four-hubs-22-F", "<b>"])
def test_a_claim_nobody_knows_is_a_key_error(table: Table, claim: str) -> None:
    with pytest.raises(KeyError):
        citation(table, claim)

"""The lenses: what each leaves, what it costs, and how the address carries it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.charts.comparison import resting
from dashboard.charts.markup import link_to_claims
from dashboard.pictures.model import Mark
from dashboard.table.compare import compare
from dashboard.table.lens_costs import lens_costs
from dashboard.table.load import Table
from dashboard.table.selection import LENSES, Selection, read_query
from tests.conftest import covers, narrowed

LIKE, HIDDEN = Selection(like_for_like=True), Selection(disinterested=True)
ALL_AT_ONCE = Selection(cities=("shanghai", "shenzhen"), like_for_like=True, without="digital-hub", disinterested=True)


def counted(table: Table, selection: Selection | None = None) -> int:
    """How many claims a selection holds, restatements not counted."""
    return int(((selection or Selection()).rows(table)["restates"] == "").sum())


def ids(table: Table, selection: Selection) -> list[str]:
    """The claims a selection asks for."""
    return list(selection.rows(table)["claim_id"])


def without(article: str, **filters: tuple[str, ...]) -> Selection:
    """A selection that leaves an article out."""
    return Selection(without=article, **filters)


def covering(table: Table, *cities: str) -> list[str]:
    """The articles that cover every one of the cities."""
    return [article for article in table.vocabularies["articles"].index if all(covers(table, article, city) for city in cities)]


# Off and on


def test_no_lens_changes_nothing_and_costs_nothing(table: Table) -> None:
    assert not Selection().lensed and lens_costs(table, Selection()) == []
    assert lens_costs(table, Selection(cities=("hefei",), search="quantum")) == []
    assert not Selection().drawn(table)["fades"].any()
    assert list(Selection().drawn(table)["claim_id"]) == list(table.claims["claim_id"])


@pytest.mark.parametrize("selection", [LIKE, HIDDEN, without("four-hubs")], ids=lambda selection: str(selection.query()))
def test_a_lens_is_no_filter_and_stays_when_facets_go(selection: Selection) -> None:
    assert selection.lensed and not selection.filtered
    assert narrowed(selection, kind="company").only_filters() == selection


# Like for like


def test_like_for_like_over_every_hub_leaves_one_article(table: Table) -> None:
    assert LIKE.covering(table) == ("four-hubs",)
    assert set(LIKE.rows(table)["article"]) == {"four-hubs"}
    assert ids(table, LIKE) == [claim for claim in table.claims["claim_id"] if claim.startswith("four-hubs-")]


@pytest.mark.parametrize("cities", [("shanghai",), ("shenzhen",), ("shanghai", "shenzhen"), ("beijing", "hefei"), ("shanghai", "china")])
def test_like_for_like_keeps_the_articles_that_cover_every_city_compared(table: Table, cities: tuple[str, ...]) -> None:
    kept = covering(table, *(city for city in cities if city != "china"))
    selection = Selection(cities=cities, like_for_like=True)
    assert kept and list(selection.covering(table)) == kept
    claims = table.claims
    assert ids(table, selection) == list(claims.index[claims["city"].isin(cities) & claims["article"].isin(kept)])


def test_like_for_like_asks_of_the_whole_article_and_not_of_what_the_filters_leave(table: Table) -> None:
    assert replace(LIKE, status=("target",), areas=("chips",)).covering(table) == LIKE.covering(table)


def test_like_for_like_with_a_city_no_article_names_leaves_nothing(invented: Table) -> None:
    assert LIKE.covering(invented) == () and ids(invented, LIKE) == []
    (said,) = lens_costs(invented, LIKE)
    assert "no article" in said and f"{counted(invented)} of {counted(invented)} claims" in said


def test_an_article_covers_no_city_that_it_only_mentions_once(second_table: Table) -> None:
    told = second_table.claims[second_table.claims["article"] == "delta-post-ice"]
    assert set(told["city"]) == {"harbin", "kunming", "ningbo", "wuhan", "xian"}
    assert second_table.coverage == {
        "delta-post-hubs": {"harbin", "kunming", "ningbo", "wuhan", "xian"},
        "delta-post-ice": {"harbin", "kunming"},
        "lake-gazette": {"ningbo"},
    }


@pytest.mark.parametrize("which", ["table", "invented", "second_table"])
def test_what_an_article_covers_can_be_counted_again(which: str, request: pytest.FixtureRequest) -> None:
    table: Table = request.getfixturevalue(which)
    for article, cities in table.coverage.items():
        assert cities == {city for city in table.vocabularies["cities"].index if covers(table, article, city)}, article


def test_like_for_like_says_what_it_costs(table: Table) -> None:
    left = counted(table) - counted(table, LIKE)
    assert lens_costs(table, LIKE) == [
        "Like for like: only Asia Times of 5 articles covers Beijing, Shanghai, Shenzhen and Hefei. "
        f"It leaves out {left} of {counted(table)} claims."
    ]


# Leave one out


def test_leaving_an_article_out_drops_exactly_its_claims(table: Table) -> None:
    for article in table.vocabularies["articles"].index:
        assert ids(table, without(article)) == list(table.claims.index[table.claims["article"] != article])


def test_what_is_left_out_is_still_drawn_and_fades(table: Table) -> None:
    for article in table.vocabularies["articles"].index:
        for cities in ((), ("shanghai", "hefei")):
            selection = without(article, cities=cities)
            drawn = selection.drawn(table)
            assert list(drawn["claim_id"]) == ids(table, replace(selection, without=""))
            assert (drawn["fades"] == (drawn["article"] == article)).all()
            assert list(drawn.loc[~drawn["fades"], "claim_id"]) == ids(table, selection)
    assert not table.claims["fades"].any()


@pytest.mark.parametrize("article", ["four-hubs", "digital-hub", "powerhouse"])
def test_what_rests_on_the_article_alone_fades_and_is_counted(table: Table, article: str) -> None:
    plain = compare(table, table.claims, table.hubs)
    sections = compare(table, without(article).drawn(table), table.hubs)
    faded = 0
    for section, whole in zip(sections, plain, strict=True):
        for line, full in zip(section.lines, whole.lines, strict=True):
            for city in table.hubs:
                support = {item.key: item.articles for item in full.items[city]}
                assert {item.key for item in line.items[city]} == set(support)
                for item in line.items[city]:
                    if not item.key.startswith("rank-"):
                        assert item.fades == (support[item.key] == {article}), (line.title, item)
                    faded += item.fades
    assert resting(sections)[2] == faded > 0
    assert resting(plain)[2] == 0


def test_without_the_one_article_that_names_hefei_all_of_hefei_fades(table: Table) -> None:
    (only,) = set(table.claims.loc[table.claims["city"] == "hefei", "article"])
    drawn = without(only, cities=("hefei",)).drawn(table)
    assert len(drawn) == 17 and drawn["fades"].all()
    assert ids(table, without(only, cities=("hefei",))) == []


def test_the_way_to_what_faded_takes_the_lens_off_and_no_other_way_does(table: Table) -> None:
    way = link_to_claims(without("four-hubs").query())
    faded, kept = (Mark("hefei", None, "words", ("four-hubs-05-c",), faded) for faded in (True, False))
    assert way(faded) == "evidence?claims=four-hubs-05-c"
    assert way(kept) == "evidence?claims=four-hubs-05-c&without=four-hubs"


def test_leaving_an_article_out_says_what_it_costs(table: Table) -> None:
    gone = ((table.claims["article"] == "digital-hub") & (table.claims["restates"] == "")).sum()
    assert lens_costs(table, without("digital-hub")) == [
        f"Without Shanghai Daily: what rests on it alone fades. It leaves out {gone} of {counted(table)} claims; "
        "2 of those another article says, too."
    ]


# Interested speakers


def test_hiding_interested_speakers_drops_exactly_the_claims_with_an_interest(table: Table, invented: Table) -> None:
    for some in (table, invented):
        dropped = set(some.claims["claim_id"]) - set(ids(some, HIDDEN))
        assert dropped == {row["claim_id"] for row in some.claims.to_dict("records") if row["interest"]} != set()


def test_an_official_on_the_nation_or_an_expert_is_not_hidden(table: Table) -> None:
    assert set(HIDDEN.rows(table)["speaker_kind"]) >= {"central_government", "expert", "state_media", "outlet"}


def test_hiding_interested_speakers_says_what_it_costs(table: Table) -> None:
    gone = ((table.claims["interest"] != "") & (table.claims["restates"] == "")).sum()
    assert lens_costs(table, HIDDEN) == [
        "Interested speakers are hidden: officials on their own city, firms on themselves; the press is not judged. "
        f"It leaves out {gone} of {counted(table)} claims."
    ]


# Together


def test_lenses_together_leave_what_passes_each(table: Table) -> None:
    each = [replace(Selection(cities=ALL_AT_ONCE.cities), **{name: getattr(ALL_AT_ONCE, name)})
            for name in ("like_for_like", "without", "disinterested")]  # fmt: skip
    assert set(ids(table, ALL_AT_ONCE)) == set.intersection(*(set(ids(table, one)) for one in each))
    said = lens_costs(table, ALL_AT_ONCE)
    before = counted(table, Selection(cities=ALL_AT_ONCE.cities))
    assert len(said) == 4
    for sentence, one in zip(said, each, strict=False):
        assert f"It leaves out {before - counted(table, one)} of {before} claims" in sentence
    assert said[-1] == f"Together they leave {counted(table, ALL_AT_ONCE)} of {before} claims."


def test_the_cost_is_told_of_what_the_filters_leave_and_not_of_the_search(table: Table) -> None:
    asked = Selection(cities=("hefei",), disinterested=True)
    assert lens_costs(table, replace(asked, search="quantum", facets=(("aspect", "institution"),))) == lens_costs(table, asked)


def test_the_cost_of_one_claim_is_said_in_the_singular(table: Table) -> None:
    key = next(
        (city, article, status, area)
        for city, article, status, area in dict.fromkeys(
            zip(*(table.claims[c] for c in ("city", "article", "status", "area")), strict=True)
        )
        if area and len(Selection((city,), (area,), (article,), (status,)).rows(table)) == 1
    )
    city, article, status, area = key
    for lens in ({"like_for_like": True}, {"without": article}, {"disinterested": True}):
        for said in lens_costs(table, Selection((city,), (area,), (article,), (status,), **lens)):
            assert " 1 claims" not in said, said


def test_lenses_count_in_the_sidebar(table: Table) -> None:
    for selection in (LIKE, HIDDEN, without("four-hubs"), ALL_AT_ONCE):
        rows = selection.rows(table)
        assert sum(selection.counts(table, "status").values()) == (rows["restates"] == "").sum()


# In words and in the address


def test_lenses_are_said_in_the_selection(table: Table) -> None:
    said = ALL_AT_ONCE.describe(table)
    assert said == (
        "city: Shanghai or Shenzhen · like for like: only articles that cover every city compared · without Shanghai Daily · "
        "interested speakers hidden"
    )


@pytest.mark.parametrize(
    "selection",
    [LIKE, HIDDEN, without("powerhouse"), ALL_AT_ONCE, replace(ALL_AT_ONCE, facets=(("kind", "company"),), search="量子 chips")],
    ids=lambda selection: str(selection.query()),
)
def test_a_lens_survives_the_address(table: Table, selection: Selection) -> None:
    assert read_query(table, selection.query()) == (selection, [])


def test_the_names_of_the_lenses_in_the_address_are_kept_as_promised() -> None:
    assert list(LENSES) == ["like", "without", "interest"]
    assert ALL_AT_ONCE.query()[2:] == (("like", "yes"), ("without", "digital-hub"), ("interest", "hide"))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("like", "maybe", 'The link asks for like "maybe", which is no lens; try yes.'),
        ("interest", "yes", 'The link asks for interest "yes", which is no lens; try hide.'),
        (
            "without",
            "times",
            'The link asks for without "times", which is no lens; try chips-2018, digital-hub, four-hubs, new-economy or powerhouse.',
        ),
    ],
)
def test_a_lens_nobody_knows_is_named_with_what_to_try(table: Table, name: str, value: str, said: str) -> None:
    assert read_query(table, [(name, value), ("cities", "hefei")]) == (Selection(cities=("hefei",)), [said])


@pytest.mark.parametrize("name", LENSES)
@pytest.mark.parametrize("value", ["", " ", "<script>alert(1)</script>", "x" * 100_000, "one\ntwo\x1b[31m", "../.."])
def test_a_strange_lens_is_one_short_sentence_on_one_line(table: Table, name: str, value: str) -> None:
    selection, said = read_query(table, [(name, value)])
    assert selection == Selection() and len(said) == 1
    assert said[0].isprintable() and len(said[0]) < 600

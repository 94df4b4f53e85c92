"""What every headline promises under any selection: a sentence, and of the comparison, one that is true of the whole table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dashboard.charts import headlines
from dashboard.pictures import PICTURES, picture_of
from dashboard.table.files import released
from dashboard.table.load import load
from dashboard.table.selection import FILTERS, Selection, values
from dashboard.table.words import inside

TABLE = load(released())
NAMES = {hub: TABLE.label("city", hub) for hub in TABLE.hubs}
AREAS = {inside(name): area for area, name in TABLE.names("areas").items()}
TIES = TABLE.claims[(TABLE.claims["aspect"] == "focus_area") & (TABLE.claims["restates"] == "")]
TODAY = date(2026, 11, 26)
EVERY = ["comparison", *PICTURES]
LARGE = settings(max_examples=60, deadline=None, derandomize=True, phases=[Phase.generate])
"""Failures are not shrunk: the assertion says the headline, and drawing a picture a thousand times takes a minute."""

Hubs = tuple[str, ...]


def some(name: str, most: int) -> st.SearchStrategy[tuple[str, ...]]:
    """Up to ``most`` values of a filter, in the order of the address; often none."""
    known = [value for value in values(TABLE, FILTERS[name].column) if value]
    picked = st.lists(st.sampled_from(known), max_size=most, unique=True)
    return (st.just([]) | picked).map(lambda found: tuple(value for value in known if value in found))


SELECTIONS = st.builds(
    Selection,
    cities=some("cities", 5),
    areas=some("areas", 6),
    articles=some("articles", 3),
    status=some("status", 3),
    speakers=some("speakers", 3),
    like_for_like=st.booleans(),
    without=st.just("") | st.sampled_from(values(TABLE, "article")),
    disinterested=st.booleans(),
)
FEW = st.builds(Selection, cities=some("cities", 5), articles=some("articles", 2), status=some("status", 3), speakers=some("speakers", 2))
CLAIM = st.sampled_from(TABLE.claims.to_dict("records")).map(
    lambda row: Selection((row["city"],), articles=(row["article"],), status=(row["status"],), speakers=(row["speaker_kind"],))
)
"""What leaves one claim, or few."""


def headline(name: str, selection: Selection) -> str:
    """The finding of a picture, or of the comparison."""
    return compared(selection) if name == "comparison" else picture_of(name, TABLE, selection, TODAY).headline


def compared(selection: Selection) -> str:
    """The finding of the comparison."""
    return headlines.comparison(TABLE, selection.rows(TABLE), selection.compared(TABLE))


def named(words: str) -> set[str]:
    """The hubs a text names; a newspaper called after a city is no city."""
    for outlet in TABLE.names("articles").values():
        words = words.replace(outlet, "")
    return {hub for hub, name in NAMES.items() if name in words}


def blemishes(words: str) -> list[str]:
    """What is wrong with a headline as a sentence."""
    faults = {
        "is empty": not words,
        "begins or ends with a blank or a sign": words.strip(" .,;:–-") != words,
        "begins small": words[:1].islower(),
        "has two blanks": "  " in words,
        "has an empty place in it": bool(re.search(r" [,;:.]|,,|;;|, and and|\b(of|to|in|about|and|or|for|are|is|from)$", words)),
        "counts one as many": bool(
            re.search(r"\b1 (?:other )?(claims|areas|focus areas|bodies|bodys|articles|dated aims|figures)\b", words)
        ),
        "counts many as one": bool(re.search(r"\b(0|[2-9]|\d\d+) (claim|focus area|body|article|dated aim|figure)\b", words)),
        "shows the machine": bool(re.search(r"\b(None|nan|NaN|null|Selection|dtype)\b|[_{}\[\]<>]", words)),
    }
    return [f"{fault}: {words!r}" for fault, found in faults.items() if found]


def clause(words: str) -> tuple[str, set[str], set[str], int, set[str]] | None:
    """Its opening, the cities assigned, the areas named, how many others there are, and the cities tied to none of them."""
    found = re.search(r"\b((?:[Ii]n this selection|[Oo]nly) )(.+?) (?:is|are) assigned ([^;]+)(?:; the articles (.+))?$", words)
    if not found:
        return None
    opening, cities, areas, untied = found.groups(default="")
    listed = set()
    for name in sorted(AREAS, key=len, reverse=True):
        if name in areas:
            listed.add(AREAS[name])
            areas = areas.replace(name, "")
    more = re.search(r"(\d+) other areas", areas)
    rest = areas.replace(more[0], "") if more else areas
    assert set(rest.replace("and", "")) <= set(" ,"), f"{rest!r} is no area in {words!r}"
    return opening.strip().lower(), named(cities), listed, int(more[1]) if more else 0, named(untied)


def cities_of(ties: pd.DataFrame, area: str, among: Iterable[str]) -> set[str]:
    """The cities among some that claims tie to an area."""
    return set(ties.loc[ties["area"] == area, "city"]) & set(among)


# Every picture


@pytest.mark.parametrize("name", EVERY)
def test_a_headline_under_any_selection_is_a_sentence_about_what_was_asked(name: str) -> None:
    @settings(LARGE, max_examples=15)
    @given(SELECTIONS | CLAIM)
    def holds(selection: Selection) -> None:
        said = headline(name, selection)
        assert blemishes(said) == []
        assert named(said) <= set(selection.compared(TABLE)) | set(selection.drawn(TABLE)["city"]), said

    holds()


@pytest.mark.parametrize("name", EVERY)
def test_no_headline_has_what_is_only_aimed_at(name: str) -> None:
    @settings(LARGE, max_examples=15)
    @given(FEW)
    def holds(selection: Selection) -> None:
        said = headline(name, Selection(selection.cities, articles=selection.articles, speakers=selection.speakers, status=("target",)))
        assert not re.search(r"\bhas\b(?! a year)|\bis home to\b", said), said

    holds()


# Who alone is assigned what


def test_who_alone_is_assigned_what_is_true_of_the_cities_compared_in_the_whole_table() -> None:
    met: set[str] = set()

    @settings(LARGE, max_examples=40)
    @given(SELECTIONS | FEW)
    def holds(selection: Selection) -> None:
        words = compared(selection)
        found = clause(words)
        if not found or found[0] != "only":
            return
        met.add(words)
        _, cities, areas, _, untied = found
        hubs = selection.compared(TABLE)
        assigned = TIES[TIES["basis"] == "assigned"]
        for area in areas:
            assert cities_of(assigned, area, hubs) == cities, (area, words)
            assert not cities_of(TIES, area, untied), (area, words)
        if "; the articles" in words.replace("hubs; only", "hubs, only"):
            assert untied == set(hubs) - cities, words

    holds()
    assert met, "no headline of these selections says it any more"


def test_only_without_a_bound_says_that_no_other_of_the_four_is_assigned_it() -> None:
    met: set[str] = set()

    @settings(LARGE, max_examples=40)
    @given(SELECTIONS | FEW)
    def holds(selection: Selection) -> None:
        words = compared(selection)
        found = clause(words)
        if found and found[0] == "only" and "compared only" not in words:
            met.add(words)
            assigned = TIES[TIES["basis"] == "assigned"]
            for area in found[2]:
                assert cities_of(assigned, area, TABLE.hubs) == found[1], (area, selection.cities, words)

    holds()
    assert met, "no headline of these selections says it any more"


def test_what_is_assigned_is_in_the_rows_and_the_other_areas_are_counted() -> None:
    met: set[str] = set()

    @settings(LARGE, max_examples=40)
    @given(SELECTIONS | FEW)
    def holds(selection: Selection) -> None:
        words = compared(selection)
        found = clause(words)
        if not found:
            return
        met.add(words)
        opening, cities, areas, others, untied = found
        hubs = selection.compared(TABLE)
        whole = TIES[TIES["basis"] == "assigned"]
        ties = selection.rows(TABLE)
        ties = ties[(ties["aspect"] == "focus_area") & (ties["restates"] == "")]
        ties = ties[ties["basis"] == "assigned"]
        fitting = {area for area in set(ties["area"]) if cities_of(ties, area, hubs) == cities}
        if opening == "only":
            fitting = {area for area in fitting if cities_of(whole, area, hubs) == cities}
        if untied:
            fitting = {area for area in fitting if cities_of(TIES, area, hubs) == cities}
        assert areas <= fitting, words
        assert len(fitting) == len(areas) + others, words

    holds()
    assert met, "no headline of these selections says it any more"


def test_all_are_said_to_be_named_only_when_the_rows_name_them_all() -> None:
    met: set[str] = set()

    @settings(LARGE, max_examples=40)
    @given(SELECTIONS | FEW)
    def holds(selection: Selection) -> None:
        words, rows, hubs = compared(selection), selection.rows(TABLE), selection.compared(TABLE)
        ties = rows[(rows["area"] == "innovation-hub") & (rows["basis"] == "assigned") & (rows["restates"] == "")]
        assert ("cities are named national hubs" in words) == (len(hubs) > 1 and set(hubs) <= set(ties["city"])), words
        if "cities are named national hubs" in words:
            met.add(words)
            assert words.split(" cities")[0] == {2: "Both", 3: "All three", 4: "All four"}[len(hubs)], words

    holds()
    assert met, "no headline of these selections says it any more"


# Numbers


def test_every_number_of_the_comparison_can_be_counted_again() -> None:
    @settings(LARGE, max_examples=40)
    @given(SELECTIONS)
    def holds(selection: Selection) -> None:
        words, rows, hubs = compared(selection), selection.rows(TABLE), selection.compared(TABLE)
        counted = rows[(rows["restates"] == "") & rows["city"].isin(hubs)]
        if clause(words) or "named national hubs" in words or words.startswith("No claim in this selection"):
            assert counted.empty == words.startswith("No claim in this selection")
            return
        assert re.match(r"(\d+) claim", words)[1] == str(len(counted)), words  # type: ignore[index]
        for told, city in re.findall(r"(\d+|none) about (\w+)", words):
            (hub,) = named(city)
            assert (0 if told == "none" else int(told)) == (counted["city"] == hub).sum(), words

    holds()

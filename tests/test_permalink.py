"""Links that last: everything a reader chose is written out, and a code one can type says the same."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dashboard.charts.markup import link
from dashboard.pictures import PICTURES as REGISTERED
from dashboard.table.files import released
from dashboard.table.load import Table, load
from dashboard.table.permalink import code, decode, permanent, short
from dashboard.table.selection import FACETS, FILTERS, LENSES, Selection, read_query, values
from dashboard.table.words import one_line
from tests.conftest import COLUMNS

REAL = load(released())
"""The released table; Hypothesis draws its examples from it before any fixture is there."""

PICTURES = tuple(REGISTERED)
LETTERS = set(string.ascii_lowercase + "234567")
SHARING = ("picture-840", "picture-1777")
"""Two names found by trial: their words have the same letters."""
SITE = "https://hubs.example.org"


def _in_order(column: str) -> some.SearchStrategy[tuple[str, ...]]:
    """Some values of a column, as a selection keeps them: in the order of the table, none twice."""
    known = values(REAL, column)
    return some.lists(some.sampled_from(known), unique=True, max_size=len(known)).map(lambda picked: tuple(v for v in known if v in picked))


def _facets() -> some.SearchStrategy[tuple[tuple[str, str], ...]]:
    pair = some.sampled_from(list(FACETS)).flatmap(lambda name: some.tuples(some.just(name), some.sampled_from(values(REAL, FACETS[name]))))
    return some.lists(pair, max_size=4, unique_by=lambda found: found[0]).map(tuple)


FILTERED = some.builds(
    Selection,
    **{name: _in_order(column) for name, column in COLUMNS.items()},
    like_for_like=some.booleans(),
    without=some.sampled_from(["", *values(REAL, "article")]),
    disinterested=some.booleans(),
)
SELECTIONS = some.builds(
    lambda selection, facets, search: replace(selection, facets=facets, search=one_line(search)),
    FILTERED,
    _facets(),
    some.text(max_size=40),
)


# Every parameter written out


@given(SELECTIONS)
@settings(deadline=None)
def test_a_lasting_link_leads_back_to_the_same_selection(selection: Selection) -> None:
    assert read_query(REAL, permanent(REAL, selection)) == (selection, [])


@given(SELECTIONS)
@settings(deadline=None)
def test_a_lasting_link_survives_the_address_bar(selection: Selection) -> None:
    address = f"{SITE}/{link('evidence', permanent(REAL, selection))}"
    assert read_query(REAL, parse_qsl(urlsplit(address).query, keep_blank_values=True)) == (selection, [])


@given(SELECTIONS)
@settings(deadline=None)
def test_a_lasting_link_writes_every_filter_and_lens_and_the_version_of_the_data(selection: Selection) -> None:
    query = permanent(REAL, selection)
    names = [name for name, _ in query]
    assert {*FILTERS, *LENSES, "data"} <= set(names)
    assert query[-1] == ("data", REAL.package.version) and names.count("data") == 1
    order = [*FILTERS, *LENSES]
    written = [order.index(name) for name in names if name in order]
    assert written == sorted(written)
    assert all(name in order for name in names[: len(written)]), "the filters and lenses stand first"


def test_what_leaves_nothing_out_is_written_out_too() -> None:
    told = dict(permanent(REAL, Selection()))
    assert told == {
        "cities": "all", "areas": "all", "articles": "all", "status": "all", "speakers": "all",
        "like": "no", "without": "none", "interest": "show", "data": REAL.package.version,
    }  # fmt: skip


def test_the_words_for_everything_are_no_values_of_the_table() -> None:
    """Else a link for everything would ask for something."""
    for name, column in COLUMNS.items():
        assert dict(permanent(REAL, Selection()))[name] not in values(REAL, column)
    assert "none" not in values(REAL, "article")


# A code one can type


@given(some.sampled_from(PICTURES), SELECTIONS)
@settings(deadline=None)
def test_a_code_leads_back_to_the_same_picture_of_the_same_selection(picture: str, selection: Selection) -> None:
    letters = code(REAL, picture, selection, PICTURES)
    (first, *rest) = decode(REAL, letters, PICTURES) or ()
    assert first == ("picture", picture)
    assert read_query(REAL, rest) == (selection.only_filters(), [])


@given(some.sampled_from(PICTURES), FILTERED)
@settings(deadline=None)
def test_a_code_is_four_letters_for_the_picture_and_for_each_value_that_is_not_the_default(picture: str, selection: Selection) -> None:
    letters = code(REAL, picture, selection, PICTURES)
    assert set(letters) <= LETTERS
    assert len(letters) == 4 * (1 + len(selection.query()))


@given(some.sampled_from(PICTURES), FILTERED)
@settings(deadline=None)
def test_a_code_typed_in_capitals_is_the_same(picture: str, selection: Selection) -> None:
    letters = code(REAL, picture, selection, PICTURES)
    assert decode(REAL, letters.upper(), PICTURES) == decode(REAL, letters, PICTURES) is not None


def _alone(table: Table) -> Iterable[Selection]:
    """Every selection of a single word."""
    for name, column in COLUMNS.items():
        for value in values(table, column):
            yield Selection(**{name: (value,)})
    for article in values(table, "article"):
        yield Selection(without=article)
    yield Selection(like_for_like=True)
    yield Selection(disinterested=True)


def test_no_two_words_of_the_table_share_their_letters() -> None:
    pictures = [code(REAL, picture, Selection(), PICTURES) for picture in PICTURES]
    words = [code(REAL, "overview", selection, PICTURES).removeprefix(pictures[0]) for selection in _alone(REAL)]
    assert all(len(word) == 4 for word in [*pictures, *words])
    assert len({*pictures, *words}) == len(pictures) + len(words)


def test_a_code_stays_the_same_when_the_vocabulary_grows() -> None:
    chosen = Selection(cities=("hefei",), like_for_like=True)
    assert code(REAL, "targets", chosen, ("new-picture", *reversed(PICTURES))) == code(REAL, "targets", chosen, PICTURES)


def test_words_that_share_their_letters_have_no_code_and_stand_for_nothing() -> None:
    one, other = SHARING
    (letters,) = {code(REAL, name, Selection(), (name,)) for name in SHARING}
    together = (*SHARING, "overview")
    assert letters
    assert code(REAL, one, Selection(), together) == code(REAL, other, Selection(), together) == ""
    assert short(REAL, SITE, one, Selection(), together) == ""
    assert decode(REAL, letters, together) is None
    assert decode(REAL, code(REAL, "overview", Selection(), together), together) == (("picture", "overview"),)


GOOD = code(REAL, "focus-areas", Selection(cities=("hefei",), status=("target",)), PICTURES)


@pytest.mark.parametrize(
    "letters",
    [
        "", " ", "abc", GOOD[:-1], GOOD + "a", GOOD[1:], GOOD[4:], GOOD[:4] + "zzzz", "zzzz" + GOOD[4:], GOOD[:4] + "    ",
        GOOD[:4] + "0189", GOOD.replace(GOOD[5], "-"), "overview", "<scr", "ａｂｃｄ", "İİİİ", "\x00\x00\x00\x00", "\n" + GOOD[:3],
        GOOD + "\n", "a" * 4000, "合肥上海",
    ],
    ids=repr,
)  # fmt: skip
def test_a_code_that_is_none_of_ours_is_known_to_be_none(letters: str) -> None:
    assert decode(REAL, letters, PICTURES) is None


@given(some.text(alphabet=sorted(LETTERS), max_size=24))
@settings(deadline=None)
def test_any_code_that_is_read_asks_only_for_what_the_table_holds(letters: str) -> None:
    query = decode(REAL, letters, PICTURES)
    if query is not None:
        assert query[0][1] in PICTURES
        assert read_query(REAL, query)[1] == []


@given(some.sampled_from(PICTURES), FILTERED, some.data())
@settings(deadline=None)
def test_one_letter_mistyped_never_leads_to_another_picture_of_the_same_table(
    picture: str, selection: Selection, data: some.DataObject
) -> None:
    """Four letters are a million words and the table has some dozens: a slip is told, or at the least changes one word alone."""
    letters = code(REAL, picture, selection, PICTURES)
    place = data.draw(some.integers(0, len(letters) - 1))
    slip = data.draw(some.sampled_from(sorted(LETTERS - {letters[place]})))
    found = decode(REAL, letters[:place] + slip + letters[place + 1 :], PICTURES)
    assert found is None or len(set(found) ^ set(decode(REAL, letters, PICTURES) or ())) <= 2


# A short link


@pytest.mark.parametrize("site", [SITE, f"{SITE}/", "https://hubs.example.org//"])
def test_a_short_link_says_where_the_version_and_the_code(site: str) -> None:
    found = short(REAL, site, "targets", Selection(cities=("hefei",)), PICTURES)
    assert re.fullmatch(rf"hubs\.example\.org/s/{re.escape(REAL.package.version)}/[a-z2-7]{{8}}", found)
    assert found.endswith(code(REAL, "targets", Selection(cities=("hefei",)), PICTURES))


def test_a_short_link_keeps_the_port_and_the_folder_of_the_site() -> None:
    assert short(REAL, "http://10.0.0.1:8501/hubs/", "strips", Selection(), PICTURES).startswith("10.0.0.1:8501/hubs/s/")


def test_nobody_who_does_not_say_where_the_app_is_gets_a_short_link() -> None:
    assert short(REAL, "", "targets", Selection(cities=("hefei",)), PICTURES) == ""


def test_a_short_link_is_of_the_filters_and_not_of_a_search() -> None:
    searched = Selection(cities=("hefei",), facets=(("aspect", "figure"),), search="lamp")
    assert short(REAL, SITE, "targets", searched, PICTURES) == short(REAL, SITE, "targets", searched.only_filters(), PICTURES)


def test_the_small_table_has_links_of_its_own(invented: Table) -> None:
    for selection in _alone(invented):
        letters = code(invented, "overview", selection, PICTURES)
        assert letters
        assert read_query(invented, (decode(invented, letters, PICTURES) or ())[1:])[0] == selection

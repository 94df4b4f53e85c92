"""The comparison as a card: what is called shared is shared, what is called alone is alone, and no aim looks like a fact."""

from __future__ import annotations

import pytest

from dashboard.charts import CHARTS
from dashboard.charts.style import LIGHT, STATUS_GLYPHS
from dashboard.table.load import Table, load, released
from dashboard.table.selection import Selection

PAIRS = [(), ("shanghai", "hefei"), ("shanghai", "shenzhen"), ("beijing", "shenzhen", "hefei")]


@pytest.fixture(scope="module")
def table() -> Table:
    return load(released())


def cells(table: Table, selection: Selection, point: str) -> dict[str, str]:
    rows = CHARTS["compare"](table, selection.drawn(table), selection, LIGHT).rows
    found = rows[rows["Point"] == point]
    return dict(zip(found["City"], found["What the articles say"], strict=True))


def areas(table: Table, city: str) -> set[str]:
    claims = table.claims[(table.claims["city"] == city) & (table.claims["aspect"] == "focus_area") & (table.claims["restates"] == "")]
    return set(claims["area_name"])


@pytest.mark.parametrize("cities", PAIRS, ids=lambda cities: "-".join(cities) or "all")
def test_an_area_is_called_a_citys_alone_only_when_nothing_ties_it_to_another_compared(table: Table, cities: tuple[str, ...]) -> None:
    hubs = cities or table.hubs
    told = cells(table, Selection(cities=cities), "Focus areas")
    for city in hubs:
        elsewhere = set.union(*(areas(table, other) for other in hubs if other != city))
        words = [word.split("\N{NO-BREAK SPACE}")[-1] for word in told[table.label("city", city)].split("; ")]
        named = {word for word in words if word in set(table.vocabularies["areas"]["name"])}
        assert named <= areas(table, city) - elsewhere
        assert bool(named) == bool(areas(table, city) - elsewhere)


def test_what_all_four_share_stands_across_their_columns(table: Table) -> None:
    shared = next(words for who, words in cells(table, Selection(), "Focus areas").items() if " and " in who)
    assert shared.startswith("All four: Innovation or tech hub; Research; Public funding; ")
    assert "Talent" in shared and "⊕" in shared.split("Talent")[0].split("; ")[-1], "of two cities talent is but expected"


@pytest.mark.parametrize("cities", PAIRS, ids=lambda cities: "-".join(cities) or "all")
def test_every_thing_under_targets_carries_the_mark_of_a_target(table: Table, cities: tuple[str, ...]) -> None:
    for words in cells(table, Selection(cities=cities), "Targets").values():
        if "do not say" not in words:
            things = [word for word in words.split("; ") if not word.startswith("and ")]
            assert things and all(word.startswith(STATUS_GLYPHS["target"]) for word in things), words


def test_a_yardstick_and_a_body_that_is_not_there_are_no_institutions_of_a_city(table: Table) -> None:
    told = " ".join(cells(table, Selection(), "Institutions").values()) + " ".join(
        cells(table, Selection(cities=("shanghai",)), "Institutions").values()
    )
    assert not any(name in told for name in ("Silicon Valley", "Nasdaq", "Alibaba", "China's central leadership"))


def test_what_the_filters_hide_is_not_called_silence(table: Table) -> None:
    told = cells(table, Selection(status=("target",)), "Focus areas")
    assert told["Beijing"] == "left out by your filters"
    assert cells(table, Selection(), "Figures")["Hefei"] == "the articles do not say"


def test_in_a_selection_alone_means_alone_in_it_and_the_picture_says_so(table: Table) -> None:
    narrowed = Selection(status=("target",))
    picture = CHARTS["compare"](table, narrowed.drawn(table), narrowed, LIGHT)
    words = " ".join(str(note.text) for note in picture.figure.layout.annotations)
    assert "Under each city what this selection says of it and of no other compared" in words
    headings = CHARTS["focus-areas"](table, narrowed.drawn(table), narrowed, LIGHT).figure.layout.annotations
    assert any("in this selection" in str(note.text) for note in headings if str(note.text).startswith("<b>In one city alone"))


def test_a_city_without_a_figure_is_named_when_it_is_asked_about(table: Table) -> None:
    hefei = Selection(cities=("hefei",))
    assert CHARTS["figures"](table, hefei.drawn(table), hefei, LIGHT).headline == "The articles give no figure for Hefei"

"""What every chart promises, whatever the rows: everything, one row, nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from dashboard.charts import CHARTS
from dashboard.charts.style import BASIS_GLYPHS, BASIS_SYMBOLS, DARK, LIGHT, STATUS_GLYPHS, STATUS_SYMBOLS, Picture, Style
from dashboard.table.files import released
from dashboard.table.load import Table, load
from dashboard.table.selection import Selection, read_query
from tests.conftest import plotly

AMOUNTS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "everything": lambda rows: rows,
    "one row": lambda rows: rows.head(1),
    "one figure": lambda rows: rows[rows["aspect"] == "figure"].head(1),
    "one city": lambda rows: rows[rows["city"] == "hefei"],
    "nothing": lambda rows: rows.head(0),
}


@pytest.fixture(scope="module")
def table() -> Table:
    return load(released())


@pytest.fixture
def odd(small: Path) -> Table:
    return load(small)


def _words(picture: Picture) -> str:
    return " ".join(str(note.text) for note in plotly(picture.figure).layout.annotations)


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("amount", AMOUNTS)
@pytest.mark.parametrize("style", [LIGHT, DARK], ids=lambda style: style.name)
def test_a_picture_stands_alone(table: Table, name: str, amount: str, style: Style) -> None:
    rows = AMOUNTS[amount](table.claims)
    picture = CHARTS[name](table, rows, Selection(status=("target",)), style)
    assert picture.headline
    words = _words(picture).replace("<br>", " ")
    assert picture.headline in words
    assert "Status: Target" in words
    assert f"Tech Hubs, data {table.package.version}" in words
    assert plotly(picture.figure).layout.paper_bgcolor == style.ground
    json.dumps(picture.figure, allow_nan=False)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_leaves_its_rows_as_they_are(table: Table, name: str) -> None:
    before = table.claims.copy(deep=True)
    CHARTS[name](table, table.claims, Selection(), LIGHT)
    pd.testing.assert_frame_equal(table.claims, before)


@pytest.mark.parametrize("name", CHARTS)
def test_every_article_drawn_from_is_named(table: Table, name: str) -> None:
    picture = CHARTS[name](table, table.claims[table.claims["article"] == "four-hubs"], Selection(), LIGHT)
    assert "Asia Times, about March 2021" in _words(picture).replace("<br>", " ")
    if name != "coverage":
        assert "China Daily" not in _words(picture)


@pytest.mark.parametrize("name", CHARTS)
def test_text_from_the_table_is_text_in_a_picture(odd: Table, name: str) -> None:
    words = _words(CHARTS[name](odd, odd.claims, Selection(search="<b>bold</b> & more"), LIGHT))
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; more" in words


def test_every_mark_of_the_matrix_leads_to_as_many_claims_as_it_says(table: Table) -> None:
    marks = CHARTS["focus-areas"](table, table.claims, Selection(), LIGHT).rows
    for mark in marks.to_dict("records"):
        found = Selection(facets=mark["facets"]).rows(table)
        assert (found["restates"] == "").sum() == mark["Claims"]


def test_the_charts_have_the_names_they_promise() -> None:
    assert list(CHARTS) == ["compare", "focus-areas", "institutions", "figures", "targets", "coverage", "speakers", "silence"]


@pytest.mark.parametrize("name", CHARTS)
def test_every_mark_carries_the_pairs_of_its_row_and_leads_to_claims(table: Table, name: str) -> None:
    picture = CHARTS[name](table, Selection().drawn(table), Selection(), LIGHT)
    carried: list[tuple[str, ...]] = []
    beside: set[tuple[str, ...]] = set()
    for trace in plotly(picture.figure).data:
        for found in trace.customdata if trace.customdata is not None else ():
            hidden = isinstance(trace.marker.opacity, int | float) and trace.marker.opacity == 0
            (beside.add if hidden else carried.append)(tuple(found))
    assert sorted(carried) == sorted(tuple(f"{key}={value}" for key, value in facets) for facets in picture.rows["facets"])
    assert beside <= set(carried), "what may be clicked beside a mark leads where the mark leads"
    for facets in picture.rows["facets"]:
        selection, unknown = read_query(table, Selection().toward(table, facets))
        assert unknown == []
        assert not facets or len(selection.rows(table)), facets


@pytest.mark.parametrize("name", ["focus-areas", "institutions", "coverage", "speakers"])
def test_a_mark_counts_the_claims_it_leads_to(table: Table, name: str) -> None:
    for mark in CHARTS[name](table, Selection().drawn(table), Selection(), LIGHT).rows.to_dict("records"):
        found = Selection(facets=mark["facets"]).rows(table)
        assert (found["restates"] == "").sum() == mark["Claims"], mark


def test_the_shapes_of_status_are_circles_and_those_of_basis_are_not() -> None:
    assert all(symbol.startswith("circle") for symbol in STATUS_SYMBOLS.values())
    assert not any(symbol.startswith("circle") for symbol in BASIS_SYMBOLS.values())
    assert len(set(STATUS_SYMBOLS.values())) == len(STATUS_SYMBOLS) and len(set(BASIS_SYMBOLS.values())) == len(BASIS_SYMBOLS)
    assert not set(STATUS_GLYPHS.values()) & set(BASIS_GLYPHS.values())


def test_artificial_intelligence_is_shanghais_in_every_way_and_shenzhens_by_assignment_only(table: Table) -> None:
    marks = CHARTS["focus-areas"](table, table.claims, Selection(), LIGHT).rows
    ties = marks[marks["Focus area"] == "Artificial intelligence"].groupby("City")["Basis"].agg(set).to_dict()
    assert ties["Shanghai"] >= {"Assigned", "Own plan", "Existing"}
    assert ties["Shenzhen"] == {"Assigned"}
    assert not {"Beijing", "Hefei"} & set(ties)


def test_silence_is_drawn_and_told_apart_from_what_the_filters_leave_out(table: Table) -> None:
    whole = str(CHARTS["focus-areas"](table, table.claims, Selection(), LIGHT).figure)
    assert "the articles do not say" in whole and "left out by your filters" not in whole
    plans = table.claims[table.claims["basis"] == "own_plan"]
    assert "left out by your filters" in str(CHARTS["focus-areas"](table, plans, Selection(), LIGHT).figure)


def test_a_target_is_hollow_and_a_present_fact_is_solid(table: Table) -> None:
    figure = plotly(CHARTS["figures"](table, table.claims, Selection(), LIGHT).figure)
    symbols = {
        claim[0].removeprefix("claim="): symbol
        for trace in figure.data
        for claim, symbol in zip(trace.customdata, trace.marker.symbol, strict=True)
    }
    claims = table.claims
    for claim, symbol in symbols.items():
        assert (symbol == "circle") == (claims.at[claim, "status"] == "in_place")
        if claims.at[claim, "status"] == "target":
            assert symbol == "circle-open"


def test_no_axis_mixes_a_city_with_the_nation(table: Table) -> None:
    for trace in plotly(CHARTS["figures"](table, table.claims, Selection(), LIGHT).figure).data:
        cities = {table.claims.at[claim[0].removeprefix("claim="), "city"] for claim in trace.customdata}
        assert cities == {"china"} or "china" not in cities


def test_the_headline_of_the_matrix_says_what_only_two_are_assigned(table: Table) -> None:
    headline = CHARTS["focus-areas"](table, table.claims, Selection(), LIGHT).headline
    assert headline.startswith("Only Shanghai and Shenzhen are assigned chips and integrated circuits, artificial intelligence")
    assert headline.endswith("the articles tie none of these to Beijing or Hefei")


def test_the_headline_of_the_figures_says_that_no_two_cities_can_be_compared(table: Table) -> None:
    assert CHARTS["figures"](table, table.claims, Selection(), LIGHT).headline.startswith("No figure allows two cities to be compared")

"""The comparison as a card: what is called shared is shared, what is called alone is alone, and no aim looks like a fact."""

from __future__ import annotations

import pytest

from dashboard.charts import CHARTS
from dashboard.charts.screens import Asked, screens
from dashboard.charts.style import LIGHT, STATUS_GLYPHS
from dashboard.table.files import released
from dashboard.table.load import Table, load
from dashboard.table.selection import Selection
from tests.conftest import plotly

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
    assert shared.startswith("All four: ") and ". Shanghai and Shenzhen: " in shared
    assert "◉\N{NO-BREAK SPACE}Public funding" in shared, "what is assigned is announced, and not yet there"
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
    words = " ".join(str(note.text) for note in plotly(picture.figure).layout.annotations)
    assert "Under each city what this selection says of it and of no other compared" in words
    headings = plotly(CHARTS["focus-areas"](table, narrowed.drawn(table), narrowed, LIGHT).figure).layout.annotations
    assert any("in this selection" in str(note.text) for note in headings if str(note.text).startswith("<b>In one city alone"))


def test_a_city_without_a_figure_is_named_when_it_is_asked_about(table: Table) -> None:
    hefei = Selection(cities=("hefei",))
    assert CHARTS["figures"](table, hefei.drawn(table), hefei, LIGHT).headline == "The articles give no figure for Hefei"


def test_a_cell_counts_only_what_the_lens_leaves_unless_nothing_is_left(table: Table) -> None:
    without = Selection(without="four-hubs")
    marks = CHARTS["speakers"](table, without.drawn(table), without, LIGHT).rows
    told = {(row["City"], row["Kind of speaker"]): row["Claims"] for row in marks.to_dict("records")}
    rows = without.rows(table)
    left = rows[(rows["restates"] == "") & (rows["city"] == "shanghai") & (rows["speaker_kind"] == "outlet")]
    assert told["Shanghai", table.label("speaker_kind", "outlet")] == len(left) > 0
    assert ("Beijing", table.label("speaker_kind", "central_government")) in told, "what fades is still shown"


def test_a_body_that_is_there_is_not_drawn_as_announced_by_a_filter(table: Table) -> None:
    asked = Selection(status=("announced", "target"))
    figure = plotly(CHARTS["institutions"](table, asked.drawn(table), asked, LIGHT).figure)
    trace = next(trace for trace in figure.data if trace.mode == "markers+text")
    symbols = {
        dict(pair.split("=", 1) for pair in found)["institution"]: s for found, s in zip(trace.customdata, trace.marker.symbol, strict=True)
    }
    assert symbols["smic"] == "circle"


def test_every_screen_of_the_aims_names_the_city_it_begins_with(table: Table) -> None:
    asked = Asked("targets", Selection(), LIGHT, (1080, 1080))
    for figure in map(plotly, screens(table, asked).figures):
        heads = [note for note in figure.layout.annotations if "city?of=" in str(note.text) or "<span" in str(note.text)]
        spots = [y for trace in figure.data for y in trace.y or ()]
        assert heads and (not spots or min(note.y for note in heads) <= min(spots))


def test_under_a_filter_a_headline_that_counts_says_of_what(table: Table) -> None:
    asked = Selection(status=("target",))
    for name in ("institutions", "silence", "focus-areas"):
        assert CHARTS[name](table, asked.drawn(table), asked, LIGHT).headline.startswith("In this selection ")

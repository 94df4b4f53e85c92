"""Claims counted in a grid: article × city, or kind of speaker × city. The number stands in the mark."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard.charts import headlines
from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import FLOW, Frame, Rows, Sheet, Words
from dashboard.charts.grid import dress, place_lines
from dashboard.charts.measure import margin_for
from dashboard.charts.style import FILTERED, SILENT, Picture, Style, carried, fading, pairs, plain
from dashboard.table.lenses import covering_words
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import plural

ROW = 46


def draw_coverage(table: Table, rows: pd.DataFrame, selection: Selection, style: Style, frame: Frame = FLOW) -> Picture:
    """What each article covers: its claims about each city, or silence."""
    articles = table.vocabularies["articles"].sort_values("published")
    shown = "Claims of each article about each city. More claims mean more print, not more of anything in the city."
    grid = _counted(table, rows, selection, "article", list(articles.index))
    legend = [*grid.legend, "bold: the article covers the city", *fading(table, selection)]
    words = Words(headlines.coverage(table), f"{shown} {covering_words()} {selection.words(table)}.", legend, grid.articles)
    covered = frozenset((city, article) for article, cities in table.coverage.items() for city in cities)
    return _draw(table, grid, words, style, frame, covered)


def draw_speakers(table: Table, rows: pd.DataFrame, selection: Selection, style: Style, frame: Frame = FLOW) -> Picture:
    """Who speaks of each city, by kind of speaker."""
    shown = "Claims by the kind of voice that makes them, which is not who prints them."
    grid = _counted(table, rows, selection, "speaker_kind", list(table.package["claims"]["speaker_kind"].words))
    headline = headlines.speakers(table, rows[~rows["fades"]])
    return _draw(
        table,
        grid,
        Words(headline, f"{shown} {selection.words(table)}.", [*grid.legend, *fading(table, selection)], grid.articles),
        style,
        frame,
    )


@dataclass(frozen=True)
class Grid:
    """How many claims stand in each cell of ``values`` × ``cities``, restatements not counted."""

    column: str
    values: Sequence[str]
    cities: Sequence[str]
    sizes: Mapping[tuple[str, str], int]
    fading: frozenset[tuple[str, str]]
    """Cells that rest on the article a lens leaves out."""
    anywhere: frozenset[tuple[str, str]]
    """Cells that hold claims in the whole table."""
    articles: frozenset[str]

    @property
    def legend(self) -> list[str]:
        cells = {(city, value) for value in self.values for city in self.cities}
        hidden = bool((cells & self.anywhere) - set(self.sizes))
        return ["● the area grows with the claims", f"– {SILENT}", *([f"⋯ {FILTERED}"] if hidden else [])]


def _counted(table: Table, rows: pd.DataFrame, selection: Selection, column: str, values: Sequence[str]) -> Grid:
    cities = selection.columns(table)
    counted = rows[(rows["restates"] == "") & rows["city"].isin(cities)]
    # What a lens leaves out is counted only where nothing else stands in the cell, which then fades.
    kept: Counter[tuple[str, str]] = Counter()
    left: Counter[tuple[str, str]] = Counter()
    for city, value, weight, fades in counted[["city", column, "weight", "fades"]].itertuples(index=False, name=None):
        (left if fades else kept)[city, value] += int(weight)
    fading = frozenset(left.keys() - kept.keys())
    return Grid(
        column, values, cities, dict(sorted({**left, **kept}.items())), fading,
        _anywhere(table, column), frozenset(counted.loc[~counted["fades"], "article"]),
    )  # fmt: skip


@lru_cache(maxsize=8)
def _anywhere(table: Table, column: str) -> frozenset[tuple[str, str]]:
    return frozenset(zip(table.distinct["city"], table.distinct[column], strict=True))


def _draw(table: Table, grid: Grid, words: Words, style: Style, frame: Frame, covered: frozenset[tuple[str, str]] | None = None) -> Picture:
    """The grid as a picture; where articles are counted, ``covered`` are the cells in which one covers a city."""
    labels = {value: table.label(grid.column, value) for value in grid.values}
    left = margin_for(labels.values(), frame.width)
    sheet = Sheet(table, style, frame, words, ROW)
    rows = Rows(sheet.room)
    places = place_lines(rows, labels, left, ROW)
    figure = Drawing()
    found = [(city, value, grid.sizes[city, value]) for value in grid.values for city in grid.cities if (city, value) in grid.sizes]
    facets = {(city, value): pairs(**{"city": city, grid.column: value}) for city, value, _ in found}
    hover = [f"{plain(table.label('city', c))}, {plain(labels[v])}: {plural(n, 'claim')}" for c, v, n in found]
    colors = [style.city(table, city) for city, _, _ in found]
    figure.add_scatter(
        x=[grid.cities.index(city) for city, _, _ in found], y=[places[value] for _, value, _ in found], mode="markers+text",
        text=[f"<b>{n}</b>" if (c, v) in (covered or ()) else str(n) for c, v, n in found],
        textposition="middle right", textfont={"size": 14, "color": style.ink},
        customdata=[carried(facets[city, value]) for city, value, _ in found], hoverinfo="text",
        hovertext=[f"{words}<br>Click to read" for words in hover],
        marker={"size": [6 + 2.4 * math.sqrt(n) for _, _, n in found], "color": colors, "line": {"width": 0},
                "opacity": [0.3 if (c, v) in grid.fading else 1 for c, v, _ in found]},
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}}, cliponaxis=False,
    )  # fmt: skip
    silent = [(city, value) for value in grid.values for city in grid.cities if (city, value) not in grid.sizes]
    figure.add_scatter(
        x=[grid.cities.index(city) for city, _ in silent], y=[places[value] for _, value in silent], mode="text", hoverinfo="text",
        text=["⋯" if cell in grid.anywhere else "–" for cell in silent], textfont={"size": 15, "color": style.muted},
        hovertext=[f"{plain(table.label('city', cell[0]))}: {FILTERED if cell in grid.anywhere else SILENT}" for cell in silent],
    )  # fmt: skip
    dress(table, figure, style, frame, grid.cities, left, rows, {places[value]: label for value, label in labels.items()}, ruled=True)
    title = table.package["claims"][grid.column].title

    def told() -> pd.DataFrame:
        marks = [(table.label("city", city), labels[value], size, facets[city, value]) for city, value, size in found]
        told = pd.DataFrame(marks, columns=["City", title, "Claims", "facets"])
        if covered is not None:
            told.insert(3, "Covers it", ["yes" if (city, value) in covered else "no" for city, value, _ in found])
        return told

    return sheet.picture(figure, rows, left, told)

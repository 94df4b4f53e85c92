"""Claims counted in a grid: article × city, or kind of speaker × city. The number stands in the mark."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import headlines
from dashboard.charts.style import FILTERED, SILENT, Picture, Style, carried, city_head, framed, margin_for, pairs, plain, sources
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import plural

ROW = 46


def draw_coverage(table: Table, rows: pd.DataFrame, selection: Selection, style: Style) -> Picture:
    """What each article covers: its claims about each city, or silence."""
    articles = table.vocabularies["articles"].sort_values("published")
    shown = "Claims of each article about each city. More claims mean more print, not more of anything in the city."
    return _grid(table, rows, selection, "article", list(articles.index), headlines.coverage(table), shown, style)


def draw_speakers(table: Table, rows: pd.DataFrame, selection: Selection, style: Style) -> Picture:
    """Who speaks of each city, by kind of speaker."""
    kinds = list(table.package["claims"]["speaker_kind"].words)
    shown = "Claims by the kind of voice that makes them, which is not who prints them."
    return _grid(table, rows, selection, "speaker_kind", kinds, headlines.speakers(table, rows[~rows["fades"]]), shown, style)


def _grid(
    table: Table, rows: pd.DataFrame, selection: Selection, column: str, values: Sequence[str], headline: str, shown: str, style: Style
) -> Picture:  # fmt: skip
    counted = rows[(rows["restates"] == "") & rows["city"].isin(selection.columns(table))]
    sizes = counted.groupby(["city", column]).agg(claims=("claim_id", "size"), fades=("fades", "all")).reset_index()
    told = list(zip(sizes["city"], sizes[column], sizes["claims"], sizes["fades"], strict=True))
    counts = {(str(city), str(value)): int(size) for city, value, size, _ in told}
    fading = {(str(city), str(value)) for city, value, _, fades in told if fades}
    anywhere = set(zip(table.claims["city"], table.claims[column], strict=True))
    cities = list(selection.columns(table))
    labels = [table.label(column, value) for value in values]
    left = margin_for(labels)
    figure = go.Figure()
    found = [(city, value, counts[city, value]) for value in values for city in cities if (city, value) in counts]
    facets = {(city, value): pairs(**{"city": city, column: value}) for city, value, _ in found}
    hover = [f"{plain(table.label('city', c))}, {plain(table.label(column, v))}: {plural(n, 'claim')}" for c, v, n in found]
    colors = [style.city(city) for city, _, _ in found]
    figure.add_scatter(
        x=[cities.index(city) for city, _, _ in found], y=[values.index(value) for _, value, _ in found], mode="markers+text",
        text=[str(n) for _, _, n in found], textposition="middle right", textfont={"size": 14, "color": style.ink},
        customdata=[carried(facets[city, value]) for city, value, _ in found], hoverinfo="text",
        hovertext=[f"{words}<br>Click to read" for words in hover],
        marker={"size": [6 + 2.4 * math.sqrt(n) for _, _, n in found], "color": colors, "line": {"width": 0},
                "opacity": [0.3 if (c, v) in fading else 1 for c, v, _ in found]},
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}}, cliponaxis=False,
    )  # fmt: skip
    silent = [(city, value) for value in values for city in cities if (city, value) not in counts]
    figure.add_scatter(
        x=[cities.index(city) for city, _ in silent], y=[values.index(value) for _, value in silent], mode="text", hoverinfo="text",
        text=["⋯" if spot in anywhere else "–" for spot in silent], textfont={"size": 15, "color": style.muted},
        hovertext=[f"{plain(table.label('city', spot[0]))}: {FILTERED if spot in anywhere else SILENT}" for spot in silent],
    )  # fmt: skip
    legend = f"● the area grows with the claims    – {SILENT}" + (f"    ⋯ {FILTERED}" if any(spot in anywhere for spot in silent) else "")
    shown = f"{shown} {selection.words(table)}."
    framed(figure, style, headline, shown, sources(table, counted.loc[~counted["fades"], "article"]), ROW * len(values), left, legend)
    names = [city_head(table, city, style) for city in cities]
    figure.update_xaxes(
        tickvals=list(range(len(cities))), ticktext=names, side="top", range=[-0.5, len(cities) - 0.5], showgrid=False, zeroline=False,
        fixedrange=True, tickfont={"size": 16}, ticklen=0,
    )  # fmt: skip
    figure.update_yaxes(
        tickvals=list(range(len(values))), ticktext=[plain(label) for label in labels], range=[len(values) - 0.4, -0.6], showgrid=True,
        gridcolor=style.line, zeroline=False, fixedrange=True, ticklen=0,
    )  # fmt: skip
    title = table.package["claims"][column].title
    marks = [
        {"City": table.label("city", city), title: table.label(column, value), "Claims": size, "facets": facets[city, value]}
        for city, value, size in found
    ]
    return Picture(figure, headline, pd.DataFrame(marks, columns=["City", title, "Claims", "facets"]))

"""The silence map: on every point, how the articles answer for each city, told apart in five ways."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import headlines
from dashboard.charts.style import Picture, Style, carried, city_head, framed, margin_for, plain, sources
from dashboard.table.compare import ANSWERS, Line, compare
from dashboard.table.load import Table
from dashboard.table.selection import Selection

ROW = 24
GLYPHS = {"said": "●", "none": "×", "nation": "◇", "silent": "–", "left_out": "⋯"}


def draw(table: Table, rows: pd.DataFrame, selection: Selection, style: Style) -> Picture:
    """Point × city with one of ``ANSWERS`` each. ``rows`` is left as it is."""
    rows = rows[~rows["fades"]]
    cities = selection.compared(table)
    sections = compare(table, rows, cities, selection.areas)
    figure = go.Figure()
    labels: dict[float, str] = {}
    spots: list[tuple[int, float, str, Line]] = []
    row = 0.0
    for section in sections:
        labels[row] = f"<b>{section.title}</b>"
        row += 1
        for line in section.lines:
            labels[row] = plain(line.title)
            spots += [(place, row, city, line) for place, city in enumerate(cities)]
            row += 1
    answers = [line.answer(city) for _, _, city, line in spots]
    colors = [style.city(s[2]) if answer in ("said", "none") else style.muted for s, answer in zip(spots, answers, strict=True)]
    figure.add_scatter(
        x=[x for x, *_ in spots], y=[y for _, y, *_ in spots], mode="text", text=[GLYPHS[answer] for answer in answers],
        textfont={"size": 15, "color": colors},
        customdata=[carried(_facets(city, line)) for _, _, city, line in spots], hoverinfo="text",
        hovertext=[f"{plain(table.label('city', s[2]))}, {plain(s[3].title)}: {ANSWERS[a]}" for s, a in zip(spots, answers, strict=True)],
    )  # fmt: skip
    headline = headlines.silence(table, sections, cities)
    legend = "    ".join(f"{GLYPHS[key]} {word}" for key, word in ANSWERS.items())
    left = margin_for(line.title for section in sections for line in section.lines)
    shown = f"Points of the comparison. Not said is not the same as not so. {selection.words(table)}."
    framed(figure, style, headline, shown, sources(table, rows.loc[rows["city"].isin(cities), "article"]), round(row * ROW), left, legend)
    names = [city_head(table, city, style) for city in cities]
    figure.update_xaxes(
        tickvals=list(range(len(cities))), ticktext=names, side="top", range=[-0.5, len(cities) - 0.5], showgrid=False, zeroline=False,
        fixedrange=True, tickfont={"size": 16}, ticklen=0,
    )  # fmt: skip
    figure.update_yaxes(
        tickvals=list(labels), ticktext=list(labels.values()), range=[row - 0.4, -0.7], showgrid=False, zeroline=False, fixedrange=True,
        ticklen=0,
    )  # fmt: skip
    marks = pd.DataFrame(
        [
            {"City": table.label("city", s[2]), "Point": s[3].title, "Answer": ANSWERS[a], "facets": _facets(s[2], s[3])}
            for s, a in zip(spots, answers, strict=True)
        ]
    )
    return Picture(figure, headline, marks)


def _facets(city: str, line: Line) -> tuple[tuple[str, str], ...]:
    return (("city", city), *line.facets) if line.items.get(city) else ()

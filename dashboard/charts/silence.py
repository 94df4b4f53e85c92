"""The silence map: on every point, how the articles answer for each city, each answer told apart."""

from __future__ import annotations

import pandas as pd

from dashboard.charts import headlines
from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import FLOW, Frame, Rows, Sheet, Words
from dashboard.charts.grid import dress, place_lines
from dashboard.charts.measure import margin_for
from dashboard.charts.style import Picture, Style, carried, plain
from dashboard.table.compare import ANSWERS, Line, compare
from dashboard.table.load import Table
from dashboard.table.selection import Selection

ROW = 24
GLYPHS = {"said": "●", "none": "×", "nation": "◇", "silent": "–", "left_out": "⋯"}


def draw(table: Table, rows: pd.DataFrame, selection: Selection, style: Style, frame: Frame = FLOW) -> Picture:
    """Point × city with one of ``ANSWERS`` each. ``rows`` is left as it is."""
    claims = rows[~rows["fades"]]
    cities = selection.compared(table)
    sections = compare(table, claims, cities, selection.areas)
    shown = f"Points of the comparison. Not said is not the same as not so. {selection.words(table)}."
    legend = [f"{GLYPHS[key]} {word}" for key, word in ANSWERS.items()]
    words = Words(
        headlines.bounded(headlines.silence(table, sections, cities), selection),
        shown,
        legend,
        claims.loc[claims["city"].isin(cities), "article"],
    )
    sheet = Sheet(table, style, frame, words, ROW)
    left = margin_for((line.title for section in sections for line in section.lines), frame.width)
    places = Rows(sheet.room)
    labels: dict[float, str] = {}
    spots: list[tuple[int, float, str, Line]] = []
    for section in sections:
        places.heading(section.title)
        for line in section.lines:
            y = place_lines(places, {line.title: line.title}, left, ROW)[line.title]
            labels[y] = line.title
            spots += [(place, y, city, line) for place, city in enumerate(cities)]
    figure = Drawing()
    answers = [line.answer(city) for _, _, city, line in spots]
    colors = [style.city(table, s[2]) if answer in ("said", "none") else style.muted for s, answer in zip(spots, answers, strict=True)]
    figure.add_scatter(
        x=[x for x, *_ in spots], y=[y for _, y, *_ in spots], mode="text", text=[GLYPHS[answer] for answer in answers],
        textfont={"size": 15, "color": colors},
        customdata=[carried(_facets(city, line)) for _, _, city, line in spots], hoverinfo="text",
        hovertext=[f"{plain(table.label('city', s[2]))}, {plain(s[3].title)}: {ANSWERS[a]}" for s, a in zip(spots, answers, strict=True)],
    )  # fmt: skip
    dress(table, figure, style, frame, cities, left, places, labels)

    def told() -> pd.DataFrame:
        marks = [
            (table.label("city", city), line.title, ANSWERS[answer], _facets(city, line))
            for (_, _, city, line), answer in zip(spots, answers, strict=True)
        ]
        return pd.DataFrame(marks, columns=["City", "Point", "Answer", "facets"])

    return sheet.picture(figure, places, left, told)


def _facets(city: str, line: Line) -> tuple[tuple[str, str], ...]:
    return (("city", city), *line.facets) if line.items.get(city) else ()

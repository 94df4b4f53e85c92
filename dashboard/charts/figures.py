"""Figures that measure the same thing, each group on an axis of its own: solid what is, hollow what is aimed at."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from dashboard.charts import headlines
from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import FLOW, Frame, Rows, Sheet, Words
from dashboard.charts.measure import fitted, joined, margin_for, needed
from dashboard.charts.style import STATUS_GLYPHS, STATUS_SYMBOLS, Picture, Style, carried, plain
from dashboard.table.gate import Axis, printed_currency, sort_figures
from dashboard.table.load import Table
from dashboard.table.names import short
from dashboard.table.selection import Selection, behind
from dashboard.table.words import Record, amount, inside, period_words, plural

ROW = 30
_SPAN = 0.5
"""The share of the width the longest bar takes; its amount is written beyond it."""


def draw(table: Table, rows: pd.DataFrame, selection: Selection, style: Style, frame: Frame = FLOW) -> Picture:
    """Every axis the figures in ``rows`` can share, each with its own scale. ``rows`` is left as it is."""
    claims = rows[~rows["fades"]]
    gate = sort_figures(table, claims)
    panels = [_marks(table, axis) for axis in gate.axes]
    marks = pd.concat(panels, ignore_index=True) if panels else pd.DataFrame(columns=["City", "Figure", "Amount", "facets"])
    words = table.package["claims"]["status"]
    legend = [f"{STATUS_GLYPHS[s]} {words.label(s).lower()}" for s in STATUS_GLYPHS if s in set(marks.get("status", ()))]
    shown = (
        f"Figures of one measure, one unit and one boundary share an axis; those that share none are not drawn. {selection.words(table)}."
    )
    used = {article for axis in gate.axes for article in axis.figures["article"]}
    sheet = Sheet(table, style, frame, Words(headlines.figures(table, claims, gate, selection.columns(table)), shown, legend, used), ROW)
    left = margin_for((label for panel in panels for label in panel["label"]), frame.width)
    down, figure = Rows(sheet.room), Drawing()
    years = _years(gate.axes)
    labels: dict[float, str] = {}
    for axis, panel in zip(gate.axes, panels, strict=True):
        down.gap(0.4)
        down.heading(_title(table, axis, frame.width))
        labels |= _panel(table, figure, style, axis, panel, down, years, left, frame)
    for y, title in down.headings.items():
        figure.add_annotation(
            text=joined([title]), showarrow=False, xref="paper", x=0, y=y, xanchor="left", xshift=12 - left,
            font={"size": 14, "color": style.muted},
        )  # fmt: skip
    figure.update_xaxes(visible=False, range=[0, 1 / _SPAN], fixedrange=True)
    figure.update_yaxes(
        tickvals=list(labels), ticktext=list(labels.values()), showgrid=False, zeroline=False, fixedrange=True, ticklen=0
    )  # fmt: skip
    return sheet.picture(figure, down, left, lambda: marks)


def _title(table: Table, axis: Axis, width: float) -> str:
    def said(names: Iterable[str]) -> str:
        first, *others = dict.fromkeys(names)
        return f"{' and '.join([first, *map(inside, others)])}, figures of {table.label('boundary', axis.boundary)}"

    whole = said(axis.figures["measure_name"])
    fits = len(fitted(whole, 14, width - 24)) == 1
    return whole if fits else said(short(table, "measure", str(key)) for key in axis.figures["measure"])


def _years(axes: tuple[Axis, ...]) -> tuple[float, float]:
    found = [year for axis in axes if axis.unit == "year" for year in axis.figures["value"]]
    return (min(found) - 1, max(found) + 1) if found else (0, 1)


def _marks(table: Table, axis: Axis) -> pd.DataFrame:
    found = axis.figures.sort_values(["value", "claim_id"])
    several = found["measure"].nunique() > 1
    records = found.to_dict("records")
    return pd.DataFrame(
        {
            "City": [table.label("city", city) for city in found["city"]],
            "Figure": found["measure_name"].to_numpy(),
            "Amount": [amount(row) for row in records],
            "Period": [period_words(period) for period in found["period"]],
            "Status": [table.label("status", status) for status in found["status"]],
            "label": [f"{row['city_name']}: {row['measure_name']}" if several else str(row["city_name"]) for row in records],
            "said": [_said(table, row) for row in records],
            "value": found["value"].to_numpy(),
            "city": found["city"].to_numpy(),
            "status": found["status"].to_numpy(),
            "statement": found["statement"].to_numpy(),
            "facets": [behind(row) for row in records],
        }
    )


def _panel(
    table: Table, figure: Drawing, style: Style, axis: Axis, marks: pd.DataFrame, down: Rows, years: tuple[float, float], left: float,
    frame: Frame,
) -> dict[float, str]:  # fmt: skip
    """Draw the figures of one axis; returns the height of each with its label."""
    dated = axis.unit == "year"
    low, high = years if dated else (0.0, float(marks["value"].max()))
    spots = [(float(value) - low) / ((high - low) or 1) for value in marks["value"]]
    rooms = [(frame.width - left - 12) * (1 - _SPAN * spot) - 30 for spot in spots]
    said = [fitted(words, 14, room) for words, room in zip(marks["said"], rooms, strict=True)]
    names = [fitted(label, 14, left - 20) for label in marks["label"]]
    heights = [down.row(needed(max(len(words), len(name)), ROW)) for words, name in zip(said, names, strict=True)]
    colors = [style.city(table, city) for city in marks["city"]]
    clear = 7 / ((frame.width - left - 12) * _SPAN)
    for y, spot, color in zip(heights, spots, colors, strict=True):
        if not dated:
            figure.add_shape(type="line", x0=0, x1=max(spot - clear, 0), y0=y, y1=y, line={"color": color, "width": 2}, layer="below")
    figure.add_scatter(
        x=spots, y=heights, mode="markers+text", text=["   " + joined(words).replace("<br>", "<br>   ") for words in said],
        textposition="middle right", textfont={"color": style.ink, "size": 14}, cliponaxis=False,
        customdata=[carried(found) for found in marks["facets"]],
        hovertext=[f"{plain(statement)}<br>Click to read" for statement in marks["statement"]], hoverinfo="text",
        marker={
            "symbol": [STATUS_SYMBOLS[status] for status in marks["status"]], "size": 14, "color": colors, "opacity": 1,
            "line": {"width": 2.5, "color": colors},
        },
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip
    return {y: joined(name) for y, name in zip(heights, names, strict=True)}


def _said(table: Table, row: Record) -> str:
    when = "" if row["unit"] == "year" else period_words(str(row["period"]))
    status = "" if row["status"] == "in_place" else table.label("status", str(row["status"])).lower()
    converted = printed_currency(table.claims, str(row["claim_id"]))
    computed = ", ".join(filter(None, ["computed", converted])) if row["method"] == "derived" else ""
    about = inside(str(row["area_name"])) if row["unit"] == "year" and row["area_name"] else ""
    often = plural(int(row["weight"]), "claim") if row["weight"] > 1 else ""
    return ", ".join(filter(None, [amount(row), when, status, computed, about, often]))

"""Figures that measure the same thing, each group on an axis of its own: solid what is, hollow what is aimed at."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.charts import headlines
from dashboard.charts.style import STATUS_GLYPHS, STATUS_SYMBOLS, Picture, Style, carried, framed, margin_for, pairs, plain, sources
from dashboard.table.gate import Axis, printed_currency, sort_figures
from dashboard.table.load import Table
from dashboard.table.selection import Selection
from dashboard.table.words import Record, amount, inside, period_words

ROW, HEAD = 32, 58


def draw(table: Table, rows: pd.DataFrame, selection: Selection, style: Style) -> Picture:
    """Every axis the figures in ``rows`` can share. ``rows`` is left as it is."""
    rows = rows[~rows["fades"]]
    gate = sort_figures(table, rows)
    headline = headlines.figures(table, rows, gate)
    panels = [_marks(table, axis) for axis in gate.axes]
    marks = pd.concat(panels, ignore_index=True) if panels else pd.DataFrame(columns=["City", "Figure", "Amount", "facets"])
    left = margin_for([label for panel in panels for label in panel["label"]])
    figure, height = _panels([len(panel) for panel in panels])
    years = _years(gate.axes)
    for place, (axis, panel) in enumerate(zip(gate.axes, panels, strict=True), start=1):
        _panel(table, figure, style, axis, panel, place, years, left)
    used = {article for axis in gate.axes for article in axis.figures["article"]}
    words = table.package["claims"]["status"]
    legend = "    ".join(f"{STATUS_GLYPHS[s]} {words.label(s).lower()}" for s in STATUS_GLYPHS if s in set(marks.get("status", ())))
    subtitle = f"Figures of one measure, one unit and one boundary share an axis; all others stand in the list. {selection.words(table)}."
    framed(figure, style, headline, subtitle, sources(table, used), height, left, legend)
    return Picture(figure, headline, marks)


def _panels(sizes: list[int]) -> tuple[go.Figure, int]:
    if not sizes:
        return go.Figure().update_xaxes(visible=False).update_yaxes(visible=False), 40
    heights = [float(size * ROW) for size in sizes]
    height = round(sum(heights)) + HEAD * (len(sizes) - 1)
    spacing = HEAD / height if len(sizes) > 1 else 0
    return make_subplots(rows=len(sizes), cols=1, row_heights=heights, vertical_spacing=spacing), height


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
            "facets": [pairs(claim=claim) for claim in found["claim_id"]],
        }
    )


def _panel(
    table: Table, figure: go.Figure, style: Style, axis: Axis, marks: pd.DataFrame, place: int, years: tuple[float, float], left: int
) -> None:
    spots = list(range(len(marks)))
    colors = [style.city(city) for city in marks["city"]]
    dated = axis.unit == "year"
    if not dated:
        for spot, value, color in zip(spots, marks["value"], colors, strict=True):
            figure.add_shape(
                type="line", x0=0, x1=value, y0=spot, y1=spot, line={"color": color, "width": 2}, layer="below", row=place, col=1
            )
    figure.add_scatter(
        x=marks["value"], y=spots, mode="markers+text", text=[f"   {plain(said)}" for said in marks["said"]],
        textposition="middle right", textfont={"color": style.ink, "size": 14}, cliponaxis=False,
        customdata=[carried(found) for found in marks["facets"]],
        hovertext=[f"{plain(statement)}<br>Click to read" for statement in marks["statement"]], hoverinfo="text",
        marker={
            "symbol": [STATUS_SYMBOLS[status] for status in marks["status"]], "size": 14, "color": colors, "opacity": 1,
            "line": {"width": 2.5, "color": colors},
        },
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}}, row=place, col=1,
    )  # fmt: skip
    low, high = years if dated else (0.0, float(marks["value"].max()))
    figure.update_xaxes(
        range=[low, high + (high - low) * 1.1], showgrid=False, gridcolor=style.line, zeroline=not dated, zerolinecolor=style.line,
        showticklabels=dated, tickvals=[year for year in range(2000, 2101, 5) if low <= year <= high] if dated else None,
        tickformat="d", fixedrange=True, tickfont={"size": 12, "color": style.muted}, row=place, col=1,
    )  # fmt: skip
    figure.update_yaxes(
        tickvals=spots, ticktext=[plain(label) for label in marks["label"]], range=[-0.6, len(marks) - 0.4], showgrid=False,
        zeroline=False, fixedrange=True, ticklen=0, row=place, col=1,
    )  # fmt: skip
    first, *others = dict.fromkeys(axis.figures["measure_name"])
    title = " and ".join([first, *map(inside, others)])
    figure.add_annotation(
        text=f"<b>{plain(title)}</b>, figures of {plain(table.label('boundary', axis.boundary))}", showarrow=False, xref="x domain",
        yref="y domain", x=0, y=1, xanchor="left", yanchor="bottom", xshift=10 - left, font={"size": 14, "color": style.muted},
        row=place, col=1,
    )  # fmt: skip


def _said(table: Table, row: Record) -> str:
    when = "" if row["unit"] == "year" else period_words(str(row["period"]))
    status = "" if row["status"] == "in_place" else table.label("status", str(row["status"])).lower()
    converted = printed_currency(table.claims, str(row["claim_id"]))
    computed = ", ".join(filter(None, ["computed", converted])) if row["method"] == "derived" else ""
    about = inside(str(row["area_name"])) if row["unit"] == "year" and row["area_name"] else ""
    return ", ".join(filter(None, [amount(row), when, status, computed, about]))

"""Figures that measure the same thing, each group on an axis of its own: solid what is, hollow what is aimed at."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.charts.style import STATUS_GLYPHS, STATUS_SYMBOLS, Picture, Style, framed, plain, sources
from dashboard.table.gate import Axis, sort_figures
from dashboard.table.load import Table
from dashboard.table.words import amount, period_words, sentence_list

ROW, HEAD = 34, 46


def draw(table: Table, rows: pd.DataFrame, asked: str, style: Style) -> Picture:
    """Every axis the figures in ``rows`` can share. ``asked`` is the selection in words; ``rows`` is left as it is."""
    gate = sort_figures(table, rows)
    headline = _headline(table, rows, gate.axes, gate.hubs(table))
    heights = [len(axis.figures) * ROW for axis in gate.axes]
    total = sum(heights) + HEAD * len(heights)
    figure = _panels(heights, total) if gate.axes else go.Figure()
    shown = [_panel(table, figure, style, axis, place) for place, axis in enumerate(gate.axes, start=1)]
    marks = pd.concat(shown, ignore_index=True) if shown else pd.DataFrame(columns=["City", "Figure", "Amount", "Status", "claim"])
    used = pd.concat([axis.figures["article"] for axis in gate.axes]) if gate.axes else []
    words = [f"{STATUS_GLYPHS[c.value]} {c.label.lower()}" for c in table.package["claims"]["status"].categories]
    legend = "   ".join(word for word, c in zip(words, STATUS_GLYPHS, strict=True) if c in set(marks.get("status", ())))
    subtitle = f"Only figures of one measure and unit share an axis. {asked or 'All claims'}."
    framed(figure, style, headline, subtitle, sources(table, used), max(total, 60), top=24)
    if gate.axes:
        figure.add_annotation(
            text=legend, showarrow=False, xref="paper", yref="paper", x=0, y=1, xanchor="left", yanchor="bottom",
            yshift=26, font={"size": 13, "color": style.muted},
        )  # fmt: skip
    else:
        figure.update_xaxes(visible=False).update_yaxes(visible=False)
    return Picture(figure, headline, marks)


def _headline(table: Table, rows: pd.DataFrame, axes: tuple[Axis, ...], hubs: tuple[str, ...]) -> str:
    if not (rows["aspect"] == "figure").any():
        return "No figure in this selection"
    if hubs:
        return f"{sentence_list([table.label('city', hub) for hub in hubs])} can be compared on a figure"
    cities = sentence_list([table.label("city", c) for c in (*table.hubs, "china") if any(c in set(a.figures["city"]) for a in axes)])
    start = "No figure allows two of the four cities to be compared"
    return f"{start}: the few that share an axis are of {cities}" if axes else f"{start}: none shares an axis with another"


def _panels(heights: list[int], total: int) -> go.Figure:
    spacing = HEAD / total if len(heights) > 1 else 0
    return make_subplots(rows=len(heights), cols=1, row_heights=[float(h) for h in heights], vertical_spacing=spacing)


def _panel(table: Table, figure: go.Figure, style: Style, axis: Axis, place: int) -> pd.DataFrame:
    found = axis.figures.sort_values(["value", "claim_id"])
    labels = [_label(table, row) for row in found.to_dict("records")]
    years = axis.unit == "year"
    low = float(found["value"].min()) - 2 if years else 0.0
    high = float(found["value"].max()) + (4 if years else 0)
    spots = list(range(len(found)))
    for spot, value, city in zip(spots, found["value"], found["city"], strict=True):
        figure.add_shape(
            type="line", x0=low, x1=value, y0=spot, y1=spot, line={"color": style.city(city), "width": 2}, layer="below", row=place, col=1
        )
    said = [_said(row) for row in found.to_dict("records")]
    figure.add_scatter(
        x=found["value"], y=spots, mode="markers+text", text=[f"  {plain(text)}" for text in said], textposition="middle right",
        cliponaxis=False, customdata=[[claim] for claim in found["claim_id"]],
        hovertext=[f"{plain(s)}<br>Click to read" for s in found["statement"]], hoverinfo="text",
        textfont={"color": style.ink, "size": 14},
        marker={
            "symbol": [STATUS_SYMBOLS[s] for s in found["status"]], "size": 14, "color": [style.city(c) for c in found["city"]],
            "line": {"width": 2.5, "color": [style.city(c) for c in found["city"]]},
        },
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}}, row=place, col=1,
    )  # fmt: skip
    span = (high - low) or 1
    figure.update_xaxes(
        range=[low, high + span * 0.55], showgrid=False, zeroline=False, showticklabels=False, fixedrange=True, row=place, col=1
    )
    figure.update_yaxes(
        tickvals=spots, ticktext=labels, range=[-0.6, len(found) - 0.4], showgrid=False, zeroline=False, fixedrange=True,
        automargin=True, ticklen=0, row=place, col=1,
    )  # fmt: skip
    return pd.DataFrame(
        {
            "City": [table.label("city", city) for city in found["city"]],
            "Figure": found["measure_name"].to_numpy(),
            "Amount": [amount(row) for row in found.to_dict("records")],
            "Period": [period_words(period) for period in found["period"]],
            "Status": [table.label("status", status) for status in found["status"]],
            "status": found["status"].to_numpy(),
            "claim": found["claim_id"].to_numpy(),
        }
    )


def _label(table: Table, row: dict[str, object]) -> str:
    city = plain(table.label("city", str(row["city"])))
    return f"<b>{city}</b>: {plain(str(row['measure_name']))}"


def _said(row: dict[str, object]) -> str:
    when = "" if row["unit"] in ("year", "date") else period_words(str(row["period"]))
    computed = "computed" if row["method"] == "derived" else ""
    status = {"in_place": "", "target": "target", "forecast": "forecast", "announced": "announced", "claimed": "claimed"}[str(row["status"])]
    about = str(row["area_name"]).lower() if row["unit"] == "year" else ""
    return ", ".join(filter(None, [amount(row), when, status, computed, about]))

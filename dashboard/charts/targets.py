"""When each promise falls due: one lane a city and one for the nation, from when it was made to when it is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import headlines
from dashboard.charts.style import FILTERED, SILENT, Picture, Style, carried, city_head, framed, margin_for, pairs, plain, sources
from dashboard.table.load import Table
from dashboard.table.promises import Promise, promises
from dashboard.table.selection import Selection

ROW, HEAD, FIRST, LAST = 44, 30, 2016, 2036
_NAMES = 88


@dataclass(frozen=True)
class Lane:
    """A city's promises and the row its heading stands in."""

    city: str
    row: float
    promises: tuple[Promise, ...]


def draw(table: Table, rows: pd.DataFrame, selection: Selection, style: Style, today: date | None = None) -> Picture:
    """The dated aims in ``rows``. ``today`` (default: the day) decides what has passed; ``rows`` is left as it is."""
    today = today or date.today()
    found = promises(table, rows, today)
    cities = list(selection.columns(table))
    ever = {promise.city for promise in promises(table, table.claims, today)}
    lanes, row = [], 0.0
    for city in cities:
        mine = tuple(promise for promise in found if promise.city == city)
        lanes.append(Lane(city, row, mine))
        row += max(len(mine), 1) + HEAD / ROW
    figure = go.Figure()
    left = margin_for(table.label("city", city) for city in cities) + 12
    for lane in lanes:
        _lane(table, figure, style, lane, left, FILTERED if lane.city in ever else SILENT)
    now = today.year + today.timetuple().tm_yday / 366
    figure.add_shape(type="line", x0=now, x1=now, y0=-0.4, y1=row - 0.4, line={"color": style.muted, "width": 1, "dash": "dot"})
    figure.add_annotation(
        text=f"today, {today.year}", x=now, y=row - 0.45, showarrow=False, yanchor="top", font={"size": 12, "color": style.muted}
    )
    headline = headlines.targets(table, [promise for promise in found if not promise.fades], cities)
    shown = f"Aims with a year, from when they were made or printed to when they fall due. {selection.words(table)}."
    articles = {promise.article for promise in found if not promise.fades}
    legend = "| made or printed    ○ falls due    solid line: due date passed    dotted line: not yet due"
    framed(figure, style, headline, shown, sources(table, articles), round(row * ROW), left, legend)
    figure.update_xaxes(
        range=[FIRST - 0.5, LAST + 14], tickvals=list(range(FIRST, LAST + 1, 2)), showgrid=False, zeroline=False,
        fixedrange=True, tickfont={"size": 12, "color": style.muted}, tickformat="d", side="top",
    )  # fmt: skip
    figure.update_yaxes(visible=False, range=[row - 0.4, -0.7], fixedrange=True)
    return Picture(figure, headline, _marks(table, found))


def _lane(table: Table, figure: go.Figure, style: Style, lane: Lane, left: int, empty: str) -> None:
    color = style.city(lane.city)
    figure.add_annotation(
        text=city_head(table, lane.city, style), xref="paper", x=0, xshift=10 - left,
        y=lane.row, showarrow=False, xanchor="left", font={"size": 16},
    )  # fmt: skip
    if not lane.promises:
        figure.add_annotation(
            text=f"<i>no aim with a year: {empty}</i>", x=FIRST, y=lane.row, showarrow=False, xanchor="left",
            font={"size": 14, "color": style.muted},
        )  # fmt: skip
        return
    spots = [lane.row + place for place in range(len(lane.promises))]
    for y, promise in zip(spots, lane.promises, strict=True):
        width = {"color": color, "width": 2, "dash": "solid" if promise.passed else "dot"}
        figure.add_shape(type="line", x0=promise.made, x1=promise.due, y0=y, y1=y, line=width, opacity=0.35 if promise.fades else 1)
        figure.add_shape(type="line", x0=promise.made, x1=promise.made, y0=y - 0.16, y1=y + 0.16, line={"color": color, "width": 2})
    figure.add_scatter(
        x=[promise.due for promise in lane.promises], y=spots, mode="markers+text", cliponaxis=False,
        text=[f"   {_label(promise)}" for promise in lane.promises], textposition="middle right",
        textfont={"size": 14, "color": [style.muted if promise.fades else style.ink for promise in lane.promises]},
        customdata=[carried(_facets(promise)) for promise in lane.promises], hoverinfo="text",
        hovertext=[f"{plain(promise.what)}<br>{plain(promise.outcome)}<br>Click to read" for promise in lane.promises],
        marker={"symbol": "circle-open", "size": 14, "color": color, "line": {"width": 2.5, "color": color},
                "opacity": [0.35 if promise.fades else 1 for promise in lane.promises]},
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _label(promise: Promise) -> str:
    what = promise.what if len(promise.what) <= _NAMES else promise.what[: _NAMES - 1].rsplit(" ", 1)[0] + " …"
    return f"<b>{promise.due}</b> {plain(what)}<br>   <i>{plain(promise.outcome)}</i>"


def _facets(promise: Promise) -> tuple[tuple[str, str], ...]:
    one = {"period": promise.periods[0]} if len(promise.periods) == 1 else {}
    return pairs(city=promise.city, article=promise.article, **one, stands="target")


def _marks(table: Table, found: tuple[Promise, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "City": table.label("city", promise.city),
                "Aim": promise.what,
                "Due": promise.due,
                "What became of it": promise.outcome,
                "Article": table.label("article", promise.article),
                "facets": _facets(promise),
            }
            for promise in found
        ],
        columns=["City", "Aim", "Due", "What became of it", "Article", "facets"],
    )

"""When each promise falls due: one lane a city and one for the nation, from when it was made to when it is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.charts import headlines
from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import FLOW, Frame, Rows, Sheet, Words
from dashboard.charts.grid import city_head
from dashboard.charts.measure import fitted, joined, margin_for
from dashboard.charts.style import FILTERED, SILENT, Picture, Style, carried, fading, pairs, plain
from dashboard.table.load import Table
from dashboard.table.promises import Promise, promises, promising
from dashboard.table.selection import Selection

ROW = 18
_SPAN = 0.56
"""The share of the width the years take; what is aimed at is written beyond them."""


@dataclass(frozen=True)
class Years:
    """The years the axis spans, both ends included."""

    first: int
    last: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    def ticks(self, most: int) -> list[int]:
        """The years written on the axis: at most ``most``, evenly apart, from the first."""
        step = next(step for step in (1, 2, 4, 5, 10, 20, 50, 100, 1000, 10000) if self.count <= step * most)
        return list(range(self.first, self.last + 1, step))


def years_of(found: Sequence[Promise], today: date) -> Years:
    """The years that hold every aim, from when the first was made to when the last is due; this year alone where there is none."""
    return Years(
        min((int(min(promise.made, promise.due)) for promise in found), default=today.year),
        max((promise.due for promise in found), default=today.year) + 1,
    )


@dataclass(frozen=True)
class Lane:
    """A city's promises, the height of each with the lines that say it, and where its name stands, once on every page."""

    city: str
    heads: tuple[float, ...]
    promises: tuple[Promise, ...]
    heights: tuple[float, ...]
    said: tuple[str, ...]


def draw(
    table: Table, rows: pd.DataFrame, selection: Selection, style: Style, frame: Frame = FLOW, today: date | None = None
) -> Picture:  # fmt: skip
    """The dated aims in ``rows``. ``today`` (default: the day) decides what has passed; ``rows`` is left as it is."""
    today = today or date.today()
    found = promises(table, rows, today)
    cities = selection.columns(table)
    ever = promising(table, today)
    drawn = [promise for promise in found if not promise.fades]
    shown = f"Aims with a year, from when they were made or printed to when they fall due. {selection.words(table)}."
    years = years_of(found, today)
    within = years.first <= today.year < years.last
    legend = [
        "| made or printed",
        "○ falls due",
        "solid line: due date passed",
        "dotted line: not yet due",
        *([f"┊ today, {today.year}"] if within else []),
        *fading(table, selection),
    ]
    words = Words(headlines.targets(table, drawn, cities), shown, legend, {promise.article for promise in drawn})
    sheet = Sheet(table, style, frame, words, ROW)
    left = margin_for((table.label("city", city) for city in cities), frame.width, 16) + 12
    down = Rows(sheet.room)
    figure = Drawing()
    for city in cities:
        lane = _place(down, city, tuple(promise for promise in found if promise.city == city), frame, left, years)
        _draw_lane(table, figure, style, lane, years, left, frame.width - left - 12, FILTERED if city in ever else SILENT)
        if within:
            _draw_today(figure, style, lane, today.year + today.timetuple().tm_yday / 366)
    figure.update_xaxes(
        range=[years.first - 0.5, years.first - 0.5 + years.count / _SPAN], showgrid=False, zeroline=False, fixedrange=True,
        side="top", tickangle=0,
        tickvals=years.ticks(6 if frame.width < FLOW.width * 0.6 else 11), tickformat="d",
        tickfont={"size": 12, "color": style.muted},
    )  # fmt: skip
    figure.update_yaxes(visible=False, fixedrange=True)
    return sheet.picture(figure, down, left, lambda: _marks(table, found))


def _place(down: Rows, city: str, mine: tuple[Promise, ...], frame: Frame, left: float, years: Years) -> Lane:
    down.gap(0.6)
    heads: list[float] = []
    heights, said, page = [], [], -1
    for promise in mine:
        due = (promise.due - years.first + 0.5) / years.count * _SPAN
        words = _label(promise, (frame.width - left - 12) * (1 - due) - 24)
        tall = (words.count("<br>") + 1) * 18.5 / ROW + 0.5
        heights.append(down.row(tall))
        said.append(words)
        if down.page != page:
            heads.append(heights[-1] - tall / 2 + 0.8)
            page = down.page
    return Lane(city, tuple(heads) or (down.row(1.6),), mine, tuple(heights), tuple(said))


def _draw_lane(
    table: Table, figure: Drawing, style: Style, lane: Lane, years: Years, left: float, width: float, empty: str
) -> None:  # fmt: skip
    color = style.city(table, lane.city)
    for y in lane.heads:
        figure.add_annotation(
            text=city_head(table, lane.city, style), xref="paper", x=0, xshift=12 - left, y=y, showarrow=False, xanchor="left",
            font={"size": 16},
        )  # fmt: skip
    if not lane.promises:
        figure.add_annotation(
            text=f"<i>no aim with a year: {empty}</i>", x=years.first, y=lane.heads[0], showarrow=False, xanchor="left",
            font={"size": 14, "color": style.muted},
        )  # fmt: skip
        return
    clear = 7 / (width * _SPAN / years.count)
    for y, promise in zip(lane.heights, lane.promises, strict=True):
        line = {"color": color, "width": 2, "dash": "solid" if promise.passed else "dot"}
        figure.add_shape(type="line", x0=promise.made, x1=promise.due - clear, y0=y, y1=y, line=line, opacity=0.35 if promise.fades else 1)
        figure.add_shape(type="line", x0=promise.made, x1=promise.made, y0=y - 0.4, y1=y + 0.4, line={"color": color, "width": 2})
    figure.add_scatter(
        x=[promise.due for promise in lane.promises], y=list(lane.heights), mode="markers+text", cliponaxis=False,
        text=list(lane.said), textposition="middle right",
        textfont={"size": 14, "color": [style.muted if promise.fades else style.ink for promise in lane.promises]},
        customdata=[carried(_facets(promise)) for promise in lane.promises], hoverinfo="text",
        hovertext=[f"{plain(promise.what)}<br>{plain(promise.outcome)}<br>Click to read" for promise in lane.promises],
        marker={"symbol": "circle-open", "size": 14, "color": color, "line": {"width": 2.5, "color": color},
                "opacity": [0.35 if promise.fades else 1 for promise in lane.promises]},
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _draw_today(figure: Drawing, style: Style, lane: Lane, now: float) -> None:
    """Today across the lines that are not yet due; beside the others stand words, which it would cross."""
    dot = {"color": style.muted, "width": 1.5, "dash": "dot"}
    for y, promise in zip(lane.heights, lane.promises, strict=True):
        if not promise.passed:
            figure.add_shape(type="line", x0=now, x1=now, y0=y - 0.8, y1=y + 0.8, line=dot, layer="below")


def _label(promise: Promise, width: float) -> str:
    """The year, what is aimed at, and in a line of its own what came of it; each line begins clear of the mark."""
    what = fitted(f"{promise.due} {promise.what}", 14, width)
    first = f"<b>{promise.due}</b>{plain(what[0][4:])}"
    outcome = f"<i>{joined(fitted(promise.outcome, 14, width))}</i>"
    return "   " + "<br>   ".join([first, *map(plain, what[1:]), outcome.replace("<br>", "<br>   ")])


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

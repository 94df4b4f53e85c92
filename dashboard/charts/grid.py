"""What every grid of cities shares: the cities as columns, the lines down the side, the headings between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import Cramped, Frame, Rows
from dashboard.charts.measure import fitted, joined, needed, width_of
from dashboard.charts.style import Style, plain
from dashboard.table.load import Table

WIDEST = 260
"""How wide a column may be, in pixels: the eye must find its way along the line."""


def city_head(table: Table, city: str, style: Style) -> str:
    """A city's name over its column, in its colour; a hub's leads to its page."""
    name = f"<b><span style='color:{style.city(table, city)}'>{plain(table.label('city', city))}</span></b>"
    return f"<a href='city?of={city}' target='_self'>{name}</a>" if city in table.hubs else name


def left_heads(table: Table, figure: Drawing, style: Style, frame: Frame, cities: Sequence[str], left: float) -> None:
    """Cities across the top, each at the left of its column, where what stands below begins; the columns are one unit wide."""
    size = head_size(frame, left, len(cities))
    for place, city in enumerate(cities):
        figure.add_annotation(
            text=city_head(table, city, style), showarrow=False, x=place, xanchor="left", xshift=0, yref="paper", y=1, yanchor="bottom",
            yshift=2, font={"size": size},
        )  # fmt: skip
    figure.update_xaxes(visible=False, range=[0, len(cities)], fixedrange=True)
    figure.update_yaxes(visible=False, fixedrange=True)


def head_size(frame: Frame, left: float, columns: int) -> int:
    """The type of the cities' names: smaller where the columns are narrow, never below 12."""
    column = (frame.width - left) / max(columns, 1)
    return 16 if column > 84 else 13 if column > 66 else 12


def place_lines(rows: Rows, labels: Mapping[str, str], left: float, row: float) -> dict[str, float]:
    """The height of each line by its key, as tall as its label needs when it is broken to fit the margin."""
    return {key: rows.row(line_height(label, left, row)) for key, label in labels.items()}


def line_height(label: str, left: float, row: float) -> float:
    """How many rows a label takes once it is broken to fit the margin."""
    return needed(len(fitted(label, 14, left - 20)), row)


def dress(
    table: Table, figure: Drawing, style: Style, frame: Frame, cities: Sequence[str], left: float, rows: Rows,
    lines: Mapping[float, str], ruled: bool = False,
) -> None:  # fmt: skip
    """Cities across the top, ``lines`` (height to label) down the side, and the headings of ``rows``, each under a rule."""
    longest = max(width_of(table.label("city", city), 12 * 1.06) for city in cities)
    if frame.roomy and (frame.width - left) / len(cities) < longest + 8:
        raise Cramped
    figure.update_xaxes(
        tickvals=list(range(len(cities))), ticktext=[city_head(table, city, style) for city in cities], side="top", tickangle=0,
        range=[-0.5, max(len(cities), (frame.width - left - 12) / WIDEST) - 0.5], showgrid=False, zeroline=False,
        fixedrange=True, ticklen=0, tickfont={"size": head_size(frame, left, len(cities))},
    )  # fmt: skip
    figure.update_yaxes(
        tickvals=list(lines), ticktext=[joined(fitted(label, 14, left - 20)) for label in lines.values()], showgrid=ruled,
        gridcolor=style.line, zeroline=False, fixedrange=True, ticklen=0,
    )  # fmt: skip
    headings(figure, style, rows, left, frame.width - left - 12)


def headings(figure: Drawing, style: Style, rows: Rows, left: float, width: float) -> None:
    """The headings of ``rows`` at the left edge, each with a rule below from edge to edge; ``width`` is that of the marks, in pixels."""
    for y, title in rows.headings.items():
        figure.add_annotation(
            text=f"<b>{plain(title)}</b>", showarrow=False, xref="paper", x=0, xshift=12 - left, y=y, xanchor="left",
            font={"size": 13, "color": style.muted},
        )  # fmt: skip
        rule = {"color": style.line, "width": 1}
        figure.add_shape(type="line", xref="paper", x0=(12 - left) / width, x1=1, y0=y + 0.5, y1=y + 0.5, line=rule)

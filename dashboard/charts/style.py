"""How a picture looks: a style is a value, and the frame puts headline, subtitle and sources inside the picture."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboard.table.compare import ANSWERS
from dashboard.table.load import Table
from dashboard.table.words import period_words

FONT = "'Source Sans', 'Noto Sans SC Subset', 'Noto Sans SC', sans-serif"
SILENT, FILTERED = ANSWERS["silent"], ANSWERS["left_out"]


@dataclass(frozen=True)
class Style:
    """A ground and the colours that read on it; colour is for cities alone."""

    name: str
    ground: str
    ink: str
    muted: str
    line: str
    cities: Mapping[str, str]

    def city(self, key: str) -> str:
        """The colour of a city; ink for the nation."""
        return self.cities.get(key, self.ink)


LIGHT = Style(
    "light", "#FFFFFF", "#16191D", "#5A6370", "#D5D9DE",
    {"beijing": "#7A3E00", "shanghai": "#0B3B8C", "shenzhen": "#22806A", "hefei": "#B51CD4"},
)  # fmt: skip
DARK = Style(
    "dark", "#0E1117", "#ECEEF1", "#A3ACB8", "#3A424D",
    {"beijing": "#E09F2D", "shanghai": "#2B99FD", "shenzhen": "#6CF8CB", "hefei": "#F52794"},
)  # fmt: skip
STYLES = {style.name: style for style in (LIGHT, DARK)}

BASIS_SYMBOLS = {"assigned": "star", "own_plan": "square", "existing": "diamond", "expected": "triangle-up", "mentioned": "x-thin-open"}
BASIS_GLYPHS = {"assigned": "★", "own_plan": "■", "existing": "◆", "expected": "▲", "mentioned": "×"}
STATUS_SYMBOLS = {
    "in_place": "circle",
    "announced": "circle-open-dot",
    "target": "circle-open",
    "forecast": "circle-cross-open",
    "claimed": "circle-x-open",
}
STATUS_GLYPHS = {"in_place": "●", "announced": "◉", "target": "○", "forecast": "⊕", "claimed": "⊗"}


@dataclass(frozen=True)
class Picture:
    """A chart as a presenter or a screen reader takes it: the figure, its finding in words, its rows as a table.

    ``rows`` has a row a mark: the columns to show, and ``facets``, the pairs that narrow the evidence to its claims.
    A mark of the figure carries the same pairs as ``customdata``, each written ``name=value``.
    """

    figure: go.Figure
    headline: str
    rows: pd.DataFrame


def city_head(table: Table, city: str, style: Style) -> str:
    """A city's name over its column, in its colour; a hub's leads to its page."""
    name = f"<b><span style='color:{style.city(city)}'>{plain(table.label('city', city))}</span></b>"
    return f"<a href='city?of={city}' target='_self'>{name}</a>" if city in table.hubs else name


def pairs(**facets: object) -> tuple[tuple[str, str], ...]:
    """What narrows the evidence to the claims behind a mark."""
    return tuple((name, str(value)) for name, value in facets.items())


def carried(facets: Iterable[tuple[str, str]]) -> list[str]:
    """The same as a mark carries it."""
    return [f"{name}={value}" for name, value in facets]


def plain(text: object) -> str:
    """Text for Plotly, which reads a little HTML: what comes from data or a link is shown, not run."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(text: str, width: int) -> str:
    """Text for Plotly broken into lines of at most ``width`` characters."""
    return "<br>".join(plain(line) for line in textwrap.wrap(text, width) or [""])


def sources(table: Table, articles: Iterable[str]) -> str:
    """The source line: every article used by outlet and date, and the version of the data."""
    used = set(articles)
    known = table.vocabularies["articles"].sort_values("published")
    named = [f"{row['outlet']}, {period_words(str(row['published']))}" for key, row in known.iterrows() if key in used]
    return f"Sources: {'; '.join(named) or 'none'}. Tech Hubs, data {table.package.version}."


def margin_for(labels: Iterable[str], size: int = 14) -> int:
    """How many pixels the longest of the labels beside an axis needs at a font size."""
    return 24 + round(max((len(label) for label in labels), default=0) * size * 0.5)


def framed(
    figure: go.Figure, style: Style, headline: str, subtitle: str, source: str, height: int, left: int, legend: str = ""
) -> go.Figure:
    """Dress a figure: the finding above, what is shown below it, the sources at the foot, all inside the picture.

    ``height`` is that of the plotted part and ``left`` the width of the labels beside it, in pixels.
    """
    title, below, foot_text = wrapped(headline, 84), wrapped(subtitle, 112), wrapped(source, 130)
    title_height = 25 * (title.count("<br>") + 1)
    head = 24 + title_height + 20 * (below.count("<br>") + 1) + (26 if legend else 0) + 30
    foot = 30 + 17 * (foot_text.count("<br>") + 1)
    figure.update_layout(
        template="none", height=head + height + foot, margin={"l": left, "r": 16, "t": head, "b": foot, "pad": 4, "autoexpand": False},
        paper_bgcolor=style.ground, plot_bgcolor=style.ground, showlegend=False,
        font={"family": FONT, "size": 14, "color": style.ink},
        hoverlabel={"bgcolor": style.ground, "bordercolor": style.line, "font": {"family": FONT, "size": 14, "color": style.ink}},
    )  # fmt: skip
    text = {
        "showarrow": False,
        "align": "left",
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xanchor": "left",
        "yanchor": "top",
        "xshift": 10 - left,
    }
    lines = [
        (f"<b>{title}</b>", 19, style.ink, head - 8),
        (below, 14, style.muted, head - 14 - title_height),
        (legend, 14, style.ink, 60),
    ]
    for words, size, color, above in lines:
        if words:
            figure.add_annotation(text=words, font={"size": size, "color": color}, y=1, yshift=above, **text)
    figure.add_annotation(text=foot_text, font={"size": 12, "color": style.muted}, y=0, yshift=-16, **text)
    return figure

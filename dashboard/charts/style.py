"""How a picture looks: a style is a value. Colour is for cities, shape and word for everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import pandas as pd

from dashboard.render import theme
from dashboard.table.compare import ANSWERS
from dashboard.table.load import Table
from dashboard.table.selection import Selection

Figure: TypeAlias = dict[str, Any]
"""What Plotly draws, as it is written in JSON: ``data``, the marks, and ``layout``, all that is around them."""

FONT = "'Source Sans', 'Noto Sans SC Subset', 'Noto Sans SC', sans-serif"
SILENT, FILTERED = ANSWERS["silent"], ANSWERS["left_out"]


@dataclass(frozen=True, eq=False)
class Style:
    """A ground and the colours that read on it; colour is for cities alone."""

    name: str
    ground: str
    ink: str
    muted: str
    line: str
    hubs: tuple[str, ...]
    """The colours of the hubs, in the order they are shown."""

    def city(self, table: Table, key: str) -> str:
        """The colour of a city: a hub's by its place among the hubs of the table; the nation is grey."""
        coloured = table.hubs[: len(self.hubs)]
        return self.hubs[coloured.index(key)] if key in coloured else self.muted


LIGHT = Style(
    "light", "#FFFFFF", "#16191D", "#5A6370", "#D5D9DE",
    theme.LIGHT.hubs,
)  # fmt: skip
DARK = Style(
    "dark", "#0E1117", "#ECEEF1", "#A3ACB8", "#3A424D",
    theme.DARK.hubs,
)  # fmt: skip
STYLES = {style.name: style for style in (LIGHT, DARK)}


def city_css(table: Table) -> str:
    """Which colour of the stylesheet is whose: a rule a city, for whatever names it."""
    colours = {city: f"hub-{place}" for place, city in enumerate(table.hubs, start=1)}
    return "".join(f".th-{city} {{ --city: var(--{colours.get(city, 'muted')}); }}\n" for city in table.cities)


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


@dataclass(frozen=True, eq=False)
class Picture:
    """A chart, equal to itself alone, as a presenter or a screen reader takes it: its figures, its finding in words, its rows as a table.

    There is one figure a page: one alone where the picture may be as tall as it needs. A mark of the figure carries the
    pairs that narrow the evidence to its claims as ``customdata``, each written ``name=value``.
    """

    figures: tuple[Figure, ...]
    headline: str
    told: Callable[[], pd.DataFrame]
    """Makes ``rows``: few readers ask for them."""

    @cached_property
    def rows(self) -> pd.DataFrame:
        """A row a mark: the columns to show, and ``facets``, the pairs that its mark carries."""
        return self.told()

    @property
    def figure(self) -> Figure:
        """The first page, which is the whole picture when it has no fixed height."""
        return self.figures[0]


def fading(table: Table, selection: Selection) -> list[str]:
    """What the legend says of faded marks, where a lens leaves an article out."""
    return [f"faded: rests on {table.label('article', selection.without)} alone, left out"] if selection.without else []


def pairs(**facets: object) -> tuple[tuple[str, str], ...]:
    """What narrows the evidence to the claims behind a mark."""
    return tuple((name, str(value)) for name, value in facets.items())


def carried(facets: Iterable[tuple[str, str]]) -> list[str]:
    """The same as a mark carries it."""
    return [f"{name}={value}" for name, value in facets]


def plain(text: object) -> str:
    """Text for Plotly, which reads a little HTML: what comes from data or a link is shown, not run."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

"""What a picture says on slides: its table or its charts, its legend in words, the articles it is drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from dashboard.charts.measure import width_of
from dashboard.charts.style import FILTERED, SILENT, Style
from dashboard.export.slides.bars import Chart
from dashboard.export.slides.deck import BODY
from dashboard.export.slides.grids import SIDE, Grid, Row
from dashboard.export.slides.texts import Cell, said, widest
from dashboard.table.load import Table
from dashboard.table.selection import Selection

_LABEL, _LEAST = 0.3, 90.0
"""The share of a slide that labels may take, and the least they take in points."""

Key: TypeAlias = tuple[str, ...]
"""What tells one mark from another: the cells of some columns of the claims."""


@dataclass(frozen=True)
class Content:
    """A picture as slides show it: what is shown, the legend, the articles, and a grid, charts or both.

    ``nothing`` is said where there is neither.
    """

    shown: str
    legend: tuple[str, ...]
    articles: frozenset[str]
    grid: Grid | None = None
    charts: tuple[Chart, ...] = ()
    nothing: str = ""


@dataclass(frozen=True)
class Marks:
    """The marks of a picture by their keys: the claims behind each, and which of them rest on the article left out alone."""

    claims: dict[Key, tuple[str, ...]]
    fading: frozenset[Key]
    articles: frozenset[str]


def marked(claims: pd.DataFrame, *columns: str) -> Marks:
    """The marks of claims that agree on some columns."""
    found: dict[Key, list[str]] = {}
    kept = set()
    for *cells, claim, fades in zip(*(claims[column] for column in (*columns, "claim_id", "fades")), strict=True):
        key = tuple(map(str, cells))
        found.setdefault(key, []).append(str(claim))
        if not fades:
            kept.add(key)
    told = {key: tuple(keys) for key, keys in found.items()}
    return Marks(told, frozenset(set(told) - kept), frozenset(claims.loc[~claims["fades"], "article"]))


def key_of(row: Any, *names: str) -> Key:
    """The key of a mark from the pairs that narrow the evidence to it."""
    facets = dict(row["facets"])
    return tuple(facets[name] for name in names)


def matrix(table: Table, style: Style, title: str, cities: Sequence[str], rows: Iterable[Row], labels: Iterable[str]) -> Grid:
    """A grid with a line for each of ``labels`` and a column for each city."""
    # Silence, which is said most often, is to stand on one line.
    room = max(BODY - len(cities) * (widest([SILENT], 12) + 2 * SIDE), _LEAST)
    left = min(max([_LEAST, *(width_of(label, 16) + 2 * SIDE for label in (title, *labels))]), _LABEL * BODY, room)
    column = (BODY - left) / len(cities)
    head = Row(((said(title, style.muted, bold=True),), *heads(table, style, cities)))
    return Grid((left, *(column for _ in cities)), head, tuple(rows), style.muted)


def heads(table: Table, style: Style, cities: Sequence[str]) -> list[Cell]:
    """The cities over their columns, each in its colour."""
    return [(said(table.label("city", city), style.city(table, city), bold=True),) for city in cities]


def heading(style: Style, title: str) -> Row:
    """A line over the rows that belong together."""
    return Row(((said(title, style.muted, bold=True),),), heading=True)


def silent(style: Style, words: str) -> Cell:
    """A cell without a claim, in words."""
    return (said(words, style.muted, italic=True),)


def unsaid(style: Style, left_out: bool) -> Cell:
    """A cell without a claim: the filters have left it out, or the articles do not say."""
    return silent(style, FILTERED if left_out else SILENT)


def absent(table: Table, selection: Selection, what: str, aspect: str) -> str:
    """What is said where nothing is drawn: whether the filters leave it out or the articles do not say."""
    anywhere = (table.distinct["aspect"] == aspect) & table.distinct["city"].isin(selection.columns(table))
    return f"No {what}: {FILTERED if anywhere.any() else SILENT}."


def bracketed(table: Table, selection: Selection) -> list[str]:
    """What brackets mean, for a legend; nothing when no article is left out."""
    return [f"( ): rests on {table.label('article', selection.without)} alone, which is left out"] if selection.without else []

"""The comparison and the silence map as tables on a slide: point by point, each city in its column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

import pandas as pd

from dashboard.charts.screens import Asked
from dashboard.charts.silence import GLYPHS
from dashboard.charts.style import SILENT, STATUS_GLYPHS, Style
from dashboard.export.slides.content import Content, heading, matrix, silent
from dashboard.export.slides.grids import Row
from dashboard.export.slides.texts import Cell, Run, Said, said
from dashboard.table.compare import ANSWERS, Line, Section, compare
from dashboard.table.load import Table
from dashboard.table.selection import FACETS

Support = Mapping[tuple[str, str], tuple[str, ...]]
"""The claims behind a section of a city."""


def comparison(table: Table, asked: Asked, rows: pd.DataFrame) -> Content:
    """The comparison card: for each point what cities share, and what each has alone."""
    cities = asked.selection.compared(table)
    claims = _about(table, asked)
    support = _support(compare(table, claims, cities, asked.selection.areas), claims)
    lines: list[Row] = []
    for point, group in groupby(rows.to_dict("records"), key=lambda row: str(row["Point"])):
        lines += _point(table, asked.style, cities, point, pd.DataFrame(list(group)), support)
    says = "this selection says" if asked.selection.filtered or asked.selection.lensed else "the articles say"
    shown = f"What cities share, and what {says} of one and of no other compared" if len(cities) > 1 else f"What {says}"
    marks = [f"{glyph} {table.label('status', key).lower()}" for key, glyph in STATUS_GLYPHS.items() if key != "in_place"]
    grid = matrix(table, asked.style, "Point", cities, lines, ["Part in the national plan"])
    return Content(f"{shown}, the most often said first.", (*marks, "no mark: in place"), frozenset(claims["article"]), grid)


def _about(table: Table, asked: Asked) -> pd.DataFrame:
    claims = asked.selection.rows(table)
    return claims[claims["city"].isin(asked.selection.compared(table))]


def _point(table: Table, style: Style, cities: Sequence[str], point: str, told: pd.DataFrame, support: Support) -> list[Row]:
    """One point of the card: a line for what is shared, if anything is, and one for what each city has alone."""
    names = {table.label("city", city): city for city in cities}
    lines: list[Row] = []
    cells: dict[str, Cell] = {city: silent(style, SILENT) for city in cities}
    for name, words, facets in zip(told["City"], told["What the articles say"], told["facets"], strict=True):
        city = names.get(name, "")
        if not city:
            shared = tuple(key for one in cities for key in support.get((point, one), ()))
            lines.append(Row((_label(style, f"{point}, shared"), (said(_spelled(table, words), claims=shared),))))
        else:
            cells[city] = _listed(table, style, city, words, support.get((point, city), ())) if facets else silent(style, words)
    alone = f"{point}, of one alone" if len(cities) > 1 else point
    return [*lines, Row((_label(style, alone), *cells.values()))]


def _spelled(table: Table, words: str) -> str:
    """The words of a cell with each mark followed by what it means, also where two cities differ."""
    marks = {glyph: f"{glyph}\u00a0{table.label('status', key).lower()}" for key, glyph in STATUS_GLYPHS.items()}
    return re.sub(f"([{''.join(marks)}/]+)\u00a0", lambda found: " / ".join(marks[glyph] for glyph in found[1].split("/")) + " ", words)


def _label(style: Style, words: str) -> Cell:
    return (said(words, style.muted, bold=True),)


def _listed(table: Table, style: Style, city: str, words: str, claims: Sequence[str]) -> Cell:
    """The names of a cell one below the other, the word of its status beside each mark."""
    marks = {glyph: table.label("status", key).lower() for key, glyph in STATUS_GLYPHS.items()}
    cell = []
    for item in words.split("; "):
        glyph, _, rest = item.partition("\u00a0")
        runs = (Run(f"{glyph}\u00a0{marks[glyph]} ", style.city(table, city)), Run(rest)) if glyph in marks and rest else (Run(item),)
        cell.append(Said(runs, tuple(claims)))
    return tuple(cell)


def _support(sections: Sequence[Section], claims: pd.DataFrame) -> Support:
    claims = _narrow(claims)
    found: dict[tuple[str, str], dict[str, None]] = {}
    for section in sections:
        for line in section.lines:
            for city in line.items:
                found.setdefault((section.title, city), {}).update(dict.fromkeys(_behind(line, city, claims)))
    return {key: tuple(told) for key, told in found.items()}


def _behind(line: Line, city: str, claims: pd.DataFrame) -> tuple[str, ...]:
    """The claims behind what a point says of a city: a figure names its own, the rest agree with the point."""
    items = line.items.get(city, ())
    named = tuple(value for item in items for name, value in item.facets if name == "claim")
    if named or not items:
        return named
    part = claims[claims["city"] == city]
    for name, value in line.facets:
        part = part[part[FACETS[name]] == value]
    return tuple(part["claim_id"])


def _narrow(claims: pd.DataFrame) -> pd.DataFrame:
    """The original claims with no more columns than points are told apart by: each part of them is quickly taken."""
    return claims.loc[claims["restates"] == "", list(dict.fromkeys(("claim_id", *FACETS.values())))]


def silence(table: Table, asked: Asked, rows: pd.DataFrame) -> Content:
    """Point × city with one of the answers each."""
    cities, style = asked.selection.compared(table), asked.style
    claims = _about(table, asked)
    lines: list[Row] = []
    labels: list[str] = []
    narrow = _narrow(claims)
    for section in compare(table, claims, cities, asked.selection.areas):
        lines.append(heading(style, section.title))
        for line in section.lines:
            labels.append(line.title)
            lines.append(Row(((said(line.title),), *(_answer(table, style, line, city, narrow) for city in cities))))
    grid = matrix(table, style, "Point", cities, lines, labels)
    return Content("Points of the comparison. Not said is not the same as not so.", (), frozenset(claims["article"]), grid)


def _answer(table: Table, style: Style, line: Line, city: str, claims: pd.DataFrame) -> Cell:
    answer = line.answer(city)
    words = f"{GLYPHS[answer]}\u00a0{ANSWERS[answer]}"
    if answer not in ("said", "none"):
        return silent(style, words)
    return (Said((Run(f"{GLYPHS[answer]}\u00a0", style.city(table, city)), Run(ANSWERS[answer])), _behind(line, city, claims)),)

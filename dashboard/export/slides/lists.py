"""Focus areas, institutions and aims as tables on a slide: glyph and word in the cells, silence in words."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import pandas as pd

from dashboard.charts.focus_areas import pattern, ties
from dashboard.charts.screens import Asked, screens
from dashboard.charts.style import BASIS_GLYPHS, STATUS_GLYPHS, Style
from dashboard.export.slides.content import Content, Marks, absent, bracketed, heading, heads, key_of, marked, matrix, silent, unsaid
from dashboard.export.slides.deck import BODY
from dashboard.export.slides.grids import Grid, Row
from dashboard.export.slides.texts import Cell, Run, Said, said
from dashboard.table.load import Table
from dashboard.table.promises import promising
from dashboard.table.selection import Selection

Records: TypeAlias = list[dict[Any, Any]]
"""Rows of a picture, a mapping each."""

_AIMS = (0.12, 0.35, 0.13, 0.26, 0.14)
"""The shares of the columns of the aims."""


def focus_areas(table: Table, asked: Asked, rows: pd.DataFrame) -> Content:
    """City × focus area: how each is tied, in glyph and word."""
    selection, style = asked.selection, asked.style
    found = ties(selection.drawn(table))
    columns = selection.columns(table)
    marks = marked(found, "area", "city", "basis")
    told = _tied(table, style, rows.to_dict("records"), marks)
    whole = ties(table.distinct)
    anywhere = set(zip(whole["area"], whole["city"], strict=True))
    lines: list[Row] = []
    layout = pattern(table, found, [city for city in columns if city in table.hubs], asked.selection.filtered or asked.selection.lensed)
    for title, areas in layout.headings.items():
        lines.append(heading(style, title))
        for area in areas:
            cells = (told.get((area, city)) or unsaid(style, (area, city) in anywhere) for city in columns)
            lines.append(Row(((said(table.label("area", area)),), *cells)))
    grid = matrix(table, style, "Focus area", columns, lines, [table.label("area", area) for area in layout.areas])
    legend = ("bold: said by more than one article", *bracketed(table, selection))
    shown, nothing = "Focus areas by city, and how each is tied to it.", absent(table, selection, "focus area", "focus_area")
    return Content(shown, legend, marks.articles, grid if lines else None, nothing=nothing)


def _tied(table: Table, style: Style, rows: Records, marks: Marks) -> dict[tuple[str, str], Cell]:
    """What ties an area to a city, for each that is tied."""
    runs: dict[tuple[str, str], list[Run]] = {}
    claims: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in rows:
        area, city, basis = key = key_of(row, "area", "city", "basis")
        mine, several = runs.setdefault((area, city), []), int(row["Articles that say the same"]) > 1
        glyph, word = BASIS_GLYPHS[basis], table.label("basis", basis).lower()
        mine += [Run(", ")] if mine else []
        if key in marks.fading:
            mine.append(Run(f"({glyph}\u00a0{word})", style.muted, several))
        else:
            mine += [Run(f"{glyph}\u00a0", style.city(table, city)), Run(word, bold=several)]
        claims[area, city] = (*claims.get((area, city), ()), *marks.claims.get(key, ()))
    return {place: (Said(tuple(mine), claims[place]),) for place, mine in runs.items()}


def institutions(table: Table, asked: Asked, rows: pd.DataFrame) -> Content:
    """Every body by name, by city and kind."""
    selection, style = asked.selection, asked.style
    found = selection.drawn(table)
    found = found[(found["aspect"] == "institution") & (found["restates"] == "")]
    columns = selection.columns(table)
    bodies = _Bodies(table, style, marked(found, *_BODY), marked(found[~found["status"].isin(["announced", "target"])], *_BODY))
    whole = screens(table, Asked("institutions", Selection(), style)).rows if selection.filtered or selection.lensed else rows
    anywhere = set(zip(whole["Kind"], whole["City"], strict=True))
    records = rows.to_dict("records")
    lines: list[Row] = []
    for kind in _kinds(table, records):
        cells = []
        for city in columns:
            mine = [row for row in records if row["Kind"] == kind and key_of(row, "city") == (city,)]
            cells.append(bodies.cell(mine) or unsaid(style, (kind, table.label("city", city)) in anywhere))
        lines += [heading(style, kind), Row(tuple(cells))]
    grid = Grid(_widths(lines, len(columns)), Row(tuple(heads(table, style, columns))), tuple(lines), style.muted, labelled=False)
    legend = ("● named as there", "○ announced, not yet there", "– elsewhere, around it, or not there", *bracketed(table, selection))
    shown = "Every body the articles name or describe, by city."
    nothing = absent(table, selection, "institution", "institution")
    return Content(shown, legend, bodies.marks.articles, grid if lines else None, nothing=nothing)


_BODY = ("city", "institution", "relation")


def _widths(lines: Sequence[Row], columns: int) -> tuple[float, ...]:
    """Columns up to twice as wide where more is to be named."""
    counts = [sum(len(row.cells[place]) for row in lines if not row.heading) for place in range(columns)]
    shares = [1 + count / max(1, *counts) for count in counts]
    return tuple(BODY * share / sum(shares) for share in shares)


def _kinds(table: Table, rows: Records) -> list[str]:
    """The kinds of bodies: those of the codebook, then zones and what lies in them, then bodies that are not there."""
    labels = [category.label for category in table.package["institutions"]["kind"].categories]
    relations = table.package["claims"]["relation"].words
    found = {str(row["Kind"]): relations.index(key_of(row, "relation")[0]) for row in rows}
    return sorted(found, key=lambda kind: (found[kind], labels.index(kind) if kind in labels else len(labels)))


@dataclass(frozen=True)
class _Bodies:
    """How bodies are named in a cell, with the claims behind them; ``present`` are those that are more than announced."""

    table: Table
    style: Style
    marks: Marks
    present: Marks

    def cell(self, rows: Records) -> Cell:
        """The bodies one below the other: what is said most often first, and what lies in a body after it."""
        counts = {key_of(row, "institution")[0]: int(row["Claims"]) for row in rows}

        def rank(row: dict[Any, Any]) -> list[tuple[int, str]]:
            body = key_of(row, "institution")[0]
            return [(-counts[one], self.table.label("institution", one)) for one in (*self.around(body, counts), body)]

        return tuple(self.said(row, self.around(key_of(row, "institution")[0], counts)) for row in sorted(rows, key=rank))

    def around(self, body: str, shown: Container[str]) -> list[str]:
        """The bodies of ``shown`` that a body lies in, the outermost first."""
        found: list[str] = []
        above = self._part_of(body)
        while above:
            found = [above, *found] if above in shown else found
            above = self._part_of(above)
        return found

    def said(self, row: dict[Any, Any], around: Sequence[str]) -> Said:
        key = key_of(row, *_BODY)
        here, support = key[2] == "in_city", int(row["Articles that say the same"])
        announced = here and key not in self.present.claims
        notes = [f"in {self.table.label('institution', around[-1])}"] if around else []
        notes += [self.table.label("status", "announced").lower()] if announced else []
        notes += [f"{support} articles"] if support > 1 else []
        name = str(row["Institution"]) + (f" ({', '.join(notes)})" if notes else "")
        glyph = "○" if announced else "●" if here else "–"
        if key in self.marks.fading:
            return said(f"({glyph}\u00a0{name})", self.style.muted, claims=self.marks.claims[key])
        return Said((Run(f"{glyph}\u00a0", self.style.city(self.table, key[0])), Run(name)), self.marks.claims.get(key, ()))

    def _part_of(self, body: str) -> str:
        return str(self.table.vocabularies["institutions"].at[body, "part_of"])


def targets(table: Table, asked: Asked, rows: pd.DataFrame) -> Content:
    """Every aim with a year: when it falls due and what the articles say came of it."""
    selection, style = asked.selection, asked.style
    records, drawn = rows.to_dict("records"), selection.drawn(table)
    aims = drawn[(drawn["status"] == "target") & (drawn["restates"] == "")]
    ever = promising(table, date.max)
    lines: list[Row] = []
    for city in selection.columns(table):
        name: Cell = (said(table.label("city", city), style.city(table, city), bold=True),)
        mine = [row for row in records if key_of(row, "city") == (city,)]
        lines += [Row((name, *_aim(table, style, selection, row, aims))) for row in mine]
        if not mine:
            (unknown,) = unsaid(style, city in ever)
            lines.append(Row((name, silent(style, f"no aim with a year: {unknown.text}"))))
    head = Row(tuple((said(title, style.muted, bold=True),) for title in ("City", "Aim", "Falls due", "What became of it", "Article")))
    grid = Grid(tuple(share * BODY for share in _AIMS), head, tuple(lines), style.muted)
    used = frozenset(article for row in records for article in key_of(row, "article") if article != selection.without)
    return Content("Aims with a year, and when they fall due.", tuple(bracketed(table, selection)), used, grid)


def _aim(table: Table, style: Style, selection: Selection, row: dict[Any, Any], aims: pd.DataFrame) -> Iterable[Cell]:
    facets = dict(row["facets"])
    behind = aims[(aims["city"] == facets["city"]) & (aims["article"] == facets["article"])]
    if "period" in facets:
        behind = behind[behind["period"] == facets["period"]]
    words = (row["Aim"], f"{STATUS_GLYPHS['target']} {table.label('status', 'target').lower()}, {row['Due']}", row["What became of it"])
    claims, faded = tuple(behind["claim_id"]), facets["article"] == selection.without
    for text in (*words, row["Article"]):
        yield (said(f"({text})" if faded else str(text), style.muted if faded else "", claims=claims),)

"""What is asked of the table: one frozen value shared by the address bar, the screens and the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.table.cells import cells_words, read_cells, within
from dashboard.table.columns import Mask, Numbered
from dashboard.table.filters import EVERYTHING as EVERYTHING
from dashboard.table.filters import FILTERS as FILTERS
from dashboard.table.filters import LENSES as LENSES
from dashboard.table.load import Table
from dashboard.table.problems import listed, shown
from dashboard.table.search import search
from dashboard.table.validation import whole
from dashboard.table.values import values as values
from dashboard.table.words import one_line, plural

FACETS = {
    "city": "city", "aspect": "aspect", "area": "area", "basis": "basis", "institution": "institution", "relation": "relation",
    "kind": "kind", "measure": "measure", "dimension": "dimension", "article": "article", "paragraph": "paragraph",
    "stands": "status", "period": "period", "speaker_kind": "speaker_kind", "speaker": "speaker", "alike": "alike", "claims": "claim_id",
}  # fmt: skip
"""What a mark, a name or a count narrows the evidence to: parameter of the address to column of the claims.

No name is one of a filter's, so a facet never changes what the sidebar holds. ``claims`` takes several, with blanks between
them: those behind one mark.
"""

CELLS = "cells"
"""The facet that says by which groups claims are told, where they are too many to be named one by one (see `table.cells`)."""

SCREEN = (
    "claim", "show", "view", "first", "second", "of", "step", "a", "b", "data", "picture", "part", "ratio", "theme", "title", "open",
    "across", "down", "fill", "order", "keep", "seed",
)  # fmt: skip
"""Parameters of the address that belong to a screen and are no part of the selection."""

LONGEST_SEARCH = 10_000
"""How many letters a search may have."""
_TOLD = 20

Query: TypeAlias = tuple[tuple[str, str], ...]
"""Parameters of the address in order; a name may come more than once."""


@dataclass(frozen=True)
class Selection:
    """Which claims are asked for. An empty filter asks for everything."""

    cities: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    like_for_like: bool = False
    without: str = ""
    disinterested: bool = False
    facets: tuple[tuple[str, str], ...] = field(default=())
    search: str = ""

    def chosen(self, name: str) -> tuple[str, ...]:
        """The values of one filter."""
        values: tuple[str, ...] = getattr(self, name)
        return values

    @property
    def filtered(self) -> bool:
        """Whether a filter of the sidebar leaves anything out."""
        return any(self.chosen(name) for name in FILTERS)

    @property
    def lensed(self) -> bool:
        """Whether a lens changes what the screens show."""
        return any(lens.value(self) for lens in LENSES.values())

    def only_filters(self) -> Selection:
        """The same filters without facets and search."""
        return replace(self, facets=(), search="")

    def query(self) -> Query:
        """The selection as parameters of the address."""
        filters = [(name, value) for name in FILTERS for value in self.chosen(name)]
        lenses = [(name, lens.value(self)) for name, lens in LENSES.items() if lens.value(self)]
        return (*filters, *lenses, *self.facets, *((("q", self.search),) if self.search else ()))

    def compared(self, table: Table) -> tuple[str, ...]:
        """The hubs that are compared: those chosen, or all of them."""
        return tuple(hub for hub in table.hubs if hub in self.cities) or table.hubs

    def columns(self, table: Table) -> tuple[str, ...]:
        """The cities a picture has columns for: the hubs compared, and the nation unless only hubs are chosen."""
        nation = not self.cities or table.nation in self.cities
        return (*self.compared(table), *((table.nation,) if nation else ()))

    def covering(self, table: Table) -> tuple[str, ...]:
        """The articles that cover every hub compared: what like for like leaves."""
        return tuple(article for article, cities in table.coverage.items() if cities >= set(self.compared(table)))

    def distinct(self, table: Table) -> pd.DataFrame:
        """The claims asked for that a picture tells apart, ``weight`` saying how many each stands for."""
        return _distinct(table, self).copy(deep=False)

    def pictured(self, table: Table) -> pd.DataFrame:
        """The distinct claims asked for and those of the article left out, which ``fades`` marks: a picture shows what rests on it."""
        return self._faded(replace(self, without="").distinct(table))

    def drawn(self, table: Table) -> pd.DataFrame:
        """The claims behind a picture, one by one: those asked for and those of the article left out, which ``fades`` marks."""
        return self._faded(replace(self, without="").rows(table))

    def records(self, table: Table, fields: Sequence[str]) -> list[dict[str, Any]]:
        """The same as `drawn` as plain records of these fields and ``fades``: what a picture that looks at each claim reads."""
        kept = self.places(table).tolist()
        # Column by column: a picture of every finding reads each claim hundreds of times.
        cells = [list(map(_cells(table, field).__getitem__, kept)) for field in fields]
        fades = [article == self.without for article in map(_cells(table, "article").__getitem__, kept)]
        names = (*fields, "fades")
        return [dict(zip(names, row, strict=True)) for row in zip(*cells, fades, strict=True)]

    def places(self, table: Table) -> npt.NDArray[np.intp]:
        """Where the claims that `drawn` gives stand in the table."""
        return np.flatnonzero(mask(table, replace(self, without=""), table.numbered))

    def _faded(self, rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(fades=rows["article"] == self.without) if self.without else rows

    def rows(self, table: Table, first: int | None = None) -> pd.DataFrame:
        """The claims asked for, restatements included, in the order of the table; all, or only the ``first`` ones."""
        kept = mask(table, self, table.numbered)
        if kept.all():
            return table.claims.head(first) if first is not None else table.claims.copy(deep=False)
        return table.claims.iloc[np.flatnonzero(kept)[:first]]

    def sizes(self, table: Table) -> tuple[int, int]:
        """How many claims are asked for, and how many restatements of one."""
        rows = _rows_for(table, self)
        kept, original = mask(table, self, rows), rows["restates"].holds([""])
        return int(rows.weights[kept & original].sum()), int(rows.weights[kept & ~original].sum())

    def counts(self, table: Table, name: str) -> Mapping[str, int]:
        """How many claims, restatements not counted, each value of a filter holds while the other filters stay as they are."""
        others: dict[str, Any] = {name: ()}
        rows = table.numbered_distinct
        kept = mask(table, replace(self.only_filters(), **others), rows) & rows["restates"].holds([""])
        return rows[FILTERS[name].column].counted(kept, rows.weights)

    def lens_words(self, table: Table) -> list[str]:
        """The lenses that are on, in words."""
        return [lens.said(lens.sentence, table, lens.value(self)) for lens in LENSES.values() if lens.value(self)]

    def words(self, table: Table) -> str:
        """What is asked as words, also when nothing is left out."""
        said = self.describe(table)
        return said[0].upper() + said[1:] if said else "All claims"

    def describe(self, table: Table) -> str:
        """What is asked as words: ``city: Shanghai or Hefei · status: Target``; empty when nothing is left out."""
        parts = []
        for name, filter_ in FILTERS.items():
            labels = [table.label(filter_.column, value) for value in self.chosen(name)]
            if labels:
                parts.append(f"{_title(table, filter_.column)}: {listed(labels)}")
        parts += self.lens_words(table)
        for name, value in self.facets:
            parts.append(facet_words(table, name, value))
        if self.search:
            parts.append(f"words: {self.search}")
        return " · ".join(parts)


def facet_words(table: Table, name: str, value: str) -> str:
    """What a facet narrows the claims to, in words: ``kind: Zone``, ``3 claims behind one mark``."""
    if name == CELLS:
        return cells_words(table, read_cells(table, value) or ())
    if name == "claims":
        return f"{plural(len(value.split()), 'claim')} behind one mark"
    return f"{_title(table, FACETS[name])}: {table.label(FACETS[name], value)}"


def _title(table: Table, column: str) -> str:
    if column == "alike":
        return "the same as"
    owner = {"kind": "institutions", "dimension": "measures"}.get(column, "claims")
    return table.package[owner][column].title.lower()


def mask(table: Table, selection: Selection, rows: Numbered) -> Mask:
    """Which of ``rows`` are asked for."""
    keep = np.ones(len(rows), dtype=np.bool_)
    for lens in LENSES.values():
        if lens.value(selection):
            keep &= lens.keep(table, selection, rows)
    for name, filter_ in FILTERS.items():
        chosen = selection.chosen(name)
        if chosen:
            keep &= rows[filter_.column].holds(chosen)
    for name, value in selection.facets:
        if name == CELLS:
            continue
        if name == "claims":
            keep &= rows.frame["claim_id"].isin(value.split()).to_numpy()
        else:
            keep &= (rows.frame["paragraph"] == whole(value)).to_numpy() if name == "paragraph" else rows[FACETS[name]].holds([value])
    if selection.search:
        keep &= search(table, selection.search).mask
    cells = dict(selection.facets).get(CELLS)
    # A run of claims is one of all that is left.
    return within(table, read_cells(table, cells) or (), keep) if cells else keep


def _rows_for(table: Table, selection: Selection) -> Numbered:
    """The rows that answer a selection: every claim where words, a paragraph or claims are asked for, which alike ones do not share."""
    one_by_one = selection.search or any(name in ("paragraph", "claims", CELLS) for name, _ in selection.facets)
    return table.numbered if one_by_one else table.numbered_distinct


@lru_cache(maxsize=256)
def _cells(table: Table, column: str) -> list[Any]:
    return table.claims[column].tolist()


@lru_cache(maxsize=256)
def _distinct(table: Table, selection: Selection) -> pd.DataFrame:
    rows = _rows_for(table, selection)
    kept = mask(table, selection, rows)
    return rows.frame if kept.all() else rows.frame.iloc[np.flatnonzero(kept)]


def read_query(table: Table, query: Iterable[tuple[str, str]]) -> tuple[Selection, list[str]]:
    """A selection from parameters of an address, and a sentence for each one that nobody knows."""
    filters: dict[str, list[str]] = {name: [] for name in FILTERS}
    facets: dict[str, str] = {}
    lenses: dict[str, str] = {}
    search, unknown = "", []
    for name, value in query:
        column = FILTERS[name].column if name in FILTERS else FACETS.get(name)
        if EVERYTHING.get(name) == value:
            continue
        if name == "q":
            search = one_line(value)
            if len(search) > LONGEST_SEARCH:
                unknown.append(f"The link searches for more than {LONGEST_SEARCH:,} letters; what follows them was left out.")
                search = search[:LONGEST_SEARCH].strip()
        elif name in LENSES:
            choices = (LENSES[name].word,) if LENSES[name].word else values(table, "article")
            if value in choices:
                lenses[name] = value
            else:
                unknown.append(f"The link asks for {name} {shown(value)}, which is no lens; try {listed(choices)}.")
        elif name == CELLS:
            if read_cells(table, value):
                facets[name] = value
            else:
                unknown.append(f"The link asks for cells {shown(value)}, which are none of this table; open them in Explore.")
        elif column is None:
            if name not in SCREEN:
                unknown.append(f"The link asks for {shown(name)}, which no screen knows; it was left out.")
        elif name == "claims":
            asked = dict.fromkeys(value.split() or [value])
            known = dict.fromkeys(claim for claim in asked if claim in table.claims.index)
            lost = [claim for claim in asked if claim not in known]
            unknown += [f"The link asks for the claim {shown(claim)}, which the table does not hold." for claim in lost]
            if known:
                facets[name] = " ".join(known)
        elif value not in values(table, column):
            offer = listed(values(table, column)) if name in FILTERS else "a value from the table"
            unknown.append(f"The link asks for {name} {shown(value)}, which the table does not hold; try {offer}.")
        elif name in FILTERS:
            filters[name] += [value] if value not in filters[name] else []
        else:
            facets[name] = value
    chosen: dict[str, Any] = {
        name: tuple(v for v in values(table, FILTERS[name].column) if v in picked) for name, picked in filters.items()
    }
    chosen |= {LENSES[name].field: True if LENSES[name].word else value for name, value in lenses.items()}
    found = Selection(**chosen, facets=tuple(facets.items()), search=search)
    more = len(unknown) - _TOLD
    return found, unknown if more < 1 else [*unknown[:_TOLD], f"And {plural(more, 'other word')} of the link that nobody knows."]

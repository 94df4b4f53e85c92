"""The selection: filters, lenses, facets and search as one frozen value, shared by the address, the screens and the command line."""

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
from dashboard.table.problems import listed, quoted
from dashboard.table.search import search
from dashboard.table.validation import whole
from dashboard.table.values import values as values
from dashboard.table.words import one_line, plural

FACETS = {
    "city": "city", "aspect": "aspect", "area": "area", "basis": "basis", "institution": "institution", "relation": "relation",
    "kind": "kind", "measure": "measure", "dimension": "dimension", "article": "article", "paragraph": "paragraph",
    "stands": "status", "period": "period", "speaker_kind": "speaker_kind", "speaker": "speaker", "alike": "alike", "claims": "claim_id",
}  # fmt: skip
"""The facets, to which a mark, a name or a count narrows the evidence: parameter of the address to column of the claims.

No facet has the name of a filter, so a facet never changes the sidebar. ``claims`` takes several keys, separated by blanks:
the claims of one mark.
"""

CELLS = "cells"
"""The facet that says by which groups claims are told, where they are too many to be named one by one (see `table.cells`)."""

SCREEN = (
    "claim", "show", "view", "first", "second", "of", "step", "a", "b", "data", "picture", "part", "ratio", "theme", "title", "open",
    "across", "down", "fill", "order", "keep", "seed",
)  # fmt: skip
"""Parameters of the address that are used by screens and are not part of the selection."""

LONGEST_SEARCH = 10_000
"""How many letters a search may have."""
_MOST_MESSAGES = 20

Query: TypeAlias = tuple[tuple[str, str], ...]
"""Parameters of the address, in order; a name may occur more than once."""


@dataclass(frozen=True)
class Selection:
    """Which claims are selected. An empty filter selects everything; the values are keys."""

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
        """The chosen values of a filter, by its parameter."""
        values: tuple[str, ...] = getattr(self, name)
        return values

    @property
    def filtered(self) -> bool:
        """Whether any filter is set."""
        return any(self.chosen(name) for name in FILTERS)

    @property
    def lensed(self) -> bool:
        """Whether any lens is on."""
        return any(lens.value(self) for lens in LENSES.values())

    def only_filters(self) -> Selection:
        """The selection without facets and search; filters and lenses stay."""
        return replace(self, facets=(), search="")

    def reading(self) -> Selection:
        """The same articles about the same cities and no other filter: what these do not say is silence, whatever the filters leave out."""
        return Selection(self.cities, articles=self.articles, without=self.without, like_for_like=self.like_for_like)

    def query(self) -> Query:
        """The selection as parameters of the address."""
        filters = [(name, value) for name in FILTERS for value in self.chosen(name)]
        lenses = [(name, lens.value(self)) for name, lens in LENSES.items() if lens.value(self)]
        return (*filters, *lenses, *self.facets, *((("q", self.search),) if self.search else ()))

    def compared(self, table: Table) -> tuple[str, ...]:
        """The keys of the hubs that are compared: those chosen, or all."""
        return tuple(hub for hub in table.hubs if hub in self.cities) or table.hubs

    def columns(self, table: Table) -> tuple[str, ...]:
        """The keys of the cities that get a column: the hubs compared, and the nation unless only hubs are chosen."""
        nation = not self.cities or table.nation in self.cities
        return (*self.compared(table), *((table.nation,) if nation else ()))

    def covering(self, table: Table) -> tuple[str, ...]:
        """The keys of the articles that cover every hub compared: those that the lens like for like leaves."""
        return tuple(article for article, cities in table.coverage.items() if cities >= set(self.compared(table)))

    def distinct(self, table: Table) -> pd.DataFrame:
        """The selected rows of `Table.distinct`."""
        return _distinct(table, self).copy(deep=False)

    def pictured(self, table: Table) -> pd.DataFrame:
        """As `distinct`, including the claims of the article left out, with ``fades`` True: pictures show what rests on it."""
        return self._faded(replace(self, without="").distinct(table))

    def drawn(self, table: Table) -> pd.DataFrame:
        """As `rows`, including the claims of the article left out, with ``fades`` True."""
        return self._faded(replace(self, without="").rows(table))

    def records(self, table: Table, fields: Sequence[str]) -> list[dict[str, Any]]:
        """As `drawn`, as plain records of ``fields`` (columns of the claims) and ``fades``."""
        places = self.places(table).tolist()
        # Column by column, because the drawing of all findings reads each claim hundreds of times.
        cells = [list(map(_cells(table, field).__getitem__, places)) for field in fields]
        fades = [article == self.without for article in map(_cells(table, "article").__getitem__, places)]
        names = (*fields, "fades")
        return [dict(zip(names, row, strict=True)) for row in zip(*cells, fades, strict=True)]

    def places(self, table: Table) -> npt.NDArray[np.intp]:
        """The row positions, in ``table.claims``, of the claims of `drawn`."""
        return np.flatnonzero(mask(table, replace(self, without=""), table.numbered))

    def _faded(self, rows: pd.DataFrame) -> pd.DataFrame:
        return rows.assign(fades=rows["article"] == self.without) if self.without else rows

    def rows(self, table: Table, first: int | None = None) -> pd.DataFrame:
        """The selected rows of ``table.claims``, restatements included; at most ``first`` of them."""
        matching = mask(table, self, table.numbered)
        if matching.all():
            return table.claims.head(first) if first is not None else table.claims.copy(deep=False)
        return table.claims.iloc[np.flatnonzero(matching)[:first]]

    def sizes(self, table: Table) -> tuple[int, int]:
        """The number of selected claims without restatements, and the number of selected restatements."""
        rows = _rows_for(table, self)
        matching, original = mask(table, self, rows), rows["restates"].holds([""])
        return int(rows.weights[matching & original].sum()), int(rows.weights[matching & ~original].sum())

    def counts(self, table: Table, name: str) -> Mapping[str, int]:
        """The number of claims, without restatements, for each value of a filter, with the other filters and the lenses applied."""
        others: dict[str, Any] = {name: ()}
        rows = table.numbered_distinct
        matching = mask(table, replace(self.only_filters(), **others), rows) & rows["restates"].holds([""])
        return rows[FILTERS[name].column].weight_by_value(matching, rows.weights)

    def lens_words(self, table: Table) -> list[str]:
        """A text for each lens that is on."""
        return [lens.text(lens.sentence, table, lens.value(self)) for lens in LENSES.values() if lens.value(self)]

    def words(self, table: Table) -> str:
        """The selection as text, starting with a capital; ``All claims`` when nothing is left out."""
        text = self.describe(table)
        return text[0].upper() + text[1:] if text else "All claims"

    def describe(self, table: Table) -> str:
        """The selection as text: ``city: Shanghai or Hefei · status: Target``; empty when nothing is left out."""
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
    """A facet as text: ``kind: Zone``, ``3 claims behind one mark``."""
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
    """Which of ``rows`` a selection includes."""
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
    """The frame to filter: all claims for a search, a paragraph or keys, which alike claims do not share; else the distinct ones."""
    one_by_one = selection.search or any(name in ("paragraph", "claims", CELLS) for name, _ in selection.facets)
    return table.numbered if one_by_one else table.numbered_distinct


@lru_cache(maxsize=256)
def _cells(table: Table, column: str) -> list[Any]:
    return table.claims[column].tolist()


@lru_cache(maxsize=256)
def _distinct(table: Table, selection: Selection) -> pd.DataFrame:
    rows = _rows_for(table, selection)
    matching = mask(table, selection, rows)
    return rows.frame if matching.all() else rows.frame.iloc[np.flatnonzero(matching)]


def read_query(table: Table, query: Iterable[tuple[str, str]]) -> tuple[Selection, list[str]]:
    """Parse the parameters of an address: the selection, and a sentence for each parameter or value that is unknown."""
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
                unknown.append(f"The link asks for {name} {quoted(value)}, which is no lens; try {listed(choices)}.")
        elif name == CELLS:
            if read_cells(table, value):
                facets[name] = value
            else:
                unknown.append(f"The link asks for cells {quoted(value)}, which are none of this table; open them in Explore.")
        elif column is None:
            if name not in SCREEN:
                unknown.append(f"The link asks for {quoted(name)}, which no screen knows; it was left out.")
        elif name == "claims":
            keys = dict.fromkeys(value.split() or [value])
            known = dict.fromkeys(claim for claim in keys if claim in table.claims.index)
            lost = [claim for claim in keys if claim not in known]
            unknown += [f"The link asks for the claim {quoted(claim)}, which the table does not hold." for claim in lost]
            if known:
                facets[name] = " ".join(known)
        elif value not in values(table, column):
            offer = listed(values(table, column)) if name in FILTERS else "a value from the table"
            unknown.append(f"The link asks for {name} {quoted(value)}, which the table does not hold; try {offer}.")
        elif name in FILTERS:
            filters[name] += [value] if value not in filters[name] else []
        else:
            facets[name] = value
    chosen: dict[str, Any] = {
        name: tuple(v for v in values(table, FILTERS[name].column) if v in picked) for name, picked in filters.items()
    }
    chosen |= {LENSES[name].field: True if LENSES[name].word else value for name, value in lenses.items()}
    selection = Selection(**chosen, facets=tuple(facets.items()), search=search)
    more = len(unknown) - _MOST_MESSAGES
    return selection, unknown if more < 1 else [
        *unknown[:_MOST_MESSAGES],
        f"And {plural(more, 'other word')} of the link that nobody knows.",
    ]

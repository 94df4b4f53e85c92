"""What is asked of the table: one frozen value shared by the address bar, the screens and the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import pandas as pd

from dashboard.table.load import Table
from dashboard.table.problems import listed, shown

FILTERS = {"cities": "city", "areas": "area", "articles": "article", "status": "status", "speakers": "speaker_kind"}
"""The sidebar's filters: parameter of the address to column of the claims. The names are a promise."""

FACETS = {
    "city": "city",
    "aspect": "aspect",
    "area": "area",
    "basis": "basis",
    "institution": "institution",
    "relation": "relation",
    "kind": "kind",
    "measure": "measure",
    "dimension": "dimension",
    "article": "article",
    "paragraph": "paragraph",
    "stands": "status",
    "speaker_kind": "speaker_kind",
    "speaker": "speaker",
}
"""What a mark, a name or a count narrows the evidence to: parameter of the address to column of the claims.

No name is one of a filter's, so a facet never changes what the sidebar holds.
"""

SCREEN = ("claim", "show", "view", "first", "second")
"""Parameters of the address that belong to a screen and are no part of the selection."""

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

    def with_facets(self, **facets: str | int) -> Selection:
        """The same filters, narrowed to what a mark stands for."""
        return replace(self, facets=tuple((name, str(value)) for name, value in facets.items()), search="")

    def only_filters(self) -> Selection:
        """The same filters without facets and search."""
        return replace(self, facets=(), search="")

    def query(self) -> Query:
        """The selection as parameters of the address."""
        filters = [(name, value) for name in FILTERS for value in self.chosen(name)]
        return (*filters, *self.facets, *((("q", self.search),) if self.search else ()))

    def rows(self, table: Table) -> pd.DataFrame:
        """The claims asked for, restatements included, in the order of the table."""
        return _narrowed(table.claims, self)

    def counts(self, table: Table, name: str) -> Mapping[str, int]:
        """How many claims each value of a filter holds while the other filters stay as they are."""
        others: dict[str, Any] = {name: ()}
        rest = _narrowed(table.claims, replace(self.only_filters(), **others))
        return {str(value): int(count) for value, count in rest[FILTERS[name]].value_counts().items()}

    def describe(self, table: Table) -> str:
        """What is asked as words: ``city: Shanghai or Hefei · status: Target``; empty when nothing is left out."""
        parts = []
        for name, column in FILTERS.items():
            labels = [table.label(column, value) for value in self.chosen(name)]
            if labels:
                parts.append(f"{table.package['claims'][column].title.lower()}: {listed(labels)}")
        for name, value in self.facets:
            parts.append(f"{name.replace('_', ' ')}: {table.label(FACETS[name], value)}")
        if self.search:
            parts.append(f"words: {self.search}")
        return " · ".join(parts)


def _narrowed(claims: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    keep = pd.Series(True, index=claims.index)
    for name, column in FILTERS.items():
        chosen = selection.chosen(name)
        if chosen:
            keep &= claims[column].isin(chosen)
    for name, value in selection.facets:
        keep &= claims[FACETS[name]].astype("str") == value
    for word in selection.search.casefold().split():
        keep &= claims["searched"].str.contains(word, regex=False)
    return claims[keep]


def read_query(table: Table, query: Iterable[tuple[str, str]]) -> tuple[Selection, list[str]]:
    """A selection from parameters of an address, and a sentence for each one that nobody knows."""
    filters: dict[str, list[str]] = {name: [] for name in FILTERS}
    facets: dict[str, str] = {}
    search, unknown = "", []
    for name, value in query:
        column = FILTERS.get(name) or FACETS.get(name)
        if name == "q":
            search = value.strip()
        elif column is None:
            if name not in SCREEN:
                unknown.append(f"The link asks for {shown(name)}, which no screen knows; it was left out.")
        elif value not in values(table, column):
            choices = listed(values(table, column)) if name in FILTERS else "a value from the table"
            unknown.append(f"The link asks for {name} {shown(value)}, which the table does not hold; try {choices}.")
        elif name in FILTERS:
            filters[name] += [value] if value not in filters[name] else []
        else:
            facets[name] = value
    chosen = {name: tuple(v for v in values(table, FILTERS[name]) if v in picked) for name, picked in filters.items()}
    return Selection(**chosen, facets=tuple(facets.items()), search=search), unknown


def values(table: Table, column: str) -> tuple[str, ...]:
    """Every value a column of the claims holds: vocabularies in their own order, the rest sorted."""
    if column in ("city", "area", "article", "institution", "measure"):
        vocabulary = {"city": "cities", "area": "areas", "article": "articles", "institution": "institutions", "measure": "measures"}
        return tuple(table.vocabularies[vocabulary[column]].index)
    resource = table.package["claims"]
    if column in resource.columns and resource[column].words:
        return resource[column].words
    return tuple(sorted(set(table.claims[column].astype("str")) - {""}))

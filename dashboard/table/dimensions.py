"""What claims are arranged by where each is one square: the dimensions, and the arrangement an address asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.table.load import Table
from dashboard.table.problems import listed, shown
from dashboard.table.values import values
from dashboard.table.wording import USUAL as USUAL_WORDING
from dashboard.table.wording import Wording

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Dimension:
    """One way to sort claims into groups: its title, the column of the claims, and what becomes of a cell, if not the cell itself."""

    title: str
    column: str
    group: Callable[[pd.Series], pd.Series] | None = None
    ranked: bool = False
    """Whether its groups are ordered by how many claims they hold; else in the order of the table."""
    facet: str = ""
    """The parameter that narrows the evidence to one of its groups, if there is one."""


DIMENSIONS: Mapping[str, Dimension] = {
    "city": Dimension("City", "city", facet="city"),
    "status": Dimension("Status", "status", facet="stands"),
    "tie": Dimension("Kind of tie", "basis", facet="basis"),
    "speaker": Dimension("Who speaks", "speaker_kind", ranked=True, facet="speaker_kind"),
    "stake": Dimension("Own stake", "interest"),
    "article": Dimension("Article", "article", facet="article"),
    "year": Dimension("Year printed", "published", lambda dates: dates.str[:4]),
    "area": Dimension("Focus area", "area", ranked=True, facet="area"),
    "group": Dimension("Group of areas", "area_group", ranked=True),
    "kind": Dimension("Kind of body", "kind", ranked=True, facet="kind"),
    "aspect": Dimension("What it is about", "aspect", facet="aspect"),
    "support": Dimension("Support", "support", lambda articles: (articles > 1).map({True: "several", False: "one"})),
    "all": Dimension("Nothing", "restates", lambda originals: originals.str[:0]),
}
"""Every dimension by its word in addresses, which is a promise, in the order of the menus."""

FOLLOWS = "fill"
"""The order that follows whatever fills the squares."""


@dataclass(frozen=True)
class Arrangement:
    """What stands across and down, what fills the squares, and what orders those of one cell: each a word of `DIMENSIONS`."""

    across: str = "city"
    down: str = "status"
    fill: str = "status"
    order: str = FOLLOWS

    @property
    def whole(self) -> tuple[tuple[str, str], ...]:
        """All four as parameters of the address."""
        return tuple((field.name, str(getattr(self, field.name))) for field in fields(self))

    def query(self) -> tuple[tuple[str, str], ...]:
        """Those that are not as usual, as parameters of the address."""
        return tuple(pair for pair, usual in zip(self.whole, USUAL.whole, strict=True) if pair != usual)

    @property
    def ordered(self) -> str:
        """The dimension that orders the squares of a cell."""
        return self.fill if self.order == FOLLOWS else self.order


USUAL = Arrangement()
PLACES = tuple(name for name, _ in USUAL.whole)
"""The parameters of an arrangement."""


def title(key: str, wording: Wording = USUAL_WORDING) -> str:
    """What a dimension is called."""
    return wording.head if key == "city" else DIMENSIONS[key].title


def choices(place: str, wording: Wording = USUAL_WORDING) -> dict[str, str]:
    """What can be chosen for one of `PLACES`, with its title."""
    titles = {key: title(key, wording) for key in DIMENSIONS}
    return {FOLLOWS: "As filled", **titles} if place == "order" else titles


def read_arrangement(query: Iterable[tuple[str, str]]) -> tuple[Arrangement, list[str]]:
    """An arrangement from parameters of an address, and a sentence for each one that nobody knows."""
    asked, unknown = dict(USUAL.whole), []
    for name, value in query:
        if name in PLACES and value in choices(name):
            asked[name] = value
        elif name in PLACES:
            unknown.append(f"The link asks for {name} {shown(value)}, by which no claim is arranged; try {listed(tuple(choices(name)))}.")
    return Arrangement(**asked), unknown


@dataclass(frozen=True, eq=False)
class Groups:
    """The groups of a dimension in the order of the table, and the number of the group of each claim, row by row."""

    values: tuple[str, ...]
    numbers: Numbers


@lru_cache(maxsize=64)
def groups(table: Table, key: str) -> Groups:
    """How a dimension sorts the claims of a table; those that have none of it are the last group, under the empty name."""
    dimension = DIMENSIONS[key]
    cells = table.claims[dimension.column]
    found, known = pd.factorize((dimension.group(cells) if dimension.group else cells).astype("str"))
    # A city stands there also where nothing is said of it.
    every = {*map(str, known), *(table.cities if key == "city" else ())}
    named = tuple(sorted(every, key=_order(table, key)))
    rank = {value: number for number, value in enumerate(named)}
    places = np.array([rank[str(value)] for value in known], dtype=np.int64)
    return Groups(named, places[found] if len(known) else found.astype(np.int64))


def _order(table: Table, key: str) -> Callable[[str], tuple[bool, int, str]]:
    if key == "article":
        known: tuple[str, ...] = tuple(map(str, table.vocabularies["articles"].sort_values("published", kind="stable").index))
    elif key == "support":
        known = ("several", "one")
    elif key in ("year", "all"):
        known = ()
    elif key == "city":
        known = table.cities
    else:
        known = values(table, DIMENSIONS[key].column) if DIMENSIONS[key].column in _LISTED else ()
    place = {value: number for number, value in enumerate(known)}
    return lambda value: (not value and key != "all", place.get(value, len(place)), value)


_LISTED = ("status", "basis", "interest", "aspect", "speaker_kind")
"""The columns whose vocabulary has an order of its own."""

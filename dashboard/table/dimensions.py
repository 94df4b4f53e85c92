"""The dimensions by which the squares of Explore can be arranged, and the arrangement in an address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from dashboard.table.load import Table
from dashboard.table.problems import listed, quoted
from dashboard.table.values import values
from dashboard.table.wording import USUAL as USUAL_WORDING
from dashboard.table.wording import Wording

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Dimension:
    """A way to group claims: its title, a column of the claims, and optionally a function from cells of the column to groups."""

    title: str
    column: str
    group: Callable[[pd.Series], pd.Series] | None = None
    ranked: bool = False
    """Whether its groups are ordered by how many claims they hold; else in the order of the table."""


DIMENSIONS: Mapping[str, Dimension] = {
    "city": Dimension("City", "city"),
    "status": Dimension("Status", "status"),
    "tie": Dimension("Kind of tie", "basis"),
    "speaker": Dimension("Who speaks", "speaker_kind", ranked=True),
    "stake": Dimension("Own stake", "interest"),
    "article": Dimension("Article", "article"),
    "year": Dimension("Year printed", "published", lambda dates: dates.str[:4]),
    "area": Dimension("Focus area", "area", ranked=True),
    "group": Dimension("Group of areas", "area_group", ranked=True),
    "kind": Dimension("Kind of body", "kind", ranked=True),
    "aspect": Dimension("What it is about", "aspect"),
    "support": Dimension("Support", "support", lambda articles: (articles > 1).map({True: "several", False: "one"})),
    "all": Dimension("Nothing", "restates", lambda originals: originals.str[:0]),
}
"""The dimensions by their key in addresses (which must not change), in the order of the menus."""

FOLLOWS = "fill"
"""The order that follows the dimension of the fill."""


@dataclass(frozen=True)
class Arrangement:
    """The dimensions across and down, of the fill, and of the order within a cell: each a key of `DIMENSIONS`."""

    across: str = "city"
    down: str = "status"
    fill: str = "status"
    order: str = FOLLOWS

    @property
    def whole(self) -> tuple[tuple[str, str], ...]:
        """All parameters, as pairs for the address."""
        return tuple((field.name, str(getattr(self, field.name))) for field in fields(self))

    def query(self) -> tuple[tuple[str, str], ...]:
        """The parameters that differ from the defaults, as pairs for the address."""
        return tuple(pair for pair, usual in zip(self.whole, USUAL.whole, strict=True) if pair != usual)

    @property
    def ordered(self) -> str:
        """The dimension that orders the squares of a cell."""
        return self.fill if self.order == FOLLOWS else self.order


USUAL = Arrangement()
PLACES = tuple(name for name, _ in USUAL.whole)
"""The parameters of an arrangement."""


def title(key: str, wording: Wording = USUAL_WORDING) -> str:
    """The title of a dimension."""
    return wording.head if key == "city" else DIMENSIONS[key].title


def choices(place: str, wording: Wording = USUAL_WORDING) -> dict[str, str]:
    """The options for one of `PLACES`: key to title."""
    titles = {key: title(key, wording) for key in DIMENSIONS}
    return {FOLLOWS: "As filled", **titles} if place == "order" else titles


def read_arrangement(query: Iterable[tuple[str, str]]) -> tuple[Arrangement, list[str]]:
    """The arrangement in the parameters of an address, and a sentence for each unknown value."""
    chosen, unknown = dict(USUAL.whole), []
    for name, value in query:
        if name in PLACES and value in choices(name):
            chosen[name] = value
        elif name in PLACES:
            unknown.append(f"The link asks for {name} {quoted(value)}, by which no claim is arranged; try {listed(tuple(choices(name)))}.")
    return Arrangement(**chosen), unknown


@dataclass(frozen=True, eq=False)
class Groups:
    """The groups of a dimension, ordered, and for each claim (row by row) the index of its group."""

    values: tuple[str, ...]
    numbers: Numbers


@lru_cache(maxsize=64)
def groups(table: Table, key: str) -> Groups:
    """The groups of a dimension over the claims of ``table``; claims without a value are in the last group, the empty string."""
    dimension = DIMENSIONS[key]
    cells = table.claims[dimension.column]
    codes, uniques = pd.factorize((dimension.group(cells) if dimension.group else cells).astype("str"))
    # A city stands there also where nothing is said of it.
    every = {*map(str, uniques), *(table.cities if key == "city" else ())}
    ordered = tuple(sorted(every, key=_order(table, key)))
    rank = {value: number for number, value in enumerate(ordered)}
    places = np.array([rank[str(value)] for value in uniques], dtype=np.int64)
    return Groups(ordered, places[codes] if len(uniques) else codes.astype(np.int64))


def _order(table: Table, key: str) -> Callable[[str], tuple[bool, int, str]]:
    if key == "article":
        order: tuple[str, ...] = tuple(map(str, table.vocabularies["articles"].sort_values("published", kind="stable").index))
    elif key == "support":
        order = ("several", "one")
    elif key in ("year", "all"):
        order = ()
    elif key == "city":
        order = table.cities
    else:
        order = values(table, DIMENSIONS[key].column) if DIMENSIONS[key].column in _LISTED else ()
    place = {value: number for number, value in enumerate(order)}
    return lambda value: (not value and key != "all", place.get(value, len(place)), value)


_LISTED = ("status", "basis", "interest", "aspect", "speaker_kind")
"""The columns whose vocabulary defines an order."""

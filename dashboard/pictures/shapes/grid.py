"""Rows in blocks against columns, with tiles in each cell: who has what, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.pictures.model import Mark


@dataclass(frozen=True)
class Tile(Mark):
    """A mark in a cell; an empty slot says so where it is ``strong``: the finding."""

    strong: bool = False


@dataclass(frozen=True)
class GridColumn:
    """What the cells of a column are about; ``city`` is its hue, ``note`` stands below its name in large type."""

    city: str
    name: str
    note: Mark | None = None
    strong: bool = False
    lead: Mark | None = None
    """What the name leads to."""


@dataclass(frozen=True)
class GridRow:
    """A row by its name, which leads to all that is behind it, with the tiles of each column, one for each place."""

    label: Mark
    cells: tuple[tuple[Tile, ...], ...]
    strong: bool = False


@dataclass(frozen=True)
class GridBlock:
    """Rows of one pattern; a title is followed by their number in brackets."""

    title: str
    rows: tuple[GridRow, ...]
    strong: bool = False


@dataclass(frozen=True)
class GridGroup:
    """Marks by name and not by row, under the name of their city or other words."""

    city: str
    title: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Grid:
    """The body of a picture of rows and columns.

    A ``table`` has named ``places`` in each cell, and groups below it; ``panels`` draw one square a row.
    """

    form: Literal["table", "panels"]
    columns: tuple[GridColumn, ...]
    blocks: tuple[GridBlock, ...]
    lead: str
    """What the large numbers of the columns count."""
    places: tuple[str, ...] = ()
    pair: str = ""
    """The places in words, for where there is no room for their names."""
    aside: str = ""
    """What the groups are."""
    groups: tuple[GridGroup, ...] = ()

"""Rows in blocks against columns, with tiles in each cell: who has what, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboard.pictures.model import Mark


@dataclass(frozen=True)
class Tile(Mark):
    """A mark in a cell. Its words are drawn where it is ``told`` (and ``strong``: the finding), or where it is words alone."""

    told: bool = False
    strong: bool = False
    hidden: bool = False
    """Whether filters leave it out: no empty slot, for the articles are not silent."""
    share: float | None = None
    """How much is left of something, where a cell shows that: a bar, its words below."""


@dataclass(frozen=True)
class Column:
    """What the cells of a column are about; ``city`` is its hue, ``note`` stands below its name."""

    city: str
    name: str
    note: Mark | None = None
    strong: bool = False


@dataclass(frozen=True)
class Row:
    """A row by its name, which leads to all that is behind it, with the tiles of each column; one tile alone fills its cell."""

    label: Mark
    cells: tuple[tuple[Tile, ...], ...]
    strong: bool = False


@dataclass(frozen=True)
class Block:
    """Rows of one pattern; a title is followed by their number in brackets."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Group:
    """Marks by name and not by row, under the name of their city or other words."""

    city: str
    title: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Grid:
    """The body of a picture of rows and columns.

    A ``table`` has named ``places`` in each cell and groups by name beside it; ``bands`` draw one bar a row, under
    the number of each column, which is of what ``aside`` says.
    """

    form: Literal["table", "bands"]
    columns: tuple[Column, ...]
    places: tuple[str, ...]
    blocks: tuple[Block, ...]
    aside: str = ""
    """What the groups are, or what the numbers of bands count."""
    groups: tuple[Group, ...] = ()
    statuses: tuple[tuple[str, str], ...] = ()
    """Each status with its word, for what is only counted of the groups."""

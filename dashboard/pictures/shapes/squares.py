"""Rows by columns, a unit square a claim in each cell: areas say how many."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.pictures.model import Mark


@dataclass(frozen=True)
class UnitSquare(Mark):
    """One square. It is drawn in the hue of its city where it is what the picture is about, else in grey."""

    told: bool = False


@dataclass(frozen=True)
class Stack:
    """The squares of one cell, if any."""

    units: tuple[UnitSquare, ...]


@dataclass(frozen=True)
class SquaresRow:
    """A row: its name, how many there are in all of it, and its cells in the order of the columns."""

    name: str
    count: Mark
    stacks: tuple[Stack, ...]
    together: str = ""
    """What it is called as one with others, where they find too little room each by itself."""


@dataclass(frozen=True)
class SquaresGroup:
    """Rows below a heading, which says how many squares they hold; ``told``: whether they are what the picture is about."""

    words: str
    count: Mark | None
    """What leads to all of them, if there are any."""
    told: bool
    rows: tuple[SquaresRow, ...]
    aside: Mark | None = None
    """What some of the squares have in common, in words."""
    sums: tuple[Mark | None, ...] = ()
    """How many of the squares of each column are what the headline counts, in words below the rows."""
    sums_of: str = ""
    """What these count."""
    share: str = ""
    """The share that the headline speaks of, which is drawn large."""


@dataclass(frozen=True)
class SquaresColumn:
    """A column: its city, and how many there are in all of it."""

    city: str
    name: str
    words: str
    count: Mark | None
    """What leads to all of them, if there are any."""


@dataclass(frozen=True)
class Squares:
    """The table of squares; ``lead`` stands before the names of the columns."""

    lead: str
    columns: tuple[SquaresColumn, ...]
    groups: tuple[SquaresGroup, ...]

    @property
    def rows(self) -> tuple[SquaresRow, ...]:
        """The rows of all groups."""
        return tuple(row for group in self.groups for row in group.rows)

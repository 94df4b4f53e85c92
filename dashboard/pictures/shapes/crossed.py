"""Groups across by groups down, the claims of each cell as equal squares that can be filled by anything."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.pictures.model import Mark


@dataclass(frozen=True)
class CrossedUnit(Mark):
    """One square. Without a status it is filled plainly: in the hue of its city, or in one of the tones of ink."""

    tone: str = ""
    """The name of the tone; empty for the hue of the city."""


@dataclass(frozen=True)
class CrossedCell:
    """The squares of one cell, or the empty slot that says there are none."""

    units: tuple[Mark, ...]


@dataclass(frozen=True)
class CrossedGroup:
    """A group across or down: its name, the hue of its name, and how many claims it holds."""

    name: str
    hue: str
    count: Mark


@dataclass(frozen=True)
class CrossedRow:
    """A group down with its cells, in the order of the groups across."""

    group: CrossedGroup
    cells: tuple[CrossedCell, ...]


@dataclass(frozen=True)
class Crossed:
    """The table of squares; ``key`` says what a fill means that is no status: hues with their words."""

    corner: str
    columns: tuple[CrossedGroup, ...]
    rows: tuple[CrossedRow, ...]
    lead: str = ""
    key: tuple[tuple[str, str], ...] = ()

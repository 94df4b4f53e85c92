"""Rows of squares that are alike as one, where each by itself would leave too little room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from dashboard.pictures.model import rest
from dashboard.pictures.shapes.squares import Squares, SquaresRow, Stack, UnitSquare
from dashboard.render.scene import INKS, ink_of


def folded_rows(body: Squares) -> Squares:
    """The rows that the picture is not about together as far as they are alike, the surest squares first."""
    groups = []
    for group in body.groups:
        rows: list[SquaresRow] = []
        for name, part in groupby(group.rows, key=lambda row: row.together):
            alike = tuple(part)
            rows += [_as_one(name, alike)] if name and len(alike) > 1 else alike
        groups.append(replace(group, rows=tuple(rows), aside=group.aside if tuple(rows) == group.rows else None))
    return replace(body, groups=tuple(groups))


def _as_one(name: str, rows: Sequence[SquaresRow]) -> SquaresRow:
    columns = zip(*(row.stacks for row in rows), strict=True)
    stacks = tuple(Stack(tuple(sorted((unit for stack in column for unit in stack.units), key=_sure))) for column in columns)
    number = sum(not unit.faded for stack in stacks for unit in stack.units)
    return SquaresRow(name, rest(tuple(row.count for row in rows), f"{number:,}"), stacks)


def _sure(unit: UnitSquare) -> int:
    return INKS.index(ink_of(unit.status)) if unit.status else len(INKS)

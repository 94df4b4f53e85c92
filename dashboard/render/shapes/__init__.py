"""How each shape is placed in a box; one file and one line a shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from dashboard.pictures.shapes import Cards, Columns, Crossed, Grid, Lanes, Nested, Squares, Strips, Towers, Verdicts
from dashboard.render.flow import Type
from dashboard.render.scene import Box, Placed
from dashboard.render.shapes import cards, columns, crossed, grid, lanes, nested, squares, strips, towers, verdicts

Layout: TypeAlias = Callable[[Any, Box, Type], Placed]

LAYOUTS: Mapping[type, Layout] = {
    Cards: cards.place,
    Columns: columns.place,
    Crossed: crossed.place,
    Grid: grid.place,
    Lanes: lanes.place,
    Nested: nested.place,
    Squares: squares.place,
    Strips: strips.place,
    Towers: towers.place,
    Verdicts: verdicts.place,
}
"""The layout of each shape. It fills a box of fixed height and is as tall as it needs in another."""

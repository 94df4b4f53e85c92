"""The few shapes a picture's body takes, one a file; each has its layout of the same name in `dashboard.render.shapes`."""

from dashboard.pictures.shapes.columns import Cell, Columns, Head, Number, Share, Slot
from dashboard.pictures.shapes.grid import Block, Column, Grid, Group, Row, Tile
from dashboard.pictures.shapes.lanes import Interval, Lane, Lanes
from dashboard.pictures.shapes.squares import Squares
from dashboard.pictures.shapes.strips import Strips

__all__ = [
    "Block", "Cell", "Column", "Columns", "Grid", "Group", "Head", "Interval", "Lane", "Lanes", "Number", "Row", "Share", "Slot", "Squares",
    "Strips", "Tile",
]  # fmt: skip

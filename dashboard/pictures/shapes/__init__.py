"""The few shapes a picture's body takes, one a file; each has its layout of the same name in `dashboard.render.shapes`."""

from dashboard.pictures.shapes.columns import Cell, Columns, Head, Number, Slot
from dashboard.pictures.shapes.lanes import Interval, Lane, Lanes
from dashboard.pictures.shapes.squares import Column, Row, Squares, Stack, Unit
from dashboard.pictures.shapes.strips import Block, Place, Strip, Strips

__all__ = [
    "Block", "Cell", "Column", "Columns", "Head", "Interval", "Lane", "Lanes", "Number", "Place", "Row", "Slot", "Squares", "Stack",
    "Strip", "Strips", "Unit",
]  # fmt: skip

"""The few shapes a picture's body takes, one a file; each has its layout of the same name in `dashboard.render.shapes`."""

from dashboard.pictures.shapes.columns import Cell, Columns, Head, Number, Slot
from dashboard.pictures.shapes.lanes import Interval, Lane, Lanes

__all__ = ["Cell", "Columns", "Head", "Interval", "Lane", "Lanes", "Number", "Slot"]

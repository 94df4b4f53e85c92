"""The few shapes a picture's body takes, one a file; each has its layout of the same name in `dashboard.render.shapes`."""

from dashboard.pictures.shapes.cards import Card, Cards
from dashboard.pictures.shapes.columns import ColumnCell, Columns, Head, Number, Share, Slot
from dashboard.pictures.shapes.crossed import Crossed
from dashboard.pictures.shapes.grid import Grid, GridBlock, GridColumn, GridGroup, GridRow, Tile
from dashboard.pictures.shapes.lanes import Interval, Lane, Lanes
from dashboard.pictures.shapes.nested import Aside, Body, NamedBody, Nested, NestedPlace, Note, Seat
from dashboard.pictures.shapes.squares import Squares
from dashboard.pictures.shapes.strips import Strips
from dashboard.pictures.shapes.towers import Tower, Towers
from dashboard.pictures.shapes.verdicts import Verdicts

__all__ = [
    "Aside",
    "Body",
    "Card",
    "Cards",
    "ColumnCell",
    "Columns",
    "Crossed",
    "Grid",
    "GridBlock",
    "GridColumn",
    "GridGroup",
    "GridRow",
    "Head",
    "Interval",
    "Lane",
    "Lanes",
    "NamedBody",
    "Nested",
    "NestedPlace",
    "Note",
    "Number",
    "Seat",
    "Share",
    "Slot",
    "Squares",
    "Strips",
    "Tile",
    "Tower",
    "Towers",
    "Verdicts",
]

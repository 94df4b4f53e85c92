"""The heads of columns: towers of unit squares in one scale, and below each its city and its count."""

from __future__ import annotations

from dashboard.pictures.shapes import Columns, Head
from dashboard.render.flow import paragraph
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Placed, Rect, Text
from dashboard.render.shapes.column_cells import ColumnGrid
from dashboard.render.squares import merged, pitch_of, squares, tall

_LARGEST, _SMALLEST = 0.62, 0.25
"""The largest and the smallest unit square, in ems of body type: with more claims a square stands for several of them."""

_SHRUNK = 0.8
"""How much smaller names may be to stand in one line with their count."""


def place_heads(body: Columns, grid: ColumnGrid, height: float) -> Placed:
    """The heads from the top of the page down, the tallest tower no taller than ``height``."""
    type_, width = grid.type, grid.width
    most = max((len(head.squares) for head in body.heads), default=0)
    pitch, each = pitch_of(most, width, height, type_.body * _LARGEST, type_.body * _SMALLEST)
    towers = [merged(head.squares, each) for head in body.heads]
    top = max((tall(len(tower), width, pitch) for tower in towers), default=0.0)
    items: list[Item] = []
    rule = type_.body * 0.16
    for number, (head, tower) in enumerate(zip(body.heads, towers, strict=True)):
        items += squares(tower, Box(grid.x(number), 0, width, top), pitch)
        items.append(Rect(grid.x(number), top + 3, width, rule, "solid", head.city))
    base = top + 3 + rule
    size = min(type_.title, *(_one_line(head, grid) for head in body.heads))
    wide = size >= _SHRUNK * type_.title
    size = size if wide else _fitted(body, grid)
    line = base + size * 1.1
    for number, head in enumerate(body.heads):
        items += _name(head, grid, number, line, size, wide, "" if each == 1 else body.unit)
    end = line if wide else line + type_.title * 1.12
    unit = body.unit if each == 1 else f"one square, {each:,} {body.unit}"
    # The unit stands level with the counts; where a square is several claims it takes the lines above them, too.
    title = paragraph(unit, grid.box.x, 0, grid.gutter - type_.small * 0.5, type_.small, "muted")
    last = max((item.y for item in title.items if isinstance(item, Text)), default=0.0)
    title = paragraph(unit, grid.box.x, end - last, grid.gutter - type_.small * 0.5, type_.small, "muted")
    return Placed((*items, *title.items), end + type_.body * 0.5)


def _one_line(head: Head, grid: ColumnGrid) -> float:
    """The size of a name with which it stands in one line with its Chinese name, which keeps its size, and its count."""
    return (grid.width - width_of(head.chinese, grid.type.small)) / (width_of(head.name + head.count.words, 1, 700) + 0.9)


def _fitted(body: Columns, grid: ColumnGrid) -> float:
    """The size of names with which the longest is as wide as its column."""
    widest = max(width_of(head.name, grid.type.title, 700) for head in body.heads)
    return grid.type.title * min(1, grid.width / widest)


def _name(head: Head, grid: ColumnGrid, number: int, line: float, size: float, wide: bool, unit: str) -> list[Item]:
    """The name of a city, its Chinese name and its count, in one line or in two."""
    type_, x = grid.type, grid.x(number)
    found: list[Item] = [Text(x, line, head.name, size, head.city, 700)]
    if wide:
        found.append(Text(x + width_of(head.name, size, 700) + size * 0.3, line, head.chinese, type_.small, head.city))
        found.append(Text(grid.right(number), line, head.count.words, size, head.city, 700, "end", mark=head.count))
        return found
    line += type_.title * 1.12
    found.append(Text(x, line, head.count.words, type_.title, head.city, 700, mark=head.count))
    if width_of(head.count.words, type_.title, 700) + width_of(head.chinese, type_.small) + type_.small * 0.5 < grid.width:
        found.append(Text(grid.right(number), line, head.chinese, type_.small, head.city, anchor="end"))
    return found

"""Grids as panels, block by block: the title of a block, its squares in every panel, and right below them its rows by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.pictures.model import Mark
from dashboard.pictures.shapes import Grid, GridBlock
from dashboard.render.flow import LEADING, Type, listed, swatch
from dashboard.render.metrics import width_of
from dashboard.render.scene import Box, Item, Line, Placed, Text
from dashboard.render.shapes.grid_panels import PanelWay, head_of, squares_of, title_of

_NUMERALS = (1.25, 1.0, 0.8)
"""How large numbers are, of their usual size."""
_SMALLEST, _LARGEST = 0.75, 1.6
"""How far apart squares stand at least and at most, in ems of small type."""
_APART = 0.6
"""The room between two blocks at least, in ems."""
_MANY = 8
"""From how many names on they stand in columns."""
_MARK = 1.15
"""How far a name stands from the left of its square, in ems."""


def place_rows(body: Grid, box: Box, type_: Type) -> Placed | None:
    """The blocks below each other in a frame; None where the panels do not stand side by side or do not find room."""
    if box.height is None or not body.blocks:
        return None
    size = type_.small
    whole = PanelWay(body, box, type_, type_.numeral, size, ())
    if not whole.title:
        return None
    right = Box(box.x + whole.title, box.y, box.width - whole.title, box.height)
    names = [_names(block, right, size) for block in body.blocks]
    for larger in _NUMERALS:
        way = replace(whole, box=right, numeral=type_.numeral * larger)
        if way.across < len(body.columns) or not way.beside:
            continue
        row = _across(body, way.panel, size)
        if row is None:
            return None
        lines = sum(-(-len(block.rows) // row) for block in body.blocks)
        used = way.head + size * 0.3 + sum(placed.height for placed in names) + size * _APART * len(names)
        pitch = min(way.panel / (row - 0.14), size * _LARGEST, (box.height - used) / lines)
        if pitch >= size * _SMALLEST:
            spare = max(box.height - used - lines * pitch, 0) / len(names)
            return _drawn(way, box.x, row, pitch, names, size * _APART + min(spare, size * 0.6))
    return None


def _across(body: Grid, panel: float, size: float) -> int | None:
    """How many squares stand side by side: so that the largest block fills its lines."""
    most, largest = int(panel / (size * _SMALLEST)), max(len(block.rows) for block in body.blocks)
    if not most:
        return None
    deep = -(-largest // most)
    # Two lines of a large block keep its squares close to their names.
    deep = max(deep, 2) if largest > _MANY * 2 else deep
    return max(-(-largest // deep), 2)


def _drawn(way: PanelWay, left: float, row: int, pitch: float, names: Sequence[Placed], apart: float) -> Placed:
    body, box, size = way.body, way.box, way.type.small
    items: list[Item] = []
    lefts = [box.x + place * (way.panel + way.gap) for place in range(len(body.columns))]
    for column, x in zip(body.columns, lefts, strict=True):
        head_of(way, column, x, box.y, items)
    y = box.y + way.head + size * 0.3
    for block, placed in zip(body.blocks, names, strict=True):
        items.append(Line(left, y, box.right, y, "line", 1))
        y += apart * 0.4
        base = y + max(min(pitch, size), size * 0.9) * 0.5 + 0.34 * size
        items.append(Text(left, base, title_of(block), size, _hue(block), 700))
        for number, (column, x) in enumerate(zip(body.columns, lefts, strict=True)):
            squares_of(block, column, number, x, y, pitch, row, 0, items)
        y += -(-len(block.rows) // row) * pitch + apart * 0.1
        items += [replace(item, y=item.y + y) for item in placed.items if not isinstance(item, Line)]
        y += placed.height + apart * 0.5
    return Placed(tuple(items), y - box.y)


def _hue(block: GridBlock) -> str:
    owners = {tile.city for row in block.rows for tiles in row.cells for tile in tiles if tile.status or tile.hidden}
    return owners.pop() if len(owners) == 1 else "ink"


def _names(block: GridBlock, box: Box, size: float) -> Placed:
    """The rows of a block by name, from 0 down: many in columns that are read downwards, each with its ink; a few in a line."""
    hue = _hue(block)
    marks = [row.label if hue != "ink" else replace(row.label, status=None) for row in block.rows]
    if len(marks) <= _MANY or hue == "ink":
        return listed(marks, box.x, 0, box.width, size, hue, 99, "", 400)
    return _columns(marks, box, size, hue)


def _columns(marks: Sequence[Mark], box: Box, size: float, hue: str) -> Placed:
    needed = max(width_of(mark.words, size) for mark in marks) + size * (_MARK + 0.8)
    across = max(int((box.width + size * 0.8) / needed), 1)
    deep = -(-len(marks) // across)
    across = -(-len(marks) // deep)
    items: list[Item] = []
    for place, mark in enumerate(marks):
        x, middle = box.x + place // deep * box.width / across, (place % deep + 0.5) * size * LEADING
        if mark.status:
            items += swatch(x, middle - size * 0.36, size * 0.74, mark.status, mark.city or hue, mark)
        items.append(Text(x + size * _MARK, middle + 0.34 * size, mark.words, size, "muted" if mark.faded else "ink", mark=mark))
    return Placed(tuple(items), deep * size * LEADING)

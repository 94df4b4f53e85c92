"""The heads of columns: towers of unit squares in one scale, and below each its city and its count."""

from __future__ import annotations

from dashboard.pictures.shapes import Columns, Head
from dashboard.render.flow import LEADING, paragraph
from dashboard.render.metrics import clipped, width_of
from dashboard.render.scene import Box, Item, Placed, Rect, Text
from dashboard.render.shapes.column_cells import ColumnGrid
from dashboard.render.squares import across, merged, pitch_of, squares, tall

_LARGEST, _SMALLEST = 1.1, 0.25
"""The largest and the smallest unit square, in ems of body type: with more claims a square stands for several of them."""

_SHRUNK = 0.8
"""How much smaller names may be to stand in one line with their count."""

_SECOND = 0.98
"""How far below the line of names that of the counts is, in ems of titles."""


def place_heads(body: Columns, grid: ColumnGrid, height: float) -> Placed:
    """The heads from the top of the page down, the tallest tower no taller than ``height``."""
    type_, width = grid.type, grid.width
    pitch, each, top = _scale(body, grid, height)
    towers = [merged(head.squares, each) for head in body.heads]
    items: list[Item] = []
    rule = type_.body * 0.16
    for number, (head, tower) in enumerate(zip(body.heads, towers, strict=True)):
        items += squares(tower, Box(grid.x(number), 0, width, top), pitch)
        items.append(Rect(grid.x(number), top + 3, width, rule, "solid", head.city))
    base = top + 3 + rule
    size, wide = _names(body, grid)
    line = base + size * 1.06
    for number, head in enumerate(body.heads):
        items += _name(head, grid, number, line, size, wide)
    end = line if wide else line + type_.title * _SECOND
    unit = body.scale if each == 1 else f"1 square, {each:,} {body.unit}"
    # The unit stands level with the counts, broken at its comma; where a square is several claims it takes the lines above them, too.
    room = grid.gutter - type_.small * 0.5
    if width_of(unit, type_.small) > room:
        room = min(room, max(width_of(f"{part},", type_.small) for part in unit.split(", ")))
    title = paragraph(unit, grid.box.x, 0, room, type_.small, "muted")
    last = max((item.y for item in title.items if isinstance(item, Text)), default=0.0)
    title = paragraph(unit, grid.box.x, max(end - last, 0), room, type_.small, "muted")
    items += title.items
    lines, beside = _notes(body, grid), _noted(body, grid) <= width
    for number, head in enumerate(body.heads):
        x = grid.x(number)
        for place, mark in enumerate(head.notes if beside else head.notes[:lines]):
            down = end + type_.small * LEADING * (1 if beside else place + 1)
            items.append(Text(x, down, clipped(mark.words, type_.small, width), type_.small, "muted", mark=mark))
            x += width_of(mark.words, type_.small) + type_.small if beside else 0
    return Placed(tuple(items), end + type_.small * LEADING * lines + type_.body * 0.5)


def _notes(body: Columns, grid: ColumnGrid) -> int:
    """In how many lines it is said who says so: in more than one on a page, where one is too short."""
    most = 1 if grid.box.height is not None or _noted(body, grid) <= grid.width else 2
    return min(max((len(head.notes) for head in body.heads), default=0), most)


def _noted(body: Columns, grid: ColumnGrid) -> float:
    """How wide it is in one line."""
    size = grid.type.small
    return max((sum(width_of(mark.words, size) + size for mark in head.notes) - size for head in body.heads), default=0.0)


def square_of(body: Columns, grid: ColumnGrid, height: float) -> float:
    """How far two squares stand apart in towers of this height, in pixels; 0 where one stands for several claims."""
    pitch, each, _ = _scale(body, grid, height)
    return pitch if each == 1 else 0


def heads_height(body: Columns, grid: ColumnGrid, height: float) -> float:
    """How tall `place_heads` makes them."""
    size, wide = _names(body, grid)
    return (
        _scale(body, grid, height)[2]
        + 3
        + grid.type.body * 0.66
        + size * 1.06
        + (0 if wide else grid.type.title * _SECOND)
        + _notes(body, grid) * grid.type.small * LEADING
    )


def _scale(body: Columns, grid: ColumnGrid, height: float) -> tuple[float, int, float]:
    """The distance of two squares, how many claims one stands for, and how tall the tallest tower is."""
    body_size, most = grid.type.body, max((len(head.squares) for head in body.heads), default=0)
    pitch, each = pitch_of(most, grid.width, height, body_size * _LARGEST, body_size * _SMALLEST)
    # Somewhat smaller they are where that spares a tower a single square on its top.
    row = across(grid.width, pitch)
    lonely = {more: sum(len(head.squares) > more and len(head.squares) % more == 1 for head in body.heads) for more in range(row, row + 3)}
    if each == 1 and (spared := min(lonely, key=lambda more: (lonely[more], more))) != row:
        pitch = grid.width / (spared - 0.14)
    # Squares are merged status by status, so that a tower may hold some more than its claims say.
    squares_of = len if each == 1 else lambda marks: len(merged(marks, each))
    return pitch, each, max((tall(squares_of(head.squares), grid.width, pitch) for head in body.heads), default=0.0)


def _names(body: Columns, grid: ColumnGrid) -> tuple[float, bool]:
    """The size of the names, and whether they stand in one line with their counts."""
    for chinese in (True, False):
        size = min(grid.type.title, *(_one_line(head, grid, chinese) for head in body.heads))
        if size >= _SHRUNK * grid.type.title:
            return size, True
    return _fitted(body, grid), False


def _one_line(head: Head, grid: ColumnGrid, chinese: bool) -> float:
    """The size of a name with which it stands in one line with its count, and with its Chinese name, which keeps its size, or without."""
    room = grid.width - (width_of(head.chinese, grid.type.small) if chinese else 0)
    return room / (width_of(head.name + head.count.words, 1, 700) + (0.9 if chinese else 0.4))


def _fitted(body: Columns, grid: ColumnGrid) -> float:
    """The size of names with which the longest is as wide as its column."""
    widest = max(width_of(head.name, grid.type.title, 700) for head in body.heads)
    return grid.type.title * min(1, grid.width / widest)


def _name(head: Head, grid: ColumnGrid, number: int, line: float, size: float, wide: bool) -> list[Item]:
    """The name of a city, its Chinese name and its count, in one line or in two."""
    type_, x = grid.type, grid.x(number)
    found: list[Item] = [Text(x, line, head.name, size, head.city, 700)]
    if wide:
        if all(_one_line(other, grid, True) >= size for other in grid.heads):
            found.append(Text(x + width_of(head.name, size, 700) + size * 0.3, line, head.chinese, type_.small, head.city))
        found.append(Text(grid.right(number), line, head.count.words, size, head.city, 700, "end", mark=head.count))
        return found
    line += type_.title * _SECOND
    found.append(Text(x, line, head.count.words, type_.title, head.city, 700, mark=head.count))
    if width_of(head.count.words, type_.title, 700) + width_of(head.chinese, type_.small) + type_.small * 0.5 < grid.width:
        found.append(Text(grid.right(number), line, head.chinese, type_.small, head.city, anchor="end"))
    return found

"""Lines and tiles of a grid, for every form of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.pictures.model import Mark, rest
from dashboard.pictures.shapes import Grid, GridBlock, GridRow, Tile
from dashboard.render.flow import LEADING, listed
from dashboard.render.metrics import clipped, width_of, wrap
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text, ink_of
from dashboard.render.squares import across, square, tall

UNSAID = "not said"
_NAMED = 12
"""From how many ems on a column names some of its squares below them."""


@dataclass(frozen=True)
class GridLine:
    """One line of a grid: a title, a row, or the count of rows that find no room."""

    title: str = ""
    count: str = ""
    row: GridRow | None = None
    more: Mark | None = None


def grid_lines(blocks: Sequence[GridBlock], cut: int) -> list[list[GridLine]]:
    """The blocks in lines, ``cut`` rows of the longest ones counted in one line."""
    keep = [len(block.rows) for block in blocks]
    # What the headline is about stays: its rows are the first.
    least = [max(sum(row.strong for row in block.rows), 1) for block in blocks]
    for _ in range(cut):
        longest = max(range(len(keep)), key=lambda number: keep[number] - least[number])
        keep[longest] = max(keep[longest] - 1, least[longest])
    found = []
    for block, kept in zip(blocks, keep, strict=True):
        left = block.rows[kept:]
        lines = [GridLine(block.title, f"({len(block.rows):,})")] if block.title else []
        lines += [GridLine(row=row) for row in block.rows[:kept]]
        if left:
            lines.append(GridLine(more=rest(tuple(row.label for row in left), f"and {len(left):,} more")))
        found.append(lines)
    return found


def row_count(blocks: Sequence[GridBlock]) -> int:
    """How many rows all blocks have."""
    return sum(len(block.rows) for block in blocks)


def row_label(row: GridRow, x: float, middle: float, width: float, size: float) -> Text:
    """The name of a row, cut where it finds no room."""
    weight = 700 if row.strong else 400
    words = clipped(row.label.words, size, width, weight)
    return Text(x, middle + 0.34 * size, words, size, "muted" if row.label.silent else "ink", weight, mark=row.label)


def tile_items(tile: Tile, x: float, y: float, width: float, height: float, hue: str, size: float) -> list[Item]:
    """A tile in the ink of its status, or the empty slot; where a finding is, the slot says so if it is wide enough."""
    radius, middle = min(3.0, height * 0.12), y + height / 2
    if tile.silent:
        items: list[Item] = [Rect(x, y, width, height, "pale", "slot", radius, tile)]
        if tile.strong and not tile.hidden and width_of(UNSAID, size, 700) <= width and height >= size * 0.9:
            items.append(Text(x + width / 2, middle + 0.34 * size, UNSAID, size, "ink", 700, "middle", mark=tile))
        return items
    items = [Rect(x, y, width, height, ink_of(tile.status), hue, radius, tile, max(1.5, size * 0.09))]
    if tile.status == "claimed":
        quote = min(height * 1.5, size * 1.5)
        items.append(Text(x + width / 2, middle + quote * 0.56, "“", quote, hue, 700, "middle", mark=tile))
    return items


def framed(left: float, top: float, right: float, bottom: float, thick: float) -> list[Item]:
    """A frame of lines, which sets off what the headline is about and is no ink of a status."""
    ends = ((left, top, right, top), (right, top, right, bottom), (right, bottom, left, bottom), (left, bottom, left, top))
    return [Line(x1, y1, x2, y2, "ink", max(2.0, thick)) for x1, y1, x2, y2 in ends]


def title_line(line: GridLine, box: Box, middle: float, size: float, items: list[Item]) -> None:
    """Add the title of a block and its count."""
    words = clipped(line.title, size, box.width - width_of(f" {line.count}", size), 700)
    items.append(Text(box.x, middle + 0.34 * size, words, size, "ink", 700))
    items.append(Text(box.x + width_of(words, size, 700) + size * 0.3, middle + 0.34 * size, line.count, size, "muted"))


def place_groups(body: Grid, box: Box, size: float) -> Placed:
    """The marks of each group by name, the name of the city before."""
    if not body.groups:
        return Placed((), 0)
    items: list[Item] = [Line(box.x, box.y + size * 0.1, box.right, box.y + size * 0.1, "line", 1.5)]
    title_line(GridLine(body.aside), box, box.y + size * 0.98, size, items)
    y = box.y + size * 1.75
    names = max(width_of(f"{group.title} {len(group.marks):,}", size, 700) for group in body.groups) + size
    for group in body.groups:
        items.append(Text(box.x, y + 0.96 * size, group.title, size, group.city, 700))
        x = box.x + width_of(group.title, size, 700) + size * 0.25
        items.append(Text(x, y + 0.96 * size, f"({len(group.marks):,})", size, "muted"))
        x = box.x + names + size * 0.4
        placed = listed(group.marks, x, y, box.right - x, size, group.city, 12, weight=400)
        items += placed.items
        y += max(placed.height, size * LEADING) + size * 0.2
    return Placed(tuple(items), y - box.y)


def place_towers(body: Grid, box: Box, label: float, starts: Sequence[float], width: float, pitch: float, size: float) -> Placed:
    """The marks of each group as equal squares beside their number, each group in the column of its city."""
    items: list[Item] = [Line(box.x, box.y, box.right, box.y, "line", 1.5)]
    y = box.y + size * 0.6
    lines = _aside(body, label, size) or [clipped(body.aside, size, box.width, 600)]
    items += [Text(box.x, y + size * (0.8 + n * LEADING), line, size, "ink", 600) for n, line in enumerate(lines)]
    y += 0 if label else size * LEADING
    for column, x in zip(body.columns, starts, strict=True):
        marks = next((group.marks for group in body.groups if group.city == column.city), ())
        if marks:
            number = f"{len(marks):,}"
            ahead = width_of(number, size, 600) + size * 0.4
            items.append(Text(x, y + size * 0.8, number, size, "ink", 600))
            row = across(width - ahead, pitch)
            for place, mark in enumerate(marks):
                items += square(mark, x + ahead + place % row * pitch, y + place // row * pitch, pitch * 0.86)
            if width >= _NAMED * size:
                down = y + max(tall(len(marks), width - ahead, pitch), size)
                items += listed(marks, x, down, width, size, column.city, 1, weight=400).items
    return Placed(tuple(items), towers_tall(body, label, width, pitch, size))


def towers_tall(body: Grid, label: float, width: float, pitch: float, size: float) -> float:
    """How tall the squares of the groups are with what they are."""
    found = [tall(len(g.marks), width - width_of(f"{len(g.marks):,}", size, 600) - size * 0.4, pitch) for g in body.groups if g.marks]
    lines = size * LEADING * len(_aside(body, label, size))
    named = size * LEADING if width >= _NAMED * size else 0
    return size * 0.6 + (0 if label else size * LEADING) + max(max(*found, size) + named, lines) if found else 0


def _aside(body: Grid, label: float, size: float) -> list[str]:
    return wrap(body.aside, size, label - size * 0.8, 600, 3) if label else []

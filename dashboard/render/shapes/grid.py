"""Grids placed: a table with two places in each cell, or a panel a column with one square a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.pictures.shapes import Grid, GridBlock, GridRow
from dashboard.render.flow import LEADING, Type
from dashboard.render.metrics import clipped, width_of, wrap
from dashboard.render.scene import Box, Item, Line, Placed, Text, moved
from dashboard.render.shapes.grid_panels import place_panels
from dashboard.render.shapes.grid_parts import (
    GridLine,
    framed,
    grid_lines,
    place_groups,
    place_towers,
    row_count,
    row_label,
    tile_items,
    towers_tall,
)  # fmt: skip
from dashboard.render.shapes.grid_rows import place_rows

_APART, _ROW, _STACKED = 0.5, 1.12, 3.1
"""The room before a block, and how tall a row is at least: beside its name, and below it; in ems."""
_QUIET = 0.16
"""How tall an empty slot is that no filled place stands before, in ems."""


def place(body: Grid, box: Box, type_: Type) -> Placed:
    """A grid in a box, in the way of its form."""
    if not body.columns or (body.form == "panels" and not body.blocks):
        return Placed((), 0)
    if body.form == "table":
        return _table(body, box, type_)
    return place_rows(body, box, type_) or place_panels(body, box, type_)


@dataclass(frozen=True)
class _Cells:
    """Where the cells of a table stand, and the places in them."""

    box: Box
    type: Type
    label: float
    """How wide the names of rows are; 0 where they stand above their cells."""
    count: int

    @property
    def gap(self) -> float:
        return self.type.small * (1.0 if self.label and self.box.width < 45 * self.type.small else 1.3 if self.label else 0.5)

    @property
    def width(self) -> float:
        return (self.box.width - self.label - self.gap * (self.count - 1)) / self.count

    def x(self, column: int) -> float:
        return self.box.x + self.label + column * (self.width + self.gap)

    @property
    def places(self) -> tuple[tuple[float, float], ...]:
        """Where the two places of a cell begin, from its left, and how wide they are."""
        between = self.type.small * 0.25
        half = (self.width - between) / 2
        return (0, half), (half + between, half)

    def high(self, line: GridLine, row: float) -> float:
        """How tall a line is where a row is so tall."""
        strong = line.row is not None and line.row.strong
        return row if self.label or not strong else row + self.type.small * 0.9


def _cells(body: Grid, box: Box, type_: Type) -> _Cells:
    size = type_.small
    rows = [row for block in body.blocks for row in block.rows]
    wide = max((width_of(row.label.words, type_.body if row.strong else size, 700 if row.strong else 400) for row in rows), default=0)
    # What the numbers count finds room in three lines, and so does what the groups are.
    wide = max(wide + size, width_of(body.lead, type_.body, 600) * 0.42 + size, width_of(body.aside, size, 600) * 0.42 + size)
    beside = _Cells(box, type_, min(wide, box.width * 0.3), len(body.columns))
    return beside if beside.width >= size * 6.2 else _Cells(box, type_, 0, len(body.columns))


def _table(body: Grid, box: Box, type_: Type) -> Placed:
    cells, size = _cells(body, box, type_), type_.small
    items: list[Item] = []
    top = _head(body, cells, items)
    least = size * (_ROW if cells.label else _STACKED)
    blocks, cut, pitch, high = body.blocks, 0, size * 0.85, size * (1.75 if cells.label else _STACKED)
    named = place_groups(body, replace(box, y=0), size)
    below, full = named.height, True
    if box.height is not None:
        room = box.height - (top - box.y) - size * _APART
        if _tall(grid_lines(blocks, 0), cells, max(least, size * 1.5)) + named.height > room:
            full = False
            # Smaller squares before rows that stand close, and close rows before fewer.
            for loose in (1.18, 1.14, 1.1, 1.06, 1.0) if cells.label else (1.0,):
                blocks, cut, pitch = _fitted(body, cells, room, least * loose)
                if not cut and blocks == body.blocks:
                    break
            below = towers_tall(body, cells.label, cells.width, pitch, size)
        high = size * (2.3 if cells.label else 1.2 * _STACKED)
        while high > least and _tall(grid_lines(blocks, cut), cells, high) > room - below:
            high -= size * 0.01
    y = top
    for part in grid_lines(blocks, cut):
        y = _block(part, body, cells, y, high, items)
    if body.groups:
        y += size * _APART
        if not full:
            starts = [cells.x(number) for number in range(cells.count)]
            named = place_towers(body, replace(box, y=0), cells.label, starts, cells.width, pitch, size)
        items += moved(named.items, y)
        y += named.height
    return Placed(tuple(items), y - box.y)


def _fitted(body: Grid, cells: _Cells, room: float, least: float) -> tuple[tuple[GridBlock, ...], int, float]:
    """The blocks that find room, the last as one where there are too many; how many rows do not; and how far squares stand apart."""
    size = cells.type.small
    blocks, cut, pitch = body.blocks, 0, size * 0.85

    def over() -> bool:
        return _tall(grid_lines(blocks, cut), cells, least) + towers_tall(body, cells.label, cells.width, pitch, size) > room

    while over() and pitch > size * 0.6:
        pitch -= size * 0.05
    while over() and (cut < row_count(blocks) or len(blocks) > 1):
        if cut < row_count(blocks):
            cut += 1
        else:
            blocks, cut = (*blocks[:-2], GridBlock("Others", (*blocks[-2].rows, *blocks[-1].rows))), 0
    while over() and pitch > 2:
        pitch *= 0.9
    return blocks, cut, pitch


def _tall(found: Sequence[Sequence[GridLine]], cells: _Cells, row: float) -> float:
    return sum(cells.high(line, row) for part in found for line in part) + len(found) * cells.type.small * _APART


def _head(body: Grid, cells: _Cells, items: list[Item]) -> float:
    """The cities, what is counted of each in large type, and the names of the places; returns where the head ends."""
    type_, size, y = cells.type, cells.type.small, cells.box.y
    names = type_.title if all(width_of(column.name, type_.title, 700) <= cells.width for column in body.columns) else size
    notes = [column.note.words for column in body.columns if column.note]
    large = min([type_.numeral * 0.72, *(type_.numeral * cells.width / width_of(words, type_.numeral, 700) for words in notes)])
    large *= bool(notes)
    if notes and not cells.label:
        items.append(Text(cells.box.x, y + size * 0.9, clipped(body.lead, size, cells.box.width, 600), size, "ink", 600))
        y += size * 1.5
    base = y + names * 1.25 + large * 0.78
    for number, column in enumerate(body.columns):
        x = cells.x(number)
        words = clipped(column.name, names, cells.width, 700)
        items.append(Text(x, y + names * 0.86, words, names, column.city, 700, mark=column.lead))
        if column.note:
            tone, weight = ("ink", 700) if column.strong else ("muted", 400)
            items.append(Text(x, base, column.note.words, large, tone, weight, mark=column.note))
    y = base + size * 0.4
    if notes and cells.label:
        lines = wrap(body.lead, type_.body, cells.label - size, 600, 3)
        # As few lines as it takes, about as long as each other; the third stands beside the names of the places.
        narrower = (wrap(body.lead, type_.body, (cells.label - size) * share / 10, 600, 4) for share in (6, 7, 8, 9))
        lines = next((found for found in narrower if len(found) == len(lines)), lines)
        clear = cells.places[0][1] >= max(width_of(name, size) for name in body.places) if body.places else True
        clear = clear or width_of(body.pair, size) <= cells.box.right - cells.x(0)
        end = base + (size if len(lines) > 2 and body.blocks and clear else 0)
        items += [
            Text(cells.box.x, end - (len(lines) - 1 - n) * type_.body * LEADING, line, type_.body, "ink", 600)
            for n, line in enumerate(lines)
        ]
    if not body.blocks:
        return y
    if all(width_of(name, size) <= wide + 1 for name, (_, wide) in zip(body.places, cells.places, strict=True)):
        for number in range(len(body.columns)):
            items += [
                Text(cells.x(number) + start, y + size * 0.95, name, size, "muted")
                for name, (start, _) in zip(body.places, cells.places, strict=True)
            ]
        return y + size * 1.5
    words = clipped(body.pair, size, cells.box.width)
    items.append(
        Text(cells.x(0) if width_of(words, size) <= cells.box.right - cells.x(0) else cells.box.x, y + size * 0.95, words, size, "muted")
    )
    return y + size * 1.5


def _block(part: Sequence[GridLine], body: Grid, cells: _Cells, y: float, high: float, items: list[Item]) -> float:
    box, size = cells.box, cells.type.small
    items.append(Line(box.x, y, box.right, y, "line", 1.5))
    y += size * _APART / 2
    for line in part:
        tall = cells.high(line, high)
        if line.more:
            items.append(Text(box.x, y + tall / 2 + 0.34 * size, line.more.words, size, "muted", mark=line.more))
        elif line.row:
            _row(line.row, body, cells, y, tall, high, items)
        y += tall
    return y + size * _APART / 2


def _row(row: GridRow, body: Grid, cells: _Cells, y: float, tall: float, high: float, items: list[Item]) -> None:
    """A row by its name, and its cells; a cell that says nothing is thin, so that what is said, and what is half said, stands out."""
    x, size = cells.box.x, cells.type.small
    if cells.label:
        items.append(row_label(row, x, y + tall / 2, cells.label - size * 0.5, cells.type.body if row.strong else size))
        part, middle = tall * 0.62, y + tall / 2
    else:
        items.append(row_label(row, x, y + size * 0.72, cells.box.width, size))
        part, middle = tall - size * 1.9, y + size * 1.4 + (tall - size * 1.9) / 2
    for number, (column, tiles) in enumerate(zip(body.columns, row.cells, strict=True)):
        for place, (tile, (start, wide)) in enumerate(zip(tiles, cells.places, strict=True)):
            # Only what is missing where the place before it is filled is a gap; one line says that both are not.
            gap = tile.strong or (place > 0 and not tiles[place - 1].silent)
            if place and tile.silent and not tile.hidden and not gap:
                continue
            thick = min(part, size * _QUIET) if tile.silent and not gap else part
            items += tile_items(tile, cells.x(number) + start, middle - thick / 2, wide, thick, column.city, size)
        if any(tile.strong for tile in tiles):
            out, start = size * 0.16, cells.x(number)
            left, right = max(start - out, cells.box.x), min(start + cells.width + out, cells.box.right)
            items += framed(left, middle - part / 2 - out, right, middle + part / 2 + out, size * 0.1)

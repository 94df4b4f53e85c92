"""Grids placed: a table with places in its cells and names beside it, or bands of one bar a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.pictures.model import rest
from dashboard.pictures.shapes import Grid, Group
from dashboard.render.flow import LEADING, Type, listed, paragraph
from dashboard.render.metrics import clipped, width_of
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text
from dashboard.render.shapes.grid_bands import place_bands
from dashboard.render.shapes.grid_parts import (
    UNSAID,
    GridLine,
    grid_lines,
    listed_alone,
    place_note,
    row_count,
    row_label,
    tile_items,
    title_line,
    unseen,
)  # fmt: skip

_COUNTED = 0.25
"""From which share of the rows cut on the names are only counted, so that more rows find room."""
_BESIDE = 46
"""From how many ems of body type on the names stand beside the table."""


def place(body: Grid, box: Box, type_: Type) -> Placed:
    """A grid in a box, in the way of its form."""
    if not body.blocks and not body.groups:
        return Placed((), 0)
    return {"table": _table, "bands": place_bands}[body.form](body, box, type_)


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
        return self.type.small * (1.3 if self.label else 0.5)

    @property
    def width(self) -> float:
        return (self.box.width - self.label - self.gap * (self.count - 1)) / self.count

    def x(self, column: int) -> float:
        return self.box.x + self.label + column * (self.width + self.gap)

    @property
    def places(self) -> tuple[tuple[float, float], ...]:
        """Where the two places of a cell begin, from its left, and how wide they are."""
        between = self.type.small * 0.25
        word = width_of(UNSAID, self.type.small, 700) + self.type.small * 0.5
        half = (self.width - between) / 2
        second = min(max(half, word), self.width - between - self.type.small * 1.3) if self.width > word * 1.5 else half
        first = self.width - between - second
        return (0, first), (first + between, second)


def _cells(body: Grid, box: Box, type_: Type) -> _Cells:
    size = type_.small
    wide = max((width_of(row.label.words, size, 700) for block in body.blocks for row in block.rows), default=0) + size
    beside = _Cells(box, type_, min(wide, box.width * 0.34), len(body.columns))
    return beside if beside.width >= size * 6.2 else _Cells(box, type_, 0, len(body.columns))


def _table(body: Grid, box: Box, type_: Type) -> Placed:
    aside = box.width >= _BESIDE * type_.body and body.groups and body.blocks
    if not body.blocks:
        return _groups_below(body, box, type_, 0, 12 if box.height is None else 4)
    names = max((width_of(mark.words, type_.small, 400) for group in body.groups for mark in group.marks), default=0)
    panel = min(max(names + type_.small * 1.3, type_.small * 9), box.width * 0.27) if aside else 0
    left = replace(box, width=box.width - panel - (type_.body * 2.2 if aside else 0))
    cells = _cells(body, left, type_)
    head: list[Item] = []
    top = _table_head(body, cells, head)
    lines = 3 if box.height is not None else 8
    below = _groups_below(body, left, type_, 0, lines).height if body.groups and not aside else 0
    size, stacked = type_.small, not cells.label
    tall = size * 2.1 if width_of(UNSAID, size, 700) > cells.places[1][1] else size * 1.3
    natural = (size * 1.42 + tall + size * 0.5) if stacked else type_.body * 1.75
    least = natural if stacked else size * 1.3
    cut, total, counted = 0, row_count(body.blocks), False
    found = grid_lines(body.blocks, 0)
    title = size * 1.75
    if box.height is not None:
        while lines > 1 and body.groups and not aside and _tall(found, least, title) + below + top - box.y > box.height:
            lines -= 1
            below = _groups_below(body, left, type_, 0, lines).height
        if _tall(found, least, title) + below + (type_.body if below else 0) + top - box.y > box.height:
            # What is counted of a city stands in its rows, too: where it would cost most of them, rows come first.
            after = (_counted_tall(cells) if below else 0) + type_.body * bool(below)
            if _cut(body, box.height - (top - box.y), after, least, title) > total * 0.5:
                head = []
                top = _table_head(body, cells, head, noted=False)
        cut = _cut(body, box.height - (top - box.y), below + type_.body * bool(below), least, title)
        if cut > total * _COUNTED and below:
            counted, below = True, _counted_tall(cells)
            cut = _cut(body, box.height - (top - box.y), below + type_.body, least, title)
        found = grid_lines(body.blocks, cut)
        room = box.height - (top - box.y) - below - (type_.body if below else 0) - _tall(found, 0, title)
        high = min(max(room / max(sum(len(part) - 1 for part in found), 1), least), natural * 1.25)
    else:
        high = natural
    items = head
    y = top
    for part in found:
        y = _table_block(part, body, cells, left, y, high, title, items)
    end = y
    if counted:
        end = _groups_counted(body, cells, end + type_.body * 0.7, items)
    elif body.groups and not aside:
        placed = _groups_below(body, left, type_, end + type_.body * 0.7, lines)
        items += placed.items
        end += type_.body * 0.7 + placed.height
    elif aside:
        x = box.right - panel
        bottom = max(end, box.y + box.height) if box.height is not None else end
        items.append(Line(x - type_.body * 1.1, box.y, x - type_.body * 1.1, bottom, "line", 1))
        space = Box(x, box.y, panel, None if box.height is None else box.height)
        placed = _groups_beside(body, space, type_)
        items += placed.items
        end = max(end, box.y + placed.height)
    return Placed(tuple(items), end - box.y)


def _cut(body: Grid, room: float, below: float, least: float, title: float) -> int:
    """How many rows find no room."""
    cut, total = 0, row_count(body.blocks)
    while cut < total and _tall(grid_lines(body.blocks, cut), least, title) + below > room:
        cut += 1
    return cut


def _counted_tall(cells: _Cells) -> float:
    return cells.type.small * (1.75 if cells.label else 3.1)


def _groups_counted(body: Grid, cells: _Cells, y: float, items: list[Item]) -> float:
    """How much each has alone, under its name; returns where that ends."""
    size = cells.type.small
    items.append(Line(cells.box.x, y + size * 0.1, cells.box.right, y + size * 0.1, "ink", 1.5))
    room = replace(cells.box, width=cells.label or cells.box.width)
    title_line(GridLine(body.aside) if cells.label else _aside_title(body), room, y + size * 0.98, size, items)
    base = y + (1.32 if cells.label else 2.67) * size
    for number, column in enumerate(body.columns):
        marks = next((group.marks for group in body.groups if group.city == column.city), ())
        if marks:
            words = f"{len(marks):,} {'area' if len(marks) == 1 else 'areas'}"
            mark = rest(marks, words if width_of(words, size) <= cells.width else f"{len(marks):,}")
            items.append(Text(cells.x(number), base, mark.words, size, "ink", mark=mark))
    return y + _counted_tall(cells)


def _tall(found: Sequence[Sequence[GridLine]], row: float, title: float) -> float:
    return sum(title if line.title else row for part in found for line in part)


def _table_head(body: Grid, cells: _Cells, items: list[Item], noted: bool = True) -> float:
    """The cities, what is counted of each where it is ``noted``, and the names of the places; returns where the head ends."""
    type_, size = cells.type, cells.type.small
    names = type_.title if all(width_of(c.name, type_.title, 700) <= cells.width for c in body.columns) else size
    y = cells.box.y
    notes = 0.0
    for number, column in enumerate(body.columns):
        x = cells.x(number)
        items.append(Text(x, y + names * 0.95, clipped(column.name, names, cells.width, 700), names, column.city, 700))
        if column.note and noted:
            notes = max(notes, place_note(column.note, x, y + names * 1.22, cells.width, size, items))
    y += names * 1.25 + notes + size * 0.15
    places = cells.places
    flat = all(width_of(name, size) <= wide + size * 0.1 for name, (_, wide) in zip(body.places, places, strict=True))
    for number in range(len(body.columns)):
        for place_, (name, (start, _)) in enumerate(zip(body.places, places, strict=True)):
            line = 0 if flat else place_
            at = cells.x(number) + start
            if not flat and place_:
                at = min(at, cells.x(number) + cells.width - width_of(name, size))
            items.append(Text(at, y + (line + 0.95) * size * 1.15, clipped(name, size, cells.width), size, "muted"))
    return y + size * 1.15 * (1 if flat else 2) + size * 0.5


def _table_block(
    part: Sequence[GridLine], body: Grid, cells: _Cells, box: Box, y: float, high: float, title: float, items: list[Item]
) -> float:  # fmt: skip
    size = cells.type.small
    rows = [line.row for line in part if line.row]
    joined = range(len(body.columns)) if cells.label and len(rows) > 2 else range(0)
    empty = {n for n in joined if all(tile.silent and not tile.hidden and not tile.told for row in rows for tile in row.cells[n])}
    first = y + sum(title for line in part if line.title)
    for number in empty:
        tile = rows[0].cells[number][0]
        top, tall = first, len(rows) * high
        items.append(Rect(cells.x(number), top + high * 0.1, cells.width, tall - high * 0.2, "pale", "slot", 3, tile))
        items.append(Text(cells.x(number) + cells.width / 2, top + tall / 2 + 0.34 * size, UNSAID, size, "muted", 400, "middle", mark=tile))
    for line in part:
        if line.title:
            items.append(Line(box.x, y + size * 0.1, box.right, y + size * 0.1, "ink", 1.5))
            title_line(line, box, y + title * 0.56, size, items)
            y += title
            continue
        if line.more:
            items.append(Text(box.x, y + high / 2 + 0.34 * size, line.more.words, size, "muted", mark=line.more))
            y += high
            continue
        row = line.row
        assert row is not None
        if cells.label:
            tall, top = min(high * 0.8, size * 1.5), y + high / 2 - min(high * 0.8, size * 1.5) / 2
            items.append(row_label(row, box.x, y + high / 2, cells.label - size * 0.5, size))
        else:
            tall, top = high - size * 1.92, y + size * 1.42
            items.append(row_label(row, box.x, y + size * 0.62, box.width, size))
        for number, (column, tiles) in enumerate(zip(body.columns, row.cells, strict=True)):
            x = cells.x(number)
            if number in empty:
                continue
            if len(tiles) == 1:
                words = clipped(tiles[0].words, size, cells.width)
                items.append(Rect(x, top, cells.width, tall, "pale", "ground", 0, tiles[0]))
                items.append(Text(x, top + tall / 2 + 0.34 * size, words, size, "muted", mark=tiles[0]))
                continue
            for tile, (start, wide) in zip(tiles, cells.places, strict=True):
                items += tile_items(tile, x + start, top, wide, tall, column.city, size)
        y += high
    return y


def _aside_title(body: Grid) -> GridLine:
    return GridLine(body.aside, f"({sum(len(group.marks) for group in body.groups):,})")


def _groups_below(body: Grid, box: Box, type_: Type, y: float, lines: int) -> Placed:
    """Who has what alone, a line or more each, the name of the city before."""
    size = type_.small
    start = y or box.y
    items: list[Item] = [Line(box.x, start + size * 0.1, box.right, start + size * 0.1, "ink", 1.5)]
    title_line(_aside_title(body), box, start + size * 0.98, size, items)
    at = start + size * 1.75
    names = max(width_of(f"{group.title} {len(group.marks):,}", size, 700) for group in body.groups) + size
    for group in body.groups:
        items.append(Text(box.x, at + 0.96 * size, group.title, size, group.city, 700))
        number = f"({len(group.marks):,})"
        items.append(Text(box.x + width_of(group.title, size, 700) + size * 0.25, at + 0.96 * size, number, size, "muted"))
        placed = listed_alone(group, body.statuses, box.x + names + size * 0.4, at, box.right, size, lines)
        items += placed.items
        at += max(placed.height, size * LEADING) + size * 0.2
    return Placed(tuple(items), at - start)


def _groups_beside(body: Grid, box: Box, type_: Type) -> Placed:
    """Who has what alone, in a panel: as many lines of names as it holds."""
    size = type_.small
    most = 40
    while True:
        items: list[Item] = []
        title = _aside_title(body)
        title_line(title, box, box.y + type_.title * 0.6, size, items)
        y = box.y + type_.title * 1.3
        for group in body.groups:
            items.append(Text(box.x, y + size * 1.1, group.title, size, group.city, 700))
            number = f"({len(group.marks):,})"
            items.append(Text(box.x + width_of(group.title, size, 700) + size * 0.3, y + size * 1.1, number, size, "muted"))
            y += size * 1.5
            placed = _names(group, body.statuses, box.x, y, box.width, size, most)
            items += placed.items
            y += placed.height + size * 0.7
        if box.height is None or y - box.y <= box.height + size * 0.7 or most == 1:
            return Placed(tuple(items), y - box.y)
        most -= 1


def _names(group: Group, words: Sequence[tuple[str, str]], x: float, y: float, width: float, size: float, most: int) -> Placed:
    """Marks one below the other, the rest counted in the last line."""
    items: list[Item] = []
    kept = len(group.marks) if len(group.marks) <= most else max(most - 1, 0)
    step = size * 1.32
    for number, mark in enumerate(group.marks[:kept]):
        placed = listed((mark,), x, y + number * step, width, size, group.city, 1, weight=400)
        items += placed.items
    left = group.marks[kept:]
    if left:
        mark = rest(left, f"and {len(left):,} more{unseen(group.marks[:kept], left, words)}" if kept else f"{len(left):,} areas")
        placed = paragraph(mark.words, x, y + kept * step, width, size, "muted", mark=mark)
        items += placed.items
        return Placed(tuple(items), kept * step + placed.height)
    return Placed(tuple(items), kept * step)

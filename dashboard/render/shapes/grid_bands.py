"""Grids as bands: every row a thin bar, a run of silence one pale band, the names of the rows in running lines beside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from dashboard.pictures.model import Mark
from dashboard.pictures.shapes import Block, Column, Grid, Tile
from dashboard.render.flow import LEADING, Type, listed, paragraph
from dashboard.render.metrics import clipped, width_of, wrap
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text, ink_of
from dashboard.render.shapes.grid_parts import UNSAID

_BAR, _TALLEST = 0.34, 1.0
"""How tall a bar is at least and at most, in ems."""
_APART = 0.64
"""The room between two blocks, in ems."""
_COLUMNS, _MOST = 0.48, 0.72
"""Which share of the width the columns take, and at most where they are many."""
_WIDEST = 11
"""How wide a column is at most, in ems."""
_SPLIT = 30
"""From how many ems on titles and names stand in columns of their own."""


@dataclass(frozen=True)
class _Frame:
    """Where titles, names and columns stand; without a ``gutter`` titles and names stand above their bars."""

    box: Box
    type: Type
    gutter: float
    title: float
    """How wide titles are where names stand beside them; 0 where names follow them in their line."""
    count: int

    @property
    def gap(self) -> float:
        return self.type.small * (0.7 if self.gutter else 0.4)

    @property
    def width(self) -> float:
        return (self.box.width - self.gutter - self.gap * (self.count - 1)) / self.count

    @property
    def text(self) -> float:
        """How wide names run."""
        return self.gutter - self.title - self.type.small if self.gutter else self.box.width

    @property
    def line(self) -> float:
        return self.type.small * LEADING

    def x(self, column: int) -> float:
        return self.box.x + self.gutter + column * (self.width + self.gap)

    def names(self, block: Block, y: float, most: int) -> Placed:
        """The title of a block, and its rows by name in at most so many lines; what finds no room is counted."""
        size, title = self.type.small, _title(block)
        run = listed(
            [row.label for row in block.rows], self.box.x + self.title, y, self.text, size, "", most, "" if self.title else title, 400
        )
        head = Text(self.box.x, y + 0.5 * self.line + 0.34 * size, title, size, "ink", 700)
        return Placed((head, *run.items) if self.title else run.items, run.height)


def _title(block: Block) -> str:
    return f"{block.title} ({len(block.rows):,})"


def place_bands(body: Grid, box: Box, type_: Type) -> Placed:
    """Blocks below each other, as tall as they have rows, under one large number a column."""
    size = type_.small
    beside = box.width >= 24 * size
    frame = _frame(body, box, type_) if beside else _Frame(box, type_, 0, 0, len(body.columns))
    items: list[Item] = []
    top = _head(body, frame, items)
    blocks, lines, bar = _fitted(body.blocks, frame, None if box.height is None else box.height - (top - box.y))
    y = top
    strong = {number for number, column in enumerate(body.columns) if column.strong}
    spoken = max(((_silences(block, number), -place, number) for place, block in enumerate(blocks) for number in strong), default=(0, 0, 0))
    for place, (block, most) in enumerate(zip(blocks, lines, strict=True)):
        items.append(Line(box.x, y, box.right, y, "line", 1.5))
        y += size * _APART / 2
        named = frame.names(block, y - size * 0.18, most)
        items += named.items
        start = y if beside else y + named.height
        for number, column in enumerate(body.columns):
            said = spoken[0] if (-place, number) == spoken[1:] else 0
            _column(block, column, number, frame, start, bar, said, items)
        y = max(start + len(block.rows) * bar, y + most * frame.line if beside else 0) + size * _APART / 2
    return Placed(tuple(items), y - box.y)


def _frame(body: Grid, box: Box, type_: Type) -> _Frame:
    size, count = type_.small, len(body.columns)
    least = count * max(width_of(column.name, size, 700) for column in body.columns) + (count - 1) * size * 0.7 + 1
    gutter = box.width - min(max(least, min(box.width * _COLUMNS, count * size * _WIDEST)), box.width * _MOST)
    titles = max(width_of(_title(block), size, 700) for block in body.blocks) + size * 1.2
    return _Frame(box, type_, gutter, titles if gutter >= _SPLIT * size and titles < gutter * 0.42 else 0, count)


def _head(body: Grid, frame: _Frame, items: list[Item]) -> float:
    """The columns by name, each with its number in large type, and what is counted; returns where the head ends."""
    size, y = frame.type.small, frame.box.y
    large = min(frame.type.numeral, frame.width / 1.3)
    if not frame.gutter:
        items += paragraph(body.lead, frame.box.x, y, frame.text, size, "muted").items
        y += frame.line * 1.2
    name = frame.type.title if all(width_of(column.name, frame.type.title, 700) <= frame.width for column in body.columns) else size
    base = y + name * 1.25 + large * 0.76
    for number, column in enumerate(body.columns):
        x = frame.x(number)
        items.append(Text(x, y + name * 0.86, clipped(column.name, name, frame.width, 700), name, column.city, 700))
        if column.note:
            tone, weight = ("ink", 700) if column.strong else ("muted", 400)
            items.append(Text(x, base, column.note.words, large, tone, weight, mark=column.note))
    if frame.gutter:
        lead, room = frame.type.body, frame.gutter - size
        lines = wrap(body.lead, lead, room, 600, 2)
        items += [Text(frame.box.x, base - (len(lines) - 1 - n) * lead * LEADING, line, lead, "ink", 600) for n, line in enumerate(lines)]
    return base + size * 0.8


def _fitted(blocks: Sequence[Block], frame: _Frame, room: float | None) -> tuple[list[Block], list[int], float]:
    """The blocks that find room, the last as one where there are too many, their lines of names, and how tall a bar is."""
    size = frame.type.small
    found = list(blocks)
    if room is not None:
        most = max(int(room / (frame.line + size * (_APART + (0 if frame.gutter else _BAR)))), 1)
        if len(found) > most:
            found = [*found[: most - 1], Block("Others", tuple(row for block in found[most - 1 :] for row in block.rows))]
    lines = [math.ceil(frame.names(block, 0, 99).height / frame.line - 0.01) for block in found]
    if room is None:
        return found, lines, size * 0.75

    def tall(bar: float) -> float:
        pairs = [(number * frame.line, len(block.rows) * bar) for number, block in zip(lines, found, strict=True)]
        return sum(max(pair) if frame.gutter else sum(pair) for pair in pairs) + len(found) * size * _APART

    while tall(size * _BAR) > room and max(lines) > 1:
        # The names that reach furthest below their bars are the first to be counted.
        over = [(number > 1, number * frame.line - len(block.rows) * size * _BAR) for number, block in zip(lines, found, strict=True)]
        lines[over.index(max(over))] -= 1
    bar = size * _TALLEST
    while bar > 0.5 and tall(bar) > room:
        bar -= 0.25
    return found, lines, bar


def _silences(block: Block, column: int) -> int:
    return max((len(list(run)) for silent, run in groupby(block.rows, key=lambda row: _silent(row.cells[column][0])) if silent), default=0)


def _silent(tile: Tile) -> bool:
    return tile.silent and not tile.hidden


def _column(block: Block, column: Column, number: int, frame: _Frame, y: float, bar: float, spoken: int, items: list[Item]) -> None:
    """What a column says of the rows of a block: its bars, and each run of silence as one band; the longest says what it is."""
    size, x, between = frame.type.small, frame.x(number), min(bar * 0.25, 4)
    for silent, run in groupby((row.cells[number][0] for row in block.rows), key=_silent):
        tiles = list(run)
        tall = len(tiles) * bar
        if not silent:
            for place, tile in enumerate(tiles):
                items += _bar(tile, x, y + place * bar, frame.width, bar - between, column.city)
        else:
            words = f"{column.name}: {UNSAID} on {len(tiles):,} areas: {block.title}"
            mark = tiles[0] if len(tiles) == 1 else Mark(column.city, None, UNSAID, (), said=words)
            items.append(Rect(x, y, frame.width, tall - between, "pale", "slot", 3, mark))
            if spoken == len(tiles) and tall > size * 1.5 and width_of(UNSAID, size, 700) < frame.width:
                items.append(Text(x + frame.width / 2, y + tall / 2 + 0.34 * size, UNSAID, size, "ink", 700, "middle", mark=mark))
        y += tall


def _bar(tile: Tile, x: float, y: float, width: float, tall: float, hue: str) -> list[Item]:
    """A thin bar in the ink of its status; a boast carries its quotation mark as two strokes, which stay crisp."""
    if tile.hidden:
        return [Line(x + width * 0.3, y + tall / 2, x + width * 0.7, y + tall / 2, "line", 2, mark=tile)]
    box = Rect(x, y, width, tall, ink_of(tile.status), hue, min(2, tall * 0.15), tile, min(max(tall * 0.16, 1.5), 2))
    if tile.status != "claimed":
        return [box]
    return [
        box,
        *(Rect(x + width / 2 + at * tall, y + tall * 0.2, tall * 0.2, tall * 0.45, "solid", hue, mark=tile) for at in (-0.35, 0.15)),
    ]

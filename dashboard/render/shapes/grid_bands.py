"""Grids as bands: every row a thin bar, a run of silence one pale band, the names of the rows in running lines beside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dashboard.pictures.model import Mark
from dashboard.pictures.shapes import Grid, GridBlock, GridColumn, Tile
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
    name: float
    """The type of names, which is smaller where they find no room."""
    apart: float = _APART
    """The room between two blocks, in ems."""
    parted: bool = True
    """Whether the names of a block of one city begin anew with each status."""

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
        return self.name * LEADING

    def x(self, column: int) -> float:
        return self.box.x + self.gutter + column * (self.width + self.gap)

    def names(self, block: GridBlock, y: float, most: int, bar: float = 0) -> Placed:
        """The title of a block, and its rows by name in at most so many lines; what finds no room is counted.

        Of one city alone they stand in parts, one a status, beside their bars as far as there is room.
        """
        size, title = self.type.small, _title(block)
        owners = {tile.city for row in block.rows for tiles in row.cells for tile in tiles if tile.status or tile.hidden}
        hue = owners.pop() if len(owners) == 1 else "ink"
        # The firmest status of any city is none of a row's own.
        marks = [row.label if hue != "ink" else replace(row.label, status=None) for row in block.rows]
        size = size if self.title else self.name
        head = Text(self.box.x, y + 0.5 * self.line + 0.34 * size, title, size, hue if block.strong else "ink", 700)
        parts = self._parts(block) if hue != "ink" and self.parted else []
        if len(parts) > 1:
            first = 0 if self.title else 1
            tall = [listed(part, 0, 0, self.text, self.name, hue, 99, lead, 400).height for _, lead, part in parts]
            if first * self.line + sum(tall) <= most * self.line + 1:
                room, at, items = max(most * self.line, len(block.rows) * bar), first * self.line, list[Item]([head])
                for number, (start, lead, part) in enumerate(parts):
                    at = max(at, min(start * bar if self.gutter else 0, room - sum(tall[number:])))
                    items += listed(part, self.box.x + self.title, y + at, self.text, self.name, hue, 99, lead, 400).items
                    at += tall[number]
                return Placed(tuple(items), at)
        run = listed(marks, self.box.x + self.title, y, self.text, self.name, hue, most, "" if self.title else title, 400)
        return Placed((head, *run.items) if self.title else run.items, run.height)

    def _parts(self, block: GridBlock) -> list[tuple[int, str, list[Mark]]]:
        """The rows of each status: where they begin, how many they are, and their names."""
        found: list[tuple[int, str, list[Mark]]] = []
        start = 0
        for _, run in groupby(block.rows, key=lambda row: row.label.status):
            rows = list(run)
            words = next((tile.words for tiles in rows[0].cells for tile in tiles if tile.status or tile.hidden), UNSAID)
            found.append((start, f"{words.capitalize()} ({len(rows):,})", [row.label for row in rows]))
            start += len(rows)
        return found


def _title(block: GridBlock) -> str:
    return f"{block.title} ({len(block.rows):,})"


def place_bands(body: Grid, box: Box, type_: Type) -> Placed:
    """Blocks below each other, as tall as they have rows, under one number a column."""
    size = type_.small
    beside = box.width >= 24 * size
    frame = _frame(body, box, type_) if beside else _Frame(box, type_, 0, 0, len(body.columns), size)
    smaller = replace(frame, name=type_.source)
    ways = (frame, smaller, replace(smaller, apart=_APART * 0.6), replace(smaller, apart=_APART * 0.33))
    for tried in (*ways, *(replace(way, parted=False) for way in ways)):
        frame, items = tried, list[Item]()
        top = _head(body, frame, items)
        blocks, lines, bar, whole = _fitted(body.blocks, frame, None if box.height is None else box.height - (top - box.y))
        if whole:
            break
    y = top
    # Silence is said in words once in each column, where it is tallest.
    told = [max(range(len(blocks)), key=lambda place, n=n: _longest(blocks[place], n)) for n in range(len(body.columns))]  # type: ignore[misc]
    for place, (block, most) in enumerate(zip(blocks, lines, strict=True)):
        items.append(Line(box.x, y, box.right, y, "line", 1.5))
        y += size * frame.apart / 2
        named = frame.names(block, y - size * 0.18, most, bar)
        items += named.items
        start = y if beside else y + named.height
        for number, column in enumerate(body.columns):
            _column(block, column, number, frame, start, bar, items, told[number] == place)
        y = max(start + len(block.rows) * bar, y + most * frame.line if beside else 0) + size * frame.apart / 2
    return Placed(tuple(items), y - box.y)


def _frame(body: Grid, box: Box, type_: Type) -> _Frame:
    size, count = type_.small, len(body.columns)
    least = count * max(width_of(column.name, size, 700) for column in body.columns) + (count - 1) * size * 0.7 + 1
    gutter = box.width - min(max(least, min(box.width * _COLUMNS, count * size * _WIDEST)), box.width * _MOST)
    titles = max(width_of(_title(block), size, 700) for block in body.blocks) + size * 1.2
    return _Frame(box, type_, gutter, titles if gutter >= _SPLIT * size and titles < gutter * 0.42 else 0, count, size)


def _head(body: Grid, frame: _Frame, items: list[Item]) -> float:
    """The columns by name, each with its number, and what is counted; returns where the head ends."""
    size, y = frame.type.small, frame.box.y
    # What the numbers count stands behind them, below them, or, where there is no room, before them all.
    notes = [column.note.words for column in body.columns if column.note]
    small = size if all(width_of(f"{words} {UNSAID}", size, 700) <= frame.width for words in notes) else frame.type.source
    beside = all(width_of(f"{words} {UNSAID}", small, 700) <= frame.width for words in notes)
    small = small if beside else size
    below = not beside and width_of(UNSAID, size) <= frame.width
    lead = body.lead if beside or below else f"{UNSAID.capitalize()}, {body.lead[:1].lower()}{body.lead[1:]}"
    if not frame.gutter:
        items += paragraph(lead, frame.box.x, y, frame.text, size, "muted").items
        y += frame.line * 1.2
    name = frame.type.title if all(width_of(column.name, frame.type.title, 700) <= frame.width for column in body.columns) else size
    base = y + name * 1.25 + size * 0.86
    for number, column in enumerate(body.columns):
        x = frame.x(number)
        items.append(Text(x, y + name * 0.86, clipped(column.name, name, frame.width, 700), name, column.city, 700))
        if column.note:
            tone, weight = ("ink", 700) if column.strong else ("muted", 400)
            words = f"{column.note.words} {UNSAID}" if beside else column.note.words
            items.append(Text(x, base, words, small, tone, weight, mark=column.note))
            if below:
                items.append(Text(x, base + size * 1.15, UNSAID, size, tone, weight, mark=column.note))
    base += size * 1.15 * below
    if frame.gutter:
        large, room = frame.type.body, frame.gutter - size
        lines = wrap(lead, large, room, 600, 2)
        items += [Text(frame.box.x, base - (len(lines) - 1 - n) * large * LEADING, line, large, "ink", 600) for n, line in enumerate(lines)]
    return base + size * 0.8


def _fitted(blocks: Sequence[GridBlock], frame: _Frame, room: float | None) -> tuple[list[GridBlock], list[int], float, bool]:
    """The blocks that find room, the last as one where there are too many, their lines of names, how tall a bar is, and whether all fit."""
    size = frame.type.small
    found = list(blocks)
    if room is not None:
        most = max(int(room / (frame.line + size * (frame.apart + (0 if frame.gutter else _BAR)))), 1)
        if len(found) > most:
            found = [*found[: most - 1], GridBlock("Others", tuple(row for block in found[most - 1 :] for row in block.rows))]
    lines = [math.ceil(frame.names(block, 0, 99).height / frame.line - 0.01) for block in found]
    if room is None:
        return found, lines, size * 0.75, True

    def tall(bar: float) -> float:
        pairs = [(number * frame.line, len(block.rows) * bar) for number, block in zip(lines, found, strict=True)]
        return sum(max(pair) if frame.gutter else sum(pair) for pair in pairs) + len(found) * size * frame.apart

    whole = len(found) == len(blocks) and tall(size * _BAR) <= room
    while tall(size * _BAR) > room and max(lines) > 1:
        # The names that reach furthest below their bars are the first to be counted.
        over = [(number > 1, number * frame.line - len(block.rows) * size * _BAR) for number, block in zip(lines, found, strict=True)]
        lines[over.index(max(over))] -= 1
    bar = size * _TALLEST
    while bar > 0.5 and tall(bar) > room:
        bar -= 0.25
    return found, lines, bar, whole


def _longest(block: GridBlock, column: int) -> int:
    """Of how many rows the longest run of silence in a column is."""
    runs = groupby((row.cells[column][0] for row in block.rows), key=_silent)
    return max((len(list(run)) for silent, run in runs if silent), default=0)


def _silent(tile: Tile) -> bool:
    return tile.silent and not tile.hidden


def _column(block: GridBlock, column: GridColumn, number: int, frame: _Frame, y: float, bar: float, items: list[Item], told: bool) -> None:
    """What a column says of the rows of a block: its bars, and each run of silence as one band, of which the longest may say what it is."""
    size, x, between = frame.type.small, frame.x(number), min(bar * 0.3, 5)
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
            if told and len(tiles) == _longest(block, number) and tall > size * 1.25 and width_of(UNSAID, size) < frame.width:
                items.append(Text(x + frame.width / 2, y + tall / 2 + 0.34 * size, UNSAID, size, "muted", 400, "middle", mark=mark))
        y += tall


def _bar(tile: Tile, x: float, y: float, width: float, tall: float, hue: str) -> list[Item]:
    """A thin bar in the ink of its status; a boast carries its quotation mark where it is tall enough."""
    if tile.hidden:
        return [Rect(x, y, width, tall, "pale", "slot", min(2, tall * 0.15), tile)]
    # Broken outlines right above each other run together.
    inset = tall * 0.12 if tile.status == "forecast" else 0
    radius, stroke = min(2, tall * 0.15), min(max(tall * 0.16, 1.5), 2)
    box = Rect(x, y + inset, width, tall - 2 * inset, ink_of(tile.status), hue, radius, tile, stroke)
    quote = tall * 2.2
    sign = Text(x + width / 2, y + tall / 2 + 0.575 * quote, "“", quote, hue, 700, "middle", mark=tile)
    return [box, sign] if tile.status == "claimed" and tall >= 7 else [box]

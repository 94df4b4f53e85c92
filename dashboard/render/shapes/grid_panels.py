"""Grids as panels: a column a panel with its number, a square a row in one order, and below them the rows by name, block by block."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, product

from dashboard.pictures.model import Mark
from dashboard.pictures.shapes import Grid, GridBlock, GridColumn, Tile
from dashboard.render.flow import LEADING, Type, listed
from dashboard.render.metrics import clipped, width_of
from dashboard.render.scene import Box, Item, Line, Placed, Rect, Text
from dashboard.render.shapes.grid_parts import UNSAID
from dashboard.render.squares import across, pitch_of, square, tall

_LEAST = 8
"""How wide a panel is at least, in ems of small type."""
_LARGEST, _SMALLEST = 1.9, 0.5
"""How far apart squares stand at most and at least, in ems of small type."""
_LARGER = (1.5, 1.25, 1.0, 0.8)
"""How large numbers are, of their usual size."""
_ROOM = (5.0, 4.2, 3.2, 1.6)
"""How tall the squares of a panel may be at least, in ems of small type, the best first."""
_SPLIT = 44
"""From how many ems on the titles of the blocks stand in a column of their own."""
_APART = 0.42
"""The room between two blocks, in ems."""


@dataclass(frozen=True)
class PanelWay:
    """How a grid is laid out: the size of its numbers and of its names, and how many lines each block of names takes."""

    body: Grid
    box: Box
    type: Type
    numeral: float
    text: float
    lines: tuple[int, ...]

    @property
    def gap(self) -> float:
        """The room between two panels."""
        return self.type.body * (1.3 if self.box.width > _SPLIT * self.type.small else 0.9)

    @property
    def across(self) -> int:
        """How many panels stand side by side: in rows that are as long as each other, as far as that goes."""
        count, least = len(self.body.columns), self.type.small * _LEAST
        most = max(min(int((self.box.width + self.gap) / (least + self.gap)), count), 1)
        return math.ceil(count / math.ceil(count / most))

    @property
    def panel(self) -> float:
        """How wide a panel is."""
        # A few panels are no wider than many would be: their squares stay together.
        return (self.box.width + self.gap) / max(self.across, 2) - self.gap

    @property
    def head(self) -> float:
        """How tall the name and the number of a panel are."""
        return (
            self.type.title * 1.2
            + (max(self.numeral * 0.98, self.type.small * 2.6) if self.beside else self.numeral * 0.98)
            + (0 if self.beside else self.type.small * LEADING)
        )

    @property
    def beside(self) -> bool:
        """Whether what is counted stands beside the number, or below it."""
        words = max(width_of(self.body.lead, self.type.small), width_of(UNSAID, self.type.small, 700))
        numbers = [width_of(column.note.words, self.numeral, 700) for column in self.body.columns if column.note]
        return max(numbers, default=0) + self.type.small * 0.4 + words <= self.panel

    @property
    def title(self) -> float:
        """How wide the column of the titles is; 0 where names follow them in their line."""
        if self.box.width < _SPLIT * self.type.small:
            return 0
        return max(width_of(title_of(block), self.text, 700) for block in self.body.blocks) + self.text * 1.2

    def names(self, number: int, y: float, most: int) -> Placed:
        """A block of rows by name in at most so many lines; what finds no room is counted."""
        block, size, x = self.body.blocks[number], self.text, self.box.x
        owners = {tile.city for row in block.rows for tiles in row.cells for tile in tiles if tile.status or tile.hidden}
        hue = owners.pop() if len(owners) == 1 else "ink"
        # The firmest status of any city is none of a row's own.
        marks = [row.label if hue != "ink" else replace(row.label, status=None) for row in block.rows]
        if not self.title:
            return listed(marks, x, y, self.box.width, size, hue, most, title_of(block), 400)
        run = listed(marks, x + self.title, y, self.box.right - x - self.title, size, hue, most, "", 400)
        return Placed((Text(x, y + (0.5 * LEADING + 0.34) * size, title_of(block), size, hue, 700), *run.items), run.height)

    @property
    def runs(self) -> list[list[tuple[int, float]]]:
        """The blocks below each other, each with how far from the left it begins: short ones share a line where names follow titles."""
        found: list[list[tuple[int, float]]] = []
        end = 0.0
        for number, most in enumerate(self.lines):
            ends = [item.x + item.width for item in self.names(number, 0, most).items if isinstance(item, Text)]
            wide = max(ends, default=0) - self.box.x
            room = end + self.text * 1.6
            if found and most == 1 and not self.title and end and room + wide <= self.box.width:
                found[-1].append((number, room))
                end = room + wide
            else:
                found.append([(number, 0.0)])
                end = wide if most == 1 else 0.0
        return found

    @property
    def named(self) -> float:
        """How tall all names are."""
        lines = [max(self.lines[number] for number, _ in run) for run in self.runs]
        return self.text * (sum(lines) * LEADING + _APART * len(lines) + 1)


def title_of(block: GridBlock) -> str:
    """The title of a block with the number of its rows."""
    return f"{block.title}: {len(block.rows):,}"


def place_panels(body: Grid, box: Box, type_: Type) -> Placed:
    """The panels as large as the names below them leave room for."""
    best = None
    # Squares large enough to be told apart come first, then large numbers and large names.
    for least, text in product(_ROOM, (type_.body, type_.small)):
        lines: tuple[int, ...] = ()
        for larger in _LARGER if least > _ROOM[-1] else _LARGER[-1:]:
            way = PanelWay(body, box, type_, type_.numeral * larger, text, lines)
            if not way.beside and larger > _LARGER[-1]:
                continue
            lines = lines or tuple(round(way.names(n, 0, 99).height / text / LEADING) for n in range(len(body.blocks)))
            best = way = replace(way, lines=lines)
            if box.height is None or _room(way) >= type_.small * least:
                return _drawn(way)
    assert best is not None
    while _room(best) < best.type.small and max(best.lines) > 1:
        longest = max(range(len(best.lines)), key=best.lines.__getitem__)
        best = replace(best, lines=tuple(line - (place == longest) for place, line in enumerate(best.lines)))
    return _drawn(best)


def _room(way: PanelWay) -> float:
    """How tall the squares of a panel may be."""
    rows = math.ceil(len(way.body.columns) / way.across)
    return ((way.box.height or 0) - way.named) / rows - way.head - way.type.small * 0.9


def _drawn(way: PanelWay) -> Placed:
    body, box, small = way.body, way.box, way.type.small
    count = max(sum(len(block.rows) for block in body.blocks), 1)
    room = small * 9 if box.height is None else _room(way)
    pitch, _ = pitch_of(count, way.panel, room, small * _LARGEST, 1)
    # Rows that are all full look better than squares that are a little larger.
    row = next((row for row in range(across(way.panel, pitch), count) if count % row == 0), count)
    full = way.panel / (row - 0.14)
    pitch = full if full > pitch * 0.9 else pitch
    high = tall(count, way.panel, pitch)
    items: list[Item] = []
    y = box.y
    for start in range(0, len(body.columns), way.across):
        for place, column in enumerate(body.columns[start : start + way.across]):
            x = box.x + place * (way.panel + way.gap)
            _panel(way, column, start + place, x, y, pitch, items)
        y += way.head + high + small * 0.9
    runs = way.runs
    spare = 0.0 if box.height is None else max(box.y + box.height - y - way.named, 0)
    apart = way.text * _APART + min(spare / (len(runs) + 1), small * 0.9)
    items.append(Line(box.x, y + small * 0.1, box.right, y + small * 0.1, "line", 1.5))
    y += small * 0.1 + apart
    for run in runs:
        for number, right in run:
            placed = way.names(number, y, way.lines[number])
            items += [replace(item, x=item.x + right) if not isinstance(item, Line) else item for item in placed.items]
        y += placed.height + apart
    return Placed(tuple(items), y - apart - box.y)


def head_of(way: PanelWay, column: GridColumn, x: float, y: float, items: list[Item]) -> None:
    """The name of a column, and how many of all rows it is silent on."""
    small, title = way.type.small, way.type.title
    items.append(Text(x, y + title * 0.86, clipped(column.name, title, way.panel, 700), title, column.city, 700))
    base = y + title * 1.2 + (max(way.numeral * 0.74, small * 2.2) if way.beside else way.numeral * 0.74)
    if column.note:
        tone = "ink" if column.strong else "muted"
        items.append(Text(x, base, column.note.words, way.numeral, tone, 700, mark=column.note))
        at, line = x, base + small * LEADING
        if way.beside:
            at, line = x + width_of(column.note.words, way.numeral, 700) + small * 0.4, base
            items.append(Text(at, line - small * 1.12, way.body.lead, small, tone, mark=column.note))
            items.append(Text(at, line, UNSAID, small, tone, 700, mark=column.note))
        else:
            items.append(Text(at, line, UNSAID, small, tone, 700, mark=column.note))


def _panel(way: PanelWay, column: GridColumn, number: int, x: float, y: float, pitch: float, items: list[Item]) -> None:
    """A column: its head, and a square a row."""
    head_of(way, column, x, y, items)
    y, row = y + way.head + way.type.small * 0.1, across(way.panel, pitch)
    place = 0
    for block in way.body.blocks:
        squares_of(block, column, number, x, y, pitch, row, place, items)
        place += len(block.rows)


def squares_of(
    block: GridBlock, column: GridColumn, number: int, x: float, y: float, pitch: float, row: int, place: int, items: list[Item]
) -> None:  # fmt: skip
    """The rows of a block in one column as squares, ``row`` side by side, the first at ``place``."""
    side = pitch * 0.86
    for silent, run in groupby((line.cells[number][0] for line in block.rows), key=_silent):
        tiles = list(run)
        words = f"{column.name}: {UNSAID} on {len(tiles):,} areas: {block.title}"
        mark = tiles[0] if len(tiles) == 1 else Mark(column.city, None, UNSAID, (), said=words)
        for tile in tiles:
            left, top = x + place % row * pitch, y + place // row * pitch
            items += [Rect(left, top, side, side, "pale", "slot", side * 0.1, mark)] if silent else _square(tile, left, top, side)
            place += 1


def _silent(tile: Tile) -> bool:
    return tile.silent and not tile.hidden


def _square(tile: Tile, x: float, y: float, side: float) -> Sequence[Item]:
    """What is said of a row; dots where filters leave that out."""
    if tile.hidden:
        return [Rect(x, y, side, side, "pale", "slot", side * 0.1, tile)]
    return square(tile, x, y, side)
